"""Laporan: choose a report, see it page by page, save it, print it; and take the data elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess import reports
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_
from zi_assess.ui import flows, printing, theme
from zi_assess.ui.dialogs.form import entry, field
from zi_assess.ui.dialogs.profile import is_complete
from zi_assess.ui.preview.pages import MadePages
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import ActionCard, Button
from zi_assess.ui.widgets.dates import DateEdit
from zi_assess.ui.widgets.focus import chain
from zi_assess.ui.widgets.notices import Banner
from zi_assess.ui.widgets.surfaces import Plane, scroll
from zi_assess.ui.widgets.text import label

if TYPE_CHECKING:
    from zi_assess.workspace import Listed

_SIDE_WIDTH = 316
_ROOMY = 950  # a page less wide shows no zoom buttons
_TYPING_MS = 350  # a preview after each letter of the city would only flicker


class ReportPage(QWidget):
    """Shows the chosen report of the sheet as it will be printed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._also: tuple[Sheet, ...] = ()
        self._own_day = False  # whether the user chose the day
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
            self.paper.forget()
            self._also = ()
            self.city.setText(mine.unit.profile.city)
            self._own_day = False
        elif self._sheet.assessment.unit.profile.city != mine.unit.profile.city:
            self.city.setText(mine.unit.profile.city)
        self._sheet = sheet
        self._offer(sheet)
        self._offer_others()
        self._set_day()
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

    def _set_day(self) -> None:
        """The day the user chose; else that of the last change, or today for what reckons from its day onwards, as the
        page of the plan does.
        """
        if self._sheet is None or self._own_day:
            return
        ahead = reports.REPORTS[self.kind()].ahead
        with QSignalBlocker(self.day):
            self.day.set_day(date.today() if ahead else self._sheet.assessment.changed.astimezone().date())

    def _choose_day(self) -> None:
        self._own_day = True
        self.paper.wait()  # what is shown bears the old day
        self._wait.start(_TYPING_MS)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn pages, plus and minus zoom."""
        if not self.paper.take_key(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the keys + and − stay."""
        super().resizeEvent(event)
        for button in self.paper.zoomers:
            button.setVisible(self.width() >= theme.px(_ROOMY))

    # Drawing

    def _render(self) -> None:
        """Make the PDF anew; what was under way is dropped."""
        self._wait.stop()
        sheet = self._sheet
        if sheet is None:
            return
        if reports.REPORTS[self.kind()].told and not sheet.history:
            self.paper.wait()
            self._session.ask(
                lambda workspace: replace(sheet, history=workspace.journal(sheet.assessment.id, 0)),
                lambda told: self._told(sheet, told),
            )
            return
        wanted, kind, day = self._with_city(sheet), self.kind(), self.day.day()
        also = self._also if reports.REPORTS[kind].together else ()
        self.paper.make(lambda: reports.render(kind, wanted, day, also))

    def _told(self, asked: Sheet, told: Sheet) -> None:
        """The sheet with its history, unless another has come meanwhile."""
        if self._sheet is asked and told.history:
            self._sheet = told
            self._render()

    def _offer_acts(self) -> None:
        for button in (self.save, self.print, self.file):
            button.setEnabled(self.paper.pdf is not None)

    def _with_city(self, sheet: Sheet) -> Sheet:
        """*sheet* with the city as written here, which is kept nowhere else."""
        mine = sheet.assessment
        if mine.unit.profile.city == self.city.text().strip():
            return sheet
        profile = replace(mine.unit.profile, city=self.city.text().strip())
        return replace(sheet, assessment=replace(mine, unit=replace(mine.unit, profile=profile)))

    # Acting

    def _save(self) -> None:
        sheet, pdf = self._sheet, self.paper.pdf
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

        sheet, pdf = self._sheet, self.paper.pdf
        if sheet is not None and pdf is not None:
            ask(self.window(), self._session, sheet.assessment.id, self._name(sheet), pdf, self.day.day())

    def _name(self, sheet: Sheet) -> str:
        mine = sheet.assessment
        title = _(reports.REPORTS[self.kind()].title)
        return (
            " ".join(part for part in (title, mine.unit.name, mine.occasion, str(mine.year)) if part) + ".pdf"
        )

    def _print(self) -> None:
        if self.paper.pdf is not None:
            self._printing = printing.ask(self.window(), self._session, self.paper.pdf, self.paper.count)

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
        self.day.dateChanged.connect(self._choose_day)
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
        self.paper = MadePages(self._session, _("Pratinjau laporan"))
        self.paper.changed.connect(self._offer_acts)

    def _chosen(self, on: bool) -> None:
        if on:
            self.paper.forget()
            self._offer_others()
            self._set_day()
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
        row.addLayout(self.paper.turners())
        row.addSpacing(theme.px(10))
        for button in self.paper.zoomers:
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.others)
        row.addWidget(self.file)
        row.addWidget(self.print)
        row.addWidget(self.save)
        return row
