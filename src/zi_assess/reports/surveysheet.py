"""A survey as it stands, in one value: what every paper and view about it is drawn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from zi_assess.core.assessment import FollowUp, Unit
from zi_assess.core.survey import (
    Form,
    Frame,
    Gap,
    Group,
    HeatGroup,
    Part,
    ProfileTable,
    Responses,
    Result,
    TrendPoint,
    gaps,
    heat,
    profile_tables,
)
from zi_assess.core.survey.held import Survey

SOURCE = "survey"
"""What the source of a follow-up begins with: `survey:<survey id>:<unsur>`."""


@dataclass(frozen=True)
class SurveySheet:
    """A survey with what stands around it: *trend* (oldest first), the follow-ups that came from it (*plan*) and from
    the survey before (*earlier*).
    """

    held: Survey
    trend: tuple[TrendPoint, ...] = ()
    plan: tuple[FollowUp, ...] = ()
    earlier: tuple[FollowUp, ...] = ()
    example: bool = False

    @property
    def id(self) -> str:
        return self.held.id

    @property
    def unit(self) -> Unit:
        return self.held.unit

    @property
    def form(self) -> Form:
        return self.held.form

    @property
    def period(self) -> str:
        return self.held.period

    @property
    def first(self) -> date | None:
        return self.held.first

    @property
    def last(self) -> date | None:
        return self.held.last

    @property
    def way(self) -> str:
        return self.held.way

    @property
    def frame(self) -> Frame:
        return self.held.frame

    @property
    def words(self) -> Mapping[str, str]:
        """What the unit wrote for its papers; see `surveytexts`."""
        return self.held.frame.words

    @property
    def responses(self) -> Responses:
        return self.held.responses

    @property
    def result(self) -> Result:
        return self.held.result

    @property
    def services(self) -> tuple[Group, ...]:
        return self.held.services

    @cached_property
    def profile(self) -> tuple[ProfileTable, ...]:
        return profile_tables(self.form, self.responses)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        return gaps(self.form, self.responses)

    @cached_property
    def heat(self) -> tuple[HeatGroup, ...]:
        """The heat map of all respondents, then one of each group; () for a form that asks neither."""
        if not self.risky:
            return ()
        apart = self.form.of_role("group")
        groups = heat(self.form, self.responses, apart.key) if apart else ()
        return (*heat(self.form, self.responses), *groups)

    @property
    def risky(self) -> bool:
        """Whether the form asks how often something happens and how far it is prevented."""
        return self.form.aspect(Part.FREQUENCY) is not None and self.form.aspect(Part.CONTROL) is not None

    @property
    def asks_optional(self) -> bool:
        """Whether what a form may leave out is asked: when the unit wants it, or when somebody answered it.

        A heat map needs both its sides, so there the unit has to say that it does not want it.
        """
        wanted = self.words.get("optional", "yes" if self.risky else "no")
        return wanted == "yes" or any(":" in key for key in self.responses.answers)

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What respondents wrote, each once, blanks left out."""
        return tuple(dict.fromkeys(one.strip() for one in self.responses.remarks if one.strip()))

    def followed(self, unsur: str) -> tuple[FollowUp, ...]:
        """The follow-ups of one unsur."""
        return tuple(one for one in self.plan if unsur_of(one) == unsur)


def gather(
    survey: Survey,
    *,
    trend: Sequence[TrendPoint] = (),
    follow_ups: Sequence[FollowUp] = (),
    example: bool = False,
) -> SurveySheet:
    """The value of *survey*; *follow_ups* are all of its unit, of which those that came from surveys are kept."""
    places = [point.survey for point in trend]
    at = places.index(survey.id) if survey.id in places else 0
    before = places[at - 1] if at else ""
    return SurveySheet(
        survey,
        tuple(trend),
        tuple(one for one in follow_ups if survey_of(one) == survey.id),
        tuple(one for one in follow_ups if before and survey_of(one) == before),
        example,
    )


def source(survey: str, unsur: str) -> str:
    """The source of a follow-up that came from *unsur* of *survey*."""
    return f"{SOURCE}:{survey}:{unsur}"


def survey_of(one: FollowUp) -> str:
    """The survey a follow-up came from, "" for none."""
    return _parts(one)[0]


def unsur_of(one: FollowUp) -> str:
    """The unsur a follow-up came from, "" for none."""
    return _parts(one)[1]


def _parts(one: FollowUp) -> tuple[str, str]:
    parts = one.source.split(":")
    return (parts[1], parts[2]) if len(parts) == 3 and parts[0] == SOURCE else ("", "")
