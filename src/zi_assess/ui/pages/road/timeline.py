"""The road in time, painted: the steps of a plan as bars, and how ready the unit was so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, date_short, number
from zi_assess.reports import planning
from zi_assess.reports.planning import Drawn
from zi_assess.reports.roadchart import FOOT, HEAD, ROW, bars, curve
from zi_assess.ui import theme
from zi_assess.ui.paint import paint

_NAMES = 0.28  # no more of the width than this is for the names of the steps


class Timeline(QWidget):
    """The bars of a plan; its accessible name tells when all is done."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn: Drawn | None = None
        self._names: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, sheet: Sheet, drawn: Drawn) -> None:
        """Show the road of *drawn*, a plan of *sheet*."""
        questions = [planning.question_of(sheet, bar.step.code) for bar in drawn.road.bars]
        self._drawn = drawn
        self._names = [f"{n}. {one.short or one.title}" for n, one in enumerate(questions, 1)]
        self.setAccessibleName(planning.deadline_line(drawn))
        self.setVisible(bool(drawn.road.bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As many rows as steps."""
        rows = len(self._drawn.road.bars) if self._drawn is not None else 1
        return QSize(theme.px(600), theme.px(round(HEAD + ROW * rows + FOOT)))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shapes of `bars`."""
        if self._drawn is None:
            return
        size = float(theme.px(theme.TYPE["small"]))
        metrics = theme.metrics("small", tabular=True)
        most = round(self.width() * _NAMES)
        names = [metrics.elidedText(one, Qt.TextElideMode.ElideRight, most) for one in self._names]
        room = max((metrics.horizontalAdvance(one) for one in names), default=0) + theme.px(14)
        drawing = bars(self._drawn, names, self.width(), size, theme.px(100) / 100, room)
        paint(QPainter(self), drawing.shapes)


class Curve(QWidget):
    """The total over time."""

    def __init__(self) -> None:
        super().__init__()
        self._history: tuple[tuple[date, Fraction], ...] = ()
        self._minimum: Fraction | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, history: Sequence[tuple[date, Fraction]], minimum: Fraction | None) -> None:
        """Show *history* against the total's *minimum*."""
        self._history, self._minimum = tuple(history), minimum
        told = ", ".join(f"{date_short(day)} {number(value)}" for day, value in self._history[-6:])
        self.setAccessibleName(_("Nilai dari waktu ke waktu: {values}").format(values=told))
        self.update()

    def sizeHint(self) -> QSize:
        """A low strip."""
        return QSize(theme.px(600), theme.px(150))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shapes of `curve`."""
        size = float(theme.px(theme.TYPE["small"]))
        drawing = curve(self._history, self._minimum, self.width(), self.height(), size)
        paint(QPainter(self), drawing.shapes)
