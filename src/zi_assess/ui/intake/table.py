"""The proposals in a table: a tick, the file, where it would go, why, and how it stands to what is here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from zi_assess.core.pack import Pack
from zi_assess.i18n import N_, _
from zi_assess.ui import theme
from zi_assess.ui.intake import lines
from zi_assess.ui.intake.lines import STATES, SURE, Line, State
from zi_assess.ui.intake.ticks import TickTable
from zi_assess.ui.models.evidence_table import ICONS
from zi_assess.ui.models.roles import CellRole

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, left to right."""

    TICK = 0
    FILE = 1
    PLACE = 2
    WHY = 3
    STATE = 4


_WIDTHS = {Column.TICK: 40, Column.PLACE: 252, Column.WHY: 240, Column.STATE: 110}
_NAME, _SPARED = 170, (Column.WHY, Column.STATE)
HEADS = ("", N_("Berkas"), N_("Disimpan di"), N_("Mengapa"), N_("Keadaan"))


class LinesModel(QAbstractTableModel):
    """A row a `Line`; `ticks()` when ticks changed. The whole list is kept, a filter shows some of it."""

    ticks = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pack: Pack | None = None
        self._lines: list[Line] = []
        self._filter = ""
        self._shown: list[int] = []
        self._rows: dict[int, int] = {}

    def show(self, pack: Pack, given: Sequence[Line]) -> None:
        """Show *given*; the same files in the same order are only told what changed."""
        same = [one.source for one in given] == [one.source for one in self._lines] and pack is self._pack
        self._pack = pack
        if not same:
            self.beginResetModel()
            self._lines = list(given)
            self._sift()
            self.endResetModel()
            return
        self._put_all(list(enumerate(given)))

    def sift(self, which: str) -> None:
        """Show only what the filter *which* leaves."""
        self.beginResetModel()
        self._filter = which
        self._sift()
        self.endResetModel()

    def lines(self) -> tuple[Line, ...]:
        """Every line, shown or not."""
        return tuple(self._lines)

    def line(self, index: Index) -> Line | None:
        """The line of a row."""
        inside = index.isValid() and index.row() < len(self._shown)
        return self._lines[self._shown[index.row()]] if inside else None

    def change(self, rows: Iterable[int], how: Callable[[Line], Line]) -> None:
        """Put *how(line)* in place of each line of *rows*."""
        self._put_all([(number, how(self._lines[number])) for number in (self._shown[row] for row in rows)])

    def replace(self, given: Iterable[Line]) -> None:
        """Put each of *given* in place of the line from the same source."""
        new = {line.source: line for line in given}
        self._put_all([(n, new[one.source]) for n, one in enumerate(self._lines) if one.source in new])

    def tick_all(self, on: bool) -> None:
        """Tick or clear every line that is shown."""
        self.tick_rows(range(len(self._shown)), on)

    def tick_rows(self, rows: Sequence[int], on: bool) -> None:
        """Tick or clear the lines of *rows*."""
        self.change(rows, lambda line: lines.tick(line, on))

    def all_ticked(self, rows: Sequence[int]) -> bool:
        """Whether every line of *rows* is ticked."""
        return all(self._lines[self._shown[row]].ticked for row in rows)

    def _sift(self) -> None:
        self._shown = [n for n, one in enumerate(self._lines) if lines.passes(one, self._filter)]
        self._rows = {number: row for row, number in enumerate(self._shown)}

    def _put_all(self, changed: Sequence[tuple[int, Line]]) -> None:
        """Tell once what changed, and once that ticks may have."""
        told: list[int] = []
        for number, line in changed:
            if self._lines[number] != line:
                self._lines[number] = line
                told += [self._rows[number]] if number in self._rows else []
        if told:
            self.dataChanged.emit(self.index(min(told), 0), self.index(max(told), len(Column) - 1))
        self.ticks.emit()

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many lines are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as `Column`."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        named = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _(HEADS[section]) if named and HEADS[section] else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows; one function a role."""
        line, look = self.line(index), _LOOKS.get(role)
        if line is None or look is None or self._pack is None:
            return None
        return look(line, index.column(), self._pack)


# One function a role


def _text(line: Line, column: int, pack: Pack) -> str:
    if column == Column.FILE:
        return line.name
    if column == Column.PLACE:
        return "–" if line.state is State.REFUSED else lines.where(pack, line.place)[0]
    if column == Column.WHY:
        return lines.why(line) if line.state is State.REFUSED else _(SURE[line.sure]).capitalize()
    return _(STATES[line.state][0]) if column == Column.STATE else ""


def _second(line: Line, column: int, pack: Pack) -> str:
    if column == Column.FILE:
        return lines.folder_line(line) or lines.state_line(line)
    if column == Column.PLACE:
        return "" if line.state is State.REFUSED else lines.where(pack, line.place)[1]
    return lines.why(line) if column == Column.WHY and line.state is not State.REFUSED else ""


def _pill(line: Line, column: int, pack: Pack) -> str | None:
    return (STATES[line.state][1] or None) if column == Column.STATE else None


def _tone(line: Line, column: int, pack: Pack) -> str | None:
    if line.state in (State.REFUSED, State.FILED) or column == Column.STATE:
        return "muted"
    doubtful = column in (Column.PLACE, Column.WHY) and lines.to_look_at(line)
    return "warn" if doubtful else None


def _spoken(line: Line, column: int, pack: Pack) -> str:
    if column == Column.TICK:
        return _("dicentang") if line.ticked else _("tidak dicentang")
    parts = (_text(line, column, pack), _second(line, column, pack))
    return f"{_(HEADS[column])}: {', '.join(part for part in parts if part)}"


def _tip(line: Line, column: int, pack: Pack) -> str | None:
    parts = [_text(line, column, pack), _second(line, column, pack)]
    if column == Column.FILE:  # the columns that tell it may be left out
        parts += [
            _text(line, Column.WHY, pack),
            _second(line, Column.WHY, pack),
            _text(line, Column.STATE, pack),
        ]
    if column in (Column.FILE, Column.STATE):
        parts.append(lines.state_line(line))
    text = "\n".join(part for part in parts if part)
    safe = (
        text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
    )  # Qt takes tooltips for markup
    return f"<span>{safe}</span>" if text else None


_LOOKS: Mapping[int, Callable[[Line, int, Pack], object]] = {
    Qt.ItemDataRole.DisplayRole: _text,
    Qt.ItemDataRole.ToolTipRole: _tip,
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Qt.ItemDataRole.CheckStateRole: lambda line, column, pack: (
        None if column != Column.TICK or not line.open else line.ticked
    ),
    CellRole.LINE: _second,
    CellRole.PILL: _pill,
    CellRole.TONE: _tone,
    CellRole.ICON: lambda line, column, pack: (
        ICONS.get(line.kind, "berkas") if column == Column.FILE else None
    ),
}


class LinesTable(TickTable):
    """The table of a `LinesModel`. `entered()` at Enter."""

    entered = Signal()

    def __init__(self, name: str, model: LinesModel, *, hidden: Sequence[Column] = ()) -> None:
        super().__init__(name, model)
        self._model = model
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        head = self.horizontalHeader()
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(theme.px(36))
        self._left_out = frozenset(hidden)
        for column in Column:
            self.setColumnHidden(column, column in hidden)
        for column, share in _WIDTHS.items():
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, theme.px(share))
        head.setSectionResizeMode(Column.FILE, QHeaderView.ResizeMode.Stretch)

    def chosen_lines(self) -> list[Line]:
        """The lines that are chosen, from the top."""
        found = (self._model.line(self._model.index(row, 0)) for row in self.chosen_rows())
        return [line for line in found if line is not None]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is short the name comes before the reason, and that before the state; the tip has both."""
        super().resizeEvent(event)
        room = self.viewport().width() - theme.px(_NAME)
        for column, share in _WIDTHS.items():
            if column not in self._left_out:
                room -= theme.px(share)
                self.setColumnHidden(column, room < 0 and column in _SPARED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the page's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
