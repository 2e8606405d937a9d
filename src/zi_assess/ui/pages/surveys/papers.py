"""Laporan, poster, dan formulir: what a survey looks like on paper; saved, printed, or filed as evidence."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess import files
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.reports import surveys
from zi_assess.reports import surveywords as said
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.ui import flows, printing, theme
from zi_assess.ui.dialogs.form import field
from zi_assess.ui.pages.surveys.landing import while_open
from zi_assess.ui.preview.pages import MadePages
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import ActionCard, Button
from zi_assess.ui.widgets.dates import DateEdit
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.surfaces import scroll
from zi_assess.ui.widgets.text import elided
from zi_assess.ui.work import Tick

if TYPE_CHECKING:
    from zi_assess.workspace import Attached, Workspace

_SIDE, _PAPER = 330, 560
_WIDE, _PHONE = 900, 320
_TYPING_MS = 350


class PapersDialog(FlowDialog):
    """Shows the papers of *survey*. `texts()` asks to write what is printed; `filed()` when one became evidence."""

    texts = Signal()
    filed = Signal()

    def __init__(self, parent: QWidget, session: Session, survey: SurveySheet, sheet: Sheet) -> None:
        super().__init__(
            parent,
            _("Laporan dan poster {survey}").format(survey=said.name(survey)),
            primary=_("Simpan PDF…"),
            secondary=_("Tutup"),
            width=_SIDE + _PAPER + 80,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._survey, self._sheet = session, survey, sheet
        self._printing: printing.Printing | None = None
        self._make_parts()
        self._lay_out_body()
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.finished.connect(self.paper.stop)
        self._chosen(True)

    def show_survey(self, survey: SurveySheet, sheet: Sheet) -> None:
        """Show the papers of the survey as it is now."""
        self._survey, self._sheet = survey, sheet
        self._render()

    def kind(self) -> str:
        """The id of the chosen paper."""
        return next(key for key, card in self.cards.items() if card.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn pages, plus and minus zoom."""
        if not self.paper.take_key(event):
            super().keyPressEvent(event)

    def _render(self) -> None:
        survey, kind, day = self._survey, self.kind(), self.day.day()
        self.paper.make(lambda: surveys.render(kind, survey, day))

    def _redate(self) -> None:
        """What is shown bears the old day, and is neither saved nor filed under the new one."""
        self.paper.wait()
        self._soon.start(_TYPING_MS)

    def _tell_buttons(self) -> None:
        there = self.paper.pdf is not None
        code, _slot = self._place()
        writable = not self._session.read_only and not self._sheet.assessment.locked
        self.file.setEnabled(there and bool(code) and writable)
        self.file.setText(_("Simpan ke bukti {code}").format(code=code) if code else _("Simpan ke bukti"))
        self.file.updateGeometry()
        for button in (self.primary, self.print):
            button.setEnabled(there)

    # Acting

    def _place(self) -> tuple[str, str]:
        """The criterion and slot the chosen paper is evidence for."""
        return surveys.place(surveys.SURVEY_REPORTS[self.kind()], self._survey.form, self._sheet.pack)

    def _name(self) -> str:
        title = _(surveys.SURVEY_REPORTS[self.kind()].title)
        named = title if self._survey.form.short in title else f"{title} {self._survey.form.short}"
        return f"{named} {self._survey.unit.name} {self._survey.period}.pdf"

    def _save(self) -> None:
        pdf = self.paper.pdf
        if pdf is not None:
            flows.save(
                self, self._session, _("Simpan PDF"), self._name(), _("Berkas PDF (*.pdf)"), lambda: pdf
            )

    def _print(self) -> None:
        if self.paper.pdf is not None:
            self._printing = printing.ask(self, self._session, self.paper.pdf, self.paper.count)

    def _file(self) -> None:
        """Make the paper evidence at the criterion it is asked for, in one step."""
        pdf, (code, slot) = self.paper.pdf, self._place()
        if pdf is None or not code:
            return
        mine, name, day = self._sheet.assessment.id, files.safe_name(self._name()), self.day.day()

        def attach(space: Workspace, tick: Tick) -> Attached:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / name
                files.write_bytes(path, pdf)
                return space.attach(mine, code, [path], slot=slot, dated=day, tick=tick)

        self.file.setEnabled(False)

        def filed(attached: Attached) -> None:
            self._filed(attached, code)

        self._session.long(_("Menyimpan bukti"), attach, while_open(self, filed))

    def _filed(self, attached: Attached, code: str) -> None:
        self._sheet = attached.sheet
        words = _("Disimpan sebagai bukti {code}").format(code=code)
        if not attached.evidence:
            words = _("Berkas yang sama sudah menjadi bukti {code}").format(code=code)
        self._session.noticed.emit(words, bool(attached.evidence))
        self.filed.emit()

    def _tell(self, text: str, _undo: bool) -> None:
        """What the window says is said here too: there it lies behind."""
        self._said.setText(text)

    # Building

    def _make_parts(self) -> None:
        self.cards: dict[str, ActionCard] = {}
        for report in surveys.offered(self._survey.form):
            card = ActionCard("laporan", _(report.title), _(report.sentence), checkable=True)
            card.setAutoExclusive(True)
            card.setChecked(not self.cards)
            card.toggled.connect(self._chosen)
            self.cards[report.id] = card
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._render)
        self.day = DateEdit(_("Tanggal laporan"))
        self.day.dateChanged.connect(self._redate)
        self.write = Button(_("Isi teks laporan…"), icon="catatan")
        self.write.clicked.connect(self.texts)
        self.print = Button(_("Cetak…"), icon="cetak")
        self.print.clicked.connect(self._print)
        self.file = Button(_("Simpan ke bukti"), icon="bukti")
        self.file.clicked.connect(self._file)
        self.paper = MadePages(self._session, _("Pratinjau"))
        self.paper.changed.connect(self._tell_buttons)
        self._said = elided(size="small", tone="ok")
        self.add_tool(self._said)
        self._session.noticed.connect(self._tell)

    def _chosen(self, on: bool) -> None:
        if on:
            self.paper.widest = theme.px(_PHONE if self.kind() == "formulir-ponsel" else _WIDE)
            self.paper.forget()
            self._said.setText("")
            self._render()

    def _lay_out_body(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(8))
        for card in self.cards.values():
            column.addWidget(card)
        column.addLayout(field(_("Tanggal laporan"), self.day))
        column.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        side = scroll(inside)
        side.setFixedWidth(theme.px(_SIDE))
        right = QVBoxLayout()
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(6))
        tools.addLayout(self.paper.turners())
        tools.addStretch(1)
        tools.addWidget(self.file)
        tools.addWidget(self.print)
        right.addLayout(tools)
        self.paper.setMinimumHeight(room_for(self.window(), 620, 210))
        right.addWidget(self.paper, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addWidget(side)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
