"""`plan` and `margin` as scripts and people get them."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.plan.starts import start
from zi_assess import cli, criteria, solve
from zi_assess.core.assessment import Stage, parse_value
from zi_assess.core.kept import WISHES
from zi_assess.core.margin import margins
from zi_assess.core.plan import build
from zi_assess.workspace import Workspace


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The LKE answered at random, as the workspace the commands use."""
    pack = criteria.find("lke-zi")
    with Workspace.create(tmp_path / "ruang", who="Nama Contoh") as space:
        made = space.new(pack, "Kantor Contoh", 2026, target="WBK")
        for code, answer in start(pack, 3).assessment.of(space.sheet(made).stage).items():
            if pack.question(code):
                space.record(made, code, answer.value)
    monkeypatch.setenv("ZI_ASSESS_WORKSPACE", str(tmp_path / "ruang"))
    return made


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.run(list(words)) == 0
    return capsys.readouterr().out


def test_the_json_has_the_promised_shape(mine: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(said(capsys, "plan", mine, "--target", "WBK", "--json"))
    assert list(told) == ["status", "effort", "total_after", "steps", "thresholds_after"]
    assert told["status"] == "optimal"
    assert all(list(one) == ["code", "from", "to", "gain", "effort", "why"] for one in told["steps"])
    expected = ["designation", "id", "of", "minimum", "actual", "met", "short_by"]
    assert all(list(one) == expected and one["met"] for one in told["thresholds_after"])
    assert sum(Decimal(one["effort"]) for one in told["steps"]) == Decimal(told["effort"])


def test_recording_the_steps_that_were_told_reaches_the_target(
    mine: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    told = json.loads(said(capsys, "plan", mine, "--target", "wbbm", "--json"))
    with Workspace.open(tmp_path / "ruang") as space:
        for one in told["steps"]:
            question = space.pack(mine).question(one["code"])
            assert question is not None
            space.record(mine, one["code"], parse_value(question, one["to"]))
        assert space.sheet(mine).readiness.met("WBBM")
    assert json.loads(said(capsys, "plan", mine, "--target", "WBBM", "--json"))["status"] == "already-met"


def test_the_effort_is_that_of_the_solver_on_the_same_sheet(
    mine: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    told = json.loads(said(capsys, "plan", mine, "--json"))
    with Workspace.open(tmp_path / "ruang") as space:
        sheet = space.sheet(mine)
    assert Decimal(told["effort"]) == Decimal(str(float(solve.best(build(sheet, "WBK")).effort)))


def test_what_was_wished_on_the_window_holds_in_the_terminal(
    mine: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    first = json.loads(said(capsys, "plan", mine, "--json"))["steps"][0]["code"]
    with Workspace.open(tmp_path / "ruang") as space:
        space.keep_choice(mine, WISHES, json.dumps({"fixed": [first]}))
    after = json.loads(said(capsys, "plan", mine, "--json"))
    assert first not in [one["code"] for one in after["steps"]]


def test_people_read_the_statement_the_steps_and_the_date(
    mine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = said(capsys, "plan", mine)
    assert told.startswith("WBK: ")
    assert "terbukti paling ringan" in told and "Selesai" in told


def test_a_target_the_pack_lacks_is_refused_with_those_it_has(
    mine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["plan", mine, "--target", "XYZ"]) == 1
    assert "WBK, WBBM" in capsys.readouterr().err


def test_the_calendar_holds_every_step(mine: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told = json.loads(said(capsys, "plan", mine, "--json", "--ics", str(tmp_path / "jalan.ics")))
    text = (tmp_path / "jalan.ics").read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")
    assert all(f"CATEGORIES:{one['code']}\r\n" in text for one in told["steps"])


def test_the_margin_of_what_is_not_reached_is_zero_and_says_what_lacks(
    mine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(said(capsys, "margin", mine, "--json"))
    assert (told["target"], told["downgrades"], told["cuts"], told["outlook"]) == ("WBK", 0, [], None)
    assert cli.run(["margin", mine]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("Ambang WBK belum terpenuhi.")
    assert re.search(r"Nilai total +\d+,\d\d +75,00 +−\d+,\d\d +belum terpenuhi", shown.out)
    assert f"zi-assess plan {mine} --target WBK" in shown.err


@pytest.fixture
def reached(mine: str, tmp_path: Path) -> str:
    """The same unit with every step of its plan done."""
    with Workspace.open(tmp_path / "ruang") as space:
        for code, value in solve.best(build(space.sheet(mine), "WBK")).changes.items():
            space.record(mine, code, value)
    return mine


def test_the_margin_of_what_stands_names_the_cuts_the_deciding_and_every_threshold(
    reached: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shown = said(capsys, "margin", reached)
    with Workspace.open(tmp_path / "ruang") as space:
        sheet = space.sheet(reached)
    found = margins(sheet, "WBK")
    assert shown.startswith(f"WBK gugur bila {found.downgrades} tingkat")
    assert all(one.threshold.title in shown for one in found.each)
    assert f"{len(found.decisive)} butir sendirian menentukan" in shown
    assert "Belum ada reviu TPI" in shown
    assert said(capsys, "plan", reached).startswith("WBK terpenuhi: ")


def test_what_tpi_did_before_is_tried_out_with_what_it_rests_on(
    reached: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with Workspace.open(tmp_path / "ruang") as space:
        past = space.new(space.pack(reached), "Kantor Contoh", 2025, target="WBK")
        space.record(past, "A.I.1.iii.a", "A")
        space.review.submit(past)
        space.review.answer(past, "A.I.1.iii.a", "B", Stage.TPI_MEMBER, "Bukti belum cukup")
    told = json.loads(said(capsys, "margin", reached, "--json"))["outlook"]
    assert (told["runs"], told["passes"]) == (2000, 0)
    assert told["falls"]["total"] == 2000 and any("bukan ramalan" in one for one in told["assumptions"])
    shown = said(capsys, "margin", reached)
    assert "Bila TPI menilai seperti dahulu" in shown and "1 jawaban pilihan pada 1 reviu TPI" in shown


def test_an_explained_threshold_says_what_each_designation_asks(
    mine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = said(capsys, "explain", mine, "pengungkit").splitlines()
    assert [line.split(",")[0] for line in shown[-2:]] == ["Ambang WBK: 40", "Ambang WBBM: 48"]
    assert "Ambang" not in said(capsys, "explain", mine, "A.I")
