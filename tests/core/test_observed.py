"""Observations as a list: overdue first, and followed from year to year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.builders import assessment, choice, group, pack
from zi_assess.core.assessment import Observation, ObservationState
from zi_assess.core.observed import first_years, left_open, ordered, overdue, taken_over

PACK = pack(group("A", 100, choice("A.a"), choice("A.b"), rollup="average"))
TODAY = date(2026, 6, 1)


def one(name: str, due: date | None = None, status: ObservationState = ObservationState.OPEN) -> Observation:
    return Observation(name, "A.a", f"kondisi {name}", due=due, status=status)


def test_overdue_is_what_waits_past_its_day() -> None:
    past = date(2026, 5, 31)
    assert overdue(one("a", past), TODAY)
    assert overdue(one("b", past, ObservationState.ANSWERED), TODAY)
    assert not overdue(one("c", TODAY), TODAY)
    assert not overdue(one("d"), TODAY)
    assert not overdue(one("e", past, ObservationState.VERIFIED), TODAY)


def test_the_list_begins_with_what_is_late_and_ends_with_what_is_settled() -> None:
    every = (
        one("selesai", date(2025, 1, 1), ObservationState.VERIFIED),
        one("tanpa hari"),
        one("nanti", date(2026, 9, 1)),
        one("lewat", date(2026, 5, 1)),
        one("dicabut", None, ObservationState.DROPPED),
        one("lebih lewat", date(2026, 2, 1), ObservationState.ANSWERED),
    )
    assert [each.id for each in ordered(every, TODAY)] == [
        "lebih lewat", "lewat", "nanti", "tanpa hari", "selesai", "dicabut",
    ]  # fmt: skip


def test_what_an_earlier_year_left_is_offered_once_and_only_its_last_follower() -> None:
    first = assessment(
        PACK, observations=(one("2024"), one("beres", status=ObservationState.VERIFIED)), id="2024", year=2024
    )
    second = assessment(PACK, observations=(replace(one("2025"), origin="2024"),), id="2025", year=2025)
    now = assessment(PACK)
    assert [each.id for each in left_open(now, (first, second))] == ["2025"]
    taken = taken_over(one("2025"), "baru", ["A.a"])
    assert left_open(replace(now, observations=(taken,)), (first, second)) == ()


def test_a_followed_observation_knows_the_year_in_which_it_was_first_found() -> None:
    first = assessment(PACK, observations=(one("a"), one("b")), id="2024", year=2024)
    second = assessment(PACK, observations=(replace(one("a2"), origin="a"), one("c")), id="2025", year=2025)
    follows = (replace(one("a3"), origin="a2"), replace(one("c2"), origin="c"), replace(one("x"), origin="?"))
    now = assessment(PACK, observations=(*follows, one("baru")), year=2026)
    years = first_years(now, (first, second))
    assert {key: years.get(key) for key in ("a", "a3", "c2", "x", "baru")} == {
        "a": 2024, "a3": 2024, "c2": 2025, "x": None, "baru": 2026,
    }  # fmt: skip


def test_what_is_taken_over_waits_for_the_unit_anew_and_knows_where_it_came_from() -> None:
    before = replace(
        one("lama", TODAY, ObservationState.ANSWERED), answer="sudah", proof=("e1",), owner="Tim"
    )
    taken = taken_over(before, "baru", ["A.b"])
    assert (taken.id, taken.origin, taken.code, taken.status) == ("baru", "lama", "", ObservationState.OPEN)
    assert (taken.answer, taken.proof, taken.owner, taken.what) == ("", (), "Tim", "kondisi lama")
