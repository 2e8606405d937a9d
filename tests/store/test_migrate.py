"""A migration keeps every row or does not happen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.conftest import Book
from zi_assess.errors import ZiError
from zi_assess.store import journal, migrate, tables
from zi_assess.store.database import version
from zi_assess.store.rows import Rows

_REVISION = """
revision = "{number:04d}"
down_revision = None

import sqlalchemy as sa
from alembic import op


def upgrade():
{body}
"""
_REBUILD = """
    with op.batch_alter_table("assessments", recreate="always") as batch:
        batch.add_column(sa.Column("colour", sa.Text, server_default=""))
"""
_CASCADE = """
    op.execute("DELETE FROM answers")
"""
_BROKEN = """
    op.execute("ALTER TABLE answers ADD COLUMN half TEXT")
    raise RuntimeError("rusak")
"""


def _scripts(folder: Path, body: str) -> Path:
    folder.mkdir()
    (folder / "step.py").write_text(_REVISION.format(body=body, number=tables.FORMAT + 1), "utf-8")
    return folder


@pytest.fixture
def closed(book: Book, tmp_path: Path) -> Book:
    book.write("record", book.answer("A.1", None, "B"), book.answer("A.2", None, "C"))
    book.database.close()
    for name in ("backups", "staging"):
        (tmp_path / name).mkdir()
    return book


def _upgrade(closed: Book, scripts: Path) -> None:
    folder = closed.path.parent
    migrate.upgrade(closed.path, folder / "backups", folder / "staging", scripts, tables.FORMAT + 1)


def test_rebuilding_a_parent_table_keeps_its_children(closed: Book, tmp_path: Path) -> None:
    _upgrade(closed, _scripts(tmp_path / "scripts", _REBUILD))
    assert version(closed.path)[1] == tables.FORMAT + 1
    assert migrate._counts(closed.path)["answers"] == 2
    assert version(tmp_path / "backups" / f"sebelum-format-{tables.FORMAT + 1}.sqlite3")[1] == tables.FORMAT


@pytest.mark.parametrize(("body", "error"), [(_CASCADE, ZiError), (_BROKEN, RuntimeError)])
def test_a_migration_that_loses_rows_or_breaks_leaves_the_old_file_untouched(
    closed: Book, tmp_path: Path, body: str, error: type[Exception]
) -> None:
    before = closed.path.read_bytes()
    with pytest.raises(error):
        _upgrade(closed, _scripts(tmp_path / "scripts", body))
    assert closed.path.read_bytes() == before
    assert (
        migrate._counts(tmp_path / "backups" / f"sebelum-format-{tables.FORMAT + 1}.sqlite3")["answers"] == 2
    )


def test_the_rows_of_the_first_format_still_add_up_after_a_migration(closed: Book, tmp_path: Path) -> None:
    from zi_assess.store.database import Database

    _upgrade(closed, _scripts(tmp_path / "scripts", _REBUILD))
    database = Database(closed.path)
    with database.reading() as connection:
        assert journal.state_of(Rows(connection)) == closed.end.state
        assert journal.broken_at(connection) == 0
    database.close()
