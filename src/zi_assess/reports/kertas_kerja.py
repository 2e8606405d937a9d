"""Kertas kerja reviu: every criterion with the answers of all stages side by side, every note, tick and finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from zi_assess import i18n
from zi_assess.core import stages
from zi_assess.core.assessment import Evidence, Mark, Observation
from zi_assess.core.pack import Group, Question
from zi_assess.core.sheet import Sheet
from zi_assess.core.stages import Result
from zi_assess.i18n import _, n_
from zi_assess.reports import reviewing, signing, wording
from zi_assess.reports.page import INNER, LEFT
from zi_assess.reports.paint import Style
from zi_assess.reports.parts import FINE, MUTED, SECTION, Draft, heading, paragraph, section, start
from zi_assess.reports.reviewing import CODE, SMALL, Reviewed
from zi_assess.reports.table import Band, Column, Content, Grid, Row

_LABEL, _STAGE, _GAP = 58.0, 54.0, 48.0
_QUESTION = Style("semibold", 8.5, "ink", 11.5)
_KEY = Style("regular", 8, "ink", 11.5)
_SAID = Style("regular", 7.5, "muted", 10.5)
_BAND = Style("semibold", 8.5, "brand", 11.5)
_FACT = Style("regular", 7, "muted", 10)
_DOWN, _UP = Style("semibold", 8, "bad", 11.5), Style("semibold", 8, "ok", 11.5)
_MARKS = {mark: Style("semibold", 7.5, kind, 10.5) for mark, (_words, kind) in wording.MARKS.items()}


@dataclass(frozen=True, slots=True)
class _Table:
    """The columns of the criteria, and of the lines below one; *last* is the stage whose distance is told."""

    grid: Grid
    lines: Grid
    results: tuple[Result, ...]

    @property
    def own(self) -> Result:
        return self.results[0]

    @property
    def last(self) -> Result | None:
        return self.results[-1] if len(self.results) > 1 else None


def render(sheet: Sheet, as_of: date) -> bytes:
    """The PDF of the working paper with the state of *as_of*."""
    title = _("Kertas kerja reviu")
    draft, now = start(sheet, as_of, title, reviewing.whose()), reviewing.reviewed(sheet)
    paper = draft.paper
    heading(paper, title)
    paragraph(paper, _opening(draft, now))
    paper.flow(reviewing.totals(draft, now.every, _("Nilai tiap tahap")))
    paper.flow(reviewing.thresholds(draft, now.every))
    paper.flow(reviewing.areas(draft, now))
    paper.flow(reviewing.handovers(draft))
    paper.flow(_criteria(draft, now))
    paper.flow([*_legend(draft), *_team(draft)])
    return paper.finish()


def _opening(draft: Draft, now: Reviewed) -> str:
    words = _(
        "{pack}. Keadaan per {date}. Dasar: {basis}. Butir yang belum dinilai suatu tahap dihitung nol."
    )
    said = words.format(
        pack=reviewing.pack_title(draft), date=i18n.date(draft.as_of), basis=draft.sheet.pack.basis
    )
    return said if now.top else f"{said} {_('TPI belum menilai.')}"


# The criteria


def _criteria(draft: Draft, now: Reviewed) -> list[Row]:
    table = _table(draft, now)
    made = _on_the_whole(draft, table)
    made += [
        section(draft.paper, _("Butir, jawaban tiap tahap, catatan, dan tanda bukti")),
        table.grid.head(),
    ]
    for group in draft.sheet.pack.tree:
        made += _group(draft, table, group, 0)
    return made


def _table(draft: Draft, now: Reviewed) -> _Table:
    lacking = draft.paper.lacking
    columns = [Column(_(wording.SHORT_STAGES[one.stage]), _STAGE, "right", style=_KEY) for one in now.every]
    grid = Grid(
        LEFT,
        INNER,
        (
            Column(_("Kode"), _LABEL, style=CODE),
            Column(_("Butir"), 0, style=_QUESTION),
            *columns,
            Column(_("Selisih"), _GAP, "right", style=_KEY),
        ),
        lacking,
        gap=6,
        above=5,
        below=1,
    )
    lines = Grid(
        LEFT,
        INNER,
        (Column("", _LABEL, style=_FACT), Column("", 0, style=SMALL), Column("", 120, "right")),
        lacking,
        gap=8,
        above=1,
        below=1,
    )
    return _Table(grid, lines, now.every)


def _group(draft: Draft, table: _Table, group: Group, depth: int) -> Iterator[Row]:
    """A line with the subtotals of every stage, then what is below."""
    title = draft.titles.of(group.code, group.title)
    style = SECTION if depth < 2 and not _holds_questions(group) else _BAND
    figures = [i18n.number(one.scores[group.code].strict) for one in table.results]
    cells: list[Content] = [group.code, (title, style), *((text, _BAND) for text in figures)]
    row = table.grid.row(*cells, _gap(table, group.code), rule=False, keep=True, repeat=(table.grid.head(),))
    row = replace(row, height=row.height + 3, mark=(draft.paper.p(f"{group.code} {title}"), depth + 1))
    yield replace(row, band=Band(LEFT - 4, INNER + 8, "brand_tint")) if _holds_questions(group) else row
    for child in group.children:
        if isinstance(child, Group):
            yield from _group(draft, table, child, depth + 1)
        else:
            yield from _question(draft, table, child)


def _holds_questions(group: Group) -> bool:
    return any(isinstance(child, Question) for child in group.children)


def _gap(table: _Table, code: str) -> Content:
    """How far the last stage is from the unit at a place; empty where it has answered nothing there."""
    if table.last is None or not table.last.scores[code].answered:
        return None
    points = stages.gap(table.own, table.last, code)
    return wording.apart(points), _DOWN if points < 0 else _UP if points > 0 else _KEY


def _question(draft: Draft, table: _Table, question: Question) -> Iterator[Row]:
    mine = draft.sheet.assessment
    cells: list[Content] = []
    for one in table.results:
        answer, own = mine.answer(question.code, one.stage), one.scores[question.code]
        key = wording.answer_key(question, answer)
        cells.append(f"{key}\n{i18n.number(own.strict)}" if answer.value is not None else "–")
    head = table.grid.head()
    first = table.grid.row(question.code, question.title, *cells, _gap(table, question.code), repeat=(head,))
    below = [
        *_notes(draft, table, question),
        *_evidence(draft, table, question),
        *_observations(draft, table, question.code),
    ]
    inside = (head, _continued(draft, table, question))
    for row in below:
        row.repeat = inside
    first.keep = bool(below)
    last = below[-1] if below else first
    last.height += 4
    yield from (first, *below)


def _continued(draft: Draft, table: _Table, question: Question) -> Row:
    """One line that says whose block goes on."""
    title = _FACT.face.cut(draft.paper.p(question.title), _FACT.size, INNER - _LABEL - 110)
    return table.lines.row(question.code, (title, _FACT), (_("lanjutan"), _FACT), rule=False)


def _notes(draft: Draft, table: _Table, question: Question) -> Iterator[Row]:
    """The note of every stage that wrote one."""
    mine = draft.sheet.assessment
    for stage in stages.spoken(mine):
        note = mine.answer(question.code, stage).note
        if draft.paper.p(note):
            yield table.lines.row(_(wording.SHORT_STAGES[stage]), note, rule=False)


def _evidence(draft: Draft, table: _Table, question: Question) -> Iterator[Row]:
    """Each piece of evidence with every stage's tick and note; those without any are counted."""
    uses = draft.sheet.evidence_for(question.code)
    bare = 0
    label = _("Bukti")
    for use in uses:
        said = list(stages.said(draft.sheet.assessment, use))
        bare += not said
        for stage, verdict in said:
            words = f"{_(wording.SHORT_STAGES[stage])}: {_(wording.MARKS[verdict.mark][0]).lower()}"
            tick = (words, _MARKS[verdict.mark])
            noted = bool(draft.paper.p(verdict.note))
            yield table.lines.row(label, use.document.name, tick, rule=False, keep=noted)
            if noted:
                yield table.lines.row("", (verdict.note, _SAID), rule=False)
            label = ""
    if bare:
        words = n_("{n} bukti belum diberi tanda", "{n} bukti belum diberi tanda", bare)
        yield table.lines.row(label, (words.format(n=i18n.count(bare)), _FACT), rule=False)


# What was found


def _on_the_whole(draft: Draft, table: _Table) -> list[Row]:
    """The observations that are about no single criterion."""
    found = list(_observations(draft, table, ""))
    return [section(draft.paper, _("Temuan atas keseluruhan")), *found] if found else []


def _observations(draft: Draft, table: _Table, code: str) -> Iterator[Row]:
    """What was found at *code*, with its state, and below it what it is due to and what came of it."""
    for one in draft.sheet.assessment.observations:
        if one.code == code:
            words, kind = wording.OBSERVATIONS[one.status]
            state = (_(words), Style("semibold", 7.5, kind, 10.5))
            told = [(text, _SAID) for text in _told(draft.sheet, one)]
            yield table.lines.row(_("Temuan"), one.what, state, rule=False, keep=bool(told))
            yield from (table.lines.row("", text, rule=False) for text in told)


def _told(sheet: Sheet, one: Observation) -> list[str]:
    pairs = (
        (wording.observation_origin(one, sheet.first_found), _("Asal: {text}")),
        (one.cause, _("Sebab: {text}")),
        (one.advice, _("Rekomendasi: {text}")),
        (one.answer, _("Tanggapan unit: {text}")),
    )
    return [words.format(text=text) for text, words in pairs if text]


# The end


def _legend(draft: Draft) -> list[Row]:
    counts = _counts(draft.sheet)
    ticks = ", ".join(
        f"{i18n.count(n)} {_(wording.MARKS[mark][0]).lower()}" for mark, n in counts.items() if n
    )
    words = _("Tiap tahap: jawaban, di bawahnya nilai dalam poin. Selisih: tahap terakhir dikurangi mandiri.")
    if ticks:
        words += " " + _("Bukti yang ditandai: {ticks}.").format(ticks=ticks)
    row = draft.grid(Column("", 0)).row((words, FINE))
    return [row, *reviewing.unprintable(draft)]


def _counts(sheet: Sheet) -> dict[Mark, int]:
    """How many uses the last stage that ticked each holds for what."""
    found = dict.fromkeys(Mark, 0)
    for use in sheet.assessment.evidence:
        mark = _last_mark(sheet, use)
        if mark is not None:
            found[mark] += 1
    return found


def _last_mark(sheet: Sheet, use: Evidence) -> Mark | None:
    ticks = [verdict.mark for _stage, verdict in stages.said(sheet.assessment, use) if verdict.mark]
    return ticks[-1] if ticks else None


def _team(draft: Draft) -> list[Row]:
    title = section(draft.paper, _("Tim penilai internal"))
    words = _("Nama peninjau adalah nama yang disebut pada serah terima; lengkapi bila kosong.")
    row = replace(reviewing.prose(draft, words, MUTED), keep=True)
    return [title, row, *signing.team_signatures(draft)]
