"""A workspace's folder: made, opened under its lock, checked against its format, closed with its digest."""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from zi_assess import errors, files
from zi_assess.errors import ZiError
from zi_assess.store import journal, migrate, tables
from zi_assess.store.database import Database, version
from zi_assess.store.lock import Lock, holder
from zi_assess.store.place import Place, place_of

BLOBS = ("states", "surveys", "sealed")
"""What stands beside the database and never changes, each file named by its content."""
FOLDERS = ("evidence", "packs", "backups", "staging", *BLOBS)
_FORMAT_FILE, _DATABASE_FILE, _LOCK_FILE = "format.json", "workspace.sqlite3", "app.lock"


@dataclass(frozen=True, slots=True)
class Format:
    """What `format.json` says: the format, whose workspace it is, and where the journal ended at the last
    clean close.
    """

    format: int
    workspace: str
    seq: int = 0
    digest: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open folder. *lock* is None when it is read-only; *held_by* names who holds it, *place* what kind
    of place it is.
    """

    path: Path
    format: Format
    database: Database
    lock: Lock | None
    held_by: str
    place: Place


def is_workspace(path: Path) -> bool:
    return (path / _FORMAT_FILE).is_file() and (path / _DATABASE_FILE).is_file()


def create(path: Path, who: str) -> Opened:
    """Make an empty workspace in *path*, which must be missing or empty. Raises ZiError."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ZiError(
            "Folder {path} tidak kosong.",
            "Pilih folder baru atau kosong untuk ruang kerja.",
            path=path,
        )
    for name in FOLDERS:
        files.make_dir(path / name)
    lock = _take(path, who)
    database = Database.create(path / _DATABASE_FILE)
    files.fsync_dir(path)
    # The format file comes last: a folder without it is no workspace, so an interrupted start leaves
    # nothing half made.
    made = Format(tables.FORMAT, str(uuid.uuid4()))
    write_format(path, made)
    return Opened(path, made, database, lock, "", place_of(path))


def open_(path: Path, who: str) -> Opened:
    """Open the workspace in *path*; read-only when someone holds it or it lies on a network share.

    Raises ZiError when it is none, is newer than this program, or is damaged; nothing is touched then.
    """
    if not is_workspace(path):
        raise ZiError(
            "Folder {path} bukan ruang kerja ZI Assess.",
            "Pilih folder yang berisi format.json, atau buat ruang kerja baru.",
            path=path,
        )
    found = read_format(path)
    _refuse_foreign(path, found)
    place = place_of(path)
    lock = None if place is Place.NETWORK else Lock.take(path / _LOCK_FILE, who)
    if lock is None and version(path / _DATABASE_FILE)[1] < tables.FORMAT:
        raise ZiError(
            "Ruang kerja ini dari versi lama dan belum dapat diperbarui dari sini.",
            "Buka sekali di komputer yang memegangnya, dari diska sendiri, lalu coba lagi.",
        )
    if lock is None:
        held = holder(path / _LOCK_FILE)
        by = f"{held.who or '?'} ({held.host})" if held and place is not Place.NETWORK else ""
        return Opened(path, found, Database(path / _DATABASE_FILE, read_only=True), None, by, place)
    try:
        return Opened(path, found, _ready(path, found), lock, "", place)
    except BaseException:
        lock.release()
        raise


def _ready(path: Path, found: Format) -> Database:
    for name in FOLDERS:
        files.make_dir(path / name)
    written_halfway = (one for name in ("", "packs", *BLOBS) for one in (path / name).glob(".*.tmp"))
    for leftover in (*(path / "staging").iterdir(), *written_halfway):
        files.remove(leftover)
    if version(path / _DATABASE_FILE)[1] < tables.FORMAT:
        migrate.upgrade(path / _DATABASE_FILE, path / "backups", path / "staging")
        write_format(path, Format(tables.FORMAT, found.workspace))
    database = Database(path / _DATABASE_FILE)
    try:
        with database.reading() as connection:
            last = journal.end(connection)
        clean = found.seq == last.seq and found.digest == last.state.hex()
        if not clean and not database.sound():
            raise ZiError(
                "Basis data ruang kerja rusak.",
                "Pulihkan dari folder backups; berkas bukti tidak ikut berubah.",
            )
    except BaseException:
        database.close()
        raise
    return database


def close(opened: Opened) -> None:
    """Write down where the journal ends, then let go of the lock."""
    try:
        if opened.lock is not None:
            with opened.database.reading() as connection:
                last = journal.end(connection)
            now = Format(tables.FORMAT, opened.format.workspace, last.seq, last.state.hex(), last.head.hex())
            if now != opened.format:
                write_format(opened.path, now)
    finally:
        opened.database.close()
        if opened.lock is not None:
            opened.lock.release()


def _take(path: Path, who: str) -> Lock:
    lock = Lock.take(path / _LOCK_FILE, who)
    if lock is None:
        raise ZiError("Folder {path} sedang dipakai.", "Pilih folder lain.", path=path)
    return lock


def _refuse_foreign(path: Path, found: Format) -> None:
    application, number = version(path / _DATABASE_FILE)
    if application != tables.APPLICATION_ID:
        raise ZiError(
            "Basis data di {path} bukan milik ZI Assess.", "Pilih folder ruang kerja yang benar.", path=path
        )
    if max(found.format, number) > tables.FORMAT:
        raise ZiError(
            "Ruang kerja ini dibuat oleh versi ZI Assess yang lebih baru.",
            "Perbarui ZI Assess di komputer ini; ruang kerja tidak diubah.",
        )


def read_format(path: Path) -> Format:
    try:
        said = json.loads((path / _FORMAT_FILE).read_bytes())
        return Format(
            int(said["format"]),
            str(said["workspace"]),
            int(said.get("seq", 0)),
            str(said.get("digest", "")),
            str(said.get("head", "")),
        )
    except OSError as error:
        raise errors.from_os(error, path / _FORMAT_FILE) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ZiError(
            "Berkas format.json di {path} rusak.",
            "Pulihkan berkas itu dari cadangan ruang kerja.",
            path=path,
        ) from error


def write_format(path: Path, format_: Format) -> None:
    files.write_bytes(path / _FORMAT_FILE, json.dumps(asdict(format_), indent=1).encode())
