"""What-if beside the answers."""

from __future__ import annotations

from tests.builders import choice, evidence, group, index, pack, sheet
from zi_assess.core.assessment import Answer, Stage
from zi_assess.core.scenario import Scenario, apply, compare

TWO = pack(
    group("A", 60, choice("A.1", 40, scale="abc"), choice("A.2", 20, scale="abc")),
    group("B", 20, index("B.1", 20)),
    thresholds={"WBK": [{"id": "a", "of": ["A"], "at_least": 60}]},
)
GIVEN = {"A.1": "B", "A.2": "A", "B.1": "3"}


def test_a_scenario_changes_its_copy_and_never_the_sheet() -> None:
    made = sheet(TWO, GIVEN)
    then = apply(made, Scenario("Naik", {"A.1": "A", "A.2": None}))
    assert (made.answer("A.1").value, then.answer("A.1").value, then.answer("A.2").value) == ("B", "A", None)
    assert made == sheet(TWO, GIVEN)


def test_notes_evidence_and_other_stages_stay() -> None:
    stages = {
        Stage.SELF: {"A.1": Answer("B", "catatan")},
        Stage.TPI_CONTROL: {"A.1": Answer("C")},
    }
    made = sheet(TWO, answers=stages, evidence=(evidence("A.1"),))
    then = apply(made, Scenario("Naik", {"A.1": "A", "TIDAK.ADA": "A"}))
    assert then.answer("A.1") == Answer("A", "catatan")
    assert then.assessment.of(Stage.TPI_CONTROL) == stages[Stage.TPI_CONTROL]
    assert then.evidence_for("A.1") == made.evidence_for("A.1")
    assert "TIDAK.ADA" not in then.assessment.of(Stage.SELF)


def test_scenarios_are_compared_with_today_by_what_moves() -> None:
    first = Scenario("Satu", {"A.1": "A"})
    one, none = compare(sheet(TWO, GIVEN), [first, first.without("A.1")])
    assert (one.gain, one.total) == (20, 75)
    assert set(one.nodes) == {"A.1", "A"}
    assert [(before.met, after.met) for before, after in one.standings] == [(False, True)]
    assert (none.gain, none.nodes) == (0, {})
    assert first.with_change("A.2", "C").changes == {"A.1": "A", "A.2": "C"}
