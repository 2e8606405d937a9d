"""Visits stay sealed until they are released."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from builders import choice, group, pack
from zi_assess import sealing
from zi_assess.core.assessment import Answer
from zi_assess.core.pack import Pack
from zi_assess.core.visit import Photo, Visit, decode, encode
from zi_assess.errors import ZiError
from zi_assess.workspace import Workspace

SECRET = "empat kata sandi panjang"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc00000"
    "0301010018dd8db00000000049454e44ae426082"
)
SEEN = Visit(
    "KS-03",
    date(2026, 3, 4),
    "Pendaftaran",
    {"P.1": Answer("B", "petugas tidak menyapa")},
    (Photo("P.1", "foto", "meja.png", PNG),),
)


@pytest.fixture
def form() -> Pack:
    return pack(group("P", 100, choice("P.1", slots=["foto"]), choice("P.2"), rollup="average"))


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "ruang", who="Pejabat") as opened:
        yield opened


def _everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_visit_comes_back_from_its_bytes_as_it_was(form: Pack) -> None:
    assert decode(encode(SEEN), form) == SEEN


def test_nothing_of_a_sealed_visit_stands_in_the_clear(space: Workspace, form: Pack, tmp_path: Path) -> None:
    planned = space.visits.plan(form, "Unit Contoh", "Kunjungan 1", SECRET)
    kept = space.visits.keep(space.visits.unlock(planned.id, SECRET), SEEN)
    assert kept.sheet.answer("P.1").value == "B"
    space.keep_backup()
    space.backup(tmp_path / "cadangan.zip")
    space.close()
    found = _everything(tmp_path)
    for word in (b"KS-03", b"tidak menyapa", b"meja.png", b"Pendaftaran", PNG[20:]):
        assert word not in found
    assert b"Kunjungan 1" in found


def test_the_passphrase_and_the_recovery_code_open_it_and_nothing_else_does(
    space: Workspace, form: Pack
) -> None:
    planned = space.visits.plan(form, "Unit Contoh", "Kunjungan 1", SECRET, SEEN)
    assert space.visits.unlock(planned.id, SECRET).visit == SEEN
    assert space.visits.unlock(planned.id, planned.recovery.lower().replace("-", " ")).visit == SEEN
    with pytest.raises(ZiError, match="tidak cocok"):
        space.visits.unlock(planned.id, SECRET + " ")
    kept = space.visits.keep(
        space.visits.unlock(planned.id, planned.recovery), replace(SEEN, shopper="KS-04")
    )
    assert space.visits.unlock(planned.id, SECRET).visit == kept.visit


def test_a_released_visit_is_an_assessment_with_its_photos(space: Workspace, form: Pack) -> None:
    planned = space.visits.plan(form, "Unit Contoh", "Kunjungan 1", SECRET, SEEN)
    made = space.visits.release(space.visits.unlock(planned.id, SECRET))
    sheet = space.sheet(made)
    assert (sheet.assessment.occasion, sheet.assessment.year) == ("Kunjungan 1", 2026)
    assert sheet.answer("P.1") == Answer("B", "petugas tidak menyapa")
    assert sheet.assessment.choices["visit.service"] == "Pendaftaran"
    (use,) = sheet.evidence_for("P.1")
    assert (use.slot, use.document.name, use.document.dated) == ("foto", "meja.png", date(2026, 3, 4))
    assert space.document_path(use.document).read_bytes() == PNG
    (listed,) = space.visits.listed()
    assert listed.assessment == made and listed.released is not None
    assert not any((space.path / "sealed").iterdir())
    assert space.verify() == ()
    with pytest.raises(ZiError, match="dibuka untuk semua"):
        space.visits.unlock(planned.id, SECRET)


def test_only_the_newest_seal_is_kept_and_verify_sees_it_changed(space: Workspace, form: Pack) -> None:
    planned = space.visits.plan(form, "Unit Contoh", "Kunjungan 1", SECRET)
    opened = space.visits.unlock(planned.id, SECRET)
    for number in range(3):
        opened = space.visits.keep(opened, replace(SEEN, service=f"Layanan {number}"))
    (blob,) = (space.path / "sealed").iterdir()
    assert space.verify() == ()
    os.chmod(blob, 0o600)
    blob.write_bytes(blob.read_bytes()[:-1] + b"x")
    assert [one.code for one in space.verify()] == ["file-changed"]
    with pytest.raises(ZiError, match="hilang atau rusak"):
        space.visits.unlock(planned.id, SECRET)


def test_a_restored_backup_still_holds_the_seal(space: Workspace, form: Pack, tmp_path: Path) -> None:
    planned = space.visits.plan(form, "Unit Contoh", "Kunjungan 1", SECRET, SEEN)
    space.backup(tmp_path / "cadangan.zip")
    Workspace.restore(tmp_path / "cadangan.zip", tmp_path / "pulih")
    with Workspace.open(tmp_path / "pulih") as again:
        assert again.visits.unlock(planned.id, SECRET).visit == SEEN
        assert again.verify() == ()


def test_a_dropped_visit_leaves_no_bytes(space: Workspace, form: Pack) -> None:
    planned = space.visits.plan(form, "Unit Contoh", "Kunjungan 1", SECRET, SEEN)
    space.visits.drop(planned.id)
    assert space.visits.listed() == ()
    assert not any((space.path / "sealed").iterdir())


def test_names_and_passphrases_are_asked_for(space: Workspace, form: Pack) -> None:
    with pytest.raises(ZiError, match="terlalu pendek"):
        space.visits.plan(form, "Unit Contoh", "Kunjungan 1", "pendek")
    with pytest.raises(ZiError, match="belum bernama"):
        space.visits.plan(form, "Unit Contoh", " ", SECRET)
    space.visits.plan(form, "Unit Contoh", "Kunjungan 1", SECRET)
    with pytest.raises(ZiError, match="sudah ada"):
        space.visits.plan(form, "unit  contoh", "kunjungan 1", SECRET)


@pytest.mark.parametrize("at", range(0, 800, 23))
def test_every_changed_byte_of_a_seal_is_noticed(at: int) -> None:
    sealed = sealing.seal(b"rahasia" * 20, SECRET, sealing.recovery_code())
    at = at % len(sealed)
    changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
    with pytest.raises(ZiError):
        sealing.unseal(changed, sealing.key_of(changed, SECRET))
