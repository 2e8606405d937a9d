"""The packages that led to an assessment as it stands here, and the state from which two copies went apart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from zi_assess.core import merge
from zi_assess.core.merge import State
from zi_assess.exchange import manifest
from zi_assess.exchange.container import refused
from zi_assess.exchange.manifest import Node
from zi_assess.store import journal
from zi_assess.store.database import Database
from zi_assess.store.rows import Change, Row, Rows
from zi_assess.workspace.blobs import Blobs

Nodes = Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class History:
    """*nodes* are all packages whose content is in the assessment; *blobs* where the states lie that are kept here;
    *rows* the account of what went out and came in, oldest first.
    """

    nodes: Nodes
    blobs: Mapping[str, str]
    rows: tuple[Row, ...]

    def incoming(self) -> list[Row]:
        return [row for row in self.rows if row["way"] == "in"]

    def outgoing(self) -> list[Row]:
        return [row for row in self.rows if row["way"] == "out"]


@dataclass(frozen=True, slots=True)
class Said:
    """What the account keeps of a package beside its columns.

    *lineage*, *merged* (the state that came of it) and *states* name blobs; *receipt* is what the sender signed about
    a package of ours; *standing* is the side on which this workspace stood. Of evidence: *arrived* with the package,
    *missing* here after it, *lacking* on the sender's side.
    """

    lineage: str
    manifest: str
    standing: str = ""
    merged: str = ""
    answers: str = ""
    receipt: Mapping[str, Any] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    arrived: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    def text(self) -> str:
        return json.dumps(
            {name: getattr(self, name) for name in self.__dataclass_fields__},
            separators=(",", ":"),
            sort_keys=True,
        )


def said(row: Row) -> Said:
    """What the account keeps of the package of *row*."""
    found = json.loads(str(row["receipt"]))
    lists = {name: tuple(found[name]) for name in ("arrived", "missing", "lacking")}
    return Said(**{**found, **lists})


def awaited(rows: Rows) -> frozenset[str]:
    """The evidence (SHA-256) that packages spoke of and whose bytes have not come yet."""
    waiting: set[str] = set()
    for row in rows.select("exchanges", way="in"):
        kept = said(row)
        waiting = (waiting | set(kept.missing)) - set(kept.arrived)
    return frozenset(waiting)


def broken_receipts(database: Database) -> Iterator[str]:
    """Our packages whose countersigned journal head is in the journal no more: it was cut short or rewritten."""
    with database.reading() as connection:
        last = journal.end(connection).seq
        for receipt in (said(row).receipt for row in Rows(connection).select("exchanges", way="in")):
            seq = int(receipt.get("seq", 0))
            if seq > last or (seq and journal.entry(connection, seq).head.hex() != receipt["head"]):
                yield str(receipt["package"])


def forgetting(database: Database, blobs: Blobs, word: str) -> list[Change]:
    """The changes after which the account stands on no kept state in which *word* stands: it is to be erased.

    A later merge takes its base from what the partner's package brings, or is refused for want of one.
    """
    with database.reading() as connection:
        account = Rows(connection).select("exchanges")
    return [change for row in account for change in _forgetting(row, blobs, word.casefold())]


def _forgetting(row: Row, blobs: Blobs, word: str) -> Iterator[Change]:
    kept = said(row)
    gone = {
        one
        for one in (str(row["state"]), kept.merged, *kept.states.values())
        if one and _holds(blobs, one, word)
    }
    if gone:
        states = {package: one for package, one in kept.states.items() if one not in gone}
        less = replace(kept, merged="" if kept.merged in gone else kept.merged, states=states)
        state = "" if row["state"] in gone else row["state"]
        yield Change("exchanges", row, {**row, "state": state, "receipt": less.text()})


def _holds(blobs: Blobs, name: str, word: str) -> bool:
    state = manifest.read_state(manifest.unpacked(blobs.get(name)))
    return any(
        word in str(said).casefold() for (_, key), fields in state.items() for said in (key, *fields.values())
    )


def purge(database: Database, blobs: Blobs) -> None:
    """Remove the kept states that the account names no more."""
    with database.reading() as connection:
        account = Rows(connection).select("exchanges")
    named = {str(row["state"]) for row in account}
    for kept in (said(row) for row in account):
        named |= {kept.lineage, kept.manifest, kept.merged, *kept.states.values()}
    for name in set(blobs.stored()) - named:
        blobs.purge(name)


def history(rows: Rows, blobs: Blobs, assessment_id: str) -> History:
    """Raises ZiError when a file it stands on is gone."""
    account = tuple(rows.select("exchanges", assessment=assessment_id))
    nodes: dict[str, Node] = {}
    places: dict[str, str] = {}
    for row in account:
        kept = said(row)
        for node in manifest.read_lineage(blobs.get(kept.lineage)):
            nodes.setdefault(node.package, node)
        places |= {**kept.states, str(row["uid"]): str(row["state"])}
    return History(nodes, {one: place for one, place in places.items() if place}, account)


def heads(nodes: Nodes) -> tuple[str, ...]:
    """The packages after which none came."""
    before = {one for node in nodes.values() for one in node.after}
    return tuple(sorted(nodes.keys() - before))


def up_to(nodes: Nodes, packages: Iterable[str]) -> dict[str, Node]:
    """*packages* and all they came after."""
    found: dict[str, Node] = {}
    waiting = list(packages)
    while waiting:
        package = waiting.pop()
        if package not in found:
            found[package] = nodes[package]
            waiting += nodes[package].after
    return found


def ordered(nodes: Nodes) -> list[Node]:
    """Each after those it came after; one order for one history."""
    done: dict[str, Node] = {}
    waiting = sorted(nodes)
    while waiting:
        ready = [one for one in waiting if all(before in done for before in nodes[one].after)]
        done |= {one: nodes[one] for one in ready}
        waiting = [one for one in waiting if one not in done]
    return list(done.values())


class Bases:
    """Finds the base of a merge among the states that either side has kept."""

    def __init__(
        self, nodes: Nodes, states: Mapping[str, bytes], blobs: Blobs, places: Mapping[str, str]
    ) -> None:
        """*states* are packed and came with the package; *places* say which are kept here."""
        self._nodes = nodes
        self._states = states
        self._blobs = blobs
        self._places = places

    def base(self, common: Iterable[str]) -> State:
        """What all packages in *common* amount to together. Raises ZiError when their states are kept nowhere."""
        known = up_to(self._nodes, common)
        tops = heads(known)
        if not tops:
            return {}
        joined, below = self._state(tops[0]), up_to(known, [tops[0]])
        for top in tops[1:]:
            own = up_to(known, [top])
            joined = merge.virtual_base(self.base(own.keys() & below.keys()), joined, self._state(top))
            below |= own
        return joined

    def _state(self, package: str) -> State:
        if package in self._places:
            packed = self._blobs.get(self._places[package])
        elif package in self._states:
            packed = self._states[package]
        else:
            raise refused("Titik temu kedua salinan sudah tidak tersimpan, di sini maupun dalam paket.")
        state = manifest.read_state(manifest.unpacked(packed))
        if merge.digest(state) != self._nodes[package].state:
            raise refused("Riwayat dalam paket tidak sesuai dengan riwayat di sini.")
        return state
