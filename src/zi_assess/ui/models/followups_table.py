"""The follow-ups of a workspace for a table: overdue first, one function a role."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zi_assess.core import followups
from zi_assess.core.followups import Source, Task
from zi_assess.i18n import N_, _, date_short
from zi_assess.ui import words
from zi_assess.ui.models.roles import CellRole

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, left to right."""

    WHAT = 0
    CODE = 1
    WHO = 2
    DUE = 3
    STATE = 4
    FROM = 5


HEADS = (
    N_("Apa yang dilakukan"),
    N_("Butir"),
    N_("Penanggung jawab"),
    N_("Tenggat"),
    N_("Keadaan"),
    N_("Dari"),
)
LATE, OPEN, MINE, OVER = "late", "open", "mine", "over"


class FollowUpsTable(QAbstractTableModel):
    """A row a follow-up; `task(index)` gives the value."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._every: tuple[Task, ...] = ()
        self._shown: tuple[Task, ...] = ()
        self._today = date.min
        self._many_units = False

    def show(self, tasks: Iterable[Task], today: date, sieve: str, me: str, text: str) -> None:
        """Show of *tasks* what *sieve* (`""`, LATE, OPEN, MINE, OVER) and the words of *text* leave."""
        self.beginResetModel()
        self._today = today
        self._every = followups.ordered(tasks, today)
        self._many_units = len({task.assessment for task in self._every}) > 1
        wanted = text.casefold().split()
        self._shown = tuple(
            task
            for task in self._every
            if passes(task, today, sieve, me) and all(word in _said(task) for word in wanted)
        )
        self.endResetModel()

    def task(self, index: Index) -> Task | None:
        """The value of a row."""
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def find(self, follow_up_id: str) -> QModelIndex:
        """The row of a follow-up; an invalid index while it is filtered away."""
        for n, task in enumerate(self._shown):
            if task.one.id == follow_up_id:
                return self.index(n, 0)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many are left."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as `Column`."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows."""
        task = self.task(index)
        if task is None:
            return None
        column = index.column()
        if role == CellRole.LINE and column == Column.WHAT:
            return self._line(task)
        if role == CellRole.PILL and column == Column.STATE:
            return words.follow_up_state(task.one, self._today)[1]
        look = _LOOKS.get(role)
        return look(task, column, self._today) if look else None

    def _line(self, task: Task) -> str:
        """Where it hangs when there are several, and what came of it."""
        where = " · ".join(part for part in (task.unit, task.occasion or task.pack, str(task.year)) if part)
        parts = [where if self._many_units else "", task.one.effect or task.one.proof or task.one.cost]
        return " · ".join(part for part in parts if part)


def passes(task: Task, today: date, sieve: str, me: str) -> bool:
    """Whether *sieve* leaves *task*."""
    one = task.one
    if sieve == LATE:
        return followups.overdue(one, today)
    if sieve == OPEN:
        return followups.is_open(one)
    if sieve == OVER:
        return not followups.is_open(one)
    if sieve == MINE:
        return followups.is_open(one) and bool(me) and me.casefold() in one.who.casefold()
    return True


def _said(task: Task) -> str:
    one = task.one
    return " ".join((one.what, one.code, one.who, one.effect, one.proof, task.unit, task.occasion)).casefold()


def _text(task: Task, column: int, today: date) -> str:
    one = task.one
    if column == Column.WHAT:
        return one.what
    if column == Column.CODE:
        return one.code or "–"
    if column == Column.WHO:
        return one.who or "–"
    if column == Column.DUE:
        return date_short(one.due) if one.due else "–"
    if column == Column.STATE:
        return words.follow_up_state(one, today)[0]
    return words.follow_up_source(followups.source(one))


def _tip(task: Task, column: int, today: date) -> str | None:
    text = _text(task, column, today)
    return (
        f"<span>{text.replace('&', '&amp;').replace('<', '&lt;')}</span>" if column == Column.WHAT else None
    )


def _tone(task: Task, column: int, today: date) -> str | None:
    if column == Column.DUE and followups.overdue(task.one, today):
        return "bad"
    return None if column in (Column.WHAT, Column.STATE) else "muted"


_ICONS = {
    Source.OBSERVATION: "reviu",
    Source.SURVEY: "survei",
    Source.VISIT: "kunjungan",
    Source.PLAN: "rencana",
}
_LOOKS: Mapping[int, Callable[[Task, int, date], object]] = {
    Qt.ItemDataRole.DisplayRole: _text,
    Qt.ItemDataRole.ToolTipRole: _tip,
    Qt.ItemDataRole.AccessibleTextRole: lambda task, column, today: (
        f"{_(HEADS[column])}: {_text(task, column, today)}"
    ),
    CellRole.TONE: _tone,
    CellRole.LEAD: lambda task, column, today: column == Column.WHAT,
    CellRole.ICON: lambda task, column, today: (
        _ICONS.get(followups.source(task.one)) if column == Column.FROM else None
    ),
}
