"""Rows of words as a table's model: what the views of the road show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from zi_assess.ui.models.roles import CellRole
from zi_assess.ui.theme import Kind

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Cell(NamedTuple):
    """One cell: its words, a muted second line, and how they are drawn."""

    text: str
    line: str = ""
    pill: Kind | None = None
    right: bool = False
    lead: bool = False
    tone: str = ""


class Cells(QAbstractTableModel):
    """Rows of cells under *heads*; `set_rows` repaints when there are as many as before."""

    def __init__(self, *heads: str) -> None:
        super().__init__()
        self._heads = heads
        self._rows: tuple[tuple[Cell, ...], ...] = ()

    def set_rows(self, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Show *rows*."""
        rows = tuple(rows)
        if rows == self._rows:
            return
        if len(rows) == len(self._rows) and rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._heads) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """As many as there are heads."""
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads, over their figures where those stand at the right."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and self._rows:
            return _RIGHT if self._rows[0][section].right else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the delegate draws, and what is read aloud."""
        if not index.isValid():
            return None
        cell = self._rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{cell.text}, {cell.line}" if cell.line else cell.text
            case CellRole.LINE:
                return cell.line or None
            case CellRole.PILL:
                return cell.pill
            case CellRole.LEAD:
                return cell.lead
            case CellRole.TONE:
                return cell.tone or None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if cell.right else _LEFT
        return None
