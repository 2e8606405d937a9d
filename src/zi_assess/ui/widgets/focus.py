"""The focus ring: seen by those who use the keyboard, out of the way of those who do not."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

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


def chain(*parts: QWidget) -> None:
    """Let Tab walk *parts* one after the other, each in the order in which it was made.

    For parts that are filled again and again: Qt puts what is made later at the end of the window. The first of
    *parts* stays where it is and must hold something that takes the focus.
    """
    every = [one for part in parts for one in (part, *part.findChildren(QWidget))]
    walked = [
        one for one in every if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
    ]
    for before, after in itertools.pairwise(walked):
        QWidget.setTabOrder(before, after)


def walk(buttons: Sequence[QAbstractButton], event: QKeyEvent) -> bool:
    """Walk a row of *buttons* by Left and Right, choose by Enter; tells whether *event* was for that."""
    here = next((n for n, button in enumerate(buttons) if button.hasFocus()), None)
    step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
    if here is not None and step is not None:
        walk_to(buttons[(here + step) % len(buttons)])
    elif here is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        buttons[here].click()
    else:
        return False
    return True


_ARROWS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}


def leave_arrows(event: QKeyEvent) -> bool:
    """Hand an arrow key on to the parent, which walks its buttons itself; tells whether *event* was one."""
    if event.key() not in _ARROWS:
        return False
    event.ignore()
    return True
