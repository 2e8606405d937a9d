"""A database brought to the newest format: a backup, then a copy that is compared and swapped in."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import text

from zi_assess import files
from zi_assess.errors import ZiError
from zi_assess.store import tables
from zi_assess.store.database import Database, version

SCRIPTS = Path(__file__).parent / "migrations"
FIRST = 1


def upgrade(
    path: Path, backups: Path, staging: Path, scripts: Path = SCRIPTS, newest: int = tables.FORMAT
) -> None:
    """Bring the closed database at *path* to format *newest*; the old one stays in *backups*.

    Each step is an Alembic revision `000N` in *scripts*. Raises ZiError when a row would be lost; *path* is
    then untouched.
    """
    _, number = version(path)
    backup = backups / f"sebelum-format-{newest}.sqlite3"
    copy = staging / "migration.sqlite3"
    _copy(path, backup)
    _copy(path, copy)
    before = _counts(copy)
    _run(copy, scripts, number, newest)
    after = _counts(copy)
    lost = [table for table, count in before.items() if after.get(table, count) != count]
    if lost or not _sound(copy):
        files.remove(copy)
        raise ZiError(
            "Pembaruan ruang kerja dibatalkan: isi tabel {tables} tidak sama sesudahnya.",
            "Ruang kerja tidak berubah; laporkan kepada pembuat program.",
            tables=", ".join(lost) or "?",
        )
    files.flush(copy)
    files.replace(copy, path)
    files.fsync_dir(path.parent)


def _copy(source: Path, target: Path) -> None:
    files.remove(target)
    database = Database(source)
    try:
        database.backup(target)
    finally:
        database.close()
    files.flush(target)
    files.fsync_dir(target.parent)


def _run(copy: Path, scripts: Path, number: int, newest: int) -> None:
    """Run the revisions after *number* on the copy, with foreign keys off before the transaction begins.

    With them on, rebuilding a parent table deletes its children and reports success (measured).
    """
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    directory = ScriptDirectory(str(scripts), version_locations=[str(scripts)])
    raw = sqlite3.connect(copy, isolation_level=None)
    raw.execute("PRAGMA foreign_keys = OFF")
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        with Operations.context(MigrationContext.configure(connection)):
            for step in range(number + 1, newest + 1):
                directory.get_revision(f"{step:04d}").module.upgrade()
        connection.execute(text(f"PRAGMA user_version = {newest}"))
        connection.exec_driver_sql("COMMIT")
    engine.dispose()


def _counts(path: Path) -> dict[str, int]:
    raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    finally:
        raw.close()


def _sound(path: Path) -> bool:
    database = Database(path)
    try:
        return database.sound()
    finally:
        database.close()
