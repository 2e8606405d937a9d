"""Letters on paper: the embedded faces, and text made printable, measured and wrapped."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from zi_assess import paths

Weight = Literal["regular", "semibold", "bold"]
FILES: dict[Weight, str] = {
    "regular": "Inter-Regular",
    "semibold": "Inter-SemiBold",
    "bold": "Inter-Bold",
}
LACKING = "▢"
"""Stands for every character the faces cannot draw."""

# These draw nothing in any font, so leaving them out changes nothing a reader could see.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"))
_NEW_LINE = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t]+")
# No hyphen: readers that copy the text take one at a line's end for hyphenation and leave it out.
_BREAK_AFTER = frozenset("/\\_.,;:?&=+@#%)]}>|")
_KEPT, _SHORT = 50_000, 80
DIGITS = frozenset("0123456789")


class Face:
    """One embedded weight of Inter. Widths are in thousandths of the type size."""

    def __init__(self, name: str) -> None:
        self.font = TTFont(name, str(paths.bundled("resources", "fonts", f"{name}.ttf")))
        pdfmetrics.registerFont(self.font)
        widths = self.font.face.charWidths
        self.chars = {
            chr(code): float(widths.get(code, 0.0)) for code in self.font.face.charToGlyph if code >= 32
        }
        self.digit = max(self.chars[digit] for digit in DIGITS)
        self._words: dict[str, float] = {}
        self._wrapped: dict[tuple[str, float, float], list[str]] = {}

    def width(self, text: str) -> float:
        """How wide *text* is; every word is measured once."""
        found = self._words.get(text)
        if found is None:
            if len(self._words) > _KEPT:
                self._words.clear()
            found = self._words[text] = self.font.stringWidth(text, 1000)
        return found

    def figures_width(self, text: str) -> float:
        """How wide *text* is when all digits take the room of the widest, as numbers in columns do."""
        return sum([self.digit if char in DIGITS else self.chars.get(char, 0.0) for char in text])

    def wrap(self, text: str, size: float, width: float) -> list[str]:
        """*text*, already printable, in lines of at most *width* points; words longer than a line are broken.

        Do not change the list: short texts come back again and again, so they are wrapped once.
        """
        key = (text, size, width)
        lines = self._wrapped.get(key)
        if lines is None:
            limit = max(width * 1000 / size, 2 * self.digit)
            if "\n" not in text and self.font.stringWidth(text, 1000) <= limit:
                lines = [text]
            else:
                lines = [line for paragraph in text.split("\n") for line in self._wrap(paragraph, limit)]
            if len(text) < _SHORT:
                if len(self._wrapped) > _KEPT:
                    self._wrapped.clear()
                self._wrapped[key] = lines
        return lines

    def _wrap(self, paragraph: str, limit: float) -> list[str]:
        lines: list[str] = []
        line, used, blank = "", 0.0, self.chars[" "]
        for word in paragraph.split(" "):
            wide = self.width(word)
            if line and used + blank + wide <= limit:
                line, used = f"{line} {word}", used + blank + wide
                continue
            if line:
                lines.append(line)
            while wide > limit:
                head, word = self._broken(word, limit)
                lines.append(head)
                wide = self.width(word)
            line, used = word, wide
        lines.append(line)
        return lines

    def _broken(self, word: str, limit: float) -> tuple[str, str]:
        """Cut a word that is wider than a line, after a mark such as `/` or `_` where one is near."""
        used, fits = 0.0, 0
        for char in word:
            used += self.chars.get(char, 0.0)
            if used > limit:
                break
            fits += 1
        fits = max(1, fits)
        near = range(fits, fits * 2 // 3, -1)
        marks = (cut for cut in near if word[cut - 1] in _BREAK_AFTER)
        letters = (cut for cut in near if word[cut - 1] != "-")
        cut = next(marks, 0) or next(letters, fits)
        return word[:cut], word[cut:]

    def cut(self, text: str, size: float, width: float) -> str:
        """*text* on one line, ending in … where it would be wider than *width* points."""
        lines = self.wrap(text, size, width)
        return lines[0] if len(lines) == 1 else self.wrap(text, size, width - size)[0] + "…"


@lru_cache(maxsize=1)
def faces() -> dict[Weight, Face]:
    return {weight: Face(name) for weight, name in FILES.items()}


@lru_cache(maxsize=1)
def _drawable() -> frozenset[str]:
    """What every face can draw."""
    return frozenset.intersection(*(frozenset(face.chars) for face in faces().values())) | {"\n"}


def p(text: str, lacking: set[str]) -> str:
    """Make any text printable: the one road from what users wrote to paper.

    Nothing is markup here. Runs of blanks become one, line ends stay. A character the faces lack is written by its
    plain equivalent where it has one (the ligature ﬁ as fi); else it becomes `LACKING` and is added to *lacking*.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = unicodedata.normalize("NFC", _NEW_LINE.sub("\n", text)).translate(_INVISIBLE)
    text = _BLANKS.sub(" ", text).replace(" \n", "\n").replace("\n ", "\n").strip(" \n")
    missing = set(text) - _drawable()
    if missing:
        instead = {char: _plain(char) for char in missing}
        lacking |= {char for char, plain in instead.items() if plain == LACKING}
        text = "".join(instead.get(char, char) for char in text)
    return text


def _plain(char: str) -> str:
    """What stands for a character that the faces lack."""
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain and set(plain) <= _drawable() else LACKING
