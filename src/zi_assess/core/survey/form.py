"""A survey form: what is asked of whom, on which scale, and by which formula and table it is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

MAIN = ""
"""The key of the one aspect of a form that names none."""


class Part(StrEnum):
    """What an aspect of a form is about."""

    EXPERIENCE = "experience"
    EXPECTATION = "expectation"
    FREQUENCY = "frequency"
    CONTROL = "control"


@dataclass(frozen=True, slots=True)
class Point:
    """One step of a scale."""

    value: int
    title: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Consecutive whole numbers from 0 or 1, the lowest first.

    *labels* are other spellings that surely mean a value, *unsure* such that a user must confirm once.
    """

    name: str
    points: tuple[Point, ...]
    labels: Mapping[str, int] = field(default_factory=dict)
    unsure: Mapping[str, int] = field(default_factory=dict)
    own: bool = False

    @property
    def least(self) -> int:
        return self.points[0].value

    @property
    def most(self) -> int:
        return self.points[-1].value

    def title(self, value: int) -> str:
        return next((one.title for one in self.points if one.value == value), "")


@dataclass(frozen=True, slots=True)
class Item:
    """One question. *numbers* are column codes in common use; one that ends in `?` must be confirmed."""

    code: str
    question: str
    scale: Scale
    match: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A criterion that a result feeds."""

    pack: str
    code: str


@dataclass(frozen=True, slots=True)
class Unsur:
    """What is judged as one: one item of the same code, or several and the whole of them as one column.

    A *control* unsur is asked and shown, and counts for nothing.
    """

    code: str
    title: str
    items: tuple[Item, ...]
    about: str = ""
    control: bool = False
    own: bool = False
    related: tuple[str, ...] = ()
    feeds: tuple[Feed, ...] = ()

    @property
    def asked(self) -> tuple[Item, ...]:
        """The items a printed form asks: of an unsur with several, not the whole."""
        return tuple(one for one in self.items if one.code != self.code) or self.items


@dataclass(frozen=True, slots=True)
class Aspect:
    """One way in which every item is asked; *scale* None takes the item's own."""

    key: str
    part: Part
    title: str
    ask: str = ""
    scale: Scale | None = None
    match: tuple[str, ...] = ()
    optional: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a profile field and the spellings it is known by."""

    key: str
    title: str
    labels: tuple[str, ...] = ()


class FieldKind(StrEnum):
    """How a profile field is answered."""

    OPTIONS = "options"
    BANDS = "bands"
    FREE = "free"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Field:
    """Something about the respondent. *role* is `service`, `group` or ""; *bands* are the lower ends of age groups."""

    key: str
    title: str
    kind: FieldKind
    role: str = ""
    match: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    bands: tuple[int, ...] = ()
    own: bool = False

    def shown(self, label: str) -> str:
        """*label* as people read it."""
        return next((one.title for one in self.options if one.key == label), label)


@dataclass(frozen=True, slots=True)
class Band:
    """A grade from *at_least* (0–100) on."""

    at_least: Fraction
    grade: str
    title: str


@dataclass(frozen=True, slots=True)
class GradeTable:
    """Which value earns which grade, the highest first, with where that is written."""

    id: str
    source: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Minimum:
    """How many respondents are asked for, and by whom."""

    respondents: int
    source: str


@dataclass(frozen=True, slots=True)
class Variant:
    """Another scale and formula the same form is used with."""

    id: str
    title: str
    formula: str
    scale: str


@dataclass(frozen=True)
class Form:
    """One survey form, with the scale of one variant ("" when it has none).

    *index* is the index's name; *source* the plain tree the form was built from, kept to freeze it.
    """

    kind: str
    title: str
    short: str
    basis: str
    formula: str
    unsur: tuple[Unsur, ...]
    pack: str = ""
    variant: str = ""
    variants: tuple[Variant, ...] = ()
    index: str = ""
    asked: str = ""
    opening: str = ""
    note: str = ""
    own: bool = False
    anonymous: bool = False
    aspects: tuple[Aspect, ...] = (Aspect(MAIN, Part.EXPERIENCE, ""),)
    grades: tuple[GradeTable, ...] = ()
    profile: tuple[Field, ...] = ()
    minimum: Minimum | None = None
    sample: str = ""
    feeds: tuple[Feed, ...] = ()
    source: Mapping[str, object] = field(default_factory=dict, repr=False)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for unsur in self.unsur for item in unsur.items)

    @cached_property
    def columns(self) -> Mapping[str, tuple[Item, Scale]]:
        """Every column of answers that may be: the item's code, with `:aspect` behind it for all but the first."""
        return {
            column(item.code, aspect.key if place else MAIN): (item, aspect.scale or item.scale)
            for place, aspect in enumerate(self.aspects)
            for item in self.items
        }

    def keys(self, unsur: Unsur, aspect: Aspect) -> tuple[str, ...]:
        """The columns of one unsur in one aspect."""
        name = MAIN if aspect is self.aspects[0] else aspect.key
        return tuple(column(item.code, name) for item in unsur.items)

    def aspect(self, part: Part) -> Aspect | None:
        return next((one for one in self.aspects if one.part is part), None)

    def field(self, key: str) -> Field | None:
        return next((one for one in self.profile if one.key == key), None)

    def of_role(self, role: str) -> Field | None:
        return next((one for one in self.profile if one.role == role), None)

    @property
    def service(self) -> Field | None:
        """The field that names the service, when there is one."""
        return self.of_role("service")

    def table(self, name: str = "") -> GradeTable | None:
        """The grade table called *name*; the first when it is empty or unknown."""
        found = next((one for one in self.grades if one.id == name), None)
        return found or next(iter(self.grades), None)


def column(item: str, aspect: str) -> str:
    return f"{item}:{aspect}" if aspect else item
