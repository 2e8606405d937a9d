"""Bad files: no row is lost or made up, nothing is taken for what it is not, and a hostile workbook is bounded."""

from __future__ import annotations

import contextlib
import random
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.survey.examples import HERE, form, propose, read, reasons, table, unsur_header, whole
from zi_assess import confined, responses
from zi_assess.core.survey import Responses
from zi_assess.errors import ZiError
from zi_assess.responses import Read

NINE = [3, 4, 3, 4, 3, 3, 3, 4, 2]


def _file(tmp_path: Path, text: str | bytes, name: str = "jawaban.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _rows(n: int, *, at: dict[int, list[object]] | None = None) -> str:
    """A header and *n* rows; row numbers of *at* (as in the file) hold something else."""
    return table(
        unsur_header("Saran"), *((at or {}).get(row, [row, *NINE, "baik"]) for row in range(2, n + 2))
    )


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("0", "Nilai 0"),
        ("5", "“5” pada U3 bukan jawaban 1–4"),
        ("-1", "“-1”"),
        ("3.5", "“3.5”"),
        ('"3,75"', "“3,75”"),
        ("33", "“33”"),
        ("tiga", "“tiga”"),
        ("#REF!", "“#REF!”"),
        ("=1+2", "“=1+2”"),
        ("TRUE", "“TRUE”"),
        ("1e0", "“1e0”"),
        ("٣", "“٣”"),
        ("nan", "“nan”"),
    ],
)
def test_what_is_no_answer_is_named_with_its_row_and_column(tmp_path: Path, cell: str, words: str) -> None:
    found = read(_file(tmp_path, _rows(30, at={7: [7, 3, 4, cell, *NINE[3:], ""]})))
    whole(found)
    assert (found.counts.accepted, list(reasons(found))) == (29, [7])
    assert words in reasons(found)[7]


def test_a_heading_that_is_a_whole_question_is_quoted_to_the_end_of_a_word(tmp_path: Path) -> None:
    asked = "3. Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?"
    text = _rows(3, at={3: [3, 3, 4, "9", *NINE[3:], ""]}).replace("U3", asked)
    (told,) = reasons(read(_file(tmp_path, text))).values()
    assert "pada 3. Bagaimana pendapat Saudara tentang kecepatan waktu dalam… bukan" in told


def test_a_heading_of_one_long_word_is_quoted_as_far_as_it_goes(tmp_path: Path) -> None:
    asked = "Bagaimana_pendapat_Saudara_tentang_kecepatan_waktu_dalam_memberikan_pelayanan"
    text = _rows(3, at={3: [3, 3, 4, "9", *NINE[3:], ""]}).replace("U3", asked)
    (told,) = reasons(read(_file(tmp_path, text))).values()
    assert f"pada {asked[:59]}… bukan" in told


def test_zero_is_a_blank_only_for_who_says_so(tmp_path: Path) -> None:
    path = _file(tmp_path, _rows(5, at={3: [3, 0, *NINE[1:], ""]}))
    assert read(path).counts.rejected == 1
    from dataclasses import replace

    proposal = propose(path)
    lenient = responses.read(path, form(), replace(proposal.mapping, zero_is_blank=True))
    assert (lenient.counts.rejected, lenient.responses.answers["persyaratan"][1]) == (0, 0)


def test_an_unclosed_quote_takes_its_own_row_and_no_other(tmp_path: Path) -> None:
    lines = _rows(1000).splitlines(keepends=True)
    lines[9] = lines[9].replace("baik", '"baik, tetapi')
    found = read(_file(tmp_path, "".join(lines)))
    whole(found)
    assert (found.counts.present, found.counts.accepted) == (1000, 999)
    assert list(reasons(found)) == [10] and "kutip" in reasons(found)[10]


def test_two_unclosed_quotes_do_not_close_each_other(tmp_path: Path) -> None:
    lines = _rows(300).splitlines(keepends=True)
    for at in (20, 200):
        lines[at] = lines[at].replace("baik", '"baik')
    found = read(_file(tmp_path, "".join(lines)))
    whole(found)
    assert list(reasons(found)) == [21, 201]
    assert found.counts.accepted == 298


def test_an_answer_in_quotes_may_run_over_lines(tmp_path: Path) -> None:
    told = '"baris satu\nbaris dua, dengan koma\n\n""kutipan"""'
    found = read(_file(tmp_path, _rows(40, at={5: [5, *NINE, told]})))
    whole(found)
    assert (found.counts.accepted, found.counts.rejected) == (40, 0)
    assert found.responses.remarks[3] == 'baris satu\nbaris dua, dengan koma\n\n"kutipan"'


def test_a_quote_open_at_the_end_of_the_file_swallows_nothing(tmp_path: Path) -> None:
    found = read(_file(tmp_path, _rows(60).rstrip("\n").removesuffix("baik") + '"baik'))
    whole(found)
    assert (found.counts.accepted, list(reasons(found))) == (59, [61])


def test_rows_that_are_too_short_or_too_long_are_named(tmp_path: Path) -> None:
    path = _file(tmp_path, _rows(20, at={4: [4, 3, 4], 9: [9, *NINE, "baik", "lebih", 3]}))
    found = read(path)
    whole(found)
    assert set(reasons(found)) == {4, 9}
    assert "3 kolom" in reasons(found)[4] and "lebih banyak" in reasons(found)[9]


def test_a_row_without_its_last_blank_columns_is_whole(tmp_path: Path) -> None:
    found = read(_file(tmp_path, _rows(20, at={4: [4, *NINE]})))
    assert (found.counts.accepted, found.counts.rejected) == (20, 0)


def test_a_respondent_who_answered_nothing_is_named(tmp_path: Path) -> None:
    found = read(_file(tmp_path, _rows(20, at={4: [4, *[""] * 9, "hanya saran"]})))
    whole(found)
    assert "Tidak ada satu pun" in reasons(found)[4]


def test_blank_lines_are_no_respondents(tmp_path: Path) -> None:
    text = _rows(4).replace("\n", "\n\n").replace("3,3,3", "3,3,3", 1) + ",,,,,,,,,,\n   \n"
    found = read(_file(tmp_path, text))
    whole(found)
    assert (found.counts.accepted, found.counts.rejected, found.counts.lines) == (4, 0, 12)


def test_one_column_is_no_survey_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(ZiError, match="tabel jawaban"):
        read(_file(tmp_path, "Nilai\n3\n4\n"))


def test_a_giant_cell_is_named_and_the_rest_stays(tmp_path: Path) -> None:
    found = read(_file(tmp_path, _rows(30, at={8: [8, *NINE, "x" * 200_000]})))
    whole(found)
    assert (found.counts.accepted, list(reasons(found))) == (29, [8])


def test_a_service_that_sounds_like_a_recap_is_still_a_respondent(tmp_path: Path) -> None:
    header = ["Layanan", *(f"U{n}" for n in range(1, 10))]
    rows = [
        ["Total Bangunan", *NINE[:8], ""],
        ["Nilai jual objek pajak", *NINE],
        ["Unsur hara", "", *NINE[1:]],
    ]
    found = read(_file(tmp_path, table(header, *rows)))
    whole(found)
    assert (found.counts.accepted, found.counts.footer) == (3, 0)


def test_a_column_beside_a_number_is_no_key_to_it(tmp_path: Path) -> None:
    header = ["U1", "U2", "U9", "Waktu pengisian"]
    found = read(_file(tmp_path, table(header, [3, 4, 2, "2026-01-02"], [3, 4, 2, "2026-01-03"])))
    assert set(found.responses.answers) == {"persyaratan", "prosedur", "pengaduan"}


def test_a_workbook_without_a_table_says_so(tmp_path: Path) -> None:
    path = tmp_path / "kosong.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Kosong")
    book.close()
    with pytest.raises(ZiError, match="tabel jawaban"):
        read(path)


def test_headings_that_come_twice_are_taken_once(tmp_path: Path) -> None:
    found = read(_file(tmp_path, table(["U1", "U2", "U1"], [1, 2, 4], [1, 2, 4])))
    assert found.responses.answers == {"persyaratan": b"\1\1", "prosedur": b"\2\2"}


def test_a_scale_of_one_to_five_is_refused_row_by_row(tmp_path: Path) -> None:
    found = read(_file(tmp_path, table(unsur_header(), [1, *[5] * 9], [2, *[3] * 9], [3, *[4] * 9])))
    whole(found)
    assert list(reasons(found)) == [2]


def test_a_reader_that_drops_rows_would_be_noticed(tmp_path: Path) -> None:
    found = read(_file(tmp_path, _rows(20, at={4: [4, 9, *NINE[1:], ""]})))
    lost = Responses(found.responses.n - 1, {key: one[:-1] for key, one in found.responses.answers.items()})
    seeded = Read(
        found.form,
        lost,
        found.rejected,
        found.counts,
        {},
        (),
        found.name,
        found.sha256,
        found.first,
        found.last,
    )
    with pytest.raises(AssertionError):
        whole(seeded)


POLLUTION: dict[str, Callable[[list[str]], list[str]]] = {
    "as it is": lambda lines: lines,
    "titles": lambda lines: ["Laporan SKM,,,\n", "\n", *lines],
    "hint": lambda lines: ["sep=,\n", *lines],
    "blank lines": lambda lines: [part for line in lines for part in (line, "\n")],
    "trailing separators": lambda lines: [line.replace("\n", ",,\n") for line in lines],
    "all quoted": lambda lines: ['"' + line.rstrip("\n").replace(",", '","') + '"\n' for line in lines],
    "padded": lambda lines: [line.replace(",", " , ") for line in lines],
    "no last newline": lambda lines: [*lines[:-1], lines[-1].rstrip("\n")],
    "footer": lambda lines: [*lines, "Jumlah,1,2,3\n", "Mengetahui\n", "Kepala Kantor,,,Contoh\n"],
    "carriage returns": lambda lines: [line.replace("\n", "\r\n") for line in lines],
    "upper case": lambda lines: [lines[0].upper(), *lines[1:]],
    "numbered header": lambda lines: [",".join(f"{n}. {c}" for n, c in enumerate(lines[0].split(","), 1)), *lines[1:]],
    "columns turned round": lambda lines: [",".join(reversed(line.rstrip("\n").split(","))) + "\n" for line in lines],
}  # fmt: skip


@pytest.mark.parametrize("pollution", POLLUTION)
def test_a_polluted_file_gives_the_answers_of_the_clean_one(tmp_path: Path, pollution: str) -> None:
    clean = (HERE / "rows49.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    wanted = read(_file(tmp_path, "".join(clean)))
    found = read(_file(tmp_path, "".join(POLLUTION[pollution](clean)), "kotor.csv"))
    whole(found)
    assert found.responses.answers == wanted.responses.answers
    assert found.counts.rejected == 0
    assert found.counts.accepted == 49


CELLS = st.sampled_from(
    [
        "1",
        "2",
        "3",
        "4",
        "0",
        "5",
        "",
        " ",
        '"',
        '"a',
        'a"',
        '""',
        "Baik",
        "Jumlah",
        "x\ny",
        ",",
        ";",
        "\x00",
        "é",
    ]
)
LINES = st.lists(st.lists(CELLS, min_size=0, max_size=5).map(",".join), max_size=25)


@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_whatever_stands_in_a_file_every_row_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], ending: str, mark: bool
) -> None:
    text = ending.join(["U1,U2,U3,Saran", *lines])
    path = tmp_path_factory.mktemp("acak") / "acak.csv"
    path.write_bytes((b"\xef\xbb\xbf" if mark else b"") + text.encode())
    try:
        found = read(path)
    except ZiError:
        return
    whole(found)
    assert all(set(column) <= {0, 1, 2, 3, 4} for column in found.responses.answers.values())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_words_or_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("acak") / "acak.csv"
    path.write_bytes(data)
    with contextlib.suppress(ZiError):
        whole(read(path))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"),
        (b"%PDF-1.7\n", "PDF"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), ".xls lama"),
        (b"<html><table><tr><td>U1</td></tr></table>", "halaman web"),
        (b"PK\x03\x04" + bytes(80), "rusak"),
        (bytes(2000), "bukan berkas teks"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(ZiError, match=words):
        read(_file(tmp_path, data, "jawaban.xlsx"))


def test_a_file_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(ZiError, match="tidak ditemukan"):
        read(tmp_path / "hilang.csv")


# Workbooks made to harm


def _sheet_with(tmp_path: Path, xml: bytes, name: str = "jahat.xlsx") -> Path:
    """A good workbook whose only sheet is *xml*."""
    good, bad = tmp_path / "baik.xlsx", tmp_path / name
    book = xlsxwriter.Workbook(str(good))
    book.add_worksheet("Data")
    book.close()
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            part = xml if info.filename == "xl/worksheets/sheet1.xml" else source.read(info)
            target.writestr(info.filename, part)
    return bad


_SHEET = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def _cells(*rows: str) -> bytes:
    return _SHEET + b"<sheetData>" + "".join(rows).encode() + b"</sheetData></worksheet>"


def _row(number: int, *cells: object) -> str:
    letters = "ABCDEFGHIJ"
    inside = "".join(
        f'<c r="{letters[at]}{number}" t="inlineStr"><is><t>{one}</t></is></c>'
        for at, one in enumerate(cells)
    )
    return f'<row r="{number}">{inside}</row>'


def test_a_cell_at_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    found = read(_sheet_with(tmp_path, _cells(_row(1, "U1", "U2", "U3"), _row(2, 3, 4, 3), far)))
    whole(found)
    assert found.counts.accepted == 1


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is(tmp_path: Path) -> None:
    xml = (
        _SHEET
        + b'<dimension ref="A1:XFD1048576"/><sheetData>'
        + (_row(1, "U1", "U2") + _row(2, 3, 4)).encode()
    )
    assert read(_sheet_with(tmp_path, xml + b"</sheetData></worksheet>")).counts.accepted == 1


def test_a_cell_of_hundreds_of_megabytes_is_refused(tmp_path: Path) -> None:
    huge = _cells(_row(1, "U1", "U2"), _row(2, "x" * 300_000_000, 3))
    with pytest.raises(ZiError):
        read(_sheet_with(tmp_path, huge))


def test_thousands_of_long_cells_end_in_words_and_not_in_swap(tmp_path: Path) -> None:
    rows = (_row(at, 3, "y" * 30_000) for at in range(2, 3600))
    with pytest.raises(ZiError):
        read(_sheet_with(tmp_path, _cells(_row(1, "U1", "U2"), *rows)))
    if sys.platform != "win32":
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert most < 1_500_000  # kB; the test itself built the file


def test_too_many_rows_are_refused_and_never_cut_silently(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zi_assess.responses import sheets

    rows = [_row(at, 3, 4) for at in range(2, 60)]
    path = _sheet_with(tmp_path, _cells(_row(1, "U1", "U2"), *rows))
    monkeypatch.setattr(sheets, "MAX_ROWS", 50)
    with pytest.raises(ZiError, match="lebih dari"):
        sheets.take(str(path))


@pytest.mark.parametrize(
    "xml",
    [
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">]><worksheet>&a;</worksheet>',
        b'<?xml version="1.0"?><!DOCTYPE w SYSTEM "file:///etc/passwd"><worksheet/>',
    ],
)
def test_document_types_are_refused(tmp_path: Path, xml: bytes) -> None:
    with pytest.raises(ZiError, match="tidak aman"):
        read(_sheet_with(tmp_path, xml))


def test_a_broken_sheet_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ZiError):
        read(_sheet_with(tmp_path, _SHEET + b"<sheetData><row r="))


def test_marks_of_our_own_cannot_be_smuggled_in(tmp_path: Path) -> None:
    path = tmp_path / "tanda.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["U1", "U2", "Saran"])
    sheet.write_row(1, 0, [3, 4, "satu_x001E_4_x001F_4"])
    book.close()
    found = read(path)
    whole(found)
    assert found.counts.present == 1


def test_random_damage_to_a_workbook_is_survived(tmp_path: Path) -> None:
    path = tmp_path / "utuh.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for at in range(60):
        sheet.write_row(at, 0, unsur_header() if at == 0 else [at, *NINE])
    book.close()
    whole_bytes = path.read_bytes()
    chance = random.Random(11)
    for turn in range(40):
        data = bytearray(whole_bytes)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            whole(read(_file(tmp_path, bytes(data), f"rusak{turn}.xlsx")))
        except ZiError:
            continue
    confined.close()
