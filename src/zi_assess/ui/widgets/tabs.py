"""Views of one page as words in a row, one of them underlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from zi_assess.i18n import count as spelled
from zi_assess.ui import theme
from zi_assess.ui.theme import RADIUS_CONTROL
from zi_assess.ui.widgets.buttons import clear, frame
from zi_assess.ui.widgets.focus import leave_arrows, ringed, walk


class _Tab(QAbstractButton):
    """One view."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._count = ""
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        """Show *count* after the words; 0 shows none."""
        self._count = spelled(count) if count else ""
        self.setAccessibleName(f"{self.text()} {self._count}".strip())
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """The row decides."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the row's."""
        if not leave_arrows(event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the mode changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The words and the count."""
        words = theme.metrics(weight=600).horizontalAdvance(self.text())
        extra = theme.metrics("small", tabular=True).horizontalAdvance(self._count) + theme.px(6)
        return QSize(words + (extra if self._count else 0) + theme.px(20), theme.px(38))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, the count, and the line below."""
        painter = QPainter(self)
        on, box = self.isChecked(), QRectF(self.rect())
        if ringed(self):
            frame(painter, box, clear(), theme.color("brand"), RADIUS_CONTROL, 2)
        painter.setFont(theme.font(weight=600))
        painter.setPen(theme.color("brand" if on else "ink" if self.underMouse() else "muted"))
        room = self.rect().adjusted(theme.px(10), 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.width() >= self.sizeHint().width():  # where room is short the words come before the figure
            self._draw_count(painter)
        if on:
            line = QRectF(theme.px(8), box.height() - 3, box.width() - theme.px(16), 3)
            frame(painter, line, theme.color("brand"), None, 1.5)

    def _draw_count(self, painter: QPainter) -> None:
        right = self.rect().adjusted(0, 0, -theme.px(10), 0)
        painter.setFont(theme.font("small", tabular=True))
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._count)


class Tabs(QWidget):
    """A row of views; `chosen(str)` tells which the user wants. Arrows move, Enter and Space choose."""

    chosen = Signal(str)

    def __init__(self, name: str, views: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        self._tabs = {key: self._make(key, text) for key, text in views}
        for tab in self._tabs.values():
            row.addWidget(tab)
        self.select(next(iter(self._tabs)))

    def select(self, key: str) -> None:
        """Show *key* as the view that is open."""
        for other, tab in self._tabs.items():
            tab.setChecked(other == key)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)

    def value(self) -> str:
        """The view that is open."""
        return next(key for key, tab in self._tabs.items() if tab.isChecked())

    def set_count(self, key: str, count: int) -> None:
        """Show *count* at a view; 0 shows none."""
        self._tabs[key].set_count(count)

    def offer(self, key: str, on: bool) -> None:
        """Show a view among the others, or leave it out."""
        self._tabs[key].setHidden(not on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the views; Enter chooses."""
        tabs = [tab for tab in self._tabs.values() if not tab.isHidden()]
        if not walk(tabs, event):
            super().keyPressEvent(event)

    def _make(self, key: str, text: str) -> _Tab:
        tab = _Tab(text)
        tab.clicked.connect(lambda: self.chosen.emit(key))
        return tab
