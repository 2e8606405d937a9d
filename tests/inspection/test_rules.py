"""Each rule says what it should of the document that breaks it, and nothing of one that does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pytest

from zi_assess import inspection
from zi_assess.core.assessment import Document, Evidence
from zi_assess.core.checks import Severity
from zi_assess.core.contents import Contents, Reading, Trait
from zi_assess.errors import fill
from zi_assess.inspection import Frame, Paper

FRAME = Frame(date(2025, 1, 1), date(2026, 6, 30))
GOOD = Contents("pdf", Reading.READ, pages=2, characters=900, signed=True, dated=date(2026, 1, 12))


def _paper(
    name: str = "Notulen rapat.pdf", contents: Contents | None = GOOD, codes: Iterable[str] = ("A.1",)
) -> Paper:
    document = Document("d1", name, "pdf", sha256="a" * 64)
    uses = tuple(Evidence(f"e{at}", code, "", document) for at, code in enumerate(codes))
    return Paper(document, uses, contents)


def _codes(paper: Paper, frame: Frame = FRAME) -> set[str]:
    return {one.code for one in inspection.inspect([paper], frame)}


def test_a_good_document_gives_no_finding() -> None:
    assert _codes(_paper()) == set()


def test_a_document_nobody_has_looked_into_is_not_accused() -> None:
    assert _codes(_paper(contents=None)) == set()


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        (Contents("pdf", Reading.BROKEN), "document-unreadable"),
        (Contents("pdf", Reading.LOCKED), "document-locked"),
        (Contents("pdf", Reading.EMPTY), "document-empty"),
        (Contents("pdf", Reading.TOO_LARGE), "document-too-large"),
        (Contents("pdf", Reading.READ, pages=1, textless=(1,)), "document-without-text"),
        (replace(GOOD, dated=date(2024, 12, 31)), "document-dated-outside"),
        (replace(GOOD, dated=date(2026, 7, 1)), "document-dated-outside"),
        (replace(GOOD, dated=None, taken=datetime(2023, 1, 1)), "document-dated-outside"),
        (replace(GOOD, decree=True, signed=False), "decree-unsigned"),
        (replace(GOOD, traits=(Trait.SCRIPT,)), "pdf-script"),
        (replace(GOOD, traits=(Trait.LAUNCH,)), "pdf-launch"),
        (replace(GOOD, traits=(Trait.ATTACHMENT,)), "document-attachment"),
        (replace(GOOD, traits=(Trait.FORM_SENDS,)), "pdf-form-sends"),
        (replace(GOOD, traits=(Trait.MACRO,)), "office-macro"),
        (replace(GOOD, traits=(Trait.OUTSIDE,)), "document-fetches"),
        (replace(GOOD, traits=(Trait.TWO_FACED,)), "document-two-faced"),
        (replace(GOOD, form="docx"), "extension-wrong"),
    ],
)
def test_each_fault_is_named(contents: Contents, code: str) -> None:
    assert _codes(_paper(contents=contents)) == {code}


def test_a_program_is_named_as_one_and_as_misnamed() -> None:
    contents = Contents("program", traits=(Trait.PROGRAM,))
    assert _codes(_paper("Undangan.pdf", contents)) == {"document-program", "extension-wrong"}


@pytest.mark.parametrize(
    "name",
    [
        "scan0012.pdf", "Scan_20260301.pdf", "IMG_2211.jpg", "WhatsApp Image 2026-03-01 at 10.21.33.jpeg",
        "Untitled.docx",
        "dokumen1.pdf", "Dokumen (2).pdf", "New Document.pdf", "12.pdf", "foto.jpg", "DSC_0012.JPG", "hasil scan 3.pdf",
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301.pdf", "CamScanner 03-01-2026 10.21.pdf",
        "Screenshot 2026-03-01 102133.png", "Tempelan 22 Nov 2026 03.22.png", "Scan 15 Jan 2026.pdf",
    ],
)  # fmt: skip
def test_a_name_that_says_nothing_is_named(name: str) -> None:
    assert "name-says-nothing" in _codes(_paper(name, None))


@pytest.mark.parametrize(
    "name",
    [
        "SK Tim ZI.pdf",
        "PK 2026.pdf",
        "Maklumat.jpg",
        "Foto maklumat.jpg",
        "1.a SOP.pdf",
        "scan SK tim.pdf",
        "LHKPN.pdf",
    ],
)
def test_a_name_that_says_something_is_let_be(name: str) -> None:
    assert "name-says-nothing" not in _codes(_paper(name, None))


def test_a_name_that_turns_the_writing_round_is_named() -> None:
    assert _codes(_paper("SK \u202efdp.exe.pdf", None)) == {"name-disguised"}


def test_a_date_the_user_gave_outweighs_the_text() -> None:
    paper = _paper(contents=replace(GOOD, dated=date(2019, 1, 1)))
    given = replace(paper, document=replace(paper.document, dated=date(2026, 2, 2)))
    assert _codes(given) == set()


def test_a_slot_that_takes_any_date_takes_an_old_one() -> None:
    paper = _paper(contents=replace(GOOD, dated=date(2019, 1, 1)))
    assert _codes(paper, replace(FRAME, timeless=frozenset({("A.1", "")}))) == set()


def test_a_decree_with_a_page_without_text_may_be_signed_there() -> None:
    contents = replace(GOOD, decree=True, signed=False, textless=(2,))
    assert _codes(_paper("SK Tim.pdf", contents)) == set()


def test_a_decree_is_known_by_its_name_too() -> None:
    assert _codes(_paper("SK Tim ZI.pdf", replace(GOOD, signed=False))) == {"decree-unsigned"}
    assert _codes(_paper("Skema layanan.pdf", replace(GOOD, signed=False))) == set()


def test_a_tiny_picture_is_named_with_its_size() -> None:
    contents = Contents("png", Reading.READ, pages=1, width=120, height=90)
    (found,) = inspection.inspect([_paper("Foto loket.png", contents)], FRAME)
    assert (
        fill(found.text, found.values)
        == "Gambar Foto loket.png hanya 120 × 90 piksel: rinciannya tidak terbaca"
    )


def test_pictures_of_another_make_are_only_mentioned() -> None:
    contents = Contents("jpeg", Reading.READ, pages=1, width=1200, height=900)
    (found,) = inspection.inspect([_paper("Foto loket.png", contents)], FRAME)
    assert (found.code, found.severity) == ("extension-wrong", Severity.INFO)


def test_one_file_under_ten_criteria_is_said_once() -> None:
    codes = [f"A.{number}" for number in range(10)]
    found = inspection.inspect([_paper(codes=codes)], FRAME)
    assert [(one.code, one.where) for one in found] == [("document-everywhere", "A.0")]
    assert inspection.inspect([_paper(codes=codes[:9])], FRAME) == ()


def test_a_link_without_a_copy_is_named_and_one_with_a_copy_is_not() -> None:
    link = Document("d2", "Drive", "link", url="https://contoh.invalid/x")
    paper = Paper(link, (Evidence("e", "A.1", "", link),))
    assert _codes(paper) == {"link-without-copy"}
    assert _codes(replace(paper, document=replace(link, copy="d3"))) == set()


def test_a_document_is_named_at_every_question_and_an_unused_one_by_itself() -> None:
    contents = Contents("pdf", Reading.LOCKED)
    frame = replace(FRAME, earned={"A.2": Fraction(1, 2)})
    found = inspection.inspect([_paper(contents=contents, codes=("A.1", "A.2", "A.2"))], frame)
    assert [(one.where, one.points) for one in found] == [("A.2", Fraction(1, 2)), ("A.1", Fraction(0))]
    assert [one.where for one in inspection.inspect([_paper(contents=contents, codes=())], FRAME)] == [
        "document:d1"
    ]


def test_every_template_finds_its_values() -> None:
    contents = [Contents("pdf", reading, traits=tuple(Trait)) for reading in Reading] + [
        replace(GOOD, form="docx")
    ]
    for one in contents:
        for found in inspection.inspect([_paper(contents=replace(one, dated=date(2019, 1, 1)))], FRAME):
            assert "{" not in fill(found.text, found.values)
