"""Pages of PDFs that this program made itself: drawn here, without the confinement foreign files need."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page as a picture of a *width* that was asked for, of how many, from which PDF."""

    pdf: bytes
    page: int
    pages: int
    width: int
    image: QImage


def draw(pdf: bytes, page: int, width: int) -> Drawn:
    """Page number *page* (from 0; the last when there are fewer) of our own *pdf*, *width* pixels wide."""
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = len(document)
        chosen = min(page, pages - 1)
        sheet = document[chosen]
        bitmap = sheet.render(scale=max(50, width) / sheet.get_width(), rev_byteorder=True)
        format_ = QImage.Format.Format_RGB888
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, format_).copy()
        return Drawn(pdf, chosen, pages, width, image)
    finally:
        document.close()


def size(pdf: bytes) -> tuple[float, float]:
    """Width and height of the first page of our own *pdf*, in points."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        wide, high = document.get_page_size(0)
        return float(wide), float(high)
    finally:
        document.close()
