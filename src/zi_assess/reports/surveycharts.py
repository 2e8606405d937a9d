"""Charts of surveys as plain shapes: unsur against the grades, the trend, shares, frequency against control."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zi_assess.reports.charts import Anchor, Circle, Drawing, Line, Polygon, Rect, Shape, Text

LEAST, MOST = 25.0, 100.0
"""The ends of a converted value: all answers the lowest, all the highest."""
FILLS = {"A": "ok", "B": "brand", "C": "warn", "D": "bad"}
_STEEPEST = 0.62  # opacity of the highest risk: letters on it stay legible


@dataclass(frozen=True, slots=True)
class Zone:
    """A grade of a table and the value (25–100) from which it is earned."""

    letter: str
    at_least: float


@dataclass(frozen=True, slots=True)
class UnsurBar:
    """One row of `unsur_bars`: *value* 25–100 or None where nobody answered; *texts* stand at the right, in columns."""

    label: str
    value: float | None
    letter: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One period of `trend_line`: *value* 25–100 (None: a gap), its figure in words, its grade."""

    label: str
    value: float | None
    text: str
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """One row of `share_bars`: *share* 0–1 and its words."""

    label: str
    share: float
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One item of `heat_map` at its mean *frequency* and *control*, named by a few letters."""

    name: str
    frequency: float
    control: float


def fill_of(letter: str) -> str:
    """The colour of a grade; that of something ungraded where there is none."""
    return FILLS.get(letter[:1], "edge")


def unsur_bars(
    rows: Sequence[UnsurBar],
    zones: Sequence[Zone],
    width: float,
    *,
    size: float = 9,
    label_width: float = 170,
    columns: Sequence[float] = (38.0,),
    row: float = 24,
    plain: int = 9,
) -> Drawing:
    """A bar for each unsur from 25 to 100 with a line where each grade begins; *columns* are the widths of the texts.

    The first *plain* texts are set quietly, at most all but the last, which has the colour of its grade.

    The letters of the grades stand above the bars, so there is one row more than there are unsur.
    """
    left = label_width
    right = max(left + 1, width - sum(columns) - size * 0.8)
    height = row * len(rows) + row * 0.8
    shapes: list[Shape] = list(_zones(zones, left, right, row * 0.8, height, size))
    for number, bar in enumerate(rows):
        middle = row * 0.8 + (number + 0.5) * row
        base = middle + size * 0.36
        shapes.append(Text(0, base, bar.label, size, "ink"))
        shapes += _value_bar(bar, left, right, middle, row * 0.4)
        edge = width
        for n, text in reversed(list(enumerate(bar.texts))):
            last = n == len(bar.texts) - 1
            quiet = n < plain and not last
            fill = fill_of(bar.letter) if last and bar.letter else "muted" if quiet else "ink"
            shapes.append(Text(edge, base, text, size, fill, "end", bold=not quiet))
            edge -= columns[n] if n < len(columns) else columns[-1]
    return Drawing(width, height, tuple(shapes))


def _value_bar(bar: UnsurBar, left: float, right: float, middle: float, thick: float) -> Iterator[Shape]:
    yield Rect(left, middle - 0.5, right - left, 1, "track")
    if bar.value is not None:
        length = max(thick, (right - left) * _place(bar.value))
        yield Rect(left, middle - thick / 2, length, thick, fill_of(bar.letter), thick / 4)


def _zones(
    zones: Sequence[Zone], left: float, right: float, top: float, bottom: float, size: float
) -> Iterator[Shape]:
    """Lines where grades begin, and their letters in the middle of their room."""
    starts = sorted(zones, key=lambda zone: zone.at_least)
    for number, zone in enumerate(starts):
        x = left + (right - left) * _place(zone.at_least)
        end = starts[number + 1].at_least if number + 1 < len(starts) else MOST
        until = left + (right - left) * _place(end)
        if number:
            yield Line(x, top * 0.5, x, bottom, "edge", 0.7, 2)
        yield Text((x + until) / 2, top * 0.72, zone.letter, size * 0.9, "faint", "middle", bold=True)


def trend_line(
    points: Sequence[Point], zones: Sequence[Zone], width: float, height: float, *, size: float = 9
) -> Drawing:
    """Values over periods, oldest at the left, on a scale just wide enough for them, with the grades' borders."""
    left, right, top, bottom = size * 2.6, width - size * 2.2, size * 2.2, height - size * 2.6
    known = [one.value for one in points if one.value is not None]
    if not known:
        return Drawing(width, height, ())
    low, high = _range(known)

    def down(value: float) -> float:
        return bottom - (bottom - top) * (value - low) / (high - low)

    shapes: list[Shape] = [Line(left, bottom, right, bottom, "edge", 0.8)]
    for zone in zones:
        if low < zone.at_least < high:
            y = down(zone.at_least)
            shapes.append(Line(left, y, right, y, "edge", 0.7, 3))
            shapes.append(
                Text(left - size * 0.5, y - size * 0.25, zone.letter, size * 0.9, "faint", "end", bold=True)
            )
    step = (right - left) / max(1, len(points) - 1)
    places = [left + step * n if len(points) > 1 else (left + right) / 2 for n in range(len(points))]
    drawn = [(x, one) for x, one in zip(places, points, strict=True) if one.value is not None]
    for (x1, one), (x2, two) in pairwise(drawn):
        shapes.append(Line(x1, down(one.value or 0), x2, down(two.value or 0), "brand", 1.8))
    for x, one in drawn:
        y = down(one.value or 0)
        shapes.append(Circle(x, y, size * 0.42, fill_of(one.letter) if one.letter else "brand"))
        shapes.append(Text(x, y - size * 0.9, one.text, size, "ink", "middle", bold=True))
    every = max(1, -(-len(points) * size * 9 // max(1, right - left)))
    for number, (x, one) in enumerate(zip(places, points, strict=True)):
        if (len(points) - 1 - number) % every == 0:
            anchor = _anchor(number, len(points))
            shapes.append(Text(x, bottom + size * 1.6, one.label, size * 0.92, "muted", anchor))
    return Drawing(width, height, tuple(shapes))


def _anchor(number: int, many: int) -> Anchor:
    """Labels at the ends grow inwards."""
    if many == 1 or 0 < number < many - 1:
        return "middle"
    return "end" if number else "start"


def _range(known: Sequence[float]) -> tuple[float, float]:
    """A scale with some room above and below, at least ten points high, inside 25–100."""
    low, high = min(known), max(known)
    spare = max(5.0, (high - low) * 0.35)
    return max(0.0, low - spare), min(MOST + 2, max(high + spare, low - spare + 10))


def share_bars(
    rows: Sequence[Share],
    width: float,
    *,
    size: float = 9,
    label_width: float = 110,
    text_width: float = 64,
    row: float = 18,
    fill: str = "brand",
) -> Drawing:
    """How respondents divide: label, a bar of its share, and count with percentage."""
    left, right = label_width, max(label_width + 1, width - text_width)
    shapes: list[Shape] = []
    for number, one in enumerate(rows):
        middle = (number + 0.5) * row
        base, thick = middle + size * 0.36, row * 0.42
        shapes.append(Text(0, base, one.label, size, "ink"))
        shapes.append(Rect(left, middle - thick / 2, right - left, thick, "track", thick / 2))
        if one.share > 0:
            length = max(thick, (right - left) * min(1.0, one.share))
            shapes.append(Rect(left, middle - thick / 2, length, thick, fill, thick / 2))
        shapes.append(Text(width, base, one.text, size, "ink", "end"))
    return Drawing(width, row * len(rows), tuple(shapes))


def heat_map(
    spots: Sequence[Spot],
    across: Sequence[str],
    down: Sequence[str],
    width: float,
    height: float,
    *,
    names: tuple[str, str],
    size: float = 9,
) -> Drawing:
    """Frequency to the right (*across* names its steps from 0), control upwards (*down* from 0), risk as the tint.

    *names* are the titles of the two axes. Spots that fall on one place stand beside each other.
    """
    left, top, bottom = size * 13, size * 1.8, height - size * 4.2
    room, tall = (width - left) / len(across), (bottom - top) / len(down)
    shapes: list[Shape] = []
    most = (len(across) - 1) * (len(down) - 1)
    for x, _name in enumerate(across):
        for y, _other in enumerate(down):
            risk = x * (len(down) - 1 - y) / most if most else 0.0
            corner = left + x * room, bottom - (y + 1) * tall
            shapes += _tile(corner, room, tall, risk)
    for x, name in enumerate(across):
        shapes.append(
            Text(left + (x + 0.5) * room, bottom + size * 1.5, name, size * 0.92, "muted", "middle")
        )
    for y, name in enumerate(down):
        shapes.append(
            Text(
                left - size * 0.8, bottom - (y + 0.5) * tall + size * 0.36, name, size * 0.92, "muted", "end"
            )
        )
    shapes.append(Text((left + width) / 2, height - size * 0.7, names[0], size, "ink", "middle", bold=True))
    shapes.append(Text(0, size * 0.9, names[1], size, "ink", "start", bold=True))
    placed: list[tuple[float, float]] = []
    for spot in spots:
        at = left + (spot.frequency + 0.5) * room, bottom - (spot.control + 0.5) * tall
        placed.append(_free(at, placed, size * 2.2))
        shapes += _spot(placed[-1], spot.name, size)
    return Drawing(width, height, tuple(shapes))


def _tile(corner: tuple[float, float], room: float, tall: float, risk: float) -> Iterator[Shape]:
    x, y = corner
    outline = ((x + 1, y + 1), (x + room - 1, y + 1), (x + room - 1, y + tall - 1), (x + 1, y + tall - 1))
    yield Polygon(
        outline, fill="ok_tint" if risk == 0 else "bad", opacity=1.0 if risk == 0 else 0.08 + risk * _STEEPEST
    )


def _free(
    at: tuple[float, float], placed: Sequence[tuple[float, float]], apart: float
) -> tuple[float, float]:
    """*at*, or the nearest place around it where no spot stands closer than *apart*."""
    tries = [at]
    for ring in range(1, 6):
        for turn in range(6 * ring):
            angle = math.tau * turn / (6 * ring)
            tries.append((at[0] + math.cos(angle) * apart * ring, at[1] + math.sin(angle) * apart * ring))
    return next((one for one in tries if all(math.dist(one, other) >= apart * 0.98 for other in placed)), at)


def _spot(at: tuple[float, float], name: str, size: float) -> Iterator[Shape]:
    x, y = at
    yield Circle(x, y, size * 1.12, "card")
    yield Circle(x, y, size * 1.0, "ink")
    yield Text(x, y + size * 0.33, name, size * 0.9, "card", "middle", bold=True)


def _place(value: float) -> float:
    return min(1.0, max(0.0, (value - LEAST) / (MOST - LEAST)))
