"""A folder as a unit keeps it is filed through the window, and database, binder and register agree afterwards."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot
from tests.ui.house import House, workspace

import filing_trial
from zi_assess import criteria
from zi_assess.ui.pages.evidence import EvidencePage

FILES = 80  # enough for twins among the pictures


def test_a_units_folder_is_filed_and_every_use_is_once_in_database_binder_and_register(
    qtbot: QtBot, tmp_path: Path
) -> None:
    truth = filing_trial.build(tmp_path / "masuk", FILES)
    workspace(tmp_path / "ruang", criteria.find("lke-zi"))
    house = House(qtbot, tmp_path / "ruang")
    page = house.go("bukti", EvidencePage)
    count = filing_trial.file_all(page, tmp_path / "masuk" / filing_trial.ROOT, truth, house.wait)
    assert house.errors == []
    house.close()
    filing_trial.compare(tmp_path / "ruang", truth, count)
    assert count.wrong == []
    assert count.filed == FILES
    assert count.documents == len({path.read_bytes() for path in truth}) < FILES, "twins are stored once"
    assert count.right >= 0.8 * FILES, "four of five proposals are right"


def test_a_use_that_is_missing_or_at_the_wrong_place_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    """The comparison itself can fail."""
    truth = filing_trial.build(tmp_path / "masuk", 3)
    workspace(tmp_path / "ruang", criteria.find("lke-zi"))
    house = House(qtbot, tmp_path / "ruang")
    page = house.go("bukti", EvidencePage)
    count = filing_trial.file_all(page, tmp_path / "masuk" / filing_trial.ROOT, truth, house.wait)
    use = house.sheet.assessment.evidence[0]
    mine = house.sheet.assessment.id
    house.session.do(lambda space: space.detach(mine, use.id))
    house.settle()
    house.close()
    filing_trial.compare(tmp_path / "ruang", truth, count)
    assert any(line.startswith("not filed") for line in count.wrong)
