"""The full report of a satisfaction survey, in the five chapters reports of PermenPANRB 14/2017 have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from zi_assess.i18n import _
from zi_assess.reports import skmappendix, skmfindings, skmopening
from zi_assess.reports import surveyparts as parts
from zi_assess.reports import surveywords as words
from zi_assess.reports.page import INNER, LEFT
from zi_assess.reports.paint import HEIGHT, Style
from zi_assess.reports.parts import TITLE
from zi_assess.reports.surveyparts import Draft
from zi_assess.reports.surveysheet import SurveySheet

_PART, _TREND = (
    110.0,
    300.0,
)  # points that a part needs, so that its heading is not alone at the end of a page
_COVER = Style("bold", 26, "card", 32)
_COVER_UNIT = Style("semibold", 15, "card", 20)
_COVER_SMALL = Style("regular", 10.5, "card", 15)
_ENTRY = Style("regular", 9, "ink", 15)
_CHAPTER = Style("semibold", 9, "ink", 17)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its title, and what sets each of its parts."""

    title: str
    parts: tuple[tuple[str, Callable[[Draft], None]], ...]


def render(survey: SurveySheet, as_of: date) -> bytes:
    """The PDF of the full report with the state of *as_of*."""
    first, places = _set(survey, as_of, ())
    draft, _places = _set(survey, as_of, places)
    assert len(draft.paper.pages) == len(first.paper.pages)
    return draft.paper.finish()


def _set(
    survey: SurveySheet, as_of: date, places: Sequence[tuple[str, int, int]]
) -> tuple[Draft, list[tuple[str, int, int]]]:
    """The report with its contents as *places* (title, depth, page) say, and where its parts came to stand."""
    draft = parts.start(survey, as_of, _("Laporan SKM"))
    paper = draft.paper
    _cover(draft)
    paper.new_page()
    _contents(draft, places)
    found: list[tuple[str, int, int]] = []
    for chapter in _chapters():
        paper.new_page()
        found.append((chapter.title, 0, len(paper.pages)))
        paper.page.marks.append((paper.p(chapter.title), 0, paper.y))
        for line in TITLE.face.wrap(paper.p(chapter.title), TITLE.size, INNER):
            paper.page.text(LEFT, paper.y + 16, line, TITLE)
            paper.skip(TITLE.leading)
        paper.skip(4)
        for title, draw in chapter.parts:
            paper.need(_TREND if draw is skmfindings.trend else _PART)
            found.append((title, 1, len(paper.pages)))
            paper.flow([parts.titled(draft, title, 1)])
            draw(draft)
    paper.flow(parts.lacking(draft))
    return draft, found


def _chapters() -> tuple[Chapter, ...]:
    return (
        Chapter(
            _("Bab I Pendahuluan"),
            (
                (_("1.1 Latar belakang"), skmopening.background),
                (_("1.2 Dasar pelaksanaan"), skmopening.basis),
                (_("1.3 Maksud, tujuan, sasaran, dan manfaat"), skmopening.aims),
            ),
        ),
        Chapter(
            _("Bab II Pengumpulan data"),
            (
                (_("2.1 Pelaksana"), skmopening.team),
                (_("2.2 Metode"), skmopening.method),
                (_("2.3 Lokasi"), skmopening.place),
                (_("2.4 Waktu pelaksanaan"), skmopening.times),
                (_("2.5 Jumlah responden"), skmopening.count),
            ),
        ),
        Chapter(
            _("Bab III Hasil pengolahan data"),
            (
                (_("3.1 Responden menurut karakteristik"), skmfindings.profile),
                (_("3.2 IKM unit dan nilai tiap unsur"), skmfindings.result),
                (_("3.3 Nilai menurut jenis layanan"), skmfindings.services),
            ),
        ),
        Chapter(
            _("Bab IV Analisis"),
            (
                (_("4.1 Kekuatan dan kelemahan"), skmfindings.extremes),
                (_("4.2 Rencana tindak lanjut"), skmfindings.plan),
                (_("4.3 Tren nilai"), skmfindings.trend),
            ),
        ),
        Chapter(
            _("Bab V Penutup"),
            (
                (_("5.1 Kesimpulan"), skmfindings.conclusion),
                (_("5.2 Saran"), skmfindings.advice),
                (_("5.3 Pengesahan"), parts.signatures),
            ),
        ),
        Chapter(
            _("Lampiran"),
            (
                (_("A. Kuesioner"), skmappendix.questions),
                (_("B. Olah data"), skmappendix.frequencies),
                (_("C. Dokumentasi"), skmappendix.pictures),
                (_("D. Tindak lanjut periode sebelumnya"), skmappendix.earlier),
            ),
        ),
    )


def _cover(draft: Draft) -> None:
    paper, page, survey = draft.paper, draft.paper.page, draft.survey
    page.rect(0, 0, 595.28, 300, "brand")
    agency = survey.unit.profile.instansi
    if agency:
        page.text(LEFT + 10, 84, paper.p(agency.upper()), _COVER_UNIT)
    y = 132.0
    for text in (_("Laporan Pelaksanaan"), _("Survei Kepuasan Masyarakat")):
        page.text(LEFT + 10, y, paper.p(text), _COVER)
        y += _COVER.leading
    y += 8
    for line in _COVER_UNIT.face.wrap(paper.p(survey.unit.name), _COVER_UNIT.size, INNER - 20):
        page.text(LEFT + 10, y, line, _COVER_UNIT)
        y += _COVER_UNIT.leading
    when = " · ".join(part for part in (survey.period, words.dates(survey)) if part)
    page.text(LEFT + 10, y + 6, paper.p(when), _COVER_SMALL)
    _cover_figure(draft)
    paper.y = HEIGHT - 60


def _cover_figure(draft: Draft) -> None:
    paper, page, survey = draft.paper, draft.paper.page, draft.survey
    top, big = 350.0, Style("bold", 76, "brand", 80)
    page.text(LEFT + 10, top + 8, paper.p(words.figure_name(survey.form)), Style("regular", 11, "muted"))
    page.text(LEFT + 10, top + 82, words.headline(survey.result), big)
    page.text(LEFT + 10, top + 106, paper.p(words.scale_line(survey.result)), Style("regular", 10, "muted"))
    if survey.result.grade:
        text = _("Mutu pelayanan {grade}").format(grade=words.grade_words(survey.result.grade))
        page.text(LEFT + 10, top + 134, paper.p(text), Style("semibold", 13, "ink"))
    page.text(LEFT + 10, top + 154, paper.p(words.sample_line(survey)), Style("regular", 10, "muted"))
    chart = parts.unsur_chart(draft, 23)
    page.draw(chart, LEFT + 10 - 10, top + 186)


def _contents(draft: Draft, places: Sequence[tuple[str, int, int]]) -> None:
    paper = draft.paper
    paper.page.text(LEFT, paper.y + 16, paper.p(_("Daftar isi")), TITLE)
    paper.skip(TITLE.leading + 8)
    for title, depth, number in places:
        style = _ENTRY if depth else _CHAPTER
        paper.page.text(LEFT + 14 * depth, paper.y + 10, paper.p(title), style)
        paper.page.figures(LEFT + INNER, paper.y + 10, str(number), style)
        paper.skip(style.leading if depth else style.leading + 1)
