"""Workspaces of every earlier format open with everything in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from zi_assess.store import tables
from zi_assess.store.database import Database, version
from zi_assess.workspace import Workspace

GOLDEN = Path(__file__).parent / "golden"
_IDS = {1: "a7386a48-2733-477d-985f-a32a1bb5d6a8", 2: "29c7f996-087b-47bd-8a8b-5cc78c70f61b"}


@pytest.mark.parametrize("number", range(1, tables.FORMAT))
def test_a_workspace_of_an_earlier_format_keeps_every_answer_and_every_step(
    number: int, tmp_path: Path
) -> None:
    Workspace.restore(GOLDEN / f"format-{number}.zip", tmp_path / "ruang")
    with Workspace.open(tmp_path / "ruang") as space:
        sheet = space.sheet(_IDS[number])
        assert sheet.scores.answered == 7
        assert sheet.answer(sheet.pack.questions[0].code).note == f"catatan dari format {number}"
        assert sorted(use.document.name for use in sheet.assessment.evidence) == [
            "Foto.png",
            "SK.txt",
            "https://contoh.example/standar",
        ]
        assert space.units()[0].profile.head_name == "Nama Kepala Contoh"
        assert space.verify() == ()
        while space.steps(_IDS[number]).undo:
            space.undo(_IDS[number])
        assert space.sheet(_IDS[number]).scores.answered == 0
        while space.steps(_IDS[number]).redo:
            space.redo(_IDS[number])
        assert space.sheet(_IDS[number]).scores.answered == 7
    assert version(tmp_path / "ruang" / "workspace.sqlite3")[1] == tables.FORMAT
    assert (tmp_path / "ruang" / "backups" / f"sebelum-format-{tables.FORMAT}.sqlite3").is_file()


@pytest.mark.parametrize("number", range(1, tables.FORMAT))
def test_a_migrated_database_has_the_schema_of_a_fresh_one(number: int, tmp_path: Path) -> None:
    Workspace.restore(GOLDEN / f"format-{number}.zip", tmp_path / "ruang")
    Workspace.open(tmp_path / "ruang").close()
    Database.create(tmp_path / "baru.sqlite3").close()
    assert _shape(tmp_path / "ruang" / "workspace.sqlite3") == _shape(tmp_path / "baru.sqlite3")


def _shape(path: Path) -> dict[str, object]:
    database = Database(path)
    with database.reading() as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).scalars()
        found = {
            name: (
                connection.exec_driver_sql(f"PRAGMA table_xinfo({name})").all(),
                connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})").all(),
                sorted(row[1:] for row in connection.exec_driver_sql(f"PRAGMA index_list({name})").all()),
            )
            for name in list(names)
        }
    database.close()
    return found
