"""Wishes and scenarios survive being kept as texts, and spoilt texts do no harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.builders import assessment
from tests.ui.desk import small_pack
from zi_assess.core import kept
from zi_assess.core.plan import Shared, Wishes
from zi_assess.core.scenario import Scenario


def test_wishes_come_back_as_they_were() -> None:
    wishes = Wishes(
        efforts={"A.1.a": Fraction(5, 2)},
        fixed=frozenset({"B.b"}),
        impossible={"A.2.b": frozenset({"A"})},
        kinds={"survei": Fraction(4)},
        indices={"B.b": Fraction(31, 10)},
        deadline=date(2027, 3, 1),
        capacity=Fraction(3),
    )
    assert kept.read_wishes(kept.wishes_text(wishes)) == wishes
    assert kept.wishes_text(Wishes()) == ""


def test_scenarios_come_back_as_they_were() -> None:
    pack = small_pack()
    counts = (("agen", 5), ("perubahan", 4))
    several = [
        Scenario("Satu", {"A.1.a": "B", "B.b": Fraction(18, 5), "B.a": counts, "A.1.b": None}),
        Scenario("Kosong", {}),
    ]
    assert list(kept.read_scenarios(pack, kept.scenarios_text(several))) == several


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "7", '{"efforts": {"A": "-3"}, "fixed": 7, "deadline": "besok"}', "[" * 5000]
)
def test_spoilt_texts_are_no_wishes(text: str) -> None:
    assert kept.read_wishes(text) == Wishes()
    assert kept.read_scenarios(small_pack(), text) == ()


def test_changes_the_pack_does_not_know_are_passed_over() -> None:
    text = '[{"name": "x", "changes": {"Z.9": "A", "A.1.a": "Q", "A.1.b": "A", "A.1.c": 4}}]'
    assert kept.read_scenarios(small_pack(), text) == (Scenario("x", {"A.1.b": "A"}),)


def test_without_a_wish_the_date_is_the_next_31_may_and_bars_no_step() -> None:
    mine = assessment(small_pack(), {})
    assert kept.wishes_of(mine, date(2026, 2, 1)).deadline == date(2026, 5, 31)
    late = kept.wishes_of(mine, date(2026, 11, 21))
    assert (late.deadline, late.start) == (date(2027, 5, 31), None)


def test_a_date_the_user_has_set_counts_from_today() -> None:
    mine = replace(assessment(small_pack(), {}), choices={kept.WISHES: '{"deadline": "2026-09-01"}'})
    wishes = kept.wishes_of(mine, date(2026, 2, 1))
    assert (wishes.deadline, wishes.start) == (date(2026, 9, 1), date(2026, 2, 1))


def test_shared_work_own_dates_and_points_come_back_too() -> None:
    wishes = Wishes(
        shared=(Shared(("A.1.a", "B.b"), Fraction(3, 2), "SK tim"),),
        due={"A.1.a": date(2026, 4, 1)},
        points=Fraction(5),
    )
    assert kept.read_wishes(kept.wishes_text(wishes)) == wishes
    spoilt = '{"shared": [7, {"codes": "A"}, {"title": "x", "codes": ["A"], "effort": "-1"}], "points": "0"}'
    assert kept.read_wishes(spoilt) == Wishes()


def test_a_date_for_one_criterion_bars_no_step_of_another() -> None:
    mine = replace(assessment(small_pack(), {}), choices={kept.WISHES: '{"due": {"A.1.a": "2026-02-08"}}'})
    wishes = kept.wishes_of(mine, date(2026, 2, 1))
    assert (wishes.weeks_for("A.1.a"), wishes.weeks_for("B.b")) == (1, None)
    assert wishes.due_of("B.b") == date(2026, 5, 31)
