"""Words of a PDF's page and where they stand. `confined.run` calls this in the child: nothing here touches a window."""

from __future__ import annotations

import ctypes
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LETTERS = 60_000  # a page of a book has three thousand
_FINE = 100_000  # places across a page: finer than any screen
_SLANT = 0.1  # radians off the lines of the page: a watermark, which nobody copies
_HYPHENS = {0x02, 0xFFFE}  # how PDFium writes the hyphen at the end of a line

Box = tuple[float, float, float, float]
"""Left, top, width and height as shares of the page as it is drawn."""
Word = tuple[str, str, Box]
"""What stands before it ("", a blank or a line break), the word, and its place."""
_Letter = tuple[int, Box | None]


def words(path: str, page: int) -> list[Word]:
    """The words of page *page* (from 0) of a PDF in the order the PDF gives them; none when it cannot be read."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(Path(path))
    except pypdfium2.PdfiumError:
        return []
    try:
        return _joined(_letters(document[page])) if 0 <= page < len(document) else []
    except pypdfium2.PdfiumError:
        return []
    finally:
        document.close()


def share(sheet: Any, left: float, bottom: float, right: float, top: float) -> Box:
    """A place in a page's own points as it is drawn: turned and cut as the page says."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((left, bottom), (right, top)):
        pdfium.FPDF_PageToDevice(sheet, 0, 0, _FINE, _FINE, 0, across, up, x, y)
        corners.append((x.value / _FINE, y.value / _FINE))
    (x0, x1), (y0, y1) = (sorted(one) for one in zip(*corners, strict=True))
    return x0, y0, x1 - x0, y1 - y0


def _letters(sheet: Any) -> Iterator[_Letter]:
    """Each character of a page with its place; None for a blank, which needs none."""
    import pypdfium2.raw as pdfium

    text = sheet.get_textpage()
    rect = pdfium.FS_RECTF()
    for number in range(min(text.count_chars(), MOST_LETTERS)):
        code = pdfium.FPDFText_GetUnicode(text, number)
        if code not in _HYPHENS and (code < 32 or chr(code).isspace()):
            yield code, None
        elif not _slanted(pdfium.FPDFText_GetCharAngle(text, number)) and pdfium.FPDFText_GetLooseCharBox(
            text, number, rect
        ):
            yield code, share(sheet, rect.left, rect.bottom, rect.right, rect.top)


def _slanted(angle: float) -> bool:
    return abs(math.remainder(angle, math.pi / 2)) > _SLANT


def _joined(letters: Iterator[_Letter]) -> list[Word]:
    found: list[Word] = []
    gap, codes, boxes = "", list[int](), list[Box]()

    def end(after: str) -> None:
        nonlocal gap
        if codes:
            found.append((gap if found else "", _text(codes), around(boxes)))
            codes.clear()
            boxes.clear()
            gap = ""
        gap = "\n" if "\n" in (gap, after) else after

    for code, box in letters:
        if box is None:
            end("\n" if code in (10, 13) else " " if code else gap)
            continue
        codes.append(ord("-") if code in _HYPHENS else code)
        boxes.append(box)
        if code in _HYPHENS:
            end("\n")
    end("")
    return found


def _text(codes: list[int]) -> str:
    """*codes* as text; PDFium gives a rare sign as two halves."""
    raw = "".join(chr(one) for one in codes)
    return raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def around(boxes: list[Box]) -> Box:
    """The smallest place that holds all *boxes*."""
    left, top = min(one[0] for one in boxes), min(one[1] for one in boxes)
    right, bottom = max(one[0] + one[2] for one in boxes), max(one[1] + one[3] for one in boxes)
    return left, top, right - left, bottom - top
