"""Indonesian words reduced to their stem, so that who looks for *membangun* finds *pembangunan*."""

from __future__ import annotations

from functools import cache, lru_cache

import snowballstemmer  # type: ignore[import-untyped]

_MENDED = {
    # Stems the stemmer leaves apart: pe- and me- swallow the first letter of what they stand before.
    "angan": "tangan",
    "arah": "arah",
    "embang": "kembang",
    "endali": "kendali",
    "erap": "terap",
    "etap": "tetap",
    "gawa": "pegawai",
    "gawai": "pegawai",
    "alur": "salur",
    "atu": "satu",
    "ebar": "sebar",
    "elenggara": "selenggara",
    "elesai": "selesai",
    "erima": "terima",
    "indak": "tindak",
    "injau": "tinjau",
    "ingkat": "tingkat",
    "ompetensi": "kompetensi",
    "telad": "teladan",
    "tugas": "tugas",
    "ugas": "tugas",
    "unjuk": "tunjuk",
    "urang": "kurang",
}


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("indonesian")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one lower-case *word*: `pelayanan` → `layan`."""
    found: str = _stemmer().stemWord(word)
    return _MENDED.get(found, found)
