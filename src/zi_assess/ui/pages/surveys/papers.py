"""Laporan, poster, dan formulir: what a survey looks like on paper; saved, printed, or filed as evidence."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess import files
from zi_assess.core.sheet import Sheet
from zi_assess.errors import Cancelled
from zi_assess.i18n import _
from zi_assess.reports import surveys
from zi_assess.reports import surveywords as said
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.ui import flows, printing, theme
from zi_assess.ui.dialogs.form import field
from zi_assess.ui.pages.surveys.landing import while_open
from zi_assess.ui.preview.ours import Drawn, draw
from zi_assess.ui.preview.paper import PaperArea
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import ActionCard, Button, IconButton
from zi_assess.ui.widgets.dates import DateEdit
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.surfaces import scroll
from zi_assess.ui.widgets.text import label
from zi_assess.ui.work import Job, Tick

if TYPE_CHECKING:
    from zi_assess.workspace import Attached, Workspace

_SIDE, _PAPER = 330, 560
_FIT_MS = 120


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
        self._pdf: bytes | None = None
        self._page = self._pages = 0
        self._job: Job | None = None
        self._printing: printing.Printing | None = None
        self._make_parts()
        self._lay_out_body()
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.finished.connect(self._stop)
        self._chosen(True)

    def show_survey(self, survey: SurveySheet, sheet: Sheet) -> None:
        """Show the papers of the survey as it is now."""
        self._survey, self._sheet = survey, sheet
        self._render()

    def kind(self) -> str:
        """The id of the chosen paper."""
        return next(key for key, card in self.cards.items() if card.isChecked())

    def turn(self, step: int) -> None:
        """Go *step* pages on or back."""
        page = min(max(0, self._page + step), max(0, self._pages - 1))
        if page != self._page:
            self._page = page
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn pages."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if step:
            self.turn(step)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the page to the room there is."""
        super().showEvent(event)
        self._fit.start(_FIT_MS)

    # Drawing

    def _render(self) -> None:
        if self._job is not None:
            self._job.cancel()
        survey, kind, day = self._survey, self.kind(), self.day.day()
        page, width = self._page, self._width()

        def make(tick: Tick) -> Drawn:
            pdf = surveys.render(kind, survey, day)
            tick(1, 2)
            return draw(pdf, page, width)

        self._pdf = None
        self._tell_buttons()
        self._state.setText(_("Menyusun…"))
        self._job = self._session.work.side(
            make, while_open(self, self._landed), while_open(self, self._failed)
        )

    def _draw(self) -> None:
        pdf, page, width = self._pdf, self._page, self._width()
        if pdf is not None:
            self._job = self._session.work.side(
                lambda tick: draw(pdf, page, width),
                while_open(self, self._landed),
                while_open(self, self._failed),
            )

    def _landed(self, drawn: Drawn) -> None:
        self._job = None
        self._pdf, self._page, self._pages = drawn.pdf, drawn.page, drawn.pages
        ratio, image = self.devicePixelRatioF(), drawn.image
        self.paper.paper.set_image(image, QSize(round(image.width() / ratio), round(image.height() / ratio)))
        words = _("Halaman {n} dari {all}").format(n=drawn.page + 1, all=drawn.pages)
        self.paper.setAccessibleDescription(words)
        self._state.setText(words)
        self._tell_buttons()
        if abs(drawn.width - self._width()) > 8:
            self._fit.start(0)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            self._state.setText(_("Laporan tidak dapat disusun."))
            self._session.report(error)

    def _stop(self) -> None:
        self._fit.stop()
        if self._job is not None:
            self._job.cancel()

    def _width(self) -> int:
        """As wide as the room; a narrow page is shown no larger than it reads well."""
        room = self.paper.room().width()
        most = theme.px(320 if self.kind() == "formulir-ponsel" else 900)
        return round(min(room, most) * self.devicePixelRatioF())

    def _tell_buttons(self) -> None:
        there = self._pdf is not None
        self.previous.setEnabled(there and self._page > 0)
        self.following.setEnabled(there and self._page + 1 < self._pages)
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
        pdf = self._pdf
        if pdf is not None:
            flows.save(
                self, self._session, _("Simpan PDF"), self._name(), _("Berkas PDF (*.pdf)"), lambda: pdf
            )

    def _print(self) -> None:
        if self._pdf is not None:
            self._printing = printing.ask(self, self._session, self._pdf, self._pages)

    def _file(self) -> None:
        """Make the paper evidence at the criterion it is asked for, in one step."""
        pdf, (code, slot) = self._pdf, self._place()
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
        self._said.setText(words)
        self._session.noticed.emit(words, bool(attached.evidence))
        self.filed.emit()

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
        self._fit = QTimer(self)
        self._fit.setSingleShot(True)
        self._fit.timeout.connect(self._draw)
        self.day = DateEdit(_("Tanggal laporan"))
        self.day.dateChanged.connect(lambda: self._soon.start(350))
        self.write = Button(_("Isi teks laporan…"), icon="catatan")
        self.write.clicked.connect(self.texts)
        self.print = Button(_("Cetak…"), icon="cetak")
        self.print.clicked.connect(self._print)
        self.file = Button(_("Simpan ke bukti"), icon="bukti")
        self.file.clicked.connect(self._file)
        self.paper = PaperArea(_("Pratinjau"))
        self.paper.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._state = label(tone="muted", tabular=True)
        self._said = label(size="small", tone="ok", wrap=True)
        self.previous = IconButton("kiri", _("Halaman sebelumnya"))
        self.following = IconButton("kanan", _("Halaman berikutnya"))
        self.previous.clicked.connect(lambda: self.turn(-1))
        self.following.clicked.connect(lambda: self.turn(1))

    def _chosen(self, on: bool) -> None:
        if on:
            self._page = 0
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
        column.addWidget(self._said)
        column.addStretch(1)
        side = scroll(inside)
        side.setFixedWidth(theme.px(_SIDE))
        right = QVBoxLayout()
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(6))
        for widget in (self.previous, self._state, self.following):
            tools.addWidget(widget)
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
