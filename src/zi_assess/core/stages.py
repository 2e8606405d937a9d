"""Every stage's own result beside the unit's: totals, thresholds, and how far apart they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from zi_assess.core import review
from zi_assess.core.assessment import Assessment, Evidence, Stage, Verdict
from zi_assess.core.pack import Pack
from zi_assess.core.readiness import Readiness, readiness
from zi_assess.core.scoring import Scores, score


@dataclass(frozen=True, slots=True)
class Result:
    """What one stage's answers add up to; blanks count 0, as everywhere."""

    stage: Stage
    scores: Scores
    ready: Readiness


def result(pack: Pack, mine: Assessment, stage: Stage) -> Result:
    scores = score(pack, mine.of(stage))
    return Result(stage, scores, readiness(pack, scores))


def spoken(mine: Assessment) -> tuple[Stage, ...]:
    """SELF, then every other stage that has said something, in the order in which they judge."""
    return tuple(one for one in review.STAGES if one is Stage.SELF or _spoke(mine, one))


def _spoke(mine: Assessment, stage: Stage) -> bool:
    said = any(one.value is not None or one.note for one in mine.of(stage).values())
    return said or any(one.mark or one.note for one in mine.verdicts.get(stage, {}).values())


def results(pack: Pack, mine: Assessment) -> tuple[Result, ...]:
    """The result of SELF and of every other stage that has an answer."""
    return tuple(
        result(pack, mine, one) for one in review.STAGES if one is Stage.SELF or review.answered(mine, one)
    )


def beside(pack: Pack, mine: Assessment, stage: Stage) -> Result | None:
    """What is shown beside the result of *stage*: the highest TPI stage with an answer, and beside that SELF."""
    other = review.highest(mine) if stage is Stage.SELF else Stage.SELF
    return None if other is None else result(pack, mine, other)


def gap(before: Result, after: Result, code: str) -> Fraction:
    """How many points *after* gives more (or, below zero, less) than *before* at the place *code*."""
    return after.scores[code].strict - before.scores[code].strict


def differing(pack: Pack, mine: Assessment, stage: Stage) -> tuple[str, ...]:
    """The criteria that *stage* answers otherwise than the unit, in the pack's order."""
    given = mine.of(stage)
    return tuple(
        one.code
        for one in pack.questions
        if one.code in given
        and given[one.code].value is not None
        and given[one.code].value != mine.answer(one.code).value
    )


def pending(pack: Pack, mine: Assessment, stage: Stage) -> tuple[str, ...]:
    """The criteria that the unit answered and *stage* has not judged yet, in the pack's order."""
    given = mine.of(stage)
    return tuple(
        one.code
        for one in pack.questions
        if mine.answer(one.code).value is not None
        and (one.code not in given or given[one.code].value is None)
    )


def said(mine: Assessment, use: Evidence) -> Iterator[tuple[Stage, Verdict]]:
    """What each stage says about one piece of evidence."""
    for stage in review.STAGES:
        verdict = mine.verdicts.get(stage, {}).get(use.id)
        if verdict and (verdict.mark or verdict.note):
            yield stage, verdict
