"""The LKE, answered at random, in a real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.plan.starts import start
from tests.ui.house import House, workspace
from zi_assess import criteria
from zi_assess.core.pack import Pack
from zi_assess.ui.pages.road import RoadPage
from zi_assess.workspace import Workspace


@pytest.fixture
def lke() -> Pack:
    return criteria.find("lke-zi")


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path, lke: Pack) -> Iterator[House]:
    mine = workspace(tmp_path / "ruang", lke)
    with Workspace.open(tmp_path / "ruang", who="Nama Contoh") as space:
        sheet = start(lke, 5)
        for code, answer in sheet.assessment.of(sheet.stage).items():
            space.record(mine, code, answer.value)
    made = House(qtbot, tmp_path / "ruang")
    yield made
    made.close()
    assert made.errors == []


@pytest.fixture
def page(house: House) -> RoadPage:
    made = house.go("jalan", RoadPage)
    house.wait(lambda: made.drawn is not None and not made.proving)
    house.settle()
    return made
