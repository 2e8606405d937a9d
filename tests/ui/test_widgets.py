"""The pieces pages are made of: they show what they are given, tell what the user did, and work without a mouse."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from test_theme import Look

from zi_assess import i18n, paths
from zi_assess.ui import theme
from zi_assess.ui.widgets import icons, lines, note
from zi_assess.ui.widgets.bars import Meter, ThresholdBar, ThresholdList, ThresholdRow
from zi_assess.ui.widgets.buttons import ActionCard, Button, IconButton, LinkButton, Select
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.chips import Chip, FilterChips
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.fields import (
    IndexField,
    LinkEntry,
    NumberField,
    SearchField,
    read_count,
    read_index,
)
from zi_assess.ui.widgets.figures import BigNumber
from zi_assess.ui.widgets.focus import ringed
from zi_assess.ui.widgets.header import Header
from zi_assess.ui.widgets.keys import KeyHints
from zi_assess.ui.widgets.note import NoteEdit
from zi_assess.ui.widgets.notices import Banner, Toast
from zi_assess.ui.widgets.options import Option, OptionCard, OptionList
from zi_assess.ui.widgets.pill import Pill
from zi_assess.ui.widgets.progress import ProgressStrip
from zi_assess.ui.widgets.rail import Rail
from zi_assess.ui.widgets.slot import EvidenceRow, SlotCard, SlotRow, web_links
from zi_assess.ui.widgets.surfaces import Card, EmptyState, Hairline, scroll
from zi_assess.ui.widgets.table import CellRole, TableView
from zi_assess.ui.widgets.tasks import Task, TaskList
from zi_assess.ui.widgets.text import elided, label, plain_tip
from zi_assess.ui.widgets.tree_delegate import TreeRole, TreeState, TreeView, draw_mark

OPTIONS = [
    Option("A", "Seluruh jenis pelayanan", "1,00"),
    Option("B", "Sebagian besar jenis pelayanan", "0,67", (("tahun lalu", "neutral"),)),
    Option("C", "Belum ada", "0"),
]


OPEN: list[QWidget] = []  # qtbot holds windows weakly


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, Look())
    yield
    OPEN.clear()
    theme.apply(qapp, Look())


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    """The widgets in an open, active window."""
    window = QWidget()
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    OPEN.append(window)
    qtbot.addWidget(window)
    window.resize(600, 400)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


# words


def test_text_of_users_is_never_taken_for_markup(qtbot: QtBot) -> None:
    for made in (label("<b>x</b>"), label("<b>x</b>", wrap=True), elided("<i>x</i>"), Pill("<b>x</b>")):
        qtbot.addWidget(made)
        assert made.textFormat() == Qt.TextFormat.PlainText


def test_a_short_name_has_no_tooltip_and_a_long_one_has_all_of_it(qtbot: QtBot) -> None:
    words = elided("Maklumat <2026> & lampiran yang panjang.pdf")
    shown(qtbot, words).resize(120, 60)
    qtbot.waitUntil(lambda: words.width() < 120)
    assert words.toolTip() == plain_tip(words.text())
    assert "&lt;2026> &amp;" in words.toolTip()
    words.setText("ya")
    assert words.toolTip() == ""


def test_running_text_gets_more_room_than_qt_gives(qtbot: QtBot) -> None:
    font = theme.font()
    width, height = lines.measure("satu dua tiga empat lima", font, 60)
    assert width <= 60
    assert height % lines.step(font) == 0
    assert height >= 2 * lines.step(font) > 2 * theme.metrics().height()
    assert lines.measure("satu\ndua", font, 500)[1] == 2 * lines.step(font)


def test_a_word_wider_than_the_line_is_broken_rather_than_cut() -> None:
    assert lines.measure("x" * 200, theme.font(), 100)[1] > 5 * lines.step(theme.font())


def test_a_pill_without_words_is_not_seen(qtbot: QtBot) -> None:
    pill = Pill()
    shown(qtbot, pill)
    assert not pill.isVisible()
    pill.set("kurang 3,52", "bad")
    assert pill.isVisible()
    assert pill.kind() == "bad"


# icons


@pytest.mark.parametrize(
    "file", sorted(paths.bundled("resources", "icons").glob("*.svg")), ids=lambda p: p.stem
)
def test_every_icon_is_drawn_inside_its_square(qapp: QApplication, file: Path) -> None:
    box = icons.outline(file.stem).boundingRect()
    assert not box.isEmpty() or file.stem == "kurang"
    assert box.left() >= 1
    assert box.top() >= 1
    assert box.right() <= 19
    assert box.bottom() <= 19


def test_an_icon_takes_the_colour_it_is_asked_for(qapp: QApplication) -> None:
    for token in ("brand", "bad"):
        made: QIcon = icons.icon("centang", token, 40)
        image = made.pixmap(40, 40).toImage()
        colors = {
            image.pixelColor(x, y).name()
            for x in range(40)
            for y in range(40)
            if image.pixelColor(x, y).alpha() == 255
        }
        assert colors == {theme.color(token).name()}


# rail and header


def make_rail() -> Rail:
    rail = Rail("ZI Assess", "Zona Integritas")
    for key, text in (("ringkasan", "Ringkasan"), ("penilaian", "Penilaian"), ("bukti", "Bukti")):
        rail.add(key, text, key)
    rail.select("ringkasan")
    return rail


def items(rail: Rail) -> list[QAbstractButton]:
    return [b for b in rail.findChildren(QAbstractButton) if b.isCheckable()]


def test_a_page_is_asked_for_by_click_and_shown_only_when_selected(qtbot: QtBot) -> None:
    rail = make_rail()
    shown(qtbot, rail)
    with qtbot.waitSignal(rail.chosen) as told:
        qtbot.mouseClick(items(rail)[1], Qt.MouseButton.LeftButton)
    assert told.args == ["penilaian"]
    assert [item.isChecked() for item in items(rail)] == [True, False, False]
    rail.select("penilaian")
    assert [item.isChecked() for item in items(rail)] == [False, True, False]


def test_the_rail_is_walked_with_arrows_and_opened_with_space(qtbot: QtBot) -> None:
    rail = make_rail()
    shown(qtbot, rail)
    items(rail)[0].setFocus()
    qtbot.keyClick(items(rail)[0], Qt.Key.Key_Up)
    assert items(rail)[2].hasFocus()
    assert ringed(items(rail)[2])
    with qtbot.waitSignal(rail.chosen) as told:
        qtbot.keyClick(items(rail)[2], Qt.Key.Key_Space)
    assert told.args == ["bukti"]


def test_open_counts_are_told_to_those_who_cannot_see_them(qtbot: QtBot) -> None:
    rail = make_rail()
    qtbot.addWidget(rail)
    rail.set_badge("bukti", 14)
    assert items(rail)[2].accessibleName() == "Bukti, 14"
    rail.set_badge("bukti", 0)
    assert items(rail)[2].accessibleName() == "Bukti"


def test_a_narrow_rail_keeps_the_names_as_tooltips(qtbot: QtBot) -> None:
    rail = make_rail()
    qtbot.addWidget(rail)
    wide = rail.sizeHint().width()
    rail.set_narrow(True)
    assert rail.sizeHint().width() < wide / 2
    assert items(rail)[0].toolTip() == plain_tip("Ringkasan")


def test_the_header_replaces_the_buttons_of_the_page_before(qtbot: QtBot) -> None:
    header = Header()
    shown(qtbot, header)
    header.set_buttons(Button("Satu"), Button("Dua", "primary"))
    header.set_buttons(Button("Tiga"))
    qtbot.waitUntil(lambda: [b.text() for b in header.findChildren(Button)] == ["Tiga"])
    header.set_score("Nilai", "71,48", "bad", "kurang 3,52")
    assert "71,48" in [w.text() for w in header.findChildren(QLabel) if w.isVisible()]
    header.set_score("", "")
    assert "71,48" not in [w.text() for w in header.findChildren(QLabel) if w.isVisible()]


# bars and tasks

ROW = ThresholdRow("Nilai total", 71.48, 100, 75, "71,48", "dari 100", "kurang 3,52", "bad")


def test_a_value_can_be_asked_for_its_origin(qtbot: QtBot) -> None:
    bars = ThresholdList(clickable=True)
    bars.set_rows([ROW, ThresholdRow("Pengungkit", 41, 60, 40, "41,73")])
    shown(qtbot, bars)
    figure = bars.findChildren(QAbstractButton)[1]
    with qtbot.waitSignal(bars.opened) as told:
        qtbot.keyClick(figure, Qt.Key.Key_Space)
    assert told.args == [1]


def test_a_threshold_is_told_in_words_too(qtbot: QtBot) -> None:
    bar = ThresholdBar()
    qtbot.addWidget(bar)
    bar.set(ROW)
    assert [w.accessibleName() for w in bar.findChildren(QAbstractButton)] == [
        "Nilai total 71,48 dari 100 kurang 3,52"
    ]
    assert not bar.findChildren(QAbstractButton)[0].isEnabled()


def test_new_numbers_go_into_the_widgets_of_before(qtbot: QtBot) -> None:
    bars = ThresholdList()
    qtbot.addWidget(bars)
    bars.set_rows([ROW])
    before = bars.findChildren(QAbstractButton)
    bars.set_rows([ThresholdRow("Nilai total", 80, 100, 75, "80,00", pill="terpenuhi", kind="ok")])
    assert bars.findChildren(QAbstractButton) == before
    assert before[0].text() == "80,00"


def test_a_bar_is_red_below_its_mark_and_green_above(qtbot: QtBot) -> None:
    bars = ThresholdBar()
    bars.set(ROW)
    window = shown(qtbot, bars)
    for value, token in ((71.48, "bad"), (80.0, "ok")):
        bars.set(ThresholdRow("Nilai", value, 100, 75, "x"))
        image = window.grab().toImage()
        seen = {image.pixelColor(x, y).name() for x in range(0, 600, 3) for y in range(0, 400, 2)}
        assert theme.color(token).name() in seen


def test_a_task_tells_which_one_was_taken_up(qtbot: QtBot) -> None:
    tasks = TaskList()
    tasks.set_tasks(
        [Task("+3,00", "bad", "Survei", "B.II", "Impor"), Task("+1,25", "bad", "Aduan", "A", "Jawab")]
    )
    shown(qtbot, tasks)
    second = tasks.findChildren(Button)[1]
    assert second.accessibleName() == "Jawab: Aduan"
    with qtbot.waitSignal(tasks.pressed) as told:
        qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert told.args == [1]


def test_completeness_is_shown_as_a_figure(qtbot: QtBot) -> None:
    meter = Meter("Jawaban")
    qtbot.addWidget(meter)
    meter.set(104, 113)
    assert "104 / 113" in [w.text() for w in meter.findChildren(QLabel)]
    meter.set(0, 0)


# answers


def make_options(qtbot: QtBot, chosen: str = "") -> tuple[OptionList, list[OptionCard]]:
    made = OptionList("Jawaban")
    made.set_options(OPTIONS, chosen)
    shown(qtbot, made)
    return made, made.findChildren(OptionCard)


def test_a_click_chooses_one_answer_and_unchooses_the_other(qtbot: QtBot) -> None:
    options, cards = make_options(qtbot, "A")
    with qtbot.waitSignal(options.chosen) as told:
        qtbot.mouseClick(cards[1], Qt.MouseButton.LeftButton)
    assert told.args == ["B"]
    assert [card.isChecked() for card in cards] == [False, True, False]


def test_an_answer_set_by_the_page_is_not_told_back(qtbot: QtBot) -> None:
    options, _cards = make_options(qtbot)
    with qtbot.assertNotEmitted(options.chosen):
        options.choose("C")
        options.set_options(OPTIONS, "A")
    assert options.value() == "A"
    options.choose("")
    assert options.value() == ""


def test_a_letter_takes_the_focus_along_so_that_enter_does_not_bring_back_the_answer_before(
    qtbot: QtBot,
) -> None:
    options, cards = make_options(qtbot)
    cards[0].setFocus()
    qtbot.keyClick(cards[0], Qt.Key.Key_B)
    assert cards[1].hasFocus()
    qtbot.keyClick(cards[1], Qt.Key.Key_Return)
    assert options.value() == "B"


def test_arrows_move_without_answering_and_enter_or_space_answers(qtbot: QtBot) -> None:
    options, cards = make_options(qtbot, "A")
    options.focus_first()
    with qtbot.assertNotEmitted(options.chosen):
        qtbot.keyClick(cards[0], Qt.Key.Key_Down)
        qtbot.keyClick(cards[1], Qt.Key.Key_Down)
    assert cards[2].hasFocus()
    assert ringed(cards[2])
    with qtbot.waitSignal(options.chosen) as told:
        qtbot.keyClick(cards[2], Qt.Key.Key_Return)
    assert told.args == ["C"]
    qtbot.keyClick(cards[2], Qt.Key.Key_Up)
    with qtbot.waitSignal(options.chosen) as told:
        qtbot.keyClick(cards[1], Qt.Key.Key_Space)
    assert told.args == ["B"]


@pytest.mark.parametrize(("letter", "key"), [("b", "B"), ("B", "B"), ("c", "C")])
def test_the_letter_of_a_card_chooses_it(qtbot: QtBot, letter: str, key: str) -> None:
    options, cards = make_options(qtbot)
    with qtbot.waitSignal(options.chosen) as told:
        qtbot.keyClicks(cards[0], letter)
    assert told.args == [key]
    assert not options.press("z")


def test_the_page_keeps_shortcuts_with_ctrl(qtbot: QtBot) -> None:
    options, cards = make_options(qtbot, "A")
    options.focus_first()
    with qtbot.assertNotEmitted(options.chosen):
        qtbot.keyClick(cards[0], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(cards[0], Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert options.value() == "A"
    assert cards[0].hasFocus()


def test_a_locked_answer_cannot_be_changed_by_any_way(qtbot: QtBot) -> None:
    options, cards = make_options(qtbot, "A")
    options.set_read_only(True)
    with qtbot.assertNotEmitted(options.chosen):
        qtbot.mouseClick(cards[1], Qt.MouseButton.LeftButton)
        qtbot.keyClicks(cards[1], "b")
        qtbot.keyClick(cards[1], Qt.Key.Key_Space)
    assert options.value() == "A"


def test_tab_reaches_the_chosen_answer_alone(qtbot: QtBot) -> None:
    _options, cards = make_options(qtbot, "B")
    tabbed = [
        card for card in cards if card.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    ]
    assert tabbed == [cards[1]]


def test_a_card_is_a_radio_button_that_says_what_it_means(qtbot: QtBot) -> None:
    from PySide6.QtGui import QAccessible

    _options, cards = make_options(qtbot, "B")
    seen = QAccessible.queryAccessibleInterface(cards[1])
    assert seen.role() == QAccessible.Role.RadioButton
    assert seen.text(QAccessible.Text.Name) == "B: Sebagian besar jenis pelayanan"
    assert seen.text(QAccessible.Text.Description) == "0,67, tahun lalu"
    assert seen.state().checked


def test_a_long_meaning_makes_its_card_higher(qtbot: QtBot) -> None:
    card = OptionCard(Option("A", "kata " * 60, "1,00"))
    qtbot.addWidget(card)
    assert card.heightForWidth(300) > card.heightForWidth(900) > card.minimumSizeHint().height()


# fields


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("  ", None),
        ("0", 0),
        ("12", 12),
        ("1.234", 1234),
        ("1 234", 1234),
        ("1\u00a0234.567", 1234567),
    ],
)
def test_counts_are_read_as_indonesians_write_them(text: str, value: int | None) -> None:
    assert read_count(text) == (value, "")


@pytest.mark.parametrize("text", ["-1", "−2", "1,5", "1.23", "1.2345", "12a", "1..000", "1e3", "٣", "9" * 16])
def test_what_is_no_count_is_said_to_be_wrong(text: str) -> None:
    value, wrong = read_count(text)
    assert value is None
    assert wrong.endswith(".")


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("3,52", "3.52"), ("3.52", "3.52"), ("4", "4"), ("0", "0"), ("4,000", "4")],
)
def test_an_index_may_have_a_comma_or_a_point(text: str, value: str | None) -> None:
    assert read_index(text) == (None if value is None else Decimal(value), "")


@pytest.mark.parametrize("text", ["4,01", "5", "-1", "x", "3,5,2", "nan", "1e1", ",5"])
def test_what_is_no_index_is_said_to_be_wrong(text: str) -> None:
    assert read_index(text)[0] is None
    assert read_index(text)[1]


def test_a_right_number_is_told_once_and_shown_with_its_thousands(qtbot: QtBot) -> None:
    field = NumberField("Jumlah pegawai")
    shown(qtbot, field)
    field.entry.setFocus()
    qtbot.keyClicks(field.entry, "1234")
    with qtbot.waitSignal(field.changed) as told:
        qtbot.keyClick(field.entry, Qt.Key.Key_Return)
    assert told.args == [1234]
    assert field.entry.text() == "1.234"
    with qtbot.assertNotEmitted(field.changed):
        field.flush()


def test_an_english_window_reads_the_numbers_it_shows(qtbot: QtBot) -> None:
    i18n.use("en")
    field = NumberField("Staff")
    shown(qtbot, field)
    field.set_value(1234)
    with qtbot.assertNotEmitted(field.changed):
        field.flush()
    assert (field.entry.text(), field.error()) == ("1,234", "")
    assert [read_count(text)[0] for text in ("1,234", "12 345", "12345", "1.234", "1,5")] == [
        1234,
        12345,
        12345,
        None,
        None,
    ]
    assert IndexField("Index").entry.placeholderText() == "0.00"


def test_a_wrong_number_stays_with_its_words_and_is_not_told(qtbot: QtBot) -> None:
    field = NumberField("Jumlah pegawai")
    shown(qtbot, field)
    field.set_value(7)
    with qtbot.assertNotEmitted(field.changed):
        field.entry.setText("1,5")
        field.flush()
    assert "koma" in field.error()
    assert field.entry.property("wrong") is True
    assert field.value() == 7
    qtbot.keyClicks(field.entry, "0")
    assert field.error() == ""


def test_emptying_a_number_clears_it(qtbot: QtBot) -> None:
    field = IndexField("Indeks")
    shown(qtbot, field)
    field.set_value(Decimal("3.5"))
    assert field.entry.text() == "3,50"
    field.entry.clear()
    with qtbot.waitSignal(field.changed) as told:
        field.flush()
    assert told.args == [None]


def test_what_is_being_typed_is_not_overwritten_by_news(qtbot: QtBot) -> None:
    field = NumberField("Jumlah")
    shown(qtbot, field)
    field.set_value(5)
    field.entry.setFocus()
    qtbot.waitUntil(field.entry.hasFocus)
    qtbot.keyClicks(field.entry, "7")
    field.set_value(5)
    assert field.entry.text() == "57"


def test_search_waits_for_a_pause_and_escape_empties_it(qtbot: QtBot) -> None:
    field = SearchField("Cari kode atau kata…")
    shown(qtbot, field)
    with qtbot.waitSignal(field.searched) as told:
        qtbot.keyClicks(field, "maklumat")
    assert told.args == ["maklumat"]
    with qtbot.waitSignal(field.searched) as told:
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert told.args == [""]


def test_ctrl_f_comes_to_the_search(qtbot: QtBot) -> None:
    field, other = SearchField("Cari"), QLineEdit()
    shown(qtbot, other, field)
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    qtbot.keyClick(other, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(field.hasFocus)


def test_only_a_whole_address_becomes_a_link(qtbot: QtBot) -> None:
    entry = LinkEntry()
    shown(qtbot, entry)
    line = entry.findChild(QLineEdit)
    assert line is not None
    with qtbot.assertNotEmitted(entry.added):
        for wrong in ("", "contoh", "javascript:alert(1)", "http://", "https://contoh"):
            line.setText(wrong)
            entry.button.click()
    line.setText(" https://contoh.test/maklumat ")
    with qtbot.waitSignal(entry.added) as told:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert told.args == ["https://contoh.test/maklumat"]
    assert line.text() == ""


def test_a_check_box_is_toggled_by_its_words(qtbot: QtBot) -> None:
    check = Check("Sudah menandatangani pakta integritas")
    shown(qtbot, check)
    qtbot.mouseClick(check, Qt.MouseButton.LeftButton, pos=QPoint(check.width() - 10, 10))
    assert check.isChecked()


def test_a_chip_tells_its_key(qtbot: QtBot) -> None:
    chips = FilterChips("Saring")
    chips.set_chips([Chip("a", "Semua", 113), Chip("b", "Belum", 9)], "a")
    shown(qtbot, chips)
    buttons = chips.findChildren(QAbstractButton)
    buttons[0].setFocus()
    qtbot.keyClick(buttons[0], Qt.Key.Key_Right)
    with qtbot.waitSignal(chips.chosen) as told:
        qtbot.keyClick(buttons[1], Qt.Key.Key_Return)
    assert told.args == ["b"]
    assert chips.value() == "b"
    assert buttons[1].accessibleName() == "Belum 9"


# notes


def test_a_note_is_told_after_a_second_of_rest(qtbot: QtBot) -> None:
    edit = NoteEdit("Catatan")
    shown(qtbot, edit)
    edit.set_text("", "A.1")
    qtbot.keyClicks(edit, "baru")
    with qtbot.waitSignal(edit.edited, timeout=note.IDLE_MS * 3) as told:
        pass
    assert told.args == ["A.1", "baru"]


def test_a_note_is_told_when_focus_goes(qtbot: QtBot) -> None:
    edit, other = NoteEdit("Catatan"), QLineEdit()
    shown(qtbot, edit, other)
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    qtbot.keyClicks(edit, "baru")
    with qtbot.waitSignal(edit.edited, timeout=note.IDLE_MS // 2):
        other.setFocus()


def test_a_note_lands_at_the_question_it_was_typed_for(qtbot: QtBot) -> None:
    edit = NoteEdit("Catatan")
    qtbot.addWidget(edit)
    edit.set_text("", "A.1")
    edit.insertPlainText("untuk A.1")
    with qtbot.waitSignal(edit.edited) as told:
        edit.set_text("catatan A.2", "A.2")
    assert told.args == ["A.1", "untuk A.1"]
    assert edit.toPlainText() == "catatan A.2"


def test_a_note_shown_is_not_told_and_typing_is_not_overwritten(qtbot: QtBot) -> None:
    edit = NoteEdit("Catatan")
    qtbot.addWidget(edit)
    with qtbot.assertNotEmitted(edit.edited, wait=50):
        edit.set_text("lama", "A.1")
        edit.insertPlainText("x")
        edit.set_text("lama", "A.1")
    assert edit.toPlainText() == "xlama"


def test_a_note_grows_with_its_lines_up_to_a_limit(qtbot: QtBot) -> None:
    edit = NoteEdit("Catatan")
    shown(qtbot, edit)
    heights = []
    for count in (1, 5, 60):
        edit.set_text("baris\n" * count, f"{count}")
        qtbot.wait(10)
        heights.append(edit.height())
    assert heights[0] < heights[1] < heights[2] < theme.metrics().lineSpacing() * (note.MOST_LINES + 3)


# evidence slots


def drop(card: QWidget, data: QMimeData) -> Qt.DropAction:
    """What the other program is told was done with its files."""
    event = QDropEvent(
        QPointF(20, 10),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ShiftModifier,
    )
    event.setDropAction(Qt.DropAction.MoveAction)
    card.dropEvent(event)
    return event.dropAction()


def with_urls(*urls: QUrl) -> QMimeData:
    data = QMimeData()
    data.setUrls(list(urls))
    return data


def test_files_dropped_on_a_slot_are_passed_on_as_paths(qtbot: QtBot, tmp_path: Path) -> None:
    card = SlotCard()
    qtbot.addWidget(card)
    files = [tmp_path / "maklumat baru.pdf", tmp_path / "foto.jpg"]
    with qtbot.waitSignal(card.dropped) as told:
        done = drop(card, with_urls(*(QUrl.fromLocalFile(str(f)) for f in files)))
    assert told.args == [files]
    assert done is Qt.DropAction.CopyAction  # a move would have the files deleted where they came from


def test_a_web_address_dropped_on_a_slot_is_a_link(qtbot: QtBot) -> None:
    card = SlotCard()
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.linked) as told:
        drop(card, with_urls(QUrl("https://contoh.test/a")))
    assert told.args == ["https://contoh.test/a"]
    text = QMimeData()
    text.setText("tulisan biasa")
    assert web_links(text) == []


def test_a_picture_is_pasted_with_ctrl_v(qtbot: QtBot) -> None:
    card = SlotCard()
    shown(qtbot, card)
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(card.pasted) as told:
        qtbot.keyClick(card, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(told.args[0], QImage)


def test_evidence_is_opened_and_let_go_by_keys(qtbot: QtBot) -> None:
    card = SlotCard()
    card.set_rows([SlotRow("a.pdf"), SlotRow("b.pdf", "12 Jan 2026")])
    shown(qtbot, card)
    second = card.findChildren(EvidenceRow)[1]
    assert second.accessibleName() == "b.pdf, 12 Jan 2026"
    with qtbot.waitSignal(card.open) as told:
        qtbot.keyClick(second, Qt.Key.Key_Return)
    assert told.args == [1]
    with qtbot.waitSignal(card.remove) as told:
        qtbot.keyClick(second, Qt.Key.Key_Delete)
    assert told.args == [1]


def test_an_empty_slot_is_filled_from_the_keyboard(qtbot: QtBot) -> None:
    card = SlotCard()
    card.set_slot("Maklumat", "Seret berkas ke sini")
    shown(qtbot, card)
    with qtbot.waitSignal(card.choose):
        qtbot.keyClick(card, Qt.Key.Key_Return)


def test_a_locked_slot_takes_and_loses_nothing(qtbot: QtBot) -> None:
    card = SlotCard()
    card.set_read_only(True)
    card.set_rows([SlotRow("a.pdf")])
    shown(qtbot, card)
    assert not card.acceptDrops()
    assert [b for b in card.findChildren(IconButton) if not b.isHidden()] == []
    with qtbot.assertNotEmitted(card.choose), qtbot.assertNotEmitted(card.remove):
        qtbot.keyClick(card, Qt.Key.Key_Return)
        qtbot.keyClick(card.findChildren(EvidenceRow)[0], Qt.Key.Key_Delete)


# notices


def test_a_banner_tells_its_action_and_goes_when_told(qtbot: QtBot) -> None:
    banner = Banner("bad", "Diska penuh.", ("Coba lagi", "Rincian"))
    shown(qtbot, banner)
    with qtbot.waitSignal(banner.acted) as told:
        banner.findChildren(Button)[1].click()
    assert told.args == [1]
    with qtbot.waitSignal(banner.dismissed):
        banner.findChildren(IconButton)[0].click()
    assert not banner.isVisible()


def test_a_toast_goes_by_itself_and_takes_no_focus(qtbot: QtBot) -> None:
    line = QLineEdit()
    window = shown(qtbot, line)
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    toast = Toast(window)
    toast.say("B dicatat", "Urungkan", ms=120)
    assert toast.isVisible()
    assert window.rect().contains(toast.geometry())
    assert line.hasFocus()
    qtbot.waitUntil(lambda: not toast.isVisible(), timeout=2000)


def test_a_toast_undoes(qtbot: QtBot) -> None:
    toast = Toast(shown(qtbot))
    toast.say("B dicatat", "Urungkan")
    with qtbot.waitSignal(toast.acted):
        toast.findChildren(Button)[0].click()
    assert not toast.isVisible()


def test_a_long_job_can_be_stopped_once(qtbot: QtBot) -> None:
    strip = ProgressStrip()
    shown(qtbot, strip)
    strip.start("Menyalin 14 berkas")
    strip.set(5, 14, "kira-kira 2 menit lagi")
    stop = strip.findChildren(Button)[0]
    with qtbot.waitSignal(strip.cancelled):
        stop.click()
    with qtbot.assertNotEmitted(strip.cancelled):
        stop.click()
    strip.finish()
    assert not strip.isVisible()


# trees and tables


def make_tree(qtbot: QtBot) -> tuple[TreeView, QStandardItemModel]:
    model = QStandardItemModel()
    group = QStandardItem("A.I Pemenuhan")
    group.setData("24,11", TreeRole.SCORE)
    for title, state in (("a Kebijakan", TreeState.DONE), ("b Maklumat", TreeState.PART)):
        child = QStandardItem(title)
        child.setData(int(state), TreeRole.STATE)
        child.setData("1/2", TreeRole.PROGRESS)
        group.appendRow(child)
    model.appendRow(group)
    view = TreeView("Pohon pertanyaan")
    view.setModel(model)
    view.expandAll()
    view._kept = model  # the view does not own its model
    shown(qtbot, view)
    return view, model


def test_files_may_be_dropped_on_the_rows_that_take_them(qtbot: QtBot, tmp_path: Path) -> None:
    view, model = make_tree(qtbot)
    view.can_take = lambda index: index.parent().isValid()
    told: list[tuple[QModelIndex, list[Path]]] = []
    view.files_dropped.connect(lambda index, files: told.append((index, files)))
    data = with_urls(QUrl.fromLocalFile(str(tmp_path / "a.pdf")))
    for row in (model.index(0, 0), model.index(1, 0, model.index(0, 0))):
        event = QDropEvent(
            QPointF(view.visualRect(row).center()),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        view.dropEvent(event)
    assert [(index.data(), files) for index, files in told] == [("b Maklumat", [tmp_path / "a.pdf"])]


def test_the_chosen_row_is_coloured_over_its_whole_width(qtbot: QtBot) -> None:
    view, model = make_tree(qtbot)
    index = model.index(0, 0, model.index(0, 0))
    view.setCurrentIndex(index)
    image = view.viewport().grab().toImage()
    y = view.visualRect(index).top() + 3
    chosen = theme.color("selection").name()
    assert [image.pixelColor(x, y).name() for x in (4, image.width() // 2, image.width() - 4)] == [chosen] * 3


def test_marks_differ_in_shape_and_not_in_colour_alone(qapp: QApplication) -> None:
    shapes = set()
    for state in (TreeState.EMPTY, TreeState.PART, TreeState.DONE, TreeState.WRONG):
        image = QImage(20, 20, QImage.Format.Format_ARGB32)
        image.fill(theme.color("card"))
        painter = QPainter(image)
        draw_mark(painter, image.rect().toRectF(), state)
        painter.end()
        ground = theme.color("card").name()
        shapes.add(tuple(image.pixelColor(x, y).name() == ground for x in range(20) for y in range(20)))
    assert len(shapes) == 4


def test_a_table_shows_states_as_pills_and_takes_whole_rows(qtbot: QtBot) -> None:
    model = QStandardItemModel(0, 2)
    state = QStandardItem("sesuai")
    state.setData("ok", CellRole.PILL)
    model.appendRow([QStandardItem("Maklumat.pdf"), state])
    view = TableView("Bukti", lines=2)
    view.setModel(model)
    shown(qtbot, view)
    view.clearSelection()
    image = view.viewport().grab().toImage()
    box = view.visualRect(model.index(0, 1))
    seen = {image.pixelColor(x, box.center().y()).name() for x in range(box.left(), box.right())}
    assert theme.color("ok_tint").name() in seen
    view.selectRow(0)
    assert len(view.selectedIndexes()) == 2


# dialogs


def test_a_dialog_stays_open_while_something_is_wrong(qtbot: QtBot) -> None:
    dialog = FlowDialog(None, "Mulai penilaian", primary="Mulai")
    qtbot.addWidget(dialog)
    wrong = ["Isi nama unit."]
    dialog.check = lambda: "".join(wrong)
    dialog.show()
    dialog.primary.click()
    assert dialog.isVisible()
    assert "Isi nama unit." in [w.text() for w in dialog.findChildren(QLabel) if w.isVisible()]
    wrong.clear()
    with qtbot.waitSignal(dialog.accepted):
        dialog.primary.click()


def test_enter_presses_the_button_that_has_the_focus_and_else_the_main_one(qtbot: QtBot) -> None:
    dialog = FlowDialog(None, "Profil unit", primary="Simpan profil")
    field = QLineEdit()
    dialog.body.addWidget(field)
    qtbot.addWidget(dialog)
    dialog.show()
    field.setFocus()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    dialog.show()
    dialog.secondary.setFocus()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog.secondary, Qt.Key.Key_Return)


def test_enter_is_the_way_back_where_something_is_lost(qtbot: QtBot) -> None:
    dialog = FlowDialog(None, "Hapus?", primary="Hapus", danger=True)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


# everyone


def everything() -> list[QWidget]:
    options = OptionList("Jawaban")
    options.set_options(OPTIONS, "A")
    slot = SlotCard()
    slot.set_slot("Maklumat", "Seret ke sini")
    slot.set_rows([SlotRow("a.pdf")])
    chips = FilterChips("Saring")
    chips.set_chips([Chip("a", "Semua")], "a")
    bars = ThresholdList(clickable=True)
    bars.set_rows([ROW])
    tasks = TaskList()
    tasks.set_tasks([Task("+1", "warn", "Tugas", "di sana", "Buka")])
    header = Header()
    header.set_buttons(Button("Buat laporan", "primary", "laporan"))
    card = Card("Judul", "catatan")
    card.body.addWidget(EmptyState("berkas", "Kosong", "Belum ada apa-apa.", "Pilih"))
    hints = KeyHints([(("A", "–", "D"), "pilih")])
    strip = ProgressStrip()
    strip.start("Menyalin")
    number = BigNumber("Nilai")
    number.set("71,48", "bad", "Belum", "Baris")
    tree = TreeView("Pohon")
    model = QStandardItemModel(tree)
    model.appendRow(QStandardItem("A.I Pemenuhan"))
    tree.setModel(model)
    table = TableView("Bukti")
    table.setModel(model)
    return [
        make_rail(), header, card, options, slot, chips, bars, tasks, hints, strip, number, Hairline(), Meter("Ya"),
        NumberField("Jumlah", "petunjuk"), IndexField("Indeks"), LinkEntry(), SearchField("Cari"), NoteEdit("Catatan"),
        Check("Ya"), Select("Tahun"), ActionCard("folder", "Buka", "Buka ruang kerja."), LinkButton("lain ›"),
        Banner("warn", "Awas.", ("Ya",)), tree, table,
    ]  # fmt: skip


def test_everything_that_takes_focus_has_a_name(qtbot: QtBot) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    for widget in everything():
        column.addWidget(widget)
    area = scroll(content)
    shown(qtbot, area)
    nameless = [
        w
        for w in content.findChildren(QWidget)
        if w.isVisibleTo(content)
        and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (w.accessibleName() or getattr(w, "text", str)())
        and not (w.parent() and w.parent().accessibleName() and w.objectName().startswith("qt_"))
    ]
    assert nameless == []


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", ["light", "dark"])
def test_everything_is_painted_in_every_look(
    qtbot: QtBot, qapp: QApplication, name: str, large: bool
) -> None:
    theme.apply(qapp, Look(name, large_type=large))
    for widget in everything():
        window = shown(qtbot, widget)
        image = window.grab().toImage()
        bare = image.copy()
        bare.fill(theme.color("bg"))
        assert image != bare, type(widget).__name__
        assert image.pixelColor(2, 2).name() == theme.color("bg").name()
        window.close()


def test_a_focus_ring_is_seen_by_those_who_use_the_keyboard(qtbot: QtBot) -> None:
    first, second = Button("Satu"), Button("Dua")
    window = shown(qtbot, first, second)
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    assert not ringed(first)
    before = second.grab().toImage()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    qtbot.waitUntil(second.hasFocus)
    assert ringed(second)
    assert second.grab().toImage() != before
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert first.hasFocus()
    assert not ringed(first)
    window.close()


def test_a_page_of_text_keeps_its_line_edits_and_notes_plain(qtbot: QtBot) -> None:
    edit = NoteEdit("Catatan")
    qtbot.addWidget(edit)
    data = QMimeData()
    data.setHtml("<b>tebal</b>")
    data.setText("tebal")
    edit.insertFromMimeData(data)
    assert isinstance(edit, QPlainTextEdit)
    assert edit.toPlainText() == "tebal"
