"""Surveys on the terminal: what scripts depend on, and the road from responses to a threshold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.survey.examples import ROWS49, form, table, unsur_header
from zi_assess import cli


class Terminal:
    """`zi-assess WORDS --workspace …` in this process."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.place = place
        self._capsys = capsys

    def __call__(self, *words: object, code: int = 0) -> tuple[str, str]:
        found = cli.run([*map(str, words), "--workspace", str(self.place)])
        shown = self._capsys.readouterr()
        assert found == code, shown.err
        return shown.out, shown.err

    def json(self, *words: object) -> Any:
        return json.loads(self(*words, "--json")[0])


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path / "ruang", capsys)


def _import(terminal: Terminal, file: Path, kind: str = "skm", *more: object) -> str:
    out, _ = terminal(
        "survey", "import", file, "--kind", kind, "--unit", "Kantor Contoh", "--period", "2026-TW1", *more
    )
    return out.strip()


def test_import_and_show_speak_as_scripts_expect(terminal: Terminal) -> None:
    made = _import(terminal, ROWS49)
    data = terminal.json("survey", "show", made)
    assert set(data) >= {"kind", "n", "unsur", "index", "ikm", "grade", "warnings"}
    assert (data["kind"], data["n"], data["grade"], data["index"], data["ikm"]) == (
        "skm",
        49,
        "B",
        "3.149659863946",
        "78.741496598639",
    )
    first = data["unsur"][0]
    assert first == {
        "code": "persyaratan",
        "name": "Persyaratan",
        "n": 49,
        "nrr": "2.816326530612",
        "weighted": "0.312925170068",
        "value": "70.408163265306",
        "grade": "C",
    }
    assert len(data["unsur"]) == 9 and all(isinstance(one, str) for one in data["warnings"])
    assert [one["id"] for one in terminal.json("survey", "list")] == [made]
    assert "78,74" in terminal("survey", "show", made)[0]


def test_a_file_that_fills_another_period_already_is_pointed_at(terminal: Terminal) -> None:
    _import(terminal, ROWS49)
    words = ("survey", "import", ROWS49, "--kind", "skm", "--unit", "Kantor Contoh", "--period", "2026-TW2")
    _out, said = terminal(*words)
    assert "sudah diimpor ke Kantor Contoh · 2026-TW1. Periksa apakah periodenya benar." in said
    _out, said = terminal(*words[:-3], "Kantor Lain", "--period", "2026-TW2", code=0)
    assert "2026-TW1, Kantor Contoh" in said or "2026-TW2, Kantor Contoh" in said


def test_rejected_rows_are_told_and_counted(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        table(unsur_header(), [1, *[4] * 9], [2, 0, *[4] * 8], [3, 7, *[4] * 8]), encoding="utf-8"
    )
    words = ("survey", "import", file, "--kind", "skm", "--unit", "Kantor Contoh", "--period", "2026")
    data = terminal.json(*words)
    assert (data["rows"], data["accepted"], data["rejected"]) == (3, 1, 2)
    assert [one["row"] for one in data["rejections"]] == [3, 4]
    _, err = terminal(*words, code=1)
    assert "sudah diimpor sebagai survei SKM 2026" in err and "periode lain" in err
    _, err = terminal(*words[:-1], "2027")
    assert "3 baris responden: 1 diterima, 2 ditolak." in err and "Baris 3: Nilai 0" in err


def test_unsure_labels_stop_the_import_once_and_a_profile_remembers_them(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        table(["Persyaratan", "Waktu", "Biaya"], ["Cukup sesuai", "Cepat", "Gratis"]), encoding="utf-8"
    )
    words = ("survey", "import", file, "--kind", "skm", "--unit", "Kantor Contoh", "--period", "2026")
    out, err = terminal(*words, code=1)
    assert out == "" and "cukup sesuai" in err and "--label" in err
    assert terminal.json("survey", "list") == []
    terminal(*words, "--label", "cukup sesuai=2", "--profile", "loket")
    made = terminal(*words[:-1], "2027", "--profile", "loket")[0].strip()
    assert terminal.json("survey", "show", made)["unsur"][0]["nrr"] == "2"


def test_a_column_can_be_settled_on_the_command_line(terminal: Terminal) -> None:
    made = _import(terminal, ROWS49, "skm", "--column", "U8=pengaduan", "--column", "U9=sarana")
    by_code = {one["code"]: one["nrr"] for one in terminal.json("survey", "show", made)["unsur"]}
    terminal("survey", "remove", made, "--yes")
    assert terminal.json("survey", "list") == []
    plain = {
        one["code"]: one["nrr"] for one in terminal.json("survey", "show", _import(terminal, ROWS49))["unsur"]
    }
    assert (by_code["pengaduan"], by_code["sarana"]) == (plain["sarana"], plain["pengaduan"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--column", "U8"), "bukan pasangan"),
        (("--column", "U8=entah"), "bukan unsur"),
        (("--label", "baik=empat"), "bukan nilai"),
        (("--scale", "9"), "Skala 9"),
    ],
)
def test_what_is_asked_wrongly_is_said_in_words(
    terminal: Terminal, words: tuple[str, ...], said: str
) -> None:
    _, err = terminal(
        "survey", "import", ROWS49, "--kind", "skm", "--unit", "A", "--period", "2026", *words, code=1
    )
    assert said in err


def test_from_answers_to_the_threshold_in_three_commands(terminal: Terminal, tmp_path: Path) -> None:
    mine = terminal(
        "new", "--pack", "lke-zi", "--unit", "Kantor Contoh", "--year", "2026", "--target", "WBK"
    )[0].strip()
    codes = [number for item in form("spak").items for number in item.numbers if number.startswith("q")]
    codes.remove("q34")
    file = tmp_path / "spak.csv"
    rows = [[6 if at % 4 else 5] * len(codes) for at in range(40)]
    file.write_text(table(codes, *rows), encoding="utf-8")
    made = _import(terminal, file, "spak")
    assert terminal.json("survey", "show", made)["index"] == "3.833333333333"
    before = {
        one["id"]: one["met"]
        for one in terminal.json("score", mine)["thresholds"]
        if one["designation"] == "WBK"
    }
    out, _ = terminal("survey", "carry", made, mine)
    assert "B.I.a" in out and "40 responden" in out
    after = {
        one["id"]: one for one in terminal.json("score", mine)["thresholds"] if one["designation"] == "WBK"
    }
    assert (before["ipak"], after["ipak"]["met"], after["ipak"]["actual"]) == (False, True, "16.770833333332")
    _, err = terminal("survey", "unlink", mine, "B.II.a", code=1)
    assert "B.II.a tidak bertaut" in err and "B.I.a" in err
    _, err = terminal("survey", "remove", made, "--yes", code=1)
    assert "sumber kriteria B.I.a" in err
    terminal("survey", "unlink", mine, "B.I.a")
    _, err = terminal("survey", "unlink", mine, "B.I.a", code=1)
    assert "tidak bertaut" in err


def test_a_risk_survey_is_shown_as_its_heat_map_and_small_groups_stay_hidden(
    terminal: Terminal, tmp_path: Path
) -> None:
    asked = ["kebohongan", "korupsi"]
    heads = ["Kelompok", *(f"{part} {one}" for part in ("Kekerapan", "Pengendalian") for one in asked)]
    file = tmp_path / "risiko.csv"
    rows = [["Pegawai", 2, 1, 1, 3]] * 8 + [["Pengguna", 3, 3, 0, 0]] * 3
    file.write_text(table(heads, *rows), encoding="utf-8")
    made = _import(terminal, file, "maladministrasi")
    every, staff, users = terminal.json("survey", "show", made)["heat"]
    assert (every["n"], staff["hidden"], users["hidden"], users["n"]) == (11, True, True, 0)
    lies = next(one for one in every["cells"] if one["code"] == "kebohongan")
    assert lies["risk"] == "5.363636363636"  # 8 × 2 × (3 − 1) and 3 × 3 × 3, over 11
    out, _ = terminal("survey", "show", made)
    assert "Risiko" in out and "5,36" in out and "Pengguna" not in out and "indeks" not in out


def test_a_recap_becomes_a_survey_a_unit_once(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "rekap.csv"
    heads = ["OPD", *(f"U{number}" for number in range(1, 10)), "Jumlah responden"]
    file.write_text(
        table(heads, ["Dinas A", *["3,5"] * 9, 40], ["Dinas B", *["5"] * 9, 40], separator=";"),
        encoding="utf-8",
    )
    words = ("survey", "recap", file, "--kind", "skm", "--period", "2026")
    data = terminal.json(*words)
    assert (list(data["surveys"]), data["rejected"]) == (["Dinas A"], 1) and data["rejections"][0]["row"] == 3
    shown = terminal.json("survey", "show", data["surveys"]["Dinas A"])
    assert (shown["n"], shown["ikm"], shown["grade"]) == (40, "87.5", "B")
    _, err = terminal(*words)
    assert "sudah diimpor sebagai survei SKM 2026" in err and len(terminal.json("survey", "list")) == 1
    _, err = terminal("survey", "recap", ROWS49, "--kind", "skm", "--period", "2026", code=1)
    assert "bukan rekap" in err


def test_every_kind_is_listed_with_its_unsur(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["survey", "kinds", "--json"]) == 0
    kinds = {one["kind"]: one for one in json.loads(capsys.readouterr().out)}
    assert {"skm", "spak", "spkp"} <= set(kinds)
    assert len(kinds["skm"]["unsur"]) == 9 and [one["id"] for one in kinds["spak"]["scales"]] == ["6", "4"]


def test_a_form_of_ones_own_is_checked_with_file_line_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "milik.yaml"
    bad.write_text("kind: lain\ntitle: Milik sendiri\n", encoding="utf-8")
    assert cli.run(["survey", "check", str(bad)]) == 1
    out = capsys.readouterr().out
    assert f"{bad}:1:" in out and "“formula” belum ada" in out
