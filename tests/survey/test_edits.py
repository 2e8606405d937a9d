"""Counts that follow an edit are the counts of the whole, at any size and fast."""

from __future__ import annotations

import random
import time
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.survey.examples import form
from zi_assess.core.assessment import Unit
from zi_assess.core.survey import Response, Responses, gathered, grouped, labelled, result, tally
from zi_assess.core.survey.held import Survey

VALUES = st.integers(1, 4)
CODES = [one.code for one in form().unsur]
ONE = st.builds(
    Response,
    st.dictionaries(st.sampled_from([*CODES, "waktu:harapan"]), VALUES, max_size=6),
    st.dictionaries(
        st.sampled_from(["layanan", "jenis_kelamin"]), st.sampled_from(["A", "B", "C"]), max_size=2
    ),
    st.sampled_from(["", "baik"]),
)
EDITS = st.lists(
    st.tuples(st.sampled_from(["add", "change", "remove"]), st.integers(0, 10**6), ONE), max_size=8
)


def survey(responses: Responses) -> Survey:
    return Survey("s", Unit("u", "Unit Contoh"), "2026", form(), responses)


@settings(max_examples=60, deadline=None)
@given(st.lists(ONE, max_size=6), EDITS)
def test_edited_counts_are_those_of_a_fresh_count(
    rows: list[Response], edits: list[tuple[str, int, Response]]
) -> None:
    held = survey(gathered(form(), rows))
    held.groups("layanan")
    plain = list(rows)
    for act, place, one in edits:
        if act == "add":
            held, plain = held.added(one), [*plain, one]
        elif plain:
            at = place % len(plain)
            held = held.replaced(at, one) if act == "change" else held.without(at)
            plain[at : at + 1] = [one] if act == "change" else []
    fresh = tally(form(), held.responses)
    assert held.tally.n == len(plain) == held.responses.n
    assert held.tally.answered == fresh.answered
    assert {key: one for key, one in held.tally.counts.items() if sum(one[1:])} == {
        key: one for key, one in fresh.counts.items() if sum(one[1:])
    }
    again = {label: one.n for label, one in grouped(form(), held.responses, "layanan").items()}
    assert {one.label: one.n for one in held.groups("layanan")} == again
    assert [held.responses.row(form(), place) for place in range(len(plain))] == plain


def _many(n: int) -> Responses:
    chance = random.Random(5)
    answers = {code: bytes(chance.choices((0, 1, 2, 3, 4), (1, 2, 5, 30, 20), k=n)) for code in CODES}
    return Responses(n, answers, {"layanan": labelled(chance.choices(["KTP", "KK", "Akta"], k=n))})


def test_a_hundred_thousand_are_recomputed_within_a_frame_after_one_edit() -> None:
    held = survey(_many(100_000))
    held.groups("layanan")
    spent = []
    for place in range(20):
        one = replace(held.responses.row(form(), place), answers=dict.fromkeys(CODES, 1))
        start = time.perf_counter()
        held = held.replaced(place, one)
        made, services = held.result, held.groups("layanan")
        spent.append(time.perf_counter() - start)
    assert sorted(spent)[10] < 0.016
    assert made == result(form(), held.responses)
    assert sum(one.n for one in services) == 100_000


def test_joining_keeps_everybody_and_their_labels() -> None:
    one = gathered(form(), [Response({"waktu": 1}, {"layanan": "KTP"}, "lama")])
    two = gathered(
        form(), [Response({"biaya": 4}, {"layanan": "Akta", "usia": "<20"}), Response({"waktu": 2})]
    )
    both = one.joined(two)
    assert [both.row(form(), place) for place in range(3)] == [
        Response({"waktu": 1}, {"layanan": "KTP"}, "lama"),
        Response({"biaya": 4}, {"layanan": "Akta", "usia": "<20"}),
        Response({"waktu": 2}),
    ]
