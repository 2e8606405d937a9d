"""The one engine: a SQLite file opened with the settings that lose nothing, and its transactions."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from zi_assess.errors import ZiError
from zi_assess.store import tables

PRAGMAS: dict[str, int | str] = {
    "foreign_keys": 1,
    "journal_mode": "truncate",
    # EXTRA: with a rollback journal FULL may lose the last commit to a power cut (measured).
    "synchronous": 3,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "secure_delete": 1,
    "busy_timeout": 2000,
}

_FORMAT, _APPLICATION = slice(60, 64), slice(68, 72)  # in the header of a database file

_APPEND_ONLY = (
    "CREATE TRIGGER journal_stays BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal'); END",
    "CREATE TRIGGER journal_fixed BEFORE UPDATE OF seq, at, verb, assessment, undoes, commitment, state, head"
    " ON journal BEGIN SELECT RAISE(ABORT, 'journal'); END",
)


class DiskFailed(ZiError):
    """The disk refused a write or a flush: what was being written is not saved, and nothing more may be."""


class Database:
    """A workspace's database, held open on one connection for one lane of work."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path = path
        self._engine = _engine(path, read_only=read_only)
        try:
            self._connection = self._engine.connect()
            self._check_pragmas(read_only)
        except (DBAPIError, sqlite3.DatabaseError) as error:
            self._engine.dispose()
            raise _unreadable(error) from error

    @classmethod
    def create(cls, path: Path) -> Database:
        """A new, empty database of the newest format; raises ZiError when it cannot be made."""
        path.touch(0o600)
        database = cls(path)
        with database.writing() as connection:
            tables.metadata.create_all(connection)
            for trigger in _APPEND_ONLY:
                connection.execute(text(trigger))
            connection.execute(text(f"PRAGMA application_id = {tables.APPLICATION_ID}"))
            connection.execute(text(f"PRAGMA user_version = {tables.FORMAT}"))
        return database

    def _check_pragmas(self, read_only: bool) -> None:
        """A setting that silently did not take would cost data later, so read them back."""
        for name, wanted in PRAGMAS.items():
            if read_only and name == "journal_mode":
                continue
            found = self._connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            if found is not None and found != wanted:
                raise ZiError(
                    "SQLite di komputer ini tidak mau {name}={wanted}.", "Laporkan kepada pembuat program.",
                    name=name, wanted=wanted,
                )  # fmt: skip
        self._connection.rollback()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that takes the write lock at once; raises ZiError when SQLite or the disk
        refuses.
        """
        try:
            with self._connection.begin():
                yield self._connection
        except DBAPIError as error:
            raise _unreadable(error) from error

    @contextlib.contextmanager
    def flushed_once(self) -> Iterator[None]:
        """Let what is written inside be flushed together at the end, not write by write.

        Only for what can be made again whole, as the example can: a power cut before the end may leave a damaged file.
        """
        self._flush("0")
        try:
            yield
        finally:
            self._flush(str(PRAGMAS["synchronous"]))
            with self.writing() as connection:  # this flush takes all that was written before it along
                connection.execute(text(f"PRAGMA user_version = {tables.FORMAT}"))

    def _flush(self, how: str) -> None:
        raw = self._connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute(f"PRAGMA synchronous = {how}")
        self._connection.rollback()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        try:
            yield self._connection
        except DBAPIError as error:
            raise _unreadable(error) from error
        finally:
            self._connection.rollback()

    def backup(self, target: Path) -> None:
        """Copy the database as it stands into a new file through SQLite itself, and check the copy."""
        target.touch(0o600)
        raw = self._connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        copy = sqlite3.connect(target)
        try:
            raw.backup(copy)
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise ZiError(
                    "Salinan cadangan tidak utuh.", "Jalankan “Periksa ruang kerja”, lalu coba lagi."
                )
        except sqlite3.Error as error:
            raise _unreadable(error) from error
        finally:
            copy.close()
            self._connection.rollback()

    def vacuum(self) -> None:
        """Rewrite the file, so that what was erased stands in no free page."""
        raw = self._connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        try:
            raw.execute("VACUUM")
        except sqlite3.Error as error:
            raise _unreadable(error) from error
        finally:
            self._connection.rollback()

    def sound(self) -> bool:
        """SQLite's own check; it sees only a part of all damage, the rows' digests see the rest."""
        with self.reading() as connection:
            intact = connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            return intact and connection.execute(text("PRAGMA foreign_key_check")).first() is None

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


def version(path: Path) -> tuple[int, int]:
    """The application id and format number of a database file, read without changing it."""
    try:
        raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            (application,) = raw.execute("PRAGMA application_id").fetchone()
            (number,) = raw.execute("PRAGMA user_version").fetchone()
        finally:
            raw.close()
    except sqlite3.Error as error:
        if "readonly" in str(error):
            return _version_after_crash(path)
        raise _unreadable(error) from error
    return int(application), int(number)


def _version_after_crash(path: Path) -> tuple[int, int]:
    """The same numbers where a crash left a transaction to roll back, which SQLite does only when it may write.

    They are the same before and after, and lie in the first 512 bytes. Reading the file by its path drops no lock of
    ours: SQLite asks for a rollback only when nobody holds one.
    """
    with path.open("rb") as file:
        head = file.read(_APPLICATION.stop)
    return int.from_bytes(head[_APPLICATION]), int.from_bytes(head[_FORMAT])


def _engine(path: Path, *, read_only: bool) -> Engine:
    mode = "ro" if read_only else "rw"
    address = f"{path.absolute().as_uri()}?mode={mode}"

    def open_() -> sqlite3.Connection:
        raw = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        for name, value in PRAGMAS.items():
            if not (read_only and name == "journal_mode"):
                raw.execute(f"PRAGMA {name} = {value}")
        return raw

    engine = create_engine("sqlite://", creator=open_, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The driver's own BEGIN comes too late and lets DDL escape the transaction.
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _unreadable(error: Exception) -> ZiError:
    reason = str(getattr(error, "orig", error))
    if "locked" in reason or "busy" in reason:
        return ZiError("Ruang kerja sedang dipakai proses lain.", "Tunggu sebentar, lalu coba lagi.")
    if "disk I/O error" in reason:
        return DiskFailed(
            "Diska gagal membaca atau menyimpan; perubahan terakhir tidak tersimpan.",
            "Tutup ZI Assess, periksa diska, lalu buka lagi; data yang bertanda Tersimpan aman.",
        )
    if "full" in reason:
        return ZiError(
            "Tempat penyimpanan penuh, perubahan terakhir tidak tersimpan.",
            "Kosongkan ruang, lalu coba lagi; data sebelumnya aman.",
        )
    if "readonly" in reason:
        return ZiError("Ruang kerja hanya dapat dibaca.", "Periksa izin foldernya, lalu buka lagi.")
    if "malformed" in reason or "not a database" in reason:
        return ZiError(
            "Basis data ruang kerja rusak.", "Pulihkan dari folder backups; berkas bukti tidak ikut berubah."
        )
    return ZiError(
        "Basis data tidak dapat dibaca atau ditulis ({reason}).",
        "Periksa diska, lalu coba lagi; data sebelumnya aman.",
        reason=reason,
    )
