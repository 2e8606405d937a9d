"""What stopped somebody who had only the README and the screen: paper, dialogs and their first step."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QDesktopServices, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.pdfgen.canvas import Canvas
from tests.ui.desk import Desk, opened
from tests.ui.house import House, workspace

from zi_assess.core.assessment import Act, Observation, ObservationState
from zi_assess.errors import ZiError
from zi_assess.ui import flows, printing
from zi_assess.ui.dialogs.handing import PassDialog
from zi_assess.ui.dialogs.new_assessment import NewAssessmentDialog
from zi_assess.ui.dialogs.person import PersonDialog
from zi_assess.ui.exchange.sending import SentDialog
from zi_assess.ui.filing.dialogs import PlaceDialog
from zi_assess.ui.pages.assess import AssessPage
from zi_assess.ui.pages.review.desk import Desk as ReviewDesk
from zi_assess.ui.pages.review.observations import ObservationsView
from zi_assess.ui.pages.road.adopt import AdoptDialog, Proposal
from zi_assess.ui.qtwords import QtWords
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.fields import Entry, SearchField


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    workspace(tmp_path / "ruang")
    made = House(qtbot, tmp_path / "ruang")
    yield made
    made.close()
    assert made.errors == []


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, tmp_path)


@pytest.fixture
def words_of_qt(qtbot: QtBot) -> Iterator[QtWords]:
    made = QtWords()
    QCoreApplication.installTranslator(made)
    yield made
    QCoreApplication.removeTranslator(made)


def paper(folder: Path, size: tuple[float, float]) -> bytes:
    path = folder / "kertas.pdf"
    canvas = Canvas(str(path), pagesize=size)
    canvas.rect(20, 20, size[0] - 40, size[1] - 40, fill=1)
    canvas.save()
    return path.read_bytes()


def test_words_of_qt_that_we_do_not_know_stay_and_papers_keep_their_names(words_of_qt: QtWords) -> None:
    assert QCoreApplication.translate("QDialog", "Cancel") == "Batal"
    assert QCoreApplication.translate("QDialog", "Quite unknown") == "Quite unknown"
    assert QPageSize(QPageSize.PageSizeId.A4).isValid()


def no_printer() -> bool:
    return sys.platform == "win32" and not QPrinterInfo.availablePrinterNames()


def test_windows_without_a_printer_says_so(house: House, tmp_path: Path) -> None:
    if not no_printer():
        pytest.skip("elsewhere the dialog offers a file")
    assert printing.ask(house.window, house.session, paper(tmp_path, A4), 1) is None
    assert [one.what for one in house.errors if isinstance(one, ZiError)] == [
        "Belum ada pencetak di komputer ini."
    ]
    house.errors.clear()


@pytest.mark.parametrize(
    ("size", "proposed", "orientation"),
    [
        (A4, "A4", QPageLayout.Orientation.Portrait),
        (A3, "A3", QPageLayout.Orientation.Portrait),
        (landscape(A4), "A4", QPageLayout.Orientation.Landscape),
    ],
)
def test_what_the_printers_dialog_accepts_comes_out_on_the_paper_it_was_made_for(
    house: House,
    tmp_path: Path,
    words_of_qt: QtWords,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[float, float],
    proposed: str,
    orientation: QPageLayout.Orientation,
) -> None:
    if no_printer():
        pytest.skip("there is no printer")
    held: list[QPrinter] = []
    monkeypatch.setattr(QPrintDialog, "show", lambda dialog: held.append(dialog.printer()))
    out = tmp_path / "keluar.pdf"
    told: list[str] = []
    house.session.noticed.connect(lambda text, _undo: told.append(text))
    under_way = printing.ask(house.window, house.session, paper(tmp_path, size), 1)
    printer = held[0]
    layout = printer.pageLayout()
    assert (layout.pageSize().name(), layout.orientation()) == (proposed, orientation)
    printer.setResolution(36)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    under_way.start()
    house.wait(lambda: bool(told))
    assert told == ["Dikirim ke pencetak"]
    (page,) = pypdf.PdfReader(out).pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(size, abs=2)
    assert page.images, "the page is not blank"


def test_files_to_attach_are_looked_for_where_the_last_one_was(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "dokumen"
    there.mkdir()
    chosen = there / "sk.pdf"
    chosen.write_bytes(paper(tmp_path, A4))
    begun: list[str] = []

    def choose(_window: object, _title: str, start: str, _kinds: str) -> tuple[list[str], str]:
        begun.append(start)
        return [str(chosen)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    page = house.go("penilaian", AssessPage, "A.1.a")
    question = house.sheet.pack.question("A.1.a")
    assert question is not None
    for _time in range(2):
        page._filing.choose(question, "")
        house.settle()
    assert Path(begun[0]).is_dir(), "not wherever the program was started"
    assert begun[1] == str(there)


def test_a_place_is_found_by_typing_alone(desk: Desk) -> None:
    dialog = PlaceDialog(None, desk.sheet, "sk.pdf")
    desk.qtbot.addWidget(dialog)
    dialog.show()
    desk.qtbot.waitExposed(dialog)
    search = dialog.findChildren(SearchField)[0]
    assert dialog.focusWidget() is search
    search.setText("A.1.b")
    desk.qtbot.waitUntil(dialog.primary.isEnabled, timeout=2000)
    assert dialog.place()[0] == "A.1.b"
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert dialog.result() == PlaceDialog.DialogCode.Accepted


def test_a_dialog_that_waits_begins_in_its_body_and_not_at_the_way_back(qtbot: QtBot) -> None:
    dialog = FlowDialog(None, "Impor", primary="Impor")
    qtbot.addWidget(dialog)
    field = Entry("Nama")
    dialog.body.addWidget(field)
    dialog.primary.setEnabled(False)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.focusWidget() is field


def test_all_steps_are_unticked_at_once_and_the_button_says_how_many(house: House) -> None:
    proposals = [Proposal(f"A.{n}", f"Langkah {n}", date(2026, 12, n)) for n in range(1, 4)]
    dialog = AdoptDialog(house.window, proposals)
    assert dialog.primary.text() == "Jadikan 3 tindak lanjut"
    dialog.every.click()
    assert not any(one.isChecked() for one in dialog.checks)
    dialog.checks[1].setChecked(True)
    assert (dialog.primary.text(), dialog.every.isChecked()) == ("Jadikan 1 tindak lanjut", False)
    assert [one.code for one in dialog.chosen()] == ["A.2"]
    dialog.deleteLater()


def test_the_very_first_assessment_is_not_asked_what_to_begin_with(qtbot: QtBot, tmp_path: Path) -> None:
    empty, filled = House(qtbot), None
    try:
        first = NewAssessmentDialog(empty.window, empty.session)
        assert not first.source.isVisibleTo(first)
        empty.settle()
        first.deleteLater()
    finally:
        empty.close()
    workspace(tmp_path / "ruang")
    filled = House(qtbot, tmp_path / "ruang")
    try:
        second = NewAssessmentDialog(filled.window, filled.session)
        assert second.source.isVisibleTo(second)
        filled.settle()
        second.deleteLater()
    finally:
        filled.close()


def test_an_answered_observation_offers_to_change_the_answer(house: House) -> None:
    view = ObservationsView(house.session, ReviewDesk(house.session, house.window))
    house.qtbot.addWidget(view)
    before = Observation("t1", "A.1.a", "SKP belum berbasis hasil")
    after = Observation("t1", "A.1.a", "SKP", status=ObservationState.ANSWERED, answer="Sudah diperbaiki")
    view._show_buttons(before)
    assert view._reply.text() == "Tanggapi…"
    view._show_buttons(after)
    assert view._reply.text() == "Ubah tanggapan…"


def test_the_folder_of_a_package_is_opened_from_where_it_was_saved(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_at: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened_at.append(url.toLocalFile()))
    mine, path = house.sheet.assessment.id, tmp_path / "kiriman.zipkg"
    made: list[SentDialog] = []
    house.session.ask(
        lambda space: (space.exchange.export(mine, path), space.exchange.fingerprint()),
        lambda found: made.append(SentDialog(house.window, *found)),
    )
    house.wait(lambda: bool(made))
    made[0].folder.click()
    assert [str(Path(one)) for one in opened_at] == [str(tmp_path)]
    made[0].deleteLater()


def test_nobody_hands_an_assessment_over_without_a_name(house: House) -> None:
    flows.hand_on(house.window, house.session, Act.SUBMIT)
    asked = house.dialog(PersonDialog)
    assert not house.window.findChildren(PassDialog)
    asked.name.setText("Nama Contoh")
    asked.primary.click()
    house.dialog(PassDialog).reject()
    assert house.session.settings.person_name == "Nama Contoh"
