"""Hints of the keyboard: key caps followed by what they do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zi_assess.ui import theme
from zi_assess.ui.widgets.buttons import frame

Hint = tuple[Sequence[str], str]


class KeyHints(QWidget):
    """A row of hints such as `[A]–[D] pilih   [Enter] berikutnya`; "–" and "+" among the keys are no caps.

    What does not fit the width is left out, whole hints at a time.
    """

    def __init__(self, hints: Sequence[Hint] = ()) -> None:
        super().__init__()
        self._hints: tuple[Hint, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set(hints)

    def set(self, hints: Sequence[Hint]) -> None:
        """Show *hints*: each the key caps and the words."""
        self._hints = tuple(hints)
        self.setAccessibleName(", ".join(f"{' '.join(keys)} {words}" for keys, words in hints))
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(theme.px(200), theme.px(24))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the mode changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw caps and words from left to right."""
        painter = QPainter(self)
        left = 0
        for keys, words in self._hints:
            end = left + self._width(keys, words)
            if end > self.width():
                return
            self._draw(painter, left, keys, words)
            left = end + theme.px(16)

    def _width(self, keys: Sequence[str], words: str) -> int:
        caps = sum(self._cap(key) for key in keys) + theme.px(3) * (len(keys) - 1)
        return caps + theme.px(6) + theme.metrics("small").horizontalAdvance(words)

    def _cap(self, key: str) -> int:
        words = theme.metrics("tiny", 600).horizontalAdvance(key)
        return words if key in "–+" else max(theme.px(20), words + theme.px(11))

    def _draw(self, painter: QPainter, left: int, keys: Sequence[str], words: str) -> None:
        for key in keys:
            width = self._cap(key)
            box = QRectF(left, (self.height() - theme.px(20)) / 2, width, theme.px(20))
            if key not in "–+":
                frame(painter, box, theme.color("card"), theme.color("line"), 4)
                painter.fillRect(QRectF(box.left() + 3, box.bottom() - 1, width - 6, 1), theme.color("edge"))
            painter.setFont(theme.font("tiny", 600))
            painter.setPen(theme.color("muted"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), key)
            left += width + theme.px(3)
        painter.setFont(theme.font("small"))
        room = QRectF(left + theme.px(3), 0, self.width(), self.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
