"""What a pack says about each of its questions, weighed: rare words more than common ones, long keywords most."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zi_assess.core import codes
from zi_assess.core.codes import Label
from zi_assess.core.pack import Node, Pack, Question
from zi_assess.core.wording import LOOKING_WORDS, Stem, Wording, words

Near = Callable[[str, Collection[str]], str]
"""The word of a vocabulary that a misspelt word probably is, "" when none is like it."""

_K, _B = (
    1.2,
    0.35,
)  # BM25: how soon a repeated word stops counting, how much a long description is held against it

# What each part of a question's description weighs.
_KEYWORD, _SHORT, _TITLE, _SLOT, _SUB, _MEANING, _ASIDE = 3.0, 2.5, 2.0, 1.4, 1.2, 0.5, 0.35
_LOOKED_AT, _NEAR_BY = 0.4, 3  # what a thing is worth that was looked at, and how many words before it say so
_UNKNOWN = 2.0  # how rare a word counts that the pack never uses


@dataclass(slots=True)
class Described:
    """A question as a bag of weighed stems."""

    question: Question
    places: tuple[tuple[Node, Label], ...]
    weights: dict[str, float] = field(default_factory=dict)

    @property
    def length(self) -> float:
        return math.fsum(self.weights.values())


@dataclass(frozen=True, slots=True)
class _Keyword:
    code: str
    text: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    keyword: _Keyword
    start: int
    end: int

    def inside(self, other: _Hit) -> bool:
        longer = len(other.keyword.stems) > len(self.keyword.stems)
        return longer and other.start <= self.start and self.end <= other.end


class Lexicon:
    """The words of one pack."""

    def __init__(self, pack: Pack, stem: Stem, near: Near | None) -> None:
        self._pack = pack
        self._stem = stem
        self._near = near
        self.wording = Wording(stem)
        self.questions = {one.code: self._describe(one) for one in pack.questions}
        self._keywords = self._all_keywords()
        self._idf = self._all_rarities()
        self._held = self._all_held()
        self._looking = frozenset(map(stem, LOOKING_WORDS))
        self._surfaces = self._all_surfaces()
        self._mends: dict[str, str] = {}

    def bag(self, text: str) -> list[str]:
        """The stems of *text* that say something by themselves."""
        return [stem for stem, _ in self.wording.read(text) if self.wording.tells(stem)]

    def _phrase(self, text: str) -> tuple[str, ...]:
        return tuple(stem for stem, _ in self.wording.read(text))

    def _describe(self, question: Question) -> Described:
        described = Described(question, codes.ladder(self._pack, question.code))
        for text, weight in _texts(question, self._pack):
            for stem in set(self.bag(text)):
                described.weights[stem] = described.weights.get(stem, 0.0) + weight
        return described

    def _all_keywords(self) -> dict[str, list[_Keyword]]:
        found: dict[str, dict[tuple[str, tuple[str, ...]], _Keyword]] = {}
        for question in self._pack.questions:
            for text in (*question.match, question.short):
                stems = self._phrase(text)
                if stems:
                    keyword = _Keyword(question.code, text, stems)
                    found.setdefault(stems[0], {}).setdefault((question.code, stems), keyword)
        return {first: list(keywords.values()) for first, keywords in found.items()}

    def _all_rarities(self) -> dict[str, float]:
        held: Counter[str] = Counter()
        for one in self.questions.values():
            held.update(stem for stem, weight in one.weights.items() if weight >= _SLOT)
            held.update(dict.fromkeys(one.weights, 0))
        many = len(self.questions)
        return {stem: math.log(1 + (many - n + 0.5) / (n + 0.5)) for stem, n in held.items()}

    def _all_held(self) -> dict[str, list[tuple[str, float, float]]]:
        """By stem the questions it describes, each with its weight there and what that is divided by."""
        mean = math.fsum(one.length for one in self.questions.values()) / max(len(self.questions), 1)
        found: dict[str, list[tuple[str, float, float]]] = {}
        for code, one in self.questions.items():
            long = _K * (1 - _B + _B * one.length / mean) if one.weights else 0.0
            for stem, weight in one.weights.items():
                found.setdefault(stem, []).append((code, weight, weight + long))
        return found

    def _all_surfaces(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for question in self._pack.questions:
            for text, weight in _texts(question, self._pack):
                if weight >= _SUB:
                    found.update({word: self._stem(word) for word in words(text) if len(word) > 4})
        return found

    def rarity(self, stems: Iterable[str]) -> float:
        """How rare *stems* are in the pack, summed: what they tell."""
        return math.fsum(
            self._idf.get(stem, _UNKNOWN) for stem in stems
        )  # stems come as sets: any order, one sum

    def mended(self, read: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Misspelt words as the pack spells them."""
        if self._near is None:
            return list(read)
        found = []
        for stem, word in read:
            if stem not in self._idf and len(word) > 4 and self.wording.tells(stem) and word.isalpha():
                stem = self._mend(word) or stem
            found.append((stem, word))
        return found

    def _mend(self, word: str) -> str:
        """The stem of the pack's word that a misspelt *word* probably is, "" when there is none."""
        if word not in self._mends and self._near is not None:
            self._mends[word] = self._surfaces.get(self._near(word, self._surfaces.keys()), "")
        return self._mends.get(word, "")

    def weigh(
        self, given: Mapping[str, float], written: Mapping[str, str], most: int = 8
    ) -> tuple[dict[str, float], dict[str, list[str]]]:
        """The weight of *given* stems for each question, and the words that made it."""
        told: dict[str, list[tuple[float, str]]] = {}
        for stem, count in given.items():
            for code, weight, whole in self._held.get(stem, ()):
                worth = self._idf[stem] * min(count, 1.0) * weight * (_K + 1) / whole
                told.setdefault(code, []).append((worth, stem))
        scores: dict[str, float] = {}
        shown: dict[str, list[str]] = {}
        for code, every in told.items():
            parts = sorted(every, reverse=True)[:most]
            scores[code] = sum(worth for worth, _ in parts)
            shown[code] = list(dict.fromkeys(written.get(stem, stem) for _, stem in parts))
        return scores, shown

    def _hits(self, stems: Sequence[str]) -> list[_Hit]:
        found = [
            _Hit(keyword, at, end)
            for at, stem in enumerate(stems)
            for keyword in self._keywords.get(stem, ())
            if (end := _matched(keyword.stems, stems, at))
        ]
        return [one for one in found if not any(one.inside(other) for other in found)]

    def keywords(self, stems: Sequence[str]) -> dict[str, tuple[float, str]]:
        """The best keyword of each question and a little for every further one."""
        by_code: dict[str, dict[str, float]] = {}
        for hit in self._hits(stems):
            own = hit.keyword.stems
            loose = (hit.end - hit.start) - len(own)
            worth = (1.5 + 0.75 * self.rarity(own) + 0.5 * (len(own) - 1)) * (0.75**loose)
            if self._looked_at(hit, stems):
                worth *= _LOOKED_AT
            by_code.setdefault(hit.keyword.code, {})[hit.keyword.text] = worth
        return {code: _best_and_rest(keywords) for code, keywords in by_code.items()}

    def _looked_at(self, hit: _Hit, stems: Sequence[str]) -> bool:
        """Whether *hit* is what somebody evaluated or made known, of which its question never speaks: the monev of a
        work plan is no work plan.
        """
        before = stems[max(0, hit.start - _NEAR_BY) : hit.start]
        known = self.questions[hit.keyword.code].weights
        return any(one in self._looking and one not in known for one in before)


def _texts(question: Question, pack: Pack) -> Iterator[tuple[str, float]]:
    """Each text that describes a question, with what it weighs."""
    yield " ".join(question.match), _KEYWORD
    yield question.short, _SHORT
    yield question.title, _TITLE
    for slot in question.evidence:
        yield slot.title, _SLOT
        yield slot.example, _ASIDE
    for node in pack.path(question.code)[-2:-1]:
        yield node.title, _SUB
    yield " ".join(option.meaning for option in question.options), _MEANING
    yield question.hint, _ASIDE
    for one in question.inputs:
        yield one.title, _MEANING


def _matched(keyword: Sequence[str], stems: Sequence[str], at: int) -> int:
    """Where *keyword* ends when it stands at *at*, one word between its words allowed; 0 when it does not."""
    for one in keyword:
        if at < len(stems) and stems[at] == one:
            at += 1
        elif at + 1 < len(stems) and stems[at + 1] == one:
            at += 2
        else:
            return 0
    return at


def _best_and_rest(keywords: Mapping[str, float]) -> tuple[float, str]:
    best = max(keywords, key=lambda one: keywords[one])
    rest = sum(keywords.values()) - keywords[best]
    return keywords[best] + min(rest * 0.3, 3.0), best
