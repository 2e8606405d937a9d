"""The worklist as it is seen: rows with chips of reason, keys, and how far each part is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from zi_assess.core.worklist import Part
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.models.roles import TreeState
from zi_assess.ui.models.worklist import Index, WorkRole
from zi_assess.ui.theme import RADIUS_CONTROL, Kind
from zi_assess.ui.widgets.buttons import frame
from zi_assess.ui.widgets.focus import leave_arrows, ringed, walk
from zi_assess.ui.widgets.pill import draw_pill, pill_width
from zi_assess.ui.widgets.surfaces import clear_layout
from zi_assess.ui.widgets.text import plain_tip
from zi_assess.ui.widgets.tree_delegate import draw_mark

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)
_KINDS: tuple[Kind, ...] = ("ok", "warn", "bad", "info", "neutral", "brand")


class WorkDelegate(QStyledItemDelegate):
    """Draws one criterion: mark, code and title, the answer, and below as many reasons as there is room for."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        return QSize(theme.px(200), theme.px(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: QRect = option.rect
        view = self.parent()
        assert isinstance(view, WorkView)
        chosen = view.currentIndex() == index
        if chosen:
            painter.fillRect(row, theme.color("selection"))
        elif view.hot == index.row():
            painter.fillRect(row, theme.color("hover"))
        painter.fillRect(row.left() + theme.px(14), row.bottom(), row.width(), 1, theme.color("line"))
        if chosen and view.hasFocus():
            painter.setPen(QPen(theme.color("brand"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(row).adjusted(1, 1, -1, -1))
        left = row.left() + theme.px(14)
        upper = QRect(left, row.top() + theme.px(7), row.width() - theme.px(26), theme.px(20))
        side = theme.px(10)
        state = TreeState(index.data(WorkRole.STATE))
        draw_mark(painter, QRectF(left, upper.center().y() - side / 2 + 0.5, side, side), state)
        upper.setLeft(left + theme.px(18))
        self._head(painter, upper, index)
        lower = QRect(upper.left(), upper.bottom() + theme.px(3), upper.width(), theme.px(19))
        draw_chips(painter, lower, index.data(WorkRole.CHIPS), on_tint=chosen)

    def _head(self, painter: QPainter, room: QRect, index: Index) -> None:
        code, answer = str(index.data(Qt.ItemDataRole.UserRole)), str(index.data(WorkRole.ANSWER))
        draw_head(painter, room, code, str(index.data()), answer, muted=bool(index.data(WorkRole.SETTLED)))


def draw_head(painter: QPainter, room: QRect, code: str, title: str, answer: str, *, muted: bool) -> None:
    """Draw a criterion in one line: code and title, the answer at the right."""
    painter.setFont(theme.font(weight=600, tabular=True))
    painter.setPen(theme.color("muted" if muted else "ink"))
    painter.drawText(room, _RIGHT, answer)
    end = painter.fontMetrics().horizontalAdvance(answer) + theme.px(10)
    room = room.adjusted(0, 0, -end, 0)
    painter.setFont(theme.font("small", tabular=True))
    painter.setPen(theme.color("muted"))
    painter.drawText(room, _LEFT, code)
    room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(code) + theme.px(7))
    painter.setFont(theme.font(weight=400 if muted else 600))
    painter.setPen(theme.color("muted" if muted else "ink"))
    painter.drawText(
        room, _LEFT, painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room.width())
    )


def draw_chips(painter: QPainter, room: QRect, chips: Sequence[tuple[str, str]], *, on_tint: bool) -> None:
    """Draw chips while there is room, and how many are left."""
    left = room.left()
    for n, (text, name) in enumerate(chips):
        width, rest = pill_width(text) - theme.px(4), len(chips) - n
        tail = theme.px(26) if rest > 1 else 0
        if left + width + tail > room.right():
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            painter.drawText(QRect(left, room.top(), theme.px(40), room.height()), _LEFT, f"+{rest}")
            return
        box = QRectF(left, room.top(), width, room.height())
        draw_pill(painter, box, text, _kind(name), on_tint=on_tint)
        left += width + theme.px(4)


def _kind(name: str) -> Kind:
    return next((one for one in _KINDS if one == name), "neutral")


class WorkView(QListView):
    """The worklist. Letters and digits are the page's (`pressed_key(str)`), Enter goes on (`entered_on()`)."""

    pressed_key = Signal(str)
    entered_on = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.hot = -1
        self.setAccessibleName(name)
        self.setItemDelegate(WorkDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.entered.connect(lambda index: self._warm(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What would search for a title answers instead."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_on.emit()
        elif plain and event.text().isalnum():
            self.pressed_key.emit(event.text())
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No row is hot any more."""
        self._warm(-1)
        super().leaveEvent(event)

    def _warm(self, row: int) -> None:
        self.hot = row
        self.viewport().update()


class _PartButton(QAbstractButton):
    """One part of the instrument: its letter or number, a bar of what is judged, and the count."""

    def __init__(self) -> None:
        super().__init__()
        self._part: Part | None = None
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, part: Part) -> None:
        self._part = part
        self.setText(mark_of(part))
        told = _("{title}: {done} dari {all} dinilai").format(title=part.title, done=part.done, all=part.all)
        self.setAccessibleName(told)
        self.setToolTip(plain_tip(told))
        self.update()

    def nextCheckState(self) -> None:
        """The row decides."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the row's."""
        if not leave_arrows(event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(34), theme.px(38))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        part, box, on = self._part, QRectF(self.rect()), self.isChecked()
        if part is None:
            return
        if on or self.underMouse() or ringed(self):
            line = theme.color("brand") if on or ringed(self) else None
            fill = theme.color("brand_tint" if on else "hover")
            frame(painter, box, fill, line, RADIUS_CONTROL, 2 if ringed(self) else 1)
        painter.setFont(theme.font("small", 600))
        painter.setPen(theme.color("brand" if on else "ink"))
        upper = self.rect().adjusted(0, theme.px(3), 0, -theme.px(20))
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignCenter), self.text())
        track = QRectF(theme.px(4), theme.px(20), self.width() - theme.px(8), theme.px(4))
        frame(painter, track, theme.color("track"), None, 2)
        if part.done:
            done = QRectF(track)
            done.setWidth(max(track.height(), track.width() * part.done / max(1, part.all)))
            frame(painter, done, theme.color("ok" if part.done == part.all else "brand"), None, 2)
        painter.setFont(theme.font("tiny", tabular=True))
        painter.setPen(theme.color("muted"))
        lower = self.rect().adjusted(0, theme.px(24), 0, -1)
        whole = f"{part.done}/{part.all}"
        fits = painter.fontMetrics().horizontalAdvance(whole) <= self.width()
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignCenter), whole if fits else f"{part.done}")


class PartsStrip(QWidget):
    """How far every part is, in one row; choosing one leaves only its criteria (`chosen(str)`, "" for all)."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Kemajuan tiap area"))
        self._parts: tuple[Part, ...] = ()
        self._buttons: list[_PartButton] = []
        self._on = ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(2))

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show *parts*."""
        if len(parts) != len(self._buttons):
            clear_layout(self._row)
            self._buttons = [self._make(n) for n in range(len(parts))]
        self._parts = tuple(parts)
        if self._on not in {one.code for one in parts}:
            self._on = ""
        for button, part in zip(self._buttons, parts, strict=True):
            button.show_part(part)
            button.setChecked(part.code == self._on)

    def codes(self) -> frozenset[str] | None:
        """The criteria of the chosen part; None for all."""
        return next((one.codes for one in self._parts if one.code == self._on), None)

    def choose(self, code: str) -> None:
        """Show the part *code* as chosen; "" for none."""
        self._on = code
        for button, part in zip(self._buttons, self._parts, strict=True):
            button.setChecked(part.code == code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the parts; Enter chooses."""
        if not walk(self._buttons, event):
            super().keyPressEvent(event)

    def _make(self, number: int) -> _PartButton:
        button = _PartButton()
        button.clicked.connect(lambda: self._press(number))
        self._row.addWidget(button)
        return button

    def _press(self, number: int) -> None:
        code = self._parts[number].code
        self.choose("" if code == self._on else code)
        self.chosen.emit(self._on)


def mark_of(part: Part) -> str:
    """How a part is called where there is room for a letter: `6` of `A.6`, `B.II`."""
    head, _dot, last = part.code.rpartition(".")
    return last if last.isdigit() else part.code if head else part.code[:4]
