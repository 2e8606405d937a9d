"""Needs that no threshold states."""

from __future__ import annotations

from fractions import Fraction

from tests.builders import sheet
from zi_assess.core.hidden import hidden_needs, needed_now
from zi_assess.core.pack import Pack
from zi_assess.i18n import say


def test_pengungkit_needs_more_than_its_own_threshold_while_hasil_stands_on_its_minimum(lke: Pack) -> None:
    for target, needed, minimum in (("WBK", "42.75", 40), ("WBBM", "49.75", 48)):
        found = {one.threshold.id: one for one in hidden_needs(lke, target)}
        one = found["pengungkit"]
        assert (one.needed, one.minimum, one.whole.id) == (Fraction(needed), minimum, "total")
        assert {other.id for other in one.others} == {"bersih_akuntabel", "pelayanan_prima"}


def test_a_need_is_told_in_a_sentence_and_so_is_one_that_cannot_be_met(lke: Pack) -> None:
    told = {one.threshold.id: say(one.text, one.values) for one in hidden_needs(lke, "WBK")}
    assert told["pengungkit"] == (
        "Bila Birokrasi bersih dan akuntabel + Pelayanan publik prima (IPKP) tepat pada ambangnya, Nilai pengungkit "
        "perlu 42,75 poin agar Nilai total tercapai, lebih dari ambangnya sendiri 40,00"
    )
    assert "sekalipun Area Manajemen Perubahan penuh" in told["area:A.1"]


def test_bersih_akuntabel_asks_nothing_its_parts_do_not(lke: Pack) -> None:
    assert not {one.threshold.id for one in hidden_needs(lke, "WBK")} & {"ipak", "capaian_kinerja"}


def test_what_is_needed_now_depends_on_where_the_rest_stands(lke: Pack) -> None:
    made = sheet(lke, {"B.I.a": 4, "B.I.b": "A", "B.II.a": 4})
    assert needed_now(lke, "WBK", made.scores, "pengungkit") == 40
    made = sheet(lke, {"B.I.a": "3.6", "B.I.b": "C", "B.II.a": "3.2"})
    assert needed_now(lke, "WBK", made.scores, "pengungkit") == Fraction("42.75")
    assert needed_now(lke, "WBK", sheet(lke).scores, "pengungkit") == 75
