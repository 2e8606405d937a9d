"""The picture of the road: its words never stand on each other, however near or far the end is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.plan.starts import start
from zi_assess.core.pack import Pack
from zi_assess.core.plan import Wishes, build, describe, greedy
from zi_assess.core.plan.result import Status
from zi_assess.reports import planning
from zi_assess.reports.charts import Drawing, Text
from zi_assess.reports.planning import Drawn
from zi_assess.reports.roadchart import bars

TODAY = date(2026, 11, 22)
SIZE, WIDTH, LEFT = 12.0, 1100.0, 240.0


def drawn(lke: Pack, most: int, deadline: date = date(2027, 5, 31)) -> Drawn:
    """The first *most* steps of a long plan, laid out in time."""
    model = build(start(lke, 11, blanks=0.5), "WBK")
    plan = describe(model, greedy(model) or (), Status.GAP)
    return planning.laid(replace(plan, steps=plan.steps[-most:]), Wishes(deadline=deadline), TODAY)


def picture(made: Drawn) -> Drawing:
    names = [f"{n}. {bar.step.code}" for n, bar in enumerate(made.road.bars, 1)]
    return bars(made, names, WIDTH, SIZE, 1.0, LEFT)


def spans(shapes: Drawing, row: float) -> list[tuple[float, float]]:
    """Where the words on the line *row* begin and end, by a generous estimate of the type."""
    made = []
    for one in shapes.shapes:
        if isinstance(one, Text) and one.y == row:
            wide = len(one.text) * SIZE * 0.55
            made.append((one.x - wide, one.x) if one.anchor == "end" else (one.x, one.x + wide))
    return sorted(made)


@pytest.mark.parametrize("steps", [1, 3, 8, 15, 40])
def test_months_quarter_ends_and_the_last_day_keep_clear_of_each_other(lke: Pack, steps: int) -> None:
    shapes = picture(drawn(lke, steps))
    head = {one.y for one in shapes.shapes if isinstance(one, Text) and one.x >= LEFT and one.y < 34}
    assert len(head) == 2
    for row in head:
        placed = spans(shapes, row)
        assert all(before[1] <= after[0] for before, after in pairwise(placed)), row
        assert placed[-1][1] <= WIDTH


@pytest.mark.parametrize("days", [3, 20, 40, 100])
def test_the_day_to_be_ready_never_stands_on_the_names(lke: Pack, days: int) -> None:
    shapes = picture(drawn(lke, 4, TODAY + timedelta(days=days)))
    named = [one for one in shapes.shapes if isinstance(one, Text) and one.fill == "warn"]
    assert len(named) == 1
    assert all(begins >= LEFT - 1 for begins, _end in spans(shapes, named[0].y))


def test_where_years_pass_every_month_that_is_named_has_its_year(lke: Pack) -> None:
    shapes = picture(drawn(lke, 40))
    months = [
        one.text for one in shapes.shapes if isinstance(one, Text) and one.fill == "muted" and one.y < 20
    ]
    assert len(months) > 3 and all(one.split(" ")[-1].isdigit() for one in months)


def test_every_step_is_named_beside_its_bar(lke: Pack) -> None:
    made = drawn(lke, 8)
    told = [one.text for one in picture(made).shapes if isinstance(one, Text) and one.x == 0]
    assert told == [f"{n}. {bar.step.code}" for n, bar in enumerate(made.road.bars, 1)]
