"""Penilaian: answering, evidence and notes, with a real workspace behind and mostly without the mouse."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.desk import Desk, application, drop, opened, small_pack

from zi_assess.ui import theme
from zi_assess.ui.answers import IndexCard, RatioCard
from zi_assess.ui.filing.dialogs import DescribeDialog, NoticesDialog
from zi_assess.ui.models.roles import TreeRole
from zi_assess.ui.pages.assess import AssessPage, CriteriaTree
from zi_assess.ui.pages.assess.group import ChildRow
from zi_assess.ui.pages.assess.question import Proposal, QuestionPane
from zi_assess.ui.preview.pane import Preview
from zi_assess.ui.widgets.fields import SearchField
from zi_assess.ui.widgets.note import NoteEdit
from zi_assess.ui.widgets.options import OptionList
from zi_assess.ui.widgets.slot import EvidenceRow, SlotCard
from zi_assess.workspace import Workspace


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, tmp_path)


@pytest.fixture
def page(desk: Desk) -> AssessPage:
    return shown(desk)


def shown(desk: Desk) -> AssessPage:
    made = AssessPage(desk.session)
    desk.qtbot.addWidget(made)
    desk.session.changed.connect(lambda: made.show_sheet(desk.sheet))
    made.resize(1178, 716)
    made.show_sheet(desk.sheet)
    made.show()
    desk.qtbot.waitExposed(made)
    return made


def tree(page: AssessPage) -> CriteriaTree:
    return page.findChildren(CriteriaTree)[0]


def at(page: AssessPage, code: str) -> None:
    page.focus_code(code)
    QApplication.processEvents()


def keys(desk: Desk, widget: QWidget, text: str) -> None:
    desk.qtbot.keyClicks(widget, text)
    desk.wait()


def press(desk: Desk, widget: QWidget, key: Qt.Key, *, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    desk.qtbot.keyClick(widget, key, held)
    desk.wait()


def cards(page: AssessPage) -> list[SlotCard]:
    return [card for card in page.findChildren(SlotCard) if card.isVisible()]


def rows(page: AssessPage) -> list[str]:
    return [row.text() for row in page.findChildren(EvidenceRow) if row.isVisible()]


def words(widget: QWidget) -> str:
    return " | ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def button(page: QWidget, text: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisible())


def test_a_letter_answers_and_stands_on_the_disk(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.a")
    keys(desk, tree(page), "b")
    model = tree(page).model()
    above = page._model.index_of("A.1")
    assert (model.data(above, TreeRole.SCORE), desk.sheet.scores.strict) == ("6,70", Fraction("6.7"))
    assert page.findChildren(OptionList)[0].value() == "B"
    assert desk.stored().answer("A.1.a").value == "B"


def test_y_and_t_answer_yes_and_no(desk: Desk, page: AssessPage) -> None:
    at(page, "A.2.a")
    keys(desk, tree(page), "t")
    assert desk.sheet.answer("A.2.a").value == "Tidak"
    keys(desk, tree(page), "y")
    assert desk.sheet.answer("A.2.a").value == "Ya"


def test_a_whole_assessment_is_answered_with_letters_and_enter(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.a")
    seen = []
    for letter in "abcya":
        seen.append(page.code())
        keys(desk, tree(page), letter)
        assert tree(page).hasFocus()
        press(desk, tree(page), Qt.Key.Key_Return)
    assert seen == ["A.1.a", "A.1.b", "A.1.c", "A.2.a", "A.2.b"]
    assert page.code() == "B.a"


def test_the_next_unanswered_is_found_from_the_beginning_when_none_is_left_below(
    desk: Desk, page: AssessPage
) -> None:
    for code in ("A.1.b", "A.2.a", "A.2.b"):
        desk.session.do(
            lambda space, code=code: space.record(desk.id, code, "A" if code != "A.2.a" else "Ya")
        )
    desk.wait()
    at(page, "A.1.c")
    walked = []
    for _step in range(3):
        press(desk, tree(page), Qt.Key.Key_Return, ctrl=True)
        walked.append(page.code())
    assert walked == ["B.a", "B.b", "A.1.a"]


def test_when_all_is_answered_the_window_says_so_and_stays(desk: Desk, page: AssessPage) -> None:
    for question in desk.pack.questions:
        given: object = "A" if question.options else Fraction(3)
        if question.inputs:
            given = (("agen", 2), ("perubahan", 1))
        if question.code == "A.2.a":
            given = "Ya"
        desk.session.do(lambda space, code=question.code, given=given: space.record(desk.id, code, given))
    desk.wait()
    at(page, "A.1.b")
    press(desk, tree(page), Qt.Key.Key_Return)
    assert (page.code(), desk.said[-1]) == ("A.1.b", "Semua butir sudah dijawab.")


def test_ctrl_down_walks_the_questions_with_an_empty_slot(desk: Desk, page: AssessPage) -> None:
    file = desk.pdf("sk.pdf")
    desk.session.do(lambda space: space.attach(desk.id, "A.1.b", [file], slot="sk").sheet)
    desk.wait()
    at(page, "A.1.a")
    press(desk, page, Qt.Key.Key_Down, ctrl=True)
    assert page.code() == "A.1.c"


def test_ctrl_n_writes_a_note_and_leaving_keeps_it(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.a")
    press(desk, tree(page), Qt.Key.Key_N, ctrl=True)
    note = QApplication.focusWidget()
    assert isinstance(note, NoteEdit)
    desk.qtbot.keyClicks(note, "Baru 9 dari 11 layanan")
    at(page, "A.1.b")
    desk.wait()
    assert note.toPlainText() == ""
    assert desk.stored().answer("A.1.a").note == "Baru 9 dari 11 layanan"


def test_a_note_is_kept_by_itself_after_a_second(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.a")
    note = page.findChildren(NoteEdit)[0]
    note.setFocus()
    desk.qtbot.keyClicks(note, "catatan")
    desk.qtbot.waitUntil(lambda: desk.sheet.answer("A.1.a").note == "catatan", timeout=5000)
    assert note.hasFocus()


def test_letters_in_a_note_or_a_search_answer_nothing(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.a")
    page.findChildren(NoteEdit)[0].setFocus()
    keys(desk, page.findChildren(NoteEdit)[0], "abcd")
    page.findChildren(SearchField)[0].setFocus()
    keys(desk, page.findChildren(SearchField)[0], "a")
    assert desk.sheet.answer("A.1.a").value is None


def test_a_search_keeps_place_and_openness(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.b")
    view, model = tree(page), page._model
    view.collapse(model.index_of("B"))
    before = {code: view.isExpanded(model.index_of(code)) for code in ("A", "A.1", "A.2", "B")}
    search = page.findChildren(SearchField)[0]
    search.setText("B.b")
    desk.qtbot.waitUntil(lambda: view.model().rowCount() == 1, timeout=2000)
    assert view.isExpanded(model.index_of("B"))
    press(desk, search, Qt.Key.Key_Escape)
    assert {code: view.isExpanded(model.index_of(code)) for code in before} == before
    assert model.code(view.currentIndex()) == "A.1.b"


def test_enter_in_the_search_goes_to_the_first_hit(desk: Desk, page: AssessPage) -> None:
    search = page.findChildren(SearchField)[0]
    search.setText("kriteria b.b")
    press(desk, search, Qt.Key.Key_Return)
    assert (page.code(), tree(page).hasFocus()) == ("B.b", True)


def test_going_to_a_place_takes_away_a_filter_that_hides_it(desk: Desk, page: AssessPage) -> None:
    search = page.findChildren(SearchField)[0]
    search.setText("B.b")
    press(desk, search, Qt.Key.Key_Return)
    at(page, "A.1.b")
    assert (page.code(), search.text(), page._model.filtered) == ("A.1.b", "", False)


def test_a_search_without_hits_says_so(desk: Desk, page: AssessPage) -> None:
    search = page.findChildren(SearchField)[0]
    search.setText("tidak ada yang begini")
    desk.qtbot.waitUntil(lambda: "Tidak ditemukan" in words(page), timeout=2000)
    search.clear()
    desk.qtbot.waitUntil(lambda: tree(page).isVisible(), timeout=2000)


def test_files_dropped_on_a_slot_are_attached_there(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.a")
    drop(cards(page)[1], desk.picture("foto.png"))
    desk.wait()
    assert [(use.slot, use.document.name) for use in desk.sheet.evidence_for("A.1.a")] == [
        ("foto", "foto.png")
    ]
    assert rows(page) == ["foto.png"]
    assert desk.said[-1] == "1 bukti dilampirkan di A.1.a"
    assert page.findChildren(Preview)[0].document() == desk.sheet.evidence_for("A.1.a")[0].document


def test_the_same_content_is_kept_once_and_said(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.a")
    drop(cards(page)[0], desk.pdf("asli.pdf"))
    desk.wait()
    at(page, "A.1.b")
    copy = desk.files / "salinan.pdf"
    copy.write_bytes((desk.files / "asli.pdf").read_bytes())
    drop(cards(page)[0], copy)
    desk.wait()
    assert "disimpan sekali" in desk.said[-1]
    assert len({use.document.id for use in desk.sheet.assessment.evidence}) == 1
    assert "dipakai di 2 butir" in words(cards(page)[0])


def test_a_folder_is_refused_with_the_reason_and_the_rest_is_taken(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.b")
    (desk.files / "map").mkdir()
    drop(cards(page)[0], desk.files / "map", desk.pdf("sk.pdf"))
    desk.wait()
    assert desk.said[-1] == "map adalah folder; pilih berkas di dalamnya."
    assert rows(page) == ["sk.pdf"]


def test_many_refusals_are_told_in_one_list(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.b")
    empty = [desk.files / f"kosong {n}.pdf" for n in range(4)]
    for path in empty:
        path.touch()
    drop(cards(page)[0], *empty)
    desk.wait()
    told = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, NoticesDialog) and one.isVisible()
    ]
    assert "4 berkas tidak dilampirkan" in words(told[0])
    assert words(told[0]).count("kosong (0 byte)") == 4
    told[0].close()


def test_evidence_taken_out_comes_back_by_undo(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.b")
    drop(cards(page)[0], desk.pdf("sk.pdf"))
    desk.wait()
    row = next(one for one in page.findChildren(EvidenceRow) if one.isVisible())
    press(desk, row, Qt.Key.Key_Delete)
    assert (rows(page), desk.said[-1]) == ([], "sk.pdf dilepaskan dari A.1.b")
    desk.session.undo()
    desk.wait()
    assert rows(page) == ["sk.pdf"]


def test_a_dropped_file_on_a_row_of_the_tree_goes_to_its_only_slot(desk: Desk, page: AssessPage) -> None:
    tree(page).files_dropped.emit(page._model.index_of("A.1.c"), [desk.pdf("sk.pdf")])
    desk.wait()
    assert [use.slot for use in desk.sheet.evidence_for("A.1.c")] == ["sk"]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_row_with_several_slots_asks_which(desk: Desk, page: AssessPage) -> None:
    tree(page).files_dropped.emit(page._model.index_of("A.1.a"), [desk.picture("foto.png")])
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    assert [one.text() for one in menu.actions()] == ["Bukti sk", "Bukti foto", "Bukti lain, di luar daftar"]
    menu.actions()[1].trigger()
    menu.close()
    desk.wait()
    assert [use.slot for use in desk.sheet.evidence_for("A.1.a")] == ["foto"]


def test_groups_take_no_files_and_questions_do(page: AssessPage) -> None:
    taking = tree(page).can_take
    assert [taking(page._model.index_of(code)) for code in ("A", "A.1", "A.1.a")] == [False, False, True]
    assert not taking(QModelIndex())


def test_a_link_and_a_picture_are_pasted_into_a_slot(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.a")
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("https://contoh.example/standar")
    press(desk, cards(page)[0], Qt.Key.Key_V, ctrl=True)
    picture = QImage(30, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    clipboard.setImage(picture)
    press(desk, cards(page)[1], Qt.Key.Key_V, ctrl=True)
    desk.wait()
    kinds = [(use.slot, use.document.kind) for use in desk.sheet.evidence_for("A.1.a")]
    assert kinds == [("sk", "link"), ("foto", "image")]


def test_evidence_of_the_wrong_kind_or_time_says_so_on_its_row(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.b")
    note = desk.files / "catatan.txt"
    note.write_text("isi")
    drop(cards(page)[0], note, desk.pdf("tanpa tanggal.pdf"))
    desk.wait()
    assert "salah jenis" in words(cards(page)[0])
    assert "tanpa tanggal" in words(cards(page)[0])


def test_the_date_of_evidence_is_read_as_people_write_it(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.b")
    drop(cards(page)[0], desk.pdf("sk.pdf"))
    desk.wait()
    dialog = DescribeDialog(page, desk.sheet.evidence_for("A.1.b")[0], 1)
    desk.qtbot.addWidget(dialog)
    dialog.show()
    fields = {one.accessibleName(): one for one in dialog.findChildren(QLineEdit)}
    fields["Tanggal dokumen"].setText("32/1/2026")
    dialog.primary.click()
    assert dialog.isVisible()
    assert "Tanggal itu tidak ada." in words(dialog)
    fields["Tanggal dokumen"].setText("17 Agustus 2026")
    fields["Halaman"].setText("2–3")
    dialog.primary.click()
    assert not dialog.isVisible()
    said = dialog.described()
    assert (said.dated.isoformat() if said.dated else "", said.pages, said.name) == (
        "2026-08-17",
        "2–3",
        "sk.pdf",
    )


def test_a_ratio_shows_its_result_while_one_types_and_keeps_it_on_leaving(
    desk: Desk, page: AssessPage
) -> None:
    at(page, "B.a")
    card = page.findChildren(RatioCard)[0]
    agen, perubahan, lain = card.findChildren(QLineEdit)
    assert "tidak ikut dihitung" in words(card)
    agen.setFocus()
    desk.qtbot.keyClicks(agen, "10")
    press(desk, agen, Qt.Key.Key_Return)
    assert perubahan.hasFocus()
    desk.qtbot.keyClicks(perubahan, "8")
    assert "80,00% × bobot 20,00 = 16,00" in words(card)
    press(desk, perubahan, Qt.Key.Key_Return)
    assert lain.hasFocus()
    press(desk, lain, Qt.Key.Key_Return)
    assert desk.sheet.answer("B.a").value == (("agen", 10), ("perubahan", 8))
    assert page.code() != "B.a"


def test_a_zero_denominator_says_so_in_words(desk: Desk, page: AssessPage) -> None:
    desk.session.do(lambda space: space.record(desk.id, "B.a", (("agen", 0), ("perubahan", 4))))
    desk.wait()
    at(page, "B.a")
    assert "Pembagi nol: nilai 0,00 dari 20,00" in words(page.findChildren(RatioCard)[0])


def test_an_index_is_typed_with_a_comma(desk: Desk, page: AssessPage) -> None:
    at(page, "B.b")
    card = page.findChildren(IndexCard)[0]
    field = card.findChildren(QLineEdit)[0]
    field.setFocus()
    desk.qtbot.keyClicks(field, "3,52")
    assert "88,00% × bobot 20,00 = 17,60" in words(card)
    press(desk, field, Qt.Key.Key_Return)
    assert desk.sheet.answer("B.b").value == Fraction("3.52")


def test_an_index_outside_its_scale_is_not_taken(desk: Desk, page: AssessPage) -> None:
    at(page, "B.b")
    field = page.findChildren(IndexCard)[0].findChildren(QLineEdit)[0]
    field.setFocus()
    keys(desk, field, "4,2")
    at(page, "A.1.a")
    desk.wait()
    assert desk.sheet.answer("B.b").value is None


def test_an_answer_is_cleared_and_comes_back_by_undo(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.a")
    keys(desk, tree(page), "a")
    button(page, "Kosongkan jawaban").click()
    desk.wait()
    assert (desk.sheet.answer("A.1.a").value, desk.said[-1]) == (None, "Jawaban A.1.a dikosongkan")
    desk.session.undo()
    desk.wait()
    assert page.findChildren(OptionList)[0].value() == "A"


def test_a_group_says_what_is_missing_and_leads_on(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1")
    assert "Terjawab 0 dari 3 · 3 butir belum lengkap buktinya" in words(page)
    assert [row.text() for row in page.findChildren(ChildRow) if row.isVisible()] == [
        "a Kriteria A.1.a", "b Kriteria A.1.b", "c Kriteria A.1.c",
    ]  # fmt: skip
    next(row for row in page.findChildren(ChildRow) if row.isVisible()).click()
    assert page.code() == "A.1.a"


def test_what_is_shown_already_is_left_alone_so_that_focus_stays(desk: Desk, page: AssessPage) -> None:
    at(page, "A.1.b")
    drop(cards(page)[0], desk.pdf("sk.pdf"))
    desk.wait()
    row = next(one for one in page.findChildren(EvidenceRow) if one.isVisible())
    row.setFocus()
    assert row.hasFocus()
    desk.session.do(lambda space: space.record(desk.id, "A.1.b", "A"))
    desk.wait()
    assert row.hasFocus()


@pytest.fixture
def second_year(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    for made in opened(qtbot, tmp_path):
        with_last_year(made)
        yield made


def with_last_year(desk: Desk) -> None:
    def start(space: Workspace) -> str:
        for code, key in (("A.1.a", "B"), ("A.1.b", "A"), ("A.2.a", "Ya")):
            space.record(desk.id, code, key)
        return space.new(desk.pack, "Kantor Contoh", 2027, target="WBK", source=desk.id)

    desk.session.ask(start, desk.session.show)
    desk.wait()
    desk.id = desk.sheet.assessment.id


def test_last_years_answer_is_confirmed_alone(second_year: Desk) -> None:
    page = shown(second_year)
    at(page, "A.1.a")
    box = page.findChildren(Proposal)[0]
    assert "B – Arti B" in words(box)
    assert second_year.sheet.answer("A.1.a").value is None
    button(box, "Pakai").click()
    second_year.wait()
    assert second_year.sheet.answer("A.1.a").value == "B"
    assert not box.isVisible()


def test_all_proposals_of_an_area_are_confirmed_at_once(second_year: Desk) -> None:
    page = shown(second_year)
    at(page, "A.1.a")
    button(page, "Pakai semua usulan di area ini (3)").click()
    second_year.wait()
    sheet = second_year.sheet
    assert [sheet.answer(code).value for code in ("A.1.a", "A.1.b", "A.2.a")] == ["B", "A", "Ya"]


def test_a_read_only_workspace_is_shown_and_takes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    for desk in opened(qtbot, tmp_path):
        desk.session.read_only = True
        page = shown(desk)
        at(page, "A.1.a")
        keys(desk, tree(page), "b")
        assert desk.sheet.answer("A.1.a").value is None
        assert not any(one.text() == "Pilih…" and one.isVisible() for one in page.findChildren(QPushButton))
        assert page.findChildren(NoteEdit)[0].isReadOnly()


class _Windows(QObject):
    """Remembers every window that was shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_nothing_on_the_page_is_a_window_of_its_own_for_a_moment(qtbot: QtBot, tmp_path: Path) -> None:
    for desk in opened(qtbot, tmp_path):
        watcher = _Windows()
        QApplication.instance().installEventFilter(watcher)
        page = shown(desk)
        at(page, "A.1.a")
        drop(cards(page)[0], desk.pdf("sk.pdf"), desk.picture("foto.png"))
        desk.wait()
        for code in ("A.1", "B.a", "B.b", "A.2.a", "A.1.a"):
            at(page, code)
        QApplication.instance().removeEventFilter(watcher)
        assert watcher.seen == ["AssessPage"]


def walk(page: QWidget, first: QWidget, last: QWidget) -> list[QWidget]:
    """What Tab goes through from *first* to *last*."""
    found, one = [first], first
    while one is not last and len(found) < 200:
        one = one.nextInFocusChain()
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
            found.append(one)
    return found


def test_tab_goes_from_the_options_to_the_note_and_then_to_the_slots(desk: Desk, page: AssessPage) -> None:
    """However often another question was shown in between."""
    source = desk.pdf("SK.pdf")
    mine = desk.id
    desk.session.do(lambda space: space.attach(mine, "A.1.a", [source], slot="sk").sheet)
    desk.wait()
    for code in ("A.2.a", "A.1.a", "A.1.b", "B.a", "A.1.a"):
        at(page, code)
    options = next(one for one in page.findChildren(OptionList) if one.isVisible())
    first = next(one for one in (options, *options.findChildren(QWidget)) if one.focusPolicy())
    (note,) = [one for one in page.findChildren(NoteEdit) if one.isVisible()]
    slots = cards(page)
    order = walk(page, first, slots[-1])
    row = next(one for one in page.findChildren(EvidenceRow) if one.isVisible())
    assert [order.index(one) for one in (first, note, slots[0], row, slots[1])] == sorted(
        order.index(one) for one in (first, note, slots[0], row, slots[1])
    )
    outside = [one for one in order if not page.findChildren(QuestionPane)[0].isAncestorOf(one)]
    assert outside == [], "nothing of the rest of the page lies between"


@pytest.mark.parametrize("large", [False, True])
def test_the_proposal_of_last_year_and_the_slots_fit_a_narrow_page_in_large_type(
    desk: Desk, large: bool
) -> None:
    mine = desk.id
    for code in ("A.1.a", "A.1.b", "A.1.c"):
        desk.session.do(lambda space, code=code: space.record(mine, code, "A"))  # type: ignore[misc]
    desk.wait()
    made: list[str] = []
    desk.session.ask(lambda space: space.new(small_pack(), "Kantor Contoh", 2027, source=mine), made.append)
    desk.wait()
    desk.session.show(made[0])
    desk.wait()
    desk.session.adjust(large_type=large)
    theme.apply(application(), desk.session.settings)
    page = shown(desk)
    at(page, "A.1.a")
    pane = page.findChildren(QuestionPane)[0]
    pane.resize(460, 700)
    QApplication.processEvents()
    (card,) = [one for one in page.findChildren(Proposal) if one.isVisible()]
    for one in card.findChildren(QPushButton):
        assert one.width() >= one.sizeHint().width(), one.text()
        assert one.mapTo(pane, one.rect().topRight()).x() <= pane.width(), one.text()
    for slot in cards(page):
        assert slot._line.width() > 0.85 * slot.width(), "the hint has the whole width of its card"
