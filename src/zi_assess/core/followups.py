"""Follow-ups of a unit in one list: where each came from, what is overdue, and what could still become one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from zi_assess.core.assessment import FollowUp, ObservationState, Progress
from zi_assess.core.checks import Severity
from zi_assess.core.pack import Kind
from zi_assess.core.scoring import valuate
from zi_assess.core.sheet import Sheet

if TYPE_CHECKING:  # the badge at the first paint needs no survey
    from zi_assess.core.survey.held import Survey

_OVER = frozenset({Progress.DONE, Progress.DROPPED})


class Source(StrEnum):
    """What a follow-up came from."""

    OWN = "own"
    FINDING = "finding"
    OBSERVATION = "observation"
    SURVEY = "survey"
    VISIT = "visit"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Task:
    """A follow-up with the assessment it hangs on: its id, unit, year, pack and occasion. *since* is the year in which
    the observation it came from was first found, where that was an earlier one and is known; else 0.
    """

    assessment: str
    unit: str
    year: int
    pack: str
    occasion: str
    one: FollowUp
    since: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """What could become a follow-up: *text* is an Indonesian template for *values*, *given* its source."""

    code: str
    text: str
    values: Mapping[str, object]
    given: str
    points: Fraction = Fraction(0)
    due: date | None = None
    who: str = ""


def source(one: FollowUp) -> Source:
    """What *one* came from: `plan`, `observation:…`, `survey:…`, `visit:…`, a finding's code, or nothing."""
    head = one.source.partition(":")[0]
    if not head:
        return Source.OWN
    return Source(head) if head in set(Source) else Source.FINDING


def observation_of(one: FollowUp) -> str:
    """The id of the observation a follow-up came from, "" for any other."""
    head, _apart, rest = one.source.partition(":")
    return rest if head == Source.OBSERVATION else ""


def unsur(one: FollowUp) -> str:
    """The code of the unsur a survey's follow-up is about, "" for any other."""
    parts = one.source.split(":")
    return parts[2] if parts[0] == Source.SURVEY and len(parts) > 2 else ""


def is_open(one: FollowUp) -> bool:
    return one.status not in _OVER


def overdue(one: FollowUp, today: date) -> bool:
    """Whether *one* should have been done before *today*."""
    return is_open(one) and one.due is not None and one.due < today


def ordered(tasks: Iterable[Task], today: date) -> tuple[Task, ...]:
    """Overdue first, then by day, those without a day after them, what is over last."""

    def key(task: Task) -> tuple[bool, bool, date, str, str]:
        one = task.one
        return not is_open(one), not overdue(one, today), one.due or date.max, one.code, one.id

    return tuple(sorted(tasks, key=key))


def candidates(sheet: Sheet) -> tuple[Candidate, ...]:
    """What *sheet* shows that nobody has taken up yet: observations, low points of a visit, findings, gravest first."""
    taken = {(one.code, one.source) for one in sheet.assessment.follow_ups}
    every = (*_observations(sheet), *(_low(sheet) if not sheet.pack.designations else _findings(sheet)))
    return tuple(one for one in every if (one.code, one.given) not in taken)


def of_survey(sheet: Sheet, held: Survey) -> tuple[Candidate, ...]:
    """The lowest unsur of a survey of the unit that nobody has taken up yet, at the criterion of *sheet* it feeds last;
    () where it feeds none, and for a survey of risks, which is never mixed into a worksheet.
    """
    fed = [one.code for one in held.form.feeds if one.pack == sheet.pack.id and sheet.pack.question(one.code)]
    if not fed or held.form.formula == "risk":
        return ()
    taken = {one.source for one in sheet.assessment.follow_ups}
    return tuple(
        Candidate(
            fed[-1],
            "Tingkatkan nilai {unsur}: NRR {nrr} pada {survey}",
            {"unsur": one.title, "nrr": one.nrr, "survey": f"{held.form.short} {held.period}"},
            given,
        )
        for one in held.result.lowest
        if (given := f"{Source.SURVEY}:{held.id}:{one.code}") not in taken
    )


def _observations(sheet: Sheet) -> Iterable[Candidate]:
    for one in sheet.assessment.observations:
        if one.status in (ObservationState.OPEN, ObservationState.ANSWERED):
            values = {"what": one.advice or one.what}
            yield Candidate(one.code, "{what}", values, f"observation:{one.id}", due=one.due, who=one.owner)


def _low(sheet: Sheet) -> Iterable[Candidate]:
    """The points of an instrument without a designation (a visit, a self-check) that are not at their best."""
    lost = []
    for question in sheet.pack.questions:
        answer = sheet.answer(question.code)
        worth = valuate(question, answer.value)
        if question.kind is Kind.CHOICE and worth.value is not None and worth.value < 1:
            values = {"title": question.short or question.title, "note": answer.note}
            text = "Perbaiki: {title} ({note})" if answer.note else "Perbaiki: {title}"
            points = (1 - worth.value) * question.weight
            lost.append(Candidate(question.code, text, values, f"visit:{question.code}", points))
    return sorted(lost, key=lambda one: -one.points)


def _findings(sheet: Sheet) -> Iterable[Candidate]:
    for finding in sheet.findings:
        if finding.severity is not Severity.INFO and finding.where in sheet.pack.nodes:
            yield Candidate(finding.where, finding.text, finding.values, finding.code, finding.points)
