"""How dialogs lay out what they ask: words above each field, a hint below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from zi_assess.ui import theme
from zi_assess.ui.widgets.buttons import Select
from zi_assess.ui.widgets.fields import Entry
from zi_assess.ui.widgets.text import label


def field(text: str, widget: QWidget, hint: str = "") -> QVBoxLayout:
    """*widget* under its name, with a muted *hint* below; the hint is also its spoken description."""
    column = QVBoxLayout()
    column.setSpacing(theme.px(4))
    name = label(text, weight=600)
    name.setBuddy(widget)
    column.addWidget(name)
    column.addWidget(widget)
    if hint:
        column.addWidget(label(hint, size="small", tone="muted", wrap=True))
        widget.setAccessibleDescription(hint)
    return column


def entry(name: str, text: str = "", placeholder: str = "") -> Entry:
    """A line to type into, spoken as *name*."""
    made = Entry(name)
    made.setText(text)
    made.setPlaceholderText(placeholder)
    return made


def select(name: str, choices: list[tuple[str, str]], chosen: str = "") -> Select:
    """A choice among *choices* (key, words); its `currentData()` is the key."""
    made = Select(name)
    fill(made, choices, chosen)
    return made


def fill(box: Select, choices: list[tuple[str, str]], chosen: str = "") -> None:
    """Offer *choices* (key, words) in *box*, with *chosen* on."""
    box.clear()
    for key, words in choices:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))


def side_by_side(*parts: QLayout) -> QHBoxLayout:
    """*parts* in one row, equally wide."""
    row = QHBoxLayout()
    row.setSpacing(theme.px(14))
    for part in parts:
        row.addLayout(part, 1)
    return row
