"""Surveys on paper from the terminal: a report, a poster, an empty form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.reports.paper import text
from tests.survey.examples import ROWS49
from zi_assess import cli


def run(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> tuple[str, str]:
    found = cli.run([str(word) for word in words])
    shown = capsys.readouterr()
    assert found == code, shown.err
    return shown.out.strip(), shown.err.strip()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZI_ASSESS_WORKSPACE", str(tmp_path / "ruang"))
    return tmp_path


@pytest.fixture
def survey(place: Path, capsys: pytest.CaptureFixture[str]) -> str:
    words = (
        "survey",
        "import",
        ROWS49,
        "--kind",
        "skm",
        "--unit",
        "Kantor Contoh",
        "--period",
        "Semester I 2019",
    )
    return run(capsys, *words)[0]


def test_reports_and_posters_are_written_and_repeat_their_bytes(
    survey: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in ("laporan-skm", "poster"):
        for name in ("satu.pdf", "dua.pdf"):
            _out, err = run(
                capsys, "survey", "report", survey[:8], kind, "-o", place / name, "--date", "2019-07-31"
            )
            assert name in err
        first, second = ((place / name).read_bytes() for name in ("satu.pdf", "dua.pdf"))
        assert first == second and "78,74" in text(first)


def test_the_list_of_papers_is_for_people_and_for_scripts(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(run(capsys, "survey", "report", "--list", "--json")[0])
    assert {"laporan-skm", "ringkas", "poster", "formulir", "rencana-tindak-lanjut"} <= {
        one["id"] for one in listed
    }
    assert "Poster publikasi A3" in run(capsys, "survey", "report", "--list")[0]


def test_an_empty_form_needs_no_workspace(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "survey", "form", "spak", "-o", place / "a.pdf", "--unit", "Kantor Uji", "--period", "2026")
    run(capsys, "survey", "form", "spak", "-o", place / "b.pdf", "--phone")
    assert "KantorUji" in text((place / "a.pdf").read_bytes())
    assert "KantorUji" not in text((place / "b.pdf").read_bytes())
    assert not (place / "ruang").exists()


def test_a_paper_the_survey_cannot_have_is_refused_with_a_remedy(
    survey: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _out, err = run(capsys, "survey", "report", survey, "tidak-ada", "-o", place / "x.pdf", code=1)
    assert "laporan-skm" in err and not (place / "x.pdf").exists()
    run(capsys, "survey", "report", survey, code=2)
