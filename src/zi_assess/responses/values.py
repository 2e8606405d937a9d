"""What a cell says: an answer on a scale, or a profile label."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from zi_assess.core.survey import Field, FieldKind, Scale

BLANKS = frozenset(("", "-", "–", "—"))
UNSURE, BAD = 254, 255
"""Codes of cells that are no answer: one a user must confirm, one that is none."""
MAX_LABEL = 120
_BOTH = re.compile(r"^\(?(\d{1,2})\)?\s*[-–.:=)]\s*(\D.*)$|^(\D.*?)\s*\(\s*(\d{1,2})\s*\)$")
_WHOLE = re.compile(r"^(\d{1,2})[.,]0+$")


def normal(text: str) -> str:
    """A label as it is compared: case and blanks tell nothing apart."""
    return " ".join(text.split()).casefold()


Confirmed = Mapping[str, int | None]
"""What a user said a label means: a value, or None for a blank."""


class Answers(dict[str, int]):
    """From a cell's text to the byte that is kept, learning each spelling once.

    A cell that cannot be taken becomes `UNSURE` or `BAD`.
    """

    def __init__(self, scale: Scale, confirmed: Confirmed, *, zero_is_blank: bool = False) -> None:
        self.scale = scale
        self._sure = _spellings(scale)
        self._unsure = dict(scale.unsure)
        for label, value in confirmed.items():
            self._unsure.pop(label, None)
            self._sure[label] = value
        if zero_is_blank and scale.least > 0:
            self._sure["0"] = None

    def __missing__(self, text: str) -> int:
        code = self[text] = self._code(normal(text))
        return code

    def _code(self, text: str) -> int:
        if text in self._sure:
            value = self._sure[text]
            return 0 if value is None else value - self.scale.least + 1
        if text in BLANKS:
            return 0
        if text in self._unsure:
            return UNSURE
        if whole := _WHOLE.match(text):
            return self._code(whole[1])
        both = _BOTH.match(text)
        return self._agreed(*_split(both)) if both else BAD

    def _agreed(self, number: str, label: str) -> int:
        """A cell like `4 - Sangat baik`: sure when number and label say the same, else to be confirmed."""
        first, second = self._code(number), self._code(label)
        if first in (UNSURE, BAD, 0):
            return BAD
        return first if first == second else UNSURE

    def guess(self, text: str) -> int | None:
        """The value that an unsure label probably has."""
        label = normal(text)
        both = _BOTH.match(label)
        number, words = _split(both) if both else ("", label)
        known = self._unsure.get(words, self._sure.get(words))
        return self._sure.get(number) if known is None and number else known


def _split(found: re.Match[str]) -> tuple[str, str]:
    return (found[1], found[2]) if found[1] else (found[4], found[3])


def _spellings(scale: Scale) -> dict[str, int | None]:
    known: dict[str, int | None] = {normal(label): value for label, value in scale.labels.items()}
    for point in scale.points:
        known[normal(point.title)] = known[str(point.value)] = point.value
    return known


class Labels(dict[str, int]):
    """From a cell's text to the place of its label, learning each spelling once."""

    def __init__(self, of: Callable[[str], str]) -> None:
        self.labels: dict[str, int] = {"": 0}
        self._of = of
        self._most = 60_000

    def __missing__(self, text: str) -> int:
        label = self._of(text)
        if len(self.labels) >= self._most:
            label = "Lainnya"
        place = self[text] = self.labels.setdefault(label, len(self.labels))
        return place


def labeller(field: Field | None) -> Callable[[str], str]:
    """How texts of a profile field become labels; None is a field that the form does not know."""
    if field is None or field.kind is FieldKind.FREE:
        return _Freely()
    if field.kind is FieldKind.BANDS:
        return lambda text: band(text, field.bands)
    if field.kind is FieldKind.DATE:
        return lambda text: text[:40]
    known = {normal(word): one.key for one in field.options for word in (one.key, one.title, *one.labels)}
    return lambda text: known.get(normal(text)) or _Freely.cut(text)


class _Freely:
    """Labels as written; spellings that differ by case or blanks are the one that came first."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        return self._first.setdefault(normal(text), self.cut(text))

    @staticmethod
    def cut(text: str) -> str:
        plain = " ".join(text.split())[:MAX_LABEL]
        return "" if plain in BLANKS else plain


def band(text: str, bands: tuple[int, ...]) -> str:
    """An age as its group (`20–29`, `<20`, `≥60`); what is no single number stays as it is."""
    plain = _Freely.cut(text)
    found = re.fullmatch(r"(\d{1,3})(?:[.,]0+)?(?:\s*(?:th|thn|tahun))?\.?", plain.casefold())
    if not found:
        return plain
    age = int(found[1])
    lower = [one for one in bands if one <= age]
    if not lower:
        return f"<{bands[0]}"
    upper = [one for one in bands if one > age]
    return f"{lower[-1]}–{upper[0] - 1}" if upper else f"≥{lower[-1]}"


def day_part(text: str) -> str:
    """The date in front of a timestamp."""
    return text.strip().partition(" ")[0].partition("T")[0]


_DATE = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})")


def days(texts: tuple[str, ...]) -> dict[str, date | None]:
    """Each text as a day. Day before month unless a number above twelve shows that the file has it the other way."""
    found = {text: _DATE.fullmatch(text) for text in texts}
    parts = [tuple(map(int, one.groups())) for one in found.values() if one]
    month_first = any(second > 12 for _, second, third in parts if third > 31) and not any(
        first > 12 for first, _, third in parts if third > 31
    )
    return {text: _day(one, month_first) if one else None for text, one in found.items()}


def _day(found: re.Match[str], month_first: bool) -> date | None:
    first, second, third = map(int, found.groups())
    if first > 31:
        year, month, day = first, second, third
    else:
        day, month, year = (second, first, third) if month_first else (first, second, third)
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None
