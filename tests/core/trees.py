"""Random packs and answers for the laws that hold for all of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.builders import SCALES, choice, group, index, pack, ratio
from zi_assess.core.assessment import Answer, Value
from zi_assess.core.pack import Kind, Pack, Question

Branch = dict[str, Any]
_KINDS = ("choice", "choice", "share", "ratio", "decrease", "index")


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Two or three groups of groups of questions, sums and averages mixed, thresholds on every top group."""
    tops = [_group(draw, f"{letter}", _points(draw), 2) for letter in "ABC"[: draw(st.integers(1, 3))]]
    codes = [top["code"] for top in tops]
    limits = [{"of": [code], "percent_at_least": draw(st.integers(0, 100))} for code in codes]
    whole = {"id": "semua", "of": codes, "percent_at_least": draw(st.integers(0, 100))}
    return pack(*tops, thresholds={"WBK": [whole, *limits]}, aggregates={"SEMUA": codes})


def _points(draw: st.DrawFn) -> Fraction:
    return Fraction(draw(st.integers(1, 400)), draw(st.sampled_from([1, 4, 10])))


def _group(draw: st.DrawFn, code: str, weight: Fraction | None, depth: int) -> Branch:
    rollup = draw(st.sampled_from(["sum", "average"]))
    count = draw(st.integers(1, 4))
    if rollup == "average" or weight is None:
        return group(code, weight, *_children(draw, code, [None] * count, depth), rollup="average")
    cuts = [draw(st.integers(1, 9)) for _ in range(count)]
    weights: list[Fraction | None] = [weight * cut / sum(cuts) for cut in cuts]
    return group(code, weight, *_children(draw, code, weights, depth))


def _children(draw: st.DrawFn, code: str, weights: list[Fraction | None], depth: int) -> list[Branch]:
    return [
        _group(draw, f"{code}.{n}", weight, depth - 1)
        if depth and draw(st.booleans())
        else _question(draw, f"{code}.{n}", weight)
        for n, weight in enumerate(weights)
    ]


def _question(draw: st.DrawFn, code: str, weight: Fraction | None) -> Branch:
    kind = draw(st.sampled_from(_KINDS))
    if kind == "choice":
        return choice(code, weight, scale=draw(st.sampled_from(sorted(SCALES))))
    return index(code, weight) if kind == "index" else ratio(code, weight, formula=kind)


def values(question: Question) -> st.SearchStrategy[Value]:
    """Any answer to *question*, with all its inputs."""
    if question.kind is Kind.CHOICE:
        return st.sampled_from([option.key for option in question.options])
    if question.kind is Kind.INDEX:
        return st.integers(0, 400).map(lambda n: Fraction(n, 100))
    return st.tuples(*(st.tuples(st.just(one.key), st.integers(0, 6)) for one in question.inputs))


@st.composite
def answered(draw: st.DrawFn) -> tuple[Pack, dict[str, Answer]]:
    """A pack with about half of its questions answered."""
    of = draw(packs())
    given = {
        question.code: Answer(draw(values(question))) for question in of.questions if draw(st.integers(0, 3))
    }
    return of, given
