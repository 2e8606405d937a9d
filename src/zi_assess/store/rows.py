"""Logical rows: what the journal speaks of, written to and read from the tables, each with its own digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from zi_assess.core.assessment import Stage
from zi_assess.store import tables

Row = Mapping[str, object]
STAGES = tuple(Stage)
_AT_ONCE = 500  # values in one IN list


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after (None: not there). *table* and values are logical: other rows are named by
    their uid.
    """

    table: str
    before: Row | None
    after: Row | None

    def reversed(self) -> Change:
        return Change(self.table, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Kind:
    """How a logical row maps to its table: its key, and which columns name another row.

    Columns *added* by a later format are left out of the logical row while they are empty, so that rows,
    digests and journal entries of earlier formats stay what they were.
    """

    table: Table
    key: tuple[str, ...]
    refs: Mapping[str, tuple[Table, str]] = field(default_factory=dict)
    added: tuple[str, ...] = ()


_ASSESSMENT = (tables.assessments, "uid")
_DOCUMENT = (tables.documents, "uid")
_QUESTION = (tables.codes, "code")
KINDS: Mapping[str, Kind] = {
    "units": Kind(tables.units, ("uid",)),
    "assessments": Kind(tables.assessments, ("uid",), {"unit": (tables.units, "uid")}),
    "answers": Kind(
        tables.answers,
        ("assessment", "stage", "question"),
        {"assessment": _ASSESSMENT, "question": _QUESTION},
    ),
    "proposals": Kind(
        tables.proposals, ("assessment", "question"), {"assessment": _ASSESSMENT, "question": _QUESTION}
    ),
    "documents": Kind(tables.documents, ("uid",), added=tables.DOCUMENT_ADDED),
    "evidence": Kind(
        tables.evidence,
        ("uid",),
        {"assessment": _ASSESSMENT, "question": _QUESTION, "document": _DOCUMENT},
    ),
    "renewals": Kind(
        tables.renewals,
        ("assessment", "question", "slot", "document"),
        {"assessment": _ASSESSMENT, "question": _QUESTION, "document": _DOCUMENT},
    ),
    "prerequisites": Kind(tables.prerequisites, ("assessment", "prerequisite"), {"assessment": _ASSESSMENT}),
    "follow_ups": Kind(tables.follow_ups, ("uid",), {"assessment": _ASSESSMENT}),
    "choices": Kind(tables.choices, ("assessment", "name"), {"assessment": _ASSESSMENT}),
    "remarks": Kind(tables.remarks, ("uid",), {"assessment": _ASSESSMENT}),
    "verdicts": Kind(tables.verdicts, ("assessment", "stage", "evidence"), {"assessment": _ASSESSMENT}),
    "handovers": Kind(tables.handovers, ("uid",), {"assessment": _ASSESSMENT}),
    "observations": Kind(tables.observations, ("uid",), {"assessment": _ASSESSMENT}),
    "assignments": Kind(tables.assignments, ("assessment", "question"), {"assessment": _ASSESSMENT}),
    "carried": Kind(tables.carried, ("assessment", "question"), {"assessment": _ASSESSMENT}),
    "conflicts": Kind(tables.conflicts, ("uid",), {"assessment": _ASSESSMENT}),
    "partners": Kind(tables.partners, ("uid",)),
    "exchanges": Kind(tables.exchanges, ("uid",)),
    "surveys": Kind(tables.surveys, ("uid",), {"unit": (tables.units, "uid")}),
    "mappings": Kind(tables.mappings, ("name",)),
    "sealed": Kind(tables.sealed, ("uid",), {"unit": (tables.units, "uid")}),
}


def digest(table: str, row: Row) -> bytes:
    """SHA-256 of a logical row; a flipped bit anywhere in it, or a row under the wrong table, gives
    another.
    """
    text = json.dumps([table, row], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()


class RowConflict(Exception):
    """The row to change is not what the change says it was."""


@cache
def _reading(table: str) -> tuple[str, Mapping[str, str], str]:
    """How a table's logical rows are read: SELECT … FROM …, its columns by name, and ORDER BY.

    Plain SQL, made once: composing it anew costs more than running it, at every start of the window.
    """
    kind, name = KINDS[table], KINDS[table].table.name
    source = name
    columns: dict[str, str] = {}
    for column in kind.table.columns:
        if column.name in kind.refs:
            other, logical = kind.refs[column.name]
            source += f" JOIN {other.name} ON {name}.{column.name} = {other.name}.id"
            columns[column.name] = f"{other.name}.{logical}"
        elif column.name != "id":
            columns[column.name] = f"{name}.{column.name}"
    listed = ", ".join(f"{place} AS {name}" for name, place in columns.items())
    order = f"{name}.id" if "id" in kind.table.c else columns[kind.key[-1]]
    return f"SELECT {listed} FROM {source}", columns, f"ORDER BY {order}"


class Rows:
    """The tables behind one connection, read and written as logical rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ids: dict[tuple[str, object], int] = {}

    def get(self, table: str, **key: object) -> Row | None:
        return next((row for row, _ in self.stored(table, **key)), None)

    def select(self, table: str, **where: object) -> list[Row]:
        """The logical rows of *table* whose columns equal *where* (a tuple: one of), as they were written."""
        return [row for row, _ in self.stored(table, **where)]

    def stored(self, table: str, **where: object) -> Iterator[tuple[Row, bytes]]:
        """As `select`, each row with the digest that stands in the database."""
        kind = KINDS[table]
        select_from, columns, order = _reading(table)
        clauses, values = ["1"], []
        for name, value in where.items():
            wanted = value if isinstance(value, tuple) else (value,)
            clauses.append(f"{columns[name]} IN ({', '.join('?' * len(wanted))})")
            values += [_physical_value(name, one) for one in wanted]
        query = f"{select_from} WHERE {' AND '.join(clauses)} {order}"
        for found in self._connection.exec_driver_sql(query, tuple(values)):
            row = {
                name: _logical_value(name, value)
                for name, value in zip(columns, found, strict=True)
                if name != "digest" and (value or name not in kind.added)
            }
            yield row, found.digest

    def apply(self, changes: Sequence[Change]) -> None:
        """Write *changes* in their order; raises RowConflict when a row is not as its change says it was."""
        for new_in, group in groupby(changes, key=lambda one: one.table if one.before is None else ""):
            if new_in:
                self._insert(new_in, [one.after for one in group if one.after is not None])
            else:
                for change in group:
                    self._rewrite(change)

    def _insert(self, table: str, rows: Sequence[Row]) -> None:
        statement = insert(KINDS[table].table)
        for name, (other, column) in KINDS[table].refs.items():
            self._learn(other, column, {row[name] for row in rows})
        try:
            if rows:
                self._connection.execute(statement, [self._values(table, row) for row in rows])
        except IntegrityError as error:
            raise RowConflict(table) from error

    def _rewrite(self, change: Change) -> None:
        kind, before = KINDS[change.table], change.before
        if before is None or self.get(change.table, **{name: before[name] for name in kind.key}) != before:
            raise RowConflict(change.table)
        here = [kind.table.c[name] == self._physical(kind, name, before[name]) for name in kind.key]
        if change.after is None:
            self._connection.execute(delete(kind.table).where(*here))
        else:
            self._connection.execute(
                update(kind.table).where(*here).values(self._values(change.table, change.after))
            )

    def _values(self, table: str, row: Row) -> dict[str, object]:
        kind = KINDS[table]
        values = {name: self._physical(kind, name, value) for name, value in row.items()}
        return {**dict.fromkeys(kind.added, ""), **values, "digest": digest(table, row)}

    def _physical(self, kind: Kind, name: str, value: object) -> object:
        if name in kind.refs:
            return self._id(*kind.refs[name], value)
        return _physical_value(name, value)

    def _learn(self, table: Table, column: str, values: set[object]) -> None:
        """Look many rows' ids up at once."""
        unknown = [value for value in values if (table.name, value) not in self._ids]
        for start in range(0, len(unknown), _AT_ONCE):
            wanted = table.c[column].in_(unknown[start : start + _AT_ONCE])
            for value, number in self._connection.execute(select(table.c[column], table.c.id).where(wanted)):
                self._ids[table.name, value] = number

    def _id(self, table: Table, column: str, value: object) -> int:
        known = self._ids.get((table.name, value))
        if known is None:
            found = self._connection.execute(select(table.c.id).where(table.c[column] == value)).scalar()
            if found is None and table is tables.codes:
                found = self._connection.execute(insert(tables.codes).values(code=value)).lastrowid
            if found is None:
                raise RowConflict(table.name)
            known = self._ids[table.name, value] = int(found)
        return known


def _physical_value(name: str, value: object) -> object:
    return STAGES.index(Stage(str(value))) if name == "stage" else value


def _logical_value(name: str, value: object) -> object:
    return STAGES[int(str(value))].value if name == "stage" else value
