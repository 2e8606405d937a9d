"""Every way a small pack can be answered, scored by the engine: slow, plain, and surely right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from zi_assess.core.assessment import Value
from zi_assess.core.pack import Kind, Question
from zi_assess.core.plan import Wishes
from zi_assess.core.readiness import Readiness
from zi_assess.core.scenario import Scenario, apply
from zi_assess.core.sheet import Sheet

UNITS = 1000


@dataclass(frozen=True)
class Way:
    changes: Mapping[str, Value | None]
    effort: int
    total: Fraction
    readiness: Readiness


def up(weeks: Fraction) -> int:
    return -(-(weeks * UNITS).numerator // (weeks * UNITS).denominator)


def ways(sheet: Sheet, wishes: Wishes) -> Iterator[Way]:
    """Every combination of answers from today's upwards that *wishes* allow, but for the budget."""
    rungs = [_rungs(sheet, question, wishes) for question in sheet.pack.questions]
    for chosen in product(*rungs):
        changes = {code: value for code, value, moved, _ in chosen if moved}
        effort = sum(_own(wishes, code, cost) for code, _, moved, cost in chosen if moved)
        effort += sum(up(one.effort) for one in wishes.shared if {*one.codes} & changes.keys())
        then = apply(sheet, Scenario("", changes))
        yield Way(changes, effort, then.scores.strict, then.readiness)


def _own(wishes: Wishes, code: str, cost: int) -> int:
    return max(0, cost - sum(up(one.effort) for one in wishes.shared if code in one.codes))


Rung = tuple[str, Value | None, bool, int]


def _rungs(sheet: Sheet, question: Question, wishes: Wishes) -> Sequence[Rung]:
    value = sheet.answer(question.code).value
    stay: Rung = (question.code, value, False, 0)
    if question.code in wishes.fixed:
        return [stay]
    per_step = wishes.efforts.get(question.code, Fraction(1))
    above = [
        (question.code, then, True, cost)
        for then, cost in _above(question, value, per_step, wishes)
        if _allowed(question, then, wishes)
    ]
    return [stay, *above]


def _allowed(question: Question, then: Value, wishes: Wishes) -> bool:
    limit = wishes.limits.get(question.code)
    if isinstance(then, Fraction):
        return limit is None or then <= limit
    return then not in wishes.impossible.get(question.code, frozenset())


def _above(
    question: Question, value: Value | None, per_step: Fraction, wishes: Wishes
) -> Iterator[tuple[Value, int]]:
    if question.kind is Kind.CHOICE:
        keys = [one.key for one in question.options]
        at = keys.index(value) if isinstance(value, str) else len(keys) - 1
        for n in range(at):
            yield keys[n], (at - n) * up(per_step)
    elif question.kind is Kind.INDEX:
        step = wishes.index_step
        index = value if isinstance(value, Fraction) else question.index_max / 2
        survey = 0
        if value is None:
            survey = up(per_step)
            yield index, survey
        grid = [n * step for n in range(1, int(question.index_max / step) + 1) if n * step > index]
        for n, then in enumerate(grid):
            yield then, survey + up(per_step * 10 * (grid[0] - index)) + n * up(per_step * 10 * step)
    elif isinstance(value, tuple):
        counts = dict(value)
        if question.formula == "decrease":
            each = up(per_step * 10 / max(1, counts["before"]))
            for n in range(counts["after"]):
                yield (("before", counts["before"]), ("after", n)), (counts["after"] - n) * each
        else:
            each = up(per_step * 10 / max(1, counts["whole"]))
            for n in range(counts["part"] + 1, counts["whole"] + 1):
                yield (("part", n), ("whole", counts["whole"])), (n - counts["part"]) * each


def cheapest(sheet: Sheet, target: str, wishes: Wishes) -> tuple[int, Fraction] | None:
    """The least effort that meets *target*, and the highest total it can give; None when nothing does."""
    meeting = [(way.effort, -way.total) for way in ways(sheet, wishes) if way.readiness.met(target)]
    if not meeting:
        return None
    effort, total = min(meeting)
    return effort, -total
