"""Check boxes in our look, with words that wrap."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from zi_assess.ui import theme
from zi_assess.ui.widgets import icons, lines
from zi_assess.ui.widgets.buttons import clear, frame
from zi_assess.ui.widgets.focus import ringed


class Check(QCheckBox):
    """A check box whose words wrap; `toggled` and `clicked` as ever."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for the wrapped words."""
        return max(theme.px(26), self._words(width).height() + theme.px(8))

    def sizeHint(self) -> QSize:
        """One line, if there is room."""
        width = theme.metrics().horizontalAdvance(self.text()) + theme.px(38)
        return QSize(min(width, theme.px(520)), self.heightForWidth(min(width, theme.px(520))))

    def minimumSizeHint(self) -> QSize:
        """As narrow as it may become."""
        return QSize(theme.px(120), theme.px(26))

    def hitButton(self, pos: QPoint) -> bool:
        """Box and words."""
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the mode changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, tick and words."""
        painter = QPainter(self)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        on, side = self.isChecked(), theme.px(18)
        box = QRectF(theme.px(4), theme.px(4), side, side)
        line = "brand" if on or ringed(self) else "edge"
        frame(
            painter,
            box,
            theme.color("brand" if on else "card"),
            theme.color(line),
            5,
            2 if ringed(self) else 1,
        )
        if on:
            icons.draw(painter, "centang", box.adjusted(2, 2, -2, -2), theme.color("on_brand"))
        if ringed(self):
            frame(painter, QRectF(self.rect()), clear(), theme.color("brand"), 5, 1)
        words = self._words(self.width())
        ink = theme.color("ink")
        lines.write(painter, self.text(), theme.font(), ink, words.left(), words.top(), words.width())

    def _words(self, width: int) -> QRect:
        left = theme.px(31)
        room = max(60, width - left - theme.px(4))
        return QRect(left, theme.px(4), room, lines.measure(self.text(), theme.font(), room)[1])
