"""Reports read back: what is printed, where, in which fonts; and filled sheets to print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO

import pikepdf
import pypdfium2
from pypdf import PdfReader

from tests import builders
from zi_assess.core import sheet as sheets
from zi_assess.core.assessment import (
    Answer,
    Document,
    Evidence,
    Held,
    PrerequisiteAnswer,
    Profile,
    Stage,
    Unit,
)
from zi_assess.core.pack import Kind, Pack, Question
from zi_assess.core.sheet import LastYear, Sheet

AS_OF = date(2026, 11, 21)
PROFILE = Profile(
    instansi="Pemerintah Kota Uji",
    city="Kota Uji",
    head_name="Nama Kepala, S.Sos., M.Si.",
    head_title="Kepala Kantor Uji",
    head_nip="19700101 199001 1 001",
    lead_name="Nama Ketua, S.E.",
    lead_nip="19800202 200501 2 002",
)
_REPEATED = re.compile(
    "^(KodeButirdanjawabanJawabanBobotNilaiBuktiJenisTanggalHalamanSHA-256(.{1,160}?lanjutan)?"
    "|DampakButirTemuanYangperludilakukan|DijawabBobotNilaiCapaianRumusExcel|Yangtidakada)"
)


def squash(text: str) -> str:
    """*text* without blanks and line ends: how lines were broken is not what is compared."""
    return re.sub(r"\s+", "", text)


def pages(pdf: bytes) -> list[str]:
    """The text of every page, as a reader would copy it."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def text(pdf: bytes) -> str:
    return squash(" ".join(pages(pdf)))


def body(pdf: bytes) -> str:
    """The text without head and foot of the pages and the rows that every page repeats."""
    parts = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        top = 790 if number else 842  # the first page has a letterhead instead of a running head
        words = squash(page.get_textpage().get_text_bounded(0, 46, 596, top))
        parts.append(_REPEATED.sub("", words) if number else words)
    return "".join(parts)


def where(pdf: bytes, words: str) -> tuple[int, float, float]:
    """The page (from 0) and the left and upper edge, in points from the top left, at which *words* first stand."""
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        textpage = page.get_textpage()
        found = textpage.search(words).get_next()
        if found:
            left, _bottom, _right, top = textpage.get_charbox(found[0])
            return number, left, page.get_height() - top
    raise AssertionError(f"{words!r} is not printed")


def boxes(pdf: bytes) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of every letter, from the top left corner."""
    for page in pypdfium2.PdfDocument(pdf):
        textpage = page.get_textpage()
        for n in range(textpage.count_chars()):
            left, bottom, right, top = textpage.get_charbox(n)
            if right > left:
                yield left, page.get_height() - top, right, page.get_height() - bottom


def fonts(pdf: bytes) -> dict[str, bool]:
    """Every font in the file and whether it is embedded."""
    found = {}
    with pikepdf.open(BytesIO(pdf)) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font":
                descriptor = one.get("/FontDescriptor")
                found[str(one.BaseFont)] = descriptor is not None and "/FontFile2" in descriptor
    return found


def outline(pdf: bytes) -> list[tuple[int, str]]:
    """Depth and title of every bookmark."""
    items = pypdfium2.PdfDocument(pdf).get_toc()
    return [(item.level, item.get_title()) for item in items]


def given(question: Question, n: int) -> Answer:
    """An answer to the *n*-th question that differs from its neighbours'."""
    if question.kind is Kind.CHOICE:
        return Answer(question.options[n % len(question.options)].key)
    if question.kind is Kind.INDEX:
        return Answer(Fraction("3.512"))
    return Answer(tuple((one.key, 3 + (n + i) % 9) for i, one in enumerate(question.inputs)))


def uses(pack: Pack, many: int) -> tuple[Evidence, ...]:
    """*many* pieces of evidence over the slots of *pack*: files and links, dated and not, in and out of the window."""
    slots = [(question, slot) for question in pack.questions for slot in question.evidence]
    made = []
    for n in range(many):
        question, slot = slots[n * 7 % len(slots)]
        link = n % 9 == 0
        document = Document(
            id=f"d{n}",
            name=f"{slot.title[:30]} nomor {n}" + ("" if link else ".pdf"),
            kind="link" if link else "pdf",
            sha256="" if link else f"{n:064x}"[::-1],
            url=f"https://contoh.example/berkas/{n}/" + "panjang-" * 12 + "sekali" if link else "",
            dated=None if n % 5 == 0 else date(2025 + n % 2, 1 + n % 12, 1 + n % 28),
        )
        note = f"Lihat pengesahan {n}" if n % 8 == 0 else ""
        in_slot = "" if n % 11 == 0 else slot.id
        made.append(Evidence(f"e{n}", question.code, in_slot, document, "1–3" if n % 4 == 0 else "", note))
    return tuple(made)


def filled(pack: Pack, *, many: int = 120, blank: int = 9, note: str = "", **fields: object) -> Sheet:
    """A sheet of *pack* with every question but *blank* answered and *many* pieces of evidence."""
    answers = {one.code: given(one, n) for n, one in enumerate(pack.questions)}
    every = list(answers)
    for code in every if blank >= len(every) else every[3 :: max(1, len(every) // max(1, blank))][:blank]:
        answers[code] = Answer()
    for n, code in enumerate(answers):
        if note and n % 3 == 0:
            answers[code] = replace(answers[code], note=note)
    held = list(Held)
    prerequisites = {
        one.id: PrerequisiteAnswer(held[n % len(held)]) for n, one in enumerate(pack.prerequisites)
    }
    defaults: dict[str, object] = {
        "unit": Unit("unit", "Kantor Layanan Uji", PROFILE),
        "target": "WBK" if pack.designations else "",
        "answers": {Stage.SELF: answers},
        "evidence": uses(pack, many),
        "prerequisites": prerequisites,
    }
    return sheets.make(
        pack, builders.assessment(pack, **(defaults | fields)), Stage.SELF, LastYear(2025, Fraction(60))
    )
