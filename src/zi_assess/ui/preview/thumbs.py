"""The pages of a PDF as a strip of small pictures, each drawn when it comes into sight."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from zi_assess import confined
from zi_assess.core.assessment import Document
from zi_assess.errors import ZiError
from zi_assess.i18n import _, count
from zi_assess.ui import theme
from zi_assess.ui.preview import pixels
from zi_assess.ui.preview.drawing import SECONDS, Paths
from zi_assess.ui.preview.paper import image_of
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.focus import ringed

MOST_KEPT = 300  # small pictures in memory: some 10 MB
_ACROSS, _DOWN, _NUMBER = 48, 64, 16  # a picture's room, and the number's below
_REST_MS = 30  # a strip that is scrolled draws once it rests
_Index = QModelIndex | QPersistentModelIndex


class _Pages(QAbstractListModel):
    """Numbers of pages, with the small pictures that were drawn lately."""

    def __init__(self) -> None:
        super().__init__()
        self._many = 0
        self._images: OrderedDict[int, QImage] = OrderedDict()

    def begin(self, many: int) -> None:
        """Another document of *many* pages."""
        self.beginResetModel()
        self._many = many
        self._images.clear()
        self.endResetModel()

    def has(self, page: int) -> bool:
        """Whether *page* was drawn; a page that cannot be drawn has a null image."""
        return page in self._images

    def image(self, page: int) -> QImage:
        """The picture of *page*, null when there is none."""
        return self._images.get(page, QImage())

    def keep(self, page: int, image: QImage) -> None:
        """Keep the picture of *page*; the one kept longest goes when there are too many."""
        self._images[page] = image
        if len(self._images) > MOST_KEPT:
            self._images.popitem(last=False)
        self.dataChanged.emit(self.index(page), self.index(page))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        """A row for each page."""
        return 0 if parent.isValid() else self._many

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The page's number, and its name for a screen reader."""
        if role == Qt.ItemDataRole.DisplayRole:
            return count(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("Halaman {page} dari {pages}").format(page=index.row() + 1, pages=self._many)
        return None


class _Thumb(QStyledItemDelegate):
    """Draws a page on white paper with its number; the page that is seen has a thick frame and a bold number."""

    def __init__(self, strip: Thumbs) -> None:
        super().__init__(strip)
        self._strip = strip

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """All alike."""
        return QSize(theme.px(_ACROSS + 8), theme.px(_DOWN + _NUMBER + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw page, frame and number."""
        box: QRect = option.rect
        mine = index.row() == self._strip.currentIndex().row()
        room = QRectF(box.left() + theme.px(4), box.top() + theme.px(4), theme.px(_ACROSS), theme.px(_DOWN))
        image = self._strip.pages.image(index.row())
        paper = QRectF(room)
        if not image.isNull():
            paper.setSize(image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio))
            paper.moveCenter(room.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(paper, Qt.GlobalColor.white)
        painter.drawImage(paper, image)
        painter.setPen(QPen(theme.color("brand" if mine else "line"), 2 if mine else 1))
        painter.drawRect(paper.adjusted(-1, -1, 1, 1) if mine else paper.adjusted(0.5, 0.5, -0.5, -0.5))
        if mine and ringed(self._strip):
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
        painter.setFont(theme.font("small", 700 if mine else 400, tabular=True))
        painter.setPen(theme.color("brand" if mine else "muted"))
        below = QRectF(box.left(), room.bottom() + theme.px(1), box.width(), theme.px(_NUMBER))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()


class Thumbs(QListView):
    """A strip of pages; arrow keys, Home and End walk it. `turned(int)` asks for a page (from 0)."""

    turned = Signal(int)

    def __init__(self, session: Session, paths: Paths) -> None:
        super().__init__()
        self._session, self._paths = session, paths
        self._document: Document | None = None
        self._under_way = False
        self.pages = _Pages()
        self.setModel(self.pages)
        self.setItemDelegate(_Thumb(self))
        self.setAccessibleName(_("Gambar kecil halaman"))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._fill)
        self.verticalScrollBar().valueChanged.connect(lambda _at: self._rest.start())
        self.selectionModel().currentChanged.connect(self._walked)
        self._measure()

    def show_page(self, document: Document | None, pages: int, page: int) -> None:
        """*page* (from 0) of *document*'s *pages* is seen now."""
        if document is None or self._document is None or document.id != self._document.id:
            self._document = document
            self.pages.begin(0)
        if pages != self.pages.rowCount():
            self.pages.begin(pages)
        if page != self.currentIndex().row() and page < pages:
            model = self.selectionModel()
            model.blockSignals(True)  # it was turned elsewhere
            self.setCurrentIndex(self.pages.index(page))
            model.blockSignals(False)
            self.scrollTo(self.pages.index(page))
            self.viewport().update()
        self._rest.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying and choosing all mean the words of the page, not the numbers here."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.SelectAll):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More pages may have come into sight."""
        super().resizeEvent(event)
        self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        """What was not drawn while hidden is drawn now."""
        super().showEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self._rest.start()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the mode changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        self.setFixedWidth(theme.px(_ACROSS + 8) + self.verticalScrollBar().sizeHint().width())

    def _walked(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        if now.isValid():
            self.turned.emit(now.row())

    def in_sight(self) -> range:
        """The pages that can be seen now."""
        height = theme.px(_DOWN + _NUMBER + 8)
        at = self.verticalScrollBar().value()
        last = (at + self.viewport().height() - 1) // height
        return range(at // height, min(last + 1, self.pages.rowCount()))

    def _fill(self) -> None:
        """Draw the next page in sight that was not drawn: one at a time, so that a page turned meanwhile goes first."""
        mine = self._document
        missing = next((page for page in self.in_sight() if not self.pages.has(page)), None)
        if mine is None or missing is None or self._under_way or not self.isVisible():
            return
        self._under_way = True
        across = round(theme.px(_ACROSS) * self.devicePixelRatioF())

        def drawn(image: QImage) -> None:
            self._under_way = False
            if self._document is not None and self._document.id == mine.id:
                self.pages.keep(missing, image)
            self._fill()

        side = self._session.work.side
        self._paths.of(mine, lambda path: side(lambda tick: _small(path, missing, across), drawn))


def _small(path: Path, page: int, across: int) -> QImage:
    """A page *across* pixels wide, drawn in the confined child; a null image when it cannot be."""
    try:
        return image_of(confined.run(pixels.pdf_page, str(path), page, across, 0.0, timeout=SECONDS)[2])
    except ZiError:
        return QImage()
