"""Which criterion a file answers: proposals from its name, its folders and its text, each with its reasons.

Nothing is decided here. A code in a name speaks loudest, then the folders, then the pack's own words: the longest
keyword wins, the rest is weighed as a search engine would (BM25 over stems).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zi_assess.core import codes
from zi_assess.core.codes import Label
from zi_assess.core.lexicon import Described, Lexicon, Near
from zi_assess.core.pack import EvidenceSlot, Group, Pack, Question
from zi_assess.core.wording import Stem

MOST_TEXT = 12_000  # characters of a text that are weighed: what a paper is about stands at its front
_HEAD = 700
# What a place in the tree is worth when a name or a folder points at it: by its depth from the question upwards.
_REACH = (24.0, 11.0, 8.0, 6.0, 4.0)
_LIKE = 0.55  # from here on a folder's words are the title of a place
_SAYS_SOMETHING = 4.0
_PLACES = {
    "name": ("Kata kunci “{keyword}” pada nama berkas", "Kata {words} pada nama berkas"),
    "folder": ("Kata kunci “{keyword}” pada folder", "Kata {words} pada folder"),
}
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
        self._lexicon = Lexicon(pack, stem, near)
        self._questions = self._lexicon.questions
        self._titles = {node.code: frozenset(self._lexicon.bag(node.title)) for node in pack.groups}
        self._unmistakable = _unique(self._titles)
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
        said = self._by_name(stem, "name", 1.0, total)
        for folder, share in _nearest(folders if not words_only else ()):
            self._by_name(folder, "folder", share, total)
        self._by_text(text, 0.45 if said else 1.0, total)
        found = [code for code in total.reasons if among is None or code in among]
        order = {code: at for at, code in enumerate(self._questions)}
        found.sort(key=lambda code: (-total.of(code), order[code]))
        return tuple(self._proposal(code, total, stem, name, text) for code in found[:limit])

    # What speaks for a question

    def _by_codes(self, name: str, total: _Sum) -> None:
        number = codes.soal(name)
        for code, one in self._questions.items():
            if number and one.question.refs.get("portalrb_soal") == number:
                total.add(code, _REACH[0], "Soal {number} PortalRB pada nama berkas", number=number)
        found = codes.find(name)
        for code, one in self._questions.items():
            best, written = max(
                ((self._points_at(each, one), each.written) for each in found), default=(0.0, ""), key=_first
            )
            total.add(code, best, "Kode {code} pada nama berkas", code=written)

        bag = frozenset(self._lexicon.bag(name))
        for group in (one for top in self._pack.tree for one in top.children if isinstance(one, Group)):
            if self._titles[group.code] <= bag and len(self._titles[group.code]) == 1:
                self._add_below(group, total)

    def _add_below(self, group: Group, total: _Sum) -> None:
        """`Reform` among the words of a name: everything below gains."""
        for code, one in self._questions.items():
            if any(node.code == group.code for node, _ in one.places):
                total.add(code, _REACH[3] * 1.6, "Kata {words} pada nama berkas", words=group.title)

    def _points_at(self, found: codes.Found, one: Described) -> float:
        """What *found* is worth for a question: it may name the question or a place above it."""
        own = tuple(label for _, label in one.places)
        best = 0.0
        for up in range(len(own)):
            labels = own[: len(own) - up]
            fits = self._level_fit(found, one, up) if found.level else codes.fit(found.labels, labels)
            share = fits if found.leads or len(found.labels) > 2 else fits * 0.7
            best = max(best, share * _REACH[min(up, len(_REACH) - 1)])
        return best

    def _level_fit(self, found: codes.Found, one: Described, up: int) -> float:
        """`Pokja 2` counts the places whose level is an area, whatever lies above them."""
        node, label = one.places[len(one.places) - 1 - up]
        area = isinstance(node, Group) and node.level == "area"
        return 0.9 if area and label.number and label.number == found.labels[0].number else 0.0

    def _by_folders(self, folders: Sequence[str], name: str, total: _Sum) -> None:
        read = [(folder, codes.find(folder), self._lexicon.bag(folder)) for folder in folders]
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
        one: Described,
        gains: Mapping[str, tuple[float, str]],
        chains: Sequence[tuple[Label, ...]],
        total: _Sum,
    ) -> None:
        chained = max((self._chained(chain, one) for chain in chains), default=0.0)
        total.add(code, chained * 0.9, "Urutan folder menunjuk {code}", code=code)
        for up, (node, _) in enumerate(reversed(one.places)):
            share, folder = gains.get(node.code, (0.0, ""))
            total.add(
                code,
                share * _REACH[min(up, len(_REACH) - 1)],
                "Folder “{folder}” sesuai judulnya",
                folder=folder,
            )

    def _chained(self, chain: Sequence[Label], one: Described) -> float:
        own = tuple(label for _, label in one.places)
        fits = (codes.fit(chain, own[: len(own) - up], along=True) for up in range(len(own)))
        return max(share * _REACH[min(up, len(_REACH) - 1)] for up, share in enumerate(fits))

    def _alike(self, bag: Sequence[str], code: str) -> float:
        """0–1: how much a folder's words are the title of a group."""
        title = self._titles.get(code)
        given = frozenset(bag)
        if not title or not given:
            return 0.0
        both = self._lexicon.rarity(given & title)
        share = both / (0.65 * self._lexicon.rarity(given) + 0.35 * self._lexicon.rarity(title) or 1.0)
        return min(share, 1.0) if share >= _LIKE else 0.0

    def _by_name(self, name: str, where: str, share: float, total: _Sum) -> bool:
        """Weigh the words of a name or a folder; whether they say anything."""
        keyword, plain = _PLACES[where]
        read = self._lexicon.mended(self._lexicon.wording.read(name))
        stems = [stem for stem, _ in read]
        bag = Counter(stem for stem in stems if self._lexicon.wording.tells(stem))
        scores, shown = self._lexicon.weigh(bag, dict(read))
        hits = self._lexicon.keywords(stems)
        for code, (worth, text) in hits.items():
            total.add(code, worth * share, keyword, keyword=text)
        for code, worth in scores.items():
            total.add(code, worth * share, plain, words=", ".join(shown[code]))
        return bool(hits) or max(scores.values(), default=0.0) > _SAYS_SOMETHING

    def _by_text(self, text: str, share: float, total: _Sum) -> None:
        if not text.strip():
            return
        head = self._lexicon.wording.read(text[:_HEAD])
        body = self._lexicon.wording.read(text[_HEAD:MOST_TEXT])
        stems = Counter(stem for stem, _ in head if self._lexicon.wording.tells(stem))
        rest = Counter(stem for stem, _ in body if self._lexicon.wording.tells(stem))
        weights = {stem: min(stems[stem], 3) * 0.6 + math.log1p(rest[stem]) * 0.3 for stem in {*stems, *rest}}
        scores, shown = self._lexicon.weigh(weights, dict(head + body), most=12)
        for code, worth in scores.items():
            total.add(
                code, worth * share * 0.5, "Isi berkas memuat kata {words}", words=", ".join(shown[code][:5])
            )
        found: dict[str, tuple[float, str]] = {}
        for read, part in ((head, 0.8), (body, 0.3)):
            for code, (worth, keyword) in self._lexicon.keywords([stem for stem, _ in read]).items():
                found[code] = max(found.get(code, (0.0, "")), (worth * part, keyword), key=_first)
        for code, (worth, keyword) in found.items():
            total.add(code, worth * share, "Isi berkas memuat “{keyword}”", keyword=keyword)

    # Slots

    def _proposal(self, code: str, total: _Sum, stem: str, name: str, text: str) -> Proposal:
        worth = total.of(code)
        reasons = tuple(sorted(total.reasons[code], key=lambda one: -one.worth))
        slot = self._slot(self._questions[code].question, stem, name, text)
        return Proposal(code, slot, round(worth / (worth + _HALF), 4), reasons)

    def _slot(self, question: Question, stem: str, name: str, text: str) -> str:
        named = set(self._lexicon.bag(stem))
        head = set(self._lexicon.bag(text[:_HEAD]))
        kind = _KINDS.get(name.rpartition(".")[2].casefold(), "")
        fitting = [slot.id for slot in question.evidence if not kind or kind in slot.kinds]
        # A code alone tells no slot; where only one takes such a file there is no other to mean.
        best, chosen = 0.0, fitting[0] if len(fitting) == 1 else ""
        for slot in question.evidence:
            worth = self._slot_worth(slot, named, head) * (1.0 if not kind or kind in slot.kinds else 0.45)
            if worth > best:
                best, chosen = worth, slot.id
        return chosen

    def _slot_worth(self, slot: EvidenceSlot, named: set[str], head: set[str]) -> float:
        title, example = (
            set(self._lexicon.bag(f"{slot.title} {slot.id.replace('_', ' ')}")),
            set(self._lexicon.bag(slot.example)),
        )
        worth = self._lexicon.rarity(named & title) + 0.4 * self._lexicon.rarity(named & example)
        return worth + 0.35 * self._lexicon.rarity(head & title) + 0.1 * self._lexicon.rarity(head & example)


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
