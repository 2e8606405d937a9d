"""A slot for evidence: what is asked for, what lies in it, and where to drop files, links, a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.theme import RADIUS_CARD, RADIUS_CONTROL, Kind
from zi_assess.ui.widgets import icons
from zi_assess.ui.widgets.buttons import Button, IconButton, clear, frame
from zi_assess.ui.widgets.focus import ringed
from zi_assess.ui.widgets.pill import Pill
from zi_assess.ui.widgets.surfaces import clear_layout
from zi_assess.ui.widgets.text import elided, label

_BESIDE = 400  # a card that is wider has its buttons beside the words


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One piece of evidence: *name*, a muted *line* (date, pages, other uses), *icon*, state in a *pill*."""

    name: str
    line: str = ""
    icon: str = "berkas"
    pill: str = ""
    kind: Kind = "neutral"


def local_files(data: QMimeData) -> list[Path]:
    """The files of this machine in what was dropped or pasted."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def web_links(data: QMimeData) -> list[str]:
    """The web addresses in what was dropped or pasted."""
    found = [url.toString() for url in data.urls() if url.scheme() in ("http", "https")]
    text = data.text().strip() if data.hasText() and not data.hasUrls() else ""
    return found or ([text] if text.startswith(("http://", "https://")) and not text.count("\n") else [])


def accept_copy(event: QDropEvent) -> None:
    """Accept *event* as a copy: where a move was proposed, the other program would delete its files afterwards."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def below(widget: QWidget) -> QPoint:
    """The point of the screen where a menu of *widget* begins."""
    return widget.mapToGlobal(QPoint(0, widget.height()))


class EvidenceRow(QAbstractButton):
    """One `SlotRow`: `clicked` (also by Enter) to open it, `removed()` by its cross or Delete.

    `more(QPoint)` asks for its menu at that point of the screen.
    """

    removed = Signal()
    more = Signal(QPoint)

    def __init__(self, row: SlotRow, *, removable: bool) -> None:
        super().__init__()
        self._icon = row.icon
        self._on = False
        self._removable = removable
        self.setText(row.name)
        self.setAccessibleName(", ".join(part for part in (row.name, row.line, row.pill) if part))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(34), theme.px(5), theme.px(4), theme.px(5))
        line.setSpacing(theme.px(8))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(elided(row.name, middle=True))
        if row.line:
            words.addWidget(elided(row.line, size="small", tone="muted"))
        line.addLayout(words, 1)
        if row.pill:
            line.addWidget(Pill(row.pill, row.kind))
        if removable:
            dots = IconButton("lainnya", _("Pilihan untuk {name}").format(name=row.name), size=26)
            dots.clicked.connect(lambda: self.more.emit(below(dots)))
            line.addWidget(dots)
            line.addSpacing(-theme.px(6))
            cross = IconButton("tutup", _("Lepaskan {name}").format(name=row.name), size=26)
            cross.clicked.connect(self.removed)
            line.addWidget(cross)

    def set_on(self, on: bool) -> None:
        """Show that this is the one in the preview."""
        self._on = on
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button asks for the menu, and so does its key."""
        if self._removable:
            self.more.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete takes out."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Delete and self._removable:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, ring and icon; the words are labels."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._on or self.underMouse():
            frame(painter, box, theme.color("brand_tint" if self._on else "hover"), None, RADIUS_CONTROL)
        if ringed(self):
            frame(painter, box, clear(), theme.color("brand"), RADIUS_CONTROL, 2)
        side = theme.px(18)
        spot = QRectF(theme.px(8), (self.height() - side) / 2, side, side)
        icons.draw(painter, self._icon, spot, theme.color("brand" if self._on else "muted"))


class SlotCard(QWidget):
    """One evidence slot. `set_slot` says what is asked for, `set_rows` what lies in it.

    `dropped(list)` passes `Path`s of files dropped or pasted, `linked(str)` a web address, `pasted(object)`
    a `QImage`; `choose()` asks for the file dialog, `more(QPoint)` for the other ways; `open(int)`,
    `remove(int)` and `row_more(int, QPoint)` name a row. Ctrl+V pastes, Enter chooses.
    """

    dropped = Signal(list)
    linked = Signal(str)
    pasted = Signal(object)
    choose = Signal()
    open = Signal(int)
    remove = Signal(int)
    more = Signal(QPoint)
    row_more = Signal(int, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self._over = False
        self._filled = False
        self._read_only = False
        self._rows: list[EvidenceRow] = []
        self._title = label(weight=600, wrap=True)
        self._line = label(tone="muted", wrap=True)
        self._pill = Pill()
        self._choose = Button(_("Pilih…"))
        self._choose.clicked.connect(self.choose)
        self._more = IconButton("lainnya", _("Cara lain melampirkan"))
        self._more.clicked.connect(lambda: self.more.emit(below(self._more)))
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._lay_out()

    def set_slot(self, title: str, line: str, pill: str = "", kind: Kind = "neutral") -> None:
        """Say what is asked for, what may be done, and how the slot stands."""
        self._title.setText(title)
        self._line.setText(line)
        self._line.setHidden(not line)
        self._pill.set(pill, kind)
        self.setAccessibleName(", ".join(part for part in (title, pill) if part))
        self.setAccessibleDescription(line)

    def set_rows(self, rows: Sequence[SlotRow], on: int = -1) -> None:
        """Show what lies in the slot; *on* is the row in the preview."""
        clear_layout(self._list)
        self._rows = [self._make(number, row) for number, row in enumerate(rows)]
        self._filled = bool(rows)
        self._choose.setText(_("Tambah…") if rows else _("Pilih…"))
        self._choose.updateGeometry()
        self.set_on(on)
        self.update()

    def set_on(self, on: int) -> None:
        """Show row *on* as the one in the preview; -1 for none."""
        for number, row in enumerate(self._rows):
            row.set_on(number == on)

    def set_read_only(self, read_only: bool) -> None:
        """Show what lies here without letting it be changed; call before `set_rows`."""
        self._read_only = read_only
        self.setAcceptDrops(not read_only)
        self._choose.setHidden(read_only)
        self._more.setHidden(read_only)

    def paste(self) -> None:
        """Pass on what is on the clipboard: files, a web address or a picture."""
        self._take(QGuiApplication.clipboard().mimeData())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and web addresses may be dropped."""
        if local_files(event.mimeData()) or web_links(event.mimeData()):
            accept_copy(event)
            self._hover(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped."""
        self._hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass on what was dropped."""
        self._hover(False)
        accept_copy(event)
        self._take(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V pastes, Enter and Space ask for the dialog."""
        if self._read_only:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow card the buttons stand below what is asked for."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_BESIDE)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._head.direction() != way:
            self._head.setDirection(way)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card: dashed while empty, brand while something hovers over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self._over or ringed(self)
        pen = QPen(theme.color("brand" if strong else "line" if self._filled else "edge"), 2 if strong else 1)
        if not self._filled and not ringed(self):
            pen.setDashPattern([4, 3] if not self._over else [3, 2])
        painter.setPen(pen)
        painter.setBrush(theme.color("brand_tint" if self._over else "card"))
        inset = pen.widthF() / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, RADIUS_CARD, RADIUS_CARD)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(13), theme.px(10), theme.px(12), theme.px(10))
        column.setSpacing(theme.px(6))
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(theme.px(6))
        self._head.addWidget(self._title, 1)
        acts = QHBoxLayout()
        acts.setSpacing(theme.px(10))
        acts.addWidget(self._pill)
        acts.addWidget(self._choose)
        acts.addSpacing(-theme.px(6))
        acts.addWidget(self._more)
        acts.addStretch(1)
        self._head.addLayout(acts)
        column.addLayout(self._head)
        column.addWidget(self._line)  # the whole width: beside the buttons little is left in large type
        self._list = QVBoxLayout()
        self._list.setContentsMargins(-theme.px(8), 0, -theme.px(6), 0)
        self._list.setSpacing(theme.px(1))
        column.addLayout(self._list)

    def _make(self, number: int, row: SlotRow) -> EvidenceRow:
        made = EvidenceRow(row, removable=not self._read_only)
        made.clicked.connect(lambda: self.open.emit(number))
        made.removed.connect(lambda: self.remove.emit(number))
        made.more.connect(lambda spot: self.row_more.emit(number, spot))
        self._list.addWidget(made)
        return made

    def _hover(self, over: bool) -> None:
        self._over = over
        self.update()

    def _take(self, data: QMimeData) -> None:
        if files := local_files(data):
            self.dropped.emit(files)
        elif links := web_links(data):
            for link in links:
                self.linked.emit(link)
        elif data.hasImage():
            self.pasted.emit(data.imageData())
