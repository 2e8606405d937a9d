"""Surfaces a page is laid out on: cards, hairlines, a scrolling column, and what an empty place says."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from zi_assess.ui import theme
from zi_assess.ui.theme import RADIUS_CARD
from zi_assess.ui.widgets import icons
from zi_assess.ui.widgets.buttons import Button, frame
from zi_assess.ui.widgets.text import SectionHeader, label


class Card(QWidget):
    """A surface with a hairline; `body` is its vertical layout, headed by *title* and *note* when given."""

    def __init__(self, title: str = "", note: str = "") -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        edge = theme.px(18)
        self.body.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        self.body.setSpacing(theme.px(10))
        self.header: SectionHeader | None = None
        if title:
            self.header = SectionHeader(title, note)
            self.body.addWidget(self.header)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface."""
        painter = QPainter(self)
        frame(painter, QRectF(self.rect()), theme.color("card"), theme.color("line"), RADIUS_CARD)


class Plane(QWidget):
    """A flat surface in the colour *token*, with hairlines on the *sides* named in it: any of `l t r b`."""

    def __init__(self, token: str = "card", sides: str = "") -> None:
        super().__init__()
        self._token = token
        self._sides = sides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and its hairlines."""
        painter = QPainter(self)
        box = self.rect()
        painter.fillRect(box, theme.color(self._token))
        line = theme.color("line")
        for side, (x, y, w, h) in {
            "l": (0, 0, 1, box.height()),
            "t": (0, 0, box.width(), 1),
            "r": (box.width() - 1, 0, 1, box.height()),
            "b": (0, box.height() - 1, box.width(), 1),
        }.items():
            if side in self._sides:
                painter.fillRect(x, y, w, h, line)


class Hairline(QWidget):
    """One pixel of line, lying or *standing*."""

    def __init__(self, *, standing: bool = False) -> None:
        super().__init__()
        fixed, wide = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(*((fixed, wide) if standing else (wide, fixed)))

    def sizeHint(self) -> QSize:
        """One pixel."""
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        QPainter(self).fillRect(self.rect(), theme.color("line"))


class EmptyState(QWidget):
    """What an empty place says: icon, title, a sentence on what to do, and a button for *action*.

    The button is `button` (None without *action*); connect its `clicked`.
    """

    def __init__(self, icon: str, title: str, sentence: str, action: str = "") -> None:
        super().__init__()
        self._title = label(title, size="lead", weight=600)
        self._sentence = label(sentence, tone="muted", wrap=True)
        self.button = Button(action, "primary") if action else None
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(8))
        column.addStretch(2)
        column.addWidget(_Medal(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.px(6))
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setMaximumWidth(theme.px(380))
        row = QHBoxLayout()  # an aligned label that wraps would be as high as its first line alone
        row.addStretch(1)
        row.addWidget(self._sentence, 1_000)
        row.addStretch(1)
        column.addLayout(row)
        if self.button:
            column.addSpacing(theme.px(6))
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def set(self, title: str, sentence: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._sentence.setText(sentence)


class _Medal(QWidget):
    """An icon on a round tint."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(theme.px(52), theme.px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        frame(painter, box, theme.color("brand_tint"), None, box.width() / 2)
        inset = box.width() * 0.28
        icons.draw(painter, self._icon, box.adjusted(inset, inset, -inset, -inset), theme.color("brand"))


def scroll(content: QWidget) -> QScrollArea:
    """*content* in a column that scrolls downwards only and shows the ground through."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setViewport(QWidget())  # ours: for one of Qt's own, PySide loads every widget class (12 ms)
    area.setWidget(content)
    content.setAutoFillBackground(False)  # setWidget turns it on
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def clear_layout(layout: QLayout) -> None:
    """Take everything out of *layout* and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)
