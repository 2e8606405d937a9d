"""An assessment's rows as the state that a package carries, and a state as rows of this workspace.

Documents and units have other ids in every workspace, so a state names a document by its content and holds one unit.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zi_assess.core import merge
from zi_assess.core.merge import SEPARATOR, Fields, Place, State, Value
from zi_assess.exchange.identity import is_hex
from zi_assess.store import load, tables
from zi_assess.store.rows import KINDS, Change, Row, Rows

UNIT: Place = ("units", "unit")
HEAD: Place = ("assessments", "assessment")
LOCAL: Mapping[str, str] = {
    "conflicts": "what is to be decided here is decided here",
    "exchanges": "what went out and came in is each workspace's own account",
    "partners": "whom one trusts, the other need not",
    "surveys": "single responses are personal data: only the index they gave travels, in carried",
    "mappings": "how files of this workspace are read concerns no assessment",
    "sealed": "a visit stays sealed until it is released, and is sent by itself",
}
"""The tables that no package carries, and why."""
CARRIED = tuple(kind for kind in KINDS if kind not in LOCAL)
_SPECIAL = {"units", "assessments", "documents"}
_CHAIN = ("copy", "replaced_by", "after")
_NOT_SAID = {
    "units": frozenset({"id", "uid", "normal", "digest"}),
    "assessments": frozenset({"id", "unit", "digest"}),
    "documents": frozenset({"id", "uid", "sha256", "url", "trashed", "digest"}),
}


def columns(kind: str) -> Mapping[str, type]:
    """The fields of a carried record and what each is, without what its key says."""
    table = KINDS[kind].table
    hidden = _NOT_SAID.get(kind) or {"id", "assessment", "digest", *KINDS[kind].key}
    return {one.name: _type(one) for one in table.columns if one.name not in hidden}


def _type(column: Any) -> type:
    named = column.foreign_keys or column.name == "stage"
    return str if named else column.type.python_type


def key_parts(kind: str) -> tuple[str, ...]:
    """The columns that make a record's key, in order; none where a state has one such record."""
    if kind in ("units", "assessments"):
        return ()
    return ("content",) if kind == "documents" else tuple(n for n in KINDS[kind].key if n != "assessment")


def content(row: Row) -> str:
    """What names a document everywhere: the SHA-256 of its bytes, or its address."""
    return str(row["sha256"] or row["url"])


def _fields(row: Row, hidden: Iterable[str]) -> dict[str, Value]:
    return {name: value for name, value in row.items() if name not in hidden}  # type: ignore[misc]


def _document_fields(row: Row, contents: Mapping[str, str]) -> Fields:
    fields = _fields(row, _NOT_SAID["documents"])
    chain = {name: contents.get(str(fields[name]), "") for name in _CHAIN if name in fields}
    joined = {**fields, **chain}
    return {name: one for name, one in joined.items() if one or name not in tables.DOCUMENT_ADDED}


@dataclass(frozen=True, slots=True)
class Ground:
    """What of this workspace a package meets: every document by content, and one unit and assessment if here."""

    documents: Mapping[str, Row]
    unit: Row | None
    assessment: Row | None
    shared: frozenset[str]

    @property
    def contents(self) -> Mapping[str, str]:
        """A document's content by its id here."""
        return {str(row["uid"]): key for key, row in self.documents.items()}

    def document_fields(self, keys: Iterable[str]) -> Mapping[str, Fields]:
        contents = self.contents
        return {key: _document_fields(self.documents[key], contents) for key in keys if key in self.documents}


def ground(rows: Rows, assessment_id: str, unit_name: str = "") -> Ground:
    """*unit_name* finds the unit where the assessment is not here yet; *shared*: documents of other assessments."""
    documents = {content(row): row for row in rows.select("documents")}
    assessment = rows.get("assessments", uid=assessment_id)
    wanted = {"uid": assessment["unit"]} if assessment else {"normal": load.normal(unit_name)}
    elsewhere = {row["document"] for row in rows.select("evidence") if row["assessment"] != assessment_id}
    shared = frozenset(key for key, row in documents.items() if row["uid"] in elsewhere)
    return Ground(documents, rows.get("units", **wanted), assessment, shared)


def read(rows: Rows, assessment_id: str, overlay: State | None = None) -> State:
    """The state of an assessment that is here.

    *overlay* is the newest state that came in, where this side only reviews: what it said of documents and the unit
    still holds, since this workspace may know the same document from another unit by another name.
    """
    here = ground(rows, assessment_id)
    contents = here.contents
    assert here.assessment is not None and here.unit is not None
    state: dict[Place, Fields] = {HEAD: _fields(here.assessment, _NOT_SAID["assessments"])}
    for kind in (one for one in CARRIED if one not in _SPECIAL):
        for row in rows.select(kind, assessment=assessment_id):
            named = _naming(kind, row, contents)
            key = SEPARATOR.join(str(named[part]) for part in key_parts(kind))
            state[kind, key] = _fields(named, ("assessment", *KINDS[kind].key))
    own = here.document_fields(here.documents)
    known, unit = own, _fields(here.unit, _NOT_SAID["units"])
    if overlay is not None:
        said = {key: fields for (kind, key), fields in overlay.items() if kind == "documents"}
        known = {**{key: one for key, one in own.items() if not one.get("replaced_by")}, **said}
        unit = dict(overlay.get(UNIT, unit))
    return {UNIT: unit, **merge.with_documents(state, known)}


def _naming(kind: str, row: Row, names: Mapping[str, str]) -> Row:
    """*row* with documents by their other name: content for id, or id for content."""
    if KINDS[kind].refs.get("document") is None:
        return row
    return {**row, "document": names[str(row["document"])]}


# A state as rows


def changes(
    here: Ground, assessment_id: str, before: State, after: State, *, reviewing: bool
) -> list[Change]:
    """What turns *before*, the state as it is here, into *after*, in an order in which it can be written.

    *reviewing*: this side does not own the documents, so those that serve other assessments keep what is known of them.
    """
    made = _Rows(here, assessment_id, after, reviewing=reviewing)
    listed = [
        one for place, old, new in merge.differences(before, after) for one in made.change(place, old, new)
    ]
    return _in_order(listed)


class _Rows:
    """Records as rows of this workspace."""

    def __init__(self, here: Ground, assessment_id: str, after: State, *, reviewing: bool) -> None:
        self._here = here
        self._assessment = assessment_id
        self._reviewing = reviewing
        fresh = {key for kind, key in after if kind == "documents"} - here.documents.keys()
        known = {key: str(row["uid"]) for key, row in here.documents.items()}
        self._ids = {**known, **{key: str(uuid.uuid4()) for key in sorted(fresh)}}
        self._unit = str(here.unit["uid"]) if here.unit else str(uuid.uuid4())

    def change(self, place: Place, old: Fields | None, new: Fields | None) -> Iterator[Change]:
        kind = place[0]
        if kind == "documents":
            if new is not None:
                yield from self._document(place[1], new)
        elif kind == "units":
            yield from self._whole_unit(old, new or {})
        elif kind == "assessments":
            row = {**(new or {}), "unit": self._unit}
            if row != self._here.assessment:
                yield Change(kind, self._here.assessment, row)
        else:
            yield Change(kind, self._row(place, old), self._row(place, new))

    def _row(self, place: Place, fields: Fields | None) -> Row | None:
        if fields is None:
            return None
        kind, key = place
        parts = dict(zip(key_parts(kind), key.split(SEPARATOR), strict=True))
        return _naming(kind, {"assessment": self._assessment, **parts, **fields}, self._ids)

    def _whole_unit(self, old: Fields | None, new: Fields) -> Iterator[Change]:
        row = self._here.unit
        if row is None:
            yield Change("units", None, {"uid": self._unit, **new, "normal": load.normal(str(new["name"]))})
            return
        changed = {name: value for name, value in new.items() if old is None or old.get(name) != value}
        if old is None and self._reviewing:
            changed = {name: value for name, value in changed.items() if not row[name]}
        after = {**row, **changed}
        if after != row:
            yield Change("units", row, after)

    def _document(self, key: str, fields: Fields) -> Iterator[Change]:
        said = {**fields, **{name: self._ids.get(str(fields[name]), "") for name in _CHAIN if name in fields}}
        row = self._here.documents.get(key)
        if row is None:
            sha256, url = (key, "") if is_hex(key) else ("", key)
            yield Change("documents", None, {"uid": self._ids[key], "sha256": sha256, "url": url, **said})
            return
        named = {name: row[name] for name in ("uid", "sha256", "url")}
        after = {**named, **said}
        if self._reviewing and key in self._here.shared:
            after = {**row, **{name: value for name, value in said.items() if not row.get(name)}}
        after.pop("trashed", None)
        if after != row:
            yield Change("documents", row, after)


_FIRST = ("units", "assessments", "documents")


def _in_order(listed: list[Change]) -> list[Change]:
    """Removals before what may take their place, rows that others name before those others."""
    gone = [one for one in listed if one.after is None]
    new = [one for one in listed if one.before is None]
    first = sorted((one for one in new if one.table in _FIRST), key=lambda one: _FIRST.index(one.table))
    rest = sorted((one for one in new if one.table not in _FIRST), key=_entry_order)
    changed = [one for one in listed if one.before is not None and one.after is not None]
    return [*gone, *first, *_untangled(changed), *rest]


def _entry_order(change: Change) -> tuple[object, ...]:
    """By table, and what has a moment in the order in which it happened."""
    row = change.after or {}
    if change.table == "handovers":
        return change.table, row["round"], row["act"] != "submit", str(row["at"])
    return change.table, 0, False, str(row.get("created", ""))


def _untangled(changed: list[Change]) -> list[Change]:
    """Uses that change places with each other step aside first: no place may hold the same document twice."""
    moved = [one for one in changed if one.table == "evidence" and _at(one.before) != _at(one.after)]
    held = {_at(one.before) for one in moved}
    crossing = [one for one in moved if _at(one.after) in held]
    aside = [Change("evidence", one.before, _aside(one)) for one in crossing]
    last = [Change("evidence", _aside(one), one.after) for one in crossing]
    return [*aside, *(one for one in changed if one not in crossing), *last]


def _aside(change: Change) -> Row:
    row = change.before or {}
    return {**row, "slot": f"\x00{row['uid']}"}


def _at(row: Row | None) -> tuple[object, ...]:
    return () if row is None else (row["question"], row["slot"], row["document"])
