"""The file of a pack: where it is, its bytes, and what came of reading it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from zi_assess.core.pack import Pack
from zi_assess.errors import Complaint, ZiError, fill, from_os

MAX_BYTES = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading a pack: *pack* is None when `pack.yaml` itself cannot be used."""

    pack: Pack | None
    complaints: tuple[Complaint, ...]


def pack_file(path: Path) -> Path:
    """`pack.yaml` in the folder *path*; *path* itself when it is a file."""
    return path / "pack.yaml" if path.is_dir() else path


def content(file: Path) -> bytes:
    """The bytes of *file*, at most one more than a pack may have. Raises ZiError when it cannot be opened."""
    try:
        with file.open("rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            return opened.read(min(size, MAX_BYTES) + 1)
    except OSError as error:
        raise from_os(error, file) from error


def refusal(complaints: tuple[Complaint, ...], file: Path) -> ZiError:
    """The error that tells the first of *complaints* and how many more there are."""
    first, more = complaints[0], len(complaints) - 1
    words = {
        "place": first.place,
        "what": fill(first.what, first.values),
        "remedy": fill(first.remedy, first.values),
    }
    if not more:
        return ZiError("Paket belum dapat dipakai, {place}: {what}.", "{remedy}", **words)
    return ZiError(
        "Paket belum dapat dipakai, {place}: {what} (dan 1 kesalahan lagi)."
        if more == 1
        else "Paket belum dapat dipakai, {place}: {what} (dan {more} kesalahan lagi).",
        "{remedy} Lihat semuanya dengan zi-assess pack check {file}.",
        **words,
        more=more,
        file=str(file),
    )
