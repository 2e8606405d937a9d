"""Pages of any size without the reports' head and foot: posters for a wall, forms for a desk or a phone."""

from __future__ import annotations

from dataclasses import dataclass

from zi_assess.reports.page import Imprint, Paper
from zi_assess.reports.paint import HEIGHT, Page


@dataclass(frozen=True, slots=True)
class Format:
    """A page of *width* × *height* points to draw on, printed *scale* times as large."""

    width: float
    height: float
    scale: float = 1.0


A4 = Format(595.28, 841.89)
A3 = Format(595.28, 841.89, 2**0.5)
"""Drawn as A4 and printed larger: the same poster for another wall."""
PHONE = Format(255.12, 453.54)
"""90 × 160 mm: one column, read on a phone without turning or zooming."""


class Board(Paper):
    """A paper whose pages are of *format* and bare; `y` is how far down the page is full, as in `Paper`."""

    def __init__(self, imprint: Imprint, format: Format, margin: float) -> None:
        self.format = format
        self.margin = margin
        super().__init__(imprint)
        self.y = margin

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.format.width - 2 * self.margin

    @property
    def room(self) -> float:
        return self.format.height - self.margin - self.y

    def turn(self) -> None:
        """Begin another page."""
        self.page = self._blank()
        self.y = self.margin

    def _foot(self, page: Page, number: int) -> None:
        """There is none."""

    def _ink(self, page: Page) -> None:
        scale, down = self.format.scale, self.format.height - HEIGHT
        size = (self.format.width * scale, self.format.height * scale)
        self._canvas.setPageSize(size)
        self._canvas.addLiteral(f"q {scale:.5f} 0 0 {scale:.5f} 0 {down * scale:.3f} cm")
        super()._ink(page)
        self._canvas.addLiteral("Q")
