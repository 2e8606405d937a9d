"""What a unit writes for its survey papers: which texts there are, and the schedule among them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zi_assess.i18n import N_, _
from zi_assess.reports.surveysheet import SurveySheet

TEXTS: Mapping[str, tuple[str, str]] = {
    "contact": (
        N_("Tempat mengadu dan memberi saran"),
        N_("Dicetak pada poster: telepon, alamat, kanal SP4N-LAPOR!, jam layanan."),
    ),
    "team": (N_("Tim pelaksana"), N_("Nama atau jabatan, satu baris tiap orang.")),
    "basis": (
        N_("Dasar tambahan"),
        N_("Misalnya peraturan daerah atau keputusan kepala unit, satu baris tiap dasar."),
    ),
    "analysis": (
        N_("Analisis"),
        N_("Sebab unsur terendah menurut tim, dan kaitannya dengan saran responden."),
    ),
    "conclusion": (N_("Kesimpulan"), N_("Bila kosong, kalimatnya disusun dari hasil.")),
    "advice": (N_("Saran"), N_("Bila kosong, kalimatnya disusun dari hasil.")),
    "forum": (N_("Forum Konsultasi Publik"), N_("Tanggal, tempat, peserta, dan kesepakatan.")),
}
"""The kept texts: title and hint by key. Besides them `remarks` is `yes` when comments are printed as written."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """One step of holding a survey."""

    what: str
    first: date | None = None
    last: date | None = None
    days: int = 0


def schedule(survey: SurveySheet) -> tuple[Schedule, ...]:
    """The steps as the unit wrote them, else the usual ones with the days that are known."""
    return read_schedule(survey.words.get("schedule", "")) or (
        Schedule(_("Penyusunan kuesioner dan persiapan")),
        Schedule(_("Pengumpulan data"), survey.first, survey.last, workdays(survey.first, survey.last)),
        Schedule(_("Pengolahan data")),
        Schedule(_("Penyusunan dan pelaporan hasil")),
    )


def read_schedule(text: str) -> tuple[Schedule, ...]:
    """The steps kept as *text*; none when it is empty or not ours."""
    try:
        rows = json.loads(text) if text else []
        return tuple(Schedule(str(row[0]), _day(row[1]), _day(row[2]), int(row[3])) for row in rows)
    except (ValueError, TypeError, IndexError, KeyError):
        return ()


def write_schedule(steps: tuple[Schedule, ...]) -> str:
    """*steps* as text that `read_schedule` reads."""
    rows = [
        (one.what, *(day.isoformat() if day else "" for day in (one.first, one.last)), one.days)
        for one in steps
    ]
    return json.dumps(rows, ensure_ascii=False)


def workdays(first: date | None, last: date | None) -> int:
    """Mondays to Fridays from *first* to *last*; holidays are not known here."""
    if first is None or last is None or last < first:
        return 0
    whole, rest = divmod((last - first).days + 1, 7)
    return whole * 5 + sum((first.weekday() + n) % 7 < 5 for n in range(rest))


def dotted(length: int = 60) -> str:
    """Room to write by hand."""
    return "." * length


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
