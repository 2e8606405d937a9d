"""The surveys of a unit at the left: a filter by kind, a row each with its value and grade, the trend below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout

from zi_assess.core.survey import TrendPoint
from zi_assess.i18n import _, count
from zi_assess.reports import surveywords as said
from zi_assess.reports.charts import Drawing
from zi_assess.reports.surveycharts import Point, Zone, trend_line
from zi_assess.ui import theme
from zi_assess.ui.dialogs.form import fill, select
from zi_assess.ui.models.cells import Cell, CellRow, CellsModel
from zi_assess.ui.pages.surveys.reading import Shelf
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.chart import ChartView, Draw
from zi_assess.ui.widgets.surfaces import Plane
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label

if TYPE_CHECKING:
    from zi_assess.workspace.surveyrows import ListedSurvey

_MOST_POINTS = 8


class Listing(Plane):
    """`chosen(str)` tells the survey to show; `asked()` that a new one is wanted."""

    chosen = Signal(str)
    asked = Signal()

    def __init__(self) -> None:
        super().__init__("card")
        self._shelf = Shelf()
        self._kind = ""
        self.model = CellsModel((_("Survei"), _("Nilai")), self)
        self.table = TableView(_("Survei unit ini"), lines=2, sortable=False)
        self.table.setModel(self.model)
        self.table.horizontalHeader().hide()
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.kinds = select(_("Jenis survei"), [])
        self.kinds.currentIndexChanged.connect(lambda _index: self._sift(str(self.kinds.currentData() or "")))
        self.add = Button(_("Survei baru…"), icon="tambah")
        self.add.clicked.connect(self.asked)
        self._trend_title = label(weight=600)
        self.trend = ChartView(_("Tren"), 150)
        self._lay_out()

    def show_shelf(self, shelf: Shelf, writable: bool) -> None:
        """Show the surveys of *shelf* with the one read whole chosen."""
        self._shelf = shelf
        self.add.setEnabled(writable)
        kinds = dict.fromkeys(one.kind for one in shelf.listed)
        if self._kind not in kinds:
            self._kind = ""
        choices = [("", _("Semua jenis ({n})").format(n=count(len(shelf.listed))))]
        for kind in kinds:
            many = sum(one.kind == kind for one in shelf.listed)
            choices.append((kind, f"{shelf.names.get(kind, kind)} ({count(many)})"))
        self.kinds.blockSignals(True)
        fill(self.kinds, choices, self._kind)
        self.kinds.blockSignals(False)
        self.kinds.setVisible(len(kinds) > 1)
        self._fill()
        self._show_trend()

    def _sift(self, kind: str) -> None:
        self._kind = kind
        self._fill()

    def _fill(self) -> None:
        rows = [
            _row(one, self._shelf.names.get(one.kind, one.kind), self._shelf.points.get(one.id))
            for one in self._shelf.listed
            if self._kind in ("", one.kind)
        ]
        self.table.selectionModel().blockSignals(True)
        self.model.set_rows(rows)
        if self._shelf.chosen is not None:
            self.table.selectRow(self.model.row_of(self._shelf.chosen.id))
        self.table.selectionModel().blockSignals(False)
        self.table.viewport().update()

    def _show_trend(self) -> None:
        chosen = self._shelf.chosen
        points = chosen.trend if chosen is not None else ()
        shown = chosen is not None and sum(one.ikm is not None for one in points) > 1
        self._trend_title.setVisible(shown)
        self.trend.setVisible(shown)
        if chosen is None or not shown:
            return
        self._trend_title.setText(_("Tren {survey}").format(survey=chosen.form.short))
        self.trend.set(
            drawn(points[-_MOST_POINTS:], said.zones(chosen.result), short_labels=True), told(points)
        )

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        key = self.model.key(now.row())
        if key and (self._shelf.chosen is None or key != self._shelf.chosen.id):
            self.chosen.emit(key)

    def _lay_out(self) -> None:
        head = self.table.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(1, theme.px(66))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, theme.px(12))
        column.setSpacing(theme.px(10))
        for widget in (self.add, self.kinds):
            inset = QHBoxLayout()
            inset.setContentsMargins(theme.px(14), 0, theme.px(14), 0)
            inset.addWidget(widget, 1 if widget is self.kinds else 0)
            inset.addStretch(0 if widget is self.kinds else 1)
            column.addLayout(inset)
        column.addWidget(self.table, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.px(14), 0, theme.px(14), 0)
        foot.setSpacing(theme.px(4))
        foot.addWidget(self._trend_title)
        foot.addWidget(self.trend)
        column.addLayout(foot)


def drawn(points: Sequence[TrendPoint], zones: Sequence[Zone], *, short_labels: bool = False) -> Draw:
    """How a trend is drawn for a `ChartView`."""
    shown = [
        Point(
            _shortened(one.period) if short_labels else one.period,
            None if one.ikm is None else float(one.ikm),
            said.value(one.ikm),
            one.grade.letter if one.grade else "",
        )
        for one in points
    ]

    def draw(width: float, height: float, size: float) -> Drawing:
        return trend_line(shown, zones, width, height, size=size)

    return draw


def told(points: Sequence[TrendPoint]) -> str:
    """A trend in words."""
    return ", ".join(f"{one.period} {said.value(one.ikm)}" for one in points)


def _shortened(period: str) -> str:
    """`Semester I 2026` as `Sem I 26`."""
    words = {"semester": "Sem", "triwulan": "TW", "tahun": ""}
    parts = [
        words.get(part.casefold(), part[2:] if part.isdecimal() and len(part) == 4 else part)
        for part in period.split()
    ]
    return " ".join(part for part in parts if part) or period


def _row(one: ListedSurvey, name: str, point: TrendPoint | None) -> CellRow:
    n = _("{n} responden").format(n=count(one.n)) if one.n else _("belum ada responden")
    value, grade = "" if one.n else "–", None  # a survey of risks has no one value
    if point is not None and point.ikm is not None:
        four = one.kind in said.NATIONAL and point.index is not None
        value, grade = said.value(point.index if four else point.ikm), point.grade
    return CellRow(
        one.id,
        (
            Cell(one.period, f"{name} · {n}", lead=True),
            Cell(value, grade.letter if grade else "", right=True, lead=True),
        ),
    )
