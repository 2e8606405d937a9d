"""When a period lies, from how people write it: `2026`, `2026-TW1`, `Semester I 2026`, `Mei-Juni 2023`."""

from __future__ import annotations

import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari", "feb februari", "mar maret", "apr april", "mei", "jun juni", "jul juli",
            "agt agu agustus", "sep sept september", "okt oktober", "nov november", "des desember",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_QUARTER = re.compile(r"\b(?:tw|triwulan|q|kuartal)[ .\-]*(\d|iv|i{1,3})\b")
_HALF = re.compile(r"\b(?:s|smt|sem|semester)[ .\-]*(\d|i{1,2})\b")
_ISO = re.compile(r"(?<!\d)20\d\d-(\d\d)(?!\d)")

Order = tuple[int, int, int]


def order(period: str) -> Order | None:
    """Year, last month and first month, to sort by: a part of a year comes before the year. None: no year in it."""
    text = period.casefold()
    year = _YEAR.search(text)
    if not year:
        return None
    first, last = _months(text)
    return int(year[1]), last, first


def _months(text: str) -> tuple[int, int]:
    if quarter := _QUARTER.search(text):
        number = _number(quarter[1])
        return 3 * number - 2, 3 * number
    if half := _HALF.search(text):
        number = _number(half[1])
        return 6 * number - 5, 6 * number
    named = [_MONTHS[word] for word in re.findall(r"[a-z]+", text) if word in _MONTHS]
    if not named and (iso := _ISO.search(text)):
        named = [int(iso[1])]
    return (named[0], named[-1]) if named else (1, 12)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _ROMAN[text]
