"""Rows of words as a table's model, for lists that are made anew with every sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zi_assess.ui.models.roles import CellRole

Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, a muted second line, and how they are drawn; *pill* is a kind such as `ok`."""

    text: str
    line: str = ""
    pill: str = ""
    icon: str = ""
    lead: bool = False
    tone: str = ""
    right: bool = False


@dataclass(frozen=True, slots=True)
class CellRow:
    """One row of the table; *key* tells which thing it shows."""

    key: str
    cells: tuple[Cell, ...]


class CellsModel(QAbstractTableModel):
    """Rows under *heads*. Rows with the same keys as before are only painted again."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self._rows: tuple[CellRow, ...] = ()

    def set_rows(self, rows: Sequence[CellRow]) -> None:
        """Show *rows*."""
        before, after = self._rows, tuple(rows)
        if before == after:
            return
        if [one.key for one in before] != [one.key for one in after]:
            self.beginResetModel()
            self._rows = after
            self.endResetModel()
            return
        self._rows = after
        for n, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(n, 0), self.index(n, len(self._heads) - 1))

    def key(self, row: int) -> str:
        """What *row* shows; "" for no row."""
        return self._rows[row].key if 0 <= row < len(self._rows) else ""

    def row_of(self, key: str) -> int:
        """The row that shows *key*, or -1."""
        return next((n for n, one in enumerate(self._rows) if one.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as there are heads."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads, over their figures where those stand at the right."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and self._rows:
            return _RIGHT if self._rows[0].cells[section].right else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the delegate draws, and what is read aloud; one function a role."""
        look = _LOOKS.get(role)
        return look(self._rows[index.row()].cells[index.column()]) if look and index.isValid() else None


_LOOKS: Mapping[int, Callable[[Cell], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda cell: cell.text,
    Qt.ItemDataRole.AccessibleTextRole: lambda cell: ", ".join(filter(None, (cell.text, cell.line))),
    Qt.ItemDataRole.TextAlignmentRole: lambda cell: _RIGHT if cell.right else _LEFT,
    CellRole.LINE: lambda cell: cell.line or None,
    CellRole.PILL: lambda cell: cell.pill or None,
    CellRole.ICON: lambda cell: cell.icon or None,
    CellRole.LEAD: lambda cell: cell.lead,
    CellRole.TONE: lambda cell: cell.tone or None,
}
