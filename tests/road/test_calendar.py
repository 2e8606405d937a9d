"""Calendar files hold to RFC 5545: lines, escapes, days, and names that stay."""

from __future__ import annotations

from datetime import UTC, date, datetime

from zi_assess.ics import Event, calendar

STAMP = datetime(2026, 8, 17, 3, 4, 5, tzinfo=UTC)
DAY = date(2026, 5, 31)


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_every_line_ends_in_cr_lf_and_has_at_most_75_octets() -> None:
    data = calendar("Jalan", [Event("a@b", DAY, DAY, "é" * 200, "“kutip” " * 50)], STAMP)
    assert data.endswith(b"END:VCALENDAR\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75


def test_unfolding_gives_back_the_words_with_their_escapes() -> None:
    data = calendar("Jalan", [Event("a@b", DAY, DAY, "é, " * 60, "satu; dua\ntiga\\empat\x07")], STAMP)
    assert "SUMMARY:" + "é\\, " * 60 in unfolded(data)
    assert "DESCRIPTION:satu\\; dua\\ntiga\\\\empat" in unfolded(data)


def test_an_event_ends_on_the_day_after_its_last() -> None:
    lines = unfolded(calendar("Jalan", [Event("a@b", date(2026, 5, 25), DAY, "x")], STAMP))
    assert "DTSTART;VALUE=DATE:20260525" in lines and "DTEND;VALUE=DATE:20260601" in lines
    assert "DTSTAMP:20260817T030405Z" in lines


def test_the_same_events_give_the_same_bytes() -> None:
    events = [Event("a@b", DAY, DAY, "x", "y", "A.1")]
    assert calendar("Jalan", events, STAMP) == calendar("Jalan", events, STAMP)
