"""Parts of more than one survey paper: whose survey it is, the card with its figure, unsur, profiles, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from zi_assess import i18n
from zi_assess.core.survey import Group, ProfileTable, UnsurResult
from zi_assess.i18n import _
from zi_assess.reports import surveywords as words
from zi_assess.reports import wording
from zi_assess.reports.charts import Drawing, threshold_bar
from zi_assess.reports.page import INNER, LEFT, RIGHT, Imprint, Paper
from zi_assess.reports.paint import Style, pill
from zi_assess.reports.parts import FINE, MUTED, NAME, STRONG, section
from zi_assess.reports.surveycharts import unsur_bars
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.reports.table import Column, Grid, Row

PROSE = Style("regular", 9, "ink", 14)
_FIGURE = Style("bold", 38, "ink", 44)
CARD, GAP = 168.0, 14.0
_DOTS = "." * 46
SIGNATURE = 106.0


@dataclass(frozen=True, slots=True)
class Draft:
    """What every part of a paper needs."""

    paper: Paper
    survey: SurveySheet
    as_of: date

    def grid(self, *columns: Column, x: float = LEFT, width: float = INNER) -> Grid:
        return Grid(x, width, columns, self.paper.lacking, gap=8, above=3, below=3)

    def pill(self, text: str, kind: str) -> Drawing:
        return pill(self.paper.p(text), kind)


def start(survey: SurveySheet, as_of: date, title: str) -> Draft:
    """A paper without its first line."""
    return Draft(Paper(imprint(survey, title)), survey, as_of)


def imprint(survey: SurveySheet, title: str) -> Imprint:
    unit = survey.unit.name
    return Imprint(
        title=f"{title} · {unit} · {survey.period}",
        subject=survey.form.title,
        author=unit,
        left=unit,
        right=f"{title} · {survey.period}",
        foot=_("ZI Assess · survei {digest} · {n} responden").format(
            digest=words.digest(survey), n=i18n.count(survey.result.n)
        ),
        language=i18n.language(),
        example=survey.example,
    )


def letterhead(draft: Draft) -> None:
    """Whose survey it is, and of which period."""
    paper, unit = draft.paper, draft.survey.unit
    agency, room = unit.profile.instansi, INNER * 0.62
    left = [(agency.upper(), NAME), (unit.name, MUTED)] if agency else [(unit.name, NAME)]
    right = [(words.name(draft.survey), MUTED), (words.dates(draft.survey), MUTED)]
    top = paper.y
    for texts, wide, at_right in ((left, room, False), (right, INNER - room - 10, True)):
        y = top
        for text, style in texts:
            for line in style.face.wrap(paper.p(text), style.size, wide) if text else ():
                at = RIGHT if at_right else LEFT
                paper.page.text(at, y + 9, line, style, "right" if at_right else "left")
                y += style.leading
        paper.y = max(paper.y, y)
    paper.skip(5)
    paper.page.rule(LEFT, paper.y, INNER, "brand", 1.4)
    paper.skip(14)


def prose(draft: Draft, *texts: str) -> list[Row]:
    """Paragraphs over the whole width that may break over pages."""
    grid = Grid(LEFT, INNER, (Column("", 0, style=PROSE),), draft.paper.lacking, above=2, below=4)
    return [grid.row(text, rule=False) for text in texts if text]


def bullets(draft: Draft, texts: Sequence[str]) -> list[Row]:
    """A list."""
    grid = Grid(
        LEFT, INNER, (Column("", 16), Column("", 0, style=PROSE)), draft.paper.lacking, above=1, below=2
    )
    return [grid.row(("–", PROSE), text, rule=False) for text in texts]


def figure(draft: Draft, tall: float) -> None:
    """The one big figure at the left edge, *tall* points high from where the paper stands; the paper does not move."""
    paper, page, survey = draft.paper, draft.paper.page, draft.survey
    top, x, inner = paper.y, LEFT + 12, CARD - 24
    page.rect(LEFT, top, CARD, tall, "bg", 8)
    y = top + 18
    for line in MUTED.face.wrap(paper.p(words.figure_name(survey.form)), MUTED.size, inner):
        page.text(x, y, line, MUTED)
        y += MUTED.leading
    y += 32
    page.text(x, y, words.headline(survey.result), _FIGURE)
    y += 18
    page.text(x, y, paper.p(words.scale_line(survey.result)), FINE)
    if survey.result.grade is not None:
        shown = words.grade_words(survey.result.grade)
        page.draw(draft.pill(shown, words.kind_of(survey.result.grade.letter)), x, y + 9)
        y += 20
    y += 20
    for line in MUTED.face.wrap(paper.p(words.sample_line(survey)), MUTED.size, inner):
        page.text(x, y, line, MUTED)
        y += MUTED.leading


FIGURE_TALL = 196.0


def panel(draft: Draft) -> None:
    """The figure, and beside it what is worth knowing about the survey."""
    paper, top = draft.paper, draft.paper.y
    grid = draft.grid(
        Column("", 92, style=MUTED), Column("", 0), x=LEFT + CARD + GAP, width=INNER - CARD - GAP
    )
    rows = [grid.row(name, text, rule=bool(n)) for n, (name, text) in enumerate(facts(draft.survey)) if text]
    tall = max(FIGURE_TALL, sum(row.height for row in rows))
    figure(draft, tall)
    for row in rows:
        row.draw(paper.page, paper.y)
        paper.skip(row.height)
    paper.y = top + tall + 4


def facts(survey: SurveySheet) -> list[tuple[str, str]]:
    """What a reader asks first about a survey."""
    low, high = survey.result.lowest, survey.result.highest
    return [
        (_("Survei"), survey.form.title),
        (_("Dasar"), survey.form.basis),
        (_("Waktu"), words.dates(survey) or survey.period),
        (_("Pelaksana"), words.held_by(survey)),
        (_("Yang ditanya"), survey.form.asked or _(words.CUSTOMERS.get(survey.frame.customers, ""))),
        (_("Terendah"), ", ".join(f"{one.title} ({words.nrr(one.nrr)})" for one in low)),
        (_("Tertinggi"), ", ".join(f"{one.title} ({words.nrr(one.nrr)})" for one in high)),
    ]


def warnings(draft: Draft) -> list[Row]:
    """What to be careful about, one line each."""
    grid = draft.grid(Column("", 70), Column("", 0))
    return [
        grid.row(draft.pill(_("perhatikan"), "warn"), words.warning(one), rule=False)
        for one in draft.survey.result.warnings
    ]


def unsur_table(draft: Draft) -> list[Row]:
    """Every unsur with n, NRR, weighted NRR, value and grade, and the sum below."""
    graded = draft.survey.result.table is not None
    grid = draft.grid(
        Column(_("No."), 26),
        Column(_("Unsur"), 0),
        Column(_("Menjawab"), 54, "right", True),
        Column(_("NRR"), 46, "right", True),
        Column(_("Tertimbang"), 60, "right", True),
        Column(_("Nilai"), 48, "right", True, STRONG),
        Column(_("Mutu") if graded else "", 92 if graded else 4),
    )
    head, rows = grid.head(), []
    for number, one in enumerate(_counting(draft), 1):
        state = (
            draft.pill(words.grade_words(one.grade), words.kind_of(words.letter(one))) if one.grade else None
        )
        rows.append(
            grid.row(
                f"{number}",
                one.title,
                i18n.count(one.n),
                words.nrr(one.nrr),
                "–" if one.weighted is None else i18n.number(one.weighted, 3),
                words.value(one.value),
                state,
                repeat=(head,),
                keep=True,
            )
        )
    result = draft.survey.result
    rows.append(
        grid.row(
            "",
            (_("Jumlah NRR tertimbang, dan nilai konversinya"), STRONG),
            "",
            "",
            ("–" if result.index is None else i18n.number(_mean(draft), 3), STRONG),
            words.value(result.ikm),
            None
            if result.grade is None
            else draft.pill(words.grade_words(result.grade), words.kind_of(result.grade.letter)),
        )
    )
    return [head, *rows]


def _counting(draft: Draft) -> list[UnsurResult]:
    return [one for one in draft.survey.result.unsur if not one.control]


def _mean(draft: Draft) -> Fraction:
    return sum((one.weighted for one in _counting(draft) if one.weighted is not None), Fraction(0))


def unsur_chart(draft: Draft, height: float = 22.0) -> Drawing:
    """The bars of all unsur over the whole width."""
    bars = words.bars(draft.survey.result)
    printable = [replace(bar, label=short(draft.paper, bar.label, 176)) for bar in bars]
    return unsur_bars(
        printable,
        words.zones(draft.survey.result),
        INNER,
        size=8,
        label_width=182,
        columns=(36, 40, 20),
        row=height,
    )


def short(paper: Paper, text: str, room: float) -> str:
    return Style("regular", 8).face.cut(paper.p(text), 8, room)


def profile_rows(draft: Draft, table: ProfileTable) -> list[Row]:
    """Who answered, by one field."""
    grid = draft.grid(
        Column(table.field.title, 0),
        Column("", 170),
        Column(_("Responden"), 70, "right", True),
        Column(_("Bagian"), 60, "right", True),
    )
    head = grid.head()
    rows = [head]
    for one in table.rows:
        if one.share is None:
            rows.append(grid.row(one.title, None, (_("kurang dari 5"), MUTED), "", repeat=(head,)))
        else:
            bar = threshold_bar(150, 9, float(one.share), 1.0)
            part = i18n.percent(one.share * 100, 1)
            rows.append(grid.row(one.title, bar, i18n.count(one.n), part, repeat=(head,)))
    if table.blank:
        rows.append(
            grid.row((_("Tidak menyebutkan"), MUTED), None, i18n.count(table.blank), "", repeat=(head,))
        )
    return rows


def service_rows(draft: Draft, groups: Sequence[Group]) -> list[Row]:
    """The result of each service."""
    graded = draft.survey.result.table is not None
    grid = draft.grid(
        Column(_("Layanan"), 0),
        Column(_("Responden"), 70, "right", True),
        Column(_("Nilai"), 56, "right", True, STRONG),
        Column(_("Mutu") if graded else "", 92 if graded else 4),
        Column(_("Unsur terendah"), 150),
    )
    head = grid.head()
    rows = [head]
    for one in groups:
        if one.result is None:
            rows.append(grid.row(one.title, (_("kurang dari 5"), MUTED), "", None, "", repeat=(head,)))
            continue
        grade = one.result.grade
        state = draft.pill(words.grade_words(grade), words.kind_of(grade.letter)) if grade else None
        low = one.result.lowest[0].title if one.result.lowest else ""
        rows.append(
            grid.row(one.title, i18n.count(one.n), words.headline(one.result), state, low, repeat=(head,))
        )
    return rows


def signatures(draft: Draft) -> None:
    """Room for the team's lead and the head to sign."""
    paper, profile, unit = draft.paper, draft.survey.unit.profile, draft.survey.unit.name
    paper.need(SIGNATURE)
    place = ", ".join(part for part in (profile.city or "................", i18n.date(draft.as_of)) if part)
    left = (_("Disusun oleh"), _("Ketua Tim Survei"), "", profile.lead_nip)
    right = (
        place,
        profile.head_title or _("Kepala {unit}").format(unit=unit),
        profile.head_name,
        profile.head_nip,
    )
    for x, (first, second, who, nip) in ((LEFT, left), (LEFT + INNER / 2 + 20, right)):
        y = paper.y + 24
        for line in (first, second):
            for part in MUTED.face.wrap(paper.p(line), MUTED.size, INNER / 2 - 30):
                paper.page.text(x, y, part, MUTED)
                y += 13
        paper.page.text(x, paper.y + 92, paper.p(who) if who else _DOTS, STRONG if who else MUTED)
        paper.page.text(x, paper.y + 104, "NIP " + paper.p(nip if who else ""), MUTED)
    paper.skip(SIGNATURE)


def lacking(draft: Draft) -> list[Row]:
    """What the faces could not draw."""
    if not draft.paper.lacking:
        return []
    return [draft.grid(Column("", 0)).row((wording.lacking(draft.paper.lacking), FINE), rule=False)]


def titled(draft: Draft, text: str, depth: int = 1) -> Row:
    """A heading kept with what follows."""
    return section(draft.paper, text, depth)
