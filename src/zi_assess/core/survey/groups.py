"""Who answered, and how services and groups differ; groups too small to be shown stay hidden."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from zi_assess.core.survey.answers import Responses
from zi_assess.core.survey.form import Field, FieldKind, Form
from zi_assess.core.survey.results import LEAST_GROUP, UNFRAMED, Frame, Result, from_tally
from zi_assess.core.survey.tally import Tally, grouped


@dataclass(frozen=True, slots=True)
class Group:
    """The respondents that share a label. *result* is None when the group is hidden; then *n* is 0 as well."""

    label: str
    title: str
    n: int
    result: Result | None

    @property
    def hidden(self) -> bool:
        return self.result is None


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One line of a profile table; *share* is of those who answered, None when the line is hidden."""

    label: str
    title: str
    n: int
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class ProfileTable:
    """How many respondents gave each answer to a profile field; *blank* gave none."""

    field: Field
    rows: tuple[ProfileRow, ...]
    blank: int


def by(form: Form, responses: Responses, field: str, frame: Frame = UNFRAMED) -> tuple[Group, ...]:
    """The result of each group that a profile field makes, the largest first."""
    return from_groups(form, grouped(form, responses, field), responses.n, field, frame)


def from_groups(
    form: Form, tallies: Mapping[str, Tally], n: int, field: str, frame: Frame = UNFRAMED
) -> tuple[Group, ...]:
    """As `by`, from tallies that are at hand; *n* is all respondents, those without a label included."""
    about = form.field(field)
    hidden = too_small(form, {label: one.n for label, one in tallies.items()}, n)
    alone = Frame(grades=frame.grades)  # a population belongs to the whole
    return tuple(
        Group(label, about.shown(label) if about else label, 0, None)
        if label in hidden
        else Group(label, about.shown(label) if about else label, one.n, from_tally(form, one, alone))
        for label, one in tallies.items()
    )


def too_small(form: Form, sizes: Mapping[str, int], n: int) -> frozenset[str]:
    """The groups of an anonymous form that must stay hidden.

    When only one has to, the next smallest goes with it: else the whole less the others would show it.
    """
    if not form.anonymous:
        return frozenset()
    every = {**sizes, "": n - sum(sizes.values())}
    small = [label for label, size in every.items() if 0 < size < LEAST_GROUP]
    if len(small) == 1:
        others = sorted((size, label) for label, size in every.items() if size and label != small[0])
        small += [label for _, label in others[:1]]
    return frozenset(small)


def profile_tables(form: Form, responses: Responses) -> tuple[ProfileTable, ...]:
    """A table for each field of the form that somebody answered; dates have none."""
    asked = [one for one in form.profile if one.kind is not FieldKind.DATE and one.key in responses.profile]
    return tuple(_table(form, responses, one) for one in asked)


def _table(form: Form, responses: Responses, field: Field) -> ProfileTable:
    column = responses.profile[field.key]
    sizes = {column.labels[code]: count for code, count in Counter(column.codes).most_common()}
    blank = sizes.pop("", 0)
    answered = responses.n - blank
    hidden = too_small(form, sizes, responses.n)
    rows = (
        ProfileRow(label, field.shown(label), 0, None)
        if label in hidden
        else ProfileRow(label, field.shown(label), sizes[label], Fraction(sizes[label], answered))
        for label in _in_order(field, list(sizes))
    )
    return ProfileTable(field, tuple(rows), 0 if "" in hidden else blank)


def _in_order(field: Field, labels: list[str]) -> list[str]:
    """Options in the form's order, age bands upwards, what is free by frequency as it comes."""
    if field.kind is FieldKind.BANDS:
        return sorted(labels, key=_age)
    known = [one.key for one in field.options if one.key in labels]
    return [*known, *(label for label in labels if label not in known)]


def _age(label: str) -> tuple[int, bool, str]:
    """`<20` before `20–29` before `≥60`; what names no age comes last."""
    digits = re.search(r"\d+", label)
    return (int(digits[0]) if digits else 1000, not label.startswith("<"), label)
