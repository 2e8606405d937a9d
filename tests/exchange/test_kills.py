"""An import that is killed leaves the workspace as before or as after; `scripts/package-fuzz` kills many more times."""

from __future__ import annotations

from pathlib import Path

import pytest

from exchange import kills
from exchange.pair import Pair
from zi_assess.workspace import Workspace


@pytest.mark.timeout(240)
def test_a_killed_import_is_as_before_or_as_after(tmp_path: Path) -> None:
    count = kills.campaign(tmp_path / "mati", 10, seed=3)
    assert count.wrong == []
    assert count.kills == 10


@pytest.mark.timeout(240)
def test_a_killed_export_leaves_no_half_package_and_no_unknown_one(tmp_path: Path) -> None:
    assert kills.exports(tmp_path / "mati", 5, seed=2).wrong == []


@pytest.mark.timeout(240)
@pytest.mark.parametrize("bug", kills.BUGS)
def test_the_same_oracle_catches_a_seeded_bug(tmp_path: Path, bug: str) -> None:
    assert kills.campaign(tmp_path / "mati", 40, seed=4, bug=bug).wrong


def test_what_a_killed_write_left_behind_is_gone_when_the_workspace_opens(pair: Pair) -> None:
    place = pair.folder / "unit"
    pair.unit.close()
    left = [place / name / ".0123456789abcdef.tmp" for name in ("", "packs", "states")]
    for one in left:
        one.write_bytes(b"setengah")
    pair.unit = Workspace.open(place)
    assert not any(one.exists() for one in left)
    assert pair.unit.verify() == ()
