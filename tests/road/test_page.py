"""Jalan ke WBK: what it says is what the engine finds, and what one wishes holds."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.ui.desk import small_pack
from tests.ui.house import House, words, workspace
from tests.ui.test_heartbeat import MOST_MS, Heart
from zi_assess import i18n, solve
from zi_assess.core import kept
from zi_assess.core.outlook import Difference
from zi_assess.core.pack import Kind
from zi_assess.core.plan import Status, build
from zi_assess.core.scenario import Scenario, apply
from zi_assess.reports import planning
from zi_assess.ui.dialogs.account import AccountDialog
from zi_assess.ui.pages.road import RoadPage, reckoning
from zi_assess.ui.pages.road.adopt import AdoptDialog
from zi_assess.ui.pages.road.efforts import EffortsDialog
from zi_assess.ui.pages.road.picking import PickDialog
from zi_assess.ui.pages.road.shared import SharedDialog
from zi_assess.ui.widgets.buttons import Button, LinkButton


def resolved(house: House, page: RoadPage, act: Callable[[], object]) -> None:
    """Do *act* and wait until the plan that follows from it is proved."""
    act()
    house.settle()
    house.wait(lambda: page.drawn is not None and not page.proving)
    house.settle()


def test_the_statement_is_the_solvers(house: House, page: RoadPage) -> None:
    plan = solve.best(build(house.sheet, "WBK"))
    assert page.statement.text().endswith(f"→ {i18n.number(plan.total_after)}")
    assert page.badge.text() == "terbukti paling ringan"
    assert page.steps.table.model().rowCount() == len(plan.steps) > 1


def test_a_good_plan_is_shown_before_the_proof_is_done(house: House, page: RoadPage) -> None:
    seen: list[str] = []
    land = page._land
    page._land = lambda *args, **more: (land(*args, **more), seen.append(page.badge.text()))  # type: ignore[method-assign]
    resolved(house, page, lambda: page.targets.chosen.emit("WBBM"))
    assert seen[:2] == ["mendekati, sedang dibuktikan", "terbukti paling ringan"]


def test_another_target_has_another_road_and_can_become_the_aim(house: House, page: RoadPage) -> None:
    before = page.statement.text()
    assert not page.aim.isVisible()
    resolved(house, page, lambda: page.targets.chosen.emit("WBBM"))
    assert page.statement.text() != before
    assert "WBBM" in words(page)
    resolved(house, page, page.aim.click)
    assert house.sheet.assessment.target == "WBBM" and not page.aim.isVisible()


def test_a_step_tells_its_reason_its_evidence_and_its_thresholds(house: House, page: RoadPage) -> None:
    assert page.drawn is not None
    step = page.drawn.plan.steps[0]
    shown = words(page.steps.aside)
    assert planning.why(step) in shown
    assert all(slot.title in shown for slot in step.slots)
    assert planning.served(page.drawn.plan, step) in shown


def test_what_cannot_be_raised_leaves_the_plan_and_may_come_back(house: House, page: RoadPage) -> None:
    code = page.steps.chosen()
    resolved(house, page, page.steps.aside.fixed.click)
    assert page.drawn is not None
    assert code not in page.drawn.plan.changes
    assert f"{code} " in words(page.steps) and "tetap seperti sekarang" in words(page.steps)
    resolved(house, page, house.session.undo)
    assert code in page.drawn.plan.changes


def test_another_effort_is_kept_and_solved_again(house: House, page: RoadPage) -> None:
    assert page.drawn is not None
    code, before = page.steps.chosen(), page.drawn.plan.effort
    resolved(house, page, lambda: page.steps.aside.effort.changed.emit(Decimal("0")))
    assert page.drawn.plan.effort < before
    assert kept.read_wishes(house.sheet.assessment.choices[kept.WISHES]).efforts == {code: Fraction(0)}


def test_the_highest_level_that_is_possible_is_respected(house: House, page: RoadPage) -> None:
    assert page.drawn is not None
    pack = house.sheet.pack
    row, code = next(
        (n, step.code)
        for n, step in enumerate(page.drawn.plan.steps)
        if step.after == "A" and len(planning.question_of(house.sheet, step.code).options) > 2
    )
    page.steps.table.selectRow(row)
    page.steps.aside.highest.setCurrentIndex(page.steps.aside.highest.findData("B"))
    resolved(house, page, lambda: page.steps.aside.highest.activated.emit(1))
    assert page.drawn.plan.changes.get(code) != "A"
    question = pack.question(code)
    assert question is not None and question.kind is Kind.CHOICE


def test_other_ways_are_looked_for_on_demand(house: House, page: RoadPage) -> None:
    page.steps.aside.others.click()
    house.settle()
    shown = words(page.steps.aside)
    assert "lebih banyak" in shown or "Tidak ada cara lain" in shown


def test_trying_a_level_moves_the_bars_at_once_and_no_answer(house: House, page: RoadPage) -> None:
    page._show_tab("andai")
    sheet = house.sheet
    question = next(
        one for one in sheet.pack.questions if one.kind is Kind.CHOICE and sheet.answer(one.code).value == "B"
    )
    page.whatif.try_value(question.code, "A")
    then = apply(sheet, Scenario("", {question.code: "A"}))
    assert i18n.number(then.scores.strict) in words(page.whatif)
    house.settle()
    assert house.sheet.answer(question.code).value == "B"


def test_one_change_of_a_scenario_takes_less_than_16_ms(house: House, page: RoadPage) -> None:
    page._show_tab("andai")
    page.whatif.plan.click()
    taken = []
    for question in [one for one in house.sheet.pack.questions if one.kind is Kind.CHOICE][:20]:
        began = perf_counter()
        page.whatif.try_value(question.code, question.options[0].key)
        QApplication.processEvents()  # what moved is painted too
        taken.append(perf_counter() - began)
    assert sorted(taken)[len(taken) // 2] < 0.016


def test_scenarios_are_kept_compared_and_deleted(house: House, page: RoadPage) -> None:
    page._show_tab("andai")
    page.whatif.plan.click()
    page.whatif.name.setText("Dengan survei")
    page.whatif.save.click()
    house.settle()
    (one,) = kept.read_scenarios(house.sheet.pack, house.sheet.assessment.choices[kept.SCENARIOS])
    assert page.drawn is not None
    assert (one.name, dict(one.changes)) == ("Dengan survei", dict(page.drawn.plan.changes))
    model = page.whatif.compared.model()
    rows = [[str(model.index(r, c).data()) for c in range(5)] for r in range(model.rowCount())]
    assert [row[0] for row in rows] == ["Hari ini", "Dengan survei"]
    assert rows[1][4] == "memenuhi WBK"
    page.whatif.delete.click()
    house.settle()
    assert kept.SCENARIOS not in house.sheet.assessment.choices


def test_steps_become_follow_ups_with_owner_and_day(house: House, page: RoadPage) -> None:
    assert page.drawn is not None
    page._adopt_plan()
    dialog = house.dialog(AdoptDialog)
    dialog.everyone.setText("Nama Pelaksana")
    dialog.everyone.textEdited.emit("Nama Pelaksana")
    dialog.checks[0].setChecked(False)
    dialog.primary.click()
    house.settle()
    made = house.sheet.assessment.follow_ups
    assert {one.code for one in made} == {step.code for step in page.drawn.plan.steps[1:]}
    last = {bar.step.code: bar.last for bar in page.drawn.road.bars}
    assert all(one.who == "Nama Pelaksana" and one.due == last[one.code] for one in made)


def test_the_firmness_names_the_fewest_cuts_and_the_hidden_need(house: House, page: RoadPage) -> None:
    page._show_tab("tahan")
    shown = words(page.firmness)
    assert "gugur bila" in shown and "setelah semua langkah rencana" in shown
    assert "42,75" in shown


def test_another_day_and_less_capacity_show_the_slip(house: House, page: RoadPage) -> None:
    page._show_tab("jadwal")
    resolved(house, page, lambda: page.schedule.capacity.changed.emit(Decimal("0.5")))
    assert page.drawn is not None and page.drawn.road.late > 0
    assert f"{i18n.number(page.drawn.road.late, 0)} hari lewat" in words(page.schedule)
    resolved(house, page, page.schedule.enough.click)
    assert page.drawn.road.late == 0 and not page.schedule.enough.isVisible()
    assert page.drawn.wishes.capacity is not None and "sebelum 31 Mei" in words(page.schedule)


def test_the_calendar_is_saved_as_it_is_made(
    house: House, page: RoadPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "jalan.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    page._save_calendar()
    house.settle()
    assert page.drawn is not None
    assert path.read_bytes() == planning.calendar(house.sheet, page.drawn)


@pytest.fixture
def lean() -> Iterator[None]:
    """As in the program: what was there at the start, here all other tests' leavings, is no garbage to look through."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def test_solving_never_blocks_the_window(house: House, page: RoadPage, lean: None) -> None:
    heart = Heart()
    house.settle()
    heart.taken()
    page._asked = None
    resolved(house, page, lambda: page._reckon())
    resolved(house, page, lambda: page.targets.chosen.emit("WBBM"))
    assert heart.taken() < MOST_MS


def test_a_solver_on_the_windows_thread_would_be_noticed(house: House, page: RoadPage, lean: None) -> None:
    heart = Heart()
    house.settle()
    heart.taken()
    for _again in range(5):  # each plan takes a few dozen milliseconds
        solve.best(build(house.sheet, "WBBM"))
    assert heart.taken() > MOST_MS


def test_a_target_that_is_met_says_so(house: House, page: RoadPage) -> None:
    plan = solve.best(build(house.sheet, "WBK"))
    mine = house.sheet.assessment.id
    for code, value in plan.changes.items():
        house.session.do(lambda space, code=code, value=value: space.record(mine, code, value))  # type: ignore[misc]
    resolved(house, page, lambda: None)
    assert page.badge.text() == "sudah terpenuhi"
    assert "Semua ambang sudah terpenuhi" in words(page)
    page._show_tab("tahan")
    assert "jawaban hari ini" in words(page.firmness)


def test_no_way_says_which_thresholds_are_in_the_way(house: House, page: RoadPage) -> None:
    codes = [one.code for one in house.sheet.pack.questions if one.code.startswith(("A.I.2", "A.II.2"))]
    wishes = kept.Wishes(fixed=frozenset(codes))
    resolved(house, page, lambda: page._wish(wishes))
    assert page.drawn is not None and page.drawn.plan.status is Status.INFEASIBLE
    assert page.badge.text() == "tidak terjangkau"
    assert "Area Penataan Tatalaksana tidak dapat mencapai" in words(page)
    assert page.statement.text().startswith("Terdekat: ")


def test_without_a_target_the_first_designation_is_shown(house: House, page: RoadPage) -> None:
    mine = house.sheet.assessment.id
    resolved(house, page, lambda: house.session.do(lambda space: space.aim(mine, "")))
    assert page.target == "WBK" and page.aim.isVisible()


def test_the_smallest_pack_has_a_road_too(qtbot: QtBot, tmp_path: Path) -> None:
    workspace(tmp_path / "ruang", small_pack())
    made = House(qtbot, tmp_path / "ruang")
    page = made.go("jalan", RoadPage)
    made.wait(lambda: page.drawn is not None and not page.proving)
    assert page.badge.text() == "terbukti paling ringan"
    for tab in ("andai", "tahan", "jadwal"):
        page._show_tab(tab)
        made.settle()
    made.close()
    assert made.errors == []


def test_work_that_serves_several_criteria_is_counted_once(house: House, page: RoadPage) -> None:
    assert page.drawn is not None
    before, (first, second) = page.drawn.plan.effort, [one.code for one in page.drawn.plan.steps[:2]]
    page.steps.table.selectRow(0)
    page.steps.aside.together.click()
    dialog = house.dialog(SharedDialog)
    assert dialog.checks[first].isChecked() and not dialog.checks[second].isChecked()
    dialog.primary.click()
    assert dialog.isVisible() and "sedikitnya dua butir" in words(dialog)
    dialog.checks[second].setChecked(True)
    dialog.title.setText("SK bersama")
    resolved(house, page, dialog.primary.click)
    assert page.drawn.plan.effort < before
    assert f"SK bersama: {first}, {second}" in words(page.steps)
    change = next(one for one in page.steps.findChildren(LinkButton) if one.text() == "Ubah")
    change.click()
    again = house.dialog(SharedDialog)
    away = next(one for one in again.findChildren(Button) if one.text() == "Hapus")
    resolved(house, page, away.click)
    assert page.drawn.plan.effort == before and kept.WISHES not in house.sheet.assessment.choices


def test_a_criterion_may_have_a_day_of_its_own(house: House, page: RoadPage) -> None:
    assert page.drawn is not None
    code = page.steps.chosen()
    resolved(house, page, page.steps.aside.dated.click)
    assert page.steps.aside.day.isVisible()
    soon = date.today() + timedelta(days=1)
    page.steps.aside.day.setDate(QDate(soon.year, soon.month, soon.day))
    house.wait(lambda: soon.isoformat() in house.sheet.assessment.choices.get(kept.WISHES, ""))
    resolved(house, page, lambda: None)
    assert kept.read_wishes(house.sheet.assessment.choices[kept.WISHES]).due == {code: soon}
    step = next((one for one in page.drawn.plan.steps if one.code == code), None)
    assert step is None or step.effort <= Fraction(1, 7)
    assert f"{code} " in words(page.steps) and "selesai sebelum" in words(page.steps)


def test_work_can_be_counted_in_points(house: House, page: RoadPage) -> None:
    assert page.drawn is not None
    effort = page.drawn.plan.effort
    resolved(house, page, page.schedule.unit.click)
    assert page.drawn.plan.effort == effort
    assert (
        planning.work(effort, Fraction(5)) in page.statement.text() and "poin kerja" in page.statement.text()
    )
    code = page.steps.chosen()
    resolved(house, page, lambda: page.steps.aside.effort.changed.emit(Decimal("2")))
    assert kept.read_wishes(house.sheet.assessment.choices[kept.WISHES]).efforts[code] == Fraction(2, 5)
    resolved(house, page, lambda: page.schedule.capacity.changed.emit(Decimal("10")))
    assert page.drawn.wishes.capacity == 2
    resolved(house, page, page.schedule.unit.click)
    assert "minggu" in page.statement.text()


def test_every_number_unfolds_into_the_steps_that_made_it(house: House, page: RoadPage) -> None:
    assert page.drawn is not None
    plan = page.drawn.plan

    def origin(click: Callable[[], object]) -> str:
        click()
        dialog = house.dialog(AccountDialog)
        shown = words(dialog)
        dialog.reject()
        house.settle()
        return shown

    assert i18n.number(plan.total_after) in origin(page.origin.click)
    assert plan.steps[0].code in origin(page.steps.aside.origin.click)
    page._show_tab("andai")
    page.whatif.plan.click()
    assert i18n.number(plan.total_after) in origin(page.whatif.origin.click)
    area = plan.thresholds_after[-1]
    row = next(n for n, code in enumerate(page.whatif._codes) if code in ("pengungkit", "A.1"))
    assert "Asal nilai" in origin(lambda: page.whatif.bars.opened.emit(row))
    page._show_tab("tahan")
    last = page.firmness.each.model().index(len(plan.thresholds_after) - 1, 0)
    shown = origin(lambda: page.firmness.each.clicked.emit(last))
    assert i18n.number(area.actual) in shown and "Ambang WBK" in shown


def test_a_survey_not_yet_held_takes_the_result_the_user_expects(house: House, page: RoadPage) -> None:
    mine = house.sheet.assessment.id
    resolved(house, page, lambda: house.session.do(lambda space: space.record(mine, "B.II.a", None)))
    assert page.drawn is not None
    codes = [step.code for step in page.drawn.plan.steps]
    page.steps.table.selectRow(codes.index("B.II.a"))
    aside = page.steps.aside
    assert aside.expected.isVisible() and aside.expected.value() == 2
    before = page.drawn.plan.effort
    resolved(house, page, lambda: aside.expected.changed.emit(Decimal("3.1")))
    assert page.drawn.plan.effort < before
    assert "survei diperkirakan 3,10" in words(page.steps) and "indeksnya dimisalkan 3,10" in words(
        page.steps
    )
    other = next(n for n, code in enumerate(codes) if not code.startswith("B."))
    page.steps.table.selectRow(other)
    assert not aside.expected.isVisible()


def test_how_many_steps_were_never_answered_is_said(house: House, page: RoadPage) -> None:
    assert page.drawn is not None
    blank = sum(step.before is None for step in page.drawn.plan.steps)
    assert blank > 0
    words_there = f"{blank} dari {len(page.drawn.plan.steps)} langkah menyangkut butir yang belum dijawab"
    assert words_there in words(page.steps)


def test_scenarios_are_shown_side_by_side_only_when_there_are_any(house: House, page: RoadPage) -> None:
    page._show_tab("andai")
    assert not page.whatif.compared.isVisible()
    page.whatif.plan.click()
    assert page.whatif.compared.isVisible()


def test_the_firmness_says_what_a_level_is_and_what_fell_most_in_the_simulation(
    house: House, page: RoadPage
) -> None:
    assert page.drawn is not None
    page._show_tab("tahan")
    known = [Difference("x", house.sheet.pack.id, one.code, -1) for one in house.sheet.pack.questions[:9]]
    page.firmness.show_firm(house.sheet, reckoning.firm(house.sheet, page.drawn, known))
    shown = words(page.firmness)
    assert "Satu tingkat: satu pilihan lebih rendah" in shown
    assert "0,0% percobaan tetap memenuhi WBK." in shown and "2.000 percobaan" in shown
    assert "Yang paling sering gugur: Nilai total, pada 100,0% percobaan." in shown


def test_a_criterion_the_plan_leaves_alone_can_be_made_lighter_and_comes_in(
    house: House, page: RoadPage
) -> None:
    assert page.drawn is not None
    steps = set(page.drawn.plan.changes)
    page.steps.other.click()
    dialog = house.dialog(PickDialog)
    offered = [one.code for one in dialog._shown]
    best = {
        one.code for one in house.sheet.pack.questions if house.sheet.scores[one.code].strict == one.weight
    }
    assert offered and not {*offered} & (steps | best)
    code = max(offered, key=lambda one: house.sheet.pack.nodes[one].weight)
    dialog.search.setText(code)
    dialog.search.returnPressed.emit()
    house.settle()
    dialog.primary.click()
    house.settle()
    shown = words(page.steps.aside)
    assert code in shown and "Rencana ini tidak memerlukannya" in shown and "Yang dikerjakan" not in shown
    resolved(house, page, lambda: page.steps.aside.effort.changed.emit(Decimal("0")))
    assert code in page.drawn.plan.changes and page.steps.chosen() == code
    assert "Yang dikerjakan" in words(page.steps.aside)


def test_a_criterion_barred_from_the_plan_stays_in_view(house: House, page: RoadPage) -> None:
    page.steps._show_other(
        next(one.code for one in house.sheet.pack.questions if one.code.startswith("A.I.6"))
    )
    code = page.steps._other
    resolved(house, page, page.steps.aside.fixed.click)
    assert page.steps._other == code and page.steps.aside.fixed.isChecked()


def test_a_kind_of_work_estimated_anew_holds_for_all_its_criteria(house: House, page: RoadPage) -> None:
    assert page.drawn is not None
    before = page.drawn.plan.effort
    page.steps.estimate.click()
    dialog = house.dialog(EffortsDialog)
    dialog.fields["sistem"].entry.setText("1")
    resolved(house, page, dialog.primary.click)
    kinds = kept.read_wishes(house.sheet.assessment.choices[kept.WISHES]).kinds
    assert kinds == {"sistem": 1} and page.drawn.plan.effort < before
    assert "Perkiraan kerja tiap kenaikan: Sistem 1 minggu" in words(page.steps)
    question = next(one for one in house.sheet.pack.questions if one.work == "sistem")
    assert reckoning.per_step(reckoning.kept_wishes(house.sheet), house.sheet.pack, question) == 1


def test_wishes_that_leave_no_step_can_be_taken_back(house: House, page: RoadPage) -> None:
    every = frozenset(one.code for one in house.sheet.pack.questions)
    resolved(house, page, lambda: page._wish(kept.Wishes(fixed=every)))
    assert page.drawn is not None and not page.drawn.plan.steps
    assert page.statement.text() == "Belum ada jalan ke WBK"
    assert any(one.text() == "Lepaskan" and one.isVisible() for one in page.steps.findChildren(LinkButton))
