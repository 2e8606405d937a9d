"""The plan laid out in time: who can work how much, what is done when, what comes too late."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from zi_assess.core.plan.result import Plan, Step
from zi_assess.core.plan.wishes import Wishes

WEEKS_PER_MONTH = Fraction(365, 84)
_HAIR = Fraction(1, 40)
"""Two people are 8.69 weeks a month; who writes 8.7 does not mean a third."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One step in time: weeks from the start, the days they fall on, and how many days past its date it ends."""

    step: Step
    begins: Fraction
    ends: Fraction
    first: date
    last: date
    late: int


@dataclass(frozen=True, slots=True)
class Road:
    """Every step as a bar, in the plan's order; *last* is the day all is done, *late* the worst delay in days."""

    bars: tuple[Bar, ...]
    last: date
    late: int


def road(plan: Plan, wishes: Wishes, start: date) -> Road:
    """Lay the steps end to end from *start* (or the wishes' own), as many side by side as the capacity carries.

    *wishes.capacity* is weeks of work a calendar month; without one a single team works all the time. One step
    never goes faster than a week of work in a week.
    """
    begin = wishes.start or start
    pace = (
        Fraction(1) if wishes.capacity is None else max(wishes.capacity, Fraction(1, 100)) / WEEKS_PER_MONTH
    )
    lanes = [Fraction(0)] * max(1, ceil(pace - _HAIR))
    speed = min(Fraction(1), pace / len(lanes))
    bars = []
    for step in plan.steps:
        lane = lanes.index(min(lanes))
        begins, lanes[lane] = lanes[lane], lanes[lane] + step.effort / speed
        bars.append(_bar(step, begins, lanes[lane], begin, wishes))
    last = max((bar.last for bar in bars), default=begin)
    return Road(tuple(bars), last, max((bar.late for bar in bars), default=0))


def monthly(people: int) -> Fraction:
    """The capacity of *people* who are at it all the time, in the tenths of a week it is written in."""
    return Fraction(ceil(people * WEEKS_PER_MONTH * 10), 10)


def hands(plan: Plan, wishes: Wishes, start: date) -> int | None:
    """The fewest people, each at it all the time, who finish every step by its date; None when no number does, for
    one step alone takes longer.
    """

    def late(many: int) -> int:
        return road(plan, replace(wishes, capacity=monthly(many)), start).late

    every = len(plan.steps)
    if late(every):  # all at once, and still one takes too long
        return None
    # No step ends later for one person more, so the fewest are found by halving.
    return 1 + bisect_left(range(1, every + 1), True, key=lambda many: not late(many))


def _bar(step: Step, begins: Fraction, ends: Fraction, start: date, wishes: Wishes) -> Bar:
    first = start + timedelta(days=int(begins * 7))
    last = max(first, start + timedelta(days=ceil(ends * 7) - 1))
    due = wishes.due_of(step.code)
    return Bar(step, begins, ends, first, last, 0 if due is None else max(0, (last - due).days))
