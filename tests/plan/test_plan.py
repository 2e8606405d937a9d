"""What a plan says: steps, reasons, what it respects, and what it does when there is no way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

import pytest

from tests.builders import choice, group, index, pack, ratio, sheet
from tests.plan import brute, starts
from zi_assess import solve
from zi_assess.core.assessment import Answer, Value
from zi_assess.core.pack import Pack
from zi_assess.core.plan import Shared, Status, Wishes, build, hands, road
from zi_assess.core.plan.road import monthly
from zi_assess.core.scenario import apply
from zi_assess.core.scoring import score
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError
from zi_assess.i18n import say
from zi_assess.reports import planning

TREE = (
    group("A", 60, choice("A.1", 30, scale="abc", slots=["sk"]), choice("A.2", 20), choice("A.3", 10)),
    group("B", 40, index("B.1", 40)),
)
TWO = pack(
    *TREE,
    thresholds={
        "WBK": [{"id": "total", "of": ["A", "B"], "at_least": 75}, {"id": "a", "of": ["A"], "at_least": 36}]
    },
)
GIVEN = {"A.1": "C", "A.2": "D", "A.3": "A", "B.1": "3.2"}


def _plan(wishes: Wishes | None = None, made: Sheet | None = None) -> solve.Plan:
    return solve.best(build(made or sheet(TWO, GIVEN), "WBK", wishes))


def test_the_steps_cost_and_give_what_the_plan_says() -> None:
    plan = _plan()
    assert plan.status is Status.OPTIMAL
    assert sum(step.effort for step in plan.steps) == plan.effort
    assert sum(step.gain for step in plan.steps) == plan.total_after - plan.total_before
    assert plan.total_before == 42
    assert all(one.met for one in plan.thresholds_after)


def test_the_plan_as_a_scenario_meets_the_target_and_leaves_the_sheet_alone() -> None:
    made = sheet(TWO, GIVEN)
    plan = _plan(made=made)
    assert apply(made, plan.scenario("Rencana")).readiness.met("WBK")
    assert made == sheet(TWO, GIVEN)


def test_each_step_says_which_thresholds_fail_without_it_and_they_do(lke: Pack) -> None:
    made = starts.start(lke, 7)
    plan = solve.best(build(made, "WBK"))
    assert len(plan.steps) > 10
    for step in plan.steps:
        without = apply(made, plan.scenario("").without(step.code))
        failing = {one.threshold.id for one in without.readiness.of("WBK") if not one.met}
        tied = step.code.startswith("A.II.1.i.")  # one of the tied ratios alone changes the other's worth
        assert set(step.needed_by) == failing or tied
        assert failing or tied or not step.effort


def test_a_step_tells_why_what_it_asks_for_and_from_where_to_where() -> None:
    step = next(one for one in _plan().steps if one.code == "A.1")
    assert (step.before, step.after) == ("C", "A")
    assert [slot.id for slot in step.slots] == ["sk"]
    assert step.serves == ("total", "a")
    assert say(step.why, step.values) == (
        "Memberi 30,00 poin; tanpa langkah ini belum tercapai: Ambang total; Ambang a"
    )


def test_the_most_of_what_is_missing_per_effort_comes_first() -> None:
    plan = _plan(Wishes(efforts={"A.1": Fraction(1), "A.2": Fraction(9), "B.1": Fraction(9)}))
    assert plan.steps[0].code == "A.1"


def test_with_a_date_slow_work_is_begun_first() -> None:
    efforts = {"A.1": Fraction(1), "A.2": Fraction(7)}
    plan = _plan(Wishes(efforts=efforts, fixed=frozenset({"B.1"}), deadline=date(2027, 5, 31)))
    assert [step.code for step in plan.steps] == ["A.2", "A.1"]
    assert {step.due for step in plan.steps} == {date(2027, 5, 31)}


def test_a_target_already_met_needs_nothing() -> None:
    plan = _plan(made=sheet(TWO, {**GIVEN, "A.1": "A", "A.2": "A"}))
    assert (plan.status, plan.effort, plan.steps) == (Status.ALREADY_MET, 0, ())


def test_a_target_without_thresholds_is_refused_by_name() -> None:
    with pytest.raises(ZiError, match="WBBM"):
        build(sheet(TWO, GIVEN), "WBBM")


# What is wished


def test_what_is_fixed_never_moves_and_what_is_impossible_is_never_reached() -> None:
    plan = _plan(Wishes(fixed=frozenset({"B.1"}), impossible={"A.2": frozenset({"A"})}))
    assert plan.changes["A.1"] == "A"
    assert plan.changes["A.2"] in ("B", "C")
    assert "B.1" not in plan.changes


def test_an_index_never_passes_its_limit() -> None:
    plan = _plan(Wishes(efforts={"B.1": Fraction(1, 100)}, limits={"B.1": Fraction("3.5")}))
    assert plan.changes["B.1"] == Fraction("3.5")


def test_a_level_may_have_an_effort_of_its_own() -> None:
    wishes = Wishes(level_efforts={("A.1", "A"): Fraction(100)}, efforts={"A.1": Fraction(1)})
    assert _plan(wishes).changes.get("A.1") != "A"


def test_shared_evidence_is_paid_once_and_borne_by_the_first_step() -> None:
    given = {"A.1": "B", "A.2": "B", "A.3": "D", "B.1": "4"}
    efforts = {code: Fraction(3) for code in ("A.1", "A.2", "A.3")}
    of = pack(*TREE, thresholds={"WBK": [{"id": "total", "of": ["A", "B"], "at_least": 100}]})
    shared = Shared(("A.1", "A.2"), Fraction(3), "SOP bersama")
    plan = solve.best(build(sheet(of, given), "WBK", Wishes(efforts=efforts, shared=(shared,))))
    assert plan.effort == 3 + 9
    assert sorted(step.effort for step in plan.steps) == [0, 3, 9]


def test_a_step_that_cannot_be_done_before_its_date_is_no_step() -> None:
    dates = {"start": date(2027, 5, 1), "due": {"A.1": date(2027, 5, 10)}}
    efforts = {"A.1": Fraction(1)}
    plan = _plan(Wishes(efforts=efforts, start=dates["start"], due=dates["due"]))  # type: ignore[arg-type]
    assert plan.changes.get("A.1") != "A"


def test_a_blank_ratio_is_planned_on_a_stated_assumption() -> None:
    of = pack(
        group("A", 10, ratio("A.1", 10)), thresholds={"WBK": [{"id": "total", "of": ["A"], "at_least": 6}]}
    )
    plan = solve.best(build(sheet(of), "WBK"))
    assert plan.changes == {"A.1": (("part", 6), ("whole", 10))}
    assert [say(note.text, note.values) for note in plan.notes] == [
        "1 dari 1 langkah menyangkut butir yang belum dijawab: jawab dahulu bila sudah dikerjakan, agar rencana "
        "ini tepat",
        "Belum diisi, jadi dimisalkan: A.1 Banyaknya whole = 10",
    ]
    known = solve.best(build(sheet(of), "WBK", Wishes(counts={"A.1": {"whole": 4}})))
    assert known.changes == {"A.1": (("part", 3), ("whole", 4))}
    assert [note.text for note in known.notes] == [plan.notes[0].text]


def test_a_survey_not_yet_held_costs_a_step_and_gives_half_or_what_the_user_expects() -> None:
    made = sheet(TWO, {**GIVEN, "B.1": None})
    weeks = {"B.1": Fraction(3)}

    def survey(wishes: Wishes) -> dict[Value | None, int]:
        block = next(one for one in build(made, "WBK", wishes).blocks if one.codes == ("B.1",))
        return {rung.values[0]: rung.effort for rung in block.rungs}

    blank = survey(Wishes(efforts=weeks))
    assert (blank[None], min(one for one in blank if one is not None)) == (0, 2)
    assert (blank[Fraction(2)], blank[Fraction("2.1")]) == (3000, 6000)
    told = survey(Wishes(efforts=weeks, indices={"B.1": Fraction("3.3")}))
    assert (told[Fraction("3.3")], told[Fraction("3.4")]) == (3000, 6000)
    plan = _plan(made=made)
    assert [say(note.text, note.values) for note in plan.notes[1:]] == [
        "B.1 belum diisi, jadi indeksnya dimisalkan 2,00 dan mengadakan surveinya dihitung seberat satu "
        "kenaikan 0,10"
    ]


def test_a_plan_leaves_no_counts_that_contradict_each_other(lke: Pack) -> None:
    seen = 0
    for seed in range(6):
        made = starts.start(lke, seed, blanks=0.0)
        then = apply(made, solve.best(build(made, "WBBM")).scenario(""))
        codes = {one.code for one in then.findings}
        assert not codes & {"inputs-contradict", "part-larger-than-whole"}
        seen += made.answer("A.II.5.ii.a") != then.answer("A.II.5.ii.a")
    assert seen


# When there is no way


def test_a_threshold_out_of_reach_is_named_alone_and_the_rest_is_still_reached() -> None:
    plan = _plan(Wishes(impossible={"A.1": frozenset({"A", "B"}), "A.2": frozenset({"A"})}))
    assert plan.status is Status.INFEASIBLE
    assert [[one.id for one in each] for each in plan.conflicts] == [["total"], ["a"]]


def test_the_nearest_point_lacks_the_fewest_points_there_are() -> None:
    for seed in range(200, 260):
        made = starts.start(starts.small(seed), seed, blanks=0.0, most=6)
        wishes = Wishes(index_step=Fraction(1, 4), budget=Fraction(3))
        plan = solve.best(build(made, "WBK", wishes))
        if plan.status is not Status.INFEASIBLE:
            continue
        assert plan.effort <= 3
        lacks = [
            (sum(one.short_by for one in way.readiness.of("WBK")), way.effort)
            for way in brute.ways(made, wishes)
            if way.effort <= 3 * brute.UNITS
        ]
        mine = sum(one.short_by for one in plan.thresholds_after)
        assert mine - min(lacks)[0] <= Fraction(4, 10_000)


def test_conflicting_thresholds_cannot_be_met_together_but_without_any_one_of_them() -> None:
    for seed in range(300, 340):
        made = starts.start(starts.small(seed), seed, blanks=0.0, most=6)
        wishes = Wishes(index_step=Fraction(1, 4), budget=Fraction(4))
        plan = solve.best(build(made, "WBK", wishes))
        reached = [
            {one.threshold.id for one in way.readiness.of("WBK") if one.met}
            for way in brute.ways(made, wishes)
            if way.effort <= 4 * brute.UNITS
        ]
        for conflict in plan.conflicts:
            ids = {one.id for one in conflict}
            assert not any(ids <= met for met in reached)
            assert all(any(ids - {one} <= met for met in reached) for one in ids)


def test_two_areas_that_the_weeks_do_not_suffice_for_conflict_with_each_other() -> None:
    of = pack(
        group("A", 10, choice("A.1", 10, scale="ya_tidak")),
        group("B", 10, choice("B.1", 10, scale="ya_tidak")),
        group("C", 10, choice("C.1", 10, scale="ya_tidak")),
        thresholds={"WBK": [{"id": code.lower(), "of": [code], "at_least": 5} for code in "ABC"]},
    )
    given = {"A.1": "Tidak", "B.1": "Tidak", "C.1": "Ya"}
    wishes = Wishes(efforts={"A.1": Fraction(2), "B.1": Fraction(2)}, budget=Fraction(3))
    plan = solve.best(build(sheet(of, given), "WBK", wishes))
    assert [[one.id for one in each] for each in plan.conflicts] == [["a", "b"]]
    assert (plan.effort, sum(one.short_by for one in plan.thresholds_after)) == (2, 5)


# Other ways


def test_the_next_best_way_without_a_step_is_the_cheapest_that_leaves_it_alone() -> None:
    made = starts.start(starts.small(3), 3, blanks=0.0, most=6)
    wishes = Wishes(index_step=Fraction(1, 4))
    model = build(made, "WBK", wishes)
    plan = solve.best(model)
    assert plan.steps
    for step in plan.steps:
        found = solve.alternatives(model, plan, step.code)
        told = brute.cheapest(made, "WBK", Wishes(index_step=Fraction(1, 4), fixed=frozenset({step.code})))
        if told is None:
            assert found == ()
        else:
            assert found[0].plan.effort * brute.UNITS == told[0]
            assert found[0].extra == found[0].plan.effort - plan.effort >= 0
            assert step.code not in found[0].plan.changes


def test_a_second_alternative_does_without_what_the_first_brought_in(lke: Pack) -> None:
    made = starts.start(lke, 3)
    model = build(made, "WBK")
    plan = solve.best(model)
    first, second = solve.alternatives(model, plan, plan.steps[0].code)
    assert first.extra <= second.extra
    assert not {step.code for step in first.added} & second.plan.changes.keys()


# In time


def test_the_road_lays_steps_end_to_end_as_wide_as_the_capacity() -> None:
    plan = _plan(Wishes(efforts={"A.1": Fraction(1), "A.2": Fraction(2), "B.1": Fraction(9)}))
    start = date(2027, 1, 4)
    one = road(plan, Wishes(deadline=date(2027, 1, 10)), start)
    assert one.last == date(2027, 1, 4 + 7 * int(plan.effort) - 1)
    assert one.late == 7 * int(plan.effort) - 7
    assert [bar.begins for bar in one.bars][1:] == [bar.ends for bar in one.bars][:-1]
    two = road(plan, Wishes(capacity=Fraction(365, 42)), start)
    assert two.last < one.last
    slow = road(plan, Wishes(capacity=Fraction(365, 168)), start)
    assert slow.bars[-1].ends == 2 * plan.effort


def test_so_many_people_are_in_time_and_one_fewer_is_not() -> None:
    plan = _plan(Wishes(efforts={"A.1": Fraction(2), "A.2": Fraction(2), "B.1": Fraction(9)}))
    start = date(2027, 1, 4)
    slowest = max(step.effort for step in plan.steps)
    wishes = Wishes(deadline=start + timedelta(days=ceil(slowest * 7) - 1))
    many = hands(plan, wishes, start)
    assert many is not None and many > 1
    assert road(plan, replace(wishes, capacity=monthly(many)), start).late == 0
    assert road(plan, replace(wishes, capacity=monthly(many - 1)), start).late > 0
    assert hands(plan, Wishes(deadline=start), start) is None


def test_two_people_written_in_tenths_of_a_week_are_two_and_never_work_more_than_all_the_time() -> None:
    plan = _plan(Wishes(efforts={"A.1": Fraction(2), "A.2": Fraction(2), "B.1": Fraction(9)}))
    two = road(plan, Wishes(capacity=Fraction("8.7")), date(2027, 1, 4))
    assert [bar.ends - bar.begins for bar in two.bars] == [step.effort for step in plan.steps]
    assert len([bar for bar in two.bars if bar.begins == 0]) == 2


def test_what_the_model_counts_is_what_the_engine_counts(lke: Pack) -> None:
    made = starts.start(lke, 11)
    model = build(made, "WBBM")
    for n, block in enumerate(model.blocks):
        for level, rung in enumerate(block.rungs):
            answers = dict(made.assessment.of(made.stage))
            answers |= {code: Answer(one) for code, one in zip(block.codes, rung.values, strict=True)}
            if level % 7 == 1 or level == len(block.rungs) - 1:
                gained = score(lke, answers).strict - made.scores.strict
                assert gained == model.worths[n][level]


def test_a_level_to_reach_is_told_with_its_name_and_yes_or_no_by_its_meaning_alone(lke: Pack) -> None:
    sheet = starts.start(lke, 11, blanks=0.5)
    plan = solve.best(build(sheet, "WBK"))
    told = {step.after: planning.task(planning.question_of(sheet, step.code), step) for step in plan.steps}
    assert told["B"].startswith("Capai B: ")
    assert not told["Ya"].startswith("Capai")
