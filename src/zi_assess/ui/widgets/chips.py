"""Filter chips: a few words with counts, of which one is on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from zi_assess.ui import theme
from zi_assess.ui.widgets.buttons import frame
from zi_assess.ui.widgets.flow import FlowLayout
from zi_assess.ui.widgets.focus import leave_arrows, ringed, walk
from zi_assess.ui.widgets.surfaces import clear_layout


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: its *key*, its words, and how many rows it leaves (None: not told)."""

    key: str
    text: str
    count: int | None = None


class _ChipButton(QAbstractButton):
    """One chip."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._count = ""

    def show_chip(self, chip: Chip) -> None:
        self._count = "" if chip.count is None else str(chip.count)
        self.setText(chip.text)
        self.setAccessibleName(f"{chip.text} {self._count}".strip())
        self.updateGeometry()
        self.update()  # another figure may be as wide as the last

    def nextCheckState(self) -> None:
        """The row of chips decides."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the row's."""
        if not leave_arrows(event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        words = theme.metrics("small", 600).horizontalAdvance(self.text())
        count = theme.metrics("small", tabular=True).horizontalAdvance(f"  {self._count}")
        return QSize(words + (count if self._count else 0) + theme.px(24), theme.px(28))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on, hot = self.isChecked(), self.underMouse()
        box = QRectF(self.rect())
        line = "brand" if on or ringed(self) else "edge" if hot else "line"
        fill = "brand_tint" if on else "hover" if hot else "card"
        frame(
            painter, box, theme.color(fill), theme.color(line), box.height() / 2 - 1, 2 if ringed(self) else 1
        )
        left = self.rect().adjusted(theme.px(12), 0, 0, 0)
        painter.setFont(theme.font("small", 600))
        painter.setPen(theme.color("brand" if on else "ink"))
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.width() < self.sizeHint().width():
            return  # where room is short the words come before the figure
        right = self.rect().adjusted(0, 0, -theme.px(12), 0)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(theme.color("muted"))
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._count)


class FilterChips(QWidget):
    """A row of `Chip`s, one of them on; `chosen(str)` tells which. Arrows move, Enter and Space choose.

    With *wrap* the row goes on below where room is short.
    """

    chosen = Signal(str)

    def __init__(self, name: str, *, wrap: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._chips: tuple[Chip, ...] = ()
        self._buttons: list[_ChipButton] = []
        self._row = FlowLayout(self, theme.px(5)) if wrap else self._in_line()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)

    def set_chips(self, chips: Sequence[Chip], on: str) -> None:
        """Show *chips* with the one of key *on* chosen."""
        if len(chips) != len(self._buttons):
            clear_layout(self._row)
            self._buttons = [self._make(n) for n in range(len(chips))]
            if isinstance(self._row, QHBoxLayout):
                self._row.addStretch(1)
        self._chips = tuple(chips)
        for button, chip in zip(self._buttons, chips, strict=True):
            button.show_chip(chip)
        self.choose(on)

    def choose(self, key: str) -> None:
        """Show the chip *key* as chosen."""
        for button, chip in zip(self._buttons, self._chips, strict=True):
            button.setChecked(chip.key == key)

    def value(self) -> str:
        """The key of the chosen chip, or ""."""
        on = (chip.key for chip, button in zip(self._chips, self._buttons, strict=True) if button.isChecked())
        return next(on, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the chips; Enter chooses."""
        if not walk(self._buttons, event):
            super().keyPressEvent(event)

    def _in_line(self) -> QHBoxLayout:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        return row

    def _make(self, number: int) -> _ChipButton:
        button = _ChipButton()
        button.clicked.connect(lambda: self._choose(number))
        self._row.addWidget(button)
        return button

    def _choose(self, number: int) -> None:
        self.choose(self._chips[number].key)
        self.chosen.emit(self._chips[number].key)
