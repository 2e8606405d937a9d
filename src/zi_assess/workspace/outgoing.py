"""A package in the making: what goes into it, how large it will be, and writing it down."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from zi_assess import criteria, files
from zi_assess.core import merge
from zi_assess.core.merge import State
from zi_assess.errors import ZiError
from zi_assess.evidence import EvidenceStore, Tick
from zi_assess.exchange import container, manifest, parts, sealing
from zi_assess.exchange.identity import Identity, fingerprint, is_hex
from zi_assess.exchange.manifest import Head, Manifest, Node, Receipt, Sender
from zi_assess.store import journal
from zi_assess.workspace import lineage, records
from zi_assess.workspace.blobs import Blobs
from zi_assess.workspace.inside import Inside
from zi_assess.workspace.lineage import History

_STATES = 12  # earlier states that travel along, so that a third copy can be joined too


@dataclass(frozen=True, slots=True)
class Size:
    """What a package will weigh, in bytes; *sealed* with a passphrase. *files* and *evidence*: how many and how much.

    *lacking*: how many pieces of evidence this workspace itself has never received.
    """

    total: int
    sealed: int
    files: int
    evidence: int
    lacking: int

    def parts(self, limit: int, *, sealed: bool = False) -> int:
        """In how many parts it goes through mail that takes *limit* bytes. Raises ZiError when that is too few."""
        return parts.count(self.sealed if sealed else self.total, limit)


@dataclass(frozen=True, slots=True)
class Draft:
    """A package but for its signature; *inner* are its members that are no evidence, *evidence* the files."""

    manifest: Manifest
    state: State
    inner: Mapping[str, bytes]
    evidence: Mapping[str, Path]

    @property
    def size(self) -> Size:
        total = container.size_of(len(self.manifest.encode()), self.manifest.members)
        own = [size for name, size in self.manifest.members if name in self.evidence]
        return Size(total, sealing.size_of(total), len(own), sum(own), len(self.manifest.lacking))


class Drafting:
    """Puts the package of one assessment together."""

    def __init__(
        self, inside: Inside, blobs: Blobs, identity: Identity, side: str, assessment_id: str
    ) -> None:
        self._inside = inside
        self._blobs = blobs
        self._identity = identity
        self._side = side
        self._assessment = assessment_id

    def draft(self, state: State, history: History, mode: str) -> Draft:
        """Raises ZiError when evidence that should be here is gone."""
        head, package = state[records.HEAD], str(uuid.uuid4())
        inner = _Inner()
        node = Node(package, merge.digest(state), lineage.heads(history.nodes))
        nodes = {**history.nodes, package: node}
        evidence, lacking = self._evidence(state, history, mode)
        pack = self._inside.holdings.pack(str(head["pack_digest"]))
        made = Manifest(
            package=package,
            made=self._inside.ledger.now().isoformat(timespec="milliseconds"),
            sender=self._sender(),
            assessment=self._assessment,
            unit=str(state[records.UNIT]["name"]),
            year=int(head["year"]),
            occasion=str(head["occasion"]),
            pack_id=pack.id,
            pack_version=pack.version,
            pack=pack.digest,
            criteria=inner.add(manifest.packed(criteria.freeze(pack))),
            digest=node.state,
            state=inner.add(manifest.packed(merge.encode(state))),
            states=self._states(history, inner),
            lineage=inner.add(manifest.write_lineage(lineage.ordered(nodes))),
            answers=str(history.incoming()[-1]["uid"]) if history.incoming() else "",
            journal=self._journal(history, inner),
            receipts=tuple(self._receipts(history)),
            evidence=mode,
            lacking=tuple(sorted(lacking)),
            members=(),
        )
        sizes = {name: int(state["documents", name]["size"]) for name in evidence}
        sizes |= {name: len(data) for name, data in inner.parts.items()}
        paths = {name: path for name, path in evidence.items() if name not in inner.parts}
        return Draft(replace(made, members=tuple(sorted(sizes.items()))), state, inner.parts, paths)

    def _sender(self) -> Sender:
        name = self._inside.ledger.who[:300]
        return Sender(self._identity.public.hex(), self._inside.opened.format.workspace, self._side, name)

    def _states(self, history: History, inner: _Inner) -> Mapping[str, str]:
        kept = [one.package for one in lineage.ordered(history.nodes) if one.package in history.blobs]
        return {one: inner.add(self._blobs.get(history.blobs[one])) for one in kept[-_STATES:]}

    def _journal(self, history: History, inner: _Inner) -> Head:
        """Where the journal stands, and the entries since the first package of this assessment went out."""
        first = min((int(str(row["seq"])) for row in history.outgoing()), default=None)
        with self._inside.opened.database.reading() as connection:
            last = journal.end(connection)
            start = last.seq if first is None else first
            head = journal.entry(connection, start).head if start else journal.START
            entries = [
                [one.seq, one.at, one.verb, one.assessment, one.undoes, one.commitment.hex(), one.state.hex()]
                for one in journal.entries(connection)
                if one.seq > start
            ]
        skeleton = manifest.canonical({"start": [start, head.hex()], "entries": entries})
        return Head(last.seq, last.head.hex(), inner.add(manifest.packed(skeleton)))

    def _receipts(self, history: History) -> Iterable[Receipt]:
        """For everyone whose packages are in this assessment: the last one, countersigned."""
        newest = {(str(row["partner"]), str(row["workspace"])): row for row in history.incoming()}
        for (partner, workspace), row in sorted(newest.items()):
            package = str(row["uid"])
            state = history.nodes[package].state
            seen = Receipt(partner, workspace, package, state, int(str(row["seq"])), str(row["head"]))
            yield manifest.receipted(seen, self._identity.sign)

    def _evidence(self, state: State, history: History, mode: str) -> tuple[dict[str, Path], set[str]]:
        store = self._inside.store
        wanted = {key for kind, key in state if kind == "documents" and is_hex(key)}
        with self._inside.ledger.reading() as rows:
            absent = {one for one in wanted & lineage.awaited(rows) if not store.path(one).exists()}
        chosen = set() if mode == "none" else wanted - absent
        if mode == "changed":
            chosen -= self._shared(history)
        return {name: _there(store, name, state) for name in sorted(chosen)}, absent

    def _shared(self, history: History) -> set[str]:
        """The evidence that the other side has: what its packages name, without what it says it lacks."""
        seen = lineage.up_to(history.nodes, [str(row["uid"]) for row in history.incoming()])
        shared: set[str] = set()
        for package in (one for one in seen if one in history.blobs):
            packed = self._blobs.get(history.blobs[package])
            shared |= {
                key for kind, key in manifest.read_state(manifest.unpacked(packed)) if kind == "documents"
            }
        return shared.difference(*(lineage.said(row).lacking for row in history.incoming()[-1:]))


class _Inner:
    """Members that are made here, each under its digest."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def add(self, data: bytes) -> str:
        name = sha256(data).hexdigest()
        self.parts[name] = data
        return name


def _there(store: EvidenceStore, name: str, state: State) -> Path:
    path = store.path(name)
    if not path.exists():
        raise ZiError(
            "Berkas bukti {name} hilang dari ruang kerja; paket tidak dibuat.",
            "Jalankan “Periksa ruang kerja”, lalu pulihkan berkasnya dari cadangan.",
            name=str(state["documents", name]["name"]),
        )
    return path


def write(
    draft: Draft,
    identity: Identity,
    target: Path,
    staging: Path,
    *,
    passphrase: str,
    limit: int,
    tick: Tick | None,
    before_it_counts: Callable[[], None],
) -> tuple[Path, ...]:
    """Write *draft* to *target*, or in parts beside it; *before_it_counts* is called when all bytes are written.

    Returns the files. Raises ZiError; then there is no new file.
    """
    seal = sealing.new(passphrase) if passphrase else None
    progress = container.Progress(draft.size.total, tick)
    data = draft.manifest.encode()
    signature = identity.sign(manifest.SIGNED + data)
    sources = [
        (name, size, draft.inner.get(name) or draft.evidence[name]) for name, size in draft.manifest.members
    ]
    whole = staging / f"{os.urandom(8).hex()}.zipkg" if limit else target
    try:
        with files.writing(whole) as out:
            if seal is None:
                container.write(out, data, signature, sources, progress.add)
            else:
                writer = sealing.Writer(out, seal)
                container.write(writer, data, signature, sources, progress.add)
                writer.finish()
            before_it_counts()
        if not limit:
            return (target,)
        made = parts.split(whole, target, limit)
        if not made:
            files.replace(whole, target)
            files.fsync_dir(target.parent)
        return made or (target,)
    finally:
        if limit:
            files.remove(whole)


def partner_of(sender: Sender) -> str:
    """How the sender is known here: the fingerprint of its key."""
    return fingerprint(sender.public).hex
