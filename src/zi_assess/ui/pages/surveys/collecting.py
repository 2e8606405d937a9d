"""Pengumpulan: which unit has a survey for a period, what it came to, and who is still awaited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, count, number
from zi_assess.reports import collecting
from zi_assess.reports import surveywords as said
from zi_assess.reports.collecting import STATES, Collected, Held
from zi_assess.ui import flows, printing, theme
from zi_assess.ui.dialogs.form import fill, select
from zi_assess.ui.models.cells import Cell, CellRow, CellsModel
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.bars import Meter
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.surfaces import EmptyState
from zi_assess.ui.widgets.table import TableView

if TYPE_CHECKING:
    from zi_assess.workspace import Workspace

_RUNNER, _WITH_RUNNER = 6, 940
EXPECTED = "surveys.expected"
"""The kept choice that holds the list of units, one a line."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every survey of the workspace by kind, and the short names of kinds."""

    held: dict[str, tuple[Held, ...]]
    names: dict[str, str]


def gathered(space: Workspace) -> Gathered:
    """All surveys of all units, and what packages say of those that lie elsewhere, in the lane."""
    from zi_assess.criteria import surveys as forms

    listed = space.surveys.listed()
    points = {
        point.survey: point
        for unit, kind in dict.fromkeys((one.unit.name, one.kind) for one in listed)
        for point in space.surveys.trend(unit, kind)
    }
    known = {form.kind: form for form in forms.kinds()}
    dated = [
        (one.created.date(), one.kind, Held(one.unit.name, one.id, one.way, points[one.id]))
        for one in reversed(listed)
        if one.id in points
    ]
    for one in space.surveys.sent():
        kind, day = one.carried.kind, one.carried.at or date.min
        dated.append((day, kind, collecting.sent(one.unit.name, one.carried, known.get(kind))))
    held: dict[str, list[Held]] = {}
    for _day, kind, had in sorted(dated, key=lambda one: (one[0], not one[2].sent)):  # the newest last
        held.setdefault(kind, []).append(had)
    return Gathered(
        {kind: tuple(ones) for kind, ones in held.items()},
        {kind: form.short for kind, form in known.items()},
    )


class CollectingView(QWidget):
    """The list of units."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._found = Gathered({}, {})
        self._rows: tuple[Collected, ...] = ()
        self._printing: printing.Printing | None = None
        self.kind = select(_("Jenis survei"), [])
        self.period = select(_("Periode"), [])
        for box in (self.kind, self.period):
            box.setMinimumWidth(theme.px(190))
        self.kind.currentIndexChanged.connect(lambda _index: self._kind_chosen())
        self.period.currentIndexChanged.connect(lambda _index: self._show())
        self.meter = Meter(_("Sudah menyerahkan"))
        self.units = Button(_("Daftar unit…"), icon="gedung")
        self.units.clicked.connect(self.ask_units)
        self.take = Button(_("Impor banyak berkas…"), icon="impor")
        self.take.clicked.connect(self.import_files)
        self.export = Button(_("Simpan Excel…"), icon="unduh")
        self.export.clicked.connect(self._export)
        self.print = Button(_("Cetak…"), icon="cetak")
        self.print.clicked.connect(self._print)
        self.model = CellsModel(
            (_("Unit"), _("Keadaan"), _("Periode"), _("Responden"), _("Nilai"), _("Mutu"), _("Pelaksana")),
            self,
        )
        self.table = TableView(_("Pengumpulan survei"), sortable=False)
        self.table.setModel(self.model)
        self._empty = EmptyState(
            "gedung",
            _("Belum ada daftar unit"),
            _(
                "Tempelkan daftar unit yang harus menyerahkan survei, satu unit satu baris. "
                "Unit yang sudah punya survei di ruang kerja ini ikut tampil."
            ),
            _("Isi daftar unit…"),
        )
        if self._empty.button is not None:
            self._empty.button.clicked.connect(self.ask_units)
        self._lay_out()

    def show_sheet(self, sheet: Sheet) -> None:
        """Read all surveys again and show who has reported."""
        self._sheet = sheet
        self._session.ask(gathered, self._loaded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the names of the units keep their room."""
        super().resizeEvent(event)
        self.table.setColumnHidden(_RUNNER, self.width() < theme.px(_WITH_RUNNER))

    def rows(self) -> tuple[Collected, ...]:
        """What is shown."""
        return self._rows

    def ask_units(self) -> None:
        """Ask for the list of units."""
        sheet = self._sheet
        if sheet is None:
            return

        def told(text: str) -> None:
            mine = sheet.assessment.id
            self._session.do(lambda space: space.keep_choice(mine, EXPECTED, text), _("Daftar unit disimpan"))

        UnitsDialog(self.window(), sheet.assessment.choices.get(EXPECTED, ""), told).open()

    def import_files(self) -> None:
        """Take many files in, one survey each."""
        from zi_assess.ui.pages.surveys.many import ManyDialog

        if self._sheet is None:
            return
        expected = collecting.read_units(self._sheet.assessment.choices.get(EXPECTED, ""))
        known = list(dict.fromkeys([*expected, *(one.unit.name for one in self._session.assessments)]))
        kind, period = str(self.kind.currentData() or "skm"), str(self.period.currentData() or "")
        ManyDialog.ask(self.window(), self._session, known, kind, period, self._taken)

    def _taken(self) -> None:
        if self._sheet is not None:
            self.show_sheet(self._sheet)

    def _loaded(self, found: Gathered) -> None:
        self._found = found
        kinds = list(dict.fromkeys(["skm", *found.held]))
        chosen = str(self.kind.currentData() or kinds[0])
        self.kind.blockSignals(True)
        fill(self.kind, [(kind, found.names.get(kind, kind)) for kind in kinds], chosen)
        self.kind.blockSignals(False)
        self._kind_chosen()

    def _kind_chosen(self) -> None:
        held = self._found.held.get(str(self.kind.currentData()), ())
        periods = list(dict.fromkeys(one.point.period for one in reversed(held)))
        chosen = str(self.period.currentData() or "")
        self.period.blockSignals(True)
        fill(self.period, [("", _("Semua periode")), *((one, one) for one in periods)], chosen)
        self.period.blockSignals(False)
        self._show()

    def _show(self) -> None:
        if self._sheet is None:
            return
        expected = collecting.read_units(self._sheet.assessment.choices.get(EXPECTED, ""))
        held = self._found.held.get(str(self.kind.currentData()), ())
        self._rows = collecting.collect(expected, held, str(self.period.currentData() or ""))
        self.model.set_rows([_row(one) for one in self._rows])
        done, every = collecting.counted(self._rows)
        self.meter.set(done, every, _("{done} dari {all} unit").format(done=count(done), all=count(every)))
        self._stack.setCurrentWidget(self.table if self._rows else self._empty)
        writable = not self._session.read_only
        self.units.setEnabled(writable)
        self.take.setEnabled(writable)
        for button in (self.export, self.print):
            button.setEnabled(bool(self._rows))

    def _name(self) -> str:
        kind = str(self.kind.currentData())
        return collecting.title(self._found.names.get(kind, kind), str(self.period.currentData() or ""))

    def _export(self) -> None:
        rows, name, today = self._rows, self._name(), date.today()
        flows.save(
            self.window(), self._session, _("Simpan daftar pengumpulan"), f"{name}.xlsx", _("Lembar Excel (*.xlsx)"),
            lambda: collecting.workbook(rows, name, _way, today),
        )  # fmt: skip

    def _print(self) -> None:
        rows, name, today = self._rows, self._name(), date.today()

        def landed(pdf: bytes) -> None:
            import pypdfium2  # type: ignore[import-untyped]

            document = pypdfium2.PdfDocument(pdf)
            pages = len(document)
            document.close()
            self._printing = printing.ask(self.window(), self._session, pdf, pages)

        self._session.work.side(lambda tick: collecting.paper(rows, name, _way, today), landed)

    def _lay_out(self) -> None:
        head = self.table.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place, width in enumerate((156, 130, 90, 64, 124, 120), 1):
            self.table.setColumnWidth(place, theme.px(width))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        for widget in (self.kind, self.period):
            tools.addWidget(widget)
        tools.addSpacing(theme.px(10))
        tools.addWidget(self.meter, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        for button in (self.units, self.take):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self.print, self.export):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        edge = theme.px(20)
        column.setContentsMargins(edge, theme.px(14), edge, theme.px(14))
        column.setSpacing(theme.px(10))
        column.addLayout(tools)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)


class UnitsDialog(FlowDialog):
    """Asks for the list of units; `told` is called with it, one a line."""

    def __init__(self, parent: QWidget, text: str, told: Callable[[str], None]) -> None:
        super().__init__(
            parent,
            _("Unit yang harus menyerahkan survei"),
            _("Satu unit satu baris; boleh ditempel dari Excel. Nomor di depan nama diabaikan."),
            primary=_("Simpan daftar"),
            width=560,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.names = QPlainTextEdit(text)
        self.names.setAccessibleName(_("Daftar unit"))
        self.names.setTabChangesFocus(True)
        self.names.setMinimumHeight(room_for(self, 380, 240))
        self.body.addWidget(self.names, 1)
        self.accepted.connect(lambda: told("\n".join(collecting.read_units(self.names.toPlainText()))))
        self.names.setFocus()


def _row(one: Collected) -> CellRow:
    text, kind = STATES[one.state]
    unit = Cell(one.unit, tone="" if one.expected or one.held else "muted", lead=True)
    if one.held is None:
        blank = Cell("–", tone="muted", right=True)
        return CellRow(
            one.unit,
            (unit, Cell(_(text), pill=kind), Cell("–", tone="muted"), blank, blank, Cell(""), Cell("")),
        )
    point = one.held.point
    grade = point.grade
    return CellRow(
        one.unit,
        (
            unit,
            Cell(_(text), pill=kind),
            Cell(point.period),
            Cell(count(point.n), right=True),
            Cell("–" if point.ikm is None else number(point.ikm), right=True, lead=True),
            Cell(said.grade_words(grade), pill=said.kind_of(grade.letter) if grade else ""),
            Cell(collecting.runner(one.held, _way), tone="muted"),
        ),
    )


def _way(way: str) -> str:
    return _(said.WAYS.get(way, way))
