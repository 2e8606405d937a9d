"""Text as it is kept: one way to write a letter, no invisible signs, words whole across lines, and never too much."""

from __future__ import annotations

import re
import unicodedata

MOST_PAGE = 200_000  # characters of one page
MOST_TEXT = 8_000_000  # characters of one file: what a reply of the confined child can carry
_HYPHENATED = re.compile("[\ufffe\u00ad\x02]\r?\n?")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_LINES = re.compile(r"\s*\n\s*")


def clean(text: str) -> str:
    """*text* for the index and the snippet."""
    text = _HYPHENATED.sub("", text[:MOST_PAGE])
    text = _INVISIBLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _LINES.sub("\n", _BLANKS.sub(" ", unicodedata.normalize("NFKC", text))).strip()
