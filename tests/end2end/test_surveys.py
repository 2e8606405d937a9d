"""From sheets of answers to the worksheet: SKM to its poster and criterion, SPAK to Hasil and its threshold."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from .conftest import done, refused, run

SKM = (
    "Persyaratan", "Prosedur", "Waktu pelayanan", "Biaya/tarif", "Produk layanan", "Kompetensi petugas",
    "Perilaku petugas", "Sarana dan prasarana", "Penanganan pengaduan",
)  # fmt: skip
SPAK = (
    "Petugas memberi pelayanan secara khusus atau diskriminatif",
    "Petugas membeda-bedakan pelayanan karena suku, agama, kekerabatan, almamater, dan sejenisnya",
    "Petugas memberi pelayanan di luar ketentuan, misalnya menyerobot antrean atau mengurangi syarat",
    "Petugas menerima atau meminta imbalan uang di luar ketentuan",
    "Petugas menerima imbalan barang di luar ketentuan",
    "Petugas menerima imbalan fasilitas di luar ketentuan",
    "Ada praktik percaloan oleh pegawai atau pihak luar",
    "Petugas meminta pembayaran di luar tarif resmi",
)


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty worksheet of a unit; returns its id."""
    monkeypatch.setenv("ZI_ASSESS_HOME", str(tmp_path / "rumah"))
    monkeypatch.setenv("ZI_ASSESS_WORKSPACE", str(tmp_path / "ruang"))
    return done("new", "--pack", "lke-zi", "--unit", "Unit Contoh", "--year", "2026", "--target", "WBK").id


def answers(path: Path, heads: tuple[str, ...], rows: list[list[int]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Cap waktu", "Nama", *heads])
        for number, row in enumerate(rows):
            writer.writerow([f"2026-05-{1 + number % 28:02d} 09:10", f"Responden {number}", *row])
    return path


def standing(assessment: str, threshold: str) -> dict[str, object]:
    data = done("score", assessment, "--json").json
    return next(one for one in data["thresholds"] if one["id"] == threshold and one["designation"] == "WBK")


def test_skm_becomes_a_poster_which_becomes_evidence_of_the_criterion(unit: str, tmp_path: Path) -> None:
    rows = [[4, 3, 3, 4, 4, 3, 4, 3, 4] if n % 3 else [3] * 9 for n in range(45)]
    file = answers(tmp_path / "skm.csv", SKM, rows)
    made = done(
        "survey", "import", file, "--kind", "skm", "--unit", "Unit Contoh", "--period", "Semester I 2026"
    ).id
    shown = done("survey", "show", made, "--json").json
    by_hand = sum(Decimal(sum(column)) / 45 for column in zip(*rows, strict=True)) / 9 * 25
    assert abs(Decimal(shown["ikm"]) - by_hand) < Decimal("1e-9")
    assert (shown["n"], shown["grade"], len(shown["unsur"])) == (45, "B", 9)
    poster = tmp_path / "Poster SKM.pdf"
    done("survey", "report", made, "poster", "-o", poster)
    text = " ".join(PdfReader(poster).pages[0].extract_text().split())
    for said in ("Unit Contoh", "84,26", "Baik", "45"):
        assert said in text, text
    assert "Responden 3" not in text  # names are not imported unless asked for
    done("survey", "carry", made, unit)
    done("attach", unit, "A.I.6.iv.a", poster)
    found = run("find", "Poster", "--json")
    assert found.code == 0
    codes = {one["where"] for one in done("check", unit, "--json").json if one["code"] == "no-evidence"}
    assert "A.I.6.iv.a" not in codes


def test_spak_carried_into_hasil_moves_the_threshold_and_a_typed_index_that_differs_is_found(
    unit: str, tmp_path: Path
) -> None:
    before = standing(unit, "ipak")
    assert not before["met"] and before["actual"] == "0"
    file = answers(tmp_path / "spak.csv", SPAK, [[6, 6, 6, 6, 6, 6, 5, 6] for _n in range(40)])
    made = done("survey", "import", file, "--kind", "spak", "--unit", "Unit Contoh", "--period", "2026").id
    done("survey", "carry", made, unit)
    after = standing(unit, "ipak")
    index = (Decimal(6) * 4 + Decimal(5)) / 5 / Decimal("1.5")
    assert after["met"]
    assert abs(Decimal(str(after["actual"])) - index / 4 * Decimal("17.5")) < Decimal("1e-9")
    assert not [
        one for one in done("check", unit, "--json").json if one["code"] == "index-contradicts-survey"
    ]
    done("record", unit, "B.I.a", "3.1")
    (found,) = [
        one for one in done("check", unit, "--json").json if one["code"] == "index-contradicts-survey"
    ]
    assert found["where"] == "B.I.a"
    assert not standing(unit, "ipak")["met"]


def test_a_sheet_with_nothing_right_in_it_changes_nothing(unit: str, tmp_path: Path) -> None:
    file = answers(tmp_path / "skm.csv", SKM, [[0] * 9, [7] * 9])
    said = refused("survey", "import", file, "--kind", "skm", "--unit", "Unit Contoh", "--period", "2026")
    assert said
    assert done("survey", "list", "--json").json == []
