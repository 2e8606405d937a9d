"""The road in time as a picture, for window and paper: steps as bars up to the day to be ready, the quarter-ends, and
how ready the unit was so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from zi_assess.i18n import date_short, n_, number
from zi_assess.reports import planning
from zi_assess.reports.charts import Circle, Drawing, Line, Rect, Shape, Text
from zi_assess.reports.planning import Drawn

ROW, HEAD, FOOT = 26.0, 34.0, 6.0
_NAME = 5.5  # what a month and its year, or the day to be ready, take of the width, in sizes of the type
_QUARTER = 4.0
_CROWDED = 2  # months named more seldom than this have no line of their own


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


def bars(drawn: Drawn, names: Sequence[str], width: float, size: float, scale: float, left: float) -> Drawing:
    """The steps of *drawn* by their *names* below each other under the months, from *left* on; *size* is that of the
    type.
    """
    deadline = drawn.wishes.deadline or drawn.road.last
    last = max(deadline, drawn.road.last) + timedelta(days=10)
    axis = Axis(drawn.today, last, left, width - 8 * scale)
    row, head = ROW * scale, HEAD * scale
    height = head + row * len(drawn.road.bars) + FOOT * scale
    shapes = _months(axis, head, height, size)
    shapes += _marks(drawn, axis, head, height, size)
    for place, (bar, name) in enumerate(zip(drawn.road.bars, names, strict=True)):
        top = head + place * row
        base = top + row / 2 + size * 0.36
        shapes.append(Text(0, base, name, size, "ink"))
        begins, ends = axis.x(bar.first), axis.x(bar.last + timedelta(days=1))
        wide, thick = max(4.0 * scale, ends - begins), row * 0.5
        fill = "bad" if bar.late else "brand"
        shapes.append(Rect(begins, top + (row - thick) / 2, wide, thick, fill, thick / 3))
        if bar.late:
            words = n_("lewat {n} hari", "lewat {n} hari", bar.late).format(n=number(bar.late, 0))
            shapes.append(_late(words, begins, wide, base, size, left, 6 * scale))
    return Drawing(width, height, tuple(shapes))


def _late(words: str, begins: float, wide: float, base: float, size: float, left: float, gap: float) -> Text:
    """How late a bar is: in it, else before it, else, where the names are too near, after it."""
    room = size * len(words) * 0.6
    if wide > room:
        return Text(begins + wide - gap, base, words, size, "card", "end", bold=True)
    if begins - gap - room > left:
        return Text(begins - gap, base, words, size, "bad", "end", bold=True)
    return Text(begins + wide + gap, base, words, size, "bad", bold=True)


def _months(axis: Axis, head: float, height: float, size: float) -> list[Shape]:
    """The months by name; where there are many, every so manyth from January on."""
    made: list[Shape] = []
    months = axis.months()
    each = (axis.right - axis.left) / max(1, len(months))
    every = next((n for n in (1, 2, 3, 6) if each * n >= size * _NAME), 12)
    for place, day in enumerate(months):
        x = axis.x(day)
        if (day.month - 1) % every == 0 and x + size * _NAME < axis.right + size:
            name = date_short(day).split(" ", 1)[1]
            words = name if every > 1 or day.month == 1 or place == 0 else name.split(" ")[0]
            made.append(Text(x + 3, size * 1.1, words, size, "muted"))
        if every <= _CROWDED or (day.month - 1) % every == 0:
            made.append(Line(x, head - 4, x, height, "line"))
    return made


def _marks(drawn: Drawn, axis: Axis, head: float, height: float, size: float) -> list[Shape]:
    """The quarter-ends while there is room for them, and the day to be ready."""
    made: list[Shape] = []
    taken = axis.right + size
    if drawn.wishes.deadline is not None:
        x = axis.x(drawn.wishes.deadline)
        words = date_short(drawn.wishes.deadline).rsplit(" ", 1)[0]
        made.append(Line(x, head - 12, x, height, "warn", width=2))
        fits = x - 4 - len(words) * size * 0.6 > axis.left
        made.append(
            Text(x - 4, head - 6, words, size, "warn", "end", bold=True)
            if fits
            else Text(x + 4, head - 6, words, size, "warn", bold=True)
        )
        taken = x
    quarters = list(planning.checkpoints(axis.first, axis.last))
    if len(quarters) * size * _QUARTER > axis.right - axis.left:
        return made
    for name, day in quarters:
        x = axis.x(day)
        made.append(Line(x, head - 8, x, height, "edge", dash=3))
        if not -size * _QUARTER < x - taken < size * _NAME:  # the day to be ready is named there
            made.append(Text(x - 3, head - 6, name, size, "faint", "end", bold=True))
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
