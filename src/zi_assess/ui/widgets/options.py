"""The answers of a question as cards: key, meaning, score; one is chosen, by mouse or keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from zi_assess.ui import theme
from zi_assess.ui.theme import RADIUS_CARD, Kind
from zi_assess.ui.widgets import lines
from zi_assess.ui.widgets.buttons import frame
from zi_assess.ui.widgets.focus import leave_arrows, ringed, walk_to
from zi_assess.ui.widgets.pill import draw_pill, pill_width
from zi_assess.ui.widgets.surfaces import clear_layout

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True)
class Option:
    """One card: *key* ("A", "Ya"), *meaning*, *score* as shown, *tags* such as ("tahun lalu", "neutral")."""

    key: str
    meaning: str
    score: str = ""
    tags: tuple[tuple[str, Kind], ...] = ()


class OptionCard(QRadioButton):
    """One option as a card. To assistive technology it is a radio button."""

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.option = option
        self._read_only = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_option(option)

    def show_option(self, option: Option) -> None:
        """Show another *option* on the same card."""
        self.option = option
        tags = ", ".join(words for words, _kind in option.tags)
        self.setAccessibleName(f"{option.key}: {option.meaning}")
        self.setAccessibleDescription(", ".join(part for part in (option.score, tags) if part))
        self.updateGeometry()
        self.update()

    def set_read_only(self, read_only: bool) -> None:
        """Show the choice without letting it be changed."""
        self._read_only = read_only
        self.setCursor(Qt.CursorShape.ArrowCursor if read_only else Qt.CursorShape.PointingHandCursor)
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        """Show this card as the one chosen, or not."""
        self.setAutoExclusive(False)  # Qt would refuse to leave none chosen
        self.setChecked(chosen)
        self.setAutoExclusive(True)  # makes it a radio button to assistive technology

    def nextCheckState(self) -> None:
        """The list decides what is chosen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter are the list's."""
        if event.key() in _ENTER:
            event.ignore()
        elif not leave_arrows(event):
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """The meaning wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for the wrapped meaning and the tags."""
        return max(theme.px(42), self._text_box(width).height() + self._tag_room() + theme.px(22))

    def sizeHint(self) -> QSize:
        """Comfortable."""
        return QSize(theme.px(440), self.heightForWidth(theme.px(440)))

    def minimumSizeHint(self) -> QSize:
        """As narrow as it may become."""
        return QSize(theme.px(200), theme.px(42))

    def hitButton(self, pos: object) -> bool:
        """The whole card."""
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the mode changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw card, key cap, meaning, tags and score."""
        painter = QPainter(self)
        self._draw_ground(painter)
        self._draw_cap(painter)
        words = self._text_box(self.width())
        ink = theme.color("muted" if self._read_only and not self.isChecked() else "ink")
        lines.write(painter, self.option.meaning, theme.font(), ink, words.left(), words.top(), words.width())
        self._draw_tags(painter, words)
        painter.setFont(theme.font(weight=600, tabular=True))
        painter.setPen(ink)
        right = QRect(0, words.top(), self.width() - theme.px(16), lines.step(theme.font()))
        painter.drawText(right, _RIGHT, self.option.score)

    def _draw_ground(self, painter: QPainter) -> None:
        on = self.isChecked()
        hot = self.underMouse() and not self._read_only
        strong = on or ringed(self)
        fill = "brand_tint" if on else "hover" if hot else "card"
        line = "brand" if strong else "edge" if hot else "line"
        box = QRectF(self.rect())
        frame(painter, box, theme.color(fill), theme.color(line), RADIUS_CARD, 2 if strong else 1)
        if on and ringed(self):
            inner = box.adjusted(4, 4, -4, -4)
            frame(painter, inner, theme.color(fill), theme.color("brand"), RADIUS_CARD - 4)

    def _draw_cap(self, painter: QPainter) -> None:
        on = self.isChecked()
        height = theme.px(22)
        top = (lines.step(theme.font()) - height) / 2 + theme.px(11)
        box = QRectF(theme.px(13), top, self._cap_width(), height)
        frame(painter, box, theme.color("brand" if on else "card"), theme.color("brand" if on else "line"), 5)
        painter.setFont(theme.font("small", 600))
        painter.setPen(theme.color("on_brand" if on else "ink"))
        painter.drawText(box, _MIDDLE, self.option.key)

    def _draw_tags(self, painter: QPainter, words: QRect) -> None:
        left, top = words.left(), words.bottom() + theme.px(5)
        for text, kind in self.option.tags:
            width = pill_width(text)
            draw_pill(painter, QRectF(left, top, width, theme.px(19)), text, kind, on_tint=self.isChecked())
            left += width + theme.px(6)

    def _cap_width(self) -> int:
        words = theme.metrics("small", 600).horizontalAdvance(self.option.key)
        return max(theme.px(22), words + theme.px(14))

    def _tag_room(self) -> int:
        return theme.px(25) if self.option.tags else 0

    def _text_box(self, width: int) -> QRect:
        left = theme.px(13) + self._cap_width() + theme.px(13)
        score = theme.metrics(weight=600, tabular=True).horizontalAdvance(self.option.score)
        room = max(60, width - left - score - theme.px(34))
        return QRect(left, theme.px(11), room, lines.measure(self.option.meaning, theme.font(), room)[1])


class OptionList(QWidget):
    """Option cards below each other, of which one or none is chosen.

    `chosen(str)` tells the key the user chose, never one set with `choose`. Click, Enter and Space choose;
    arrows only move, because an answer is saved at once; a card's own letter chooses it. The page may pass
    letters on by `press`.
    """

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._cards: list[OptionCard] = []
        self._read_only = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(7))

    def set_options(self, options: Sequence[Option], chosen: str = "") -> None:
        """Show *options*; *chosen* is a key, or "" for none. Cards are used again when there are as many."""
        if len(options) != len(self._cards):
            clear_layout(self._column)
            self._cards = [self._make(option) for option in options]
        for card, option in zip(self._cards, options, strict=True):
            if card.option != option:
                card.show_option(option)
        self.choose(chosen)

    def choose(self, key: str) -> None:
        """Show *key* as the one chosen; "" for none."""
        for card in self._cards:
            card.set_chosen(card.option.key == key)
        self._rove()

    def value(self) -> str:
        """The key chosen, or ""."""
        return next((card.option.key for card in self._cards if card.isChecked()), "")

    def press(self, letter: str) -> bool:
        """Choose the card whose key is *letter* (any case) as if clicked; tells whether there is one."""
        for card in self._cards:
            if card.option.key.casefold() == letter.casefold():
                # The focus comes along: Enter goes on from the chosen card, and would choose the one left behind.
                if any(other.hasFocus() for other in self._cards):
                    walk_to(card)
                self._choose(card)
                return True
        return False

    def set_read_only(self, read_only: bool) -> None:
        """Show the choice without letting it be changed."""
        self._read_only = read_only
        for card in self._cards:
            card.set_read_only(read_only)

    def focus_first(self) -> None:
        """Give focus to the chosen card, or else the first."""
        for card in self._cards:
            if card.focusPolicy() == Qt.FocusPolicy.StrongFocus:
                walk_to(card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter and the letters choose; what comes with Ctrl or Alt is the page's."""
        with_control = event.modifiers() & (_CONTROL | Qt.KeyboardModifier.AltModifier)
        if with_control or not self._answer(event):
            super().keyPressEvent(event)

    def _answer(self, event: QKeyEvent) -> bool:
        here = next((n for n, card in enumerate(self._cards) if card.hasFocus()), None)
        if here is None:
            return bool(event.text()) and self.press(event.text())
        if step := _STEPS.get(event.key(), 0):
            walk_to(self._cards[(here + step) % len(self._cards)])
            return True
        if event.key() in _ENTER and not self._cards[here].isChecked():
            self._choose(self._cards[here])
            return True
        return bool(event.text()) and self.press(event.text())

    def _make(self, option: Option) -> OptionCard:
        card = OptionCard(option)
        card.set_read_only(self._read_only)
        card.clicked.connect(lambda: self._choose(card))
        self._column.addWidget(card)
        return card

    def _choose(self, card: OptionCard) -> None:
        if self._read_only:
            return
        self.choose(card.option.key)
        self.chosen.emit(card.option.key)

    def _rove(self) -> None:
        """Tab reaches one card, the chosen one or the first; arrows reach the others."""
        on = next((card for card in self._cards if card.isChecked()), self._cards[0] if self._cards else None)
        for card in self._cards:
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if card is on else Qt.FocusPolicy.ClickFocus)
