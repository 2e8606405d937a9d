"""Charts described once as plain shapes, so that screen and paper agree: a painter for each lives elsewhere.

Coordinates run right and down from the top left corner, in pixels or points as the painter likes. Colours are
token names of the theme (`ink`, `track`, `ok` …). A text stands on its baseline.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle; *radius* rounds its corners."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; *dash* is the length of its dashes and gaps, 0 for a whole line."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 1.0
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text on the baseline *y*, placed at *x* by its *anchor*."""

    x: float
    y: float
    text: str
    size: float
    fill: str
    anchor: Anchor = "start"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed outline; *fill* (with *opacity* 0–1) and *stroke* are each left out when empty."""

    points: tuple[tuple[float, float], ...]
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    opacity: float = 1.0
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A filled disc."""

    x: float
    y: float
    radius: float
    fill: str


Shape = Rect | Line | Text | Polygon | Circle


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes from back to front and the room they take."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class AreaBar:
    """One row of `area_bars`: *share* and *mark* are 0–1, a mark of None is left out; *text* is the value."""

    label: str
    share: float
    text: str
    mark: float | None = None
    fill: str = "brand"


@dataclass(frozen=True, slots=True)
class Spoke:
    """One axis of `radar`: *share* reached and *mark* to reach, both 0–1."""

    label: str
    share: float
    mark: float | None = None


def threshold_bar(
    width: float, height: float, value: float, maximum: float, minimum: float | None = None, fill: str = ""
) -> Drawing:
    """*value* on *maximum* as a bar, with a mark at *minimum*: green if reached, red if not, or *fill*."""
    reached = minimum is None or value >= minimum
    color = fill or ("brand" if minimum is None else "ok" if reached else "bad")
    mark = None if minimum is None else _share(minimum, maximum)
    shapes = tuple(_bar(0, 0, width, height, _share(value, maximum), mark, color))
    return Drawing(width, height, shapes)


def twin_bar(
    width: float, height: float, own: float, other: float | None, maximum: float, minimum: float | None = None
) -> Drawing:
    """Two values on *maximum* below each other: *own* in grey, *other* in colour, with a mark at *minimum*.

    Without *other*, *own* takes its place.
    """
    if other is None:
        return threshold_bar(width, height, own, maximum, minimum)
    half = height / 2
    mark = None if minimum is None else _share(minimum, maximum)
    color = "brand" if minimum is None or other >= minimum else "bad"
    shapes = [*_bar(0, 0, width, half, _share(own, maximum), mark, "edge")]
    shapes += _bar(0, half, width, half, _share(other, maximum), mark, color)
    return Drawing(width, height, tuple(shapes))


def area_bars(
    rows: Sequence[AreaBar],
    width: float,
    *,
    size: float = 9,
    label_width: float = 160,
    text_width: float = 70,
    row: float = 24,
) -> Drawing:
    """Horizontal bars with label, mark and value, one *row* high each; *size* is that of the type."""
    left, right = label_width, max(label_width + 1, width - text_width)
    shapes: list[Shape] = []
    for number, bar in enumerate(rows):
        middle = (number + 0.5) * row
        base = middle + size * 0.36
        shapes.append(Text(0, base, bar.label, size, "ink"))
        shapes += _bar(left, middle - row * 0.29, right - left, row * 0.58, bar.share, bar.mark, bar.fill)
        shapes.append(Text(width, base, bar.text, size, "ink", "end", bold=True))
    return Drawing(width, row * len(rows), tuple(shapes))


def radar(
    spokes: Sequence[Spoke], width: float, height: float, *, size: float = 9, fill: str = "brand"
) -> Drawing:
    """A web with a ring each quarter, the shares as an area, the marks dashed; empty below three spokes."""
    if len(spokes) < 3:
        return Drawing(width, height, ())
    x, y = width / 2, height / 2
    radius = max(1.0, min(width / 2 - size * 6, height / 2 - size * 2.2))
    angles = [2 * math.pi * n / len(spokes) - math.pi / 2 for n in range(len(spokes))]
    rim = [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles]
    shapes: list[Shape] = [Polygon(_ring(x, y, rim, [q / 4] * len(rim)), stroke="line") for q in (4, 3, 2, 1)]
    shapes += [Line(x, y, px, py, "line") for px, py in rim]
    if any(s.mark is not None for s in spokes):
        marks = _ring(x, y, rim, [s.mark or 0.0 for s in spokes])
        shapes.append(Polygon(marks, stroke="ink", width=1.2, dash=3))
    outline = _ring(x, y, rim, [s.share for s in spokes])
    shapes.append(Polygon(outline, fill=fill, stroke=fill, width=1.8, opacity=0.16))
    shapes += [
        Circle(px, py, size * 0.28, _spoke_color(s, fill))
        for (px, py), s in zip(outline, spokes, strict=True)
    ]
    shapes += [
        _spoke_label(x, y, angle, radius, size, s.label) for angle, s in zip(angles, spokes, strict=True)
    ]
    return Drawing(width, height, tuple(shapes))


def _bar(
    x: float, y: float, width: float, height: float, share: float, mark: float | None, fill: str
) -> Iterator[Shape]:
    """A rounded bar in the middle third of *height*; the mark takes the whole height."""
    thick = height * 0.56
    top = y + (height - thick) / 2
    radius = thick / 2
    yield Rect(x, top, width, thick, "track", radius)
    if share > 0:
        yield Rect(x, top, max(thick, width * _clip(share)), thick, fill, radius)
    if mark is not None:
        at = x + min(width - 1, max(1.0, width * _clip(mark)))
        yield Rect(at - 2, y, 4, height, "card", 1)
        yield Rect(at - 1, y, 2, height, "ink", 1)


def _ring(
    x: float, y: float, rim: Sequence[tuple[float, float]], shares: Sequence[float]
) -> tuple[tuple[float, float], ...]:
    return tuple(
        (x + (px - x) * _clip(s), y + (py - y) * _clip(s)) for (px, py), s in zip(rim, shares, strict=True)
    )


def _spoke_color(spoke: Spoke, fill: str) -> str:
    return "bad" if spoke.mark is not None and spoke.share < spoke.mark else fill


def _spoke_label(x: float, y: float, angle: float, radius: float, size: float, label: str) -> Text:
    across, down = math.cos(angle), math.sin(angle)
    anchor: Anchor = "middle" if abs(across) < 0.2 else "start" if across > 0 else "end"
    place = radius + size * 0.9
    return Text(
        x + place * across, y + place * down + size * (0.36 + 0.4 * down), label, size, "muted", anchor
    )


def _share(value: float, maximum: float) -> float:
    return _clip(value / maximum) if maximum > 0 else 0.0


def _clip(share: float) -> float:
    return min(1.0, max(0.0, share))
