"""The files of a folder or a zip as candidates for evidence: what lies where, what is left out and what is refused."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zi_assess import errors, files, zips
from zi_assess.errors import ZiError
from zi_assess.i18n import N_

Tick = Callable[[int, int], None]
MOST = 5_000  # files at once: more than a unit has in a year
_DEEPEST = 24
_MIB = 1024 * 1024
LIMITS = zips.ZipLimits(entries=2 * MOST)
_SYSTEM = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin"})
_PASSING = re.compile(r"(?i)^(~\$|\.|~wrl).*|.*\.(tmp|part|crdownload|lnk)$")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may become evidence; *folders* outermost first. *refused* is why it may not ("" = it may)."""

    path: Path
    name: str
    folders: tuple[str, ...]
    size: int
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found; *system* counts the files that programs leave behind, *empty* those of 0 bytes."""

    name: str
    candidates: tuple[Candidate, ...]
    system: int = 0
    empty: int = 0


def is_system(name: str) -> bool:
    """Whether a file or folder is one that programs leave behind, and nobody's evidence."""
    return name.casefold() in _SYSTEM or bool(_PASSING.match(name))


def gather(place: Path, into: Path, tick: Tick | None = None) -> Gathered:
    """The files of a folder, or of a zip, which is unpacked into the empty private folder *into*. Raises ZiError."""
    if place.is_dir():
        return _counted(place.name, _walk(place, place, 0), tick)
    return _unpacked(place, into, tick)


def _counted(name: str, found: Iterator[Candidate | None], tick: Tick | None) -> Gathered:
    kept: list[Candidate] = []
    system = empty = 0
    for one in found:
        if tick is not None:
            tick(0, 0)
        if one is None:
            system += 1
        elif not one.size and not one.refused:
            empty += 1
        else:
            kept.append(one)
        if len(kept) > MOST:
            raise ZiError(
                N_("{name} berisi lebih dari {most} berkas."),
                N_("Impor per folder, misalnya satu area sekali."),
                name=name,
                most=MOST,
            )
    return Gathered(name, tuple(sorted(kept, key=_order)), system, empty)


def _walk(root: Path, folder: Path, depth: int) -> Iterator[Candidate | None]:
    """Every file below *folder*, None for one that is left out; no link is followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        if depth == 0:
            raise errors.from_os(error, folder) from error
        yield _candidate(root, folder, 0, N_("folder ini tidak boleh dibaca"))
        return
    for entry in entries:
        path = Path(entry.path)
        if is_system(entry.name):
            yield None
        elif entry.is_symlink():
            yield _candidate(root, path, 0, N_("hanya pintasan; pilih berkas aslinya"))
        elif entry.is_dir(follow_symlinks=False):
            if depth < _DEEPEST:
                yield from _walk(root, path, depth + 1)
            else:
                yield _candidate(root, path, 0, N_("terlalu dalam di folder"))
        else:
            yield _file(root, path, entry)


def _file(root: Path, path: Path, entry: os.DirEntry[str]) -> Candidate:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return _candidate(root, path, 0, N_("tidak dapat dibaca"))
    plain = stat.S_ISREG(status.st_mode)
    return _candidate(root, path, status.st_size if plain else 0, "" if plain else N_("bukan berkas biasa"))


def _candidate(root: Path, path: Path, size: int, refused: str) -> Candidate:
    return Candidate(path, path.name, (root.name, *path.relative_to(root).parts[:-1]), size, refused)


def _order(one: Candidate) -> tuple[tuple[object, ...], ...]:
    """As people read a folder: 2 before 10."""
    return tuple(_natural(part) for part in (*one.folders, one.name))


def _natural(text: str) -> tuple[object, ...]:
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in _DIGITS.split(text.casefold())
        if part
    )


def _unpacked(place: Path, into: Path, tick: Tick | None) -> Gathered:
    entries = [one for one in zips.check(place, LIMITS) if not one.is_dir]
    kept = [one for one in entries if not any(is_system(part) for part in one.name.split("/"))]
    if len(kept) > MOST:
        raise ZiError(
            N_("{name} berisi lebih dari {most} berkas."),
            N_("Bagi menjadi beberapa zip, misalnya satu per area."),
            name=place.name,
            most=MOST,
        )
    full = [one for one in kept if one.size]
    total, done = sum(one.size for one in full), 0
    found: list[Candidate] = []
    for number, entry in enumerate(full):
        done = _unpack(place, entry, into / f"{number:05}", found, done, total, tick)
    ordered = tuple(sorted(found, key=_order))
    return Gathered(place.name, ordered, len(entries) - len(kept), len(kept) - len(full))


def _unpack(
    place: Path,
    entry: zips.ZipEntry,
    folder: Path,
    found: list[Candidate],
    done: int,
    total: int,
    tick: Tick | None,
) -> int:
    """Write one member into a folder of its own, under its own name; how many bytes are done by then."""
    *folders, name = entry.name.split("/")
    target = folder / files.safe_name(name)
    try:
        folder.mkdir(0o700)
        with files.writing(target) as file:
            for piece in zips.stream(place, entry):
                file.write(piece)
                done += len(piece)
                if tick is not None:
                    tick(done, total)
    except OSError as error:
        raise errors.from_os(error, target) from error
    found.append(Candidate(target, name, (place.stem, *folders), entry.size))
    return done
