"""Nothing acknowledged is lost to kill -9; `scripts/kills` does the same many more times."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from end2end import kills
from zi_assess.workspace import Workspace


def test_a_dozen_kills_lose_and_damage_nothing(tmp_path: Path) -> None:
    count = kills.campaign(tmp_path, 12, seed=11)
    assert count.wrong == []
    assert count.kills == 12
    assert count.answers > 20
    assert count.files > 10


@pytest.mark.parametrize("bug", kills.BUGS)
def test_the_same_oracle_catches_a_seeded_bug(tmp_path: Path, bug: str) -> None:
    assert kills.campaign(tmp_path, 40, seed=5, bug=bug).wrong


_CRASH = """
import os, sqlite3, sys
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("PRAGMA journal_mode = TRUNCATE")
raw.execute("PRAGMA cache_size = 2")
raw.execute("BEGIN IMMEDIATE")
raw.execute("UPDATE units SET name = 'setengah jadi'")
raw.execute("CREATE TABLE sisa (x)")
for n in range(300):
    raw.execute("INSERT INTO sisa VALUES (zeroblob(3000))")
os._exit(9)
"""


@pytest.mark.parametrize("torn", [False, True])
def test_a_transaction_cut_off_by_a_crash_is_rolled_back_when_the_workspace_opens(
    example: Path, torn: bool
) -> None:
    """*torn*: the first page already speaks of pages that the power cut kept from being written."""
    database = example / "workspace.sqlite3"
    assert subprocess.run([sys.executable, "-c", _CRASH, database]).returncode == 9
    assert (example / "workspace.sqlite3-journal").stat().st_size > 0
    if torn:
        with database.open("r+b") as file:
            file.seek(28)
            file.write((1_000_000).to_bytes(4))
    with Workspace.open(example) as workspace:
        assert [one.name for one in workspace.units()] == ["Kantor Layanan Contoh"]
        assert workspace.verify() == ()
    raw = sqlite3.connect(database)
    assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sisa'").fetchone() == (0,)
    raw.close()
