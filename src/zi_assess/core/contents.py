"""What was noticed inside one file: what it is, whether it could be read, what it carries, what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from zi_assess.core.letters import Period, dated_in_name, period_in_name


class Reading(StrEnum):
    """How far a file could be read."""

    READ = "read"
    LOCKED = "locked"  # by a password
    BROKEN = "broken"
    EMPTY = "empty"  # 0 bytes, or 0 pages
    NOT_TEXT = "not-text"  # a kind this program takes no text from
    TOO_LARGE = "too-large"
    NOT_A_FILE = "not-a-file"


class Trait(StrEnum):
    """What a file carries that a paper need not."""

    SCRIPT = "script"
    LAUNCH = "launch"
    ATTACHMENT = "attachment"
    FORM_SENDS = "form-sends"  # a form that sends itself somewhere
    MACRO = "macro"
    OUTSIDE = "outside"  # a template or picture is fetched from elsewhere when it is opened
    TWO_FACED = "two-faced"  # another kind of file for another program
    PROGRAM = "program"
    CUT_SHORT = "cut-short"  # more text than is kept
    OCR = "ocr"  # the text, or some of it, was read from pictures


@dataclass(frozen=True, slots=True)
class Contents:
    """*form* is what the bytes are (`pdf`, `docx`, `jpeg`, `program` …, `unknown`); *pages* are pages, sheets or
    slides; *textless* the numbers of the pages without text; *decree* says that it reads as a decision, *signed* that
    it speaks of a signature or carries one; *dated*, *number*, *valid_until* and *period_start* … *period_end* are what
    the text says of itself; *taken* is when a camera took it.
    """

    form: str = "unknown"
    reading: Reading = Reading.NOT_TEXT
    pages: int = 0
    characters: int = 0
    textless: tuple[int, ...] = ()
    traits: tuple[Trait, ...] = ()
    decree: bool = False
    signed: bool = False
    dated: date | None = None
    number: str = ""
    width: int = 0
    height: int = 0
    taken: datetime | None = None
    valid_until: date | None = None
    period_start: date | None = None
    period_end: date | None = None

    @property
    def searchable(self) -> bool:
        return self.characters > 0

    def proposed_date(self, name: str) -> date | None:
        """The date to propose for a document called *name*: what its text bears, else when it was taken, else what
        its name says.
        """
        return self.dated or (self.taken.date() if self.taken else None) or dated_in_name(name)

    def proposed_period(self, name: str) -> Period | None:
        """The time to propose for a document called *name*: what whoever named it says, else what its text says."""
        if named := period_in_name(name):
            return named
        first, last = self.period_start, self.period_end
        return (first, last) if first is not None and last is not None else None

    def plain(self) -> dict[str, object]:
        """As JSON can hold it: only what differs from the blank."""
        blank = Contents()
        own = {one.name: getattr(self, one.name) for one in fields(self)}
        told = {name: value for name, value in own.items() if value != getattr(blank, name)}
        return {name: _plain(value) for name, value in told.items()}


def from_plain(given: Mapping[str, object]) -> Contents:
    """What `plain` wrote. Raises ValueError or TypeError for anything else."""
    known = dict(given)
    if unknown := set(known) - {one.name for one in fields(Contents)}:
        raise ValueError(sorted(unknown))
    return Contents(
        form=_text(known.get("form", "unknown")),
        reading=Reading(_text(known.get("reading", Reading.NOT_TEXT))),
        pages=_count(known.get("pages", 0)),
        characters=_count(known.get("characters", 0)),
        textless=tuple(_count(one) for one in _list(known.get("textless", ()))),
        traits=tuple(Trait(_text(one)) for one in _list(known.get("traits", ()))),
        decree=bool(known.get("decree")),
        signed=bool(known.get("signed")),
        dated=_day(known.get("dated")),
        number=_text(known.get("number", "")),
        width=_count(known.get("width", 0)),
        height=_count(known.get("height", 0)),
        taken=datetime.fromisoformat(_text(known["taken"])) if known.get("taken") else None,
        valid_until=_day(known.get("valid_until")),
        period_start=_day(known.get("period_start")),
        period_end=_day(known.get("period_end")),
    )


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _day(value: object) -> date | None:
    return date.fromisoformat(_text(value)) if value else None


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError(value)
    return value


def _list(value: object) -> list[object] | tuple[object, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError(value)
    return value
