"""A mystery-shopping visit while it is sealed: what the shopper saw, with the photos, as one value and as bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from zi_assess.core import sheet as sheets
from zi_assess.core.assessment import Answer, Assessment, Unit, Value, parse_value, value_text
from zi_assess.core.pack import Pack
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError

_CODE = re.compile(r"[A-Z]{0,3}[-./ ]?[0-9]{1,4}(?:[-./ ][0-9]{1,3}){0,2}[A-Z]?", re.IGNORECASE)
"""Few letters and a number, as KS-03, P7 or 12.04: no personal name is written so."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture the shopper took, for a slot of a criterion (`""`: none)."""

    code: str
    slot: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Visit:
    """What was seen. *shopper* is a code, never a name; *answers* are keyed by the pack's codes."""

    shopper: str = ""
    day: date | None = None
    service: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    photos: tuple[Photo, ...] = ()

    def with_answer(self, code: str, answer: Answer) -> Visit:
        return replace(self, answers={**self.answers, code: answer})


def is_code(text: str) -> bool:
    """Whether *text* is plainly a shopper's code and no name."""
    return _CODE.fullmatch(text.strip()) is not None


def free_code(number: int, used: Collection[str]) -> str:
    """The code proposed for the visit with this *number*: the first from there on that is not *used*."""
    taken = {one.strip().casefold() for one in used}
    while (code := f"KS-{number:02}").casefold() in taken:
        number += 1
    return code


def sheet(pack: Pack, visit: Visit, unit: Unit, label: str, year: int) -> Sheet:
    """The visit as a page shows it, scored, though it stands in no workspace yet."""
    never = datetime.min
    day = visit.day or date(year, 1, 1)
    mine = Assessment("", unit, year, label, pack.id, pack.version, pack.digest, "", day, None, never, never)
    for code, answer in visit.answers.items():
        mine = mine.with_answer(code, answer)
    return sheets.make(pack, mine)


def encode(visit: Visit) -> bytes:
    """All of it, photos included; `decode` gives it back."""
    head = {
        "shopper": visit.shopper,
        "day": visit.day.isoformat() if visit.day else "",
        "service": visit.service,
        "answers": {code: [value_text(one.value), one.note] for code, one in visit.answers.items()},
        "photos": [[one.code, one.slot, one.name, len(one.data)] for one in visit.photos],
    }
    text = json.dumps(head, ensure_ascii=False, sort_keys=True).encode()
    return b"".join([len(text).to_bytes(8, "big"), text, *(photo.data for photo in visit.photos)])


def decode(data: bytes, pack: Pack) -> Visit:
    """The visit in *data*. Raises ZiError when it is none."""
    start = 8 + int.from_bytes(data[:8], "big")
    try:
        head = json.loads(data[8:start])
        answers = {
            code: Answer(_value(pack, code, text), note) for code, (text, note) in head["answers"].items()
        }
        day = date.fromisoformat(head["day"]) if head["day"] else None
        photos = []
        for code, slot, name, size in head["photos"]:
            photos.append(Photo(code, slot, name, data[start : start + size]))
            start += size
        return Visit(head["shopper"], day, head["service"], answers, tuple(photos))
    except (ValueError, KeyError, TypeError) as error:
        raise ZiError(
            "Isi kunjungan tersegel tidak terbaca.", "Pulihkan dari cadangan ruang kerja."
        ) from error


def _value(pack: Pack, code: str, text: str) -> Value | None:
    question = pack.question(code)
    return parse_value(question, text) if question else None
