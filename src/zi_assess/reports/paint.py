"""Ink on one page: text, rules and the shapes of `charts`, written as page operators.

ReportLab's own text calls cost three times as much for a page full of small cells, so operators are written here and
the canvas only keeps fonts, pages and the file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from zi_assess.reports.charts import Circle, Drawing, Line, Polygon, Rect, Shape, Text
from zi_assess.reports.letters import DIGITS, Face, Weight, faces

WIDTH, HEIGHT = 595.28, 841.89  # A4 in points
CAP = 0.364  # half the height of Inter's capitals: sets a line in the middle of its leading

Align = Literal["left", "right", "center"]
Encode = Callable[[Face, str], list[tuple[str, str]]]
"""Text as (name of the embedded subset, escaped bytes) pieces."""

COLORS = {
    "bg": "#f5f6f8",
    "card": "#ffffff",
    "line": "#e3e6eb",
    "edge": "#868f9d",
    "ink": "#17202e",
    "muted": "#5d6878",
    "faint": "#66707f",
    "brand": "#0f5f6b",
    "brand_tint": "#e3f1f2",
    "selection": "#d9ecee",
    "track": "#e3e6eb",
    "ok": "#146b3c",
    "warn": "#8a4d00",
    "bad": "#b3261e",
    "info": "#2b5fb8",
    "neutral": "#515c6b",
    "ok_tint": "#e4f4ea",
    "warn_tint": "#fdf1dd",
    "bad_tint": "#fbe9e7",
    "info_tint": "#e8effb",
    "neutral_tint": "#eceff3",
}


def _color(token: str) -> str:
    value = int(COLORS[token][1:], 16)
    return " ".join(f"{part / 255:.3f}" for part in (value >> 16, value >> 8 & 255, value & 255))


_RGB = {token: _color(token) for token in COLORS}


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text is set; *leading* is the distance of its lines."""

    weight: Weight = "regular"
    size: float = 8.5
    color: str = "ink"
    leading: float = 12.0

    @property
    def face(self) -> Face:
        return faces()[self.weight]


class Page:
    """One page being drawn. Distances run right and down from the top left corner; text always lies above shapes."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self.shapes: list[str | float] = []
        """Operators; a number sets how opaque what follows is."""
        self.texts: list[str] = []
        self.marks: list[tuple[str, int, float]] = []
        """Bookmarks: title, depth, distance from the top."""
        self._name, self._size, self._fill = "", 0.0, ""

    def text(self, x: float, base: float, text: str, style: Style, align: Align = "left") -> None:
        """Set one line of printable *text* on the baseline *base*."""
        self.lines(x, base, (text,), style, align)

    def lines(self, x: float, base: float, lines: Sequence[str], style: Style, align: Align = "left") -> None:
        """Set printable *lines*, the first on the baseline *base*, the others below it."""
        face, size, texts = style.face, style.size, self.texts
        self._color(style.color)
        for line in lines:
            left = x
            if align != "left":
                wide = face.width(line) * size / 1000
                left -= wide if align == "right" else wide / 2
            texts.append(f"1 0 0 1 {left:.2f} {HEIGHT - base:.2f} Tm")
            for name, escaped in self._encode(face, line) if line else ():
                if name != self._name or size != self._size:
                    self._font(name, size)
                texts.append(f"({escaped}) Tj")
            base += style.leading

    def figures(self, right: float, base: float, text: str, style: Style) -> None:
        """Set a number so that its digits stand under those of the rows above: all digits equally wide."""
        face = style.face
        pieces = self._encode(face, text)
        if len(pieces) != 1:
            self.text(right, base, text, style, "right")
            return
        self._color(style.color)
        left = right - face.figures_width(text) * style.size / 1000
        self.texts.append(f"1 0 0 1 {left:.2f} {HEIGHT - base:.2f} Tm")
        self._font(pieces[0][0], style.size)
        self.texts.append(f"[{' '.join([self._padded(char, face) for char in text])}] TJ")

    def _padded(self, char: str, face: Face) -> str:
        if char not in DIGITS:
            return f"({self._encode(face, char)[0][1]})"
        half = (face.digit - face.chars[char]) / 2
        return f"{-half:.0f} ({char}) {-half:.0f}" if half >= 0.5 else f"({char})"

    def _color(self, token: str) -> None:
        if token != self._fill:
            self._fill = token
            self.texts.append(f"{_RGB[token]} rg")

    def _font(self, name: str, size: float) -> None:
        if name != self._name or size != self._size:
            self._name, self._size = name, size
            self.texts.append(f"{name} {size:g} Tf")

    def rect(self, x: float, y: float, width: float, height: float, fill: str, radius: float = 0.0) -> None:
        bottom = HEIGHT - y - height
        radius = min(radius, width / 2, height / 2)
        path = (
            _rounded(x, bottom, width, height, radius)
            if radius > 0
            else f"{x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re"
        )
        self.shapes.append(f"{_RGB[fill]} rg {path} f")

    def rule(self, x: float, y: float, width: float, color: str = "line", thick: float = 0.6) -> None:
        self.rect(x, y - thick / 2, width, thick, color)

    def draw(self, drawing: Drawing, x: float, y: float) -> None:
        """Paint *drawing* with its top left corner at (*x*, *y*); its texts must be printable."""
        for shape in drawing.shapes:
            self._shape(shape, x, y)

    def _shape(self, shape: Shape, x: float, y: float) -> None:
        if isinstance(shape, Rect):
            self.rect(x + shape.x, y + shape.y, shape.width, shape.height, shape.fill, shape.radius)
        elif isinstance(shape, Text):
            style = Style("semibold" if shape.bold else "regular", shape.size, shape.fill)
            self.text(x + shape.x, y + shape.y, shape.text, style, _ALIGN[shape.anchor])
        elif isinstance(shape, Circle):
            side = 2 * shape.radius
            self.rect(x + shape.x - shape.radius, y + shape.y - shape.radius, side, side, shape.fill, side)
        elif isinstance(shape, Line):
            self._stroke(shape.stroke, shape.width, shape.dash)
            ends = ((shape.x1, shape.y1), (shape.x2, shape.y2))
            self.shapes.append(f"{_path(ends, x, y)} S")
        else:
            self._polygon(shape, x, y)

    def _polygon(self, shape: Polygon, x: float, y: float) -> None:
        path = f"{_path(shape.points, x, y)} h"
        if shape.fill:
            self.shapes += [shape.opacity, f"{_RGB[shape.fill]} rg {path} f", 1.0]
        if shape.stroke:
            self._stroke(shape.stroke, shape.width, shape.dash)
            self.shapes.append(f"{path} S")

    def _stroke(self, color: str, width: float, dash: float) -> None:
        self.shapes.append(f"{_RGB[color]} RG {width:g} w [{f'{dash:g}' if dash else ''}] 0 d")


_ALIGN: dict[str, Align] = {"start": "left", "middle": "center", "end": "right"}


def _path(points: tuple[tuple[float, float], ...], x: float, y: float) -> str:
    steps = [f"{x + px:.2f} {HEIGHT - y - py:.2f}" for px, py in points]
    return f"{steps[0]} m " + " ".join(f"{step} l" for step in steps[1:])


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """A path with round corners: four lines and four quarter circles."""
    right, top, k = x + width, y + height, radius * 0.5523
    points = (
        (x + radius, y, "m"), (right - radius, y, "l"),
        (right - radius + k, y, right, y + radius - k, right, y + radius, "c"), (right, top - radius, "l"),
        (right, top - radius + k, right - radius + k, top, right - radius, top, "c"), (x + radius, top, "l"),
        (x + radius - k, top, x, top - radius + k, x, top - radius, "c"), (x, y + radius, "l"),
        (x, y + radius - k, x + radius - k, y, x + radius, y, "c"),
    )  # fmt: skip
    return " ".join(part if isinstance(part, str) else f"{part:.2f}" for step in points for part in step)


def pill(text: str, kind: str, size: float = 7.0) -> Drawing:
    """A state in words on its tint; *text* must be printable."""
    face = faces()["semibold"]
    height = size * 1.75
    width = face.width(text) * size / 1000 + size * 1.7
    words = Text(width / 2, height / 2 + size * CAP, text, size, kind, "middle", bold=True)
    return Drawing(width, height, (Rect(0, 0, width, height, f"{kind}_tint", height / 2), words))
