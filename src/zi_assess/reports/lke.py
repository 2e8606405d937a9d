"""The worksheet in full: where it stands, every question with its evidence, findings, and what is not in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from zi_assess import i18n
from zi_assess.core import stages
from zi_assess.core.checks import Finding, Severity
from zi_assess.core.pack import Aggregate, Group
from zi_assess.core.readiness import Readiness, Standing
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.reports import completeness, wording, worksheet
from zi_assess.reports.charts import AreaBar, Drawing, Spoke, area_bars, radar
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
    finding_words,
    heading,
    paragraph,
    place,
    prerequisites,
    section,
    start,
    state,
    titled,
)
from zi_assess.reports.table import BODY, Column, Content, Grid, Row

_SPOKE = 100.0  # the room of a label beside the web
_FEW = 5  # a web of fewer spokes shows less than bars do
_CODE = Style("regular", 7.5, "muted", 12)


def render(sheet: Sheet, as_of: date) -> bytes:
    """The PDF of the whole worksheet with the state of *as_of*."""
    draft = start(sheet, as_of, sheet.pack.short or sheet.pack.title)
    _front(draft)
    paper = draft.paper
    paper.flow(_thresholds(draft, sheet.readiness, _("Ambang batas")))
    paper.flow(_beside(draft))
    paper.flow(prerequisites(draft))
    paper.flow(_scores(draft))
    paper.flow(worksheet.rows(draft))
    paper.flow(_findings(draft))
    paper.flow(_about(draft))
    paper.new_page()
    paper.flow(completeness.rows(draft))
    return paper.finish()


def _front(draft: Draft) -> None:
    """Title, what the numbers rest on, the total, and the areas as a web."""
    paper, sheet = draft.paper, draft.sheet
    heading(paper, draft.titles.of(sheet.pack.id, sheet.pack.title))
    words = _("Keadaan per {date}. Dasar: {basis}. Butir yang belum dijawab dihitung nol. {window}")
    words = words.format(date=i18n.date(draft.as_of), basis=sheet.pack.basis, window=_window(sheet))
    paragraph(paper, f"{words} {wording.left_out()}" if sheet.pack.leaves_out else words)
    paper.skip(8)
    lines, top = card_lines(sheet), paper.y
    web = _web(draft, INNER - CARD - CARD_GAP)
    tall = max(card_height(draft, lines), web.height)
    card(draft, tall, lines)
    paper.page.draw(web, LEFT + CARD + CARD_GAP, top + (tall - web.height) / 2)
    paper.y = top + tall


def _window(sheet: Sheet) -> str:
    begin, end = sheet.assessment.window_start, sheet.assessment.window_end
    if end is None:
        return _("Bukti dinilai sejak {start}.").format(start=i18n.date(begin))
    return _("Bukti dinilai dari {start} sampai {end}.").format(start=i18n.date(begin), end=i18n.date(end))


def _web(draft: Draft, wide: float) -> Drawing:
    """The aggregates, or without any the first level: as a web, or as bars when there are few."""
    marks = {
        frozenset(one.threshold.of): float(one.threshold.minimum / one.weight) for one in draft.standings
    }
    places: list[tuple[str, float, str, float | None]] = []
    for node in draft.sheet.pack.aggregates or draft.sheet.pack.tree:
        own, of = draft.sheet.scores[node.code], node.of if isinstance(node, Aggregate) else (node.code,)
        title = draft.paper.p(draft.titles.of(node.code, node.short or node.title))
        share = i18n.percent(own.percent, 1)
        places.append((title, float(own.percent) / 100, share, marks.get(frozenset(of))))
    if len(places) < _FEW:
        bars = [AreaBar(*one) for one in places]
        return area_bars(bars, wide, size=8.5, label_width=wide * 0.42, text_width=48)
    face = MUTED.face
    spokes = [Spoke(face.cut(title, 7.5, _SPOKE), share, mark) for title, share, _text, mark in places]
    return radar(spokes, wide, 180, size=7.5)


def _beside(draft: Draft) -> list[Row]:
    """The thresholds by the other side's answers; none before a TPI stage has answered."""
    other = stages.beside(draft.sheet.pack, draft.sheet.assessment, draft.sheet.stage)
    if other is None:
        return []
    title = _("Ambang batas: {stage}").format(stage=_(wording.STAGES[other.stage]))
    return _thresholds(draft, other.ready, title)


def _thresholds(draft: Draft, ready: Readiness, title: str) -> list[Row]:
    """Every threshold against every designation, the one aimed at first."""
    designations = sorted(
        (one.id for one in draft.sheet.pack.designations), key=lambda one: one != draft.shown
    )
    if not designations:
        return []
    columns = [Column("", 0), Column(_("Nilai"), 44, "right", True)]
    for one in designations:
        columns += [
            Column(_("Ambang {designation}").format(designation=one), 72, "right", True),
            Column("", 76),
        ]
    grid = draft.grid(*columns)
    by_id: dict[str, dict[str, Standing]] = {}
    for standing in ready.standings:
        by_id.setdefault(standing.threshold.id, {})[standing.designation] = standing
    made = [titled(draft.paper, grid, title)]
    for of in by_id.values():
        made.append(grid.row(*_threshold(draft, of, designations), repeat=(grid.head(),)))
    sources = dict.fromkeys(standing.threshold.source for standing in ready.standings)
    words = _("Dasar: {sources}.").format(sources="; ".join(sources))
    return [*made, draft.grid(Column("", 0, style=FINE)).row(words)]


def _threshold(draft: Draft, of: Mapping[str, Standing], designations: Sequence[str]) -> Iterator[Content]:
    """Title and actual points, then minimum and distance for each designation."""
    one = next(iter(of.values()))
    yield draft.titles.of(one.threshold.id, one.threshold.title)
    yield i18n.number(one.actual)
    for designation in designations:
        standing = of.get(designation)
        yield i18n.number(standing.threshold.minimum) if standing else ""
        yield state(draft, standing) if standing else ""


def _scores(draft: Draft) -> list[Row]:
    """The score of every place above the questions, of the aggregates, and their sum."""
    grid = draft.grid(
        Column("", 58, style=_CODE),
        Column("", 0),
        Column(_("Dijawab"), 50, "right", True),
        Column(_("Bobot"), 44, "right", True),
        Column(_("Nilai"), 44, "right", True),
        Column(_("Capaian"), 60, "right", True),
        *([] if draft.sheet.pack.leaves_out else [Column(_("Rumus Excel"), 60, "right", True)]),
    )
    grid = replace(grid, above=2, below=2)
    pack, scores = draft.sheet.pack, draft.sheet.scores
    repeat = (grid.head(),)
    made = [titled(draft.paper, grid, _("Nilai tiap bagian"))]
    groups = [node for node in pack.nodes.values() if isinstance(node, Group)]
    places: list[Group | Aggregate] = [*groups, *pack.aggregates]
    for one in places:
        high = len(pack.path(one.code)) < 3  # an aggregate has no path and stands high
        title = (draft.titles.of(one.code, one.title), STRONG if high else BODY)
        made.append(grid.row(one.code, title, *_figures(draft, one.code), repeat=repeat))
    answered = f"{scores.answered}/{scores.questions}"
    percent = i18n.percent(scores.strict / pack.max * 100, 1)
    total = [answered, i18n.number(pack.max), i18n.number(scores.strict), percent]
    if not pack.leaves_out:
        total.append(i18n.number(scores.official))
    made.append(grid.row("", (_("Jumlah"), STRONG), *total, repeat=repeat))
    return made


def _figures(draft: Draft, code: str) -> tuple[str, ...]:
    own = draft.sheet.scores[code]
    answered, weight = f"{own.answered}/{own.questions}", i18n.number(own.weight)
    if own.skipped:
        return answered, weight, "–", _("tidak dinilai")
    figures = answered, weight, i18n.number(own.strict), i18n.percent(own.percent, 1)
    if draft.sheet.pack.leaves_out:
        return figures
    return *figures, _("galat") if own.official is None else i18n.number(own.official)


def _about(draft: Draft) -> list[Row]:
    """How an instrument without designations was made, and what of it is our own."""
    pack = draft.sheet.pack
    if pack.designations or not pack.note:
        return []
    return [
        section(draft.paper, _("Tentang instrumen ini")),
        draft.grid(Column("", 0, style=FINE)).row(pack.note),
    ]


def _findings(draft: Draft) -> list[Row]:
    """Every finding, by severity."""
    grid = draft.grid(
        Column(_("Dampak"), 44, "right", True, STRONG),
        Column(_("Butir"), 62, style=_CODE),
        Column(_("Temuan"), 0),
        Column(_("Yang perlu dilakukan"), 150),
    )
    made = [section(draft.paper, _("Temuan"))]
    if not draft.sheet.findings:
        return [*made, draft.grid(Column("", 0)).row(_("Tidak ada temuan."), rule=False)]
    for severity in Severity:
        those = [one for one in draft.sheet.findings if one.severity is severity]
        if those:
            made += _of_severity(draft, grid, severity, those)
    return made


def _of_severity(draft: Draft, grid: Grid, severity: Severity, those: list[Finding]) -> list[Row]:
    word, color = wording.SEVERITIES[severity]
    repeat = (grid.head(),)
    title = f"{_(word)} ({i18n.count(len(those))})"
    made = [_severity(draft, title, color), grid.head()]
    for one in those:
        points = wording.signed_points(one) or "–"
        made.append(
            grid.row(points, place(draft, one), finding_words(draft, one), wording.remedy(one), repeat=repeat)
        )
    return made


def _severity(draft: Draft, title: str, color: str) -> Row:
    """How grave the findings below are."""
    row = draft.grid(Column("", 0)).row((title, replace(STRONG, color=color)), rule=False, keep=True)
    return replace(row, mark=(draft.paper.p(title), 1))
