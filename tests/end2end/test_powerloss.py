"""Nothing acknowledged is lost to a power cut at any system call; `scripts/powerloss` does the same for longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from end2end import powerloss

pytestmark = pytest.mark.skipif(not powerloss.available(), reason="needs strace and leave to trace")


def test_cutting_the_power_at_every_call_of_three_verbs_loses_nothing(tmp_path: Path) -> None:
    count = powerloss.replay(tmp_path / "utuh", verbs=3)
    assert count.wrong == []
    assert count.points > 50
    assert count.disks > 100


@pytest.mark.parametrize("bug", ["no-fsync", "delete-journal"])
def test_the_same_replay_catches_a_seeded_bug(tmp_path: Path, bug: str) -> None:
    assert powerloss.replay(tmp_path / "rusak", bug=bug, verbs=4, most_wrong=1).wrong
