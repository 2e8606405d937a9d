"""The commands that give evidence away, on a real workspace."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from tests.binder import papers
from zi_assess import cli
from zi_assess.core.pack import Pack
from zi_assess.workspace import Workspace


@pytest.fixture
def place(tmp_path: Path, lke: Pack, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a paper used twice, a photo and a link; its only assessment is found by its first letters."""
    monkeypatch.setenv("ZI_ASSESS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ZI_ASSESS_WORKSPACE", str(tmp_path / "ws"))
    for name, data in (("SK Tim ZI.pdf", papers.many(3)), ("Banner.jpg", papers.photo())):
        (tmp_path / name).write_bytes(data)
    with Workspace.create(tmp_path / "ws") as workspace:
        made = workspace.new(lke, "Kantor Uji", 2026)
        found = workspace.attach(made, "A.I.1.i.a", [tmp_path / "SK Tim ZI.pdf"], slot="sk_tim")
        workspace.reuse(made, "A.I.6.i.a", found.evidence[0].document.id)
        workspace.attach(made, "A.I.1.ii.c", [tmp_path / "Banner.jpg", "https://contoh.example/sosialisasi"])
    (tmp_path / "id").write_text(made)
    return tmp_path


def test_binder_writes_the_pdf_and_says_what_is_not_whole(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = (place / "id").read_text()
    assert cli.run(["binder", made[:8], "-o", str(place / "b.pdf"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    with pikepdf.open(place / "b.pdf") as opened:
        assert len(opened.pages) == told["pages"]
    assert told["documents"] == 3
    assert [one["document"] for one in told["not_whole"]] == ["https://contoh.example/sosialisasi"]


def test_binder_of_an_area_and_an_unknown_one(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = (place / "id").read_text()
    assert cli.run(["binder", made, "-o", str(place / "b.pdf"), "--area", "A.6", "--date", "2026-08-17"]) == 0
    assert "1 dokumen" in capsys.readouterr().err
    assert cli.run(["binder", made, "-o", str(place / "c.pdf"), "--area", "Q"]) == 1
    assert "Area Q tidak ada" in capsys.readouterr().err
    assert not (place / "c.pdf").exists()


def test_tree_writes_a_folder_or_a_zip_and_never_over_content(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = (place / "id").read_text()
    assert cli.run(["tree", made, "-o", str(place / "t"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["files"], told["links"], told["not_given"]) == (3, 1, [])
    assert cli.run(["tree", made, "-o", str(place / "t")]) == 1
    assert "sudah ada isinya" in capsys.readouterr().err
    assert cli.run(["tree", made, "-o", str(place / "t.zip")]) == 0
    inside = {path.relative_to(place / "t").as_posix() for path in (place / "t").rglob("*") if path.is_file()}
    assert set(zipfile.ZipFile(place / "t.zip").namelist()) == inside
    assert len(inside) == 5


def test_register_writes_a_workbook(place: Path) -> None:
    made = (place / "id").read_text()
    assert cli.run(["register", made, "-o", str(place / "r.xlsx")]) == 0
    book = openpyxl.load_workbook(io.BytesIO((place / "r.xlsx").read_bytes()))
    assert book.sheetnames == ["Pemakaian", "Dokumen", "Keterangan"]
    assert book["Pemakaian"].max_row == 5
