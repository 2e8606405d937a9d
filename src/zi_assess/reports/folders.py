"""The evidence as a tree of folders, or one zip, named as units keep it on a shared drive: codes first."""

from __future__ import annotations

import contextlib
import hashlib
import os
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from zi_assess import files
from zi_assess.core.assessment import Document
from zi_assess.core.pack import Group, Node, Pack
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError
from zi_assess.i18n import N_, _
from zi_assess.reports.arrangement import Area, Criterion, Use, arrange, uses
from zi_assess.reports.register import register
from zi_assess.reports.sources import Open

Tick = Callable[[int, int], None]

INDEX, LINKS = "DAFTAR BUKTI.xlsx", "Tautan.txt"
_LONGEST = 240  # what older Windows programs open, with some room below 260
_DEEPEST = 120
_PREFIX = 70  # where the tree will probably lie: a user's folder, a synced drive, a folder of the year
_FILE_ROOM = 50  # what a file's name keeps in the deepest folder
_WIDEST, _NARROWEST = 44, 8
_CHUNK = 1024 * 1024
_UPPER_LEVELS = 2  # the outermost folders are written large
_STORED = frozenset(("pdf", "image", "document", "spreadsheet", "presentation", "audio-video"))
_DAY_ZERO = (1980, 1, 1, 0, 0, 0)

_MISSING = N_("Berkas ini tidak ada lagi di ruang kerja.")
_CHANGED = N_("Isi berkas ini tidak cocok lagi dengan sidiknya, jadi tidak disalin.")


@dataclass(frozen=True, slots=True)
class NotGiven:
    """A use whose file is not in the tree, and why."""

    use: Use
    why: str


@dataclass(slots=True)
class Given:
    """What was written: files, addresses (in `Tautan.txt`), bytes, and what could not be given."""

    files: int = 0
    links: int = 0
    size: int = 0
    not_given: list[NotGiven] = field(default_factory=list)


def write(
    target: Path,
    sheet: Sheet,
    open_bytes: Open,
    *,
    area: str = "",
    library: Mapping[str, Document] | None = None,
    tick: Tick | None = None,
) -> Given:
    """Write the tree of *sheet*, or of one *area*, into the folder *target*, or into a zip when its name ends so.

    Whole or not at all: the folder appears when every byte is durable. Raises ZiError when *target* has content, the
    disk refuses, or the area is unknown, and what *tick* raises to cancel.
    """
    areas = arrange(sheet, area, library)
    making = _Making(sheet, areas, open_bytes, _prefix(target), tick)
    if target.suffix.lower() == ".zip":
        with files.writing(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            return making.into(_Zip(archive), area, library)
    _refuse_content(target)
    files.make_dir(target.absolute().parent)
    temp = target.absolute().with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        files.make_dir(temp)
        given = making.into(_Folder(temp), area, library)
        with contextlib.suppress(FileNotFoundError):
            target.rmdir()  # empty: Windows renames no folder over another
        files.replace(temp, target)
    except BaseException:
        files.remove_tree(temp)
        raise
    files.fsync_dir(target.absolute().parent)
    return given


def _prefix(target: Path) -> int:
    """How long a path before the tree must be reckoned with; where names are short of room, what it really is."""
    return max(_PREFIX, min(_DEEPEST, len(str(target.absolute())) + 1)) if os.name == "nt" else _PREFIX


def _refuse_content(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise ZiError("{path} sudah ada dan bukan folder.", "Pilih nama folder lain.", path=str(target))
    if target.is_dir() and any(target.iterdir()):
        raise ZiError(
            "Folder {path} sudah ada isinya.", "Pilih folder kosong atau nama baru.", path=str(target)
        )


# Names


def names(areas: tuple[Area, ...], pack: Pack, prefix: int = _PREFIX) -> dict[str, PurePosixPath]:
    """Where each use lies, by evidence id; addresses lie in `Tautan.txt` of their criterion.

    With *prefix* characters before it no path is longer than 240, as far as names can be cut.
    """
    return _Names(pack, prefix).all(areas)


class _Names:
    """Gives names that Windows, macOS and shared drives take, and no two of one folder that they take for the same."""

    def __init__(self, pack: Pack, prefix: int) -> None:
        self._pack = pack
        self._longest = _LONGEST - prefix
        self._widest = self._fitting()
        self._taken: dict[PurePosixPath, set[str]] = {}
        self._folders: dict[str, PurePosixPath] = {}

    def all(self, areas: tuple[Area, ...]) -> dict[str, PurePosixPath]:
        found: dict[str, PurePosixPath] = {}
        for area in areas:
            for criterion in area.criteria:
                if criterion.uses:
                    found |= self._of(criterion)
        return found

    def _of(self, criterion: Criterion) -> dict[str, PurePosixPath]:
        folder = self._folder(criterion)
        self._taken.setdefault(folder, {_key(LINKS)})
        found: dict[str, PurePosixPath] = {}
        same: dict[tuple[int, str], PurePosixPath] = {}
        for slot in criterion.slots:
            for use in slot.uses:
                if use.only_address:
                    found[use.evidence.id] = folder / LINKS
                    continue
                key = (slot.number, use.held.sha256)
                if key not in same:
                    name = f"{slot.number}. {use.held.name}" if slot.number else use.held.name
                    same[key] = folder / self._free(folder, name)
                found[use.evidence.id] = same[key]
        return found

    def _folder(self, criterion: Criterion) -> PurePosixPath:
        path = self._pack.path(criterion.code)
        if path:
            return self._below(path)
        root = PurePosixPath(_("Tanpa tempat"))
        return root / self._named(f"?{criterion.code}", root, criterion.code)

    def _below(self, path: tuple[Node, ...]) -> PurePosixPath:
        place = PurePosixPath()
        for depth, node in enumerate(path):
            place = place / self._named(node.code, place, _title(path, depth))
        return place

    def _named(self, key: str, parent: PurePosixPath, title: str) -> PurePosixPath:
        if key not in self._folders:
            self._folders[key] = PurePosixPath(self._free(parent, title, self._widest, is_file=False))
        return self._folders[key]

    def _free(self, folder: PurePosixPath, wanted: str, widest: int = 0, *, is_file: bool = True) -> str:
        """*wanted* made safe, short and the only one of its folder; twins are numbered."""
        taken = self._taken.setdefault(folder, set())
        room = widest or self._longest - _units(str(folder)) - 1
        safe = files.safe_name(wanted)
        name = _cut(safe, room, is_file=is_file)
        n = 1
        while _key(name) in taken:
            n += 1
            name = _cut(safe, room, f" ({n})", is_file=is_file)
        taken.add(_key(name))
        return name

    def _fitting(self) -> int:
        """How wide a folder's name may be, so that the deepest one leaves room for files."""
        paths = [self._pack.path(question.code) for question in self._pack.questions]
        titles = [[_units(_title(path, depth)) for depth in range(len(path))] for path in paths]
        room = self._longest - _FILE_ROOM
        for widest in range(_WIDEST, _NARROWEST, -1):
            if all(sum(min(one, widest) + 1 for one in each) <= room for each in titles):
                return widest
        return _NARROWEST


def _title(path: tuple[Node, ...], depth: int) -> str:
    """`A. PENGUNGKIT`, `1. Manajemen Perubahan`, `a. Tim pembangunan ZI`."""
    node = path[depth]
    own = node.code
    if depth and own.startswith(path[depth - 1].code + "."):
        own = own[len(path[depth - 1].code) + 1 :]
    words = node.short or node.title
    holds = node.children if isinstance(node, Group) else ()
    large = depth < _UPPER_LEVELS and any(isinstance(one, Group) for one in holds)
    return f"{own}. {words.upper() if large else words}"


def _key(name: str) -> str:
    """What file systems that do not tell letters apart take *name* for."""
    return unicodedata.normalize("NFKC", name).casefold()


def _units(text: str) -> int:
    """Length as Windows counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(name: str, room: int, mark: str = "", *, is_file: bool) -> str:
    """*name* in at most *room* units, with *mark* before its extension."""
    stem, extension = os.path.splitext(name) if is_file else (name, "")
    if len(extension) > 12:
        stem, extension = name, ""
    whole = stem
    while stem and _units(stem + mark + extension) > room:
        stem = stem[:-1]
    if stem != whole and not is_file and " " in stem[len(stem) * 3 // 5 :]:
        stem = stem.rpartition(" ")[0]  # a folder's title ends with a word
    return f"{stem.rstrip(' .') or '_'}{mark}{extension}"


# Writing


class _Place(Protocol):
    """Where the tree goes."""

    def file(self, path: PurePosixPath, kind: str) -> contextlib.AbstractContextManager[BinaryIO]: ...


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    @contextlib.contextmanager
    def file(self, path: PurePosixPath, kind: str) -> Iterator[BinaryIO]:
        """A file that is durable when the block ends."""
        target = self._root.joinpath(*path.parts)
        files.make_dir(target.parent)
        with files.writing(target) as out:
            yield out


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    @contextlib.contextmanager
    def file(self, path: PurePosixPath, kind: str) -> Iterator[BinaryIO]:
        """A member; what is packed already is only stored."""
        about = zipfile.ZipInfo(str(path), _DAY_ZERO)
        about.external_attr = 0o644 << 16
        about.compress_type = zipfile.ZIP_STORED if kind in _STORED else zipfile.ZIP_DEFLATED
        with self._archive.open(about, "w", force_zip64=True) as out:
            yield out  # type: ignore[misc]  # writes as a file does


class _Making:
    def __init__(
        self, sheet: Sheet, areas: tuple[Area, ...], open_bytes: Open, prefix: int, tick: Tick | None
    ) -> None:
        self._sheet = sheet
        self._areas = areas
        self._open = open_bytes
        self._tick = tick
        self._places = names(areas, sheet.pack, prefix)
        self._given = Given()

    def into(self, place: _Place, area: str, library: Mapping[str, Document] | None) -> Given:
        """Write everything, the index last: it says where each use lies, or why it does not."""
        self._files(place)
        self._addresses(place)
        lost = {one.use.evidence.id: f"– ({_(one.why)})" for one in self._given.not_given}
        where = {key: str(path) for key, path in self._places.items()} | lost
        index = register(self._sheet, area=area, library=library, places=where)
        with place.file(PurePosixPath(INDEX), "spreadsheet") as out:
            out.write(index)
        return self._given

    def _files(self, place: _Place) -> None:
        every = [use for use in uses(self._areas) if not use.only_address]
        written: dict[PurePosixPath, str] = {}
        for done, use in enumerate(every):
            if self._tick:
                self._tick(done, len(every))
            path = self._places[use.evidence.id]
            if path not in written:
                written[path] = self._file(place, path, use)
            if written[path]:
                self._given.not_given.append(NotGiven(use, written[path]))
        if self._tick:
            self._tick(len(every), len(every))

    def _file(self, place: _Place, path: PurePosixPath, use: Use) -> str:
        """Write one file; why not, when it could not be. It is hashed before, so that nothing false is written."""
        try:
            opened = self._open(use.held)
            if _digest(opened) != use.held.sha256:
                return _CHANGED
        except (ZiError, OSError):
            return _MISSING
        with place.file(path, use.held.kind) as out:
            for piece in _pieces(opened):
                out.write(piece)
                self._given.size += len(piece)
        self._given.files += 1
        return ""

    def _addresses(self, place: _Place) -> None:
        """One text file in each criterion's folder with the addresses kept there."""
        by_path: dict[PurePosixPath, list[Use]] = {}
        for use in uses(self._areas):
            if use.only_address:
                by_path.setdefault(self._places[use.evidence.id], []).append(use)
        for path, ones in by_path.items():
            with place.file(path, "text") as out:
                out.write("\r\n".join([_about_links(ones), *map(_about_link, ones)]).encode("utf-8-sig"))
            self._given.links += len(ones)


def _about_links(ones: list[Use]) -> str:
    return _("Tautan bukti untuk {code}. Salinan berkasnya belum ada.").format(code=ones[0].code) + "\r\n"


def _about_link(use: Use) -> str:
    lines = [_one_line(use.document.name), use.document.url, _("Bukti untuk: {slot}").format(slot=use.slot)]
    if use.evidence.note:
        lines.append(_("Catatan: {note}").format(note=_one_line(use.evidence.note)))
    return "\r\n".join([*lines, ""])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _pieces(opened: Path | bytes) -> Iterator[bytes]:
    if isinstance(opened, bytes):
        yield opened
        return
    with opened.open("rb") as file:
        while piece := file.read(_CHUNK):
            yield piece


def _digest(opened: Path | bytes) -> str:
    digest = hashlib.sha256()
    for piece in _pieces(opened):
        digest.update(piece)
    return digest.hexdigest()
