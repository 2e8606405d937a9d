"""What the example tells: a unit that has come far, and what it still lacks on the way to WBK."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from zi_assess.core.assessment import FollowUp, Held, Profile
from zi_assess.core.pack import Group, Pack, Question

UNIT = "Kantor Layanan Contoh"
YEAR = 2026
TARGET = "WBK"
HEAD = "Nama Kepala Contoh"
LEAD = "Nama Ketua Tim Contoh"
NIP = "000000000000000000"
PROFILE = Profile(
    instansi="Pemerintah Kota Contoh",
    city="Kota Contoh",
    address="Jalan Contoh Nomor 1, Kota Contoh",
    head_name=HEAD,
    head_title="Kepala Kantor Layanan Contoh",
    head_nip=NIP,
    lead_name=LEAD,
    lead_nip=NIP,
)
LAST_YEAR_FILLED = datetime(2025, 8, 11, 2, 0, tzinfo=UTC)
STARTED = datetime(2026, 2, 16, 2, 0, tzinfo=UTC)
EVIDENCE_FILED = datetime(2026, 8, 12, 2, 0, tzinfo=UTC)
REPORTED = date(2026, 8, 14)

# Answers of each group's questions in their order: a letter of the scale, Y for Ya, T for Tidak, - for a blank.

THIS_YEAR: Mapping[str, str] = {
    "A.I.1.i": "Y A",
    "A.I.1.ii": "Y A B",
    "A.I.1.iii": "B B C",
    "A.I.1.iv": "Y A B B",
    "A.I.2.i": "A B C",
    "A.I.2.ii": "B A B B",
    "A.I.2.iii": "A B",
    "A.I.3.i": "Y B Y",
    "A.I.3.ii": "Y B T",
    "A.I.3.iii": "Y B B C B -",
    "A.I.3.iv": "A B B Y",
    "A.I.3.v": "B",
    "A.I.3.vi": "A",
    "A.I.4.i": "A A B",
    "A.I.4.ii": "Y Y Y B Y B Y B",
    "A.I.5.i": "A B",
    "A.I.5.ii": "B B B B",
    "A.I.5.iii": "A Y B -",
    "A.I.5.iv": "A B -",
    "A.I.5.v": "A B B B -",
    "A.I.6.i": "A A B Y",
    "A.I.6.ii": "C B B C B D",
    "A.I.6.iii": "A A B",
    "A.I.6.iv": "B A -",
    "A.I.6.v": "A T -",
    "A.II.1.i": "agen=5,perubahan=4 perubahan=4,terintegrasi=3",
    "A.II.1.ii": "B",
    "A.II.1.iii": "A",
    "A.II.2.i": "A",
    "A.II.2.ii": "B A",
    "A.II.2.iii": "B B C",
    "A.II.3.i": "A",
    "A.II.3.ii": "B",
    "A.II.3.iii": "lalu=3,kini=1,sanksi=1",
    "A.II.4.i": "sasaran=12,tercapai=9",
    "A.II.4.ii": "B",
    "A.II.4.iii": "B",
    "A.II.5.i": "B",
    "A.II.5.ii": "harus=18,proses=3,selesai=14",
    "A.II.5.iii.a": "kepala=1,wajib=6,lainnya=2,sudah=9",
    "A.II.5.iii.b": "administrator=4,pengawas=11,fungsional=27,sudah=38",
    "A.II.6.i": "B terdata=14,dipermudah=11",
    "A.II.6.ii": "-",
    "B.I": "3.65 C",
    "B.II": "2.51",
}
LAST_YEAR: Mapping[str, str] = {
    **THIS_YEAR,
    "A.I.1.i": "Y B",
    "A.I.1.ii": "Y B B",
    "A.I.1.iii": "C C D",
    "A.I.1.iv": "Y B B C",
    "A.I.2.i": "B C D",
    "A.I.2.ii": "B B B C",
    "A.I.3.iii": "Y B C C B B",
    "A.I.3.iv": "B B C Y",
    "A.I.4.i": "A B C",
    "A.I.5.ii": "C C B B",
    "A.I.5.iii": "B Y B B",
    "A.I.5.iv": "B B B",
    "A.I.5.v": "B C B B -",
    "A.I.6.i": "C B C Y",
    "A.I.6.iii": "C B B",
    "A.II.1.i": "agen=4,perubahan=2 perubahan=2,terintegrasi=1",
    "A.I.6.iv": "C B -",
    "A.I.6.v": "B T -",
    "A.II.1.iii": "B",
    "A.II.2.iii": "C C C",
    "A.II.3.i": "B",
    "A.II.3.iii": "lalu=4,kini=3,sanksi=3",
    "A.II.4.i": "sasaran=12,tercapai=7",
    "A.II.5.ii": "harus=22,proses=8,selesai=12",
    "A.II.5.iii.b": "administrator=4,pengawas=11,fungsional=26,sudah=30",
    "A.II.6.i": "C terdata=14,dipermudah=5",
    "B.I": "3.42 C",
    "B.II": "2.36",
}


def answers(pack: Pack, story: Mapping[str, str]) -> dict[str, str]:
    """The answers of *story* by question, as they are written on a command line; blanks are left out."""
    said: dict[str, str] = {}
    for code, line in story.items():
        group = pack.nodes[code]
        questions = (
            [one for one in group.children if isinstance(one, Question)]
            if isinstance(group, Group)
            else [group]
        )
        for question, word in zip(questions, line.split(), strict=True):
            if word != "-":
                said[question.code] = {"Y": "Ya", "T": "Tidak"}.get(word, word)
    return said


NOTES: Mapping[str, str] = {
    "A.I.1.i.a": "SK masih yang tahun 2024; pembaruannya menunggu tanda tangan.",
    "A.I.1.iii.c": "Dua dari lima rekomendasi monev semester I sudah ditindaklanjuti.",
    "A.I.2.i.c": "Evaluasi SOP terakhir November 2025; yang berikutnya dijadwalkan September 2026.",
    "A.I.3.ii.c": "Monev mutasi belum pernah dibuat laporannya.",
    "A.I.3.iii.c": "Kesenjangan kompetensi baru dihitung untuk jabatan pelaksana.",
    "A.I.4.i.c": "Kepala memimpin rapat evaluasi kinerja setiap triwulan.",
    "A.I.5.iii.c": "Monev pengaduan masih digabung dengan monev ZI.",
    "A.I.6.i.b": "Maklumat sudah dipasang di ruang layanan; fotonya belum diambil.",
    "A.I.6.ii.f": "Inovasi antrean daring masih uji coba.",
    "A.I.6.v.b": "Basis data tiga jenis layanan belum tersambung.",
    "A.II.1.i.a": "Lima agen perubahan, empat perubahan nyata sampai Juni 2026.",
    "A.II.4.i.a": "Tiga sasaran belum tercapai: dua menunggu anggaran perubahan.",
    "A.II.5.ii.a": "Tiga pengaduan masih diproses, satu menunggu bukti tambahan dari pelapor.",
    "A.II.5.iii.b": "Empat pegawai fungsional belum menyampaikan laporan.",
    "B.I.a": "Survei mandiri, 100 responden.",
    "B.II.a": "Survei mandiri, 100 responden; nilai terendah pada waktu penyelesaian.",
}
PREREQUISITES: Mapping[str, tuple[Held, str]] = {
    "opini_bpk": (Held.MET, "WTP tiga tahun berturut-turut"),
    "sakip_instansi": (Held.MET, "BB"),
    "indeks_rb": (Held.MET, "B"),
    "maturitas_spip": (Held.MET, "Level 3"),
    "core_layanan": (Held.MET, "Layanan perizinan dan nonperizinan"),
    "dampak_persepsi": (Held.MET, ""),
    "tlhp": (Held.IN_PROGRESS, "Satu dari tujuh rekomendasi belum selesai"),
    "laporan_harta": (Held.NOT_MET, "LHKAN empat pegawai belum disampaikan"),
    "lama_membangun": (Held.MET, "Sejak Maret 2024"),
}
FOLLOW_UPS = (
    FollowUp(
        "contoh-1",
        "B.II.a",
        "Perbaiki waktu layanan dan papan informasi, lalu ulangi survei kualitas pelayanan",
        "Koordinator layanan",
        date(2026, 9, 30),
        source="threshold-missed",
        created=date(2026, 8, 3),
    ),
    FollowUp(
        "contoh-2",
        "A.II.6.ii.a",
        "Tetapkan tindak lanjut pengaduan layanan dan lampirkan rekapnya",
        "Pengelola pengaduan",
        date(2026, 8, 31),
        source="unanswered",
        created=date(2026, 8, 3),
    ),
)
