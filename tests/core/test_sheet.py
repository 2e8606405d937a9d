"""The instrument as it stands: accounts that add up, completeness, and the digest on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from tests.builders import assessment, choice, evidence, group, index, pack, ratio, sheet
from tests.core.trees import answered
from zi_assess.core import sheet as sheets
from zi_assess.core.assessment import Answer, Held, PrerequisiteAnswer, Profile, Remark, Stage, Unit
from zi_assess.core.explain import Step
from zi_assess.core.pack import Pack
from zi_assess.errors import fill
from zi_assess.i18n import say

PACK = pack(
    group("A", 6, choice("A.1", slots=("foto", "surat")), choice("A.2"), ratio("A.3"), rollup="average"),
    group("B", 4, index("B.1", 2), ratio("B.2", 2, formula="decrease")),
    thresholds={"WBK": [{"id": "area:AB", "of": ["A", "B"], "at_least": 8}]},
    aggregates={"AB": ["A", "B"]},
    prerequisites={"opini": {"WBK": "minimal WTP"}, "sakip": {"WBK": "minimal B"}, "lain": {"WBBM": "ada"}},
)


def _adds_up(step: Step) -> None:
    if step.steps:
        assert step.points == sum(one.points for one in step.steps)
    assert "{" not in fill(step.text, step.values)
    for one in step.steps:
        _adds_up(one)


@given(answered())
def test_the_steps_of_every_account_add_up_to_its_number(case: tuple[Pack, dict[str, Answer]]) -> None:
    of, given = case
    made = sheets.make(of, assessment(of, answers={Stage.SELF: given}))
    for code in (*of.nodes, "SEMUA"):
        step = made.explain(code)
        assert step is not None
        assert step.points == made.scores[code].strict
        _adds_up(step)
    for standing in made.readiness.standings:
        step = made.explain(standing.threshold.id)
        assert step is not None and step.points == standing.actual
    total = made.explain("total")
    assert total is not None and total.points == made.scores.strict


@pytest.mark.parametrize(
    ("code", "answer", "words"),
    [
        ("A.1", "B", "B (Arti B) = 0,67 × bobot 2,00"),
        ("A.1", None, "Belum dijawab: dihitung 0 dari bobot 2,00"),
        ("A.3", {"part": 3, "whole": 4}, "3 ÷ 4 = 0,75, maksimal 1 × bobot 2,00"),
        ("A.3", {"part": 3}, "Isian belum lengkap: dihitung 0 dari bobot 2,00"),
        ("A.3", {"part": 0, "whole": 0}, "Pembagi nol: dihitung 0 dari bobot 2,00"),
        ("B.1", "3.6", "Indeks 3,60 ÷ 4,00 × bobot 2,00"),
        ("B.2", {"before": 4, "after": 1}, "(4 − 1) ÷ 4 = 0,75, minimal 0 × bobot 2,00"),
        ("B.2", {"before": 0, "after": 0}, "Nihil sebelum dan sesudah = 1,00 × bobot 2,00"),
    ],
)
def test_an_answer_is_accounted_for_in_words(code: str, answer: Any, words: str) -> None:
    step = sheet(PACK, {code: answer}).explain(code)
    assert step is not None
    assert say(step.text, step.values) == words


def test_an_unknown_place_has_no_account() -> None:
    assert sheet(PACK).explain("Z") is None


def test_completeness_counts_answers_slots_and_prerequisites_of_the_target() -> None:
    uses = (evidence("A.1", "foto"), replace(evidence("A.1", "foto"), id="lain"), evidence("A.2"))
    held = {"opini": PrerequisiteAnswer(Held.MET), "lain": PrerequisiteAnswer(Held.MET)}
    got = sheet(PACK, {"A.1": "A", "A.3": {"part": 1}}, evidence=uses, prerequisites=held).completeness
    assert (got.answered, got.questions) == (1, 5)
    assert (got.slots_filled, got.slots) == (1, 2)
    assert (got.prerequisites_met, got.prerequisites) == (1, 2)


def test_evidence_is_shown_by_slot_and_what_has_no_slot_is_loose() -> None:
    uses = (evidence("A.1", "foto"), evidence("A.1", "dihapus"), evidence("A.1"))
    made = sheet(PACK, evidence=uses)
    question = made.pack.questions[0]
    assert [(slot.id, len(used)) for slot, used in made.slots(question)] == [("foto", 1), ("surat", 0)]
    assert made.loose_evidence(question) == uses[1:]
    assert made.uses_of("d-A.1-foto") == uses[:1]


def test_a_proposal_waits_until_the_question_is_answered() -> None:
    proposals = {"A.1": Answer("B"), "A.2": Answer("C")}
    made = sheet(PACK, {"A.2": "A"}, proposals=proposals)
    assert made.proposal("A.1") == Answer("B")
    assert made.proposal("A.2") is None


BASE: dict[str, Any] = {
    "evidence": (evidence("A.1", "foto"), evidence("A.2")),
    "prerequisites": {"opini": PrerequisiteAnswer(Held.MET, "LHP")},
    "answers": {
        Stage.SELF: {"A.1": Answer("A", "catatan"), "A.2": Answer("B")},
        Stage.TPN: {"A.1": Answer("B")},
    },
}


def _digest(**changes: Any) -> str:
    return sheet(PACK, **{**BASE, **changes}).digest


def _self(**answers: Answer) -> dict[str, Any]:
    mine = {**BASE["answers"][Stage.SELF], **{code.replace("_", "."): one for code, one in answers.items()}}
    return {"answers": {**BASE["answers"], Stage.SELF: mine}}


@pytest.mark.parametrize(
    "changes",
    [
        _self(A_1=Answer("B", "catatan")),
        _self(A_1=Answer("A", "Catatan")),
        _self(A_1=Answer(None, "catatan")),
        _self(A_3=Answer((("part", 1),))),
        _self(B_1=Answer(Fraction(2))),
        {"answers": {Stage.SELF: BASE["answers"][Stage.SELF], Stage.TPI_LEAD: BASE["answers"][Stage.TPN]}},
        {"answers": {Stage.SELF: BASE["answers"][Stage.SELF]}},
        {"evidence": BASE["evidence"][:1]},
        {"evidence": (evidence("A.1", "surat"), BASE["evidence"][1])},
        {"evidence": (evidence("A.1", "foto", sha256="cd" * 32), BASE["evidence"][1])},
        {"evidence": (evidence("A.1", "foto", sha256="", url="https://contoh.go.id"), BASE["evidence"][1])},
        {"evidence": (evidence("A.1", "foto", dated=date(2026, 4, 1)), BASE["evidence"][1])},
        {"evidence": (evidence("A.1", "foto", name="lain.pdf"), BASE["evidence"][1])},
        {"evidence": (replace(BASE["evidence"][0], pages="3"), BASE["evidence"][1])},
        {"evidence": (replace(BASE["evidence"][0], note="lihat butir 2"), BASE["evidence"][1])},
        {"prerequisites": {}},
        {"prerequisites": {"opini": PrerequisiteAnswer(Held.MET, "LHP 2026")}},
        {"prerequisites": {"opini": PrerequisiteAnswer(Held.NOT_MET, "LHP")}},
        {"id": "lain"},
        {"year": 2027},
        {"target": "WBBM"},
        {"window_start": date(2024, 1, 1)},
        {"window_end": None},
        {"pack_digest": "00"},
    ],
)
def test_the_digest_changes_with_the_data(changes: dict[str, Any]) -> None:
    assert _digest(**changes) != _digest()


@pytest.mark.parametrize(
    "changes",
    [
        {"evidence": BASE["evidence"][::-1]},
        {"answers": dict(reversed(BASE["answers"].items()))},
        {"changed": datetime(2027, 1, 1, tzinfo=UTC)},
        {"unit": Unit("unit", "Kantor Uji", Profile(city="Contoh"))},
        {"remarks": (Remark("r", "aneh", "A.1", "info", "Aneh", {}),)},
    ],
)
def test_the_digest_stays_while_the_data_does(changes: dict[str, Any]) -> None:
    assert _digest(**changes) == _digest()


def test_a_note_cannot_be_written_so_that_it_passes_for_other_data() -> None:
    forged = "catatan')\n('SELF', 'A.2', 'B', '"
    assert _digest(**_self(A_1=Answer("A", forged))) != _digest()
