"""What the page of surveys reads in the lane: the surveys of a unit, and all about the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from zi_assess.core.assessment import Assessment, Carried
from zi_assess.core.survey import TrendPoint
from zi_assess.reports.surveysheet import SurveySheet, gather
from zi_assess.reports.surveywords import rank

if TYPE_CHECKING:
    from zi_assess.core.sheet import Sheet
    from zi_assess.ui.session import Session
    from zi_assess.workspace import Workspace
    from zi_assess.workspace.surveyrows import ListedSurvey

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The surveys of one unit, newest first, with the point of each in its trend; *chosen* is read whole.

    *names* are the short names of kinds. *targets* are the criteria the chosen one may be carried into, *carried* those
    it has been carried into.
    """

    listed: tuple[ListedSurvey, ...] = ()
    points: Mapping[str, TrendPoint] = field(default_factory=dict)
    trends: Mapping[str, tuple[TrendPoint, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    chosen: SurveySheet | None = None
    typed: bool = False
    targets: tuple[str, ...] = ()
    carried: Mapping[str, Carried] = field(default_factory=dict)


def shelf(space: Workspace, sheet: Sheet, wanted: str) -> Shelf:
    """The surveys of the sheet's unit, with *wanted* read whole; without it the newest."""
    from zi_assess.criteria import surveys as forms  # reads YAML

    mine = sheet.assessment
    listed = tuple(space.surveys.listed(mine.unit.name))
    trends = {
        kind: space.surveys.trend(mine.unit.name, kind) for kind in dict.fromkeys(one.kind for one in listed)
    }
    points = {point.survey: point for trend in trends.values() for point in trend}
    order = {key: place for place, key in enumerate(points)}
    listed = tuple(sorted(listed, key=lambda one: (rank(one.kind), -order.get(one.id, 0))))
    known = [one.id for one in listed]
    chosen_id = wanted if wanted in known else next(iter(known), "")
    names = {form.kind: form.short for form in forms.kinds()}
    if not chosen_id:
        return Shelf(names=names)
    survey = space.surveys.survey(chosen_id)
    chosen = gather(
        survey,
        trend=trends.get(survey.form.kind, ()),
        follow_ups=mine.follow_ups,
        example=mine.example,
    )
    _ready = chosen.profile, chosen.gaps, chosen.heat  # worked out here, so that the window finds them ready
    targets = space.surveys.targets(mine.id, chosen_id)
    return Shelf(
        listed, points, trends, names, chosen, survey.typed is not None, targets, _carried(mine, chosen_id)
    )


def _carried(mine: Assessment, survey: str) -> dict[str, Carried]:
    return {code: one for code, one in mine.carried.items() if one.survey == survey}


def change(
    session: Session, verb: Callable[[Workspace], T], done: Callable[[T], None], said: str = ""
) -> None:
    """Do *verb* in the lane as one change that is shown as saving, then saved; *done* is told what came of it."""
    sheet = session.sheet
    if sheet is None:
        return
    mine, stage, found = sheet.assessment.id, sheet.stage, []

    def act(space: Workspace) -> Sheet:
        found.append(verb(space))
        return space.sheet(mine, stage)

    session.do(act, said, way_back=False)
    session.ask(lambda _space: tuple(found), lambda given: done(given[0]) if given else None)
