"""The format of a survey form, written down once: the checks of a file and its JSON Schema both come from here."""

from __future__ import annotations

from dataclasses import dataclass

from zi_assess.core.survey import FORMULAS, Part
from zi_assess.criteria.form import BRIEF, CODE, COUNT, LINE, NAME, PACK_ID, PROSE
from zi_assess.criteria.shapes import Field, ListOf, MapOf, Number, OneOf, Record, Schema, Shape, Text
from zi_assess.criteria.source import Complaints, Tree

POINT = Text(2, r"^[0-9]{1,2}$", "1", numeric=True)
LABEL = Text(80)
WORD = Text(64, r"^[^A-Z]+$", "waktu pelayanan (huruf kecil)")
NUMBER = Text(16, r"^[a-z0-9_.]+\??$", "u1 atau u8?")
KIND = Text(32, r"^[a-z0-9-]+$", "skm")
VARIANT = Text(16, r"^[a-z0-9-]+$", '"4"')


@dataclass(frozen=True, slots=True)
class Flag:
    """`true` or `false`."""

    def check(self, value: Tree, holder: object, key: str | int, out: Complaints) -> None:
        OneOf(("true", "false")).check(value, holder, key, out)

    def schema(self) -> Schema:
        return {"type": "boolean"}


def _must(shape: Shape, about: str) -> Field:
    return Field(shape, about, required=True)


OWN = Field(Flag(), "Usulan kami, bukan aturan")
MATCH = Field(ListOf(WORD, unique=True), "Kata kunci huruf kecil untuk mengenali kolomnya")
FEEDS = Field(
    ListOf(Record("kriteria", {"pack": _must(PACK_ID, "Paketnya"), "code": _must(CODE, "Kodenya")})),
    "Kriteria yang disuapi hasil ini",
)
LABELS = MapOf(LABEL, POINT)
SCALE = Record(
    "skala",
    {
        "points": _must(MapOf(POINT, LINE, least=2), "Nilai dan artinya, dari yang terendah"),
        "labels": Field(LABELS, "Tulisan lain yang pasti artinya"),
        "unsure": Field(LABELS, "Tulisan yang artinya harus dipastikan pengguna"),
        "own": OWN,
    },
)
ITEM = {
    "match": MATCH,
    "numbers": Field(
        ListOf(NUMBER, unique=True), "Kode kolom yang lazim; bertanda tanya bila harus dipastikan"
    ),
    "scale": Field(NAME, "Nama skala"),
    "own": OWN,
}
UNSUR = Record(
    "unsur",
    {
        "code": _must(NAME, "Nama tetap unsur ini"),
        "title": _must(LINE, "Nama unsur"),
        "about": Field(LINE, "Arti unsur"),
        "question": Field(LINE, "Kalimat yang ditanyakan"),
        "items": Field(
            ListOf(
                Record(
                    "butir",
                    {
                        "code": _must(NAME, "Nama tetap butir ini"),
                        "question": _must(LINE, "Kalimat yang ditanyakan"),
                    }
                    | ITEM,
                )
            ),
            "Butir-butirnya",
        ),
        "control": Field(Flag(), "Butir pengendali, tidak masuk indeks"),
        "related": Field(ListOf(LINE, unique=True), "Padanannya pada daftar lain"),
        "feeds": FEEDS,
    }
    | ITEM,
    ways=(("question",), ("items",)),
)
ASPECT = Record(
    "aspek",
    {
        "key": _must(NAME, "Nama tetap aspek ini"),
        "role": _must(OneOf(tuple(Part)), "Perannya"),
        "title": _must(LINE, "Nama aspek"),
        "ask": Field(LINE, "Kalimat yang ditanyakan"),
        "scale": Field(NAME, "Nama skala; tanpa ini, skala butirnya"),
        "match": MATCH,
        "optional": Field(Flag(), "Boleh tidak ditanyakan"),
        "own": OWN,
    },
)
PROFILE = Record(
    "isian responden",
    {
        "key": _must(NAME, "Nama tetap isian ini"),
        "title": _must(LINE, "Nama isian"),
        "role": Field(OneOf(("service", "group")), "Jenis layanan, atau kelompok yang dibandingkan"),
        "match": MATCH,
        "options": Field(
            ListOf(
                Record(
                    "pilihan",
                    {
                        "key": _must(Text(32), "Singkatan tetapnya"),
                        "title": _must(LINE, "Tulisannya"),
                        "labels": Field(ListOf(LABEL, unique=True), "Tulisan lain"),
                    },
                )
            ),
            "Pilihannya",
        ),
        "bands": Field(ListOf(COUNT, unique=True), "Batas bawah kelompok umur"),
        "free": Field(Flag(), "Tulisan bebas"),
        "date": Field(Flag(), "Tanggal"),
        "own": OWN,
    },
    ways=(("options",), ("bands",), ("free",), ("date",)),
)
SURVEY = Record(
    "survei",
    {
        "kind": _must(KIND, "Nama tetap, sama dengan nama berkas"),
        "title": _must(LINE, "Judul"),
        "short": _must(BRIEF, "Judul pendek"),
        "basis": _must(LINE, "Peraturan yang menjadi dasarnya"),
        "own": OWN,
        "index": Field(LINE, "Nama indeksnya"),
        "asked": Field(LINE, "Siapa yang ditanya"),
        "opening": Field(PROSE, "Pengantar di atas formulir kertas"),
        "note": Field(PROSE, "Cara formulir ini disusun"),
        "formula": _must(OneOf(tuple(FORMULAS)), "Rumus"),
        "minimum": Field(
            Record(
                "jumlah minimum",
                {"respondents": _must(COUNT, "Banyaknya responden"), "source": _must(LINE, "Sumbernya")},
            ),
            "Jumlah responden yang diminta",
        ),
        "sample": Field(OneOf(("krejcie-morgan",)), "Cara menilai kecukupan sampel"),
        "anonymous": Field(Flag(), "Kelompok di bawah lima orang tidak ditampilkan"),
        "scales": _must(MapOf(NAME, SCALE), "Skala jawaban"),
        "scale": Field(NAME, "Skala bagi butir yang tidak menyebut skalanya"),
        "labels": Field(LABELS, "Tulisan yang berlaku pada semua skala"),
        "unsure": Field(LABELS, "Tulisan pada semua skala yang harus dipastikan"),
        "variants": Field(
            ListOf(
                Record(
                    "varian",
                    {
                        "id": _must(VARIANT, "Nama varian"),
                        "title": _must(LINE, "Judulnya"),
                        "formula": _must(OneOf(tuple(FORMULAS)), "Rumusnya"),
                        "scale": _must(NAME, "Skalanya"),
                    },
                )
            ),
            "Skala lain yang juga dipakai",
        ),
        "aspects": Field(ListOf(ASPECT), "Bila tiap butir ditanyakan lebih dari sekali"),
        "unsur": _must(ListOf(UNSUR), "Unsur yang dinilai"),
        "grades": Field(
            ListOf(
                Record(
                    "tabel mutu",
                    {
                        "id": _must(KIND, "Nama tabel"),
                        "source": _must(LINE, "Peraturan asalnya"),
                        "bands": _must(
                            ListOf(
                                Record(
                                    "mutu",
                                    {
                                        "at_least": _must(Number(low=0, high=100), "Nilai terendahnya"),
                                        "grade": _must(Text(4), "Huruf mutu"),
                                        "title": _must(LINE, "Artinya"),
                                    },
                                )
                            ),
                            "Mutu, dari yang tertinggi",
                        ),
                    },
                )
            ),
            "Tabel mutu; yang pertama berlaku",
        ),
        "profile": Field(ListOf(PROFILE), "Isian tentang responden"),
        "feeds": FEEDS,
    },
)


def schema() -> Schema:
    """The JSON Schema (2020-12) of a survey form."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Formulir survei ZI Assess",
        **SURVEY.schema(),
    }
