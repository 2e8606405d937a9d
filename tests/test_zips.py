"""A zip that is a trap is refused before a byte of it is extracted."""

from __future__ import annotations

import io
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from zi_assess import zips
from zi_assess.errors import ZiError
from zi_assess.zips import ZipLimits

MIB = 1024 * 1024
GOOD = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>" * 500, "e/": b""}


def _zip(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _put(folder: Path, data: bytes) -> Path:
    path = folder / "berkas.xlsx"
    path.write_bytes(data)
    return path


def _with_info(change: Callable[[zipfile.ZipInfo], None], data: bytes = b"x") -> bytes:
    buffer = io.BytesIO()
    info = zipfile.ZipInfo("a.txt")
    change(info)
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, data)
    return buffer.getvalue()


def _row(name: bytes, crc: int, packed: int, size: int) -> bytes:
    """What a local header and a directory row share."""
    return struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, crc, packed, size, len(name), 0)


def quoted_overlap(members: int, kernel: int) -> bytes:
    """A quoted-overlap bomb: every member's data runs through all headers after it into one shared kernel."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = deflate.compress(bytes(kernel)) + deflate.flush()
    content = bytes(kernel)
    packed = body
    directory: list[tuple[bytes, int, int, int, int]] = []
    for number in reversed(range(members)):
        name = f"{number:03d}".encode()
        crc = zlib.crc32(content)
        local = b"PK\x03\x04" + _row(name, crc, len(packed), len(content)) + name
        directory.append((name, crc, len(packed), len(content), len(local) + len(packed)))
        quote = b"\0" + struct.pack("<HH", len(local), len(local) ^ 0xFFFF)
        content, packed = local + content, quote + local + packed
    quoted = packed[5:]
    rows = b"".join(
        b"PK\x01\x02\x14\x00"
        + _row(name, crc, size, real)
        + struct.pack("<HHHII", 0, 0, 0, 0, len(quoted) - back)
        + name
        for name, crc, size, real, back in reversed(directory)
    )
    return (
        quoted
        + rows
        + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, members, members, len(rows), len(quoted), 0)
    )


def test_a_good_zip_gives_its_members_and_their_bytes(tmp_path: Path) -> None:
    path = _put(tmp_path, _zip(GOOD))
    entries = zips.check(path, zips.XLSX)
    assert {entry.name: zips.read(path, entry) for entry in entries} == GOOD
    assert [entry.is_dir for entry in entries] == [False, False, True]


def test_stored_members_come_in_pieces_that_add_up(tmp_path: Path) -> None:
    data = bytes(range(256)) * 4000
    path = _put(tmp_path, _zip({"a": data}, zipfile.ZIP_STORED))
    pieces = list(zips.stream(path, zips.check(path)[0]))
    assert len(pieces) > 1
    assert b"".join(pieces) == data


def test_a_large_deflated_member_comes_in_pieces_of_bounded_size(tmp_path: Path) -> None:
    data = b"nilai;" * (MIB // 2)
    path = _put(tmp_path, _zip({"a": data}))
    pieces = list(zips.stream(path, zips.check(path, ZipLimits(ratio=1100))[0]))
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) <= MIB


def test_the_quoted_overlap_bomb_is_real_and_refused(tmp_path: Path) -> None:
    bomb = quoted_overlap(250, MIB)
    assert len(bomb) < 25_000
    path = _put(tmp_path, bomb)
    with zipfile.ZipFile(path) as archive:
        assert sum(info.file_size for info in archive.infolist()) > 250_000_000
    generous = ZipLimits(ratio=10**9, entry=10**12, total=10**12)
    with pytest.raises(ZiError, match="saling menumpuk"):
        zips.check(path, generous)
    for limits in (zips.XLSX, zips.PACKAGE):
        with pytest.raises(ZiError):
            zips.check(path, limits)


def test_a_single_stream_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    path = _put(tmp_path, _zip({"xl/sheet.xml": bytes(100 * MIB)}))
    with pytest.raises(ZiError, match="mengembang tidak wajar"):
        zips.check(path, zips.XLSX)


def test_many_small_bombs_are_refused_by_their_sum(tmp_path: Path) -> None:
    path = _put(tmp_path, _zip({f"{n}": bytes(MIB) for n in range(20)}))
    with pytest.raises(ZiError, match="mengembang tidak wajar"):
        zips.check(path, zips.XLSX)


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "//server/share",
        "../x",
        "a/../../x",
        "a/./x",
        "a//b",
        "..",
        "C:/x",
        "a:evil",
        "a\\b",
        "a\x01b",
        "bukti\u202efdp.exe",
        "CON",
        "a/nul.txt",
        "COM¹.pdf",
        "a. ",
        "a/b./c",
        "a?",
        "/",
    ],
)
def test_a_name_that_could_leave_or_mislead_is_refused(tmp_path: Path, name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = name
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, b"")
    with pytest.raises(ZiError, match="nama yang tidak aman"):
        zips.check(_put(tmp_path, buffer.getvalue()))


def test_a_name_with_nul_is_refused(tmp_path: Path) -> None:
    data = _zip({"abcde.txt": b"x"}).replace(b"abcde", b"abc\0e")
    with pytest.raises(ZiError, match="nama yang tidak aman"):
        zips.check(_put(tmp_path, data))


@pytest.mark.parametrize(
    ("one", "two"), [("a.txt", "A.TXT"), ("é", "e\u0301"), ("straße", "STRASSE"), ("dir/", "DIR")]
)
def test_two_names_that_one_disk_takes_for_the_same_are_refused(tmp_path: Path, one: str, two: str) -> None:
    with pytest.raises(ZiError, match="bernama sama"):
        zips.check(_put(tmp_path, _zip({one: b"", two: b""})))


def test_exact_duplicates_are_refused(tmp_path: Path) -> None:
    data = _zip({"aa": b"1", "ab": b"2"}).replace(b"ab", b"aa")
    with pytest.raises(ZiError, match="bernama sama"):
        zips.check(_put(tmp_path, data))


def test_a_member_whose_own_header_names_another_is_refused(tmp_path: Path) -> None:
    data = _zip({"data.xml": b"1"}).replace(b"data.xml", b"evil.exe", 1)
    with pytest.raises(ZiError, match="tidak sesuai daftarnya"):
        zips.check(_put(tmp_path, data))


@pytest.mark.parametrize("bit", [0x1, 0x40, 0x2000])
def test_an_encrypted_zip_is_named_as_such(tmp_path: Path, bit: int) -> None:
    data = bytearray(_zip({"a": b"x"}))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, bit)
    with pytest.raises(ZiError, match=r"kata sandi|rusak"):
        zips.check(_put(tmp_path, bytes(data)))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_stored_and_deflated_members_are_taken(tmp_path: Path, method: int) -> None:
    with pytest.raises(ZiError, match="cara yang tidak dikenal"):
        zips.check(_put(tmp_path, _zip({"a": b"x" * 100}, method)))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    def change(info: zipfile.ZipInfo) -> None:
        info.external_attr = (kind | 0o777) << 16

    with pytest.raises(ZiError, match="tautan atau berkas khusus"):
        zips.check(_put(tmp_path, _with_info(change, b"/etc/passwd")))


def test_seventy_thousand_members_are_refused_before_they_are_listed(tmp_path: Path) -> None:
    path = _put(tmp_path, _zip({str(n): b"" for n in range(70_000)}, zipfile.ZIP_STORED))
    started = time.process_time()
    with pytest.raises(ZiError, match="terlalu banyak"):
        zips.check(path)
    assert time.process_time() - started < 0.1


def test_a_directory_that_understates_its_count_is_still_counted(tmp_path: Path) -> None:
    data = bytearray(_zip({str(n): b"" for n in range(3_000)}, zipfile.ZIP_STORED))
    struct.pack_into("<HH", data, len(data) - 14, 1, 1)
    with pytest.raises(ZiError, match="terlalu banyak"):
        zips.check(_put(tmp_path, bytes(data)), zips.XLSX)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (ZipLimits(packed=100), "melebihi batas ukuran"),
        (ZipLimits(entries=2), "terlalu banyak"),
        (ZipLimits(entry=1000), "terlalu besar"),
        (ZipLimits(total=5000), "terlalu besar"),
    ],
)
def test_each_limit_holds(tmp_path: Path, limits: ZipLimits, words: str) -> None:
    with pytest.raises(ZiError, match=words):
        zips.check(_put(tmp_path, _zip(GOOD)), limits)


def _forged(data: bytes, field: int, value: int) -> bytes:
    """*data* with a 4-byte field changed in the first directory row."""
    changed = bytearray(data)
    struct.pack_into("<I", changed, changed.index(b"PK\x01\x02") + field, value)
    return bytes(changed)


@pytest.mark.parametrize("claimed", [10, 4_000, 200_000])
def test_a_size_that_lies_is_found_while_reading(tmp_path: Path, claimed: int) -> None:
    path = _put(tmp_path, _forged(_zip({"a": b"nilai;" * 10_000}), 24, claimed))
    entry = zips.check(path, ZipLimits(ratio=10**6))[0]
    got = 0
    with pytest.raises(ZiError, match="tidak sesuai daftarnya"):
        for piece in zips.stream(path, entry):
            got += len(piece)
    assert got <= claimed


def test_a_packed_size_that_lies_reaches_into_the_directory_and_is_refused(tmp_path: Path) -> None:
    data = _zip({"a": b"x" * 50})
    with pytest.raises(ZiError, match="saling menumpuk"):
        zips.check(_put(tmp_path, _forged(data, 20, len(data))))


def test_one_changed_byte_is_found(tmp_path: Path) -> None:
    data = bytearray(_zip({"a": b"isi yang benar"}, zipfile.ZIP_STORED))
    data[data.index(b"benar")] ^= 1
    path = _put(tmp_path, bytes(data))
    with pytest.raises(ZiError, match="rusak"):
        zips.read(path, zips.check(path)[0])


def test_a_member_above_the_readers_own_limit_is_refused_unread(tmp_path: Path) -> None:
    path = _put(tmp_path, _zip(GOOD))
    entry = zips.check(path)[1]
    with pytest.raises(ZiError, match="melebihi batas"):
        zips.read(path, entry, limit=100)
    assert len(zips.read(path, entry, limit=entry.size)) == entry.size


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"bukan zip" * 1000, _zip(GOOD)[:-30], _zip(GOOD)[40:], b"PK\x05\x06"]
)
def test_what_is_not_a_zip_is_said_to_be_broken(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ZiError, match="rusak atau bukan"):
        zips.check(_put(tmp_path, data))


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(ZiError, match="tidak ditemukan"):
        zips.check(tmp_path / "gone.xlsx")


def test_any_byte_changed_is_refused_or_read_right(tmp_path: Path) -> None:
    """Every single-byte change of a small zip: a `ZiError`, or the true bytes; never another exception."""
    data = _zip({"a.txt": b"isi satu", "b.txt": b"isi dua"})
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 0xFF
        path = _put(tmp_path, bytes(changed))
        try:
            contents = [zips.read(path, entry) for entry in zips.check(path)]
        except ZiError:
            continue
        assert contents == [b"isi satu", b"isi dua"], at
