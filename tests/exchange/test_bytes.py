"""The bytes of a package: a plain zip, one layout, locked and split without losing one."""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from exchange.pair import Pair
from zi_assess.errors import ZiError
from zi_assess.exchange import container, identity, parts, sealing
from zi_assess.exchange.container import Reading
from zi_assess.exchange.identity import Fingerprint
from zi_assess.exchange.words import WORDS


def test_the_words_are_256_and_cannot_be_mistaken_for_each_other() -> None:
    assert len(WORDS) == len(set(WORDS)) == len({word[:4] for word in WORDS}) == 256
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 9 for word in WORDS)


def test_a_fingerprint_is_the_same_read_out_or_written(tmp_path: Path) -> None:
    made = identity.make(tmp_path)
    mine = made.fingerprint
    assert identity.load(tmp_path) is not None
    if sys.platform != "win32":
        assert (tmp_path / identity.FILE).stat().st_mode & 0o777 == 0o600
    assert mine == identity.load(tmp_path).fingerprint  # type: ignore[union-attr]
    assert len(mine.words.split()) == 8
    grouped = " ".join(mine.hex[n : n + 4] for n in range(0, 64, 4))
    for said in (mine.words, mine.words.upper().replace(" ", "-"), mine.hex, grouped):
        assert mine.same(said)
    other = Fingerprint(sha256(b"lain").hexdigest())
    assert not any(mine.same(said) for said in ("", other.words, other.hex, mine.words.rsplit(" ", 1)[0]))
    square = mine.squares()
    assert len(square) == len(square[0]) >= 21
    assert all(square[0][:7]) and not any(square[1][1:6])


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b"\xff", b'{"private": "00", "side": ""}'])
def test_a_damaged_key_is_said_to_be_so(tmp_path: Path, damage: bytes) -> None:
    assert identity.load(tmp_path) is None
    (tmp_path / identity.FILE).write_bytes(damage)
    with pytest.raises(ZiError, match="rusak"):
        identity.load(tmp_path)


def laid_out(folder: Path, contents: Sequence[bytes]) -> tuple[bytes, list[tuple[str, int]]]:
    """A package of *contents*, written through a file and again in one go: the same bytes."""
    folder.mkdir(exist_ok=True)
    members: list[tuple[str, int, bytes | Path]] = []
    for data in contents:
        name = sha256(data).hexdigest()
        (folder / name).write_bytes(data)
        members.append((name, len(data), folder / name if len(data) % 2 else data))
    members.sort(key=lambda one: one[0])
    path = folder / "paket"
    with path.open("wb") as out:
        container.write(out, b'{"a":1}', b"s" * 64, members, lambda count: None)
    sink = Held()
    container.write(sink, b'{"a":1}', b"s" * 64, members, lambda count: None)
    assert bytes(sink.held) == path.read_bytes()
    return path.read_bytes(), [(name, size) for name, size, _ in members]


class Held(container.Sink):
    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, data: bytes | memoryview, /) -> int:
        self.held += data
        return len(data)


CONTENTS = (b"satu", b"", b"x" * 3_000_001, bytes(1), b"surat" * 100)


def test_a_package_is_a_zip_that_any_program_opens(tmp_path: Path) -> None:
    data, listed = laid_out(tmp_path / "isi", CONTENTS)
    assert len(data) == container.size_of(7, listed)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "manifest.sig", *(f"e/{name}" for name, _ in listed)]
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}
        assert sorted(archive.read(f"e/{name}") for name, _ in listed) == sorted(CONTENTS)


@pytest.mark.parametrize("at_once", [True, False])
def test_a_package_is_read_to_the_last_byte_and_not_further(tmp_path: Path, at_once: bool) -> None:
    data, listed = laid_out(tmp_path / "isi", CONTENTS)

    def read(text: bytes) -> dict[str, bytes]:
        found: dict[str, bytearray] = {name: bytearray() for name, _ in listed}
        path = tmp_path / "dibaca"
        path.write_bytes(text)
        with path.open("rb", buffering=0) as file:
            reading = Reading(file)
            assert reading.manifest() == (b'{"a":1}', b"s" * 64)
            reading.members(listed, lambda name: found[name].extend, file.fileno() if at_once else None)
        return {name: bytes(one) for name, one in found.items()}

    assert sorted(read(data).values()) == sorted(CONTENTS)
    places = {0, 20, 60, 200, len(data) // 2, len(data) - 30, len(data) - 1}
    for place in places:
        with pytest.raises(ZiError):
            read(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    for text in (data + b"\0", data[:-1]):
        with pytest.raises(ZiError):
            read(text)


def test_beyond_four_gigabytes_the_layout_is_still_a_zip(tmp_path: Path) -> None:
    """Only headers and directory are written; what should stand between them is a hole in the file."""
    layout, path, size = container._Layout(), tmp_path / "besar", 2_000_000_000
    with path.open("wb") as out:
        for n in range(4):
            out.seek(layout.at)
            small = n == 3
            out.write(
                layout.header(f"e/{n:064x}", zlib.crc32(bytes(5)) if small else 7, 5 if small else size)
            )
            assert (b"PK\x06\x06" in layout.tail()) is (n > 1)
        out.seek(layout.at)
        out.write(layout.tail())
    with zipfile.ZipFile(path) as archive:
        assert [one.file_size for one in archive.infolist()] == [size, size, size, 5]
        assert archive.infolist()[3].header_offset == 3 * (size + 96)
        assert archive.read(archive.infolist()[3]) == bytes(5)


def sealed(data: bytes, passphrase: str) -> bytes:
    out = io.BytesIO()
    writer = sealing.Writer(out, sealing.new(passphrase))
    for at in range(0, len(data), 700_000):
        writer.write(data[at : at + 700_000])
    writer.finish()
    return out.getvalue()


@pytest.mark.parametrize("size", [1, sealing.CHUNK - 1, sealing.CHUNK, sealing.CHUNK + 1, 2 * sealing.CHUNK])
def test_what_is_locked_comes_out_as_it_went_in(size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    data = data[:size]
    text = sealed(data, "kunci pagar")
    assert len(text) == sealing.size_of(size)
    header = text[: sealing.HEADER]
    stream = io.BytesIO(text[sealing.HEADER :])
    opened = sealing.Opened(stream, sealing.unsealed(header, "kunci pagar"), len(text))
    found = b"".join(iter(lambda: opened.read(300_000), b""))
    assert found == data
    assert data[:100] not in text or size < 100
    with pytest.raises(ZiError, match="Kata sandi paket salah"):
        sealing.unsealed(header, "kunci pagas")


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(ZiError, match="terlalu pendek"):
        sealing.new("1234567")


def test_mail_of_25_mb_carries_18_mb() -> None:
    assert 17_900_000 < parts.payload(25_000_000) < 18_300_000
    assert parts.count(100_000_000, 25_000_000) == 6
    with pytest.raises(ZiError, match="terlalu kecil"):
        parts.payload(500_000)


def test_nothing_of_a_package_that_failed_stays_behind(pair: Pair) -> None:
    use = pair.unit.assessment(pair.id).evidence[0]
    path = pair.unit.document_path(use.document)
    path.chmod(0o600)
    path.write_bytes(b"%PDF-1.7\n" + b"9" * 500)
    before = sorted(pair.folder.iterdir())
    for split in (0, 2_000_000):
        with pytest.raises(ZiError, match="sudah berubah di diska"):
            pair.unit.exchange.export(pair.id, pair.folder / "gagal.zipkg", split=split)
    assert sorted(pair.folder.iterdir()) == before
    assert not list((pair.folder / "unit" / "staging").iterdir())
    path.unlink()
    with pytest.raises(ZiError, match="hilang dari ruang kerja"):
        pair.unit.exchange.export(pair.id, pair.folder / "gagal.zipkg")


def test_a_cancelled_import_leaves_nothing(pair: Pair) -> None:
    path = pair.send(pair.unit)
    incoming = pair.tpi.exchange.inspect(path)

    class Stop(Exception):
        pass

    def tick(done: int, total: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        pair.tpi.exchange.take(incoming, trust=incoming.fingerprint.words, tick=tick)
    assert pair.tpi.assessments() == ()
    assert not list((pair.folder / "tpi" / "staging").iterdir())
    pair.take(pair.tpi, path)
    assert pair.alike()
