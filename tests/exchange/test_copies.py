"""Each copy is written by its own side: a slip of the hand never speaks for the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from exchange.pair import MEMBER, Pair
from zi_assess.core import review
from zi_assess.core.assessment import Act, Held, Mark, Observation, ObservationState, PrerequisiteAnswer
from zi_assess.errors import ZiError


@pytest.fixture
def handed(pair: Pair) -> Pair:
    """The unit has handed over and sent; the auditors have it."""
    pair.unit.review.submit(pair.id)
    pair.pass_on(pair.unit, pair.tpi)
    return pair


@pytest.fixture
def returned(handed: Pair) -> Pair:
    """The auditors have answered, found something, and given it back; it is not sent yet."""
    handed.tpi.review.answer(handed.id, handed.code(0), handed.key(0, 1), MEMBER, "turun")
    handed.tpi.review.observe(handed.id, Observation("temuan-1", handed.code(0), "SOP belum berlaku"))
    handed.tpi.review.return_(handed.id, "Perbaiki.")
    return handed


def test_in_the_units_copy_nobody_reviews_returns_or_closes(handed: Pair) -> None:
    review_, code = handed.unit.review, handed.code(0)
    before = handed.unit.exchange.digest(handed.id)
    use = handed.unit.assessment(handed.id).evidence[0].id
    slips: tuple[Callable[[], object], ...] = (
        lambda: review_.agree(handed.id, [code], MEMBER),
        lambda: review_.answer(handed.id, code, handed.key(0, 1), MEMBER, "turun"),
        lambda: review_.mark(handed.id, use, Mark.VALID, MEMBER),
        lambda: review_.observe(handed.id, Observation("t", code, "dibuat unit")),
        lambda: review_.return_(handed.id, "Saya buka sendiri."),
        lambda: review_.close(handed.id),
        lambda: handed.unit.record(handed.id, code, handed.key(0, 1), stage=MEMBER),
    )
    for slip in slips:
        with pytest.raises(ZiError, match="Reviu ditulis TPI di salinan mereka"):
            slip()
    assert handed.unit.exchange.digest(handed.id) == before
    assert review.acts(handed.unit.assessment(handed.id)) == frozenset()
    assert review.acts(handed.tpi.assessment(handed.id)) == {Act.RETURN, Act.CLOSE}


def test_in_the_auditors_copy_nothing_of_the_units_changes_even_after_it_was_given_back(
    returned: Pair,
) -> None:
    tpi, code = returned.tpi, returned.code(0)
    before = tpi.exchange.digest(returned.id)
    file = returned.file("selundupan.pdf", "dari TPI")
    use = tpi.assessment(returned.id).evidence[0].id
    prerequisite = tpi.pack(returned.id).prerequisites[0].id
    slips: tuple[Callable[[], object], ...] = (
        lambda: tpi.record(returned.id, code, returned.key(0, 2)),
        lambda: tpi.note(returned.id, code, "catatan"),
        lambda: tpi.attach(returned.id, code, [file]),
        lambda: tpi.detach(returned.id, use),
        lambda: tpi.hold(returned.id, prerequisite, PrerequisiteAnswer(Held.MET)),
        lambda: tpi.review.submit(returned.id),
    )
    for slip in slips:
        with pytest.raises(ZiError, match="milik unit"):
            slip()
    assert tpi.exchange.digest(returned.id) == before
    mine = tpi.assessment(returned.id)
    assert mine.locked
    assert review.acts(mine) == frozenset()
    with pytest.raises(ZiError, match="sudah dikembalikan"):
        tpi.review.agree(returned.id, [code], MEMBER)


def test_a_finding_is_answered_by_the_unit_and_settled_by_the_auditors(returned: Pair) -> None:
    pair = returned
    pair.pass_on(pair.tpi, pair.unit)
    (found,) = pair.unit.assessment(pair.id).observations
    answered = replace(found, answer="SOP diterbitkan", status=ObservationState.ANSWERED)
    with pytest.raises(ZiError, match="ditulis TPI"):
        pair.unit.review.observe(pair.id, replace(answered, status=ObservationState.VERIFIED))
    with pytest.raises(ZiError, match="ditulis TPI"):
        pair.unit.review.observe(pair.id, replace(found, what="Tidak ada masalah"))
    with pytest.raises(ZiError, match="ditulis TPI"):
        pair.unit.review.drop_observation(pair.id, found.id)
    pair.unit.review.observe(pair.id, answered)
    pair.unit.review.submit(pair.id)
    pair.pass_on(pair.unit, pair.tpi)
    with pytest.raises(ZiError, match="milik unit"):
        pair.tpi.review.observe(pair.id, replace(answered, answer="lain"))
    pair.tpi.review.observe(pair.id, replace(answered, status=ObservationState.VERIFIED))
    assert pair.tpi.assessment(pair.id).observations[0].status is ObservationState.VERIFIED


def test_a_copy_says_what_is_still_to_be_sent(returned: Pair) -> None:
    assert not returned.unit.assessment(returned.id).copy.unsent
    assert returned.tpi.assessment(returned.id).copy.unsent
    returned.pass_on(returned.tpi, returned.unit)
    assert not returned.tpi.assessment(returned.id).copy.unsent
    returned.unit.review.submit(returned.id)
    assert returned.unit.assessment(returned.id).copy.unsent


def test_a_colleague_of_the_unit_writes_as_the_unit_does(pair: Pair) -> None:
    friend = pair.another("rekan")
    pair.pass_on(pair.unit, friend)
    friend.record(pair.id, pair.code(0), pair.key(0, 2))
    assert pair.pass_on(friend, pair.unit).conflicts == 0
    assert pair.unit.assessment(pair.id).answer(pair.code(0)).value == pair.key(0, 2)


def test_in_one_workspace_both_sides_write_until_a_package_leaves_it(pair: Pair) -> None:
    pair.unit.review.submit(pair.id)
    pair.unit.review.agree(pair.id, [pair.code(0)], MEMBER)
    pair.unit.review.return_(pair.id, "Perbaiki.")
    pair.unit.record(pair.id, pair.code(0), pair.key(0, 1))
    pair.send(pair.unit)
    assert pair.unit.assessment(pair.id).copy.side == "unit"
    pair.unit.exchange.stand("tpi")
    assert pair.unit.assessment(pair.id).copy.side == "tpi"
