"""Which criterion a file answers: proposals from its name, its folders and its text, each with its reasons.

Nothing is decided here. A code in a name speaks loudest, then the folders, then the pack's own words: the longest
keyword wins, the rest is weighed as a search engine would (BM25 over stems).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from zi_assess.core import codes
from zi_assess.core.codes import Label
from zi_assess.core.lexicon import Described, Lexicon, Near
from zi_assess.core.pack import EvidenceSlot, Group, Pack
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
_KEPT = 512  # folders and codes that are remembered: the files of a folder come one after the other


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


@dataclass(frozen=True, slots=True)
class _Said:
    """What the words of a name or a folder say: its own stems, and for each question the keyword that hit or the
    plain words, with what they are worth.
    """

    bag: frozenset[str]
    hits: tuple[tuple[str, float, str], ...]
    plain: tuple[tuple[str, float, str], ...]

    @property
    def tells(self) -> bool:
        """Whether they say anything."""
        return bool(self.hits) or any(worth > _SAYS_SOMETHING for _, worth, _ in self.plain)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A slot with the stems of its title and of its example."""

    slot: EvidenceSlot
    title: frozenset[str]
    example: frozenset[str]

    def takes(self, kind: str) -> bool:
        """Whether a file of *kind* ("" any) may fill it."""
        return not kind or kind in self.slot.kinds


class Recogniser:
    """Knows one pack. *stem* gives the stem of a word; *near* mends misspelt ones."""

    def __init__(self, pack: Pack, stem: Stem, near: Near | None = None) -> None:
        self._pack = pack
        self._lexicon = Lexicon(pack, stem, near)
        self._questions = self._lexicon.questions
        self._titles = {node.code: frozenset(self._lexicon.bag(node.title)) for node in pack.groups}
        self._unmistakable = _unique(self._titles)
        self._ladders = {code: codes.ladder(pack, code) for code in pack.nodes}
        self._slots = {
            code: tuple(self._read_slot(slot) for slot in one.question.evidence)
            for code, one in self._questions.items()
        }
        kept = lru_cache(_KEPT)
        self._pointed = kept(self._points)
        self._chained = kept(self._chains_to)
        self._folder_places = kept(self._places_of)
        self._folder_reasons = kept(self._reasons_of)
        self._folder_said = kept(self._weighed)

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
        named = self._weighed(stem)
        total = _Sum()
        if not words_only:
            own = codes.find(stem)
            self._by_codes(stem, own, named.bag, total)
            self._by_folders(tuple(folders), own, total)
        _add_said(named, "name", 1.0, total)
        for folder, share in _nearest(folders if not words_only else ()):
            _add_said(self._folder_said(folder), "folder", share, total)
        self._by_text(text, 0.45 if named.tells else 1.0, total)
        worths = {code: total.of(code) for code in self._questions if code in total.reasons}
        found = [code for code in worths if among is None or code in among]
        found.sort(key=lambda code: -worths[code])
        head = frozenset(self._lexicon.bag(text[:_HEAD])) if text else frozenset[str]()
        kind = _KINDS.get(name.rpartition(".")[2].casefold(), "")
        return tuple(
            self._proposal(code, worths[code], total, self._slot(code, named.bag, head, kind))
            for code in found[:limit]
        )

    # What speaks for a question

    def _by_codes(self, name: str, found: Sequence[codes.Found], bag: frozenset[str], total: _Sum) -> None:
        number = codes.soal(name)
        for code, one in self._questions.items() if number else ():
            if one.question.refs.get("portalrb_soal") == number:
                total.add(code, _REACH[0], "Soal {number} PortalRB pada nama berkas", number=number)
        best: dict[str, tuple[float, str]] = {}
        for each in found:
            for code, worth in self._pointed(each):
                best[code] = max(best.get(code, (0.0, "")), (worth, each.written), key=_first)
        for code, (worth, written) in best.items():
            total.add(code, worth, "Kode {code} pada nama berkas", code=written)
        for group in (one for top in self._pack.tree for one in top.children if isinstance(one, Group)):
            if self._titles[group.code] <= bag and len(self._titles[group.code]) == 1:
                self._add_below(group, total)

    def _add_below(self, group: Group, total: _Sum) -> None:
        """`Reform` among the words of a name: everything below gains."""
        for code, one in self._questions.items():
            if any(node.code == group.code for node, _ in one.places):
                total.add(code, _REACH[3] * 1.6, "Kata {words} pada nama berkas", words=group.title)

    def _points(self, found: codes.Found) -> tuple[tuple[str, float], ...]:
        """The questions that *found* points at, each with what that is worth."""
        worths = ((code, self._points_at(found, one)) for code, one in self._questions.items())
        return tuple((code, worth) for code, worth in worths if worth)

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

    def _by_folders(self, folders: tuple[str, ...], own: Sequence[codes.Found], total: _Sum) -> None:
        chained: dict[str, float] = {}
        for chain in _chains([codes.find(folder) for folder in folders], own):
            for code, worth in self._chained(chain):
                chained[code] = max(chained.get(code, 0.0), worth)
        for code, worth in chained.items():
            total.add(code, worth * 0.9, "Urutan folder menunjuk {code}", code=code)
        for code, reasons in self._folder_reasons(folders):
            total.reasons.setdefault(code, []).extend(reasons)

    def _reasons_of(self, folders: tuple[str, ...]) -> tuple[tuple[str, tuple[Reason, ...]], ...]:
        """What the titles of *folders* say for each question: the same for every file in them."""
        gains: dict[str, tuple[float, str]] = {}
        for folder in folders:
            for code, share in self._folder_places(folder):
                gains[code] = max(gains.get(code, (0.0, "")), (share, folder), key=_first)
        total = _Sum()
        for code, one in self._questions.items() if gains else ():
            for up, (node, _) in enumerate(reversed(one.places)):
                share, folder = gains.get(node.code, (0.0, ""))
                worth = share * _REACH[min(up, len(_REACH) - 1)]
                total.add(code, worth, "Folder “{folder}” sesuai judulnya", folder=folder)
        return tuple((code, tuple(reasons)) for code, reasons in total.reasons.items())

    def _places_of(self, folder: str) -> tuple[tuple[str, float], ...]:
        """The places of the tree that *folder* is called after, each with how surely."""
        return tuple(self._called(codes.find(folder), frozenset(self._lexicon.bag(folder))))

    def _called(self, found: Sequence[codes.Found], bag: frozenset[str]) -> Iterator[tuple[str, float]]:
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

    def _chains_to(self, chain: tuple[Label, ...]) -> tuple[tuple[str, float], ...]:
        """The questions that codes put together along the path point at, each with what that is worth."""
        worths = ((code, self._chain_fit(chain, one)) for code, one in self._questions.items())
        return tuple((code, worth) for code, worth in worths if worth)

    def _chain_fit(self, chain: Sequence[Label], one: Described) -> float:
        own = tuple(label for _, label in one.places)
        fits = (codes.fit(chain, own[: len(own) - up], along=True) for up in range(len(own)))
        return max(share * _REACH[min(up, len(_REACH) - 1)] for up, share in enumerate(fits))

    def _alike(self, given: frozenset[str], code: str) -> float:
        """0–1: how much a folder's words are the title of a group."""
        title = self._titles.get(code)
        if not title or title.isdisjoint(given):
            return 0.0
        both = self._lexicon.rarity(given & title)
        share = both / (0.65 * self._lexicon.rarity(given) + 0.35 * self._lexicon.rarity(title) or 1.0)
        return min(share, 1.0) if share >= _LIKE else 0.0

    def _weighed(self, name: str) -> _Said:
        """Weigh the words of a name or a folder."""
        written = self._lexicon.wording.read(name)
        read = self._lexicon.mended(written)
        stems = [stem for stem, _ in read]
        bag = Counter(stem for stem in stems if self._lexicon.wording.tells(stem))
        scores, shown = self._lexicon.weigh(bag, dict(read))
        plain = tuple((code, worth, ", ".join(shown[code])) for code, worth in scores.items())
        hits = tuple((code, *hit) for code, hit in self._lexicon.keywords(stems).items())
        return _Said(frozenset(stem for stem, _ in written if self._lexicon.wording.tells(stem)), hits, plain)

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

    def _proposal(self, code: str, worth: float, total: _Sum, slot: str) -> Proposal:
        reasons = tuple(sorted(total.reasons[code], key=lambda one: -one.worth))
        return Proposal(code, slot, round(worth / (worth + _HALF), 4), reasons)

    def _read_slot(self, slot: EvidenceSlot) -> _Slot:
        title = self._lexicon.bag(f"{slot.title} {slot.id.replace('_', ' ')}")
        return _Slot(slot, frozenset(title), frozenset(self._lexicon.bag(slot.example)))

    def _slot(self, code: str, named: frozenset[str], head: frozenset[str], kind: str) -> str:
        """The slot of *code* that a file of *kind* fills, by the words of its name and of the *head* of its text."""
        slots = self._slots[code]
        fitting = [one.slot.id for one in slots if one.takes(kind)]
        # A code alone tells no slot; where only one takes such a file there is no other to mean.
        best, chosen = 0.0, fitting[0] if len(fitting) == 1 else ""
        for one in slots:
            worth = self._slot_worth(one, named, head) * (1.0 if one.takes(kind) else 0.45)
            if worth > best:
                best, chosen = worth, one.slot.id
        return chosen

    def _slot_worth(self, one: _Slot, named: frozenset[str], head: frozenset[str]) -> float:
        rarity = self._lexicon.rarity
        worth = rarity(named & one.title) + 0.4 * rarity(named & one.example)
        return worth + 0.35 * rarity(head & one.title) + 0.1 * rarity(head & one.example)


_KINDS = {
    "pdf": "pdf",
    **dict.fromkeys("jpg jpeg png gif bmp tif tiff webp heic".split(), "image"),
    **dict.fromkeys("doc docx odt rtf".split(), "document"),
    **dict.fromkeys("xls xlsx ods csv".split(), "spreadsheet"),
    **dict.fromkeys("ppt pptx odp".split(), "presentation"),
    **dict.fromkeys("mp4 mov avi mkv webm mp3 m4a wav ogg".split(), "audio-video"),
    "txt": "text",
}


def _add_said(said: _Said, where: str, share: float, total: _Sum) -> None:
    keyword, plain = _PLACES[where]
    for code, worth, text in said.hits:
        total.add(code, worth * share, keyword, keyword=text)
    for code, worth, words in said.plain:
        total.add(code, worth * share, plain, words=words)


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
