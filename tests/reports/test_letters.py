"""Text on paper is measured, wrapped and made printable without losing a letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zi_assess.reports.letters import LACKING, faces, p

REGULAR = faces()["regular"]
PRINTABLE = st.text(st.sampled_from([char for char in REGULAR.chars if char.isprintable()]), max_size=200)


@given(PRINTABLE, st.floats(20, 500))
def test_wrapping_keeps_every_letter_and_every_line_fits(text: str, width: float) -> None:
    text = p(text, set())
    lines = REGULAR.wrap(text, 8, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    for line in lines:
        assert len(line) < 2 or REGULAR.width(line) * 8 / 1000 <= width + 0.01


@given(st.text(max_size=200))
def test_whatever_is_written_becomes_printable_and_stays_so(text: str) -> None:
    lacking: set[str] = set()
    shown = p(text, lacking)
    assert all(char in REGULAR.chars or char == "\n" for char in shown)
    assert (LACKING in shown.replace("▢", "", text.count("▢"))) == bool(lacking)
    assert p(shown, set()) == shown


def test_paragraphs_stay_apart_and_blanks_become_one() -> None:
    assert p(" satu \t dua \r\n\r\n tiga ", set()) == "satu dua\n\ntiga"
    assert REGULAR.wrap("satu dua\n\ntiga", 8, 500) == ["satu dua", "", "tiga"]


def test_a_long_address_breaks_after_a_mark_and_never_after_a_hyphen() -> None:
    address = "https://contoh.example/" + "bagian-" * 40
    lines = REGULAR.wrap(address, 8, 120)
    assert "".join(lines) == address
    assert len(lines) > 5
    assert not any(line.endswith("-") for line in lines[:-1])


def test_digits_in_columns_are_equally_wide() -> None:
    assert REGULAR.figures_width("1.111,11") == REGULAR.figures_width("9.048,27")
    assert REGULAR.width("1111") < REGULAR.figures_width("1111")
