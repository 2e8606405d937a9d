"""The whole window on a real workspace, as a user has it, and the hands of the user."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.desk import application, small_pack

from zi_assess.core.pack import Pack
from zi_assess.core.sheet import Sheet
from zi_assess.settings import Settings
from zi_assess.ui import app, theme
from zi_assess.workspace import Workspace

W = TypeVar("W", bound=QWidget)
ROOT = Path(__file__).resolve().parents[2]


class House:
    """A window; with a *folder* it is on the workspace there. `close` ends it."""

    def __init__(self, qtbot: QtBot, folder: Path | None = None) -> None:
        self.qtbot = qtbot
        argv = ["--workspace", str(folder)] if folder else []
        self.window, self._restore = app.start(argv)
        self._restore()  # pytest-qt keeps its own hooks
        self.session = self.window.session
        self.errors: list[object] = []
        self.session.failed.connect(self.errors.append)
        self.states: list[str] = []
        self.session.state.connect(self.states.append)
        self.filled = False
        self.window.filled.connect(self._fill)
        self.window.resize(1366, 768)
        self.window.show()
        qtbot.waitExposed(self.window)
        self._open = True
        if folder is not None:
            self.wait(lambda: self.filled or bool(self.errors))
            self.settle()

    def _fill(self) -> None:
        self.filled = True
        app.collect_again(self.session.work)  # as `run` does; `close` gives back what earlier tests have left

    @property
    def sheet(self) -> Sheet:
        assert self.session.sheet is not None
        return self.session.sheet

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=30_000)

    def settle(self) -> None:
        """Until nothing is under way and everything has been shown."""
        for _turn in range(4):
            self.wait(self.session.work.idle)
            QApplication.processEvents()

    def go(self, page: str, of: type[W], code: str = "") -> W:
        self.window.go(page, code)
        self.wait(lambda: any(one.isVisible() for one in self.window.findChildren(of)))
        self.settle()
        return next(one for one in self.window.findChildren(of) if one.isVisible())

    def dialog(self, of: type[W]) -> W:
        """The dialog of that class, once it is open."""
        self.wait(lambda: any(one.isVisible() for one in self.window.findChildren(of)))
        self.settle()
        return next(one for one in self.window.findChildren(of) if one.isVisible())

    def dialogs(self) -> list[QDialog]:
        return [one for one in self.window.findChildren(QDialog) if one.isVisible()]

    def close(self) -> None:
        if self._open:
            self._open = False
            for one in self.dialogs():
                one.reject()
            self.window.close()
            self.window.deleteLater()
            QApplication.processEvents()
            theme.apply(application(), Settings())
            gc.unfreeze()


def words(widget: QWidget) -> str:
    """All the words that are shown on *widget*."""
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text())


def workspace(folder: Path, of: Pack | None = None, *, target: str = "WBK") -> str:
    """A workspace in *folder* with one assessment, of which the id is returned."""
    with Workspace.create(folder, who="Nama Contoh") as space:
        return space.new(of or small_pack(), "Kantor Contoh", 2026, target=target)
