"""Sample sizes and periods."""

from __future__ import annotations

import csv
import random
from fractions import Fraction

import pytest

from tests.survey.examples import HERE
from zi_assess.core.survey import How, TrendPoint, sample, trend
from zi_assess.core.survey.periods import order

TABLE = {
    int(row["N"]): row
    for row in csv.DictReader((HERE / "krejcie-morgan.csv").read_text(encoding="utf-8").splitlines())
}


def test_every_row_of_the_printed_table_comes_out_as_printed() -> None:
    assert len(TABLE) == 90
    for population, row in TABLE.items():
        made = sample(population)
        assert made.least == int(row["S_table_two_sources"])
        assert abs(made.exact - Fraction(row["S_formula_exact"])) < Fraction(1, 10_000)
        assert made.how is (How.CENSUS if population == 10 else How.TABLE)


@pytest.mark.parametrize(
    ("population", "least", "how"),
    [
        (1, 1, How.CENSUS),
        (9, 9, How.CENSUS),
        (10, 10, How.CENSUS),
        (67, 58, How.FORMULA),
        (350, 184, How.FORMULA),
    ],
)
def test_small_populations_are_asked_whole_and_between_the_rows_the_formula_is_rounded_up(
    population: int, least: int, how: How
) -> None:
    assert (sample(population).least, sample(population).how) == (least, how)
    assert sample(23_857_000).least == 385


def test_a_larger_population_never_asks_for_fewer_by_the_formula() -> None:
    exact = [sample(population).exact for population in range(1, 3000)]
    assert exact == sorted(exact)


WRITTEN = [
    "2023-S1", "Mei-Juni 2023", "TW III 2023", "2023-TW4", "2023", "Januari 2024", "2024-02",
    "Triwulan 1 2024", "Semester II 2024", "2025", "Q2 2026", "2026-S2",
]  # fmt: skip


def test_periods_sort_as_people_mean_them() -> None:
    mixed = list(WRITTEN)
    random.Random(4).shuffle(mixed)
    months = [order(one) for one in sorted(mixed, key=lambda one: order(one) or (0, 0, 0))]
    assert months == sorted(months, key=lambda one: one or (0, 0, 0))
    assert order("TW III 2023") == (2023, 9, 7) and order("Semester II 2024") == (2024, 12, 7)
    assert order("Mei-Juni 2023") == (2023, 6, 5) and order("percobaan") is None


def test_a_trend_is_oldest_first_with_the_change_from_survey_to_survey() -> None:
    points = [
        TrendPoint(period, period, "", 30, None, ikm, None, "")
        for period, ikm in (("2026", Fraction(90)), ("2024", Fraction(80)), ("2025", None))
    ]
    found = trend(points)
    assert [one.period for one in found] == ["2024", "2025", "2026"]
    assert [one.change for one in found] == [None, None, 10]
