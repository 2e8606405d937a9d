"""Text comes out page by page, whatever holds it, and what cannot be read says so."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

import hostile_files
from zi_assess.core.contents import Contents, Reading, Trait, from_plain
from zi_assess.errors import Cancelled
from zi_assess.textindex import extract
from zi_assess.textindex.clean import MOST_PAGE, clean

W = f'xmlns:w="{hostile_files._W}"'


def _pdf(path: Path, *pages: str) -> Path:
    canvas = Canvas(str(path))
    for page in pages:
        for at, line in enumerate(page.splitlines()):
            canvas.drawString(72, 760 - 16 * at, line)
        canvas.showPage()
    canvas.save()
    return path


def test_a_pdf_gives_its_pages_and_what_it_says_of_itself(tmp_path: Path) -> None:
    text = (
        "KEPUTUSAN KEPALA KANTOR\nNOMOR 12/KLC/I/2026\nMenimbang : bahwa\nMEMUTUSKAN\n"
        "Ditetapkan di Kota Contoh\npada tanggal 12 Januari 2026"
    )
    found = extract(_pdf(tmp_path / "a.pdf", text, "", "Lampiran susunan tim"))
    assert [page.splitlines()[:1] for page in found.pages] == [
        ["KEPUTUSAN KEPALA KANTOR"],
        [],
        ["Lampiran susunan tim"],
    ]
    contents = found.contents
    assert (contents.form, contents.reading, contents.pages, contents.textless) == (
        "pdf",
        Reading.READ,
        3,
        (2,),
    )
    assert (contents.dated, contents.number) == (date(2026, 1, 12), "12/KLC/I/2026")
    assert contents.decree and contents.signed


def test_a_long_pdf_comes_in_pieces_and_reports_progress(tmp_path: Path) -> None:
    ticks: list[tuple[int, int]] = []
    path = _pdf(tmp_path / "a.pdf", *(f"Halaman {number}" for number in range(1, 231)))
    found = extract(path, lambda done, total: ticks.append((done, total)))
    assert found.pages[229] == "Halaman 230"
    assert ticks == [(100, 230), (200, 230), (230, 230)]


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        extract(_pdf(tmp_path / "a.pdf", *["x"] * 120), stop)


def test_word_pages_break_where_word_last_broke_them(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Satu</w:t></w:r><w:r><w:tab/><w:t>kolom</w:t></w:r></w:p>"
        '<w:p><w:r><w:br w:type="page"/></w:r><w:r><w:lastRenderedPageBreak/><w:t>Dua</w:t></w:r></w:p>'
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Tiga</w:t></w:r></w:p>"
    )
    path = tmp_path / "a.docx"
    path.write_bytes(hostile_files.docx(xml=f"<w:document {W}><w:body>{body}</w:body></w:document>"))
    assert extract(path).pages == ("Satu kolom", "Dua", "Tiga")


def test_a_page_break_made_by_hand_counts_where_word_noted_none(tmp_path: Path) -> None:
    body = '<w:p><w:r><w:t>Satu</w:t><w:br w:type="page"/><w:t>Dua</w:t></w:r></w:p>'
    path = tmp_path / "a.docx"
    path.write_bytes(hostile_files.docx(xml=f"<w:document {W}><w:body>{body}</w:body></w:document>"))
    found = extract(path)
    assert found.pages == ("Satu", "Dua")
    assert found.contents.form == "docx"


def test_each_sheet_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        first, second = book.add_worksheet("Rekap"), book.add_worksheet("Rincian")
        first.write_row(0, 0, ["Unit", "Nilai"])
        first.write_row(1, 0, ["Kantor Contoh", 3.6])
        second.write(0, 0, "Benturan kepentingan")
    assert extract(path).pages == ("Rekap\nUnit Nilai\nKantor Contoh 3.6", "Rincian\nBenturan kepentingan")


def test_slides_come_in_the_order_they_are_shown(tmp_path: Path) -> None:
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    p = 'xmlns:p="urn:p" xmlns:r="urn:r"'
    rels = "".join(f'<Relationship Id="r{n}" Target="slides/slide{n}.xml"/>' for n in (1, 2))
    members = {
        "[Content_Types].xml": b"<Types/>",
        "ppt/presentation.xml": f'<p:x {p}><p:sldId id="1" r:id="r2"/><p:sldId id="2" r:id="r1"/></p:x>'.encode(),
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{rels}</Relationships>".encode(),
        **{
            f"ppt/slides/slide{n}.xml": f"<s {a}><a:p><a:t>Salindia {n}</a:t></a:p></s>".encode()
            for n in (1, 2)
        },
    }
    path = tmp_path / "a.pptx"
    path.write_bytes(hostile_files.zipped(members))
    assert extract(path).pages == ("Salindia 2", "Salindia 1")


def test_open_documents_are_read_too(tmp_path: Path) -> None:
    ns = 'xmlns:t="urn:text" xmlns:b="urn:table"'
    text = f"<d {ns}><t:h>Judul</t:h><t:p>Isi <t:span>miring</t:span></t:p><t:soft-page-break/><t:p>Dua</t:p></d>"
    sheet = f'<d {ns}><b:table b:name="Rekap"><b:table-cell><t:p>a</t:p></b:table-cell></b:table></d>'
    for name, kind, content in (("a.odt", "text", text), ("a.ods", "spreadsheet", sheet)):
        mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
        data = hostile_files.zipped({"mimetype": mimetype, "content.xml": content.encode()})
        (tmp_path / name).write_bytes(data)
    assert extract(tmp_path / "a.odt").pages == ("Judul\nIsi miring", "Dua")
    assert extract(tmp_path / "a.ods").pages == ("Rekap\na",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_read_however_it_is_written(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Rapat kafé\fHalaman dua".encode(encoding))
    assert extract(path).pages == ("Rapat kafé", "Halaman dua")


def test_a_photo_tells_its_size_and_when_it_was_taken(tmp_path: Path) -> None:
    picture, exif = Image.new("RGB", (800, 600)), Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:03:01 10:21:33"
    picture.save(tmp_path / "a.jpg", exif=exif)
    contents = extract(tmp_path / "a.jpg").contents
    assert (contents.form, contents.width, contents.height, contents.pages) == ("jpeg", 800, 600, 1)
    assert contents.taken == datetime(2026, 3, 1, 10, 21, 33)
    assert contents.textless == (1,)
    assert contents.proposed_date("IMG_1.jpg") == date(2026, 3, 1)


def test_a_scan_has_pages_and_no_text(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    picture = io.BytesIO(hostile_files.jpeg())
    Image.open(picture).save(tmp_path / "a.jpg")
    canvas.drawImage(str(tmp_path / "a.jpg"), 0, 0, 500, 400)
    canvas.showPage()
    canvas.save()
    contents = extract(tmp_path / "a.pdf").contents
    assert (contents.reading, contents.characters, contents.textless) == (Reading.READ, 0, (1,))
    assert not contents.searchable


def test_a_file_that_is_gone_is_said_to_be_none(tmp_path: Path) -> None:
    assert extract(tmp_path / "hilang.pdf").contents.reading is Reading.NOT_A_FILE


def test_text_is_kept_without_invisible_signs_and_whole_across_lines() -> None:
    assert clean("pela\ufffe\r\nyanan  publik\u202e\r\n\r\n x\ud800") == "pelayanan publik\nx"
    assert clean("ﬁsik") == "fisik"
    assert len(clean("a" * (MOST_PAGE + 5))) == MOST_PAGE


def test_what_was_noticed_can_be_written_and_read_back() -> None:
    full = Contents(
        "pdf", Reading.READ, 3, 10, (2,), (Trait.SCRIPT, Trait.OCR), True, True, date(2026, 1, 2), "1/A", 4, 5,
        datetime(2026, 1, 2, 3, 4, 5),
    )  # fmt: skip
    assert from_plain(full.plain()) == full
    assert from_plain({}) == Contents()


@pytest.mark.parametrize(
    "wrong",
    [
        {"pages": -1},
        {"pages": "3"},
        {"form": 7},
        {"traits": ["x"]},
        {"textless": 3},
        {"dated": "x"},
        {"lain": 1},
    ],
)
def test_what_nobody_wrote_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        from_plain(wrong)
