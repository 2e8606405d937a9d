"""Follow-ups on paper, in a workbook and in a calendar: overdue first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from zi_assess import i18n, ics
from zi_assess.core import followups
from zi_assess.core.followups import Task
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.reports import wording
from zi_assess.reports.page import INNER, LEFT, Imprint, Paper
from zi_assess.reports.paint import pill
from zi_assess.reports.parts import MUTED, STRONG, heading, paragraph, section, start
from zi_assess.reports.spreadsheet import Cell, Spreadsheet
from zi_assess.reports.spreadsheet import Column as Wide
from zi_assess.reports.table import Column, Grid, Row


def tasks(sheet: Sheet) -> list[Task]:
    """The follow-ups of one sheet, each with where it hangs."""
    mine = sheet.assessment
    return [
        Task(
            mine.id,
            mine.unit.name,
            mine.year,
            sheet.pack.short or sheet.pack.title,
            mine.occasion,
            one,
            sheet.first_found.get(followups.observation_of(one), 0),
        )
        for one in mine.follow_ups
    ]


def render(sheet: Sheet, as_of: date) -> bytes:
    """The PDF of the follow-ups of *sheet* with the state of *as_of*."""
    draft = start(sheet, as_of, _("Tindak lanjut"))
    _set(draft.paper, tasks(sheet), as_of)
    return draft.paper.finish()


def together(every: Sequence[Task], as_of: date, headed: str, *, example: bool = False) -> bytes:
    """The PDF of follow-ups of several assessments, each with where it hangs; *headed* names whose they are."""
    name = _("Tindak lanjut")
    day = i18n.date(as_of)
    paper = Paper(
        Imprint(
            f"{name} · {headed}", name, headed, headed, day, f"ZI Assess · {day}", i18n.language(), example
        )
    )
    _set(paper, every, as_of)
    return paper.finish()


def _set(paper: Paper, some: Sequence[Task], as_of: date) -> None:
    every = followups.ordered(some, as_of)
    heading(paper, _("Rencana dan hasil tindak lanjut"))
    words = _("Keadaan per {date}. {summary}.")
    paragraph(paper, words.format(date=i18n.date(as_of), summary=wording.follow_up_summary(every, as_of)))
    paper.skip(6)
    if not every:
        paragraph(paper, _("Belum ada tindak lanjut."))
    many = len({task.assessment for task in every}) > 1
    for title, part in _parts(every, as_of):
        if part:
            paper.flow(rows(paper, title, part, as_of, among_many=many))


def _parts(every: Sequence[Task], today: date) -> list[tuple[str, list[Task]]]:
    late = [one for one in every if followups.overdue(one.one, today)]
    still = [one for one in every if followups.is_open(one.one) and one not in late]
    over = [one for one in every if not followups.is_open(one.one)]
    return [(_("Terlambat"), late), (_("Berjalan"), still), (_("Selesai atau dibatalkan"), over)]


def rows(paper: Paper, title: str, some: Sequence[Task], today: date, *, among_many: bool) -> list[Row]:
    """A table of follow-ups under *title*; where each hangs is said *among_many* assessments."""
    columns = (
        Column(_("Butir"), 62),
        Column(_("Apa yang dilakukan"), 0),
        Column(_("Penanggung jawab"), 92),
        Column(_("Tenggat"), 62),
        Column(_("Keadaan"), 72),
    )
    grid = Grid(LEFT, INNER, columns, paper.lacking, gap=8, above=3, below=3)
    made = [section(paper, title), grid.head()]
    repeat = (grid.head(),)
    for task in some:
        one = task.one
        words, kind = wording.follow_up_state(one, today)
        details = "  ·  ".join(part for part in (_where(task) if among_many else "", _details(task)) if part)
        made.append(
            grid.row(
                one.code or "–",
                (one.what, STRONG),
                one.who or "–",
                i18n.date_short(one.due) if one.due else "–",
                pill(paper.p(words), kind),
                keep=bool(details),
                repeat=repeat,
            )
        )
        if details:
            made.append(grid.row("", (details, MUTED), rule=False, repeat=repeat))
    return made


def _where(task: Task) -> str:
    return " · ".join(part for part in (task.unit, task.pack, task.occasion, str(task.year)) if part)


def _details(task: Task) -> str:
    """Where it came from, what it costs, what proves it and what it brought; nothing that is empty."""
    one = task.one
    named = (
        (_("Dari"), _origin(task)),
        (_("Biaya"), one.cost),
        (_("Bukti"), one.proof),
        (_("Hasil"), one.effect),
    )
    return "  ·  ".join(f"{name}: {text}" for name, text in named if text)


def _origin(task: Task) -> str:
    return ", ".join(
        part for part in (wording.follow_up_origin(task.one), wording.follow_up_since(task)) if part
    )


def workbook(every: Sequence[Task], today: date, headed: str, *, example: bool = False) -> bytes:
    """The follow-ups as XLSX; the same list and day give the same bytes."""
    book = Spreadsheet(_("Tindak lanjut"), headed, datetime(today.year, 1, 1), example=example)
    columns = (
        Wide(_("No."), 6), Wide(_("Unit kerja"), 26), Wide(_("Instrumen"), 20), Wide(_("Butir"), 13),
        Wide(_("Apa yang dilakukan"), 52), Wide(_("Penanggung jawab"), 24), Wide(_("Tenggat"), 12),
        Wide(_("Keadaan"), 14), Wide(_("Biaya"), 14), Wide(_("Bukti"), 34), Wide(_("Hasil"), 34), Wide(_("Dari"), 30),
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
        _origin(task),
    ]


def calendar(every: Sequence[Task], stamp: datetime) -> bytes:
    """The open follow-ups that have a day, as a calendar file."""
    events = [
        ics.Event(
            f"tindak-lanjut-{task.one.id}@zi-assess",
            task.one.due,
            task.one.due,
            task.one.what,
            " · ".join(part for part in (task.one.who, task.unit, task.pack, _origin(task)) if part),
            task.one.code,
        )
        for task in every
        if task.one.due is not None and followups.is_open(task.one)
    ]
    return ics.calendar(_("Tindak lanjut"), events, stamp)
