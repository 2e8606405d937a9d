"""A pad for one respondent's answers: a digit answers and goes on, so a paper form of nine questions is ten keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from zi_assess.core.survey import Form, Scale
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.theme import RADIUS_CONTROL
from zi_assess.ui.widgets.buttons import frame

_LINE, _BOX = 31, 38
_ONE_COLUMN = 12  # so many questions stand in one column
_BLANKS = (Qt.Key.Key_0, Qt.Key.Key_Space, Qt.Key.Key_Period, Qt.Key.Key_Minus)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AnswerPad(QWidget):
    """Takes the answers of *keys*, the columns of *form* that are asked. `finished()` at Enter after the last one.

    Digits answer, 0 or space leaves blank where the scale has no 0, Backspace goes back, arrows move.
    """

    changed = Signal()
    finished = Signal()

    def __init__(self, form: Form, keys: tuple[str, ...]) -> None:
        super().__init__()
        self._form = form
        self._keys = keys
        self._given: dict[str, int | None] = {}
        self._here = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._speak()

    def answers(self) -> dict[str, int]:
        """What was answered; blanks are left out."""
        return {key: value for key, value in self._given.items() if value is not None}

    def touched(self) -> bool:
        """Whether anything was typed for this respondent."""
        return bool(self._given)

    def done(self) -> bool:
        """Whether every question was answered or left blank on purpose."""
        return all(key in self._given for key in self._keys)

    def fill(self, answers: Mapping[str, int]) -> None:
        """Show *answers* to be corrected; {} begins anew."""
        self._given = {key: answers.get(key) for key in self._keys} if answers else {}
        self._go(0)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer, move, or go on."""
        key, text = event.key(), event.text()
        scale = self._scale(self._here)
        if text.isascii() and text.isdecimal() and scale.least <= int(text) <= scale.most:
            self._put(int(text))
        elif key in _BLANKS:
            self._put(None)
        elif key == Qt.Key.Key_Backspace:
            self._given.pop(self._keys[self._here], None)
            self._go(self._here - 1)
            self.changed.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self._go(self._here - 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self._go(self._here + 1)
        elif key == Qt.Key.Key_Home:
            self._go(0)
        elif key == Qt.Key.Key_End:
            self._go(len(self._keys) - 1)
        elif key in _ENTER:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the question that was clicked."""
        for place in range(len(self._keys)):
            if self._row(place).contains(event.position().toPoint()):
                self._go(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one is."""
        super().focusInEvent(event)
        self._speak()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the mode changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As many lines as the longer column has."""
        return QSize(theme.px(640), theme.px(_LINE) * self._lines() + theme.px(4))

    minimumSizeHint = sizeHint

    def _lines(self) -> int:
        many = len(self._keys)
        return many if many <= _ONE_COLUMN else -(-many // 2)

    def _row(self, place: int) -> QRect:
        lines = self._lines()
        columns = -(-len(self._keys) // lines)
        wide = self.width() // columns
        line = theme.px(_LINE)
        return QRect(place // lines * wide, place % lines * line, wide - theme.px(12), line)

    def _spare(self) -> int:
        """Room behind the box for what an answer means."""
        return 150 if len(self._keys) <= _ONE_COLUMN else 104

    def _put(self, value: int | None) -> None:
        self._given[self._keys[self._here]] = value
        self._go(self._here + 1)
        self.changed.emit()

    def _go(self, place: int) -> None:
        self._here = min(max(0, place), len(self._keys) - 1)
        self._speak()
        self.update()

    def _scale(self, place: int) -> Scale:
        return self._form.columns[self._keys[place]][1]

    def _name(self, place: int) -> tuple[str, str]:
        """The question, and the aspect in which it is asked ("" for a form with one)."""
        key = self._keys[place]
        item, _scale = self._form.columns[key]
        unsur = next(one for one in self._form.unsur if item in one.items)
        title = unsur.title if len(unsur.items) == 1 else item.question
        aspects = self._form.aspects
        asked = next((one for one in aspects if one.key and key.endswith(f":{one.key}")), aspects[0])
        several = any(":" in one for one in self._keys)
        return title, asked.title if several else ""

    def _said(self, place: int) -> str:
        key = self._keys[place]
        if key not in self._given:
            return ""
        value = self._given[key]
        return _("kosong") if value is None else self._scale(place).title(value)

    def _speak(self) -> None:
        """Tell an assistant which question it is and what was answered."""
        words = f"{self._here + 1}. {' '.join(self._name(self._here))}: {self._said(self._here) or _('belum dijawab')}"
        self.setAccessibleName(words)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every question with its answer, the present one framed."""
        painter = QPainter(self)
        for place in range(len(self._keys)):
            self._draw(painter, place)

    def _draw(self, painter: QPainter, place: int) -> None:
        row, here = self._row(place), place == self._here
        if here:
            line = theme.color("brand") if self.hasFocus() else theme.color("line")
            frame(painter, QRectF(row), theme.color("brand_tint"), line, RADIUS_CONTROL, 2)
        box = QRectF(
            row.right() - theme.px(_BOX + self._spare()),
            row.top() + theme.px(4),
            theme.px(_BOX),
            row.height() - theme.px(8),
        )
        given = self._keys[place] in self._given
        frame(painter, box, theme.color("card"), theme.color("edge" if given else "line"), 5)
        value = self._given.get(self._keys[place])
        painter.setFont(theme.font("lead", 600, tabular=True))
        painter.setPen(theme.color("ink"))
        painter.drawText(
            box,
            int(Qt.AlignmentFlag.AlignCenter),
            "–" if given and value is None else "" if value is None else str(value),
        )
        self._draw_words(painter, place, row, box)

    def _draw_words(self, painter: QPainter, place: int, row: QRect, box: QRectF) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        left = row.adjusted(theme.px(10), 0, 0, 0)
        left.setRight(round(box.left()) - theme.px(8))
        painter.setFont(theme.font(weight=600 if place == self._here else 400))
        painter.setPen(theme.color("ink"))
        title, aspect = self._name(place)
        tail = f" · {aspect}" if aspect else ""
        room = left.width() - painter.fontMetrics().horizontalAdvance(tail)
        shown = painter.fontMetrics().elidedText(f"{place + 1}. {title}", Qt.TextElideMode.ElideRight, room)
        painter.drawText(left, middle, shown + tail)
        right = QRect(
            round(box.right()) + theme.px(8),
            row.top(),
            row.right() - round(box.right()) - theme.px(10),
            row.height(),
        )
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        text = self._said(place)
        if not text and place == self._here:
            scale = self._scale(place)
            text = f"{scale.least}–{scale.most}"
        painter.drawText(
            right, middle, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, right.width())
        )
