"""Numbers that must not drift."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zi_assess.core.exact import decimal_text, fraction, round_half_up, total

fractions = st.fractions(-(10**9), 10**9, max_denominator=10**6)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3.6", Fraction(18, 5)),
        ("-2", Fraction(-2)),
        ("0.67", Fraction(67, 100)),
        ("361/12", Fraction(361, 12)),
        ("+1", Fraction(1)),
    ],
)
def test_decimal_text_and_fractions_are_read_exactly(text: str, number: Fraction) -> None:
    assert fraction(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 1",
        "1 ",
        "1,5",
        "1e3",
        "nan",
        "inf",
        "1/0",
        "1/-2",
        "--1/2",
        "0x10",
        "1_000",
        "1.",
        ".5",
        "²",
        "9" * 31,
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):
        fraction(text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0.005", "0.01"),
        ("0.0049", "0"),
        ("2.675", "2.68"),
        ("-0.005", "-0.01"),
        ("-0.0049", "0"),
        ("59.995", "60"),
    ],
)
def test_the_half_is_rounded_away_from_zero(value: str, shown: str) -> None:
    assert decimal_text(round_half_up(Fraction(value), 2)) == shown


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**6), max_value=10**6))
def test_rounding_agrees_with_decimals_own(value: Decimal) -> None:
    wanted = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert round_half_up(Fraction(value), 2) == Fraction(wanted)


@given(st.integers(-(10**18), 10**18), st.integers(0, 12))
def test_decimal_text_of_up_to_twelve_places_comes_back_the_same(number: int, places: int) -> None:
    value = Fraction(number, 10**places)
    assert fraction(decimal_text(value)) == value


@given(fractions)
def test_decimal_text_is_never_further_off_than_half_of_the_twelfth_place(value: Fraction) -> None:
    assert abs(fraction(decimal_text(value)) - value) * 2 <= Fraction(1, 10**12)


def test_a_negative_number_that_rounds_to_zero_has_no_sign() -> None:
    assert decimal_text(Fraction(-1, 10**14)) == "0"


@given(st.lists(fractions))
def test_total_is_the_sum(numbers: list[Fraction]) -> None:
    assert total(numbers) == sum(numbers, Fraction(0))
