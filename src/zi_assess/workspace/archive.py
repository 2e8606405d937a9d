"""Backups: everything in one file and back, and the daily copies of the database inside the workspace."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from zi_assess import errors, files, zips
from zi_assess.core.assessment import Document
from zi_assess.errors import ZiError
from zi_assess.evidence import CHUNK, EvidenceStore, Tick
from zi_assess.store import backups
from zi_assess.store.rows import Rows
from zi_assess.workspace import folder, lineage
from zi_assess.workspace.blobs import Blobs

_MANIFEST, _DATABASE, _FORMAT = "manifest.json", "workspace.sqlite3", "format.json"
_MEMBER = re.compile(
    r"manifest\.json|format\.json|workspace\.sqlite3|packs/[0-9a-f]{64}\.json"
    r"|(evidence|states|surveys|sealed)/[0-9a-f]{64}"
)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_KEPT = re.compile(r"(\d{8})-(\d{4}-\d{2}-\d{2})\.sqlite3")
_LIMITS = zips.ZipLimits(packed=1 << 42, entries=200_000, entry=1 << 36, total=1 << 42)


def write(
    opened: folder.Opened,
    store: EvidenceStore,
    documents: Sequence[Document],
    target: Path,
    tick: Tick | None,
) -> None:
    """Write the workspace into the zip *target*: the database through SQLite's own copy, packs, every
    document's bytes.
    """
    copy = opened.path / "staging" / "backup.sqlite3"
    files.remove(copy)
    with opened.database.reading() as connection:
        awaited = {one for one in lineage.awaited(Rows(connection)) if not store.path(one).exists()}
    hashes = sorted({one.sha256 for one in documents if one.sha256} - awaited)
    total = sum(one.size for one in documents)
    try:
        opened.database.backup(copy)
        with (
            files.writing(target) as out,
            zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as archive,
        ):
            written = _Members(archive, tick, total)
            written.add(_FORMAT, opened.path / _FORMAT)
            written.add(_DATABASE, copy)
            for pack in sorted((opened.path / "packs").glob("*.json")):
                written.add(f"packs/{pack.name}", pack)
            for kept_in in folder.BLOBS:
                for name in Blobs(opened.path / kept_in).stored():
                    written.add(f"{kept_in}/{name}", opened.path / kept_in / name)
            for sha256 in hashes:
                written.add(f"evidence/{sha256}", store.path(sha256), expected=sha256)
            archive.writestr(zipfile.ZipInfo(_MANIFEST, _EPOCH), json.dumps(written.digests, indent=1))
    except FileNotFoundError as error:
        raise errors.from_os(error, str(error.filename)) from error
    finally:
        files.remove(copy)


class _Members:
    """Members being written, each hashed while it streams."""

    def __init__(self, archive: zipfile.ZipFile, tick: Tick | None, total: int) -> None:
        self._archive = archive
        self._tick = tick
        self._total = total
        self._done = 0
        self.digests: dict[str, str] = {}

    def add(self, name: str, path: Path, expected: str = "") -> None:
        digest = hashlib.sha256()
        info = zipfile.ZipInfo(name, _EPOCH)
        with path.open("rb") as source, self._archive.open(info, "w", force_zip64=True) as out:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                out.write(chunk)
                if expected:
                    self._done += len(chunk)
                    if self._tick:
                        self._tick(min(self._done, self._total), self._total)
        if expected and digest.hexdigest() != expected:
            raise ZiError(
                "Berkas bukti {digest} sudah berubah di diska; cadangan tidak dibuat.",
                "Jalankan “Periksa ruang kerja” untuk melihat berkas mana.",
                digest=expected[:12],
            )
        self.digests[name] = digest.hexdigest()


def restore(source: Path, into: Path, tick: Tick | None) -> None:
    """Unpack the backup *source* into *into* after checking names, sizes and every digest."""
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise ZiError(
            "Folder {path} tidak kosong.", "Pilih folder baru atau kosong untuk pemulihan.", path=into
        )
    entries = {entry.name: entry for entry in zips.check(source, _LIMITS)}
    digests = _manifest(source, entries)
    for name in folder.FOLDERS:
        files.make_dir(into / name)
    done, total = 0, sum(entry.size for entry in entries.values())
    # format.json comes last: until it is there the folder is no workspace.
    for name in sorted(digests, key=lambda one: one == _FORMAT):
        target = into / _place(name)
        files.make_dir(target.parent)
        digest = hashlib.sha256()
        with files.writing(target, mode=0o400 if name.startswith("evidence/") else 0o600) as out:
            for chunk in zips.stream(source, entries[name]):
                digest.update(chunk)
                out.write(chunk)
                done += len(chunk)
                if tick:
                    tick(done, total)
            if digest.hexdigest() != digests[name]:
                raise _damaged(source)


def _manifest(source: Path, entries: dict[str, zips.ZipEntry]) -> dict[str, str]:
    try:
        said = json.loads(zips.read(source, entries[_MANIFEST], 256 * 1024 * 1024))
        digests = {str(name): str(digest) for name, digest in said.items()}
    except (KeyError, ValueError, AttributeError, RecursionError) as error:
        raise _damaged(source) from error
    named = {*digests, _MANIFEST}
    if named != set(entries) or not {_FORMAT, _DATABASE} <= named or not all(map(_MEMBER.fullmatch, named)):
        raise _damaged(source)
    return digests


def _place(name: str) -> str:
    head, _slash, rest = name.partition("/")
    return f"evidence/{rest[:2]}/{rest[2:]}" if head == "evidence" else name


def _damaged(source: Path) -> ZiError:
    return ZiError(
        "{file} bukan cadangan ZI Assess yang utuh.",
        "Pilih berkas cadangan lain; tidak ada yang dipulihkan.",
        file=source.name,
    )


def keep(opened: folder.Opened, seq: int, today: date) -> Path | None:
    """Copy the database into `backups/` unless the newest copy already holds entry *seq*; thin the older
    copies.
    """
    place = opened.path / "backups"
    known = kept(place)
    if any(number == seq for number, _ in known.values()) or not seq:
        return None
    target = place / f"{seq:08d}-{today.isoformat()}.sqlite3"
    copy = opened.path / "staging" / "backup.sqlite3"
    files.remove(copy)
    opened.database.backup(copy)
    files.flush(copy)
    files.replace(copy, target)
    files.fsync_dir(place)
    known[target] = (seq, today)
    stays = backups.keep([backups.Backup(number, taken) for number, taken in known.values()])
    for path, (number, _) in known.items():
        if number not in stays:
            files.remove(path)
    return target


def kept(place: Path) -> dict[Path, tuple[int, date]]:
    """The daily copies in *place* with the journal entry each ends at and its day."""
    found = {}
    for path in sorted(place.iterdir()):
        match = _KEPT.fullmatch(path.name)
        if match:
            found[path] = (int(match[1]), date.fromisoformat(match[2]))
    return found
