"""The piece of a page around what was found, and where the found words stand in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from zi_assess.stems import stem
from zi_assess.textindex.query import Query

_TOKEN = re.compile(r"[^\W_]+")
_BEFORE, _LENGTH = 60, 190  # characters
_MOST_MARKS = 12
_LOOKED_AT = 20_000  # characters of a page that are searched for the words

Marks = tuple[tuple[int, int], ...]


def snippet(text: str, query: Query) -> tuple[str, Marks]:
    """About 190 characters of *text* on one line around the densest place, and (start, end) of each found word."""
    found = list(_found(text[:_LOOKED_AT], query))
    start, end = _window(text, found)
    piece = text[start:end].replace("\n", " ")
    lead, trail = ("…" if start else ""), ("…" if end < len(text) else "")
    marks = [(a - start + len(lead), b - start + len(lead)) for a, b in found if start <= a and b <= end]
    return f"{lead}{piece}{trail}", tuple(marks[:_MOST_MARKS])


def _found(text: str, query: Query) -> Iterator[tuple[int, int]]:
    meant: dict[str, bool] = {}
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word not in meant:
            meant[word] = _meant(_plain(word), query)
        if meant[word]:
            yield match.span()


def _meant(word: str, query: Query) -> bool:
    if word in query.words or (query.prefix and word.startswith(query.prefix)):
        return True
    return stem(word) in query.stems


def _plain(word: str) -> str:
    """As the index folds it: lower case, accents off."""
    low = word.casefold()
    if low.isascii():
        return low
    return "".join(one for one in unicodedata.normalize("NFD", low) if not unicodedata.combining(one))


def _window(text: str, found: list[tuple[int, int]]) -> tuple[int, int]:
    """Where the most found words stand together, cut at blanks."""
    if not found:
        return 0, _blank_before(text, min(len(text), _LENGTH))
    starts = [start for start, _ in found]
    best = max(starts, key=lambda at: (sum(at <= other < at + _LENGTH - _BEFORE for other in starts), -at))
    start = max(0, best - _BEFORE)
    if start:
        blank = re.compile(r"\s").search(text, start, best)
        start = blank.end() if blank else start
    end = min(len(text), start + _LENGTH)
    return start, _blank_before(text, end) if end < len(text) else end


def _blank_before(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    cut = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end))
    return cut if cut > end - 40 else end
