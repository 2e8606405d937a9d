"""A foreign state is read on trial, as this workspace would read its rows, before a byte of it is written."""

from __future__ import annotations

from datetime import UTC, datetime

from zi_assess.core import merge
from zi_assess.core.merge import SEPARATOR, Fields, State
from zi_assess.core.pack import Pack
from zi_assess.errors import ZiError
from zi_assess.exchange.container import refused
from zi_assess.exchange.identity import is_hex
from zi_assess.store import load, tables
from zi_assess.store.rows import Row, Rows
from zi_assess.workspace import filing, records, start

_MAX_TEXT = 2_000_000
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


def check(state: State, assessment_id: str, pack: Pack | None = None) -> None:
    """Raise ZiError unless *state* is one whole assessment that can be read here; *pack* reads the answers too."""
    try:
        for (kind, key), fields in state.items():
            _check_record(kind, key, fields)
        _check_whole(state, assessment_id)
        if pack is not None:
            rows = _Trial(state, assessment_id)
            load.assessment(rows, rows.select("assessments")[0], pack, _EVER)
            for row in rows.select("documents"):
                load.document(row)
    except (ValueError, KeyError, TypeError, AttributeError, ZiError) as error:
        raise refused("Isi penilaian dalam paket tidak dapat dipahami.") from error


def _check_record(kind: str, key: str, fields: Fields) -> None:
    columns = records.columns(kind) if kind in records.CARRIED else {}
    optional = set(tables.DOCUMENT_ADDED) if kind == "documents" else set()
    if kind not in records.CARRIED or not columns.keys() - optional <= fields.keys() <= columns.keys():
        raise ValueError(kind)
    for name, value in fields.items():
        if type(value) is not columns[name] or (isinstance(value, str) and len(value) > _MAX_TEXT):
            raise ValueError(name)
        if name in optional and not value:
            raise ValueError(name)
    parts = records.key_parts(kind)
    if len(key.split(SEPARATOR)) != max(1, len(parts)) or (
        not parts and (kind, key) not in (records.UNIT, records.HEAD)
    ):
        raise ValueError(key)
    if parts == ("uid",) and not (key.isascii() and key.isprintable() and 0 < len(key) <= 100):
        raise ValueError(key)
    if kind == "documents" and not is_hex(key) and not filing.is_address(key):
        raise ValueError(key)


def _check_whole(state: State, assessment_id: str) -> None:
    head, unit = state[records.HEAD], state[records.UNIT]
    year, name = head["year"], str(unit["name"])
    if head["uid"] != assessment_id or not 2000 <= int(year) <= 2200:
        raise ValueError(year)
    if not name.strip() or len(name) > start.MAX_NAME:
        raise ValueError(name)
    documents = {key: fields for (kind, key), fields in state.items() if kind == "documents"}
    if (
        set(merge.references(state)) - documents.keys()
        or merge.documents_of(state, documents) != documents.keys()
    ):
        raise ValueError("documents")
    places = [
        tuple(fields[name] for name in ("question", "slot", "document"))
        for (kind, _), fields in state.items()
        if kind == "evidence"
    ]
    if len(places) != len(set(places)):
        raise ValueError("evidence")


class _Trial(Rows):
    """The rows that *state* would become, with documents named by their content."""

    def __init__(self, state: State, assessment_id: str) -> None:
        self._tables: dict[str, list[Row]] = {}
        for (kind, key), fields in sorted(state.items()):
            self._tables.setdefault(kind, []).append(_row(kind, key, fields, assessment_id))

    def select(self, table: str, **where: object) -> list[Row]:
        return self._tables.get(table, [])

    def get(self, table: str, **key: object) -> Row | None:
        return next(iter(self.select(table)), None)


def _row(kind: str, key: str, fields: Fields, assessment_id: str) -> Row:
    if kind == "units":
        return {**fields, "uid": "unit"}
    if kind == "assessments":
        return {**fields, "unit": "unit"}
    if kind == "documents":
        named = {"sha256": key, "url": ""} if is_hex(key) else {"sha256": "", "url": key}
        return {**fields, **named, "uid": key}
    parts = dict(zip(records.key_parts(kind), key.split(SEPARATOR), strict=True))
    return {"assessment": assessment_id, **parts, **fields}
