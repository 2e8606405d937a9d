"""Notes and evidence texts: what goes into a cell comes out of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zi_assess.workbook import texts
from zi_assess.workbook.cells import MAX_TEXT
from zi_assess.workbook.texts import Link

DANGEROUS = [
    "=1+1",
    "+62",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "'=1",
    "''@x",
    "-",
    "- butir",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_could_be_taken_for_a_formula_is_guarded_and_comes_back(text: str) -> None:
    safe = texts.guarded(text)
    assert safe[0] == "'" and texts.unguarded(safe) == text


@pytest.mark.parametrize("text", ["", "biasa", " =1", "'kutip'", "1-2", "a=b"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert texts.guarded(text) == text == texts.unguarded(text)


@given(st.text())
def test_guarding_can_always_be_undone(text: str) -> None:
    assert texts.unguarded(texts.guarded(text)) == text


@given(st.text())
def test_a_guarded_text_never_begins_dangerously(text: str) -> None:
    assert not texts.guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_a_note_taken_apart_for_two_cells_comes_together_again(whole: str) -> None:
    plain, evidence = texts.parted(whole.strip())
    told = texts.told([(texts.guarded(evidence), "")])
    assert texts.with_evidence(texts.note(texts.guarded(plain)), told.text) == whole.strip()
    assert not told.links and not told.files


@pytest.mark.parametrize(
    ("whole", "plain", "evidence"),
    [
        ("Sudah\n\nBukti: SK Tim\nNotulen", "Sudah", "SK Tim\nNotulen"),
        ("Bukti: SK Tim", "", "SK Tim"),
        ("Bukti: satu\n\nBukti: dua", "Bukti: satu", "dua"),
        ("Bukti: lihat https://contoh.example", "Bukti: lihat https://contoh.example", ""),
        ("Bukti: [berkas] a.pdf", "Bukti: [berkas] a.pdf", ""),
        ("tanpa bukti", "tanpa bukti", ""),
    ],
)
def test_only_an_evidence_paragraph_that_survives_goes_to_the_evidence_cell(
    whole: str, plain: str, evidence: str
) -> None:
    assert texts.parted(whole) == (plain, evidence)


LINKS = [
    Link("https://contoh.example/a", ""),
    Link("https://contoh.example/a.", ""),
    Link("https://contoh.example/(b)", "Folder bukti"),
    Link("https://contoh.example/c d", "Judul — dengan garis"),
    Link("https://contoh.example/e?x=1#y", "=rumus"),
    Link("ftp://contoh.example/f", ""),
]


@pytest.mark.parametrize("link", LINKS)
def test_a_link_comes_back_with_its_title(link: Link) -> None:
    told = texts.told([(texts.evidence_lines("", [], [link]), "")])
    assert told == texts.Told("", (link,), ())


def test_files_are_named_for_the_reader_and_never_join_the_note() -> None:
    cell = texts.evidence_lines("SK di lemari", ["SK Tim.pdf", "Notulen\nrapat.docx"], LINKS[:1])
    assert cell.split("\n") == [
        "SK di lemari",
        "[berkas] SK Tim.pdf",
        "[berkas] Notulen rapat.docx",
        "https://contoh.example/a",
    ]
    assert texts.told([(cell, "")]) == texts.Told(
        "SK di lemari", (LINKS[0],), ("SK Tim.pdf", "Notulen rapat.docx")
    )


@pytest.mark.parametrize(
    ("cell", "urls", "rest"),
    [
        ("https://a.example/x, https://a.example/y.", ["https://a.example/x", "https://a.example/y"], ""),
        ("SK: https://a.example/x (hal. 2)", ["https://a.example/x"], "SK: (hal. 2)"),
        ("drive.google.com/file/d/1", ["https://drive.google.com/file/d/1"], ""),
        ("s.id/bukti-zi", ["https://s.id/bukti-zi"], ""),
        ("https://id.example/Zona_(ZI)", ["https://id.example/Zona_(ZI)"], ""),
        ("(https://a.example/x)", ["https://a.example/x"], ""),
        ("javascript:alert(1)", [], "javascript:alert(1)"),
        (r"C:\Bukti\SK.pdf", [], r"C:\Bukti\SK.pdf"),
        ("dinas.kota.go.id", [], "dinas.kota.go.id"),
    ],
)
def test_addresses_are_found_among_words(cell: str, urls: list[str], rest: str) -> None:
    told = texts.told([(cell, "")])
    assert ([one.url for one in told.links], told.text) == (urls, rest)


def test_only_web_addresses_behind_a_cell_are_links() -> None:
    told = texts.told([("SK Tim", "https://a.example/x"), ("https://a.example/y", "https://a.example/y/")])
    assert told.links == (Link("https://a.example/x", "SK Tim"), Link("https://a.example/y", ""))
    assert told.text == "SK Tim"


@pytest.mark.parametrize("text", ["a" * 40_000, "😀" * 20_000, "=" + "x" * 40_000])
def test_a_text_that_excel_cannot_hold_is_cut_and_says_so(text: str) -> None:
    cell = texts.cell_text(text)
    assert len(cell.encode("utf-16-le")) // 2 <= MAX_TEXT
    assert cell.endswith("teks lengkap ada di ZI Assess]")


@given(st.text(max_size=100))
def test_a_cell_holds_no_control_characters(text: str) -> None:
    assert not any(ord(one) < 32 and one not in "\n\t" for one in texts.cell_text(text))
