"""A place for a drawing of `reports`: drawn anew for the size it has, in the theme's colours."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zi_assess.reports.charts import Drawing
from zi_assess.ui import theme
from zi_assess.ui.paint import paint

Draw = Callable[[float, float, float], Drawing]
"""From width, height and the size of the type to the shapes."""


class ChartView(QWidget):
    """Shows what a `Draw` gives; *told* says the same in words. *height* is in pixels of the normal mode."""

    def __init__(self, name: str, height: int = 200) -> None:
        super().__init__()
        self._name = name
        self._height = height
        self._draw: Draw | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, draw: Draw | None, told: str, height: int = 0) -> None:
        """Show the drawing of *draw*, as high as *height* when given."""
        self._draw = draw
        self._height = height or self._height
        self.setAccessibleName(f"{self._name}: {told}" if told else self._name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as told."""
        return QSize(theme.px(320), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        """As high, and narrow."""
        return QSize(theme.px(200), theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shapes."""
        if self._draw is not None:
            size = float(theme.px(theme.TYPE["small"]))
            drawing = self._draw(float(self.width()), float(self.height()), size)
            paint(QPainter(self), drawing.shapes)
