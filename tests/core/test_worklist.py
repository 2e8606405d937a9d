"""The reviewer's worklist: what comes first and why, what the filters leave, and how far each area is."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from tests.builders import all_answered, answers, assessment, choice, evidence, group, index, pack, ratio
from zi_assess import criteria
from zi_assess.core import review
from zi_assess.core import sheet as sheets
from zi_assess.core.assessment import (
    Act,
    Answer,
    Assessment,
    Copy,
    Handover,
    Mark,
    Observation,
    ObservationState,
    Stage,
    Verdict,
)
from zi_assess.core.sheet import Sheet
from zi_assess.core.worklist import (
    Ground,
    Item,
    Sieve,
    in_charge,
    oddities,
    outlook,
    passes,
    progress,
    rest,
    telling,
    waiting,
    worklist,
)

PACK = pack(
    group(
        "A",
        60,
        group("A.1", 30, choice("A.1.a", slots=("sk",)), choice("A.1.b", slots=("sk",)), rollup="average"),
        group("A.2", 30, choice("A.2.a"), choice("A.2.b"), choice("A.2.c"), rollup="average"),
    ),
    group("B", 40, ratio("B.a", 20, agen="denominator", ubah="numerator"), index("B.b", 20)),
    thresholds={"WBK": [{"id": "total", "of": ["A", "B"], "at_least": 75}]},
    aggregates={"A.9": ["A.1"]},
)
SELF = {"A.1.a": "A", "A.1.b": "B", "A.2.a": "A", "A.2.b": "C", "B.b": "3.6"}
MEMBER, LEAD, CONTROL = Stage.TPI_MEMBER, Stage.TPI_LEAD, Stage.TPI_CONTROL
WHEN = datetime(2026, 5, 12, 8, tzinfo=UTC)


def made(**fields: Any) -> Sheet:
    """The sheet of SELF; *member* and *lead* are the answers of those stages."""
    given = {Stage.SELF: answers(PACK, SELF)}
    for stage, name in ((MEMBER, "member"), (LEAD, "lead")):
        if name in fields:
            given[stage] = answers(PACK, fields.pop(name))
    return sheets.make(PACK, replace(assessment(PACK), answers=given, **fields))


def visited(mine: Assessment) -> Assessment:
    """*mine* given back by a reviewer who saw all of it, and handed in again."""
    seen = review.fingerprints(mine, [one.code for one in PACK.questions])
    acts: tuple[tuple[Act, Stage, Mapping[str, str]], ...] = (
        (Act.SUBMIT, Stage.SELF, {}),
        (Act.RETURN, MEMBER, seen),
        (Act.SUBMIT, Stage.SELF, {}),
    )
    passed = tuple(
        Handover(str(n), 1 + n // 2, act, stage, WHEN, seen=known)
        for n, (act, stage, known) in enumerate(acts)
    )
    return replace(mine, handovers=passed)


def items(sheet: Sheet, stage: Stage = MEMBER) -> dict[str, Item]:
    return {one.code: one for one in worklist(sheet, stage)}


def grounds(item: Item) -> set[Ground]:
    return {one.ground for one in item.reasons}


def test_every_criterion_is_there_once_and_the_most_points_come_first() -> None:
    listed = worklist(made(), MEMBER)
    assert sorted(one.code for one in listed) == sorted(one.code for one in PACK.questions)
    assert [one.code for one in listed][:2] == ["B.b", "A.1.a"]
    assert items(made())["B.b"].stake == 18


def test_what_is_judged_comes_after_what_waits() -> None:
    listed = [one.code for one in worklist(made(member={"B.b": "3.6", "A.1.a": "A"}), MEMBER)]
    assert listed[-2:] == ["B.b", "A.1.a"]


def test_in_the_units_own_copy_what_the_auditors_objected_to_comes_first() -> None:
    mine = made(
        member={"B.b": "3.6", "A.1.b": "C"}, observations=(Observation("1", "A.2.b", "x"),)
    ).assessment
    assert worklist(sheets.make(PACK, mine), MEMBER)[0].code != "A.1.b"
    read = sheets.make(PACK, replace(mine, copy=Copy("unit")))
    assert {one.code for one in worklist(read, MEMBER)[:2]} == {"A.1.b", "A.2.b"}


def test_equal_criteria_keep_the_order_of_the_pack() -> None:
    listed = [one.code for one in worklist(sheets.make(PACK, assessment(PACK)), MEMBER)]
    assert listed == [one.code for one in PACK.questions]


def test_a_lowered_answer_tells_the_points_it_cost() -> None:
    item = items(made(member={"A.1.a": "B"}))["A.1.a"]
    assert item.change == Fraction("-0.33") * 15
    assert grounds(item) >= {Ground.LOWER, Ground.UNEXPLAINED}
    assert items(made(member={"A.1.b": "A"}))["A.1.b"].change == Fraction("0.33") * 15


def test_the_drop_by_an_earlier_stage_is_seen_at_the_next_desk() -> None:
    item = items(made(member={"A.1.a": "C"}), LEAD)["A.1.a"]
    assert (item.given, item.differs, item.change) == (False, True, Fraction("-0.67") * 15)
    assert item.stake == Fraction("0.33") * 15


def test_a_stage_that_raises_an_earlier_drop_again_is_compared_with_the_unit() -> None:
    item = items(made(member={"A.1.a": "C"}, lead={"A.1.a": "A"}), LEAD)["A.1.a"]
    assert not item.differs
    assert item.change == 0


def test_a_criterion_that_alone_holds_a_threshold_says_which() -> None:
    sheet = sheets.make(
        PACK,
        assessment(PACK, {"A.1.a": "A", "A.1.b": "A", "A.2.a": "A", "A.2.b": "A", "A.2.c": "D", "B.b": "3"}
                   | {"B.a": {"agen": 10, "ubah": 10}}),
    )  # fmt: skip
    assert sheet.scores.strict == 85
    held = items(sheet)
    assert Ground.RISK not in grounds(held["A.1.a"])
    tight = replace(PACK, thresholds={"WBK": (replace(PACK.thresholds["WBK"][0], minimum=Fraction(82)),)})
    risky = items(sheets.make(tight, sheet.assessment))
    assert grounds(risky["A.1.a"]) >= {Ground.RISK}
    assert Ground.RISK not in grounds(risky["B.b"])  # a tenth of the index costs half a point
    told = next(one for one in risky["A.1.a"].reasons if one.ground is Ground.RISK)
    assert told.values == {"threshold": "Ambang total"}


def test_nothing_has_changed_before_there_was_a_visit() -> None:
    assert not any(one.changed for one in worklist(made(), MEMBER))


@pytest.mark.parametrize(
    "change",
    [
        lambda mine: mine.with_answer("A.1.b", Answer("A")),
        lambda mine: mine.with_answer("A.1.b", Answer("B", "catatan baru")),
        lambda mine: replace(mine, evidence=(*mine.evidence, evidence("A.1.b", "sk", sha256="cd" * 32))),
    ],
)
def test_what_changed_since_the_visit_is_marked_and_waits_again(change: Any) -> None:
    mine = visited(made(member={"A.1.b": "B"}, evidence=(evidence("A.1.a", "sk"),)).assessment)
    assert not any(one.changed for one in worklist(sheets.make(PACK, mine), MEMBER))
    found = items(sheets.make(PACK, change(mine)))
    assert [code for code, one in found.items() if one.changed] == ["A.1.b"]
    assert Ground.CHANGED in grounds(found["A.1.b"])
    assert not found["A.1.b"].settled


def test_what_a_stage_judged_anew_is_changed_no_more_for_it_until_the_next_change() -> None:
    mine = visited(made(member={"A.1.b": "B"}, lead={"A.1.b": "B"}).assessment).with_answer(
        "A.1.b", Answer("A")
    )
    seen = review.fingerprints(mine, ["A.1.b"])["A.1.b"]
    judged = replace(mine, choices={review.judged_name(MEMBER, "A.1.b"): seen})
    assert items(sheets.make(PACK, mine))["A.1.b"].changed
    found = items(sheets.make(PACK, judged))["A.1.b"]
    assert (found.changed, found.settled) == (False, True)
    assert items(sheets.make(PACK, judged), LEAD)["A.1.b"].changed
    assert items(sheets.make(PACK, judged.with_answer("A.1.b", Answer("A", "catatan baru"))))["A.1.b"].changed


def test_the_rest_is_what_waits_and_contradicts_no_answer_of_the_desk() -> None:
    mine = visited(made(member={"A.1.a": "A", "A.1.b": "C", "A.2.a": "A"}).assessment)
    mine = replace(mine, evidence=(evidence("A.1.a", "sk"), evidence("A.1.b", "sk")))
    listed = worklist(sheets.make(PACK, mine), MEMBER)
    assert {one.code for one in listed if one.changed} == {"A.1.a", "A.1.b"}
    assert {one.code for one in rest(listed)} == {"A.1.a", "A.1.b", "A.2.b", "B.b"}  # C was never explained
    said = {**mine.of(MEMBER), "A.1.b": Answer("C", "Bukti kurang.")}
    told = replace(mine, answers={**mine.answers, MEMBER: said})
    assert {one.code for one in rest(worklist(sheets.make(PACK, told), MEMBER))} == {"A.1.a", "A.2.b", "B.b"}
    silent = replace(mine, evidence=())
    assert {one.code for one in rest(worklist(sheets.make(PACK, silent), MEMBER))} == {"A.2.b", "B.b"}


def test_what_is_odd_changed_or_worth_much_is_looked_at_before_it_is_agreed_to() -> None:
    old, good = evidence("A.1.a", "sk", dated=date(2020, 1, 1)), evidence("A.1.b", "sk")
    sheet = made(evidence=(old, good), observations=(Observation("1", "A.2.a", "belum ada"),))
    assert {one.code for one in rest(worklist(sheet, MEMBER)) if telling(PACK, one)} == {"A.1.a", "A.2.a"}
    light = [choice(f"A.{letter}") for letter in "abcd"]
    heavy = pack(group("A", 20, *light, rollup="average"), group("B", 80, index("B.b", 80)))
    rich = sheets.make(heavy, assessment(heavy, {"A.a": "A", "A.b": "A", "B.b": "3.6"}))
    assert {one.code for one in worklist(rich, MEMBER) if telling(heavy, one)} == {"B.b"}


def test_an_observation_is_told_once_and_not_as_an_oddity_too() -> None:
    sheet = made(evidence=(evidence("A.2.a", ""),), observations=(Observation("1", "A.2.a", "belum ada"),))
    assert "observation-open" in {one.code for one in sheet.findings_at("A.2.a")}
    assert grounds(items(sheet)["A.2.a"]) == {Ground.OBSERVED, Ground.STAKE}
    assert oddities(sheet, "A.2.a") == ()
    assert [one.code for one in oddities(sheet, "A.1.a")] == ["no-evidence"]


def test_evidence_outside_the_window_and_doubted_evidence_are_reasons() -> None:
    old, good = evidence("A.1.a", "sk", dated=date(2020, 1, 1)), evidence("A.1.b", "sk")
    ticks = {MEMBER: {good.id: Verdict(Mark.INVALID, "bukan SK")}}
    found = items(made(evidence=(old, good), verdicts=ticks))
    assert Ground.OUTSIDE in grounds(found["A.1.a"])
    assert not found["A.1.a"].doubted
    assert Ground.DOUBTED in grounds(found["A.1.b"])
    assert found["A.1.b"].doubted


def test_a_valid_tick_is_no_doubt() -> None:
    use = evidence("A.1.a", "sk")
    found = items(made(evidence=(use,), verdicts={MEMBER: {use.id: Verdict(Mark.VALID)}}))
    assert not found["A.1.a"].doubted


def test_pending_observations_mark_a_criterion_and_settled_ones_do_not() -> None:
    pending = Observation("1", "A.2.a", "belum ada")
    settled = Observation("2", "A.2.b", "sudah", status=ObservationState.VERIFIED)
    found = items(made(observations=(pending, settled)))
    assert (found["A.2.a"].doubted, found["A.2.b"].doubted) == (True, False)


def test_the_filters_leave_what_they_say() -> None:
    sheet = made(member={"A.1.a": "B", "A.2.a": "A"}, assigned={"A.1": "Rina Contoh", "A.1.b": "Budi Contoh"})
    every = worklist(sheet, MEMBER)

    def left(sieve: Sieve, who: str = "") -> set[str]:
        return {one.code for one in every if passes(one, sieve, who)}

    assert len(left(Sieve.ALL)) == len(PACK.questions)
    assert left(Sieve.OPEN) == {"A.1.b", "A.2.b", "A.2.c", "B.a", "B.b"}
    assert left(Sieve.DIFFERENT) == {"A.1.a"}
    assert left(Sieve.MINE, "rina contoh") == {"A.1.a"}
    assert left(Sieve.MINE, "") == set()


def test_the_charge_of_a_group_holds_until_a_criterion_has_its_own() -> None:
    mine = made(assigned={"A": "Rina Contoh", "A.1.b": "Budi Contoh"}).assessment
    charges = {code: in_charge(PACK, mine, code) for code in ("A", "A.1.a", "A.1.b", "A.2.c", "B.b")}
    assert charges == {
        "A": "Rina Contoh",
        "A.1.a": "Rina Contoh",
        "A.1.b": "Budi Contoh",
        "A.2.c": "Rina Contoh",
        "B.b": "",
    }


def test_progress_goes_over_every_criterion_once() -> None:
    parts = progress(made(member={"A.1.a": "B", "B.b": "3.6"}), MEMBER)
    assert (parts[0].code, parts[0].done, parts[0].all) == ("A.9", 1, 2)
    lke = criteria.find("lke-zi")
    sheet = sheets.make(lke, assessment(lke))
    parts = progress(sheet, MEMBER)
    assert [one.code for one in parts] == ["A.1", "A.2", "A.3", "A.4", "A.5", "A.6", "B.I", "B.II"]
    covered = [code for one in parts for code in one.codes]
    assert sorted(covered) == sorted(one.code for one in lke.questions)


def test_the_outlook_takes_this_stage_where_it_answered_and_the_judged_one_elsewhere() -> None:
    sheet = made(member={"A.1.a": "B", "A.2.b": "A"}, lead={"A.1.a": "A"})
    assert outlook(sheet, MEMBER).scores["A.1.a"].strict == Fraction("0.67") * 15
    seen = outlook(sheet, LEAD)
    assert seen.scores["A.1.a"].strict == 15
    assert seen.scores["A.2.b"].strict == 10
    assert seen.scores["B.b"].strict == 18
    assert outlook(made(), CONTROL).scores.strict == made().scores.strict


def test_the_badge_counts_only_while_the_review_is_on() -> None:
    sheet = made(member={"A.1.a": "A"})
    assert waiting(sheet) == 0
    on = replace(sheet.assessment, handovers=(Handover("1", 1, Act.SUBMIT, Stage.SELF, WHEN),))
    assert waiting(sheets.make(PACK, on)) == len(PACK.questions) - 1
    mine = visited(on).with_answer("A.1.a", Answer("C"))
    assert waiting(sheets.make(PACK, mine)) == len(PACK.questions)
    done = replace(on, handovers=(*on.handovers, Handover("2", 1, Act.CLOSE, MEMBER, WHEN)))
    assert waiting(sheets.make(PACK, done)) == 0


def test_the_whole_lke_with_two_thousand_pieces_of_evidence_is_listed_while_one_blinks() -> None:
    lke = criteria.find("lke-zi")
    uses = tuple(
        replace(evidence(question.code, "", id=f"d{n}"), id=f"e{n}")
        for n, question in enumerate(lke.questions * 18)
    )[:2000]
    mine = assessment(lke, evidence=uses)
    mine = replace(mine, answers={Stage.SELF: all_answered(lke)})
    seen = review.fingerprints(mine, ["A.I.1.i.a"])
    mine = replace(mine, handovers=(Handover("1", 1, Act.RETURN, MEMBER, WHEN, seen=seen),))
    sheet = sheets.make(lke, mine)
    _ready = sheet.findings
    took = []
    for _round in range(5):
        start = time.perf_counter()
        listed = worklist(sheet, MEMBER)
        took.append(time.perf_counter() - start)
    assert sum(one.changed for one in listed) == len(lke.questions) - 1
    assert min(took) < 0.06  # 12 ms on the machine it was written on; twice the aim, for a busy one
