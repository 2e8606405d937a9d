"""What to do next: rows with the gain, the task, where it lies, and the button that takes one there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zi_assess.ui import theme
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.pill import Pill, pill_width
from zi_assess.ui.widgets.surfaces import Hairline, clear_layout
from zi_assess.ui.widgets.text import elided


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: *gain* in a pill ("+3,00"), *title*, a muted line, words of its button ("" = none)."""

    gain: str
    kind: Kind
    title: str
    line: str
    action: str = ""


class TaskRow(QWidget):
    """One `Task` as a row; `pressed` when its button is clicked. *gain_width* lines up the rows of a list."""

    pressed = Signal()

    def __init__(self, task: Task, gain_width: int = 0) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(9), 0, theme.px(9))
        row.setSpacing(theme.px(12))
        cell = QWidget()
        cell.setFixedWidth(max(gain_width, pill_width(task.gain)))
        within = QHBoxLayout(cell)
        within.setContentsMargins(0, 0, 0, 0)
        within.addWidget(Pill(task.gain, task.kind), 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(cell)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(elided(task.title, weight=600))
        words.addWidget(elided(task.line, tone="muted"))
        row.addLayout(words, 1)
        if task.action:
            button = Button(task.action)
            button.setAccessibleName(f"{task.action}: {task.title}")
            button.clicked.connect(self.pressed)
            row.addWidget(button)


class TaskList(QWidget):
    """Task rows with hairlines between; `pressed(int)` tells which one's button was clicked."""

    pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._tasks: tuple[Task, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_tasks(self, tasks: Sequence[Task]) -> None:
        """Show *tasks*; nothing happens when they are those shown."""
        if tuple(tasks) == self._tasks:
            return
        self._tasks = tuple(tasks)
        clear_layout(self._column)
        width = max((pill_width(task.gain) for task in tasks), default=0)
        for number, task in enumerate(tasks):
            if number:
                self._column.addWidget(Hairline())
            self._column.addWidget(self._row(number, task, width))

    def _row(self, number: int, task: Task, width: int) -> TaskRow:
        row = TaskRow(task, width)
        row.pressed.connect(lambda: self.pressed.emit(number))
        return row
