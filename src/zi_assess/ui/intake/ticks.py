"""A table whose first column is a tick: a click on it, or Space, ticks what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from zi_assess.ui import theme
from zi_assess.ui.widgets import icons
from zi_assess.ui.widgets.buttons import frame
from zi_assess.ui.widgets.table import TableDelegate, TableView

Index = QModelIndex | QPersistentModelIndex
TICK = 0


class Ticked(Protocol):
    """What a model answers besides what Qt asks: whether rows are all ticked, and to tick them."""

    def all_ticked(self, rows: Sequence[int]) -> bool: ...

    def tick_rows(self, rows: Sequence[int], on: bool) -> None: ...


class TickDelegate(TableDelegate):
    """Draws the first column as a tick; where there is no check state there is none."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        super().paint(painter, option, index)
        on = index.data(Qt.ItemDataRole.CheckStateRole)
        if index.column() != TICK or on is None:
            return
        side = theme.px(18)
        middle = QRectF(option.rect).center()
        box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        frame(painter, box, theme.color("brand" if on else "card"), theme.color("brand" if on else "edge"), 5)
        if on:
            icons.draw(painter, "centang", box.adjusted(2, 2, -2, -2), theme.color("on_brand"))


class TickTable(TableView):
    """The table of a model that is `Ticked`."""

    def __init__(self, name: str, ticks: Ticked) -> None:
        super().__init__(name, lines=2, sortable=False)
        self._ticks = ticks
        self.setItemDelegate(TickDelegate(self, lines=2))

    def chosen_rows(self) -> list[int]:
        """The rows that are chosen, from the top."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def selectRow(self, row: int) -> None:
        """Choose *row* alone; Qt's own would add it to what is chosen while Ctrl is held, as after Ctrl+V."""
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.model().index(row, 0), flag.ClearAndSelect | flag.Rows)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a tick changes it and leaves the choice alone."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == TICK:
            self._toggle([index.row()])
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks what is chosen."""
        if event.key() == Qt.Key.Key_Space and not self.isColumnHidden(TICK):
            self._toggle(self.chosen_rows())
        else:
            super().keyPressEvent(event)

    def _toggle(self, rows: Sequence[int]) -> None:
        self._ticks.tick_rows(rows, not self._ticks.all_ticked(rows))
