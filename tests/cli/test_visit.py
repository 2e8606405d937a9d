"""A visit from the terminal, sealed to released."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from zi_assess import cli

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("ZI_ASSESS_HOME", str(tmp_path / "rumah"))
    monkeypatch.setenv("ZI_ASSESS_WORKSPACE", str(tmp_path / "ruang"))
    monkeypatch.setenv("ZI_ASSESS_PASSPHRASE", "empat kata sandi panjang")

    def call(*words: str) -> tuple[int, str, str]:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.run(words)
        return code, out.getvalue().strip(), err.getvalue().strip()

    return call


def test_a_visit_is_planned_filled_photographed_and_released(run: Run, tmp_path: Path) -> None:
    code, made, said = run("visit", "plan", "--unit", "Unit Contoh", "--label", "Kunjungan 1")
    assert code == 0 and "Kode pemulihan" in said
    foto = tmp_path / "papan nama.png"
    Image.new("RGB", (64, 48), "teal").save(foto)
    assert run("visit", "record", made, "A3.E1", "B", "--note", "pudar", "--day", "2026-03-04")[0] == 0
    assert run("visit", "photo", made, "A3.E1", str(foto))[0] == 0
    shown = json.loads(run("visit", "show", made, "--json")[1])
    assert (shown["answered"], shown["photos"][0]["name"]) == (1, "papan nama.png")
    assert json.loads(run("visit", "list", "--json")[1])[0]["released"] is None
    code, assessment, _said = run("visit", "release", made)
    assert code == 0
    scores = json.loads(run("score", assessment, "--json")[1])
    assert scores["pack"] == "kunjungan"
    assert json.loads(run("visit", "list", "--json")[1])[0]["assessment"] == assessment
    code, _out, said = run("visit", "show", made)
    assert code == 1 and "dibuka untuk semua" in said


def test_another_passphrase_and_a_file_that_is_no_photo_are_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run("visit", "plan", "--unit", "Unit Contoh", "--label", "Kunjungan 1")[1]
    catatan = tmp_path / "catatan.png"
    catatan.write_text("bukan foto")
    code, _out, said = run("visit", "photo", made, "A3.E1", str(catatan))
    assert code == 1 and "bukan foto" in said
    monkeypatch.setenv("ZI_ASSESS_PASSPHRASE", "kata sandi yang lain sekali")
    code, _out, said = run("visit", "show", made)
    assert code == 1 and "tidak cocok" in said


def test_a_name_in_the_place_of_the_code_is_refused_and_a_code_is_proposed(run: Run) -> None:
    _code, first, said = run("visit", "plan", "--unit", "Unit Contoh", "--label", "Kunjungan 1")
    assert "KS-01" in said
    assert json.loads(run("visit", "show", first, "--json")[1])["shopper"] == "KS-01"
    code, _out, said = run("visit", "record", first, "A3.E1", "B", "--shopper", "Siti Aminah")
    assert code == 1 and "“Siti Aminah” bukan kode petugas" in said and "KS-03" in said
    assert run("visit", "record", first, "A3.E1", "B", "--shopper", "KS-07")[0] == 0
    shown = json.loads(run("visit", "show", first, "--json")[1])
    assert (shown["shopper"], shown["answered"]) == ("KS-07", 1)
