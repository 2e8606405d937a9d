"""What went wrong, told once and in one place: what the user can mend in a sentence, our own bugs in one dialog at a time."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from zi_assess import __version__, i18n
from zi_assess.errors import Cancelled, ZiError
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.dialog import FlowDialog


class Messages(QObject):
    """Shows errors on *window*; what comes while one is shown of its kind is dropped, since it says no more."""

    _caught = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._trouble: FlowDialog | None = None
        self._bug: FlowDialog | None = None
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
        dialog = FlowDialog(
            self._window,
            i18n.say(error.what, error.values),
            i18n.say(error.remedy, error.values),
            primary=_("Mengerti"),
        )
        dialog.secondary.hide()
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
        self._bug = dialog = _bug_dialog(self._window, report(error))
        dialog.finished.connect(self._bug_gone)
        # Not from within a paint or a model's data(): the dialog would be entered from there again.
        QTimer.singleShot(0, dialog, dialog.open)

    def _bug_gone(self) -> None:
        dialog, self._bug = self._bug, None
        if dialog is not None:
            dialog.deleteLater()


def report(error: BaseException) -> str:
    """What we need to mend *error*: versions and where it came from, no answers and no values of variables."""
    from PySide6 import __version__ as qt

    head = f"ZI Assess {__version__} · Python {platform.python_version()} · Qt {qt} · {platform.platform()}"
    return head + "\n\n" + "".join(traceback.format_exception(error))


def _bug_dialog(window: QWidget, text: str) -> FlowDialog:
    dialog = FlowDialog(
        window,
        _("Maaf, ada kesalahan pada program"),
        _(
            "Semua yang bertanda Tersimpan aman di diska. Anda dapat melanjutkan; bila terulang, "
            "kirim laporan ini kepada pengembang setelah membacanya."
        ),
        primary=_("Lanjutkan"),
        width=620,
    )
    dialog.secondary.hide()
    shown = QPlainTextEdit(text)
    shown.setReadOnly(True)
    shown.setAccessibleName(_("Laporan kesalahan"))
    shown.setTabChangesFocus(True)
    shown.setMinimumHeight(theme.px(200))
    dialog.body.addWidget(shown)
    copy = Button(_("Salin laporan"), icon="salin")
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
    dialog.add_tool(copy)
    return dialog


def _to_terminal(error: BaseException) -> None:
    if sys.stderr is not None:  # a window without a console has none
        traceback.print_exception(error, file=sys.stderr)
