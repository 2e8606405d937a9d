"""Two photos of one place side by side, before and after, with their dates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zi_assess import confined
from zi_assess.core.assessment import Document
from zi_assess.errors import ZiError
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.preview import pixels
from zi_assess.ui.preview.paper import image_of
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import clear, frame
from zi_assess.ui.widgets.focus import ringed
from zi_assess.ui.widgets.text import elided

_SIDE = 480  # pixels a small picture is drawn with
_SECONDS = 15.0


class Photo(QAbstractButton):
    """One small picture; a click shows it large."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._image = QImage()
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_image(self, image: QImage) -> None:
        """Show *image*."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        """Two fit beside each other."""
        return QSize(theme.px(130), theme.px(110))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture whole, on a quiet ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        frame(painter, box, theme.color("bg"), theme.color("line"), 4)
        if not self._image.isNull():
            fit = self._image.size().scaled(self.size() - QSize(4, 4), Qt.AspectRatioMode.KeepAspectRatio)
            spot = QRectF(0, 0, fit.width(), fit.height())
            spot.moveCenter(box.center())
            painter.drawImage(spot, self._image)
        if ringed(self):
            frame(painter, box, clear(), theme.color("brand"), 4, 2)


class PhotoPair(QWidget):
    """Before and after. `look(object)` passes the `Document` that was clicked."""

    look = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))

    def show_pair(self, pair: Sequence[Document], said: Sequence[str]) -> None:
        """Show two photos with a line below each."""
        heads = (_("Sebelum"), _("Sesudah"))
        for document, head, line in zip(pair, heads, said, strict=True):
            photo = Photo(f"{head}: {document.name}, {line}")
            photo.clicked.connect(lambda _on=False, one=document: self.look.emit(one))
            column = QVBoxLayout()
            column.setSpacing(theme.px(2))
            column.addWidget(photo)
            column.addWidget(elided(head, weight=600))
            column.addWidget(elided(line, size="small", tone="muted"))
            self._row.addLayout(column, 1)
            self._load(document, photo)

    def _load(self, document: Document, photo: Photo) -> None:
        def drawn(image: QImage) -> None:
            try:
                photo.set_image(image)
            except RuntimeError:
                return  # another document is shown by now, and the picture is gone

        def draw(path: Path) -> None:
            self._session.work.side(lambda tick: _small(path), drawn)

        self._session.ask(lambda workspace: workspace.document_path(document), draw)


def _small(path: Path) -> QImage:
    """The picture at *path*, drawn small in the confined child; a null image when it cannot be."""
    try:
        return image_of(confined.run(pixels.picture, str(path), _SIDE, timeout=_SECONDS)[2])
    except ZiError:
        return QImage()
