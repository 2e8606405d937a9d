"""Scans are read when Tesseract is there, wait when it is not, and never stop the rest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from zi_assess import paths
from zi_assess.core.contents import Reading, Trait
from zi_assess.errors import Cancelled, fill
from zi_assess.textindex import TextIndex, advice, drain, ocr, step

SCAN, PAPER = "a" * 64, "b" * 64


@pytest.fixture(autouse=True)
def _look_again() -> Iterator[None]:
    ocr.forget()
    yield
    ocr.forget()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A scanned page and a paper with text."""
    picture = Image.new("L", (1654, 900), 255)
    font = ImageFont.truetype(str(paths.bundled("resources", "fonts", "Inter-Regular.ttf")), 48)
    ImageDraw.Draw(picture).text(
        (120, 200), "Maklumat pelayanan kantor\nNomor 12/KLC/I/2026", fill=0, font=font
    )
    picture.save(tmp_path / "pindai.png")
    for name, draw in (("scan.pdf", True), ("paper.pdf", False)):
        canvas = Canvas(str(tmp_path / name))
        if draw:
            canvas.drawImage(str(tmp_path / "pindai.png"), 0, 200, 595, 324)
        else:
            canvas.drawString(72, 700, "Notulen rapat")
        canvas.showPage()
        canvas.save()
    return {SCAN: tmp_path / "scan.pdf", PAPER: tmp_path / "paper.pdf"}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[TextIndex]:
    with TextIndex(tmp_path / "index.sqlite3") as found:
        yield found


def _program(folder: Path, script: str) -> None:
    """A program called tesseract that answers as *script* says."""
    folder.mkdir()
    path = folder / "tesseract"
    path.write_text(
        f'#!/bin/sh\ncase "$1" in\n--list-langs) echo List; echo ind;;\n--version) echo tesseract 5;;\n{script}\nesac\n'
    )
    path.chmod(0o700)


def test_without_tesseract_scans_wait_and_the_program_says_how_to_install_it(
    index: TextIndex, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "kosong"))
    index.queue(files)
    assert drain(index, files.__getitem__) == 2
    assert index.unread_scans() == (SCAN,)
    said = advice(len(index.unread_scans()))
    assert said is not None
    assert fill(said.what, said.values).endswith("1 berkas tidak dapat dicari isinya.")
    assert "asang" in said.remedy
    assert advice(0) is None


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_tesseract_without_indonesian_is_told_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "tesseract").write_text("#!/bin/sh\necho List\necho eng\n")
    (folder / "tesseract").chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    said = advice(2)
    assert said is not None and "bahasa Indonesia" in said.what


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_scan_is_read_page_by_page_and_found(
    index: TextIndex, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _program(
        tmp_path / "bin", 'stdin) head -c 2 >/dev/null; cat >/dev/null; echo "Sertifikat Nomor 7/A/I/2026";;'
    )
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    index.queue(files)
    ticks: list[tuple[int, int]] = []
    assert drain(index, files.__getitem__, lambda done, total: ticks.append((done, total))) == 3
    assert ticks[-1] == (3, 3)
    assert [(hit.sha256, hit.page) for hit in index.search("sertifikat")] == [(SCAN, 1)]
    contents = index.facts(SCAN)
    assert contents is not None
    assert (contents.textless, contents.traits, contents.number) == ((), (Trait.OCR,), "7/A/I/2026")
    assert index.waiting() == ()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_reader_that_fails_does_not_stop_the_rest(
    index: TextIndex, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _program(tmp_path / "bin", "stdin) exit 3;;")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    index.queue(files)
    drain(index, files.__getitem__)
    assert index.waiting() == ()
    contents = index.facts(SCAN)
    assert contents is not None and contents.textless == (1,)


@pytest.mark.skipif(ocr.engine() is None, reason="Tesseract with Indonesian is not installed")
def test_the_real_tesseract_reads_a_scan(index: TextIndex, files: dict[str, Path], tmp_path: Path) -> None:
    index.queue([SCAN])
    drain(index, files.__getitem__)
    assert [(hit.sha256, hit.page) for hit in index.search("maklumat pelayanan")] == [(SCAN, 1)]
    reader = ocr.engine()
    assert reader is not None
    assert "Maklumat pelayanan kantor" in ocr.read_page(tmp_path / "pindai.png", 1, reader)


def test_stopping_keeps_what_is_done_and_what_waits(index: TextIndex, files: dict[str, Path]) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    index.queue(files)
    with pytest.raises(Cancelled):
        drain(index, files.__getitem__, stop)
    assert len(index.known()) == 1
    assert len(index.waiting(scans=False)) == 1


def test_a_file_that_ends_the_program_is_not_tried_for_ever(index: TextIndex, files: dict[str, Path]) -> None:
    index.queue([PAPER])
    for one in index.waiting() * 3:
        index.begin(one)  # three times the program ended here
    made = step(index, files.__getitem__)
    assert made is not None and made.left == 0
    contents = index.facts(PAPER)
    assert contents is not None and contents.reading is Reading.BROKEN
