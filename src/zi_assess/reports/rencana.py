"""One to three pages: the lightest way to the designation, step by step, for whoever has to order the work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from zi_assess import i18n
from zi_assess.core.hidden import hidden_needs
from zi_assess.core.pack import EvidenceSlot
from zi_assess.core.plan import Bar, Status
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_
from zi_assess.reports import planning, wording
from zi_assess.reports.page import INNER, LEFT
from zi_assess.reports.paint import Style
from zi_assess.reports.parts import (
    CARD,
    CARD_GAP,
    FINE,
    MUTED,
    STRONG,
    Draft,
    card,
    card_height,
    card_lines,
    heading,
    height,
    paragraph,
    section,
    start,
)
from zi_assess.reports.planning import Drawn
from zi_assess.reports.table import Column, Grid, Row

_BIG = Style("bold", 17, "ink", 24)
_MOST_PAGES = 3


class Detail(NamedTuple):
    """What is told with a step: how many pieces of evidence by name (the rest is counted), the task, the reason."""

    evidence: int
    task: bool
    why: bool


_DETAILS = (Detail(4, True, True), Detail(2, True, False), Detail(1, False, False), Detail(0, False, False))
"""From all there is to the line alone: the first that has room in the pages a unit head reads."""


def render(sheet: Sheet, as_of: date) -> bytes:
    """The PDF of the plan with the state of *as_of*."""
    target = wording.aim(sheet)
    aimed = target if target in sheet.pack.thresholds else next(iter(sheet.pack.thresholds), "")
    words = _("Rencana menuju {target}").format(target=aimed) if aimed else _("Rencana menuju predikat")
    draft = start(sheet, as_of, words)
    heading(draft.paper, words)
    if not aimed:
        text = _("Instrumen ini tidak punya ambang predikat, jadi tidak ada jalan yang dapat dihitung.")
        paragraph(draft.paper, text)
        draft.paper.skip(8)
        lines = card_lines(sheet)
        card(draft, card_height(draft, lines), lines)
        return draft.paper.finish()
    made = planning.drawn(sheet, aimed, as_of)
    for detail in _DETAILS:
        draft = start(sheet, as_of, words)
        heading(draft.paper, words)
        _body(draft, made, detail, chosen=bool(target))
        if len(draft.paper.pages) <= _MOST_PAGES:
            break
    return draft.paper.finish()


def _body(draft: Draft, made: Drawn, detail: Detail, *, chosen: bool) -> None:
    _opening(draft, made, chosen=chosen)
    _panel(draft, made)
    steps = _steps(draft, made, detail)
    for rows in (_conflicts(draft, made), steps, _marks(draft, made), _after(draft, made)):
        draft.paper.flow(rows)
    draft.paper.flow(_reading(draft, made))


def _opening(draft: Draft, made: Drawn, *, chosen: bool) -> None:
    words = _("Dihitung dari jawaban per {date}. Dasar: {basis}.")
    words = words.format(date=i18n.date(draft.as_of), basis=draft.sheet.pack.basis)
    if not chosen:
        words += " " + _("Predikat yang dituju belum dipilih.")
    paragraph(draft.paper, words)
    draft.paper.skip(8)


def _panel(draft: Draft, made: Drawn) -> None:
    """Today's total, and beside it what the plan is in one look."""
    paper, top = draft.paper, draft.paper.y
    grid = draft.grid(Column("", 0), x=LEFT + CARD + CARD_GAP, width=INNER - CARD - CARD_GAP)
    words, _kind = planning.badge(made.plan)
    rows = [grid.row((words[:1].upper() + words[1:], STRONG), rule=False)]
    if made.plan.steps:
        rows.insert(0, grid.row((planning.statement(made.plan, made.wishes.points), _BIG), rule=False))
    for line in (planning.summary(made.plan), planning.deadline_line(made)):
        if line:
            rows.append(grid.row((line, MUTED), rule=False))
    rows += [grid.row((line, MUTED), rule=False) for line in _slips(made)]
    lines = card_lines(draft.sheet)
    tall = max(height(rows), card_height(draft, lines))
    card(draft, tall, lines)
    for row in rows:
        row.draw(paper.page, paper.y)
        paper.skip(row.height)
    paper.y = top + tall


def _slips(made: Drawn) -> list[str]:
    late = sum(bool(bar.late) for bar in made.road.bars)
    if not late:
        return []
    words = n_(
        "{n} langkah selesai setelah batas bila dikerjakan satu per satu: tambah orang atau mulai lebih awal.",
        "{n} langkah selesai setelah batas bila dikerjakan satu per satu: tambah orang atau mulai lebih awal.",
        late,
    )
    return [words.format(n=late)]


def _conflicts(draft: Draft, made: Drawn) -> list[Row]:
    """Why there is no way, when there is none."""
    if made.plan.status is not Status.INFEASIBLE:
        return []
    grid = draft.grid(Column("", 0))
    title = section(draft.paper, _("Mengapa belum terjangkau"))
    lines = [planning.conflict(made.plan, one) for one in made.plan.conflicts]
    lines.append(_("Langkah di bawah ini membawa ke titik terdekat yang masih terjangkau."))
    return [title, *(grid.row(line, rule=False) for line in lines)]


def _steps(draft: Draft, made: Drawn, detail: Detail) -> list[Row]:
    if not made.plan.steps:
        return []
    grid = draft.grid(
        Column("", 18, style=MUTED),
        Column(_("Langkah"), 0),
        Column(_("Dari → ke"), 74 if made.wishes.points is None else 68),
        Column(_("Poin"), 38, "right", True, STRONG),
        *_work_column(made),
        Column(_("Mulai"), 62),
        Column(_("Selesai"), 58),
    )
    head = grid.head()
    rows = [section(draft.paper, _("Langkah demi langkah")), head]
    below = draft.grid(Column("", 18), Column("", 0))
    for place, bar in enumerate(made.road.bars, 1):
        rows += _step(draft, grid, below, place, bar, detail, made.wishes.points)
    return rows


def _work_column(made: Drawn) -> tuple[Column, ...]:
    if made.wishes.points is None:
        return (Column(_("Minggu"), 42, "right", True),)
    return (Column(_("Kerja, poin"), 52, "right", True),)


def _step(
    draft: Draft,
    grid: Grid,
    below: Grid,
    place: int,
    bar: Bar,
    detail: Detail,
    points: Fraction | None,
) -> list[Row]:
    """The step in one line, then what is done, why, and the evidence."""
    head = grid.head()
    step, question = bar.step, planning.question_of(draft.sheet, bar.step.code)
    title = draft.titles.of(step.code, planning.heading(question))
    first = grid.row(
        f"{place}",
        (f"{step.code} {title}", STRONG),
        planning.move(question, step),
        f"+{wording.visible(step.gain)}",
        i18n.number(step.effort * (points or 1), 1),
        i18n.date_short(bar.first),
        i18n.date_short(bar.last),
        keep=detail.evidence > 0,
        repeat=(head,),
    )
    lines = [planning.task(question, step)] if detail.task else []
    lines += [planning.why(step)] if detail.why else []
    lines = [line if line.endswith(".") else f"{line}." for line in lines]
    if not detail.evidence:
        return [first]
    text = "\n".join([*lines, _evidence(planning.lacking(draft.sheet, step), detail.evidence)])
    return [first, below.row("", (text, MUTED), rule=False, repeat=(head,))]


def _evidence(lacking: list[EvidenceSlot], most: int) -> str:
    if not lacking:
        return _("Bukti: sudah ada semua, periksa lagi setelah langkah ini.")
    shown = "; ".join(slot.title for slot in lacking[:most])
    more = len(lacking) - most
    if more > 0:
        shown += "; " + n_("dan {n} lagi", "dan {n} lagi", more).format(n=more)
    return _("Bukti yang perlu ada: {list}.").format(list=shown)


def _marks(draft: Draft, made: Drawn) -> list[Row]:
    """How much new evidence each quarter-end asks for."""
    last = max(made.road.last, made.wishes.deadline or made.road.last)
    rows = []
    grid = draft.grid(Column("", 92), Column("", 0))
    for name, day in planning.checkpoints(made.today, last):
        count = planning.evidence_by(draft.sheet, made, day)
        done = sum(bar.last <= day for bar in made.road.bars)
        if count or done:
            words = _("{steps} langkah selesai, {evidence} bukti baru sudah ada").format(
                steps=done, evidence=count
            )
            rows.append(grid.row((f"{name} · {i18n.date_short(day)}", STRONG), words))
    return [section(draft.paper, _("Sampai akhir triwulan")), *rows] if rows else []


def _after(draft: Draft, made: Drawn) -> list[Row]:
    """Every threshold today and when all steps are done."""
    target = made.plan.target
    grid = draft.grid(
        Column(_("Ambang {designation}").format(designation=target), 0),
        Column(_("Minimal"), 56, "right", True),
        Column(_("Hari ini"), 56, "right", True),
        Column(_("Sesudah"), 56, "right", True, STRONG),
        Column(_("Keadaan sesudahnya"), 100),
    )
    head = grid.head()
    rows = [section(draft.paper, _("Ambang batas hari ini dan sesudah rencana")), head]
    for before, after in zip(made.plan.thresholds_before, made.plan.thresholds_after, strict=True):
        rows.append(
            grid.row(
                draft.titles.of(after.threshold.id, after.threshold.title),
                i18n.number(after.threshold.minimum),
                i18n.number(before.actual),
                i18n.number(after.actual),
                draft.pill(wording.distance(after), "ok" if after.met else "bad"),
                keep=True,  # one look, so one page
                repeat=(head,),
            )
        )
    return [*rows[:-1], replace(rows[-1], keep=False)]


def _together(made: Drawn) -> list[str]:
    """The work that serves several criteria and is counted once."""
    moved = {step.code for step in made.plan.steps}
    words = _("Satu pekerjaan untuk {codes} dihitung sekali: {title}.")
    served = ((one.title, [code for code in one.codes if code in moved]) for one in made.wishes.shared)
    return [words.format(codes=", ".join(codes), title=title) for title, codes in served if len(codes) > 1]


def _reading(draft: Draft, made: Drawn) -> list[Row]:
    """What the figures rest on, in words."""
    grid = draft.grid(Column("", 0))
    lines = [
        i18n.say(one.text, one.values) + "." for one in hidden_needs(draft.sheet.pack, made.plan.target)[:1]
    ]
    lines += planning.note_lines(made.plan)
    if made.wishes.points is not None:
        words = _("Satu minggu kerja dihitung {n} poin kerja.")
        lines.append(words.format(n=wording.plain(made.wishes.points)))
    lines += _together(made)
    lines.append(
        _(
            "Minggu kerja adalah perkiraan menurut jenis pekerjaan dan dapat diubah di halaman Jalan ke predikat. "
            "Terbukti paling ringan berarti tidak ada susunan langkah lain yang memenuhi semua ambang dengan "
            "minggu kerja lebih sedikit."
        )
    )
    lines.append(_("Rencana ini alat bantu, bukan janji hasil penilaian."))
    rows = [section(draft.paper, _("Cara membaca rencana ini"))]
    rows += [grid.row(line, rule=False, keep=line != lines[-1]) for line in lines]
    if draft.paper.lacking:
        rows.append(grid.row((wording.lacking(draft.paper.lacking), FINE), rule=False))
    return rows
