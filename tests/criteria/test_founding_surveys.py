"""A4, maladministration and bureaupathology: small surveys worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from zi_assess import criteria
from zi_assess.core import survey
from zi_assess.core.survey import Response
from zi_assess.criteria import surveys


def staff(**answers: int) -> Response:
    return Response(
        {key.replace("__", ":"): value for key, value in answers.items()}, {"kelompok": "pegawai"}
    )


@pytest.mark.parametrize("kind", ["a4", "maladministrasi", "birokrasi"])
def test_a_form_is_whole_and_says_that_it_is_our_own(kind: str) -> None:
    form = surveys.find(kind)
    assert form.own and all(unsur.own and unsur.feeds for unsur in form.unsur)
    assert "usulan sendiri" in form.basis and form.pack == "layanan"
    known = {question.code for question in criteria.find("lke-zi").questions}
    assert all(feed.code in known for unsur in form.unsur for feed in unsur.feeds)


def test_a4_asks_four_statements_of_each_of_its_four_groups() -> None:
    form = surveys.find("a4")
    assert [len(unsur.asked) for unsur in form.unsur] == [4, 4, 4, 4]
    assert form.service is not None and not form.grades


def test_a4_is_the_plain_mean_of_its_groups() -> None:
    # Sikap (3 + 4 + 4 + 3)/4 = 3,5; perhatian 3; tindakan 2 (dua butir kosong); antisipasi (1 + 2 + 4 + 4)/4 = 2,75.
    # Indeks (3,5 + 3 + 2 + 2,75)/4 = 2,8125; nilai 70,3125.
    form = surveys.find("a4")
    given = {
        "sikap_ramah": 3,
        "sikap_sabar": 4,
        "sikap_setara": 4,
        "sikap_rapi": 3,
        "perhatian_dengar": 3,
        "perhatian_paham": 3,
        "perhatian_cermat": 3,
        "perhatian_penuh": 3,
        "tindakan_segera": 1,
        "tindakan_wujud": 3,
        "antisipasi_kendala": 1,
        "antisipasi_ganti_rugi": 2,
        "antisipasi_pengganti": 4,
        "antisipasi_rentan": 4,
    }
    made = survey.result(form, survey.gathered(form, [Response(given)]))
    assert [one.nrr for one in made.unsur] == [Fraction("3.5"), 3, 2, Fraction("2.75")]
    assert made.index == Fraction("2.8125") and made.ikm == Fraction("70.3125")
    assert made.grade is None


def test_the_four_forms_and_the_eight_kinds_are_there_with_their_counterparts() -> None:
    ten = {
        "Penundaan berlarut",
        "Tidak memberikan pelayanan",
        "Tidak kompeten",
        "Penyalahgunaan wewenang",
        "Penyimpangan prosedur",
        "Permintaan imbalan uang, barang, atau jasa",
        "Tidak patut",
        "Berpihak",
        "Diskriminasi",
        "Konflik kepentingan",
    }
    four, eight = surveys.find("maladministrasi"), surveys.find("birokrasi")
    assert (len(four.unsur), len(eight.unsur)) == (4, 8)
    named = {one for form in (four, eight) for unsur in form.unsur for one in unsur.related}
    assert named - ten == {"Tidak ada padanan langsung, urusan internal"}
    assert ten <= named


def test_risk_is_frequency_times_what_control_leaves_open() -> None:
    # Lima pegawai, kekerapan 3, 2, 1, 0, 2 dan pengendalian 0, 1, 3, 3, 2: (9 + 4 + 0 + 0 + 2)/5 = 3.
    form = surveys.find("maladministrasi")
    pairs = [(3, 0), (2, 1), (1, 3), (0, 3), (2, 2)]
    rows = [staff(korupsi=often, korupsi__pengendalian=held) for often, held in pairs]
    (whole,) = survey.heat(form, survey.gathered(form, rows))
    cell = next(one for one in whole.cells if one.code == "korupsi")
    assert (cell.frequency, cell.control, cell.risk) == (Fraction(8, 5), Fraction(9, 5), 3)
    made = survey.result(form, survey.gathered(form, rows))
    assert made.index is None and made.ikm is None and made.grade is None


def test_fewer_than_five_are_not_shown() -> None:
    form = surveys.find("birokrasi")
    rows = [staff(berbelit=3, berbelit__pengendalian=0) for _ in range(4)]
    (whole,) = survey.heat(form, survey.gathered(form, rows))
    assert whole.hidden
    five = [*rows, Response({"berbelit": 1}, {"kelompok": "pengguna"})]
    assert all(one.hidden for one in survey.heat(form, survey.gathered(form, five), "kelompok"))
