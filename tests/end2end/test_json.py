"""What scripts read: the exact shapes, numbers as decimal text, counts as integers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from end2end.conftest import done, run
from zi_assess.core.assessment import parse_value
from zi_assess.core.exact import decimal_text
from zi_assess.core.pack import Question
from zi_assess.workspace import Workspace

_NODE = {"code", "title", "weight", "score", "percent", "answered", "questions"}


def test_score_has_the_promised_shape(assessment: str) -> None:
    said = done("score", assessment, "--json").json
    assert list(said) == [
        "assessment", "pack", "stage", "total", "strict_total", "max", "nodes", "thresholds", "designations",
    ]  # fmt: skip
    assert (said["assessment"], said["pack"], said["stage"], said["max"]) == (
        assessment,
        "lke-zi",
        "SELF",
        "100",
    )
    assert all(set(one) - {"aggregate"} == _NODE for one in said["nodes"])
    assert [one["code"] for one in said["nodes"] if one.get("aggregate")] == [f"A.{n}" for n in range(1, 7)]
    assert all(type(one["answered"]) is int and type(one["questions"]) is int for one in said["nodes"])
    assert all(type(one["score"]) is str and Decimal(one["score"]) >= 0 for one in said["nodes"])
    expected = {"designation", "id", "of", "minimum", "actual", "met", "short_by"}
    assert all(set(one) == expected for one in said["thresholds"])


def test_the_nodes_add_up_to_the_strict_total(assessment: str) -> None:
    said = done("score", assessment, "--json").json
    nodes = {one["code"]: one for one in said["nodes"]}
    assert Decimal(nodes["A"]["score"]) + Decimal(nodes["B"]["score"]) == Decimal(said["strict_total"])
    assert nodes["A"]["answered"] + nodes["B"]["answered"] == 106
    assert nodes["A"]["questions"] + nodes["B"]["questions"] == 113


def test_thresholds_say_how_far_each_is(assessment: str) -> None:
    for one in done("score", assessment, "--json").json["thresholds"]:
        distance = Decimal(one["minimum"]) - Decimal(one["actual"])
        assert one["met"] is (distance <= 0)
        assert Decimal(one["short_by"]) == max(Decimal(0), distance)


def test_pack_show_has_the_promised_shape() -> None:
    said = done("pack", "show", "lke-zi@2021.1", "--json").json
    assert (said["id"], said["version"]) == ("lke-zi", "2021.1")
    keys = {"code", "parent", "title", "weight", "kind", "scale", "options", "inputs", "evidence", "refs"}
    assert all(set(one) == keys for one in said["nodes"])
    questions = [one for one in said["nodes"] if one["kind"] == "question"]
    assert len(questions) == 113
    assert {one["kind"] for one in said["nodes"]} == {"group", "question"}
    assert all(set(option) == {"key", "score", "meaning"} for one in questions for option in one["options"])
    assert all(one["evidence"] for one in questions)
    ids = [one["id"] for one in said["thresholds"] if one["designation"] == "WBK"]
    assert ids == [
        "total", "pengungkit", *(f"area:A.{n}" for n in range(1, 7)),
        "bersih_akuntabel", "ipak", "capaian_kinerja", "pelayanan_prima",
    ]  # fmt: skip


def test_list_and_check_have_the_promised_shapes(assessment: str) -> None:
    for one in done("list", "--json").json:
        assert set(one) == {"id", "unit", "year", "occasion", "pack", "target", "phase", "round"}
        assert type(one["year"]) is int and type(one["round"]) is int
        assert one["phase"] in {"filling", "reviewing", "closed"}
    for one in done("check", assessment, "--json").json:
        assert set(one) == {"code", "where", "severity", "text"}
        assert one["severity"] in {"error", "warning", "info"}
        assert "{" not in one["text"]


def test_check_reports_findings_with_exit_code_0_and_strictly_with_1(assessment: str) -> None:
    assert run("check", assessment).code == 0
    assert run("check", assessment, "--strict").code == 1


def test_the_tpi_stage_is_the_highest_one_that_has_an_answer(assessment: str) -> None:
    done("record", assessment, "A.I.6.i.b", "A", "--stage", "TPI_MEMBER")
    assert done("score", assessment, "--json", "--stage", "TPI").json["stage"] == "TPI_MEMBER"
    done("record", assessment, "A.I.6.i.b", "B", "--stage", "tpi_lead")
    lead = done("score", assessment, "--json", "--stage", "TPI").json
    assert lead["stage"] == "TPI_LEAD"
    assert lead["strict_total"] == "0.1675"


def _best(question: Question) -> str:
    if question.options:
        return max(question.options, key=lambda one: one.score).key
    if not question.inputs:
        return decimal_text(question.index_max)
    wholes = sum(one.role == "denominator" for one in question.inputs)
    counts = {"denominator": 3, "numerator": 3 * wholes}  # everything else, and what must fall, is 0
    return ",".join(f"{one.key}={counts.get(one.role, 0)}" for one in question.inputs)


def test_all_best_answers_are_one_hundred_and_meet_every_threshold(
    empty: Callable[[], str], tmp_path: Path
) -> None:
    ident = empty()
    with Workspace.open(tmp_path / "kosong") as workspace:
        for question in workspace.pack(ident).questions:
            workspace.record(ident, question.code, parse_value(question, _best(question)))
    said = done("score", ident, "--json").json
    assert (said["total"], said["strict_total"]) == ("100", "100")
    assert said["designations"] == {"WBK": True, "WBBM": True}
    assert all(one["met"] and one["short_by"] == "0" for one in said["thresholds"])
