"""Ringkasan says what the sheet says, and every number and task leads to its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QScrollArea
from pytestqt.qtbot import QtBot
from tests.builders import choice, group, pack
from tests.ui.house import House, words, workspace

from zi_assess import criteria, demo, i18n
from zi_assess.core.assessment import Held, PrerequisiteAnswer
from zi_assess.core.readiness import Standing
from zi_assess.reports import wording
from zi_assess.ui import standing
from zi_assess.ui.dialogs.account import AccountDialog
from zi_assess.ui.dialogs.checklist import ChecklistDialog
from zi_assess.ui.dialogs.findings import FindingsDialog
from zi_assess.ui.pages.overview import OverviewPage
from zi_assess.ui.widgets.chips import FilterChips


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, made once for these tests, each of which leaves it as it was or takes its changes back."""
    place = tmp_path_factory.mktemp("contoh") / "ruang"
    demo.make(place)
    return place


@pytest.fixture
def house(qtbot: QtBot, example: Path) -> Iterator[House]:
    made = House(qtbot, example)
    yield made
    made.close()


@pytest.fixture
def page(house: House) -> OverviewPage:
    return house.go("ringkasan", OverviewPage)


def test_the_one_big_number_is_the_strict_total(house: House, page: OverviewPage) -> None:
    shown = words(page)
    assert i18n.number(house.sheet.scores.strict) in shown
    assert f"Menurut rumus Excel: {i18n.number(house.sheet.scores.official)}" in shown
    assert "Belum memenuhi ambang WBK" in shown
    assert house.sheet.last_year is not None
    assert str(house.sheet.last_year.year) in shown


def test_every_threshold_is_shown_with_its_distance_in_words(house: House, page: OverviewPage) -> None:
    shown = words(page)
    for one in house.sheet.readiness.of("WBK"):
        if not one.threshold.id.startswith("area:"):
            assert one.threshold.title in shown
            assert wording.distance(one) in shown
    assert any(word in shown for word in ("kurang", "lebih", "tepat di batas"))


def test_a_threshold_exactly_met_is_called_so(house: House) -> None:
    one = house.sheet.readiness.of("WBK")[0]
    exact = Standing(one.designation, one.threshold, one.threshold.minimum, one.weight)
    assert wording.distance(exact) == "tepat di batas"
    assert exact.met


def test_the_areas_are_shown_with_score_weight_and_mark(house: House) -> None:
    lines = standing.areas(house.sheet, "WBK")
    assert [line.code for line in lines][:6] == [f"A.{n}" for n in range(1, 7)]
    for line in lines[:6]:
        own = house.sheet.scores[line.code]
        assert line.row.text == i18n.number(own.strict)
        assert line.row.minimum == pytest.approx(float(own.weight) * 0.6)


def test_completeness_is_what_the_sheet_counts(house: House, page: OverviewPage) -> None:
    shown, done = words(page), house.sheet.completeness
    for pair in (
        (done.answered, done.questions),
        (done.slots_filled, done.slots),
        (done.prerequisites_met, done.prerequisites),
    ):
        assert f"{pair[0]} / {pair[1]}" in shown


def test_the_other_designation_can_be_looked_at(house: House, page: OverviewPage) -> None:
    chips = page.findChild(FilterChips)
    other = next(one for one in chips.findChildren(QAbstractButton) if one.text().startswith("WBBM"))
    other.click()
    total = next(one for one in house.sheet.readiness.of("WBBM") if one.threshold.id == "total")
    assert wording.distance(total) in words(page)


def test_a_click_on_a_number_unfolds_the_steps_behind_it(house: House, page: OverviewPage) -> None:
    page.account.click()
    dialog = house.dialog(AccountDialog)
    model = dialog.view.model()
    root = model.index(0, 0)
    step = house.sheet.explain("total")
    assert step is not None
    assert i18n.number(step.points) in dialog.windowTitle()
    assert model.rowCount(root) == len(step.steps)
    dialog.reject()

    values = [
        one
        for one in page.findChildren(QAbstractButton)
        if one.text() == i18n.number(house.sheet.scores["A.6"].strict)
    ]
    values[-1].click()
    assert "A.6" in words(house.dialog(AccountDialog)) or "Pelayanan Publik" in words(
        house.dialog(AccountDialog)
    )


def test_a_task_leads_to_the_very_question(house: House, page: OverviewPage) -> None:
    went: list[tuple[str, str]] = []
    house.session.goto.connect(lambda where, code: went.append((where, code)))
    tasks = standing.tasks(house.sheet)
    row = next(n for n, one in enumerate(tasks) if one.code == "unanswered")
    page.tasks.pressed.emit(row)
    assert went == [("penilaian", tasks[row].where)]


def test_all_findings_are_listed_and_filtered_by_how_grave_they_are(house: House, page: OverviewPage) -> None:
    page.rest.click()
    dialog = house.dialog(FindingsDialog)
    assert dialog.model.rowCount() == len(house.sheet.findings)
    chip = next(one for one in dialog.chips.findChildren(QAbstractButton) if one.text() == "Harus dibereskan")
    chip.click()
    grave = [one for one in house.sheet.findings if one.severity == "error"]
    assert dialog.model.rowCount() == len(grave) > 0


def test_a_prerequisite_is_ticked_off_in_the_checklist_and_counted_at_once(
    house: House, page: OverviewPage
) -> None:
    before = house.sheet.completeness.prerequisites_met
    page.checklist.click()
    dialog = house.dialog(ChecklistDialog)
    key = next(
        key for key, answer in house.sheet.assessment.prerequisites.items() if answer.held is Held.NOT_MET
    )
    row = dialog.rows[key]
    row.held.setCurrentIndex(row.held.findData(Held.MET.value))
    row.held.activated.emit(row.held.currentIndex())
    house.settle()

    assert house.sheet.completeness.prerequisites_met == before + 1
    assert f"{before + 1} / {house.sheet.completeness.prerequisites}" in words(page)
    house.session.undo()
    house.settle()
    assert house.sheet.assessment.prerequisites[key] == PrerequisiteAnswer(Held.NOT_MET, row.note.text())


def test_an_empty_assessment_says_what_to_do_first(qtbot: QtBot, tmp_path: Path) -> None:
    workspace(tmp_path / "ruang", criteria.find("lke-zi"))
    house = House(qtbot, tmp_path / "ruang")
    try:
        page = house.go("ringkasan", OverviewPage)
        assert "Belum ada jawaban" in words(page)
        went: list[tuple[str, str]] = []
        house.session.goto.connect(lambda where, code: went.append((where, code)))
        next(one for one in page.findChildren(QAbstractButton) if one.text() == "Jawab butir pertama").click()
        assert went == [("penilaian", house.sheet.pack.questions[0].code)]
    finally:
        house.close()


def test_a_pack_without_thresholds_is_shown_without_a_verdict(qtbot: QtBot, tmp_path: Path) -> None:
    workspace(tmp_path / "ruang", criteria.find("pelayanan-publik"), target="")
    house = House(qtbot, tmp_path / "ruang")
    try:
        page = house.go("ringkasan", OverviewPage)
        shown = words(page)
        assert "tidak punya ambang" in shown
        assert "Belum memenuhi" not in shown
        for group_ in house.sheet.pack.tree:
            assert (group_.short or group_.title) in shown
    finally:
        house.close()


def test_parts_that_lie_inside_another_threshold_are_set_off(house: House) -> None:
    labels = [line.row.label for line in standing.thresholds(house.sheet, "WBK")]
    assert "– Capaian kinerja lebih baik" in labels
    assert "Birokrasi bersih dan akuntabel" in labels


def test_words_of_a_pack_are_shown_as_they_are(qtbot: QtBot, tmp_path: Path) -> None:
    odd = pack(group("A", 100, choice("A.a", 50), choice("A.b", 50)) | {"title": "<b>Bagian</b> & lain"})
    workspace(tmp_path / "ruang", odd, target="")
    house = House(qtbot, tmp_path / "ruang")
    try:
        assert "<b>Bagian</b> & lain" in words(house.go("ringkasan", OverviewPage))
    finally:
        house.close()


def test_another_assessment_is_shown_from_the_top(house: House, page: OverviewPage) -> None:
    bar = page.findChild(QScrollArea).verticalScrollBar()
    bar.setRange(0, 500)
    bar.setValue(300)
    page.show_sheet(house.sheet)
    assert bar.value() == 300

    mine = house.sheet.assessment.id
    other = next(one.id for one in house.session.assessments if one.id != mine)
    house.session.show(other)
    house.wait(lambda: house.sheet.assessment.id == other)
    house.settle()
    assert bar.value() == 0
    house.session.show(mine)
    house.settle()
