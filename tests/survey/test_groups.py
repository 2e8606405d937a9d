"""Services, profiles, expectations and heat maps; small groups of an anonymous form stay hidden."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.survey.examples import form, shown
from zi_assess.core.survey import (
    Form,
    Response,
    by,
    from_tally,
    gaps,
    gathered,
    heat,
    profile_tables,
    result,
    tally,
)
from zi_assess.criteria import surveys

RISK = """\
kind: risiko
title: Risiko
short: Risiko
basis: Usulan kami
formula: risk
anonymous: true
scale: sering
scales:
  sering:
    points: {0: Tidak pernah, 1: Jarang, 2: Kadang, 3: Sering}
  kendali:
    points: {0: Tidak ada, 1: Ada aturan, 2: Dijalankan, 3: Diperiksa}
aspects:
  - {key: kekerapan, role: frequency, title: Kekerapan}
  - {key: kendali, role: control, title: Kendali, scale: kendali, match: [kendali]}
unsur:
  - {code: lambat, title: Lambat, question: Urusan dibiarkan}
  - {code: boros, title: Boros, question: Formulir tidak dipakai}
profile:
  - {key: peran, title: Peran, role: group, match: [peran], free: true}
"""


@pytest.fixture
def risk(tmp_path: Path) -> Form:
    file = tmp_path / "risiko.yaml"
    file.write_text(RISK, encoding="utf-8")
    return surveys.load(file)


def _answers(value: int, **profile: str) -> Response:
    return Response({one.code: value for one in form().unsur}, profile)


def test_each_service_has_its_own_result_and_the_largest_comes_first() -> None:
    rows = [_answers(4, layanan="KTP")] * 3 + [_answers(2, layanan="Akta")] * 2 + [_answers(3)]
    found = by(form(), gathered(form(), rows), "layanan")
    assert [(one.label, one.n, shown(one.result.ikm) if one.result else "") for one in found] == [
        ("KTP", 3, "100,00"),
        ("Akta", 2, "50,00"),
    ]


def test_a_blank_profile_does_not_drop_the_answers() -> None:
    rows = [_answers(4, jenis_kelamin="L"), _answers(2)]
    made = gathered(form(), rows)
    assert result(form(), made).n == 2
    (sex,) = profile_tables(form(), made)
    assert [(row.label, row.title, row.n, row.share) for row in sex.rows] == [("L", "Laki-laki", 1, 1)]
    assert sex.blank == 1


def test_options_keep_the_order_of_the_form_and_ages_run_upwards() -> None:
    rows = [
        _answers(3, pendidikan="S1", usia="≥60"),
        _answers(3, pendidikan="SD", usia="20–29"),
        _answers(3, pendidikan="Pesantren", usia="<20"),
    ]
    tables = {
        one.field.key: [row.label for row in one.rows]
        for one in profile_tables(form(), gathered(form(), rows))
    }
    assert tables["pendidikan"] == ["SD", "S1", "Pesantren"]
    assert tables["usia"] == ["<20", "20–29", "≥60"]


def test_expectation_and_experience_are_held_against_each_other() -> None:
    rows = [Response({"waktu": 2, "waktu:harapan": 4, "biaya": 4, "biaya:harapan": 3})] * 2 + [
        Response({"waktu": 4, "produk": 1})
    ]
    found = {one.code: one for one in gaps(form(), gathered(form(), rows))}
    assert set(found) == {"waktu", "biaya"}
    assert (found["waktu"].gap, found["biaya"].gap, found["waktu"].n) == (Fraction(8, 3) - 4, 1, 2)
    assert result(form(), gathered(form(), rows)).of("waktu").nrr == Fraction(8, 3)  # type: ignore[union-attr]


def _risky(often: int, held: int | None, role: str) -> Response:
    answers = {"lambat": often} | ({} if held is None else {"lambat:kendali": held})
    return Response(answers, {"peran": role})


def test_risk_is_frequency_by_what_control_leaves_open(risk: Form) -> None:
    rows = [_risky(3, 1, "pegawai")] * 5 + [_risky(0, 0, "pegawai")] * 5
    (everyone,) = heat(risk, gathered(risk, rows))
    slow = everyone.cells[0]
    assert (slow.n, slow.frequency, slow.control, slow.risk) == (10, Fraction(3, 2), Fraction(1, 2), 3)
    assert slow.grid == {(3, 1): 5, (0, 0): 5}
    assert everyone.cells[1].hidden, "nobody was asked about it"


def test_where_control_was_asked_of_others_the_means_meet(risk: Form) -> None:
    rows = [_risky(2, None, "pengguna")] * 6 + [Response({"lambat:kendali": 1}, {"peran": "pegawai"})] * 6
    (everyone,) = heat(risk, gathered(risk, rows))
    assert everyone.cells[0].risk == 4


def test_a_risk_form_has_no_index(risk: Form) -> None:
    made = result(risk, gathered(risk, [_risky(3, 1, "pegawai")] * 9))
    assert (made.index, made.ikm, made.grade) == (None, None, None)


def test_a_group_below_five_is_hidden_with_the_one_it_could_be_told_from(risk: Form) -> None:
    rows = [_risky(3, 1, "pegawai")] * 8 + [_risky(2, 1, "pengguna")] * 6 + [_risky(1, 1, "tamu")] * 2
    made = gathered(risk, rows)
    hidden = {one.label: one.hidden for one in heat(risk, made, "peran")}
    assert hidden == {"pegawai": False, "pengguna": True, "tamu": True}
    assert {one.label: one.hidden for one in by(risk, made, "peran")} == hidden
    assert [one.n for one in by(risk, made, "peran") if one.hidden] == [0, 0]


def test_fewer_than_five_in_all_show_nothing(risk: Form) -> None:
    made = gathered(risk, [_risky(3, 1, "pegawai")] * 4)
    assert heat(risk, made)[0].hidden
    assert [one.code for one in result(risk, made).warnings] == ["group-hidden"]
    assert all(one.nrr is None and not one.items for one in from_tally(risk, tally(risk, made)).unsur)
