"""Evidence is taken whole and durable or not at all, and says why when not."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from pathlib import Path

import pytest

from zi_assess.errors import Cancelled, ZiError
from zi_assess.evidence import EvidenceStore, Refused, Taken, kind_of


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    for name in ("evidence", "staging"):
        (tmp_path / "ruang" / name).mkdir(parents=True)
    return EvidenceStore(tmp_path / "ruang" / "evidence", tmp_path / "ruang" / "staging")


def take(store: EvidenceStore, *sources: Path) -> list[Taken | Refused]:
    return [one for batch in store.take(sources) for one in batch]


def staged(store: EvidenceStore) -> list[str]:
    return os.listdir(store._staging)


def test_a_file_is_kept_read_only_under_the_digest_of_its_bytes(store: EvidenceStore, tmp_path: Path) -> None:
    source = tmp_path / "SK Tim.pdf"
    source.write_bytes(b"%PDF-1.7 isi")
    (taken,) = take(store, source)
    assert isinstance(taken, Taken)
    assert taken.sha256 == hashlib.sha256(b"%PDF-1.7 isi").hexdigest()
    assert (taken.kind, taken.size, taken.known) == ("pdf", 12, False)
    kept = store.path(taken.sha256)
    assert kept.read_bytes() == b"%PDF-1.7 isi"
    assert not kept.stat().st_mode & 0o222
    assert staged(store) == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")
def test_a_disk_that_takes_no_more_names_the_users_file_and_leaves_nothing(
    store: EvidenceStore, tmp_path: Path
) -> None:
    import resource

    source = tmp_path / "SK Tim.pdf"
    source.write_bytes(bytes(400_000))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(ZiError) as told:
            take(store, source)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert told.value.values["path"] == "SK Tim.pdf", "not a name of our own nobody knows"
    assert staged(store) == [] and not list(store.stored())


def test_the_same_content_is_kept_once_and_says_so(store: EvidenceStore, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"sama")
    first = take(store, tmp_path / "a.txt")[0]
    second = take(store, tmp_path / "b.txt")[0]
    assert isinstance(first, Taken) and isinstance(second, Taken)
    assert (first.known, second.known) == (False, True)
    assert len(list(store.stored())) == 1


def test_twins_in_one_batch_are_kept_once(store: EvidenceStore, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_bytes(b"sama")
    taken = take(store, *(tmp_path / name for name in ("a.txt", "b.txt", "c.txt")))
    assert len({one.sha256 for one in taken if isinstance(one, Taken)}) == 1
    assert len(list(store.stored())) == 1 and staged(store) == []


def test_many_files_large_and_small_arrive_unchanged(store: EvidenceStore, tmp_path: Path) -> None:
    sources = []
    for number in range(300):
        source = tmp_path / f"{number}.bin"
        source.write_bytes(os.urandom(1 + number * 997))
        sources.append(source)
    taken = take(store, *sources)
    assert [one.source for one in taken] == sources
    for one in taken:
        assert isinstance(one, Taken)
        assert store.path(one.sha256).read_bytes() == one.source.read_bytes()
        assert store.digest(one.sha256) == one.sha256


@pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and modes are of POSIX")
def test_what_is_no_regular_file_is_refused_with_its_reason(store: EvidenceStore, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("rahasia")
    (tmp_path / "pintasan.txt").symlink_to(secret)
    os.mkfifo(tmp_path / "pipa")
    (tmp_path / "folder").mkdir()
    (tmp_path / "kosong.pdf").touch()
    names = ("pintasan.txt", "pipa", "folder", "kosong.pdf", "tidak-ada.pdf")
    refused = take(store, *(tmp_path / name for name in names))
    reasons = [one.reason for one in refused if isinstance(one, Refused)]
    assert len(reasons) == 5
    for words, reason in zip(
        ("pintasan", "bukan berkas biasa", "folder", "kosong", "tidak ditemukan"), reasons, strict=True
    ):
        assert words in reason
    assert list(store.stored()) == [] and staged(store) == []


def test_a_sparse_giant_is_refused_without_being_read(store: EvidenceStore, tmp_path: Path) -> None:
    giant = tmp_path / "raksasa.bin"
    with giant.open("wb") as file:
        file.truncate(4 * 1024**3)
    (refused,) = take(store, giant)
    assert isinstance(refused, Refused) and "2 GB" in refused.reason


def test_a_file_that_changes_while_it_is_copied_is_refused(store: EvidenceStore, tmp_path: Path) -> None:
    source = tmp_path / "tumbuh.bin"
    source.write_bytes(bytes(3 * 256 * 1024))

    def grow(done: int, total: int) -> None:
        with source.open("ab") as file:
            file.write(b"x")

    results = [one for batch in store.take([source], grow) for one in batch]
    assert isinstance(results[0], Refused)
    assert list(store.stored()) == [] and staged(store) == []


def test_a_cancelled_take_leaves_nothing_of_the_running_batch(store: EvidenceStore, tmp_path: Path) -> None:
    sources = []
    for number in range(20):
        source = tmp_path / f"{number}.bin"
        source.write_bytes(os.urandom(512 * 1024))
        sources.append(source)

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(store.take(sources, stop))
    assert list(store.stored()) == [] and staged(store) == []
    assert not [one for one in threading.enumerate() if one.name.startswith("bukti")]


def test_progress_ends_at_the_total(store: EvidenceStore, tmp_path: Path) -> None:
    source = tmp_path / "a.bin"
    source.write_bytes(bytes(1_000_000))
    seen: list[tuple[int, int]] = []
    list(store.take([source], lambda done, total: seen.append((done, total))))
    assert seen[-1] == (1_000_000, 1_000_000)


def test_a_full_disk_is_said_and_leaves_nothing(
    store: EvidenceStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.bin"
    source.write_bytes(bytes(600_000))
    real, calls = os.write, iter(range(100))

    def write(handle: int, data: bytes) -> int:
        if next(calls) == 1:
            raise OSError(28, "No space left on device")
        return real(handle, data)

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(ZiError, match="penuh"):
        take(store, source)
    monkeypatch.undo()
    assert list(store.stored()) == [] and staged(store) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links are of POSIX")
def test_a_link_swapped_in_after_the_choice_is_not_followed(store: EvidenceStore, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("rahasia")
    chosen = tmp_path / "bukti.txt"
    chosen.write_text("bukti")
    chosen.unlink()
    chosen.symlink_to(secret)
    (refused,) = take(store, chosen)
    assert isinstance(refused, Refused) and "pintasan" in refused.reason


@pytest.mark.parametrize("digest", ["", "ab", "g" * 64, "../" + "a" * 61, "A" * 64])
def test_only_a_digest_names_a_place_in_the_store(store: EvidenceStore, digest: str) -> None:
    with pytest.raises(ValueError):
        store.path(digest)


def test_purged_bytes_are_gone(store: EvidenceStore, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    (taken,) = take(store, tmp_path / "a.txt")
    assert isinstance(taken, Taken)
    store.purge(taken.sha256)
    assert list(store.stored()) == []


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"%PDF-1.4", "a.jpg", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "a.pdf", "image"),
        (b"\xff\xd8\xff\xe0", "a.jpeg", "image"),
        (b"RIFF\x00\x00\x00\x00WEBP", "a.webp", "image"),
        (b"RIFF\x00\x00\x00\x00WAVE", "a.wav", "audio-video"),
        (b"\x00\x00\x00\x18ftypmp42", "a.mp4", "audio-video"),
        (b"\x00\x00\x00\x18ftypheic", "a.heic", "image"),
        (b"PK\x03\x04", "a.docx", "document"),
        (b"PK\x03\x04", "a.xlsx", "spreadsheet"),
        (b"PK\x03\x04", "a.pptx", "presentation"),
        (b"PK\x03\x04", "a.zip", "other"),
        (b"PK\x03\x04", "a.docm", "other"),
        (b"MZ\x90\x00", "SK Tim.pdf", "other"),
        (b"MZ\x90\x00 %PDF-1.4", "SK Tim.pdf", "other"),
        (b"<html>%PDF-1.4", "SK Tim.pdf", "other"),
        (b"catatan %PDF-1.4", "SK Tim.txt", "other"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", "SK Tim.pdf", "pdf"),
        (b"<html><script>", "a.html", "other"),
        (b"nama;nilai\n", "a.csv", "spreadsheet"),
        (b"catatan", "a.txt", "text"),
        (b"a\x00b", "a.txt", "other"),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_bytes(head: bytes, name: str, kind: str) -> None:
    assert kind_of(head, name) == kind
