"""Names and texts the recogniser is built on: (code, name, folders, text). The labelled set beside it is another's."""

from __future__ import annotations

PATH = ("BUKTI DUKUNG ZI 2026", "A. PENGUNGKIT", "I. PEMENUHAN")
REFORM = ("BUKTI DUKUNG ZI 2026", "A. PENGUNGKIT", "II. REFORM")

OWN: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    # codes in names
    ("A.I.1.i.a", "1.a SK Tim ZI.pdf", (), ""),
    ("A.I.6.i.b", "ZIVI1B.pdf", (), ""),
    ("A.I.6.i.a", "VI.1.a - Maklumat.jpg", (), ""),
    ("A.I.6.i.b", "VI.1.b_Maklumat.jpg", (), ""),
    ("A.II.6.i.b", "A.II.6.i.b daftar layanan.pdf", (), ""),
    ("A.I.3.iv.c", "A.I.3.iv.c.pdf", (), ""),
    ("A.I.5.i.b", "5ib UPG.pdf", (), ""),
    ("A.I.2.ii.c", "ii.c - screenshot aplikasi.png", ("Pokja II Tatalaksana",), ""),
    ("A.I.4.ii.c", "(4.2.c) SK IKU 2026.pdf", (), ""),
    ("A.I.6.iv.a", "SKM TW I - VI.4.a.pdf", (), ""),
    ("A.I.6.i.c", "Foto VI-1-c.jpg", (), ""),
    ("A.II.1.i.a", "Reform 1.i.a laporan.pdf", (), ""),
    # folders
    ("A.I.1.i.a", "scan0012.pdf", (*PATH, "1. MANAJEMEN PERUBAHAN", "i. Penyusunan Tim Kerja", "a. Tim"), ""),
    ("A.I.1.i.b", "IMG_2211.jpg", (*PATH, "1. MANAJEMEN PERUBAHAN", "i. Penyusunan Tim Kerja", "b"), ""),
    ("A.II.5.iii.a", "Rekap.pdf", (*REFORM, "5. PENGUATAN PENGAWASAN", "iii. LHKPN", "a"), ""),
    ("A.I.6.i.b", "IMG_2211.jpg", ("VI", "1", "b"), ""),
    ("A.I.5.iv.a", "Dokumen1.pdf", ("Area 5", "WBS", "a. SK dan SOP WBS"), ""),
    ("B.I.a", "laporan.pdf", ("B. HASIL", "I. BIROKRASI YANG BERSIH DAN AKUNTABEL", "a. IPAK"), ""),
    ("A.II.1.i.a", "SK_Agen_Perubahan_2026.pdf", ("REFORM", "1. Manajemen Perubahan", "i", "a"), ""),
    (
        "A.II.2.ii.a",
        "Tangkapan layar integrasi.png",
        (*REFORM, "2. Penataan Tatalaksana", "SPBE Terintegrasi"),
        "",
    ),
    # words
    ("A.I.6.i.b", "Maklumt Pelayanan.pdf", (), ""),
    ("A.I.6.i.d", "Foto publikasi maklumat pelayanan di lobi.jpg", (), ""),
    ("A.I.2.ii.d", "Laporan Monev SPBE TW II 2026.pdf", (), ""),
    ("A.I.5.iv.b", "12-01-2026 notulen rapat monev wbs.pdf", (), ""),
    ("A.I.5.iv.c", "Tindak lanjut hasil evaluasi WBS 2026.docx", (), ""),
    ("A.I.1.iv.d", "Pakta Integritas seluruh pegawai 2026.pdf", (), ""),
    ("A.I.3.i.a", "ABK dan Peta Jabatan 2026.xlsx", (), ""),
    ("A.I.5.ii.b", "Register Resiko 2026 final.xlsx", (), ""),
    ("A.I.5.i.a", "spanduk tolak gratifikasi.jpg", (), ""),
    ("A.I.6.ii.d", "SOP Kompensasi Pelayanan.pdf", (), ""),
    ("A.I.2.iii.a", "SK PPID.pdf", (), ""),
    ("A.I.4.ii.f", "LKjIP 2025.pdf", (), ""),
    ("A.II.5.iii.a", "Tanda Terima LHKPN Kepala.pdf", (), ""),
    ("A.II.5.iii.b", "Rekap LHKASN.xlsx", (), ""),
    ("B.II.a", "Laporan SPKP Semester I.pdf", (), ""),
    ("B.I.a", "Olahan SPAK 2026.xlsx", (), ""),
    ("A.I.6.iv.c", "RTL SKM Triwulan II.pdf", (), ""),
    ("A.I.6.iii.a", "SS SP4N LAPOR.png", (), ""),
    ("A.I.3.iii.a", "TNA 2026.pdf", (), ""),
    ("A.I.1.ii.a", "Rencana Kerja Pembangunan ZI 2026.pdf", (), ""),
    ("A.I.3.v.a", "Kode Etik Pegawai.pdf", (), ""),
    # text only
    (
        "A.I.6.i.b",
        "scan0012.pdf",
        (),
        "MAKLUMAT PELAYANAN\nDengan ini kami menyatakan sanggup menyelenggarakan pelayanan sesuai standar pelayanan "
        "yang telah ditetapkan dan apabila tidak menepati janji ini kami siap menerima sanksi.",
    ),
    (
        "A.I.1.i.a",
        "Dokumen1.pdf",
        (),
        "KEPUTUSAN KEPALA KANTOR CONTOH NOMOR 12/KLC/I/2026 TENTANG PEMBENTUKAN TIM PEMBANGUNAN ZONA INTEGRITAS\n"
        "Menimbang: a. bahwa untuk membangun zona integritas perlu dibentuk tim kerja. MEMUTUSKAN Menetapkan: "
        "Membentuk tim pembangunan zona integritas dengan susunan sebagaimana lampiran.",
    ),
    (
        "A.I.5.iii.c",
        "20260412.pdf",
        (),
        "LAPORAN MONITORING DAN EVALUASI PENANGANAN PENGADUAN MASYARAKAT TRIWULAN I\nJumlah pengaduan yang masuk enam.",
    ),
    (
        "A.I.5.v.b",
        "WhatsApp Image 2026-03-01 at 10.21.33.jpeg",
        (),
        "Daftar hadir sosialisasi penanganan benturan kepentingan bagi seluruh pegawai",
    ),
)
