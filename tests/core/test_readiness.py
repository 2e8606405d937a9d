"""Thresholds: which hold, which fail, by how much."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from tests.builders import answers, choice, group, index, pack, sheet
from tests.core.trees import answered
from zi_assess.core.assessment import Answer
from zi_assess.core.pack import Pack
from zi_assess.core.readiness import designations_met, readiness
from zi_assess.core.scoring import score

TREE = (group("A", 60, choice("A.1", 40), choice("A.2", 20)), group("B", 17.5, index("B.1", 17.5)))
TWO = pack(
    *TREE,
    thresholds={
        "WBK": [
            {"id": "pengungkit", "of": ["A"], "percent_at_least": 60},
            {"id": "ipak", "of": ["B.1"], "at_least": 15.75},
        ],
        "WBBM": [{"id": "pengungkit", "of": ["A"], "percent_at_least": 75}],
    },
)


def test_a_percent_is_turned_into_points_of_the_weight() -> None:
    standing = sheet(TWO).readiness.of("WBK")[0]
    assert (standing.threshold.minimum, standing.threshold.percent, standing.weight) == (36, 60, 60)


@pytest.mark.parametrize(
    ("typed", "met", "short"),
    [("3.6", True, "0"), ("3.59", False, "0.04375"), ("3.61", True, "0"), (None, False, "15.75")],
)
def test_a_threshold_is_met_exactly_at_its_minimum(typed: str | None, met: bool, short: str) -> None:
    standing = sheet(TWO, {"B.1": typed}).readiness.of("WBK")[1]
    assert (standing.met, standing.short_by) == (met, Fraction(short))


def test_a_hair_below_is_not_met_though_it_would_be_shown_alike() -> None:
    of = pack(
        group("A", 3, *(choice(f"A.{n}", scale="abcd") for n in range(3)), rollup="average"),
        thresholds={"WBK": [{"of": ["A"], "at_least": Fraction("2.01") + Fraction(1, 10**15)}]},
    )
    given = {f"A.{n}": "B" for n in range(3)}
    standing = sheet(of, given).readiness.standings[0]
    assert not standing.met
    assert standing.short_by == Fraction(1, 10**15)


def test_a_designation_holds_when_all_of_its_thresholds_do() -> None:
    ready = sheet(TWO, {"A.1": "B", "A.2": "A", "B.1": "3.6"}).readiness
    assert designations_met(TWO, ready) == {"WBK": True, "WBBM": True}
    ready = sheet(TWO, {"A.1": "B", "A.2": "B", "B.1": "3.6"}).readiness
    assert designations_met(TWO, ready) == {"WBK": True, "WBBM": False}


def test_the_readiness_is_judged_on_the_strict_score() -> None:
    of = pack(
        group("A", 10, choice("A.1"), choice("A.2"), rollup="average"),
        thresholds={"WBK": [{"of": ["A"], "at_least": 8}]},
    )
    made = sheet(of, {"A.1": "A"})
    assert made.scores.official == 10
    assert not made.readiness.met("WBK")


def test_a_designation_without_thresholds_asks_nothing() -> None:
    assert sheet(pack(*TREE)).readiness.met("WBK")


@given(answered())
def test_met_and_distance_say_the_same(case: tuple[Pack, dict[str, Answer]]) -> None:
    of, given = case
    scores = score(of, given)
    for standing in readiness(of, scores).standings:
        assert standing.met == (standing.short_by == 0)
        assert standing.actual == sum(scores[code].strict for code in standing.threshold.of)
        assert standing.weight == sum(of.nodes[code].weight for code in standing.threshold.of)


def test_answers_helper_and_score_agree_on_the_whole() -> None:
    assert score(TWO, answers(TWO, {"A.1": "A", "A.2": "A", "B.1": 4})).strict == TWO.max
