"""The pack format, written down once: the checks of a file and the JSON Schema both come from here."""

from __future__ import annotations

from zi_assess.core.pack import EVIDENCE_KINDS, FRESHNESS, INPUT_KINDS
from zi_assess.core.scoring import FORMULAS
from zi_assess.criteria.shapes import (
    Field,
    Later,
    ListOf,
    MapOf,
    Number,
    OneOf,
    Record,
    Schema,
    Shape,
    Text,
    Told,
)

SHORT = 32
SKIP = "skip"
"""In place of a score: whoever chooses this leaves the question out."""

CODE = Text(64, r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", "A.I.6.i.b")
NAME = Text(64, r"^[a-z0-9_]+$", "maklumat_pelayanan")
PACK_ID = Text(64, r"^[a-z0-9-]+$", "lke-zi")
VERSION = Text(32, r"^[0-9A-Za-z][0-9A-Za-z.-]*$", '"2021.1"')
CHOICE = Text(16, r"^[A-Za-z0-9][A-Za-z0-9_-]*$", "A atau Ya")
THRESHOLD_ID = Text(64, r"^[A-Za-z0-9][A-Za-z0-9_.:-]*$", "area:A.6")
PLACE = Text(128, r"^[A-Za-z0-9][A-Za-z0-9_.-]*\.[a-z0-9_]+$", "A.II.1.i.b.perubahan")
DESIGNATION = Text(16, r"^[A-Za-z0-9][A-Za-z0-9_-]*$", "WBK")
COUNT = Text(9, r"^[0-9]+$", "112", numeric=True)
LINE = Text()
BRIEF = Text(SHORT)
PROSE = Text(lines=True)
POINTS = Number(above=0)


def _must(shape: Shape, about: str) -> Field:
    return Field(shape, about, required=True)


SLOT = Record(
    "slot bukti",
    {
        "id": _must(NAME, "Nama tetap slot ini, tidak berubah antarversi"),
        "title": _must(LINE, "Bukti yang diminta"),
        "kinds": _must(ListOf(OneOf(EVIDENCE_KINDS), unique=True), "Jenis berkas yang cocok"),
        "fresh": _must(OneOf(FRESHNESS), "Seberapa baru bukti itu harus"),
        "example": Field(LINE, "Contoh bukti yang baik"),
    },
)

INPUT = Record(
    "isian",
    {
        "key": _must(NAME, "Nama tetap isian ini"),
        "title": _must(LINE, "Bilangan yang diminta"),
        "role": Field(
            OneOf(tuple(dict.fromkeys(role for formula in FORMULAS.values() for role in formula.roles))),
            "Peran dalam rumus; tanpa peran: ditanyakan saja",
        ),
        "kind": Field(OneOf(INPUT_KINDS), "count: bilangan; time: jam; date: tanggal"),
        "portalrb_soal": Field(COUNT, "Nomor soal PortalRB"),
        "portalrb_row": Field(COUNT, "Baris pada lembar PortalRB"),
        "annex_label": Field(Text(16), "Label pada lampiran peraturan bila berbeda"),
    },
)

MAPS_TO = Record(
    "padanan",
    {
        "pack": _must(PACK_ID, "Paket tempat kriteria padanannya"),
        "code": _must(CODE, "Kode kriteria padanannya"),
        "choices": Field(MapOf(CHOICE, CHOICE), "Pilihan di sini dan pilihan yang sama artinya di sana"),
    },
)

FEED = Record(
    "dukungan",
    {
        "pack": _must(PACK_ID, "Paket tempat kriteria itu"),
        "code": _must(CODE, "Kode kriteria yang didukung"),
    },
)

REFS = Record(
    "rujukan",
    {
        "portalrb_soal": Field(COUNT, "Nomor soal PortalRB"),
        "portalrb_row": Field(COUNT, "Baris pada lembar PortalRB"),
        "annex_label": Field(Text(16), "Label pada lampiran peraturan bila berbeda"),
    },
)

QUESTION = Record(
    "pertanyaan",
    {
        "code": _must(CODE, "Kode, unik dalam paket"),
        "question": _must(LINE, "Kriteria dalam satu kalimat tanpa titik"),
        "short": Field(BRIEF, "Judul pendek untuk pohon"),
        "hint": Field(LINE, "Petunjuk memilih jawaban"),
        "weight": Field(POINTS, "Bobot dalam poin, hanya di bawah rollup: sum"),
        "scale": Field(Text(64), "Nama skala pilihan"),
        "options": Field(MapOf(CHOICE, LINE, least=2), "Arti tiap pilihan"),
        "formula": Field(OneOf(tuple(FORMULAS)), "Rumus rasio"),
        "inputs": Field(ListOf(INPUT), "Bilangan yang diminta rumus"),
        "index": Field(
            Record("indeks", {"max": _must(POINTS, "Indeks tertinggi"), "title": _must(LINE, "Nama indeks")}),
            "Indeks dari 0 sampai max",
        ),
        "evidence": Field(ListOf(SLOT), "Bukti yang diminta"),
        "match": Field(
            ListOf(Text(64, r"^[^A-Z]+$", "maklumat pelayanan (huruf kecil)"), unique=True),
            "Kata kunci huruf kecil untuk mengenali kriteria ini dalam nama berkas",
        ),
        "maps_to": Field(ListOf(MAPS_TO), "Kriteria paket lain yang menjadi padanannya"),
        "refs": Field(REFS, "Rujukan ke lembar lain"),
        "work": Field(NAME, "Jenis kerja untuk menaikkannya, salah satu kunci efforts"),
        "feeds": Field(ListOf(FEED), "Kriteria paket lain yang dapat didukung hasil butir ini"),
    },
    ways=(("scale", "options"), ("formula", "inputs"), ("index",)),
)

NODES = ListOf(Later("node", lambda: NODE))

GROUP = Record(
    "kelompok",
    {
        "code": _must(CODE, "Kode, unik dalam paket"),
        "level": _must(Text(32), "Nama tingkat, misalnya komponen, area, atau sub"),
        "title": _must(LINE, "Judul"),
        "short": Field(BRIEF, "Judul pendek untuk pohon"),
        "weight": Field(POINTS, "Bobot dalam poin, hanya di bawah rollup: sum"),
        "rollup": Field(
            OneOf(("sum", "average")), "sum: bobot anak dijumlahkan; average: anak berbagi bobot sama besar"
        ),
        "children": _must(NODES, "Kelompok atau pertanyaan di bawahnya"),
    },
)

NODE: Told = Told({"question": QUESTION, "children": GROUP})

THRESHOLD = Record(
    "ambang",
    {
        "id": _must(THRESHOLD_ID, "Nama tetap ambang ini"),
        "title": _must(LINE, "Judul"),
        "of": _must(ListOf(CODE, unique=True), "Kode yang nilainya dijumlahkan"),
        "at_least": Field(Number(low=0), "Nilai minimum dalam poin"),
        "percent_at_least": Field(Number(low=0, high=100), "Nilai minimum dalam persen dari bobotnya"),
        "source": _must(LINE, "Peraturan, pasal, atau tabel asalnya"),
    },
    ways=(("at_least",), ("percent_at_least",)),
)

PACK = Record(
    "paket",
    {
        "id": _must(PACK_ID, "Nama tetap paket ini"),
        "version": _must(VERSION, "Versi paket ini"),
        "title": _must(LINE, "Judul"),
        "short": _must(BRIEF, "Judul pendek"),
        "basis": _must(LINE, "Peraturan yang menjadi dasarnya"),
        "max": Field(POINTS, "Nilai tertinggi, 100 bila tidak ditulis"),
        "note": Field(PROSE, "Cara paket ini disusun"),
        "targets": Field(ListOf(LINE), "Sasaran program"),
        "scales": Field(
            MapOf(
                Text(64, r"^(?!ratio$|index$)[a-z0-9_]+$", "ya_tidak"),
                MapOf(CHOICE, Number(low=0, high=1, word=SKIP), least=2),
            ),
            "Skala pilihan: nilai 0 sampai 1, dari yang terbaik; skip: butirnya tidak dinilai",
        ),
        "designations": Field(
            ListOf(
                Record(
                    "predikat",
                    {
                        "id": _must(DESIGNATION, "Nama predikat"),
                        "title": _must(LINE, "Kepanjangannya"),
                        "requires": Field(DESIGNATION, "Predikat yang harus dimiliki lebih dahulu"),
                    },
                )
            ),
            "Predikat, dari yang terendah",
        ),
        "tree": _must(NODES, "Kelompok teratas"),
        "thresholds": Field(MapOf(DESIGNATION, ListOf(THRESHOLD)), "Ambang tiap predikat"),
        "aggregates": Field(
            ListOf(
                Record(
                    "gabungan",
                    {
                        "code": _must(CODE, "Kode, unik dalam paket"),
                        "title": _must(LINE, "Judul"),
                        "short": Field(BRIEF, "Judul pendek"),
                        "of": _must(ListOf(CODE, unique=True), "Kode yang nilainya dijumlahkan"),
                    },
                )
            ),
            "Jumlah yang ditampilkan dan diuji tanpa dijumlahkan lagi",
        ),
        "prerequisites": Field(
            ListOf(
                Record(
                    "prasyarat",
                    {
                        "id": _must(NAME, "Nama tetap prasyarat ini"),
                        "scope": _must(OneOf(("instansi", "unit")), "Siapa yang harus memenuhinya"),
                        "title": _must(LINE, "Judul"),
                        "needs": _must(MapOf(DESIGNATION, LINE), "Syarat untuk tiap predikat"),
                        "source": _must(LINE, "Peraturan, pasal, atau tabel asalnya"),
                    },
                )
            ),
            "Syarat pengusulan, tidak dinilai",
        ),
        "consistency": Field(
            ListOf(
                Record(
                    "kecocokan",
                    {
                        "left": _must(ListOf(PLACE), "Isian yang dijumlahkan di kiri, KODE.isian"),
                        "relation": _must(OneOf(("equal", "at-most")), "Hubungan kiri dan kanan"),
                        "right": _must(ListOf(PLACE), "Isian yang dijumlahkan di kanan"),
                        "text": _must(LINE, "Kalimat yang dibaca pengguna bila tidak cocok"),
                    },
                )
            ),
            "Isian yang jumlahnya harus cocok",
        ),
        "occasion": Field(
            BRIEF, "Yang membedakan beberapa penilaian satu unit dalam satu tahun, misalnya Nama layanan"
        ),
        "efforts": Field(
            MapOf(NAME, POINTS),
            "Jenis kerja dan minggu kerja tiap langkah: satu pilihan, sepersepuluh rasio, atau 0,1 indeks",
        ),
    },
)

WORDS = Record(
    "terjemahan",
    {
        "title": _must(LINE, "Judul paket"),
        "nodes": _must(MapOf(CODE, LINE), "Judul tiap kelompok dan gabungan"),
        "designations": Field(MapOf(DESIGNATION, LINE), "Kepanjangan predikat"),
        "thresholds": Field(MapOf(THRESHOLD_ID, LINE), "Judul ambang"),
        "prerequisites": Field(MapOf(NAME, LINE), "Judul prasyarat"),
    },
)


def schema() -> Schema:
    """The JSON Schema (2020-12) of `pack.yaml`; editors complete and check by it, the reader checks more."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Paket kriteria ZI Assess",
        **PACK.schema(),
        "$defs": {"node": NODE.schema()},
    }
