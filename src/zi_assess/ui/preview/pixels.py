"""Pages of PDFs and pictures as plain pixels. `confined.run` calls this in the child: nothing here touches a window."""

from __future__ import annotations

import ctypes
from pathlib import Path

from zi_assess.errors import ZiError
from zi_assess.i18n import N_
from zi_assess.ui.preview.letters import share

MOST_PIXELS = 12_000_000  # about four screens: larger pages are drawn smaller
_ROW = 4  # bytes a row of a QImage is padded to
_PICTURES = ("png", "jpeg", "gif", "bmp", "tiff", "webp")
_MOST_PLACES = 200
_TALLEST = 0.1  # of a page: what a word on a line may take
_PASSWORD = 4  # FPDF_ERR_PASSWORD

Pixels = tuple[int, int, bytes]
"""Width, height, and rows of RGB bytes, each row padded to a multiple of four bytes."""


def pdf_page(path: str, page: int, width: int, scale: float) -> tuple[int, int, Pixels]:
    """Page number *page* (from 0, the last if there are fewer): its number, the count of pages, its pixels.

    It is *width* pixels wide, or, when *width* is 0, *scale* pixels for a point. Raises ZiError when the file is
    locked, broken or empty.
    """
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(Path(path))
    except pypdfium2.PdfiumError as error:
        raise _unreadable(error.err_code) from error
    try:
        number = max(0, min(page, len(document) - 1))
        sheet = document[number]
        across, down = (max(one, 1.0) for one in sheet.get_size())
        scale = min(width / across if width else scale, (MOST_PIXELS / (across * down)) ** 0.5)
        bitmap = sheet.render(scale=scale, rev_byteorder=True)
        return number, len(document), _packed(bitmap.width, bitmap.height, bitmap.stride, bitmap.buffer)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(error.err_code) from error
    finally:
        document.close()


def places(path: str, page: int, text: str) -> list[tuple[float, float, float, float]]:
    """Where *text* stands on page *page* (from 0) of a PDF: left, top, width and height as shares of the page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(Path(path))
    try:
        sheet = document[page]
        words = sheet.get_textpage()
        search = words.search(text)
        found: list[tuple[float, float, float, float]] = []
        while len(found) < _MOST_PLACES and (spot := search.get_next()) is not None:
            for number in range(words.count_rects(*spot)):
                place = share(sheet, *words.get_rect(number))
                if min(place[2:]) <= _TALLEST:  # else slanted, as a watermark: it would cover half the page
                    found.append(place)
        return found
    except pypdfium2.PdfiumError:
        return []
    finally:
        document.close()


def _unreadable(code: int | None) -> ZiError:
    if code == _PASSWORD:
        return ZiError(
            N_("PDF ini dikunci dengan kata sandi."),
            N_("Lampirkan salinan tanpa kata sandi supaya penilai juga dapat membukanya."),
        )
    return ZiError(
        N_("PDF ini rusak atau tidak lengkap."), N_("Simpan ulang dari program asalnya, lalu lampirkan lagi.")
    )


def _packed(width: int, height: int, stride: int, buffer: ctypes.Array[ctypes.c_ubyte]) -> Pixels:
    want = (width * 3 + _ROW - 1) // _ROW * _ROW
    data = bytes(buffer)
    if stride != want:
        data = b"".join(
            data[row * stride : row * stride + width * 3].ljust(want, b"\0") for row in range(height)
        )
    return width, height, data


def picture(path: str, side: int) -> tuple[int, int, Pixels]:
    """A picture at most *side* pixels wide and high: its own width and height, its pixels.

    Raises ZiError when it cannot be read.
    """
    from PySide6.QtCore import QSize, Qt
    from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

    reader = QImageReader(path)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    own = reader.size()
    if bytes(reader.format().data()).decode() not in _PICTURES or not own.isValid():
        raise _no_picture()
    if max(own.width(), own.height()) > side:
        reader.setScaledSize(own.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    read = reader.read()
    if read.isNull():
        raise _no_picture()
    flat = QImage(read.size(), QImage.Format.Format_RGB888)
    flat.fill(QColor("white"))
    painter = QPainter(flat)
    painter.drawImage(0, 0, read)
    painter.end()
    return own.width(), own.height(), (flat.width(), flat.height(), bytes(flat.constBits()))


def _no_picture() -> ZiError:
    return ZiError(
        N_("Gambar ini tidak dapat ditampilkan di sini."),
        N_("Buka di luar, atau simpan ulang sebagai JPG atau PNG."),
    )
