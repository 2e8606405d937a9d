"""A package cut into parts small enough for mail, and found again from any one of them."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from zi_assess import errors, files
from zi_assess.errors import ZiError
from zi_assess.exchange.container import CHUNK, refused

MAGIC = b"ZIPKG-PART-01\n"
_FIELDS = struct.Struct(">16sHHQ")  # the set, this part, how many, the size of the whole
HEADER = len(MAGIC) + _FIELDS.size
MOST = 999
_SUFFIX = re.compile(r"(?P<stem>.+)\.(?P<number>\d{3})")
_MAIL = (57, 78)  # mail writes 57 bytes as a line of 76 letters and its end
_LEAST = 1_000_000
_ROOM = 64 * 1024  # the letter itself and its envelope


@dataclass(frozen=True, slots=True)
class _Head:
    set: bytes
    number: int
    count: int
    whole: int


def payload(limit: int) -> int:
    """How many bytes of a package one part may carry so that a mail with it stays below *limit* bytes.

    Raises ZiError below 1 MB.
    """
    if limit < _LEAST:
        raise ZiError("Batas ukuran {limit} byte terlalu kecil.", "Pilih paling sedikit 1 MB.", limit=limit)
    return (limit - _ROOM) // _MAIL[1] * _MAIL[0] - HEADER


def count(size: int, limit: int) -> int:
    """How many parts a package of *size* bytes makes."""
    return max(1, -(-size // payload(limit)))


def split(source: Path, target: Path, limit: int) -> tuple[Path, ...]:
    """Write *source* as `target.001`, `target.002` … and return them; what fits in one part is no part.

    Raises ZiError.
    """
    size, room = source.stat().st_size, payload(limit)
    number = count(size, limit)
    if number > MOST:
        raise ZiError("Paket terbagi lebih dari {most} bagian.", "Naikkan batas ukurannya.", most=MOST)
    if number == 1:
        return ()
    name = os.urandom(16)
    made: list[Path] = []
    with source.open("rb") as file:
        for n in range(1, number + 1):
            part = target.with_name(f"{target.name}.{n:03d}")
            with files.writing(part) as out:
                out.write(MAGIC + _FIELDS.pack(name, n, number, size))
                left = room
                while left and (piece := file.read(min(CHUNK, left))):
                    out.write(piece)
                    left -= len(piece)
            made.append(part)
    return tuple(made)


class Joined:
    """One file, or all parts of one package, as a stream of the package's bytes."""

    def __init__(self, path: Path) -> None:
        """Open *path*, and the other parts when it is one. Raises ZiError, naming the parts that are missing."""
        self._stack = ExitStack()
        self.file: int | None = None
        """The open file, where the package lies in one."""
        try:
            first = self._stack.enter_context(_opened(path))
            head = _head(first, path)
            if head is None:
                first.seek(0)
                self._files, self.size, self.file = iter((first,)), path.stat().st_size, first.fileno()
            else:
                self._files, self.size = self._parts(path, head)
        except OSError as error:
            self._stack.close()
            raise errors.from_os(error, path) from error
        except BaseException:
            self._stack.close()
            raise
        self._file: BinaryIO | None = next(self._files)

    def _parts(self, path: Path, head: _Head) -> tuple[Iterator[BinaryIO], int]:
        match = _SUFFIX.fullmatch(path.name)
        if match is None or int(match["number"]) != head.number:
            raise refused("Nama bagian {file} tidak sesuai nomor di dalamnya.", file=path.name)
        places = [path.with_name(f"{match['stem']}.{n:03d}") for n in range(1, head.count + 1)]
        lost = [one.name for one in places if not one.is_file()]
        if lost:
            raise ZiError(
                "Bagian paket belum lengkap: {names}.",
                "Taruh semua bagian dalam satu folder, lalu buka salah satunya lagi.",
                names=", ".join(lost[:5]) + (" …" if len(lost) > 5 else ""),
            )
        opened = [self._stack.enter_context(_opened(one)) for one in places]
        for n, (place, file) in enumerate(zip(places, opened, strict=True), 1):
            if _head(file, place) != _Head(head.set, n, head.count, head.whole):
                raise refused("{file} adalah bagian dari paket lain atau rusak.", file=place.name)
        sizes = [one.stat().st_size - HEADER for one in places]
        if sum(sizes) != head.whole or set(sizes[:-1]) != {sizes[0]} or not 0 < sizes[-1] <= sizes[0]:
            raise refused("Bagian-bagian paket terpotong atau bertambah isinya.")
        return iter(opened), head.whole

    def read(self, size: int, /) -> bytes:
        while self._file is not None:
            try:
                piece = self._file.read(size)
            except OSError as error:
                raise errors.from_os(error, str(self._file.name)) from error
            if piece:
                return piece
            self._file = next(self._files, None)
        return b""

    def close(self) -> None:
        self._stack.close()

    def __enter__(self) -> Joined:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _opened(path: Path) -> BinaryIO:
    if not path.is_file():
        raise ZiError("{path} bukan berkas.", "Pilih berkas paket (.zipkg).", path=path)
    return path.open("rb", buffering=0)


def _head(file: BinaryIO, path: Path) -> _Head | None:
    """The header of a part; None when *file* is none."""
    start = file.read(HEADER)
    if not start.startswith(MAGIC):
        return None
    if len(start) < HEADER:
        raise refused("{file} terpotong.", file=path.name)
    found = _Head(*_FIELDS.unpack_from(start, len(MAGIC)))
    if not (1 <= found.number <= found.count and 2 <= found.count <= MOST):
        raise refused("{file} adalah bagian dari paket lain atau rusak.", file=path.name)
    return found
