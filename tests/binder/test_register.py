"""The register read back with another library and compared with the sheet."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl

from tests.binder import papers
from tests.binder.papers import Case
from zi_assess.core.pack import Pack
from zi_assess.reports.register import register

Row = dict[str, Any]


def read(data: bytes) -> dict[str, list[Row]]:
    """Rows by worksheet, as header → value."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = {}
    for page in book.worksheets:
        head, *rows = page.iter_rows(values_only=True)
        found[page.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def test_every_use_is_a_row_with_what_the_sheet_says(pack: Pack) -> None:
    case = papers.every_kind(pack)
    sheet = case.sheet()
    rows = read(register(sheet))["Pemakaian"]
    by_place = {(use.code, use.slot, use.document.name): use for use in sheet.assessment.evidence}
    titles = {slot.id: slot.title for question in pack.questions for slot in question.evidence} | {
        "": "Bukti lain"
    }
    assert len(rows) == len(sheet.assessment.evidence)
    for number, row in enumerate(rows, start=1):
        use = next(
            use for (code, slot, name), use in by_place.items()
            if (code, titles[slot], name) == (row["Kode"], row["Yang diminta"], row["Dokumen"])
        )  # fmt: skip
        assert row["No."] == number
        assert row["Butir"] == f"Kriteria {use.code}"
        assert plain(row["Tanggal"]) == use.document.dated
        assert (row["Halaman"] or "", row["Catatan"] or "") == (use.pages, use.note)
        assert (row["SHA-256"] or "", row["Tautan"] or "") == (use.document.sha256, use.document.url)
        assert (row["Ukuran (byte)"] or 0) == use.document.size
        assert row["Keadaan"].startswith("berkas ada" if use.document.sha256 else "tautan tanpa salinan")


def test_every_document_is_a_row_with_all_its_uses(pack: Pack) -> None:
    case = papers.every_kind(pack)
    rows = read(register(case.sheet()))["Dokumen"]
    assert {row["Dokumen"] for row in rows} == {one.name for one in case.documents.values()}
    (decree,) = [row for row in rows if row["Dokumen"] == "SK Tim ZI.pdf"]
    assert decree["Dipakai di"] == "A.1.a, B.1"
    assert decree["Pemakaian"] == 2


def test_what_the_rules_find_stands_in_the_state(pack: Pack) -> None:
    case = Case(pack)
    case.pdf("lama.pdf", papers.paper("x"), ("A.1.a", "sk"), dated=date(2019, 1, 1))
    case.add("a.txt", b"teks", "text", ("A.1.a", "foto"), dated=None)
    states = {row["Dokumen"]: row["Keadaan"] for row in read(register(case.sheet()))["Pemakaian"]}
    assert states["lama.pdf"] == "berkas ada; di luar masa penilaian"
    assert states["a.txt"] == "berkas ada; jenis berkas tidak sesuai; tanggal belum diisi"


def test_fields_of_a_document_stand_in_their_columns(pack: Pack) -> None:
    case = Case(pack)
    more = {"number": "12/KLC/2026", "valid_until": date(2028, 1, 1), "published": "https://unit.example/sk"}
    case.pdf("SK.pdf", papers.paper("x"), ("A.1.a", "sk"), **more)
    found = read(register(case.sheet()))
    assert found["Pemakaian"][0]["Nomor dokumen"] == "12/KLC/2026"
    assert plain(found["Dokumen"][0]["Berlaku sampai"]) == date(2028, 1, 1)
    assert found["Dokumen"][0]["Diterbitkan di"] == "https://unit.example/sk"


def test_no_cell_is_a_formula_whatever_people_write(pack: Pack) -> None:
    case = Case(pack)
    for text in (
        "=1+1",
        "@SUM(A1)",
        "+62811",
        "-cmd|' /C calc'!A0",
        "\t=2",
        "'=3",
        "{=4}",
        '=HYPERLINK("x")',
    ):
        case.pdf(f"{text}", text.encode(), ("A.1.a", "sk"), note=text, number=text, pages=text)
    book = openpyxl.load_workbook(io.BytesIO(register(case.sheet())))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    texts = [str(cell.value) for cell in cells if cell.data_type == "s"]
    assert [text for text in texts if text[:1] in "=+-@\t"] == []
    assert "'=1+1" in texts


def test_the_same_sheet_gives_the_same_bytes(pack: Pack) -> None:
    sheet = papers.every_kind(pack).sheet()
    assert register(sheet) == register(sheet)
    assert register(sheet) != register(papers.every_kind(pack).sheet(year=2027))


def test_it_says_what_it_is_about_and_marks_an_example(pack: Pack) -> None:
    case = papers.every_kind(pack)
    about = {row["Hal"]: row["Uraian"] for row in read(register(case.sheet(example=True)))["Keterangan"]}
    assert about["Unit kerja"] == "Kantor Uji"
    assert about["Tahun pengusulan"] == "2026"
    assert (about["Pemakaian"], about["Dokumen"]) == (6, 5)
    assert "CONTOH" in about["Catatan"]
    book = openpyxl.load_workbook(io.BytesIO(register(case.sheet(example=True))))
    assert all("CONTOH" in str(page.oddHeader.left.text) for page in book.worksheets)


def test_one_area_has_only_its_own(pack: Pack) -> None:
    rows = read(register(papers.every_kind(pack).sheet(), area="B"))["Pemakaian"]
    assert [row["Kode"] for row in rows] == ["B.1"]
