"""The focus ring: seen by those who use the keyboard, out of the way of those who do not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_BY_KEYBOARD = (
    Qt.WidgetAttribute.WA_KeyboardFocusChange
)  # Qt sets it on a window when focus moves by Tab or shortcut


def ringed(widget: QWidget) -> bool:
    """Whether *widget* shall draw its focus ring."""
    return widget.hasFocus() and widget.window().testAttribute(_BY_KEYBOARD)


def walk_to(widget: QWidget) -> None:
    """Give *widget* the focus, with its ring, as the Tab key would; for every move the keyboard asked for."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    widget.window().setAttribute(_BY_KEYBOARD)  # afterwards: Qt takes it away when focus moves without Tab
    widget.update()


_ARROWS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}


def leave_arrows(event: QKeyEvent) -> bool:
    """Hand an arrow key on to the parent, which walks its buttons itself; tells whether *event* was one."""
    if event.key() not in _ARROWS:
        return False
    event.ignore()
    return True
