"""The follow-ups of a workspace as rows of a table: overdue first, what a filter leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import IntEnum

from zi_assess.core import followups
from zi_assess.core.followups import Source, Task
from zi_assess.i18n import N_, date_short
from zi_assess.ui import words
from zi_assess.ui.models.cells import Cell, CellRow


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
_ICONS = {
    Source.OBSERVATION: "reviu",
    Source.SURVEY: "survei",
    Source.VISIT: "kunjungan",
    Source.PLAN: "rencana",
}


def passes(task: Task, today: date, sieve: str, me: str) -> bool:
    """Whether *sieve* (`""`, LATE, OPEN, MINE, OVER) leaves *task*."""
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


def left(tasks: Iterable[Task], today: date, sieve: str, me: str, text: str) -> tuple[Task, ...]:
    """What *sieve* and the words of *text* leave of *tasks*, in their order."""
    wanted = text.casefold().split()
    return tuple(
        task
        for task in followups.ordered(tasks, today)
        if passes(task, today, sieve, me) and all(word in _said(task) for word in wanted)
    )


def row(task: Task, today: date, *, among_many: bool) -> CellRow:
    """A follow-up as a row; where it hangs is said *among_many* assessments."""
    one, source = task.one, followups.source(task.one)
    state, kind = words.follow_up_state(one, today)
    where = " · ".join(part for part in (task.unit, task.occasion or task.pack, str(task.year)) if part)
    told = (where if among_many else "", words.follow_up_since(task), one.effect or one.proof or one.cost)
    return CellRow(
        one.id,
        (
            Cell(one.what, " · ".join(part for part in told if part), lead=True),
            Cell(one.code or "–", tone="muted"),
            Cell(one.who or "–", tone="muted"),
            Cell(
                date_short(one.due) if one.due else "–",
                tone="bad" if followups.overdue(one, today) else "muted",
            ),
            Cell(state, pill=kind),
            Cell(words.follow_up_origin(one), icon=_ICONS.get(source, ""), tone="muted"),
        ),
    )


def _said(task: Task) -> str:
    one = task.one
    return " ".join((one.what, one.code, one.who, one.effect, one.proof, task.unit, task.occasion)).casefold()
