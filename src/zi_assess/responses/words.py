"""What the words of a heading may mean on one form: items, profile fields, remarks, personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from zi_assess.core.survey import Aspect, Form
from zi_assess.core.survey.form import MAIN, column
from zi_assess.responses.mapping import Role, Use

_CODE = re.compile(r"^([a-z]{1,2})[ _]?(\d{1,2})\b *")
_COUNT = re.compile(r"^(no|nomor|id)\b|^responden$|^resp\b")
_NUMBERED = re.compile(r"^\d{1,3}\s*[.)]\s*")
_WORDS = re.compile(r"[^\W_]+")
_PERSONAL = (
    "nama", "telepon", "telp", "telephone", "hp", "handphone", "whatsapp", "wa", "ponsel", "email", "e mail",
    "surel", "alamat", "nik", "ktp", "nip", "username", "kontak",
)  # fmt: skip
_REMARK = ("saran", "masukan", "kritik", "komentar", "catatan", "pesan", "ulasan", "alasan", "kesan")
_EMPTY = frozenset(
    (
        "bagaimana", "pendapat", "saudara", "anda", "bapak", "ibu", "tentang", "dalam", "di", "unit", "ini", "yang",
        "dan", "atau", "dengan", "terhadap", "pada", "untuk", "apakah",
    )
)  # fmt: skip

SURE, LABELLED, NUMBERED, DOUBTFUL = 100, 95, 80, 50
"""How certain a reading of a heading is, in percent."""
_ALIKE = 0.6
_LONG = 6  # letters of a profile field's keyword that make it unmistakable


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing a heading may mean; *reason* is an Indonesian sentence."""

    use: Use
    confidence: int
    reason: str


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A heading as words: `1. U8 (Sarana & Prasarana)` is `u8 sarana prasarana`."""
    return " ".join(_WORDS.findall(_NUMBERED.sub("", " ".join(text.split()).casefold())))


def code_in(heading: str) -> tuple[str, str]:
    """The column number in front of *heading* (`u8`, or "") and the words behind it."""
    found = _CODE.match(heading)
    return (f"{found[1]}{found[2]}", heading[found.end() :]) if found else ("", heading)


class Words:
    """The keywords of one form, made ready once; every heading is read once."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._items = [(one, _padded(one.match), _content(plain(one.question))) for one in form.items]
        self._fields = [(one, _padded(one.match), plain(one.title)) for one in form.profile]
        self._aspects = [(one, _padded(one.match)) for one in form.aspects[1:]]
        self._personal, self._remark = _padded(_PERSONAL), _padded(_REMARK)
        self._read: dict[str, list[Reading]] = {}

    def readings(self, heading: str) -> list[Reading]:
        """What *heading* (plain) may mean, the likeliest first; an empty list for a column of no use."""
        known = self._read.get(heading)
        if known is None:
            known = self._read[heading] = self._readings(heading)
        return known

    def _readings(self, heading: str) -> list[Reading]:
        if not heading or heading.replace(" ", "").isdecimal():
            return []
        padded = f" {heading} "
        personal = _longest(padded, self._personal)
        if _COUNT.match(heading) and not personal:
            return []
        found = [*self._of_items(heading), *self._of_fields(heading, padded)]
        if personal and not any(one.confidence >= LABELLED for one in found):
            return [Reading(Use(Role.IGNORE), SURE, "Data pribadi, tidak diimpor kecuali diminta")]
        if _longest(padded, self._remark):
            found.append(Reading(Use(Role.REMARK), LABELLED - 5, "Judulnya menyebut saran atau masukan"))
        best: dict[Use, Reading] = {}
        for one in sorted(found, key=lambda one: -one.confidence):
            best.setdefault(one.use, one)
        return list(best.values())

    def item(self, heading: str) -> Reading | None:
        """The likeliest reading, when it is an item."""
        first = next(iter(self.readings(heading)), None)
        return first if first and first.use.role is Role.ITEM else None

    def aspect(self, heading: str) -> Aspect | None:
        """The aspect that *heading* (plain) names, when it is not the first."""
        padded = f" {heading} "
        return next((one for one, phrases in self._aspects if _longest(padded, phrases)), None)

    def labelled(self, label: str) -> Iterator[Reading]:
        """Items whose words stand in *label*: the longest words win, with the likeness to the whole question."""
        padded, content = f" {label} ", _content(label)
        ranked = []
        for item, phrases, asked in self._items:
            phrase, alike = _longest(padded, phrases), _likeness(content, asked)
            if phrase or alike >= _ALIKE:
                ranked.append((phrase + 40 * alike, item.code))
        ranked.sort(key=lambda one: -one[0])
        for place, (_, code) in enumerate(ranked):
            yield Reading(Use(Role.ITEM, code), LABELLED - 10 * min(place, 3), "Kata pada judul kolomnya")

    def _of_items(self, heading: str) -> Iterator[Reading]:
        aspect = self.aspect(heading)
        ending = aspect.key if aspect else MAIN
        number, label = code_in(heading)
        for one in (*self.labelled(label), *self._numbered(number)):
            yield replace(one, use=Use(Role.ITEM, column(one.use.key, ending)))

    def _numbered(self, number: str) -> Iterator[Reading]:
        for item in self.form.items if number else ():
            if number in item.numbers:
                yield Reading(Use(Role.ITEM, item.code), NUMBERED, "Nomor kolomnya")
            elif f"{number}?" in item.numbers:
                reason = "Nomor kolomnya, yang pada formulir lain berarti unsur lain"
                yield Reading(Use(Role.ITEM, item.code), DOUBTFUL, reason)

    def _of_fields(self, heading: str, padded: str) -> Iterator[Reading]:
        for field, phrases, title in self._fields:
            longest = _longest(padded, phrases)
            if longest:
                sure = longest >= _LONG or heading == title
                yield Reading(
                    Use(Role.PROFILE, field.key), LABELLED if sure else NUMBERED, "Kata pada judul kolomnya"
                )


def _padded(phrases: Sequence[str]) -> tuple[str, ...]:
    return tuple(f" {words} " for words in map(plain, phrases) if words)


def _longest(padded: str, phrases: Sequence[str]) -> int:
    """The letters of the longest of *phrases* that stands in *padded* as whole words; 0 for none."""
    return max((len(words) - 2 for words in phrases if words in padded), default=0)


def _content(text: str) -> frozenset[str]:
    return frozenset(text.split()) - _EMPTY


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
