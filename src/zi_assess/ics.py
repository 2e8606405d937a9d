"""Writes calendar files (RFC 5545) that calendars of phones and offices take in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_FOLD = 75  # octets of a line, its end not counted (RFC 5545 §3.1)
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


@dataclass(frozen=True, slots=True)
class Event:
    """Whole days from *first* to *last*, both counted. The same *uid* later replaces the event of before."""

    uid: str
    first: date
    last: date
    title: str
    text: str = ""
    code: str = ""


def calendar(name: str, events: Sequence[Event], stamp: datetime) -> bytes:
    """The file's bytes; *stamp* is when this was said, and nothing else in it depends on a clock."""
    at = stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ZI Assess//Jalan//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for one in events:
        lines += _event(one, at)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(one: Event, at: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(one.uid)}",
        f"DTSTAMP:{at}",
        f"DTSTART;VALUE=DATE:{one.first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{one.last + timedelta(days=1):%Y%m%d}",  # the day after, RFC 5545 §3.6.1
        f"SUMMARY:{_text(one.title)}",
    ]
    if one.text:
        lines.append(f"DESCRIPTION:{_text(one.text)}")
    if one.code:
        lines.append(f"CATEGORIES:{_text(one.code)}")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _text(words: str) -> str:
    """*words* as a TEXT value (§3.3.11); control characters have no place in one."""
    plain = "".join(letter for letter in words if letter == "\n" or letter >= " ").replace("\x7f", "")
    return plain.translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """*line* in pieces of at most 75 octets, never within a letter, each after the first led by a blank."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(piece) + len(octets) > _FOLD:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
