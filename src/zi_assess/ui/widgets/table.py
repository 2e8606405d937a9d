"""Tables in our look: hairlines, room to read, pills for states, figures at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from zi_assess.ui import theme
from zi_assess.ui.models.roles import CellRole as CellRole
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets import icons
from zi_assess.ui.widgets.pill import draw_pill, pill_width

Index = QModelIndex | QPersistentModelIndex
_KINDS: tuple[Kind, ...] = ("ok", "warn", "bad", "info", "neutral", "brand")


class TableDelegate(QStyledItemDelegate):
    """Draws a cell with text, second line, icon or pill, and a hairline below."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = 1) -> None:
        super().__init__(parent)
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as its text, one or two lines high."""
        text = str(index.data() or "")
        width = (
            pill_width(text)
            if index.data(CellRole.PILL)
            else theme.metrics(weight=600).horizontalAdvance(text)
        )
        return QSize(width + theme.px(44 if index.data(CellRole.ICON) else 20), self.row_height())

    def row_height(self) -> int:
        """The height of every row."""
        return theme.px(50 if self._lines > 1 else 36)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        cell: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, theme.color("selection"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(cell, theme.color("hover"))
        painter.fillRect(cell.left(), cell.bottom(), cell.width(), 1, theme.color("line"))
        room = cell.adjusted(theme.px(10), 0, -theme.px(10), 0)
        if icon := index.data(CellRole.ICON):
            side = theme.px(17)
            spot = QRectF(room.left(), room.center().y() - side / 2, side, side)
            icons.draw(painter, str(icon), spot, theme.color("muted"))
            room.setLeft(room.left() + theme.px(25))
        if (kind := index.data(CellRole.PILL)) in _KINDS:
            _pill(painter, room, str(index.data() or ""), kind)
        else:
            self._words(painter, room, index)

    def _words(self, painter: QPainter, room: QRect, index: Index) -> None:
        line = index.data(CellRole.LINE)
        across = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = across is not None and bool(Qt.AlignmentFlag(across) & Qt.AlignmentFlag.AlignRight)
        weight = 600 if index.data(CellRole.LEAD) else 400
        top = room.adjusted(0, 0, 0, -room.height() // 2) if line else room
        down = Qt.AlignmentFlag.AlignBottom if line else Qt.AlignmentFlag.AlignVCenter
        token = str(index.data(CellRole.TONE) or "ink")
        _write(painter, top, str(index.data() or ""), "base", weight, token, right, down)
        if line:
            below = room.adjusted(0, room.height() // 2 + theme.px(1), 0, 0)
            _write(painter, below, str(line), "small", 400, "muted", right, Qt.AlignmentFlag.AlignTop)


def _write(
    painter: QPainter,
    room: QRect,
    text: str,
    size: theme.Size,
    weight: int,
    token: str,
    right: bool,
    down: Qt.AlignmentFlag,
) -> None:
    painter.setFont(theme.font(size, weight, tabular=right))
    painter.setPen(theme.color(token))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    across = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, int(down | across | Qt.TextFlag.TextSingleLine), shown)


def _pill(painter: QPainter, room: QRect, text: str, kind: Kind) -> None:
    if not text:
        return
    height = theme.metrics("small", 600).height() + theme.px(5)
    top = room.center().y() - height / 2
    draw_pill(painter, QRectF(room.left(), top, min(pill_width(text), room.width()), height), text, kind)


class TableView(QTableView):
    """A table in our look: whole rows are chosen, a click sorts when *sortable*; *name* is accessible."""

    def __init__(self, name: str, *, lines: int = 1, sortable: bool = True) -> None:
        super().__init__()
        delegate = TableDelegate(self, lines=lines)
        self.setAccessibleName(name)
        self.setItemDelegate(delegate)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(delegate.row_height())
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(sortable)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
