"""What reports call things: stages, kinds, answers, distances, and what to do about a finding."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from zi_assess import i18n
from zi_assess.core.assessment import Answer, Counts, Held, Stage
from zi_assess.core.checks import Finding, Severity
from zi_assess.core.exact import decimal_text
from zi_assess.core.pack import Kind, Pack, Question
from zi_assess.core.readiness import Standing
from zi_assess.core.scoring import valuate
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _

STAGES: Mapping[Stage, str] = {
    Stage.PRELIMINARY: N_("Penilaian pendahuluan"),
    Stage.SELF: N_("Penilaian mandiri"),
    Stage.TPI_MEMBER: N_("Penilaian TPI, anggota tim"),
    Stage.TPI_LEAD: N_("Penilaian TPI, ketua tim"),
    Stage.TPI_CONTROL: N_("Penilaian TPI, pengendali teknis"),
    Stage.TPN: N_("Penilaian TPN"),
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


def plain(value: Fraction) -> str:
    """A number with the decimals it has, at most twelve: `3,6`, `0,0833…` as it is exact."""
    text = decimal_text(value)
    return text if i18n.language() == "en" else text.replace(".", ",")


def answer_key(question: Question, answer: Answer) -> str:
    """The answer in a few characters: the option, the percentage of a ratio, the index; – when there is none."""
    value = answer.value
    if isinstance(value, tuple):
        worth = valuate(question, value).value
        return "–" if worth is None else i18n.percent(worth * 100)
    if isinstance(value, Fraction):
        return plain(value)
    return value or "–"


def answer_meaning(question: Question, answer: Answer) -> str:
    """What the answer says, in a sentence or in lines of counts."""
    value = answer.value
    if value is None:
        return _("Belum dijawab, dihitung nol")
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
        f"{one.title}: {i18n.count(given[one.key]) if one.key in given else _('belum diisi')}"
        for one in question.inputs
    ]
    valuation = valuate(question, counts)
    if not valuation.answered:
        lines.append(_("Isian belum lengkap, dihitung nol"))
    elif valuation.zero_denominator:
        lines.append(_("Pembaginya nol, dihitung nol"))
    return "\n".join(lines)


def aim(sheet: Sheet) -> str:
    """The designation aimed at; empty when none is, or when the pack does not know it."""
    return sheet.assessment.target if sheet.pack.designation(sheet.assessment.target) else ""


def short_digest(sheet: Sheet) -> str:
    """The data's digest as it is printed: `7c1e-04af`."""
    return f"{sheet.digest[:4]}-{sheet.digest[4:8]}"


def foot(sheet: Sheet) -> str:
    return _("ZI Assess · data {digest} · {pack} {version}").format(
        digest=short_digest(sheet), pack=sheet.pack.id, version=sheet.pack.version
    )


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
