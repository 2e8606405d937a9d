"""A criteria pack: the tree, its scales, evidence slots, thresholds and prerequisites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

EVIDENCE_KINDS = ("pdf", "image", "document", "spreadsheet", "presentation", "text", "link", "audio-video")
FRESHNESS = ("any", "assessed-year", "quarterly", "monthly")
INPUT_KINDS = ("count", "time", "date")
RECORD = "record"
"""The formula of what is only written down: no weight, no score."""


class Kind(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    RATIO = "ratio"
    INDEX = "index"


class Rollup(StrEnum):
    """How a group gets its score from its children."""

    SUM = "sum"
    AVERAGE = "average"


@dataclass(frozen=True, slots=True)
class Option:
    """One level of a choice; *score* is 0–1. With *skip* the question is left out instead (not observed, not
    applicable), and *score* means nothing.
    """

    key: str
    score: Fraction
    meaning: str
    skip: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """One number that is asked for. Without a *role* no formula uses it.

    *kind* is one of INPUT_KINDS: a `time` is kept as hours × 100 + minutes (815 is 08.15), a `date` as
    year × 10,000 + month × 100 + day.
    """

    key: str
    title: str
    role: str
    refs: Mapping[str, str]
    kind: str = "count"


@dataclass(frozen=True, slots=True)
class EvidenceSlot:
    """One piece of evidence that is asked for; *id* stays the same across versions of a pack."""

    id: str
    title: str
    kinds: tuple[str, ...]
    fresh: str
    example: str


@dataclass(frozen=True, slots=True)
class MapsTo:
    """The criterion of another pack that a question has become; *choices* pair options of equal meaning."""

    pack: str
    code: str
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Feed:
    """A criterion of another pack that evidence made here can be filed for."""

    pack: str
    code: str


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion to answer. *weight* is in points; *scale* names the choice scale, or is `ratio` or
    `index`; *work* is the kind of work that raises it, a key of `Pack.efforts`, or "". *feeds* are the criteria of
    other packs that what is found here can support.
    """

    code: str
    parent: str
    title: str
    short: str
    hint: str
    weight: Fraction
    kind: Kind
    scale: str
    options: tuple[Option, ...] = ()
    formula: str = ""
    inputs: tuple[Input, ...] = ()
    index_max: Fraction = Fraction(0)
    index_title: str = ""
    evidence: tuple[EvidenceSlot, ...] = ()
    match: tuple[str, ...] = ()
    maps_to: tuple[MapsTo, ...] = ()
    refs: Mapping[str, str] = field(default_factory=dict)
    work: str = ""
    feeds: tuple[Feed, ...] = ()

    @property
    def recorded(self) -> bool:
        """Whether it is only written down: no weight, left out of every score."""
        return self.formula == RECORD

    def option(self, key: str) -> Option | None:
        for option in self.options:
            if option.key == key:
                return option
        return None

    def slot(self, slot_id: str) -> EvidenceSlot | None:
        return next((slot for slot in self.evidence if slot.id == slot_id), None)


@dataclass(frozen=True, slots=True)
class Group:
    """An inner place of the tree. *level* is the pack's own word (komponen, area, sub, …); *weight* is in
    points.
    """

    code: str
    parent: str
    title: str
    short: str
    level: str
    weight: Fraction
    rollup: Rollup
    children: tuple[Group | Question, ...]


Node = Group | Question


@dataclass(frozen=True, slots=True)
class Threshold:
    """A minimum that a designation asks of the sum of some nodes, in points; *percent* when it was stated
    so.
    """

    id: str
    title: str
    of: tuple[str, ...]
    minimum: Fraction
    percent: Fraction | None
    source: str


@dataclass(frozen=True, slots=True)
class Designation:
    """A predicate a unit can aim at (WBK, WBBM); *requires* names the one it must already hold."""

    id: str
    title: str
    requires: str


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A sum that is no place in the tree: shown and tested, never added up again."""

    code: str
    title: str
    short: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A condition for being proposed at all; *needs* says what each designation asks. Never scored."""

    id: str
    scope: str
    title: str
    needs: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Consistency:
    """Two sums of inputs that must agree; places are `question-code.input-key`, *relation* is `equal` or
    `at-most`.
    """

    left: tuple[str, ...]
    relation: str
    right: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Pack:
    """One version of an instrument. *digest* is the SHA-256 of its canonical JSON, so equal digests mean
    equal packs. *efforts* are weeks of work per step by kind of work. *occasion* says what tells several
    assessments of one unit and year apart (`Nama layanan`); empty where there is one a year.
    """

    id: str
    version: str
    title: str
    short: str
    basis: str
    note: str
    max: Fraction
    digest: str
    tree: tuple[Group, ...]
    targets: tuple[str, ...] = ()
    designations: tuple[Designation, ...] = ()
    thresholds: Mapping[str, tuple[Threshold, ...]] = field(default_factory=dict)
    aggregates: tuple[Aggregate, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    consistency: tuple[Consistency, ...] = ()
    efforts: Mapping[str, Fraction] = field(default_factory=dict)
    occasion: str = ""

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Every place of the tree by code, parents before children, in the order of the pack."""
        return {node.code: node for node in walk(self.tree)}

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return tuple(node for node in self.nodes.values() if isinstance(node, Group))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(node for node in self.nodes.values() if isinstance(node, Question))

    @cached_property
    def leaves_out(self) -> bool:
        """Whether a question can be left out of the scores, which no worksheet of the ministry knows."""
        return any(one.recorded or any(option.skip for option in one.options) for one in self.questions)

    def question(self, code: str) -> Question | None:
        node = self.nodes.get(code)
        return node if isinstance(node, Question) else None

    def designation(self, designation_id: str) -> Designation | None:
        return next((one for one in self.designations if one.id == designation_id), None)

    def path(self, code: str) -> tuple[Node, ...]:
        """The node with *code* and the groups above it, outermost first; empty when there is none."""
        nodes: list[Node] = []
        node = self.nodes.get(code)
        while node is not None:
            nodes.append(node)
            node = self.nodes.get(node.parent)
        return tuple(reversed(nodes))

    def weight_of(self, codes: tuple[str, ...]) -> Fraction:
        return sum((self.nodes[code].weight for code in codes), Fraction(0))


def walk(nodes: tuple[Node, ...] | tuple[Group, ...]) -> Iterator[Node]:
    """Every node below and including *nodes*, parents first."""
    for node in nodes:
        yield node
        if isinstance(node, Group):
            yield from walk(node.children)
