"""Papers about surveys: reports, the poster, the form to fill in, the plan that follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from zi_assess.core.pack import Pack
from zi_assess.core.survey import Form
from zi_assess.errors import ZiError
from zi_assess.i18n import N_
from zi_assess.reports.surveysheet import SurveySheet


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """One kind of paper. *fits* tells for which forms it is; *filed* is the criterion and slot it is evidence for,
    by the kind of survey ("" for all others).
    """

    id: str
    title: str
    sentence: str
    render: Callable[[SurveySheet, date], bytes]
    fits: Callable[[Form], bool]
    filed: Mapping[str, tuple[str, str]]


def _drawn_by(module: str, function: str = "render") -> Callable[[SurveySheet, date], bytes]:
    """The paper's own module, loaded when the first is drawn: ReportLab takes time a window's start has not got."""

    def render(survey: SurveySheet, as_of: date) -> bytes:
        made = getattr(import_module(f"zi_assess.reports.{module}"), function)(survey, as_of)
        assert isinstance(made, bytes)
        return made

    return render


def _every(form: Form) -> bool:
    return True


def _satisfaction(form: Form) -> bool:
    return form.kind == "skm"


def _graded(form: Form) -> bool:
    return form.formula != "risk"


_REPORT = {
    "skm": ("A.I.6.iv.a", "laporan"),
    "spak": ("B.I.a", "laporan_spak"),
    "spkp": ("B.II.a", "laporan_spkp"),
}
_POSTER = {"skm": ("A.I.6.iv.b", "daring")}
_PLAN = {"skm": ("A.I.6.iv.c", "rencana")}
_FORM = {"skm": ("A.I.6.iv.a", ""), "spak": ("B.I.a", ""), "spkp": ("B.II.a", "")}

SURVEY_REPORTS: Mapping[str, SurveyReport] = {
    one.id: one
    for one in (
        SurveyReport(
            "laporan-skm",
            N_("Laporan SKM lengkap"),
            N_("Lima bab menurut susunan laporan SKM, dengan rencana tindak lanjut, tren, dan lampiran."),
            _drawn_by("laporanskm"),
            _satisfaction,
            _REPORT,
        ),
        SurveyReport(
            "ringkas",
            N_("Laporan hasil"),
            N_("Dua sampai empat halaman: nilai, tiap unsur, siapa yang menjawab, dan yang harus dibenahi."),
            _drawn_by("surveyshort"),
            _every,
            _REPORT,
        ),
        SurveyReport(
            "poster",
            N_("Poster publikasi A3"),
            N_("Untuk dinding ruang layanan: nilai besar, mutu, unsur, responden, dan tempat mengadu."),
            _drawn_by("poster", "a3"),
            _graded,
            _POSTER,
        ),
        SurveyReport(
            "poster-a4",
            N_("Poster publikasi A4"),
            N_("Poster yang sama untuk meja loket atau papan pengumuman kecil."),
            _drawn_by("poster", "a4"),
            _graded,
            _POSTER,
        ),
        SurveyReport(
            "formulir",
            N_("Formulir kertas A4"),
            N_("Kuesioner kosong untuk dicetak dan diisi responden."),
            _drawn_by("formulir", "a4"),
            _every,
            _FORM,
        ),
        SurveyReport(
            "formulir-ponsel",
            N_("Formulir layar ponsel"),
            N_("Kuesioner yang sama, satu kolom 90 × 160 mm, untuk dibacakan dari ponsel petugas."),
            _drawn_by("formulir", "phone"),
            _every,
            _FORM,
        ),
        SurveyReport(
            "rencana-tindak-lanjut",
            N_("Rencana tindak lanjut"),
            N_(
                "Tabel prioritas unsur, kegiatan, triwulan, dan penanggung jawab untuk Forum Konsultasi Publik."
            ),
            _drawn_by("surveyplan"),
            _every,
            _PLAN,
        ),
    )
}


def offered(form: Form) -> tuple[SurveyReport, ...]:
    """The papers a survey of *form* can have."""
    return tuple(one for one in SURVEY_REPORTS.values() if one.fits(form))


def render(kind: str, survey: SurveySheet, as_of: date) -> bytes:
    """The PDF of paper *kind* with the state of *as_of*; the same survey and date give the same bytes.

    Raises ZiError when there is no such paper for this survey.
    """
    report = SURVEY_REPORTS.get(kind)
    if report is None or not report.fits(survey.form):
        raise ZiError(
            "Laporan “{kind}” tidak ada untuk survei {survey}.",
            "Pilih salah satu: {kinds}.",
            kind=kind,
            survey=survey.form.short,
            kinds=", ".join(one.id for one in offered(survey.form)),
        )
    return report.render(survey, as_of)


def place(report: SurveyReport, form: Form, pack: Pack) -> tuple[str, str]:
    """The criterion and slot of *pack* that *report* is evidence for, ("", "") when it feeds none there.

    Without a place of its own a paper goes to the first criterion its form feeds, in no slot.
    """
    code, slot = report.filed.get(form.kind, ("", ""))
    question = pack.question(code) if code else None
    if question is not None:
        return code, slot if any(one.id == slot for one in question.evidence) else ""
    fed = (one.code for one in form.feeds if one.pack == pack.id and pack.question(one.code) is not None)
    return next(fed, ""), ""
