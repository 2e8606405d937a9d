"""What a unit says about its own road: efforts, what cannot move, shared evidence, dates, capacity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

UNITS = 1000
"""Effort is counted in thousandths of a week, rounded up: whole numbers that a solver compares exactly."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Criteria that one piece of work serves: its *effort* (weeks) is paid once, and taken off what each of
    them costs by itself.
    """

    codes: tuple[str, ...]
    effort: Fraction
    title: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Everything a plan is asked to respect. Codes and keys the pack does not know are passed over.

    A *step* is one level of a choice, a tenth of the whole of a ratio, a tenth of an index. *efforts* are weeks
    per step by criterion, *level_efforts* weeks to climb to one option from the one below it, *kinds* weeks per
    step by kind of work instead of the pack's.
    *impossible* are options out of reach; *limits* the highest index, or the highest share (0–1) of a ratio,
    within reach; *counts* are facts for inputs that are still blank, *indices* what a survey not yet held would give.
    A step that takes longer than lies between *start* and its date in *due* (else *deadline*) is out of reach;
    a *usual* deadline, which nobody has set, bars nothing and only orders the steps.
    *points* is how many points of work stand for a week where efforts are shown in points; they are kept in weeks.
    *capacity* is weeks of work per calendar month, *budget* all the weeks there are: a plan never needs more.
    """

    efforts: Mapping[str, Fraction] = field(default_factory=dict)
    level_efforts: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    kinds: Mapping[str, Fraction] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    impossible: Mapping[str, frozenset[str]] = field(default_factory=dict)
    limits: Mapping[str, Fraction] = field(default_factory=dict)
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    indices: Mapping[str, Fraction] = field(default_factory=dict)
    shared: tuple[Shared, ...] = ()
    index_step: Fraction = Fraction(1, 100)
    start: date | None = None
    deadline: date | None = None
    usual: bool = False
    points: Fraction | None = None
    due: Mapping[str, date] = field(default_factory=dict)
    capacity: Fraction | None = None
    budget: Fraction | None = None

    def due_of(self, code: str) -> date | None:
        return self.due.get(code, self.deadline)

    def weeks_for(self, code: str) -> Fraction | None:
        """Weeks between the start and the date of *code*; None when either is not said."""
        due = self.due_of(code)
        if self.start is None or due is None or (self.usual and code not in self.due):
            return None
        return Fraction(max(0, (due - self.start).days), 7)


def units(weeks: Fraction) -> int:
    """*weeks* in UNITS, rounded up, never below zero."""
    scaled = max(weeks, Fraction(0)) * UNITS
    return -(-scaled.numerator // scaled.denominator)


def weeks(counted: int) -> Fraction:
    return Fraction(counted, UNITS)
