"""Files that are no workbook, or want to do harm: one sentence and a remedy, bounded, and nothing else happens."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

import workbook_files as files
from zi_assess import confined, workbook
from zi_assess.core.assessment import Stage, Value
from zi_assess.core.pack import Pack
from zi_assess.errors import ZiError

_PATIENCE = 30.0  # seconds in which even the worst file must be refused


def refused(path: Path, lke: Pack) -> ZiError:
    before = path.read_bytes()
    begun = time.monotonic()
    with pytest.raises(ZiError) as caught:
        workbook.read(path, lke)
    assert time.monotonic() - begun < _PATIENCE
    assert path.read_bytes() == before
    assert caught.value.what and caught.value.remedy
    assert "{" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (b"%PDF-1.7\n%...", "PDF"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), ".xls lama"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "kata sandi",
        ),
        (b"<html><table><tr><td>1</td></tr></table></html>", "halaman web"),
        (b"\xef\xbb\xbfkode;jawaban\nA.I.1.i.a;Ya\n", "CSV"),
        (b'<?xml version="1.0"?><a/>', "XML"),
        (b"\x00\x01\x02\x03", "bukan buku kerja"),
        (b"PK\x03\x04 rusak", "rusak"),
    ],
)
def test_other_formats_in_disguise_are_called_by_their_name(
    lke: Pack, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "lke.xlsx"
    path.write_bytes(content)
    assert words in str(refused(path, lke))


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}, ".ods"),
        ({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}, "Word"),
        ({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b"x"}, ".xlsb"),
        ({"foto.jpg": b"x"}, "bukan buku kerja"),
    ],
)
def test_other_packages_are_called_by_their_name(
    lke: Pack, tmp_path: Path, members: Mapping[str, bytes], words: str
) -> None:
    path = tmp_path / "lke.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    assert words in str(refused(path, lke))


def test_a_file_that_is_not_there_is_said_to_be_missing(lke: Pack, tmp_path: Path) -> None:
    with pytest.raises(ZiError, match="tidak ditemukan"):
        workbook.read(tmp_path / "tidak-ada.xlsx", lke)


def test_a_workbook_without_an_lke_says_what_was_looked_for(lke: Pack, tmp_path: Path) -> None:
    path = tmp_path / "lain.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Daftar Hadir").write_row(0, 0, ["Nama", "Tanda tangan"])
    book.close()
    assert "Tidak ada lembar LKE" in str(refused(path, lke))


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_truncated_workbook_is_refused(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path, kept: float
) -> None:
    whole = files.book(lke, "A", answers).save(tmp_path / "lke.xlsx").read_bytes()
    path = tmp_path / "potong.xlsx"
    path.write_bytes(whole[: int(len(whole) * kept)])
    refused(path, lke)


def test_a_zip_of_23_kb_whose_members_share_their_bytes_is_refused(lke: Pack, tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    path.write_bytes(_overlapping(250, 1_000_000))
    assert path.stat().st_size < 60_000
    refused(path, lke)


def test_a_cell_of_400_megabytes_is_refused(lke: Pack, tmp_path: Path) -> None:
    path = tmp_path / "besar.xlsx"
    _with_sheet(path, _big_cell)
    assert path.stat().st_size < 1_000_000
    refused(path, lke)


def test_a_cell_in_the_last_corner_costs_nothing(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    source = files.book(lke, "A", answers).save(tmp_path / "lke.xlsx")
    book = openpyxl.load_workbook(source)
    book["LKE ZI"]["XFD1048576"] = "jauh"
    path = tmp_path / "jauh.xlsx"
    book.save(path)
    begun = time.monotonic()
    incoming = workbook.read(path, lke)
    assert time.monotonic() - begun < _PATIENCE / 3
    assert len(incoming.answers[Stage.SELF]) == 113


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    ],
)
def test_a_document_type_is_refused(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path, doctype: str
) -> None:
    source = files.book(lke, "A", answers).save(tmp_path / "lke.xlsx")
    path = tmp_path / "dtd.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/sharedStrings.xml":
                data = data.replace(b"?>", b"?>" + doctype.encode(), 1)
            new.writestr(name, data)
    assert "tidak aman" in str(refused(path, lke))


def test_broken_xml_inside_is_refused(lke: Pack, tmp_path: Path) -> None:
    path = tmp_path / "rusak.xlsx"
    _with_sheet(path, lambda: b"<worksheet><sheetData><row")
    refused(path, lke)


def test_the_reader_is_well_again_after_a_bad_file(
    lke: Pack, answers: Mapping[str, Value], tmp_path: Path
) -> None:
    bad = tmp_path / "bom.xlsx"
    _with_sheet(bad, _big_cell)
    refused(bad, lke)
    good = files.book(lke, "A", answers).save(tmp_path / "lke.xlsx")
    assert len(workbook.read(good, lke).answers[Stage.SELF]) == 113
    confined.close()


def _big_cell() -> bytes:
    start = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    )
    return (
        start
        + b'<c r="A1" t="inlineStr"><is><t>'
        + b"A" * 400_000_000
        + b"</t></is></c></row></sheetData></worksheet>"
    )


def _with_sheet(path: Path, sheet: Callable[[], bytes]) -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet("LKE ZI")
    book.close()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet() if name == "xl/worksheets/sheet1.xml" else old.read(name))


def _overlapping(members: int, size: int) -> bytes:
    """Members that all point at one compressed kernel (after Fifield, WOOT 2019)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = b"a" * size
    kernel = packer.compress(plain) + packer.flush()
    crc = zlib.crc32(plain)
    head = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 33, crc, len(kernel), size, 5, 0) + b"a.xml"
    body = head + kernel
    directory = b"".join(
        struct.pack(
            "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 33, crc, len(kernel), size, 9, 0, 0, 0, 0, 0, 0
        )
        + f"a{number:04d}.xml".encode()
        for number in range(members)
    )
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, members, members, len(directory), len(body), 0)
    return body + directory + end
