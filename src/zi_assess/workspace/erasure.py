"""Erasure for good: a tombstone in the journal, rows and bytes gone, backups that hold them named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zi_assess.core.assessment import Document
from zi_assess.errors import ZiError
from zi_assess.evidence import EvidenceStore
from zi_assess.store import journal, load
from zi_assess.store.database import Database
from zi_assess.store.rows import Change, Row, Rows
from zi_assess.workspace import folder


@dataclass(frozen=True, slots=True)
class Erased:
    """*backups* still hold what was erased: delete them by hand, or they go as backups are thinned."""

    backups: tuple[Path, ...]


def changes(database: Database, document: Document) -> list[Change]:
    """The rows to remove with *document*: every use, every renewal, itself."""
    with database.reading() as connection:
        rows = Rows(connection)
        uses = rows.select("evidence", document=document.id)
        renewals = rows.select("renewals", document=document.id)
    return [
        *(Change("evidence", row, None) for row in uses),
        *(Change("renewals", row, None) for row in renewals),
        Change("documents", load.document_row(document), None),
    ]


def finish(opened: folder.Opened, store: EvidenceStore, document: Document) -> Erased:
    """Blank the journal's payloads that name *document*, then remove its bytes."""
    _forget(opened.database, document.id)
    if document.sha256:
        store.purge(document.sha256)
    return Erased(_backups(opened))


_NAMED: Mapping[str, tuple[str, ...]] = {
    "handovers": ("who",),
    "observations": ("owner", "verified_by"),
    "assignments": ("who",),
    "follow_ups": ("who",),
    "conflicts": ("who", "base", "ours", "theirs"),
    "partners": ("name",),
}
"""Where else people stand by name, by table."""


def person_changes(database: Database, name: str) -> list[Change]:
    """Blank *name* in every unit's profile (with the NIP beside it) and wherever somebody is named."""
    wanted = name.strip().casefold()
    listed = []
    with database.reading() as connection:
        rows = Rows(connection)
        for row in rows.select("units"):
            listed += _blanked("units", row, _profile_without(row, wanted))
        for table, columns in _NAMED.items():
            for row in rows.select(table):
                held = {one: "" for one in columns if str(row[one]).strip().casefold() == wanted}
                listed += _blanked(table, row, {**row, **held})
    return listed


def _profile_without(row: Row, name: str) -> Row:
    blanked = dict(row)
    for role in ("head", "lead"):
        if str(row[f"{role}_name"]).strip().casefold() == name:
            blanked |= {f"{role}_name": "", f"{role}_nip": ""}
    return blanked


def _blanked(table: str, before: Row, after: Row) -> list[Change]:
    """The change from *before* to *after*; nobody is in charge of what was assigned to who is erased."""
    if before == after:
        return []
    return [Change(table, before, None if table == "assignments" else after)]


def finish_person(opened: folder.Opened, name: str, *, found: bool) -> Erased:
    """Blank the journal's payloads in which *name* stands. Raises ZiError when it stood nowhere."""
    if not _forget(opened.database, name.strip()) and not found:
        raise ZiError(
            "Nama {name} tidak ada di ruang kerja ini.", "Tulis persis seperti pada profil.", name=name
        )
    return Erased(_backups(opened))


def _forget(database: Database, word: str) -> int:
    """Erase the journal's payloads that hold *word*, and the free pages that still show it."""
    with database.writing() as connection:
        forgotten = journal.forget(connection, word)
    database.vacuum()
    return forgotten


def _backups(opened: folder.Opened) -> tuple[Path, ...]:
    return tuple(sorted((opened.path / "backups").iterdir()))
