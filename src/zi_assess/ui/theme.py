"""The one place for colours, type and measures: light, dark and high contrast, normal and large type."""

from __future__ import annotations

import os
from typing import Literal, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from zi_assess import paths

Kind = Literal["ok", "warn", "bad", "info", "neutral", "brand"]
Size = Literal["tiny", "small", "base", "lead", "title", "page", "huge"]

_THEMES = ("light", "dark", "contrast", "contrast-dark")
_TOKENS = {
    "bg": "#f5f6f8 #12161c #ffffff #000000",
    "card": "#ffffff #1a2029 #ffffff #000000",
    "line": "#e3e6eb #2b3440 #5a6472 #9aa6b5",
    "edge": "#868f9d #6f7d8f #1c2430 #dfe6ee",
    "ink": "#17202e #e8ecf2 #000000 #ffffff",
    "muted": "#5d6878 #a3aebd #1c2430 #e6ebf2",
    "faint": "#66707f #8f9bab #2b3440 #d3dae3",
    "brand": "#0f5f6b #5fc3cf #003f49 #7fe9f5",
    "on_brand": "#ffffff #0a1d21 #ffffff #000000",
    "brand_tint": "#e3f1f2 #17323a #d5eef1 #003a42",
    "brand_hover": "#0b4a54 #86d8e1 #00242a #b8f4fb",
    "selection": "#d9ecee #1d3a41 #bfe3e8 #004d57",
    "hover": "#f2f4f7 #222a35 #e6eaee #1c232c",
    "track": "#e3e6eb #2f3947 #c3cad3 #4a5666",
    "ok": "#146b3c #5ccf8f #003d1c #7dffb4",
    "warn": "#8a4d00 #f0b45a #5a2f00 #ffd08a",
    "bad": "#b3261e #ff8a80 #8a0000 #ffb3ab",
    "info": "#2b5fb8 #8ab4f8 #0b2f7a #b5d0ff",
    "neutral": "#515c6b #b4bfcd #1c2430 #e6ebf2",
    "ok_tint": "#e4f4ea #15301f #d3f0df #00351a",
    "warn_tint": "#fdf1dd #36280f #ffe7c2 #402800",
    "bad_tint": "#fbe9e7 #3a1a18 #ffdcd8 #4d0b06",
    "info_tint": "#e8effb #1a2740 #d8e5ff #0a2659",
    "neutral_tint": "#eceff3 #262f3b #dfe4ea #28313d",
}
PALETTES: dict[str, dict[str, str]] = {
    theme: {token: values.split()[column] for token, values in _TOKENS.items()}
    for column, theme in enumerate(_THEMES)
}

_ROLES = {
    "bg": "Window",
    "card": "Base Button Light Midlight ToolTipBase",
    "hover": "AlternateBase",
    "ink": "WindowText Text ButtonText BrightText HighlightedText ToolTipText",
    "faint": "PlaceholderText",
    "selection": "Highlight",
    "brand": "Link LinkVisited Accent",
    "line": "Mid",
    "edge": "Dark Shadow",
}
TYPE: dict[Size, int] = {"tiny": 11, "small": 12, "base": 13, "lead": 15, "title": 18, "page": 22, "huge": 44}
RADIUS_CONTROL, RADIUS_CARD = 7, 10
LARGE = 1.25
_SHEET_PIXELS = (12, 28, 30)
_FACES = {400: "Inter-Regular.ttf", 600: "Inter-SemiBold.ttf", 700: "Inter-Bold.ttf"}
_STYLE = "QT_STYLE_OVERRIDE"
_ITALIC = "Inter-Italic.ttf"
_TABULAR = QFont.Tag.fromString("tnum")


class Look(Protocol):
    """What `apply` asks of the settings."""

    @property
    def theme(self) -> str:
        """`system`, `light` or `dark`."""

    @property
    def high_contrast(self) -> bool:
        """Whether ink and ground stand as far apart as they can."""

    @property
    def large_type(self) -> bool:
        """Whether everything is drawn a quarter larger."""


_name = "light"
_scale = 1.0
_colors: dict[str, QColor] = {}
# Windows dresses these in a font of its own, whatever the application's is.
_FONTS_OF_THEIR_OWN = ("QAbstractItemView", "QMenu", "QMenuBar", "QMessageBox", "QTipLabel", "QStatusBar")
_fonts: dict[tuple[str, int, bool, bool], QFont] = {}
_loaded: set[str] = set()


def prepare() -> None:
    """Call before the application is made: it then starts in Fusion, 4 ms sooner than when told afterwards."""
    os.environ.setdefault(_STYLE, "Fusion")


def apply(app: QApplication, look: Look) -> None:
    """Dress *app*; may be called again at any time, and every widget follows."""
    global _name, _scale
    _name = _choose(app, look)
    _scale = LARGE if look.large_type else 1.0
    _colors.clear()
    _fonts.clear()
    if os.environ.get(_STYLE) != "Fusion":
        app.setStyle("Fusion")
    app.setFont(font())
    font(weight=600)
    app.setPalette(_palette())
    app.setStyleSheet(_sheet())
    for kind in _FONTS_OF_THEIR_OWN:  # last: the style sheet brings theirs back
        app.setFont(font(), kind)  # type: ignore[arg-type]  # the stubs say bytes, and bytes are refused


def _choose(app: QApplication, look: Look) -> str:
    hints = app.styleHints()
    dark = look.theme == "dark" or (look.theme != "light" and hints.colorScheme() == Qt.ColorScheme.Dark)
    access = hints.accessibility()  # kept in a name, as its parent is: the wrapper dies with that
    high = look.high_contrast or access.contrastPreference() == Qt.ContrastPreference.HighContrast
    return ("contrast-dark" if dark else "contrast") if high else "dark" if dark else "light"


def name() -> str:
    """The palette in use."""
    return _name


def dark() -> bool:
    """Whether light ink stands on a dark ground."""
    return _name.endswith("dark")


def color(token: str) -> QColor:
    """The colour of a token such as `ink`, `brand`, `warn_tint` in the palette in use."""
    found = _colors.get(token)
    if found is None:
        found = _colors[token] = QColor(PALETTES[_name][token])
    return found


def px(n: float) -> int:
    """*n* pixels of the normal mode, in the mode in use."""
    return round(n * _scale)


def font(size: Size = "base", weight: int = 400, *, tabular: bool = False, italic: bool = False) -> QFont:
    """Inter in a step of the type scale, *tabular* for figures in columns. Never change what is returned."""
    key = (size, weight, tabular, italic)
    found = _fonts.get(key)
    if found is None:
        found = _fonts[key] = _make_font(TYPE[size], weight, tabular, italic)
    return found


def metrics(size: Size = "base", weight: int = 400, *, tabular: bool = False) -> QFontMetrics:
    """The measures of `font` with the same arguments."""
    return QFontMetrics(font(size, weight, tabular=tabular))


def _make_font(points: int, weight: int, tabular: bool, italic: bool) -> QFont:
    _load(_ITALIC if italic else _FACES.get(weight, _FACES[400]))
    made = QFont("Inter")
    made.setPixelSize(px(points))
    made.setWeight(QFont.Weight(weight))
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(_TABULAR, 1)
    return made


def _load(file: str) -> None:
    if file not in _loaded:
        _loaded.add(file)
        QFontDatabase.addApplicationFont(str(paths.bundled("resources", "fonts", file)))


def _palette() -> QPalette:
    role = QPalette.ColorRole
    made = QPalette()
    for token, names in _ROLES.items():
        for name in names.split():
            made.setColor(role[name], color(token))
    for disabled in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, disabled, color("faint"))
    return made


def _sheet() -> str:
    """The style sheet with this palette's colours for `$token;` and this mode's pixels for `@n`."""
    made = paths.bundled("resources", "theme", "window.qss").read_text("utf-8")
    for token, value in PALETTES[_name].items():
        made = made.replace(f"${token};", f"{value};")
    for n in _SHEET_PIXELS:
        made = made.replace(f"@{n};", f"{px(n)}px;")
    return made
