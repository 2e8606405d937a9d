"""Indonesian words reduced to their stem, so that who looks for *membangun* finds *pembangunan*."""

from __future__ import annotations

from functools import cache, lru_cache

import snowballstemmer  # type: ignore[import-untyped]

_MENDED = {
    # Stems the stemmer leaves apart: pe- and me- swallow the first letter of what they stand before.
    "alur": "salur",
    "angan": "tangan",
    "ata": "tata",
    "awasi": "awas",
    "capa": "capai",
    "ebar": "sebar",
    "egak": "tegak",
    "eladan": "teladan",
    "elenggara": "selenggara",
    "elesai": "selesai",
    "elola": "kelola",
    "embang": "kembang",
    "empat": "tempat",
    "encana": "rencana",
    "endali": "kendali",
    "erap": "terap",
    "erima": "terima",
    "esah": "sah",
    "etap": "tetap",
    "gawa": "pegawai",
    "gawai": "pegawai",
    "ila": "nilai",
    "ilai": "nilai",
    "indak": "tindak",
    "indaklanjut": "tindaklanjut",
    "ingkat": "tingkat",
    "injau": "tinjau",
    "nila": "nilai",
    "panfaat": "manfaat",
    "putakhir": "mutakhir",
    "sahkan": "sah",
    "selesa": "selesai",
    "telad": "teladan",
    "terlibat": "libat",
    "uat": "kuat",
    "ugas": "tugas",
    "unjuk": "tunjuk",
    "urun": "turun",
}


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("indonesian")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one lower-case *word*: `pelayanan` → `layan`."""
    found: str = _stemmer().stemWord(word)
    return found if found == word else _MENDED.get(found, found)  # `empat` itself is a number
