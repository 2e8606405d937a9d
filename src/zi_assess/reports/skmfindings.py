"""Chapters III to V of the SKM report: what came of it, what it means, what will be done."""

from __future__ import annotations

from collections.abc import Mapping

from zi_assess import i18n
from zi_assess.core.survey import UnsurResult
from zi_assess.i18n import _
from zi_assess.reports import surveyparts as parts
from zi_assess.reports import surveyplan
from zi_assess.reports import surveywords as words
from zi_assess.reports.charts import Drawing
from zi_assess.reports.page import INNER, LEFT
from zi_assess.reports.parts import STRONG
from zi_assess.reports.surveycharts import Point, trend_line
from zi_assess.reports.surveyparts import Draft
from zi_assess.reports.table import Column

_MOST_REMARKS = 60


def profile(draft: Draft) -> None:
    """Who answered, by each field."""
    if not draft.survey.profile:
        draft.paper.flow(
            parts.prose(draft, _("Isian tentang responden tidak dikumpulkan atau tidak diimpor."))
        )
    for table in draft.survey.profile:
        draft.paper.whole(parts.profile_rows(draft, table))
        draft.paper.skip(8)


def result(draft: Draft) -> None:
    """The index, and every unsur as a table and a chart."""
    survey, paper = draft.survey, draft.paper
    text = _("IKM {unit} periode {period} adalah {ikm}, mutu {grade}, dari {n}.").format(
        unit=survey.unit.name,
        period=survey.period,
        ikm=words.value(survey.result.ikm),
        grade=words.grade_words(survey.result.grade) or "–",
        n=words.respondents(survey.result.n),
    )
    paper.flow(parts.prose(draft, text))
    paper.whole(parts.unsur_table(draft))
    _chart(draft, parts.unsur_chart(draft))


def _chart(draft: Draft, chart: Drawing) -> None:
    draft.paper.need(chart.height + 18)
    draft.paper.page.draw(chart, LEFT, draft.paper.y + 10)
    draft.paper.skip(chart.height + 18)


def services(draft: Draft) -> None:
    """The value of each service."""
    groups = draft.survey.services
    if groups:
        draft.paper.whole(parts.service_rows(draft, groups))
    else:
        draft.paper.flow(
            parts.prose(
                draft, _("Jenis layanan tidak dicatat, jadi nilai menurut layanan tidak dapat dihitung.")
            )
        )


def extremes(draft: Draft) -> None:
    """The lowest and the highest unsur, what was hoped for, and what was written."""
    result = draft.survey.result
    for title, chosen in (
        (_("Tiga unsur terendah"), result.lowest),
        (_("Tiga unsur tertinggi"), result.highest),
    ):
        grid = draft.grid(
            Column(title, 190, style=STRONG),
            Column("NRR", 50, "right", True),
            Column(_("Yang ditanyakan"), 0),
        )
        rows = [grid.head()]
        rows += [grid.row(one.title, words.nrr(one.nrr), _asked(draft, one)) for one in chosen]
        draft.paper.flow(rows)
        draft.paper.skip(8)
    if draft.survey.gaps:
        _gaps(draft)
    draft.paper.flow(parts.prose(draft, draft.survey.words.get("analysis", "")))
    _remarks(draft)


def _asked(draft: Draft, one: UnsurResult) -> str:
    """What the unsur is about, and how many gave the lowest two answers."""
    unsur = next((mine for mine in draft.survey.form.unsur if mine.code == one.code), None)
    about = unsur.about if unsur and unsur.about else (one.items[0].question if one.items else "")
    low = sum(sum(_from_lowest(item.counts)[:2]) for item in one.items)
    if not low:
        return about
    return f"{about}\n" + _("{n} jawaban pada dua pilihan terendah").format(n=i18n.count(low))


def _from_lowest(counts: Mapping[int, int]) -> list[int]:
    """The counts from the lowest value up."""
    return [count for _value, count in sorted(counts.items())]


def _gaps(draft: Draft) -> None:
    grid = draft.grid(
        Column(_("Harapan dan pengalaman"), 0),
        Column(_("Harapan"), 62, "right", True),
        Column(_("Pengalaman"), 70, "right", True),
        Column(_("Selisih"), 56, "right", True, STRONG),
    )
    rows = [grid.head()]
    for one in sorted(draft.survey.gaps, key=lambda gap: gap.gap):
        rows.append(
            grid.row(one.title, words.nrr(one.expectation), words.nrr(one.experience), words.nrr(one.gap))
        )
    draft.paper.flow(rows)
    draft.paper.skip(6)


def _remarks(draft: Draft) -> None:
    remarks = draft.survey.remarks
    if not remarks:
        return
    told = _("{n} saran dan masukan ditulis responden.").format(n=i18n.count(len(remarks)))
    if draft.survey.words.get("remarks") != "yes":
        draft.paper.flow(parts.prose(draft, told))
        return
    draft.paper.flow(parts.prose(draft, f"{told} {_('Ditulis apa adanya:')}"))
    draft.paper.flow(parts.bullets(draft, remarks[:_MOST_REMARKS]))


def plan(draft: Draft) -> None:
    """What will be done."""
    draft.paper.flow(surveyplan.table(draft, ""))


def trend(draft: Draft) -> None:
    """The value over the periods."""
    points = draft.survey.trend
    if len(points) < 2:
        draft.paper.flow(parts.prose(draft, _("Ini survei pertama yang tercatat, jadi belum ada tren.")))
        return
    shown = [
        Point(draft.paper.p(one.period), None if one.ikm is None else float(one.ikm), words.value(one.ikm),
              one.grade.letter if one.grade else "")
        for one in points
    ]  # fmt: skip
    _chart(draft, trend_line(shown, words.zones(draft.survey.result), INNER, 170, size=8))
    grid = draft.grid(
        Column(_("Periode"), 0),
        Column(_("Responden"), 70, "right", True),
        Column(_("IKM"), 56, "right", True, STRONG),
        Column(_("Mutu"), 110),
        Column(_("Perubahan"), 90),
    )
    rows = [grid.head()]
    for one in points:
        state = (
            draft.pill(words.grade_words(one.grade), words.kind_of(one.grade.letter)) if one.grade else None
        )
        last = one is points[-1]
        rows.append(
            grid.row(
                one.period, i18n.count(one.n), words.value(one.ikm), state, words.change(one), keep=not last
            )
        )
    draft.paper.flow(rows)


def conclusion(draft: Draft) -> None:
    """The unit's own words, else a sentence from the results."""
    survey = draft.survey
    own = survey.words.get("conclusion", "")
    low = ", ".join(one.title for one in survey.result.lowest)
    high = ", ".join(one.title for one in survey.result.highest)
    text = _(
        "Pelayanan {unit} pada {period} bermutu {grade} dengan IKM {ikm}. Unsur terkuat: {high}. "
        "Unsur yang perlu didahulukan: {low}."
    ).format(
        unit=survey.unit.name,
        period=survey.period,
        grade=words.grade_words(survey.result.grade) or "–",
        ikm=words.value(survey.result.ikm),
        high=high or "–",
        low=low or "–",
    )
    draft.paper.flow(parts.prose(draft, own or text))


def advice(draft: Draft) -> None:
    """The unit's own words, else what always follows."""
    own = draft.survey.words.get("advice", "")
    text = _(
        "Laksanakan rencana tindak lanjut pada Bab IV, ukur lagi unsur yang terendah pada survei berikutnya, dan "
        "umumkan hasil survei ini kepada pengguna layanan di ruang layanan dan secara daring."
    )
    draft.paper.flow(parts.prose(draft, own or text))
