"""Kinds of work in packs, and what a step of each costs."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.criteria.texts import GOOD, read
from tests.plan import starts
from zi_assess import criteria
from zi_assess.core.pack import Kind, Pack
from zi_assess.core.plan import Wishes, build

WORK = (
    GOOD.replace("max: 4, title: IPAK}", "max: 4, title: IPAK}\n        work: survei")
    + "efforts: {survei: 1.5}\n"
)


def test_every_criterion_of_the_lke_says_what_work_raises_it(lke: Pack) -> None:
    assert [one.code for one in lke.questions if one.work not in lke.efforts] == []
    assert {one.work for one in lke.questions} == set(lke.efforts)
    assert {one.work for one in lke.questions if one.kind is Kind.INDEX} == {"survei"}


def test_a_kind_of_work_and_its_weeks_are_read_and_frozen() -> None:
    result = read(WORK)
    assert result.complaints == ()
    assert result.pack is not None
    assert result.pack.efforts == {"survei": Fraction(3, 2)}
    assert criteria.thaw(criteria.freeze(result.pack)) == result.pack


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (WORK.replace("work: survei", "work: riset"), "Jenis kerja “riset” pada"),
        (WORK.replace("efforts: {survei: 1.5}", ""), "Tambahkan jenis kerja itu di efforts"),
        (WORK.replace("survei: 1.5", "survei: 0"), "di luar batas"),
        (WORK.replace("survei: 1.5", "survei: lama"), "bukan bilangan"),
    ],
)
def test_what_is_wrong_with_kinds_of_work_is_told(text: str, told: str) -> None:
    assert told in "\n".join(map(str, read(text).complaints))


def test_a_wish_for_a_criterion_outdoes_one_for_its_kind_and_that_the_packs(lke: Pack) -> None:
    made = starts.start(lke, 0, blanks=1)
    code = "A.I.1.i.a"
    kind = lke.questions[0].work

    def cost(wishes: Wishes) -> int:
        model = build(made, "WBK", wishes)
        return next(block for block in model.blocks if code in block.codes).rungs[1].effort

    assert cost(Wishes()) == lke.efforts[kind] * 1000
    assert cost(Wishes(kinds={kind: Fraction(7)})) == 7000
    assert cost(Wishes(kinds={kind: Fraction(7)}, efforts={code: Fraction(2)})) == 2000
