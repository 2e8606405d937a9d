"""Files made to harm do none: nothing crashes, nothing is written outside, each is known for what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

import hostile_files
import hostile_run


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
