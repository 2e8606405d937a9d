"""Who does what is arranged on each side for itself: it travels among colleagues and never crosses over."""

from __future__ import annotations

from pathlib import Path

import pytest

from exchange.pair import MEMBER, Pair
from zi_assess.core import review
from zi_assess.workspace import Workspace, arriving


def assigned(space: Workspace, pair: Pair) -> dict[str, str]:
    return dict(space.assessment(pair.id).assigned)


def carried(path: Path) -> set[str]:
    """The criteria whose assignments are in the bytes of a package."""
    return {key for kind, key in arriving.read(path, "", None).state if kind == "assignments"}


@pytest.fixture
def shared(pair: Pair) -> Pair:
    """Each side has arranged its work; the unit's was handed over."""
    pair.unit.review.assign(pair.id, [pair.code(0), "A.I"], "Ani Unit")
    pair.unit.review.submit(pair.id)
    pair.pass_on(pair.unit, pair.tpi)
    pair.tpi.review.assign(pair.id, [pair.code(0), pair.code(1)], "Rina Auditor")
    return pair


def test_neither_side_gets_or_loses_anything_by_what_the_other_arranges(shared: Pair) -> None:
    unit, tpi, code = shared.unit, shared.tpi, shared.code
    assert assigned(tpi, shared) == {code(0): "Rina Auditor", code(1): "Rina Auditor"}
    tpi.review.answer(shared.id, code(0), shared.key(0, 1), MEMBER, "turun")
    tpi.review.return_(shared.id, "Perbaiki.")
    path = shared.send(tpi)
    assert carried(path) == set()
    incoming = shared.look(unit, path)
    assert "assignments" not in {line.kind for line in incoming.lines}
    assert shared.take(unit, path).conflicts == 0
    assert assigned(unit, shared) == {code(0): "Ani Unit", "A.I": "Ani Unit"}
    assert shared.alike()
    unit.review.assign(shared.id, [code(0)], "")
    unit.review.submit(shared.id)
    path = shared.send(unit)
    assert carried(path) == set()
    assert shared.take(tpi, path).conflicts == 0
    assert assigned(tpi, shared) == {code(0): "Rina Auditor", code(1): "Rina Auditor"}
    assert shared.alike()


def test_what_crosses_over_while_it_is_worked_on_is_not_taken_either(shared: Pair) -> None:
    """The auditors may send a state between; it is for their own, and the unit takes no arrangement from it."""
    shared.tpi.review.agree(shared.id, [shared.code(0)], MEMBER)
    path = shared.send(shared.tpi)
    assert carried(path) == {shared.code(0), shared.code(1)}
    assert shared.take(shared.unit, path).conflicts == 0
    assert assigned(shared.unit, shared) == {shared.code(0): "Ani Unit", "A.I": "Ani Unit"}
    assert shared.alike()


def test_what_the_auditors_answered_is_counted_apart_from_the_units_answers(shared: Pair) -> None:
    shared.tpi.review.agree(shared.id, [shared.code(0), shared.code(1)], MEMBER)
    incoming = shared.look(shared.unit, shared.send(shared.tpi))
    assert [(line.kind, line.added) for line in incoming.lines] == [("reviewed", 2)]


def test_colleagues_of_one_side_share_their_arrangement(pair: Pair) -> None:
    friend, code = pair.another("rekan"), pair.code
    pair.unit.review.assign(pair.id, [code(0), code(1)], "Ani Unit")
    pair.pass_on(pair.unit, friend)
    assert assigned(friend, pair) == {code(0): "Ani Unit", code(1): "Ani Unit"}
    friend.review.assign(pair.id, [code(1)], "")
    friend.review.assign(pair.id, [code(2)], "Budi Unit")
    pair.unit.review.assign(pair.id, [code(0)], "Cici Unit")
    assert pair.pass_on(friend, pair.unit).conflicts == 0
    assert assigned(pair.unit, pair) == {code(0): "Cici Unit", code(2): "Budi Unit"}
    friend.review.assign(pair.id, [code(2)], "Budi")
    pair.unit.review.assign(pair.id, [code(2)], "Ani Unit")
    assert pair.pass_on(pair.unit, friend).conflicts == 1


def test_an_arrangement_goes_on_among_auditors_who_each_took_the_units_package(shared: Pair) -> None:
    lead, member, code = shared.tpi, shared.another("anggota"), shared.code
    shared.pass_on(lead, member)
    assert assigned(member, shared) == {code(0): "Rina Auditor", code(1): "Rina Auditor"}
    member.review.agree(shared.id, [code(0)], MEMBER)
    shared.pass_on(member, lead)
    lead.review.return_(shared.id, "Perbaiki.")
    shared.pass_on(lead, shared.unit)
    shared.unit.review.submit(shared.id)
    package = shared.send(shared.unit)
    for auditor in (lead, member):
        shared.take(auditor, package)
    lead.review.assign(shared.id, [code(0)], "Dewi Auditor")
    lead.review.assign(shared.id, [code(1)], "")
    member.review.assign(shared.id, [code(2)], "Rina Auditor")
    assert shared.pass_on(lead, member).conflicts == 0
    assert assigned(member, shared) == {code(0): "Dewi Auditor", code(2): "Rina Auditor"}


def test_who_only_shares_the_work_out_sends_it_as_an_auditor(shared: Pair) -> None:
    assert shared.look(shared.another("anggota"), shared.send(shared.tpi)).side == "tpi"


def test_what_a_colleague_judged_again_is_judged_for_all_of_the_desk(pair: Pair) -> None:
    member, code = pair.another("anggota"), pair.code(0)
    pair.unit.review.submit(pair.id)
    pair.pass_on(pair.unit, pair.tpi)
    pair.tpi.review.answer(pair.id, code, pair.key(0, 1), MEMBER, "turun")
    pair.tpi.review.return_(pair.id, "Perbaiki.")
    pair.pass_on(pair.tpi, pair.unit)
    pair.unit.note(pair.id, code, "Sudah dilengkapi.")
    pair.unit.review.submit(pair.id)
    pair.pass_on(pair.unit, pair.tpi)
    pair.pass_on(pair.tpi, member)
    member.review.answer(pair.id, code, pair.key(0, 1), MEMBER)
    path = pair.send(member)
    assert [line.kind for line in pair.look(pair.tpi, path).lines] == ["judged"]
    assert pair.take(pair.tpi, path).conflicts == 0
    assert review.changed_since(pair.tpi.assessment(pair.id), [code], MEMBER) == frozenset()
    pair.tpi.review.close(pair.id)
    path = pair.send(pair.tpi)
    assert [line.kind for line in pair.look(pair.unit, path).lines] == ["handovers"]
    assert not any(kind == "choices" for kind, _key in arriving.read(path, "", None).state)
    assert pair.take(pair.unit, path).conflicts == 0
    assert pair.alike()
