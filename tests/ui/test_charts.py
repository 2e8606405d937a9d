"""Charts as plain shapes: in the right place, in the right colour, and painted as described."""

from __future__ import annotations

import math

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from test_theme import Look

from zi_assess.reports.charts import (
    AreaBar,
    Circle,
    Line,
    Polygon,
    Rect,
    Spoke,
    Text,
    area_bars,
    radar,
    threshold_bar,
)
from zi_assess.ui import theme
from zi_assess.ui.paint import paint


def fills(shapes: tuple[object, ...]) -> list[tuple[str, float, float]]:
    return [(s.fill, s.x, s.width) for s in shapes if isinstance(s, Rect)]


def test_a_bar_below_its_mark_is_red_and_as_long_as_its_value() -> None:
    shapes = threshold_bar(200, 16, 71.48, 100, 75).shapes
    assert fills(shapes) == [
        ("track", 0, 200),
        ("bad", 0, pytest.approx(142.96)),
        ("card", 148, 4),
        ("ink", 149, 2),
    ]


@pytest.mark.parametrize(("value", "fill"), [(75, "ok"), (75.01, "ok"), (74.99, "bad")])
def test_a_bar_exactly_at_its_mark_holds(value: float, fill: str) -> None:
    assert fills(threshold_bar(200, 16, value, 100, 75).shapes)[1][0] == fill


def test_a_bar_without_a_mark_has_the_accent_and_nothing_else() -> None:
    assert [fill for fill, _x, _w in fills(threshold_bar(200, 16, 3, 9).shapes)] == ["track", "brand"]


@pytest.mark.parametrize(("value", "maximum"), [(-1, 10), (0, 10), (0, 0), (5, 0)])
def test_nothing_to_show_leaves_the_track_alone(value: float, maximum: float) -> None:
    assert [fill for fill, _x, _w in fills(threshold_bar(200, 16, value, maximum).shapes)] == ["track"]


def test_no_bar_or_mark_leaves_its_track() -> None:
    for shape in threshold_bar(200, 16, 300, 100, 250).shapes:
        assert isinstance(shape, Rect)
        assert shape.x >= 0
        assert shape.x + shape.width <= 201


def test_area_bars_put_label_left_and_value_right_on_one_line() -> None:
    drawing = area_bars([AreaBar("Satu", 0.5, "5,00"), AreaBar("Dua", 0.25, "2,50", 0.6)], 400, row=24)
    texts = [s for s in drawing.shapes if isinstance(s, Text)]
    assert [(t.text, t.anchor, t.x) for t in texts] == [
        ("Satu", "start", 0),
        ("5,00", "end", 400),
        ("Dua", "start", 0),
        ("2,50", "end", 400),
    ]
    assert texts[0].y == texts[1].y < texts[2].y
    assert drawing.height == 48


def test_a_radar_has_its_first_spoke_on_top_and_a_red_point_where_it_falls_short() -> None:
    spokes = [Spoke("a", 1.0, 0.6), Spoke("b", 0.3, 0.6), Spoke("c", 0.6, 0.6), Spoke("d", 0.8)]
    drawing = radar(spokes, 300, 300, size=10)
    points = [s for s in drawing.shapes if isinstance(s, Circle)]
    radius = 150 - 60
    assert (points[0].x, points[0].y) == pytest.approx((150, 150 - radius))
    assert math.dist((points[1].x, points[1].y), (150, 150)) == pytest.approx(0.3 * radius)
    assert [point.fill for point in points] == ["brand", "bad", "brand", "brand"]
    assert [s.dash for s in drawing.shapes if isinstance(s, Polygon) and s.stroke == "ink"] == [3]
    assert {s.text for s in drawing.shapes if isinstance(s, Text)} == {"a", "b", "c", "d"}


def test_a_radar_of_two_spokes_is_empty() -> None:
    assert radar([Spoke("a", 1), Spoke("b", 1)], 100, 100).shapes == ()


def test_every_colour_of_a_chart_is_a_token_of_the_theme() -> None:
    shapes = [
        *threshold_bar(200, 16, 1, 10, 5).shapes,
        *area_bars([AreaBar("x", 1, "1", 0.5)], 300).shapes,
        *radar([Spoke("a", 1, 0.5), Spoke("b", 0.2, 0.5), Spoke("c", 1)], 200, 200).shapes,
    ]
    used = {getattr(s, name) for s in shapes for name in ("fill", "stroke") if getattr(s, name, "")}
    assert used <= set(theme.PALETTES["light"])


def test_the_painter_puts_each_shape_where_it_was_described(qapp: QApplication) -> None:
    theme.apply(qapp, Look())
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(theme.color("card"))
    painter = QPainter(image)
    shapes = [
        Rect(10, 10, 20, 20, "ok"),
        Line(0, 50.5, 100, 50.5, "ink", 1),
        Circle(80, 20, 8, "bad"),
        Polygon(((60, 60), (95, 60), (95, 95), (60, 95)), fill="brand"),
        Text(5, 90, "Www", 16, "warn", bold=True),
    ]
    paint(painter, shapes)
    painter.end()
    for (x, y), token in {
        (20, 20): "ok",
        (50, 50): "ink",
        (80, 20): "bad",
        (80, 80): "brand",
        (40, 20): "card",
    }.items():
        assert image.pixelColor(x, y).name() == theme.color(token).name()
    written = {image.pixelColor(x, y).name() for x in range(5, 55) for y in range(70, 92)}
    assert theme.color("warn").name() in written
