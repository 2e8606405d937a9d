"""Laporan: what is previewed is what is saved, and its words are the sheet's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from tests.ui.house import House, words, workspace

from zi_assess import criteria, i18n, reports
from zi_assess.core.assessment import Profile
from zi_assess.ui.dialogs.profile import ProfileDialog
from zi_assess.ui.dialogs.units import UnitsDialog
from zi_assess.ui.pages.report import ReportPage
from zi_assess.ui.printing import Printing


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    mine = workspace(tmp_path / "ruang", criteria.find("lke-zi"))
    made = House(qtbot, tmp_path / "ruang")
    made.session.do(lambda space: space.record(mine, "A.I.6.i.b", "B"))
    made.settle()
    yield made
    made.close()
    assert made.errors == []


@pytest.fixture
def page(house: House) -> ReportPage:
    made = house.go("laporan", ReportPage)
    house.wait(lambda: made.save.isEnabled())
    return made


def saved(house: House, page: ReportPage, path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    page.save.click()
    house.settle()
    return "\n".join(one.extract_text() for one in pypdf.PdfReader(path).pages)


def test_what_is_saved_says_what_the_sheet_says(
    house: House, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = saved(house, page, tmp_path / "ringkasan.pdf", monkeypatch)
    assert i18n.number(house.sheet.scores.strict) in text
    assert "Kantor Contoh" in text


def test_the_saved_bytes_are_those_of_the_report_for_that_day(
    house: House, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.day.setDate(QDate(2026, 8, 17))
    house.wait(lambda: not page._wait.isActive())
    house.settle()
    saved(house, page, tmp_path / "a.pdf", monkeypatch)
    day = page.day.date().toPython()
    assert (tmp_path / "a.pdf").read_bytes() == reports.render("ringkasan", house.sheet, day)


def test_the_pages_of_the_chosen_report_can_be_turned(house: House, page: ReportPage) -> None:
    page.cards["lke"].setChecked(True)
    house.settle()
    pages = page.paper.count
    assert pages > 3
    assert f"Halaman 1 dari {pages}" in words(page)
    page.paper.following.click()
    house.settle()
    assert f"Halaman 2 dari {pages}" in words(page)
    page.paper.turn(1000)
    house.settle()
    assert f"Halaman {pages} dari {pages}" in words(page)
    assert not page.paper.following.isEnabled()


def test_the_name_of_the_unit_can_be_mended_in_its_profile(house: House, page: ReportPage) -> None:
    page.banner.acted.emit(0)
    dialog = house.dialog(ProfileDialog)
    assert not dialog.name.isReadOnly()
    dialog.name.setText(" ")
    dialog.primary.click()
    assert dialog.isVisible() and "Nama unit kerja" in words(dialog)
    dialog.name.setText("Kantor Yang Benar")
    dialog.primary.click()
    house.settle()
    assert house.sheet.assessment.unit.name == "Kantor Yang Benar"


def test_a_missing_profile_is_said_and_can_be_filled_from_here(house: House, page: ReportPage) -> None:
    assert page.banner.isVisible()
    page.banner.acted.emit(0)
    dialog = house.dialog(ProfileDialog)
    for key, text in {
        "instansi": "Pemerintah Kota Contoh",
        "city": "Kota Contoh",
        "head_title": "Kepala Kantor",
        "head_name": "Nama Kepala Contoh",
    }.items():
        dialog.entries[key].setText(text)
    dialog.primary.click()
    house.settle()

    assert house.sheet.assessment.unit.profile == Profile(
        instansi="Pemerintah Kota Contoh",
        city="Kota Contoh",
        head_title="Kepala Kantor",
        head_name="Nama Kepala Contoh",
    )
    assert not page.banner.isVisible()
    assert page.city.text() == "Kota Contoh"


def test_the_city_written_here_is_on_paper_and_nowhere_else(
    house: House, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.city.setText("Kota Lain")
    page._render()
    house.settle()
    assert "Kota Lain" in saved(house, page, tmp_path / "a.pdf", monkeypatch)
    assert house.sheet.assessment.unit.profile.city == ""


def test_zooming_draws_the_page_anew_at_another_size(house: House, page: ReportPage) -> None:
    before = page.paper.paper.sizeHint().width()
    page.paper.zoom(1)
    house.settle()
    larger = page.paper.paper.sizeHint().width()
    assert larger > before
    page.paper.fit()
    house.settle()
    assert abs(page.paper.paper.sizeHint().width() - before) < 20


def test_printing_puts_every_page_on_paper(house: House, page: ReportPage, tmp_path: Path) -> None:
    page.cards["lke"].setChecked(True)
    house.settle()
    printer = QPrinter()
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "kertas.pdf"))
    assert page.paper.pdf is not None
    Printing(house.session, page.paper.pdf, 4, printer).start()
    said: list[str] = []
    house.session.noticed.connect(lambda text, _undo: said.append(text))
    house.wait(lambda: bool(said))
    assert len(pypdf.PdfReader(tmp_path / "kertas.pdf").pages) == 4


def test_the_history_is_fetched_before_its_report_is_drawn(
    house: House, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.save.setEnabled(False)
    page.cards["riwayat"].setChecked(True)
    house.wait(lambda: page.save.isEnabled())
    text = saved(house, page, tmp_path / "riwayat.pdf", monkeypatch)
    assert "Jawaban A.I.6.i.b: – → B" in text
    assert house.sheet.head[:4] in text


def test_the_letter_proposes_the_units_that_were_ticked(
    house: House, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = house.sheet.assessment.id
    page.cards["usulan"].setChecked(True)
    house.settle()
    assert page.others.isHidden()  # there is but one unit
    pack = criteria.find("lke-zi")
    house.session.do(
        lambda space: space.sheet(space.new(pack, "Kantor Kedua", 2026, target="WBK")), relist=True
    )
    house.settle()
    house.session.show(mine)
    house.settle()
    assert page.others.text() == "Surat untuk 1 unit…"
    page.others.click()
    dialog = house.dialog(UnitsDialog)
    dialog.picks.set_rows(
        [(one.id, one.unit.name) for one in page._alike()], [one.id for one in page._alike()]
    )
    dialog.primary.click()
    house.settle()
    assert page.others.text() == "Surat untuk 2 unit…"
    text = " ".join(saved(house, page, tmp_path / "surat.pdf", monkeypatch).split())
    assert "mengusulkan 2 unit kerja" in text
    assert "Kantor Kedua" in text
    page.cards["lke"].setChecked(True)
    house.settle()
    assert page.others.isHidden()


def test_a_page_turned_while_the_report_is_made_anew_is_the_page_that_is_shown(
    house: House, page: ReportPage
) -> None:
    page.cards["lke"].setChecked(True)
    house.settle()
    page.city.setText("Kota Lain")
    page._render()
    page.paper.turn(2)
    page.paper.turn(-1)
    assert page.paper.pdf is None and not page.save.isEnabled()
    house.settle()
    assert f"Halaman 2 dari {page.paper.count}" in words(page)
    assert page.paper.pdf is not None and b"%PDF" in page.paper.pdf[:8]


def test_a_report_that_was_left_for_another_is_not_shown_when_it_lands(
    house: House, page: ReportPage
) -> None:
    page.cards["lke"].setChecked(True)
    page.cards["ringkasan"].setChecked(True)
    assert page.paper.pdf is None and not page.save.isEnabled()
    shown: list[bytes | None] = []
    page.paper.changed.connect(lambda: shown.append(page.paper.pdf))
    house.settle()
    wanted = reports.render("ringkasan", house.sheet, page.day.day())
    assert set(shown) == {wanted}


def test_page_down_on_the_paper_goes_to_its_end_before_it_turns(
    house: House, page: ReportPage, qtbot: QtBot
) -> None:
    page.cards["lke"].setChecked(True)
    house.settle()
    for _step in range(4):
        page.paper.zoom(1)
    house.settle()
    bar = page.paper.verticalScrollBar()
    house.wait(lambda: bar.maximum() > 0)
    qtbot.keyClick(page.paper, Qt.Key.Key_PageDown)
    assert bar.value() > 0 and f"Halaman 1 dari {page.paper.count}" in words(page)
    bar.setValue(bar.maximum())
    qtbot.keyClick(page.paper, Qt.Key.Key_PageDown)
    house.settle()
    assert bar.value() == 0 and f"Halaman 2 dari {page.paper.count}" in words(page)


def test_the_plan_is_reckoned_from_today_and_every_other_report_from_the_last_change(
    house: House, page: ReportPage
) -> None:
    changed = date.today() - timedelta(days=100)
    at = datetime(changed.year, changed.month, changed.day, 12).astimezone()
    page.show_sheet(replace(house.sheet, assessment=replace(house.sheet.assessment, changed=at)))
    days = []
    for kind in ("lke", "rencana", "ringkasan", "rencana"):
        page.cards[kind].setChecked(True)
        days.append(page.day.day())
    today = date.today()
    assert days == [changed, today, changed, today], "as the page Jalan ke predikat reckons"
    house.wait(lambda: page.paper.pdf == reports.render("rencana", page._sheet, today))  # type: ignore[arg-type]


def test_a_day_that_was_chosen_stays_for_the_next_report(house: House, page: ReportPage) -> None:
    page.day.set_day(date(2026, 8, 17))
    page.cards["rencana"].setChecked(True)
    house.settle()
    assert page.day.day() == date(2026, 8, 17)
