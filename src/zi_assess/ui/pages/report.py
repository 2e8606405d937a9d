"""Laporan: choose a report, see it page by page, save it, print it; and take the data elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess import reports
from zi_assess.core.sheet import Sheet
from zi_assess.errors import Cancelled
from zi_assess.i18n import _, n_
from zi_assess.ui import flows, printing, theme
from zi_assess.ui.dialogs.form import entry, field
from zi_assess.ui.dialogs.profile import is_complete
from zi_assess.ui.preview.ours import Drawn, draw
from zi_assess.ui.preview.paper import PaperArea
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import ActionCard, Button, IconButton
from zi_assess.ui.widgets.dates import DateEdit
from zi_assess.ui.widgets.focus import chain
from zi_assess.ui.widgets.notices import Banner
from zi_assess.ui.widgets.surfaces import Plane, scroll
from zi_assess.ui.widgets.text import label
from zi_assess.ui.work import Job, Tick

if TYPE_CHECKING:
    from zi_assess.workspace import Listed

_SIDE_WIDTH = 316
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_FIT = 0.0
_A4_POINTS = 595.28
_ROOMY = 950  # a page less wide shows no zoom buttons
_NEAR = 8  # pixels: as good as fitting
_TYPING_MS = 350  # a preview after each letter of the city would only flicker


class ReportPage(QWidget):
    """Shows the chosen report of the sheet as it will be printed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._also: tuple[Sheet, ...] = ()
        self._pdf: bytes | None = None
        self._page = 0
        self._pages = 0
        self._zoom = _FIT
        self._job: Job | None = None
        self._printing: printing.Printing | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._render)
        self._make_parts()
        self._lay_out()
        chain(*self.cards.values(), self.day, self.city)  # Page Down turns pages, so the date is not first

    def focus_code(self, code: str) -> None:
        """Choose the report named *code*, when there is one."""
        if code in self.cards:
            self.cards[code].setChecked(True)

    def show_sheet(self, sheet: Sheet) -> None:
        """Render the chosen report of *sheet*."""
        mine = sheet.assessment
        if self._sheet is None or self._sheet.assessment.id != mine.id:
            self._page = 0
            self._also = ()
            self.city.setText(mine.unit.profile.city)
            self.day.set_day(mine.changed.astimezone().date())
        elif self._sheet.assessment.unit.profile.city != mine.unit.profile.city:
            self.city.setText(mine.unit.profile.city)
        self._sheet = sheet
        self._offer(sheet)
        self._offer_others()
        self.banner.setVisible(not is_complete(mine.unit.profile))
        self._render()

    def _offer(self, sheet: Sheet) -> None:
        """Only the reports that say something about *sheet*."""
        for key, card in self.cards.items():
            card.setVisible(reports.REPORTS[key].fits(sheet))
        if self.cards[self.kind()].isHidden():
            with QSignalBlocker(self.cards["ringkasan"]):
                self.cards["ringkasan"].setChecked(True)
        self.file.setVisible(any(question.feeds for question in sheet.pack.questions))

    def _alike(self) -> list[Listed]:
        """The other units that the same letter may propose: of this year, with this instrument."""
        mine = self._sheet.assessment if self._sheet is not None else None
        return [
            one
            for one in self._session.assessments
            if mine is not None
            and (one.pack_id, one.year) == (mine.pack_id, mine.year)
            and one.id != mine.id
            and one.unit.id != mine.unit.id
        ]

    def _offer_others(self) -> None:
        on = reports.REPORTS[self.kind()].together is not None and bool(self._alike())
        self.others.setVisible(on)
        text = n_("Surat untuk {n} unit…", "Surat untuk {n} unit…", len(self._also) + 1)
        self.others.setText(text.format(n=len(self._also) + 1))
        self.others.updateGeometry()

    def _choose_others(self) -> None:
        from zi_assess.ui.dialogs.units import UnitsDialog

        chosen = [one.assessment.id for one in self._also]
        dialog = UnitsDialog(self.window(), self._alike(), chosen)
        dialog.chosen.connect(self._take_others)
        dialog.open()

    def _take_others(self, ids: tuple[str, ...]) -> None:
        asked = self._sheet

        def taken(sheets: tuple[Sheet, ...]) -> None:
            if self._sheet is asked:
                self._also = sheets
                self._offer_others()
                self._render()

        self._session.ask(lambda workspace: tuple(workspace.sheet(one) for one in ids), taken)

    def kind(self) -> str:
        """The id of the chosen report."""
        return next(key for key, card in self.cards.items() if card.isChecked())

    def turn(self, step: int) -> None:
        """Go *step* pages on or back."""
        page = min(max(0, self._page + step), max(0, self._pages - 1))
        if page != self._page:
            self._page = page
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn pages, plus and minus zoom."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        zoom = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()))
        if step:
            self.turn(step)
        elif zoom:
            self._step_zoom(zoom)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page again."""
        super().resizeEvent(event)
        for button in self._zooming:  # the keys + and − stay
            button.setVisible(self.width() >= theme.px(_ROOMY))
        if self._zoom == _FIT and self._pdf is not None:
            self._fit_again.start(120)

    # Drawing

    def _render(self) -> None:
        """Make the PDF anew, then draw its page; what was under way is dropped."""
        self._wait.stop()
        sheet = self._sheet
        if sheet is None:
            return
        if self._job is not None:
            self._job.cancel()
        if reports.REPORTS[self.kind()].told and not sheet.history:
            self._state.setText(_("Menyusun…"))
            self._session.ask(
                lambda workspace: replace(sheet, history=workspace.journal(sheet.assessment.id, 0)),
                lambda told: self._told(sheet, told),
            )
            return
        wanted, kind, day = self._with_city(sheet), self.kind(), self.day.day()
        page, width = self._page, self._width()
        also = self._also if reports.REPORTS[kind].together else ()

        def make(tick: Tick) -> Drawn:
            pdf = reports.render(kind, wanted, day, also)
            tick(1, 2)
            return draw(pdf, page, width)

        self._state.setText(_("Menyusun…"))
        self._job = self._session.work.side(make, self._landed, self._failed)

    def _told(self, asked: Sheet, told: Sheet) -> None:
        """The sheet with its history, unless another has come meanwhile."""
        if self._sheet is asked and told.history:
            self._sheet = told
            self._render()

    def _draw(self) -> None:
        pdf, page, width = self._pdf, self._page, self._width()
        if pdf is not None:
            self._job = self._session.work.side(
                lambda tick: draw(pdf, page, width), self._landed, self._failed
            )

    def _landed(self, drawn: Drawn) -> None:
        self._job = None
        self._pdf, self._page, self._pages = drawn.pdf, drawn.page, drawn.pages
        ratio = self.devicePixelRatioF()
        image = drawn.image
        self.paper.paper.set_image(image, QSize(round(image.width() / ratio), round(image.height() / ratio)))
        self.paper.setAccessibleDescription(
            _("Halaman {n} dari {all}").format(n=drawn.page + 1, all=drawn.pages)
        )
        self._state.setText(_("Halaman {n} dari {all}").format(n=drawn.page + 1, all=drawn.pages))
        self.previous.setEnabled(drawn.page > 0)
        self.following.setEnabled(drawn.page + 1 < drawn.pages)
        for button in (self.save, self.print, self.file):
            button.setEnabled(True)
        if self._zoom == _FIT and abs(drawn.width - self._width()) > _NEAR:
            self._fit_again.start(0)  # the window became another while the page was drawn

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            self._state.setText(_("Laporan tidak dapat disusun."))
            self._session.report(error)

    def _with_city(self, sheet: Sheet) -> Sheet:
        """*sheet* with the city as written here, which is kept nowhere else."""
        mine = sheet.assessment
        if mine.unit.profile.city == self.city.text().strip():
            return sheet
        profile = replace(mine.unit.profile, city=self.city.text().strip())
        return replace(sheet, assessment=replace(mine, unit=replace(mine.unit, profile=profile)))

    def _width(self) -> int:
        """How many pixels of the screen a page is wide."""
        ratio = self.devicePixelRatioF()
        if self._zoom == _FIT:
            room = self.paper.room()
            return round(min(room.width(), theme.px(900)) * ratio)
        return round(_A4_POINTS * 4 / 3 * self._zoom * ratio)

    def _step_zoom(self, step: int) -> None:
        now = self._zoom or self._width() / self.devicePixelRatioF() / (_A4_POINTS * 4 / 3)
        nearer = [one for one in _ZOOMS if (one > now + 0.01 if step > 0 else one < now - 0.01)]
        if nearer:
            self._zoom = nearer[0] if step > 0 else nearer[-1]
            self._draw()

    def _fit(self) -> None:
        self._zoom = _FIT
        self._draw()

    # Acting

    def _save(self) -> None:
        sheet, pdf = self._sheet, self._pdf
        if sheet is None or pdf is None:
            return
        flows.save(
            self.window(),
            self._session,
            _("Simpan laporan"),
            self._name(sheet),
            _("Berkas PDF (*.pdf)"),
            lambda: pdf,
        )

    def _file(self) -> None:
        """Make the report evidence of the worksheet that this instrument supports."""
        from zi_assess.ui.dialogs.file_report import ask

        sheet, pdf = self._sheet, self._pdf
        if sheet is not None and pdf is not None:
            ask(self.window(), self._session, sheet.assessment.id, self._name(sheet), pdf, self.day.day())

    def _name(self, sheet: Sheet) -> str:
        mine = sheet.assessment
        title = _(reports.REPORTS[self.kind()].title)
        return (
            " ".join(part for part in (title, mine.unit.name, mine.occasion, str(mine.year)) if part) + ".pdf"
        )

    def _print(self) -> None:
        if self._pdf is not None:
            self._printing = printing.ask(self.window(), self._session, self._pdf, self._pages)

    # Building

    def _make_parts(self) -> None:
        self.cards: dict[str, ActionCard] = {}
        for key, report in reports.REPORTS.items():
            card = ActionCard(
                "laporan" if key == "ringkasan" else "tabel",
                _(report.title),
                _(report.sentence),
                checkable=True,
            )
            card.setAutoExclusive(True)
            card.setChecked(not self.cards)
            card.toggled.connect(self._chosen)
            self.cards[key] = card
        self.day = DateEdit(_("Keadaan per tanggal"))
        self.day.dateChanged.connect(lambda: self._wait.start(_TYPING_MS))
        self.city = entry(_("Kota untuk tanda tangan"))
        self.city.textEdited.connect(lambda: self._wait.start(_TYPING_MS))
        self.save = Button(_("Simpan PDF…"), "primary", "unduh")
        self.print = Button(_("Cetak…"), icon="cetak")
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        self.others = Button("", icon="gedung")
        self.others.clicked.connect(self._choose_others)
        self.others.hide()
        self.file = Button(_("Simpan ke bukti LKE…"), icon="bukti")
        self.file.clicked.connect(self._file)
        for button in (self.save, self.print, self.file):
            button.setEnabled(False)
        self.banner = Banner(
            "warn",
            _("Profil unit belum lengkap, jadi sebagian blok tanda tangan kosong."),
            (_("Isi profil"),),
            dismissable=False,
        )
        self.banner.acted.connect(lambda _number: flows.profile(self.window(), self._session))
        self.paper = PaperArea(_("Pratinjau laporan"))
        self.paper.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._state = label(tone="muted", tabular=True)
        self.previous = IconButton("kiri", _("Halaman sebelumnya"))
        self.following = IconButton("kanan", _("Halaman berikutnya"))
        self.previous.clicked.connect(lambda: self.turn(-1))
        self.following.clicked.connect(lambda: self.turn(1))
        self._fit_again = QTimer(self)
        self._fit_again.setSingleShot(True)
        self._fit_again.timeout.connect(self._draw)

    def _chosen(self, on: bool) -> None:
        if on:
            self._page = 0
            self._pdf = None
            self._offer_others()
            self._render()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        side = Plane("card", "r")
        side.setFixedWidth(theme.px(_SIDE_WIDTH))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 1, 0)
        column.addWidget(scroll(self._choices()))
        row.addWidget(side)
        right = QVBoxLayout()
        edge = theme.px(18)
        right.setContentsMargins(edge, theme.px(12), edge, theme.px(12))
        right.setSpacing(theme.px(10))
        right.addWidget(self.banner)
        right.addLayout(self._tools())
        right.addWidget(self.paper, 1)
        row.addLayout(right, 1)

    def _choices(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        edge = theme.px(16)
        column.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        column.setSpacing(theme.px(10))
        column.addLayout(field(_("Keadaan per tanggal"), self.day))
        column.addLayout(field(_("Kota untuk tanda tangan"), self.city))
        column.addSpacing(theme.px(6))
        column.addWidget(label(_("Pilih laporan"), weight=600))
        for card in self.cards.values():
            column.addWidget(card)
        column.addSpacing(theme.px(6))
        column.addWidget(label(_("Bawa datanya"), weight=600))
        for icon, text, slot in (
            ("tabel", _("Simpan ke Excel…"), lambda: flows.export_workbook(self.window(), self._session)),
            ("bukti", _("Serahkan bukti…"), lambda: flows.give_evidence(self.window(), self._session)),
            ("unduh", _("Cadangkan ruang kerja…"), lambda: flows.backup(self.window(), self._session)),
            ("gedung", _("Profil unit…"), lambda: flows.profile(self.window(), self._session)),
        ):
            button = Button(text, "quiet", icon)
            button.clicked.connect(slot)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return inside

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        for widget in (self.previous, self._state, self.following):
            row.addWidget(widget)
        row.addSpacing(theme.px(10))
        self._zooming = []
        for icon, name, slot in (
            ("perkecil", _("Perkecil"), lambda: self._step_zoom(-1)),
            ("perbesar", _("Perbesar"), lambda: self._step_zoom(1)),
            ("lebar", _("Selebar jendela"), self._fit),
        ):
            button = IconButton(icon, name)
            button.clicked.connect(slot)
            self._zooming.append(button)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.others)
        row.addWidget(self.file)
        row.addWidget(self.print)
        row.addWidget(self.save)
        return row
