"""Temuan: the auditors' observations as a table, overdue first, and the chosen one with what may be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from zi_assess.core import observed
from zi_assess.core.assessment import Observation, ObservationState
from zi_assess.core.review import Side
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, date_short, n_
from zi_assess.ui import handing, theme, words
from zi_assess.ui.models.cells import Cell, CellRow, CellsModel
from zi_assess.ui.pages.review import observing
from zi_assess.ui.pages.review.desk import Desk
from zi_assess.ui.session import Session
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.chips import Chip, FilterChips
from zi_assess.ui.widgets.pill import Pill
from zi_assess.ui.widgets.surfaces import Card, EmptyState, scroll
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label

if TYPE_CHECKING:
    from zi_assess.workspace import Workspace

_ALL, _PENDING, _LATE, _ANSWERED, _SETTLED = "semua", "buka", "lewat", "jawab", "selesai"
_ASIDE = 380
_WIDE = 1100  # a view less wide shows who mends it beside the table alone


def state(one: Observation, today: date) -> tuple[str, Kind]:
    """How an observation stands, in words and colour."""
    if observed.overdue(one, today):
        return _("lewat tenggat"), "bad"
    told: dict[ObservationState, tuple[str, Kind]] = {
        ObservationState.OPEN: (_("terbuka"), "warn"),
        ObservationState.ANSWERED: (_("ditanggapi"), "info"),
        ObservationState.VERIFIED: (_("terverifikasi"), "ok"),
        ObservationState.DROPPED: (_("dicabut"), "neutral"),
    }
    return told[one.status]


class ObservationsView(QWidget):
    """The observations of the sheet. `opened(str)` asks for the criterion with that code."""

    opened = Signal(str)

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__()
        self._session, self._desk = session, desk
        self._sheet: Sheet | None = None
        self._shown: tuple[Observation, ...] = ()
        self._waiting: tuple[Observation, ...] = ()
        self._years: Mapping[str, int] = {}  # by observation, when it was first found
        self._asked = ("", 0)
        self._make_parts()
        self._lay_out()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the observations of *sheet*; the chosen one stays chosen."""
        self._sheet = sheet
        self._fill()
        self._ask_earlier(sheet)

    def add(self, code: str) -> None:
        """Ask for a new observation at *code* ("" the whole)."""
        self._edit(observing.new(code, self._desk.stage))

    def show_code(self, code: str) -> None:
        """Choose the first observation at *code*."""
        self.chips.choose(_ALL)
        self._fill()
        found = next((one for one in self._shown if one.code == code), None)
        if found is not None:
            self.table.selectRow(self._model.row_of(found.id))

    def chosen(self) -> Observation | None:
        """The observation that is chosen."""
        key = self._model.key(self.table.currentIndex().row())
        return next((one for one in self._shown if one.id == key), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the table has fewer columns."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_WIDE)
        self.table.setColumnHidden(2, narrow)
        self._aside.setFixedWidth(theme.px(_ASIDE - 80 if narrow else _ASIDE))

    # Parts

    def _make_parts(self) -> None:
        self.chips = FilterChips(_("Saring temuan"))
        self.chips.chosen.connect(lambda _key: self._fill())
        self.chips.set_chips([Chip(_ALL, _("Semua"))], _ALL)
        self.new = Button(_("Temuan baru…"), icon="tambah", small=True)
        self.new.clicked.connect(lambda: self.add(""))
        self.earlier = Button("", small=True)
        self.earlier.clicked.connect(self._take_over)
        self.earlier.hide()
        self._model = CellsModel((_("Keadaan"), _("Kondisi"), _("Penanggung jawab"), _("Tenggat")), self)
        self.table = TableView(_("Temuan"), lines=2, sortable=False)
        self.table.setModel(self._model)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._show_one())
        self.table.doubleClicked.connect(lambda _index: self._edit_chosen())
        head = self.table.horizontalHeader()
        head.setStretchLastSection(False)
        for section, width in ((0, 126), (1, 0), (2, 160), (3, 104)):
            fixed = QHeaderView.ResizeMode.Fixed if width else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(section, fixed)
            if width:
                head.resizeSection(section, theme.px(width))
        self._nothing = EmptyState(
            "catatan",
            _("Belum ada temuan"),
            _("Catat kondisi, sebab, dan saran; unit menanggapi dengan bukti, TPI memverifikasi."),
        )
        self._make_aside()

    def _make_aside(self) -> None:
        self._pill = Pill()
        self._place = label(weight=600, wrap=True)
        self._open = Button(_("Buka butir"), "quiet", small=True)
        self._open.clicked.connect(lambda: self._with(lambda one: self.opened.emit(one.code)))
        self._texts = {key: label(wrap=True, selectable=True) for key in _FIELDS}
        self._names = {key: label(size="small", tone="muted", weight=600) for key in _FIELDS}
        self._reply = Button(_("Tanggapi…"), small=True)
        self._reply.clicked.connect(lambda: self._with(self._answer))
        self._verify = Button(_("Verifikasi"), icon="centang", small=True)
        self._verify.clicked.connect(lambda: self._with(self._settle))
        self._reopen = Button(_("Buka lagi"), small=True)
        self._reopen.clicked.connect(
            lambda: self._with(lambda one: self._write(observing.reopened(one), _("Temuan dibuka lagi")))
        )
        self._change = Button(_("Ubah…"), "quiet", small=True)
        self._change.clicked.connect(self._edit_chosen)
        self._withdraw = Button(_("Cabut"), "quiet", small=True)
        self._withdraw.clicked.connect(lambda: self._with(self._drop))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.chips, 1)
        head.addStretch()  # where there are no chips
        head.addWidget(self.earlier)
        head.addWidget(self.new)
        self._stack = QStackedWidget()
        card = Card()
        edge = theme.px(8)
        card.body.setContentsMargins(edge, edge, edge, edge)
        card.body.addWidget(self.table)
        self._stack.addWidget(card)
        self._stack.addWidget(self._nothing)
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addWidget(self._stack, 1)
        self._aside = self._side()
        row.addWidget(self._aside)
        column = QVBoxLayout(self)
        edge = theme.px(18)
        column.setContentsMargins(edge, theme.px(12), edge, theme.px(16))
        column.setSpacing(theme.px(12))
        column.addLayout(head)
        column.addLayout(row, 1)

    def _side(self) -> QWidget:
        card = Card()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        column.setSpacing(theme.px(2))
        top = QHBoxLayout()
        top.addWidget(self._place, 1)
        top.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        for key in _FIELDS:
            self._names[key].setContentsMargins(0, theme.px(9), 0, 0)  # goes with it where it is hidden
            column.addWidget(self._names[key])
            column.addWidget(self._texts[key])
        column.addStretch(1)
        card.body.addWidget(scroll(inside), 1)
        for buttons in (
            (self._reply, self._verify, self._reopen),
            (self._open, self._change, self._withdraw),
        ):
            row = QHBoxLayout()
            row.setSpacing(theme.px(6))
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            card.body.addLayout(row)
        return card

    # Showing

    def _fill(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        today = date.today()
        every = observed.ordered(sheet.assessment.observations, today)
        self._show_chips(every, today)
        on = self._model.key(self.table.currentIndex().row())
        self._shown = tuple(one for one in every if _passes(one, self.chips.value(), today))
        self._model.set_rows([_row(sheet, one, today, self._origin(one)) for one in self._shown])
        row = self._model.row_of(on)
        if self._shown:
            self.table.selectRow(max(0, row))
        self._stack.setCurrentIndex(0 if every else 1)
        self._aside.setVisible(bool(self._shown))
        self.new.setVisible(self._auditing())
        self._show_one()

    def _show_chips(self, every: Sequence[Observation], today: date) -> None:
        titles = (
            (_ALL, _("Semua")),
            (_LATE, _("Lewat tenggat")),
            (_PENDING, _("Terbuka")),
            (_ANSWERED, _("Ditanggapi")),
            (_SETTLED, _("Selesai")),
        )
        chips = [Chip(key, text, sum(_passes(one, key, today) for one in every)) for key, text in titles]
        self.chips.set_chips(chips, self.chips.value() or _ALL)
        self.chips.setVisible(bool(every))

    def _show_one(self) -> None:
        one, sheet = self.chosen(), self._sheet
        if one is None or sheet is None:
            return
        text, kind = state(one, date.today())
        self._pill.set(text, kind)
        self._place.setText(words.title_line(sheet.pack, one.code) or _("Seluruh penilaian"))
        self._open.setVisible(bool(one.code))
        for key, said in _told(sheet, one, self._origin(one)).items():
            self._names[key].setText(_FIELDS[key]())
            self._texts[key].setText(said)
            for part in (self._names[key], self._texts[key]):
                part.setHidden(not said)
        self._show_buttons(one)

    def _show_buttons(self, one: Observation) -> None:
        replying, auditing = self._replying(), self._auditing()
        pending = one.status in observed.PENDING
        self._reply.setText(_("Ubah tanggapan…") if one.answer else _("Tanggapi…"))
        self._reply.updateGeometry()
        for button, on in (
            (self._reply, replying and pending),
            (self._verify, auditing and pending),
            (self._reopen, auditing and not pending),
            (self._change, auditing and pending),
            (self._withdraw, auditing and pending),
        ):
            button.setVisible(on)

    def _auditing(self) -> bool:
        """Whether observations are written in this copy."""
        mine = self._sheet.assessment if self._sheet is not None else None
        return mine is not None and not self._session.read_only and mine.copy.side != Side.UNIT

    def _replying(self) -> bool:
        """Whether they are answered in this copy."""
        mine = self._sheet.assessment if self._sheet is not None else None
        return mine is not None and not self._session.read_only and handing.own_copy(mine)

    # What an earlier year left

    def _ask_earlier(self, sheet: Sheet) -> None:
        """Look for it once for every state of the observations."""
        mine = sheet.assessment
        asked = (mine.id, hash(mine.observations))
        if asked == self._asked:
            return
        self._asked = asked

        def look(workspace: Workspace) -> tuple[tuple[Observation, ...], Mapping[str, int]]:
            earlier = workspace.review.earlier(mine.id)
            return observed.left_open(mine, earlier), observed.first_years(mine, earlier)

        self._session.ask(look, lambda found: self._offer(*found))

    def _offer(self, waiting: tuple[Observation, ...], years: Mapping[str, int]) -> None:
        self._waiting = waiting
        n = len(waiting)
        text = n_("Ambil {n} temuan tahun lalu…", "Ambil {n} temuan tahun lalu…", n)
        self.earlier.setText(text.format(n=n))
        self.earlier.updateGeometry()
        self.earlier.setVisible(bool(n) and self._auditing())
        if years != self._years:
            self._years = years
            self._fill()

    def _origin(self, one: Observation) -> str:
        return words.observation_origin(one, self._years)

    def _take_over(self) -> None:
        if self._sheet is not None and self._waiting:
            dialog = observing.TakeOverDialog(self.window(), self._sheet, self._waiting, self._years)
            dialog.taken.connect(self._take)
            dialog.open()

    def _take(self, several: list[Observation]) -> None:
        if self._sheet is not None:
            said = n_("{n} temuan diambil alih", "{n} temuan diambil alih", len(several))
            self._desk.observe(self._sheet, several, said.format(n=len(several)))

    # Doing

    def _with(self, act: object) -> None:
        one = self.chosen()
        if one is not None and callable(act):
            act(one)

    def _edit_chosen(self) -> None:
        one = self.chosen()
        if one is not None and one.status in observed.PENDING and self._auditing():
            self._edit(one)

    def _edit(self, one: Observation) -> None:
        if self._sheet is not None:
            dialog = observing.ObservationDialog(self.window(), self._sheet, one, self._desk.stage)
            dialog.written.connect(lambda made: self._write(made, _("Temuan disimpan")))
            dialog.open()

    def _answer(self, one: Observation) -> None:
        if self._sheet is not None:
            dialog = observing.AnswerDialog(self.window(), self._sheet, one)
            dialog.written.connect(lambda made: self._write(made, _("Tanggapan disimpan")))
            dialog.open()

    def _settle(self, one: Observation) -> None:
        who = self._session.settings.person_name
        self._write(observing.verified(one, who, date.today()), _("Temuan terverifikasi"))

    def _drop(self, one: Observation) -> None:
        self._write(replace(one, status=ObservationState.DROPPED), _("Temuan dicabut"))

    def _write(self, one: Observation, said: str) -> None:
        if self._sheet is not None:
            self._desk.observe(self._sheet, (one,), said)


_FIELDS = {
    "what": lambda: _("Kondisi"),
    "cause": lambda: _("Sebab"),
    "advice": lambda: _("Saran"),
    "owner": lambda: _("Penanggung jawab dan tenggat"),
    "answer": lambda: _("Tanggapan unit"),
    "proof": lambda: _("Bukti penutup"),
    "settled": lambda: _("Verifikasi"),
    "origin": lambda: _("Asal"),
}


def _told(sheet: Sheet, one: Observation, origin: str) -> dict[str, str]:
    """What stands under each name; "" for nothing."""
    names = {use.id: f"{use.document.name} ({use.code})" for use in sheet.assessment.evidence}
    due = date_short(one.due) if one.due else ""
    settled = ""
    if one.verified_on is not None:
        settled = " · ".join(part for part in (one.verified_by, date_short(one.verified_on)) if part)
    return {
        "what": one.what,
        "cause": one.cause,
        "advice": one.advice,
        "owner": " · ".join(part for part in (one.owner, due) if part),
        "answer": one.answer,
        "proof": "\n".join(names.get(each, _("bukti yang sudah dilepaskan")) for each in one.proof),
        "settled": settled,
        "origin": origin[:1].upper() + origin[1:],
    }


def _passes(one: Observation, key: str, today: date) -> bool:
    return {
        _ALL: True,
        _LATE: observed.overdue(one, today),
        _PENDING: one.status is ObservationState.OPEN,
        _ANSWERED: one.status is ObservationState.ANSWERED,
        _SETTLED: one.status not in observed.PENDING,
    }.get(key, True)


def _row(sheet: Sheet, one: Observation, today: date, origin: str) -> CellRow:
    text, kind = state(one, today)
    place = words.title_line(sheet.pack, one.code) or _("Seluruh penilaian")
    late = observed.overdue(one, today)
    return CellRow(
        one.id,
        (
            Cell(text, pill=kind),
            Cell(" ".join(one.what.split()), " · ".join(part for part in (origin, place) if part), lead=True),
            Cell(one.owner or "–", tone="" if one.owner else "muted"),
            Cell(date_short(one.due) if one.due else "–", tone="bad" if late else "muted"),
        ),
    )
