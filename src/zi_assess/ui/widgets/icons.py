"""Line icons: our own small SVG files, read as painter paths when first needed, in any theme colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from zi_assess import paths
from zi_assess.ui import theme

GRID = 20.0
_APART = str.maketrans({letter: f" {letter} " for letter in "MLHVCZ"})
_LENGTH = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Z": 0}
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
    """The shapes of a file of ours: an `svg` with `path`, `circle` and `rect` alone and no more."""
    made = QPainterPath()
    for element in text.split("<")[2:]:
        shape, _space, rest = element.partition(" ")
        parts = rest.split('"')
        values = {name.strip(" ="): value for name, value in zip(parts[::2], parts[1::2], strict=False)}
        if shape == "path":
            _trace(made, values["d"])
        elif shape == "circle":
            x, y, r = (float(values[key]) for key in ("cx", "cy", "r"))
            made.addEllipse(QPointF(x, y), r, r)
        elif shape == "rect":
            x, y, w, h, r = (float(values.get(key, 0)) for key in ("x", "y", "width", "height", "rx"))
            made.addRoundedRect(QRectF(x, y, w, h), r, r)
    return made


def _trace(path: QPainterPath, data: str) -> None:
    """Add absolute M, L, H, V, C and Z steps to *path*: all that our files use."""
    words = data.translate(_APART).split()
    at = 0
    while at < len(words):
        letter = words[at]
        end = at + 1 + _LENGTH[letter]
        _stretch(path, letter, [float(word) for word in words[at + 1 : end]])
        at = end


def _stretch(path: QPainterPath, letter: str, n: list[float]) -> None:
    here = path.currentPosition()
    match letter:
        case "M":
            path.moveTo(n[0], n[1])
        case "L":
            path.lineTo(n[0], n[1])
        case "H":
            path.lineTo(n[0], here.y())
        case "V":
            path.lineTo(here.x(), n[0])
        case "C":
            path.cubicTo(n[0], n[1], n[2], n[3], n[4], n[5])
        case _:
            path.closeSubpath()
