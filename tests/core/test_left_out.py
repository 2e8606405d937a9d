"""What was not observed, and what is only written down: left out of both totals, as though it were not asked."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import SCALES, answers, built, group, sheet
from zi_assess import workbook
from zi_assess.core import inputs
from zi_assess.core.assessment import Answer, parse_value, value_text
from zi_assess.core.pack import Pack
from zi_assess.core.scoring import score
from zi_assess.errors import ZiError

SCALE = {"A": "1", "B": "0.5", "C": "0", "X": "skip"}
Branch = dict[str, Any]


def seen(code: str, weight: Any = None) -> Branch:
    """A choice that may not have been observed."""
    plain = {"code": code, "question": f"Kriteria {code}", "scale": "amatan"}
    meanings = {key: f"Arti {key}" for key in SCALE}
    return plain | {"options": meanings} | ({} if weight is None else {"weight": str(weight)})


def note(code: str) -> Branch:
    """Something that is only written down."""
    asked = [{"key": "masuk", "title": "Jam masuk", "kind": "time"}, {"key": "meja", "title": "Meja"}]
    on = [{"key": "tanggal", "title": "Tanggal", "kind": "date"}]
    return {"code": code, "question": f"Catatan {code}", "formula": "record", "inputs": asked + on}


def of(*tree: Branch) -> Pack:
    return built(
        {
            "id": "uji",
            "version": "1",
            "title": "Paket uji",
            "short": "Uji",
            "basis": "Pengujian",
            "max": str(sum(Fraction(node["weight"]) for node in tree)),
            "scales": SCALES | {"amatan": SCALE},
            "tree": list(tree),
        }
    )


AVERAGE = of(group("A", 6, seen("A.1"), seen("A.2"), seen("A.3"), note("A.4"), rollup="average"))
SUM = of(group("A", 6, seen("A.1", 2), seen("A.2", 4), note("A.3")), group("B", 4, seen("B.1", 4)))


def test_what_is_only_written_down_has_no_share_of_an_average() -> None:
    assert [question.weight for question in AVERAGE.questions] == [2, 2, 2, 0]


def test_the_rest_of_an_average_shares_what_was_not_observed() -> None:
    scores = score(AVERAGE, answers(AVERAGE, {"A.1": "A", "A.2": "X", "A.3": "C"}))
    assert scores.strict == scores.official == 3
    assert (scores.answered, scores.questions) == (3, 4)
    assert scores["A.2"].skipped and not scores["A"].skipped


def test_a_blank_still_counts_zero_beside_what_was_not_observed() -> None:
    scores = score(AVERAGE, answers(AVERAGE, {"A.1": "A", "A.2": "X"}))
    assert (scores.strict, scores.official) == (3, 6)


def test_the_rest_of_a_sum_shares_by_weight() -> None:
    scores = score(SUM, answers(SUM, {"A.1": "B", "A.2": "X", "B.1": "A"}))
    assert scores["A"].strict == scores["A"].official == 3
    assert scores.strict == 7


def test_a_part_of_which_nothing_was_observed_is_left_out_itself() -> None:
    scores = score(SUM, answers(SUM, {"A.1": "X", "A.2": "X", "B.1": "B"}))
    assert scores["A"].skipped
    assert scores.strict == scores.official == 5
    assert scores["A"].percent == 0


def test_nothing_observed_at_all_is_worth_nothing() -> None:
    assert score(SUM, answers(SUM, {"A.1": "X", "A.2": "X", "B.1": "X"})).strict == 0


@given(st.lists(st.sampled_from(["A", "B", "C", None]), min_size=3, max_size=3), st.data())
def test_leaving_a_question_out_is_as_though_the_pack_did_not_have_it(
    told: list[str | None], data: st.DataObject
) -> None:
    out = data.draw(st.integers(0, 2))
    codes = ["A.1", "A.2", "A.3"]
    kept = [code for place, code in enumerate(codes) if place != out]
    small = of(group("A", 6, *(seen(code) for code in kept), rollup="average"))
    given_ = dict(zip(codes, told, strict=True))
    with_x = score(AVERAGE, answers(AVERAGE, {**given_, codes[out]: "X"}))
    without = score(small, answers(small, {code: given_[code] for code in kept}))
    assert (with_x.strict, with_x.official) == (without.strict, without.official)


def test_a_record_never_changes_a_score_filled_or_not() -> None:
    told = answers(AVERAGE, {"A.1": "A", "A.2": "B", "A.3": "C"})
    filled = {**told, "A.4": Answer((("masuk", 815),))}
    assert score(AVERAGE, told).strict == score(AVERAGE, filled).strict == 3
    assert score(AVERAGE, filled).answered == 4


def test_the_account_says_what_was_left_out() -> None:
    made = sheet(AVERAGE, {"A.1": "A", "A.2": "X", "A.3": "B"}, target="")
    step = made.explain("A")
    assert step is not None and step.points == Fraction(9, 2)
    assert "{left} dari {count} tidak dinilai" in step.text and step.values["left"] == 2
    assert "tidak dihitung" in step.steps[1].text
    assert step.steps[3].text == "Dicatat saja, tidak dinilai"


def test_the_account_of_a_total_names_the_part_that_was_left_out() -> None:
    made = sheet(SUM, {"A.1": "X", "A.2": "X", "B.1": "B"}, target="")
    step = made.explain("total")
    assert step is not None and step.points == 5
    assert (step.values["parts"], step.values["left"]) == ("B", "A")


def test_what_leaves_something_out_is_no_worksheet_and_no_worksheets_error() -> None:
    made = sheet(SUM, {"A.1": "X", "A.2": "X"}, target="")
    assert all("Excel" not in one.text for one in made.findings)
    with pytest.raises(ZiError, match="tidak dapat ditulis"):
        workbook.write(made, "A")


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        ("count", "12", 12),
        ("count", "-1", None),
        ("count", "1.5", None),
        ("time", "08.15", 815),
        ("time", "8:05", 805),
        ("time", "0", 0),
        ("time", "2359", 2359),
        ("time", "24.00", None),
        ("time", "0860", None),
        ("date", "2026-08-17", 20260817),
        ("date", "20240229", 20240229),
        ("date", "20250229", None),
        ("date", "17", None),
        ("date", "", None),
    ],
)
def test_an_input_takes_what_its_kind_can_be(kind: str, text: str, number: int | None) -> None:
    assert inputs.read(kind, text) == number


@given(st.dates(), st.times())
def test_dates_and_times_come_back_as_they_were_kept(day: date, at: time) -> None:
    assert inputs.as_date(inputs.of_date(day)) == day
    assert inputs.as_time(at.hour * 100 + at.minute) == at.replace(second=0, microsecond=0)


def test_an_answer_with_a_time_and_a_date_is_read_as_written_and_as_kept() -> None:
    question = AVERAGE.questions[3]
    value = parse_value(question, "masuk=08.15,tanggal=2026-08-17")
    assert value_text(value) == "masuk=815,tanggal=20260817"
    assert parse_value(question, value_text(value)) == value
    with pytest.raises(ZiError, match=r"masuk=25\.15"):
        parse_value(question, "masuk=25.15")
