"""Pages that a unit points at in its own words: “3–5”, “hal. 2, 4”."""

from __future__ import annotations

import re

_RANGE = re.compile(r"(\d{1,5})(?:\s*(?:-|–|—|s\.?\s?d\.?|sampai)\s*(\d{1,5}))?", re.IGNORECASE)


def mentioned(text: str, pages: int) -> tuple[tuple[int, int], ...]:
    """The pages *text* names, as (first, last) counted from 1; only those the document has."""
    found = []
    for match in _RANGE.finditer(text):
        first, last = int(match[1]), int(match[2] or match[1])
        if 1 <= first <= last and first <= pages:
            found.append((first, min(last, pages)))
    return tuple(found)
