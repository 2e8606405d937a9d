"""Searching inside the document that is seen: a bar to type into, and the pages that have the words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zi_assess.i18n import _, count
from zi_assess.ui import theme
from zi_assess.ui.widgets.buttons import IconButton
from zi_assess.ui.widgets.fields import Entry
from zi_assess.ui.widgets.text import label


def fold(text: str) -> str:
    """*text* as words are compared: lower case, accents off, one blank between words."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).split())


def pages_with(pages: Mapping[int, str], text: str) -> tuple[int, ...]:
    """The numbers of the pages that hold *text*, in order."""
    wanted = fold(text)
    return tuple(number for number, page in sorted(pages.items()) if wanted in fold(page)) if wanted else ()


class FindBar(QWidget):
    """A field with back and on. `sought(str)` at Enter or with another text, `stepped(int)` goes on, `closed()`."""

    sought = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._told = ""
        self.field = Entry(_("Cari di dokumen ini"))
        self.field.setPlaceholderText(_("Cari di dokumen ini…"))
        self._said = label(size="small", tone="muted", tabular=True)
        back = IconButton("atas", _("Temuan sebelumnya"), size=26)
        back.clicked.connect(lambda: self._go(-1))
        on = IconButton("bawah", _("Temuan berikutnya"), size=26)
        on.clicked.connect(lambda: self._go(1))
        cross = IconButton("tutup", _("Tutup pencarian"), size=26)
        cross.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        row.addWidget(self.field, 1)
        row.addSpacing(theme.px(4))
        for widget in (self._said, back, on, cross):
            row.addWidget(widget)
        self.hide()

    def open(self) -> None:
        """Show the bar, ready to type."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def text(self) -> str:
        """What is looked for; "" while the bar is closed."""
        return self.field.text().strip() if not self.isHidden() else ""

    def forget(self) -> None:
        """Another document is seen: the same words are looked for anew."""
        self._told = ""
        self._said.setText("")

    def tell(self, at: int, many: int) -> None:
        """Say that this is number *at* of *many* (0 of 0: nothing was found)."""
        self._said.setText(f"{count(at)}/{count(many)}" if many else _("tidak ada"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter looks and goes on, with Shift back; Escape closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _go(self, by: int) -> None:
        text = self.text()
        if text and text != self._told:
            self._told = text
            self.sought.emit(text)
        elif text:
            self.stepped.emit(by)
