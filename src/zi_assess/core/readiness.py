"""Thresholds: which hold, which fail, and by how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from zi_assess.core.pack import Pack, Threshold
from zi_assess.core.scoring import Scores


@dataclass(frozen=True, slots=True)
class Standing:
    """One threshold of one designation against the strict scores, in points."""

    designation: str
    threshold: Threshold
    actual: Fraction
    weight: Fraction

    @property
    def met(self) -> bool:
        return self.actual >= self.threshold.minimum

    @property
    def short_by(self) -> Fraction:
        return max(Fraction(0), self.threshold.minimum - self.actual)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Every standing, in the pack's order. Designations are numeric: prerequisites stand beside, not
    inside.
    """

    standings: tuple[Standing, ...]

    def of(self, designation: str) -> tuple[Standing, ...]:
        return tuple(one for one in self.standings if one.designation == designation)

    def met(self, designation: str) -> bool:
        return all(one.met for one in self.of(designation))


def readiness(pack: Pack, scores: Scores) -> Readiness:
    """Hold the strict *scores* against every threshold of *pack*, exactly, without rounding."""
    return Readiness(
        tuple(
            _standing(pack, designation, threshold, scores)
            for designation, thresholds in pack.thresholds.items()
            for threshold in thresholds
        )
    )


def _standing(pack: Pack, designation: str, threshold: Threshold, scores: Scores) -> Standing:
    actual = sum((scores[code].strict for code in threshold.of), Fraction(0))
    return Standing(designation, threshold, actual, pack.weight_of(threshold.of))


def designations_met(pack: Pack, ready: Readiness) -> Mapping[str, bool]:
    return {one.id: ready.met(one.id) for one in pack.designations}
