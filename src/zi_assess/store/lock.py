"""One writer per workspace: an OS lock on a file of its own, and who holds it."""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from zi_assess import errors

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_BYTE = (
    1 << 30
)  # Windows locks bytes: lock one far behind the text, so that others can still read who holds it


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the workspace open. *boot* tells a lock left by a crash before the last restart."""

    who: str
    host: str
    pid: int
    boot: str


class Lock:
    """Held from `take` until `release` or the end of the process, however it ends."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    @classmethod
    def take(cls, path: Path, who: str) -> Lock | None:
        """The lock, or None when another process holds it. Raises ZiError when the file cannot be opened."""
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise errors.from_os(error, path) from error
        if not _lock(handle):
            os.close(handle)
            return None
        text = json.dumps({"who": who, "host": platform.node(), "pid": os.getpid(), "boot": _boot()})
        os.ftruncate(handle, 0)
        os.pwrite(handle, text.encode(), 0) if hasattr(os, "pwrite") else os.write(handle, text.encode())
        return cls(handle)

    def release(self) -> None:
        os.close(self._handle)


def holder(path: Path) -> Holder | None:
    """Who wrote the lock file last; None when it says nothing."""
    try:
        said = json.loads(path.read_text("utf-8"))
        return Holder(str(said["who"]), str(said["host"]), int(said["pid"]), str(said["boot"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, _BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""
