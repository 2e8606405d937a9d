"""Unit and auditors play three whole rounds through the window, and hold the same assessment at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from end2end.rounds import Said, pdf, squeezed
from tests.ui.desk import drop
from tests.ui.house import House, words, workspace
from zi_assess import paths, reports, settings
from zi_assess.core import review, stages
from zi_assess.core.assessment import Assessment, Mark, Stage
from zi_assess.core.review import Phase
from zi_assess.i18n import number
from zi_assess.ui import handing
from zi_assess.ui.dialogs.handing import PassDialog
from zi_assess.ui.exchange.sending import SendDialog, SentDialog
from zi_assess.ui.exchange.taking import TakeDialog
from zi_assess.ui.pages.assess import AssessPage, CriteriaTree
from zi_assess.ui.pages.review import ReviewPage
from zi_assess.ui.widgets.bars import Figure
from zi_assess.ui.widgets.note import NoteEdit
from zi_assess.ui.widgets.slot import SlotCard
from zi_assess.workspace import Workspace

MEMBER = Stage.TPI_MEMBER
ANSWERS = (("A.1.a", "A"), ("A.1.b", "A"), ("A.1.c", "B"), ("A.2.a", "Ya"), ("A.2.b", "A"))
TAKE = "Terima kiriman…"
TO_TPI, TO_UNIT = "Kirim ke TPI atau rekan…", "Kirim ke unit atau rekan TPI…"
SUBMIT, RETURN, CLOSE = "Serahkan ke TPI…", "Kembalikan untuk diperbaiki…", "Tutup reviu…"
WHY, WHY_MARKED = "Alasan jawaban reviu", "Alasan tanda"


class Side:
    """One side's window on its own workspace, and what its user does there."""

    def __init__(self, qtbot: QtBot, folder: Path | None, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without a *folder* the program was just installed, and nothing is there yet: the auditor's."""
        self._send = TO_TPI if folder else TO_UNIT
        settings.save(replace(settings.load(), person_name=who))
        self.folder, self._monkeypatch = folder or paths.default_workspace(), monkeypatch
        self.house = House(qtbot, folder)
        self.told: list[str] = []
        self.house.session.noticed.connect(lambda text, _undo: self.told.append(text))
        self.durable_when_saved: list[bool] = []
        self.house.session.state.connect(self._saved)

    def _saved(self, state: str) -> None:
        """Whenever the window says “Tersimpan”, the disk must already say what the window shows."""
        sheet = self.house.session.sheet
        if state != "saved" or sheet is None:
            return
        with Workspace.open(self.folder) as second:
            stored = second.sheet(sheet.assessment.id)
        self.durable_when_saved.append((stored.assessment, stored.head) == (sheet.assessment, sheet.head))

    @property
    def mine(self) -> Assessment:
        return self.house.sheet.assessment

    def menu(self, text: str) -> None:
        """Choose *text* from the menu of handing over, or from the first page while nothing is open."""
        sheet = self.house.session.sheet
        if sheet is None:
            self.press(text)
            return
        self.press(handing.state(sheet.assessment))
        menu = next(one for one in self.house.window.findChildren(QMenu) if one.isVisible())
        (action,) = [one for one in menu.actions() if one.text() == text]
        assert action.isEnabled()
        action.trigger()
        menu.close()

    def press(self, text: str) -> None:
        buttons = self.house.window.findChildren(QAbstractButton)
        (button,) = [one for one in buttons if one.isVisible() and one.text() == text]
        button.click()

    def pass_on(self, act: str, note: str) -> None:
        self.menu(act)
        dialog = self.house.dialog(PassDialog)
        dialog.note.setPlainText(note)
        dialog.sure.setChecked(True)
        dialog.primary.click()
        self.house.settle()
        assert self.house.dialogs() == []

    def send(self, path: Path, files: int) -> str:
        """Send the assessment as it is proposed; what the size was said to be."""
        self._monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
        self.menu(self._send)
        dialog = self.house.dialog(SendDialog)
        assert f"{files} berkas bukti" in dialog.said.text()
        dialog.primary.click()
        sent = self.house.dialog(SentDialog)
        shown = words(sent)
        sent.primary.click()
        return shown

    def take(self, path: Path, *, known: bool) -> str:
        """Take a package, its key compared where it is not known yet; what the dialog said."""
        self._monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
        self.menu(TAKE)
        dialog = self.house.dialog(TakeDialog)
        assert (dialog.compared is None) is known
        if dialog.compared is not None:
            dialog.primary.click()
            assert dialog.isVisible()
            dialog.compared.setChecked(True)
        shown = words(dialog)
        dialog.primary.click()
        self.house.wait(lambda: "Kiriman diterima" in self.told)
        self.told.clear()
        self.house.settle()
        return shown

    # The unit's page

    def answer(self, code: str, key: str) -> None:
        page = self.house.go("penilaian", AssessPage, code)
        self.house.qtbot.keyClicks(page.findChild(CriteriaTree), key)
        self.house.settle()

    def attach(self, code: str, path: Path) -> None:
        page = self.house.go("penilaian", AssessPage, code)
        card = next(one for one in page.findChildren(SlotCard) if one.isVisible())
        drop(card, path)
        self.house.wait(lambda: any(use.document.name == path.name for use in self.mine.evidence))
        self.house.settle()
        for one in self.house.dialogs():
            one.reject()

    # The auditor's page

    def desk(self, code: str = "") -> ReviewPage:
        return self.house.go("reviu", ReviewPage, code)

    def judge(self, code: str, key: str, note: str = "") -> None:
        """Press *key* on the criterion, and write the reason where one is asked for."""
        page = self.desk(code)
        self.house.qtbot.keyClicks(page.view, key)
        if note:
            named = WHY_MARKED if key.isdigit() else WHY
            field_ = next(one for one in page.findChildren(NoteEdit) if one.accessibleName() == named)
            field_.setPlainText(note)
            field_.flush()
        self.house.settle()

    def only_changed(self) -> list[str]:
        """The worklist after “Hanya yang berubah” was chosen."""
        page = self.desk()
        chip = next(
            one for one in page.chips.findChildren(QAbstractButton) if one.text() == "Hanya yang berubah"
        )
        chip.click()
        self.house.settle()
        return sorted(self.listed(page))

    def listed(self, page: ReviewPage) -> list[str]:
        model = page.view.model()
        return [str(model.index(n, 0).data(Qt.ItemDataRole.UserRole)) for n in range(model.rowCount())]


@dataclass
class Story:
    """Both windows, and where packages lie."""

    folder: Path
    id: str
    unit: Side
    tpi: Side
    said: Said = field(default_factory=Said)
    sent: int = 0

    def deliver(self, sender: Side, receiver: Side, *, files: int, known: bool) -> str:
        """Send from one window, take in the other; what was said before it was taken."""
        self.sent += 1
        path = self.folder / f"kiriman {self.sent}.zipkg"
        words_ = sender.send(path, files)
        told = receiver.take(path, known=known)
        if not known:
            spoken = [one for one in words_.split() if one in told.split()]
            assert len(spoken) >= 8
        return told

    def alike(self) -> bool:
        found: list[object] = []
        for side in (self.unit, self.tpi):
            side.house.session.ask(lambda space: space.exchange.digest(self.id), found.append)
            side.house.settle()
        assert len(found) == 2
        return found[0] == found[1]


@pytest.fixture
def story(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    ident = workspace(tmp_path / "unit")
    tpi = Side(qtbot, None, "Nama Auditor", monkeypatch)
    unit = Side(qtbot, tmp_path / "unit", "Nama Unit", monkeypatch)
    yield Story(tmp_path, ident, unit, tpi)
    for side in (unit, tpi):
        side.house.close()
        assert side.house.errors == []


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus
def test_three_rounds_in_two_windows_leave_both_with_the_same_assessment(story: Story) -> None:
    first(story)
    second(story)
    third(story)
    assert story.alike()
    totals = set()
    for side in (story.unit, story.tpi):
        assert review.phase(side.mine) is Phase.CLOSED
        assert review.rounds(side.mine) == 3
        own, other = stages.results(side.house.sheet.pack, side.mine)
        totals.add((number(own.scores.strict), number(other.scores.strict)))
        figures = [one.text() for one in side.desk().totals.findChildren(Figure)]
        assert figures == [number(own.scores.strict), number(other.scores.strict)]
        for kind in ("lke", "ringkasan", "kertas-kerja"):
            printed = printed_words(side, kind)
            assert number(own.scores.strict) in printed
            assert number(other.scores.strict) in printed
        assert story.said.missing(printed_words(side, "kertas-kerja")) == []
        assert len(side.durable_when_saved) > 8
        assert all(side.durable_when_saved)
    assert len(totals) == 1
    digests = set()
    for side in (story.unit, story.tpi):
        side.house.close()
        with Workspace.open(side.folder) as space:
            digests.add(space.exchange.digest(story.id))
            assert space.verify() == ()
    assert len(digests) == 1


def printed_words(side: Side, kind: str) -> str:
    made = reports.render(kind, side.house.sheet, date(2026, 11, 21))
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


def first(story: Story) -> None:
    """Filled in, handed over and locked; two answers lowered, a piece of evidence ticked, and given back."""
    unit, tpi, said = story.unit, story.tpi, story.said
    for code, key in ANSWERS:
        unit.answer(code, key[0])
    assert [unit.mine.answer(code).value for code, _key in ANSWERS] == [key for _code, key in ANSWERS]
    unit.attach("A.1.a", pdf(story.folder, "SK tim.pdf"))
    unit.pass_on(SUBMIT, said("Mohon direviu."))
    unit.answer("A.1.a", "D")  # locked: the key does nothing
    assert unit.mine.answer("A.1.a").value == "A"
    assert "Terkunci" in words(unit.house.window)
    told = story.deliver(unit, tpi, files=1, known=False)
    assert "Penilaian ini belum ada di sini" in told
    assert story.alike()
    for code, _key in ANSWERS:
        tpi.judge(code, "s")
    tpi.judge("A.1.a", "B", said("SK belum menyebut tugas."))
    tpi.judge("A.1.b", "C", said("Rapat baru sekali."))
    tpi.judge("A.1.a", "3", said("Halaman tanda tangan tidak ada."))
    given = [tpi.mine.answer(code, MEMBER).value for code, _key in ANSWERS]
    assert given == ["B", "C", "B", "Ya", "A"]
    (use,) = tpi.mine.evidence
    assert tpi.mine.verdict(use.id, MEMBER).mark is Mark.INCOMPLETE
    tpi.pass_on(RETURN, said("Perbaiki dua butir."))
    told = story.deliver(tpi, unit, files=0, known=False)
    assert "mengonfirmasi riwayat Anda" in told
    assert story.alike()
    assert squeezed("Dikembalikan TPI") in squeezed(words(unit.house.window))


def second(story: Story) -> None:
    """Mended with new evidence; only what changed is looked at again."""
    unit, tpi, said = story.unit, story.tpi, story.said
    unit.attach("A.1.b", pdf(story.folder, "Notulen kedua.pdf"))
    unit.answer("A.1.c", "A")
    unit.pass_on(SUBMIT, said("Notulen kedua terlampir."))
    told = story.deliver(unit, tpi, files=1, known=True)
    assert "1 berkas bukti ikut" in told
    assert tpi.only_changed() == ["A.1.b", "A.1.c"]
    tpi.judge("A.1.b", "A", said("Dua kali rapat.", instead_of="Rapat baru sekali."))
    tpi.judge("A.1.c", "s")
    tpi.pass_on(RETURN, said("SK masih perlu diperbaiki."))
    story.deliver(tpi, unit, files=0, known=True)
    assert story.alike()


def third(story: Story) -> None:
    """Mended again, and closed."""
    unit, tpi, said = story.unit, story.tpi, story.said
    unit.answer("A.1.a", "B")
    unit.pass_on(SUBMIT, said("Kami menilai B."))
    story.deliver(unit, tpi, files=0, known=True)
    assert tpi.only_changed() == ["A.1.a"]
    tpi.judge("A.1.a", "s")
    tpi.pass_on(CLOSE, said("Reviu selesai."))
    story.deliver(tpi, unit, files=0, known=True)
    assert "Terkunci" in words(unit.house.window)
