"""How far TPI may cut, against trying every set of downgrades."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from tests.builders import choice, group, index, pack, sheet
from tests.plan import starts
from zi_assess.core.margin import Cut, descents, fewest, margins
from zi_assess.core.pack import Pack
from zi_assess.core.scenario import Scenario, apply
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError

TENTH = Fraction(1, 10)


def _tried(made: Sheet, threshold_id: str, step: Fraction) -> int | None:
    """The fewest downgrades that make the threshold fail, by trying all of them."""
    ladders = [(None, *cuts) for cuts in descents(made, index_step=step).values()]
    fewest_yet: int | None = None
    for chosen in product(*ladders):
        cuts = [cut for cut in chosen if cut is not None]
        levels = sum(cut.levels for cut in cuts)
        if fewest_yet is not None and levels >= fewest_yet:
            continue
        then = apply(made, Scenario("", {cut.code: cut.after for cut in cuts}))
        if any(one.threshold.id == threshold_id and not one.met for one in then.readiness.of("WBK")):
            fewest_yet = levels
    return fewest_yet


@pytest.mark.parametrize("seed", range(40))
def test_the_smallest_sinking_set_is_the_one_found_by_trying_all(seed: int) -> None:
    made = starts.start(starts.small(seed), seed, blanks=0.0, most=5)
    made = apply(made, Scenario("", {"A.2.1": made.pack.question("A.2.1").options[0].key}))  # type: ignore[union-attr]
    for margin in margins(made, "WBK", index_step=Fraction(1, 4)).each:
        assert margin.downgrades == _tried(made, margin.threshold.id, Fraction(1, 4))


@pytest.mark.parametrize("seed", range(12))
def test_the_set_that_is_named_sinks_the_threshold_in_the_engine(lke: Pack, seed: int) -> None:
    made = apply(
        starts.start(lke, seed, blanks=0), Scenario("", {"B.I.a": Fraction(4), "B.II.a": Fraction(4)})
    )
    for target in ("WBK", "WBBM"):
        for margin in margins(made, target).each:
            if not margin.cuts:
                continue
            then = apply(made, Scenario("", {cut.code: cut.after for cut in margin.cuts}))
            after = {one.threshold.id: one for one in then.readiness.of(target)}
            assert not after[margin.threshold.id].met
            assert sum(cut.levels for cut in margin.cuts) == margin.downgrades


TWO = pack(
    group("A", 60, choice("A.1", 40, scale="abc"), choice("A.2", 20, scale="abc")),
    group("B", 20, index("B.1", 20)),
    thresholds={
        "WBK": [{"id": "a", "of": ["A"], "at_least": 35}, {"id": "b", "of": ["B"], "at_least": 10}],
        "WBBM": [{"id": "a", "of": ["A"], "at_least": 0}],
    },
)
GIVEN = {"A.1": "A", "A.2": "A", "B.1": "2.25"}


def test_criteria_where_one_downgrade_decides_are_named_with_what_falls() -> None:
    found = margins(sheet(TWO, {**GIVEN, "B.1": "2.05"}), "WBK")
    assert [(one.cut.code, [each.id for each in one.thresholds]) for one in found.decisive] == [
        ("B.1", ["b"])
    ]
    assert found.downgrades == 1
    assert found.weakest is not None and found.weakest.threshold.id == "b"


def test_an_index_falls_by_tenths() -> None:
    margin = margins(sheet(TWO, GIVEN), "WBK").each[1]
    assert (margin.downgrades, margin.cuts) == (
        3,
        (Cut("B.1", Fraction("2.25"), Fraction("1.95"), 3, Fraction("1.5")),),
    )


def test_what_is_safe_is_never_cut_and_a_threshold_that_cannot_fall_says_so() -> None:
    found = margins(sheet(TWO, GIVEN), "WBK", safe=frozenset({"B.1"}))
    assert [one.downgrades for one in found.each] == [2, None]
    assert margins(sheet(TWO, GIVEN), "WBBM").downgrades is None


def test_a_target_not_reached_has_no_margin() -> None:
    found = margins(sheet(TWO, {"A.1": "A"}), "WBK")
    assert found.downgrades == 0


def test_a_target_without_thresholds_is_refused() -> None:
    with pytest.raises(ZiError):
        margins(sheet(pack(group("A", 1, choice("A.1", 1)))), "WBK")


def test_losing_exactly_the_slack_is_not_losing() -> None:
    cuts = [(Cut("A", "A", "B", 1, Fraction(1, 3)),), (Cut("B", "A", "B", 1, Fraction(1, 3)),)]
    assert fewest(cuts, Fraction(2, 3)) is None
    assert len(fewest(cuts, Fraction(2, 3) - Fraction(1, 10**15)) or ()) == 2
