"""Rows are written as the journal says, and the journal gives away every tampering."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from tests.store.conftest import Book
from zi_assess.errors import ZiError
from zi_assess.store import journal, tables
from zi_assess.store.database import PRAGMAS, Database, version
from zi_assess.store.rows import RowConflict, Rows, digest


def test_a_written_row_reads_back_as_it_was(book: Book) -> None:
    change = book.answer("A.1", None, "B")
    book.write("record", change)
    assert book.rows("answers") == [change.after]


def test_a_change_that_expects_another_row_is_refused_and_writes_nothing(book: Book) -> None:
    book.write("record", book.answer("A.1", None, "B"))
    with pytest.raises(RowConflict):
        book.write("record", book.answer("A.2", None, "C"), book.answer("A.1", "A", "C"))
    assert [row["value"] for row in book.rows("answers")] == ["B"]
    with book.database.reading() as connection:
        assert journal.end(connection).seq == 2


def test_the_state_in_the_journal_is_what_the_rows_add_up_to(book: Book) -> None:
    book.write("record", book.answer("A.1", None, "B"))
    book.write("record", book.answer("A.1", "B", "A"), book.answer("A.2", None, "C"))
    book.write("record", book.answer("A.2", "C", None))
    with book.database.reading() as connection:
        assert journal.state_of(Rows(connection)) == journal.end(connection).state
        assert journal.broken_at(connection) == 0


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE journal SET payload = replace(payload, '\"B\"', '\"A\"') WHERE seq = 2", 2),
        ("UPDATE journal SET verb = 'note' WHERE seq = 2", 2),
        ("UPDATE journal SET state = zeroblob(32) WHERE seq = 1", 1),
        ("DELETE FROM journal WHERE seq = 2", 2),
    ],
)
def test_an_edited_journal_breaks_at_the_edited_entry(book: Book, statement: str, seq: int) -> None:
    book.write("record", book.answer("A.1", None, "B"))
    book.write("record", book.answer("A.1", "B", "C"))
    book.database.close()
    raw = sqlite3.connect(book.path)
    raw.execute("DROP TRIGGER journal_stays")
    raw.execute("DROP TRIGGER journal_fixed")
    raw.execute(statement)
    raw.commit()
    raw.close()
    database = Database(book.path)
    with database.reading() as connection:
        assert journal.broken_at(connection) == seq
    database.close()


@pytest.mark.parametrize("statement", ["DELETE FROM journal", "UPDATE journal SET verb = 'x'"])
def test_the_journal_can_only_grow(book: Book, statement: str) -> None:
    book.database.close()
    raw = sqlite3.connect(book.path)
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)
    raw.close()


def test_an_erased_payload_leaves_the_chain_whole(book: Book) -> None:
    book.write("record", book.answer("A.1", None, "B"))
    with book.database.writing() as connection:
        connection.exec_driver_sql("UPDATE journal SET payload = NULL, salt = NULL WHERE seq = 2")
    with book.database.reading() as connection:
        assert journal.broken_at(connection) == 0
        assert journal.entry(connection, 2).changes == ()


def test_undo_and_redo_walk_the_steps_and_stop_at_the_start(book: Book) -> None:
    def steps() -> journal.Steps:
        with book.database.reading() as connection:
            return journal.steps(connection, "p1")

    assert steps() == journal.Steps(0, 0)
    book.write("record", book.answer("A.1", None, "B"))
    book.write("record", book.answer("A.1", "B", "A"))
    assert steps() == journal.Steps(3, 0)
    book.write("undo", book.answer("A.1", "A", "B"), undoes=3)
    assert steps() == journal.Steps(2, 3)
    book.write("redo", book.answer("A.1", "B", "A"), undoes=3)
    assert steps() == journal.Steps(3, 0)
    book.write("undo", book.answer("A.1", "A", "B"), undoes=3)
    book.write("record", book.answer("A.2", None, "C"))
    assert steps() == journal.Steps(7, 0)


def test_the_digest_of_a_row_depends_on_its_table_and_every_value() -> None:
    row = {"uid": "x", "name": "a"}
    assert len({digest("units", row), digest("documents", row), digest("units", {**row, "name": "b"})}) == 3


def test_every_setting_that_keeps_data_is_on_and_stands_in_the_file(book: Book) -> None:
    with book.database.reading() as connection:
        for name, wanted in PRAGMAS.items():
            found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            assert found in (wanted, None), name
    assert version(book.path) == (tables.APPLICATION_ID, tables.FORMAT)


@pytest.mark.parametrize("broken", [False, True])
def test_after_what_is_flushed_once_every_write_is_durable_by_itself_again(book: Book, broken: bool) -> None:
    def setting() -> object:
        with book.database.reading() as connection:
            return connection.exec_driver_sql("PRAGMA synchronous").scalar()

    with contextlib.suppress(ZeroDivisionError), book.database.flushed_once():
        assert setting() == 0
        book.write("record", book.answer("A.1", None, "A"))
        if broken:
            raise ZeroDivisionError
    assert setting() == PRAGMAS["synchronous"]
    assert len(book.rows("answers")) == 1


def test_ddl_in_a_failed_transaction_leaves_nothing_behind(book: Book) -> None:
    with pytest.raises(ZeroDivisionError), book.database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE half (x)")
        raise ZeroDivisionError
    with book.database.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_schema").scalars().all()
    assert "half" not in names


def test_every_table_is_strict_and_every_constraint_named(book: Book) -> None:
    with book.database.reading() as connection:
        listed = connection.exec_driver_sql("PRAGMA table_list").all()
    ours = [row for row in listed if row[1] in tables.metadata.tables]
    assert len(ours) == len(tables.metadata.tables) and all(row[5] for row in ours)
    for table in tables.metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, (table.name, constraint)


def test_an_answer_cannot_lose_its_assessment(book: Book) -> None:
    book.write("record", book.answer("A.1", None, "B"))
    with pytest.raises(ZiError), book.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM assessments")
    assert len(book.rows("answers")) == 1


def test_a_backup_is_made_through_sqlite_and_holds_everything(book: Book, tmp_path: Path) -> None:
    book.write("record", book.answer("A.1", None, "B"))
    book.database.backup(tmp_path / "copy.sqlite3")
    copy = Database(tmp_path / "copy.sqlite3")
    with copy.reading() as connection:
        assert journal.state_of(Rows(connection)) == book.end.state
    copy.close()


def test_a_file_that_is_no_database_is_named_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "workspace.sqlite3"
    path.write_bytes(b"bukan basis data" * 100)
    with pytest.raises(ZiError, match="rusak"):
        version(path)
    with pytest.raises(ZiError, match="rusak"):
        Database(path)
