"""The lightest way to the designation, for whoever has to order the work: what it takes on one to three pages, and
when the steps are too many to be told there, each of them afterwards.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from zi_assess import i18n
from zi_assess.core.hidden import hidden_needs
from zi_assess.core.margin import margins
from zi_assess.core.pack import EvidenceSlot
from zi_assess.core.plan import Bar, Status
from zi_assess.core.scenario import apply
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_
from zi_assess.reports import firmness, planning, wording
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
from zi_assess.reports.roadchart import bars
from zi_assess.reports.table import Column, Grid, Row

_BIG = Style("bold", 17, "ink", 24)
_NAME = Style("regular", 7.5, "ink", 10)
_FRONT_PAGES = 3
_MOST_BARS = 24


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
    draft = start(sheet, as_of, words)
    heading(draft.paper, words)
    _body(draft, made, chosen=bool(target), told=True)
    if len(draft.paper.pages) > _FRONT_PAGES:
        draft = start(sheet, as_of, words)
        heading(draft.paper, words)
        _body(draft, made, chosen=bool(target), told=False)
        draft.paper.flow(_details(draft, made))
    return draft.paper.finish()


def _body(draft: Draft, made: Drawn, *, chosen: bool, told: bool) -> None:
    """What a unit head reads; *told*: every step with its task, reason and evidence."""
    _opening(draft, made, chosen=chosen)
    _panel(draft, made)
    draft.paper.flow(_conflicts(draft, made))
    draft.paper.flow(_steps(draft, made, told=told))
    _picture(draft, made)
    draft.paper.flow(_marks(draft, made))
    draft.paper.flow(_after(draft, made))
    draft.paper.flow([*_firm(draft, made), *_reading(draft, made, told=told)])


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
    lines = card_lines(draft.sheet)
    tall = max(height(rows), card_height(draft, lines))
    card(draft, tall, lines)
    for row in rows:
        row.draw(paper.page, paper.y)
        paper.skip(row.height)
    paper.y = top + tall


def _conflicts(draft: Draft, made: Drawn) -> list[Row]:
    """Why there is no way, when there is none."""
    if made.plan.status is not Status.INFEASIBLE:
        return []
    grid = draft.grid(Column("", 0))
    title = section(draft.paper, _("Mengapa belum terjangkau"))
    lines = [planning.conflict(made.plan, one) for one in made.plan.conflicts]
    lines.append(_("Langkah di bawah ini membawa ke titik terdekat yang masih terjangkau."))
    return [title, *(grid.row(line, rule=False) for line in lines)]


def _steps(draft: Draft, made: Drawn, *, told: bool) -> list[Row]:
    if not made.plan.steps:
        return []
    grid = draft.grid(
        Column("", 18, style=MUTED),
        Column(_("Langkah"), 0),
        Column(_("Dari → ke"), 86 if made.wishes.points is None else 80),
        Column(_("Poin"), 38, "right", True, STRONG),
        *_work_column(made),
        Column(_("Mulai"), 64),
        Column(_("Selesai"), 60),
    )
    head = grid.head()
    rows = [section(draft.paper, _("Langkah demi langkah")), head]
    for place, bar in enumerate(made.road.bars, 1):
        rows.append(_step(draft, grid, place, bar, made.wishes.points, told=told))
        if told:
            rows.append(_telling(draft, bar, (head,)))
    return rows


def _work_column(made: Drawn) -> tuple[Column, ...]:
    if made.wishes.points is None:
        return (Column(_("Minggu"), 42, "right", True),)
    return (Column(_("Kerja, poin"), 52, "right", True),)


def _step(draft: Draft, grid: Grid, place: int, bar: Bar, points: Fraction | None, *, told: bool) -> Row:
    """The step in one line, by its short name where it is told elsewhere."""
    step, question = bar.step, planning.question_of(draft.sheet, bar.step.code)
    name = planning.heading(question) if told else question.short or question.title
    title = f"{step.code} {draft.titles.of(step.code, name) if told else name}"
    return grid.row(
        f"{place}",
        (title, STRONG) if told else title,
        planning.move(question, step),
        f"+{wording.visible(step.gain)}",
        i18n.number(step.effort * (points or 1), 1),
        i18n.date_short(bar.first),
        i18n.date_short(bar.last),
        keep=told,
        repeat=(grid.head(),),
    )


def _telling(draft: Draft, bar: Bar, repeat: tuple[Row, ...]) -> Row:
    """What is done, why, and what evidence it takes."""
    step, question = bar.step, planning.question_of(draft.sheet, bar.step.code)
    lines = [planning.task(question, step), planning.why(step)]
    lines = [line if line.endswith(".") else f"{line}." for line in lines]
    text = "\n".join([*lines, _evidence(planning.lacking(draft.sheet, step))])
    return draft.grid(Column("", 18), Column("", 0)).row("", (text, MUTED), rule=False, repeat=repeat)


def _evidence(lacking: list[EvidenceSlot]) -> str:
    if not lacking:
        return _("Bukti: sudah ada semua, periksa lagi setelah langkah ini.")
    return _("Bukti yang perlu ada: {list}.").format(list="; ".join(slot.title for slot in lacking))


def _details(draft: Draft, made: Drawn) -> list[Row]:
    """Every step with its task, reason and evidence, under the numbers they have in the list."""
    grid = draft.grid(Column("", 18, style=MUTED), Column("", 0), Column("", 110, "right", True))
    rows = [section(draft.paper, _("Rincian tiap langkah"))]
    for place, bar in enumerate(made.road.bars, 1):
        question = planning.question_of(draft.sheet, bar.step.code)
        title = f"{bar.step.code} {draft.titles.of(bar.step.code, planning.heading(question))}"
        rows.append(grid.row(f"{place}", (title, STRONG), planning.move(question, bar.step), keep=True))
        rows.append(_telling(draft, bar, ()))
    return rows


def _picture(draft: Draft, made: Drawn) -> None:
    """The steps as bars under the months, while they are few enough to be taken in at a glance."""
    paper, face = draft.paper, _NAME.face
    if not 1 < len(made.road.bars) <= _MOST_BARS:
        return
    questions = [planning.question_of(draft.sheet, bar.step.code) for bar in made.road.bars]
    names = [f"{n}. {paper.p(one.short or one.title)}" for n, one in enumerate(questions, 1)]
    names = [face.cut(one, _NAME.size, INNER * 0.3) for one in names]
    left = max(face.width(one) for one in names) * _NAME.size / 1000 + 8
    drawing = bars(made, names, INNER, _NAME.size, 0.7, left)
    title = section(paper, _("Jadwal"))
    paper.need(title.height + drawing.height)
    paper.flow([title])
    paper.page.draw(drawing, LEFT, paper.y)
    paper.skip(drawing.height)


def _marks(draft: Draft, made: Drawn) -> list[Row]:
    """How much new evidence there must be by each quarter-end, by the day to be ready, and in the end."""
    rows = []
    grid = draft.grid(Column("", 92), Column("", 0))
    for name, day, done, count in planning.milestones(draft.sheet, made):
        steps = n_("{n} langkah selesai", "{n} langkah selesai", done).format(n=done)
        evidence = n_("{n} bukti baru sudah ada", "{n} bukti baru sudah ada", count).format(n=count)
        when = f"{name} · {i18n.date_short(day)}" if name else i18n.date_short(day)
        rows.append(grid.row((when, STRONG), f"{steps}, {evidence}"))
    return [section(draft.paper, _("Yang sudah harus ada")), *rows] if rows else []


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


def _firm(draft: Draft, made: Drawn) -> list[Row]:
    """How much TPI may take away when all is done."""
    if made.plan.status is Status.INFEASIBLE:
        return []
    then = apply(draft.sheet, made.plan.scenario(made.plan.target))
    found = margins(then, made.plan.target)
    lines = [firmness.headline(found), *firmness.decisive(then, found)[:1], firmness.level_meant()]
    grid = draft.grid(Column("", 0))
    title = section(draft.paper, _("Bila TPI menurunkan jawaban sesudahnya"))
    return [title, grid.row(" ".join(lines), rule=False)]


def _together(made: Drawn) -> list[str]:
    """The work that serves several criteria and is counted once."""
    moved = {step.code for step in made.plan.steps}
    words = _("Satu pekerjaan untuk {codes} dihitung sekali: {title}.")
    served = ((one.title, [code for code in one.codes if code in moved]) for one in made.wishes.shared)
    return [words.format(codes=", ".join(codes), title=title) for title, codes in served if len(codes) > 1]


def _reading(draft: Draft, made: Drawn, *, told: bool) -> list[Row]:
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
    words = _(
        "Jadwal dihitung mulai {date}. Minggu kerja adalah perkiraan menurut jenis pekerjaan dan dapat diubah di "
        "halaman Jalan ke predikat."
    )
    lines.append(words.format(date=i18n.date(made.today)))
    lines.append(
        _(
            "Terbukti paling ringan berarti tidak ada susunan langkah lain yang memenuhi semua ambang dengan minggu "
            "kerja lebih sedikit. Di antara yang sama ringannya dipilih yang nilainya paling tinggi."
        )
    )
    if made.plan.steps and not told:
        lines.append(_("Yang dikerjakan, alasannya, dan bukti tiap langkah ada pada rincian sesudah ini."))
    lines.append(_("Rencana ini alat bantu, bukan janji hasil penilaian."))
    rows = [section(draft.paper, _("Cara membaca rencana ini"))]
    rows += [grid.row(line, rule=False, keep=line != lines[-1]) for line in lines]
    if draft.paper.lacking:
        rows.append(grid.row((wording.lacking(draft.paper.lacking), FINE), rule=False))
    return rows
