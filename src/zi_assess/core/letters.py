"""What an Indonesian paper says of itself: its date, its number, whether it is a decision and whether it is signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "januari jan january",
            "februari pebruari feb peb february",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agust agt agu ags aug august",
            "september sept sep",
            "oktober okt oct october",
            "november nopember nov nop",
            "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SPELT = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\s*[-–]?\s*)({_NAMES})\.?(?:\s*[-–,]?\s*)((?:19|20)\d\d)(?!\d)", re.I
)
_FIGURES = re.compile(r"(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)(?![\d/])")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.])(\d{2})\2(\d{2})(?!\d)")
_RUN_TOGETHER = re.compile(r"(?<!\d)(20\d\d)(\d{2})(\d{2})(?!\d)")
_BEFORE_SIGNING = re.compile(r"(?:pada\s+tanggal|tanggal|tgl\.?)\s*[:.]?\s*$", re.I)
_PLACE = re.compile(r"(?:^|\n)[^\S\n]*[A-Z][A-Za-z\x20.]{2,30},\s*(?:tanggal\s+)?$")
_SET = re.compile(r"\bditetapkan\b|\bdikeluarkan\b|\bditandatangani\b", re.I)

_NUMBER = re.compile(
    r"\b(?:nomor|no)\b\s*[.:]?\s*[:.]?\s*"
    r"((?:[A-Z]{1,8}[-. ]?)?\d{1,6}(?:\s?[/.-]\s?[A-Za-z0-9.()-]{1,20}){1,8}|\d{1,5}\s+tahun\s+\d{4})",
    re.I,
)
_DECREE = re.compile(
    r"\b(?:surat\s+)?k\s?e\s?p\s?u\s?t\s?u\s?s\s?a\s?n\b|\bmemutuskan\b|\bmenetapkan\s*:|\bmenimbang\s*:",
    re.I,
)
_SIGNED = re.compile(
    r"\b(?:ttd|t\.t\.d|tanda\s?tangan|ditanda\s?tangani|ditetapkan\s+di|dikeluarkan\s+di)\b", re.I
)
_FIRST, _LAST = 20_000, 8_000  # characters: what a paper says of itself stands at its ends


def dates(text: str) -> Iterator[tuple[int, date]]:
    """Every date in *text* with the place it begins, in order."""
    found: list[tuple[int, date]] = []
    for match in _SPELT.finditer(text):
        found += _day(match.start(), match[3], str(_MONTHS[match[2].casefold()]), match[1])
    for match in _FIGURES.finditer(text):
        found += _day(match.start(), match[4], match[3], match[1])
    for match in _ISO.finditer(text):
        found += _day(match.start(), match[1], match[3], match[4])
    yield from sorted(found)


def _day(at: int, year: str, month: str, day: str) -> list[tuple[int, date]]:
    try:
        return [(at, date(int(year), int(month), int(day)))]
    except ValueError:
        return []


def dated(text: str) -> date | None:
    """The date a paper bears, as far as its text tells: where it was set or signed, then `Tanggal:`, then the place
    and date of a letter, then the first date on it.
    """
    text = _ends(text)
    best: tuple[int, date] | None = None
    for at, day in dates(text):
        worth = _worth(text, at)
        if best is None or worth > best[0]:
            best = worth, day
    return best[1] if best else None


def _worth(text: str, at: int) -> int:
    before = text[max(0, at - 140) : at]
    if _BEFORE_SIGNING.search(before) and _SET.search(before):
        return 4
    if _PLACE.search(before):
        return 3
    return 2 if _BEFORE_SIGNING.search(before) else 1


def dated_in_name(name: str) -> date | None:
    """The date in a file's name: `IMG_20260301`, `WhatsApp Image 2026-03-01 at …`, `notulen 12 Januari 2026`."""
    for _, day in dates(name.replace("_", " ")):
        return day
    for match in _RUN_TOGETHER.finditer(name):
        for _, day in _day(0, match[1], match[2], match[3]):
            return day
    return None


def number(text: str) -> str:
    """The number of a paper (`12/KLC/I/2026`, `45 Tahun 2026`), "" when it shows none."""
    match = _NUMBER.search(text[:4000])
    return " ".join(match[1].split()).rstrip(".-/ ") if match else ""


def decree(text: str) -> bool:
    """Whether *text* reads as a decision: its heading says so, or it weighs and decides."""
    return len(_DECREE.findall(text[:6000])) > 1


def signed(text: str) -> bool:
    """Whether *text* speaks of a signature, or of where it was set."""
    return bool(_SIGNED.search(text))


def _ends(text: str) -> str:
    return text if len(text) <= _FIRST + _LAST else f"{text[:_FIRST]}\n{text[-_LAST:]}"
