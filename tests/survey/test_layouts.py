"""Every layout in which responses come is read, and unsur are told from their labels."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.survey.examples import (
    ROWS49,
    form,
    keys,
    propose,
    read,
    reasons,
    shown,
    table,
    unsur_header,
    whole,
)
from zi_assess import responses
from zi_assess.core.survey import result, typed_result
from zi_assess.errors import ZiError
from zi_assess.responses import EXTRA, Mapping, Role

ANSWERS = [[3, 4, 3, 4, 3, 3, 3, 4, 2], [4, 4, 4, 4, 4, 4, 4, 4, 4], [1, 2, 1, 2, 1, 2, 1, 2, 1]]


def _file(tmp_path: Path, text: str | bytes, name: str = "jawaban.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _book(
    tmp_path: Path, sheets: dict[str, list[list[Any]]], merged: tuple[tuple[int, ...], ...] = ()
) -> Path:
    path = tmp_path / "jawaban.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(at, column, value)
        for first_row, first, last_row, last, text in merged:
            sheet.merge_range(first_row, first, last_row, last, text)
    book.close()
    return path


def test_layout_a_the_official_sheet_ends_at_its_sums(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["PENGOLAHAN DATA SURVEI KEPUASAN MASYARAKAT PER RESPONDEN DAN PER UNSUR PELAYANAN"],
        ["Unit pelayanan", None, "Kantor Contoh"],
        [],
        [*unsur_header(), "KET"],
        *[[number, *answers] for number, answers in enumerate(ANSWERS, 1)],
        [],
        ["ΣNilai /Unsur", 8, 10, 8, 10, 8, 9, 8, 10, 7],
        ["NRR/Unsur", 2.67, 3.33, 2.67, 3.33, 2.67, 3, 2.67, 3.33, 2.33],
        ["NRR tertimbang/Unsur", 0.3, 0.37, 0.3, 0.37, 0.3, 0.33, 0.3, 0.37, 0.26, "*) 2,89"],
        ["IKM Unit Pelayanan", None, None, None, None, None, None, None, None, None, "**) 72,22"],
        ["Keterangan: U1 s.d. U9 = Unsur pelayanan"],
        ["U1", "Persyaratan"],
        ["Mutu pelayanan: A (Sangat Baik) 88,31 - 100"],
    ]
    found = read(_book(tmp_path, {"Olah": rows}))
    whole(found)
    assert (found.counts.accepted, found.counts.rejected, found.counts.footer) == (3, 0, 7)
    assert found.counts.lines == len(rows)
    assert found.responses.answers["persyaratan"] == bytes((3, 4, 1))


def test_layout_b_an_export_with_mark_titles_decimal_commas_and_a_key(tmp_path: Path) -> None:
    text = "\ufeffSurvei Kepuasan Masyarakat\nKantor Contoh\n\n" + table(
        unsur_header(),
        *[[number, *answers] for number, answers in enumerate(ANSWERS, 1)],
        ["NRR", *['"3,369"'] * 9],
        ["IKM", '"84,12"'],
        ["U8", "Penanganan pengaduan pengguna layanan"],
        ["U9", "Kualitas sarana dan prasarana"],
    )
    path = _file(tmp_path, text)
    assert keys(propose(path))["U8"] == "pengaduan" and keys(propose(path))["U9"] == "sarana"
    assert propose(path).questions == ()
    found = read(path)
    whole(found)
    assert (found.counts.before, found.counts.accepted, found.counts.footer) == (4, 3, 4)
    assert found.responses.answers["pengaduan"] == bytes((4, 4, 2))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_separator_encoding_and_line_ending_gives_the_same_answers(
    tmp_path: Path, separator: str, encoding: str, ending: str
) -> None:
    rows = [
        ["No", "Jenis layanan", *(f"U{n}" for n in range(1, 10))],
        [1, "Akta – lahir", *ANSWERS[0]],
        [2, "KTP", *ANSWERS[2]],
    ]
    text = table(*rows, separator=separator).replace("\n", ending)
    found = read(_file(tmp_path, text.encode(encoding)))
    whole(found)
    assert found.responses.answers["pengaduan"] == bytes((2, 1))
    assert set(found.responses.profile["layanan"].labels) == {"", "Akta – lahir", "KTP"}


def test_layout_c_the_sheet_with_the_answers_is_found_among_the_others(tmp_path: Path) -> None:
    header = [
        "Jenis Kelamin (L/P)", "Pendidikan Terakhir", "Pekerjaan", "Jenis Layanan", "U1 (Persyaratan)", "U2 (Prosedur)",
        "U3 (Waktu)", "U4 (Biaya)", "U5 (Produk)", "U6 (Kompetensi)", "U7 (Perilaku)", "U8 (Sarana & Prasarana)",
        "U9 (Pengaduan)", "Saran / Masukan (Teks)",
    ]  # fmt: skip
    rows = [
        header,
        ["L", "S1", "PNS", "KTP", *ANSWERS[0], "Cepat, ramah"],
        ["P", "SLTA", "Swasta", "", *ANSWERS[1], ""],
    ]
    info = [
        ["Nama Unit", "Kantor Contoh"],
        ["Jumlah Populasi Penerima Layanan (N)", 120],
        ["Tahun Survei", 2026],
    ]
    path = _book(tmp_path, {"Info_Umum": info, "Data_Survei_Mentah": rows})
    proposal = propose(path)
    assert (proposal.sheet, proposal.questions) == ("Data_Survei_Mentah", ())
    found = read(path)
    whole(found)
    assert found.responses.remarks == ("Cepat, ramah", "")
    assert found.responses.profile["pendidikan"].labels == ("", "S1", "SMA")
    assert found.responses.profile["layanan"][1] == ""


def test_layout_d_a_merged_header_of_two_rows(tmp_path: Path) -> None:
    lower = [None, "NAMA", "JENIS KELAMIN", "USIA", "PENDIDIKAN", "PEKERJAAN", "JENIS LAYANAN"]
    rows: list[list[Any]] = [
        ["REKAP"],
        [],
        [*lower, *(f"U{n}" for n in range(1, 10))],
        [1, "Orang Contoh", "L", 34, "S1", "PNS", "KTP", *ANSWERS[0]],
    ]
    merged = ((1, 0, 2, 0, "NO. RESPONDEN"), (1, 1, 1, 6, "PROFIL"), (1, 7, 1, 15, "NILAI UNSUR PELAYANAN"))
    found = read(_book(tmp_path, {"Data": rows}, merged))
    whole(found)
    assert (found.counts.before, found.counts.accepted) == (3, 1)
    assert found.responses.profile["usia"][0] == "30–39"
    assert "Orang Contoh" not in str(found.responses.profile)


def test_layout_g_a_report_with_formulas_is_read_by_its_rows(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["LAPORAN SKM"],
        ["INFORMASI RESPONDEN"],
        ["Total Responden", 3],
        ["Pendidikan", "SMA: 1", "S1: 2"],
        [],
        ["TABEL PERHITUNGAN IKM PER RESPONDEN"],
        ["RESPONDEN", *(f"U{n}" for n in range(1, 10))],
        *[[f"Responden {number}", *answers] for number, answers in enumerate(ANSWERS, 1)],
        ["Jumlah Nilai / Unsur", *["=SUM(B8:B10)"] * 9],
        ["NRR per Unsur (Nilai Rata-Rata)", *["=AVERAGE(B8:B10)"] * 9],
        ["Bobot per Unsur (1/9)", *[0.111] * 9],
        ["NRR Tertimbang (NRR × Bobot)", *[0.3] * 9],
        ["Total NRR Tertimbang", 2.7],
    ]
    found = read(_book(tmp_path, {"IKM": rows}))
    whole(found)
    assert (found.counts.before, found.counts.accepted, found.counts.footer) == (7, 3, 5)


FORM_HEADER = [
    "Cap waktu", "Nama lengkap", "Nomor WhatsApp", "Alamat email", "Jenis kelamin", "Usia", "Pendidikan terakhir",
    "Pekerjaan", "Jenis layanan yang diterima",
    "1. Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?",
    "2. Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
    "3. Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
    "4. Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
    "5. Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum dalam standar pelayanan",
    "6. Bagaimana pendapat saudara tentang perilaku petugas dalam pelayanan terkait kesopanan dan keramahan",
    "7. Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
    "8. Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
    "9. Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
    "Saran dan masukan",
]  # fmt: skip
SAID = [
    "2026/03/01 10.15.20", "Orang Contoh", "0800000", "a@contoh.invalid", "Perempuan", "25 tahun", "SLTA/sederajat",
    "Wiraswasta", "ktp", "Sesuai", "Sangat Mudah", "Cepat ", "Gratis", "sangat  sesuai", "Sopan dan ramah", "Mampu",
    "Ada tetapi tidak berfungsi", "Cukup", '"Bagus, sekali\nTerima kasih"',
]  # fmt: skip


def _quoted(row: list[str]) -> list[str]:
    return [one if one.startswith('"') else f'"{one}"' for one in row]


def recap_of_units(path: Path, *rows: list[object]) -> Path:
    """Two header rows with merged cells, as a bureau keeps its units."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Rekap")
    page.write_string(0, 0, "REKAPITULASI SKM KOTA CONTOH")
    page.write_row(2, 0, ["NO", "OPP"])
    page.merge_range(2, 2, 2, 10, "NILAI UNSUR")
    page.merge_range(2, 11, 2, 12, "JENIS KELAMIN")
    page.write_row(2, 13, ["POPULASI", "SAMPEL", "NRR TERTIMBANG", "NILAI IKM", "KATEGORI"])
    page.write_row(3, 2, [*(f"U{number}" for number in range(1, 10)), "L", "P"])
    for number, row in enumerate(rows):
        page.write_row(4 + number, 0, row)
    page.write_row(4 + len(rows), 0, ["", "Jumlah", *[27.5] * 9])
    book.close()
    return path


V01 = [total / 187 for total in (630, 643, 636, 720, 622, 653, 659, 630, 707)]
"""The means of a published survey whose value was 87.64."""


def test_layout_e_a_recap_is_a_survey_a_unit_and_never_a_respondent(tmp_path: Path) -> None:
    path = recap_of_units(
        tmp_path / "rekap.xlsx",
        [1, "Perpustakaan", *V01, 90, 97, 5000, 187, 3.506, 87.64, "Baik"],
        [2, "Dinas Sosial", *[""] * 9, 20, 30, "1.500", 50, "", "82,64", "Baik"],
        [3, "Dinas Belum"],
        [4, "", *V01, 1, 1, 10, 10, 3.5, 87.5],
        [5, "perpustakaan", *V01, 1, 1, 10, 10, 3.5, 87.5],
        [6, "Dinas Nol", 0, *V01[1:], 1, 1, 10, 10, 3.5, 87.5],
        [7, "Dinas Pecah", *V01, 1, 1, 10, 10.5, 3.5, 87.5],
        [8, "Dinas Besar", *V01, 1, 1, 10, "1e999999999", 3.5, 87.5],
    )
    with pytest.raises(ZiError, match="satu unit per baris"):
        propose(path)
    found = responses.read_recap(path, form("skm"))
    assert found is not None
    assert [one.unit for one in found.units] == ["Perpustakaan", "Dinas Sosial"]
    assert [one.row for one in found.rejected] == [7, 8, 9, 10, 11, 12]
    first, second = (typed_result(form("skm"), one.typed) for one in found.units)
    assert first.ikm is not None and round(float(first.ikm), 2) == 87.64
    assert first.grade is not None and first.grade.letter == "B" and first.n == 187
    assert (found.units[0].population, found.units[1].population) == (5000, 1500)
    assert (second.ikm, second.n) == (Fraction("82.64"), 50)


def test_a_sheet_of_respondents_is_no_recap() -> None:
    assert responses.read_recap(ROWS49, form("skm")) is None


def test_layout_f_a_web_form_with_label_text_in_its_own_order(tmp_path: Path) -> None:
    second = ["2026/03/09 8.00.00", *SAID[1:8], "KTP", *SAID[9:18], ""]
    path = _file(tmp_path, table(_quoted(FORM_HEADER), _quoted(SAID), _quoted(second)))
    proposal = propose(path)
    assert proposal.questions == ()
    order = [one.use.key for one in proposal.columns if one.use.role is Role.ITEM]
    assert order == [
        "persyaratan", "prosedur", "waktu", "biaya", "produk", "perilaku", "kompetensi", "pengaduan", "sarana",
    ]  # fmt: skip
    found = read(path)
    whole(found)
    given = {key: column[0] for key, column in found.responses.answers.items()}
    assert given == {
        "persyaratan": 3, "prosedur": 4, "waktu": 3, "biaya": 4, "produk": 4, "perilaku": 3, "kompetensi": 3,
        "pengaduan": 2, "sarana": 2,
    }  # fmt: skip
    profile = {key: column[0] for key, column in found.responses.profile.items()}
    assert profile == {
        "tanggal": "2026-03-01", "jenis_kelamin": "P", "usia": "20–29", "pendidikan": "SMA", "pekerjaan": "WIRAUSAHA",
        "layanan": "ktp",
    }  # fmt: skip
    assert found.responses.profile["layanan"][1] == "ktp", "one spelling for what differs only by case"
    assert found.responses.remarks[0] == "Bagus, sekali\nTerima kasih"
    assert (found.first, found.last) == (date(2026, 3, 1), date(2026, 3, 9))


def test_names_and_numbers_of_people_stay_outside_unless_asked_for(tmp_path: Path) -> None:
    path = _file(tmp_path, table(_quoted(FORM_HEADER), _quoted(SAID)))
    found = read(path)
    kept = str(found.responses)
    assert not any(word in kept for word in ("Orang Contoh", "0800000", "contoh.invalid"))
    proposal = propose(path)
    asked = proposal.mapping.with_column("nama lengkap", Role.PROFILE, f"{EXTRA}Nama lengkap")
    again = responses.read(path, proposal.form, asked)
    assert again.responses.profile[f"{EXTRA}Nama lengkap"][0] == "Orang Contoh"


def test_the_label_wins_over_the_number_in_front_of_it(tmp_path: Path) -> None:
    header = ["No", "U1 Waktu", "U2 Persyaratan", "U8 Penanganan Pengaduan", "U9 - Sarana dan Prasarana"]
    found = keys(propose(_file(tmp_path, table(header, [1, 2, 3, 4, 1]))))
    assert list(found.values()) == ["waktu", "persyaratan", "pengaduan", "sarana"]


def test_numbers_that_mean_different_things_are_asked_about(tmp_path: Path) -> None:
    proposal = propose(_file(tmp_path, table(unsur_header(), [1, *ANSWERS[0]])))
    assert [(one.kind, one.heading, one.proposed) for one in proposal.questions] == [
        ("column", "u8", "sarana"),
        ("column", "u9", "pengaduan"),
    ]
    swapped = proposal.mapping.with_column("u8", Role.ITEM, "pengaduan").with_column(
        "u9", Role.ITEM, "sarana"
    )
    found = responses.read(_file(tmp_path, table(unsur_header(), [1, *ANSWERS[0]])), form(), swapped)
    assert (found.responses.answers["pengaduan"], found.responses.answers["sarana"]) == (b"\4", b"\2")


def test_a_column_named_like_an_unsur_that_holds_no_answers_is_not_one(tmp_path: Path) -> None:
    header = ["Waktu pengisian", "Waktu", "Persyaratan", "Biaya", "Produk"]
    rows = [["01/03/2026 10:00", 3, 4, 4, 4], ["25/03/2026 11:00", 3, 3, 4, 4]]
    path = _file(tmp_path, table(header, *rows))
    assert keys(propose(path))["Waktu"] == "waktu"
    found = read(path)
    assert (found.first, found.last) == (date(2026, 3, 1), date(2026, 3, 25))
    only = _file(tmp_path, table(["Waktu", "Persyaratan", "Biaya"], ["pagi", 4, 4], ["siang", 3, 3]), "b.csv")
    assert "Waktu" not in keys(propose(only))


def test_unsure_labels_wait_to_be_confirmed_once(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        table(
            ["Persyaratan", "Prosedur", "Sarana"],
            ["Cukup sesuai", "Mudah", "Cukup"],
            ["Sesuai", "Mudah", "Baik"],
        ),
    )
    proposal = propose(path)
    (question,) = proposal.questions
    assert (question.kind, question.key, question.proposed) == ("label", "persyaratan", "2")
    found = responses.read(path, proposal.form, proposal.mapping)
    whole(found)
    assert (found.counts.accepted, found.unsure) == (1, {("persyaratan", "cukup sesuai"): 1})
    assert "belum dipastikan" in reasons(found)[2]
    settled = proposal.mapping.with_label("persyaratan", "Cukup  SESUAI", 2)
    again = responses.read(path, proposal.form, Mapping.from_json(settled.to_json()))
    assert again.responses.answers == {"persyaratan": b"\2\3", "prosedur": b"\3\3", "sarana": b"\2\3"}


def test_dear_without_a_degree_is_asked_about_since_forms_disagree(tmp_path: Path) -> None:
    path = _file(tmp_path, table(["Persyaratan", "Biaya"], ["Sesuai", "Mahal"], ["Sesuai", "Sangat mahal"]))
    (question,) = propose(path).questions
    assert (question.key, question.values["label"], question.proposed) == ("biaya", "mahal", "1")


@pytest.mark.parametrize(
    ("cell", "byte"),
    [
        ("4", 4),
        ("4.0", 4),
        ("4,00", 4),
        (" 4 ", 4),
        ("4 - Sangat mudah", 4),
        ("Sangat mudah (4)", 4),
        ("-", 0),
        ("", 0),
    ],
)
def test_spellings_of_an_answer(tmp_path: Path, cell: str, byte: int) -> None:
    found = read(_file(tmp_path, table(["Persyaratan", "Prosedur"], [3, f'"{cell}"'], [3, "Mudah"])))
    assert found.responses.answers["prosedur"] == bytes((byte, 3))


@pytest.mark.parametrize("cell", ["4 - Tidak mudah", "1. Sangat mudah"])
def test_a_number_that_contradicts_its_label_is_asked_about(tmp_path: Path, cell: str) -> None:
    found = read(_file(tmp_path, table(["Persyaratan", "Prosedur"], [3, cell], [3, "Mudah"])))
    assert [key for key, _ in found.unsure] == ["prosedur"]


def test_letters_of_a_paper_form_are_asked_about(tmp_path: Path) -> None:
    path = _file(tmp_path, table(["Persyaratan", "Prosedur"], ["a", "d"], ["b", "c"]))
    assert {(one.key, one.values["label"], one.proposed) for one in propose(path).questions} == {
        ("persyaratan", "a", "1"), ("persyaratan", "b", "2"), ("prosedur", "d", "4"), ("prosedur", "c", "3"),
    }  # fmt: skip
    assert read(path, a=1, b=2, c=3, d=4).responses.answers["prosedur"] == bytes((4, 3))


def test_expectations_are_told_from_experience_by_their_header(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["No", None, None, None, None],
        [None, "U1", "U2", "U1", "U2"],
        [1, 3, 4, 4, 4],
        [2, 2, 4, 4, 3],
    ]
    merged = ((0, 1, 0, 2, "PENGALAMAN"), (0, 3, 0, 4, "HARAPAN"))
    found = read(_book(tmp_path, {"Data": rows}, merged))
    whole(found)
    assert found.responses.answers == {
        "persyaratan": bytes((3, 2)),
        "prosedur": bytes((4, 4)),
        "persyaratan:harapan": bytes((4, 4)),
        "prosedur:harapan": bytes((4, 3)),
    }


def test_spak_on_six_points_is_told_from_four_by_its_answers(tmp_path: Path) -> None:
    header = ["No", *(f"q{n}" for n in range(1, 9))]
    six = _file(tmp_path, table(header, [1, 6, 6, 5, 6, 6, 6, 6, 6], [2, *[6] * 8]), "enam.csv")
    four = _file(tmp_path, table(header, [1, 4, 4, 3, 4, 4, 4, 4, 4], [2, *[4] * 8]), "empat.csv")
    assert (propose(six, "spak").form.variant, propose(six, "spak").questions) == ("6", ())
    guess = propose(four, "spak")
    assert guess.form.variant == "4" and [one.kind for one in guess.questions] == ["scale"]
    assert shown(result(read(six, "spak").form, read(six, "spak").responses).index, 3) == "3,933"
    one_of_two_in_one_of_five = Fraction(1, 10)
    assert (
        result(read(four, "spak").form, read(four, "spak").responses).index == 4 - one_of_two_in_one_of_five
    )


def test_spak_by_its_questions_and_spkp_by_its_codes(tmp_path: Path) -> None:
    spak = [item.question for one in form("spak").unsur for item in one.asked if not one.control]
    path = _file(
        tmp_path, table(_quoted(["Timestamp", *spak]), ["2026-01-02", *["Tidak ada sama sekali"] * len(spak)])
    )
    assert list(keys(propose(path, "spak")).values())[1:] == [
        item.code for one in form("spak").unsur for item in one.asked if not one.control
    ]
    header = [f"q{n}" for n in range(9, 34)]
    again = _file(tmp_path, table(header, [6] * 25), "spkp.csv")
    found = read(again, "spkp")
    assert len(found.responses.answers) == 25
    assert result(found.form, found.responses).index == 4


def test_a_remembered_mapping_serves_the_next_file_and_says_what_it_misses(tmp_path: Path) -> None:
    first = _file(tmp_path, table(["X", "Y", "Layanan"], [3, 4, "KTP"], [2, 2, "KK"]))
    mapping = Mapping().with_column("x", "item", "waktu").with_column("y", "item", "biaya")
    found = responses.read(first, form(), mapping)
    assert found.responses.answers == {"waktu": b"\3\2", "biaya": b"\4\2"}
    second = _file(tmp_path, "Judul;;\n" + table(["Y", "Z"], [1, 1], separator=";"), "b.csv")
    again = responses.read(second, form(), mapping)
    assert again.responses.answers == {"biaya": b"\1"}
    assert [values for _, values in again.notes] == [{"heading": "x"}]
