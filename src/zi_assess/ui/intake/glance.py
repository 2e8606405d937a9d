"""The head of a file that is still outside: enough to see what it is before it is filed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import isValid

from zi_assess import confined
from zi_assess.errors import ZiError
from zi_assess.evidence import kind_of
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.preview import pixels
from zi_assess.ui.preview.drawing import SECONDS
from zi_assess.ui.preview.paper import image_of
from zi_assess.ui.session import Session
from zi_assess.ui.theme import RADIUS_CONTROL

_REST_MS = 90  # a list that is walked through draws once it rests
_HEAD = 4096


class Glance(QWidget):
    """Shows the upper part of the first page, or the picture, of one file at a time."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._path: Path | None = None
        self._image = QImage()
        self._said = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._draw)
        self.setMinimumHeight(theme.px(96))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Isi berkas"))

    def show_file(self, path: Path | None, said: str = "") -> None:
        """Show the file at *path*; None: only the words *said*."""
        if path is None or path != self._path:
            self._path, self._image, self._said = path, QImage(), said
            self.update()
            self._rest.start()

    def image(self) -> QImage:
        """What is seen; null while nothing is."""
        return self._image

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(theme.px(240), theme.px(96))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture from its upper edge, or say why there is none."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QPainterPath()
        edge.addRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.setClipPath(edge)
        painter.fillRect(self.rect(), Qt.GlobalColor.white if self._shown() else theme.color("bg"))
        if self._shown():
            size = self._image.deviceIndependentSize()
            painter.drawImage(
                QRectF((self.width() - size.width()) / 2, 0, size.width(), size.height()), self._image
            )
        else:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(8, 4, -8, -4), flags, self._said)
        painter.setClipping(False)
        painter.setPen(theme.color("line"))
        painter.drawPath(edge)

    def _shown(self) -> bool:
        return not self._image.isNull()

    def _draw(self) -> None:
        path, ratio = self._path, self.devicePixelRatioF()
        if path is None:
            return
        across, down = round(self.width() * ratio), round(self.height() * ratio)

        def drawn(image: QImage) -> None:
            if isValid(self) and path == self._path:  # its dialog may be closed by now
                image.setDevicePixelRatio(ratio)
                self._image = image
                self._said = _("Tidak dapat dilihat di sini.") if image.isNull() else ""
                self.update()

        self._session.work.side(lambda tick: head_of(path, across, down), drawn)


def head_of(path: Path, across: int, down: int) -> QImage:
    """The first page *across* pixels wide, or a picture that fits, drawn in the confined child; null for others."""
    try:
        with path.open("rb") as file:
            kind = kind_of(file.read(_HEAD), path.name)
        if kind == "pdf":
            return image_of(confined.run(pixels.pdf_page, str(path), 0, across, 0.0, timeout=SECONDS)[2])
        if kind == "image":
            return image_of(confined.run(pixels.picture, str(path), min(across, down), timeout=SECONDS)[2])
    except (ZiError, OSError):
        pass  # filing it will say what is wrong
    return QImage()
