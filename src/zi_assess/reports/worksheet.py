"""The questions on paper, each with its answer, score, note, evidence and findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zi_assess import i18n
from zi_assess.core import stages
from zi_assess.core.assessment import Evidence, Stage
from zi_assess.core.pack import Group, Question
from zi_assess.core.scoring import Scores, score
from zi_assess.i18n import _
from zi_assess.reports import wording
from zi_assess.reports.page import INNER, LEFT
from zi_assess.reports.paint import Style
from zi_assess.reports.parts import SECTION, Draft, section
from zi_assess.reports.table import Band, Column, Grid, Row

_LABEL = 58.0  # the narrow column on the left: codes, and what the lines beside it are
CODE = Style("regular", 7.5, "muted", 11)
TEXT = Style("regular", 8, "ink", 11)
_QUESTION = Style("semibold", 8.5, "ink", 11.5)
_KEY = Style("semibold", 9, "brand", 11.5)
_FIGURE = Style("regular", 8, "ink", 11.5)
_BAND = Style("semibold", 8.5, "brand", 11.5)
_SLOT = Style("regular", 7, "faint", 10)
_EMPTY = Style("regular", 7, "warn", 10)
_FILE = Style("regular", 7.5, "ink", 10)
_FACT = Style("regular", 7, "muted", 10)
_CONTINUED = Style("semibold", 8.5, "muted", 11.5)
_TOP = Style("bold", 13, "ink", 18)
_WARNING = Style("regular", 8, "warn", 11)
_GRAVE = {grave: Style("regular", 7.5, color, 10.5) for grave, (_word, color) in wording.SEVERITIES.items()}
_TICKS = {color: Style("regular", 7, color, 10) for _word, color in wording.MARKS.values()}
SHORT_HASH = 12
# What the lines of a question already say is not repeated as a finding there.
_SAID = frozenset({"unanswered", "slot-empty", "evidence-undated"})


@dataclass(frozen=True, slots=True)
class _Grids:
    """The column layouts of the worksheet, made once, and the scores of the stages beside the sheet's."""

    question: Grid
    lines: Grid
    evidence: Grid
    repeat: tuple[Row, ...]
    others: Mapping[Stage, Scores]


def rows(draft: Draft) -> list[Row]:
    """The whole worksheet; every page repeats the columns' titles and the question it is in."""
    grids = _grids(draft)
    made = [section(draft.paper, _("Butir, jawaban, dan bukti")), *grids.repeat]
    for group in draft.sheet.pack.tree:
        made += _group(draft, grids, group, 0)
    return made


def _grids(draft: Draft) -> _Grids:
    lacking = draft.paper.lacking
    question = Grid(
        LEFT,
        INNER,
        (
            Column(_("Kode"), _LABEL, style=CODE),
            Column(_("Butir dan jawaban"), 0, style=TEXT),
            Column(_("Jawaban"), 56, style=_KEY),
            Column(_("Bobot"), 38, "right", True, _FIGURE),
            Column(_("Nilai"), 30, "right", True, _FIGURE),
        ),
        lacking,
        gap=8,
        above=5,
        below=1,
    )
    lines = Grid(
        LEFT,
        INNER,
        (Column("", _LABEL, style=_FACT), Column("", 0, style=TEXT)),
        lacking,
        gap=8,
        above=1,
        below=1,
    )
    evidence = Grid(
        LEFT,
        INNER,
        (
            Column("", _LABEL, style=_FACT),
            Column(_("Bukti"), 0, style=_FILE),
            Column(_("Jenis"), 58, style=_FACT),
            Column(_("Tanggal"), 58, style=_FACT),
            Column(_("Halaman"), 56, style=_FACT),
            Column(_("SHA-256"), 68, style=_FACT),
        ),
        lacking,
        gap=8,
        above=0.5,
        below=0.5,
    )
    mine = draft.sheet.assessment
    others = {
        one: score(draft.sheet.pack, mine.of(one))
        for one in stages.spoken(mine)
        if one is not draft.sheet.stage
    }
    return _Grids(question, lines, evidence, (question.head(), evidence.head()), others)


def _group(draft: Draft, grids: _Grids, group: Group, depth: int) -> Iterator[Row]:
    if any(isinstance(child, Question) for child in group.children):
        yield _band(draft, grids, group, depth)
    else:
        yield _heading(draft, grids, group, depth)
    for child in group.children:
        if isinstance(child, Group):
            yield from _group(draft, grids, child, depth + 1)
        else:
            yield from _question(draft, grids, child)


def _heading(draft: Draft, grids: _Grids, group: Group, depth: int) -> Row:
    """A group of groups: its title with score and weight at the right edge."""
    own, title = draft.sheet.scores[group.code], draft.titles.of(group.code, group.title)
    style = _TOP if depth == 0 else SECTION
    grid = replace(
        grids.lines,
        columns=(Column("", _LABEL, style=CODE), Column("", 0), Column("", 110, "right", style=_FIGURE)),
        above=14 if depth < 2 else 8,
        below=4,
    )
    score = _("{score} dari {weight}").format(score=i18n.number(own.strict), weight=i18n.number(own.weight))
    row = grid.row(group.code, (title, style), score, rule=depth == 0, keep=True, repeat=grids.repeat)
    return replace(row, mark=_mark(draft, group.code, title, depth))


def _band(draft: Draft, grids: _Grids, group: Group, depth: int) -> Row:
    """A group of questions: a tinted line with how many are answered, weight and score."""
    own, title = draft.sheet.scores[group.code], draft.titles.of(group.code, group.title)
    cells: list[str | tuple[str, Style]] = [
        group.code,
        (title, _BAND),
        (f"{own.answered}/{own.questions}", _FACT),
        (i18n.number(own.weight), _BAND),
        (i18n.number(own.strict), _BAND),
    ]
    row = grids.question.row(*cells, rule=False, keep=True, repeat=grids.repeat)
    row = replace(row, height=row.height + 3, mark=_mark(draft, group.code, title, depth))
    return replace(row, band=Band(LEFT - 4, INNER + 8, "brand_tint"))


def _mark(draft: Draft, code: str, title: str, depth: int) -> tuple[str, int]:
    return draft.paper.p(f"{code} {title}"), depth + 1


def _question(draft: Draft, grids: _Grids, question: Question) -> Iterator[Row]:
    """The block of one question; its later rows repeat its title where a page breaks inside."""
    own, answer = draft.sheet.scores[question.code], draft.sheet.answer(question.code)
    key = wording.answer_key(question, answer)
    figures = (
        "–" if question.recorded else i18n.number(own.weight),
        "–" if own.skipped else i18n.number(own.strict),
    )
    title = (question.title, _QUESTION)
    yield grids.question.row(question.code, title, key, *figures, keep=True, repeat=grids.repeat)
    meaning = wording.answer_meaning(question, answer)
    below = [grids.lines.row("", (meaning, TEXT if own.answered else _WARNING), rule=False)]
    below += _more_lines(draft, grids, question)
    below += _other_stages(draft, grids, question)
    below += _evidence(draft, grids, question)
    below += _findings(draft, grids, question)
    below[-1].height += 5
    inside = (*grids.repeat, _continued(draft, grids, question))
    for row in below:
        row.repeat = inside
    yield from below


def _continued(draft: Draft, grids: _Grids, question: Question) -> Row:
    """One line that says whose block goes on."""
    title = _QUESTION.face.cut(draft.paper.p(question.title), _QUESTION.size, INNER - _LABEL - 90)
    return grids.question.row(question.code, (title, _CONTINUED), (_("lanjutan"), _FACT))


def _more_lines(draft: Draft, grids: _Grids, question: Question) -> Iterator[Row]:
    """The note, and last year's answer that waits to be confirmed."""
    proposal, note = draft.sheet.proposal(question.code), draft.sheet.answer(question.code).note
    if proposal is not None:
        words = _("{answer}, belum dikonfirmasi").format(answer=wording.answer_key(question, proposal))
        yield grids.lines.row(_("Usulan"), (words, _WARNING), rule=False)
    if draft.paper.p(note):
        yield grids.lines.row(_("Catatan"), note, rule=False)
    if question.feeds:
        yield grids.lines.row(_("Mendukung"), (_fed(question), _FACT), rule=False)


def _fed(question: Question) -> str:
    """`lke-zi A.I.6.i.b, A.I.6.i.d`: the criteria that evidence made here can be filed for."""
    packs = dict.fromkeys(one.pack for one in question.feeds)
    return "; ".join(
        f"{pack} {', '.join(one.code for one in question.feeds if one.pack == pack)}" for pack in packs
    )


def _other_stages(draft: Draft, grids: _Grids, question: Question) -> Iterator[Row]:
    """What every other stage answered here, in points, and its note; stages that say the same share a line."""
    said: dict[tuple[str, str], list[str]] = {}
    for stage, scores in grids.others.items():
        answer = draft.sheet.assessment.answer(question.code, stage)
        note = draft.paper.p(answer.note)
        if answer.value is None and not note:
            continue
        words = _("{answer}, nilai {points}").format(
            answer=wording.answer_key(question, answer), points=i18n.number(scores[question.code].strict)
        )
        said.setdefault((words if answer.value is not None else _("tidak dijawab"), note), []).append(
            _(wording.SHORT_STAGES[stage])
        )
    label = _("Reviu")
    for (words, note), who in said.items():
        line = f"{', '.join(who)}: {words}"
        yield grids.lines.row(label, f"{line}\n{note}" if note else line, rule=False)
        label = ""


def _evidence(draft: Draft, grids: _Grids, question: Question) -> Iterator[Row]:
    """Every slot with what fills it, evidence in no slot, and the slots that are empty."""
    label = _("Bukti")
    slots = draft.sheet.slots(question)
    filled = [(slot.title, uses) for slot, uses in slots if uses]
    loose = draft.sheet.loose_evidence(question)
    if loose:
        filled.append((_("Bukti lain"), loose))
    for title, uses in filled:
        yield grids.lines.row(label, (title, _SLOT), rule=False, keep=True)
        yield from _uses(draft, grids, uses)
        label = ""
    empty = "; ".join(slot.title for slot, uses in slots if not uses)
    if empty:
        words = _("Belum dilampirkan: {slots}").format(slots=empty)
        yield grids.lines.row(label, (words, _EMPTY), rule=False)


def _uses(draft: Draft, grids: _Grids, uses: Sequence[Evidence]) -> Iterator[Row]:
    for use in uses:
        document = use.document
        more = [text for text in (document.url, use.note) if text and text != document.name]
        yield grids.evidence.row(
            "",
            document.name,
            _(wording.KINDS.get(document.kind, wording.OTHER_KIND)),
            i18n.date_short(document.dated) if document.dated else _("tanpa tanggal"),
            use.pages,
            document.sha256[:SHORT_HASH],
            rule=False,
            keep=bool(more),
        )
        for text in more:
            yield grids.lines.row("", (text, _FACT), rule=False)
        yield from _ticks(draft, grids, use)


def _ticks(draft: Draft, grids: _Grids, use: Evidence) -> Iterator[Row]:
    """What each stage says about one piece of evidence."""
    for stage, verdict in stages.said(draft.sheet.assessment, use):
        word, color = wording.MARKS[verdict.mark]
        words = f"{_(wording.SHORT_STAGES[stage])}: {_(word).lower()}"
        text = f"{words}. {verdict.note}" if verdict.note else words
        yield grids.lines.row("", (text, _TICKS[color]), rule=False)


def _findings(draft: Draft, grids: _Grids, question: Question) -> Iterator[Row]:
    label = _("Temuan")
    for one in draft.sheet.findings_at(question.code):
        if one.code in _SAID:
            continue
        words, points = wording.finding_text(one), wording.signed_points(one)
        text = f"{words} ({points})" if points else words
        yield grids.lines.row(label, (text, _GRAVE[one.severity]), rule=False)
        label = ""
