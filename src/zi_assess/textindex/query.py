"""What a person types, as the index understands it. Nothing typed is ever syntax of the index."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from zi_assess.core.wording import FUNCTION_WORDS
from zi_assess.stems import stem

_MOST_CHARACTERS = 300
_MOST_WORDS = 16
_PART = re.compile(r'"([^"]*)"?|(\S+)')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_TOKEN = re.compile(r"[^\W_]+")
_SHORTEST_PREFIX = 3  # `di…` begins half of all words


@dataclass(frozen=True, slots=True)
class Query:
    """*match* is the expression for the index, "" when nothing can be looked for; *words* and *stems* are what a
    snippet marks, *prefix* the beginning of a word that is still being typed.
    """

    match: str
    words: frozenset[str]
    stems: frozenset[str]
    prefix: str


def parse(text: str) -> Query:
    """Words must all be on a page, in any form (*membangun* finds *pembangunan*); in quotes as they stand; the last
    word may be unfinished.
    """
    plain = unicodedata.normalize("NFKC", text[:_MOST_CHARACTERS]).translate(_QUOTES)
    parts = [(bool(match[1] is not None), match[1] or match[2] or "") for match in _PART.finditer(plain)]
    parts = [(quoted, part) for quoted, part in parts if _TOKEN.search(part)][:_MOST_WORDS]
    unfinished = bool(parts) and not parts[-1][0]
    telling = [one for one in parts if one[0] or one[1].casefold() not in FUNCTION_WORDS]
    parts = telling or parts
    terms: list[str] = []
    words: set[str] = set()
    stems: set[str] = set()
    prefix = ""
    for at, (quoted, part) in enumerate(parts):
        tokens = [token.casefold() for token in _TOKEN.findall(part)]
        last = unfinished and at == len(parts) - 1 and len(tokens) == 1 and len(tokens[0]) >= _SHORTEST_PREFIX
        terms.append(_term(tokens, quoted, last))
        words.update(tokens)
        stems.update(() if quoted else map(stem, tokens))
        prefix = tokens[0] if last else ""
    return Query(" AND ".join(terms), frozenset(words), frozenset(stems), prefix)


def _term(tokens: list[str], quoted: bool, last: bool) -> str:
    exact = _string(" ".join(tokens))
    if quoted or len(tokens) > 1:
        return f"{{text}} : {exact}"
    wanted = [exact + (" *" if last else "")]
    root = stem(tokens[0])
    if root != tokens[0]:
        wanted.append(_string(root))
    return f"({' OR '.join(wanted)})"


def _string(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
