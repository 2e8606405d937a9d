"""The journal of changes: append-only, hash-chained, and the base of undo.

Each entry commits to its payload by a salted digest, so that a payload can be erased without breaking the
chain, and to the whole state: the sum of all row digests, kept up to date change by change. `verify`
recomputes both.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from zi_assess.store import tables
from zi_assess.store.rows import KINDS, Change, Rows, digest

_MODULUS = 1 << 256
START = bytes(32)
UNDO, REDO = "undo", "redo"
BARRIERS = frozenset(
    {"new", "submit", "return", "close", "take-workbook", "take-package", "erase", "release-visit"}
)
"""Verbs that undo does not cross (DESIGN §16)."""


@dataclass(frozen=True, slots=True)
class Entry:
    seq: int
    at: str
    verb: str
    assessment: str
    undoes: int
    salt: bytes | None
    payload: str | None
    commitment: bytes
    state: bytes
    head: bytes

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the entry changed; empty when its payload was erased."""
        listed = json.loads(self.payload)["changes"] if self.payload else []
        return tuple(Change(table, before, after) for table, before, after in listed)

    @property
    def who(self) -> str:
        return str(json.loads(self.payload)["who"]) if self.payload else ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the journal ends: its last sequence number, state and head."""

    seq: int = 0
    state: bytes = START
    head: bytes = START


def write(
    connection: Connection,
    rows: Rows,
    last: Place,
    changes: Sequence[Change],
    *,
    at: str,
    who: str,
    verb: str,
    assessment: str,
    undoes: int = 0,
) -> Place:
    """Apply *changes* and append their entry, both in the caller's transaction; returns the new end."""
    state = int.from_bytes(last.state, "big")
    rows.apply(changes)
    for change in changes:
        state += _weight(change.table, change.after) - _weight(change.table, change.before)
    payload = json.dumps(
        {"who": who, "changes": [(one.table, one.before, one.after) for one in changes]},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    salt = secrets.token_bytes(16)
    state_bytes = (state % _MODULUS).to_bytes(32, "big")
    commitment = _commitment(salt, payload)
    head = head_after(last.head, last.seq + 1, at, verb, assessment, undoes, commitment, state_bytes)
    entry = Entry(last.seq + 1, at, verb, assessment, undoes, salt, payload, commitment, state_bytes, head)
    connection.execute(
        insert(tables.journal).values({name: getattr(entry, name) for name in Entry.__slots__})
    )
    return Place(entry.seq, state_bytes, head)


def _weight(table: str, row: object) -> int:
    return 0 if row is None else int.from_bytes(digest(table, row), "big")  # type: ignore[arg-type]


def _commitment(salt: bytes, payload: str) -> bytes:
    return hashlib.sha256(salt + payload.encode()).digest()


def head_after(
    previous: bytes, seq: int, at: str, verb: str, assessment: str, undoes: int, *rest: bytes
) -> bytes:
    """The head that an entry gives after *previous*; *rest* are its commitment and its state."""
    text = json.dumps([seq, at, verb, assessment, undoes], ensure_ascii=True)
    return hashlib.sha256(previous + text.encode() + b"".join(rest)).digest()


def state_of(rows: Rows) -> bytes:
    """The state that the rows themselves add up to."""
    total = sum(_weight(table, row) for table in KINDS for row in rows.select(table))
    return (total % _MODULUS).to_bytes(32, "big")


def end(connection: Connection) -> Place:
    found = connection.execute(
        select(tables.journal.c.seq, tables.journal.c.state, tables.journal.c.head)
        .order_by(tables.journal.c.seq.desc())
        .limit(1)
    ).first()
    return Place(*found) if found else Place()


def entries(connection: Connection, assessment: str = "", *, newest_first: bool = False) -> Iterator[Entry]:
    """The journal's entries, those of one assessment when it is named."""
    order = tables.journal.c.seq.desc() if newest_first else tables.journal.c.seq
    query = select(tables.journal).order_by(order)
    if assessment:
        query = query.where(tables.journal.c.assessment == assessment)
    for found in connection.execute(query).mappings():
        yield Entry(**found)


def page(connection: Connection, assessment: str, limit: int, before: int = 0) -> list[Entry]:
    """The newest entries of *assessment* before number *before* (0: from the end), at most *limit* (0: all)."""
    query = select(tables.journal).where(tables.journal.c.assessment == assessment)
    if before:
        query = query.where(tables.journal.c.seq < before)
    query = query.order_by(tables.journal.c.seq.desc()).limit(limit or None)
    return [Entry(**found) for found in connection.execute(query).mappings()]


def taken_back(connection: Connection, assessment: str) -> frozenset[int]:
    """The numbers of the entries of *assessment* that stand undone."""
    journal = tables.journal
    query = select(journal.c.undoes, journal.c.verb).where(journal.c.assessment == assessment)
    done = connection.execute(query.where(journal.c.undoes > 0).order_by(journal.c.seq))
    last: dict[int, str] = {}
    for undoes, verb in done:
        last[undoes] = verb
    return frozenset(seq for seq, verb in last.items() if verb == UNDO)


def last_head(connection: Connection, assessment: str) -> bytes:
    """The head after the last entry of *assessment*; START when there is none."""
    journal = tables.journal
    query = select(journal.c.head).where(journal.c.assessment == assessment)
    found = connection.execute(query.order_by(journal.c.seq.desc()).limit(1)).scalar()
    return found if found is not None else START


def last_of(connection: Connection, assessment: str, verbs: Collection[str]) -> str:
    """When (ISO) the last entry of *assessment* with one of *verbs* was written; "" when there is none."""
    journal = tables.journal
    query = select(func.max(journal.c.at)).where(
        journal.c.assessment == assessment, journal.c.verb.in_(sorted(verbs))
    )
    return connection.execute(query).scalar() or ""


def holds(connection: Connection, seq: int, head: str) -> bool:
    """Whether the chain's head (hex) after entry number *seq* is *head*."""
    query = select(tables.journal.c.head).where(tables.journal.c.seq == seq)
    found = connection.execute(query).scalar()
    return found is not None and found.hex() == head


def last_changes(connection: Connection, assessment: str = "") -> dict[str, datetime]:
    """When each assessment changed last (only the one named, when it is); absent when it never did."""
    newest = select(func.max(tables.journal.c.seq)).group_by(tables.journal.c.assessment)
    if assessment:
        newest = newest.where(tables.journal.c.assessment == assessment)
    found = select(tables.journal.c.assessment, tables.journal.c.at).where(tables.journal.c.seq.in_(newest))
    return {uid: datetime.fromisoformat(at) for uid, at in connection.execute(found)}


def entry(connection: Connection, seq: int) -> Entry:
    found = connection.execute(select(tables.journal).where(tables.journal.c.seq == seq)).mappings().one()
    return Entry(**found)


def broken_at(connection: Connection) -> int:
    """The sequence number of the first entry that does not follow from the one before; 0 when the chain
    holds.
    """
    previous, expected = START, 1
    for one in entries(connection):
        head = head_after(
            previous, one.seq, one.at, one.verb, one.assessment, one.undoes, one.commitment, one.state
        )
        whole = one.payload is None or (
            one.salt is not None and _commitment(one.salt, one.payload) == one.commitment
        )
        if one.seq != expected or head != one.head or not whole:
            return expected
        previous, expected = one.head, expected + 1
    return 0


def forget(connection: Connection, word: str) -> int:
    """Erase every payload that holds *word*; the chain holds by the commitments. How many there were."""
    journal = tables.journal
    query = select(journal.c.seq, journal.c.payload).where(journal.c.payload.is_not(None))
    wanted = word.casefold()
    seqs = [seq for seq, payload in connection.execute(query) if wanted in payload.casefold()]
    for seq in seqs:
        connection.execute(update(journal).where(journal.c.seq == seq).values(payload=None, salt=None))
    return len(seqs)


@dataclass(frozen=True, slots=True)
class Steps:
    """The entries that undo and redo would take next; 0 when there is none."""

    undo: int = 0
    redo: int = 0


def steps(connection: Connection, assessment: str) -> Steps:
    """Replay the entries of *assessment* since the last barrier as a stack of done and undone."""
    query = (
        select(tables.journal.c.seq, tables.journal.c.verb)
        .where(tables.journal.c.assessment == assessment)
        .order_by(tables.journal.c.seq.desc())
    )
    recent: list[tuple[int, str]] = []
    for seq, verb in connection.execute(query):
        if verb in BARRIERS:
            break
        recent.append((seq, verb))
    done: list[int] = []
    undone: list[int] = []
    for seq, verb in reversed(recent):
        if verb == UNDO:
            undone.append(done.pop())
        elif verb == REDO:
            done.append(undone.pop())
        else:
            done.append(seq)
            undone.clear()
    return Steps(done[-1] if done else 0, undone[-1] if undone else 0)
