"""What each shipped pack says is right, in the field's own terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.builders import best, sheet, value, worst
from zi_assess import criteria
from zi_assess.core.assessment import Answer, Stage, parse_value
from zi_assess.core.exact import fraction
from zi_assess.core.pack import Pack, Question
from zi_assess.core.readiness import designations_met
from zi_assess.criteria import source

PACKS = {name: folder for name, _, folder in criteria.shipped()}
BASES = {"best": best, "worst": worst}


def _examples() -> Iterator[Any]:
    for name, folder in PACKS.items():
        out = source.Complaints(str(folder / "examples.yaml"))
        examples = source.parse((folder / "examples.yaml").read_bytes(), out)
        assert isinstance(examples, list) and not out.every, out.every
        yield from (
            pytest.param(name, one, id=f"{name}: {one['name']}") for one in examples if isinstance(one, dict)
        )


def _given(pack: Pack, example: dict[str, Any]) -> dict[str, Answer]:
    base = BASES.get(example["base"])
    given = {question.code: Answer(base(question)) for question in pack.questions} if base else {}
    for code, told in example["answers"].items():
        question = pack.question(code)
        assert question is not None, f"{code} is no question"
        given[code] = Answer(_told(question, told))
    return given


def _told(question: Question, told: Any) -> Any:
    if isinstance(told, dict):
        assert told.keys() <= {one.key for one in question.inputs}
        return value(question, {key: int(count) for key, count in told.items()})
    return None if told == "null" else parse_value(question, told)


@pytest.mark.parametrize(("name", "example"), list(_examples()))
def test_an_example_comes_out_as_it_says(name: str, example: dict[str, Any]) -> None:
    pack = criteria.find(name)
    made = sheet(pack, answers={Stage.SELF: _given(pack, example)})
    expect = example["expect"]
    assert expect.keys() <= {"total", "strict_total", "nodes", "met", "failing"}
    if "total" in expect:
        assert made.scores.official == fraction(expect["total"])
    if "strict_total" in expect:
        assert made.scores.strict == fraction(expect["strict_total"])
    for code, points in expect.get("nodes", {}).items():
        assert made.scores[code].strict == fraction(points), code
    if "met" in expect:
        assert {one for one, met in designations_met(pack, made.readiness).items() if met} == set(
            expect["met"]
        )
    for designation, failing in expect.get("failing", {}).items():
        missed = [one.threshold.id for one in made.readiness.of(designation) if not one.met]
        assert missed == failing


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_has_at_least_eight_examples_with_both_ends_and_a_blank_one(name: str) -> None:
    mine = [param.values[1] for param in _examples() if param.values[0] == name]
    assert len(mine) >= 8
    assert {"best", "worst", "blank"} <= {one["base"] for one in mine}


def test_from_exactly_on_a_threshold_of_the_lke_one_option_worse_misses_that_one() -> None:
    """Every threshold that one answer alone can decide, at its edge."""
    pack = criteria.find("lke-zi")
    edges = {
        ("WBK", "ipak"): ("B.I.a", "3.6", "3.59"),
        ("WBK", "capaian_kinerja"): ("B.I.b", "C", "D"),
        ("WBK", "pelayanan_prima"): ("B.II.a", "3.2", "3.19"),
        ("WBBM", "capaian_kinerja"): ("B.I.b", "B", "C"),
        ("WBBM", "pelayanan_prima"): ("B.II.a", "3.6", "3.59"),
    }
    for (designation, threshold), (code, on, below) in edges.items():
        for told, met in ((on, True), (below, False)):
            given = {question.code: Answer(best(question)) for question in pack.questions}
            question = pack.question(code)
            assert question is not None, code
            given[code] = Answer(parse_value(question, told))
            made = sheet(pack, answers={Stage.SELF: given})
            missed = {one.threshold.id for one in made.readiness.of(designation) if not one.met}
            assert (threshold not in missed) is met
            assert missed <= {threshold, "bersih_akuntabel"}
