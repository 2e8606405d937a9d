"""A file is written whole and durably, or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zi_assess import files, paths
from zi_assess.errors import Cancelled, ZiError

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and directory fsync are POSIX")


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_what_is_written_is_there_and_nothing_else_is(tmp_path: Path) -> None:
    target = tmp_path / "format.json"
    files.write_bytes(target, b"satu")
    files.write_bytes(target, b"dua")
    assert target.read_bytes() == b"dua"
    assert names(tmp_path) == ["format.json"]


@posix
def test_files_and_folders_are_the_users_alone(tmp_path: Path) -> None:
    files.make_dir(tmp_path / "a" / "b")
    files.write_bytes(tmp_path / "a" / "b" / "c", b"x")
    files.write_bytes(tmp_path / "a" / "b" / "d", b"x", mode=0o400)
    modes = [stat.S_IMODE((tmp_path / one).stat().st_mode) for one in ("a", "a/b", "a/b/c", "a/b/d")]
    assert modes == [0o700, 0o700, 0o600, 0o400]


@posix
def test_the_order_is_data_then_name_then_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, rename = os.fsync, os.replace

    def watched_fsync(handle: int) -> None:
        steps.append("fsync folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "fsync file")
        fsync(handle)

    def watched_replace(src: Path, dst: Path) -> None:
        steps.append("replace")
        rename(src, dst)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "replace", watched_replace)
    files.write_bytes(tmp_path / "x", b"data")
    assert steps == ["fsync file", "replace", "fsync folder"]


@pytest.mark.parametrize("failure", [ValueError("ours"), Cancelled(), KeyboardInterrupt()])
def test_a_block_that_fails_leaves_the_old_file_and_no_temp(tmp_path: Path, failure: BaseException) -> None:
    target = tmp_path / "report.pdf"
    files.write_bytes(target, b"old")
    with pytest.raises(type(failure)), files.writing(target) as file:
        file.write(b"half")
        raise failure
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["report.pdf"]


def test_another_files_trouble_inside_the_block_keeps_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), files.writing(tmp_path / "out"):
        (tmp_path / "source").read_bytes()
    assert names(tmp_path) == []


@posix
@pytest.mark.parametrize("trouble", [errno.EIO, errno.ENOSPC, errno.EDQUOT])
def test_a_failed_fsync_is_never_retried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: int
) -> None:
    calls: list[int] = []

    def failing(handle: int) -> None:
        calls.append(handle)
        raise OSError(trouble, os.strerror(trouble))

    target = tmp_path / "x"
    files.write_bytes(target, b"old")
    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(ZiError) as caught:
        files.write_bytes(target, b"new")
    assert len(calls) == 1
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["x"]
    assert ("penuh" in caught.value.what) == (trouble != errno.EIO)


@posix
def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    with pytest.raises(ZiError, match="penuh") as caught, files.writing(tmp_path / "x") as file:
        os.dup2(os.open(full, os.O_WRONLY), file.fileno())
        file.write(b"x" * 100_000)
    assert "Kosongkan ruang" in caught.value.remedy
    assert names(tmp_path) == []


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(ZiError, match="tidak ditemukan") as caught:
        files.write_bytes(tmp_path / "gone" / "x", b"")
    assert caught.value.values["path"] == str(tmp_path / "gone" / "x")


def test_a_folder_cannot_be_made_where_a_file_lies(tmp_path: Path) -> None:
    files.write_bytes(tmp_path / "x", b"")
    with pytest.raises(ZiError):
        files.make_dir(tmp_path / "x" / "y")


@posix
@pytest.mark.parametrize(("trouble", "tolerated"), [(errno.EINVAL, True), (errno.EIO, False)])
def test_a_network_share_that_cannot_sync_folders_is_tolerated_a_broken_disk_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: int, tolerated: bool
) -> None:
    def failing(handle: int) -> None:
        raise OSError(trouble, os.strerror(trouble))

    monkeypatch.setattr(os, "fsync", failing)
    if tolerated:
        files.fsync_dir(tmp_path)
    else:
        with pytest.raises(ZiError):
            files.fsync_dir(tmp_path)


def test_windows_has_no_folder_to_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.os, "name", "nt")
    files.fsync_dir(tmp_path / "does-not-exist")


def _held(times: int, code: int) -> Callable[[Path, Path], None]:
    """An `os.replace` as Windows has it while a scanner holds the file for the first *times* tries."""
    rename = os.replace
    left = [times]

    def replace(src: Path, dst: Path) -> None:
        if left[0]:
            left[0] -= 1
            error = PermissionError(errno.EACCES, "held", str(src))
            error.winerror = code  # type: ignore[attr-defined,unused-ignore]
            raise error
        rename(src, dst)

    return replace


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_file_that_windows_holds_for_a_while_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    monkeypatch.setattr(os, "replace", _held(4, code))
    files.write_bytes(tmp_path / "x", b"data")
    assert (tmp_path / "x").read_bytes() == b"data"
    assert len(waits) == 4


@pytest.mark.parametrize(("code", "words"), [(5, "izin"), (32, "dipakai program lain")])
def test_the_wait_ends_after_two_and_a_half_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    monkeypatch.setattr(os, "replace", _held(99, code))
    with pytest.raises(ZiError, match=words):
        files.write_bytes(tmp_path / "x", b"data")
    assert 2 <= sum(waits) <= 2.5
    assert names(tmp_path) == []


def test_other_refusals_are_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    monkeypatch.setattr(os, "replace", _held(99, 112))
    with pytest.raises(ZiError):
        files.write_bytes(tmp_path / "x", b"data")
    assert waits == []


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("Laporan Ringkasan 2026.pdf", "Laporan Ringkasan 2026.pdf"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM¹.pdf", "_COM¹.pdf"),
        ("aux .pdf", "_aux .pdf"),
        ("a. ", "a"),
        ("..", "tanpa-nama"),
        ("", "tanpa-nama"),
        ("..\\..\\x", "..-..-x"),
        ("a.txt:jahat", "a.txt-jahat"),
        ("bukti\u202efdp.exe", "buktifdp.exe"),
        ("e\u0301.pdf", "é.pdf"),
        ("SK 1/2026\n.pdf", "SK 1-2026.pdf"),
    ],
)
def test_a_name_becomes_one_that_every_system_takes(given_name: str, safe: str) -> None:
    assert files.safe_name(given_name) == safe


def test_a_long_name_keeps_its_extension() -> None:
    short = files.safe_name("Maklumat pelayanan “terpadu” " * 20 + ".docx")
    assert short.endswith(".docx")
    assert 100 < len(short.encode()) <= 120


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_name_becomes_safe_and_stays_so(name: str) -> None:
    safe = files.safe_name(name)
    assert files.safe_name(safe) == safe
    assert 0 < len(safe.encode()) <= 120
    assert not paths.reserved(safe)
    assert safe[-1] not in ". "
    assert not set(safe) & set('<>:"/\\|?*')
    assert not any(unicodedata.category(c)[0] == "C" for c in safe)
