"""What reports call things: stages, kinds, answers, distances, and what to do about a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from zi_assess import i18n
from zi_assess.core import followups, inputs
from zi_assess.core.assessment import (
    Act,
    Answer,
    Counts,
    FollowUp,
    Held,
    Mark,
    Observation,
    ObservationState,
    Progress,
    Stage,
)
from zi_assess.core.checks import Finding, Severity
from zi_assess.core.exact import decimal_text
from zi_assess.core.followups import Candidate, Source, Task
from zi_assess.core.history import short
from zi_assess.core.pack import Kind, Pack, Question
from zi_assess.core.readiness import Standing
from zi_assess.core.scoring import valuate
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _, n_

STAGES: Mapping[Stage, str] = {
    Stage.PRELIMINARY: N_("Penilaian pendahuluan"),
    Stage.SELF: N_("Penilaian mandiri"),
    Stage.TPI_MEMBER: N_("Penilaian TPI, anggota tim"),
    Stage.TPI_LEAD: N_("Penilaian TPI, ketua tim"),
    Stage.TPI_CONTROL: N_("Penilaian TPI, pengendali teknis"),
    Stage.TPN: N_("Penilaian TPN"),
}
SHORT_STAGES: Mapping[Stage, str] = {
    Stage.PRELIMINARY: N_("Pendahuluan"),
    Stage.SELF: N_("Mandiri"),
    Stage.TPI_MEMBER: N_("Anggota"),
    Stage.TPI_LEAD: N_("Ketua tim"),
    Stage.TPI_CONTROL: N_("Dalnis"),
    Stage.TPN: N_("TPN"),
}
"""The stages where a column is narrow."""
MARKS: Mapping[Mark | None, tuple[str, str]] = {
    Mark.VALID: (N_("Sah"), "ok"),
    Mark.INVALID: (N_("Tidak sah"), "bad"),
    Mark.INCOMPLETE: (N_("Perlu dilengkapi"), "warn"),
    None: (N_("Tanpa tanda"), "neutral"),
}
OBSERVATIONS: Mapping[ObservationState, tuple[str, str]] = {
    ObservationState.OPEN: (N_("Terbuka"), "bad"),
    ObservationState.ANSWERED: (N_("Dijawab unit"), "warn"),
    ObservationState.VERIFIED: (N_("Selesai"), "ok"),
    ObservationState.DROPPED: (N_("Gugur"), "neutral"),
}
ACTS: Mapping[Act, str] = {
    Act.SUBMIT: N_("Diserahkan unit"),
    Act.RETURN: N_("Dikembalikan TPI"),
    Act.CLOSE: N_("Reviu ditutup"),
}
KINDS: Mapping[str, str] = {
    "pdf": N_("PDF"),
    "image": N_("Gambar"),
    "document": N_("Dokumen"),
    "spreadsheet": N_("Lembar kerja"),
    "presentation": N_("Presentasi"),
    "text": N_("Teks"),
    "link": N_("Tautan"),
    "audio-video": N_("Audio/video"),
}
OTHER_KIND = N_("Lain")
HELD: Mapping[Held, tuple[str, str]] = {
    Held.MET: (N_("Terpenuhi"), "ok"),
    Held.NOT_MET: (N_("Tidak terpenuhi"), "bad"),
    Held.IN_PROGRESS: (N_("Masih diproses"), "warn"),
    Held.UNKNOWN: (N_("Belum diperiksa"), "neutral"),
}
FOLLOW_UP_STATUS: Mapping[Progress, tuple[str, str]] = {
    Progress.OPEN: (N_("Belum mulai"), "warn"),
    Progress.DOING: (N_("Dikerjakan"), "info"),
    Progress.DONE: (N_("Selesai"), "ok"),
    Progress.DROPPED: (N_("Dibatalkan"), "neutral"),
}
_LATE = (N_("Terlambat"), "bad")
_FOLLOW_UP_SOURCES: Mapping[Source, str] = {
    Source.OWN: N_("Sendiri"),
    Source.FINDING: N_("Temuan LKE"),
    Source.OBSERVATION: N_("Temuan TPI"),
    Source.SURVEY: N_("Survei"),
    Source.VISIT: N_("Kunjungan"),
    Source.PLAN: N_("Rencana"),
}
SEVERITIES: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: (N_("Berat"), "bad"),
    Severity.WARNING: (N_("Sedang"), "warn"),
    Severity.INFO: (N_("Ringan"), "neutral"),
}
REMEDIES: Mapping[str, str] = {
    "unanswered": N_("Jawab, lalu lampirkan buktinya"),
    "proposal-unconfirmed": N_("Periksa jawaban tahun lalu, lalu konfirmasi"),
    "inputs-incomplete": N_("Lengkapi isiannya"),
    "zero-denominator": N_("Isi pembagi yang benar, atau jelaskan dalam catatan"),
    "part-larger-than-whole": N_("Periksa kedua angka, lalu betulkan"),
    "inputs-contradict": N_("Samakan kedua angka dengan datanya"),
    "no-evidence": N_("Lampirkan bukti untuk jawaban ini"),
    "slot-empty": N_("Lampirkan bukti yang diminta"),
    "evidence-outside-window": N_("Ganti dengan bukti dalam masa penilaian"),
    "evidence-undated": N_("Isi tanggal dokumennya"),
    "evidence-wrong-kind": N_("Lampirkan dalam jenis berkas yang diminta"),
    "evidence-to-renew": N_("Lampirkan bukti yang baru"),
    "empty-group": N_("Jawab butir di dalamnya"),
    "answer-without-place": N_("Pindahkan jawaban ke butir yang sesuai"),
    "evidence-without-place": N_("Pindahkan bukti ke butir yang sesuai"),
    "threshold-missed": N_("Naikkan nilai bagian ini"),
    "prerequisite-not-met": N_("Penuhi sebelum diusulkan"),
    "prerequisite-in-progress": N_("Selesaikan sebelum diusulkan"),
    "prerequisite-unknown": N_("Periksa, lalu catat keadaannya"),
    "document-unreadable": N_("Lampirkan berkas yang utuh"),
    "document-locked": N_("Lampirkan salinan tanpa kata sandi"),
    "document-empty": N_("Lampirkan berkas yang ada isinya"),
    "image-tiny": N_("Lampirkan gambar yang lebih besar"),
    "name-says-nothing": N_("Ganti namanya di rincian dokumen"),
    "name-disguised": N_("Ganti namanya, dan pastikan asalnya"),
    "document-dated-outside": N_("Isi tanggal dokumennya, atau ganti"),
    "decree-unsigned": N_("Lampirkan dengan halaman tanda tangan"),
    "document-everywhere": N_("Lampirkan bukti yang khusus untuk tiap butir"),
    "link-without-copy": N_("Unduh berkasnya, lalu lampirkan sebagai salinan"),
    "pdf-script": N_("Minta versi tanpa skrip"),
    "pdf-launch": N_("Jangan dibuka; minta berkas yang bersih"),
    "document-attachment": N_("Lampirkan berkas di dalamnya tersendiri"),
    "pdf-form-sends": N_("Cetak ulang menjadi PDF biasa"),
    "office-macro": N_("Simpan ulang tanpa makro"),
    "document-fetches": N_("Cetak ulang menjadi PDF biasa"),
    "document-two-faced": N_("Jangan dibuka; minta berkas yang bersih"),
    "document-program": N_("Jangan dibuka; hapus dari bukti"),
    "extension-wrong": N_("Simpan ulang dengan jenis yang benar"),
    "review-unexplained": N_("Tulis alasannya pada butir itu"),
    "index-contradicts-survey": N_("Bawa lagi hasil surveinya, atau betulkan indeksnya"),
    "observation-open": N_("Jawab temuannya, lampirkan bukti perbaikannya"),
}
TO_WIN = frozenset(
    {
        "unanswered",
        "proposal-unconfirmed",
        "inputs-incomplete",
        "zero-denominator",
        "threshold-missed",
        "empty-group",
    }
)
"""Findings whose points can still be won; those of the others are points that may be lost."""


class Titles:
    """The titles of a pack's places in the language in use."""

    def __init__(self, pack: Pack) -> None:
        self._words: Mapping[str, str] = {}
        if i18n.language() != "id":
            from zi_assess import criteria  # reads YAML, which an Indonesian report never needs

            self._words = criteria.words(pack, i18n.language())

    def of(self, code: str, title: str) -> str:
        return self._words.get(code, title)


def remedy(finding: Finding) -> str:
    return _(REMEDIES.get(finding.code, N_("Periksa, lalu betulkan bila perlu")))


def finding_text(finding: Finding) -> str:
    """The sentence of a finding."""
    return i18n.say(finding.text, finding.values)


def signed_points(finding: Finding) -> str:
    """`+0,50` can be won, `−0,50` may be lost; empty when nothing hangs on it."""
    if not finding.points:
        return ""
    sign = "+" if finding.code in TO_WIN else "−"
    return sign + visible(finding.points)


def visible(points: Fraction) -> str:
    """Two decimals, or as many as it takes so that something that is not zero does not look like zero."""
    for places in range(2, 9):
        text = i18n.number(points, places)
        if not points or any(digit in text for digit in "123456789"):
            return text
    return i18n.number(points)


def distance(standing: Standing) -> str:
    """How far a threshold is, in words."""
    beyond = standing.actual - standing.threshold.minimum
    if beyond < 0:
        return _("kurang {points}").format(points=visible(-beyond))
    if beyond == 0:
        return _("tepat di batas")
    return _("lebih {points}").format(points=visible(beyond))


def apart(points: Fraction) -> str:
    """How far one stage is from another: `+0,25`, `−0,25`, – when they agree."""
    if not points:
        return "–"
    return ("+" if points > 0 else "−") + visible(abs(points))


def plain(value: Fraction) -> str:
    """A number with the decimals it has, at most twelve: `3,6`, `0,0833…` as it is exact."""
    text = decimal_text(value)
    return text if i18n.language() == "en" else text.replace(".", ",")


def answer_key(question: Question, answer: Answer) -> str:
    """The answer in a few characters: the option, the percentage of a ratio, the index; – when there is none."""
    value = answer.value
    if isinstance(value, tuple):
        worth = valuate(question, value).value
        if question.recorded:
            return _("dicatat")
        return "–" if worth is None else i18n.percent(worth * 100)
    if isinstance(value, Fraction):
        return plain(value)
    return value or "–"


def answer_meaning(question: Question, answer: Answer) -> str:
    """What the answer says, in a sentence or in lines of counts."""
    value = answer.value
    if value is None:
        return _("Belum dicatat") if question.recorded else _("Belum dijawab, dihitung nol")
    if isinstance(value, tuple):
        return _counts_text(question, value)
    if isinstance(value, Fraction) and question.kind is Kind.INDEX:
        return _("{title}: {index} dari {max}").format(
            title=question.index_title, index=plain(value), max=plain(question.index_max)
        )
    option = question.option(value) if isinstance(value, str) else None
    return option.meaning if option else _("Jawaban ini tidak ada pada pilihan paket, dihitung nol")


def _counts_text(question: Question, counts: Counts) -> str:
    given = dict(counts)
    lines = [
        f"{one.title}: {input_words(one.kind, given[one.key]) if one.key in given else _('belum diisi')}"
        for one in question.inputs
    ]
    valuation = valuate(question, counts)
    if question.recorded:
        return "\n".join(lines)
    if not valuation.answered:
        lines.append(_("Isian belum lengkap, dihitung nol"))
    elif valuation.zero_denominator:
        lines.append(_("Pembaginya nol, dihitung nol"))
    return "\n".join(lines)


def left_out() -> str:
    """What a reader must know of a pack whose questions can be left out."""
    return _("Butir yang tidak dapat dinilai tidak ikut dihitung.")


def input_words(kind: str, number: int) -> str:
    """What an input holds: `1.250`, `08.15`, `17 Agustus 2026`."""
    if kind == "time" and (at := inputs.as_time(number)) is not None:
        return f"{at.hour:02d}{':' if i18n.language() == 'en' else '.'}{at.minute:02d}"
    if kind == "date" and (day := inputs.as_date(number)) is not None:
        return i18n.date(day)
    return i18n.count(number)


def aim(sheet: Sheet) -> str:
    """The designation aimed at; empty when none is, or when the pack does not know it."""
    return sheet.assessment.target if sheet.pack.designation(sheet.assessment.target) else ""


def short_digest(sheet: Sheet) -> str:
    """The data's digest as it is printed: `7c1e-04af`."""
    return f"{sheet.digest[:4]}-{sheet.digest[4:8]}"


def foot(sheet: Sheet) -> str:
    """Which data and pack a page was made from, and where the journal stood; all to be compared by eye."""
    words = _("ZI Assess · data {digest} · {pack} {version}").format(
        digest=short_digest(sheet), pack=sheet.pack.id, version=sheet.pack.version
    )
    return f"{words} · {_('jurnal {head}').format(head=short(sheet.head))}" if sheet.head else words


def occasion_line(sheet: Sheet) -> str:
    """`Tahun 2026 · menuju WBK`, with the occasion where there is one."""
    parts = [_("Tahun {year}").format(year=sheet.assessment.year)]
    if sheet.assessment.occasion:
        parts.append(sheet.assessment.occasion)
    if aim(sheet):
        parts.append(_("menuju {designation}").format(designation=aim(sheet)))
    return " · ".join(parts)


def lacking(letters: set[str]) -> str:
    """The sentence about characters that the faces cannot draw."""
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(letters))
    return _("Tanda ▢ menggantikan huruf yang tidak dapat dicetak: {codes}.").format(codes=codes)


def follow_up_state(one: FollowUp, today: date) -> tuple[str, str]:
    """How far a follow-up is, in words, and the kind of its pill."""
    words, kind = _LATE if followups.overdue(one, today) else FOLLOW_UP_STATUS[one.status]
    return _(words), kind


def follow_up_source(source: Source) -> str:
    """What a follow-up came from."""
    return _(_FOLLOW_UP_SOURCES[source])


def follow_up_origin(one: FollowUp) -> str:
    """What a follow-up came from, with the unsur where a survey showed it."""
    unsur = followups.unsur(one).replace("_", " ")
    return ": ".join(part for part in (follow_up_source(followups.source(one)), unsur) if part)


def follow_up_since(task: Task) -> str:
    """Since when the observation it came from waits; "" when it is of this year."""
    return _("lanjutan temuan {year}").format(year=task.since) if task.since else ""


def observation_origin(one: Observation, years: Mapping[str, int]) -> str:
    """Since when *one* has been followed, by the *years* in which each was first found; "" when it follows none."""
    if not one.origin:
        return ""
    year = years.get(one.id)
    return _("lanjutan temuan {year}").format(year=year) if year else _("lanjutan temuan tahun sebelumnya")


def follow_up_summary(every: Sequence[Task], today: date) -> str:
    """How many there are, open and overdue, in one line."""
    still = [one for one in every if followups.is_open(one.one)]
    late = sum(followups.overdue(one.one, today) for one in still)
    words = n_("{count} tindak lanjut", "{count} tindak lanjut", len(every)).format(count=len(every))
    return _("{all}, {open} belum selesai, {late} terlambat").format(all=words, open=len(still), late=late)


def follow_up_what(sheet: Sheet, one: Candidate) -> str:
    """What is to be done about a candidate: for a finding its remedy, after the name of its place."""
    told = i18n.say(one.text, one.values)
    node = sheet.pack.nodes.get(one.code)
    if node is None or followups.source(FollowUp("", "", "", source=one.given)) is not Source.FINDING:
        return told
    mending = remedy(Finding(one.given, one.code, Severity.WARNING, one.text, one.values))
    return f"{node.short or node.title}: {mending or told}"
