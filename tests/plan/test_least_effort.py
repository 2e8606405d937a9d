"""The plan is the cheapest there is, by two other ways of finding out."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from tests.builders import choice, group, pack, sheet
from tests.plan import brute, starts
from tests.plan.campaign import campaign
from zi_assess import solve
from zi_assess.core import sheet as sheets
from zi_assess.core.pack import Pack
from zi_assess.core.plan import Shared, Status, Wishes, build, greedy
from zi_assess.core.plan.result import describe
from zi_assess.core.sheet import Sheet

QUARTER = Fraction(1, 4)


def test_plans_of_the_full_lke_agree_with_the_independent_exact_method(lke: Pack) -> None:
    count = campaign(lke, range(12), each=1)
    assert (count.starts, count.plans, count.wrong) == (12, 24, [])


def test_plans_with_shared_evidence_agree_with_the_independent_exact_method(lke: Pack) -> None:
    assert campaign(lke, range(40, 43)).wrong == []


def test_numbers_that_once_misled_the_solver_do_so_no_more(lke: Pack) -> None:
    """Rows with factors near a million and too fine a tolerance made it drop the optimum of this start."""
    assert campaign(lke, range(165, 166)).wrong == []


def test_the_campaign_notices_a_plan_that_is_not_the_cheapest(
    lke: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solve, "best", lambda model: describe(model, greedy(model) or (), Status.OPTIMAL))
    assert campaign(lke, range(2), each=1).wrong


def _wishes(of: Pack, seed: int) -> Wishes:
    """Random efforts; now and then something fixed, out of reach, limited or shared."""
    chance = random.Random(seed)
    codes = [one.code for one in of.questions]
    made = Wishes(efforts={code: Fraction(chance.randint(0, 12), 4) for code in codes}, index_step=QUARTER)
    if chance.random() < 0.3:
        made = replace(made, fixed=frozenset({chance.choice(codes)}))
    if chance.random() < 0.3:
        made = replace(made, impossible={"A.2.1": frozenset({"A", "Ya"})}, limits={"B.1": Fraction(3, 4)})
    if chance.random() < 0.5:
        made = replace(
            made, shared=(Shared(tuple(chance.sample(codes, 2)), Fraction(chance.randint(1, 4), 2)),)
        )
    return made


@pytest.mark.parametrize("seed", range(100))
def test_a_plan_of_a_small_pack_is_the_best_of_all_ways_to_answer_it(seed: int) -> None:
    made = starts.start(starts.small(seed), seed, blanks=0.0, most=6)
    wishes = _wishes(made.pack, seed)
    plan = solve.best(build(made, "WBK", wishes))
    told = brute.cheapest(made, "WBK", wishes)
    if told is None:
        assert plan.status is Status.INFEASIBLE
        return
    effort, total = told
    assert plan.status in (Status.OPTIMAL, Status.ALREADY_MET)
    assert plan.effort * brute.UNITS == effort
    if plan.status is Status.OPTIMAL:
        assert abs(plan.total_after - total) <= Fraction(1, 10_000)


@pytest.mark.parametrize("seed", range(20))
def test_a_plan_with_a_survey_still_to_hold_is_the_best_of_all_ways(seed: int) -> None:
    whole = starts.start(starts.small(seed), seed, blanks=0.0, most=6)
    given = {one: answer for one, answer in whole.assessment.of(whole.stage).items() if one != "B.1"}
    made = sheets.make(whole.pack, replace(whole.assessment, answers={whole.stage: given}))
    wishes = Wishes(index_step=QUARTER)
    plan = solve.best(build(made, "WBK", wishes))
    told = brute.cheapest(made, "WBK", wishes)
    assert (None if plan.status is Status.INFEASIBLE else plan.effort * brute.UNITS) == (told and told[0])


@pytest.mark.parametrize("seed", range(40))
def test_the_plan_shown_at_once_meets_the_target_and_is_never_cheaper(seed: int) -> None:
    made = starts.start(starts.small(seed), seed, blanks=0.0, most=6)
    model = build(made, "WBK", _wishes(made.pack, seed))
    best, quick = solve.best(model), greedy(model)
    if quick is None:
        assert best.status is Status.INFEASIBLE
        return
    plan = describe(model, quick, Status.GAP)
    assert all(one.met for one in plan.thresholds_after)
    assert plan.effort >= best.effort


HAIR = Fraction(1, 10**15)


def _hair() -> Sheet:
    """Three B's come to 2.01; the threshold asks a hair more, far below any solver's tolerance."""
    of = pack(
        group("A", 3, *(choice(f"A.{n}", scale="abcd") for n in range(3)), rollup="average"),
        thresholds={"WBK": [{"of": ["A"], "at_least": Fraction("2.01") + HAIR}]},
    )
    return sheet(of, {f"A.{n}": "C" for n in range(3)})


def test_a_threshold_missed_by_a_hair_is_missed() -> None:
    plan = solve.best(build(_hair(), "WBK"))
    assert plan.effort == 4
    assert plan.thresholds_after[0].met


def test_the_engine_refuses_what_only_the_solver_takes_for_met(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve, "_holds", lambda row, values: True)
    with pytest.raises(AssertionError, match="does not meet"):
        solve.best(build(_hair(), "WBK"))


def test_no_time_at_all_leaves_the_quick_plan_and_says_that_nothing_is_proved(lke: Pack) -> None:
    plan = solve.best(build(starts.start(lke, 0), "WBK"), seconds=0)
    assert (plan.status, plan.gap, plan.ties) == (Status.GAP, None, False)
    assert all(one.met for one in plan.thresholds_after)


def test_no_way_found_in_no_time_is_not_called_proved() -> None:
    made = sheet(
        pack(
            group("A", 3, *(choice(f"A.{n}", scale="abcd") for n in range(3)), rollup="average"),
            thresholds={"WBK": [{"of": ["A"], "at_least": 3}]},
        )
    )
    plan = solve.best(build(made, "WBK", Wishes(fixed=frozenset({"A.0"}))), seconds=0)
    assert (plan.status, plan.conflicts) == (Status.INFEASIBLE, ())
    assert (
        plan.notes[0].text
        == "Belum ditemukan jalan dalam waktu yang ada; belum terbukti bahwa memang tidak ada"
    )


def test_the_same_question_gets_the_same_answer(lke: Pack) -> None:
    made = starts.start(lke, 5)
    assert solve.best(build(made, "WBK")) == solve.best(build(made, "WBK"))
