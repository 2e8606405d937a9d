"""Packages that somebody damaged, forged, replayed or sent to the wrong place, and the count of what came of them.

Every case is a file and a receiver. The receiver must refuse it with a sentence before a byte of its folder changes;
`scripts/package-fuzz` runs thousands of them, the suite a few of every class.
"""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from exchange.pair import MEMBER, SECRET, begin
from zi_assess import criteria
from zi_assess.core.review import Side
from zi_assess.errors import ZiError
from zi_assess.exchange import container, identity, manifest, parts, sealing
from zi_assess.exchange.identity import Identity
from zi_assess.workspace import Workspace

Edit = Callable[["Forged"], None]


@dataclass
class Forged:
    """A package taken apart: what its manifest says and its members, to be changed and put together again."""

    said: dict[str, Any]
    members: dict[str, bytes]

    @classmethod
    def of(cls, data: bytes) -> Forged:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            said = json.loads(archive.read(container.MANIFEST))
            members = {name[2:]: archive.read(name) for name in archive.namelist() if name.startswith("e/")}
        return cls(said, members)

    def put(self, data: bytes) -> str:
        name = sha256(data).hexdigest()
        self.members[name] = data
        return name

    def state(self) -> list[list[Any]]:
        found: list[list[Any]] = json.loads(zlib.decompress(self.members[self.said["state"]]))
        return found

    def put_state(self, records: list[list[Any]]) -> None:
        """Another state, with everything that names it put right."""
        data = manifest.canonical(sorted(records, key=lambda one: one[:2]))
        del self.members[self.said["state"]]
        self.said["state"], self.said["digest"] = self.put(zlib.compress(data, 6)), sha256(data).hexdigest()
        self.put_lineage(
            [
                [package, self.said["digest"] if package == self.said["package"] else state, after]
                for package, state, after in json.loads(self.members[self.said["lineage"]])
            ]
        )

    def put_lineage(self, nodes: list[Any]) -> None:
        del self.members[self.said["lineage"]]
        self.said["lineage"] = self.put(manifest.canonical(nodes))

    def put_skeleton(self, change: Callable[[dict[str, Any]], None]) -> None:
        found = json.loads(zlib.decompress(self.members.pop(self.said["journal"]["skeleton"])))
        change(found)
        self.said["journal"]["skeleton"] = self.put(zlib.compress(manifest.canonical(found), 6))

    def bytes(self, signer: Identity, *, listed: bool = True) -> bytes:
        if listed:
            self.said["members"] = sorted([name, len(data)] for name, data in self.members.items())
        data = manifest.canonical(self.said)
        out = _Memory()
        members = [(name, len(one), one) for name, one in sorted(self.members.items())]
        container.write(out, data, signer.sign(manifest.SIGNED + data), members, lambda count: None)
        return bytes(out.held)


class _Memory(container.Sink):
    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, data: bytes | memoryview, /) -> int:
        self.held += data
        return len(data)


@dataclass(frozen=True)
class Case:
    """*kind* is the class it is counted under; *secret* opens it; *trust*: whether its fingerprint is confirmed."""

    kind: str
    data: bytes | dict[str, bytes]
    secret: str = ""
    trust: bool = True


@dataclass
class Count:
    """What came of the cases: how many of each class were refused, and the sentences; *wrong* names the rest."""

    refused: Counter[str] = field(default_factory=Counter)
    sentences: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.refused.values())

    def __str__(self) -> str:
        lines = [f"{count:5d}  {kind}" for kind, count in sorted(self.refused.items())]
        said = [f"{count:5d}  {text}" for text, count in self.sentences.most_common()]
        return "\n".join([*lines, "", *said, "", f"{self.total} refused, {len(self.wrong)} not"])


class Ground:
    """A unit and its auditors in the middle of a review, with packages of every sort to start from."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.folder = folder
        pair = self.pair = begin(folder, evidence=4)
        pair.unit.review.submit(pair.id)
        self.first = pair.send(pair.unit)
        pair.take(pair.tpi, self.first)
        pair.tpi.review.answer(pair.id, pair.code(0), pair.key(0, 1), MEMBER, "turun")
        pair.tpi.review.return_(pair.id, "Perbaiki")
        self.reply = pair.send(pair.tpi)
        pair.take(pair.unit, self.reply)
        pair.unit.record(pair.id, pair.code(2), pair.key(2, 1))
        pair.unit.attach(pair.id, pair.code(2), [pair.file("tambahan.pdf", "tambahan" * 4000)])
        self.second = pair.send(pair.unit)
        pair.unit.record(pair.id, pair.code(3), pair.key(3, 1))
        self.package = pair.path("baik.zipkg")
        pair.unit.exchange.export(pair.id, self.package)
        sealed = pair.path("terkunci.zipkg")
        pair.unit.exchange.export(pair.id, sealed, passphrase=SECRET)
        self.sealed = sealed.read_bytes()
        self.plain = self.package.read_bytes()
        self.signer = _key(pair.unit)
        self.stranger = identity.unkept()

    # Damage

    def damaged(self, count: int) -> Iterator[Case]:
        """Bytes flipped in every region, cut off, put in front, behind and between."""
        starts = self._regions()
        for n in range(count):
            name, first, last = starts[n % len(starts)]
            yield Case(f"flipped: {name}", self._flipped(self.plain, first, last))
        for _ in range(count // 12):
            yield Case("cut off", self.plain[: self.chance.randrange(len(self.plain))])
            more = self.chance.randbytes(self.chance.choice((1, 2, 22, 1000)))
            at = self.chance.choice((0, len(self.plain), self.chance.randrange(len(self.plain))))
            yield Case("bytes added", self.plain[:at] + more + self.plain[at:])
            first = self.chance.randrange(len(self.plain) - 40)
            yield Case("bytes removed", self.plain[:first] + self.plain[first + self.chance.randint(1, 40) :])
            last = self.chance.randrange(first + 8, len(self.plain) - 8)
            swapped = bytearray(self.plain)
            swapped[first : first + 8], swapped[last : last + 8] = (
                swapped[last : last + 8],
                swapped[first : first + 8],
            )
            if bytes(swapped) != self.plain:
                yield Case("bytes swapped", bytes(swapped))

    def _regions(self) -> list[tuple[str, int, int]]:
        said = Forged.of(self.plain).said
        with zipfile.ZipFile(io.BytesIO(self.plain)) as archive:
            infos = archive.infolist()
            directory = archive.start_dir
        inner = {said["state"]: "state", said["lineage"]: "lineage", said["criteria"]: "criteria"}
        inner |= {said["journal"]["skeleton"]: "journal"} | dict.fromkeys(
            said["states"].values(), "earlier state"
        )
        found = []
        for info in infos:
            data = info.header_offset + 30 + len(info.filename)
            name = (
                inner.get(info.filename[2:], "evidence") if info.filename.startswith("e/") else info.filename
            )
            found += [("local header", info.header_offset, data), (name, data, data + info.file_size)]
        return [
            *found,
            ("directory", directory, len(self.plain) - 22),
            ("end", len(self.plain) - 22, len(self.plain)),
        ]

    def _flipped(self, data: bytes, first: int, last: int) -> bytes:
        at = self.chance.randrange(first, last)
        return data[:at] + bytes([data[at] ^ (1 << self.chance.randrange(8))]) + data[at + 1 :]

    # Other zips

    def rezipped(self, count: int) -> Iterator[Case]:
        """The same content as another zip: members added, removed, renamed, in another order, twice, packed."""
        acts: list[tuple[str, Callable[[list[tuple[zipfile.ZipInfo, bytes]]], None]]] = [
            ("member added", self._add),
            ("member removed", lambda all_: all_.pop(self.chance.randrange(len(all_)))),  # type: ignore[func-returns-value]
            ("member renamed", self._rename),
            ("members in another order", self._shuffle),
            ("member twice", lambda all_: all_.append(self.chance.choice(all_))),
            ("member packed", self._pack),
            ("date, comment or attributes", self._dress),
            ("bomb", self._bomb),
        ]
        for n in range(count):
            name, act = acts[n % len(acts)]
            with zipfile.ZipFile(io.BytesIO(self.plain)) as archive:
                members = [(_plain_info(one), archive.read(one)) for one in archive.infolist()]
            act(members)
            yield Case(name, _zip(members))

    def _add(self, members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        data = self.chance.randbytes(50)
        names = (
            f"e/{sha256(data).hexdigest()}",
            "../keluar",
            "e/../../x",
            "baca.txt",
            "e/",
            "manifest.json ",
            "e/ZZ",
        )
        members.insert(
            self.chance.randint(0, len(members)), (zipfile.ZipInfo(self.chance.choice(names)), data)
        )

    def _rename(self, members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        n = self.chance.randrange(len(members))
        name = members[n][0].filename
        members[n][0].filename = self.chance.choice(
            (name.upper(), name + "x", "../" + name, "e/" + "0" * 64, "e\\a")
        )

    def _shuffle(self, members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        n, m = self.chance.sample(range(len(members)), 2)
        members[n], members[m] = members[m], members[n]

    def _pack(self, members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        for info, _ in self.chance.sample(members, self.chance.randint(1, len(members))):
            info.compress_type = self.chance.choice(
                (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
            )

    def _dress(self, members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        info = self.chance.choice(members)[0]
        act = self.chance.randrange(4)
        if act == 0:
            info.date_time = (2026, 1, self.chance.randint(1, 28), 0, 0, 0)
        elif act == 1:
            info.comment = b"catatan"
        elif act == 2:
            info.external_attr = self.chance.getrandbits(31) | 1
        else:
            info.extra = struct.pack("<HH4s", 0xCAFE, 4, b"zusa")

    def _bomb(self, members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        n = self.chance.randrange(len(members))
        info = zipfile.ZipInfo(members[n][0].filename)
        info.compress_type = zipfile.ZIP_DEFLATED
        members[n] = info, bytes(self.chance.choice((1, 4)) * 1_000_000)

    def forged_sizes(self, count: int) -> Iterator[Case]:
        """Sizes and places in headers that lie."""
        with zipfile.ZipFile(io.BytesIO(self.plain)) as archive:
            places = [one.header_offset for one in archive.infolist()]
            central = archive.start_dir
        for n in range(count):
            data = bytearray(self.plain)
            lie = self.chance.choice((0, 1, 2**31, 2**32 - 1, self.chance.getrandbits(32)))
            at, name = [
                (self.chance.choice(places) + self.chance.choice((14, 18, 22)), "forged local size"),
                (central + self.chance.choice((16, 20, 24, 42)), "forged size in the directory"),
                (len(data) - 22 + self.chance.choice((12, 16)), "forged end of the directory"),
            ][n % 3]
            if struct.unpack_from("<I", data, at)[0] != lie:
                struct.pack_into("<I", data, at, lie)
                yield Case(name, bytes(data))

    # Signed forgeries

    def signed(self, count: int) -> Iterator[Case]:
        """What a partner could sign and yet nobody may take in, and what a stranger signed."""
        edits = list(_EDITS.items())
        for n in range(count):
            name, edit = edits[n % len(edits)]
            forged = Forged.of(self.plain)
            if edit(forged, self.chance) is not False:
                yield Case(
                    f"signed: {name}", forged.bytes(self.signer, listed=name != "members listed wrongly")
                )
        for _ in range(count // 4):
            forged = Forged.of(self.plain)
            forged.said["sender"]["key"] = self.stranger.public.hex()
            forged.said["receipts"] = []
            yield Case("stranger's key, not confirmed", forged.bytes(self.stranger), trust=False)
            forged = Forged.of(self.plain)
            forged.said["sender"]["name"] = f"orang {self.chance.random()}"
            yield Case("signed by another key than it names", forged.bytes(self.stranger))
        for kind, data in _packed_bombs(self.plain):
            yield Case(kind, data.bytes(self.signer))

    # Sealed and in parts

    def locked(self, count: int) -> Iterator[Case]:
        """Sealed packages: damage, chunks in another order, left out or twice, the wrong passphrase."""
        big = self._large()
        for _ in range(count // 3):
            yield Case(
                "sealed: flipped", self._flipped(self.sealed, len(sealing.MAGIC), len(self.sealed)), SECRET
            )
        for _ in range(count // 6):
            yield Case("sealed: cut off", self.sealed[: self.chance.randrange(1, len(self.sealed))], SECRET)
            yield Case(
                "sealed: added",
                self.sealed + self.chance.randbytes(self.chance.choice((1, 16, 5000))),
                SECRET,
            )
        step = sealing.CHUNK + sealing.TAG
        chunks = [big[at : at + step] for at in range(sealing.HEADER, len(big), step)]
        for n in range(max(6, count // 20)):
            mixed = list(chunks)
            if n % 3 == 0:
                mixed[0], mixed[1] = mixed[1], mixed[0]
            elif n % 3 == 1:
                del mixed[self.chance.randrange(len(mixed))]
            else:
                mixed.insert(1, mixed[self.chance.randrange(2)])
            yield Case("sealed: chunks moved", big[: sealing.HEADER] + b"".join(mixed), SECRET)
        for n in range(3):
            yield Case("sealed: wrong passphrase", self.sealed, f"kunci pagar kayu {n}")
        yield Case("sealed: no passphrase", self.sealed)

    def _large(self) -> bytes:
        pair = self.pair
        path = self.folder / "besar.zipkg"
        pair.unit.attach(
            pair.id, pair.code(4), [pair.file("besar.pdf", random.Random(1).randbytes(2_500_000))]
        )
        pair.unit.exchange.export(pair.id, path, passphrase=SECRET)
        return path.read_bytes()

    def split(self, count: int) -> Iterator[Case]:
        """Parts: damaged, missing, exchanged, of another package, with the edge between them moved."""
        source, target = self.folder / "utuh.zipkg", self.folder / "bagian.zipkg"
        source.write_bytes(self.plain + bytes(0))
        big = {}
        pair = self.pair
        pair.unit.attach(
            pair.id, pair.code(5), [pair.file("besar2.pdf", random.Random(2).randbytes(2_500_000))]
        )
        for made in pair.unit.exchange.export(pair.id, target, split=1_500_000).files:
            big[made.name] = made.read_bytes()
        names = sorted(big)
        for n in range(count):
            found = dict(big)
            name = self.chance.choice(names)
            act = n % 6
            if act == 0:
                found[name] = self._flipped(found[name], 0, len(found[name]))
            elif act == 1:
                found[name] = self._flipped(found[name], 0, parts.HEADER)
            elif act == 2:
                del found[self.chance.choice([one for one in names if one != names[0]])]
            elif act == 3:
                found[names[0]], found[names[1]] = found[names[1]], found[names[0]]
            elif act == 4:
                edge = found[names[0]]
                head = found[names[1]][: parts.HEADER]
                found[names[0]], found[names[1]] = (
                    edge[:-5],
                    head + edge[-5:] + found[names[1]][parts.HEADER :],
                )
            else:
                found[name] = found[name][: self.chance.randrange(len(found[name]))]
            yield Case(
                (
                    "part: flipped",
                    "part: header",
                    "part: missing",
                    "parts exchanged",
                    "part: edge moved",
                    "part: cut off",
                )[act],
                found,
            )


def _key(space: Workspace) -> Identity:
    found = identity.load(space.path)
    assert found is not None
    return found


def _plain_info(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(info.filename)
    made.create_system, made.external_attr = 0, 0
    return made


def _zip(members: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    import warnings

    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")  # twice the same name is what is wanted
        for info, data in members:
            archive.writestr(info, data)
    return out.getvalue()


def _packed_bombs(plain: bytes) -> Iterator[tuple[str, Forged]]:
    """Members that grow without end when they are unpacked."""
    bomb = zlib.compress(bytes(80_000_000), 9)
    for name in ("state", "criteria"):
        forged = Forged.of(plain)
        del forged.members[forged.said[name]]
        forged.said[name] = forged.put(bomb)
        yield "signed: bomb inside", forged
    forged = Forged.of(plain)
    forged.said["journal"]["skeleton"] = forged.put(bomb)
    yield "signed: bomb inside", forged


def _record(
    kind: str, change: Callable[[list[Any], random.Random], None]
) -> Callable[[Forged, random.Random], None]:
    def edit(forged: Forged, chance: random.Random) -> None:
        records = forged.state()
        change(chance.choice([one for one in records if one[0] == kind]), chance)
        forged.put_state(records)

    return edit


def _set(name: str, *values: object) -> Callable[[list[Any], random.Random], None]:
    def change(record: list[Any], chance: random.Random) -> None:
        record[2][name] = chance.choice(values)

    return change


def _said(*names: str, values: tuple[object, ...]) -> Callable[[Forged, random.Random], None]:
    def edit(forged: Forged, chance: random.Random) -> None:
        forged.said[chance.choice(names)] = chance.choice(values)

    return edit


def _strange_kind(forged: Forged, chance: random.Random) -> None:
    forged.put_state([*forged.state(), ["partners", "x", {"name": "penyusup"}]])


def _foreign_member(forged: Forged, chance: random.Random) -> None:
    forged.put(chance.randbytes(100))


def _lost_member(forged: Forged, chance: random.Random) -> None:
    del forged.members[forged.said[chance.choice(("state", "lineage", "criteria"))]]


def _listed_wrongly(forged: Forged, chance: random.Random) -> None:
    listed = [list(one) for one in forged.said["members"]]
    listed[chance.randrange(len(listed))][1] += chance.choice((-1, 1, 2**32))
    forged.said["members"] = listed


def _cut_history(forged: Forged, chance: random.Random) -> None:
    nodes = json.loads(forged.members[forged.said["lineage"]])
    forged.put_lineage(chance.choice((nodes[1:], nodes[:-1], nodes[::-1], [])))


def _other_criteria(forged: Forged, chance: random.Random) -> None:
    data = bytearray(zlib.decompress(forged.members.pop(forged.said["criteria"])))
    at = data.index(b"Pengungkit")
    data[at : at + 10] = b"Pengungkat"
    forged.said["criteria"] = forged.put(zlib.compress(bytes(data), 6))


def _journal(
    change: Callable[[dict[str, Any], random.Random], None],
) -> Callable[[Forged, random.Random], None]:
    def edit(forged: Forged, chance: random.Random) -> None:
        forged.put_skeleton(lambda found: change(found, chance))

    return edit


def _rewrite(found: dict[str, Any], chance: random.Random) -> None:
    chance.choice(found["entries"])[chance.choice((1, 2, 5, 6))] = sha256(b"lain").hexdigest()


def _drop(found: dict[str, Any], chance: random.Random) -> None:
    del found["entries"][chance.randrange(len(found["entries"]))]


def _swap(found: dict[str, Any], chance: random.Random) -> None:
    n = chance.randrange(len(found["entries"]) - 1)
    found["entries"][n : n + 2] = found["entries"][n : n + 2][::-1]


def _receipt(forged: Forged, chance: random.Random) -> bool:
    for one in forged.said["receipts"]:
        one[chance.choice(("head", "state"))] = sha256(b"lain").hexdigest()
    return bool(forged.said["receipts"])


def _two_names(forged: Forged, chance: random.Random) -> None:
    records = forged.state()
    uses = [one for one in records if one[0] == "evidence"]
    forged.put_state([*records, ["evidence", "kembar", dict(uses[0][2])]])


def _no_document(forged: Forged, chance: random.Random) -> None:
    records = forged.state()
    forged.put_state([one for one in records if one[0] != "documents"])


_EDITS: dict[str, Callable[[Forged, random.Random], Any]] = {
    "unknown stage": _record(
        "answers", lambda one, _: one.__setitem__(1, "BOS" + one[1][one[1].index("\x1f") :])
    ),
    "key in the wrong shape": _record("answers", lambda one, _: one.__setitem__(1, one[1] + "\x1flagi")),
    "date that is none": _record("documents", _set("dated", "kemarin", "2026-13-01", "0")),
    "moment that is none": _record("documents", _set("added", "", "x")),
    "number for a text": _record("answers", _set("note", 5, -1)),
    "text for a number": _record("documents", _set("size", "5", "")),
    "size that is not the file's": _record("documents", _set("size", 1, 0, -5)),
    "field that does not exist": _record("evidence", _set("rahasia", "x")),
    "field too long": _record("answers", _set("note", "x" * 2_100_000)),
    "half a letter": _record("answers", _set("note", "\ud800")),
    "handover of a kind that is none": _record("handovers", _set("act", "seize")),
    "handover that cannot be read": _record("handovers", _set("seen", "{", "[")),
    "year out of bounds": _record("assessments", _set("year", 1900, 9999)),
    "id of another assessment": _record("assessments", _set("uid", "lain")),
    "window that is none": _record("assessments", _set("window_start", "", "x")),
    "unit without a name": _record("units", _set("name", "", " ")),
    "address that is none": _record("documents", lambda one, _: one.__setitem__(1, "javascript:alert(1)")),
    "use of no document": _record("evidence", _set("document", "0" * 64, "")),
    "table that stays at home": _strange_kind,
    "the same document twice in a slot": _two_names,
    "no documents": _no_document,
    "member that belongs to nothing": _foreign_member,
    "member that is named and not there": _lost_member,
    "members listed wrongly": _listed_wrongly,
    "history cut short": _cut_history,
    "other criteria": _other_criteria,
    "journal rewritten": _journal(_rewrite),
    "journal entry left out": _journal(_drop),
    "journal entries exchanged": _journal(_swap),
    "receipt changed": _receipt,
    "other digest": _said("digest", "pack", values=("0" * 64,)),
    "other unit, year or occasion": _said("unit", "occasion", values=("Kantor Lain",)),
    "year in the manifest": _said("year", values=(2025, 1, -1, "2026")),
    "unknown side": lambda forged, _: forged.said["sender"].__setitem__("side", "bos"),
    "newer format": _said("format", values=(2, 99, None, "1")),
    "id that is none": _said("package", "assessment", "answers", values=("x", "../..", "0", 5)),
    "key that is none": lambda forged, _: forged.said["sender"].__setitem__("key", "00"),
    "moment of making": _said("made", values=("kemarin", "2026-01-01", "")),
    "journal that ends elsewhere": lambda forged, c: forged.said["journal"].__setitem__(
        "seq", c.randrange(5)
    ),
    "evidence mode": _said("evidence", values=("some", "", None)),
    "lacking what it does not know": _said("lacking", values=(["0" * 64], ["x"], "x")),
    "one thing too many": _said("surat", values=("x",)),
}


# Running them


def campaign(folder: Path, count: int, *, seed: int = 1) -> Count:
    """About *count* cases of every class against the auditors' workspace."""
    ground = Ground(folder, seed)
    try:
        found = Count()
        scale = count / 2000
        cases = [
            *ground.damaged(int(900 * scale)),
            *ground.rezipped(int(320 * scale)),
            *ground.forged_sizes(int(150 * scale)),
            *ground.signed(max(len(_EDITS), int(300 * scale))),
            *ground.locked(int(160 * scale)),
            *ground.split(max(12, int(90 * scale))),
        ]
        run(ground.pair.tpi, cases, folder / "masuk", found)
        misplaced(ground, found)
        return found
    finally:
        ground.pair.close()


def run(receiver: Workspace, cases: list[Case], inbox: Path, count: Count) -> None:
    """Give every case to *receiver*, which must refuse it and stay as it is."""
    inbox.mkdir(exist_ok=True)
    before = fingerprint(receiver.path)
    for n, case in enumerate(cases):
        path = _laid_down(case, inbox)
        _offer(receiver, path, case, count)
        if fingerprint(receiver.path) != before:
            count.wrong.append(f"case {n} changed the workspace: {case.kind}")
            before = fingerprint(receiver.path)
        for one in inbox.iterdir():
            one.unlink()


def _laid_down(case: Case, inbox: Path) -> Path:
    if isinstance(case.data, bytes):
        path = inbox / "kiriman.zipkg"
        path.write_bytes(case.data)
        return path
    for name, data in case.data.items():
        (inbox / name).write_bytes(data)
    return inbox / min(case.data)


def _offer(receiver: Workspace, path: Path, case: Case, count: Count) -> None:
    try:
        incoming = receiver.exchange.inspect(path, case.secret)
        receiver.exchange.take(incoming, trust=incoming.fingerprint.hex if case.trust else "")
    except ZiError as error:
        count.refused[case.kind] += 1
        count.sentences[error.what] += 1
        if len(str(error)) < 30:
            count.wrong.append(f"no reason given: {case.kind}")
    except Exception as error:
        count.wrong.append(f"{case.kind}: {type(error).__name__} {error}")
    else:
        count.wrong.append(f"taken: {case.kind}")


def fingerprint(folder: Path) -> str:
    """Every file of a workspace by name and content; the open database by size and times, lest its locks drop."""
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        status = path.stat()
        digest.update(f"{path.relative_to(folder)} {status.st_size} {status.st_mtime_ns}".encode())
        if path.is_file() and not path.name.startswith(("workspace.sqlite3", "app.lock")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def misplaced(ground: Ground, count: Count) -> None:
    """Good packages in the wrong place or at the wrong time: replayed, rolled back, crossed, from elsewhere."""
    pair = ground.pair
    pair.take(pair.tpi, ground.package)
    _same_again(pair.tpi, ground.package, count)
    _same_again(pair.tpi, ground.first, count)
    inbox = ground.folder / "salah"
    old = Case("rolled back: an older package", ground.second.read_bytes())
    run(pair.tpi, [old], inbox, count)
    run(pair.unit, [Case("sent back to its sender", ground.package.read_bytes())], inbox, count)
    _crossed(ground, inbox, count)
    _same_unit(ground, inbox, count)
    _forked(ground, inbox, count)


def _same_again(receiver: Workspace, path: Path, count: Count) -> None:
    """The very same package is no error and no change."""
    before = fingerprint(receiver.path)
    taken = receiver.exchange.take(receiver.exchange.inspect(path))
    if not taken.already or fingerprint(receiver.path) != before:
        count.wrong.append("a package taken before changed something")


def _crossed(ground: Ground, inbox: Path, count: Count) -> None:
    """The auditors' reply to one unit reaches another."""
    other = ground.pair.another("unit lain")
    other.new(criteria.find("lke-zi"), "Kantor Kedua", 2026)
    run(other, [Case("crossed: a reply to another unit", ground.reply.read_bytes())], inbox, count)
    forged = Forged.of(ground.reply.read_bytes())
    signer = _key(ground.pair.tpi)
    receipt = {**forged.said["receipts"][0], "of": other.exchange.fingerprint().hex, "signature": ""}
    text = manifest.RECEIPT + manifest.canonical(receipt)
    forged.said["receipts"] = [{**receipt, "signature": signer.sign(text).hex()}]
    other.exchange.stand(Side.TPI.value)
    run(other, [Case("crossed: a receipt for another journal", forged.bytes(signer))], inbox, count)


def _same_unit(ground: Ground, inbox: Path, count: Count) -> None:
    """The same unit and year were begun a second time elsewhere."""
    twin = ground.pair.another("salinan kedua")
    made = twin.new(criteria.find("lke-zi"), "Kantor  contoh", 2026)
    path = ground.pair.path()
    twin.exchange.export(made, path)
    run(ground.pair.tpi, [Case("another assessment of the same unit", path.read_bytes())], inbox, count)


def _forked(ground: Ground, inbox: Path, count: Count) -> None:
    """The sender went back to an old copy of its folder, key and all, and went on from there."""
    import shutil

    pair = ground.pair
    pair.unit.close()
    shutil.copytree(pair.folder / "unit", pair.folder / "lama")
    pair.unit = Workspace.open(pair.folder / "unit", who="Tim Unit")
    pair.unit.record(pair.id, pair.code(6), pair.key(6, 1))
    pair.pass_on(pair.unit, pair.tpi)
    with Workspace.open(pair.folder / "lama", who="Tim Unit") as back:
        for n in range(3):
            back.record(pair.id, pair.code(7), pair.key(7, n))
        path = pair.path()
        back.exchange.export(pair.id, path)
        run(pair.tpi, [Case("forked: the journal was rolled back", path.read_bytes())], inbox, count)
        clone = pair.path()
        pair.unit.exchange.export(pair.id, clone)
        run(back, [Case("forked: a copy of one's own folder", clone.read_bytes())], inbox, count)
