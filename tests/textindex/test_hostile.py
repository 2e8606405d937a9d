"""Files made to harm do none: nothing crashes, nothing is written outside, each is known for what it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import hostile_files
import hostile_run
from zi_assess import evidence


@pytest.mark.timeout(300)
def test_the_whole_corpus_is_classified_and_harms_nothing(tmp_path: Path) -> None:
    count = hostile_run.campaign(tmp_path)
    assert count.wrong == []
    assert count.files >= 140
    assert count.zips >= 25
    # MB: the child's limit and what it holds when idle; a child starts as a fork, so it counts this process's peak too
    assert count.peak <= max(700, count.own_peak)
    assert count.slowest[0] < 60


def test_the_oracle_sees_a_write_outside(tmp_path: Path) -> None:
    inside = tmp_path / "ruang"
    inside.mkdir()
    before = hostile_run._snapshot(tmp_path, inside)
    (inside / "boleh").write_bytes(b"x")
    assert hostile_run._changes(before, hostile_run._snapshot(tmp_path, inside)) == []
    (tmp_path / "keluar.txt").write_bytes(b"x")
    assert len(hostile_run._changes(before, hostile_run._snapshot(tmp_path, inside))) == 1


def test_the_corpus_holds_what_a_careless_reader_would_fall_for(tmp_path: Path) -> None:
    """The escaped names are really escaped, and the packed ones really hidden from who searches the bytes."""
    paths = {one.path.name: one.path for one in hostile_files.samples(tmp_path)}
    for how in ("heksa", "padat"):
        assert b"/JavaScript" not in paths[f"skrip-saat-buka {how}.pdf"].read_bytes()
    assert b"/JavaScript" in paths["skrip-saat-buka polos.pdf"].read_bytes()


def test_a_file_swapped_or_grown_while_it_is_taken_lets_nothing_else_in(tmp_path: Path) -> None:
    race = hostile_run.races(tmp_path / "lomba", 1_000)
    assert (race.leaked, race.torn) == (0, 0)
    assert race.swaps > 20 and race.grown > 5, "the race was run"
    assert race.taken and race.refused, "both happened"


def test_an_intake_that_follows_links_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(source: Path) -> int:
        if not source.is_file():
            raise evidence._NotTaken("")
        return os.open(source, os.O_RDONLY | os.O_NONBLOCK)

    monkeypatch.setattr(evidence, "_open_regular", careless)
    # Who wins a race is chance: on a busy machine a few hundred tries may all miss.
    assert any(hostile_run.races(tmp_path / f"lomba {n}", 300).leaked for n in range(20))
