"""What TPI did so far is gathered from every review of the workspace."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.desk import small_pack
from tests.ui.house import House, words, workspace
from zi_assess.core.assessment import Stage
from zi_assess.ui.pages.road import RoadPage
from zi_assess.workspace import Workspace

CODE = "A.1.a"


def reviewed(place: Path, unit: str, ours: str, theirs: str) -> str:
    with Workspace.open(place, who="Nama Contoh") as space:
        mine = space.new(small_pack(), unit, 2026, target="WBK")
        space.record(mine, CODE, ours)
        if theirs:
            space.review.submit(mine)
            space.review.answer(mine, CODE, theirs, Stage.TPI_MEMBER, "Bukti belum cukup")
        return mine


def test_every_review_counts_and_what_was_not_reviewed_does_not(tmp_path: Path) -> None:
    place = tmp_path / "ruang"
    workspace(place)
    first = reviewed(place, "Kantor Satu", "A", "B")
    second = reviewed(place, "Kantor Dua", "B", "B")
    reviewed(place, "Kantor Tiga", "A", "")
    with Workspace.open(place) as space:
        found = space.differences()
    assert {(one.assessment, one.code, one.levels) for one in found} == {(first, CODE, -1), (second, CODE, 0)}


def test_the_page_says_what_its_simulation_rests_on(qtbot: QtBot, tmp_path: Path) -> None:
    place = tmp_path / "ruang"
    reviewed_by = workspace(place)
    reviewed(place, "Kantor Satu", "A", "B")
    reviewed(place, "Kantor Dua", "B", "B")
    with Workspace.open(place, who="Nama Contoh") as space:
        for code, value in {"A.1.a": "A", "A.1.b": "A"}.items():
            space.record(reviewed_by, code, value)
    made = House(qtbot, place)
    page = made.go("jalan", RoadPage)
    made.wait(lambda: page.drawn is not None and not page.proving)
    page._show_tab("tahan")
    made.settle()
    assert "2 jawaban pilihan pada 2 reviu TPI di ruang kerja ini" in words(page.firmness)
    assert "bukan ramalan" in words(page.firmness)
    made.close()
    assert made.errors == []
