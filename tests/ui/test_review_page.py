"""Reviu: judging, ticking, observations and handing over, with a real workspace behind and mostly by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.desk import Desk, opened
from tests.ui.house import House, workspace

from zi_assess.core import review
from zi_assess.core.assessment import Act, Copy, FollowUp, Mark, Observation, ObservationState, Stage
from zi_assess.core.checks import Severity
from zi_assess.core.worklist import Sieve
from zi_assess.settings import load
from zi_assess.ui import flows, standing
from zi_assess.ui import words as ui_words
from zi_assess.ui.banners import Banners
from zi_assess.ui.dialogs.assign import AssignDialog
from zi_assess.ui.dialogs.handing import PassDialog, RoundsDialog
from zi_assess.ui.models.roles import CellRole, TreeRole
from zi_assess.ui.models.worklist import WorkRole
from zi_assess.ui.pages import PAGES
from zi_assess.ui.pages.assess import AssessPage
from zi_assess.ui.pages.evidence import EvidencePage
from zi_assess.ui.pages.review import ReviewPage
from zi_assess.ui.pages.review.agreeing import AgreeDialog
from zi_assess.ui.pages.review.observing import AnswerDialog, ObservationDialog, TakeOverDialog
from zi_assess.ui.pages.review.templates import TemplatesDialog
from zi_assess.ui.preview.pane import Preview
from zi_assess.ui.widgets.layers import ReviewLayers
from zi_assess.ui.widgets.options import OptionList
from zi_assess.workspace import Workspace

MEMBER, LEAD = Stage.TPI_MEMBER, Stage.TPI_LEAD


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """The small assessment, half answered and handed over."""
    for made in opened(qtbot, tmp_path):
        made.session.adjust(person_name="Rina Contoh")
        files = [made.pdf("sk.pdf"), made.pdf("sk lama.pdf")]

        def fill(space: Workspace, made: Desk = made, files: list[Path] = files) -> object:
            for code, key in (("A.1.a", "A"), ("A.1.b", "B"), ("A.2.a", "Ya")):
                space.record(made.id, code, key)
            space.note(made.id, "A.1.a", "Sudah ditetapkan.")
            space.attach(made.id, "A.1.a", files, slot="sk")
            return space.review.submit(made.id, "Mohon direviu.")

        made.session.do(fill)  # type: ignore[arg-type]
        made.wait()
        yield made


@pytest.fixture
def page(desk: Desk) -> ReviewPage:
    return shown(desk)


def shown(desk: Desk) -> ReviewPage:
    made = ReviewPage(desk.session)
    desk.qtbot.addWidget(made)
    desk.session.changed.connect(lambda: made.show_sheet(desk.sheet))
    made.resize(1178, 716)
    made.show_sheet(desk.sheet)
    made.show()
    desk.qtbot.waitExposed(made)
    return made


def at(page: ReviewPage, code: str) -> None:
    page.focus_code(code)
    QApplication.processEvents()


def keys(desk: Desk, widget: QWidget, text: str) -> None:
    desk.qtbot.keyClicks(widget, text)
    desk.wait()


def words(widget: QWidget) -> str:
    return " | ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def button(page: QWidget, text: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisible())


def said(desk: Desk, code: str, stage: Stage = MEMBER) -> tuple[object, str]:
    answer = desk.sheet.assessment.answer(code, stage)
    return answer.value, answer.note


def rows(page: ReviewPage) -> list[str]:
    return [page._model.code(n) for n in range(page._model.rowCount())]


def test_the_list_begins_with_what_matters_and_says_why(desk: Desk, page: ReviewPage) -> None:
    assert rows(page)[:3] == ["A.2.a", "A.1.a", "A.1.b"]
    assert page.code() == "A.2.a"
    assert page._model.index(0).data(WorkRole.CHIPS) == (("15,00 poin", "neutral"),)
    assert page._model.index(0).data(WorkRole.ANSWER) == "Ya"
    assert "belum dinilai" in str(page._model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_s_agrees_and_n_goes_on(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.a")
    keys(desk, page.view, "s")
    assert said(desk, "A.1.a") == ("A", "")
    assert page.findChildren(OptionList)[0].value() == "A"
    keys(desk, page.view, "n")
    assert page.code() != "A.1.a"
    assert page.view.hasFocus()


def test_the_whole_list_is_agreed_to_with_two_keys(desk: Desk, page: ReviewPage) -> None:
    at(page, rows(page)[0])
    for _criterion in range(3):
        keys(desk, page.view, "sn")
    own = desk.sheet.assessment.of(MEMBER)
    assert {code: one.value for code, one in own.items()} == {"A.1.a": "A", "A.1.b": "B", "A.2.a": "Ya"}


def test_what_is_agreed_to_is_shown_before_it_is_written(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.b")
    desk.qtbot.keyClicks(page.view, "s")
    assert page.findChildren(OptionList)[0].value() == "B"
    assert said(desk, "A.1.b") == (None, "")
    desk.wait()
    assert said(desk, "A.1.b") == ("B", "")


def test_the_last_one_left_is_named_and_the_end_is_told(desk: Desk, page: ReviewPage) -> None:
    at(page, "B.a")
    for code in ("A.1.a", "A.1.b", "A.1.c", "A.2.a", "A.2.b", "B.b"):
        value = {"A.2.a": "Ya", "B.b": Fraction(3)}.get(code, "B")
        desk.session.do(
            lambda space, code=code, value=value: space.review.answer(desk.id, code, value, MEMBER, "alasan")  # type: ignore[misc]
        )
    desk.wait()
    page.next_open()
    assert desk.said[-1] == "Tinggal butir ini yang belum dinilai."
    given = (("agen", 4), ("perubahan", 4))
    desk.session.do(lambda space: space.review.answer(desk.id, "B.a", given, MEMBER, "alasan"))
    desk.wait()
    page.next_open()
    assert desk.said[-1] == "Semua butir di daftar ini sudah dinilai."


def test_a_different_answer_waits_for_its_reason_and_says_so(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.a")
    keys(desk, page.view, "c")
    assert said(desk, "A.1.a") == (None, "")
    assert page.findChildren(OptionList)[0].value() == "C"
    assert "Belum disimpan: C berbeda dari A (Mandiri)." in words(page)
    note = page._criterion.note
    assert note.hasFocus()
    keys(desk, note, "Baru satu ruang.")
    desk.qtbot.waitUntil(lambda: said(desk, "A.1.a") == ("C", "Baru satu ruang."), timeout=5000)
    assert "Belum disimpan" not in words(page)
    assert page._model.index(page._model.row_of("A.1.a")).data(WorkRole.ANSWER) == "A → C"
    assert desk.sheet.assessment.answer("A.1.a").value == "A"


def test_leaving_without_a_reason_saves_nothing_and_tells(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.a")
    keys(desk, page.view, "c")
    at(page, "A.1.b")
    desk.wait()
    assert said(desk, "A.1.a") == (None, "")
    assert desk.said[-1] == "A.1.a: jawaban C tidak disimpan karena alasannya belum ditulis."
    at(page, "A.1.a")
    assert page.findChildren(OptionList)[0].value() == ""


def test_a_reason_typed_just_before_leaving_is_kept_with_its_answer(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.a")
    keys(desk, page.view, "b")
    desk.qtbot.keyClicks(page._criterion.note, "Belum lengkap")
    at(page, "A.1.b")
    desk.wait()
    assert said(desk, "A.1.a") == ("B", "Belum lengkap")


def test_a_reason_that_is_owed_cannot_be_emptied(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.a")
    keys(desk, page.view, "b")
    keys(desk, page._criterion.note, "alasan")
    page._criterion.note.flush()
    desk.wait()
    page._criterion.note.selectAll()
    desk.qtbot.keyClick(page._criterion.note, Qt.Key.Key_Backspace)
    page._criterion.note.flush()
    desk.wait()
    assert "alasan wajib selama jawaban berbeda" in words(page)
    assert said(desk, "A.1.a") == ("B", "alasan")


def test_letters_in_a_reason_answer_nothing(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.b")
    page._criterion.focus_note()
    keys(desk, page._criterion.note, "sdn1")
    page._criterion.note.flush()
    desk.wait()
    assert said(desk, "A.1.b") == (None, "sdn1")
    assert page.code() == "A.1.b"


def test_a_criterion_the_unit_left_blank_is_not_agreed_to(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.2.b")
    keys(desk, page.view, "s")
    assert said(desk, "A.2.b") == (None, "")
    assert desk.said[-1] == "A.2.b belum dijawab unit: pilih jawabannya."


def test_digits_tick_the_chosen_evidence_and_doubts_need_their_reason(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.a")
    uses = desk.sheet.evidence_for("A.1.a")
    keys(desk, page.view, "1")
    assert desk.sheet.assessment.verdict(page._evidence.current().id, MEMBER).mark is Mark.VALID  # type: ignore[union-attr]
    desk.qtbot.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    second = page._evidence.current()
    assert second is not None
    assert second.id in {one.id for one in uses}
    keys(desk, page.view, "2")
    assert desk.sheet.assessment.verdict(second.id, MEMBER).mark is None
    assert "Belum disimpan: tulis dahulu apa yang kurang." in words(page)
    assert page._evidence.note.hasFocus()
    keys(desk, page._evidence.note, "SK lama")
    page._evidence.note.flush()
    desk.wait()
    verdict = desk.sheet.assessment.verdict(second.id, MEMBER)
    assert (verdict.mark, verdict.note) == (Mark.INVALID, "SK lama")
    assert page._model.item("A.1.a").doubted  # type: ignore[union-attr]


def test_a_tick_pressed_again_is_taken_away(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.a")
    for _press in range(2):
        keys(desk, page.view, "1")
    use = page._evidence.current()
    assert use is not None
    assert desk.sheet.assessment.verdict(use.id, MEMBER).mark is None


def test_the_chosen_evidence_is_in_the_preview(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.a")
    use = page._evidence.current()
    assert use is not None
    assert page.findChildren(Preview)[0].document() == use.document
    page._evidence.step(1)
    following = page._evidence.current()
    assert following is not None
    assert following.id != use.id
    assert page.findChildren(Preview)[0].document() == following.document


def test_in_a_narrow_page_the_evidence_stands_below_the_answer(desk: Desk, page: ReviewPage) -> None:
    page.resize(800, 700)
    QApplication.processEvents()
    assert page._criterion.isAncestorOf(page._evidence)
    assert not page.findChildren(Preview)[0].isVisible()
    page.resize(1178, 716)
    QApplication.processEvents()
    assert not page._criterion.isAncestorOf(page._evidence)


def test_rows_stay_where_they_are_while_one_works_and_are_ranked_by_a_filter(
    desk: Desk, page: ReviewPage
) -> None:
    before = rows(page)
    at(page, before[0])
    keys(desk, page.view, "s")
    assert rows(page) == before
    page.chips.choose(Sieve.OPEN)
    page.chips.chosen.emit(Sieve.OPEN)
    assert before[0] not in rows(page)
    page.chips.choose(Sieve.ALL)
    page.chips.chosen.emit(Sieve.ALL)
    assert rows(page)[-1] == before[0]


def test_a_part_leaves_only_its_criteria_and_tells_how_far_it_is(desk: Desk, page: ReviewPage) -> None:
    page.parts._buttons[1].click()
    assert set(rows(page)) == {"B.a", "B.b"}
    assert "0 dari 2 dinilai" in page.parts._buttons[1].accessibleName()
    page.parts._buttons[1].click()
    assert len(rows(page)) == len(desk.pack.questions)


def test_going_to_a_place_takes_away_the_filters_that_hide_it(desk: Desk, page: ReviewPage) -> None:
    page.parts._buttons[1].click()
    at(page, "A.1.b")
    assert page.code() == "A.1.b"
    assert "A.1.b" in rows(page)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus
def test_someone_is_put_in_charge_of_a_criterion_or_its_part_at_the_desk(
    desk: Desk, page: ReviewPage
) -> None:
    at(page, "A.1.b")
    for n in range(2):
        page.list._offer(page.view.visualRect(page.view.currentIndex()).center())
        menu = page.list.findChildren(QMenu)[-1]
        assert [one.text() for one in menu.actions()] == [
            "Penanggung jawab butir ini…",
            "Penanggung jawab Kelompok A…",
        ]
        menu.actions()[n].trigger()
        menu.close()
        dialog = next(one for one in page.findChildren(AssignDialog) if one.isVisible())
        dialog.name.setText(("Budi Contoh", "Rina Contoh")[n])
        dialog.primary.click()
        desk.wait()
    assert dict(desk.sheet.assessment.assigned) == {"A.1.b": "Budi Contoh", "A": "Rina Contoh"}
    page.chips.choose(Sieve.MINE)
    page.chips.chosen.emit(Sieve.MINE)
    assert set(rows(page)) == {"A.1.a", "A.1.c", "A.2.a", "A.2.b"}
    button(page, "Setujui sisanya (2)…").click()
    assert set(agreeing(page).others.keys()) == {"A.1.a", "A.2.a"}


def test_the_desk_is_chosen_and_remembered_and_has_its_own_answers(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.a")
    keys(desk, page.view, "s")
    page.stages.setCurrentIndex(page.stages.findData(LEAD.value))
    page.stages.activated.emit(page.stages.currentIndex())
    desk.wait()
    assert load().review_stage == LEAD.value
    assert page.findChildren(OptionList)[0].value() == ""
    at(page, "A.1.a")
    keys(desk, page.view, "s")
    assert said(desk, "A.1.a", LEAD) == ("A", "")


def test_both_totals_are_seen_and_what_comes_of_agreeing(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.a")
    keys(desk, page.view, "d")
    keys(desk, page._criterion.note, "alasan")
    page._criterion.note.flush()
    desk.wait()
    told = [one.text() for one in page.totals.bars.findChildren(QWidget) if hasattr(one, "text")]
    assert {"Mandiri", "Anggota", "31,70", "0,00", "1/7 butir"} <= set(told)
    assert "Bila sisanya disetujui | 21,70" in words(page.totals)


def test_a_sentence_from_the_list_is_reason_enough(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.a")
    keys(desk, page.view, "b")
    page._criterion._insert("Dokumen belum ditandatangani.")
    desk.wait()
    assert said(desk, "A.1.a") == ("B", "Dokumen belum ditandatangani.")


def test_the_list_of_sentences_is_kept_with_the_settings(desk: Desk, page: ReviewPage) -> None:
    page._criterion._edit_templates()
    dialog = next(one for one in page.findChildren(TemplatesDialog) if one.isVisible())
    dialog.lines.setPlainText("Pertama.\n\n  Kedua.  \nPertama.")
    dialog.primary.click()
    desk.wait()
    assert load().review_notes == ("Pertama.", "Kedua.")


def test_who_may_not_write_sees_why_and_changes_nothing(desk: Desk, page: ReviewPage) -> None:
    desk.session.do(lambda space: space.review.return_(desk.id, "Lengkapi."))
    desk.wait()
    at(page, "A.1.a")
    keys(desk, page.view, "s1")
    assert desk.sheet.assessment.of(MEMBER) == {}
    assert "Penilaian belum diserahkan unit." in words(page)
    assert not page._evidence.ticks[Mark.VALID].isEnabled()


def test_only_what_changed_is_shown_in_the_second_round(desk: Desk, page: ReviewPage) -> None:
    def round_two(space: Workspace) -> object:
        space.review.agree(desk.id, ["A.1.a", "A.1.b"])
        space.review.return_(desk.id, "Lengkapi.")
        space.record(desk.id, "A.1.b", "A")
        return space.review.submit(desk.id)

    desk.session.do(round_two)  # type: ignore[arg-type]
    desk.wait()
    page.chips.choose(Sieve.CHANGED)
    page.chips.chosen.emit(Sieve.CHANGED)
    assert rows(page) == ["A.1.b"]
    assert ("berubah", "info") in page._model.index(0).data(WorkRole.CHIPS)


def returned_and_mended(desk: Desk, *codes: str) -> None:
    """A round: judged, given back, and handed over again with a note at each of *codes*."""

    def round_two(space: Workspace) -> object:
        space.review.agree(desk.id, ["A.1.a", "A.2.a"])
        space.review.answer(desk.id, "A.1.b", "C", MEMBER, "Bukti kurang.")
        space.review.return_(desk.id, "Lengkapi.")
        for code in codes:
            space.note(desk.id, code, "Sudah dilengkapi.")
        return space.review.submit(desk.id)

    desk.session.do(round_two)  # type: ignore[arg-type]
    desk.wait()


def agreeing(page: ReviewPage) -> AgreeDialog:
    return next(one for one in page.findChildren(AgreeDialog) if one.isVisible())


def test_what_is_judged_again_is_changed_no_more(desk: Desk, page: ReviewPage) -> None:
    returned_and_mended(desk, "A.1.a", "A.1.b")
    page.chips.choose(Sieve.CHANGED)
    page.chips.chosen.emit(Sieve.CHANGED)
    assert set(rows(page)) == {"A.1.a", "A.1.b"}
    at(page, "A.1.b")
    assert "Diubah unit sejak kunjungan lalu; jawaban anggota masih C." in words(page)
    button(page, "Tetap").click()
    desk.wait()
    assert said(desk, "A.1.b") == ("C", "Bukti kurang.")
    assert "Diubah unit" not in words(page)
    at(page, "A.1.a")
    keys(desk, page.view, "s")
    assert page._model.count(Sieve.CHANGED) == 0
    page.chips.chosen.emit(Sieve.CHANGED)
    assert rows(page) == []
    desk.session.undo()
    desk.wait()
    assert page._model.count(Sieve.CHANGED) == 1


def test_the_rest_is_agreed_to_after_it_was_shown_and_taken_back_at_once(
    desk: Desk, page: ReviewPage
) -> None:
    assert not page.list._foot.isHidden()
    button(page, "Setujui sisanya (3)…").click()
    dialog = agreeing(page)
    assert dialog.telling.keys() == ()
    assert dialog.telling.model().index(0, 0).data(Qt.ItemDataRole.UserRole) == "A.1.b"  # without evidence
    assert dialog.others.keys() == ("A.2.a", "A.1.a")
    assert dialog.primary.text() == "Setujui 2 butir"
    assert "4 butir tidak ikut karena belum dijawab unit." in words(dialog)
    assert "Sesudahnya 2 dari 7 butir dinilai." in words(dialog)
    button(dialog, "Centang semua").click()
    assert dialog.primary.text() == "Setujui 3 butir"
    dialog.primary.click()
    desk.wait()
    own = {code: one.value for code, one in desk.sheet.assessment.of(MEMBER).items()}
    assert own == {"A.1.a": "A", "A.1.b": "B", "A.2.a": "Ya"}
    assert desk.said[-1] == "3 butir disetujui"
    assert page.list._foot.isHidden()
    desk.session.undo()
    desk.wait()
    assert desk.sheet.assessment.of(MEMBER) == {}
    assert not page.list._foot.isHidden()


def test_the_rest_of_a_part_is_only_what_the_list_shows(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.a")
    keys(desk, page.view, "s")
    page.list.search.setText("A.1")
    page.list.search.searched.emit("A.1")
    assert set(rows(page)) == {"A.1.a", "A.1.b", "A.1.c"}
    desk.qtbot.keyClick(
        page.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    dialog = agreeing(page)
    dialog.primary.click()
    assert "Centang sedikitnya satu butir." in words(dialog)
    dialog.telling._turn(0)
    dialog.primary.click()
    desk.wait()
    assert said(desk, "A.1.b") == ("B", "")
    assert said(desk, "A.2.a") == (None, "")


def test_what_changed_is_unticked_and_what_was_judged_otherwise_is_left_out(
    desk: Desk, page: ReviewPage
) -> None:
    returned_and_mended(desk, "A.1.a", "A.1.b")
    page.agree_rest()
    dialog = agreeing(page)
    assert [dialog.telling.model().index(n, 0).data(Qt.ItemDataRole.UserRole) for n in range(1)] == ["A.1.a"]
    assert dialog.codes() == ()
    assert "karena meja ini menilainya berbeda: nilai satu per satu." in words(dialog)
    dialog.telling.tick(True)
    dialog.primary.click()
    desk.wait()
    assert said(desk, "A.1.b") == ("C", "Bukti kurang.")
    assert [one.code for one in page.list.listed() if one.changed] == ["A.1.b"]


def test_nothing_is_agreed_to_where_the_desk_may_not_write(desk: Desk, page: ReviewPage) -> None:
    desk.session.do(lambda space: space.review.return_(desk.id, "Lengkapi."))
    desk.wait()
    assert page.list._foot.isHidden()
    page.agree_rest()
    assert not any(one.isVisible() for one in page.findChildren(AgreeDialog))


def test_what_is_odd_about_a_criterion_is_said_beside_its_evidence(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.b")
    assert "Dijawab B, belum ada bukti" in words(page._evidence)
    at(page, "A.1.a")
    assert "belum ada bukti" not in words(page._evidence)


# Handing over


def test_handing_over_shows_what_is_open_and_asks_to_be_sure(qtbot: QtBot, tmp_path: Path) -> None:
    for desk in opened(qtbot, tmp_path):
        desk.session.do(lambda space, desk=desk: space.record(desk.id, "A.1.a", "A"))  # type: ignore[misc]
        desk.wait()
        host = QWidget()
        qtbot.addWidget(host)
        host.show()
        desk.session.adjust(person_name="Nama Contoh")
        flows.hand_on(host, desk.session, Act.SUBMIT)
        dialog = host.findChildren(PassDialog)[0]
        assert "6 butir belum dijawab" in words(dialog)
        assert "1 ambang WBK belum tercapai" in words(dialog)
        dialog.primary.click()
        assert dialog.isVisible()
        assert "Centang bila hendak menyerahkan" in words(dialog)
        dialog.sure.click()
        dialog.note.setPlainText("Mohon direviu.")
        dialog.primary.click()
        desk.wait()
        (passed,) = desk.sheet.assessment.handovers
        assert (passed.act, passed.note) == (Act.SUBMIT, "Mohon direviu.")
        assert desk.said[-1] == "Diserahkan ke TPI. Jawaban dan bukti kini terkunci."


def test_giving_back_asks_for_a_note(desk: Desk, page: ReviewPage) -> None:
    page._pass_on(Act.RETURN)
    dialog = page.findChildren(PassDialog)[0]
    assert "Anggota: 0 dari 7 butir dinilai" in words(dialog)
    dialog.primary.click()
    assert "Tulis apa yang harus diperbaiki unit." in words(dialog)
    dialog.note.setPlainText("Lengkapi bukti.")
    dialog.primary.click()
    desk.wait()
    assert review.phase(desk.sheet.assessment) is review.Phase.FILLING


def test_closing_is_held_up_by_an_answer_without_its_reason(desk: Desk, page: ReviewPage) -> None:
    desk.session.do(lambda space: space.record(desk.id, "A.1.b", "D", stage=MEMBER))
    desk.wait()
    page._pass_on(Act.CLOSE)
    dialog = page.findChildren(PassDialog)[0]
    dialog.primary.click()
    assert dialog.isVisible()
    assert "1 jawaban berbeda tanpa alasan: A.1.b" in words(dialog)
    dialog.reject()


def test_three_rounds_through_the_page_keep_every_note(desk: Desk, page: ReviewPage) -> None:
    for number in (1, 2, 3):
        at(page, "A.1.a")
        keys(desk, page.view, "b" if number == 1 else "s")
        if number == 1:
            keys(desk, page._criterion.note, "Bukti kurang.")
            page._criterion.note.flush()
            desk.wait()
        page._pass_on(Act.CLOSE if number == 3 else Act.RETURN)
        dialog = next(one for one in page.findChildren(PassDialog) if one.isVisible())
        dialog.note.setPlainText(f"Catatan {number}.")
        if number == 3:
            dialog.primary.click()
            assert "Centang bila hendak menutup" in words(dialog)
            dialog.sure.click()
        dialog.primary.click()
        desk.wait()
        if number < 3:
            desk.session.do(lambda space: space.review.submit(desk.id))
            desk.wait()
    mine = desk.sheet.assessment
    assert (review.phase(mine), review.rounds(mine)) == (review.Phase.CLOSED, 3)
    page.open_view("putaran")
    model = page.rounds.table.model()
    told = [model.index(row, 3).data() for row in range(model.rowCount())]
    assert told == ["Catatan 3.", "–", "Catatan 2.", "–", "Catatan 1.", "Mohon direviu."]
    assert "Catatan 3." in words(page.rounds)


# In the window


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    mine = workspace(tmp_path / "ruang")
    with Workspace.open(tmp_path / "ruang", who="Nama Contoh") as space:
        space.record(mine, "A.1.a", "A")
    made = House(qtbot, tmp_path / "ruang")
    yield made
    made.close()
    assert made.errors == []


def state(house: House) -> str:
    return house.window._bar._hands.text()


def banner(house: House) -> str:
    return words(house.window.findChildren(Banners)[0])


def test_the_strip_says_in_whose_hands_it_is_and_the_units_pages_are_locked(house: House) -> None:
    page = house.go("penilaian", AssessPage, "A.1.a")
    assert state(house) == "Di tangan unit"
    mine = house.sheet.assessment.id
    house.session.do(lambda space: space.review.submit(mine))
    house.settle()
    assert state(house).startswith("Diserahkan ")
    assert "Terkunci: sudah diserahkan ke TPI" in banner(house)
    house.qtbot.keyClicks(page._tree, "b")
    house.settle()
    assert house.sheet.answer("A.1.a").value == "A"
    assert page._question._note.isReadOnly()
    evidence = house.go("bukti", EvidencePage)
    assert "Terkunci" in banner(house)
    assert not evidence._attach.isVisible()
    house.go("reviu", ReviewPage)
    assert "Terkunci" not in banner(house)


def test_the_rail_counts_what_waits_for_the_auditors(house: House) -> None:
    house.session.do(lambda space: space.review.submit(house.sheet.assessment.id))
    house.settle()
    assert house.window._rail._items["reviu"].accessibleName() == "Reviu, 7"
    page = house.go("reviu", ReviewPage)
    page.focus_code("A.1.a")
    house.qtbot.keyClicks(page.view, "s")
    house.settle()
    assert house.window._rail._items["reviu"].accessibleName() == "Reviu, 6"


def test_the_unit_reads_what_the_auditors_said_beside_its_own(house: House) -> None:
    mine = house.sheet.assessment.id
    path = house.session.path
    assert path is not None
    file = path.parent / "sk.txt"
    file.write_bytes(b"isi")

    def judge(space: Workspace) -> object:
        use = space.attach(mine, "A.1.a", [file], slot="sk").evidence[0].id
        space.review.submit(mine)
        space.review.answer(mine, "A.1.a", "C", MEMBER, "Bukti kurang.")
        space.review.mark(mine, use, Mark.INVALID, MEMBER, "Bukan SK.")
        return space.review.return_(mine, "Lengkapi buktinya.")

    house.session.do(judge)  # type: ignore[arg-type]
    house.settle()
    page = house.go("penilaian", AssessPage, "A.1.a")
    layers = page.findChildren(ReviewLayers)[0]
    assert "Catatan anggota | Bukti kurang." in words(layers)
    assert "Anggota C 3,30 −6,70" in layers.strip._columns.accessibleName()
    assert "tidak sah" in words(page)
    assert "Anggota: Bukan SK." in words(page)
    assert "Dikembalikan TPI" in banner(house)
    assert "Lengkapi buktinya." in banner(house)
    assert state(house) == "Di tangan unit · putaran 2"
    page.focus_code("A.1.b")
    assert not layers.isVisible()


def test_the_history_of_the_rounds_is_read_in_a_dialog(house: House) -> None:
    mine = house.sheet.assessment.id
    house.session.do(lambda space: space.review.submit(mine, "Mohon direviu."))
    house.settle()
    flows.rounds(house.window, house.session)
    dialog = house.dialog(RoundsDialog)
    assert "Mohon direviu." in words(dialog)
    dialog.primary.click()


def test_a_charge_is_put_on_a_group_seen_in_the_tree_and_filtered_by(house: House) -> None:
    house.session.adjust(person_name="Rina Contoh")
    page = house.go("penilaian", AssessPage, "A.1.a")
    assert not page._mine.isVisible()
    page._assign("A.2")
    dialog = house.dialog(AssignDialog)
    dialog.names["Rina Contoh"].click()
    dialog.primary.click()
    house.settle()
    assert dict(house.sheet.assessment.assigned) == {"A.2": "Rina Contoh"}
    model = page._model
    assert model.index_of("A.2").data(TreeRole.WHO) == "RC"
    assert model.index_of("A.2.a").data(TreeRole.WHO) is None
    page._mine.click()
    assert not model.index_of("A.1.a").isValid()
    assert model.index_of("A.2.a").isValid()
    assert not model.index_of("B").isValid()
    page.focus_code("A.1.a")
    assert model.index_of("A.1.a").isValid()
    assert not page._mine.isChecked()


# Observations


def test_an_observation_is_written_answered_and_verified(desk: Desk, page: ReviewPage) -> None:
    at(page, "A.1.a")
    button(page, "Tulis temuan…").click()
    form = page.findChildren(ObservationDialog)[0]
    assert form.code.currentData() == "A.1.a"
    form.primary.click()
    assert "Tulis kondisi yang ditemukan." in words(form)
    form.what.setPlainText("Maklumat belum terpasang")
    form.owner.setText("Kasubbag")
    form.due.setText("40/1/2026")
    form.primary.click()
    assert "Tanggal itu tidak ada." in words(form)
    form.due.setText("17 Agustus 2030")
    form.primary.click()
    desk.wait()
    page.open_view("temuan")
    view = page.observations
    one = view.chosen()
    assert one is not None
    assert (one.code, one.owner, one.due) == ("A.1.a", "Kasubbag", date(2030, 8, 17))
    view._answer(one)
    reply = page.findChildren(AnswerDialog)[0]
    assert "Tulis apa yang sudah dilakukan." not in words(reply)
    reply.answer.setPlainText("Sudah dipasang")
    reply.picks._turn(0)
    reply.primary.click()
    desk.wait()
    answered = view.chosen()
    assert answered is not None
    assert answered.status is ObservationState.ANSWERED
    assert answered.proof == (desk.sheet.evidence_for("A.1.a")[0].id,)
    button(view, "Verifikasi").click()
    desk.wait()
    done = desk.sheet.assessment.observations[0]
    assert (done.status, done.verified_by) == (ObservationState.VERIFIED, "Rina Contoh")
    assert "sk" in words(view)


def test_what_is_late_stands_first_in_the_table(desk: Desk, page: ReviewPage) -> None:
    today = date.today()

    def write(space: Workspace) -> object:
        for name, due in (("nanti", today + timedelta(days=9)), ("lewat", today - timedelta(days=1))):
            sheet = space.review.observe(desk.id, Observation(name, "", f"kondisi {name}", due=due))
        return sheet

    desk.session.do(write)  # type: ignore[arg-type]
    desk.wait()
    page.open_view("temuan")
    desk.wait()
    model = page.observations.table.model()
    assert [model.index(row, 0).data() for row in range(2)] == ["lewat tenggat", "terbuka"]
    assert model.index(0, 1).data() == "kondisi lewat"
    assert page._tabs._tabs["temuan"].accessibleName() == "Temuan 2"


def test_what_last_year_left_is_offered_and_followed(desk: Desk, page: ReviewPage) -> None:
    def next_year(space: Workspace) -> str:
        space.review.observe(desk.id, Observation("lama", "A.1.a", "Belum ada maklumat", owner="Kasubbag"))
        return space.new(desk.pack, "Kantor Contoh", 2027, target="WBK", source=desk.id)

    desk.session.ask(next_year, desk.session.show)
    desk.wait()
    page.open_view("temuan")
    desk.wait()
    button(page, "Ambil 1 temuan tahun lalu…").click()
    dialog = page.findChildren(TakeOverDialog)[0]
    dialog.primary.click()
    desk.wait()
    (one,) = desk.sheet.assessment.observations
    assert (one.origin, one.owner, one.status) == ("lama", "Kasubbag", ObservationState.OPEN)
    assert not page.observations.earlier.isVisible()
    assert "Lanjutan temuan 2026" in words(page)
    assert (
        page.observations.table.model()
        .index(0, 1)
        .data(CellRole.LINE)
        .startswith("lanjutan temuan 2026 · A.1.a")
    )


def test_several_are_taken_over_in_one_step_and_named_by_their_year(desk: Desk, page: ReviewPage) -> None:
    def next_year(space: Workspace) -> str:
        for name in ("satu", "dua"):
            space.review.observe(desk.id, Observation(name, "A.1.a", f"Kondisi {name}"))
        return space.new(desk.pack, "Kantor Contoh", 2027, target="WBK", source=desk.id)

    desk.session.ask(next_year, desk.session.show)
    desk.wait()
    page.open_view("temuan")
    desk.wait()
    button(page, "Ambil 2 temuan tahun lalu…").click()
    dialog = page.findChildren(TakeOverDialog)[0]
    assert dialog.picks.model().index(0, 0).data() == "2026 · A.1.a · Kondisi satu"
    dialog.primary.click()
    desk.wait()
    assert len(desk.sheet.assessment.observations) == 2
    assert desk.said[-1] == "2 temuan diambil alih"
    desk.session.undo()
    desk.wait()
    assert desk.sheet.assessment.observations == ()


def test_an_open_observation_leads_the_units_tasks_straight_to_where_it_is_answered(
    desk: Desk, page: ReviewPage
) -> None:
    def hand_back(space: Workspace) -> object:
        for name, code in (("satu", "A.1.a"), ("dua", "A.1.b")):
            space.review.observe(desk.id, Observation(name, code, f"Kondisi {name}"))
        return space.review.return_(desk.id, "Tanggapi temuannya.", MEMBER)

    desk.session.do(hand_back)  # type: ignore[arg-type]
    desk.wait()
    first, second = [one for one in standing.tasks(desk.sheet) if one.severity is Severity.WARNING][:2]
    assert [one.code for one in (first, second)] == ["observation-open"] * 2
    task = standing.task(desk.sheet, second)
    assert (task.gain, task.action) == ("temuan", "Tanggapi")
    there = ui_words.way(desk.sheet, second)
    assert there.page == "reviu"
    page.focus_code(there.code)
    desk.wait()
    assert page._tabs.value() == "temuan"
    chosen = page.observations.chosen()
    assert chosen is not None and chosen.code == second.where


def test_where_auditors_work_the_rail_counts_their_work_and_none_of_the_units(
    qtbot: QtBot, tmp_path: Path
) -> None:
    mine = workspace(tmp_path / "ruang")
    with Workspace.open(tmp_path / "ruang") as space:
        space.record(mine, "A.1.a", "A")
        space.follow_many(mine, [FollowUp("f", "", "Susun SK", due=date.today() - timedelta(3))])
        space.review.submit(mine)
        space.review.agree(mine, ["A.1.a"], MEMBER)
    house = House(qtbot, tmp_path / "ruang")
    sheet, rail = house.sheet, house.window._rail._items
    left = len(sheet.pack.questions) - 1
    assert rail["reviu"].accessibleName() == f"Reviu, {left}"
    for page in ("penilaian", "bukti", "tindak-lanjut"):
        assert not any(letter.isdigit() for letter in rail[page].accessibleName())
    house.close()

    def counted(side: str) -> dict[str, int]:
        here = replace(sheet, assessment=replace(sheet.assessment, copy=Copy(side)))
        return {page.id: count for page in PAGES if (count := page.counted(here, ()))}

    assert counted(review.Side.TPI) == {"reviu": left}
    assert counted(review.Side.UNIT) == {"penilaian": left, "tindak-lanjut": 1}
