"""A page or a picture on the window: white paper with a hairline, sharp on any screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from zi_assess.ui import theme
from zi_assess.ui.preview.pixels import Pixels

_MARKER = QColor(255, 226, 92)  # a text marker on white paper, in both themes
_CHOSEN = QColor(166, 204, 250)
_Spot = tuple[float, float, float, float]  # left, top, width and height as shares of the paper


def image_of(pixels: Pixels) -> QImage:
    """*pixels* as an image that owns its bytes."""
    width, height, data = pixels
    return QImage(data, width, height, (width * 3 + 3) // 4 * 4, QImage.Format.Format_RGB888).copy()


class Paper(QWidget):
    """One image, in the middle, with a hairline around it; never larger than it was made for."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._size = QSize(1, 1)
        self._marks: tuple[_Spot, ...] = ()
        self._chosen: tuple[_Spot, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def set_image(self, image: QImage, size: QSize) -> None:
        """Show *image* as large as *size*, in the window's own pixels."""
        self._image, self._size = image, size
        self._marks = ()
        self.setMinimumSize(size)
        self.updateGeometry()
        self.update()

    def set_marks(self, marks: Sequence[_Spot]) -> None:
        """Mark places on the paper: left, top, width and height as shares of it."""
        self._marks = tuple(marks)
        self.update()

    def set_chosen(self, spots: Sequence[_Spot]) -> None:
        """Show places on the paper as chosen, in the same shares."""
        if self._chosen != tuple(spots):
            self._chosen = tuple(spots)
            self.update()

    def sheet(self) -> QRectF:
        """Where on the widget the paper lies."""
        left = max(0, (self.width() - self._size.width()) // 2)
        return QRectF(left, 0, self._size.width(), self._size.height())

    def sizeHint(self) -> QSize:
        """As large as the paper."""
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self.sheet()
        painter.drawImage(box, self._image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for spot in self._chosen:
            painter.fillRect(_on(box, spot), _CHOSEN)
        for spot in self._marks:
            painter.fillRect(_on(box, spot).adjusted(-2, -2, 2, 2), _MARKER)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(theme.color("line"))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _on(box: QRectF, spot: _Spot) -> QRectF:
    """The *spot* of the paper that lies at *box*."""
    x, y, across, down = spot
    width, height = box.width(), box.height()
    return QRectF(box.left() + x * width, box.top() + y * height, across * width, down * height)


class PaperArea(QScrollArea):
    """`paper` in a place that scrolls."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.paper = Paper()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setViewport(QWidget())
        self.setWidget(self.paper)
        self.paper.setAutoFillBackground(False)

    def room(self) -> QSize:
        """What fits without a scroll bar beside it."""
        bar = self.verticalScrollBar()
        spare = 0 if bar.isVisible() else bar.sizeHint().width()
        return QSize(max(80, self.viewport().width() - spare), max(80, self.viewport().height()))
