"""The page of follow-ups on a real workspace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from tests.survey_made import answered
from tests.ui.desk import Desk, small_pack
from tests.ui.house import House, workspace

from zi_assess import criteria
from zi_assess.core.assessment import FollowUp, Observation, Progress
from zi_assess.criteria import surveys as forms
from zi_assess.ui.models.followups_table import Column
from zi_assess.ui.pages.followups import FollowUpsPage
from zi_assess.ui.pages.followups.candidates import CandidatesDialog
from zi_assess.ui.pages.followups.dialog import FollowUpDialog
from zi_assess.ui.widgets.buttons import Button
from zi_assess.workspace import Workspace

TODAY = date.today()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


def page_of(desk: Desk) -> FollowUpsPage:
    page = FollowUpsPage(desk.session)
    desk.qtbot.addWidget(page)
    desk.session.changed.connect(lambda: page.show_sheet(desk.sheet))
    page.resize(1180, 700)
    page.show()
    page.show_sheet(desk.sheet)
    desk.wait()
    return page


def keep(desk: Desk, *some: FollowUp) -> None:
    desk.session.do(lambda space: space.follow_many(desk.id, some))
    desk.wait()


def column(page: FollowUpsPage, which: Column) -> list[str]:
    model = page._model
    return [model.index(n, which).data() for n in range(model.rowCount())]


SOME = (
    FollowUp("f1", "A.1.a", "Susun SK", "Ani", TODAY + timedelta(5)),
    FollowUp("f2", "", "Rapat bulanan", "Budi"),
    FollowUp("f3", "A.1.b", "Pasang maklumat", "Ani", TODAY - timedelta(2), source="plan"),
    FollowUp("f4", "A.1.c", "Lapor", "Budi", TODAY - timedelta(9), status=Progress.DONE, proof="surat"),
)


def test_an_empty_page_says_where_follow_ups_come_from(desk: Desk) -> None:
    page = page_of(desk)
    assert page._stack.currentWidget() is page._empty


def test_overdue_comes_first_and_the_chips_leave_what_they_say(desk: Desk) -> None:
    page = page_of(desk)
    keep(desk, *SOME)
    assert column(page, Column.WHAT) == ["Pasang maklumat", "Susun SK", "Rapat bulanan", "Lapor"]
    assert column(page, Column.STATE)[0] == "Terlambat"
    page._chips.choose("over")
    page._chips.chosen.emit("over")
    assert column(page, Column.WHAT) == ["Lapor"]
    page._chips.choose("")
    page._chips.chosen.emit("")
    page._search.setText("budi rapat")
    desk.qtbot.waitUntil(lambda: page._model.rowCount() == 1)


def test_one_is_written_changed_and_undone(desk: Desk) -> None:
    page = page_of(desk)
    page.write(None)
    dialog = page.window().findChild(FollowUpDialog)
    dialog.primary.click()
    assert dialog.isVisible()  # it says nothing yet
    dialog.what.setPlainText("Perbaiki papan informasi")
    dialog.who.setText("Ani")
    dialog.primary.click()
    desk.wait()
    (one,) = desk.sheet.assessment.follow_ups
    assert (one.what, one.who, one.status) == ("Perbaiki papan informasi", "Ani", Progress.OPEN)
    assert one.due is not None
    desk.session.undo()
    desk.wait()
    assert desk.sheet.assessment.follow_ups == ()


def test_done_asks_for_what_proves_it(desk: Desk) -> None:
    page = page_of(desk)
    keep(desk, *SOME)
    page._set(next(task for task in page._shown if task.one.id == "f1"), Progress.DONE)
    dialog = page.window().findChild(FollowUpDialog)
    dialog.primary.click()
    assert dialog.isVisible()
    dialog.proof.setText("SK Nomor 4/2026")
    dialog.primary.click()
    desk.wait()
    (one,) = [each for each in desk.sheet.assessment.follow_ups if each.id == "f1"]
    assert (one.status, one.proof) == (Progress.DONE, "SK Nomor 4/2026")


def test_observations_and_findings_are_taken_up_once(desk: Desk) -> None:
    page = page_of(desk)
    desk.session.do(
        lambda space: space.review.observe(
            desk.id, Observation("o1", "A.1.a", "SK kurang", advice="Lampirkan SK")
        )
    )
    desk.wait()
    page.take_up()
    desk.wait()
    dialog = page.window().findChild(CandidatesDialog)
    assert dialog.checks[0].text() == "Lampirkan SK"
    before = len(dialog.checks)
    dialog.checks[0].setChecked(True)
    dialog.who.setText("Tim ZI")
    dialog.primary.click()
    desk.wait()
    (one,) = desk.sheet.assessment.follow_ups
    assert (one.code, one.source, one.who) == ("A.1.a", "observation:o1", "Tim ZI")
    dialog.deleteLater()
    desk.qtbot.wait(1)
    page.take_up()
    desk.wait()
    again = page.window().findChild(CandidatesDialog)
    assert "Lampirkan SK" not in [tick.text() for tick in again.checks] and before > 1


def test_the_list_is_handed_on_as_a_workbook(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(desk)
    keep(desk, *SOME)
    target = tmp_path / "tindak.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    page._save_workbook()
    desk.qtbot.waitUntil(lambda: target.is_file())
    desk.wait()
    assert openpyxl.load_workbook(target).active.max_row == 5


def test_a_photo_from_afterwards_becomes_the_proof(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(desk)
    keep(desk, *SOME)
    for name, shade in (("sebelum.png", 40), ("sesudah.png", 200)):
        Image.new("L", (60, 40), shade).save(tmp_path / name)
    desk.session.do(lambda space: space.attach(desk.id, "A.1.a", [tmp_path / "sebelum.png"]).sheet)
    desk.wait()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(tmp_path / "sesudah.png"), ""))
    page.write(next(task for task in page._shown if task.one.id == "f1"))
    dialog = page.window().findChild(FollowUpDialog)
    (button,) = [one for one in dialog.findChildren(Button) if one.text() == "Foto sesudah…"]
    dialog.who.setText("Budi")
    button.click()
    assert dialog.isVisible()  # what was typed is kept first
    dialog.who.setText("Ani")
    button.click()
    desk.wait()
    before, after = desk.sheet.evidence_for("A.1.a")
    assert before.document.after == after.document.id
    (one,) = [each for each in desk.sheet.assessment.follow_ups if each.id == "f1"]
    assert one.proof == "Foto sesudah: sesudah.png"
    page._set(next(task for task in page._shown if task.one.id == "f1"), Progress.DONE)
    desk.wait()
    assert next(each for each in desk.sheet.assessment.follow_ups if each.id == "f1").status is Progress.DONE


def test_delete_takes_the_current_one_away(desk: Desk) -> None:
    page = page_of(desk)
    keep(desk, *SOME)
    page._table.setCurrentIndex(page._model.index(page._model.row_of("f2"), 0))
    page._table.setFocus()
    desk.qtbot.keyClick(page._table, Qt.Key.Key_Delete)
    desk.wait()
    assert "f2" not in [one.id for one in desk.sheet.assessment.follow_ups]


def test_the_badge_counts_what_the_page_lists_of_every_assessment(qtbot: QtBot, tmp_path: Path) -> None:
    mine = workspace(tmp_path / "ruang")
    late = TODAY - timedelta(3)
    with Workspace.open(tmp_path / "ruang") as space:
        other = space.new(small_pack(), "Kantor Lain", 2026)
        space.follow_many(other, [FollowUp("l1", "", "Pasang maklumat", "Ani", late)])
        space.follow_many(mine, [FollowUp("s1", "", "Susun SK", "Ani", late)])
    house = House(qtbot, tmp_path / "ruang")
    house.session.show(mine)
    house.settle()
    page = house.go("tindak-lanjut", FollowUpsPage)
    rail = house.window._rail._items["tindak-lanjut"]
    assert rail.accessibleName() == "Tindak lanjut, 2"
    page._chips.chosen.emit("late")
    assert page._model.rowCount() == 2
    there = next(task for task in page._shown if task.assessment == other)
    page._keep(other, replace(there.one, status=Progress.DROPPED))
    house.settle()
    assert rail.accessibleName() == "Tindak lanjut, 1"
    house.close()
    assert house.errors == []


def test_the_lowest_unsur_of_the_newest_survey_are_offered_and_taken_up_once(
    qtbot: QtBot, tmp_path: Path
) -> None:
    form = forms.find("skm")
    mine = workspace(tmp_path / "ruang", criteria.find("lke-zi"))
    with Workspace.open(tmp_path / "ruang") as space:
        for period in ("Semester I 2026", "Semester II 2026"):
            made = space.surveys.new("Kantor Contoh", form, period)
            for one in answered(form, 6):
                low = dict.fromkeys(("waktu", "biaya", "sarana"), 1) if "II " in period else {}
                space.surveys.record_response(made, replace(one, answers={**one.answers, **low}))
    house = House(qtbot, tmp_path / "ruang")
    page = house.go("tindak-lanjut", FollowUpsPage)
    page.take_up()
    dialog = house.dialog(CandidatesDialog)
    offered = [tick.text() for tick in dialog.checks[:3]]
    assert offered == [
        f"Tingkatkan nilai {title}: NRR 1,00 pada SKM Semester II 2026"
        for title in ("Waktu Penyelesaian", "Biaya/Tarif", "Sarana dan Prasarana")
    ]
    assert not any("Semester I 2026" in tick.text() for tick in dialog.checks)
    dialog.checks[0].setChecked(True)
    dialog.primary.click()
    house.settle()
    (one,) = house.sheet.assessment.follow_ups
    assert (one.code, one.source) == ("A.I.6.iv.c", f"survey:{made}:waktu")
    page.take_up()
    again = house.dialog(CandidatesDialog)
    assert [tick.text() for tick in again.checks[:2]] == offered[1:]
    assert mine == house.sheet.assessment.id
    house.close()
    assert house.errors == []
