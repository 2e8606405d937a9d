"""A short report of any survey: its figure, unsur, who answered, heat maps, and what is to be mended."""

from __future__ import annotations

from datetime import date

from zi_assess import i18n
from zi_assess.core.survey import HeatGroup
from zi_assess.i18n import _
from zi_assess.reports import surveyparts as parts
from zi_assess.reports import surveyplan
from zi_assess.reports import surveywords as words
from zi_assess.reports.page import INNER, LEFT
from zi_assess.reports.parts import MUTED, STRONG, heading, height, paragraph
from zi_assess.reports.surveyheat import drawn_map, group_name, letters
from zi_assess.reports.surveyparts import Draft
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.reports.table import Column, Row

_MAP_TALL = 166.0


def render(survey: SurveySheet, as_of: date) -> bytes:
    """The PDF of the short report with the state of *as_of*."""
    title = _("Hasil {survey}").format(survey=survey.form.short)
    draft = parts.start(survey, as_of, title)
    parts.letterhead(draft)
    heading(draft.paper, f"{title} {survey.period}".strip())
    paragraph(draft.paper, _opening(survey))
    draft.paper.skip(8)
    if survey.risky:
        risk(draft)
    else:
        _result(draft)
    _people(draft)
    plan = [*surveyplan.table(draft, _("Yang akan dibenahi")), *parts.lacking(draft)]
    draft.paper.whole(plan, parts.SIGNATURE)  # nobody signs a page on which nothing stands
    parts.signatures(draft)
    return draft.paper.finish()


def _opening(survey: SurveySheet) -> str:
    lines = [words.national(survey.form)]
    if survey.form.own:
        lines.append(_("Formulir ini usulan program, bukan formulir resmi."))
    return " ".join(line for line in lines if line) or survey.form.basis


def _result(draft: Draft) -> None:
    paper = draft.paper
    parts.panel(draft)
    paper.flow(parts.warnings(draft))
    paper.whole([parts.titled(draft, _("Nilai tiap unsur"), 0), *parts.unsur_table(draft)])
    chart = parts.unsur_chart(draft, 19)
    paper.need(chart.height + 16)
    paper.skip(10)
    paper.page.draw(chart, LEFT, paper.y)
    paper.skip(chart.height + 6)
    if draft.survey.services:
        paper.whole(
            [parts.titled(draft, _("Menurut layanan"), 0), *parts.service_rows(draft, draft.survey.services)]
        )


def _people(draft: Draft) -> None:
    if not draft.survey.profile:
        return
    title = [parts.titled(draft, _("Siapa yang menjawab"), 0)]
    for table in draft.survey.profile:
        draft.paper.whole([*title, *parts.profile_rows(draft, table)])
        draft.paper.skip(6)
        title = []


# Frequency and control


def risk(draft: Draft) -> None:
    """The heat map of everyone and of each group that is large enough, and the items with their risk."""
    survey, paper = draft.survey, draft.paper
    paragraph(
        paper,
        _(
            "Risiko = kekerapan × (pengendalian tertinggi − pengendalian), dihitung tiap orang lalu dirata-rata. "
            "Tidak dijumlah menjadi satu nilai dan tidak masuk LKE atau IKM. "
            "Kelompok di bawah lima orang tidak ditampilkan."
        ),
    )
    paper.skip(4)
    paper.flow(parts.warnings(draft))
    for group in survey.heat:
        _group(draft, group)


def _group(draft: Draft, group: HeatGroup) -> None:
    paper = draft.paper
    if group.hidden:
        grid = draft.grid(Column("", 0))
        hidden = _("{group}: kurang dari lima orang menjawab, jadi tidak ditampilkan.")
        paper.flow([grid.row((hidden.format(group=group_name(group)), MUTED), rule=False)])
        return
    title = f"{group_name(group)} · {words.respondents(group.n)}"
    head, cells = [parts.titled(draft, title, 0)], _cells(draft, group)
    paper.whole(head, _MAP_TALL + 8 + height(cells))  # the letters on the map are named in the table
    paper.page.draw(drawn_map(draft.survey, group, INNER, _MAP_TALL, printable=paper.p), LEFT, paper.y + 4)
    paper.skip(_MAP_TALL + 8)
    paper.flow(cells)


def _cells(draft: Draft, group: HeatGroup) -> list[Row]:
    grid = draft.grid(
        Column("", 20, style=STRONG),
        Column(_("Bentuk"), 0),
        Column(_("Menjawab"), 48, "right", True),
        Column(_("Kekerapan"), 54, "right", True),
        Column(_("Pengendalian"), 64, "right", True),
        Column(_("Risiko"), 40, "right", True, STRONG),
    )
    head = grid.head()
    ordered = sorted(
        zip(letters(len(group.cells)), group.cells, strict=True), key=lambda one: -(one[1].risk or -1)
    )
    rows = [head]
    for name, cell in ordered:
        unsur = next(one for one in draft.survey.form.unsur if one.code == cell.code)
        about = (
            f"{cell.title}\n{_('Padanan Ombudsman: {forms}').format(forms=', '.join(unsur.related))}"
            if unsur.related
            else cell.title
        )
        if cell.risk is None:
            rows.append(grid.row(name, about, (_("kurang dari 5"), MUTED), "", "", "", repeat=(head,)))
        else:
            numbers = (cell.frequency, cell.control, cell.risk)
            shown = ["–" if one is None else i18n.number(one) for one in numbers]
            rows.append(grid.row(name, about, i18n.count(cell.n), *shown, repeat=(head,)))
    return rows
