"""The strip on top of every page: which unit, how it stands, whether all is saved, what can be done."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from zi_assess.ui import theme
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.pill import Pill
from zi_assess.ui.widgets.surfaces import Plane, clear_layout
from zi_assess.ui.widgets.text import elided, label

SaveState = Literal["saved", "saving", "readonly", "failed", "none"]
_SAVE_KIND: dict[SaveState, Kind] = {
    "saved": "ok",
    "saving": "neutral",
    "readonly": "warn",
    "failed": "bad",
    "none": "neutral",
}


class Header(Plane):
    """Unit and line below at the left; score, pill, save state and the page's buttons at the right.

    `set_buttons` puts the page's own buttons there; a page has one primary button.
    """

    def __init__(self) -> None:
        super().__init__("card", "b")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._unit = elided(size="lead", weight=600)
        self._sub = elided(tone="muted")
        self._caption = label(tone="muted")
        self._score = label(size="lead", weight=600, tabular=True)
        self._pill = Pill()
        self._save = Pill()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.px(8))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(18), 0, theme.px(18), 1)
        row.setSpacing(theme.px(12))
        row.addWidget(self._unit, 0)
        row.addWidget(self._sub, 1)
        for widget in (self._caption, self._score, self._pill, self._save):
            row.addWidget(widget)
        row.addLayout(self._buttons)
        self._row = row

    def sizeHint(self) -> QSize:
        """One strip."""
        return QSize(theme.px(600), theme.px(52))

    def minimumSizeHint(self) -> QSize:
        """As high, and narrower."""
        return QSize(theme.px(200), theme.px(52))

    def add_switch(self, widget: QWidget) -> None:
        """Put *widget*, which leads to other units and years, right after the unit's name."""
        self._row.insertWidget(1, widget)

    def add_tool(self, widget: QWidget, *, before_score: bool = False) -> None:
        """Put *widget* at the right end for good, or to the left of the score."""
        self._row.insertWidget(
            self._row.indexOf(self._caption) if before_score else self._row.count(), widget
        )

    def set_unit(self, unit: str, sub: str) -> None:
        """Show the *unit* and a muted line: pack, year, target."""
        self._unit.setText(unit)
        self._sub.setText(sub)

    def set_score(self, caption: str, score: str, kind: Kind = "neutral", pill: str = "") -> None:
        """Show the score; with all empty it is away."""
        self._caption.setText(caption)
        self._score.setText(score)
        self._score.setAccessibleName(f"{caption} {score}")
        self._pill.set(pill, kind)
        for part in (self._caption, self._score):
            part.setHidden(not score)

    def set_saved(self, state: SaveState, text: str) -> None:
        """Tell whether what was done is durable, in words."""
        self._save.set(text, _SAVE_KIND[state])

    def set_buttons(self, *buttons: QWidget) -> None:
        """Put the page's *buttons* at the right end, instead of those before (which are let go)."""
        clear_layout(self._buttons)
        for button in buttons:
            self._buttons.addWidget(button)
