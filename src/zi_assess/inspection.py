"""What a reviewer would stumble over in the documents themselves: one function a rule, findings as values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from zi_assess.core.assessment import Assessment, Document, Evidence
from zi_assess.core.checks import ORDER, Finding, Severity
from zi_assess.core.contents import Contents, Reading, Trait
from zi_assess.core.pack import Pack
from zi_assess.core.wording import words
from zi_assess.i18n import N_

MANY_USES = 10
_TINY = 400  # pixels on the longer side: a page of text cannot be read below this
_NOTHING = Contents()


@dataclass(frozen=True, slots=True)
class Paper:
    """One document with its uses in an assessment; *contents* is None while nobody has looked inside."""

    document: Document
    uses: tuple[Evidence, ...] = ()
    contents: Contents | None = None

    @property
    def seen(self) -> Contents:
        return self.contents or _NOTHING


@dataclass(frozen=True, slots=True)
class Frame:
    """What the rules hold documents against: when evidence must be dated, which slots take any date, whether scans
    can be read here, and what each question has earned.
    """

    start: date
    end: date | None = None
    timeless: frozenset[tuple[str, str]] = frozenset()
    reads_scans: bool = False
    earned: Mapping[str, Fraction] = field(default_factory=dict)


Rule = Callable[[Paper, Frame], Iterator[Finding]]


def inspect(papers: Iterable[Paper], frame: Frame) -> tuple[Finding, ...]:
    """Everything the rules say, gravest first; a document used for several questions is named at each of them, one
    that is used nowhere at `document:<id>`.
    """
    every = [finding for paper in papers for rule in RULES for finding in rule(paper, frame)]
    return tuple(sorted(every, key=lambda one: (ORDER[one.severity], -one.points)))


def papers(assessment: Assessment, contents: Mapping[str, Contents]) -> tuple[Paper, ...]:
    """The documents of *assessment* that are not in the trash, with what was noticed in them, by SHA-256."""
    uses: dict[str, list[Evidence]] = {}
    for use in assessment.evidence:
        if use.document.trashed is None:
            uses.setdefault(use.document.id, []).append(use)
    return tuple(
        Paper(found[0].document, tuple(found), contents.get(found[0].document.sha256))
        for found in uses.values()
    )


def frame(
    pack: Pack, assessment: Assessment, earned: Mapping[str, Fraction], *, reads_scans: bool = False
) -> Frame:
    """The frame of *assessment*; *earned* are points by question code."""
    timeless = frozenset(
        (question.code, slot.id)
        for question in pack.questions
        for slot in question.evidence
        if slot.fresh == "any"
    )
    return Frame(assessment.window_start, assessment.window_end, timeless, reads_scans, earned)


def _say(
    paper: Paper, frame: Frame, code: str, severity: Severity, text: str, /, **values: object
) -> Iterator[Finding]:
    """One finding for each question the document is used for."""
    told = {"document": paper.document.name, **values}
    places = list(dict.fromkeys(use.code for use in paper.uses)) or [f"document:{paper.document.id}"]
    for place in places:
        yield Finding(code, place, severity, text, told, frame.earned.get(place, Fraction(0)))


# Can it be read at all?


def _unreadable(paper: Paper, frame: Frame) -> Iterator[Finding]:
    if paper.seen.reading in (Reading.BROKEN, Reading.NOT_A_FILE):
        yield from _say(
            paper,
            frame,
            "document-unreadable",
            Severity.WARNING,
            N_("{document} rusak atau tidak dapat dibaca"),
        )


def _locked(paper: Paper, frame: Frame) -> Iterator[Finding]:
    if paper.seen.reading is Reading.LOCKED:
        text = N_("{document} terkunci kata sandi: penilai tidak dapat membukanya")
        yield from _say(paper, frame, "document-locked", Severity.WARNING, text)


def _no_pages(paper: Paper, frame: Frame) -> Iterator[Finding]:
    if paper.seen.reading is Reading.EMPTY:
        yield from _say(
            paper,
            frame,
            "document-empty",
            Severity.WARNING,
            N_("{document} kosong: tidak ada satu halaman pun"),
        )


def _too_large(paper: Paper, frame: Frame) -> Iterator[Finding]:
    if paper.seen.reading is Reading.TOO_LARGE:
        text = N_("{document} terlalu besar untuk diperiksa isinya")
        yield from _say(paper, frame, "document-too-large", Severity.INFO, text)


_WITH_TEXT = ("pdf", "docx", "docm", "xlsx", "xlsm", "pptx", "pptm", "odt", "ods", "odp", "text")


def _no_text(paper: Paper, frame: Frame) -> Iterator[Finding]:
    seen = paper.seen
    if seen.reading is not Reading.READ or seen.characters or seen.form not in _WITH_TEXT or not seen.pages:
        return
    scan = N_("{document} tidak memuat teks, agaknya hasil pindai: isinya tidak dapat dicari")
    read = N_("{document} tidak memuat teks, juga setelah dibaca dari gambarnya")
    text = read if frame.reads_scans and seen.form == "pdf" else scan
    yield from _say(paper, frame, "document-without-text", Severity.INFO, text)


def _tiny_image(paper: Paper, frame: Frame) -> Iterator[Finding]:
    seen = paper.seen
    if 0 < max(seen.width, seen.height) < _TINY:
        text = N_("Gambar {document} hanya {width} × {height} piksel: rinciannya tidak terbaca")
        yield from _say(
            paper, frame, "image-tiny", Severity.WARNING, text, width=str(seen.width), height=str(seen.height)
        )


# What does it say of itself?

_SAYS_NOTHING = frozenset(
    """
    scan scanned scanner cam whats app camscanner adobe hasil img image dsc dscn dscf dcim pic picture photo foto gambar
    screenshot screen shot tangkapan layar capture vid video mov mvi pxl doc docx document dokumen file berkas
    untitled tanpa judul nama new baru book buku sheet presentation presentasi page halaman download downloaded
    unduhan attachment lampiran copy salinan of test tes final fix fixed rev revisi print output whatsapp wa at
    am pm pukul jam telegram microsoft word excel pdf jpg jpeg png tempelan tempel pasted clipboard paste
    jan januari feb februari mar maret apr april mei jun juni jul juli agt agu agustus sep september okt oktober
    nov november des desember
    """.split()
)
_HASH = re.compile(r"(?i)^(?=.*\d)[0-9a-f-]{16,}$")


def _telling_name(name: str) -> bool:
    stem = name.rpartition(".")[0] or name
    if _HASH.match(stem):
        return False
    letters = [re.sub(r"\d", "", word) for word in words(stem)]
    return any(len(word) > 1 and word not in _SAYS_NOTHING for word in letters)


def _name_says_nothing(paper: Paper, frame: Frame) -> Iterator[Finding]:
    if paper.document.sha256 and not _telling_name(paper.document.name):
        text = N_("Nama {document} tidak menerangkan isinya: ganti menjadi nama yang dapat dipahami")
        yield from _say(paper, frame, "name-says-nothing", Severity.INFO, text)


def _disguised_name(paper: Paper, frame: Frame) -> Iterator[Finding]:
    """Signs that turn the direction of writing make `gnp.exe` look like `exe.png`."""
    if any(
        unicodedata.category(sign) == "Cf" or unicodedata.category(sign) == "Cc"
        for sign in paper.document.name
    ):
        text = N_("Nama {document} memuat tanda tak terlihat yang dapat menyamarkan jenis berkas")
        yield from _say(paper, frame, "name-disguised", Severity.WARNING, text)


def _outside_year(paper: Paper, frame: Frame) -> Iterator[Finding]:
    """By the date the document itself bears; a date the user gave is `core.checks`' to judge."""
    dated = paper.seen.proposed_date(paper.document.name)
    if paper.document.day is not None or dated is None:
        return
    if paper.uses and all((use.code, use.slot) in frame.timeless for use in paper.uses):
        return
    if dated < frame.start or (frame.end is not None and dated > frame.end):
        text = N_(
            "{document} tampaknya bertanggal {dated}, di luar masa penilaian: periksa lalu isi tanggalnya"
        )
        yield from _say(paper, frame, "document-dated-outside", Severity.WARNING, text, dated=dated)


_DECREE_NAME = re.compile(r"(?i)(?<![a-z])(?:sk|skep|surat[\s_.-]*keputusan|keputusan|kep)(?![a-z])")


def _decree_unsigned(paper: Paper, frame: Frame) -> Iterator[Finding]:
    seen = paper.seen
    named = bool(_DECREE_NAME.search(paper.document.name.rpartition(".")[0]))
    if seen.form != "pdf" or not seen.characters or seen.signed or not (named or seen.decree):
        return
    if not seen.textless:  # a page without text may be the scanned one that is signed
        text = N_("{document} tampaknya keputusan, tetapi halaman tanda tangannya tidak ditemukan")
        yield from _say(paper, frame, "decree-unsigned", Severity.WARNING, text)


# Where does it serve?


def _many_uses(paper: Paper, frame: Frame) -> Iterator[Finding]:
    codes = list(dict.fromkeys(use.code for use in paper.uses))
    if len(codes) >= MANY_USES:
        text = N_(
            "{document} dipakai untuk {count} kriteria: penilai akan bertanya apakah isinya menjawab semuanya"
        )
        told = {"document": paper.document.name, "count": str(len(codes))}
        yield Finding("document-everywhere", codes[0], Severity.INFO, text, told)


def _link_without_copy(paper: Paper, frame: Frame) -> Iterator[Finding]:
    if paper.document.url and not paper.document.sha256 and not paper.document.copy:
        text = N_("Tautan {document} belum ada salinannya: bila tautan mati, buktinya hilang")
        yield from _say(paper, frame, "link-without-copy", Severity.WARNING, text)


# What else does it carry?

_CARRIES: Mapping[Trait, tuple[str, Severity, str]] = {
    Trait.SCRIPT: ("pdf-script", Severity.WARNING, N_("{document} memuat skrip yang berjalan saat dibuka")),
    Trait.LAUNCH: ("pdf-launch", Severity.WARNING, N_("{document} memuat perintah menjalankan program lain")),
    Trait.ATTACHMENT: (
        "document-attachment",
        Severity.WARNING,
        N_("{document} memuat berkas lain di dalamnya"),
    ),
    Trait.FORM_SENDS: (
        "pdf-form-sends",
        Severity.WARNING,
        N_("{document} memuat formulir yang mengirim isinya keluar"),
    ),
    Trait.MACRO: ("office-macro", Severity.WARNING, N_("{document} memuat makro: simpan ulang tanpa makro")),
    Trait.OUTSIDE: (
        "document-fetches",
        Severity.WARNING,
        N_("{document} mengambil isi dari tempat lain saat dibuka"),
    ),
    Trait.TWO_FACED: (
        "document-two-faced",
        Severity.WARNING,
        N_("{document} sekaligus berkas jenis lain: periksa asalnya"),
    ),
    Trait.PROGRAM: (
        "document-program",
        Severity.WARNING,
        N_("{document} sebenarnya program, bukan dokumen: lepaskan dari bukti"),
    ),
}


def _carries(paper: Paper, frame: Frame) -> Iterator[Finding]:
    for trait in paper.seen.traits:
        if trait in _CARRIES:
            code, severity, text = _CARRIES[trait]
            yield from _say(paper, frame, code, severity, text)


_EXPECTED: Mapping[str, tuple[str, ...]] = {
    "pdf": ("pdf",),
    "png": ("png",),
    **dict.fromkeys(("jpg", "jpeg", "jpe", "jfif"), ("jpeg",)),
    "gif": ("gif",),
    "bmp": ("bmp",),
    **dict.fromkeys(("tif", "tiff"), ("tiff",)),
    "webp": ("webp",),
    **dict.fromkeys(("heic", "heif"), ("heic",)),
    "docx": ("docx", "locked-office"),
    "xlsx": ("xlsx", "locked-office"),
    "pptx": ("pptx", "locked-office"),
    "docm": ("docm", "locked-office"),
    "xlsm": ("xlsm", "locked-office"),
    "pptm": ("pptm", "locked-office"),
    "xlsb": ("xlsb", "locked-office"),
    "odt": ("odt",),
    "ods": ("ods",),
    "odp": ("odp",),
    "doc": ("doc", "rtf", "ole"),
    "xls": ("xls", "ole"),
    "ppt": ("ppt", "ole"),
    "rtf": ("rtf",),
    **dict.fromkeys(("txt", "csv", "md", "log", "eml"), ("text", "html", "xml")),
    **dict.fromkeys("mp4 mov avi mkv webm mp3 m4a wav ogg 3gp".split(), ("audio-video",)),
    "zip": ("zip",),
    **dict.fromkeys(("rar", "7z", "gz"), ("archive",)),
    **dict.fromkeys(("html", "htm"), ("html",)),
    "svg": ("svg",),
    "xml": ("xml",),
}
_NAMES: Mapping[str, str] = {
    "docx": "Word (docx)",
    "docm": "Word (docm)",
    "doc": "Word (doc)",
    "xlsx": "Excel (xlsx)",
    "xlsm": "Excel (xlsm)",
    "xlsb": "Excel (xlsb)",
    "xls": "Excel (xls)",
    "pptx": "PowerPoint (pptx)",
    "pptm": "PowerPoint (pptm)",
    "ppt": "PowerPoint (ppt)",
    "ole": "Office (OLE)",
    "audio-video": "audio/video",
}
_PROGRAMS = ("program", "script", "shortcut")
_PICTURES = ("jpeg", "png", "gif", "bmp", "tiff", "webp", "heic")


def _wrong_extension(paper: Paper, frame: Frame) -> Iterator[Finding]:
    form = paper.seen.form
    _, dot, extension = paper.document.name.rpartition(".")
    expected = _EXPECTED.get(extension.casefold()) if dot else None
    if expected is None or form in (*expected, "empty") or paper.contents is None:
        return
    if form == "unknown" and paper.seen.reading is not Reading.NOT_TEXT:
        return
    alike = form in _PICTURES and expected[0] in _PICTURES
    told = {"extension": extension.casefold(), "form": _NAMES.get(form, form.upper())}
    severity = Severity.INFO if alike else Severity.WARNING
    yield from _say(paper, frame, "extension-wrong", severity, _otherwise(form), **told)


def _otherwise(form: str) -> str:
    if form in _PROGRAMS:
        return N_("{document} berakhiran .{extension}, tetapi isinya program atau skrip")
    if form == "unknown":
        return N_("{document} berakhiran .{extension}, tetapi isinya jenis yang tidak dikenal")
    return N_("{document} berakhiran .{extension}, tetapi isinya {form}")


RULES: tuple[Rule, ...] = (
    _unreadable,
    _locked,
    _no_pages,
    _too_large,
    _no_text,
    _tiny_image,
    _name_says_nothing,
    _disguised_name,
    _outside_year,
    _decree_unsigned,
    _many_uses,
    _link_without_copy,
    _carries,
    _wrong_extension,
)
