"""Which grade a value earns. The printed intervals leave gaps, so the value is rounded first and then compared."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from zi_assess.core.exact import round_half_up
from zi_assess.core.survey.form import GradeTable

PLACES = 2


@dataclass(frozen=True, slots=True)
class Grade:
    """A letter and what it says of the service."""

    letter: str
    title: str


def grade(value: Fraction, table: GradeTable | None) -> Grade | None:
    """The grade of *value* (0–100); None without a table or below its lowest band."""
    if table is None:
        return None
    shown = round_half_up(value, PLACES)
    band = next((one for one in table.bands if shown >= one.at_least), None)
    return Grade(band.grade, band.title) if band else None
