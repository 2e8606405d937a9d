"""Start the window: paint its shell first, and read and import only what the first page needs after that."""

from __future__ import annotations

import builtins
import faulthandler
import gc
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication

from zi_assess import i18n, paths, settings
from zi_assess.ui import theme
from zi_assess.ui.messages import Messages
from zi_assess.ui.qtwords import QtWords
from zi_assess.ui.session import Session
from zi_assess.ui.window import Window
from zi_assess.ui.work import Work

_LATEST_MS = 3000  # the collector runs from then on, whether a workspace filled the window or not
_words: QtWords | None = None  # Qt keeps only a pointer to it
_crashes: IO[bytes] | None = None


def run(argv: Sequence[str]) -> int:
    """Open the window, on the workspace named in *argv* or the last one, and return the exit code at its end."""
    _watch_crashes()
    window, restore = start(argv)
    window.filled.connect(lambda: collect_again(window.session.work))
    QTimer.singleShot(_LATEST_MS, window, lambda: collect_again(window.session.work))
    window.show()
    try:
        return QApplication.exec()
    finally:
        restore()


def collect_again(work: Work) -> None:
    """Look for garbage from now on, but not among what the start has loaded: it stays, and a pass takes 50 ms."""
    gc.freeze()
    work.garbage.begin()


def start(argv: Sequence[str]) -> tuple[Window, Callable[[], None]]:
    """The window, not shown yet, and what gives the exception hooks back."""
    _import_plainly()
    chosen = settings.load()
    i18n.use(chosen.language)
    app = application()
    speak(app)
    theme.apply(app, chosen)
    session = Session(chosen, Work())
    window = Window(session, named(argv, chosen))
    session.setParent(window)
    messages = Messages(window)
    session.failed.connect(messages.show)
    return window, messages.install()


def application() -> QApplication:
    """The one application, made when there is none."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeMenuBar)
        app = QApplication(["zi-assess"])
    app.setApplicationName("ZI Assess")
    app.setApplicationDisplayName("ZI Assess")  # after the title of every window
    app.setDesktopFileName("zi-assess")
    return app


def speak(app: QApplication) -> None:
    """Give Qt's own controls the words of the language in use."""
    global _words
    if _words is None:
        _words = QtWords()
    if i18n.language() == "id":
        app.installTranslator(_words)
    else:
        app.removeTranslator(_words)


def named(argv: Sequence[str], chosen: settings.Settings) -> Path | None:
    """The workspace to open: the one that is named, else the last one that is still there, else none."""
    match list(argv):
        case ["--workspace", folder]:
            return Path(folder)
        case [one] if one.startswith("--workspace="):
            return Path(one.partition("=")[2])
    told = os.environ.get("ZI_ASSESS_WORKSPACE")
    if told:
        return Path(told)
    return next((Path(one) for one in chosen.recent[:1] if Path(one).is_dir()), None)


def _import_plainly() -> None:
    """Take PySide6's hook for `from __feature__ import …`, which nothing here uses, out of the way of every import.

    What is loaded after the first paint then costs a sixth less (SQLAlchemy: 110 instead of 135 ms).
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _watch_crashes() -> None:
    """Leave the stacks of a hard crash where they can be found; a window has no console to tell them on."""
    global _crashes
    try:
        paths.cache_dir().mkdir(0o700, parents=True, exist_ok=True)
        _crashes = (paths.cache_dir() / "crash.log").open("wb")
    except OSError:
        return
    faulthandler.enable(_crashes)
