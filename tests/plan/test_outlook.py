"""The simulation: repeatable, honest about what it assumes, and right where the answer is known."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

from tests.builders import answers, choice, group, index, pack, sheet
from zi_assess.core.assessment import Stage
from zi_assess.core.outlook import Difference, History, differences, history, numbers, outlook
from zi_assess.i18n import say

TWO = pack(
    group("A", 60, choice("A.1", 40, scale="abc"), choice("A.2", 20, scale="abc")),
    group("B", 20, index("B.1", 20)),
    thresholds={"WBK": [{"id": "a", "of": ["A"], "at_least": 60}, {"id": "b", "of": ["B"], "at_least": 10}]},
)
MADE = sheet(TWO, {"A.1": "A", "A.2": "A", "B.1": "3"})


def test_numbers_are_those_of_splitmix64() -> None:
    assert list(islice(numbers(1234567), 3)) == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
    ]


def test_without_changes_in_the_past_nothing_falls_and_without_a_past_nothing_is_said() -> None:
    assert outlook(MADE, "WBK", History({0: 50})).share == 1
    unknown = outlook(MADE, "WBK", History({}))
    assert (unknown.runs, unknown.share) == (0, None)


def test_when_every_answer_was_lowered_the_target_never_holds() -> None:
    seen = outlook(MADE, "WBK", History({-1: 9}), runs=100)
    assert (seen.share, seen.falls) == (0, {"a": 100, "b": 0})


def test_the_share_comes_near_the_known_chance() -> None:
    """Both choices must stay: (9/10)² = 0.81."""
    share = outlook(MADE, "WBK", History({0: 90, -1: 10}), runs=4000).share
    assert share is not None and abs(share - Fraction(81, 100)) < Fraction(2, 100)


def test_the_same_seed_gives_the_same_outcome_and_another_seed_another() -> None:
    known = History({0: 9, -1: 1})
    assert outlook(MADE, "WBK", known, seed=7) == outlook(MADE, "WBK", known, seed=7)
    assert outlook(MADE, "WBK", known, seed=7).passes != outlook(MADE, "WBK", known, seed=8).passes


def test_differences_are_levels_of_choices_that_both_answered() -> None:
    ours = answers(TWO, {"A.1": "A", "A.2": "B", "B.1": 4})
    theirs = answers(TWO, {"A.1": "C", "A.2": "A", "B.1": 3})
    found = differences("x", TWO, {Stage.SELF: ours, Stage.TPI_MEMBER: theirs})
    assert [(one.code, one.levels) for one in found] == [("A.1", -2), ("A.2", 1)]
    blank = answers(TWO, {"A.1": "A"})
    assert [one.code for one in differences("y", TWO, {Stage.SELF: ours, Stage.TPI_LEAD: blank})] == ["A.1"]
    assert differences("z", TWO, {Stage.SELF: ours}) == ()


def test_the_highest_stage_of_tpi_is_what_counts() -> None:
    ours, first, last = (answers(TWO, {"A.1": key}) for key in "ABC")
    found = differences("x", TWO, {Stage.SELF: ours, Stage.TPI_MEMBER: first, Stage.TPI_CONTROL: last})
    assert [one.levels for one in found] == [-2]


def test_history_counts_levels_of_the_same_instrument_and_leaves_examples_out() -> None:
    known = [
        Difference("x", TWO.id, "A.1", -2),
        Difference("x", TWO.id, "A.2", 0),
        Difference("y", TWO.id, "A.1", 0),
        Difference("z", "lain", "A.1", -1),
        Difference("w", TWO.id, "A.1", -1, example=True),
    ]
    found = history(known, TWO.id)
    assert (found.changes, found.reviews, found.observed, found.changed) == ({-2: 1, 0: 2}, 2, 3, 1)
    assert history(known, TWO.id, example=True).reviews == 3


def test_the_assumptions_come_with_the_outcome() -> None:
    seen = outlook(MADE, "WBK", History({0: 3, -1: 1}, 2), runs=10, seed=3)
    told = [say(one, seen.values) for one in seen.assumptions]
    assert told[0] == "Ini simulasi dari selisih jawaban unit dan TPI yang pernah tercatat, bukan ramalan"
    assert told[1] == (
        "Dasarnya 4 jawaban pilihan pada 2 reviu TPI di ruang kerja ini, semuanya dengan instrumen yang sama; "
        "1 di antaranya diubah TPI"
    )
    assert not any("{" in one for one in told)
