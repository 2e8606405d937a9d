"""Documents as such: revised, paired, copied from a link, trashed and brought back, as changes to write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from zi_assess.core.assessment import Document
from zi_assess.errors import ZiError
from zi_assess.store import journal, load
from zi_assess.store.rows import Change, Row
from zi_assess.workspace.ledger import Ledger, changed

TRASH_DAYS = 30


def rewritten(before: Document, after: Document) -> list[Change]:
    return changed("documents", load.document_row(before), load.document_row(after))


def inbox(ledger: Ledger) -> tuple[Document, ...]:
    """What came in and is filed nowhere yet: no use, no renewal, no copy, no pair, not replaced, not in the trash."""
    with ledger.reading() as rows:
        documents = [load.document(row) for row in rows.select("documents")]
        used = {row["document"] for table in ("evidence", "renewals") for row in rows.select(table)}
    used |= {one.copy for one in documents} | {one.after for one in documents}
    elsewhere = (one for one in documents if one.id in used or one.replaced_by or one.trashed or one.after)
    away = {one.id for one in elsewhere}
    return tuple(one for one in documents if one.id not in away)


def revised(ledger: Ledger, old: Document, new: Document, why: str, today: date) -> list[Change]:
    """The changes that let *new* take the place of *old* in every assessment not handed over; *old* is kept."""
    if old.replaced_by or old.id == new.id:
        raise ZiError(
            "{name} sudah diganti atau sama isinya.",
            "Pilih berkas yang berbeda dari yang lama.",
            name=old.name,
        )
    if not why.strip():
        raise ZiError(
            "Alasan perubahan belum diisi.", "Tulis apa yang berubah, misalnya “nomor SK dibetulkan”."
        )
    with ledger.reading() as rows:
        open_ = {row["uid"] for row in rows.select("assessments") if not row["submitted"]}
        uses = rows.select("evidence", document=old.id)
        taken = {_place(row) for row in rows.select("evidence", document=new.id)}
    moved = [row for row in uses if row["assessment"] in open_]
    changes = rewritten(old, replace(old, replaced_by=new.id, replaced_why=why.strip(), replaced_on=today))
    for row in moved:
        after = None if _place(row) in taken else {**row, "document": new.id}
        changes.append(Change("evidence", row, after))
    return changes


def _place(row: Row) -> tuple[object, ...]:
    return row["assessment"], row["question"], row["slot"]


def trashed(ledger: Ledger, document: Document, today: date) -> list[Change]:
    """The changes that put *document* into the trash and take all its uses away."""
    with ledger.reading() as rows:
        uses = rows.select("evidence", document=document.id)
        renewals = rows.select("renewals", document=document.id)
    return [
        *(Change("evidence", row, None) for row in uses),
        *(Change("renewals", row, None) for row in renewals),
        *rewritten(document, replace(document, trashed=today)),
    ]


def brought_back(ledger: Ledger, document: Document) -> list[Change]:
    """The changes that take *document* out of the trash, with the uses it had where their places are still free."""
    if document.trashed is None:
        raise ZiError("{name} tidak ada di tempat sampah.", "Muat ulang daftarnya.", name=document.name)
    lost = _lost_rows(ledger, document)
    with ledger.reading() as rows:
        assessments = {row["uid"] for row in rows.select("assessments")}
    return [
        *rewritten(document, replace(document, trashed=None)),
        *(Change(table, None, row) for table, row in lost if row["assessment"] in assessments),
    ]


def _lost_rows(ledger: Ledger, document: Document) -> list[tuple[str, Row]]:
    """What the newest entry that trashed *document* took away with it."""
    with ledger.database.reading() as connection:
        for entry in journal.entries(connection, newest_first=True):
            if entry.verb == "trash" and any(
                change.after is not None and change.after.get("uid") == document.id
                for change in entry.changes
            ):
                return [
                    (one.table, one.before)
                    for one in entry.changes
                    if one.after is None and one.before is not None
                ]
    return []


def overdue(documents: Iterable[Document], today: date) -> tuple[Document, ...]:
    """What has lain in the trash for thirty days."""
    limit = today - timedelta(days=TRASH_DAYS)
    return tuple(one for one in documents if one.trashed is not None and one.trashed <= limit)
