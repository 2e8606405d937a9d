"""Per bulan: evidence that recurs as a table, a column for each checkpoint B03, B06, B09, B12."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _, count, n_
from zi_assess.ui import theme, words
from zi_assess.ui.intake import months
from zi_assess.ui.intake.months import Cell, Checkpoint, Series
from zi_assess.ui.models.evidence_table import when
from zi_assess.ui.models.roles import CellRole
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.chips import Chip, FilterChips
from zi_assess.ui.widgets.surfaces import EmptyState
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label

Index = QModelIndex | QPersistentModelIndex
_FIXED = 2  # columns before the checkpoints
_RHYTHM = {"quarterly": N_("tiap triwulan"), "monthly": N_("tiap bulan")}


class SeriesModel(QAbstractTableModel):
    """A row a slot that recurs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._points: Sequence[Checkpoint] = ()
        self._rows: Sequence[Series] = ()

    def show(self, points: Sequence[Checkpoint], rows: Sequence[Series]) -> None:
        """Show *rows* over *points*."""
        if (tuple(points), tuple(rows)) != (tuple(self._points), tuple(self._rows)):
            self.beginResetModel()
            self._points, self._rows = points, rows
            self.endResetModel()

    def series(self, index: Index) -> Series | None:
        """The slot of a row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many slots recur."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Place, rhythm, and a column a checkpoint."""
        return 0 if parent.isValid() else _FIXED + len(self._points)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """What is asked for, how often, and the checkpoints."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        heads = (_("Bukti yang berulang"), _("Irama"), *(one.title for one in self._points))
        return heads[section] if section < len(heads) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows; one function a role."""
        row, look = self.series(index), _LOOKS.get(role)
        return look(row, index.column()) if row is not None and look is not None else None


def cell_words(cell: Cell) -> tuple[str, str]:
    """A cell in words and its kind: `ada`, `2 dari 3`, `belum ada`, `berjalan`, or – for a time to come."""
    if cell.filled:
        return _("ada"), "ok"
    if cell.months:
        return _("{n} dari {all}").format(n=len(cell.months), all=cell.wanted), "warn"
    return (_("belum ada") if cell.due else _("berjalan") if cell.begun else "–"), ""


def _cell(row: Series, column: int) -> Cell | None:
    return row.cells[column - _FIXED] if column >= _FIXED else None


def _text(row: Series, column: int) -> str:
    cell = _cell(row, column)
    if cell is not None:
        return cell_words(cell)[0]
    return row.slot.title if column == 0 else _(_RHYTHM[row.slot.fresh])


def _second(row: Series, column: int) -> str:
    if column == 0:
        return f"{row.question.code} {words.short(row.question)}"
    many = len(row.undated)
    return n_("1 tanpa tanggal", "{n} tanpa tanggal", many).format(n=many) if column == 1 and many else ""


def _pill(row: Series, column: int) -> str | None:
    cell = _cell(row, column)
    return (cell_words(cell)[1] or None) if cell is not None else None


def _tone(row: Series, column: int) -> str | None:
    cell = _cell(row, column)
    if cell is None:
        return "muted" if column else None
    return "warn" if cell.due and not cell.filled else "muted"


def _tip(row: Series, column: int) -> str | None:
    cell = _cell(row, column)
    if cell is None:
        lines = [row.slot.title, row.slot.example]
    else:
        lines = [f"{one.document.name} ({when(one.document)})" for one in cell.uses]
    safe = "\n".join(line for line in lines if line).replace("&", "&amp;").replace("<", "&lt;")
    return f"<span>{safe.replace(chr(10), '<br>')}</span>" if safe else None


_LOOKS: Mapping[int, Callable[[Series, int], object]] = {
    Qt.ItemDataRole.DisplayRole: _text,
    Qt.ItemDataRole.ToolTipRole: _tip,
    Qt.ItemDataRole.AccessibleTextRole: lambda row, column: f"{row.slot.title}: {_text(row, column)}",
    CellRole.LINE: _second,
    CellRole.PILL: _pill,
    CellRole.TONE: _tone,
}


class MonthsView(QWidget):
    """The table, with a filter for what lacks something; a row leads to its question."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._model = SeriesModel(self)
        self._chips = FilterChips(_("Saring"))
        self._chips.set_chips([Chip("", _("Semua")), Chip("lack", _("Ada yang kurang"))], "")
        self._chips.chosen.connect(lambda _key: self._fill())
        self.table = TableView(_("Bukti per triwulan"), lines=2, sortable=False)
        self.table.setModel(self._model)
        self.table.activated.connect(self._go)
        self.table.doubleClicked.connect(self._go)
        self._said = label(tone="muted", wrap=True)
        self._empty = EmptyState(
            "tanggal",
            _("Tidak ada yang kurang"),
            _("Semua bukti yang berulang sudah ada sampai triwulan ini."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        edge = theme.px(20)
        column.setContentsMargins(edge, theme.px(14), edge, theme.px(14))
        column.setSpacing(theme.px(10))
        head = QHBoxLayout()
        head.addWidget(self._chips, 1)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self._said)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what recurs in *sheet*."""
        self._sheet = sheet
        self._fill()

    def _fill(self) -> None:
        if self._sheet is None:
            return
        today = date.today()
        points, every = months.checkpoints(self._sheet, today), months.series(self._sheet, today)
        lacking = [one for one in every if one.lacking]
        key = self._chips.value()
        self._chips.set_chips(
            [Chip("", _("Semua"), len(every)), Chip("lack", _("Ada yang kurang"), len(lacking))], key
        )
        shown = lacking if key == "lack" else every
        self._model.show(points, shown)
        self._stack.setCurrentWidget(self.table if shown else self._empty)
        self._shape(len(points))
        cells = sum(one.lacking for one in every)
        told = n_("1 titik waktu belum punya bukti.", "{n} titik waktu belum punya bukti.", cells)
        why = _("Dihitung dari tanggal atau masa pada dokumen. Klik dua kali untuk membuka butirnya.")
        self._said.setText(f"{told.format(n=count(cells))} {why}" if cells else why)

    def _shape(self, points: int) -> None:
        head = self.table.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(1, theme.px(120))
        for column in range(_FIXED, _FIXED + points):
            self.table.setColumnWidth(column, theme.px(104))

    def _go(self, index: QModelIndex) -> None:
        row = self._model.series(index)
        if row is not None:
            self._session.goto.emit("penilaian", row.question.code)
