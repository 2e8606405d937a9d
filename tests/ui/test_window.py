"""The window as a whole: first run, what is saved and what is not, undo, looks, a second instance, what goes wrong."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.builders import best
from tests.ui.desk import application
from tests.ui.house import House, words, workspace

from zi_assess import criteria, i18n, paths, settings
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError
from zi_assess.ui import app, flows, snapshot, theme
from zi_assess.ui.app import speak
from zi_assess.ui.banners import Banners
from zi_assess.ui.dialogs.trouble import BugDialog, TroubleDialog
from zi_assess.ui.jobstrip import JobStrip
from zi_assess.ui.messages import Messages
from zi_assess.ui.pages import PAGES
from zi_assess.ui.pages.assess import AssessPage
from zi_assess.ui.pages.history import HistoryPage
from zi_assess.ui.pages.overview import OverviewPage
from zi_assess.ui.pages.road import RoadPage
from zi_assess.ui.pages.start import StartPage
from zi_assess.ui.waiting import Waiting
from zi_assess.ui.widgets.header import Header
from zi_assess.ui.widgets.notices import Toast
from zi_assess.ui.widgets.rail import RailItem
from zi_assess.ui.widgets.tree_delegate import TreeView
from zi_assess.ui.window import Window
from zi_assess.workspace import Workspace


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    workspace(tmp_path / "ruang")
    made = House(qtbot, tmp_path / "ruang")
    yield made
    made.close()


@pytest.fixture
def fresh(qtbot: QtBot) -> Iterator[House]:
    made = House(qtbot)
    yield made
    made.close()


def header(house: House) -> str:
    return words(house.window.findChild(Header))


def record(sheet_id: str, code: str, value: str) -> Callable[[Workspace], Sheet]:
    return lambda space: space.record(sheet_id, code, value)


# First run


def test_a_first_run_leads_to_a_filled_example_by_one_click(fresh: House) -> None:
    page = fresh.window.findChild(StartPage)
    assert page.isVisible()

    page.example.click()
    fresh.wait(lambda: fresh.session.sheet is not None)
    overview = fresh.go("ringkasan", OverviewPage)

    assert fresh.sheet.assessment.example
    assert fresh.session.path == paths.example_workspace()
    assert i18n.number(fresh.sheet.scores.strict) in words(overview)
    assert fresh.errors == []


def test_each_way_to_begin_says_in_a_sentence_what_it_does(fresh: House) -> None:
    page = fresh.window.findChild(StartPage)
    for card in (page.example, page.begin, page.take, page.open):
        assert card.accessibleDescription().endswith(".")


def test_who_one_is_is_kept_and_said_to_be_unchecked(fresh: House) -> None:
    from zi_assess.ui.dialogs.person import PersonDialog

    dialog = PersonDialog(fresh.window, fresh.session)
    dialog.open()
    assert "tidak memeriksanya" in words(dialog)
    dialog.name.setText("  Nama   Contoh ")
    dialog.primary.click()
    fresh.settle()

    assert settings.load().person_name == "Nama Contoh"
    assert "Nama Contoh" in words(fresh.window.findChild(StartPage))


# What is saved


def test_saved_is_said_only_when_the_answer_is_durable(house: House, tmp_path: Path) -> None:
    gate = threading.Event()
    mine = house.sheet.assessment.id

    def slow(space: Workspace) -> Sheet:
        gate.wait(20)
        return space.record(mine, "A.1.a", "B")

    house.session.do(slow)
    QApplication.processEvents()
    assert "Menyimpan…" in header(house)
    assert "Tersimpan" not in header(house)

    gate.set()
    house.wait(lambda: "Tersimpan" in header(house))
    assert house.sheet.answer("A.1.a").value == "B"
    house.close()
    with Workspace.open(tmp_path / "ruang") as space:
        assert space.sheet(mine).answer("A.1.a").value == "B"


def test_of_many_quick_changes_only_the_last_state_is_shown(house: House) -> None:
    seen: list[object] = []
    house.session.changed.connect(lambda: seen.append(house.sheet.answer("A.1.a").value))
    mine = house.sheet.assessment.id
    gate = threading.Event()
    house.session.ask(lambda space: gate.wait(20), lambda _done: None)
    for key in "ABCD":
        house.session.do(record(mine, "A.1.a", key))
    gate.set()
    house.settle()

    assert seen == ["D"]
    assert house.states[-1] == "saved"


def test_what_is_refused_is_told_with_its_remedy_and_changes_nothing(house: House) -> None:
    before = house.sheet.digest

    def refuse(space: Workspace) -> Sheet:
        raise ZiError("Berkas {name} hilang.", "Cari <b>lagi</b>.", name="surat.pdf")

    house.session.do(refuse)
    dialog = house.dialog(TroubleDialog)

    assert "Berkas surat.pdf hilang." in words(dialog)
    assert "Cari <b>lagi</b>." in words(dialog)
    assert house.sheet.digest == before
    assert "Tersimpan" in header(house)
    dialog.primary.click()
    assert house.dialogs() == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_disk_that_fails_is_shown_as_not_saved(house: House) -> None:
    import resource

    mine = house.sheet.assessment.id

    def fail(space: Workspace) -> Sheet:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
        try:
            return space.note(mine, "A.1.a", "panjang " * 2000)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    house.session.do(fail)
    house.dialog(TroubleDialog)
    house.settle()
    assert "Gagal menyimpan" in header(house)
    assert house.sheet.answer("A.1.a").note == ""


def test_ctrl_z_takes_the_last_answer_back_and_ctrl_y_gives_it_again(house: House, qtbot: QtBot) -> None:
    house.go("ringkasan", OverviewPage)
    for value in ("B", "A"):
        house.session.do(record(house.sheet.assessment.id, "A.1.a", value))
    house.settle()
    house.window.activateWindow()

    qtbot.keyClick(house.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    house.settle()
    assert house.sheet.answer("A.1.a").value == "B"
    toast = house.window.findChild(Toast)
    assert "Diurungkan: jawaban" in words(toast)
    assert "Urungkan" not in [one.text() for one in toast.findChildren(QAbstractButton) if one.isVisible()]

    qtbot.keyClick(house.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    house.settle()
    assert house.sheet.answer("A.1.a").value == "A"


def test_a_page_opened_from_the_rail_takes_its_keys_at_once(house: House, qtbot: QtBot) -> None:
    house.go("ringkasan", OverviewPage)
    item = next(one for one in house.window.findChildren(RailItem) if one.text() == "Penilaian")
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    house.wait(lambda: any(one.isVisible() for one in house.window.findChildren(AssessPage)))
    house.settle()
    focused = QApplication.focusWidget()
    assert isinstance(focused, TreeView)
    qtbot.keyClick(focused, Qt.Key.Key_A)
    house.settle()
    assert house.sheet.answer("A.1.a").value is not None


def test_a_message_stays_on_top_when_another_page_comes(house: House) -> None:
    house.go("ringkasan", OverviewPage)
    house.session.noticed.emit("Disimpan", False)
    page = house.go("penilaian", AssessPage)
    order = page.parentWidget().children()
    assert order.index(house.window.findChild(Toast)) > order.index(page)


def test_a_long_job_shows_itself_and_can_be_stopped(house: House) -> None:
    began = threading.Event()

    def endless(space: Workspace, tick: Callable[[int, int], None]) -> None:
        while True:
            tick(1, 4)
            began.set()
            threading.Event().wait(0.01)

    house.session.look("Menghitung bintang", endless, lambda _none: None)
    assert began.wait(20)
    strip = house.window.findChild(JobStrip)
    assert strip.isVisible()
    assert "Menghitung bintang" in words(strip)

    next(one for one in strip.findChildren(QAbstractButton) if one.text() == "Batalkan").click()
    house.settle()
    assert not strip.isVisible()
    assert house.errors == []


# Bugs


def test_of_our_own_bugs_one_dialog_is_shown_at_a_time_with_a_report_to_copy(house: House) -> None:
    def buggy(space: Workspace) -> Sheet:
        raise RuntimeError("sembilan")

    for _turn in range(5):
        house.session.do(buggy)
    dialog = house.dialog(BugDialog)

    assert len(house.dialogs()) == 1
    dialog.copy.click()
    assert "RuntimeError: sembilan" in QApplication.clipboard().text()
    dialog.primary.click()
    assert house.dialogs() == []


def test_an_exception_nobody_catches_in_any_thread_reaches_the_dialog(house: House) -> None:
    messages = house.window.findChild(Messages)
    restore = messages.install()
    try:
        thread = threading.Thread(target=lambda: {}["tidak ada"])  # type: ignore[index]
        thread.start()
        thread.join()
    finally:
        restore()
    assert "KeyError" in house.dialog(BugDialog).findChild(QPlainTextEdit).toPlainText()


# Opening


def test_a_second_instance_reads_only_and_names_who_holds_the_workspace(qtbot: QtBot, tmp_path: Path) -> None:
    workspace(tmp_path / "ruang")
    with Workspace.open(tmp_path / "ruang", who="Pemegang Contoh"):
        house = House(qtbot, tmp_path / "ruang")
        try:
            assert "Pemegang Contoh" in words(house.window.findChild(Banners))
            assert "Hanya baca" in header(house)
            house.session.do(record(house.sheet.assessment.id, "A.1.a", "A"))
            assert "Pemegang Contoh" in words(house.dialog(TroubleDialog))
            assert house.sheet.answer("A.1.a").value is None
        finally:
            house.close()


def test_a_synchronised_folder_is_explained(qtbot: QtBot, tmp_path: Path) -> None:
    place = tmp_path / "OneDrive - Instansi Contoh" / "ruang"
    workspace(place)
    house = House(qtbot, place)
    try:
        assert "disinkronkan" in words(house.window.findChild(Banners))
    finally:
        house.close()


def test_a_workspace_that_is_gone_is_told_and_the_first_page_shown(qtbot: QtBot, tmp_path: Path) -> None:
    house = House(qtbot, tmp_path / "tidak-ada")
    try:
        assert str(tmp_path / "tidak-ada") in words(house.dialog(TroubleDialog))
        assert house.window.findChild(StartPage).isVisible()
    finally:
        house.close()


def test_a_folder_that_cannot_be_opened_leaves_the_open_workspace_as_it_is(
    house: House, tmp_path: Path
) -> None:
    before = house.sheet
    house.session.open(tmp_path)
    house.dialog(TroubleDialog)
    assert house.sheet is before
    assert house.session.path == tmp_path / "ruang"


def test_the_title_names_the_workspace_and_nothing_of_its_content(house: House) -> None:
    assert house.window.windowTitle() == "ruang"


def test_the_last_workspace_is_opened_again_on_the_page_it_was_left(
    house: House, qtbot: QtBot, tmp_path: Path
) -> None:
    house.go("penilaian", AssessPage)
    house.close()
    again = House(qtbot)
    try:
        again.wait(lambda: again.session.sheet is not None)
        again.go("penilaian", AssessPage)
        assert again.session.path == tmp_path / "ruang"
    finally:
        again.close()


def test_until_the_sheet_is_read_the_tree_is_shown_as_it_was_and_cannot_be_used(
    house: House, qtbot: QtBot, tmp_path: Path
) -> None:
    house.session.do(record(house.sheet.assessment.id, "A.1.a", "A"))
    house.settle()
    page = house.go("penilaian", AssessPage)
    tree = page.findChild(TreeView)
    titles = [str(tree.model().index(row, 0).data()) for row in range(tree.model().rowCount())]
    shown = header(house)
    house.close()

    from zi_assess.ui import app

    window, restore = app.start(["--workspace", str(tmp_path / "ruang")])
    restore()
    qtbot.addWidget(window)
    waiting = window.findChild(Waiting)
    model = waiting.findChild(TreeView).model()
    assert [str(model.index(row, 0).data()) for row in range(model.rowCount())] == titles
    assert not waiting.isEnabled()
    figures = [line for line in shown.splitlines() if line[:1].isdigit()]
    assert figures[0] in [one.text() for one in window.findChild(Header).findChildren(QLabel)]
    window.close()


def test_a_broken_snapshot_is_passed_over(house: House, tmp_path: Path) -> None:
    house.close()
    kept = list((paths.cache_dir() / "tampilan").iterdir())
    assert kept
    for text in ("", "[1]", '[1, ["x", 3, []]]', '{"a": 1}', "[1, [[[[["):
        kept[0].write_text(text)
        assert isinstance(snapshot.load(tmp_path / "ruang"), snapshot.Snapshot)


# Pages that have nothing to say


@pytest.fixture
def two(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[House, str, str]]:
    """The window on a worksheet that leads to designations, with another instrument beside it."""
    mine = workspace(tmp_path / "ruang")
    with Workspace.open(tmp_path / "ruang") as space:
        pack = criteria.find("e-government")
        other = space.new(pack, "Kantor Contoh", 2026)
        space.record(other, pack.questions[0].code, best(pack.questions[0]))
    house = House(qtbot, tmp_path / "ruang")
    show(house, mine)
    yield house, mine, other
    house.close()


def show(house: House, assessment: str) -> None:
    house.session.show(assessment)
    house.wait(lambda: house.sheet.assessment.id == assessment)
    house.settle()


def rail(house: House) -> list[str]:
    return [one.text() for one in house.window.findChildren(RailItem) if not one.isHidden()]


def test_the_rail_leaves_out_what_says_nothing_about_an_instrument(two: tuple[House, str, str]) -> None:
    house, mine, other = two
    every = [i18n._(page.title) for page in PAGES]
    assert rail(house) == every
    house.go("jalan", RoadPage)

    show(house, other)
    assert rail(house) == [name for name in every if name not in ("Jalan ke predikat", "Reviu")]
    assert house.window.findChild(OverviewPage).isVisible()
    house.go("riwayat", HistoryPage)
    house.window.go("jalan")
    house.settle()
    assert house.window.findChild(OverviewPage).isVisible()

    show(house, mine)
    assert rail(house) == every
    house.go("jalan", RoadPage)


def test_an_instrument_that_was_handed_over_is_reviewed_whatever_it_leads_to(
    two: tuple[House, str, str],
) -> None:
    house, _mine, other = two
    show(house, other)
    house.session.do(lambda space: space.review.submit(other))
    house.settle()
    assert "Reviu" in rail(house) and "Jalan ke predikat" not in rail(house)


def test_a_page_keeps_its_number_and_one_left_out_has_none(two: tuple[House, str, str], qtbot: QtBot) -> None:
    house, _mine, other = two
    show(house, other)
    for key, of in ((Qt.Key.Key_0, HistoryPage), (Qt.Key.Key_5, HistoryPage), (Qt.Key.Key_2, AssessPage)):
        qtbot.keyClick(house.window, key, Qt.KeyboardModifier.ControlModifier)
        house.wait(lambda of=of: any(one.isVisible() for one in house.window.findChildren(of)))  # type: ignore[misc]
        house.settle()
    assert house.errors == []


def test_arrows_pass_over_what_the_rail_leaves_out(two: tuple[House, str, str], qtbot: QtBot) -> None:
    house, _mine, other = two
    show(house, other)
    item = {one.text(): one for one in house.window.findChildren(RailItem)}
    item["Survei"].setFocus()
    qtbot.keyClick(item["Survei"], Qt.Key.Key_Down)
    assert item["Kunjungan"].hasFocus()


def test_the_shell_leaves_out_the_same_pages_before_the_sheet_is_read(
    two: tuple[House, str, str], tmp_path: Path, home: Path
) -> None:
    house, _mine, other = two
    show(house, other)
    shown = rail(house)
    house.close()
    window, restore = app.start(["--workspace", str(tmp_path / "ruang")])
    restore()
    assert [one.text() for one in window.findChildren(RailItem) if not one.isHidden()] == shown
    window.close()
    window.deleteLater()


# Looks


def test_looks_are_changed_while_the_window_runs_and_the_page_stays(house: House) -> None:
    house.go("ringkasan", OverviewPage)
    house.session.adjust(theme="dark")
    assert theme.name() == "dark"

    house.session.adjust(large_type=True)
    house.settle()
    assert theme.px(100) == 125
    house.wait(lambda: any(one.isVisible() for one in house.window.findChildren(OverviewPage)))

    house.session.adjust(theme="light", large_type=False, high_contrast=True)
    house.settle()
    assert theme.name() == "contrast"
    house.wait(lambda: settings.load().high_contrast)


def test_qts_own_buttons_speak_indonesian(house: House) -> None:
    speak(application())
    translated = QApplication.translate("QPlatformTheme", "Cancel")
    assert translated == "Batal"


@pytest.mark.parametrize("page", [page.id for page in PAGES])
def test_every_control_that_takes_focus_has_a_name(house: House, page: str) -> None:
    house.window.go(page)
    house.settle()
    assert nameless(house.window) == []


def test_every_control_of_every_dialog_has_a_name(house: House) -> None:
    from zi_assess.ui.dialogs.person import PersonDialog

    window, session = house.window, house.session
    openings: list[Callable[[], object]] = [
        lambda: flows.account(window, session, "total"),
        lambda: flows.findings(window, session),
        lambda: flows.checklist(window, session),
        lambda: flows.profile(window, session),
        lambda: flows.new_assessment(window, session),
        lambda: flows.settings(window, session),
        lambda: flows.export_workbook(window, session),
        lambda: flows.about(window),
        lambda: PersonDialog(window, session).open(),
    ]
    for show in openings:
        show()
        dialog = house.dialog(QDialog)
        assert nameless(dialog) == [], dialog.windowTitle()
        dialog.reject()
        house.settle()


def nameless(within: QWidget) -> list[str]:
    """The controls one can tab to that a screen reader would have no word for."""
    found = []
    for one in within.findChildren(QWidget):
        tabbed = (
            one.isVisible()
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not isinstance(one, QScrollBar)
        )
        named = one.accessibleName() or (isinstance(one, QAbstractButton) and one.text())
        inner = one.focusProxy() is not None or one.objectName().startswith("qt_")
        if tabbed and not named and not inner:
            found.append(f"{type(one).__name__} in {type(one.parentWidget()).__name__}")
    return found


# Start


def test_nothing_heavy_is_loaded_when_the_window_is_first_painted(house: House, tmp_path: Path) -> None:
    house.close()
    program = (
        "import sys, os\n"
        "from zi_assess.ui import app\n"
        "from PySide6.QtWidgets import QApplication\n"
        "window, _ = app.start(sys.argv[1:])\n"
        "def painted():\n"
        "    heavy = {'sqlalchemy', 'alembic', 'reportlab', 'numpy', 'yaml', 'openpyxl', 'pypdfium2', 'pikepdf'}\n"
        "    print('heavy:', sorted(heavy & set(sys.modules)), flush=True)\n"
        "    os._exit(0)\n"
        "window.painted.connect(painted)\n"
        "window.show()\n"
        "QApplication.exec()\n"
    )
    for argv in ([], ["--workspace", str(tmp_path / "ruang")]):
        done = subprocess.run(
            [sys.executable, "-c", program, *argv], capture_output=True, text=True, timeout=60
        )
        assert done.stdout.strip() == "heavy: []", done.stderr


def test_a_window_for_a_small_screen_is_built_before_it_is_told_its_size(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resized_at_once(window: Window, state: Qt.WindowState) -> None:  # as Windows does
        QApplication.sendEvent(window, QResizeEvent(QSize(1366, 720), window.size()))
        told.append(state)

    told: list[Qt.WindowState] = []
    monkeypatch.setattr(Window, "setWindowState", resized_at_once)
    house = House(qtbot)
    assert told == [Qt.WindowState.WindowMaximized]
    house.close()


def test_large_type_gives_the_page_the_room_of_the_rail_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    workspace(tmp_path / "ruang")
    house = House(qtbot, tmp_path / "ruang")
    house.window.resize(1100, 700)
    house.settle()
    before = house.window._rail.width()
    house.session.adjust(large_type=True)
    house.settle()
    assert house.window._rail.width() < before, "icons alone, without a change of the window's size"
    house.session.adjust(large_type=False)
    house.settle()
    assert house.window._rail.width() == before
    house.close()
