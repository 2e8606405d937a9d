"""What to do first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from zi_assess.core.plan.model import Model
from zi_assess.core.plan.wishes import UNITS

LONG = 6 * UNITS
SLOW_WORK = ("survei", "sistem")
"""Kinds of work that take calendar time however little of it is work: begun first when there is a date."""


def ordered(model: Model, efforts: Mapping[str, int], gains: Mapping[str, Fraction]) -> list[str]:
    """The moved codes: dates and slow work first when there is a date, then the most of what is still missing
    per effort.
    """
    by_use = _by_use(model, efforts, gains)
    if model.wishes.deadline is None and not model.wishes.due:
        return by_use
    place = {code: n for n, code in enumerate(by_use)}
    return sorted(by_use, key=lambda code: (*_urgency(model, code, efforts[code]), place[code]))


def _urgency(model: Model, code: str, effort: int) -> tuple[bool, int, date]:
    question = model.sheet.pack.question(code)
    slow = effort >= LONG or (question is not None and question.work in SLOW_WORK)
    due = model.wishes.due_of(code) or date.max
    return not slow, -effort if slow else 0, due


def _by_use(model: Model, efforts: Mapping[str, int], gains: Mapping[str, Fraction]) -> list[str]:
    """Again and again the step that closes most of what is still missing, each threshold's lack counted as
    one, per effort; what closes nothing any more comes last, most points per effort first.
    """
    lack = {n: need.short for n, need in enumerate(model.needs) if need.short > 0}
    whole = dict(lack)
    left = dict.fromkeys(code for code in efforts)
    made: list[str] = []
    while left:
        code = max(left, key=lambda one: _use(model, one, efforts[one], gains[one], lack, whole))
        del left[code]
        made.append(code)
        for n in [n for n in lack if code in model.needs[n].codes]:
            lack[n] -= model.needs[n].codes[code] * gains[code]
            if lack[n] <= 0:
                del lack[n]
    return made


def _use(
    model: Model,
    code: str,
    effort: int,
    gain: Fraction,
    lack: Mapping[int, Fraction],
    whole: Mapping[int, Fraction],
) -> tuple[float, float]:
    closed = sum(
        float(min(model.needs[n].codes[code] * gain, short) / whole[n])
        for n, short in lack.items()
        if code in model.needs[n].codes
    )
    return closed / max(effort, 1), float(gain) / max(effort, 1)
