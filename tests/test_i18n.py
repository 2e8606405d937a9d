"""Words, numbers and dates are what their readers write."""

from __future__ import annotations

import datetime
import re
import runpy
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from zi_assess import i18n, paths
from zi_assess.errors import Complaint, ZiError, fill

ROOT = Path(__file__).parent.parent
DAY = datetime.date(2026, 8, 17)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Fraction(123456, 100), 2, "1.234,56"),
        (Fraction(1, 200), 2, "0,01"),
        (Fraction(-1, 200), 2, "-0,01"),
        (Fraction(-1, 201), 2, "0,00"),
        (2.675, 2, "2,68"),
        (Decimal("74.995"), 2, "75,00"),
        (Decimal("74.9949999"), 2, "74,99"),
        (5, 2, "5,00"),
        (999_999.5, 0, "1.000.000"),
        (0, 1, "0,0"),
    ],
)
def test_numbers_are_rounded_half_up_and_written_the_indonesian_way(
    value: i18n.Number, places: int, shown: str
) -> None:
    assert i18n.number(value, places) == shown


@given(st.fractions(), st.integers(0, 6))
def test_a_number_read_back_is_the_nearest_one(value: Fraction, places: int) -> None:
    shown = i18n.number(value, places)
    back = Fraction(shown.replace(".", "").replace(",", "."))
    assert abs(back - value) * 2 <= Fraction(1, 10**places)


@pytest.mark.parametrize(
    ("octets", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (214_300, "214 kB"),
        (999_499, "999 kB"),
        (999_500, "1,0 MB"),
        (1_440_000, "1,4 MB"),
        (9_949_999, "9,9 MB"),
        (9_950_000, "10 MB"),
        (2_000_000_000, "2,0 GB"),
        (5 * 10**15, "5.000 TB"),
    ],
)
def test_sizes_have_two_or_three_digits(octets: int, shown: str) -> None:
    assert i18n.size(octets) == shown


def test_dates_percentages_and_counts_follow_the_language() -> None:
    at = datetime.datetime(2026, 8, 17, 9, 5)
    said = [
        (
            i18n.date(DAY),
            i18n.date_short(DAY),
            i18n.moment(at),
            i18n.percent(Fraction(125, 2)),
            i18n.count(2000),
        )
        for i18n_language in i18n.LANGUAGES
        if i18n.use(i18n_language) is None
    ]
    assert said == [
        ("17 Agustus 2026", "17 Agt 2026", "17 Agt 2026 09.05", "62,50%", "2.000"),
        ("17 August 2026", "17 Aug 2026", "17 Aug 2026 09:05", "62.50%", "2,000"),
    ]


def test_a_sentence_shows_its_values_and_leaves_years_alone() -> None:
    values = {"score": Fraction(2, 3), "day": DAY, "year": 2026, "unit": "Dinas {year} & <b>"}
    said = i18n.say("{unit}: {score} pada {day}, tahun {year} {unknown}", values)
    assert said == "Dinas {year} & <b>: 0,67 pada 17 Agustus 2026, tahun 2026 {unknown}"


def test_a_template_reaches_nothing_but_its_values() -> None:
    assert fill("{a.__class__} {a!r} {0} {a}", {"a": 1}) == "{a.__class__} {a!r} {0} 1"


def test_english_comes_from_the_catalogue_and_indonesian_needs_none() -> None:
    error = ZiError("{path} sudah ada.", "Pilih nama lain.", path="a.pdf")
    assert i18n.say(error.what, error.values) == "a.pdf sudah ada."
    i18n.use("en")
    assert i18n.language() == "en"
    assert i18n.say(error.what, error.values) == "a.pdf already exists."
    i18n.use("jv")
    assert i18n.language() == "id"


def test_without_a_catalogue_the_words_stay_indonesian(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "bundled", tmp_path.joinpath)
    i18n.use("en")
    assert (i18n.language(), i18n._("Pilih nama lain.")) == ("id", "Pilih nama lain.")


def test_a_complaint_says_where_as_far_as_it_is_known() -> None:
    said = [
        str(Complaint("a.yaml", line, column, "Salah: {x}.", "Hapus.", {"x": "y"}))
        for line, column in [(3, 7), (3, 0), (0, 0)]
    ]
    assert said == ["a.yaml:3:7: Salah: y. Hapus.", "a.yaml:3: Salah: y. Hapus.", "a.yaml: Salah: y. Hapus."]


def _catalogue() -> Catalog:
    with paths.bundled("locale", "en", "LC_MESSAGES", "zi_assess.po").open("rb") as file:
        return read_po(file, locale="en")


def test_the_english_catalogue_is_complete_and_in_step_with_the_source() -> None:
    script = ROOT / "scripts" / "catalogue"
    checked = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, encoding="utf-8")
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("other", ["{n} berkas", ("{n} berkas", "{n} berkas dipilih")])
def test_two_messages_that_begin_alike_are_refused(other: str | tuple[str, str]) -> None:
    collected = runpy.run_path(str(ROOT / "scripts" / "catalogue"), run_name="catalogue")
    pair = ("{n} berkas", "{n} berkas")
    assert collected["_alone"]([pair, "Berkas", pair]) == ["Berkas", pair]
    with pytest.raises(SystemExit, match=r"share the words '\{n\} berkas'"):
        collected["_alone"]([pair, other])


def test_sql_and_patterns_are_not_translated() -> None:
    sentence = runpy.run_path(str(ROOT / "scripts" / "catalogue"), run_name="catalogue")["_is_sentence"]
    texts = [
        "“{name}” tidak ada",
        "SELECT id FROM isi",
        r"Missing command\.?",
        "Mapping[str, int]",
        "satu kata",
    ]
    assert [text for text in texts if sentence(text, True)] == texts[:1]


def test_a_translation_has_the_places_of_its_source() -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"\{\w+\}", text))

    for message in _catalogue():
        sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
        targets = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for target in filter(None, targets):
            assert not message.id or places(target) == places(sources[-1]), message.id
