"""Which criterion a file answers: proposals from its name, its folders and its text, each with its reasons.

Nothing is decided here. A code in a name speaks loudest, then the folders, then the pack's own words: the longest
keyword wins, the rest is weighed as a search engine would (BM25 over stems).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zi_assess.core import codes
from zi_assess.core.codes import Label
from zi_assess.core.pack import EvidenceSlot, Group, Node, Pack, Question
from zi_assess.core.wording import Stem, Wording, words

Near = Callable[[str, Collection[str]], str]
"""The word of a vocabulary that a misspelt word probably is, "" when none is like it."""

MOST_TEXT = 12_000  # characters of a text that are weighed: what a paper is about stands at its front
_HEAD = 700
_K, _B = (
    1.2,
    0.35,
)  # BM25: how soon a repeated word stops counting, how much a long description is held against it

# What each part of a question's description weighs.
_KEYWORD, _SHORT, _TITLE, _SLOT, _SUB, _MEANING, _ASIDE = 3.0, 2.5, 2.0, 1.4, 1.2, 0.5, 0.35

# What a place in the tree is worth when a name or a folder points at it: by its depth from the question upwards.
_REACH = (24.0, 11.0, 8.0, 6.0, 4.0)
_LIKE = 0.55  # from here on a folder's words are the title of a place
_HALF = 9.0  # the sum at which a proposal counts as half sure


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a criterion is proposed: an Indonesian template for *values*; *worth* is its share of the sum."""

    text: str
    values: Mapping[str, object]
    worth: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A criterion a file may answer, with the slot it would fill ("" when none fits); *score* 0–1."""

    code: str
    slot: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class _Described:
    """A question as a bag of weighed stems."""

    question: Question
    places: tuple[tuple[Node, Label], ...]
    weights: dict[str, float] = field(default_factory=dict)

    @property
    def length(self) -> float:
        return sum(self.weights.values())


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


class _Sum:
    """What speaks for each question."""

    def __init__(self) -> None:
        self.reasons: dict[str, list[Reason]] = {}

    def add(self, code: str, worth: float, text: str, /, **values: object) -> None:
        if worth > 0:
            self.reasons.setdefault(code, []).append(Reason(text, values, worth))

    def of(self, code: str) -> float:
        return sum(reason.worth for reason in self.reasons.get(code, ()))


class Recogniser:
    """Knows one pack. *stem* gives the stem of a word; *near* mends misspelt ones."""

    def __init__(self, pack: Pack, stem: Stem, near: Near | None = None) -> None:
        self._pack = pack
        self._wording = Wording(stem)
        self._near = near
        self._stem = stem
        self._questions = {one.code: self._describe(one) for one in pack.questions}
        self._keywords = self._all_keywords()
        self._idf = self._rarity()
        self._mean = sum(one.length for one in self._questions.values()) / max(len(self._questions), 1)
        self._titles = {node.code: frozenset(self._bag(node.title)) for node in pack.groups}
        self._unmistakable = _unique(self._titles)
        self._surfaces = self._all_surfaces()
        self._mends: dict[str, str] = {}
        self._ladders = {code: codes.ladder(pack, code) for code in pack.nodes}

    def proposals(
        self,
        name: str,
        folders: Sequence[str] = (),
        text: str = "",
        *,
        among: Collection[str] | None = None,
        words_only: bool = False,
        limit: int = 10,
    ) -> tuple[Proposal, ...]:
        """The criteria that a file may answer, likeliest first; *folders* outermost first.

        *among* keeps to these codes; *words_only* leaves codes and folders aside: what else may this file answer?
        """
        stem = _without_extension(name)
        total = _Sum()
        if not words_only:
            self._by_codes(stem, total)
            self._by_folders(folders, stem, total)
        said = self._by_name(stem, "nama", 1.0, total)
        for folder, share in _nearest(folders if not words_only else ()):
            self._by_name(folder, "folder", share, total)
        self._by_text(text, 0.45 if said else 1.0, total)
        found = [code for code in total.reasons if among is None or code in among]
        order = {code: at for at, code in enumerate(self._questions)}
        found.sort(key=lambda code: (-total.of(code), order[code]))
        return tuple(self._proposal(code, total, stem, name, text) for code in found[:limit])

    # What the pack says

    def _bag(self, text: str) -> list[str]:
        return [stem for stem, _ in self._wording.read(text) if self._wording.tells(stem)]

    def _phrase(self, text: str) -> tuple[str, ...]:
        return tuple(stem for stem, _ in self._wording.read(text))

    def _describe(self, question: Question) -> _Described:
        described = _Described(question, codes.ladder(self._pack, question.code))
        for text, weight in _texts(question, self._pack):
            for stem in set(self._bag(text)):
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

    def _rarity(self) -> dict[str, float]:
        held: Counter[str] = Counter()
        for one in self._questions.values():
            held.update(stem for stem, weight in one.weights.items() if weight >= _SLOT)
            held.update(dict.fromkeys(one.weights, 0))
        many = len(self._questions)
        return {stem: math.log(1 + (many - n + 0.5) / (n + 0.5)) for stem, n in held.items()}

    def _all_surfaces(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for question in self._pack.questions:
            for text, weight in _texts(question, self._pack):
                if weight >= _SUB:
                    found.update({word: self._stem(word) for word in words(text) if len(word) > 4})
        return found

    # What speaks for a question

    def _by_codes(self, name: str, total: _Sum) -> None:
        number = codes.soal(name)
        for code, one in self._questions.items():
            if number and one.question.refs.get("portalrb_soal") == number:
                total.add(code, _REACH[0], "soal {number} PortalRB pada nama berkas", number=number)
        found = codes.find(name)
        for code, one in self._questions.items():
            best, written = max(
                ((self._points_at(each, one), each.written) for each in found), default=(0.0, ""), key=_first
            )
            total.add(code, best, "kode {code} pada nama berkas", code=written)

        bag = frozenset(self._bag(name))
        for group in (one for top in self._pack.tree for one in top.children if isinstance(one, Group)):
            if self._titles[group.code] <= bag and len(self._titles[group.code]) == 1:
                self._add_below(group, total)

    def _add_below(self, group: Group, total: _Sum) -> None:
        """`Reform` among the words of a name: everything below gains."""
        for code, one in self._questions.items():
            if any(node.code == group.code for node, _ in one.places):
                total.add(code, _REACH[3] * 1.6, "kata {words} pada nama berkas", words=group.title)

    def _points_at(self, found: codes.Found, one: _Described) -> float:
        """What *found* is worth for a question: it may name the question or a place above it."""
        own = tuple(label for _, label in one.places)
        best = 0.0
        for up in range(len(own)):
            labels = own[: len(own) - up]
            fits = self._level_fit(found, one, up) if found.level else codes.fit(found.labels, labels)
            share = fits if found.leads or len(found.labels) > 2 else fits * 0.7
            best = max(best, share * _REACH[min(up, len(_REACH) - 1)])
        return best

    def _level_fit(self, found: codes.Found, one: _Described, up: int) -> float:
        """`Pokja 2` counts the places whose level is an area, whatever lies above them."""
        node, label = one.places[len(one.places) - 1 - up]
        area = isinstance(node, Group) and node.level == "area"
        return 0.9 if area and label.number and label.number == found.labels[0].number else 0.0

    def _by_folders(self, folders: Sequence[str], name: str, total: _Sum) -> None:
        read = [(folder, codes.find(folder), self._bag(folder)) for folder in folders]
        gains: dict[str, tuple[float, str]] = {}
        for folder, found, bag in read:
            for code, share in self._folder_places(found, bag):
                gains[code] = max(gains.get(code, (0.0, "")), (share, folder), key=_first)
        chains = _chains([found for _, found, _ in read], codes.find(name))
        for code, one in self._questions.items():
            self._add_folders(code, one, gains, chains, total)

    def _folder_places(self, found: Sequence[codes.Found], bag: Sequence[str]) -> Iterator[tuple[str, float]]:
        lead = found[0] if found and (found[0].leads or found[0].level) else None
        for node in self._pack.nodes.values():
            title = self._alike(bag, node.code)
            fits = 0.0
            if lead is not None:
                labels = tuple(label for _, label in self._ladders[node.code])
                area = isinstance(node, Group) and node.level == "area"
                level = 0.9 if area and labels[-1].number == lead.labels[0].number else 0.0
                fits = level if lead.level else codes.fit(lead.labels, labels)
            share = max(title, fits) + (0.15 if title and fits else 0.0)
            if title > 0.8 and node.code in self._unmistakable:
                share *= 1.6  # a folder `Reform` means it: no other place is called so
            if share:
                yield node.code, share

    def _add_folders(
        self,
        code: str,
        one: _Described,
        gains: Mapping[str, tuple[float, str]],
        chains: Sequence[tuple[Label, ...]],
        total: _Sum,
    ) -> None:
        chained = max((self._chained(chain, one) for chain in chains), default=0.0)
        total.add(code, chained * 0.9, "urutan folder menunjuk {code}", code=code)
        for up, (node, _) in enumerate(reversed(one.places)):
            share, folder = gains.get(node.code, (0.0, ""))
            total.add(code, share * _REACH[min(up, len(_REACH) - 1)], "folder “{folder}”", folder=folder)

    def _chained(self, chain: Sequence[Label], one: _Described) -> float:
        own = tuple(label for _, label in one.places)
        worths = (
            codes.fit(chain, own[: len(own) - up], along=True) * _REACH[min(up, len(_REACH) - 1)] for up in range(len(own))
        )
        return max(worths)

    def _alike(self, bag: Sequence[str], code: str) -> float:
        """0–1: how much a folder's words are the title of a group."""
        title = self._titles.get(code)
        given = frozenset(bag)
        if not title or not given:
            return 0.0
        both = self._sum_idf(given & title)
        share = both / (0.65 * self._sum_idf(given) + 0.35 * self._sum_idf(title) or 1.0)
        return min(share, 1.0) if share >= _LIKE else 0.0

    def _sum_idf(self, stems: Iterable[str]) -> float:
        return sum(self._idf.get(stem, 2.0) for stem in stems)

    def _by_name(self, name: str, where: str, share: float, total: _Sum) -> bool:
        """Weigh the words of a name; whether they say anything."""
        read = self._mended(self._wording.read(name))
        stems = [stem for stem, _ in read]
        scores, shown = self._bm25(Counter(stem for stem in stems if self._wording.tells(stem)), dict(read))
        hits = self._hits(stems)
        for code, (worth, text) in self._keyword_worth(hits).items():
            place = (
                "kata kunci “{keyword}” pada nama berkas"
                if where == "nama"
                else "kata kunci “{keyword}” pada folder"
            )
            total.add(code, worth * share, place, keyword=text)
        for code, worth in scores.items():
            place = "kata {words} pada nama berkas" if where == "nama" else "kata {words} pada folder"
            total.add(code, worth * share, place, words=", ".join(shown[code]))
        return bool(hits) or max(scores.values(), default=0.0) > 4.0

    def _by_text(self, text: str, share: float, total: _Sum) -> None:
        if not text.strip():
            return
        head = self._wording.read(text[:_HEAD])
        body = self._wording.read(text[_HEAD:MOST_TEXT])
        stems = Counter(stem for stem, _ in head if self._wording.tells(stem))
        rest = Counter(stem for stem, _ in body if self._wording.tells(stem))
        weights = {stem: min(stems[stem], 3) * 0.6 + math.log1p(rest[stem]) * 0.3 for stem in {*stems, *rest}}
        scores, shown = self._bm25(weights, dict(head + body), most=12)
        for code, worth in scores.items():
            total.add(code, worth * share * 0.5, "isi berkas: {words}", words=", ".join(shown[code][:5]))
        found: dict[str, tuple[float, str]] = {}
        for read, part in ((head, 0.8), (body, 0.3)):
            for code, (worth, keyword) in self._keyword_worth(self._hits([stem for stem, _ in read])).items():
                found[code] = max(found.get(code, (0.0, "")), (worth * part, keyword), key=_first)
        for code, (worth, keyword) in found.items():
            total.add(code, worth * share, "“{keyword}” pada isi berkas", keyword=keyword)

    def _mended(self, read: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Misspelt words as the pack spells them."""
        if self._near is None:
            return list(read)
        found = []
        for stem, word in read:
            if stem not in self._idf and len(word) > 4 and self._wording.tells(stem) and word.isalpha():
                stem = self._mend(word) or stem
            found.append((stem, word))
        return found

    def _mend(self, word: str) -> str:
        """The stem of the pack's word that a misspelt *word* probably is, "" when there is none."""
        if word not in self._mends and self._near is not None:
            self._mends[word] = self._surfaces.get(self._near(word, self._surfaces.keys()), "")
        return self._mends.get(word, "")

    def _bm25(
        self, given: Mapping[str, float], written: Mapping[str, str], most: int = 8
    ) -> tuple[dict[str, float], dict[str, list[str]]]:
        """The weight of *given* stems for each question, and the words that made it."""
        scores: dict[str, float] = {}
        shown: dict[str, list[str]] = {}
        for code, one in self._questions.items():
            long = _K * (1 - _B + _B * one.length / self._mean)
            parts = sorted(
                (
                    (self._idf[stem] * min(count, 1.0) * weight * (_K + 1) / (weight + long), stem)
                    for stem, count in given.items()
                    if (weight := one.weights.get(stem))
                ),
                reverse=True,
            )[:most]
            if parts:
                scores[code] = sum(worth for worth, _ in parts)
                shown[code] = list(dict.fromkeys(written.get(stem, stem) for _, stem in parts))
        return scores, shown

    # Keywords

    def _hits(self, stems: Sequence[str]) -> list[_Hit]:
        found = [
            _Hit(keyword, at, end)
            for at, stem in enumerate(stems)
            for keyword in self._keywords.get(stem, ())
            if (end := _matched(keyword.stems, stems, at))
        ]
        return [one for one in found if not any(one.inside(other) for other in found)]

    def _keyword_worth(self, hits: Iterable[_Hit]) -> dict[str, tuple[float, str]]:
        """The best keyword of each question and a little for every further one."""
        by_code: dict[str, dict[str, float]] = {}
        for hit in hits:
            stems = hit.keyword.stems
            loose = (hit.end - hit.start) - len(stems)
            worth = (1.5 + 0.75 * self._sum_idf(stems) + 0.5 * (len(stems) - 1)) * (0.75**loose)
            by_code.setdefault(hit.keyword.code, {})[hit.keyword.text] = worth
        return {code: _best_and_rest(keywords) for code, keywords in by_code.items()}

    # Slots

    def _proposal(self, code: str, total: _Sum, stem: str, name: str, text: str) -> Proposal:
        worth = total.of(code)
        reasons = tuple(sorted(total.reasons[code], key=lambda one: -one.worth))
        slot = self._slot(self._questions[code].question, stem, name, text)
        return Proposal(code, slot, round(worth / (worth + _HALF), 4), reasons)

    def _slot(self, question: Question, stem: str, name: str, text: str) -> str:
        named = set(self._bag(stem))
        head = set(self._bag(text[:_HEAD]))
        kind = _KINDS.get(name.rpartition(".")[2].casefold(), "")
        best, chosen = 0.0, ""
        for slot in question.evidence:
            worth = self._slot_worth(slot, named, head) * (1.0 if not kind or kind in slot.kinds else 0.45)
            if worth > best:
                best, chosen = worth, slot.id
        return chosen

    def _slot_worth(self, slot: EvidenceSlot, named: set[str], head: set[str]) -> float:
        title, example = (
            set(self._bag(f"{slot.title} {slot.id.replace('_', ' ')}")),
            set(self._bag(slot.example)),
        )
        worth = self._sum_idf(named & title) + 0.4 * self._sum_idf(named & example)
        return worth + 0.35 * self._sum_idf(head & title) + 0.1 * self._sum_idf(head & example)


_KINDS = {
    "pdf": "pdf",
    **dict.fromkeys("jpg jpeg png gif bmp tif tiff webp heic".split(), "image"),
    **dict.fromkeys("doc docx odt rtf".split(), "document"),
    **dict.fromkeys("xls xlsx ods csv".split(), "spreadsheet"),
    **dict.fromkeys("ppt pptx odp".split(), "presentation"),
    **dict.fromkeys("mp4 mov avi mkv webm mp3 m4a wav ogg".split(), "audio-video"),
    "txt": "text",
}


def _unique(titles: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The codes of groups whose title no other group has."""
    held = Counter(titles.values())
    return frozenset(code for code, title in titles.items() if held[title] == 1)


def _first(pair: tuple[float, str]) -> float:
    return pair[0]


def _without_extension(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    return stem if dot and stem and extension.casefold() in {*_KINDS, "zip", "rar"} else name


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


def _nearest(folders: Sequence[str]) -> Iterator[tuple[str, float]]:
    """The folders whose words count, the innermost most."""
    for up, folder in enumerate(reversed(folders)):
        if up < 3:
            yield folder, (0.6, 0.3, 0.15)[up]


def _chains(found: Sequence[Sequence[codes.Found]], own: Sequence[codes.Found]) -> list[tuple[Label, ...]]:
    """Codes put together along the path: `VI/1/b` is one code written over three folders."""
    along: tuple[Label, ...] = ()
    for each in found:
        lead = next((one for one in each if one.leads or one.level), None)
        if lead is not None:
            along += lead.labels
    chains = [along] if len(along) > 1 else []
    return chains + [along + one.labels for one in own if along and one.leads]


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
