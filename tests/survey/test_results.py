"""Published results come out to the printed digit, and what must never be computed is not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.survey.examples import NATIONAL, REGIONAL, ROWS49, counted, form, read, same, shown
from zi_assess.core.survey import (
    Frame,
    Response,
    Responses,
    Typed,
    gathered,
    grade,
    printed_ikm,
    result,
    typed_result,
)


@pytest.mark.parametrize(
    ("published", "ikm", "letter", "index", "places"),
    [(NATIONAL, "87,64", "B", "3,506", 3), (REGIONAL, "91,48", "A", "3,6590", 4)],
    ids=["187 respondents", "29 respondents"],
)
def test_a_published_survey_comes_out_to_the_printed_digit(
    published: dict[str, tuple[tuple[int, int, int, int], str]],
    ikm: str,
    letter: str,
    index: str,
    places: int,
) -> None:
    made = result(form(), counted(published))
    assert made.grade is not None
    assert (shown(made.ikm), made.grade.letter, shown(made.index, places)) == (ikm, letter, index)
    for one in made.unsur:
        counts, nrr = published[one.code]
        assert (one.n, shown(one.nrr, places)) == (sum(counts), nrr)


def test_the_letters_of_a_published_survey_are_those_of_each_unsur() -> None:
    made = result(form(), counted(NATIONAL))
    best = {one.code for one in made.unsur if one.grade and one.grade.letter == "A"}
    assert best == {"biaya", "pengaduan"}
    assert [one.code for one in made.lowest] == ["produk", "persyaratan", "sarana"]
    assert [one.code for one in made.highest] == ["biaya", "pengaduan", "perilaku"]


def test_raw_rows_come_out_as_they_should() -> None:
    found = read(ROWS49)
    made = result(found.form, found.responses)
    assert (found.counts.accepted, found.counts.rejected) == (49, 0)
    assert (shown(made.ikm), made.grade.letter if made.grade else "") == ("78,74", "B")
    assert shown(made.index, 4) == "3,1497"


def test_a_rounded_weight_is_only_for_show_and_would_change_the_value() -> None:
    national, regional = result(form(), counted(NATIONAL)), result(form(), counted(REGIONAL))
    assert [shown(printed_ikm(one)) for one in (national, regional)] == ["87,55", "91,38"]
    assert [shown(printed_ikm(one, Fraction("0.11"))) for one in (national, regional)] == ["86,76", "90,56"]
    full = result(form(), same(3, **{one.code: 4 for one in form().unsur}))
    assert (shown(full.ikm), shown(printed_ikm(full))) == ("100,00", "99,90")


def test_a_blank_leaves_an_unsur_out_for_that_respondent_and_lowers_nothing() -> None:
    rows = [Response({"persyaratan": 4, "biaya": 2}), Response({"persyaratan": 4}), Response({"biaya": 4})]
    made = result(form(), gathered(form(), rows))
    first, price = made.of("persyaratan"), made.of("biaya")
    assert first is not None and price is not None
    assert (first.n, first.nrr, price.n, price.nrr) == (2, 4, 2, 3)
    assert made.index == Fraction(7, 2)
    assert [one.code for one in made.warnings].count("unsur-missing") == 7


@pytest.mark.parametrize(
    ("value", "letter"),
    [
        ("24.99", None),
        ("25", "D"),
        ("64.99", "D"),
        ("64.994", "D"),
        ("64.995", "C"),
        ("65", "C"),
        ("76.60", "C"),
        ("76.604", "C"),
        ("76.605", "B"),
        ("76.61", "B"),
        ("88.30", "B"),
        ("88.3049", "B"),
        ("88.305", "A"),
        ("88.31", "A"),
        ("100", "A"),
    ],
)
def test_edges_and_gaps_of_the_conversion_table_hold(value: str, letter: str | None) -> None:
    found = grade(Fraction(value), form().table())
    assert (found.letter if found else None) == letter


def test_an_old_result_is_graded_by_its_own_table() -> None:
    typed = Typed(150, ikm=Fraction("76.475"))
    now = typed_result(form(), typed)
    then = typed_result(form(), typed, Frame(grades="kep-25-2004"))
    assert [one.grade.letter if one.grade else "" for one in (now, then)] == ["C", "B"]
    assert then.table is not None and then.table.id == "kep-25-2004"


def test_a_summary_with_fourteen_unsur_computes_and_says_when_the_print_differs() -> None:
    nrr = "3.06 2.98 3.06 2.90 3.06 3.14 3.04 3.06 3.18 3.08 3.20 3.18 3.10 3.04".split()
    unsur = tuple((f"u{place}", f"Unsur {place}", Fraction(one)) for place, one in enumerate(nrr, 1))
    frame = Frame(grades="kep-25-2004")
    exact = typed_result(form(), Typed(150, unsur), frame)
    assert (shown(exact.ikm), shown(exact.index, 4)) == ("76,93", "3,0771")
    printed = typed_result(form(), Typed(150, unsur, Fraction("76.475")), frame)
    assert printed.ikm == Fraction("76.475") and "printed-differs" in [one.code for one in printed.warnings]


def test_six_points_are_divided_by_one_and_a_half() -> None:
    spak = form("spak", "6")
    every = {item.code: 6 for one in spak.unsur if not one.control for item in one.asked}
    assert result(spak, gathered(spak, [Response(every)] * 30)).index == 4
    worst = dict.fromkeys(every, 1)
    assert shown(result(spak, gathered(spak, [Response(worst)] * 30)).index) == "0,67"


def test_an_unsur_of_several_items_is_their_mean_and_weighs_no_more_than_another() -> None:
    spak = form("spak", "4")
    given = {item.code: 4 for one in spak.unsur if not one.control for item in one.asked}
    given |= {"imbalan_uang": 1, "imbalan_barang": 2, "imbalan_fasilitas": 3}
    made = result(spak, gathered(spak, [Response(given)] * 30))
    reward = made.of("imbalan")
    assert reward is not None and (reward.nrr, len(reward.items)) == (2, 3)
    assert made.index == Fraction(4 * 4 + 2, 5)
    assert made.warnings == ()


def test_one_column_for_a_whole_unsur_is_as_good_as_its_items() -> None:
    spak = form("spak", "4")
    codes = [one.code for one in spak.unsur if not one.control]
    made = result(spak, gathered(spak, [Response(dict.fromkeys(codes, 4))] * 30))
    assert (made.index, made.warnings) == (4, ())


def test_a_control_item_is_counted_for_nothing_and_what_it_admits_is_said() -> None:
    spak = form("spak", "4")
    codes = [one.code for one in spak.unsur if not one.control]
    rows = [Response(dict.fromkeys(codes, 3) | {"terpaksa": int(place < 2)}) for place in range(30)]
    made = result(spak, gathered(spak, rows))
    assert made.index == 3
    (said,) = made.warnings
    assert (said.code, said.values["count"]) == ("control-answered", 2)
    control = made.of("terpaksa")
    assert control is not None and control.weighted is None and control.control


def test_fewer_than_thirty_are_warned_of_and_never_refused() -> None:
    spak = form("spak", "4")
    few = gathered(spak, [Response({"pungli": 4})] * 29)
    codes = [one.code for one in result(spak, few).warnings]
    assert "respondents-few" in codes and result(spak, few).index == 4
    small = result(spak, few, Frame(population=25)).warnings
    assert "respondents-few" not in [one.code for one in small]


def test_a_sample_that_is_too_small_is_warned_of() -> None:
    made = result(form(), counted(NATIONAL), Frame(population=23_857_000))
    (said,) = made.warnings
    assert (said.code, said.values) == (
        "sample-small",
        {"n": 187, "least": 385, "population": 23_857_000},
    )
    assert result(form(), counted(NATIONAL), Frame(population=300)).warnings == ()


def test_nobody_is_no_zero() -> None:
    made = result(form(), Responses())
    assert (made.n, made.index, made.ikm, made.grade) == (0, None, None, None)
    assert [one.code for one in made.warnings] == ["empty"]
