"""Cut the power at every system call, on paper, and see whether anything acknowledged is lost.

Killing a process does not show what a power cut shows: the system still writes everything out. So the writing
calls of a child that works as in `kills` are recorded with strace and replayed into a model of a disk that keeps
only what was flushed: data of a file by fsync of the file, names in a folder by fsync of the folder. At every call
the power is cut: the flushed part stays, of the rest any part may have reached the disk. Each such disk is laid out
as a folder, opened and examined as after a kill.

This is stricter than most file systems are; it says nothing about disks that lie about flushing.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from end2end import kills
from zi_assess.errors import ZiError

CALLS = (
    "openat,open,creat,close,write,pwrite64,ftruncate,fsync,fdatasync,syncfs,"
    "rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat"
)
_LINE = re.compile(r"(?P<pid>\d+) +(?P<call>\w+)\((?P<given>.*)\) += (?P<result>-?\d+)", re.DOTALL)
_FD = re.compile(r"(\d+)(?:<[^>]*>)?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Call:
    """One call that returned: its name, the strings and numbers it was given, and its result."""

    name: str
    texts: tuple[bytes, ...]
    given: str
    result: int

    @property
    def handle(self) -> int:
        match = _FD.match(self.given)
        return int(match[1]) if match else -1


def available() -> bool:
    """Whether strace is here and may trace."""
    if not shutil.which("strace"):
        return False
    return subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True).returncode == 0


def record(path: Path, assessment: str, log: Path, seed: int, bug: str, verbs: int) -> list[Call]:
    """Let the child do *verbs* verbs under strace and return its writing calls in the order they returned."""
    child = [sys.executable, kills.__file__, "child", str(path), assessment, str(seed), bug, str(verbs)]
    trace = [
        "strace",
        "-f",
        "-qq",
        "-xx",
        "-s",
        "1000000",
        "-e",
        "signal=none",
        "-e",
        f"trace={CALLS}",
        "-o",
        str(log),
    ]
    subprocess.run([*trace, *child], check=True, stdout=subprocess.DEVNULL)
    return list(_calls(log))


def _calls(log: Path) -> Iterator[Call]:
    begun: dict[str, str] = {}
    for line in log.read_text("ascii").splitlines():
        pid, _, rest = line.partition(" ")
        rest = rest.strip()
        if rest.endswith("<unfinished ...>"):
            begun[pid] = rest.removesuffix("<unfinished ...>")
            continue
        resumed = re.match(r"<\.\.\. \w+ resumed>,? ?", rest)
        if resumed:
            rest = begun.pop(pid, "") + rest[resumed.end() :]
        match = _LINE.match(f"{pid} {rest}")
        if match and int(match["result"]) >= 0:
            texts = tuple(bytes.fromhex(one.replace("\\x", "")) for one in _TEXT.findall(match["given"]))
            yield Call(match["call"], texts, match["given"], int(match["result"]))


@dataclass
class Node:
    """A file: what is flushed, and the changes that are not yet."""

    flushed: bytes = b""
    pending: list[Callable[[bytearray], None]] = field(default_factory=list)

    def content(self, keep: Callable[[int], bool]) -> bytes:
        data = bytearray(self.flushed)
        for n, change in enumerate(self.pending):
            if keep(n):
                change(data)
        return bytes(data)

    def flush(self) -> None:
        self.flushed = self.content(lambda _n: True)
        self.pending.clear()


@dataclass
class Names:
    """A folder: the flushed names, and the changes that are not yet: (name, node or None for gone)."""

    flushed: dict[str, Node | Names] = field(default_factory=dict)
    pending: list[tuple[str, Node | Names | None]] = field(default_factory=list)

    def now(self, keep: Callable[[int], bool] = lambda _n: True) -> dict[str, Node | Names]:
        names = dict(self.flushed)
        for n, (name, node) in enumerate(self.pending):
            if keep(n):
                names.pop(name, None) if node is None else names.update({name: node})
        return names

    def flush(self) -> None:
        self.flushed = self.now()
        self.pending.clear()


class Disk:
    """The model: everything below *root*; what happens elsewhere is not looked at."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.top = _loaded(root)
        self._open: dict[int, tuple[Node | Names, int]] = {}

    def apply(self, call: Call) -> bool:
        """Do what *call* did; whether it changed anything."""
        if call.name in ("openat", "open", "creat"):
            return self._opened(call)
        if call.name == "close":
            self._open.pop(call.handle, None)
            return False
        if call.name in ("write", "pwrite64", "ftruncate", "fsync", "fdatasync", "syncfs"):
            return call.handle in self._open and self._handled(call)
        return self._named(call)

    def _place(self, raw: bytes) -> tuple[Names, str] | None:
        """The folder and the name that a path means; None when it is not ours."""
        path = Path(os.fsdecode(raw))
        if not path.is_relative_to(self._root) or path == self._root:
            return None
        folder: Node | Names = self.top
        *above, name = path.relative_to(self._root).parts
        for part in above:
            assert isinstance(folder, Names)
            folder = folder.now()[part]
        assert isinstance(folder, Names)
        return folder, name

    def _opened(self, call: Call) -> bool:
        if Path(os.fsdecode(call.texts[0])) == self._root:
            self._open[call.result] = (self.top, 0)
            return False
        place = self._place(call.texts[0])
        if place is None:
            self._open.pop(call.result, None)
            return False
        folder, name = place
        node, made = folder.now().get(name), False
        if node is None:
            node, made = Node(), True
            folder.pending.append((name, node))
        if "O_TRUNC" in call.given and isinstance(node, Node):
            node.pending.append(_cut(0))
        self._open[call.result] = (node, 0)
        return made

    def _handled(self, call: Call) -> bool:
        node, position = self._open[call.handle]
        if call.name == "syncfs":
            _flush_all(self.top)
        elif call.name in ("fsync", "fdatasync"):
            node.flush()
        elif isinstance(node, Node):
            self._written(call, node, position)
        return True

    def _written(self, call: Call, node: Node, position: int) -> None:
        if call.name == "ftruncate":
            node.pending.append(_cut(int(call.given.rpartition(",")[2])))
            return
        data = call.texts[0][: call.result]
        if call.name == "pwrite64":
            position = int(call.given.rpartition(",")[2])
        else:
            self._open[call.handle] = (node, position + len(data))
        for start in range(0, len(data), 4096):  # a disk may keep any pages of one write
            node.pending.append(_put(position + start, data[start : start + 4096]))

    def _named(self, call: Call) -> bool:
        places = [self._place(text) for text in call.texts]
        if None in places or not places:
            return False
        folder, name = places[0] or (self.top, "")
        if call.name.startswith("mkdir"):
            folder.pending.append((name, Names()))
        elif call.name.startswith("unlink"):
            folder.pending.append((name, None))
        else:
            target, new = places[1] or (self.top, "")
            target.pending.append((new, folder.now()[name]))
            folder.pending.append((name, None))
        return True

    def lay_out(self, into: Path, keep_data: Callable[[int], bool], keep_names: Callable[[int], bool]) -> str:
        """Write the disk as a power cut may leave it into *into*; returns what tells two such disks apart."""
        sum_ = sha256()
        _lay_out(self.top, into, keep_data, keep_names, sum_.update)
        return sum_.hexdigest()


def _loaded(path: Path) -> Names:
    return Names(
        {one.name: _loaded(one) if one.is_dir() else Node(one.read_bytes()) for one in path.iterdir()}
    )


def _cut(size: int) -> Callable[[bytearray], None]:
    def change(data: bytearray) -> None:
        data[:] = data[:size].ljust(size, b"\0")

    return change


def _put(start: int, piece: bytes) -> Callable[[bytearray], None]:
    def change(data: bytearray) -> None:
        if len(data) < start:
            data.extend(bytes(start - len(data)))
        data[start : start + len(piece)] = piece

    return change


def _flush_all(names: Names) -> None:
    names.flush()
    for one in names.flushed.values():
        _flush_all(one) if isinstance(one, Names) else one.flush()


def _lay_out(
    names: Names,
    into: Path,
    keep_data: Callable[[int], bool],
    keep_names: Callable[[int], bool],
    told: Callable[[bytes], None],
) -> None:
    into.mkdir()
    for name, one in sorted(names.now(keep_names).items()):
        told(f"{into.name}/{name}\n".encode())
        if isinstance(one, Names):
            _lay_out(one, into / name, keep_data, keep_names, told)
        else:
            data = one.content(keep_data)
            told(sha256(data).digest())
            (into / name).write_bytes(data)


@dataclass
class Count:
    """The figures: crash points, different disks examined, and what was wrong on which."""

    points: int = 0
    disks: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.points} crash points, {self.disks} different disks examined, {len(self.wrong)} with a loss"


def replay(
    folder: Path, *, seed: int = 1, bug: str = "", verbs: int = 8, most_wrong: int = 1_000_000
) -> Count:
    """Record one run of *verbs* verbs and examine every disk that a power cut in it may leave."""
    folder.mkdir()
    known = kills._fresh(folder / "ruang")
    disk = Disk(known.path)
    calls = record(known.path, known.assessment, folder / "strace", seed, bug, verbs)
    count, chance, seen = Count(), random.Random(seed), set[str]()
    said: list[str] = []
    for call in calls:
        if call.name == "write" and call.handle == 1:
            said += call.texts[0].decode().splitlines()
            continue
        if disk.apply(call):
            count.points += 1
            for keep_data, keep_names in _damages(chance):
                _examine(disk, known, said, folder / "diska", keep_data, keep_names, seen, count)
            if len(count.wrong) >= most_wrong:
                break
    return count


Keep = Callable[[int], bool]


def _damages(chance: random.Random) -> Iterator[tuple[Keep, Keep]]:
    """Nothing unflushed stays; all of it; names without data; data without names; any part of both, twice."""

    def some(share: float) -> Keep:
        own = random.Random(chance.getrandbits(32))
        return lambda _n: own.random() < share

    def nothing(_n: int) -> bool:
        return False

    def everything(_n: int) -> bool:
        return True

    yield nothing, nothing
    yield everything, everything
    yield nothing, everything
    yield everything, nothing
    yield some(0.5), some(0.5)
    yield some(0.8), some(0.8)


def _examine(
    disk: Disk,
    known: kills.Known,
    said: list[str],
    place: Path,
    keep_data: Keep,
    keep_names: Keep,
    seen: set[str],
    count: Count,
) -> None:
    state = disk.lay_out(place, keep_data, keep_names) + str(len(said))
    if state not in seen:
        seen.add(state)
        count.disks += 1
        there = kills.Known(place, known.assessment)
        there.read(said)
        try:
            wrong = kills.examine(there, kills.Count())
        except (ZiError, OSError) as error:
            wrong = [f"does not open: {error}"]
        if wrong:
            count.wrong.append(f"point {count.points}: {wrong[0]}")
    shutil.rmtree(place)
