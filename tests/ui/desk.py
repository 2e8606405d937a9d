"""A real workspace with a session on it, as a page is given one; and the files a user would drop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas
from tests.builders import choice, group, index, pack, ratio

from zi_assess.core.pack import Pack
from zi_assess.core.sheet import Sheet
from zi_assess.settings import Settings
from zi_assess.ui import theme
from zi_assess.ui.session import Session
from zi_assess.ui.work import Work
from zi_assess.workspace import Workspace


def small_pack() -> Pack:
    """Two parts: three choices with slots, a yes or no, a ratio with an input too many, and an index."""
    return pack(
        group(
            "A",
            60,
            group(
                "A.1",
                30,
                choice("A.1.a", slots=("sk", "foto")),
                choice("A.1.b", slots=("sk",)),
                choice("A.1.c", slots=("sk",)),
                rollup="average",
            ),
            group("A.2", 30, choice("A.2.a", scale="ya_tidak"), choice("A.2.b"), rollup="average"),
        ),
        group(
            "B",
            40,
            ratio("B.a", 20, agen="denominator", perubahan="numerator", lain="extra"),
            index("B.b", 20),
        ),
        thresholds={"WBK": [{"of": ["A", "B"], "at_least": 75}]},
    )


class Desk:
    """A session with one assessment open; `errors` and `said` keep what the window would show."""

    def __init__(self, qtbot: QtBot, folder: Path, of: Pack | None = None) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.files = folder / "masuk"
        self.files.mkdir()
        self.pack = of or small_pack()
        with Workspace.create(folder / "ruang", who="Nama Contoh") as space:
            target = "WBK" if self.pack.designations else ""
            self.id = space.new(self.pack, "Kantor Contoh", 2026, target=target)
        self.work = Work()
        self.session = Session(Settings(), self.work)
        self._open = True
        self.errors: list[object] = []
        self.said: list[str] = []
        self.gone: list[tuple[str, str]] = []
        self.session.failed.connect(self.errors.append)
        self.session.noticed.connect(lambda text, _undo: self.said.append(text))
        self.session.goto.connect(lambda page, code: self.gone.append((page, code)))
        theme.apply(application(), Settings())
        self.session.open(folder / "ruang")
        self.wait()

    @property
    def sheet(self) -> Sheet:
        assert self.session.sheet is not None
        return self.session.sheet

    def wait(self) -> None:
        """Until nothing is under way and everything has landed."""
        self.qtbot.waitUntil(self.work.idle, timeout=20_000)
        QApplication.processEvents()
        self.qtbot.waitUntil(self.work.idle, timeout=20_000)

    def stored(self) -> Sheet:
        """The assessment as a second look at the disk finds it."""
        self.close()
        with Workspace.open(self.folder / "ruang") as space:
            return space.sheet(self.id)

    def close(self) -> None:
        if self._open:
            self._open = False
            self.session.shut()

    def pdf(self, name: str, words: str = "isi", pages: int = 1) -> Path:
        path = self.files / name
        canvas = Canvas(str(path))
        for number in range(pages):
            canvas.drawString(100, 700, f"{words} {number}")
            canvas.showPage()
        canvas.save()
        return path

    def picture(self, name: str, size: tuple[int, int] = (40, 30)) -> Path:
        path = self.files / name
        Image.new("RGB", size, (200, 30, 30)).save(path)
        return path


def application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def opened(qtbot: QtBot, folder: Path, of: Pack | None = None) -> Iterator[Desk]:
    """What a `desk` fixture yields."""
    made = Desk(qtbot, folder, of)
    yield made
    made.close()
    assert made.errors == []


def drop(widget: QWidget, *paths: Path, at: QPoint | None = None) -> None:
    """Drop files on *widget*, at a point of it, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(at or QPoint(10, 10)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    widget.dropEvent(event)  # sent as an event, Qt would ask for a drag that began elsewhere
