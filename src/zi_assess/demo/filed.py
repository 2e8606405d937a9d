"""The example's evidence: which papers it has, when they are dated, and the places each of them serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["decree", "minutes", "account", "pledge", "procedure", "map", "list", "photo", "screen"]
Uses = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file of evidence: its *kind* of paper, the *title* it carries, and the places it serves (code, slot)."""

    name: str
    kind: Kind
    title: str
    dated: date | None
    uses: Uses


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    title: str
    dated: date
    uses: Uses


def _uses(text: str) -> Uses:
    return tuple((code, slot) for code, _slash, slot in (word.partition("/") for word in text.split()))


def _file(name: str, kind: Kind, title: str, dated: str, uses: str) -> File:
    return File(name, kind, title, date.fromisoformat(dated) if dated else None, _uses(uses))


def _link(url: str, title: str, dated: str, uses: str) -> Link:
    return Link(url, title, date.fromisoformat(dated), _uses(uses))


LAST_YEAR = (
    _file(
        "SK Tim ZI 2024.pdf", "decree", "Tim Pembangunan Zona Integritas", "2024-03-04",
        "A.I.1.i.a/sk_tim",
    ),
    _file(
        "Rencana kerja ZI 2025.pdf", "account", "Rencana Kerja Pembangunan Zona Integritas 2025", "2025-01-22",
        "A.I.1.ii.a/rencana_kerja",
    ),
    _file(
        "Laporan kinerja 2024.pdf", "account", "Laporan Kinerja 2024", "2025-02-26",
        "A.I.4.ii.e/laporan B.I.b/laporan_kini",
    ),
    _file(
        "Laporan SKM 2025.pdf", "account", "Laporan Survei Kepuasan Masyarakat 2025", "2025-06-30",
        "A.I.6.iv.a/laporan",
    ),
    _file(
        "Sertifikat pelatihan petugas 2025.pdf", "account", "Pelatihan Petugas Layanan 2025", "2025-04-24",
        "A.I.6.ii.a/pelatihan",
    ),
)  # fmt: skip
THIS_YEAR = (
    _file(
        "SK Tim ZI 2024.pdf", "decree", "Tim Pembangunan Zona Integritas", "2024-03-04",
        "A.I.1.i.a/sk_tim",
    ),
    _file(
        "Notulen pembentukan tim ZI.pdf", "minutes", "Pembentukan Tim Zona Integritas", "2026-01-13",
        "A.I.1.i.a/rapat A.I.1.i.b/rapat A.I.1.ii.a/rapat",
    ),
    _file(
        "SOP pemilihan anggota tim.pdf", "procedure", "Pemilihan Anggota Tim Zona Integritas", "2023-05-02",
        "A.I.1.i.b/prosedur",
    ),
    _file(
        "Rencana kerja ZI 2026.pdf", "account", "Rencana Kerja Pembangunan Zona Integritas 2026", "2026-01-20",
        "A.I.1.ii.a/rencana_kerja A.I.1.ii.b/target A.II.1.ii.a/dokumen_rencana",
    ),
    _file(
        "Rencana aksi enam area 2026.xlsx", "list", "Rencana Aksi Enam Area 2026", "2026-01-20",
        "A.I.1.ii.a/rencana_aksi A.I.1.iii.a/realisasi",
    ),
    _file(
        "Laporan sosialisasi ZI.pdf", "account", "Laporan Sosialisasi Zona Integritas", "2026-03-27",
        "A.I.1.ii.c/laporan A.I.5.i.a/sosialisasi A.I.5.ii.d/sosialisasi A.I.5.v.b/kegiatan",
    ),
    _file(
        "Banner ZI di ruang tunggu.png", "photo", "Zona Integritas", "2026-02-10",
        "A.I.1.ii.c/media A.I.1.iv.c/imbauan A.I.5.i.a/media",
    ),
    _file(
        "Laporan monev ZI semester I.pdf", "account",
        "Laporan Pemantauan dan Evaluasi ZI Semester I 2026", "2026-07-06",
        "A.I.1.iii.b/laporan A.I.1.iii.c/rekomendasi A.I.2.ii.d/laporan A.I.2.iii.b/laporan "
        "A.I.5.iii.c/laporan A.I.5.iv.b/laporan A.I.5.v.d/laporan A.I.6.iii.c/laporan",
    ),
    _file(
        "SK agen perubahan 2026.pdf", "decree", "Agen Perubahan", "2026-02-02",
        "A.I.1.iv.b/sk_agen A.II.1.i.a/sk_agen",
    ),
    _file(
        "Laporan agen perubahan.pdf", "account", "Laporan Agen Perubahan", "2026-06-30",
        "A.I.1.iv.b/kontribusi A.II.1.i.a/laporan_agen",
    ),
    _file(
        "Daftar perubahan.xlsx", "list", "Daftar Perubahan yang Dibuat", "2026-06-30",
        "A.II.1.i.b/daftar_perubahan",
    ),
    _file(
        "Pakta integritas pegawai.pdf", "pledge", "Pakta Integritas", "2026-01-05",
        "A.I.1.iv.d/pakta A.I.5.v.c/pernyataan",
    ),
    _file(
        "Apel dan kegiatan budaya kerja.png", "photo", "Budaya Kerja", "2026-04-17",
        "A.I.1.iv.a/keteladanan A.II.1.iii.a/internalisasi",
    ),
    _file(
        "Peta proses bisnis.pdf", "map", "Peta Proses Bisnis", "2023-08-14",
        "A.I.2.i.a/peta_probis A.II.2.i.a/peta_probis",
    ),
    _file(
        "Daftar SOP 2026.xlsx", "list", "Daftar SOP 2026", "2026-02-16",
        "A.I.2.i.a/daftar_sop A.I.2.i.b/pemantauan",
    ),
    _file(
        "Laporan evaluasi SOP.pdf", "account", "Laporan Evaluasi SOP", "2025-11-21",
        "A.I.2.i.c/laporan",
    ),
    _file(
        "Tampilan aplikasi layanan.png", "screen", "Aplikasi Layanan Contoh", "2026-05-08",
        "A.I.2.ii.a/layar A.I.2.ii.b/layar A.I.2.ii.c/aplikasi A.II.2.ii.a/tampilan_spbe "
        "A.II.2.ii.b/tampilan_internal A.I.6.v.a/aplikasi",
    ),
    _file(
        "SK PPID.pdf", "decree", "Pejabat Pengelola Informasi dan Dokumentasi", "2022-06-20",
        "A.I.2.iii.a/sk_ppid",
    ),
    _file(
        "Peta jabatan dan beban kerja.xlsx", "list", "Peta Jabatan dan Analisis Beban Kerja", "2026-01-30",
        "A.I.3.i.a/abk A.I.3.i.a/kebutuhan A.I.3.iii.c/analisis",
    ),
    _file(
        "Laporan kepegawaian 2025.pdf", "account", "Laporan Kepegawaian 2025", "2026-01-16",
        "A.I.3.i.b/laporan A.I.3.i.c/laporan A.I.3.ii.b/laporan A.I.3.iii.a/laporan "
        "A.I.3.vi.a/laporan",
    ),
    _file(
        "SK mutasi 2026.pdf", "decree", "Mutasi Antarjabatan", "2026-03-02",
        "A.I.3.ii.a/sk_mutasi",
    ),
    _file(
        "Rekap diklat 2026.xlsx", "list", "Rekapitulasi Pendidikan dan Pelatihan 2026", "2026-07-15",
        "A.I.3.iii.d/rekap A.I.3.iii.e/rekap A.I.3.iii.b/rencana",
    ),
    _file(
        "Perjanjian kinerja 2026.pdf", "pledge", "Perjanjian Kinerja 2026", "2026-01-08",
        "A.I.3.iv.a/perjanjian A.I.4.i.b/perjanjian A.I.4.ii.a/perjanjian A.I.4.ii.b/perjanjian "
        "A.I.4.ii.c/perjanjian A.II.4.ii.a/perjanjian_kinerja",
    ),
    _file(
        "Rekap SKP pegawai.xlsx", "list", "Rekapitulasi SKP Pegawai", "2026-07-02",
        "A.I.3.iv.a/skp A.I.3.iv.b/skp_berjenjang A.I.3.iv.c/rekap A.I.3.iv.d/penilaian "
        "A.II.3.i.a/rekap_indikator",
    ),
    _file(
        "Foto penyerahan penghargaan.png", "photo", "Pegawai Teladan", "2026-06-05",
        "A.I.3.iv.d/kebijakan A.I.3.iv.d/penyerahan A.I.6.ii.c/penerapan",
    ),
    _file(
        "Rekap disiplin pegawai.pdf", "account", "Rekapitulasi Disiplin Pegawai", "2026-01-12",
        "A.I.3.v.a/pelaksanaan A.II.3.iii.a/rekap_disiplin",
    ),
    _file(
        "Notulen rapat pimpinan triwulan II.pdf", "minutes", "Evaluasi Kinerja Triwulan II", "2026-06-29",
        "A.I.4.i.a/rapat A.I.4.i.b/rapat A.I.4.i.c/rapat A.I.1.iii.b/rapat",
    ),
    _file(
        "Laporan kinerja 2025.pdf", "account", "Laporan Kinerja 2025", "2026-02-27",
        "A.I.4.ii.e/laporan A.I.4.ii.f/laporan A.II.4.i.a/laporan_kinerja B.I.b/laporan_kini",
    ),
    _file(
        "Laporan kinerja 2024.pdf", "account", "Laporan Kinerja 2024", "2025-02-26",
        "B.I.b/laporan_lalu",
    ),
    _file(
        "SK indikator kinerja utama.pdf", "decree", "Indikator Kinerja Utama", "2022-01-17",
        "A.I.4.ii.c/sk_iku A.I.4.ii.d/definisi",
    ),
    _file(
        "Pohon kinerja.pdf", "map", "Pohon Kinerja", "2024-12-09",
        "A.I.3.iv.b/pohon_kinerja A.II.4.iii.a/pohon_kinerja",
    ),
    _file(
        "SK unit pengendali gratifikasi.pdf", "decree", "Unit Pengendali Gratifikasi", "2024-05-13",
        "A.I.5.i.b/sk_upg",
    ),
    _file(
        "Register risiko 2026.xlsx", "list", "Register Risiko 2026", "2026-03-05",
        "A.I.5.ii.b/register A.I.5.ii.c/rtp A.II.5.i.a/manajemen_risiko",
    ),
    _file(
        "Laporan pengendalian intern.pdf", "account", "Laporan Pengendalian Intern", "2026-01-28",
        "A.I.5.ii.a/laporan A.II.5.i.a/laporan_pengendalian",
    ),
    _file(
        "Rekap pengaduan 2026.xlsx", "list", "Rekapitulasi Pengaduan 2026", "2026-07-31",
        "A.I.5.iii.b/rekap A.II.5.ii.a/rekap_pengaduan A.I.6.iii.b/rekap",
    ),
    _file(
        "SOP pelaporan pelanggaran.pdf", "procedure", "Pelaporan Pelanggaran", "2024-09-02",
        "A.I.5.iv.a/sk_sop",
    ),
    _file(
        "Peta benturan kepentingan.pdf", "map", "Peta Benturan Kepentingan", "2026-03-18",
        "A.I.5.v.a/peta",
    ),
    _file(
        "Rekap laporan harta kekayaan.pdf", "account", "Rekapitulasi Laporan Harta Kekayaan", "2026-04-02",
        "A.II.5.iii.a/rekap_lhkpn A.II.5.iii.b/rekap_lhkan",
    ),
    _file(
        "SK standar pelayanan.pdf", "decree", "Standar Pelayanan", "2024-07-08",
        "A.I.6.i.a/sk A.I.6.i.a/standar",
    ),
    _file(
        "Maklumat pelayanan.pdf", "pledge", "Maklumat Pelayanan", "2026-02-09",
        "A.I.6.i.b/maklumat A.I.6.i.d/publikasi_maklumat",
    ),
    _file(
        "Berita acara reviu standar.pdf", "minutes", "Reviu Standar Pelayanan", "2026-05-12",
        "A.I.6.i.c/berita_acara",
    ),
    _file(
        "Ruang layanan terpadu.png", "photo", "Layanan Terpadu", "2026-05-20",
        "A.I.6.ii.e/sarana A.I.6.ii.b/di_tempat",
    ),
    _file(
        "Meja pengaduan dan konsultasi.png", "photo", "Pengaduan dan Konsultasi", "2026-05-20",
        "A.I.6.iii.a/kanal",
    ),
    _file(
        "Laporan SKM semester I 2026.pdf", "account",
        "Laporan Survei Kepuasan Masyarakat Semester I 2026", "2026-07-10",
        "A.I.6.iv.a/laporan A.I.6.i.c/masukan",
    ),
    _file(
        "Laporan SPAK 2026.pdf", "account", "Laporan Survei Persepsi Antikorupsi 2026", "2026-07-10",
        "B.I.a/laporan_spak",
    ),
    _file(
        "Olahan SPKP.xlsx", "list", "Olahan Survei Persepsi Kualitas Pelayanan", "",
        "B.II.a/olahan_spkp",
    ),
    _file(
        "Daftar layanan yang dipermudah.xlsx", "list", "Daftar Layanan yang Dipermudah", "2026-06-12",
        "A.II.6.i.b/daftar_layanan A.II.6.i.b/layanan_dipermudah",
    ),
)  # fmt: skip
LINKS = (
    _link(
        "https://layanan.contoh.example/standar-pelayanan", "Standar dan maklumat di situs web", "2026-02-11",
        "A.I.6.i.b/situs A.I.6.i.d/publikasi_standar",
    ),
    _link(
        "https://layanan.contoh.example/survei", "Hasil survei di situs web", "2026-07-13",
        "A.I.6.iv.b/daring",
    ),
    _link(
        "https://pengaduan.contoh.example/lapor", "Kanal pengaduan daring", "2026-01-09",
        "A.I.5.iii.a/sarana A.I.5.iv.a/kanal A.I.6.iii.a/sp4n_lapor",
    ),
    _link(
        "https://ppid.contoh.example/daftar-informasi", "Daftar informasi publik", "2026-02-19",
        "A.I.2.iii.a/penyebaran A.I.6.ii.b/daring",
    ),
    _link(
        "https://kinerja.contoh.example/dasbor", "Dasbor kinerja", "2026-03-03",
        "A.I.4.ii.g/sistem",
    ),
    _link(
        "https://layanan.contoh.example/digital", "Pelacakan manfaat layanan digital", "2026-04-14",
        "A.II.2.iii.a/pelacakan A.II.2.iii.b/pelacakan A.II.2.iii.c/pelacakan",
    ),
)  # fmt: skip
WAITING = (
    _file("VI.1.c - Reviu standar pelayanan.pdf", "minutes", "Reviu Standar Pelayanan", "2026-06-18", ""),
    _file("5.ii.b Penilaian risiko 2026.pdf", "account", "Penilaian Risiko Layanan 2026", "2026-03-27", ""),
    _file("IMG_2211.png", "photo", "Pojok Pengaduan", "2026-06-02", ""),
)
"""What came in and is filed nowhere yet: two names that tell their place, one that tells nothing."""
BEFORE = _file("Ruang layanan sebelum ditata.png", "photo", "Layanan, Sebelum Ditata", "2026-01-12", "")
AFTER = "Ruang layanan terpadu.png"
REVISED = ("Maklumat pelayanan.pdf", "Maklumat pelayanan rev 1.pdf", "Nomor maklumat dibetulkan")
PUBLISHED = ("Maklumat pelayanan rev 1.pdf", "https://layanan.contoh.example/maklumat")
