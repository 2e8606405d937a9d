"""What a zip must be before a byte of it is extracted."""

from __future__ import annotations

import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from zi_assess import errors, paths
from zi_assess.errors import ZiError

_MIB = 1024 * 1024
_CHUNK = 256 * 1024
_HARMLESS = 1 * _MIB  # below this a high ratio hurts nobody: a blank sheet packs very well
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # traditional, strong, masked headers
_UTF8 = 0x800
_BAD_IN_NAMES = frozenset('\\:*?"<>|')
_END, _END64, _LOCATOR64, _LOCAL = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x03\x04"
_END_SIZE, _END64_SIZE, _LOCATOR64_SIZE, _LOCAL_SIZE = 22, 56, 20, 30
_DIRECTORY_ROW = 512  # bytes a member's row in the directory may take on average
_REMEDY = "Minta berkas yang asli atau simpan ulang dari program asalnya."


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """How large a zip may be: sizes in bytes; *ratio* is unpacked to packed."""

    packed: int = 4096 * _MIB
    entries: int = 20_000
    entry: int = 2048 * _MIB
    total: int = 8192 * _MIB
    ratio: int = 200


PACKAGE = ZipLimits()
XLSX = ZipLimits(packed=64 * _MIB, entries=2_000, entry=128 * _MIB, total=256 * _MIB, ratio=100)


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One member as the directory declares it; *name* uses `/` and stays inside. Sizes are claims."""

    name: str
    size: int
    packed: int
    crc: int
    method: int
    offset: int

    @property
    def is_dir(self) -> bool:
        return self.name.endswith("/")


def check(path: Path, limits: ZipLimits = PACKAGE) -> tuple[ZipEntry, ...]:
    """The members of the zip at *path*; nothing is unpacked.

    Raises `ZiError` for a zip that is broken, too large or a trap.
    """
    try:
        with path.open("rb") as file:
            return _checked(file, path.name, limits)
    except OSError as error:
        raise errors.from_os(error, path) from error


def read(path: Path, entry: ZipEntry, limit: int | None = None) -> bytes:
    """All bytes of *entry*, counted while they stream.

    Raises `ZiError` above *limit*, or when they are not what the directory declared.
    """
    return b"".join(stream(path, entry, limit))


def stream(path: Path, entry: ZipEntry, limit: int | None = None) -> Iterator[bytes]:
    """The bytes of *entry* piece by piece, as `read`; a mismatch shows at the end, so keep nothing before."""
    if limit is not None and entry.size > limit:
        raise _refused("Isi {entry} dalam {file} melebihi batas ukuran.", path.name, entry.name)
    got = crc = 0
    try:
        with path.open("rb") as file:
            for piece in _pieces(file, path.name, entry):
                got += len(piece)
                crc = zlib.crc32(piece, crc)
                if got > entry.size:
                    break
                yield piece
    except OSError as error:
        raise errors.from_os(error, path) from error
    except zlib.error:
        crc = -1
    if got != entry.size or crc != entry.crc:
        raise _refused("Isi {entry} dalam {file} rusak atau tidak sesuai daftarnya.", path.name, entry.name)


def _pieces(file: BinaryIO, name: str, entry: ZipEntry) -> Iterator[bytes]:
    file.seek(_local(file, name, entry.offset)[1])
    left = entry.packed
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == zipfile.ZIP_DEFLATED else None
    while left > 0 and (data := file.read(min(_CHUNK, left))):
        left -= len(data)
        if inflate is None:
            yield data
            continue
        while data and not inflate.eof:
            yield inflate.decompress(data, _CHUNK)
            data = inflate.unconsumed_tail
    if inflate is not None:
        yield inflate.flush()


def _checked(file: BinaryIO, name: str, limits: ZipLimits) -> tuple[ZipEntry, ...]:
    size = os.fstat(file.fileno()).st_size
    if size > limits.packed:
        raise _refused("{file} melebihi batas ukuran.", name)
    entries, directory_size = _directory(file, size, name)
    if entries > limits.entries or directory_size > limits.entries * _DIRECTORY_ROW:
        raise _refused("{file} berisi terlalu banyak berkas.", name)
    try:
        with zipfile.ZipFile(file) as archive:
            infos, directory = archive.infolist(), archive.start_dir
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise _not_a_zip(name) from error
    if len(infos) > limits.entries:
        raise _refused("{file} berisi terlalu banyak berkas.", name)
    if len(infos) != entries:
        raise _not_a_zip(name)
    _check_names(name, infos)
    for info in infos:
        _check_kind(name, info)
    _check_places(file, name, infos, directory)
    _check_sizes(name, infos, limits)
    return tuple(_entry(info) for info in infos)


def _directory(file: BinaryIO, size: int, name: str) -> tuple[int, int]:
    """Members and bytes the directory claims, found as `zipfile` does before it builds an object for each."""
    file.seek(max(0, size - _END_SIZE - 0xFFFF - _END64_SIZE - _LOCATOR64_SIZE))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise _not_a_zip(name)
    locator = at - _LOCATOR64_SIZE
    end64 = locator - _END64_SIZE
    if end64 >= 0 and tail.startswith(_LOCATOR64, locator) and tail.startswith(_END64, end64):
        entries, directory_size = struct.unpack_from("<QQ", tail, end64 + 32)
    else:
        entries, directory_size = struct.unpack_from("<HI", tail, at + 10)
    file.seek(0)
    return int(entries), int(directory_size)


def _check_names(name: str, infos: Iterable[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        inside = info.orig_filename
        if not _is_safe(inside):
            raise _refused("{file} berisi nama yang tidak aman: {entry}.", name, inside)
        key = unicodedata.normalize("NFC", inside.rstrip("/")).casefold()
        if key in seen:
            raise _refused("{file} berisi dua berkas bernama sama: {entry}.", name, inside)
        seen.add(key)


def _is_safe(name: str) -> bool:
    if any(c in _BAD_IN_NAMES or unicodedata.category(c)[0] == "C" for c in name):
        return False
    parts = name.removesuffix("/").split("/")
    return all(part and part[-1] not in ". " and not paths.reserved(part) for part in parts)


def _check_kind(name: str, info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise ZiError(
            "{file} terkunci kata sandi.", "Simpan ulang tanpa kata sandi, lalu coba lagi.", file=name
        )
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _refused("{file} dipadatkan dengan cara yang tidak dikenal.", name)
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refused("{file} berisi tautan atau berkas khusus: {entry}.", name, info.orig_filename)


def _check_places(file: BinaryIO, name: str, infos: Iterable[zipfile.ZipInfo], directory: int) -> None:
    """Members may not share bytes: overlaps make 23 kB unpack to 250 MB, and older Pythons let them."""
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        inside, data = _local(file, name, info.header_offset)
        if inside != info.orig_filename:
            raise _refused("Nama {entry} dalam {file} tidak sesuai daftarnya.", name, info.orig_filename)
        if info.header_offset < end:
            raise _refused("Bagian-bagian {file} saling menumpuk.", name)
        end = data + info.compress_size
    if end > directory:
        raise _refused("Bagian-bagian {file} saling menumpuk.", name)


def _local(file: BinaryIO, name: str, offset: int) -> tuple[str, int]:
    """The name in a member's own header, and where its data begins."""
    file.seek(max(offset, 0))
    header = file.read(_LOCAL_SIZE)
    if offset < 0 or len(header) < _LOCAL_SIZE or not header.startswith(_LOCAL):
        raise _not_a_zip(name)
    (flags,) = struct.unpack_from("<H", header, 6)
    name_size, extra_size = struct.unpack_from("<HH", header, 26)
    inside = file.read(name_size).decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    return inside, offset + _LOCAL_SIZE + int(name_size) + int(extra_size)


def _check_sizes(name: str, infos: Iterable[zipfile.ZipInfo], limits: ZipLimits) -> None:
    total = packed = 0
    for info in infos:
        total += info.file_size
        packed += info.compress_size
        if info.file_size > limits.entry or total > limits.total:
            raise _refused("{file} terlalu besar bila dibuka.", name)
        if _explodes(info.file_size, info.compress_size, limits.ratio):
            raise _refused(
                "{entry} dalam {file} mengembang tidak wajar bila dibuka.", name, info.orig_filename
            )
    if _explodes(total, packed, limits.ratio):
        raise _refused("{file} mengembang tidak wajar bila dibuka.", name)


def _explodes(size: int, packed: int, ratio: int) -> bool:
    return size > _HARMLESS and size > ratio * max(packed, 1)


def _entry(info: zipfile.ZipInfo) -> ZipEntry:
    return ZipEntry(
        name=info.orig_filename,
        size=info.file_size,
        packed=info.compress_size,
        crc=info.CRC,
        method=info.compress_type,
        offset=info.header_offset,
    )


def _refused(what: str, name: str, entry: str = "") -> ZiError:
    shown = "".join(c if c.isprintable() else "�" for c in entry)[:80]
    return ZiError(what, _REMEDY, file=name, entry=shown)


def _not_a_zip(name: str) -> ZiError:
    return ZiError("{file} rusak atau bukan berkas yang dimaksud.", _REMEDY, file=name)


class _Started(Exception):
    """The root element began: a document type can no longer come."""


def refuse_document_types(archive: zipfile.ZipFile) -> None:
    """Raise ZiError when a part of an office file declares a document type: its entities read files and blow up."""
    for info in archive.infolist():
        if info.filename.endswith((".xml", ".rels", ".vml")):
            _refuse_document_type(archive, info)


def _refuse_document_type(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    def refuse(*_: object) -> None:
        raise ZiError(
            "Buku kerja ini memuat bagian yang tidak aman ({part}).",
            "Simpan ulang dari Excel atau LibreOffice, lalu coba lagi.",
            part=info.filename[:80],
        )

    def started(*_: object) -> None:
        raise _Started

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = started
    with archive.open(info) as file:
        try:
            parser.ParseFile(file)
        except (_Started, expat.ExpatError):
            return  # broken XML is the reader's to report
