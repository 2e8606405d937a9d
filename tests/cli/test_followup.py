"""Follow-ups from the terminal: one list over all assessments, overdue first, handed on as workbook and calendar."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from builders import choice, group, pack
from tests.reports.paper import text
from tests.survey.examples import ROWS49, read
from zi_assess import criteria
from zi_assess.core import followups
from zi_assess.core.assessment import FollowUp, Observation, Progress
from zi_assess.core.followups import Source, Task
from zi_assess.criteria import surveys as forms
from zi_assess.reports import tindaklanjut, wording
from zi_assess.reports.surveysheet import source
from zi_assess.workspace import Workspace

TODAY = date(2026, 5, 10)


def task(id_: str, due: date | None = None, status: Progress = Progress.OPEN, source: str = "") -> Task:
    one = FollowUp(id_, "P.1", f"Kerjakan {id_}", "Ani", due, "Rp0", status, source=source)
    return Task("a", "Unit Contoh", 2026, "LKE", "", one)


MANY = [
    task("tanpa tanggal"),
    task("selesai", date(2026, 1, 1), Progress.DONE),
    task("nanti", date(2026, 6, 1)),
    task("lewat", date(2026, 5, 9), Progress.DOING),
    task("lama lewat", date(2026, 4, 1)),
    task("hari ini", TODAY),
]


def test_what_is_overdue_comes_first_and_what_is_over_last() -> None:
    order = [one.one.id for one in followups.ordered(MANY, TODAY)]
    assert order == ["lama lewat", "lewat", "hari ini", "nanti", "tanpa tanggal", "selesai"]
    assert wording.follow_up_summary(MANY, TODAY) == "6 tindak lanjut, 5 belum selesai, 2 terlambat"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("", Source.OWN),
        ("plan", Source.PLAN),
        ("unanswered", Source.FINDING),
        ("observation:x", Source.OBSERVATION),
        ("survey:skm:waktu", Source.SURVEY),
        ("visit:P.1", Source.VISIT),
    ],
)
def test_each_says_where_it_came_from(given: str, meant: Source) -> None:
    assert followups.source(task("x", source=given).one) is meant


def test_the_workbook_holds_every_line_and_no_formula() -> None:
    evil = task("=1+1")
    book = openpyxl.load_workbook(io.BytesIO(tindaklanjut.workbook([*MANY, evil], TODAY, "Unit Contoh")))
    rows = list(book.active.iter_rows(min_row=2))
    assert len(rows) == 7
    assert rows[1][7].value == "Selesai" and rows[3][7].value == "Terlambat"
    assert all(cell.data_type != "f" for row in rows for cell in row)


def test_the_paper_of_several_assessments_says_where_each_hangs_and_starts_with_the_late() -> None:
    other = replace(MANY[2], assessment="b", unit="Unit Lain", occasion="Kunjungan 1")
    shown = text(tindaklanjut.together([*MANY, other], TODAY, "Semua unit"))
    assert shown.index("Kerjakanlamalewat") < shown.index("Kerjakanlewat") < shown.index("Kerjakannanti")
    assert "UnitLain·LKE·Kunjungan1·2026" in shown and "7tindaklanjut,6belumselesai,2terlambat" in shown


def test_the_calendar_holds_only_what_is_open_and_has_a_day() -> None:
    text = tindaklanjut.calendar(MANY, datetime(2026, 5, 10)).decode()
    assert text.count("BEGIN:VEVENT") == 4
    assert "DTSTART;VALUE=DATE:20260509" in text


def test_the_three_lowest_unsur_stand_in_every_list_with_the_survey_they_came_from(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "ruang") as space:
        mine = space.new(criteria.find("lke-zi"), "Kantor Contoh", 2026)
        form = forms.find("skm")
        held = space.surveys.new("Kantor Contoh", form, "2026", read=read(ROWS49))
        lowest = [one.code for one in space.surveys.result(held).lowest]
        assert len(lowest) == 3
        space.follow_many(
            mine,
            [
                FollowUp(code, "", f"Benahi {code}", "Ani", date(2026, 6, 1), source=source(held, code))
                for code in lowest
            ],
        )
        every = followups.ordered(space.follow_ups(), TODAY)
        sheet = space.sheet(mine)
    book = openpyxl.load_workbook(io.BytesIO(tindaklanjut.workbook(every, TODAY, "Kantor Contoh")))
    calendar = tindaklanjut.calendar(every, datetime(2026, 5, 10)).decode().replace("\r\n ", "")
    paper = text(tindaklanjut.render(sheet, TODAY))
    told = {str(row[11].value) for row in book.active.iter_rows(min_row=2)}
    assert told == {f"Survei: {code}" for code in lowest}
    for code in lowest:
        assert f"Benahi {code}" in calendar and f"Survei: {code}" in calendar
        assert f"Survei:{code}" in paper


def test_observations_and_low_points_of_a_visit_become_candidates_until_they_are_taken(
    tmp_path: Path,
) -> None:
    form = pack(
        group("P", 100, choice("P.1"), choice("P.2"), choice("P.3"), rollup="average"), designations=()
    )
    with Workspace.create(tmp_path / "ruang") as space:
        made = space.new(form, "Unit Contoh", 2026)
        space.record(made, "P.1", "C")
        space.record(made, "P.2", "A")
        space.note(made, "P.1", "meja kosong")
        sheet = space.review.observe(made, Observation("o1", "P.2", "Tidak ada bukti", advice="Lampirkan SK"))
        found = followups.candidates(sheet)
        assert [(one.code, one.given) for one in found] == [("P.2", "observation:o1"), ("P.1", "visit:P.1")]
        assert found[1].values["note"] == "meja kosong"
        sheet = space.follow_up(made, FollowUp("f", "P.1", "Isi meja", source=found[1].given))
        assert [one.code for one in followups.candidates(sheet)] == ["P.2"]
        assert [one.one.id for one in space.follow_ups()] == ["f"]
