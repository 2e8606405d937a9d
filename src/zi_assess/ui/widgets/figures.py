"""Figures that lead a page: the one big number, and the radar of the areas."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from zi_assess.reports import charts
from zi_assess.ui import theme
from zi_assess.ui.paint import paint
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.pill import Pill
from zi_assess.ui.widgets.text import label


class BigNumber(QWidget):
    """The one big number of a page: a caption above, a pill and a muted line below."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self._caption = label(caption, tone="muted")
        self._number = label(size="huge", weight=600)
        self._pill = Pill()
        self._line = label(size="small", tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._caption)
        column.addWidget(self._number)
        column.addSpacing(theme.px(2))
        column.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(theme.px(8))
        column.addWidget(self._line)

    def set(self, number: str, kind: Kind = "neutral", pill: str = "", line: str = "") -> None:
        """Show *number*, the state in words and a line below."""
        self._number.setText(number)
        self._number.setAccessibleName(f"{self._caption.text()} {number}")
        self._pill.set(pill, kind)
        self._line.setText(line)
        self._line.setHidden(not line)


class RadarChart(QWidget):
    """A radar of three or more spokes; what to reach is a dashed line, what falls short a red point.

    The same numbers should stand in words nearby: its accessible name spells them out.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._spokes: tuple[charts.Spoke, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set(self, spokes: Sequence[charts.Spoke]) -> None:
        """Show *spokes*, clockwise from the top."""
        self._spokes = tuple(spokes)
        told = ", ".join(f"{spoke.label} {spoke.share * 100:.0f}%" for spoke in self._spokes)
        self.setAccessibleName(f"{self._name}: {told}")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for rings and labels."""
        return QSize(theme.px(320), theme.px(240))

    def minimumSizeHint(self) -> QSize:
        """Still legible."""
        return QSize(theme.px(220), theme.px(170))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shapes of `charts.radar`."""
        painter = QPainter(self)
        size = float(theme.px(theme.TYPE["tiny"]))
        paint(painter, charts.radar(self._spokes, self.width(), self.height(), size=size).shapes)
