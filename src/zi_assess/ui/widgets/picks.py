"""A list of which one ticks some: with a tick box a row, by click or the space bar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from zi_assess.ui import theme
from zi_assess.ui.widgets import icons
from zi_assess.ui.widgets.buttons import frame

Index = QModelIndex | QPersistentModelIndex
_KEY = Qt.ItemDataRole.UserRole


class _Delegate(QStyledItemDelegate):
    """Draws the box and the words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(200), theme.px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self.parent()
        assert isinstance(view, PickList)
        row: QRect = option.rect
        if view.currentIndex() == index and view.hasFocus():
            painter.fillRect(row, theme.color("selection"))
        on, side = view.ticked(index.row()), theme.px(18)
        box = QRectF(row.left() + theme.px(8), row.center().y() - side / 2 + 0.5, side, side)
        frame(painter, box, theme.color("brand" if on else "card"), theme.color("brand" if on else "edge"), 5)
        if on:
            icons.draw(painter, "centang", box.adjusted(2, 2, -2, -2), theme.color("on_brand"))
        room = row.adjusted(theme.px(36), 0, -theme.px(8), 0)
        painter.setFont(theme.font())
        painter.setPen(theme.color("ink"))
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), words)


class PickList(QListView):
    """Rows of (key, words); `picked()` when a tick changed. *name* is accessible."""

    picked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = QStandardItemModel(self)
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self._turn(index.row()))

    def set_rows(self, rows: Sequence[tuple[str, str]], on: Iterable[str] = ()) -> None:
        """Show *rows*, with the keys in *on* ticked."""
        ticked = set(on)
        self._model.clear()
        for key, words in rows:
            item = QStandardItem(words)
            item.setData(key, _KEY)
            item.setCheckable(True)  # tells assistive technology
            item.setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)
            self._model.appendRow(item)

    def ticked(self, row: int) -> bool:
        """Whether *row* is ticked."""
        return self._model.item(row).checkState() is Qt.CheckState.Checked

    def keys(self) -> tuple[str, ...]:
        """The keys that are ticked, from top to bottom."""
        rows = range(self._model.rowCount())
        return tuple(str(self._model.item(row).data(_KEY)) for row in rows if self.ticked(row))

    def sift(self, text: str) -> None:
        """Show only what has every word of *text*; what is hidden keeps its tick."""
        wanted = text.casefold().split()
        for row in range(self._model.rowCount()):
            said = self._model.item(row).text().casefold()
            self.setRowHidden(row, not all(word in said for word in wanted))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The space bar ticks."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._turn(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _turn(self, row: int) -> None:
        after = Qt.CheckState.Unchecked if self.ticked(row) else Qt.CheckState.Checked
        self._model.item(row).setCheckState(after)
        self.picked.emit()
