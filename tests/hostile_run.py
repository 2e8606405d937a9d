"""Lets the hostile corpus loose on intake, extraction, search, inspection and zip reading, and counts what happened."""

from __future__ import annotations

import contextlib
import hashlib
import os
import resource
import stat
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import hostile_files
from hostile_files import Sample, Trap
from zi_assess import confined, inspection, zips
from zi_assess.core.assessment import Document
from zi_assess.core.contents import Contents
from zi_assess.errors import ZiError
from zi_assess.evidence import EvidenceStore, Taken
from zi_assess.inspection import Frame, Paper
from zi_assess.textindex import TextIndex, extract

FRAME = Frame(date(2025, 1, 1))
DANGERS = frozenset(
    {
        "pdf-script", "pdf-launch", "document-attachment", "pdf-form-sends", "office-macro", "document-fetches",
        "document-two-faced", "document-program", "extension-wrong", "name-disguised", "document-unreadable",
        "document-locked",
    }
)  # fmt: skip


@dataclass
class Count:
    """What happened to the corpus. *crashes*, *missed*, *false_alarms* and *outside* name what went wrong."""

    files: int = 0
    zips: int = 0
    refused: int = 0
    refused_zips: int = 0
    crashes: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    readings: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    peak: int = 0  # MB of the parsing child
    own_peak: int = 0  # MB of this process

    @property
    def wrong(self) -> list[str]:
        return [*self.crashes, *self.missed, *self.false_alarms, *self.outside]


def campaign(folder: Path) -> Count:
    """Build the corpus in *folder*, feed it to a store and an index there, and look at what came of it."""
    count = Count()
    corpus = hostile_files.samples(folder / "sumber")
    traps = hostile_files.traps(folder / "zip")
    inside = folder / "ruang"
    for name in ("evidence", "staging"):
        (inside / name).mkdir(parents=True)
    before = _snapshot(folder, inside)
    store = EvidenceStore(inside / "evidence", inside / "staging")
    with TextIndex(inside / "index.sqlite3") as index:
        for sample in corpus:
            _feed(sample, store, index, count)
        index.search("keluar")
    for trap in traps:
        _open(trap, count)
    confined.close()
    count.outside = _changes(before, _snapshot(folder, inside))
    count.peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    count.own_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return count


def _feed(sample: Sample, store: EvidenceStore, index: TextIndex, count: Count) -> None:
    count.files += 1
    count.groups[sample.group] += 1
    start = time.monotonic()
    try:
        marks = _marks(sample, store, index, count)
    except Exception as error:
        count.crashes.append(f"{sample.group}/{sample.path.name[:60]!r}: {error!r}")
        return
    count.slowest = max(count.slowest, (time.monotonic() - start, f"{sample.group}/{sample.path.name[:40]}"))
    lacking = [one for one in sample.marks if not marks & set(one.split("|"))]
    if lacking:
        count.missed.append(f"{sample.group}/{sample.path.name[:60]!r}: no {lacking}, only {sorted(marks)}")
    dangers = {one for one in marks if one.removeprefix("finding:") in DANGERS}
    if sample.harmless and (dangers or "refused" in marks):
        count.false_alarms.append(f"{sample.group}/{sample.path.name[:60]!r}: {sorted(dangers)}")


def _marks(sample: Sample, store: EvidenceStore, index: TextIndex, count: Count) -> set[str]:
    """Everything that was noticed about a file on its way in."""
    (taken,) = next(iter(store.take([sample.path])))
    marks = set()
    place, sha256 = sample.path, ""
    if isinstance(taken, Taken):
        place, sha256 = store.path(taken.sha256), taken.sha256
        marks.add(f"kind:{taken.kind}")
    else:
        marks.add("refused")
        count.refused += 1
    found = extract(place)
    if sha256:
        index.add(sha256, found.pages, found.contents)
        assert index.facts(sha256) == found.contents
    count.readings[found.contents.reading.value] += 1
    marks |= {f"form:{found.contents.form}", f"reading:{found.contents.reading.value}"}
    marks |= {f"trait:{trait.value}" for trait in found.contents.traits}
    codes = findings(sample.path.name, found.contents)
    count.findings.update(codes)
    return marks | {f"finding:{code}" for code in codes}


def findings(name: str, contents: Contents) -> set[str]:
    """The codes of what inspection says of a document with this *name*."""
    paper = Paper(Document("d", name, "other", sha256="0" * 64), (), contents)
    return {one.code for one in inspection.inspect([paper], FRAME)}


@dataclass
class Races:
    """What came of files that change while they are taken in. *leaked*: bytes from outside came in; *torn*: bytes that
    were never the file's.
    """

    swaps: int = 0
    grown: int = 0
    tries: int = 0
    taken: int = 0
    refused: int = 0
    leaked: int = 0
    torn: int = 0

    @property
    def wrong(self) -> bool:
        return bool(self.leaked or self.torn)


def races(folder: Path, tries: int) -> Races:
    """Take a file *tries* times while another process swaps it for a link to a secret and for a pipe; then one that
    grows, which comes in as it was at one moment, or not at all.
    """
    for name in ("evidence", "staging"):
        (folder / name).mkdir(parents=True)
    store = EvidenceStore(folder / "evidence", folder / "staging")
    race = Races()
    secret, whole = b"rahasia" * 1000, b"%PDF-1.4 " + b"bukti" * 20_000
    (folder / "rahasia.txt").write_bytes(secret)
    (folder / "asli.pdf").write_bytes(whole)
    (folder / "bukti.pdf").write_bytes(whole)
    with _racer("swap", folder) as swaps:
        for kept in _takes(store, folder / "bukti.pdf", tries, race):
            race.leaked += kept == secret
            race.torn += kept not in (whole, secret)
    first = b"awal " * 100_000
    (folder / "catatan.txt").write_bytes(first)
    with _racer("grow", folder) as grown:
        for kept in _takes(store, folder / "catatan.txt", tries // 4, race):
            added = kept.removeprefix(first)
            race.torn += not kept.startswith(first) or added != b"baris\n" * (len(added) // 6)
    race.swaps, race.grown = swaps[0], grown[0]
    race.leaked += sum(secret == path.read_bytes() for _sha, path in store.stored())
    return race


def _takes(store: EvidenceStore, path: Path, tries: int, race: Races) -> Iterator[bytes]:
    """What came in of *path*, each time that something did."""
    for _n in range(tries):
        race.tries += 1
        (one,) = next(iter(store.take([path])))
        if isinstance(one, Taken):
            race.taken += 1
            yield store.path(one.sha256).read_bytes()
        else:
            race.refused += 1
            time.sleep(0.0003)  # a refusal takes no time: the same face would be met again and again


@contextlib.contextmanager
def _racer(act: str, folder: Path) -> Iterator[list[int]]:
    """Another process at *act*; at the end the list has how often it did it."""
    racer = Path(__file__).with_name("hostile_racer.py")
    told: list[int] = []
    with subprocess.Popen(
        [sys.executable, str(racer), act, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # it has begun
        try:
            yield told
        finally:
            told.append(int(process.communicate()[0]))


def _open(trap: Trap, count: Count) -> None:
    count.zips += 1
    try:
        for entry in zips.check(trap.path):
            for _ in zips.stream(trap.path, entry, limit=512 * 1024 * 1024):
                pass
        refused = False
    except ZiError:
        refused = True
    except Exception as error:
        count.crashes.append(f"zip/{trap.path.name}: {error!r}")
        return
    count.refused_zips += refused
    if refused and not trap.refused:
        count.false_alarms.append(f"zip/{trap.path.name}")
    if trap.refused and not refused:
        count.missed.append(f"zip/{trap.path.name}: opened")


def _snapshot(folder: Path, inside: Path) -> dict[str, str]:
    """Everything in *folder*, in the working directory and in the user's own, but nothing below *inside*."""
    places = [folder, Path.cwd()]
    return {str(path): _state(path) for place in places for path in _below(place, inside)}


def _below(place: Path, inside: Path) -> Iterable[Path]:
    for root, folders, files in os.walk(place):
        folders[:] = [
            one
            for one in folders
            if one not in (".git", ".venv", "__pycache__") and not one.endswith("_cache")
        ]
        if Path(root) == inside:
            folders.clear()
            continue
        yield from (
            Path(root, one) for one in (*folders, *files) if place != Path.cwd() or root == str(place)
        )


def _state(path: Path) -> str:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > 64 * 1024 * 1024:
        return f"{status.st_mode} {status.st_size} {status.st_mtime_ns if not stat.S_ISDIR(status.st_mode) else 0}"
    return f"{status.st_mode} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [
        f"outside: {path}"
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    ]
