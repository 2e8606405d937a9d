"""Papers say when they were set, under which number, and whether they are decisions and signed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zi_assess.core import letters

DECREE = """KEPUTUSAN KEPALA KANTOR CONTOH
NOMOR 12/KLC/I/2026
TENTANG TIM KERJA
Menimbang : bahwa Peraturan Nomor 90 Tahun 2021 tanggal 3 Maret 2021 mengatur
MEMUTUSKAN
Menetapkan : KEPUTUSAN TENTANG TIM KERJA
"""
SIGNATURE = "Ditetapkan di Kota Contoh\npada tanggal 12 Januari 2026\nKepala Kantor"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 Januari 2026", date(2026, 1, 12)),
        ("12-01-2026", date(2026, 1, 12)),
        ("12/01/2026", date(2026, 1, 12)),
        ("1.3.2026", date(2026, 3, 1)),
        ("7 Agt 2026", date(2026, 8, 7)),
        ("7 Nopember 2025", date(2025, 11, 7)),
        ("7 PEBRUARI 2026", date(2026, 2, 7)),
        ("2026-03-01", date(2026, 3, 1)),
    ],
)
def test_dates_are_read_as_indonesians_write_them(text: str, day: date) -> None:
    assert letters.dated(f"Rapat {text} di aula") == day


@pytest.mark.parametrize(
    "text", ["31 Februari 2026", "12-13-2026", "pasal 1.2.20", "0812-01-2026-77", "12 rapat 2026"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert letters.dated(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("LAPORAN TRIWULAN I TAHUN 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("Laporan Triwulan ke-4 Tahun Anggaran 2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("Semester II 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("Laporan bulan Februari 2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("Periode Januari s.d. Maret 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("Oktober 2025 sampai dengan Maret 2026", date(2025, 10, 1), date(2026, 3, 31)),
        ("1 Januari s.d. 30 Juni 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("November s.d. Februari 2026", date(2025, 11, 1), date(2026, 2, 28)),
        ("15 November sampai dengan 14 Februari 2026", date(2025, 11, 15), date(2026, 2, 14)),
    ],
)
def test_the_time_a_paper_reports_on_is_read(text: str, first: date, last: date) -> None:
    assert letters.period(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Rapat 3 Maret 2026",
        "Nomor 12 Tahun 2026",
        "Semester 4 2026",
        "30 s.d. 31 April 2026",
        "Berlaku 2 Januari 2026 s.d. 1 Juni 2026",
        "1 Januari 2024 s.d. 31 Desember 2026",
        "kata " * 400 + "Triwulan I 2026",
    ],
)
def test_what_is_no_time_of_its_own_is_none(text: str) -> None:
    assert letters.period(text) is None


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Laporan_Monev_TW_II_2026.pdf", date(2026, 4, 1), date(2026, 6, 30)),
        ("B09 2026 capaian.xlsx", date(2026, 7, 1), date(2026, 9, 30)),
        ("c. maret 2026.pdf", date(2026, 3, 1), date(2026, 3, 31)),
        ("ceklis 2026-02.pdf", date(2026, 2, 1), date(2026, 2, 28)),
        ("rekap Jan-Jun 2026.pdf", date(2026, 1, 1), date(2026, 6, 30)),
    ],
)
def test_the_time_in_a_name_is_read(name: str, first: date, last: date) -> None:
    assert letters.period_in_name(name) == (first, last)


@pytest.mark.parametrize(
    "name",
    [
        "WhatsApp Image 2026-03-01 at 10.21.33.jpeg",
        "notulen 12 Januari 2026.pdf",
        "SKP 2026.pdf",
        "twibbon 2026.png",
    ],
)
def test_a_day_or_a_year_in_a_name_is_no_time(name: str) -> None:
    assert letters.period_in_name(name) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Keputusan ini berlaku sejak 2 Januari 2026 sampai dengan 31 Desember 2026.", date(2026, 12, 31)),
        ("Masa berlaku: 2 Januari 2026 s.d. 1 Januari 2029", date(2029, 1, 1)),
        ("Masa Berlaku : 3 Mei 2027", date(2027, 5, 3)),
        ("Sertifikat ini berlaku hingga tanggal 1 Juni 2027", date(2027, 6, 1)),
        ("dicabut dan dinyatakan tidak berlaku sampai 3 Maret 2026", None),
        ("mulai berlaku pada tanggal ditetapkan. Jakarta, 3 Maret 2026", None),
        ("Cuti 3 Maret 2026 s.d. 5 Maret 2026", None),
        ("berlaku bagi Sdr. Contoh di Kab. Contoh 1 Juli – 31 Desember 2026", date(2026, 12, 31)),
        ("mulai berlaku pada tanggal ditetapkan.\nDitetapkan di Purwokerto\npada tanggal 3 Maret 2026", None),
        ("mulai berlaku pada tanggal ditetapkan.\nKota Contoh - 3 Maret 2026", None),
        ("mulai berlaku saat ditetapkan.\n2. Kegiatan 1 Juli 2026 s.d. 31 Desember 2026", None),
    ],
)
def test_the_last_day_a_paper_holds_is_read(text: str, day: date | None) -> None:
    assert letters.valid_until(text) == day


def test_where_it_was_set_outweighs_dates_it_speaks_of() -> None:
    assert letters.dated(DECREE + SIGNATURE) == date(2026, 1, 12)


def test_the_place_and_date_of_a_letter_outweigh_the_first_date() -> None:
    text = "Menindaklanjuti rapat 3 Maret 2025.\nKota Contoh, 4 April 2026\nKepala Kantor"
    assert letters.dated(text) == date(2026, 4, 4)


def test_a_long_paper_is_read_at_both_ends() -> None:
    assert letters.dated("x " * 50_000 + SIGNATURE) == date(2026, 1, 12)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("WhatsApp Image 2026-03-01 at 10.21.33.jpeg", date(2026, 3, 1)),
        ("IMG_20260301_102133.jpg", date(2026, 3, 1)),
        ("notulen 12 Januari 2026.pdf", date(2026, 1, 12)),
        ("Notulen_12-01-2026.pdf", date(2026, 1, 12)),
        ("laporan 2026.pdf", None),
    ],
)
def test_a_name_may_tell_the_date(name: str, day: date | None) -> None:
    assert letters.dated_in_name(name) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Nomor 12/KLC/I/2026", "12/KLC/I/2026"),
        ("NOMOR : KEP-12/WPJ.01/2026", "KEP-12/WPJ.01/2026"),
        ("Nomor: W10-A1/123/OT.01.2/I/2026 Lampiran", "W10-A1/123/OT.01.2/I/2026"),
        ("No. 800/12/404.1/2026.", "800/12/404.1/2026"),
        ("NOMOR 45 TAHUN 2026", "45 TAHUN 2026"),
        ("Nomor telepon 0274 123", ""),
        ("nomor urut 3", ""),
    ],
)
def test_the_number_of_a_paper_is_read(text: str, number: str) -> None:
    assert letters.number(text) == number


def test_a_decision_is_told_from_a_paper_that_mentions_one() -> None:
    assert letters.decree(DECREE)
    assert not letters.decree("Notulen rapat: akan dibuat keputusan kepala kantor.")


def test_a_signature_is_told_by_what_stands_around_it() -> None:
    assert letters.signed(DECREE + SIGNATURE)
    assert letters.signed("dokumen ini telah ditandatangani secara elektronik")
    assert not letters.signed(DECREE)


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    (
        letters.dated(text),
        letters.number(text),
        letters.decree(text),
        letters.signed(text),
        letters.dated_in_name(text),
    )
