"""A survey's row and the value it stands for: the one place where the two are spelled out."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from fractions import Fraction

from zi_assess.core.assessment import Carried, Unit
from zi_assess.core.survey import Form, Frame, Responses, Typed
from zi_assess.core.survey.held import Source, Survey
from zi_assess.store.journal import Entry
from zi_assess.store.rows import Row

SURVEY_VERBS = frozenset(
    (
        "new-survey", "take-survey", "type-survey", "describe-survey", "remove-survey",
        "record-response", "change-response", "remove-response",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListedSurvey:
    """A survey as a list shows it, its responses not opened."""

    id: str
    unit: Unit
    kind: str
    period: str
    title: str
    first: date | None
    last: date | None
    way: str
    n: int
    created: datetime


@dataclass(frozen=True, slots=True)
class SentSurvey:
    """A survey that lies elsewhere: whose, and what a criterion carries of it."""

    unit: Unit
    carried: Carried


def listed(row: Row, units: dict[str, Unit]) -> ListedSurvey:
    return ListedSurvey(
        str(row["uid"]),
        units[str(row["unit"])],
        str(row["kind"]),
        str(row["period"]),
        str(row["title"]),
        _day(row["first"]),
        _day(row["last"]),
        str(row["way"]),
        int(str(row["n"])),
        datetime.fromisoformat(str(row["created"])),
    )


def taken(row: Row) -> frozenset[str]:
    """The SHA-256 of the files a survey was filled from."""
    sources = settings(row)["sources"]
    assert isinstance(sources, list)
    return frozenset(str(one["sha256"]) for one in sources)


def settings(row: Row) -> dict[str, object]:
    told: dict[str, object] = json.loads(str(row["settings"]))
    return told


def row(held: Survey, data: str, since: int) -> Row:
    """The row of *held*, whose responses lie in the file *data*.

    *since* is the journal entry from which on *data* is the survey's: what tells which backups hold it.
    """
    typed = held.typed
    told = {
        "frame": asdict(held.frame),
        "sources": [asdict(one) for one in held.sources],
        "since": since,
        "typed": None
        if typed is None
        else {
            "n": typed.n,
            "unsur": [[code, title, str(nrr)] for code, title, nrr in typed.unsur],
            "ikm": "" if typed.ikm is None else str(typed.ikm),
        },
    }
    return {
        "uid": held.id,
        "unit": held.unit.id,
        "kind": held.kind,
        "period": held.period,
        "title": held.title,
        "first": held.first.isoformat() if held.first else "",
        "last": held.last.isoformat() if held.last else "",
        "way": held.way,
        "settings": json.dumps(told, ensure_ascii=False, sort_keys=True),
        "data": data,
        "n": held.n,
        "created": held.created.isoformat(timespec="milliseconds") if held.created else "",
    }


def survey(row: Row, unit: Unit, form: Form, responses: Responses) -> Survey:
    told = settings(row)
    frame, sources, typed = told["frame"], told["sources"], told["typed"]
    assert isinstance(frame, dict) and isinstance(sources, list)
    return Survey(
        str(row["uid"]),
        unit,
        str(row["period"]),
        form,
        responses,
        title=str(row["title"]),
        first=_day(row["first"]),
        last=_day(row["last"]),
        way=str(row["way"]),
        frame=Frame(**frame),
        typed=_typed(typed) if isinstance(typed, dict) else None,
        sources=tuple(Source(**one) for one in sources),
        created=datetime.fromisoformat(str(row["created"])),
    )


def _typed(told: dict[str, object]) -> Typed:
    unsur = told["unsur"]
    assert isinstance(unsur, list)
    return Typed(
        int(str(told["n"])),
        tuple((code, title, Fraction(nrr)) for code, title, nrr in unsur),
        Fraction(str(told["ikm"])) if told["ikm"] else None,
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def needed(entries: Iterable[Entry], copies: Collection[int]) -> frozenset[str] | None:
    """The data files that copies of the database still name; a copy ends at the journal entry of its number.

    None when an entry was erased, so that nobody can tell.
    """
    now: dict[str, tuple[str, int]] = {}
    found: set[str] = set()
    for entry in entries:
        if entry.verb not in SURVEY_VERBS:
            continue
        if entry.payload is None:
            return None
        for change in entry.changes:
            if change.table == "surveys":
                uid = str((change.after or change.before or {})["uid"])
                data, since = now.pop(uid, ("", 0))
                if any(since <= number < entry.seq for number in copies):
                    found.add(data)
                if change.after:
                    now[uid] = str(change.after["data"]), since if change.after["data"] == data else entry.seq
    found.update(data for data, since in now.values() if any(number >= since for number in copies))
    return frozenset(found)
