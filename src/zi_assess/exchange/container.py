"""The bytes of a package: one zip layout and no other, written and read in one pass.

A package is manifest.json, manifest.sig and e/<SHA-256> in the order of their digests, stored without compression, with
fixed dates and attributes. Whatever a reader sees is compared with the layout it must have, so that two packages with
the same content are the same bytes and no byte means nothing.
"""

from __future__ import annotations

import os
import struct
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from zi_assess import errors, files
from zi_assess.errors import ZiError

T = TypeVar("T")
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
SIGNATURE_SIZE = 64
MAX_MANIFEST = 8 * 1024 * 1024
MAX_MEMBER = 2 * 1024**3
CHUNK = 256 * 1024
_BIG32, _BIG16 = 0xFFFFFFFF, 0xFFFF
_DATE = 0x0021  # 1 January 1980
_VERSION, _VERSION64 = 20, 45
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_END64 = struct.Struct("<4sQHHIIQQQQ")
_LOCATOR = struct.Struct("<4sIQI")
_CUT = "Paket terpotong: isinya kurang dari daftarnya."
_REMEDY = "Minta pengirim mengirim ulang paketnya; tidak ada yang diubah di sini."

Count = Callable[[int], None]
"""Called with the number of bytes done since the last call."""
Write = Callable[[memoryview], object]
Listed = tuple[str, int]
"""A member as the manifest lists it: its SHA-256 and its size in bytes."""


class Reader(Protocol):
    """Where a package's bytes come from: a file, its parts, or what was decrypted."""

    def read(self, size: int, /) -> bytes: ...


class Sink:
    """Where bytes go that cannot go back."""

    def write(self, data: bytes | memoryview, /) -> int:
        raise NotImplementedError


def refused(what: str, **values: object) -> ZiError:
    """A package that cannot be taken, and why."""
    return ZiError(what, _REMEDY, **values)


def size_of(manifest: int, members: Sequence[Listed]) -> int:
    """The size of a package with a manifest of so many bytes and these members."""
    at = first_member(manifest)
    tail = len(_central(MANIFEST, 0, 0, 0)) + len(_central(SIGNATURE, 0, 0, 0))
    for name, size in members:
        path = _member(name)
        tail += len(_central(path, 0, 0, at))
        at += len(_local(path, 0, 0)) + size
    return at + tail + len(_end(len(members) + 2, tail, at))


def first_member(manifest: int) -> int:
    """Where the first member's header is, behind a manifest of so many bytes and its signature."""
    return len(_local(MANIFEST, 0, 0)) + manifest + len(_local(SIGNATURE, 0, 0)) + SIGNATURE_SIZE


def placed(at: int, members: Iterable[Listed]) -> Iterator[tuple[str, int]]:
    """Where the bytes of each member lie when the first member's header is at *at*."""
    for name, size in members:
        at += len(_local(_member(name), 0, 0))
        yield name, at
        at += size


def in_pairs(jobs: Iterable[T], work: Callable[[T], object]) -> None:
    """Do *jobs* in two threads: hashing, reading and writing each let the other run. Raises what the first raised."""
    waiting, lock, failed = iter(jobs), threading.Lock(), threading.Event()

    def run() -> None:
        while not failed.is_set():
            with lock:
                job = next(waiting, None)
            if job is None:
                return
            try:
                work(job)
            except BaseException:
                failed.set()
                raise

    with ThreadPoolExecutor(2, "paket") as pool:
        ended = [pool.submit(run) for _ in range(2)]
    for one in ended:
        one.result()


class Progress:
    """Bytes done, summed over threads."""

    def __init__(self, total: int, tick: Callable[[int, int], None] | None) -> None:
        self._total = total
        self._tick = tick
        self._done = 0
        self._lock = threading.Lock()

    def add(self, count: int) -> None:
        with self._lock:
            self._done += count
            if self._tick:
                self._tick(min(self._done, self._total), self._total)


def _member(name: str) -> str:
    return f"e/{name}"


def _local(name: str, crc: int, size: int) -> bytes:
    return _LOCAL.pack(b"PK\x03\x04", _VERSION, 0, 0, 0, _DATE, crc, size, size, len(name), 0) + name.encode()


def _central(name: str, crc: int, size: int, at: int) -> bytes:
    extra = struct.pack("<HHQ", 1, 8, at) if at >= _BIG32 else b""
    version = _VERSION64 if extra else _VERSION
    head = _CENTRAL.pack(
        b"PK\x01\x02", version, version, 0, 0, 0, _DATE, crc, size, size, len(name), len(extra), 0, 0, 0, 0,
        min(at, _BIG32),
    )  # fmt: skip
    return head + name.encode() + extra


def _end(count: int, size: int, at: int) -> bytes:
    big = b""
    if count >= _BIG16 or at >= _BIG32:
        big = _END64.pack(b"PK\x06\x06", 44, _VERSION64, _VERSION64, 0, 0, count, count, size, at)
        big += _LOCATOR.pack(b"PK\x06\x07", 0, at + size, 1)
    few = min(count, _BIG16)
    return big + _END.pack(b"PK\x05\x06", 0, 0, few, few, min(size, _BIG32), min(at, _BIG32), 0)


# Writing


def write(
    out: BinaryIO | Sink,
    manifest: bytes,
    signature: bytes,
    members: Sequence[tuple[str, int, bytes | Path]],
    count: Count,
) -> None:
    """Write the package to *out*; *members* come in the order of their digests.

    A file is written by two threads, each member at its place; for another sink every file is read twice. *count* is
    called from those threads. Raises ZiError when a file is not what its name says.
    """
    layout = _Layout()
    for name, data in ((MANIFEST, manifest), (SIGNATURE, signature)):
        out.write(layout.header(name, zlib.crc32(data), len(data)) + data)
    if isinstance(out, Sink) or not hasattr(os, "pwrite"):
        _write_in_turn(out, layout, members, count)
    else:
        out.flush()
        _write_in_place(out.fileno(), layout, members, count)
        out.seek(layout.at)
    out.write(layout.tail())


def _write_in_turn(
    out: BinaryIO | Sink, layout: _Layout, members: Sequence[tuple[str, int, bytes | Path]], count: Count
) -> None:
    for name, size, source in members:
        if isinstance(source, bytes):
            out.write(layout.header(_member(name), zlib.crc32(source), size) + source)
            count(size)
        else:
            crc = _poured(source, name, size, lambda data: None, lambda n: None)
            out.write(layout.header(_member(name), crc, size))
            _poured(source, name, size, out.write, count)


def _write_in_place(
    file: int, layout: _Layout, members: Sequence[tuple[str, int, bytes | Path]], count: Count
) -> None:
    sums: dict[str, int] = {}
    places = dict(placed(layout.at, [(name, size) for name, size, _ in members]))

    def put(member: tuple[str, int, bytes | Path]) -> None:
        name, size, source = member
        write_ = _written_at(file, places[name])
        if isinstance(source, bytes):
            write_(memoryview(source))
            count(size)
            sums[name] = zlib.crc32(source)
        else:
            sums[name] = _poured(source, name, size, write_, count)

    in_pairs(members, put)
    for name, size, _ in members:
        at = layout.at
        os.pwrite(file, layout.header(_member(name), sums[name], size), at)


def _poured(source: Path, name: str, size: int, write_: Write, count: Count) -> int:
    """Hand the bytes of *source* on and return their checksum. Raises ZiError when they are not *name*."""
    digest, crc, left = sha256(), 0, size
    buffer = memoryview(bytearray(min(CHUNK, max(size, 1) + 1)))
    try:
        with source.open("rb", buffering=0) as file:
            while left >= 0 and (got := file.readinto(buffer)):
                chunk = buffer[:got]
                digest.update(chunk)
                crc = zlib.crc32(chunk, crc)
                write_(chunk)
                left -= got
                count(got)
    except FileNotFoundError as error:
        raise _changed(name) from error
    except OSError as error:
        raise errors.from_os(error, source) from error
    if left or digest.hexdigest() != name:
        raise _changed(name)
    return crc


def _written_at(file: int, at: int) -> Write:
    """Writes piece after piece at its place in *file*."""

    def write_(chunk: memoryview) -> None:
        nonlocal at
        first, size = at, len(chunk)
        while chunk:
            done = os.pwrite(file, chunk, at)
            chunk, at = chunk[done:], at + done
        files.start_writing_back(file, first, size)

    return write_


def _changed(name: str) -> ZiError:
    return ZiError(
        "Berkas bukti {digest} hilang atau sudah berubah di diska; paket tidak dibuat.",
        "Jalankan “Periksa ruang kerja” untuk melihat berkas mana.",
        digest=name[:12],
    )


class _Layout:
    """What was written or read so far, and the directory that must follow."""

    def __init__(self) -> None:
        self.at = 0
        self._rows: list[bytes] = []

    def header(self, name: str, crc: int, size: int) -> bytes:
        """The bytes in front of a member's data; counts the member as done."""
        head = _local(name, crc, size)
        self._rows.append(_central(name, crc, size, self.at))
        self.at += len(head) + size
        return head

    def tail(self) -> bytes:
        directory = b"".join(self._rows)
        return directory + _end(len(self._rows), len(directory), self.at)


# Reading


def poured_at(file: int, at: int, name: str, size: int, want: Write | None, *, summed: bool = True) -> int:
    """Hand the bytes at *at* in *file* on and return their checksum. Raises ZiError when they are not *name*."""
    digest, crc, end = sha256(), 0, at + size
    buffer = memoryview(bytearray(min(CHUNK, max(size, 1))))
    while at < end:
        got = os.preadv(file, [buffer[: end - at]], at)
        if not got:
            raise refused(_CUT)
        chunk = buffer[:got]
        digest.update(chunk)
        if summed:
            crc = zlib.crc32(chunk, crc)
        at += got
        if want is not None:
            want(chunk)
    if digest.hexdigest() != name:
        raise _spoiled(name)
    return crc


def _spoiled(name: str) -> ZiError:
    return refused("Isi paket rusak: bagian {name} tidak sesuai sidiknya.", name=name[:12])


class Reading:
    """One pass over a package: first `manifest`, then `members`, which ends by checking that nothing follows."""

    def __init__(self, source: Reader) -> None:
        self._source = source
        self._layout = _Layout()

    def manifest(self) -> tuple[bytes, bytes]:
        """The manifest and its signature, as they stand. Raises ZiError."""
        fixed = len(_local(MANIFEST, 0, 0))
        head = self._exactly(fixed)
        if not head.startswith(b"PK\x03\x04") or head[_LOCAL.size :] != MANIFEST.encode():
            raise refused("Berkas ini bukan paket kiriman ZI Assess.")
        size = _LOCAL.unpack_from(head)[7]
        if size > MAX_MANIFEST:
            raise refused("Daftar isi paket melebihi batas ukuran.")
        manifest = self._exactly(size)
        self._same(head, self._layout.header(MANIFEST, zlib.crc32(manifest), size))
        head = self._exactly(len(_local(SIGNATURE, 0, 0)))
        signature = self._exactly(SIGNATURE_SIZE)
        self._same(head, self._layout.header(SIGNATURE, zlib.crc32(signature), SIGNATURE_SIZE))
        return manifest, signature

    def members(
        self, listed: Sequence[Listed], take: Callable[[str], Write | None], file: int | None = None
    ) -> None:
        """Read every member, checked against its digest; *take* gives what wants a member's bytes, or None.

        *file*: the package lies in one open file, so that two threads may read it at several places. Bytes are handed
        on before they are known to be right: keep them only when this returns. Raises ZiError.
        """
        if file is None or not hasattr(os, "preadv"):
            for name, size in listed:
                self.one(name, size, take(name))
            self.end()
        else:
            self._members_at(listed, take, file)

    def _members_at(self, listed: Sequence[Listed], take: Callable[[str], Write | None], file: int) -> None:
        sums: dict[str, int] = {}
        places = dict(placed(self._layout.at, listed))

        def check(member: Listed) -> None:
            name, size = member
            path, want = _member(name), take(name)
            due = len(_local(path, 0, 0))
            sums[name] = poured_at(file, places[name], name, size, want)
            self._same(os.pread(file, due, places[name] - due), _local(path, sums[name], size))

        in_pairs(listed, check)
        for name, size in listed:
            self._layout.header(_member(name), sums[name], size)
        self._end_at(file)

    def _end_at(self, file: int) -> None:
        tail = self._layout.tail()
        self._same(os.pread(file, len(tail) + 1, self._layout.at), tail)

    def one(self, name: str, size: int, want: Write | None) -> None:
        """Read the next member, as `members` does."""
        path = _member(name)
        head = self._exactly(len(_local(path, 0, 0)))
        digest, crc, left = sha256(), 0, size
        while left:
            chunk = self._source.read(min(CHUNK, left))
            if not chunk:
                raise refused(_CUT)
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
            left -= len(chunk)
            if want is not None:
                want(memoryview(chunk))
        if digest.hexdigest() != name:
            raise _spoiled(name)
        self._same(head, self._layout.header(path, crc, size))

    def end(self) -> None:
        """Read what follows the last member. Raises ZiError when it is not exactly the directory."""
        tail = self._layout.tail()
        self._same(self._exactly(len(tail)), tail)
        if self._source.read(1):
            raise refused("Ada tambahan di belakang paket.")

    def _exactly(self, size: int) -> bytes:
        pieces = []
        while size and (piece := self._source.read(size)):
            pieces.append(piece)
            size -= len(piece)
        if size:
            raise refused(_CUT)
        return b"".join(pieces)

    def _same(self, found: bytes, due: bytes) -> None:
        if found != due:
            raise refused("Susunan paket tidak baku: ada yang ditambah, dihapus, atau dipindah di dalamnya.")
