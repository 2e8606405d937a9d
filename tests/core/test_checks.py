"""Every rule, once where it has something to say and once where it has not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.builders import (
    all_answered,
    assessment,
    choice,
    codes,
    evidence,
    group,
    index,
    pack,
    ratio,
    sheet,
)
from zi_assess.core import sheet as sheets
from zi_assess.core.assessment import (
    Answer,
    Carried,
    Evidence,
    Held,
    Observation,
    PrerequisiteAnswer,
    Remark,
    Stage,
)
from zi_assess.core.checks import CHECKS, Severity
from zi_assess.core.pack import Pack
from zi_assess.core.sheet import Sheet

PACK = pack(
    group("A", 6, choice("A.1", slots=("foto", "surat")), choice("A.2"), ratio("A.3"), rollup="average"),
    group("B", 4, index("B.1", 2), ratio("B.2", 2, formula="ratio", made="numerator", asked="denominator")),
    thresholds={
        "WBK": [{"id": "total", "of": ["A", "B"], "at_least": 8}],
        "WBBM": [{"id": "total", "of": ["A", "B"], "at_least": 9}],
    },
    prerequisites={"opini": {"WBK": "minimal WTP"}, "sakip": {"WBBM": "minimal BB"}},
    consistency=[
        {"left": ["A.3.whole"], "relation": "equal", "right": ["B.2.asked"], "text": "Jumlahnya harus sama"},
        {"left": ["B.2.made"], "relation": "at-most", "right": ["A.3.whole"], "text": "Tidak boleh lebih"},
    ],
)
FULL = {"A.1": "A", "A.2": "A", "A.3": {"part": 2, "whole": 2}, "B.1": 4, "B.2": {"made": 2, "asked": 2}}
BOTH = (evidence("A.1", "foto"), evidence("A.1", "surat"))
HELD = {"opini": PrerequisiteAnswer(Held.MET)}


def _full(**changes: Any) -> Sheet:
    """Everything as it should be, but for *changes*: answers by code, or fields of the assessment."""
    given = {**FULL, **{code.replace("_", "."): one for code, one in changes.items() if code[0].isupper()}}
    fields = {"evidence": BOTH, "prerequisites": HELD} | {k: v for k, v in changes.items() if k[0].islower()}
    return sheet(PACK, given, **fields)


def test_a_whole_sheet_has_no_findings() -> None:
    assert _full().findings == ()


CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("unanswered", "A.2", {"A_2": None}),
    ("proposal-unconfirmed", "A.2", {"A_2": None, "proposals": {"A.2": Answer("B")}}),
    ("inputs-incomplete", "A.3", {"A_3": {"part": 2}}),
    ("zero-denominator", "A.3", {"A_3": {"part": 0, "whole": 0}, "B_2": {"made": 0, "asked": 0}}),
    ("part-larger-than-whole", "A.3", {"A_3": {"part": 3, "whole": 2}}),
    ("inputs-contradict", "A.3", {"A_3": {"part": 2, "whole": 3}}),
    ("inputs-contradict", "B.2", {"B_2": {"made": 3, "asked": 2}}),
    ("no-evidence", "A.1", {"evidence": ()}),
    ("slot-empty", "A.1", {"evidence": BOTH[:1]}),
    ("evidence-outside-window", "A.1", {"evidence": (*BOTH, evidence("A.1", dated=date(2024, 12, 31)))}),
    (
        "evidence-outside-window",
        "A.1",
        {"evidence": (*BOTH, evidence("A.1", "foto", dated=date(2027, 1, 1)))},
    ),
    ("evidence-undated", "A.1", {"evidence": (*BOTH, evidence("A.1", "foto", dated=None))}),
    ("evidence-wrong-kind", "A.1", {"evidence": (*BOTH, evidence("A.1", "foto", kind="spreadsheet"))}),
    ("evidence-to-renew", "A.1", {"evidence": BOTH[1:], "renewals": BOTH}),
    ("empty-group", "A", {"A_1": None, "A_2": None, "A_3": None}),
    ("threshold-missed", "total", {"A_1": "D", "A_2": "D"}),
    ("prerequisite-unknown", "opini", {"prerequisites": {}}),
    ("prerequisite-not-met", "opini", {"prerequisites": {"opini": PrerequisiteAnswer(Held.NOT_MET)}}),
    ("prerequisite-in-progress", "opini", {"prerequisites": {"opini": PrerequisiteAnswer(Held.IN_PROGRESS)}}),
    ("answer-without-place", "Z.1", {"Z_1": "A"}),
    ("answer-without-place", "A.1", {"A_1": "E"}),
    ("evidence-without-place", "Z.1", {"evidence": (*BOTH, evidence("Z.1"))}),
    ("index-contradicts-survey", "B.1", {"carried": {"B.1": Carried("s", "spak", "3.9", 40, "2026")}}),
    ("observation-open", "A.2", {"observations": (Observation("o", "A.2", "Kondisi"),)}),
    (
        "aneh",
        "A.2",
        {"remarks": (Remark("r", "aneh", "A.2", "warning", "Sel ditimpa {cell}", {"cell": "H9"}),)},
    ),
]


@pytest.mark.parametrize(
    ("code", "where", "changes"), CASES, ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_rule_speaks_where_it_should(code: str, where: str, changes: dict[str, Any]) -> None:
    assert (code, where) in codes(_full(**changes).findings)


def test_every_rule_has_a_case() -> None:
    said = {code.partition("prerequisite-")[0] or "prerequisites" for code, _, _ in CASES}
    said.add("review-unexplained")  # says nothing of the unit's own answers: tests/core/test_review_checks.py
    # unanswered says proposal-unconfirmed too, and one rule speaks of both things without a place
    assert len(said - {"proposal-unconfirmed", "evidence-without-place"}) == len(CHECKS)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("unanswered", {"A_3": {"part": 2}}),  # begun: inputs-incomplete says it
        ("no-evidence", {"evidence": (), "A_1": "D"}),  # nothing was claimed
        ("slot-empty", {"evidence": ()}),  # no-evidence says it
        ("part-larger-than-whole", {"B_2": {"made": 3, "asked": 2}, "A_3": {"part": 0, "whole": 0}}),
        ("inputs-contradict", {"A_3": {"part": 2}}),  # a sum with a blank in it is no sum
        ("evidence-outside-window", {"evidence": (*BOTH, evidence("A.1", dated=None))}),
        ("evidence-undated", {"evidence": (*BOTH, evidence("A.1", "", dated=None))}),
        ("evidence-wrong-kind", {"evidence": (*BOTH, evidence("A.1", "foto", kind="link"))}),
        ("evidence-to-renew", {"renewals": BOTH}),
        ("empty-group", {"B_1": None, "B_2": None}),  # a sum of nothing is a number
        ("threshold-missed", {"A_1": "D", "A_2": "D", "target": ""}),
        ("prerequisite-unknown", {"prerequisites": {}, "target": ""}),
        ("answer-without-place", {"Z_1": None}),
    ],
)
def test_a_rule_keeps_quiet_where_it_should(code: str, changes: dict[str, Any]) -> None:
    assert code not in {one.code for one in _full(**changes).findings}


def test_a_ratio_may_honestly_exceed_the_whole() -> None:
    of = pack(group("A", 1, ratio("A.1", 1, formula="ratio")))
    assert sheet(of, {"A.1": {"part": 9, "whole": 3}}).findings == ()


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2026, 12, 31)])
def test_the_first_and_last_day_of_the_window_are_inside(day: date) -> None:
    assert _full(evidence=(*BOTH, evidence("A.1", "foto", dated=day))).findings == ()


def test_an_open_window_has_no_last_day() -> None:
    late = evidence("A.1", "foto", dated=date(2030, 1, 1))
    assert _full(evidence=(*BOTH, late), window_end=None).findings == ()


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2026, 7, 1), date(2027, 6, 30), []),  # a plan that goes on behind the window
        (date(2024, 7, 1), date(2025, 6, 30), []),
        (date(2024, 1, 1), date(2024, 12, 31), ["evidence-outside-window"]),
        (date(2027, 1, 1), date(2027, 12, 31), ["evidence-outside-window"]),
    ],
)
def test_a_paper_about_a_time_is_inside_as_soon_as_some_of_it_is(
    first: date, last: date, found: list[str]
) -> None:
    use = evidence("A.1", "foto", dated=None)
    use = replace(use, document=replace(use.document, period_start=first, period_end=last))
    assert [one.code for one in _full(evidence=(*BOTH, use)).findings] == found


def test_a_slot_that_takes_any_date_is_not_asked_for_one() -> None:
    slot = {"id": "sk", "title": "SK", "kinds": ["pdf"], "fresh": "any"}
    of = pack(group("A", 1, choice("A.1", 1) | {"evidence": [slot]}))
    old = evidence("A.1", "sk", dated=date(1999, 1, 1))
    for use in (old, evidence("A.1", "sk", dated=None)):
        assert sheet(of, {"A.1": "A"}, evidence=(use,), target="").findings == ()


def test_a_proposal_is_only_the_units_to_confirm() -> None:
    mine = assessment(PACK, {}, proposals={"A.2": Answer("B")})
    made = sheets.make(PACK, mine, Stage.TPI_LEAD)
    assert ("unanswered", "A.2") in codes(made.findings)


def test_the_gravest_comes_first_and_then_the_most_points() -> None:
    found = _full(A_1=None, A_2=None, B_1=None, evidence=BOTH).findings
    assert [(one.code, one.where) for one in found] == [
        ("threshold-missed", "total"),
        ("unanswered", "A.1"),
        ("unanswered", "A.2"),
        ("unanswered", "B.1"),
    ]
    assert found[0].severity is Severity.ERROR
    assert found[0].points == Fraction(4)


@pytest.mark.parametrize(
    ("code", "where", "changes"), CASES, ids=lambda one: one if isinstance(one, str) else ""
)
def test_every_placeholder_of_a_finding_has_its_value(code: str, where: str, changes: dict[str, Any]) -> None:
    import string

    for one in _full(**changes).findings:
        names = {name for _, name, _, _ in string.Formatter().parse(one.text) if name}
        assert names <= set(one.values)


def test_answers_are_told_as_readers_know_them() -> None:
    of = pack(group("A", 2, ratio("A.1", 1) | _slot(), index("A.2", 1) | _slot()))
    found = sheet(of, {"A.1": {"part": 1, "whole": 3}, "A.2": "3.6"}, target="").findings
    assert [one.values["answer"] for one in found] == ["3,6", "33,33 %"]


def _slot() -> dict[str, Any]:
    return {"evidence": [{"id": "b", "title": "B", "kinds": ["pdf"], "fresh": "any"}]}


def test_findings_of_one_place_are_those_with_its_code() -> None:
    made = _full(A_2=None)
    assert codes(made.findings_at("A.2")) == {("unanswered", "A.2")}
    assert made.findings_at("A.1") == ()


def test_an_unused_evidence_list_is_no_evidence_at_all() -> None:
    uses: Sequence[Evidence] = ()
    assert _no_evidence(PACK, uses) == 1


def _no_evidence(of: Pack, uses: Sequence[Evidence]) -> int:
    made = sheets.make(of, assessment(of, evidence=tuple(uses), answers={Stage.SELF: all_answered(of)}))
    return sum(one.code == "no-evidence" for one in made.findings)
