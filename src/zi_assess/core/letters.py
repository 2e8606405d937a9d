"""What an Indonesian paper says of itself: its date, number, period and validity, whether it decides and is signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

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
_TITLE = 1_500  # characters: further down a paper speaks of other periods than its own

Period = tuple[date, date]
"""The first and the last day."""

_TILL = r"(?<!\w)(?:s\.?\s?/?\s?d\b\.?|sampai(?:\s+dengan)?|hingga|until|to)"  # Purwokerto ends in no `to`
_TO = rf"(?:{_TILL}|[-–])"
_YEAR = r"((?:19|20)\d\d)(?!\d)"
_OF_YEAR = rf"\b[\s.,()/-]*(?:(?:tahun|thn|th|t\.?a)\.?\s*(?:anggaran)?)?\s*{_YEAR}"
_ORDER = {
    "i": 1, "1": 1, "pertama": 1, "ii": 2, "2": 2, "kedua": 2, "iii": 3, "3": 3, "ketiga": 3,
    "iv": 4, "4": 4, "keempat": 4,
}  # fmt: skip
_NTH = r"[\s.-]*(?:ke[\s-]*)?(iv|iii|ii|i|[1-4]|pertama|kedua|ketiga|keempat)"
_QUARTER = re.compile(rf"\b(?:triwulan|trw|tw|kuartal){_NTH}{_OF_YEAR}", re.I)
_HALF = re.compile(rf"\b(?:semester|smt|sem){_NTH}{_OF_YEAR}", re.I)
_CHECKPOINT = re.compile(rf"\bb(03|06|09|12)[\s.-]*{_YEAR}", re.I)
_DAYS = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s+({_NAMES})\.?(?:\s+{_YEAR})?\s*{_TO}\s*(\d{{1,2}})\s+({_NAMES})\.?\s+{_YEAR}",
    re.I,
)
_MONTHS_ON = re.compile(rf"\b({_NAMES})\.?(?:\s+{_YEAR})?\s*{_TO}\s*({_NAMES})\.?\s+{_YEAR}", re.I)
_MONTH_SAID = re.compile(rf"\b(?:bulan|periode|masa)\s*:?\s*({_NAMES})\.?\s+{_YEAR}", re.I)
_MONTH_BARE = re.compile(rf"(?<!\d)(?<!\d[\s-])\b({_NAMES})\.?[\s-]*{_YEAR}", re.I)
_MONTH_FIGURES = re.compile(r"(?<!\d)(20\d\d)[-.\s](0[1-9]|1[0-2])(?![-.\s]?\d)")
_HOLDS = re.compile(r"(?<!tidak\s)\b(?:masa\s+)?berlaku(?:nya)?\b|\bvalid\b", re.I)
_ON = r"\s*:?\s*(?:pada\s+)?(?:tanggal|tgl\.?)?\s*:?\s*$"
_UP_TO = re.compile(rf"(?:{_TILL}|(?:\d|{_NAMES})\.?\s*[-–]){_ON}", re.I)  # a dash after a place is none
_SENTENCE_ENDS = re.compile(r"[a-z]{4,}[.;]\s+(?:\d+\.\s+)?[A-Z]")
_HOLDS_ON = re.compile(r"\bmasa\s+berlaku(?:nya)?" + _ON, re.I)
_HOLDS_REACH = 160  # characters between the word and the day


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


def period(text: str) -> Period | None:
    """The time a paper reports on, as its front tells: `Triwulan I Tahun 2026`, `Semester II 2025`, `bulan Maret 2026`,
    `Januari s.d. Maret 2026`, `1 Januari s.d. 31 Maret 2026`.
    """
    return _first_period(text[:_TITLE], (_MONTH_SAID,))


def period_in_name(name: str) -> Period | None:
    """The time in a file's name: `Laporan TW I 2026`, `B03 2026`, `rekap maret 2026`, `ceklis 2026-02`."""
    return _first_period(name.replace("_", " "), (_MONTH_SAID, _MONTH_BARE, _MONTH_FIGURES))


def _first_period(text: str, single: tuple[re.Pattern[str], ...]) -> Period | None:
    """What stands first; of what begins at the same place the longest."""
    found = [
        (match.start(), -match.end(), days)
        for pattern in (_QUARTER, _HALF, _CHECKPOINT, _DAYS, _MONTHS_ON, *single)
        for match in pattern.finditer(text)
        if (days := _span(pattern, match, text)) is not None
    ]
    return min(found)[2] if found else None


def _span(pattern: re.Pattern[str], match: re.Match[str], text: str) -> Period | None:
    try:
        first, last = _days_of(pattern, match)
    except (ValueError, KeyError):  # 31 April; a fourth half of a year
        return None
    held = pattern is _DAYS and _HOLDS.search(text[max(0, match.start() - 40) : match.start()])
    return (first, last) if first <= last <= first + timedelta(days=366) and not held else None


def _days_of(pattern: re.Pattern[str], match: re.Match[str]) -> Period:
    """Raises ValueError or KeyError when there are no such days."""
    if pattern in (_QUARTER, _HALF):
        length = 3 if pattern is _QUARTER else 6
        return _whole_months(int(match[2]), _ORDER[match[1].casefold()] * length, length)
    if pattern is _CHECKPOINT:
        return _whole_months(int(match[2]), int(match[1]), 3)
    if pattern is _DAYS:
        day, month, year, last_day, last_month, last_year = match.groups()
        last = date(int(last_year), _MONTHS[last_month.casefold()], int(last_day))
        return _before(last, year, month, int(day)), last
    if pattern is _MONTHS_ON:
        month, year, last_month, last_year = match.groups()
        last = _whole_months(int(last_year), _MONTHS[last_month.casefold()], 1)[1]
        return _before(last, year, month, 1), last
    if pattern is _MONTH_FIGURES:
        return _whole_months(int(match[1]), int(match[2]), 1)
    return _whole_months(int(match[2]), _MONTHS[match[1].casefold()], 1)


def _before(last: date, year: str | None, month: str, day: int) -> date:
    """The day that a span up to *last* begins on; where its year is not told, the nearest: `November s.d. Februari`."""
    number = _MONTHS[month.casefold()]
    return date(int(year) if year else last.year - (number > last.month), number, day)


def _whole_months(year: int, last: int, many: int) -> Period:
    """*many* months of *year* up to month number *last*."""
    after = date(year + last // 12, last % 12 + 1, 1)
    return date(year, last - many + 1, 1), after - timedelta(days=1)


def valid_until(text: str) -> date | None:
    """The last day a paper holds: `berlaku … sampai dengan 31 Desember 2026`, `Masa berlaku: …`."""
    text = _ends(text)
    only: date | None = None
    for at, day in dates(text):
        before = text[max(0, at - _HOLDS_REACH) : at]
        if _UP_TO.search(before) and _holds(before):
            return day
        only = only or (day if _HOLDS_ON.search(before) else None)
    return only


def _holds(before: str) -> bool:
    """Whether the sentence that is under way at the end of *before* speaks of holding."""
    said = [match.end() for match in _HOLDS.finditer(before)]
    return bool(said) and not _SENTENCE_ENDS.search(before, said[-1])


def decree(text: str) -> bool:
    """Whether *text* reads as a decision: its heading says so, or it weighs and decides."""
    return len(_DECREE.findall(text[:6000])) > 1


def signed(text: str) -> bool:
    """Whether *text* speaks of a signature, or of where it was set."""
    return bool(_SIGNED.search(text))


def _ends(text: str) -> str:
    return text if len(text) <= _FIRST + _LAST else f"{text[:_FIRST]}\n{text[-_LAST:]}"
