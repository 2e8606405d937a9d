"""The formulas a form may name: from the means of its unsur to one index, and from that to 0–100."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

RISK = "risk"


@dataclass(frozen=True, slots=True)
class Formula:
    """*divisor* turns a mean on the answers' scale into an index up to 4; None: there is no index."""

    divisor: Fraction | None
    most: int = 4


FORMULAS: Mapping[str, Formula] = {
    "mean-4": Formula(Fraction(1), 4),
    "mean-6": Formula(Fraction(3, 2), 6),
    RISK: Formula(None),
}

TO_PERCENT = 25
"""An index up to 4 as a value up to 100 (PermenPANRB 14/2017)."""


def index_of(formula: str, mean: Fraction) -> Fraction | None:
    """The mean of all unsur, or of one, as an index up to 4."""
    divisor = FORMULAS[formula].divisor
    return None if divisor is None else mean / divisor
