"""The full report of a satisfaction survey, in the five chapters reports of PermenPANRB 14/2017 have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from zi_assess import i18n
from zi_assess.core.survey import UnsurResult, sample
from zi_assess.i18n import _
from zi_assess.reports import surveyparts as parts
from zi_assess.reports import surveyplan
from zi_assess.reports import surveywords as words
from zi_assess.reports.charts import Drawing
from zi_assess.reports.page import INNER, LEFT
from zi_assess.reports.paint import HEIGHT, Style
from zi_assess.reports.parts import MUTED, STRONG, TITLE
from zi_assess.reports.surveycharts import Point, trend_line
from zi_assess.reports.surveyparts import Draft
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.reports.surveytexts import Schedule, dotted, schedule
from zi_assess.reports.table import Column

_MOST_RAW = 500
"""Rows of answers printed in the appendix; of a larger survey the file itself is attached."""
_MOST_REMARKS = 60
_MOST_COLUMNS = 18
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
            paper.need(70)
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
                (_("1.1 Latar belakang"), _background),
                (_("1.2 Dasar pelaksanaan"), _basis),
                (_("1.3 Maksud, tujuan, sasaran, dan manfaat"), _aims),
            ),
        ),
        Chapter(
            _("Bab II Pengumpulan data"),
            (
                (_("2.1 Pelaksana"), _team),
                (_("2.2 Metode"), _method),
                (_("2.3 Lokasi"), _place),
                (_("2.4 Waktu pelaksanaan"), _times),
                (_("2.5 Jumlah responden"), _count),
            ),
        ),
        Chapter(
            _("Bab III Hasil pengolahan data"),
            (
                (_("3.1 Responden menurut karakteristik"), _profile),
                (_("3.2 IKM unit dan nilai tiap unsur"), _result),
                (_("3.3 Nilai menurut jenis layanan"), _services),
            ),
        ),
        Chapter(
            _("Bab IV Analisis"),
            (
                (_("4.1 Kekuatan dan kelemahan"), _extremes),
                (_("4.2 Rencana tindak lanjut"), _plan),
                (_("4.3 Tren nilai"), _trend),
            ),
        ),
        Chapter(
            _("Bab V Penutup"),
            (
                (_("5.1 Kesimpulan"), _conclusion),
                (_("5.2 Saran"), _advice),
                (_("5.3 Pengesahan"), parts.signatures),
            ),
        ),
        Chapter(
            _("Lampiran"),
            (
                (_("A. Kuesioner"), _questions),
                (_("B. Olah data"), _frequencies),
                (_("C. Dokumentasi"), _pictures),
                (_("D. Tindak lanjut periode sebelumnya"), _earlier),
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


# Bab I


def _background(draft: Draft) -> None:
    unit = draft.survey.unit.name
    draft.paper.flow(
        parts.prose(
            draft,
            _(
                "Pelayanan publik dinilai paling tepat oleh orang yang menerimanya. Karena itu {unit} menanyakan "
                "pendapat pengguna layanannya secara berkala, mengolahnya menjadi Indeks Kepuasan Masyarakat (IKM), "
                "dan memakai hasilnya untuk memperbaiki layanan."
            ).format(unit=unit),
            _(
                "Laporan ini memuat cara survei {period} dilaksanakan, hasilnya untuk unit dan setiap unsur pelayanan, "
                "serta apa yang akan dikerjakan sesudahnya."
            ).format(period=draft.survey.period),
            _("Yang ditanya adalah pelanggan internal: unit lain dan pegawai yang memakai layanan unit ini.")
            if draft.survey.frame.customers == "internal"
            else "",
        )
    )


def _basis(draft: Draft) -> None:
    rules = [
        _("Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik."),
        _("Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 25 Tahun 2009."),
        _(
            "Peraturan Menteri PANRB Nomor 14 Tahun 2017 tentang Pedoman Penyusunan Survei Kepuasan Masyarakat "
            "Unit Penyelenggara Pelayanan Publik."
        ),
    ]
    own = [line.strip() for line in draft.survey.words.get("basis", "").splitlines() if line.strip()]
    draft.paper.flow(parts.bullets(draft, [*rules, *own]))


def _aims(draft: Draft) -> None:
    draft.paper.flow(
        parts.prose(
            draft,
            _(
                "Maksud dan tujuan: mengetahui tingkat kepuasan pengguna layanan dan kinerja unit secara berkala."
            ),
            _("Sasaran:"),
        )
    )
    draft.paper.flow(
        parts.bullets(
            draft,
            [
                _("pengguna layanan ikut menilai kinerja penyelenggara;"),
                _("penyelenggara terdorong meningkatkan mutu pelayanan;"),
                _("penyelenggara terdorong menemukan cara pelayanan yang baru;"),
                _("kecenderungan kepuasan pengguna layanan terukur dari waktu ke waktu."),
            ],
        )
    )
    draft.paper.flow(
        parts.prose(
            draft,
            _(
                "Manfaat: kelemahan tiap unsur diketahui, kinerja periode ini dapat dibandingkan dengan periode lain, "
                "kebijakan dan tindak lanjut punya dasar, dan masyarakat memperoleh gambaran kinerja unit."
            ),
        )
    )


# Bab II


def _team(draft: Draft) -> None:
    survey = draft.survey
    lines = [
        _("Survei dilaksanakan oleh pihak ketiga, {name}.").format(name=survey.frame.provider or dotted())
        if survey.way == "third"
        else _("Survei dilaksanakan sendiri oleh {unit}.").format(unit=survey.unit.name),
        survey.words.get("team", "") or _("Tim pelaksana: {dots}").format(dots=dotted()),
    ]
    draft.paper.flow(parts.prose(draft, *lines))


def _method(draft: Draft) -> None:
    survey = draft.survey
    scales = len({item.scale.most for item in survey.form.items})
    draft.paper.flow(
        parts.prose(
            draft,
            survey.frame.method
            or _("Responden mengisi kuesioner sesudah menerima layanan. Cara pengisian: {dots}").format(
                dots=dotted()
            ),
            _(
                "Kuesioner memuat {unsur} unsur dengan skala {most} pilihan. Nilai rata-rata (NRR) tiap unsur adalah "
                "jumlah nilai dibagi banyaknya responden yang menjawab unsur itu; jawaban kosong tidak dihitung nol. "
                "Bobot tiap unsur sama, tepat satu per {unsur}. IKM adalah jumlah NRR tertimbang dikali 25."
            ).format(
                unsur=len([one for one in survey.form.unsur if not one.control]),
                most=survey.form.items[0].scale.most if scales == 1 else 4,
            ),
            _("Tabel mutu: {source}.").format(source=survey.result.table.source)
            if survey.result.table
            else "",
        )
    )


def _place(draft: Draft) -> None:
    draft.paper.flow(
        parts.prose(draft, draft.survey.frame.place or _("Lokasi: {dots}").format(dots=dotted()))
    )


def _times(draft: Draft) -> None:
    steps = schedule(draft.survey)
    grid = draft.grid(
        Column(_("No."), 26),
        Column(_("Kegiatan"), 0),
        Column(_("Waktu pelaksanaan"), 190),
        Column(_("Jumlah hari kerja"), 90, "right", True),
    )
    head = grid.head()
    rows = [head]
    for number, one in enumerate(steps, 1):
        rows.append(
            grid.row(f"{number}", one.what, _when(one), "" if not one.days else str(one.days), repeat=(head,))
        )
    draft.paper.flow(rows)


def _when(one: Schedule) -> str:
    days = [i18n.date(day) for day in (one.first, one.last) if day]
    return " – ".join(dict.fromkeys(days)) or "." * 30


def _count(draft: Draft) -> None:
    survey = draft.survey
    population, n = survey.frame.population, survey.result.n
    grid = draft.grid(Column("", 250, style=MUTED), Column("", 0, style=STRONG))
    rows = [grid.row(_("Responden yang terkumpul"), i18n.count(n), rule=False)]
    if population:
        needed = sample(population)
        rows.insert(0, grid.row(_("Populasi penerima layanan"), i18n.count(population), rule=False))
        rows.insert(1, grid.row(_("Responden paling sedikit (Krejcie dan Morgan)"), i18n.count(needed.least)))
        state = _("Sesuai") if n >= needed.least else _("Belum sesuai")
        rows.append(grid.row(_("Keadaan"), draft.pill(state, "ok" if n >= needed.least else "warn")))
    draft.paper.flow(rows)
    draft.paper.flow(parts.warnings(draft))


# Bab III


def _profile(draft: Draft) -> None:
    if not draft.survey.profile:
        draft.paper.flow(
            parts.prose(draft, _("Isian tentang responden tidak dikumpulkan atau tidak diimpor."))
        )
    for table in draft.survey.profile:
        draft.paper.flow(parts.profile_rows(draft, table))
        draft.paper.skip(8)


def _result(draft: Draft) -> None:
    survey, paper = draft.survey, draft.paper
    text = _("IKM {unit} periode {period} adalah {ikm}, mutu {grade}, dari {n}.").format(
        unit=survey.unit.name,
        period=survey.period,
        ikm=words.value(survey.result.ikm),
        grade=words.grade_words(survey.result.grade) or "–",
        n=words.respondents(survey.result.n),
    )
    paper.flow(parts.prose(draft, text))
    paper.flow(parts.unsur_table(draft))
    _chart(draft, parts.unsur_chart(draft))


def _chart(draft: Draft, chart: Drawing) -> None:
    draft.paper.need(chart.height + 18)
    draft.paper.page.draw(chart, LEFT, draft.paper.y + 10)
    draft.paper.skip(chart.height + 18)


def _services(draft: Draft) -> None:
    groups = draft.survey.services
    if groups:
        draft.paper.flow(parts.service_rows(draft, groups))
    else:
        draft.paper.flow(
            parts.prose(
                draft, _("Jenis layanan tidak dicatat, jadi nilai menurut layanan tidak dapat dihitung.")
            )
        )


# Bab IV


def _extremes(draft: Draft) -> None:
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
    low = sum(sum(sorted_counts(item.counts)[:2]) for item in one.items)
    if not low:
        return about
    return f"{about}\n" + _("{n} jawaban pada dua pilihan terendah").format(n=i18n.count(low))


def sorted_counts(counts: object) -> list[int]:
    """The counts from the lowest value up."""
    assert hasattr(counts, "items")
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


def _plan(draft: Draft) -> None:
    draft.paper.flow(surveyplan.table(draft, ""))


def _trend(draft: Draft) -> None:
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


# Bab V


def _conclusion(draft: Draft) -> None:
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


def _advice(draft: Draft) -> None:
    own = draft.survey.words.get("advice", "")
    text = _(
        "Laksanakan rencana tindak lanjut pada Bab IV, ukur lagi unsur yang terendah pada survei berikutnya, dan "
        "umumkan hasil survei ini kepada pengguna layanan di ruang layanan dan secara daring."
    )
    draft.paper.flow(parts.prose(draft, own or text))


# Lampiran


def _questions(draft: Draft) -> None:
    grid = draft.grid(
        Column(_("No."), 26), Column(_("Pertanyaan"), 0), Column(_("Pilihan jawaban, nilai 1 ke atas"), 220)
    )
    head = grid.head()
    rows = [head]
    items = [item for unsur in draft.survey.form.unsur for item in unsur.asked]
    for number, item in enumerate(items, 1):
        choices = " / ".join(point.title for point in item.scale.points)
        rows.append(grid.row(f"{number}", item.question, (choices, MUTED), repeat=(head,)))
    draft.paper.flow(rows)


def _frequencies(draft: Draft) -> None:
    items = [(one, item) for one in draft.survey.result.unsur for item in one.items]
    values = sorted({value for _unsur, item in items for value in item.counts})
    grid = draft.grid(
        Column(_("Butir"), 0),
        *(Column(str(value), 44, "right", True) for value in values),
        Column(_("Kosong"), 50, "right", True),
        Column("NRR", 50, "right", True, STRONG),
    )
    head = grid.head()
    rows = [head]
    for unsur, item in items:
        counts = [i18n.count(item.counts.get(value, 0)) for value in values]
        title = unsur.title if item.code == unsur.code else item.question
        blank = i18n.count(draft.survey.result.n - item.n)
        rows.append(grid.row(title, *counts, blank, words.nrr(item.nrr), repeat=(head,)))
    draft.paper.flow(rows)
    _raw(draft)


def _raw(draft: Draft) -> None:
    """Every respondent's answers as numbers, without anything about the person."""
    survey, keys = draft.survey, list(draft.survey.responses.answers)
    if not keys or survey.form.anonymous:
        return
    if survey.responses.n > _MOST_RAW:
        text = _("Jawaban {n} responden terlalu banyak untuk dicetak; lampirkan berkas olah datanya.")
        draft.paper.flow(parts.prose(draft, text.format(n=i18n.count(survey.responses.n))))
        return
    names = {item.code: f"{number}" for number, item in enumerate(survey.form.items, 1)}
    shown = keys[:_MOST_COLUMNS]
    wide = min(44.0, (INNER - 60) / len(shown))
    columns = (Column(_head(names, key), wide, "right", True) for key in shown)
    grid = draft.grid(Column(_("Resp."), 44, "right", True), *columns, Column("", 0))
    head = grid.head()
    legend = ", ".join(
        f"{names[item.code]} {unsur.title}" for unsur in survey.form.unsur for item in unsur.items[:1]
    )
    draft.paper.flow(parts.prose(draft, _("Jawaban tiap responden. Kolom: {legend}.").format(legend=legend)))
    rows = [head]
    for place in range(survey.responses.n):
        given = survey.responses.row(survey.form, place).answers
        rows.append(
            grid.row(str(place + 1), *(str(given.get(key, "–")) for key in shown), "", repeat=(head,))
        )
    draft.paper.flow(rows)


def _head(names: dict[str, str], key: str) -> str:
    item, _colon, aspect = key.partition(":")
    return names.get(item, item) + (f" {aspect[:1]}" if aspect else "")


def _pictures(draft: Draft) -> None:
    draft.paper.flow(
        parts.prose(draft, _("Foto pengisian kuesioner dan publikasi hasil dilampirkan tersendiri."))
    )


def _earlier(draft: Draft) -> None:
    if draft.survey.earlier:
        draft.paper.flow(surveyplan.done(draft, draft.survey.earlier)[1:])
    else:
        draft.paper.flow(
            parts.prose(draft, _("Belum ada tindak lanjut survei sebelumnya yang tercatat di program ini."))
        )
