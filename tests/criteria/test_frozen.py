"""A pack frozen, thawed, compiled: the same pack, or none."""

from __future__ import annotations

import json
import marshal
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import built
from tests.core.trees import packs
from tests.criteria.texts import GOOD, read
from zi_assess import criteria, files
from zi_assess.core.pack import Pack
from zi_assess.criteria import building, compiled
from zi_assess.errors import ZiError

SHIPPED = [name for name, _, _ in criteria.shipped()]


def _good() -> Pack:
    pack = read(GOOD).pack
    assert pack is not None
    return pack


def _all() -> list[Pack]:
    return [_good(), *(criteria.find(name) for name in SHIPPED)]


def _ordered(pack: Pack) -> str:
    """The pack with the order of every mapping in it: what a report written from it depends on."""
    return repr(pack)


def test_what_is_thawed_is_what_was_frozen() -> None:
    for pack in _all():
        assert criteria.thaw(criteria.freeze(pack)) == pack
        assert _ordered(criteria.thaw(criteria.freeze(pack))) == _ordered(pack)


@given(packs())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_any_pack_survives_freezing_and_compiling(pack: Pack) -> None:
    assert built(json.loads(json.dumps(building.unbuild(pack)))) == pack
    assert compiled._unpacked(marshal.loads(marshal.dumps(compiled._packed(pack)))) == pack


def test_the_digest_is_that_of_the_frozen_bytes() -> None:
    for pack in _all():
        assert pack.digest == sha256(criteria.freeze(pack)).hexdigest()


def test_frozen_bytes_are_canonical() -> None:
    frozen = criteria.freeze(_good())
    tree = json.loads(frozen)
    assert json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == frozen


def test_formatting_and_comments_do_not_change_the_digest_but_words_do() -> None:
    same = read("# catatan\n" + GOOD.replace("max: 4, title: IPAK", "title: IPAK, max: 4.0")).pack
    other = read(GOOD.replace("IPAK", "IPKP")).pack
    assert same is not None and other is not None
    assert same.digest == _good().digest != other.digest


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data + b" ",
        lambda data: data.replace(b'"id":"contoh"', b'"id":"Contoh"'),
        lambda data: data.replace(b'"max":"100"', b'"max":"99"'),
        lambda data: data.replace(b'"max":"100"', b'"max":100'),
        lambda data: data.replace(b'"max":"100"', b'"max":"100.0"'),
        lambda data: data.replace(b'"short":"Contoh"', b'"short":"\\u0000"'),
        lambda data: data.replace(b'"short":"Contoh"', b'"short":"\\ud800"'),
        lambda data: data.replace(b'"id":"contoh"', b'"id":"a","id":"contoh"'),
        lambda data: data.replace(b'"tree":', b'"pohon":'),
        lambda _: b"",
        lambda _: b"null",
        lambda _: b"[]",
        lambda _: b"{}",
        lambda _: b"[" * 100_000,
        lambda _: b'{"max":' + b"9" * 6_000 + b"}",
        lambda _: b"\xff\xfe",
    ],
)
def test_frozen_bytes_that_were_touched_are_refused(spoil: object) -> None:
    data = criteria.freeze(_good())
    touched = spoil(data)  # type: ignore[operator]
    assert touched != data
    with pytest.raises(ZiError, match="rusak"):
        criteria.thaw(touched)


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
def test_a_flipped_byte_gives_a_refusal_or_another_whole_pack(data: st.DataObject) -> None:
    frozen = bytearray(criteria.freeze(_good()))
    place = data.draw(st.integers(0, len(frozen) - 1))
    frozen[place] ^= data.draw(st.integers(1, 255))
    try:
        pack = criteria.thaw(bytes(frozen))
    except ZiError:
        return
    assert criteria.freeze(pack) == bytes(frozen)


def _copies(home: Path) -> list[Path]:
    return sorted((home / "cache" / "packs").iterdir())


def _written(folder: Path) -> Path:
    (folder / "pack.yaml").write_text(GOOD, encoding="utf-8")
    return folder


def test_the_second_load_reads_the_compiled_copy(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = criteria.load(_written(tmp_path))
    monkeypatch.setattr("zi_assess.criteria.reading.read_pack", None)
    second = criteria.load(tmp_path)
    assert second == first
    assert _ordered(second) == _ordered(first)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:20],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data[4:],
        lambda data: _sealed(marshal.dumps(None)),
        lambda data: _sealed(marshal.dumps((1, 2, 3))),
        lambda data: _sealed(marshal.dumps({"a": 1})),
        lambda data: _sealed(b"bukan marshal"),
        lambda data: _sealed(data[4:-40]),
    ],
)
def test_a_spoiled_copy_is_silently_read_again_from_the_text(
    spoil: object, tmp_path: Path, home: Path
) -> None:
    first = criteria.load(_written(tmp_path))
    (copy,) = _copies(home)
    sound = copy.read_bytes()
    copy.write_bytes(spoil(sound))  # type: ignore[operator]
    assert criteria.load(tmp_path) == first
    assert copy.read_bytes() == sound


def _sealed(payload: bytes) -> bytes:
    return compiled._seal(payload) + payload


def test_a_changed_text_never_finds_the_old_copy(tmp_path: Path, home: Path) -> None:
    criteria.load(_written(tmp_path))
    (tmp_path / "pack.yaml").write_text(GOOD.replace("Paket Contoh", "Paket Lain"), encoding="utf-8")
    assert criteria.load(tmp_path).title == "Paket Lain"
    assert len(_copies(home)) == 2


def test_no_room_for_a_copy_is_no_reason_to_fail(tmp_path: Path, home: Path) -> None:
    (home / "cache").write_text("a file where the folder should be")
    assert criteria.load(_written(tmp_path)).id == "contoh"


def test_a_refused_write_is_no_reason_to_fail(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes, *, mode: int = 0o600) -> None:
        raise ZiError("Tempat penyimpanan penuh.", "Kosongkan ruang.")

    monkeypatch.setattr(files, "write_bytes", full)
    assert criteria.load(_written(tmp_path)).id == "contoh"


def test_old_copies_are_thinned(home: Path) -> None:
    pack = _good()
    for n in range(60):
        compiled.store(f"{n:064x}", pack)
    assert len(_copies(home)) == 48


def test_a_broken_pack_leaves_no_copy(tmp_path: Path, home: Path) -> None:
    (tmp_path / "pack.yaml").write_text(GOOD.replace("weight: 60", "weight: 61"), encoding="utf-8")
    with pytest.raises(ZiError):
        criteria.load(tmp_path)
    assert not (home / "cache" / "packs").exists()


def test_a_thawed_pack_is_compiled_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen = criteria.freeze(_good())
    first = criteria.thaw(frozen)
    monkeypatch.setattr("zi_assess.criteria.frozen._rebuilt", None)
    assert criteria.thaw(frozen) == first
