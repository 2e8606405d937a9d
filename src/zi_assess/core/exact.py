"""Numbers that must not drift: decimal text to Fraction and back, rounding half up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from math import lcm

_DECIMAL = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?")
PLACES = 12


def fraction(text: str) -> Fraction:
    """Read plain decimal text (`3.6`, `-2`, `0.67`) or an exact fraction of integers (`361/12`).

    Raises ValueError for anything else: exponents, commas, blanks and `nan` are not numbers here.
    """
    numerator, slash, denominator = text.partition("/")
    if slash and numerator.lstrip("-").isdecimal() and denominator.isdecimal() and int(denominator):
        return Fraction(int(numerator), int(denominator))
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Fraction(text)


def total(numbers: Iterable[Fraction]) -> Fraction:
    """Add up exactly; most numbers share a denominator, and integers add ten times faster than fractions."""
    sums: dict[int, int] = {}
    for number in numbers:
        numerator, denominator = number.as_integer_ratio()
        sums[denominator] = sums.get(denominator, 0) + numerator
    common = lcm(*sums)
    return Fraction(sum([numerator * (common // its) for its, numerator in sums.items()]), common)


def round_half_up(value: Fraction, places: int) -> Fraction:
    """Round away from zero at the half, as Indonesians are taught and the workbook shows."""
    scale = 10**places
    scaled = abs(value) * scale
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(rounded if value >= 0 else -rounded, scale)


def decimal_text(value: Fraction) -> str:
    """Write *value* as decimal text: exact up to 12 places, else rounded half up at the twelfth."""
    scaled = round_half_up(value, PLACES) * 10**PLACES
    digits = str(abs(scaled.numerator)).rjust(PLACES + 1, "0")
    text = f"{digits[:-PLACES]}.{digits[-PLACES:]}".rstrip("0").rstrip(".")
    return f"-{text}" if scaled < 0 else text
