"""The text of the documents as far as it has been read: queued, searched, and what was noticed in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from zi_assess.core.assessment import Assessment, Document, Evidence
from zi_assess.core.checks import Finding
from zi_assess.core.pack import Pack
from zi_assess.evidence import EvidenceStore, Tick
from zi_assess.i18n import N_

if TYPE_CHECKING:
    from zi_assess.core.contents import Contents
    from zi_assess.textindex import Step, TextIndex


@dataclass(frozen=True, slots=True)
class Found:
    """A page where words stand. *marks* are (start, end) in *snippet*; *used_in* are question codes."""

    document: Document
    page: int
    snippet: str
    marks: tuple[tuple[int, int], ...]
    used_in: tuple[str, ...]

    @property
    def standing(self) -> str:
        """Why the page is no evidence now, as a word to be shown; "" when it is."""
        if self.document.trashed is not None:
            return N_("di tempat sampah")
        if self.document.replaced_by:
            return N_("versi lama")
        return "" if self.used_in else N_("belum dipakai")


Frame = tuple[date, date | None]
_Inspected = tuple[tuple[Evidence, ...], "Mapping[str, Contents]", Frame, tuple[Finding, ...]]


def _frame(mine: Assessment) -> Frame:
    return mine.window_start, mine.window_end


def _reads_scans() -> bool:
    from zi_assess.textindex import ocr

    return ocr.engine() is not None


class Texts:
    """Reads documents into `index.sqlite3`, which is derived: deleted, it is made again.

    `step`, `index` and `contents` may be used from any thread, unlike the workspace itself.
    """

    def __init__(self, path: Path, store: EvidenceStore, *, read_only: bool) -> None:
        self._path = path
        self._store = store
        self._read_only = read_only
        self._contents: Mapping[str, Contents] = {}
        self._looked = False
        self._inspected: _Inspected | None = None

    @cached_property
    def index(self) -> TextIndex:
        from zi_assess.textindex import TextIndex  # here: the start of the window need not pay for it

        return TextIndex(self._path, read_only=self._read_only)

    def queue(self, documents: Sequence[Document]) -> int:
        """Let every file of *documents* whose text is not known wait to be read; how many wait now."""
        if self._read_only:
            return 0
        # What a package only spoke of waits until its bytes arrive.
        kept = [one.sha256 for one in documents if one.sha256 and self._store.path(one.sha256).exists()]
        self.index.queue(self.index.missing(kept))
        return len(self.index.waiting(scans=False))

    def step(self, tick: Tick | None = None) -> Step | None:
        """Read the next file or scanned page that waits; None when nothing is left that can be read here."""
        from zi_assess import textindex

        return None if self._read_only else textindex.step(self.index, self._store.path, tick)

    @property
    def contents(self) -> Mapping[str, Contents]:
        """What was noticed in the files, by SHA-256, as of the last `look`."""
        return self._contents

    def look(self) -> None:
        """Take over what the index knows by now; until the first look nothing is known, which keeps starts quick."""
        self._looked = True
        if self._path.is_file():
            self._contents = self.index.all_facts()

    def inspected(self, pack: Pack, mine: Assessment) -> tuple[Finding, ...]:
        """What the documents of *mine* show by themselves, from the first `look` on.

        Made anew only when they, or what is known of them, changed.
        """
        known = self.contents
        if not mine.evidence or not self._looked:
            return ()
        last = self._inspected
        if last is None or last[0] is not mine.evidence or last[1] is not known or last[2] != _frame(mine):
            from zi_assess import inspection

            frame = inspection.frame(pack, mine, {}, reads_scans=bool(known) and _reads_scans())
            found = inspection.inspect(inspection.papers(mine, known), frame)
            last = self._inspected = (mine.evidence, known, _frame(mine), found)
        return last[3]

    def forget(self, sha256: str) -> None:
        """Let the words of erased bytes leave the index too."""
        if self._path.is_file() and not self._read_only:
            self.index.remove(sha256, wipe=True)
            self._contents = {kept: one for kept, one in self._contents.items() if kept != sha256}

    def search(
        self, text: str, documents: Mapping[str, Document], used_in: Mapping[str, tuple[str, ...]], limit: int
    ) -> tuple[Found, ...]:
        """The pages of *documents* (by SHA-256) that hold *text*, best first; what was replaced or thrown away last."""
        if not self._path.is_file():
            return ()
        hits = (hit for hit in self.index.search(text, limit) if hit.sha256 in documents)
        found = [
            Found(
                documents[hit.sha256],
                hit.page,
                hit.snippet,
                tuple((first, last) for first, last in hit.marks),
                used_in.get(documents[hit.sha256].id, ()),
            )
            for hit in hits
        ]
        found.sort(key=lambda one: bool(one.document.replaced_by) or one.document.trashed is not None)
        return tuple(found)

    def close(self) -> None:
        if "index" in self.__dict__:
            self.index.close()
