"""The binder: all evidence as one PDF with cover, contents, bookmarks, stamps and hashes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from zi_assess import files, i18n
from zi_assess.core.assessment import Document
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.reports import leaves
from zi_assess.reports.arrangement import Area, Use, arrange, uses
from zi_assess.reports.assembly import Assembly, Bookmark, Leaf, Link
from zi_assess.reports.binderpaper import Setting
from zi_assess.reports.ownpages import BinderPaper, Contents, Key, Numbers
from zi_assess.reports.page import LEFT, RIGHT
from zi_assess.reports.paint import HEIGHT
from zi_assess.reports.sources import Open, Said, Source, Sources
from zi_assess.reports.stamps import Stamp, Stamper

Tick = Callable[[int, int], None]
_TRIES = 6  # until page numbers and the pages they stand on agree; two are the rule


@dataclass(frozen=True, slots=True)
class NotWhole:
    """A document that is not in the binder with all its pages, and why."""

    document: Document
    why: Said


@dataclass(frozen=True, slots=True)
class Bound:
    """A finished binder. *data* is empty when it was written to a file."""

    pages: int
    documents: int
    attached: int
    not_whole: tuple[NotWhole, ...]
    data: bytes = b""


def bind(
    sheet: Sheet,
    open_bytes: Open,
    *,
    area: str = "",
    as_of: date | None = None,
    library: Mapping[str, Document] | None = None,
    tick: Tick | None = None,
) -> Bound:
    """Bind the evidence of *sheet*, or of one *area*, in memory. Same sheet, bytes and date give the same PDF.

    *as_of* is the date on the cover (default: the last change), *library* holds documents by id in which the copies of
    links are found. *tick* hears of steps done and in all, and stops the work by raising. Raises ZiError for an unknown
    area; what cannot be read becomes a page that says so.
    """
    out = io.BytesIO()
    bound = _Binding(sheet, open_bytes, out, area, as_of, library or {}, tick).all()
    return Bound(bound.pages, bound.documents, bound.attached, bound.not_whole, out.getvalue())


def write(
    path: Path,
    sheet: Sheet,
    open_bytes: Open,
    *,
    area: str = "",
    as_of: date | None = None,
    library: Mapping[str, Document] | None = None,
    tick: Tick | None = None,
) -> Bound:
    """As `bind`, into the file *path* while it grows: memory does not depend on its size. Whole or not at all."""
    arrange(sheet, area)  # a wrong area is said before anything is written
    with files.writing(path) as out:
        return _Binding(sheet, open_bytes, out, area, as_of, library or {}, tick).all()


class _Binding:
    """One binder being made."""

    def __init__(
        self,
        sheet: Sheet,
        open_bytes: Open,
        out: BinaryIO,
        area: str,
        as_of: date | None,
        library: Mapping[str, Document],
        tick: Tick | None,
    ) -> None:
        self._sheet = sheet
        self._areas = arrange(sheet, area, library)
        self._chosen = area.strip()
        self._as_of = as_of or sheet.assessment.changed.date()
        self._tick = tick
        self._assembly = Assembly(out)
        self._sources = Sources(self._assembly, open_bytes)
        self._first: dict[str, Use] = {}
        self._uses: dict[str, tuple[Use, ...]] = {}
        for use in uses(self._areas):
            self._first.setdefault(use.held.id, use)
            self._uses[use.held.id] = (*self._uses.get(use.held.id, ()), use)

    def all(self) -> Bound:
        taken = self._take()
        contents = Contents(
            self._sheet, self._areas, self._chosen, self._as_of, taken, self._first, self._uses
        )
        paper, numbers, order = self._set(contents)
        self._assemble(contents, paper, numbers, order)
        self._step(len(taken) + 1)
        return Bound(
            numbers.pages,
            len(taken),
            sum(bool(one.attached) for one in taken.values()),
            tuple(NotWhole(one.document, one.says) for one in taken.values() if one.says),
        )

    def _step(self, done: int) -> None:
        if self._tick:
            self._tick(done, len(self._first) + 1)

    def _take(self) -> dict[str, Source]:
        taken = {}
        for done, (key, use) in enumerate(self._first.items()):
            self._step(done)
            taken[key] = self._sources.take(use.held, use.code)
        return taken

    # Page numbers

    def _set(self, contents: Contents) -> tuple[BinderPaper, Numbers, list[tuple[Key, int]]]:
        """Set the own pages until the numbers on them are those of the pages."""
        numbers = Numbers()
        for _try in range(_TRIES):
            paper = Setting(contents, numbers).all()
            order = list(self._order(paper, contents.sources))
            found = _numbered(order)
            if found == numbers:
                break
            numbers = found
        return paper, numbers, order

    def _order(self, paper: BinderPaper, taken: Mapping[str, Source]) -> Iterator[tuple[Key, int]]:
        """What follows what, with its number of pages: own parts by their key, merged pages as ("leaves", id)."""
        spans = {key: count for key, (_start, count) in paper.spans.items()}
        yield ("cover", ""), spans["cover", ""]
        yield ("contents", ""), spans["contents", ""]
        for area in self._areas:
            for criterion in area.criteria:
                if criterion.uses:
                    yield ("criterion", criterion.code), spans["criterion", criterion.code]
                for use in criterion.uses:
                    if self._first[use.held.id] is use:
                        own = ("document", use.held.id)
                        if own in spans:
                            yield own, spans[own]
                        if taken[use.held.id].leaves:
                            yield ("leaves", use.held.id), taken[use.held.id].pages
        yield ("closing", ""), spans["closing", ""]

    # Putting it together

    def _assemble(
        self, contents: Contents, paper: BinderPaper, numbers: Numbers, order: Sequence[tuple[Key, int]]
    ) -> None:
        stamper = Stamper(paper.encode, self._sheet.assessment.example, paper.lacking)
        drawn = [stamper.drawn(leaf, stamp) for leaf, stamp in self._stamped(contents, numbers, order)]
        own, fonts = self._own(paper, numbers, order)
        stamps = iter([one.put(self._assembly, fonts) for one in drawn])
        for key, _count in order:
            if key[0] == "leaves":
                for leaf in contents.sources[key[1]].leaves:
                    self._assembly.page(leaf, next(stamps))
            else:
                start, count = paper.spans[key]
                for at in range(start, start + count):
                    self._assembly.page(own[at], links=_links(paper.places[at]))
        imprint = paper.imprint
        self._assembly.finish(
            imprint.title, imprint.author, imprint.subject, i18n.language(), self._bookmarks(numbers)
        )

    def _stamped(
        self, contents: Contents, numbers: Numbers, order: Sequence[tuple[Key, int]]
    ) -> Iterator[tuple[Leaf, Stamp]]:
        at = 0
        for key, count in order:
            if key[0] == "leaves":
                use, others = self._first[key[1]], len(self._uses[key[1]]) - 1
                caption = use.document.name if use.held.kind == "image" else ""
                for n, leaf in enumerate(contents.sources[key[1]].leaves, start=1):
                    yield leaf, Stamp(use.code, use.slot, at + n, others, caption)
            at += count

    def _own(
        self, paper: BinderPaper, numbers: Numbers, order: Sequence[tuple[Key, int]]
    ) -> tuple[list[Leaf], int]:
        """The own pages as leaves, and the dictionary of their fonts."""
        paper.total = numbers.pages
        paper.numbers = [0] * len(paper.pages)
        for key, _count in order:
            if key[0] != "leaves":
                start, count = paper.spans[key]
                paper.numbers[start : start + count] = range(numbers.of(key), numbers.of(key) + count)
        answer, fonts = leaves.own(paper.finish(), self._assembly.first)
        made: Any = answer["leaves"]
        offsets: Any = answer["offsets"]
        blob: Any = answer["objects"]
        after: Any = answer["next"]
        self._assembly.take(blob, offsets, after)
        return [Leaf(*one) for one in made], fonts

    # Bookmarks

    def _bookmarks(self, numbers: Numbers) -> list[Bookmark]:
        """By area, criterion, slot and document."""
        made = [Bookmark(_("Daftar isi"), numbers.of(("contents", "")) - 1)]
        made += [one for area in self._areas for one in self._of_area(area, numbers)]
        return [*made, Bookmark(_("Daftar dokumen dan sidiknya"), numbers.of(("closing", "")) - 1)]

    def _of_area(self, area: Area, numbers: Numbers) -> Iterator[Bookmark]:
        criteria = []
        for one in area.criteria:
            slots = []
            for slot in one.slots:
                below = tuple(
                    Bookmark(use.document.name, numbers.documents[use.held.id] - 1) for use in slot.uses
                )
                if below:
                    slots.append(Bookmark(slot.title, below[0].page, below))
            if slots:
                start = numbers.of(("criterion", one.code)) - 1
                criteria.append(Bookmark(f"{one.code} {one.title}", start, tuple(slots)))
        if criteria:
            yield Bookmark(f"{area.code} {area.title}".strip(), criteria[0].page, tuple(criteria))


def _numbered(order: Sequence[tuple[Key, int]]) -> Numbers:
    own: dict[Key, int] = {}
    documents: dict[str, int] = {}
    at = 1
    for key, count in order:
        if key[0] in ("document", "leaves"):
            documents.setdefault(key[1], at)
        if key[0] != "leaves":
            own[key] = at
        at += count
    return Numbers(own, documents, at - 1)


def _links(marks: Sequence[tuple[str, int, float]]) -> list[Link]:
    """The rows of one page that lead elsewhere."""
    return [
        Link((LEFT, HEIGHT - top - height, RIGHT, HEIGHT - top), int(page) - 1) for page, height, top in marks
    ]
