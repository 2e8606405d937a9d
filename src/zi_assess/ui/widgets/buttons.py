"""Buttons: one primary a page, quiet ones for the rest, icons with a name, and cards that act as buttons."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QComboBox, QPushButton, QSizePolicy, QToolButton

from zi_assess.ui import theme
from zi_assess.ui.theme import RADIUS_CARD, RADIUS_CONTROL
from zi_assess.ui.widgets import icons, lines
from zi_assess.ui.widgets.focus import ringed
from zi_assess.ui.widgets.text import plain_tip

ButtonKind = Literal["primary", "secondary", "quiet", "danger"]
_CENTER = Qt.AlignmentFlag.AlignCenter


def frame(
    painter: QPainter, box: QRectF, fill: QColor, line: QColor | None, radius: float, width: float = 1.0
) -> None:
    """Draw a rounded box whose border lies wholly inside *box*."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)
    painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
    inset = width / 2 if line is not None else 0
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)


def clear() -> QColor:
    """No colour at all."""
    return QColor(0, 0, 0, 0)


class Button(QPushButton):
    """A push button of one *kind*, with an optional *icon*; `secondary` unless told. `clicked` as ever."""

    def __init__(
        self, text: str, kind: ButtonKind = "secondary", icon: str = "", *, small: bool = False
    ) -> None:
        super().__init__(text)
        self._kind = kind
        self._icon = icon
        self._small = small
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    def set_kind(self, kind: ButtonKind) -> None:
        """Become another *kind*."""
        self._kind = kind
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words, as high as the mode's controls."""
        words = theme.metrics("small" if self._small else "base", 600).horizontalAdvance(self.text())
        sides = theme.px(10 if self._small or self._kind == "quiet" else 14) * 2
        extra = theme.px(22) if self._icon else 0
        return QSize(
            words + sides + extra + (theme.px(18) if self.menu() else 0), theme.px(28 if self._small else 34)
        )

    minimumSizeHint = sizeHint

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the mode changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, ring, icon and words."""
        painter = QPainter(self)
        fill, line, ink = self._colors()
        if not self.isEnabled():
            painter.setOpacity(0.5)
        box = QRectF(self.rect())
        frame(painter, box, fill, line, RADIUS_CONTROL)
        if ringed(self) or (self.isDefault() and self._kind != "primary"):
            self._draw_ring(painter, box)
        self._draw_words(painter, ink)

    def _colors(self) -> tuple[QColor, QColor | None, QColor]:
        hot = self.isEnabled() and (self.underMouse() or self.isDown())
        if self._kind == "primary":
            return theme.color("brand_hover" if hot else "brand"), None, theme.color("on_brand")
        ink = theme.color({"secondary": "ink", "quiet": "brand", "danger": "bad"}[self._kind])
        if self._kind == "quiet":
            return (theme.color("brand_tint") if hot else clear()), None, ink
        return theme.color("hover" if hot else "card"), theme.color("edge" if hot else "line"), ink

    def _draw_ring(self, painter: QPainter, box: QRectF) -> None:
        if self._kind == "primary":  # a ring outside would be cut, one in brand would not be seen
            inner = box.adjusted(2, 2, -2, -2)
            frame(painter, inner, clear(), theme.color("on_brand"), RADIUS_CONTROL - 2, 2)
        else:
            frame(painter, box, clear(), theme.color("brand"), RADIUS_CONTROL, 2)

    def _draw_words(self, painter: QPainter, ink: QColor) -> None:
        font = theme.font("small" if self._small else "base", 600)
        painter.setFont(font)
        painter.setPen(ink)
        words = painter.fontMetrics().horizontalAdvance(self.text())
        side, gap = theme.px(16), theme.px(6)
        tail = theme.px(18) if self.menu() else 0
        left = (self.width() - words - tail - (side + gap if self._icon else 0)) // 2
        if self._icon:
            icons.draw(painter, self._icon, QRectF(left, (self.height() - side) / 2, side, side), ink)
            left += side + gap
        painter.drawText(QRect(left, 0, words + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        if tail:
            small = theme.px(14)
            icons.draw(
                painter, "bawah", QRectF(left + words + 6, (self.height() - small) / 2, small, small), ink
            )


class IconButton(QToolButton):
    """A button that is only an *icon*; *name* is its tooltip and its accessible name."""

    def __init__(self, icon: str, name: str, *, size: int = 30, token: str = "muted") -> None:
        super().__init__()
        self._icon = icon
        self._size = size
        self._token = token
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_icon(self, icon: str, name: str) -> None:
        """Show another *icon* under another *name*."""
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(theme.px(self._size), theme.px(self._size))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, ring and icon."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        hot = self.isEnabled() and (self.underMouse() or self.isDown())
        if hot or self.isChecked():
            frame(
                painter, box, theme.color("selection" if self.isChecked() else "hover"), None, RADIUS_CONTROL
            )
        if ringed(self):
            frame(painter, box, clear(), theme.color("brand"), RADIUS_CONTROL, 2)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        side = theme.px(round(self._size * 0.58))
        token = "brand" if self.isChecked() else "ink" if hot else self._token
        spot = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        icons.draw(painter, self._icon, spot, theme.color(token))


class LinkButton(Button):
    """A quiet button that reads as a link at the end of a list: `dan 22 temuan lain ›`."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "quiet")

    def sizeHint(self) -> QSize:
        """The words alone."""
        return QSize(theme.metrics(weight=600).horizontalAdvance(self.text()) + 4, theme.px(26))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, underlined under the mouse."""
        painter = QPainter(self)
        font = QFont(theme.font(weight=600))
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(theme.color("brand"))
        painter.drawText(self.rect(), _CENTER, self.text())
        if ringed(self):
            frame(painter, QRectF(self.rect()), clear(), theme.color("brand"), 5, 2)


class ActionCard(QAbstractButton):
    """A large button with icon, title and one sentence, for first steps and for choosing a report.

    Checkable when *checkable*: then it shows which one is chosen. `clicked` and `toggled` as ever.
    """

    def __init__(self, icon: str, title: str, sentence: str, *, checkable: bool = False) -> None:
        super().__init__()
        self._icon = icon
        self._sentence = sentence
        self.setText(title)
        self.setCheckable(checkable)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """The sentence wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for the title and the wrapped sentence."""
        return max(theme.px(64), self._words(width).bottom() + theme.px(15))

    def sizeHint(self) -> QSize:
        """Comfortable for a row of two or three."""
        return QSize(theme.px(280), self.heightForWidth(theme.px(280)))

    def minimumSizeHint(self) -> QSize:
        """As narrow as it may become."""
        return QSize(theme.px(180), theme.px(64))

    def _words(self, width: int) -> QRect:
        left, top = theme.px(64), theme.px(14) + theme.metrics("base", 600).height() + theme.px(2)
        room = max(40, width - left - theme.px(16))
        return QRect(left, top, room, lines.measure(self._sentence, theme.font("small"), room)[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, its icon on a tint, title and sentence."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        hot = self.underMouse() or self.isDown()
        chosen = self.isChecked()
        strong = chosen or ringed(self)
        fill = "brand_tint" if chosen else "hover" if hot else "card"
        line = "brand" if strong else "edge" if hot else "line"
        frame(painter, box, theme.color(fill), theme.color(line), RADIUS_CARD, 2 if strong else 1)
        spot = QRectF(theme.px(16), theme.px(15), theme.px(34), theme.px(34))
        frame(painter, spot, theme.color("card" if chosen else "brand_tint"), None, theme.px(8))
        inner = theme.px(7)
        icons.draw(painter, self._icon, spot.adjusted(inner, inner, -inner, -inner), theme.color("brand"))
        words = self._words(self.width())
        title = QRect(words.left(), theme.px(14), self.width() - words.left() - theme.px(12), theme.px(20))
        painter.setFont(theme.font(weight=600))
        painter.setPen(theme.color("ink"))
        painter.drawText(title, Qt.TextFlag.TextSingleLine, self.text())
        ink, font = theme.color("muted"), theme.font("small")
        lines.write(painter, self._sentence, font, ink, words.left(), words.top(), words.width())


class Select(QComboBox):
    """A combo box in our look; *name* is its accessible name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box as styled, and our own arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(14)
        spot = QRectF(self.width() - side - 9, (self.height() - side) / 2, side, side)
        icons.draw(painter, "bawah", spot, theme.color("muted"))
