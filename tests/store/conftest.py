"""A database with one unit and one assessment in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from zi_assess.core.assessment import Unit
from zi_assess.store import journal, load
from zi_assess.store.database import Database
from zi_assess.store.rows import Change, Rows


@dataclass
class Book:
    """A database and where its journal ends."""

    database: Database
    path: Path
    end: journal.Place = field(default_factory=journal.Place)

    def write(self, verb: str, *changes: Change, undoes: int = 0) -> None:
        with self.database.writing() as connection:
            self.end = journal.write(
                connection,
                Rows(connection),
                self.end,
                changes,
                at="2026-03-01T08:00:00.000+00:00",
                who="Nama Contoh",
                verb=verb,
                assessment="p1",
                undoes=undoes,
            )

    def rows(self, table: str, **where: object) -> list[object]:
        with self.database.reading() as connection:
            return list(Rows(connection).select(table, **where))

    def answer(self, code: str, before: str | None, after: str | None) -> Change:
        def row(value: str | None) -> dict[str, object] | None:
            if value is None:
                return None
            return {"assessment": "p1", "stage": "SELF", "question": code, "value": value, "note": ""}

        return Change("answers", row(before), row(after))


def assessment_row(uid: str = "p1", unit: str = "u1") -> dict[str, object]:
    return {
        "uid": uid,
        "unit": unit,
        "year": 2026,
        "occasion": "",
        "pack_id": "kecil",
        "pack_version": "1",
        "pack_digest": "0" * 64,
        "target": "",
        "window_start": "2025-01-01",
        "window_end": "",
        "created": "2026-03-01T08:00:00.000+00:00",
        "example": 0,
        "submitted": 0,
        "source": "",
    }


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    database = Database.create(tmp_path / "workspace.sqlite3")
    made = Book(database, tmp_path / "workspace.sqlite3")
    made.write(
        "new",
        Change("units", None, load.unit_row(Unit("u1", "Kantor Contoh"))),
        Change("assessments", None, assessment_row()),
    )
    yield made
    database.close()
