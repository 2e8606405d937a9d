"""A date as it is typed here: 17/8/2026, 17-08-2026, 17 Agustus 2026, 17 Agt 2026, and the English months."""

from __future__ import annotations

import re
from datetime import date

from zi_assess.i18n import _

_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan januari january|feb februari pebruari february|mar maret march|apr april|mei may|jun juni june|"
        "jul juli july|agt agustus ags agu aug august|sep september sept|okt oktober oct october|"
        "nov november nop nopember|des desember dec december".split("|"),
        1,
    )
    for name in names.split()
}
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})")


def read_date(text: str) -> tuple[date | None, str]:
    """The date in *text* ("" is None), and what is wrong with it ("" = nothing)."""
    plain = " ".join(text.casefold().split())
    if not plain:
        return None, ""
    found = _parts(plain)
    try:
        if found is not None and 1900 <= found[0] <= 2200:
            return date(*found), ""
    except ValueError:
        return None, _("Tanggal itu tidak ada.")
    return None, _("Tulis tanggal, misalnya 17/8/2026 atau 17 Agustus 2026.")


def _parts(plain: str) -> tuple[int, int, int] | None:
    if match := _ISO.fullmatch(plain):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _NUMBERS.fullmatch(plain):
        return int(match[3]), int(match[2]), int(match[1])
    if (match := _WORDS.fullmatch(plain)) and match[2] in _MONTHS:
        return int(match[3]), _MONTHS[match[2]], int(match[1])
    return None
