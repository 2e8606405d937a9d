"""The look of the tree: mark, title, score and progress in columns; files may be dropped on a row."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from zi_assess.ui import theme
from zi_assess.ui.models.roles import TreeRole as TreeRole
from zi_assess.ui.models.roles import TreeState as TreeState
from zi_assess.ui.widgets import icons
from zi_assess.ui.widgets.buttons import frame
from zi_assess.ui.widgets.slot import accept_copy, local_files

Index = QModelIndex | QPersistentModelIndex
COLUMN, MARK_ROOM = 46, 16
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)


class TreeDelegate(QStyledItemDelegate):
    """Draws one row: mark, title, score, progress; all rows are equally high."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        return QSize(theme.px(120), theme.px(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row; its ground is drawn by `TreeView`."""
        self.draw(painter, option.rect, index)

    def draw(self, painter: QPainter, row: QRect, index: Index, *, chosen: bool = False) -> None:
        """Draw what stands on *row*."""
        state = TreeState(index.data(TreeRole.STATE) or 0)
        right = row.right() - theme.px(12)
        right = _column(painter, row, right, index.data(TreeRole.PROGRESS), _progress_token(state))
        score = str(index.data(TreeRole.SCORE) or "")
        _column(painter, row, right, score, "ink")
        right -= theme.metrics(tabular=True).horizontalAdvance(
            score
        )  # a short score leaves its room to the title
        right = _initials(painter, row, right - theme.px(6), index.data(TreeRole.WHO))
        left = row.left()
        if state is not TreeState.NONE:
            side = theme.px(10)
            draw_mark(painter, QRectF(left, row.center().y() - side / 2 + 0.5, side, side), state)
            left += theme.px(MARK_ROOM)
        lead = bool(index.data(TreeRole.LEAD)) or (chosen and state is not TreeState.NONE)
        painter.setFont(theme.font(weight=600 if lead else 400))
        painter.setPen(theme.color("ink"))
        room = QRect(left, row.top(), right - left - theme.px(10), row.height())
        title = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _MIDDLE, title)


def _column(painter: QPainter, row: QRect, right: int, text: Any, token: str) -> int:
    """Draw *text* right-aligned in a column that ends at *right*, and return where the next one ends."""
    width = theme.px(COLUMN)
    if text:
        painter.setFont(theme.font(tabular=True))
        painter.setPen(theme.color(token))
        painter.drawText(QRect(right - width, row.top(), width, row.height()), _RIGHT, str(text))
    return right - width


def _initials(painter: QPainter, row: QRect, right: int, who: Any) -> int:
    """Draw who is in charge as a small round chip that ends at *right*, and return where what is before it ends."""
    if not who:
        return right
    side = theme.px(20)
    spot = QRectF(right - side, row.center().y() - side / 2 + 0.5, side, side)
    painter.save()
    frame(painter, spot, theme.color("neutral_tint"), None, side / 2)
    painter.setFont(theme.font("tiny", 600))
    painter.setPen(theme.color("neutral"))
    painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), str(who))
    painter.restore()
    return right - side


def _progress_token(state: TreeState) -> str:
    return {TreeState.PART: "warn", TreeState.WRONG: "bad"}.get(state, "muted")


def draw_mark(painter: QPainter, box: QRectF, state: TreeState) -> None:
    """Draw the mark of *state*: hollow ring, half disc, disc with a tick, diamond."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    token = {TreeState.PART: "warn", TreeState.DONE: "ok", TreeState.WRONG: "bad"}.get(state, "edge")
    color = theme.color(token)
    painter.setPen(QPen(color, 1.5))
    inner = box.adjusted(0.75, 0.75, -0.75, -0.75)
    if state is TreeState.WRONG:
        _diamond(painter, box, color)
    elif state is TreeState.DONE:
        _tick(painter, box, color)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(inner)
        if state is TreeState.PART:
            painter.setBrush(color)
            painter.drawPie(inner, 90 * 16, 180 * 16)
    painter.restore()


def _diamond(painter: QPainter, box: QRectF, color: QColor) -> None:
    middle = box.center()
    path = QPainterPath(QPointF(middle.x(), box.top()))
    for x, y in ((box.right(), middle.y()), (middle.x(), box.bottom()), (box.left(), middle.y())):
        path.lineTo(x, y)
    path.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPath(path)


def _tick(painter: QPainter, box: QRectF, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(box)
    painter.setPen(QPen(theme.color("card"), 1.4))
    path = QPainterPath(QPointF(box.left() + box.width() * 0.28, box.top() + box.height() * 0.53))
    path.lineTo(box.left() + box.width() * 0.44, box.top() + box.height() * 0.69)
    path.lineTo(box.left() + box.width() * 0.74, box.top() + box.height() * 0.34)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


class TreeView(QTreeView):
    """A tree in our look. `files_dropped(QModelIndex, list)` passes the row and the `Path`s dropped on it.

    Set `can_take` to tell which rows take files: a function of the index; none do until then.
    """

    files_dropped = Signal(QModelIndex, list)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.can_take = _takes_nothing
        self._target = QPersistentModelIndex()
        self._hot = QPersistentModelIndex()
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(theme.px(14))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self._delegate = TreeDelegate(
            self
        )  # called directly: option.state would load QStyle, 4 ms of a start
        self.setItemDelegate(self._delegate)
        self.entered.connect(self._enter)

    def draw_with(self, delegate: TreeDelegate) -> None:
        """Draw rows by *delegate* instead."""
        self._delegate = delegate
        self.setItemDelegate(delegate)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground of the whole row, then what is on it."""
        row: QRect = option.rect
        chosen = self.currentIndex() == index
        over = self._target.isValid() and self._target == index
        if chosen or over:
            painter.fillRect(row, theme.color("selection" if chosen else "brand_tint"))
        elif self._hot == index:
            painter.fillRect(row, theme.color("hover"))
        if over or (chosen and self.hasFocus()):
            painter.setPen(QPen(theme.color("brand"), 1.5))
            painter.drawRect(QRectF(row).adjusted(1, 1, -1, -1))
        inset = self._inset(index)
        if self.model().hasChildren(index):
            self.drawBranches(painter, QRect(row.left(), row.top(), inset, row.height()), index)
        elif index.data(TreeRole.STATE):  # the mark of a leaf stands where a group has its arrow
            inset -= theme.px(MARK_ROOM)
        self._delegate.draw(painter, row.adjusted(inset, 0, 0, 0), index, chosen=chosen)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw our own arrow before a row that has others below it."""
        side = theme.px(12)
        spot = QRectF(rect.right() - side - theme.px(3), rect.center().y() - side / 2 + 0.5, side, side)
        icons.draw(painter, "bawah" if self.isExpanded(index) else "kanan", spot, theme.color("faint"))

    def leaveEvent(self, event: Any) -> None:
        """No row is hot any more."""
        self._enter(QModelIndex())
        super().leaveEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may come."""
        if local_files(event.mimeData()):
            accept_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show the row that would take the files."""
        index = self.indexAt(event.position().toPoint())
        good = index.isValid() and self.can_take(index)
        self._aim(index if good else QModelIndex())
        event.setAccepted(good)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped."""
        self._aim(QModelIndex())

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass on what was dropped."""
        index = self.indexAt(event.position().toPoint())
        self._aim(QModelIndex())
        if index.isValid() and self.can_take(index):
            accept_copy(event)
            self.files_dropped.emit(index, local_files(event.mimeData()))

    def _inset(self, index: Index) -> int:
        depth, above = 1, index.parent()
        while above.isValid() and above != self.rootIndex():
            depth, above = depth + 1, above.parent()
        return depth * self.indentation() + theme.px(9)

    def _enter(self, index: QModelIndex) -> None:
        self._hot = QPersistentModelIndex(index)
        self.viewport().update()

    def _aim(self, index: QModelIndex) -> None:
        self._target = QPersistentModelIndex(index)
        self.viewport().update()


def _takes_nothing(index: QModelIndex) -> bool:
    return False
