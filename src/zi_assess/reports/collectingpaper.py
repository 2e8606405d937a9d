"""Draws the list of units and their surveys on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from zi_assess import i18n
from zi_assess.i18n import _
from zi_assess.reports import surveywords as words
from zi_assess.reports.collecting import STATES, Collected, counted, runner
from zi_assess.reports.page import INNER, LEFT, Imprint, Paper
from zi_assess.reports.paint import pill
from zi_assess.reports.parts import MUTED, STRONG, heading, paragraph
from zi_assess.reports.table import Column, Grid


def render(rows: Sequence[Collected], name: str, way: Callable[[str], str], as_of: date) -> bytes:
    """The PDF of the list."""
    imprint = Imprint(
        title=name,
        subject=name,
        author="ZI Assess",
        left=name,
        right=i18n.date(as_of),
        foot=f"ZI Assess · {i18n.date(as_of)}",
        language=i18n.language(),
        example=False,
    )
    paper = Paper(imprint)
    heading(paper, name)
    done, every = counted(rows)
    told = _("Keadaan per {date}: {done} dari {all} unit sudah menyerahkan hasil.")
    paragraph(paper, told.format(date=i18n.date(as_of), done=i18n.count(done), all=i18n.count(every)))
    paper.skip(6)
    grid = Grid(
        LEFT,
        INNER,
        (
            Column(_("No."), 28),
            Column(_("Unit"), 0, style=STRONG),
            Column(_("Keadaan"), 92),
            Column(_("Periode"), 92),
            Column(_("Responden"), 60, "right", True),
            Column(_("Nilai"), 44, "right", True, STRONG),
            Column(_("Mutu"), 76),
            Column(_("Pelaksana"), 64, style=MUTED),
        ),
        paper.lacking,
        gap=8,
        above=3,
        below=3,
    )
    head = grid.head()
    lines = [head]
    for number, one in enumerate(rows, 1):
        text, kind = STATES[one.state]
        held = one.held
        shown: tuple[str, ...] = ("", "", "")
        state = None
        if held is not None:
            point = held.point
            shown = (point.period, i18n.count(point.n), words.value(point.ikm))
            state = (
                pill(paper.p(words.grade_words(point.grade)), words.kind_of(point.grade.letter))
                if point.grade
                else None
            )
        lines.append(
            grid.row(
                f"{number}",
                one.unit,
                pill(paper.p(_(text)), kind),
                *shown,
                state,
                runner(held, way) if held else "",
                repeat=(head,),
            )
        )
    paper.flow(lines)
    return paper.finish()
