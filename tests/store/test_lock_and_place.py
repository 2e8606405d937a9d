"""One writer per workspace, and places where a database is not safe are recognised."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from zi_assess.store import place
from zi_assess.store.lock import Lock, holder

_HOLD = """
import sys, pathlib
from zi_assess.store.lock import Lock
lock = Lock.take(pathlib.Path(sys.argv[1]), "Proses lain")
print("held" if lock else "refused", flush=True)
sys.stdin.read()
"""


def _other(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.said = process.stdout.readline().strip()  # type: ignore[attr-defined]
    return process


def _end(process: subprocess.Popen[str], *, kill: bool = False) -> None:
    if kill:
        process.kill()
    process.communicate()


def test_a_second_process_is_refused_and_told_who_holds_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "app.lock"
    other = _other(path)
    assert other.said == "held"  # type: ignore[attr-defined]
    assert Lock.take(path, "Saya") is None
    found = holder(path)
    assert found is not None and (found.who, found.pid) == ("Proses lain", other.pid)
    _end(other)


def test_a_lock_left_by_a_killed_process_shuts_nobody_out(tmp_path: Path) -> None:
    path = tmp_path / "app.lock"
    _end(_other(path), kill=True)
    lock = Lock.take(path, "Saya")
    assert lock is not None
    found = holder(path)
    assert found is not None and (found.who, found.pid) == ("Saya", os.getpid())
    lock.release()


def test_of_many_that_start_at_once_exactly_one_gets_the_lock(tmp_path: Path) -> None:
    others = [_other(tmp_path / "app.lock") for _ in range(4)]
    assert sorted(one.said for one in others) == ["held", "refused", "refused", "refused"]  # type: ignore[attr-defined]
    for one in others:
        _end(one)


def test_a_lock_file_full_of_nonsense_names_nobody(tmp_path: Path) -> None:
    (tmp_path / "app.lock").write_bytes(b"\xff{")
    assert holder(tmp_path / "app.lock") is None


_MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:50 / /mnt/kantor rw - cifs //server/bersama rw
31 22 0:51 / /mnt/kantor/lokal rw - ext4 /dev/sdb1 rw
32 22 0:52 / /mnt/dua\\040kata rw - nfs4 server:/x rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/a/ruang", "ext4"),
        ("/mnt/kantor/zi", "cifs"),
        ("/mnt/kantor/lokal/zi", "ext4"),
        ("/mnt/dua kata/zi", "nfs4"),
    ],
)
def test_the_mount_that_holds_a_folder_decides_its_kind(folder: str, kind: str) -> None:
    assert place._mount_kind(Path(folder), _MOUNTS) == kind


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        ("/home/a/OneDrive - Instansi Contoh/zi", True),
        ("/home/a/Google Drive/zi", True),
        ("/home/a/Dropbox/zi", True),
        ("/home/a/Dokumen/zi", False),
    ],
)
def test_folders_that_sync_programs_watch_are_recognised(folder: str, cloud: bool) -> None:
    assert place.in_cloud_folder(PurePosixPath(folder)) is cloud
