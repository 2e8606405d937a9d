"""Packages from a terminal: a whole round between two workspaces, and what scripts read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from zi_assess import cli


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Any:
    def call(place: Path, *words: object, code: int = 0) -> str:
        assert cli.run([*map(str, words), "--workspace", str(place)]) == code
        out, err = capfd.readouterr()
        return out if code == 0 else err

    return call


def test_a_round_between_two_workspaces(tmp_path: Path, run: Any) -> None:
    unit, tpi = tmp_path / "unit", tmp_path / "tpi"
    mine = run(unit, "new", "--pack", "lke-zi", "--unit", "Kantor Uji", "--year", 2026).split()[-1]
    run(unit, "record", mine, "A.I.1.i.a", "Ya")
    paper = tmp_path / "sk.pdf"
    paper.write_bytes(b"%PDF-1.7\nSK tim kerja")
    run(unit, "attach", mine, "A.I.1.i.a", paper)
    run(unit, "submit", mine)
    sent = json.loads(run(unit, "package", "export", mine, "-o", tmp_path / "1.zipkg", "--json"))
    assert sent["bytes"] == (tmp_path / "1.zipkg").stat().st_size
    assert sent["fingerprint"] == run(unit, "package", "key").splitlines()[0]
    assert "belum dikenal" in run(tpi, "package", "import", tmp_path / "1.zipkg", code=1)
    looked = json.loads(run(tpi, "package", "import", tmp_path / "1.zipkg", "--dry-run", "--json"))
    assert (looked["taken"], looked["known"], looked["first"], looked["files"]) == (False, False, True, 1)
    assert "sebagai" not in run(tpi, "list")
    told = run(tpi, "package", "import", tmp_path / "1.zipkg", "--trust", sent["fingerprint"])
    assert "Kantor Uji 2026" in told
    assert "sudah diimpor" in run(tpi, "package", "import", tmp_path / "1.zipkg")
    assert "unit kerja" in run(tpi, "package", "partners")
    run(tpi, "review", mine, "A.I.1.i.a", "Tidak", "--stage", "TPI_MEMBER", "--note", "SK tidak berlaku")
    run(tpi, "return", mine, "--note", "Perbarui SK")
    run(tpi, "package", "export", mine, "-o", tmp_path / "2.zipkg", "--evidence", "changed")
    key = run(tpi, "package", "key").splitlines()[1]
    run(unit, "package", "import", tmp_path / "2.zipkg", "--trust", key)
    scored = json.loads(run(unit, "score", mine, "--stage", "TPI", "--json"))
    assert scored["strict_total"] == "0"


def test_conflicts_are_shown_and_settled(tmp_path: Path, run: Any) -> None:
    unit, friend = tmp_path / "unit", tmp_path / "rekan"
    mine = run(unit, "new", "--pack", "lke-zi", "--unit", "Kantor Uji", "--year", 2026).split()[-1]
    run(unit, "record", mine, "A.I.1.i.a", "Ya")
    run(unit, "package", "export", mine, "-o", tmp_path / "1.zipkg")
    run(
        friend,
        "package",
        "import",
        tmp_path / "1.zipkg",
        "--trust",
        run(unit, "package", "key").split("\n")[0],
    )
    run(unit, "record", mine, "A.I.1.i.b", "A", "--note", "kami")
    run(friend, "record", mine, "A.I.1.i.b", "B", "--note", "rekan")
    run(friend, "package", "export", mine, "-o", tmp_path / "2.zipkg", "--as", "Rekan")
    trust = run(friend, "package", "key").splitlines()[1]
    run(unit, "package", "import", tmp_path / "2.zipkg", "--trust", trust)
    shown = run(unit, "package", "conflicts", mine)
    assert "diubah di kedua pihak" in shown
    assert "A.I.1.i.b pilihan" in shown
    found = {one["field"]: one for one in json.loads(run(unit, "package", "conflicts", mine, "--json"))}
    assert (found["value"]["ours"], found["value"]["theirs"], found["value"]["base"]) == ("A", "B", None)
    assert "belum diputuskan" in run(unit, "package", "export", mine, "-o", tmp_path / "3.zipkg", code=1)
    run(unit, "package", "settle", mine, found["note"]["id"], "both")
    run(unit, "package", "settle", mine, "--all", "theirs")
    assert "Tidak ada perbedaan" in run(unit, "package", "conflicts", mine)
    run(unit, "package", "export", mine, "-o", tmp_path / "3.zipkg")
    run(unit, "package", "settle", mine, "x", code=2)


def test_a_passphrase_is_read_from_a_file(tmp_path: Path, run: Any) -> None:
    unit, secret = tmp_path / "unit", tmp_path / "sandi.txt"
    mine = run(unit, "new", "--pack", "lke-zi", "--unit", "Kantor Uji", "--year", 2026).split()[-1]
    secret.write_text("kunci pagar besi\nbaris lain")
    run(unit, "package", "export", mine, "-o", tmp_path / "1.zipkg", "--passphrase-file", secret)
    other = tmp_path / "tpi"
    words = run(unit, "package", "key").splitlines()[0]
    given = ["package", "import", tmp_path / "1.zipkg", "--trust", words]
    assert "dikunci dengan kata sandi" in run(other, *given, code=1)
    run(other, *given, "--passphrase-file", secret)
    secret.write_text("")
    assert "kosong" in run(other, *given, "--passphrase-file", secret, code=1)


def test_the_side_is_told_and_kept(tmp_path: Path, run: Any) -> None:
    place = tmp_path / "ruang"
    run(place, "new", "--pack", "lke-zi", "--unit", "Kantor Uji", "--year", 2026)
    assert json.loads(run(place, "package", "key", "--json"))["side"] == ""
    run(place, "package", "key", "--side", "tpi")
    assert json.loads(run(place, "package", "key", "--json"))["side"] == "tpi"
    assert "tidak dikenal" in run(place, "package", "key", "--side", "bos", code=1)
