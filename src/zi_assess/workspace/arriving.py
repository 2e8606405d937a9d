"""A package as it lies on disk: every byte read and checked, nothing written."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from zi_assess import criteria
from zi_assess.core import merge
from zi_assess.core.merge import State
from zi_assess.core.pack import Pack
from zi_assess.errors import ZiError
from zi_assess.evidence import EvidenceStore, Receive, Tick
from zi_assess.exchange import container, manifest, sealing
from zi_assess.exchange.container import Progress, Reader, Reading, refused
from zi_assess.exchange.identity import is_hex, signed
from zi_assess.exchange.manifest import Manifest
from zi_assess.exchange.parts import Joined
from zi_assess.exchange.sealing import Seal
from zi_assess.store import journal
from zi_assess.workspace import lineage, records, trial
from zi_assess.workspace.lineage import Nodes

_MAX_INNER = 128 * 1024 * 1024  # all members that are no evidence, as they travel
_ENTRY = (int, str, str, str, int, str, str)


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose every byte was checked: signed by the key it names, and whole.

    *states* are earlier states by package, packed; *heads* are the sender's journal heads by number.
    """

    path: Path
    seal: Seal | None
    manifest: Manifest
    digest: str
    state: State
    pack: Pack
    nodes: Nodes
    states: Mapping[str, bytes]
    inner: Mapping[str, bytes]
    heads: Mapping[int, str]
    start: int

    @property
    def evidence(self) -> tuple[tuple[str, int], ...]:
        """The evidence whose bytes are in it: SHA-256 and size."""
        return tuple(one for one in self.manifest.members if one[0] not in self.inner)


@dataclass(frozen=True, slots=True)
class _Stream:
    """The plain bytes of a package, how many the file has, its seal; *file* where they lie open in one file."""

    source: Reader
    size: int
    seal: Seal | None = None
    file: int | None = None


@contextlib.contextmanager
def _opened(path: Path, passphrase: str, seal: Seal | None = None) -> Iterator[_Stream]:
    """The package in *path* (or in all its parts), decrypted by *passphrase* or by the *seal* it was opened with."""
    with Joined(path) as joined:
        head = _head(joined, len(sealing.MAGIC))
        if head != sealing.MAGIC:
            yield _Stream(_Again(head, joined), joined.size, None, joined.file)
            return
        header = head + _head(joined, sealing.HEADER - len(head))
        if len(header) < sealing.HEADER:
            raise refused("Paket terkunci ini rusak, terpotong, atau sudah diubah.")
        found = seal if seal is not None and seal.header == header else sealing.unsealed(header, passphrase)
        yield _Stream(sealing.Opened(joined, found, joined.size), joined.size, found)


def _head(source: Reader, size: int) -> bytes:
    found = b""
    while len(found) < size and (piece := source.read(size - len(found))):
        found += piece
    return found


class _Again:
    """A stream whose first bytes were looked at."""

    def __init__(self, first: bytes, rest: Reader) -> None:
        self._first = first
        self._rest = rest

    def read(self, size: int, /) -> bytes:
        if self._first:
            piece, self._first = self._first[:size], self._first[size:]
            return piece
        return self._rest.read(size)


def read(path: Path, passphrase: str, tick: Tick | None) -> Package:
    """Read the package in *path*. Raises ZiError with the reason when it is not to the byte what it must be."""
    with _opened(path, passphrase) as stream:
        reading = Reading(stream.source)
        data, signature = reading.manifest()
        said = manifest.read(data, signature)
        _check_size(stream.size, container.size_of(len(data), said.members), stream.seal)
        progress = Progress(sum(size for _, size in said.members), tick)
        inner = _members(reading, said, progress.add, stream.file)
    return _understood(path, stream.seal, said, sha256(data).hexdigest(), inner)


def _check_size(size: int, plain: int, seal: Seal | None) -> None:
    due = plain if seal is None else sealing.size_of(plain)
    if size < due:
        raise refused("Paket terpotong: isinya kurang dari daftarnya.")
    if size > due:
        raise refused("Ada tambahan di belakang paket.")


def _members(
    reading: Reading, said: Manifest, count: Callable[[int], None], file: int | None
) -> Mapping[str, bytes]:
    """Read all members; those that are no evidence are kept."""
    sizes = dict(said.members)
    if not said.parts <= sizes.keys():
        raise refused("Ada bagian paket yang disebut daftar isinya tetapi tidak ada.")
    if sum(sizes[name] for name in said.parts) > _MAX_INNER:
        raise refused("Isi paket melebihi batas ukuran.")
    inner = {name: bytearray() for name in said.parts}

    def take(name: str) -> Callable[[memoryview], object]:
        kept = inner.get(name)

        def want(chunk: memoryview) -> None:
            if kept is not None:
                kept.extend(chunk)
            count(len(chunk))

        return want

    reading.members(said.members, take, file)
    return {name: bytes(data) for name, data in inner.items()}


def _understood(
    path: Path, seal: Seal | None, said: Manifest, digest: str, inner: Mapping[str, bytes]
) -> Package:
    state = manifest.read_state(manifest.unpacked(inner[said.state]))
    pack = _pack(manifest.unpacked(inner[said.criteria]), said)
    trial.check(state, said.assessment, pack)
    _check_state(state, said)
    nodes = {one.package: one for one in manifest.read_lineage(inner[said.lineage])}
    own = nodes.get(said.package)
    if own is None or own.state != said.digest or lineage.heads(nodes) != (said.package,):
        raise refused("Riwayat dalam paket tidak sesuai dengan isinya.")
    if not said.states.keys() <= nodes.keys() - {said.package}:
        raise refused("Riwayat dalam paket tidak sesuai dengan isinya.")
    start, heads = _heads(manifest.unpacked(inner[said.journal.skeleton]), said)
    for one in said.receipts:
        if not signed(said.sender.public, bytes.fromhex(one.signature), one.statement):
            raise refused("Tanda terima dalam paket tidak ditandatangani pengirimnya.")
    states = {package: inner[name] for package, name in said.states.items()}
    return Package(path, seal, said, digest, state, pack, nodes, states, inner, heads, start)


def _pack(data: bytes, said: Manifest) -> Pack:
    try:
        pack = criteria.thaw(data)
    except ZiError as error:
        raise refused("Paket kriteria di dalam kiriman ini rusak.") from error
    if (pack.id, pack.version, pack.digest) != (said.pack_id, said.pack_version, said.pack):
        raise refused("Paket kriteria di dalam kiriman ini bukan yang disebut daftar isinya.")
    return pack


def _check_state(state: State, said: Manifest) -> None:
    """What the manifest says of the state must be so, and no member may be anything else."""
    head = state[records.HEAD]
    named = (head["year"], head["occasion"], head["pack_id"], head["pack_version"], head["pack_digest"])
    if named != (said.year, said.occasion, said.pack_id, said.pack_version, said.pack):
        raise refused("Isi penilaian bukan yang disebut daftar isi paket.")
    if state[records.UNIT]["name"] != said.unit or merge.digest(state) != said.digest:
        raise refused("Isi penilaian bukan yang disebut daftar isi paket.")
    known = {
        key: fields["size"] for (kind, key), fields in state.items() if kind == "documents" and is_hex(key)
    }
    for name, size in said.members:
        if name not in said.parts and known.get(name) != size:
            raise refused("Paket berisi bagian yang bukan bukti penilaian ini.")
    if not set(said.lacking) <= known.keys():
        raise refused("Isi penilaian bukan yang disebut daftar isi paket.")


def _heads(data: bytes, said: Manifest) -> tuple[int, Mapping[int, str]]:
    """The sender's journal from where it starts to where it stands, each head worked out again. Raises ZiError."""
    try:
        found = json.loads(data)
        (seq, text), entries = found["start"], found["entries"]
        heads = {int(seq): _hex(text)}
        at, head = int(seq), bytes.fromhex(text)
        for entry in entries:
            number, head = _next(head, entry)
            if number != at + 1:
                raise ValueError(number)
            at, heads[number] = number, head.hex()
        whole = (at, head.hex()) == (said.journal.seq, said.journal.head)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise refused("Jurnal dalam paket tidak dapat dipahami.") from error
    if not whole:
        raise refused("Rantai jurnal dalam paket tidak sampai pada ujung yang disebut daftar isinya.")
    return int(seq), heads


def _next(head: bytes, entry: Any) -> tuple[int, bytes]:
    if tuple(type(one) for one in entry) != _ENTRY:
        raise ValueError(entry)
    seq, at, verb, assessment, undoes, commitment, state = entry
    rest = bytes.fromhex(_hex(commitment)), bytes.fromhex(_hex(state))
    return seq, journal.head_after(head, seq, at, verb, assessment, undoes, *rest)


def _hex(text: str) -> str:
    if not is_hex(text):
        raise ValueError(text)
    return text


def place_evidence(package: Package, store: EvidenceStore, tick: Tick | None) -> None:
    """Put the evidence of *package* into *store*, read and checked once more; durable when this returns.

    Raises ZiError, and whatever *tick* raises; then nothing of the running batch stays behind.
    """
    total = sum(size for _, size in package.evidence)
    with _opened(package.path, "", package.seal) as stream, store.receiving(total, tick) as receive:
        reading = Reading(stream.source)
        data, _signature = reading.manifest()
        if sha256(data).hexdigest() != package.digest:
            raise refused("Paket berubah selagi dibaca.")
        if stream.file is None or not hasattr(os, "preadv"):
            _place_in_turn(reading, package, receive)
        else:
            _place_at_once(stream.file, len(data), package, receive)


def _place_in_turn(reading: Reading, package: Package, receive: Receive) -> None:
    for name, size in package.manifest.members:
        if name in package.inner:
            reading.one(name, size, None)
        else:
            with receive(name, size) as write:
                reading.one(name, size, write)
    reading.end()


def _place_at_once(file: int, before: int, package: Package, receive: Receive) -> None:
    """Two threads, each with a piece of evidence at a time."""
    places = dict(container.placed(container.first_member(before), package.manifest.members))

    def place(member: tuple[str, int]) -> None:
        name, size = member
        with receive(name, size) as write:
            container.poured_at(file, places[name], name, size, write, summed=False)

    container.in_pairs(package.evidence, place)
