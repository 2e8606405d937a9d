"""Evidence is handed out from the window in the shape and for the part that was chosen."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from tests.ui.house import House, workspace

from zi_assess import criteria
from zi_assess.ui import flows
from zi_assess.ui.dialogs.give_evidence import GiveDialog


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    workspace(tmp_path / "ruang", criteria.find("lke-zi"))
    made = House(qtbot, tmp_path / "ruang")
    yield made
    made.close()


@pytest.mark.parametrize("shape", ["binder", "folders", "register"])
def test_the_chosen_shape_is_written_beside_the_window(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: str
) -> None:
    paper = tmp_path / "SK Tim.txt"
    paper.write_text("Keputusan tentang tim kerja")
    house.session.do(lambda space: space.attach(house.sheet.assessment.id, "A.I.1.i.a", [paper]).sheet)
    house.settle()
    target = tmp_path / "keluar"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    flows.give_evidence(house.window, house.session)
    dialog = house.dialog(GiveDialog)
    dialog.cards[shape].setChecked(True)
    dialog.area.setCurrentIndex(1)
    dialog.primary.click()
    written = target.with_suffix({"binder": ".pdf", "folders": ".zip", "register": ".xlsx"}[shape])
    house.wait(written.exists)
    house.settle()
    if shape == "binder":
        text = "".join(page.extract_text() for page in pypdf.PdfReader(written).pages)
        assert "SK Tim.txt" in text
    elif shape == "folders":
        assert any(name.endswith("SK Tim.txt") for name in zipfile.ZipFile(written).namelist())
    else:
        assert written.stat().st_size > 4000
