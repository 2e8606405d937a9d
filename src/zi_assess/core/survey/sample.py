"""How many respondents a population asks for: Krejcie and Morgan, as the reports of PermenPANRB 14/2017 use it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from zi_assess.core.exact import round_half_up

CENSUS = 10
_CHI, _SHARE, _ERROR = Fraction(3841, 1000), Fraction(1, 4), Fraction(1, 400)  # λ², P × Q, d²

_ROWS = frozenset(
    (
        *range(10, 101, 5), *range(110, 301, 10), *range(320, 501, 20), *range(550, 1001, 50),
        *range(1100, 2001, 100), *range(2200, 3001, 200), *range(3500, 5001, 500),
        *range(6000, 10_001, 1000), 15_000, 20_000, 30_000, 40_000, 50_000, 75_000, 1_000_000,
    )
)  # fmt: skip


class How(StrEnum):
    """Where a sample size comes from."""

    CENSUS = "census"
    TABLE = "table"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Sample:
    """At least so many respondents; *exact* is what the formula gives."""

    least: int
    how: How
    exact: Fraction


def sample(population: int) -> Sample:
    """The sample for *population*, which is at least 1.

    A row of the printed table holds as printed; between its rows the formula is rounded up (our rule).
    """
    exact = (_CHI * population * _SHARE) / (_ERROR * (population - 1) + _CHI * _SHARE)
    if population <= CENSUS:
        return Sample(population, How.CENSUS, exact)
    if population in _ROWS:
        return Sample(int(round_half_up(exact, 0)), How.TABLE, exact)
    return Sample(ceil(exact), How.FORMULA, exact)
