"""Reports on paper, drawn from a frozen `Sheet`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from zi_assess.core import review
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError
from zi_assess.i18n import N_


@dataclass(frozen=True, slots=True)
class Report:
    """One kind of report. *title* and *sentence* are Indonesian, to be shown by `_`; *render* gives the PDF's bytes.

    *told* says that it prints `Sheet.history`, which has to be filled before; *fits* whether it says anything about
    a sheet. *together* draws one paper for several units, where there is such a thing. *ahead* says that it reckons
    from its day onwards, so that the day of the last change is none for it.
    """

    id: str
    title: str
    sentence: str
    render: Callable[[Sheet, date], bytes]
    told: bool = False
    fits: Callable[[Sheet], bool] = lambda sheet: True
    together: Callable[[Sequence[Sheet], date], bytes] | None = None
    ahead: bool = False


def _drawn_by(module: str) -> Callable[[Sheet, date], bytes]:
    """The report's own module, loaded when the first is drawn: ReportLab takes time a window's start has not got."""

    def render(sheet: Sheet, as_of: date) -> bytes:
        made = import_module(f"zi_assess.reports.{module}").render(sheet, as_of)
        assert isinstance(made, bytes)
        return made

    return render


def _proposed(sheets: Sequence[Sheet], as_of: date) -> bytes:
    from zi_assess.reports import usulan

    return usulan.render_many(sheets, as_of)


def _towards(sheet: Sheet) -> bool:
    """Whether the instrument leads to a designation."""
    return bool(sheet.pack.designations)


def _reviewed(sheet: Sheet) -> bool:
    return _towards(sheet) and review.highest(sheet.assessment) is not None


def _seen(sheet: Sheet) -> bool:
    """Whether it is what a shopper saw: points that may be left out, and no designation."""
    return not _towards(sheet) and bool(sheet.assessment.choices.get("visit.day"))


REPORTS: Mapping[str, Report] = {
    one.id: one
    for one in (
        Report(
            "ringkasan",
            N_("Ringkasan untuk pimpinan"),
            N_(
                "Satu sampai dua halaman: nilai, ambang batas, yang paling menentukan, dan tempat tanda tangan."
            ),
            _drawn_by("ringkasan"),
        ),
        Report(
            "lke",
            N_("LKE lengkap"),
            N_(
                "Semua butir dengan jawaban, nilai, catatan, bukti, dan temuan, serta apa yang belum ada di dalamnya."
            ),
            _drawn_by("lke"),
        ),
        Report(
            "rencana",
            N_("Rencana menuju WBK"),
            N_(
                "Satu sampai tiga halaman: langkah paling ringan ke predikat, dengan waktu dan ambangnya. Bila "
                "langkahnya banyak, rinciannya menyusul."
            ),
            _drawn_by("rencana"),
            fits=_towards,
            ahead=True,
        ),
        Report(
            "kertas-kerja",
            N_("Kertas kerja reviu"),
            N_("Semua butir dengan jawaban tiap tahap berdampingan, selisih, catatan, dan tanda bukti."),
            _drawn_by("kertas_kerja"),
            fits=_reviewed,
        ),
        Report(
            "lhe",
            N_("Laporan hasil evaluasi internal"),
            N_("Dasar, ruang lingkup, hasil mandiri dan TPI, temuan, rekomendasi, dan kesimpulan."),
            _drawn_by("lhe"),
            fits=_reviewed,
        ),
        Report(
            "berita-acara",
            N_("Berita acara hasil evaluasi"),
            N_("Satu sampai dua halaman yang ditandatangani TPI dan unit."),
            _drawn_by("berita_acara"),
            fits=_reviewed,
        ),
        Report(
            "usulan",
            N_("Surat pengajuan"),
            N_("Surat kepada Menteri PANRB, SPTJM, dan daftar unit yang diusulkan."),
            _drawn_by("usulan"),
            fits=_towards,
            together=_proposed,
        ),
        Report(
            "riwayat",
            N_("Riwayat perubahan"),
            N_("Siapa melakukan apa, dengan sidik jurnal dan sampai mana dikukuhkan."),
            _drawn_by("riwayat"),
            told=True,
        ),
        Report(
            "tindak-lanjut",
            N_("Tindak lanjut"),
            N_("Apa yang dikerjakan, oleh siapa dan kapan; yang terlambat dahulu."),
            _drawn_by("tindaklanjut"),
        ),
        Report(
            "kunjungan",
            N_("Laporan kunjungan"),
            N_("Apa yang dilihat petugas samaran, apa yang perlu diperbaiki, dan tindak lanjutnya."),
            _drawn_by("kunjungan"),
            fits=_seen,
        ),
    )
}


def render(kind: str, sheet: Sheet, as_of: date, also: Sequence[Sheet] = ()) -> bytes:
    """The PDF of report *kind* with the state of *as_of*; the same sheet and date give the same bytes.

    *also*: further units on the same paper. Raises ZiError when there is no such report, or it is of one unit only.
    """
    report = REPORTS.get(kind)
    if report is None:
        raise ZiError(
            "Laporan “{kind}” tidak dikenal.",
            "Pilih salah satu: {kinds}.",
            kind=kind,
            kinds=", ".join(REPORTS),
        )
    if not also:
        return report.render(sheet, as_of)
    if report.together is None:
        raise ZiError(
            "Laporan “{kind}” hanya untuk satu unit.",
            "Sebutkan satu penilaian saja; beberapa unit hanya pada: {kinds}.",
            kind=kind,
            kinds=", ".join(one.id for one in REPORTS.values() if one.together),
        )
    return report.together([sheet, *also], as_of)
