"""Scores from answers: the two totals, formulas, blanks."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import all_answered, answers, best, choice, group, index, pack, ratio, worst
from tests.core.trees import answered, packs, values
from zi_assess.core.assessment import Answer
from zi_assess.core.pack import Group, Node, Pack, Rollup
from zi_assess.core.readiness import readiness
from zi_assess.core.scoring import Scores, score, valuate

AVERAGE = pack(group("A", 6, choice("A.1"), choice("A.2"), choice("A.3"), rollup="average"))
SUM = pack(group("A", 6, choice("A.1", 2), choice("A.2", 4)))


def test_children_of_an_average_share_the_weight() -> None:
    assert {question.weight for question in AVERAGE.questions} == {Fraction(2)}


def test_an_average_skips_blanks_officially_and_counts_them_zero_strictly() -> None:
    scores = score(AVERAGE, answers(AVERAGE, {"A.1": "A", "A.2": "C"}))
    assert scores.official == 6 * (1 + Fraction("0.33")) / 2
    assert scores.strict == 2 * (1 + Fraction("0.33"))
    assert (scores.answered, scores.questions) == (2, 3)


def test_a_sum_adds_what_exists_and_rescales_nothing() -> None:
    scores = score(SUM, answers(SUM, {"A.1": "A"}))
    assert scores.official == scores.strict == 2


def test_an_average_without_an_answer_is_no_number_officially_and_adds_nothing() -> None:
    of = pack(group("A", 4, choice("A.1"), rollup="average"), group("B", 6, choice("B.1"), rollup="average"))
    scores = score(of, answers(of, {"B.1": "B"}))
    assert scores["A"].official is None
    assert scores.official == scores.strict == 6 * Fraction("0.67")


def test_an_empty_group_inside_an_average_is_skipped_like_a_blank() -> None:
    inner = [group(f"A.{n}", None, choice(f"A.{n}.1"), rollup="average") for n in (1, 2)]
    of = pack(group("A", 10, *inner, rollup="average"))
    scores = score(of, answers(of, {"A.1.1": "A"}))
    assert (scores.official, scores.strict) == (10, 5)


def test_a_value_that_does_not_fit_the_question_counts_as_unanswered() -> None:
    given = {"A.1": Answer("Z"), "A.2": Answer(Fraction(1)), "A.3": Answer((("x", 1),))}
    assert score(AVERAGE, given).answered == 0


def test_an_answer_to_a_question_the_pack_does_not_have_changes_nothing() -> None:
    assert score(AVERAGE, {"Z.9": Answer("A")}) == score(AVERAGE, {})


def test_a_note_alone_is_no_answer() -> None:
    assert score(AVERAGE, {"A.1": Answer(None, "sedang dicek")}).answered == 0


def test_an_index_is_worth_its_part_of_the_scale() -> None:
    of = pack(group("B", 17.5, index("B.1", 17.5)))
    assert score(of, answers(of, {"B.1": "3.6"})).strict == Fraction("15.75")


@pytest.mark.parametrize(
    ("formula", "counts", "worth"),
    [
        ("share", (4, 5), Fraction(4, 5)),
        ("share", (0, 5), 0),
        ("share", (7, 5), 1),
        ("share", (0, 0), None),
        ("share", (3, 0), None),
        ("ratio", (9, 3), 1),
        ("ratio", (0, 0), None),
        ("decrease", (4, 1), Fraction(3, 4)),
        ("decrease", (4, 6), 0),
        ("decrease", (0, 0), 1),
        ("decrease", (0, 2), None),
    ],
)
def test_formulas_and_their_zero_denominators(
    formula: str, counts: tuple[int, int], worth: Fraction | None
) -> None:
    question = pack(group("A", 1, ratio("A.1", 1, formula=formula))).questions[0]
    result = valuate(question, tuple(zip((one.key for one in question.inputs), counts, strict=True)))
    assert (result.answered, result.value, result.zero_denominator) == (True, worth, worth is None)


def test_a_zero_denominator_is_strictly_zero_and_officially_skipped() -> None:
    of = pack(group("A", 10, choice("A.1"), ratio("A.2"), rollup="average"))
    scores = score(of, answers(of, {"A.1": "A", "A.2": {"part": 1, "whole": 0}}))
    assert (scores.official, scores.strict, scores.answered) == (10, 5, 2)


def test_a_blank_input_of_the_formula_leaves_the_question_unanswered() -> None:
    of = pack(group("A", 1, ratio("A.1", 1)))
    assert score(of, answers(of, {"A.1": {"part": 1}})).answered == 0


def test_an_input_no_formula_uses_never_blocks_a_score() -> None:
    of = pack(group("A", 1, ratio("A.1", 1, part="numerator", whole="denominator", note="extra")))
    assert score(of, answers(of, {"A.1": {"part": 1, "whole": 2}})).strict == Fraction(1, 2)


def test_inputs_with_the_same_role_are_added_up() -> None:
    of = pack(group("A", 1, ratio("A.1", 1, done="numerator", heads="denominator", staff="denominator")))
    assert score(of, answers(of, {"A.1": {"done": 3, "heads": 1, "staff": 5}})).strict == Fraction(1, 2)


def test_an_aggregate_is_shown_and_never_added_up_again() -> None:
    tree = (group("A", 6, choice("A.1", 6)), group("B", 4, choice("B.1", 4)))
    plain, with_sum = pack(*tree), pack(*tree, aggregates={"AB": ["A", "B"]})
    given = answers(plain, {"A.1": "B", "B.1": "C"})
    assert score(with_sum, given)["AB"].strict == score(plain, given).strict == score(with_sum, given).strict
    assert score(with_sum, given)["AB"].weight == 10


def test_the_percent_of_a_node_is_of_its_own_weight() -> None:
    assert score(SUM, answers(SUM, {"A.2": "A"}))["A"].percent == Fraction(200, 3)


@given(packs())
def test_all_best_is_the_maximum_and_all_worst_is_zero(of: Pack) -> None:
    top, bottom = score(of, all_answered(of, best)), score(of, all_answered(of, worst))
    assert top.strict == top.official == of.max
    assert bottom.strict == bottom.official == 0


@given(answered())
def test_the_strict_score_never_exceeds_the_official_one(case: tuple[Pack, dict[str, Answer]]) -> None:
    scores = score(*case)
    assert scores.strict <= scores.official <= case[0].max
    assert all(
        node.official is None or node.strict <= node.official <= node.weight for node in scores.nodes.values()
    )


@given(answered())
def test_both_totals_agree_with_the_worksheets_own_way_of_computing(
    case: tuple[Pack, dict[str, Answer]],
) -> None:
    of, given = case
    scores = score(of, given)
    assert scores.official == sum(top.weight * (_value(top, given, blank=None) or 0) for top in of.tree)
    assert scores.strict == sum(top.weight * (_value(top, given, blank=Fraction(0)) or 0) for top in of.tree)


def _value(node: Node, given: dict[str, Answer], blank: Fraction | None) -> Fraction | None:
    """0–1, as cells do it: averages of what has a number, sums weighted by their parts."""
    if not isinstance(node, Group):
        worth = valuate(node, given.get(node.code, Answer()).value).value
        return blank if worth is None else worth
    parts = [(child.weight, _value(child, given, blank)) for child in node.children]
    present = [(weight, value) for weight, value in parts if value is not None]
    if node.rollup is Rollup.AVERAGE:
        return sum(value for _, value in present) / Fraction(len(present)) if present else None
    return sum(weight * value for weight, value in present) / node.weight


@given(answered(), st.data())
def test_a_better_answer_lowers_neither_total_nor_any_threshold(
    case: tuple[Pack, dict[str, Answer]], data: st.DataObject
) -> None:
    of, given = case
    question = data.draw(st.sampled_from(of.questions))
    one, other = (data.draw(values(question)) for _ in range(2))
    worth = [valuate(question, value).value for value in (one, other)]
    if worth[0] is None or worth[1] is None:
        return
    lower, higher = (one, other) if worth[0] <= worth[1] else (other, one)
    before = score(of, {**given, question.code: Answer(lower)})
    after = score(of, {**given, question.code: Answer(higher)})
    _not_lower(of, before, after)
    assert after.official >= before.official


@given(answered(), st.data())
def test_answering_a_blank_never_lowers_the_strict_score(
    case: tuple[Pack, dict[str, Answer]], data: st.DataObject
) -> None:
    of, given = case
    question = data.draw(st.sampled_from(of.questions))
    without = {code: answer for code, answer in given.items() if code != question.code}
    _not_lower(
        of, score(of, without), score(of, {**without, question.code: Answer(data.draw(values(question)))})
    )


def _not_lower(of: Pack, before: Scores, after: Scores) -> None:
    assert after.strict >= before.strict
    assert all(after[code].strict >= before[code].strict for code in before.nodes)
    for earlier, later in zip(readiness(of, before).standings, readiness(of, after).standings, strict=True):
        assert later.met or not earlier.met
        assert later.short_by <= earlier.short_by


@given(answered())
def test_strict_and_official_agree_when_every_question_has_a_number(
    case: tuple[Pack, dict[str, Answer]],
) -> None:
    of, given = case
    whole = {**all_answered(of), **{code: one for code, one in given.items() if _has_number(of, code, one)}}
    scores = score(of, whole)
    assert scores.strict == scores.official


def _has_number(of: Pack, code: str, answer: Answer) -> bool:
    question = of.question(code)
    return question is not None and valuate(question, answer.value).value is not None
