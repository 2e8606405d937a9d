"""The worksheet in full: where it stands, every question with its evidence, findings, and what is not in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zi_assess import i18n
from zi_assess.core.checks import Finding, Severity
from zi_assess.core.pack import Question
from zi_assess.core.readiness import Standing
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.reports import completeness, wording, worksheet
from zi_assess.reports.charts import Spoke, radar, threshold_bar
from zi_assess.reports.page import INNER, LEFT
from zi_assess.reports.paint import Style
from zi_assess.reports.parts import (
    CARD,
    CARD_GAP,
    STRONG,
    Draft,
    card,
    card_height,
    card_lines,
    finding_words,
    heading,
    paragraph,
    prerequisites,
    section,
    start,
    state,
    titled,
)
from zi_assess.reports.table import BODY, Column, Content, Grid, Row

_CODE = Style("regular", 7.5, "muted", 12)


def render(sheet: Sheet, as_of: date) -> bytes:
    """The PDF of the whole worksheet with the state of *as_of*."""
    draft = start(sheet, as_of, sheet.pack.short or sheet.pack.title)
    _front(draft)
    paper = draft.paper
    paper.flow(_thresholds(draft))
    paper.flow(prerequisites(draft))
    paper.flow(_scores(draft))
    paper.new_page()
    paper.flow([section(paper, _("Butir, jawaban, dan bukti")), *worksheet.rows(draft)])
    paper.flow(_findings(draft))
    paper.new_page()
    paper.flow(completeness.rows(draft))
    return paper.finish()


def _front(draft: Draft) -> None:
    """Title, what the numbers rest on, the total, and the areas as a web."""
    paper, sheet = draft.paper, draft.sheet
    heading(paper, draft.titles.of("title", sheet.pack.title))
    words = _("Keadaan per {date}. Dasar: {basis}. Butir yang belum dijawab dihitung nol. {window}")
    paragraph(paper, words.format(date=i18n.date(draft.as_of), basis=sheet.pack.basis, window=_window(sheet)))
    paper.skip(8)
    lines, top = card_lines(sheet), paper.y
    spokes = _spokes(draft)
    tall = max(card_height(draft, lines), 176.0 if len(spokes) > 2 else 0.0)
    card(draft, tall, lines)
    web = radar(spokes, INNER - CARD - CARD_GAP, tall, size=7.5)
    paper.page.draw(web, LEFT + CARD + CARD_GAP, top)
    paper.y = top + tall


def _window(sheet: Sheet) -> str:
    begin, end = sheet.assessment.window_start, sheet.assessment.window_end
    if end is None:
        return _("Bukti dinilai sejak {start}.").format(start=i18n.date(begin))
    return _("Bukti dinilai dari {start} sampai {end}.").format(start=i18n.date(begin), end=i18n.date(end))


def _spokes(draft: Draft) -> list[Spoke]:
    """The aggregates, or without any the first level, as axes of the web."""
    scores, marks = draft.sheet.scores, {}
    for one in draft.standings:
        marks[frozenset(one.threshold.of)] = float(one.threshold.minimum / one.weight)
    spokes = []
    for node in draft.sheet.pack.aggregates or draft.sheet.pack.tree:
        own, of = scores[node.code], getattr(node, "of", (node.code,))
        title = draft.paper.p(draft.titles.of(node.code, node.short or node.title))
        spokes.append(Spoke(title, float(own.percent) / 100, marks.get(frozenset(of))))
    return spokes


def _thresholds(draft: Draft) -> list[Row]:
    """Every threshold of every designation, the one aimed at first."""
    grid = draft.grid(
        Column("", 0),
        Column("", 110),
        Column(_("Nilai"), 44, "right", True),
        Column(_("Minimal"), 50, "right", True),
        Column(_("Keadaan"), 80),
    )
    repeat = (grid.head(),)
    made = []
    for one in sorted(draft.sheet.pack.designations, key=lambda one: one.id != draft.shown):
        made.append(titled(draft.paper, grid, _("Ambang {designation}").format(designation=one.id)))
        for standing in draft.sheet.readiness.of(one.id):
            made.append(grid.row(*_threshold(draft, standing), repeat=repeat))
    return made


def _threshold(draft: Draft, one: Standing) -> tuple[Content, ...]:
    title = draft.titles.of(one.threshold.id, one.threshold.title)
    bar = threshold_bar(100, 9, float(one.actual), float(one.weight), float(one.threshold.minimum))
    actual, minimum = i18n.number(one.actual), i18n.number(one.threshold.minimum)
    return f"{title}\n{one.threshold.source}", bar, actual, minimum, state(draft, one)


def _scores(draft: Draft) -> list[Row]:
    """The score of every place above the questions, of the aggregates, and their sum."""
    grid = draft.grid(
        Column("", 58, style=_CODE),
        Column("", 0),
        Column(_("Dijawab"), 50, "right", True),
        Column(_("Bobot"), 44, "right", True),
        Column(_("Nilai"), 44, "right", True),
        Column(_("Capaian"), 52, "right", True),
        Column(_("Rumus Excel"), 60, "right", True),
    )
    pack, scores = draft.sheet.pack, draft.sheet.scores
    repeat = (grid.head(),)
    made = [titled(draft.paper, grid, _("Nilai tiap bagian"))]
    places = [node for node in pack.nodes.values() if not isinstance(node, Question)]
    for place in (*places, *pack.aggregates):
        high = (
            len(pack.path(place.code)) < 3
        )  # aggregates have no path: they stand as high as what they add up
        title = (draft.titles.of(place.code, place.title), STRONG if high else BODY)
        made.append(grid.row(place.code, title, *_figures(draft, place.code), repeat=repeat))
    answered = f"{scores.answered}/{scores.questions}"
    percent = i18n.percent(scores.strict / pack.max * 100, 1)
    total = (
        answered,
        i18n.number(pack.max),
        i18n.number(scores.strict),
        percent,
        i18n.number(scores.official),
    )
    made.append(grid.row("", (_("Jumlah"), STRONG), *total, repeat=repeat))
    return made


def _figures(draft: Draft, code: str) -> tuple[str, ...]:
    own = draft.sheet.scores[code]
    official = _("galat") if own.official is None else i18n.number(own.official)
    answered = f"{own.answered}/{own.questions}"
    return answered, i18n.number(own.weight), i18n.number(own.strict), i18n.percent(own.percent, 1), official


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
            grid.row(points, one.where, finding_words(draft, one), wording.remedy(one), repeat=repeat)
        )
    return made


def _severity(draft: Draft, title: str, color: str) -> Row:
    """How grave the findings below are."""
    row = draft.grid(Column("", 0)).row((title, replace(STRONG, color=color)), rule=False, keep=True)
    return replace(row, mark=(draft.paper.p(title), 1))
