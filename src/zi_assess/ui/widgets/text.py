"""Words on the window: labels that are always plain text, follow the theme, and elide or wrap as told."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from zi_assess.ui import theme
from zi_assess.ui.theme import Size
from zi_assess.ui.widgets import lines

READING = 420  # pixels of a line that reads well
Tone = Literal["ink", "muted", "faint", "brand", "ok", "warn", "bad", "info"]


class Label(QLabel):
    """A plain-text label in a step of the type scale that follows the theme. Make it with `label`."""

    def __init__(self, text: str, size: Size, tone: Tone, weight: int, tabular: bool) -> None:
        super().__init__()
        self._font_of = (size, weight, tabular)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self._refont()
        self.setText(text)

    def set_tone(self, tone: Tone) -> None:
        """Give the words another colour; always together with other words, never alone."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def changeEvent(self, event: QEvent) -> None:
        """Take the font of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._refont()

    def _refont(self) -> None:
        size, weight, tabular = self._font_of
        self.setFont(theme.font(size, weight, tabular=tabular))


class Paragraph(Label):
    """A label that wraps, with room between its lines."""

    def __init__(self, text: str, size: Size, tone: Tone, weight: int, tabular: bool) -> None:
        super().__init__(text, size, tone, weight, tabular)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Lines depend on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for all lines."""
        return lines.measure(self.text(), self.font(), width)[1]

    def sizeHint(self) -> QSize:
        """One line, or lines of a width that reads well."""
        width, height = lines.measure(self.text(), self.font(), theme.px(READING))
        return QSize(width + 1, height)

    def minimumSizeHint(self) -> QSize:
        """A few words in one line."""
        return QSize(min(theme.px(90), self.sizeHint().width()), lines.step(self.font()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines."""
        ink = self.palette().color(self.foregroundRole())
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        spare = self.height() - self.heightForWidth(self.width())
        top = max(0, spare // 2) if self.alignment() & Qt.AlignmentFlag.AlignVCenter else 0
        lines.write(QPainter(self), self.text(), self.font(), ink, 0, top, self.width(), across)


class ElidedLabel(Label):
    """A label of one line that ends in … where room is short, and then shows all of it as a tooltip."""

    def __init__(
        self, text: str, size: Size, tone: Tone, weight: int, tabular: bool, middle: bool = False
    ) -> None:
        self._mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        super().__init__(text, size, tone, weight, tabular)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        """Show *text*."""
        super().setText(text)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text when it no longer fits."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), self._mode, self.width())
        painter.drawText(self.rect(), self.alignment() | Qt.TextFlag.TextSingleLine, shown)

    def _tell(self) -> None:
        short = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(plain_tip(self.text()) if short else "")


def label(
    text: str = "",
    *,
    size: Size = "base",
    tone: Tone = "ink",
    weight: int = 400,
    wrap: bool = False,
    tabular: bool = False,
    selectable: bool = False,
) -> Label:
    """A plain-text label: the only way users' text comes on a page. Selectable text wraps in tight lines."""
    if wrap and not selectable:
        return Paragraph(text, size, tone, weight, tabular)
    made = Label(text, size, tone, weight, tabular)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def elided(
    text: str = "", *, size: Size = "base", tone: Tone = "ink", weight: int = 400, middle: bool = False
) -> ElidedLabel:
    """A one-line label that elides at its end, or in its *middle* (file names, digests)."""
    return ElidedLabel(text, size, tone, weight, False, middle)


def plain_tip(text: str) -> str:
    """*text* for `setToolTip`, which would otherwise take `<…>` for markup."""
    return f"<span>{text.replace('&', '&amp;').replace('<', '&lt;')}</span>" if text else ""


class SectionHeader(QWidget):
    """The words above a part of a page: *title*, a muted *note*, and widgets at the right (`add`)."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self._title = label(title, weight=600)
        self._note = label(note, tone="muted")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(6))
        self._row.addWidget(self._title)
        self._row.addWidget(self._note)
        self._row.addStretch(1)

    def set(self, title: str, note: str = "") -> None:
        """Show *title* and *note*."""
        self._title.setText(title)
        self._note.setText(note)

    def add(self, widget: QWidget) -> None:
        """Put *widget* at the right end."""
        self._row.addWidget(widget)
