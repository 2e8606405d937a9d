"""The look: legible in every theme, the same in every widget, and larger when asked."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QGridLayout, QMenu, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from zi_assess.ui import theme
from zi_assess.ui.widgets.dates import DateEdit
from zi_assess.ui.widgets.fields import Entry
from zi_assess.ui.widgets.text import label


@dataclass(frozen=True)
class Look:
    theme: str = "light"
    high_contrast: bool = False
    large_type: bool = False


def luminance(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ("bg", "card", "hover", "brand_tint", "selection")
TINTS = ("ok_tint", "warn_tint", "bad_tint", "info_tint", "neutral_tint")
KINDS = ("ok", "warn", "bad", "info", "neutral")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "muted", "brand", *KINDS) for ground in GROUNDS),
    *(("faint", ground) for ground in ("bg", "card", "hover")),
    *(("ink", tint) for tint in TINTS),
    *((kind, f"{kind}_tint") for kind in KINDS),
    ("on_brand", "brand"),
    ("on_brand", "brand_hover"),
]
SHAPE_PAIRS = [("edge", "bg"), ("edge", "card"), ("brand", "card"), ("brand", "bg"), ("ink", "track")] + [
    (fill, "track") for fill in ("brand", "ok", "bad")
]


def test_the_measure_of_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("name", theme.PALETTES)
def test_every_ink_is_legible_on_every_surface_it_stands_on(name: str) -> None:
    colors = theme.PALETTES[name]
    dim = {pair: round(contrast(*(colors[t] for t in pair)), 2) for pair in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in dim.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", ["contrast", "contrast-dark"])
def test_high_contrast_reaches_the_stricter_measure(name: str) -> None:
    colors = theme.PALETTES[name]
    dim = {pair: contrast(*(colors[t] for t in pair)) for pair in TEXT_PAIRS if pair[0] in ("ink", "muted")}
    assert min(dim.values()) >= 7


@pytest.mark.parametrize("name", theme.PALETTES)
def test_borders_of_controls_and_bars_stand_out_from_their_ground(name: str) -> None:
    colors = theme.PALETTES[name]
    weak = {pair: contrast(*(colors[t] for t in pair)) for pair in SHAPE_PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_every_theme_has_every_token() -> None:
    tokens = {frozenset(colors) for colors in theme.PALETTES.values()}
    assert len(tokens) == 1


@pytest.mark.parametrize(
    ("look", "name"),
    [
        (Look("light"), "light"),
        (Look("dark"), "dark"),
        (Look("light", high_contrast=True), "contrast"),
        (Look("dark", high_contrast=True), "contrast-dark"),
    ],
)
def test_the_choice_of_the_user_decides_the_palette(qapp: QApplication, look: Look, name: str) -> None:
    theme.apply(qapp, look)
    assert theme.name() == name
    assert theme.color("ink").name() == theme.PALETTES[name]["ink"]
    assert theme.dark() == (look.theme == "dark")


def test_the_style_sheet_is_whole_in_every_theme(qapp: QApplication) -> None:
    for look in (Look("light"), Look("dark", high_contrast=True, large_type=True)):
        theme.apply(qapp, look)
        assert "$" not in qapp.styleSheet()
        assert "@" not in qapp.styleSheet()


def test_words_are_set_in_inter_with_figures_of_one_width_where_asked(qapp: QApplication) -> None:
    theme.apply(qapp, Look())
    for weight in (400, 600, 700):
        assert QFontInfo(theme.font(weight=weight)).family() == "Inter"
        assert QFontInfo(theme.font(weight=weight)).weight() == weight
    assert QFontInfo(theme.font(italic=True)).italic()
    even = theme.metrics(tabular=True)
    assert even.horizontalAdvance("1111") == even.horizontalAdvance("0000")
    assert theme.metrics().horizontalAdvance("1111") < even.horizontalAdvance("1111")


def test_lists_and_menus_are_set_in_it_too_where_the_system_has_a_font_of_its_own_for_them(
    qapp: QApplication,
) -> None:
    theme.apply(qapp, Look())
    table, menu = QTableWidget(1, 1), QMenu()
    menu.addAction("Buka")
    for widget in (table, table.horizontalHeader(), menu):
        widget.ensurePolished()
        assert QFontInfo(widget.font()).family() == "Inter"


def test_large_type_makes_words_and_room_a_quarter_larger(qapp: QApplication) -> None:
    theme.apply(qapp, Look())
    assert (theme.font().pixelSize(), theme.px(40)) == (13, 40)
    theme.apply(qapp, Look(large_type=True))
    assert (theme.font().pixelSize(), theme.px(40)) == (16, 50)


def test_widgets_that_are_open_follow_a_change_of_the_look(qapp: QApplication) -> None:
    theme.apply(qapp, Look())
    words = label("Tersimpan", tone="muted")
    words.ensurePolished()
    before = words.palette().color(words.foregroundRole()).name()
    theme.apply(qapp, Look("dark", large_type=True))
    words.ensurePolished()
    assert words.font().pixelSize() == 16
    assert before == theme.PALETTES["light"]["muted"]
    assert words.palette().color(words.foregroundRole()).name() == theme.PALETTES["dark"]["muted"]


@pytest.mark.parametrize("large", [False, True])
def test_a_date_is_as_tall_as_the_entry_beside_it(qtbot: QtBot, qapp: QApplication, large: bool) -> None:
    theme.apply(qapp, Look(large_type=large))
    form = QWidget()
    qtbot.addWidget(form)
    grid = QGridLayout(form)
    fields = DateEdit("Tanggal"), Entry("Kota")
    for column, field in enumerate(fields):
        grid.addWidget(label(field.accessibleName()), 0, column)
        grid.addWidget(field, 1, column)
    form.show()
    qtbot.waitExposed(form)
    date, entry = fields
    assert (date.y(), date.height()) == (entry.y(), entry.height())
