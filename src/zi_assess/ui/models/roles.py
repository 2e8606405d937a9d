"""What models give for a row besides its text: agreed on by models and the delegates that draw them."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt


class TreeRole(IntEnum):
    """What a model gives for a row of a tree besides its title (`DisplayRole`); None is left out."""

    SCORE = Qt.ItemDataRole.UserRole + 1
    """str: "24,11" for a group, "A" for a question."""
    PROGRESS = Qt.ItemDataRole.UserRole + 2
    """str: "12/12", "96%"."""
    STATE = Qt.ItemDataRole.UserRole + 3
    """int: a `TreeState`."""
    LEAD = Qt.ItemDataRole.UserRole + 4
    """bool: a title that leads, drawn semibold."""
    WHO = Qt.ItemDataRole.UserRole + 5
    """str: the initials of who is in charge of this very place."""


class TreeState(IntEnum):
    """The mark before a title. Each has a shape of its own, so that colour is never alone."""

    NONE = 0
    EMPTY = 1
    PART = 2
    DONE = 3
    WRONG = 4


class CellRole(IntEnum):
    """What a model may give for a cell of a table besides its text (`DisplayRole`) and `TextAlignmentRole`."""

    PILL = Qt.ItemDataRole.UserRole + 11
    """str: a kind (`ok`, `warn` …); the text is then drawn as a pill."""
    LINE = Qt.ItemDataRole.UserRole + 12
    """str: a muted second line."""
    ICON = Qt.ItemDataRole.UserRole + 13
    """str: the name of an icon before the text."""
    LEAD = Qt.ItemDataRole.UserRole + 14
    """bool: a text that leads, drawn semibold."""
    TONE = Qt.ItemDataRole.UserRole + 15
    """str: a colour token for the text."""
    SORT = Qt.ItemDataRole.UserRole + 16
    """What the column is sorted by."""
