"""An answer as text and back; an assessment that changes is a new one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import assessment, choice, evidence, group, index, pack, ratio
from tests.core.trees import packs, values
from zi_assess.core.assessment import Answer, Stage, parse_value, value_text
from zi_assess.core.pack import Pack
from zi_assess.errors import ZiError

PACK = pack(
    group("A", 4, choice("A.1", 1), choice("A.2", 1, scale="ya_tidak"), ratio("A.3", 1), index("A.4", 1)),
)


def _parse(code: str, text: str) -> str:
    question = PACK.question(code)
    assert question is not None
    return value_text(parse_value(question, text))


@given(packs(), st.data())
def test_a_value_written_down_is_read_back_the_same(of: Pack, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(of.questions))
    value = data.draw(values(question))
    assert parse_value(question, value_text(value)) == value


@pytest.mark.parametrize(
    ("code", "typed", "kept"),
    [
        ("A.1", "a", "A"),
        ("A.1", " D ", "D"),
        ("A.2", "YA", "Ya"),
        ("A.3", "whole=5,part=3", "part=3,whole=5"),
        ("A.3", " part = 3 ", "part=3"),
        ("A.4", "3,60", "3.6"),
        ("A.4", "4", "4"),
        ("A.4", "0", "0"),
        ("A.1", "-", ""),
        ("A.1", "", ""),
    ],
)
def test_what_people_type_is_understood(code: str, typed: str, kept: str) -> None:
    assert _parse(code, typed) == kept


@pytest.mark.parametrize(
    ("code", "typed", "remedy"),
    [
        ("A.1", "E", "A, B, C, D"),
        ("A.1", "AB", "A, B, C, D"),
        ("A.2", "A", "Ya, Tidak"),
        ("A.3", "3", "part=0,whole=0"),
        ("A.3", "part=-1", "bilangan bulat"),
        ("A.3", "part=1.5", "bilangan bulat"),
        ("A.3", "part=1,part=2", "bilangan bulat"),
        ("A.3", "lain=1", "part=0"),
        ("A.3", "part=9999999999", "bilangan bulat"),
        ("A.3", "part=٣", "bilangan bulat"),
        ("A.4", "4.01", "0 sampai 4"),
        ("A.4", "-0.1", "0 sampai 4"),
        ("A.4", "tiga", "0 sampai 4"),
        ("A.4", "nan", "0 sampai 4"),
        ("A.4", "1e0", "0 sampai 4"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_would_be(code: str, typed: str, remedy: str) -> None:
    with pytest.raises(ZiError, match=remedy):
        _parse(code, typed)


def test_a_changed_answer_makes_a_new_assessment_and_leaves_the_old() -> None:
    before = assessment(PACK, {"A.1": "A"})
    after = before.with_answer("A.1", Answer("B")).with_answer("A.2", Answer("Ya"), Stage.TPN)
    assert before.answer("A.1").value == "A"
    assert after.answer("A.1").value == "B"
    assert after.answer("A.2") == Answer()
    assert after.answer("A.2", Stage.TPN).value == "Ya"


def test_evidence_is_found_by_its_question() -> None:
    uses = (evidence("A.1"), evidence("A.2"))
    assert assessment(PACK, evidence=uses).evidence_for("A.2") == uses[1:]
