"""Bars: a threshold with its mark, a list of them in columns, and how complete something is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zi_assess.reports import charts
from zi_assess.ui import theme
from zi_assess.ui.paint import paint
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.buttons import frame
from zi_assess.ui.widgets.focus import ringed
from zi_assess.ui.widgets.pill import Pill
from zi_assess.ui.widgets.surfaces import clear_layout
from zi_assess.ui.widgets.text import elided, label


class Bar(QWidget):
    """A bar alone: *value* on *maximum*, with a mark at *minimum* unless that is None."""

    def __init__(self, *, height: int = 16) -> None:
        super().__init__()
        self._values: tuple[float, float, float | None, str] = (0.0, 1.0, None, "")
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, value: float, maximum: float, minimum: float | None = None, fill: str = "") -> None:
        """Show *value*; *fill* is a colour token, else green, red or brand by the mark."""
        values = (value, maximum, minimum, fill)
        if values != self._values:
            self._values = values
            self.update()

    def sizeHint(self) -> QSize:
        """Room for the bar and its mark."""
        return QSize(theme.px(160), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        """A short bar."""
        return QSize(theme.px(60), theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shapes of `charts.threshold_bar`."""
        value, maximum, minimum, fill = self._values
        painter = QPainter(self)
        bar = charts.threshold_bar(self.width(), self.height(), value, maximum, minimum, fill)
        paint(painter, bar.shapes)


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """One row of `ThresholdList`: numbers only place the bar and its mark, the words are shown as they are.

    *text* is the value ("71,48"), *rest* goes on muted ("dari 10"), *pill* is the state ("kurang 3,52").
    """

    label: str
    value: float
    maximum: float
    minimum: float | None
    text: str
    rest: str = ""
    pill: str = ""
    kind: Kind = "neutral"
    fill: str = ""


class ThresholdList(QWidget):
    """Bars below each other in columns: label, bar with mark, value, pill.

    `opened(int)` tells the row whose value was clicked (or pressed with Enter), when *clickable*.
    """

    opened = Signal(int)

    def __init__(self, *, clickable: bool = False, spacing: int = 8) -> None:
        super().__init__()
        self._clickable = clickable
        self._cells: list[_Cells] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(spacing))
        self._grid.setColumnStretch(1, 1)  # labels are whole before bars are long

    def set_rows(self, rows: Sequence[ThresholdRow]) -> None:
        """Show *rows*; the widgets of before are used again when there are as many."""
        if len(rows) != len(self._cells):
            clear_layout(self._grid)
            self._cells = [self._make(n) for n in range(len(rows))]
        for cells, row in zip(self._cells, rows, strict=True):
            cells.show(row)

    def _make(self, number: int) -> _Cells:
        cells = _Cells(self._clickable)
        for column, widget in enumerate((cells.label, cells.bar, cells.value, cells.pill)):
            self._grid.addWidget(widget, number, column, Qt.AlignmentFlag.AlignVCenter)
        cells.value.clicked.connect(lambda: self.opened.emit(number))
        return cells


class Figure(QAbstractButton):
    """A value to press to see its origin: *text* bold, *rest* muted; mere words when not *clickable*."""

    def __init__(self, *, clickable: bool) -> None:
        super().__init__()
        self._rest = ""
        self.setEnabled(clickable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if clickable else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set(self, text: str, rest: str) -> None:
        """Show *text* and *rest*."""
        self._rest = rest
        self.setText(text)
        self.setAccessibleName(f"{text} {rest}".strip())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        text = theme.metrics(weight=600, tabular=True).horizontalAdvance(self.text())
        rest = theme.metrics(tabular=True).horizontalAdvance(f" {self._rest}") if self._rest else 0
        return QSize(text + rest + theme.px(8), theme.px(24))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the mode changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, ring and words."""
        painter = QPainter(self)
        hot = self.isEnabled() and self.underMouse()
        if hot or ringed(self):
            line = theme.color("brand") if ringed(self) else None
            frame(painter, QRectF(self.rect()), theme.color("brand_tint"), line, 5, 2)
        box = self.rect().adjusted(theme.px(4), 0, 0, 0)
        painter.setFont(theme.font(weight=600, tabular=True))
        painter.setPen(theme.color("brand" if hot else "ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
        box.setLeft(box.left() + painter.fontMetrics().horizontalAdvance(f"{self.text()} "))
        painter.setFont(theme.font(tabular=True))
        painter.setPen(theme.color("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._rest)


class _Cells:
    """The widgets of one row."""

    def __init__(self, clickable: bool) -> None:
        self.label = elided()
        self.bar = Bar()
        self.value = Figure(clickable=clickable)
        self.pill = Pill()

    def show(self, row: ThresholdRow) -> None:
        self.label.setText(row.label)
        self.bar.set(row.value, row.maximum, row.minimum, row.fill)
        spoken = " ".join(part for part in (row.label, row.text, row.rest, row.pill) if part)
        self.bar.setAccessibleName(spoken)
        self.value.set(row.text, row.rest)
        self.value.setAccessibleName(spoken)
        self.pill.set(row.pill, row.kind)


class ThresholdBar(ThresholdList):
    """One threshold alone: a `ThresholdList` of a single row, set with `set`."""

    def set(self, row: ThresholdRow) -> None:
        """Show *row*."""
        self.set_rows([row])


class Meter(QWidget):
    """How much of something there is: label and `x / y` above a bar."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._label = elided(text)
        self._value = label(weight=600, tabular=True)
        self._bar = Bar(height=14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        row = QHBoxLayout()
        row.addWidget(self._label, 1)
        row.addWidget(self._value)
        column.addLayout(row)
        column.addWidget(self._bar)

    def set(self, done: int, total: int, text: str = "") -> None:
        """Show *done* of *total*; *text* instead of `done / total` when given."""
        self._value.setText(text or f"{done} / {total}")
        self._bar.set(done, max(1, total), None, "brand")
        self._bar.setAccessibleName(f"{self._label.text()} {self._value.text()}")
