"""Follow-ups on paper, in a workbook and in a calendar: overdue first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from zi_assess import i18n, ics
from zi_assess.core import followups
from zi_assess.core.assessment import FollowUp
from zi_assess.core.followups import Task
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.reports import wording
from zi_assess.reports.parts import MUTED, STRONG, Draft, heading, paragraph, section, start
from zi_assess.reports.spreadsheet import Cell, Spreadsheet
from zi_assess.reports.spreadsheet import Column as Wide
from zi_assess.reports.table import Column, Row


def tasks(sheet: Sheet) -> list[Task]:
    """The follow-ups of one sheet, each with where it hangs."""
    mine = sheet.assessment
    return [
        Task(mine.id, mine.unit.name, mine.year, sheet.pack.short or sheet.pack.title, mine.occasion, one)
        for one in mine.follow_ups
    ]


def render(sheet: Sheet, as_of: date) -> bytes:
    """The PDF of the follow-ups of *sheet* with the state of *as_of*."""
    draft = start(sheet, as_of, _("Tindak lanjut"))
    every = followups.ordered(tasks(sheet), as_of)
    heading(draft.paper, _("Rencana dan hasil tindak lanjut"))
    words = _("Keadaan per {date}. {summary}.")
    paragraph(
        draft.paper, words.format(date=i18n.date(as_of), summary=wording.follow_up_summary(every, as_of))
    )
    draft.paper.skip(6)
    if not every:
        paragraph(draft.paper, _("Belum ada tindak lanjut."))
    for title, some in _parts(every, as_of):
        if some:
            draft.paper.flow(rows(draft, title, some, as_of))
    return draft.paper.finish()


def _parts(every: Sequence[Task], today: date) -> list[tuple[str, list[Task]]]:
    late = [one for one in every if followups.overdue(one.one, today)]
    still = [one for one in every if followups.is_open(one.one) and one not in late]
    over = [one for one in every if not followups.is_open(one.one)]
    return [(_("Terlambat"), late), (_("Berjalan"), still), (_("Selesai atau dibatalkan"), over)]


def rows(draft: Draft, title: str, some: Sequence[Task], today: date) -> list[Row]:
    """A table of follow-ups under *title*."""
    grid = draft.grid(
        Column(_("Butir"), 62),
        Column(_("Apa yang dilakukan"), 0),
        Column(_("Penanggung jawab"), 92),
        Column(_("Tenggat"), 62),
        Column(_("Keadaan"), 72),
    )
    made = [section(draft.paper, title), grid.head()]
    repeat = (grid.head(),)
    for task in some:
        one = task.one
        words, kind = wording.follow_up_state(one, today)
        made.append(
            grid.row(
                one.code or "–",
                (one.what, STRONG),
                one.who or "–",
                i18n.date_short(one.due) if one.due else "–",
                draft.pill(words, kind),
                repeat=repeat,
            )
        )
        details = _details(one)
        if details:
            made.append(grid.row("", (details, MUTED), rule=False, repeat=repeat))
    return made


def _details(one: FollowUp) -> str:
    """Where it came from, what it costs, what proves it and what it brought; nothing that is empty."""
    named = (
        (_("Dari"), wording.follow_up_source(followups.source(one))),
        (_("Biaya"), one.cost),
        (_("Bukti"), one.proof),
        (_("Hasil"), one.effect),
    )
    return "  ·  ".join(f"{name}: {text}" for name, text in named if text)


def workbook(every: Sequence[Task], today: date, headed: str, *, example: bool = False) -> bytes:
    """The follow-ups as XLSX; the same list and day give the same bytes."""
    book = Spreadsheet(_("Tindak lanjut"), headed, datetime(today.year, 1, 1), example=example)
    columns = (
        Wide(_("No."), 6), Wide(_("Unit kerja"), 26), Wide(_("Instrumen"), 20), Wide(_("Butir"), 13),
        Wide(_("Apa yang dilakukan"), 52), Wide(_("Penanggung jawab"), 24), Wide(_("Tenggat"), 12),
        Wide(_("Keadaan"), 14), Wide(_("Biaya"), 14), Wide(_("Bukti"), 34), Wide(_("Hasil"), 34), Wide(_("Dari"), 16),
    )  # fmt: skip
    book.table(_("Tindak lanjut"), columns, [_cells(n, one, today) for n, one in enumerate(every, 1)])
    return book.finish()


def _cells(number: int, task: Task, today: date) -> list[Cell]:
    one = task.one
    instrument = " · ".join(part for part in (task.pack, task.occasion, str(task.year)) if part)
    told: list[Cell] = [number, task.unit, instrument, one.code, one.what, one.who, one.due]
    return [
        *told,
        wording.follow_up_state(one, today)[0],
        one.cost,
        one.proof,
        one.effect,
        wording.follow_up_source(followups.source(one)),
    ]


def calendar(every: Sequence[Task], stamp: datetime) -> bytes:
    """The open follow-ups that have a day, as a calendar file."""
    events = [
        ics.Event(
            f"tindak-lanjut-{task.one.id}@zi-assess",
            task.one.due,
            task.one.due,
            task.one.what,
            " · ".join(part for part in (task.one.who, task.unit, task.pack) if part),
            task.one.code,
        )
        for task in every
        if task.one.due is not None and followups.is_open(task.one)
    ]
    return ics.calendar(_("Tindak lanjut"), events, stamp)
