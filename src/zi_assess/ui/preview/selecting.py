"""Words of a page chosen with the mouse or all at once, and copied: the PDF's own words in its own order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from zi_assess import confined
from zi_assess.core.assessment import Document
from zi_assess.errors import ZiError
from zi_assess.i18n import _
from zi_assess.ui.preview import letters
from zi_assess.ui.preview.drawing import Paths
from zi_assess.ui.preview.letters import Box, Word, around
from zi_assess.ui.preview.paper import Paper
from zi_assess.ui.session import Session

_SECONDS = 15.0
_BESIDE = 4.0  # a word above or below counts as this many times farther than one beside


class Selecting(QObject):
    """Follows the mouse over a paper. The words of a page are read once somebody points at it.

    `dragged(x, y)` tells where on the paper the mouse is drawn to, so that it can be scrolled there.
    """

    dragged = Signal(int, int)

    def __init__(self, session: Session, paths: Paths, paper: Paper) -> None:
        super().__init__(paper)
        self._session, self._paths, self._paper = session, paths, paper
        self._document: Document | None = None
        self._page = 0
        self._words: list[Word] | None = None
        self._asked = False
        self._all = False
        self._press: QPointF | None = None
        self._ends: tuple[QPointF, QPointF] | None = None
        self._chosen = range(0)
        paper.setMouseTracking(True)
        paper.installEventFilter(self)

    def show_page(self, document: Document | None, page: int) -> None:
        """Page *page* (from 0) of *document* is seen now; only a PDF has words."""
        mine = document if document is not None and document.kind == "pdf" else None
        if mine is not None and (mine, page) == (self._document, self._page):
            self._mark()  # the same page in another size
            return
        ahead = (
            self._all and self._document is None and mine is not None
        )  # asked for before the page was drawn
        self._document, self._page = mine, page
        self._words, self._asked = None, False
        self.clear()
        if ahead:
            self.choose_all()

    def text(self) -> str:
        """The chosen words as the PDF says them."""
        words = self._words or []
        said = "".join(words[number][0] + words[number][1] for number in self._chosen)
        return said.strip()

    def copy(self) -> bool:
        """Put the chosen words on the clipboard; tells whether there were any."""
        if not self.text():
            return False
        QGuiApplication.clipboard().setText(self.text())
        self._session.noticed.emit(_("Teks disalin."), False)
        return True

    def choose_all(self) -> None:
        """Choose every word of the page."""
        self._all, self._ends = True, None
        self._need()
        self._choose()

    def clear(self) -> None:
        """Choose nothing."""
        self._all, self._ends, self._press = False, None, None
        self._choose()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press, drag and double click choose words; moving over them shows that they can be chosen."""
        if self._document is None or not isinstance(event, QMouseEvent):
            return False
        spot = event.position()
        left = Qt.MouseButton.LeftButton
        if event.type() == QEvent.Type.MouseMove:
            self._moved(spot, bool(event.buttons() & left))
        elif event.button() == left and event.type() == QEvent.Type.MouseButtonPress:
            self.clear()
            self._need()
            self._press = spot
        elif event.button() == left and event.type() == QEvent.Type.MouseButtonDblClick:
            self._need()
            self._all, self._ends, self._press = False, (spot, spot), None
            self._choose()
        elif event.button() == left and event.type() == QEvent.Type.MouseButtonRelease:
            self._press = None
        return False

    def _moved(self, spot: QPointF, held: bool) -> None:
        self._need()
        if held and self._press is not None:
            far = (spot - self._press).manhattanLength() >= QApplication.startDragDistance()
            if far or self._ends is not None:
                self._ends = (self._press, spot)
                self._choose()
                self.dragged.emit(round(spot.x()), round(spot.y()))
        over = held or self._at(spot) is not None
        self._paper.setCursor(Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor)

    def _need(self) -> None:
        """Have the words of this page read, once."""
        mine, page = self._document, self._page
        if mine is None or self._asked:
            return
        self._asked = True

        def read(found: list[Word]) -> None:
            if (self._document, self._page) == (mine, page):
                self._words = found
                self._choose()

        side = self._session.work.side
        self._paths.of(mine, lambda path: side(lambda tick: _words(path, page), read))

    # Which words

    def _choose(self) -> None:
        words = self._words or []
        if self._all:
            self._chosen = range(len(words))
        elif self._ends is None or not words:
            self._chosen = range(0)
        elif self._ends[0] == self._ends[1]:
            at = self._at(self._ends[0])
            self._chosen = range(0) if at is None else range(at, at + 1)
        else:
            first, last = sorted(nearest(words, *self._measured(one)) for one in self._ends)
            self._chosen = range(first, last + 1)
        self._mark()

    def _measured(self, spot: QPointF) -> tuple[float, float, float]:
        """A place on the paper as shares of it, and how wide it is for its height."""
        box = self._paper.sheet()
        across, down = max(1.0, box.width()), max(1.0, box.height())
        return (spot.x() - box.left()) / across, (spot.y() - box.top()) / down, across / down

    def _at(self, spot: QPointF) -> int | None:
        """The word that stands at *spot*."""
        x, y, _shape = self._measured(spot)
        for number, (_gap, _word, (left, top, across, down)) in enumerate(self._words or []):
            if left <= x <= left + across and top <= y <= top + down:
                return number
        return None

    def _mark(self) -> None:
        words = self._words or []
        self._paper.set_chosen(lines([words[number] for number in self._chosen]))


def nearest(words: Sequence[Word], x: float, y: float, shape: float) -> int:
    """The number of the word nearest to a place; *shape* is the page's width by its height."""

    def far(number: int) -> float:
        left, top, across, down = words[number][2]
        aside = max(left - x, 0.0, x - left - across) * shape
        return aside + _BESIDE * max(top - y, 0.0, y - top - down)

    return min(range(len(words)), key=far)


def lines(words: Sequence[Word]) -> list[Box]:
    """The places of *words* with the blanks between the words of a line."""
    found: list[Box] = []
    for gap, _word, box in words:
        if found and gap != "\n" and _level(found[-1], box):
            found[-1] = around([found[-1], box])
        else:
            found.append(box)
    return found


def _level(one: Box, other: Box) -> bool:
    """Whether two places stand on the same line."""
    shared = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return shared > min(one[3], other[3]) / 2


def _words(path: Path, page: int) -> list[Word]:
    """The words of a page; none when the file cannot be read."""
    try:
        return confined.run(letters.words, str(path), page, timeout=_SECONDS)
    except ZiError:
        return []
