"""The page of the journal on a real workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.desk import Desk

from zi_assess.ui.pages import history
from zi_assess.ui.pages.history import HistoryPage


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


def lines(page: HistoryPage) -> list[str]:
    return [page._model.index(n, 2).data() for n in range(page._model.rowCount())]


def test_every_step_is_told_newest_first_and_what_was_taken_back_says_so(desk: Desk) -> None:
    page = HistoryPage(desk.session)
    desk.qtbot.addWidget(page)
    desk.session.do(lambda space: space.record(desk.id, "A.1.a", "B"))
    desk.session.do(lambda space: space.note(desk.id, "A.1.b", "menunggu SK"))
    desk.session.do(lambda space: space.undo(desk.id))
    desk.wait()
    page.show_sheet(desk.sheet)
    desk.wait()
    told = lines(page)
    assert told[0].startswith("Diurungkan") and told[1].endswith("(diurungkan)")
    assert "A.1.a" in told[2] and told[-1] == "Penilaian dimulai"
    assert page._said.text() == "4 langkah"
    page._search.setText("a.1.a")
    desk.qtbot.waitUntil(lambda: page._model.rowCount() == 1)


def test_older_steps_are_read_when_asked_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_PAGE", 5)
    for n in range(12):
        desk.session.do(lambda space, n=n: space.record(desk.id, "A.1.a", "AB"[n % 2]))
    desk.wait()
    page = HistoryPage(desk.session)
    desk.qtbot.addWidget(page)
    page.show()
    page.show_sheet(desk.sheet)
    desk.wait()
    assert page._model.rowCount() == 5 and page._older.isVisible()
    for _turn in range(2):
        page._older.click()
        desk.wait()
    assert page._model.rowCount() == 13 and not page._older.isVisible()
    numbers = [int(page._model.index(n, 3).data(page_line())) for n in range(13)]
    assert numbers == sorted(numbers, reverse=True)


def page_line() -> int:
    from zi_assess.ui.models.roles import CellRole

    return CellRole.LINE
