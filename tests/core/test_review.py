"""Stages and hands: who may write when, when a reason is owed, and what changed since the last visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.builders import answers, assessment, choice, evidence, group, index, pack
from zi_assess.core import review
from zi_assess.core.assessment import Act, Answer, Assessment, Handover, Stage
from zi_assess.core.review import Phase, Side
from zi_assess.errors import ZiError

PACK = pack(group("A", 100, choice("A.a", slots=("sk",)), choice("A.b"), index("A.c"), rollup="average"))
WHEN = datetime(2026, 5, 12, 8, tzinfo=UTC)
SELF, MEMBER, LEAD, CONTROL, TPN = (
    Stage.SELF, Stage.TPI_MEMBER, Stage.TPI_LEAD, Stage.TPI_CONTROL, Stage.TPN,
)  # fmt: skip


def after(*acts: Act, **fields: Any) -> Assessment:
    """An assessment that went from hand to hand so."""
    number, passed = 0, []
    for n, act in enumerate(acts):
        number += act is Act.SUBMIT
        passed.append(Handover(str(n), number, act, SELF if act is Act.SUBMIT else MEMBER, WHEN))
    return assessment(PACK, {"A.a": "B"}, handovers=tuple(passed), **fields)


def with_stage(mine: Assessment, stage: Stage, note: str = "", **given: str) -> Assessment:
    for code, key in given.items():
        mine = mine.with_answer(code.replace("_", "."), Answer(key, note), stage)
    return mine


@pytest.mark.parametrize(
    ("acts", "phase", "rounds"),
    [
        ((), Phase.FILLING, 0),
        ((Act.SUBMIT,), Phase.REVIEWING, 1),
        ((Act.SUBMIT, Act.RETURN), Phase.FILLING, 1),
        ((Act.SUBMIT, Act.RETURN, Act.SUBMIT), Phase.REVIEWING, 2),
        ((Act.SUBMIT, Act.CLOSE), Phase.CLOSED, 1),
        ((Act.SUBMIT, Act.CLOSE, Act.RETURN), Phase.FILLING, 1),
    ],
)
def test_the_last_handover_says_in_whose_hands_it_is(
    acts: tuple[Act, ...], phase: Phase, rounds: int
) -> None:
    mine = after(*acts)
    assert (review.phase(mine), review.rounds(mine)) == (phase, rounds)


@pytest.mark.parametrize(
    ("acts", "writing"),
    [
        ((), set(Stage)),  # never changed hands here: a workbook that came with all its columns
        ((Act.SUBMIT,), {Stage.PRELIMINARY, MEMBER, LEAD, CONTROL}),
        ((Act.SUBMIT, Act.RETURN), {SELF}),
        ((Act.SUBMIT, Act.CLOSE), {TPN}),
    ],
)
def test_each_stage_writes_in_its_own_time(acts: tuple[Act, ...], writing: set[Stage]) -> None:
    mine = after(*acts)
    allowed = set()
    for stage in Stage:
        try:
            review.refuse(mine, stage)
            allowed.add(stage)
        except ZiError as error:
            assert error.remedy
    assert allowed == writing


def test_every_stage_has_its_rule_and_tpi_its_three() -> None:
    assert set(review.STAGES) == set(Stage)
    assert {one for one, rule in review.STAGES.items() if rule.side is Side.TPI} == {
        *review.TPI,
        Stage.PRELIMINARY,
    }


def test_a_stage_judges_the_nearest_answer_before_it() -> None:
    mine = with_stage(after(Act.SUBMIT), MEMBER, A_a="C")
    assert review.compared(mine, MEMBER, "A.a") is SELF
    assert review.compared(mine, LEAD, "A.a") is MEMBER
    assert review.compared(mine, CONTROL, "A.a") is MEMBER
    assert review.compared(mine, CONTROL, "A.b") is SELF
    mine = with_stage(mine, CONTROL, A_a="B")
    assert review.compared(mine, TPN, "A.a") is CONTROL


def test_a_reason_is_owed_for_what_differs_from_what_is_judged_and_for_nothing_else() -> None:
    mine = after(Act.SUBMIT)

    def owed(stage: Stage, value: str | None) -> bool:
        return review.needs_note(PACK, mine, stage, "A.a", value)

    assert [owed(MEMBER, key) for key in ("A", "B", "C", None)] == [True, False, True, False]
    assert not owed(SELF, "D")
    mine = with_stage(mine, MEMBER, "alasan", A_a="C")
    assert (owed(LEAD, "C"), owed(LEAD, "B")) == (False, True)


def test_an_answer_where_the_unit_gave_none_is_explained_too() -> None:
    assert review.needs_note(PACK, after(Act.SUBMIT), MEMBER, "A.b", "A")


def test_unexplained_names_every_silent_difference_once() -> None:
    mine = with_stage(after(Act.SUBMIT), MEMBER, A_a="C", A_b="A")
    mine = with_stage(mine, LEAD, A_a="A")
    assert review.unexplained(PACK, mine) == ("A.a", "A.b")
    explained = with_stage(with_stage(mine, MEMBER, "alasan", A_a="C", A_b="A"), LEAD, "alasan", A_a="A")
    assert review.unexplained(PACK, explained) == ()


def test_the_highest_tpi_stage_with_an_answer_counts_and_a_note_alone_is_none() -> None:
    mine = after(Act.SUBMIT)
    assert review.highest(mine) is None
    mine = with_stage(mine, MEMBER, A_a="B")
    noted = mine.with_answer("A.a", Answer(None, "lihat lagi"), CONTROL)
    assert review.highest(noted) is MEMBER
    assert review.highest(with_stage(noted, LEAD, A_b="A")) is LEAD


def test_a_fingerprint_sees_the_units_answer_note_and_evidence_and_no_reviewer() -> None:
    use = evidence("A.a", "sk")
    mine = after(Act.SUBMIT, evidence=(use, evidence("A.b")))
    seen = review.fingerprints(mine, ["A.a"])["A.a"]
    again = (
        with_stage(mine, MEMBER, "alasan", A_a="D"),
        replace(mine, evidence=(evidence("A.b"), use)),
        replace(mine, evidence=(replace(use, id="lain"), evidence("A.b"))),
        mine.with_answer("A.b", Answer("A")),
    )
    assert {review.fingerprints(one, ["A.a"])["A.a"] for one in again} == {seen}
    others = (
        mine.with_answer("A.a", Answer("A")),
        mine.with_answer("A.a", Answer("B", "catatan")),
        replace(mine, evidence=(replace(use, pages="2"), evidence("A.b"))),
        replace(mine, evidence=(replace(use, document=replace(use.document, sha256="cd" * 32)),)),
        replace(mine, evidence=()),
    )
    assert seen not in {review.fingerprints(one, ["A.a"])["A.a"] for one in others}
    assert len({review.fingerprints(one, ["A.a"])["A.a"] for one in others}) == len(others)


def test_only_what_changed_since_the_last_visit_is_named() -> None:
    codes = [one.code for one in PACK.questions]
    mine = after(Act.SUBMIT)
    assert review.changed_since(mine, codes) == frozenset()
    visit = Handover("v", 1, Act.RETURN, MEMBER, WHEN, seen=review.fingerprints(mine, codes))
    mine = replace(mine, handovers=(*mine.handovers, visit, Handover("s", 2, Act.SUBMIT, SELF, WHEN)))
    assert review.changed_since(mine, codes) == frozenset()
    changed = mine.with_answer("A.a", Answer("A")).with_answer("A.c", Answer(None, "menyusul"))
    assert review.changed_since(changed, codes) == {"A.a", "A.c"}
    assert review.changed_since(changed, ["A.b"]) == frozenset()


def test_answers_of_the_stages_never_touch_each_other() -> None:
    mine = after(Act.SUBMIT)
    changed = with_stage(mine, MEMBER, A_a="D")
    assert changed.of(SELF) == answers(PACK, {"A.a": "B"})
    assert changed.of(LEAD) == {}
