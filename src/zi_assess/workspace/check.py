"""Verify: re-read every row, pack and file; name what changed, is missing or belongs to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from zi_assess.core.assessment import Document
from zi_assess.core.checks import Finding, Severity
from zi_assess.errors import ZiError
from zi_assess.evidence import EvidenceStore, Tick
from zi_assess.store import journal, load
from zi_assess.store.database import Database
from zi_assess.store.rows import KINDS, Rows, digest
from zi_assess.workspace import folder, lineage
from zi_assess.workspace.blobs import Blobs


def verify(opened: folder.Opened, store: EvidenceStore, tick: Tick | None) -> tuple[Finding, ...]:
    """Every deviation as a finding; empty when the workspace is whole."""
    return (
        *_database(opened.database),
        *_rows(opened.database),
        *_receipts(opened.database),
        *_packs(opened),
        *_blobs(opened),
        *_documents(opened.database, store, tick),
    )


def _error(code: str, where: str, text: str, **values: object) -> Finding:
    return Finding(code, where, Severity.ERROR, text, values)


def _database(database: Database) -> Iterator[Finding]:
    if not database.sound():
        yield _error("database-damaged", "workspace", "Basis data rusak menurut SQLite")


def _rows(database: Database) -> Iterator[Finding]:
    with database.reading() as connection:
        rows = Rows(connection)
        for table in KINDS:
            for row, stored in rows.stored(table):
                if digest(table, row) != stored:
                    yield _error(
                        "row-changed",
                        _place(table, row),
                        "Baris {table} berubah di luar program",
                        table=table,
                    )
        last = journal.end(connection)
        if journal.state_of(rows) != last.state:
            yield _error("rows-differ", "workspace", "Isi tabel tidak sama dengan yang dicatat jurnal")
        broken = journal.broken_at(connection)
        if broken:
            yield _error(
                "journal-broken", f"journal:{broken}", "Rantai jurnal putus pada catatan {seq}", seq=broken
            )


def _receipts(database: Database) -> Iterator[Finding]:
    for package in lineage.broken_receipts(database):
        yield _error(
            "receipt-broken",
            f"package:{package[:8]}",
            "Jurnal tidak lagi memuat ujung yang pernah ditandatangani penerima paket: dipotong atau ditulis ulang",
        )


def _place(table: str, row: object) -> str:
    assert isinstance(row, dict)
    return ":".join((table, *(str(row[name]) for name in KINDS[table].key)))


def _packs(opened: folder.Opened) -> Iterator[Finding]:
    for path in sorted((opened.path / "packs").iterdir()):
        if sha256(path.read_bytes()).hexdigest() != path.stem:
            yield _error("pack-changed", f"packs/{path.name}", "Paket kriteria berubah di luar program")


def _blobs(opened: folder.Opened) -> Iterator[Finding]:
    """Merge bases, responses and sealed visits: what the rows name must be there and be itself."""
    with opened.database.reading() as connection:
        rows = Rows(connection)
        named = {
            "states": {str(row["state"]): str(row["at"]) for row in rows.select("exchanges") if row["state"]},
            "surveys": {str(row["data"]): str(row["title"]) for row in rows.select("surveys") if row["data"]},
            "sealed": {str(row["data"]): str(row["label"]) for row in rows.select("sealed") if row["data"]},
        }
    for place, wanted in named.items():
        blobs = Blobs(opened.path / place)
        for name in {*wanted, *blobs.stored()}:
            try:
                blobs.get(name)
            except ZiError:
                yield _error(
                    "file-changed" if blobs.path(name).exists() else "file-missing",
                    f"{place}:{name[:12]}",
                    "Berkas {place}/{name} hilang atau berubah di luar program",
                    place=place,
                    name=wanted.get(name) or name[:12],
                )


def _documents(database: Database, store: EvidenceStore, tick: Tick | None) -> Iterator[Finding]:
    with database.reading() as connection:
        rows = Rows(connection)
        documents = [load.document(row) for row in rows.select("documents")]
        waiting = lineage.awaited(rows)
    kept = [one for one in documents if one.sha256]
    progress = _Progress(sum(one.size for one in kept), tick)
    for one in kept:
        if one.sha256 in waiting and not store.path(one.sha256).exists():
            yield _awaited(one)
        else:
            yield from _document(one, store, progress)
    known = {one.sha256 for one in kept}
    for name, path in store.stored():
        if name not in known:
            yield Finding(
                "file-orphaned",
                f"evidence/{path.parent.name}/{path.name}",
                Severity.INFO,
                "Berkas tanpa catatan, sisa pekerjaan yang terputus atau dilepas",
                {},
            )


def _awaited(one: Document) -> Finding:
    """A package spoke of it, and no package brought it: nothing was lost here."""
    return Finding(
        "file-awaited",
        f"evidence:{one.sha256[:12]}",
        Severity.INFO,
        "Berkas bukti belum diterima: {name}",
        {"name": one.name},
    )


def _document(one: Document, store: EvidenceStore, progress: _Progress) -> Iterator[Finding]:
    where = f"evidence:{one.sha256[:12]}"
    try:
        found = store.digest(one.sha256, progress.add)
    except FileNotFoundError:
        yield _error("file-missing", where, "Berkas bukti hilang: {name}", name=one.name)
    except OSError:
        yield _error("file-unreadable", where, "Berkas bukti tidak terbaca: {name}", name=one.name)
    else:
        if found != one.sha256:
            yield _error("file-changed", where, "Isi berkas bukti berubah: {name}", name=one.name)


class _Progress:
    def __init__(self, total: int, tick: Tick | None) -> None:
        self._total = total
        self._tick = tick
        self._done = 0

    def add(self, count: int) -> None:
        self._done += count
        if self._tick:
            self._tick(min(self._done, self._total), self._total)
