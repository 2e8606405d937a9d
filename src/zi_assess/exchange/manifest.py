"""What a package says of itself: read strictly, written in one way only."""

from __future__ import annotations

import json
import uuid
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from zi_assess.core.merge import State
from zi_assess.core.review import Side
from zi_assess.exchange.container import MAX_MEMBER, Listed, refused
from zi_assess.exchange.identity import is_hex, signed

FORMAT = 1
SIGNED = b"zi-assess package 1\n"
RECEIPT = b"zi-assess receipt 1\n"
MODES = ("all", "changed", "none")
MAX_MEMBERS = 20_000
MAX_TOTAL = 8 * 1024**3
MAX_PART = 64 * 1024 * 1024  # a state or a journal, unpacked
_MAX_TEXT = 1000
_MAX_COUNT = 2**53
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Sender:
    """Who made the package: *key* is proved by the signature, *name* and *side* are claimed."""

    key: str
    workspace: str
    side: str
    name: str

    @property
    def public(self) -> bytes:
        return bytes.fromhex(self.key)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a journal stood: its last number and head, and the member with the entries that lead there."""

    seq: int
    head: str
    skeleton: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The sender says: “I hold *package* of the one whose key has the fingerprint *of*, and that journal stood so.”"""

    of: str
    workspace: str
    package: str
    state: str
    seq: int
    head: str
    signature: str = ""

    @property
    def statement(self) -> bytes:
        return RECEIPT + canonical({**asdict(self), "signature": ""})


@dataclass(frozen=True, slots=True)
class Node:
    """One package in the history of an assessment: the state it carried and the packages it came after."""

    package: str
    state: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """*criteria*, *state*, *lineage* and the values of *states* (by package) name members by their SHA-256; *pack* and
    *digest* are those of the criteria and the state themselves. *lacking*: evidence whose bytes the sender has never
    received.
    """

    package: str
    made: str
    sender: Sender
    assessment: str
    unit: str
    year: int
    occasion: str
    pack_id: str
    pack_version: str
    pack: str
    criteria: str
    digest: str
    state: str
    states: Mapping[str, str]
    lineage: str
    answers: str
    journal: Head
    receipts: tuple[Receipt, ...]
    evidence: str
    lacking: tuple[str, ...]
    members: tuple[Listed, ...]

    def encode(self) -> bytes:
        return canonical({"format": FORMAT, **asdict(self)})

    @property
    def parts(self) -> frozenset[str]:
        """The members that are not evidence."""
        return frozenset(
            (self.state, self.lineage, self.criteria, self.journal.skeleton, *self.states.values())
        )


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def read(data: bytes, signature: bytes) -> Manifest:
    """The manifest in *data*, signed by the key that it names. Raises ZiError."""
    try:
        said = json.loads(data)
        if said["format"] != FORMAT:
            raise refused(
                "Paket ini dibuat oleh versi ZI Assess yang lebih baru; perbarui dahulu programnya."
            )
        found = _manifest(said)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise refused("Daftar isi paket tidak dapat dipahami.") from error
    if not signed(found.sender.public, signature, SIGNED + data):
        raise refused("Tanda tangan paket tidak cocok: isinya sudah diubah, atau bukan dari pengirim ini.")
    if found.encode() != data:
        raise refused("Daftar isi paket tidak ditulis dalam bentuk baku.")
    return found


def _manifest(said: dict[str, Any]) -> Manifest:
    found = Manifest(
        package=_uid(said["package"]),
        made=_moment(said["made"]),
        sender=_sender(said["sender"]),
        assessment=_uid(said["assessment"]),
        unit=_text(said["unit"]),
        year=_count(said["year"]),
        occasion=_text(said["occasion"]),
        pack_id=_text(said["pack_id"]),
        pack_version=_text(said["pack_version"]),
        pack=_digest(said["pack"]),
        criteria=_digest(said["criteria"]),
        digest=_digest(said["digest"]),
        state=_digest(said["state"]),
        states={_uid(key): _digest(one) for key, one in said["states"].items()},
        lineage=_digest(said["lineage"]),
        answers=_uid(said["answers"]) if said["answers"] else "",
        journal=_head(said["journal"]),
        receipts=tuple(_receipt(one) for one in said["receipts"]),
        evidence=_one_of(said["evidence"], MODES),
        lacking=tuple(_digest(one) for one in said["lacking"]),
        members=tuple((_digest(name), _count(size)) for name, size in said["members"]),
    )
    _check_members(found.members)
    return found


def _check_members(members: Sequence[Listed]) -> None:
    names = [name for name, _ in members]
    if names != sorted(set(names)):
        raise refused("Daftar isi paket menyebut bagian yang sama dua kali atau tidak berurutan.")
    sizes = [size for _, size in members]
    if len(sizes) > MAX_MEMBERS or sum(sizes) > MAX_TOTAL or any(size > MAX_MEMBER for size in sizes):
        raise refused("Isi paket melebihi batas ukuran.")


def _sender(said: dict[str, Any]) -> Sender:
    side = Side(said["side"])
    return Sender(_digest(said["key"]), _uid(said["workspace"]), side.value, _text(said["name"]))


def _head(said: dict[str, Any]) -> Head:
    return Head(_count(said["seq"]), _digest(said["head"]), _digest(said["skeleton"]))


def _receipt(said: dict[str, Any]) -> Receipt:
    return Receipt(
        _digest(said["of"]),
        _uid(said["workspace"]),
        _uid(said["package"]),
        _digest(said["state"]),
        _count(said["seq"]),
        _digest(said["head"]),
        _digest(said["signature"][:64]) + _digest(said["signature"][64:]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _MAX_TEXT:
        raise ValueError(value)
    value.encode()  # half a surrogate pair is no text
    return value


def _uid(value: Any) -> str:
    if str(uuid.UUID(_text(value))) != value:
        raise ValueError(value)
    return str(value)


def _digest(value: Any) -> str:
    if not is_hex(_text(value)):
        raise ValueError(value)
    return str(value)


def _moment(value: Any) -> str:
    if datetime.fromisoformat(_text(value)).tzinfo is None:
        raise ValueError(value)
    return str(value)


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= _MAX_COUNT:
        raise ValueError(value)
    return value


def _one_of(value: Any, known: tuple[str, ...]) -> str:
    if _text(value) not in known:
        raise ValueError(value)
    return str(value)


def receipted(receipt: Receipt, sign: Any) -> Receipt:
    """*receipt* with the signature that `sign` gives its statement."""
    return replace(receipt, signature=sign(receipt.statement).hex())


# Parts that are packed


def packed(data: bytes) -> bytes:
    return zlib.compress(data, _LEVEL)


def unpacked(data: bytes) -> bytes:
    """What was packed to *data*. Raises ZiError when it is none or grows too large."""
    inflate = zlib.decompressobj()
    try:
        found = inflate.decompress(data, MAX_PART)
        whole = inflate.eof and not inflate.unconsumed_tail and not inflate.unused_data
    except zlib.error as error:
        raise refused("Bagian dalam paket rusak.") from error
    if not whole:
        raise refused("Bagian dalam paket mengembang tidak wajar atau terpotong.")
    return found


def read_state(data: bytes) -> State:
    """The state written in *data*, in its one form. Raises ZiError."""
    from zi_assess.core import merge

    try:
        state = {(_key(kind), _key(key)): _fields(fields) for kind, key, fields in json.loads(data)}
        if merge.encode(state) != data:
            raise ValueError
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise refused("Isi penilaian dalam paket tidak dapat dipahami.") from error
    return state


def _key(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def _fields(said: Any) -> dict[str, str | int]:
    return {name: _value(one) for name, one in said.items()}


def _value(value: Any) -> str | int:
    if type(value) is str:
        value.encode()
        return value
    if type(value) is int and abs(value) <= _MAX_COUNT:
        return value
    raise ValueError(value)


def write_lineage(nodes: Sequence[Node]) -> bytes:
    return canonical([[one.package, one.state, list(one.after)] for one in nodes])


def read_lineage(data: bytes) -> tuple[Node, ...]:
    """The packages that led to this one, each after those it came after. Raises ZiError."""
    try:
        nodes = tuple(
            Node(_uid(package), _digest(state), tuple(_uid(one) for one in after))
            for package, state, after in json.loads(data)
        )
    except (ValueError, TypeError, RecursionError) as error:
        raise refused("Riwayat dalam paket tidak dapat dipahami.") from error
    known: set[str] = set()
    for node in nodes:
        if node.package in known or not known.issuperset(node.after):
            raise refused("Riwayat dalam paket tidak tersambung.")
        known.add(node.package)
    return nodes
