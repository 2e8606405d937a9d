"""The focus ring: seen by those who use the keyboard, out of the way of those who do not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

_BY_KEYBOARD = (
    Qt.WidgetAttribute.WA_KeyboardFocusChange
)  # Qt sets it on a window at the first Tab or shortcut


def ringed(widget: QWidget) -> bool:
    """Whether *widget* shall draw its focus ring."""
    return widget.hasFocus() and widget.window().testAttribute(_BY_KEYBOARD)


def walk_to(widget: QWidget) -> None:
    """Give *widget* the focus as the Tab key would."""
    widget.window().setAttribute(_BY_KEYBOARD)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
