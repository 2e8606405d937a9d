"""The one way to write a file: temp beside it, fsync, replace, fsync the directory."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from zi_assess import errors, paths

_BUSY_ON_WINDOWS = {
    5,
    32,
    33,
}  # access denied, sharing and lock violation: a scanner or a sync client has the file open
_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)  # seconds between tries: 2.5 in all
_NO_SUCH_FSYNC = {errno.EINVAL, errno.ENOSYS, getattr(errno, "EOPNOTSUPP", errno.ENOSYS)}
_BAD_IN_NAMES = re.compile(r'[<>:"/\\|?*]')
_NAME_BYTES = 120
_EXT_BYTES = 16


def write_bytes(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Put *data* at *path*, whole or not at all; then it survives a power cut. Raises `ZiError`."""
    with writing(path, mode=mode) as file:
        file.write(data)


@contextlib.contextmanager
def writing(path: Path, *, mode: int = 0o600) -> Iterator[BinaryIO]:
    """A binary file that becomes *path* when the block ends well, else nothing. Raises `ZiError`."""
    temp = path.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        file = os.fdopen(_create(temp, mode), "wb")
    except OSError as error:
        raise errors.from_os(error, path) from error
    try:
        yield file
        file.flush()
        os.fsync(file.fileno())
        file.close()
        replace(temp, path)
    except BaseException as error:
        _discard(file, temp)
        if isinstance(error, OSError) and error.filename in (None, str(temp)):
            raise errors.from_os(error, path) from error
        raise
    fsync_dir(path.parent)


def _create(temp: Path, mode: int) -> int:
    return os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)


def _discard(file: BinaryIO, temp: Path) -> None:
    with contextlib.suppress(OSError):
        file.close()
    with contextlib.suppress(OSError):
        _let_go(temp)
        temp.unlink()


def replace(src: Path, dst: Path) -> None:
    """Rename *src* over *dst*; on Windows wait up to 2.5 s for a program that holds it. Raises `ZiError`.

    Not durable by itself: `fsync_dir` the folder afterwards.
    """

    def act() -> None:
        _let_go(dst)
        os.replace(src, dst)

    _patiently(act, dst)


def remove(path: Path) -> None:
    """Remove a file if it is there, a read-only one too; on Windows wait as `replace` does. Raises `ZiError`."""

    def act() -> None:
        _let_go(path)
        path.unlink(missing_ok=True)

    _patiently(act, path)


def remove_tree(folder: Path) -> None:
    """Remove a folder and what is in it, as far as nothing holds it; what stays is for the system to clean."""
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            _let_go(path)
    shutil.rmtree(folder, ignore_errors=True)


def _let_go(path: Path) -> None:
    """Windows neither deletes nor replaces a read-only file."""
    if os.name == "nt" and path.is_file():
        os.chmod(path, 0o600)


def _patiently(act: Callable[[], None], path: Path) -> None:
    for pause in (*_PATIENCE, None):
        try:
            return act()
        except OSError as error:
            if pause is None or getattr(error, "winerror", None) not in _BUSY_ON_WINDOWS:
                raise errors.from_os(error, path) from error
            time.sleep(pause)


def flush(path: Path) -> None:
    """Make the bytes of a file that someone else wrote durable. Raises `ZiError`; a failed flush is never retried."""
    try:
        # Windows flushes only through a handle that may write.
        handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise errors.from_os(error, path) from error


def fsync_dir(folder: Path) -> None:
    """Make the names in *folder* durable. Raises `ZiError`.

    Windows has no such call and some network shares refuse it: then nothing is done.
    """
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_SUCH_FSYNC:
            raise errors.from_os(error, folder) from error


def _libc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    return libc if hasattr(libc, "syncfs") and hasattr(libc, "sync_file_range") else None


_LIBC = _libc()


def start_writing_back(handle: int, at: int = 0, size: int = 0) -> None:
    """Let the disk begin with *size* bytes at *at* (0: all) while more is read; only a hint, the flush comes later."""
    if _LIBC is not None:
        _LIBC.sync_file_range(handle, ctypes.c_int64(at), ctypes.c_int64(size), ctypes.c_uint(2))


def flush_disk(place: Path) -> bool:
    """Flush the whole file system at once; False where that cannot be asked. A failed flush is never retried.

    Raises `ZiError`.
    """
    if _LIBC is None:
        return False
    handle = os.open(place, os.O_RDONLY)
    try:
        if _LIBC.syncfs(handle):
            raise errors.from_os(OSError(ctypes.get_errno(), "syncfs"), place)
    finally:
        os.close(handle)
    return True


def make_dir(folder: Path, mode: int = 0o700) -> None:
    """Make *folder* and its missing parents, durably, for this user only. Raises `ZiError`."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_dir(folder.parent, mode)
    try:
        folder.mkdir(mode, exist_ok=True)
    except OSError as error:
        raise errors.from_os(error, folder) from error
    fsync_dir(folder.parent)


def safe_name(name: str) -> str:
    """*name* as a file name that every system takes: at most 120 bytes, extension kept.

    Unsafe characters become `-`; invisible and direction-changing ones go; a device name gets `_` in front.
    """
    visible = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c)[0] != "C")
    clean = _shortened(_BAD_IN_NAMES.sub("-", visible).strip(" ").rstrip(". "))
    if not clean.strip("."):
        return "tanpa-nama"
    return f"_{clean}" if paths.reserved(clean) else clean


def _shortened(name: str) -> str:
    if len(name.encode()) <= _NAME_BYTES:
        return name
    stem, ext = os.path.splitext(name)
    if len(ext.encode()) > _EXT_BYTES:
        stem, ext = name, ""
    room = _NAME_BYTES - len(ext.encode()) - 1  # one byte for the mark of a device name
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + ext
