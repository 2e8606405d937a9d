"""Filing evidence: documents and their uses as changes, file by file, with what is worth saying about each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from zi_assess.core.assessment import Assessment, Document, Evidence, Unit
from zi_assess.core.pack import Question
from zi_assess.errors import ZiError
from zi_assess.evidence import Refused, Taken
from zi_assess.store import load
from zi_assess.store.rows import Change
from zi_assess.workspace.ledger import Ledger, changed

if TYPE_CHECKING:
    from zi_assess.workbook import Link

MAX_NAME = 300
_MAX_ADDRESS = 2000
NOWHERE = Assessment("", Unit("", ""), 0, "", "", "", "", "", date.min, None, datetime.min, datetime.min)
"""What is filed into no assessment yet: the inbox."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth saying about one attached file: an Indonesian template for *values*.

    *refused*: it was not taken.
    """

    text: str
    values: Mapping[str, object]
    refused: bool = False


class Filing:
    """The changes of one intake of documents into an assessment, or into the inbox."""

    def __init__(self, ledger: Ledger, mine: Assessment, dated: date | None = None) -> None:
        self._ledger = ledger
        self._mine = mine
        self._dated = dated
        self._here = {(use.code, use.slot, use.document.id) for use in mine.evidence}
        self._documents: dict[str, Document] = {}
        self._fresh: set[str] = set()
        self._changes: list[Change] = []
        self.evidence: list[Evidence] = []
        self.notices: list[Notice] = []

    @property
    def changes(self) -> list[Change]:
        """All documents before all uses, so that each table is written in one go."""
        return sorted(self._changes, key=lambda change: change.table)

    def documents(self, batch: Sequence[Taken | Refused]) -> Iterator[tuple[Taken, Document]]:
        """The document of each file that was taken; what was refused becomes a notice."""
        digests = tuple(one.sha256 for one in batch if isinstance(one, Taken) and one.known)
        for row in self._ledger.select("documents", sha256=digests):
            self._documents.setdefault(str(row["sha256"]), load.document(row))
        for one in batch:
            if isinstance(one, Refused):
                self.notices.append(Notice(one.reason, one.values, refused=True))
            else:
                yield one, self._document(one)

    def add_files(self, batch: Sequence[Taken | Refused], code: str, slot: str) -> None:
        """File what was taken in one slot of one question."""
        for taken, document in self.documents(batch):
            if document.id not in self._fresh and (code, slot, document.id) not in self._here:
                self.say_known(taken, document)
            self.use(document, code, slot, taken.name)

    def _document(self, taken: Taken) -> Document:
        known = self._documents.get(taken.sha256)
        if known is None:
            known = self._new(taken.name, taken.kind, sha256=taken.sha256, size=taken.size)
        elif known.trashed is not None:
            known = self._changed(known, replace(known, trashed=None))
        self._documents[taken.sha256] = known
        return known

    def say_known(self, taken: Taken, document: Document) -> None:
        same = taken.name == document.name
        text = (
            "{name} sudah ada di ruang kerja ini: disimpan sekali, dipakai lagi di sini."
            if same
            else "Isi {name} sudah ada sebagai {known}: disimpan sekali, dipakai lagi di sini."
        )
        self._say(text, taken.name, document)

    def add_link(self, address: str, code: str, slot: str, title: str = "") -> None:
        """File a web address; one that is none becomes a notice."""
        url = address.strip()
        if not is_address(url):
            self.notices.append(Notice("{name} bukan alamat web.", {"name": address[:80]}, refused=True))
            return
        if url not in self._documents:
            row = self._ledger.get("documents", sha256="", url=url)
            self._documents[url] = load.document(row) if row else self._new(title or url, "link", url=url)
        self.use(self._documents[url], code, slot, url)

    def use(self, document: Document, code: str, slot: str, name: str = "") -> None:
        """Let *document* serve a slot; said when it does already."""
        if (code, slot, document.id) in self._here:
            self._say("{name} sudah terlampir di sini.", name or document.name, document)
            return
        self._here.add((code, slot, document.id))
        use = Evidence(str(uuid.uuid4()), code, slot, self._dated_again(document))
        self.evidence.append(use)
        self._changes.append(Change("evidence", None, load.evidence_row(self._mine.id, use)))

    def _new(self, name: str, kind: str, *, sha256: str = "", url: str = "", size: int = 0) -> Document:
        made = Document(
            str(uuid.uuid4()), name[:MAX_NAME], kind, sha256, url, size, self._dated, self._ledger.now()
        )
        self._fresh.add(made.id)
        self._changes.append(Change("documents", None, load.document_row(made)))
        return made

    def _dated_again(self, document: Document) -> Document:
        """A date given now is the document's, also where it was filed before."""
        if self._dated is None or document.dated == self._dated:
            return document
        return self._changed(document, replace(document, dated=self._dated))

    def _changed(self, before: Document, after: Document) -> Document:
        self._changes += changed("documents", load.document_row(before), load.document_row(after))
        self._documents[after.sha256 or after.url] = after
        return after

    def _say(self, text: str, name: str, known: Document) -> None:
        self.notices.append(Notice(text, {"name": name, "known": known.name}))


def links(ledger: Ledger, assessment_id: str, by_code: Mapping[str, Iterable[Link]]) -> list[Change]:
    """The changes that file links, question by question, in no slot; an address is one document however often used."""
    documents: dict[str, Document] = {}
    made: list[Change] = []
    uses: list[Change] = []
    for code, given in by_code.items():
        for url, title in {link.url: link.title for link in given}.items():
            if url not in documents:
                row = ledger.get("documents", sha256="", url=url)
                documents[url] = load.document(row) if row else _link(ledger, url, title)
                made += [] if row else [Change("documents", None, load.document_row(documents[url]))]
            use = Evidence(str(uuid.uuid4()), code, "", documents[url])
            uses.append(Change("evidence", None, load.evidence_row(assessment_id, use)))
    return [*made, *uses]


def _link(ledger: Ledger, url: str, title: str) -> Document:
    return Document(str(uuid.uuid4()), (title or url)[:MAX_NAME], "link", url=url, added=ledger.now())


def is_address(url: str) -> bool:
    """Whether *url* is a web address that can be kept as evidence."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    plain = len(url) <= _MAX_ADDRESS and not any(character <= " " for character in url)
    return plain and parts.scheme in ("http", "https") and bool(parts.netloc)


def find_use(mine: Assessment, evidence_id: str) -> Evidence:
    for use in mine.evidence:
        if use.id == evidence_id:
            return use
    raise ZiError("Bukti itu tidak ada lagi.", "Muat ulang daftarnya.")


def check_slot(question: Question, slot: str) -> None:
    """Raise ZiError when *question* has no such slot; `""` is no slot and always right."""
    if slot and question.slot(slot) is None:
        raise ZiError(
            "Tempat bukti “{slot}” tidak ada pada {code}.",
            "Pilih: {slots}.",
            slot=slot,
            code=question.code,
            slots=", ".join(one.id for one in question.evidence) or "–",
        )
