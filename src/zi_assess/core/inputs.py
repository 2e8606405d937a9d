"""What an input may hold: counts, times of day and dates, each kept as one whole number."""

from __future__ import annotations

import re
from datetime import date, time

_DIGITS = 9
_TIME = re.compile(r"(\d{1,2})[.:](\d{2})")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def read(kind: str, text: str) -> int | None:
    """The number that *text* stands for in an input of *kind*; None when it is none.

    A time may be written `08.15`, `08:15` or as it is kept (815), a date `2026-08-17` or 20260817.
    """
    text = text.strip()
    if kind == "time" and (found := _TIME.fullmatch(text)):
        number = int(found[1]) * 100 + int(found[2])
    elif kind == "date" and (found := _DATE.fullmatch(text)):
        number = (int(found[1]) * 100 + int(found[2])) * 100 + int(found[3])
    elif text.isascii() and text.isdecimal() and len(text) <= _DIGITS:
        number = int(text)
    else:
        return None
    return number if holds(kind, number) else None


def holds(kind: str, number: int) -> bool:
    """Whether *number* can be what an input of *kind* keeps."""
    if kind == "time":
        return as_time(number) is not None
    return kind != "date" or as_date(number) is not None


def as_time(number: int) -> time | None:
    """815 as 08.15; None when there is no such time."""
    hours, minutes = divmod(number, 100)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def as_date(number: int) -> date | None:
    """20260817 as 17 August 2026; None when there is no such day."""
    try:
        return date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError:
        return None


def of_date(day: date) -> int:
    """17 August 2026 as it is kept: 20260817."""
    return day.year * 10_000 + day.month * 100 + day.day
