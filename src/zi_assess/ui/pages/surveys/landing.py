"""What comes back to a dialog from beside the window, as long as the dialog is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QDialog

T = TypeVar("T")


def while_open(dialog: QDialog, function: Callable[[T], None]) -> Callable[[T], None]:
    """*function* until *dialog* is closed; afterwards nothing, since its widgets are gone."""
    there = [True]
    dialog.finished.connect(lambda _result: there.clear())

    def call(given: T) -> None:
        if there:
            function(given)

    return call
