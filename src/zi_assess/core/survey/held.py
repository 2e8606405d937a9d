"""A survey as it was held: whose, when, how, what was answered, and what it comes to. Frozen; edits return new ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from zi_assess.core.assessment import Unit
from zi_assess.core.survey.answers import Response, Responses
from zi_assess.core.survey.compared import TrendPoint
from zi_assess.core.survey.form import Form
from zi_assess.core.survey.groups import Group, from_groups
from zi_assess.core.survey.results import UNFRAMED, Frame, Result, Typed, from_tally, typed_result
from zi_assess.core.survey.tally import Tally, bytes_at, edited, grouped, tally

SELF, THIRD = "self", "third"
"""Who ran the survey: the unit itself, or a third party (the aim of text 003 is to do it oneself)."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that responses came from."""

    name: str
    sha256: str
    accepted: int
    rejected: int
    taken: str


@dataclass(frozen=True)
class Survey:
    """One survey of one unit. *typed* holds the summary when the single responses are not known.

    *way* is `self` or `third`; *first* and *last* are the days on which people answered.
    """

    id: str
    unit: Unit
    period: str
    form: Form
    responses: Responses
    title: str = ""
    first: date | None = None
    last: date | None = None
    way: str = SELF
    frame: Frame = UNFRAMED
    typed: Typed | None = None
    sources: tuple[Source, ...] = ()
    created: datetime | None = None
    counted: Tally | None = field(default=None, compare=False, repr=False)
    divided: Mapping[str, Mapping[str, Tally]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def kind(self) -> str:
        return self.form.kind

    @property
    def n(self) -> int:
        return self.typed.n if self.typed else self.responses.n

    @cached_property
    def tally(self) -> Tally:
        return self.counted or tally(self.form, self.responses)

    @cached_property
    def result(self) -> Result:
        if self.typed:
            return typed_result(self.form, self.typed, self.frame)
        return from_tally(self.form, self.tally, self.frame)

    def groups(self, key: str) -> tuple[Group, ...]:
        """The result of each group that a profile field makes, the largest first."""
        return from_groups(self.form, self._divided(key), self.responses.n, key, self.frame)

    @property
    def services(self) -> tuple[Group, ...]:
        """The result of each service; () when the form or the answers name none."""
        return self.groups(self.form.service.key) if self.form.service else ()

    @cached_property
    def _made(self) -> dict[str, Mapping[str, Tally]]:
        return dict(self.divided)

    def _divided(self, key: str) -> Mapping[str, Tally]:
        if key not in self._made:
            self._made[key] = grouped(self.form, self.responses, key)
        return self._made[key]

    @property
    def point(self) -> TrendPoint:
        """This survey as one of a row."""
        mine = self.result
        return TrendPoint(
            self.id,
            self.period,
            self.title,
            mine.n,
            mine.index,
            mine.ikm,
            mine.grade,
            mine.table.id if mine.table else "",
            self.first.isoformat() if self.first else "",
        )

    def added(self, one: Response) -> Survey:
        """With one respondent more."""
        after = self.responses.added(self.form, one)
        return self._edited(after, None, after.n - 1)

    def replaced(self, place: int, one: Response) -> Survey:
        """With what the respondent at *place* (from 0) said replaced."""
        return self._edited(self.responses.replaced(self.form, place, one), place, place)

    def without(self, place: int) -> Survey:
        """Without the respondent at *place*."""
        return self._edited(self.responses.without(place), place, None)

    def joined(self, other: Responses) -> Survey:
        """With *other* behind what is there."""
        return replace(self, responses=self.responses.joined(other), typed=None, counted=None, divided={})

    def _edited(self, after: Responses, gone: int | None, come: int | None) -> Survey:
        """The counts follow the one respondent that changed, so nothing need be counted again."""
        before = [] if gone is None else [bytes_at(self.responses, gone)]
        new = [] if come is None else [bytes_at(after, come)]
        whole = edited(self.form, self.tally, before, new)
        groups = {key: self._moved(key, after, gone, come) for key in self._made}
        return replace(self, responses=after, typed=None, counted=whole, divided=groups)

    def _moved(self, key: str, after: Responses, gone: int | None, come: int | None) -> Mapping[str, Tally]:
        groups = dict(self._made[key])
        if gone is not None:
            self._step(groups, self.responses, key, gone, -1)
        if come is not None:
            self._step(groups, after, key, come, 1)
        return dict(sorted(groups.items(), key=lambda one: -one[1].n))

    def _step(self, groups: dict[str, Tally], said: Responses, key: str, place: int, by: int) -> None:
        label = said.profile[key][place] if key in said.profile else ""
        if not label:
            return
        row = [bytes_at(said, place)]
        known = groups.get(label) or Tally(0, {}, dict.fromkeys(self.tally.answered, 0))
        groups[label] = edited(self.form, known, row if by < 0 else [], row if by > 0 else [])
        if not groups[label].n:
            del groups[label]
