"""The evidence of a sheet in the order in which it is given away: by area, criterion and slot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zi_assess.core.assessment import Document, Evidence
from zi_assess.core.pack import Group, Question
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError
from zi_assess.i18n import _

_AREA = "area"  # the level at which units keep their binders


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a document. *held* is what there is to give: the document, or the copy that a link has."""

    evidence: Evidence
    code: str
    slot: str
    held: Document

    @property
    def document(self) -> Document:
        return self.evidence.document

    @property
    def only_address(self) -> bool:
        return not self.held.sha256


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for evidence: *number* counts from 1, 0 is evidence in no slot the pack knows."""

    number: int
    title: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A question with its slots, also the empty ones; *question* None when the pack does not know the code."""

    code: str
    title: str
    question: Question | None
    slots: tuple[Slot, ...]

    @property
    def uses(self) -> tuple[Use, ...]:
        return tuple(use for slot in self.slots for use in slot.uses)


@dataclass(frozen=True, slots=True)
class Area:
    """Criteria that are bound together; *code* is empty for what has no place in the pack."""

    code: str
    title: str
    criteria: tuple[Criterion, ...]


def arrange(sheet: Sheet, area: str = "", library: Mapping[str, Document] | None = None) -> tuple[Area, ...]:
    """Every criterion in the pack's order, or those below *area*, the code of a group, aggregate or question.

    *library* holds documents by id in which the copies of links are found. Raises ZiError for an unknown code.
    """
    found = {use.document.id: use.document for use in sheet.assessment.evidence}
    known = {**found, **(library or {})}
    wanted = _wanted(sheet, area)
    areas: dict[str, tuple[str, list[Criterion]]] = {}
    for question in sheet.pack.questions:
        if wanted is None or question.code in wanted:
            group = _area_of(sheet, question)
            _title, criteria = areas.setdefault(group.code, (group.short or group.title, []))
            criteria.append(_criterion(sheet, question, known))
    made = [Area(code, title, tuple(criteria)) for code, (title, criteria) in areas.items()]
    if wanted is None:
        made += _without_place(sheet, known)
    return tuple(made)


def uses(areas: Iterable[Area]) -> Iterator[Use]:
    """Every use in order."""
    for area in areas:
        for criterion in area.criteria:
            yield from criterion.uses


def _wanted(sheet: Sheet, area: str) -> frozenset[str] | None:
    """The codes of the questions below *area*; None for all."""
    code = area.strip()
    if not code:
        return None
    pack = sheet.pack
    tops: dict[str, tuple[str, ...]] = {one.code.casefold(): (one.code,) for one in pack.nodes.values()}
    tops |= {one.code.casefold(): one.of for one in pack.aggregates}
    chosen = tops.get(code.casefold())
    if chosen is None:
        raise ZiError(
            "Area {code} tidak ada di {pack}.",
            "Pilih salah satu: {codes}.",
            code=code,
            pack=pack.id,
            codes=", ".join(one.code for one in pack.groups if one.level == _AREA) or "–",
        )
    below = (one.code for one in pack.questions if any(node.code in chosen for node in pack.path(one.code)))
    return frozenset(below)


def _area_of(sheet: Sheet, question: Question) -> Group:
    above = [node for node in sheet.pack.path(question.code) if isinstance(node, Group)]
    return next((group for group in above if group.level == _AREA), above[-1])


def _criterion(sheet: Sheet, question: Question, known: Mapping[str, Document]) -> Criterion:
    slots = [
        Slot(number, slot.title, tuple(_use(use, slot.title, known) for use in filled))
        for number, (slot, filled) in enumerate(sheet.slots(question), start=1)
    ]
    loose = sheet.loose_evidence(question)
    if loose:
        slots.append(_loose(loose, known))
    return Criterion(question.code, question.title, question, tuple(slots))


def _without_place(sheet: Sheet, known: Mapping[str, Document]) -> Iterator[Area]:
    by_code: dict[str, list[Evidence]] = {}
    for use in sheet.assessment.evidence:
        if sheet.pack.question(use.code) is None:
            by_code.setdefault(use.code, []).append(use)
    title = _("Tanpa tempat di paket ini")
    if by_code:
        yield Area(
            "",
            title,
            tuple(Criterion(code, title, None, (_loose(ones, known),)) for code, ones in by_code.items()),
        )


def _loose(ones: Iterable[Evidence], known: Mapping[str, Document]) -> Slot:
    title = _("Bukti lain")
    return Slot(0, title, tuple(_use(use, title, known) for use in ones))


def _use(use: Evidence, slot: str, known: Mapping[str, Document]) -> Use:
    copy = known.get(use.document.copy) if not use.document.sha256 else None
    return Use(use, use.code, slot, copy if copy is not None and copy.sha256 else use.document)
