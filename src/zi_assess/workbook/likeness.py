"""How alike a text of the ministry's and a place of the pack are: the pack words everything its own way."""

from __future__ import annotations

import re

from zi_assess.core.pack import Input, Node, Question

_WORD = re.compile(r"[a-z0-9]+")
_IDLE = frozenset(
    "yang dan atau di dari pada untuk dengan telah sudah ada terdapat dalam oleh ke sebagai atas para serta jika "
    "adalah dilakukan melakukan unit kerja jumlah seluruh tidak".split()
)


def words(text: str) -> frozenset[str]:
    """The telling words of *text*."""
    return frozenset(_WORD.findall(text.casefold())) - _IDLE


def to_question(text: str, question: Question) -> float:
    """0–1: how surely *text* speaks of *question*, by its keywords and title."""
    given = words(text)
    plain = f" {' '.join(_WORD.findall(text.casefold()))} "
    phrases = sum(_phrase(plain, given, phrase) for phrase in question.match)
    titles = max(_overlap(given, words(question.title)), _overlap(given, words(question.short)))
    return min(1.0, 0.7 * min(1.0, phrases) + 0.7 * titles)


def _phrase(plain: str, given: frozenset[str], phrase: str) -> float:
    parts = _WORD.findall(phrase.casefold())
    if f" {' '.join(parts)} " in plain:
        return min(1.0, 0.35 + 0.15 * len(parts))
    telling = words(phrase)
    return 0.15 * len(telling) if telling and telling <= given else 0.0


def to_title(text: str, node: Node | Input) -> float:
    """0–1: how much of the words of the title of *node* and of *text* are the same."""
    return _overlap(words(text), words(node.title))


def _overlap(given: frozenset[str], own: frozenset[str]) -> float:
    either = len(given | own)
    return len(given & own) / either if either else 0.0
