"""What went wrong, told in one place: what the user can mend in a sentence, our own bugs one dialog at a time."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from zi_assess.errors import Cancelled, ZiError

if TYPE_CHECKING:
    from zi_assess.ui.dialogs.trouble import BugDialog, TroubleDialog


class Messages(QObject):
    """Shows errors on *window*; what comes while one is shown of its kind is dropped, since it says no more."""

    _caught = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._trouble: TroubleDialog | None = None
        self._bug: BugDialog | None = None
        self._caught.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def show(self, error: BaseException) -> None:
        """Tell of *error*: a `ZiError` with its remedy, anything else as our bug."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, ZiError):
            self._show_trouble(error)
        else:
            self._show_bug(error)

    def install(self) -> Callable[[], None]:
        """Take over what nobody catches, in this thread and others; the result gives back what was there."""
        before = sys.excepthook, threading.excepthook

        def anywhere(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            _to_terminal(error)
            if not isinstance(error, KeyboardInterrupt):
                self._caught.emit(error)

        def in_thread(found: threading.ExceptHookArgs) -> None:
            if found.exc_value is not None:
                anywhere(found.exc_type, found.exc_value, found.exc_traceback)

        def restore() -> None:
            sys.excepthook, threading.excepthook = before

        sys.excepthook, threading.excepthook = anywhere, in_thread
        return restore

    def _show_trouble(self, error: ZiError) -> None:
        if self._trouble is not None:
            return
        from zi_assess.ui.dialogs.trouble import TroubleDialog

        dialog = TroubleDialog(self._window, error)
        self._trouble = dialog
        dialog.finished.connect(self._trouble_gone)
        dialog.open()

    def _trouble_gone(self) -> None:
        dialog, self._trouble = self._trouble, None
        if dialog is not None:
            dialog.deleteLater()

    def _show_bug(self, error: BaseException) -> None:
        if self._bug is not None:
            return
        from zi_assess.ui.dialogs.trouble import BugDialog

        self._bug = dialog = BugDialog(self._window, error)
        dialog.finished.connect(self._bug_gone)
        # Not from within a paint or a model's data(): the dialog would be entered from there again.
        QTimer.singleShot(0, dialog, dialog.open)

    def _bug_gone(self) -> None:
        dialog, self._bug = self._bug, None
        if dialog is not None:
            dialog.deleteLater()


def _to_terminal(error: BaseException) -> None:
    if sys.stderr is not None:  # a window without a console has none
        import traceback

        traceback.print_exception(error, file=sys.stderr)
