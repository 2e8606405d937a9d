"""A pill: a state in a word or two, on the tint of its kind."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from zi_assess.ui import theme
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.buttons import frame


class Pill(QLabel):
    """A *text* of a few words on the tint of *kind*; hidden while the text is empty."""

    def __init__(self, text: str = "", kind: Kind = "neutral") -> None:
        super().__init__()
        self._kind: Kind = kind
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(text, kind)

    def set(self, text: str, kind: Kind | None = None) -> None:
        """Say *text*, in the colours of *kind* when given."""
        self._kind = kind or self._kind
        self.setText(text)
        if text and self.parentWidget() is None:  # shown now, it would be a window of its own for a moment
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        else:
            self.setHidden(not text)
        self.updateGeometry()
        self.update()

    def kind(self) -> Kind:
        """The kind shown."""
        return self._kind

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        measures = theme.metrics("small", 600)
        return QSize(measures.horizontalAdvance(self.text()) + theme.px(18), measures.height() + theme.px(5))

    minimumSizeHint = sizeHint

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the mode changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tint and the words."""
        painter = QPainter(self)
        draw_pill(painter, QRectF(self.rect()), self.text(), self._kind)


def pill_width(text: str) -> int:
    """The room a pill with *text* takes, for those who draw one with `draw_pill`."""
    return theme.metrics("small", 600).horizontalAdvance(text) + theme.px(18)


def draw_pill(painter: QPainter, box: QRectF, text: str, kind: Kind, *, on_tint: bool = False) -> None:
    """Draw a pill into *box*; *on_tint* where its own tint would be lost on the ground."""
    tint = "card" if on_tint else "brand_tint" if kind == "brand" else f"{kind}_tint"
    frame(painter, box, theme.color(tint), None, box.height() / 2)
    painter.setFont(theme.font("small", 600))
    painter.setPen(theme.color(kind))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine), text)
