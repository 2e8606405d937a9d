"""A note that grows with its text and is passed on by itself: after a second of rest, or on leaving."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from zi_assess.ui import theme

IDLE_MS = 1000
FEWEST_LINES, MOST_LINES = 2, 14


class NoteEdit(QPlainTextEdit):
    """A plain-text note. `edited(place, text)` passes what was typed with the *place* it was typed for.

    *place* is whatever the page gave to `set_text` (a question's code), so a note typed just before another
    question is shown still lands where it belongs. Tab leaves the note; Escape too.
    """

    edited = Signal(str, str)

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self._place = ""
        self._saved = ""
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(IDLE_MS)
        self._clock.timeout.connect(self.flush)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def set_text(self, text: str, place: str = "") -> None:
        """Show *text* of *place*. What was typed elsewhere is passed on first; what was typed here stays."""
        if place != self._place:
            self.flush()
        elif self.toPlainText() != self._saved:
            return
        self._place, self._saved = place, text
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._clock.stop()

    def flush(self) -> None:
        """Pass on what was typed, if anything."""
        self._clock.stop()
        text = self.toPlainText()
        if text != self._saved:
            self._saved = text
            self.edited.emit(self._place, text)

    def sizeHint(self) -> QSize:
        """As high as the text, within limits."""
        return QSize(theme.px(300), self._height())

    minimumSizeHint = sizeHint

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving passes the note on."""
        super().focusOutEvent(event)
        self.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes on to what comes next."""
        if event.key() == Qt.Key.Key_Escape:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the mode changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other width, other lines."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure once seen."""
        super().showEvent(event)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only."""
        if source.hasText():
            self.insertPlainText(source.text())

    def _typed(self) -> None:
        if self.toPlainText() != self._saved:
            self._clock.start()
        self._fit()

    def _height(self) -> int:
        lines = 0
        block = self.document().firstBlock()
        while block.isValid() and lines < MOST_LINES:
            lines += max(1, block.layout().lineCount())
            block = block.next()
        shown = min(MOST_LINES, max(FEWEST_LINES, lines))
        return self.fontMetrics().lineSpacing() * shown + 4 + 14 + 2

    def _fit(self) -> None:
        height = self._height()
        if self.height() != height:
            self.updateGeometry()
            self.setFixedHeight(height)
