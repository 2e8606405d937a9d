"""What happened to an assessment, entry by entry, as a page and a report show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry of the journal in words.

    *text* says what changed, in the language in use when it was read. *head* is the chain's head after it (hex).
    *undoes* is the number of the entry that this one took back or did again, *undone* whether this one stands taken
    back now. *countersigned* names who confirmed the journal up to here ("" nobody).
    """

    seq: int
    at: datetime
    who: str
    verb: str
    text: str
    head: str
    undoes: int = 0
    undone: bool = False
    countersigned: str = ""

    @property
    def short_head(self) -> str:
        return short(self.head)


def short(head: str) -> str:
    """A head as it is printed and compared by eye: `7c1e-04af`; "" for none."""
    return f"{head[:4]}-{head[4:8]}" if head else ""
