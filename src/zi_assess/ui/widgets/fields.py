"""Fields to type into: counts as the language writes them, an index with comma or point, search, a link."""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zi_assess.i18n import _, language, number
from zi_assess.ui import theme
from zi_assess.ui.widgets import icons
from zi_assess.ui.widgets.buttons import Button, IconButton
from zi_assess.ui.widgets.text import label

_COUNT = r"[0-9]{1,3}([. ][0-9]{3})+|[0-9]+"  # as text: compiled at first use, not at start
_INDEX = r"[0-9]+([.,][0-9]+)?"
_SWAPPED = str.maketrans(",.", ".,")
_LINK = r"(?i)https?://[^\s/]+\.[^\s/]+(/\S*)?"
SEARCH_MS = 140
MOST_DIGITS = 15


def read_count(text: str) -> tuple[int | None, str]:
    """The whole number in *text* ("1.234", "1 234", "1234"; "" is None), and what is wrong ("" = nothing).

    In English thousands have a comma and a point is refused, as a comma is in Indonesian.
    """
    plain = " ".join(text.split())
    if not plain:
        return None, ""
    if plain.startswith(("-", "−")):
        return None, _("Tidak boleh kurang dari nol.")
    if language() == "en":
        plain = plain.translate(_SWAPPED)
    if "," in plain:
        return None, _("Tulis bilangan bulat tanpa koma, misalnya 1.234.")
    digits = plain.replace(".", "").replace(" ", "")
    if not re.fullmatch(_COUNT, plain) or len(digits) > MOST_DIGITS:
        return None, _("Tulis bilangan bulat, misalnya 1.234.")
    return int(digits), ""


def read_index(text: str, most: Decimal = Decimal(4)) -> tuple[Decimal | None, str]:
    """The index in *text* ("3,52" or "3.52"; "" is None), and what is wrong with it ("" = nothing)."""
    plain = text.strip()
    if not plain:
        return None, ""
    if not re.fullmatch(_INDEX, plain):
        return None, _("Tulis angka, misalnya 3,52.")
    value = Decimal(plain.replace(",", "."))
    if value > most:
        return None, _("Nilainya antara 0 dan {most}.").format(most=number(most, 0))
    return value, ""


class Entry(QLineEdit):
    """A line edit with an accessible *name*; `wrong` draws its border in red. `left()` when focus goes."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)

    def set_wrong(self, wrong: bool) -> None:
        """Draw the border as wrong, or as usual."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the user went elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()


class _Field(QWidget):
    """A label, an entry and the words on what is wrong below; what is wrong is never passed on."""

    def __init__(self, text: str, hint: str, width: int) -> None:
        super().__init__()
        self._shown = ""
        self.entry = Entry(text)
        self.entry.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.entry.setFont(theme.font(tabular=True))
        self.entry.setFixedWidth(theme.px(width))
        self.entry.editingFinished.connect(self.flush)
        self.entry.textEdited.connect(lambda: self._complain(""))
        self._error = label(size="small", tone="bad", wrap=True)
        self._error.hide()
        self._label = label(text, wrap=True)
        self._label.setBuddy(self.entry)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(3))
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addWidget(self._label)
        if hint:
            words.addWidget(label(hint, size="small", tone="muted", wrap=True))
            self.entry.setAccessibleDescription(hint)
        grid.addLayout(words, 0, 0)
        grid.addWidget(self.entry, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._error, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)

    def error(self) -> str:
        """What is wrong with the text now, in words; "" when nothing is."""
        return self._error.text()

    def set_read_only(self, read_only: bool) -> None:
        """Show the number without letting it be changed."""
        self.entry.setReadOnly(read_only)

    def flush(self) -> None:
        """Pass on what was typed, if it is right and new."""
        raise NotImplementedError

    def _complain(self, text: str) -> None:
        self._error.setText(text)
        self._error.setHidden(not text)
        self.entry.set_wrong(bool(text))

    def _put(self, shown: str) -> None:
        self._shown = shown
        self.entry.setText(shown)
        if self.entry.fontMetrics().horizontalAdvance(shown) > self.entry.width() - theme.px(24):
            self.entry.setCursorPosition(0)  # of a long number the head is seen, not the tail
        self._complain("")


class NumberField(_Field):
    """A count: *text* names it, *hint* explains. `changed(object)` passes an int, or None when emptied.

    Passed on at Enter and when focus goes, if right and new; call `flush` before showing another question.
    """

    changed = Signal(object)

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text, hint, 120)
        self._value: int | None = None
        self.entry.setPlaceholderText("0")

    def set_value(self, value: int | None) -> None:
        """Show *value*, which is not passed on; what the user is typing stays."""
        if self.entry.hasFocus() and self.entry.text() != self._shown:
            return
        self._value = value
        self._put("" if value is None else self.written(value))

    def value(self) -> int | None:
        """The last right value."""
        return self._value

    def read(self, text: str) -> tuple[int | None, str]:
        """The number in *text* ("" is None), and what is wrong with it ("" = nothing)."""
        return read_count(text)

    def written(self, value: int) -> str:
        """*value* as the field shows it."""
        return number(value, 0)

    def flush(self) -> None:
        """Pass on what was typed, if it is right and new."""
        value, wrong = self.read(self.entry.text())
        self._complain(wrong)
        if not wrong and value != self._value:
            self._value = value
            self._put("" if value is None else self.written(value))
            self.changed.emit(value)


class IndexField(_Field):
    """An index from 0 to *most*, with comma or point. `changed(object)` passes a Decimal, or None if emptied.

    Passed on at Enter and when focus goes, if right and new; call `flush` before showing another question.
    """

    changed = Signal(object)

    def __init__(self, text: str, hint: str = "", most: Decimal = Decimal(4)) -> None:
        super().__init__(text, hint, 120)
        self._most = most
        self._value: Decimal | None = None
        self.entry.setPlaceholderText(number(0))

    def set_value(self, value: Decimal | None) -> None:
        """Show *value*, which is not passed on; what the user is typing stays."""
        if self.entry.hasFocus() and self.entry.text() != self._shown:
            return
        self._value = value
        self._put(_index_text(value))

    def value(self) -> Decimal | None:
        """The last right value."""
        return self._value

    def flush(self) -> None:
        """Pass on what was typed, if it is right and new."""
        value, wrong = read_index(self.entry.text(), self._most)
        self._complain(wrong)
        if not wrong and value != self._value:
            self._value = value
            self._put(_index_text(value))
            self.changed.emit(value)


def _index_text(value: Decimal | None) -> str:
    """All its decimals, two at least."""
    if value is None:
        return ""
    exponent = value.as_tuple().exponent
    return number(value, max(2, -exponent if isinstance(exponent, int) else 2))


class SearchField(QLineEdit):
    """A search box with a lens and a cross; Ctrl+F brings one here, Escape empties it.

    `searched(str)` a moment after the last letter, and at once on Enter or when emptied.
    """

    searched = Signal(str)

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._told = ""
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SEARCH_MS)
        self._clock.timeout.connect(self._tell)
        self._cross = IconButton("tutup", _("Kosongkan pencarian"), size=24)
        self._cross.setParent(self)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.clicked.connect(self._empty)
        self._cross.hide()
        self.setTextMargins(theme.px(22), 0, theme.px(24), 0)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._tell)
        shortcut = QShortcut(QKeySequence.StandardKey.Find, self)
        shortcut.activated.connect(self._take_focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the box; in an empty one it is the page's."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._empty()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the right."""
        super().resizeEvent(event)
        side = self._cross.sizeHint()
        self._cross.setGeometry(
            self.width() - side.width() - 5, (self.height() - side.height()) // 2, side.width(), side.height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and the lens."""
        super().paintEvent(event)
        side = theme.px(15)
        box = QRectF(theme.px(10), (self.height() - side) / 2, side, side)
        icons.draw(QPainter(self), "cari", box, theme.color("brand" if self.hasFocus() else "faint"))

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(theme.px(220), super().sizeHint().height())

    def _typed(self, text: str) -> None:
        self._cross.setHidden(not text)
        self._clock.start()

    def _empty(self) -> None:
        self.clear()
        self._tell()

    def _tell(self) -> None:
        self._clock.stop()
        if self.text().strip() != self._told:
            self._told = self.text().strip()
            self.searched.emit(self._told)

    def _take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()


class LinkEntry(QWidget):
    """A line for a web address and a button; `added(str)` passes an address that looks like one."""

    added = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._entry = Entry(_("Alamat tautan bukti"))
        self._entry.setPlaceholderText("https://…")
        self._entry.returnPressed.connect(self._add)
        self._entry.textEdited.connect(lambda: self._complain(""))
        self._error = label(size="small", tone="bad")
        self._error.hide()
        self.button = Button(_("Tambah tautan"), icon="tautan")
        self.button.clicked.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self._entry, 1)
        row.addWidget(self.button)
        column.addLayout(row)
        column.addWidget(self._error)

    def _add(self) -> None:
        address = self._entry.text().strip()
        if not re.fullmatch(_LINK, address):
            self._complain(_("Tulis alamat lengkap yang diawali https://"))
            return
        self._entry.clear()
        self.added.emit(address)

    def _complain(self, text: str) -> None:
        self._error.setText(text)
        self._error.setHidden(not text)
        self._entry.set_wrong(bool(text))
