"""Visits stay sealed until they are released."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from builders import choice, group, pack
from zi_assess import sealing
from zi_assess.core.assessment import Answer, FollowUp
from zi_assess.core.pack import Pack
from zi_assess.core.visit import Photo, Visit, decode, encode, is_code
from zi_assess.errors import ZiError
from zi_assess.reports import kunjungan
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


FORM = pack(group("P", 100, choice("P.1", slots=["foto"]), choice("P.2"), rollup="average"))


@pytest.fixture
def form() -> Pack:
    return FORM


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
    _refuse_canaries(tmp_path)


_OPEN_AND_WAIT = """
import sys
from pathlib import Path
from tests.workspace.test_visits import FORM, SECRET, SEEN
from zi_assess.workspace import Workspace
with Workspace.create(Path(sys.argv[1]), who="Pejabat") as space:
    planned = space.visits.plan(FORM, "Unit Contoh", "Kunjungan 1", SECRET)
    opened = space.visits.keep(space.visits.unlock(planned.id, SECRET), SEEN)
    space.visits.photo(opened, "P.1", "foto", Path(sys.argv[2]))
    print(planned.id, flush=True)
    sys.stdin.read()
"""


def test_nothing_stands_in_the_clear_while_it_is_open_nor_after_the_program_died(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    card = tmp_path_factory.mktemp("kartu") / "meja.png"
    card.write_bytes(PNG)
    (tmp_path / "tmp").mkdir()
    place = tmp_path / "ruang"
    child = subprocess.Popen(
        [sys.executable, "-c", _OPEN_AND_WAIT, str(place), str(card)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp"), "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert child.stdout is not None and child.stdin is not None
    visit = child.stdout.readline().strip()
    _refuse_canaries(tmp_path)
    child.kill()
    child.wait()
    child.stdout.close()
    child.stdin.close()
    _refuse_canaries(tmp_path)
    with Workspace.open(place) as again:
        assert again.visits.unlock(visit, SECRET).visit == SEEN
        assert again.verify() == ()
    _refuse_canaries(tmp_path)


def _refuse_canaries(folder: Path) -> None:
    found = _everything(folder)
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


def _released(space: Workspace, form: Pack) -> str:
    planned = space.visits.plan(form, "Unit Contoh", "Kunjungan 1", SECRET, SEEN)
    made = space.visits.release(space.visits.unlock(planned.id, SECRET))
    space.follow_up(made, FollowUp("t1", "P.1", "Sapa setiap tamu", source="visit:P.1"))
    return made


def _picture(path: Path, more: bytes = b"") -> Path:
    path.write_bytes(PNG + more)
    return path


def test_a_photo_from_afterwards_stands_beside_the_one_from_before_and_proves_it(
    space: Workspace, form: Pack, tmp_path: Path
) -> None:
    made = _released(space, form)
    mended = space.visits.after_photo(made, "t1", _picture(tmp_path / "rapi.png", b"1"))
    assert mended.before is not None and mended.before.name == "meja.png"
    first, second = space.sheet(made).evidence_for("P.1")
    assert (first.document.after, second.document.name, second.slot) == (
        second.document.id,
        "rapi.png",
        "foto",
    )
    (task,) = space.follow_ups(made)
    assert task.one.proof == "Foto sesudah: rapi.png"
    assert kunjungan.pairs(space.sheet(made), "P.1") == [(first.document, second.document)]
    third = space.visits.after_photo(made, "t1", _picture(tmp_path / "lagi.png", b"2"))
    assert third.before is None  # the one photo has its pair, and a photo from afterwards gets none
    space.undo(made)
    space.undo(made)
    (only,) = space.sheet(made).evidence_for("P.1")
    assert (only.document.after, space.follow_ups(made)[0].one.proof) == ("", "")


def test_the_same_photo_again_or_none_at_all_proves_nothing(
    space: Workspace, form: Pack, tmp_path: Path
) -> None:
    made = _released(space, form)
    with pytest.raises(ZiError, match="sama dengan foto"):
        space.visits.after_photo(made, "t1", _picture(tmp_path / "sama.png"))
    note = tmp_path / "catatan.png"
    note.write_text("bukan foto")
    with pytest.raises(ZiError, match="bukan foto"):
        space.visits.after_photo(made, "t1", note)
    space.follow_up(made, FollowUp("t2", "", "Rapat"))
    with pytest.raises(ZiError, match="tidak terkait"):
        space.visits.after_photo(made, "t2", _picture(tmp_path / "rapi.png", b"1"))


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


@pytest.mark.parametrize("text", ["KS-03", "p7", "07", "12.04", "MS 2026-3", "KS-12b"])
def test_few_letters_and_a_number_are_a_code(text: str) -> None:
    assert is_code(text)


@pytest.mark.parametrize(
    "text", ["Siti", "Siti Aminah", "budi1", "Hj. Ani", "Ny. X", "S. Aminah", "KS", "", "081234567890"]
)
def test_what_may_be_a_name_or_a_telephone_is_no_code(text: str) -> None:
    assert not is_code(text)


def test_the_next_visit_gets_the_next_code_that_no_released_one_has(space: Workspace, form: Pack) -> None:
    first = space.visits.plan(form, "Unit Contoh", "Kunjungan 1", SECRET)
    assert first.shopper == "KS-01"
    opened = space.visits.unlock(first.id, SECRET)
    space.visits.release(replace(opened, visit=replace(SEEN, shopper="ks-02", photos=())))
    second = space.visits.plan(form, "Unit Contoh", "Kunjungan 2", SECRET)
    assert second.shopper == space.visits.unlock(second.id, SECRET).visit.shopper == "KS-03"
    kept = space.visits.keep(space.visits.unlock(second.id, SECRET), Visit())
    assert (
        space.visits.unlock(kept.id, SECRET).visit.shopper == "KS-03"
    )  # without a code it is proposed again


def test_the_code_of_a_visit_that_was_dropped_goes_to_no_other(space: Workspace, form: Pack) -> None:
    first, second = (space.visits.plan(form, "Unit", name, SECRET) for name in ("Satu", "Dua"))
    space.visits.drop(first.id)
    third = space.visits.plan(form, "Unit", "Tiga", SECRET)
    assert (second.shopper, third.shopper) == ("KS-02", "KS-03")
