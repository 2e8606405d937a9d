"""Codes are found in names as units write them, and dates, months and list numbers are no codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zi_assess.core import codes
from zi_assess.core.codes import Label


def _read(name: str) -> list[list[str]]:
    return [[_shown(label) for label in found.labels] for found in codes.find(name)]


def _shown(label: Label) -> str:
    return f"{label.number or ''}{'abcdefghij'[label.letter - 1] if label.letter else ''}"


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("1.a SK Tim ZI", ["1", "a"]),
        ("VI.1.a - Maklumat", ["6", "1", "a"]),
        ("A.I.6.i.b", ["a", "1i", "6", "1i", "b"]),
        ("VI-1-b", ["6", "1", "b"]),
        ("VI_1_b_Maklumat", ["6", "1", "b"]),
        ("VI 1 b Maklumat", ["6", "1", "b"]),
        ("(4.2.c) SK IKU", ["4", "2", "c"]),
        ("Maklumat VI.1.b", ["6", "1", "b"]),
        ("SK_Tim_A.I.1.i.a", ["a", "1i", "1", "1i", "a"]),
        ("ZIVI1B", ["6", "1", "b"]),
        ("LKE-VI-1-b", ["6", "1", "b"]),
        ("6ib", ["6", "1i", "b"]),
        ("a. Tim", ["a"]),
    ],
)
def test_a_code_is_read_as_written(name: str, labels: list[str]) -> None:
    assert labels in _read(name)


@pytest.mark.parametrize(
    "name",
    [
        "B03 laporan",
        "Laporan TW II 2026",
        "Lampiran 1",
        "v2 final",
        "Semester I 2026",
        "12 Januari 2026",
        "civic",
        "via pos",
    ],
)
def test_what_counts_something_else_is_no_long_code(name: str) -> None:
    assert [labels for labels in _read(name) if len(labels) > 1] == []


def test_pokja_counts_areas() -> None:
    assert [found.level for found in codes.find("Pokja 2")] == [True]


def test_a_question_number_of_the_portal_is_read() -> None:
    assert codes.soal("Soal 70 maklumat") == "70"
    assert codes.soal("persoalan 70") == ""


def test_a_whole_code_fits_its_place_alone() -> None:
    own = tuple(codes.label(one) or Label() for one in ("A", "I", "6", "i", "b"))
    other = tuple(codes.label(one) or Label() for one in ("A", "I", "6", "i", "c"))
    given = codes.find("A.I.6.i.b")[0].labels
    assert codes.fit(given, own) == 1.0
    assert codes.fit(given, other) == 0.0


def test_a_level_left_out_costs() -> None:
    own = tuple(codes.label(one) or Label() for one in ("A", "I", "6", "i", "b"))
    whole, gap = (codes.fit(codes.find(name)[0].labels, own) for name in ("6.i.b", "A.6.b"))
    assert whole > gap > 0


@given(st.text(max_size=80))
def test_any_name_can_be_read(name: str) -> None:
    for found in codes.find(name):
        assert 0 < len(found.labels) <= 8
