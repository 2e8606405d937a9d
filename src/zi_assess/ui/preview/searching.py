"""Goes through the places where words stand in the document that is seen, and marks them on its page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit

from zi_assess import confined
from zi_assess.core.assessment import Document
from zi_assess.errors import ZiError
from zi_assess.ui.preview import pixels
from zi_assess.ui.preview.finding import FindBar, pages_with
from zi_assess.ui.preview.paper import Paper
from zi_assess.ui.session import Session

if TYPE_CHECKING:
    from zi_assess.workspace.texts import Texts

_SECONDS = 15.0
Spot = tuple[float, float, float, float]


class Searching(QObject):
    """Follows the bar over a paper or a text. `turned(int)` asks for the page (from 0) with the next place."""

    turned = Signal(int)

    def __init__(self, session: Session, bar: FindBar, paper: Paper, text: QPlainTextEdit) -> None:
        super().__init__(bar)
        self._session = session
        self._bar, self._paper, self._text = bar, paper, text
        self._document: Document | None = None
        self._in_text = False
        self._page, self._at = 0, -1
        self._hits: tuple[int, ...] = ()
        self._marked = ""
        bar.sought.connect(self._seek)
        bar.stepped.connect(self._step)
        bar.closed.connect(self._close)

    def begin(self, document: Document | None) -> None:
        """Another document is seen."""
        self._document, self._hits, self._page, self._marked = document, (), 0, ""
        self._bar.forget()

    def mark(self, text: str) -> None:
        """Mark *text* on whatever page is seen, as long as the bar is closed."""
        if text != self._marked:
            self._marked = text
            self.drawn(self._page)

    def set_place(self, *, on_paper: bool, in_text: bool) -> None:
        """Say what is seen: a page, a text, or neither, which cannot be searched."""
        self._in_text = in_text
        if not (on_paper or in_text):
            self._bar.hide()

    def drawn(self, page: int) -> None:
        """Page *page* (from 0) is seen now: mark on it what is looked for."""
        self._page = page
        mine, text = self._document, self._wanted()
        if mine is None or mine.kind != "pdf":
            return
        if not text:
            self._paper.set_marks(())
            return

        def marked(found: list[Spot]) -> None:
            if self._document is mine and self._page == page and self._wanted() == text:
                self._paper.set_marks(found)

        def look(path: Path) -> None:
            self._session.work.side(lambda tick: _places(path, page, text), marked)

        self._session.ask(lambda workspace: workspace.document_path(mine), look)

    def _wanted(self) -> str:
        return self._bar.text() or self._marked

    def _seek(self, text: str) -> None:
        mine = self._document
        if mine is None:
            return
        if not self._in_text:
            pages_of(self._session, mine, lambda pages: self._sought(mine, pages_with(pages, text)))
            return
        self._hits = tuple(range(len(re.findall(re.escape(text), self._text.toPlainText(), re.IGNORECASE))))
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        self._at = -1
        self._step(1)

    def _sought(self, document: Document, hits: tuple[int, ...]) -> None:
        if self._document is None or self._document.id != document.id:
            return
        self._hits = hits
        self._at = next((n for n, page in enumerate(hits) if page > self._page), 0) - 1
        self._step(1)

    def _step(self, by: int) -> None:
        """Go to the next or previous place, round the end."""
        if not self._hits:
            self._bar.tell(0, 0)
            self._paper.set_marks(())
            return
        self._at = (self._at + by) % len(self._hits)
        self._bar.tell(self._at + 1, len(self._hits))
        if self._in_text:
            self._step_text(by)
            return
        page = self._hits[self._at] - 1
        if page == self._page:
            self.drawn(page)
        else:
            self.turned.emit(page)

    def _step_text(self, by: int) -> None:
        back = QTextDocument.FindFlag.FindBackward if by < 0 else QTextDocument.FindFlag(0)
        if not self._text.find(self._bar.text(), back):
            edge = QTextCursor.MoveOperation.Start if by > 0 else QTextCursor.MoveOperation.End
            self._text.moveCursor(edge)
            self._text.find(self._bar.text(), back)

    def _close(self) -> None:
        self._bar.hide()
        self._hits, self._marked = (), ""
        self._paper.set_marks(())


def pages_of(session: Session, document: Document, then: Callable[[dict[int, str]], None]) -> None:
    """Pass *then* the text of *document* by page, as far as it was read."""

    def ask(texts: Texts) -> None:
        session.work.side(lambda tick: texts.index.pages(document.sha256), then)

    session.ask(lambda workspace: workspace.texts, ask)


def _places(path: Path, page: int, text: str) -> list[Spot]:
    """Where *text* stands on a page; nowhere when the file cannot be searched."""
    try:
        return confined.run(pixels.places, str(path), page, text, timeout=_SECONDS)
    except ZiError:
        return []
