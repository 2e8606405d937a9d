"""What is put on a page of evidence: criterion, slot and page number in the margin, CONTOH on examples."""

from __future__ import annotations

import math
from dataclasses import dataclass

from zi_assess.i18n import _
from zi_assess.reports.assembly import Assembly, Leaf
from zi_assess.reports.letters import faces, p
from zi_assess.reports.paint import COLORS, HEIGHT, Encode, Page, Style

_CODE = Style("semibold", 6.5, "brand", 9)
_SLOT = Style("regular", 6.5, "ink", 9)
_NUMBER = Style("bold", 6.5, "ink", 9)
_CAPTION = Style("regular", 7, "muted", 10)
_TALL, _PAD, _GAP = 12.0, 5.0, 6.0
_RIGHT, _FOOT = 16.0, 12.0  # most printers reach no further
_SLOT_ROOM = 190.0
_A4_WIDTH = 595.28
_FAINT = 0.09


@dataclass(frozen=True, slots=True)
class Stamp:
    """*number* is the page's in the binder, *others* how many more uses the document has; *caption* stands on top."""

    code: str
    slot: str
    number: int
    others: int = 0
    caption: str = ""


def draw(page: Page, stamp: Stamp, wide: float, lacking: set[str]) -> None:
    """Draw the stamp at the lower right corner of a page *wide* points across, whose lower edge is the page's."""
    words = _("{code} +{n}").format(code=stamp.code, n=stamp.others) if stamp.others else stamp.code
    room = min(_SLOT_ROOM, max(0.0, wide - 2 * _RIGHT - 120))
    slot = faces()["regular"].cut(p(stamp.slot, lacking), _SLOT.size, room) if room > 40 else ""
    parts = [(p(words, lacking), _CODE), (slot, _SLOT), (str(stamp.number), _NUMBER)]
    parts = [(text, style) for text, style in parts if text]
    widths = [style.face.width(text) * style.size / 1000 for text, style in parts]
    whole = sum(widths) + _GAP * (len(parts) - 1) + 2 * _PAD
    left, top = wide - _RIGHT - whole, HEIGHT - _FOOT - _TALL
    page.rect(left - 0.6, top - 0.6, whole + 1.2, _TALL + 1.2, "edge", 3.6)
    page.rect(left, top, whole, _TALL, "card", 3)
    at = left + _PAD
    for (text, style), width in zip(parts, widths, strict=True):
        page.text(at, top + _TALL / 2 + 2.4, text, style)
        at += width + _GAP


@dataclass(frozen=True, slots=True)
class Drawn:
    """A stamp as it is laid on its page: the box it may fill, the matrix, the operators."""

    wide: float
    high: float
    matrix: bytes
    data: bytes

    def put(self, assembly: Assembly, fonts: int) -> int:
        """The form's number; *fonts* is the dictionary of the fonts that the operators name."""
        resources = b"/Font %d 0 R /ExtGState << /W << /ca %.2f >> >>" % (fonts, _FAINT)
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f] /Matrix [%s] /Resources << %s >>"
        return assembly.stream(entries % (self.wide, self.high, self.matrix, resources), self.data)


class Stamper:
    """Draws stamps with *encode*; all of them before the fonts are written, since then no letter can be added."""

    def __init__(self, encode: Encode, example: bool, lacking: set[str]) -> None:
        self._encode = encode
        self._example = example
        self._lacking = lacking

    def drawn(self, leaf: Leaf, stamp: Stamp) -> Drawn:
        """The stamp upright on *leaf* as it is seen."""
        wide, high, matrix = _seen(leaf)
        page = Page(self._encode)
        draw(page, stamp, wide, self._lacking)
        if stamp.caption:
            caption = faces()["regular"].cut(p(stamp.caption, self._lacking), _CAPTION.size, wide - 56)
            page.text(28, HEIGHT - high + 26, caption, _CAPTION)
        if self._example:
            self._mark(page, wide, high)
        shapes = [shape if isinstance(shape, str) else "" for shape in page.shapes]
        data = "\n".join([*shapes, "BT", *page.texts, "ET"]).encode("latin-1")
        return Drawn(wide, high, matrix, data)

    def _mark(self, page: Page, wide: float, high: float) -> None:
        """CONTOH across the page, so that nobody takes it for the real one."""
        face = faces()["bold"]
        size, angle = min(wide, high) * 0.22, math.atan2(high, wide)
        half = face.width(_("CONTOH")) * size / 2000
        cos, sin = math.cos(angle), math.sin(angle)
        left = wide / 2 - half * cos + size * 0.36 * sin
        bottom = high / 2 - half * sin - size * 0.36 * cos
        ((name, escaped),) = self._encode(face, _("CONTOH"))
        red = int(COLORS["bad"][1:], 16)
        color = " ".join(f"{part / 255:.3f}" for part in (red >> 16, red >> 8 & 255, red & 255))
        page.shapes.insert(
            0,
            f"q /W gs BT {color} rg {name} {size:.2f} Tf {cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} "
            f"{left:.2f} {bottom:.2f} Tm ({escaped}) Tj ET Q",
        )


def _seen(leaf: Leaf) -> tuple[float, float, bytes]:
    """Width and height as they are seen, in points of an A4-sized reader, and the matrix from there to the page."""
    left, bottom, right, top = leaf.crop
    wide, high = right - left, top - bottom
    if leaf.turned in (90, 270):
        wide, high = high, wide
    scale = min(4.0, max(0.4, min(wide, high) / _A4_WIDTH))
    scale = min(scale, wide / 200)  # a narrow strip still shows all of it
    corner = {0: (left, bottom), 90: (right, bottom), 180: (right, top), 270: (left, top)}[leaf.turned]
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[leaf.turned]
    turn = (cos * scale, sin * scale, -sin * scale, cos * scale, *corner)
    return wide / scale, high / scale, " ".join(f"{one:.5f}" for one in turn).encode()
