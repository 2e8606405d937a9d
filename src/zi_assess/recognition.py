"""Proposes where a file belongs: the core's recognition with Indonesian stems and a feel for misspelt words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rapidfuzz import fuzz, process

from zi_assess.core.pack import Pack
from zi_assess.core.recognise import Proposal, Reason, Recogniser
from zi_assess.stems import stem

__all__ = ["Proposal", "Reason", "also_answers", "recognise"]

_ALIKE = 84  # below this two words share letters, not meaning (`penilaian`, `penataan`)
_packs: dict[str, Recogniser] = {}
_MOST_PACKS = 4


def recognise(
    pack: Pack, name: str, folders: Sequence[str] = (), text: str = "", *, limit: int = 10
) -> tuple[Proposal, ...]:
    """The criteria of *pack* that a file may answer, likeliest first; *folders* outermost first, *text* as far as
    it is known. Empty when nothing speaks for any.
    """
    return _recogniser(pack).proposals(name, folders, text, limit=limit)


def also_answers(
    pack: Pack, name: str, text: str, open_codes: Collection[str], *, limit: int = 5
) -> tuple[Proposal, ...]:
    """Which of *open_codes* a file that is filed already may answer too, by its words alone."""
    return _recogniser(pack).proposals(name, (), text, among=open_codes, words_only=True, limit=limit)


def _recogniser(pack: Pack) -> Recogniser:
    if pack.digest not in _packs:
        while len(_packs) >= _MOST_PACKS:
            _packs.pop(next(iter(_packs)))
        _packs[pack.digest] = Recogniser(pack, stem, _near)
    return _packs[pack.digest]


def _near(word: str, vocabulary: Collection[str]) -> str:
    found = process.extractOne(word, vocabulary, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found else ""
