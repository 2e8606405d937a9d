"""Rows flow over pages: each once, in order, headed, and none over the edge."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.paper import pages
from zi_assess.reports.page import BOTTOM, INNER, LEFT, Imprint, Paper
from zi_assess.reports.paint import HEIGHT
from zi_assess.reports.table import Column, Grid, Row

IMPRINT = Imprint("Uji", "Uji", "Uji", "kiri", "kanan", "kaki", "id", example=False)


def grid(paper: Paper) -> Grid:
    return Grid(LEFT, INNER, (Column("No", 60), Column("Isi", 0)), paper.lacking)


def row(of: Grid, number: int, lines: int, keep: bool = False) -> Row:
    text = "\n".join(f"b{number}-{n}" for n in range(lines))
    return of.row(f"r{number}", text, keep=keep, repeat=(of.head(),))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 90), st.booleans()), min_size=1, max_size=40))
def test_every_line_is_set_once_in_order_and_above_the_foot(shape: list[tuple[int, bool]]) -> None:
    paper = Paper(IMPRINT)
    made = grid(paper)
    paper.flow([row(made, n, lines, keep) for n, (lines, keep) in enumerate(shape)])
    assert all(_lowest(page.texts) <= BOTTOM for page in paper.pages)
    printed = "\n".join(pages(paper.finish())).split()
    lines = [word for word in printed if word.startswith("b") and word[1].isdigit()]
    assert lines == [f"b{n}-{i}" for n, (count, _keep) in enumerate(shape) for i in range(count)]


def _lowest(texts: list[str]) -> float:
    return max((HEIGHT - float(one.split()[5]) for one in texts if one.endswith("Tm")), default=0.0)


def test_every_later_page_repeats_the_titles_of_the_columns() -> None:
    paper = Paper(IMPRINT)
    made = grid(paper)
    paper.flow([made.head(), *(row(made, n, 1) for n in range(200))])
    printed = pages(paper.finish())
    assert len(printed) > 3
    assert all(page.count("Isi") == 1 for page in printed)


def test_a_row_that_must_stay_with_the_next_is_never_the_last_of_a_page() -> None:
    paper = Paper(IMPRINT)
    made = grid(paper)
    paper.flow([row(made, n, 1, keep=n % 2 == 0) for n in range(200)])
    for page in pages(paper.finish()):
        numbers = [int(word[1:]) for word in page.split() if word[0] == "r" and word[1:].isdigit()]
        assert numbers[-1] % 2 == 1


def test_rows_that_all_belong_together_still_fill_their_pages() -> None:
    paper = Paper(IMPRINT)
    made = grid(paper)
    paper.flow([row(made, n, 1, keep=True) for n in range(120)])
    counts = [len(re.findall(r"\br\d", page)) for page in pages(paper.finish())]
    assert sum(counts) == 120
    assert min(counts[:-1]) > 20
