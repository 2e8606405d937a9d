"""The road in time: steps as bars up to the day to be ready, the quarter-ends, and how ready the unit was so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zi_assess.i18n import _, date_short, number
from zi_assess.reports import planning
from zi_assess.reports.charts import Circle, Drawing, Line, Rect, Shape, Text
from zi_assess.reports.planning import Drawn
from zi_assess.ui import theme
from zi_assess.ui.paint import paint

_ROW, _HEAD, _FOOT = 26.0, 34.0, 6.0
_MONTHS = 12  # more months than this are named every other time


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from *first* to *last* laid over *left* … *right*."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        whole = max(1, (self.last - self.first).days)
        share = min(1.0, max(0.0, (day - self.first).days / whole))
        return self.left + share * (self.right - self.left)

    def months(self) -> list[date]:
        """The first days of the months inside."""
        made, day = [], self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                made.append(day)
            day = (day + timedelta(days=32)).replace(day=1)
        return made


def bars(drawn: Drawn, width: float, size: float, scale: float, label_width: float) -> Drawing:
    """The steps of *drawn* below each other under the months; *size* is that of the type."""
    deadline = drawn.wishes.deadline or drawn.road.last
    last = max(deadline, drawn.road.last) + timedelta(days=10)
    axis = Axis(drawn.today, last, label_width, width - 8 * scale)
    row, head = _ROW * scale, _HEAD * scale
    height = head + row * len(drawn.road.bars) + _FOOT * scale
    shapes = _months(axis, head, height, size)
    shapes += _marks(drawn, axis, head, height, size)
    for place, bar in enumerate(drawn.road.bars):
        top = head + place * row
        base = top + row / 2 + size * 0.36
        shapes.append(Text(0, base, f"{place + 1}. {bar.step.code}", size, "ink"))
        left, right = axis.x(bar.first), axis.x(bar.last + timedelta(days=1))
        wide, thick = max(4.0 * scale, right - left), row * 0.5
        fill = "bad" if bar.late else "brand"
        shapes.append(Rect(left, top + (row - thick) / 2, wide, thick, fill, thick / 3))
        if bar.late:
            words = _("lewat {n} hari").format(n=bar.late)
            inside = wide > size * len(words) * 0.6
            at = left + wide - 6 * scale if inside else left - 6 * scale
            shapes.append(Text(at, base, words, size, "on_brand" if inside else "bad", "end", bold=True))
    return Drawing(width, height, tuple(shapes))


def _months(axis: Axis, head: float, height: float, size: float) -> list[Shape]:
    made: list[Shape] = []
    months = axis.months()
    every = 1 + (len(months) - 1) // _MONTHS
    for place, day in enumerate(months):
        x = axis.x(day)
        made.append(Line(x, head - 4, x, height, "line"))
        if place % every == 0:
            name = date_short(day).split(" ", 1)[1]
            words = name if day.month == 1 or place == 0 else name.split(" ")[0]
            made.append(Text(x + 3, size * 1.1, words, size, "muted"))
    return made


def _marks(drawn: Drawn, axis: Axis, head: float, height: float, size: float) -> list[Shape]:
    """The quarter-ends, and the day to be ready as a dashed line."""
    made: list[Shape] = []
    for name, day in planning.checkpoints(axis.first, axis.last):
        x = axis.x(day)
        made.append(Line(x, head - 8, x, height, "edge", dash=3))
        made.append(Text(x - 3, head - 6, name, size, "faint", "end", bold=True))
    if drawn.wishes.deadline is not None:
        x = axis.x(drawn.wishes.deadline)
        words = date_short(drawn.wishes.deadline).rsplit(" ", 1)[0]
        made.append(Line(x, head - 12, x, height, "warn", width=2))
        made.append(Text(x - 4, head - 6, words, size, "warn", "end", bold=True))
    return made


def curve(
    history: Sequence[tuple[date, Fraction]],
    minimum: Fraction | None,
    width: float,
    height: float,
    size: float,
) -> Drawing:
    """The total over the days as a line, with the threshold it has to pass; empty below two days."""
    if len(history) < 2:
        return Drawing(width, height, ())
    left, bottom, top = size * 3.6, height - size * 1.8, size
    values = [float(one) for _day, one in history] + ([float(minimum)] if minimum is not None else [])
    low, high = min(values), max(values)
    low, high = max(0.0, low - 0.1 * (high - low) - 1), high + 0.1 * (high - low) + 1
    axis = Axis(history[0][0], history[-1][0], left, width - size * 4)

    def y(value: float) -> float:
        return bottom - (value - low) / (high - low) * (bottom - top)

    shapes: list[Shape] = [Line(left, bottom, width - size * 4, bottom, "line")]
    if minimum is not None:
        at = y(float(minimum))
        shapes.append(Line(left, at, width - size * 4, at, "warn", width=1.2, dash=4))
        shapes.append(Text(left - 6, at + size * 0.36, number(minimum, 0), size, "warn", "end", bold=True))
    points = [(axis.x(day), y(float(value))) for day, value in history]
    for (x1, y1), (x2, y2) in pairwise(points):
        shapes.append(Line(x1, y1, x2, y2, "brand", width=2))
    shapes += [Circle(x, at, 3, "brand") for x, at in points]
    shapes.append(Text(points[-1][0] + 7, points[-1][1] + size * 0.36, number(history[-1][1]), size, "ink"))
    shapes.append(Text(left, height - size * 0.3, date_short(history[0][0]), size, "muted"))
    shapes.append(Text(points[-1][0], height - size * 0.3, date_short(history[-1][0]), size, "muted", "end"))
    return Drawing(width, height, tuple(shapes))


class Timeline(QWidget):
    """The bars of a plan; its accessible name tells when all is done."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn: Drawn | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, drawn: Drawn) -> None:
        """Show the road of *drawn*."""
        self._drawn = drawn
        self.setAccessibleName(planning.deadline_line(drawn))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As many rows as steps."""
        rows = len(self._drawn.road.bars) if self._drawn is not None else 1
        return QSize(theme.px(600), theme.px(round(_HEAD + _ROW * rows + _FOOT)))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shapes of `bars`."""
        if self._drawn is None:
            return
        size = float(theme.px(theme.TYPE["small"]))
        codes = [f"{n + 1}. {bar.step.code}" for n, bar in enumerate(self._drawn.road.bars)]
        room = max((theme.metrics("small").horizontalAdvance(one) for one in codes), default=0) + theme.px(14)
        drawing = bars(self._drawn, self.width(), size, theme.px(100) / 100, room)
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
