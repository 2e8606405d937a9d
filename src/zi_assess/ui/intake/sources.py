"""The files of a folder or a zip as candidates for evidence: what lies where, what is left out and what is refused."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zi_assess import errors, files, zips
from zi_assess.errors import ZiError
from zi_assess.i18n import N_

Tick = Callable[[int, int], None]
MOST = 5_000  # files at once: more than a unit has in a year
_DEEPEST = 24
_MIB = 1024 * 1024
LIMITS = zips.ZipLimits(entries=2 * MOST)
_ZIPS_WITHIN = 3  # a Drive download holds zips of folders; deeper ones are somebody's trap
_MOST_WITHIN = 8 * 1024 * _MIB  # bytes out of all zips within, together
_SYSTEM = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin"})
_PASSING = re.compile(r"(?i)^(~\$|\.|~wrl).*|.*\.(tmp|part|crdownload|lnk)$")
# What Google Drive and browsers leave where a file should be: an address, and nothing an auditor could read.
_ADDRESSES = frozenset(
    ".gdoc .gsheet .gslides .gform .gdraw .gjam .gsite .gmap .url .webloc .website".split()
)
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
    """The files of a folder, or of a zip, which is unpacked into the empty private folder *into*; so are the zips in
    it, each as a folder of its own. Raises ZiError.
    """
    found = (
        _counted(place.name, _walk(place, place, 0), tick) if place.is_dir() else _unpacked(place, into, tick)
    )
    left = _MOST_WITHIN
    for level in range(_ZIPS_WITHIN):
        inner = [one for one in found.candidates if _is_zip(one)]
        for number, one in enumerate(inner):
            found, left = _opened(found, one, into / f"zip{level}-{number}", left, tick)
    deeper = N_("zip di dalam zip di dalam zip: buka dahulu")
    kept = (replace(one, refused=deeper) if _is_zip(one) else one for one in found.candidates)
    return replace(found, candidates=tuple(kept))


def holds_files(place: Path) -> bool:
    """Whether *place* is looked through: a folder, or a zip."""
    return place.is_dir() or place.suffix.casefold() == ".zip"


def gather_all(places: Sequence[Path], into: Path, tick: Tick | None = None) -> Gathered:
    """What lies in each of *places*, folders, zips and single files alike, as `gather`."""
    if len(places) == 1:
        return gather(places[0], into, tick)
    kept: list[Candidate] = []
    system = empty = 0
    for number, place in enumerate(places):
        if not holds_files(place):
            kept.append(_single(place))
            continue
        within = into / f"{number:03}"
        within.mkdir(0o700)
        found = gather(place, within, tick)
        kept += found.candidates
        system, empty = system + found.system, empty + found.empty
    name = places[0].parent.name
    if len(kept) > MOST:
        raise _too_many(name, N_("Impor per folder, misalnya satu area sekali."))
    return Gathered(name, tuple(sorted(kept, key=_order)), system, empty)


def _single(path: Path) -> Candidate:
    """A file that was given by itself: its folder tells nothing."""
    try:
        status = path.lstat()
    except OSError:
        return Candidate(path, path.name, (), 0, N_("tidak dapat dibaca"))
    plain = stat.S_ISREG(status.st_mode)
    refused = _address_only(path.name) if plain else N_("bukan berkas biasa")
    return Candidate(path, path.name, (), status.st_size if plain else 0, refused)


def _is_zip(one: Candidate) -> bool:
    return not one.refused and one.name.casefold().endswith(".zip")


def _opened(
    found: Gathered, one: Candidate, into: Path, left: int, tick: Tick | None
) -> tuple[Gathered, int]:
    """*found* with what lies in the zip *one* in its place, and how many bytes may still come out of zips."""
    try:
        into.mkdir(0o700)
        inner = _unpacked(one.path, into, tick, left)
    except OSError as error:
        raise errors.from_os(error, into) from error
    except ZiError as error:
        if isinstance(error.__cause__, OSError):  # a full disk is no fault of this zip
            raise
        refused = replace(one, refused=N_("zip ini tidak dapat dibuka: rusak, bersandi, atau terlalu besar"))
        kept = tuple(refused if each is one else each for each in found.candidates)
        return replace(found, candidates=kept), left
    within = (
        replace(each, folders=(*one.folders, Path(one.name).stem, *each.folders[1:]))
        for each in inner.candidates
    )
    kept = tuple(sorted((*(each for each in found.candidates if each is not one), *within), key=_order))
    if len(kept) > MOST:
        raise _too_many(found.name, N_("Impor per folder, misalnya satu area sekali."))
    added = sum(each.size for each in inner.candidates)
    return Gathered(found.name, kept, found.system + inner.system, found.empty + inner.empty), left - added


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
            raise _too_many(name, N_("Impor per folder, misalnya satu area sekali."))
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
    folders = (root.name, *path.relative_to(root).parts[:-1])
    return Candidate(path, path.name, folders, size, refused or _address_only(path.name))


def _address_only(name: str) -> str:
    address = Path(name).suffix.casefold() in _ADDRESSES
    return N_("hanya alamat, bukan berkas: unduh isinya dahulu") if address else ""


def _order(one: Candidate) -> tuple[tuple[object, ...], ...]:
    """As people read a folder: 2 before 10."""
    return tuple(_natural(part) for part in (*one.folders, one.name))


def _natural(text: str) -> tuple[object, ...]:
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in _DIGITS.split(text.casefold())
        if part
    )


def _too_many(name: str, remedy: str) -> ZiError:
    return ZiError(N_("{name} berisi lebih dari {most} berkas."), remedy, name=name, most=MOST)


def _unpacked(place: Path, into: Path, tick: Tick | None, most: int = LIMITS.total) -> Gathered:
    entries = [one for one in zips.check(place, replace(LIMITS, total=most)) if not one.is_dir]
    kept = [one for one in entries if not any(is_system(part) for part in one.name.split("/"))]
    if len(kept) > MOST:
        raise _too_many(place.name, N_("Bagi menjadi beberapa zip, misalnya satu per area."))
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
        raise errors.from_os(error, name) from error
    found.append(Candidate(target, name, (place.stem, *folders), entry.size, _address_only(name)))
    return done
