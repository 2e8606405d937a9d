"""Starting an assessment, importing a workbook, carrying last year over, taking data out and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from tests.ui.house import House, words, workspace

from zi_assess import criteria, i18n, paths, workbook
from zi_assess.settings import Settings
from zi_assess.ui import flows, standing
from zi_assess.ui.banners import _backup_words
from zi_assess.ui.dialogs.export_workbook import ExportDialog
from zi_assess.ui.dialogs.import_workbook import ImportDialog, _compared
from zi_assess.ui.dialogs.new_assessment import NewAssessmentDialog
from zi_assess.ui.dialogs.verified import VerifiedDialog
from zi_assess.workspace import Workspace


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    mine = workspace(tmp_path / "ruang", criteria.find("lke-zi"))
    with Workspace.open(tmp_path / "ruang") as space:
        for number, question in enumerate(space.pack(mine).questions):
            if question.options and number % 5:
                space.record(mine, question.code, question.options[number % 2].key)
        space.note(mine, "A.I.6.i.b", "Dimaklumatkan untuk <sebagian> layanan")
    made = House(qtbot, tmp_path / "ruang")
    yield made
    made.close()


@pytest.fixture
def fresh(qtbot: QtBot) -> Iterator[House]:
    made = House(qtbot)
    yield made
    made.close()


@pytest.fixture
def filled(house: House, tmp_path: Path) -> Path:
    """A workbook with what the window shows."""
    path = tmp_path / "lke.xlsx"
    path.write_bytes(workbook.write(house.sheet, "A"))
    return path


def new_dialog(house: House) -> NewAssessmentDialog:
    dialog = house.dialog(NewAssessmentDialog)
    house.wait(lambda: dialog.primary.isEnabled())
    return dialog


def test_a_first_assessment_is_made_in_the_users_own_workspace(fresh: House) -> None:
    flows.new_assessment(fresh.window, fresh.session)
    dialog = new_dialog(fresh)
    dialog.unit.setText("Kantor Baru Contoh")
    dialog.year.setText("2026")
    dialog.primary.click()
    fresh.wait(lambda: fresh.session.sheet is not None)
    fresh.settle()

    assert fresh.session.path == paths.default_workspace()
    mine = fresh.sheet.assessment
    assert (mine.unit.name, mine.year, mine.target, mine.pack_id) == (
        "Kantor Baru Contoh",
        2026,
        "WBK",
        "lke-zi",
    )
    assert [one.id for one in fresh.session.assessments] == [mine.id]


@pytest.mark.parametrize(
    ("unit", "year", "complaint"),
    [("  ", "2026", "nama unit"), ("Kantor", "20x6", "tahun"), ("Kantor", "12", "tahun")],
)
def test_what_is_missing_is_said_before_anything_is_made(
    fresh: House, unit: str, year: str, complaint: str
) -> None:
    flows.new_assessment(fresh.window, fresh.session)
    dialog = new_dialog(fresh)
    dialog.unit.setText(unit)
    dialog.year.setText(year)
    dialog.primary.click()
    assert dialog.isVisible()
    assert complaint in words(dialog)
    assert fresh.session.path is None


def test_next_year_begins_with_last_years_answers_as_proposals(house: House) -> None:
    answered = house.sheet.scores.answered
    flows.next_year(house.window, house.session)
    dialog = new_dialog(house)
    assert (dialog.unit.text(), dialog.year.text()) == ("Kantor Contoh", "2027")
    dialog.primary.click()
    house.wait(lambda: house.sheet.assessment.year == 2027)
    house.settle()

    assert house.sheet.scores.answered == 0
    assert sum(one.value is not None for one in house.sheet.assessment.proposals.values()) == answered
    last = house.sheet.last_year
    assert last is not None
    assert len(house.session.assessments) == 2
    # Nothing has fallen yet: the answers wait.
    assert standing.beside(house.sheet) == f"Tahun 2026: {i18n.number(last.strict)}"


def test_an_import_shows_what_will_come_in_before_it_does(house: House, filled: Path) -> None:
    flows.import_workbook(house.window, house.session, filled)
    dialog = house.dialog(ImportDialog)
    house.wait(lambda: dialog.primary.isEnabled())
    shown = words(dialog)
    assert f"{house.sheet.scores.answered} dari 113 butir" in shown
    assert i18n.number(house.sheet.scores.strict) in shown
    assert "Nilai tersimpan di berkas" in shown
    assert len(house.session.assessments) == 1
    middle = house.window.geometry().center() - dialog.geometry().center()
    assert abs(middle.y()) < 60  # it grew when the file was read, and stayed in the middle

    dialog.unit.setText("Kantor Impor Contoh")
    dialog.year.setText("2025")
    before = house.sheet
    dialog.primary.click()
    house.wait(lambda: house.sheet.assessment.year == 2025)
    house.settle()
    assert house.sheet.scores.strict == before.scores.strict
    assert house.sheet.scores.official == before.scores.official
    assert house.sheet.answer("A.I.6.i.b").note == before.answer("A.I.6.i.b").note


def test_the_total_saved_in_a_file_is_compared_with_ours() -> None:
    assert _compared(Fraction("71.5"), Fraction("71.5")) == "71,50, sama"
    assert _compared(Fraction("72.5"), Fraction("71.5")) == "72,50, berbeda 1,00"
    assert "galat" in _compared(None, Fraction(1))


def test_an_import_over_an_existing_assessment_names_it_and_changes_nothing(
    house: House, filled: Path
) -> None:
    flows.import_workbook(house.window, house.session, filled)
    dialog = house.dialog(ImportDialog)
    house.wait(lambda: dialog.primary.isEnabled())
    dialog.unit.setText("kantor contoh")
    dialog.year.setText("2026")
    dialog.primary.click()
    assert dialog.isVisible()
    assert "2026" in words(dialog)
    assert len(house.session.assessments) == 1


def test_a_file_that_is_no_workbook_is_told_in_the_dialog(house: House, tmp_path: Path) -> None:
    bad = tmp_path / "bukan.xlsx"
    bad.write_bytes(b"PK\x03\x04 tidak lengkap")
    flows.import_workbook(house.window, house.session, bad)
    dialog = house.dialog(ImportDialog)
    house.wait(lambda: "Membaca berkas" not in words(dialog))
    assert "bukan.xlsx" in words(dialog)
    assert not dialog.primary.isEnabled()
    assert len(house.dialogs()) == 1


@pytest.mark.parametrize("layout", ["A", "B"])
def test_an_export_read_back_gives_the_same_answers(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    target = tmp_path / f"keluar-{layout}.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    flows.export_workbook(house.window, house.session)
    dialog = house.dialog(ExportDialog)
    dialog.cards[layout].setChecked(True)
    dialog.primary.click()
    house.wait(target.exists)
    house.settle()
    assert flows.files_dir(house.session) == tmp_path
    incoming = workbook.read(target, house.sheet.pack)
    mine = {
        code: one.value
        for code, one in house.sheet.assessment.of(house.sheet.stage).items()
        if one.value is not None
    }
    (came,) = incoming.answers.values()
    assert {code: one.value for code, one in came.items() if one.value is not None} == mine


def test_a_backup_restored_is_the_same_workspace(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = house.sheet.digest
    flows.back_up_to(house.session, tmp_path / "cadangan")
    house.settle()
    file = tmp_path / "cadangan.zicadangan"
    assert file.is_file()
    assert house.session.settings.backup_dir == str(tmp_path)

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    flows.restore(house.window, house.session)
    house.wait(lambda: house.session.path != tmp_path / "ruang")
    house.settle()
    assert house.sheet.digest == digest


def test_a_check_of_the_workspace_says_that_it_is_whole(house: House) -> None:
    flows.verify(house.window, house.session)
    assert "Ruang kerja utuh" in words(house.dialog(VerifiedDialog))


def test_the_target_is_changed_from_the_menu_and_can_be_undone(house: House) -> None:
    flows.aim(house.session, "WBBM")
    house.settle()
    assert house.sheet.assessment.target == "WBBM"
    house.session.undo()
    house.settle()
    assert house.sheet.assessment.target == "WBK"


def test_a_backup_elsewhere_is_asked_for_after_seven_days() -> None:
    today = date(2026, 8, 17)
    week, less = (today - timedelta(days=7)).isoformat(), (today - timedelta(days=6)).isoformat()
    assert _backup_words(Settings(), today) == ""
    assert _backup_words(Settings(backup_asked=less), today) == ""
    assert "tempat lain" in _backup_words(Settings(backup_asked=week), today)
    assert "luar" in _backup_words(replace(Settings(backup_asked=week), backup_dir="/media/luar"), today)
