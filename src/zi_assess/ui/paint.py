"""Paint the shapes of `reports.charts` with the colours of the theme."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from zi_assess.reports.charts import Circle, Line, Polygon, Rect, Shape, Text
from zi_assess.ui import theme


def paint(painter: QPainter, shapes: Iterable[Shape]) -> None:
    """Paint *shapes* from back to front at the painter's origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in shapes:
        match shape:
            case Rect():
                _rect(painter, shape)
            case Line():
                painter.setPen(_pen(shape.stroke, shape.width, shape.dash))
                painter.drawLine(QLineF(shape.x1, shape.y1, shape.x2, shape.y2))
            case Text():
                _text(painter, shape)
            case Polygon():
                _polygon(painter, shape)
            case Circle():
                _plain(painter, shape.fill)
                painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)


def _plain(painter: QPainter, fill: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(fill))


def _rect(painter: QPainter, shape: Rect) -> None:
    _plain(painter, shape.fill)
    painter.drawRoundedRect(QRectF(shape.x, shape.y, shape.width, shape.height), shape.radius, shape.radius)


def _text(painter: QPainter, shape: Text) -> None:
    font = QFont(theme.font(weight=600 if shape.bold else 400, tabular=True))
    font.setPixelSize(max(1, round(shape.size)))
    width = QFontMetricsF(font).horizontalAdvance(shape.text)
    left = shape.x - {"start": 0.0, "middle": width / 2, "end": width}[shape.anchor]
    painter.setFont(font)
    painter.setPen(theme.color(shape.fill))
    painter.drawText(QPointF(left, shape.y), shape.text)


def _polygon(painter: QPainter, shape: Polygon) -> None:
    painter.setPen(_pen(shape.stroke, shape.width, shape.dash) if shape.stroke else Qt.PenStyle.NoPen)
    fill = QColor(theme.color(shape.fill)) if shape.fill else QColor(Qt.GlobalColor.transparent)
    fill.setAlphaF(fill.alphaF() * shape.opacity)
    painter.setBrush(fill)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape.points]))


def _pen(token: str, width: float, dash: float) -> QPen:
    pen = QPen(theme.color(token), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash:
        pen.setDashPattern([dash, dash])
    return pen
