"""Running text with room between its lines, measured and drawn here: Qt sets plain text too tight."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

LEADING = 1.46
_MOST_MEASURED = 4000
_measured: dict[tuple[str, str, int], tuple[int, int]] = {}


def step(font: QFont) -> int:
    """The distance from one baseline to the next."""
    return round(font.pixelSize() * LEADING)


def measure(text: str, font: QFont, width: int) -> tuple[int, int]:
    """The width of the widest line and the height of all, when *text* is wrapped to *width*.

    Remembered, since a layout asks the same again and again while it settles.
    """
    key = (text, font.key(), width)
    known = _measured.get(key)
    if known is None:
        layout = _wrap(text, font, width)
        widest = max((layout.lineAt(n).naturalTextWidth() for n in range(layout.lineCount())), default=0.0)
        known = math.ceil(widest), max(1, layout.lineCount()) * step(font)
        if len(_measured) >= _MOST_MEASURED:
            _measured.clear()
        _measured[key] = known
    return known


def write(
    painter: QPainter,
    text: str,
    font: QFont,
    color: QColor,
    left: int,
    top: int,
    width: int,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Draw *text* wrapped to *width* from the corner (*left*, *top*)."""
    painter.setPen(color)
    _wrap(text, font, width, align).draw(painter, QPointF(left, top))


def _wrap(
    text: str, font: QFont, width: int, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> QTextLayout:
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    height = step(font)
    inset = (height - QFontMetricsF(font).height()) / 2
    top = 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, top + inset))
        top += height
    layout.endLayout()
    return layout
