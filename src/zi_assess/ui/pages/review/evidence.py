"""The evidence of one criterion under review: what was handed in, the tick on each piece, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from zi_assess.core import worklist
from zi_assess.core.assessment import Assessment, Evidence, Mark, Stage
from zi_assess.core.pack import Question
from zi_assess.core.review import STAGES
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, date_short
from zi_assess.ui import theme, words
from zi_assess.ui.models.cells import Cell, CellRow, CellsModel
from zi_assess.ui.models.evidence_table import ICONS, STATES, by_age, use_state
from zi_assess.ui.pages.review.desk import Desk
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.flow import FlowLayout
from zi_assess.ui.widgets.note import NoteEdit
from zi_assess.ui.widgets.pill import pill_width
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import SectionHeader, label

_MOST_ROWS = 3  # more of them scroll: the page below is what one looks at
_BARE = 12  # the width of the column of ticks while there are none
KEYS = {"1": Mark.VALID, "2": Mark.INVALID, "3": Mark.INCOMPLETE}


class EvidencePart(QWidget):
    """A table of the uses and, for the chosen one, three ticks and their note. `looked(object)` passes the `Evidence`
    for the preview, or None. What needs a note is not written before it has one.
    """

    looked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sheet: Sheet | None = None
        self._code = ""
        self._uses: tuple[Evidence, ...] = ()
        self._draft: tuple[str, Mark] | None = None  # a tick that waits for its note
        self._writable = False
        self._header = SectionHeader(_("Bukti"))
        self._model = CellsModel((_("Dokumen"), _("Tanda")), self)
        self._make_table()
        self._make_ticks()
        self._lay_out()

    # What the pane calls

    def show_question(self, question: Question, sheet: Sheet, writable: bool) -> None:
        """Show the evidence of *question*; another one begins at its first piece."""
        other = question.code != self._code
        if other:
            self.flush()
        self._sheet, self._code, self._writable = sheet, question.code, writable
        on = self.current()
        self._uses = by_age(sheet.evidence_for(question.code))
        asked = len(question.evidence)
        filled = sum(bool(uses) for _slot, uses in sheet.slots(question))
        told = _("{filled} dari {asked} yang diminta").format(filled=filled, asked=asked) if asked else ""
        self._header.set(_("Bukti"), told)
        self._model.set_rows([_row(sheet, question, use, self._desk.stage) for use in self._uses])
        self._fit()
        again = next((n for n, use in enumerate(self._uses) if on and use.id == on.id), -1)
        self._choose(0 if other or again < 0 else again)
        self._missing.setText(_missing(sheet, question))
        self._missing.setHidden(not self._missing.text())
        self._odd.setText("\n".join(words.finding(one) for one in worklist.oddities(sheet, question.code)))
        self._odd.setHidden(not self._odd.text())
        self._show_tick()
        self.looked.emit(self.current())

    def current(self) -> Evidence | None:
        """The piece that is chosen."""
        row = self.table.currentIndex().row()
        return self._uses[row] if 0 <= row < len(self._uses) else None

    def step(self, by: int) -> None:
        """Choose the piece *by* rows further on."""
        row = self.table.currentIndex().row() + by
        if 0 <= row < len(self._uses):
            self.table.selectRow(row)

    def press(self, key: str) -> bool:
        """Tick the chosen piece by 1, 2 or 3; tells whether *key* was one of them."""
        if key not in KEYS:
            return False
        if self._writable and self.current() is not None:
            self._tick(KEYS[key])
        return True

    def flush(self) -> str:
        """Pass the note on; returns the name of a piece whose tick is lost for want of a note, or ""."""
        self.note.flush()
        lost, self._draft = self._draft, None
        use = next((one for one in self._uses if lost and one.id == lost[0]), None)
        return use.document.name if use else ""

    # Parts

    def _make_table(self) -> None:
        self.table = TableView(_("Bukti butir ini"), lines=2, sortable=False)
        self.table.setModel(self._model)
        self.table.horizontalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().setMinimumSectionSize(theme.px(_BARE))
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._moved())

    def _make_ticks(self) -> None:
        self.ticks = {
            mark: Button(f"{key}  {words.mark(mark)[0].capitalize()}", small=True)
            for key, mark in KEYS.items()
        }
        for (key, mark), button in zip(KEYS.items(), self.ticks.values(), strict=True):
            button.setCheckable(True)
            button.setAccessibleName(words.mark(mark)[0])
            button.setAccessibleDescription(_("tombol {key}").format(key=key))
            button.clicked.connect(lambda _on=False, mark=mark: self._tick(mark))
        self.note = NoteEdit(_("Alasan tanda"), _("Apa yang kurang pada bukti ini"))
        self.note.setMinimumWidth(theme.px(120))  # wider than the pane, it would upset all heights in it
        self.note.edited.connect(self._noted)
        self._told = label(size="small", tone="bad", wrap=True)
        self._missing = label(size="small", tone="muted", wrap=True)
        self._odd = label(size="small", tone="warn", wrap=True)

    def _lay_out(self) -> None:
        self._bar = QWidget()
        row = FlowLayout(self._bar, theme.px(6))
        for button in self.ticks.values():
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for widget in (
            self._header,
            self.table,
            self._missing,
            self._odd,
            self._bar,
            self._told,
            self.note,
        ):
            column.addWidget(widget)

    def _fit(self) -> None:
        rows = min(_MOST_ROWS, len(self._uses))
        ticks = [str(self._model.index(n, 1).data() or "") for n in range(len(self._uses))]
        wide = max((pill_width(text) + theme.px(20) for text in ticks if text), default=theme.px(_BARE))
        self.table.horizontalHeader().resizeSection(1, wide)
        self.table.setFixedHeight(rows * self.table.verticalHeader().defaultSectionSize() + 2)
        self.table.setHidden(not rows)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._uses):
            self.table.selectRow(row)

    def _moved(self) -> None:
        if self._sheet is None or not 0 <= self.table.currentIndex().row() < len(self._uses):
            return
        self._show_tick()
        self.looked.emit(self.current())

    # Ticks

    def _show_tick(self) -> None:
        use, sheet = self.current(), self._sheet
        self._bar.setHidden(use is None)
        if use is None or sheet is None:
            self.note.set_text("", "")
            self.note.hide()
            self._told.hide()
            return
        verdict = sheet.assessment.verdict(use.id, self._desk.stage)
        waits = self._draft is not None and self._draft[0] == use.id
        shown = self._draft[1] if waits and self._draft else verdict.mark
        self._light(shown)
        self.note.set_text(verdict.note, use.id)
        self.note.setReadOnly(not self._writable)
        self.note.setHidden(not (verdict.note or shown in (Mark.INVALID, Mark.INCOMPLETE)))
        self._told.setText(_("Belum disimpan: tulis dahulu apa yang kurang.") if waits else "")
        self._told.setHidden(not waits)

    def _light(self, shown: Mark | None) -> None:
        for mark, button in self.ticks.items():
            button.setChecked(mark is shown)
            button.set_kind("primary" if mark is shown else "secondary")
            button.setEnabled(self._writable)

    def _tick(self, mark: Mark) -> None:
        use, sheet = self.current(), self._sheet
        if use is None or sheet is None or not self._writable:
            return
        before = sheet.assessment.verdict(use.id, self._desk.stage)
        if mark is before.mark and self._draft is None:
            self._light(None)
            self._desk.mark(sheet, use.id, None, "")  # pressed again: taken away
            return
        note = self.note.toPlainText().strip()
        if mark is Mark.VALID or note:
            self._draft = None
            self._light(mark)  # shown at once, then written
            self._told.hide()
            self._desk.mark(sheet, use.id, mark, note)
            return
        self._draft = (use.id, mark)
        self._show_tick()
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _noted(self, evidence_id: str, text: str) -> None:
        sheet = self._sheet
        if sheet is None or all(use.id != evidence_id for use in sheet.assessment.evidence):
            return
        verdict = sheet.assessment.verdict(evidence_id, self._desk.stage)
        waits = self._draft is not None and self._draft[0] == evidence_id
        mark = self._draft[1] if waits and self._draft else verdict.mark
        if not text.strip() and mark in (Mark.INVALID, Mark.INCOMPLETE):
            self._told.setText(_("Tidak disimpan: tanda ini perlu catatan."))
            self._told.show()
            return
        self._draft = None if waits else self._draft
        self._desk.mark(sheet, evidence_id, mark, text)


def _row(sheet: Sheet, question: Question, use: Evidence, stage: Stage) -> CellRow:
    document, slot = use.document, question.slot(use.slot)
    state = use_state(sheet, use)
    parts = [slot.title if slot else _("di luar daftar")]
    parts += [date_short(document.dated)] if document.dated else []
    parts += [_(STATES[state][0])] if state in ("outside", "wrong-kind", "undated") else []
    parts += [_("hal. {pages}").format(pages=use.pages)] if use.pages else []
    parts += [use.note] if use.note else []
    text, kind = _said(sheet.assessment, use, stage)
    return CellRow(
        use.id,
        (
            Cell(document.name, " · ".join(parts), icon=ICONS.get(document.kind, "berkas")),
            Cell(text, pill=kind),
        ),
    )


def _said(mine: Assessment, use: Evidence, stage: Stage) -> tuple[str, str]:
    """This stage's tick, or else that of the nearest before it, named."""
    own = mine.verdict(use.id, stage).mark
    if own is not None:
        return words.mark(own)
    for before in STAGES[stage].beside:
        mark = mine.verdict(use.id, before).mark
        if mark is not None:
            return f"{words.desk(before)}: {words.mark(mark)[0]}", "neutral"
    return "", ""


def _missing(sheet: Sheet, question: Question) -> str:
    """What was asked for and is not there."""
    empty = [slot.title for slot, uses in sheet.slots(question) if not uses]
    if not empty:
        return "" if sheet.evidence_for(question.code) else _("Butir ini tidak meminta bukti.")
    return _("Tidak dilampirkan: {slots}").format(slots="; ".join(empty))
