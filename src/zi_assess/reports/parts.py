"""Parts of more than one report: letterhead, headings, the card with the total, states and prerequisites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from zi_assess import i18n
from zi_assess.core import stages
from zi_assess.core.assessment import Held, Stage
from zi_assess.core.checks import Finding
from zi_assess.core.pack import Prerequisite
from zi_assess.core.readiness import Standing
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.reports import wording
from zi_assess.reports.charts import Drawing
from zi_assess.reports.page import INNER, LEFT, RIGHT, Imprint, Paper
from zi_assess.reports.paint import CAP, Style, pill
from zi_assess.reports.table import Column, Grid, Row

TITLE = Style("bold", 17, "ink", 22)
SECTION = Style("semibold", 9.5, "brand", 14)
NAME = Style("bold", 9, "ink", 13)
MUTED = Style("regular", 8, "muted", 11.5)
STRONG = Style("semibold", 8.5, "ink", 12)
FINE = Style("regular", 7, "faint", 10)
_TOTAL = Style("bold", 34, "ink", 40)
_PAIR = Style("regular", 7.5, "muted", 13)
_PAIR_VALUE = Style("semibold", 7.5, "ink", 13)
CARD, CARD_GAP = 152.0, 14.0
_CARD_HEAD, _CARD_STATE, _CARD_FOOT = 80.0, 20.0, 8.0


@dataclass(frozen=True, slots=True)
class Draft:
    """What every part of a report needs. *shown*: the designation whose thresholds are shown, empty without any."""

    paper: Paper
    sheet: Sheet
    titles: wording.Titles
    as_of: date
    shown: str

    def grid(self, *columns: Column, x: float = LEFT, width: float = INNER) -> Grid:
        return Grid(x, width, columns, self.paper.lacking, gap=8, above=3, below=3)

    def pill(self, text: str, kind: str) -> Drawing:
        return pill(self.paper.p(text), kind)

    @property
    def standings(self) -> tuple[Standing, ...]:
        return self.sheet.readiness.of(self.shown)


def start(sheet: Sheet, as_of: date, title: str, whose: str = "") -> Draft:
    """A report with its letterhead set; *whose* work it is, where that is not the stage's."""
    draft = begin(sheet, as_of, title, whose)
    _letterhead(draft, whose or _(wording.STAGES[sheet.stage]))
    return draft


def begin(sheet: Sheet, as_of: date, title: str, whose: str = "") -> Draft:
    """A report on an empty first page: letters bring a head of their own."""
    designations = sheet.pack.designations
    shown = wording.aim(sheet) or (designations[0].id if designations else "")
    return Draft(Paper(_imprint(sheet, title, whose)), sheet, wording.Titles(sheet.pack), as_of, shown)


def _imprint(sheet: Sheet, title: str, whose: str) -> Imprint:
    unit, year, stage = sheet.assessment.unit.name, sheet.assessment.year, _(wording.STAGES[sheet.stage])
    return Imprint(
        title=f"{title} · {unit} · {year}",
        subject=f"{sheet.pack.title} · {stage}",
        author=unit,
        left=unit,
        right=f"{title} · {whose or stage} · {year}",
        foot=wording.foot(sheet),
        language=i18n.language(),
        example=sheet.assessment.example,
    )


def _letterhead(draft: Draft, whose: str) -> None:
    """Whose report it is, and of which year and stage."""
    paper, unit = draft.paper, draft.sheet.assessment.unit
    agency, room = unit.profile.instansi, INNER * 0.62
    left = [(agency.upper(), NAME), (unit.name, MUTED)] if agency else [(unit.name, NAME)]
    right = [(whose, MUTED), (wording.occasion_line(draft.sheet), MUTED)]
    top = paper.y
    for texts, wide, at_right in ((left, room, False), (right, INNER - room - 10, True)):
        y = top
        for text, style in texts:
            for line in style.face.wrap(paper.p(text), style.size, wide):
                paper.page.text(
                    RIGHT if at_right else LEFT, y + 9, line, style, "right" if at_right else "left"
                )
                y += style.leading
        paper.y = max(paper.y, y)
    paper.skip(5)
    paper.page.rule(LEFT, paper.y, INNER, "brand", 1.4)
    paper.skip(14)


def heading(paper: Paper, text: str) -> None:
    """The report's title."""
    paper.page.marks.append((paper.p(text), 0, paper.y))
    for line in TITLE.face.wrap(paper.p(text), TITLE.size, INNER):
        paper.page.text(LEFT, paper.y + 16, line, TITLE)
        paper.skip(TITLE.leading)


def paragraph(paper: Paper, text: str, style: Style = MUTED) -> None:
    """Lines over the whole width."""
    for line in style.face.wrap(paper.p(text), style.size, INNER):
        paper.page.text(LEFT, paper.y + style.leading / 2 + CAP * style.size, line, style)
        paper.skip(style.leading)


def section(paper: Paper, text: str, depth: int = 0) -> Row:
    """A heading inside the report, kept with what follows, and its bookmark."""
    grid = Grid(LEFT, INNER, (Column("", 0),), paper.lacking, above=12, below=2)
    row = grid.row((text, SECTION), rule=False, keep=True)
    return replace(row, mark=(paper.p(text), depth))


def titled(paper: Paper, grid: Grid, text: str, depth: int = 0) -> Row:
    """The titles of a table's columns with its heading where the first would stand."""
    title, head = section(paper, text, depth), grid.head()
    return replace(title, cells=(*title.cells, *head.cells), height=title.height + 1)


def height(rows: Iterable[Row]) -> float:
    return sum(row.height for row in rows)


def card_lines(sheet: Sheet) -> list[tuple[str, str]]:
    """What stands below the total: its other readings, last year's, and how complete it is."""
    done, part = sheet.completeness, _("{n} dari {all}")
    lines = _beside(sheet)
    if sheet.scores.official != sheet.scores.strict and not sheet.pack.leaves_out:
        lines.append((_("Menurut rumus lembar Excel"), i18n.number(sheet.scores.official)))
    if sheet.last_year:
        year = _("Tahun {year}").format(year=sheet.last_year.year)
        lines.append((year, _change(sheet.last_year.strict, sheet.scores.strict)))
    answered = part.format(n=i18n.count(done.answered), all=i18n.count(done.questions))
    filled = part.format(n=i18n.count(done.slots_filled), all=i18n.count(done.slots))
    return [*lines, (_("Butir dijawab"), answered), (_("Bukti dilampirkan"), filled)]


def _beside(sheet: Sheet) -> list[tuple[str, str]]:
    """The other side's total and how far it is from this one; none before a TPI stage has answered."""
    other = stages.beside(sheet.pack, sheet.assessment, sheet.stage)
    if other is None:
        return []
    total = f"{i18n.number(other.scores.strict)} ({wording.apart(other.scores.strict - sheet.scores.strict)})"
    if other.stage is Stage.SELF:
        return [(_("Penilaian mandiri"), total)]
    counts = {"n": i18n.count(other.scores.answered), "all": i18n.count(other.scores.questions)}
    return [(_("Penilaian TPI"), total), (_("Dinilai TPI"), _("{n} dari {all}").format(**counts))]


def _change(before: Fraction, now: Fraction) -> str:
    """Last year's total and how it has moved since."""
    values = {"total": i18n.number(before), "points": wording.visible(abs(now - before))}
    if now == before:
        return _("{total} (tetap)").format(**values)
    words = _("{total} (naik {points})") if now > before else _("{total} (turun {points})")
    return words.format(**values)


def card_height(draft: Draft, lines: Sequence[tuple[str, str]]) -> float:
    return _CARD_HEAD + (_CARD_STATE if draft.shown else 0) + len(lines) * _PAIR.leading + _CARD_FOOT


def card(draft: Draft, tall: float, lines: Sequence[tuple[str, str]]) -> None:
    """The one big number at the left edge, *tall* points high from where the paper stands; the paper does not move."""
    paper, page, top, x = draft.paper, draft.paper.page, draft.paper.y, LEFT + 12
    page.rect(LEFT, top, CARD, tall, "bg", 8)
    page.text(x, top + 19, paper.p(_("Nilai total")), MUTED)
    page.text(x, top + 52, i18n.number(draft.sheet.scores.strict), _TOTAL)
    page.text(x, top + 69, paper.p(_scale(draft)), MUTED)
    y = top + _CARD_HEAD + 8
    if draft.shown:
        met = draft.sheet.readiness.met(draft.shown)
        words = _("Memenuhi ambang {designation}") if met else _("Belum memenuhi ambang {designation}")
        page.draw(draft.pill(words.format(designation=draft.shown), "ok" if met else "bad"), x, top + 79)
        y += _CARD_STATE
    for label, value in lines:
        page.text(x, y, paper.p(label), _PAIR)
        page.text(LEFT + CARD - 12, y, paper.p(value), _PAIR_VALUE, "right")
        y += _PAIR.leading


def _scale(draft: Draft) -> str:
    words = _("dari {max}").format(max=wording.plain(draft.sheet.pack.max))
    total = next((one for one in draft.standings if one.threshold.id == "total"), None)
    if total is None:
        return words
    minimum = i18n.number(total.threshold.minimum)
    return f"{words} · " + _("ambang {designation} {minimum}").format(
        designation=draft.shown, minimum=minimum
    )


def state(draft: Draft, one: Standing) -> Drawing:
    """How far a threshold is, as a pill."""
    return draft.pill(wording.distance(one), "ok" if one.met else "bad")


def asked_of(sheet: Sheet, designation: str) -> list[Prerequisite]:
    """The prerequisites of *designation*."""
    return [one for one in sheet.pack.prerequisites if designation in one.needs]


def held(sheet: Sheet, one: Prerequisite) -> Held:
    answer = sheet.assessment.prerequisites.get(one.id)
    return answer.held if answer else Held.UNKNOWN


def held_pill(draft: Draft, how: Held) -> Drawing:
    words, kind = wording.HELD[how]
    return draft.pill(_(words), kind)


def prerequisites(draft: Draft) -> list[Row]:
    """The prerequisites of the shown designation one by one; none when it has none."""
    target, sheet = draft.shown, draft.sheet
    asked = asked_of(sheet, target)
    if not asked:
        return []
    grid = draft.grid(Column(_("Syarat"), 0), Column(_("Yang diminta"), 190), Column(_("Keadaan"), 92))
    title = _("Syarat pengusulan {designation}").format(designation=target)
    rows = [section(draft.paper, title), grid.head()]
    for one in asked:
        answer = sheet.assessment.prerequisites.get(one.id)
        words = draft.titles.of(one.id, one.title)
        if answer and answer.note:
            words += "\n" + _("Catatan: {note}").format(note=answer.note)
        rows.append(grid.row(words, one.needs[target], held_pill(draft, held(sheet, one))))
    return rows


def finding_words(draft: Draft, one: Finding) -> str:
    """The sentence of a finding after the name of its place."""
    node, words = draft.sheet.pack.nodes.get(one.where), wording.finding_text(one)
    return words if node is None else f"{draft.titles.of(node.code, node.short or node.title)}: {words}"


def place(draft: Draft, one: Finding) -> str:
    """Where a finding is, as a reader knows it: the code of a question or group, else what it is about."""
    pack = draft.sheet.pack
    if any(one.where == prerequisite.id for prerequisite in pack.prerequisites):
        return _("Syarat")
    if any(one.where == standing.threshold.id for standing in draft.standings):
        return _("Ambang")
    return _("Berkas Excel") if one.where == "workbook" else one.where
