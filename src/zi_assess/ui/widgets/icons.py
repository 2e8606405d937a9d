"""Line icons: our own small SVG files, read as painter paths when first needed, in any theme colour."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from zi_assess import paths
from zi_assess.ui import theme

GRID = 20.0
_SHAPE = re.compile(r"<(path|circle|rect)\b([^>]*)/>")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_STEP = re.compile(r"([MLHVCZ])([^MLHVCZ]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_outlines: dict[str, QPainterPath] = {}


def outline(name: str) -> QPainterPath:
    """The strokes of icon *name* on a grid of 20. A missing file raises OSError."""
    found = _outlines.get(name)
    if found is None:
        text = paths.bundled("resources", "icons", f"{name}.svg").read_text("ascii")
        found = _outlines[name] = _read(text)
    return found


def draw(painter: QPainter, name: str, box: QRectF, color: QColor) -> None:
    """Draw icon *name* into the square *box*."""
    scale = box.width() / GRID
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(scale, scale)
    pen = QPen(color, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline(name))
    painter.restore()


def icon(name: str, token: str = "muted", size: int = 18) -> QIcon:
    """A `QIcon` for menus and actions, sharp at 1× and 2×; it keeps the theme colours of this moment."""
    made = QIcon()
    for ratio in (1, 2):
        pixmap = QPixmap(theme.px(size) * ratio, theme.px(size) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw(painter, name, QRectF(0, 0, theme.px(size), theme.px(size)), theme.color(token))
        painter.end()
        made.addPixmap(pixmap)
    return made


def _read(text: str) -> QPainterPath:
    made = QPainterPath()
    for shape, rest in _SHAPE.findall(text):
        values = dict(_ATTRIBUTE.findall(rest))
        if shape == "path":
            _trace(made, values["d"])
        elif shape == "circle":
            x, y, r = (float(values[key]) for key in ("cx", "cy", "r"))
            made.addEllipse(QPointF(x, y), r, r)
        else:
            x, y, w, h, r = (float(values.get(key, 0)) for key in ("x", "y", "width", "height", "rx"))
            made.addRoundedRect(QRectF(x, y, w, h), r, r)
    return made


def _trace(path: QPainterPath, data: str) -> None:
    """Add absolute M, L, H, V, C and Z steps to *path*: all that our files use."""
    for letter, rest in _STEP.findall(data):
        numbers = [float(n) for n in _NUMBER.findall(rest)]
        if letter == "Z":
            path.closeSubpath()
        elif letter == "H":
            path.lineTo(numbers[0], path.currentPosition().y())
        elif letter == "V":
            path.lineTo(path.currentPosition().x(), numbers[0])
        else:
            _stretch(path, letter, list(_points(numbers)))


def _stretch(path: QPainterPath, letter: str, points: list[QPointF]) -> None:
    if letter == "M":
        path.moveTo(points[0])
    elif letter == "L":
        path.lineTo(points[0])
    else:
        path.cubicTo(*points)


def _points(numbers: list[float]) -> Iterator[QPointF]:
    for x, y in zip(numbers[::2], numbers[1::2], strict=True):
        yield QPointF(x, y)
