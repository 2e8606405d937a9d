"""Evidence files, kept by content: copy and hash in one pass, never half a file."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from zi_assess import errors, files

Tick = Callable[[int, int], None]
CHUNK = 256 * 1024
BATCH = 256  # files made durable together: one flush of the disk and one transaction
SMALL = 128 * 1024  # below this two threads cost more than they bring (measured)
LARGEST = 2 * 1024**3
_FEW = 4  # so few files are flushed one by one; more go by one flush of the whole file system
_WORKERS = 2
_KEPT = 0o400
_MODE = 0o600 if os.name == "nt" else _KEPT  # until it is flushed: Windows flushes no read-only file
_CHANGING = "{name} berubah selagi disalin; coba lagi setelah selesai ditulis."


@dataclass(frozen=True, slots=True)
class Taken:
    """A file whose bytes are durable in the store. *known* says that the same content was there before."""

    source: Path
    name: str
    sha256: str
    size: int
    kind: str
    known: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, and why: an Indonesian template for *values*."""

    source: Path
    reason: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Staged:
    taken: Taken
    path: Path


class EvidenceStore:
    """The folder `evidence/` of a workspace: read-only files named by their SHA-256."""

    def __init__(self, root: Path, staging: Path) -> None:
        self._root = root
        self._staging = staging

    def path(self, sha256: str) -> Path:
        """Where the bytes with this digest lie; raises ValueError when it is no digest."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError(sha256)
        return self._root / sha256[:2] / sha256[2:]

    def take(
        self, sources: Sequence[Path], tick: Tick | None = None
    ) -> Iterator[tuple[Taken | Refused, ...]]:
        """Copy *sources* in, batches of at most 256; what a batch yields is durable when it is yielded.

        *tick* is called with bytes done and bytes in all, also from other threads. Raises ZiError when the
        disk fails or is full, and whatever *tick* raises; then nothing of the running batch stays behind.
        """
        progress = _Progress(_total_size(sources), tick)
        for batch in _batches(sources):
            yield self._take_batch(batch, progress)

    def _take_batch(self, batch: Sequence[Path], progress: _Progress) -> tuple[Taken | Refused, ...]:
        results: list[_Staged | Refused] = []
        try:
            results.extend(self._stage(batch, progress))
            self._settle([one for one in results if isinstance(one, _Staged)])
        except BaseException:
            progress.stop()
            self.empty_staging()
            raise
        return tuple(one.taken if isinstance(one, _Staged) else one for one in results)

    def _stage(self, batch: Sequence[Path], progress: _Progress) -> Iterable[_Staged | Refused]:
        def stage(source: Path) -> _Staged | Refused:
            return self._stage_one(source, progress)

        if len(batch) == 1 or progress.total < SMALL * len(batch):
            return [stage(source) for source in batch]
        from concurrent.futures import ThreadPoolExecutor  # 5 ms that a start need not pay

        with ThreadPoolExecutor(_WORKERS, "bukti") as pool:
            try:
                return list(pool.map(stage, batch))
            except BaseException:
                progress.stop()
                raise

    def _stage_one(self, source: Path, progress: _Progress) -> _Staged | Refused:
        try:
            handle = _open_regular(source)
        except _NotTaken as refusal:
            return Refused(source, refusal.reason, {"name": source.name})
        target = self._staging / secrets.token_hex(12)
        try:
            return self._copy(source, handle, target, progress)
        except _NotTaken as refusal:
            files.remove(target)
            return Refused(source, refusal.reason, {"name": source.name})
        finally:
            os.close(handle)

    def _copy(self, source: Path, handle: int, target: Path, progress: _Progress) -> _Staged:
        before = os.fstat(handle)
        out = _create(target)
        try:
            digest, size, head = _pour(handle, out, source.name, before.st_size, progress)
            files.start_writing_back(out)
        finally:
            os.close(out)
        after = os.fstat(handle)
        if (before.st_size, before.st_mtime_ns) != (
            after.st_size,
            after.st_mtime_ns,
        ) or size != before.st_size:
            raise _NotTaken(_CHANGING)
        known = self.path(digest).exists()
        return _Staged(Taken(source, source.name, digest, size, kind_of(head, source.name), known), target)

    def _publish(self, staged: Sequence[_Staged]) -> None:
        folders: set[Path] = set()
        for one in staged:
            final = self.path(one.taken.sha256)
            if _same_size(final, one.taken.size):
                files.remove(one.path)
                continue
            if _make_folder(final.parent):
                folders.add(self._root)
            files.replace(one.path, final)
            folders.add(final.parent)
        _flush_folders(self._root, folders)

    @contextlib.contextmanager
    def receiving(self, total: int, tick: Tick | None) -> Iterator[Receive]:
        """Take files in from a stream of *total* bytes; all are durable when the block ends well.

        What it gives is called with a file's SHA-256 and size and opens a block in which the file's bytes are written
        by the given function; whoever writes them has made sure that they are what the digest says when that block
        ends. Several threads may do so at once. Raises as `take`.
        """
        arriving = _Arriving(_Progress(total, tick), self._staging, self._settle, self.path)
        try:
            yield arriving.one
            arriving.settle()
        except BaseException:
            self.empty_staging()
            raise

    def _settle(self, staged: Sequence[_Staged]) -> None:
        _flush_files(self._staging, staged)
        self._publish(staged)

    def empty_staging(self) -> None:
        """Throw away what an interrupted copy left behind."""
        for path in self._staging.iterdir():
            files.remove(path)

    def digest(self, sha256: str, tick: Callable[[int], None] | None = None) -> str:
        """Re-read the bytes and return what they hash to now; raises OSError when they are gone or
        unreadable.
        """
        sum_ = hashlib.sha256()
        with self.path(sha256).open("rb") as file:
            while chunk := file.read(CHUNK):
                sum_.update(chunk)
                if tick:
                    tick(len(chunk))
        return sum_.hexdigest()

    def stored(self) -> Iterator[tuple[str, Path]]:
        """Every file in the store by what its name says its digest is; a foreign file has the name as it
        is.
        """
        for folder in sorted(self._root.iterdir()):
            for path in sorted(folder.iterdir()) if folder.is_dir() else [folder]:
                yield (folder.name + path.name if folder.is_dir() else folder.name), path

    def purge(self, sha256: str) -> None:
        """Remove bytes that nothing refers to any more."""
        path = self.path(sha256)
        if path.exists():
            files.remove(path)
            files.fsync_dir(path.parent)


Write = Callable[[memoryview], object]
Receive = Callable[[str, int], AbstractContextManager[Write]]


class _Arriving:
    """Files from a stream, made durable in batches."""

    def __init__(
        self,
        progress: _Progress,
        staging: Path,
        settle: Callable[[Sequence[_Staged]], None],
        place: Callable[[str], Path],
    ) -> None:
        self._progress = progress
        self._staging = staging
        self._settle = settle
        self._place = place
        self._staged: list[_Staged] = []
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def one(self, sha256: str, size: int) -> Iterator[Write]:
        if _same_size(self._place(sha256), size):
            yield lambda chunk: self._progress.add(len(chunk))
            return
        target = self._staging / secrets.token_hex(12)
        out = _create(target)
        try:

            def write(chunk: memoryview) -> None:
                _write(out, chunk, target)
                self._progress.add(len(chunk))

            yield write
            files.start_writing_back(out)
        finally:
            os.close(out)
        with self._lock:
            self._staged.append(_Staged(Taken(target, "", sha256, size, "", known=False), target))
            full = len(self._staged) >= BATCH
        if full:
            self.settle()

    def settle(self) -> None:
        with self._lock:
            staged, self._staged = self._staged, []
        self._settle(staged)


class _NotTaken(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Progress:
    """Bytes done, summed over threads; once stopped, every thread leaves at its next chunk."""

    def __init__(self, total: int, tick: Tick | None) -> None:
        self.total = total
        self._tick = tick
        self._done = 0
        self._stopped = False
        self._lock = threading.Lock()

    def add(self, count: int) -> None:
        with self._lock:
            if self._stopped:
                raise errors.Cancelled
            self._done += count
            if self._tick:
                self._tick(min(self._done, self.total), self.total)

    def stop(self) -> None:
        self._stopped = True


def _batches(sources: Sequence[Path]) -> Iterator[Sequence[Path]]:
    rest = iter(sources)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _total_size(sources: Sequence[Path]) -> int:
    total = 0
    for source in sources:
        try:
            total += source.lstat().st_size
        except OSError:
            continue  # the copy itself will say what is wrong
    return total


def _open_regular(source: Path) -> int:
    """Open without following a link or waiting on a pipe; only a regular file is evidence."""
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        if source.is_symlink():  # Windows has no O_NOFOLLOW
            raise _NotTaken("{name} hanya pintasan; pilih berkas aslinya.")
        if source.is_dir():  # Windows says no more than that it may not be opened
            raise _NotTaken("{name} adalah folder; pilih berkas di dalamnya.")
        handle = os.open(source, flags)
    except OSError as error:
        raise _NotTaken(_why_unreadable(error)) from error
    status = os.fstat(handle)
    if stat.S_ISREG(status.st_mode) and 0 < status.st_size <= LARGEST:
        return handle
    os.close(handle)
    if not stat.S_ISREG(status.st_mode):
        raise _NotTaken("{name} bukan berkas biasa.")
    raise _NotTaken("{name} kosong (0 byte)." if not status.st_size else "{name} lebih besar dari 2 GB.")


def _why_unreadable(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return "{name} hanya pintasan; pilih berkas aslinya."
    if error.errno == errno.ENOENT:
        return "{name} tidak ditemukan; mungkin sudah dipindahkan atau berganti nama."
    if error.errno in (errno.EACCES, errno.EPERM):
        in_use = sys.platform == "win32"
        return (
            "{name} sedang dipakai program lain, atau tidak boleh dibaca."
            if in_use
            else "{name} tidak boleh dibaca."
        )
    return "{name} tidak dapat dibaca."


def _create(target: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        return os.open(target, flags, _MODE)
    except OSError as error:
        raise errors.from_os(error, target) from error


def _pour(source: int, out: int, name: str, expected: int, progress: _Progress) -> tuple[str, int, bytes]:
    """Copy and hash in one pass: the digest, the bytes copied and the first 4 KiB. A full disk is told with *name*."""
    digest, size, head = hashlib.sha256(), 0, b""
    buffer = memoryview(bytearray(CHUNK))
    while count := _read_into(source, buffer):
        chunk = buffer[:count]
        if not size:
            head = bytes(chunk[:4096])
        digest.update(chunk)
        _write(out, chunk, name)
        size += count
        if size > expected:
            raise _NotTaken(_CHANGING)  # a log that grows for ever would be copied for ever
        progress.add(count)
    return digest.hexdigest(), size, head


def _read_into(source: int, buffer: memoryview) -> int:
    try:
        if hasattr(os, "readv"):
            return os.readv(source, [buffer])
        data = os.read(source, len(buffer))
    except OSError as error:
        raise _NotTaken("{name} tidak dapat dibaca sampai habis.") from error
    buffer[: len(data)] = data
    return len(data)


def _write(out: int, chunk: memoryview, target: Path | str) -> None:
    try:
        while chunk:
            chunk = chunk[os.write(out, chunk) :]
    except OSError as error:
        raise errors.from_os(error, target) from error


def _make_folder(folder: Path) -> bool:
    """Make a folder of the store; whether it is new. Its parent is flushed with the rest of the batch."""
    try:
        folder.mkdir(0o700)
    except FileExistsError:
        return False
    except OSError as error:
        raise errors.from_os(error, folder) from error
    return True


def _same_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def _flush_files(staging: Path, staged: Sequence[_Staged]) -> None:
    if len(staged) > _FEW and files.flush_disk(staging):
        return
    for one in staged:
        files.flush(one.path)
        if _MODE != _KEPT:
            one.path.chmod(_KEPT)


def _flush_folders(root: Path, folders: set[Path]) -> None:
    if len(folders) > _FEW and files.flush_disk(root):
        return
    for folder in folders:
        files.fsync_dir(folder)


_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image"),
    (0, b"\xff\xd8\xff", "image"),
    (0, b"GIF8", "image"),
    (0, b"BM", "image"),
    (0, b"II*\x00", "image"),
    (0, b"MM\x00*", "image"),
    (8, b"WEBP", "image"),
    (4, b"ftypheic", "image"),
    (4, b"ftypmif1", "image"),
    (4, b"ftyp", "audio-video"),
    (0, b"ID3", "audio-video"),
    (0, b"\xff\xfb", "audio-video"),
    (0, b"OggS", "audio-video"),
    (8, b"AVI ", "audio-video"),
    (8, b"WAVE", "audio-video"),
    (0, b"\x1aE\xdf\xa3", "audio-video"),
)
_OFFICE = {
    "document": (".docx", ".odt", ".doc", ".rtf"),
    "spreadsheet": (".xlsx", ".ods", ".xls"),
    "presentation": (".pptx", ".odp", ".ppt"),
}
_CONTAINERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")


_BLANK = b"\xef\xbb\xbf\0\t\n\f\r "


def kind_of(head: bytes, name: str) -> str:
    """What a file is, by its first bytes; the name only tells office files apart. `other` when it is none
    of ours, or a PDF behind other bytes, which another program may take for something else.
    """
    if head.lstrip(_BLANK).startswith(b"%PDF-"):
        return "pdf"
    for offset, magic, kind in _MAGIC:
        if head[offset : offset + len(magic)] == magic:
            return kind
    suffix = Path(name).suffix.lower()
    if head.startswith(_CONTAINERS):
        return next((kind for kind, suffixes in _OFFICE.items() if suffix in suffixes), "other")
    return _text_kind(head, suffix)


def _text_kind(head: bytes, suffix: str) -> str:
    if b"\x00" in head or b"%PDF-" in head[:1024] or suffix not in (".txt", ".csv", ".md", ".log", ".eml"):
        return "other"
    return "spreadsheet" if suffix == ".csv" else "text"
