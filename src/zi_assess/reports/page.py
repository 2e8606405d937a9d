"""The look of every page: margins, head, foot, watermark, bookmarks, and rows that flow from page to page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from zi_assess.i18n import _
from zi_assess.reports.letters import FILES, Face, faces, p
from zi_assess.reports.paint import COLORS, HEIGHT, WIDTH, Page, Style
from zi_assess.reports.table import Row

LEFT, RIGHT = 40.0, WIDTH - 40.0
INNER = RIGHT - LEFT
TOP, TOP_LATER, BOTTOM = 36.0, 58.0, HEIGHT - 50.0
_SMALL = Style("regular", 7.0, "faint", 10.0)
_WARNING = Style("semibold", 7.0, "bad", 10.0)
_WATERMARK_SIZE, _WATERMARK_OPACITY = 132, 0.09
_LONG = 6  # a row of more lines than this is cut where the page ends; a shorter one moves down whole
_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})
_BYTES = [chr(n).translate(_ESCAPES) if 32 <= n < 127 else f"\\{n:03o}" for n in range(256)]


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands on every page and in the file's properties."""

    title: str
    subject: str
    author: str
    left: str
    right: str
    foot: str
    language: str
    example: bool


class Paper:
    """A report being set: *page* is drawn on, *y* is how far down it is full, *lacking* what the faces cannot draw."""

    def __init__(self, imprint: Imprint) -> None:
        self.imprint = imprint
        self.lacking: set[str] = set()
        self._file = BytesIO()
        faces()  # registers the fonts before the canvas asks for one
        self._canvas = Canvas(
            self._file,
            pagesize=(WIDTH, HEIGHT),
            invariant=1,
            pageCompression=1,
            lang=imprint.language,
            initialFontName=FILES["regular"],  # type: ignore[arg-type]  # the stub says float
        )
        self._document = self._canvas._doc  # type: ignore[attr-defined]  # what fonts are embedded into
        self._first = {face: face.font.getSubsetInternalName(0, self._document) for face in faces().values()}
        self.pages: list[Page] = []
        self.page = self._blank()
        self.y = TOP

    def p(self, text: str) -> str:
        return p(text, self.lacking)

    @property
    def room(self) -> float:
        """How many points are left on this page."""
        return BOTTOM - self.y

    def _blank(self) -> Page:
        page = Page(self._encode)
        self.pages.append(page)
        return page

    def new_page(self, repeat: Sequence[Row] = ()) -> None:
        """Turn the page and set the small head, then *repeat*."""
        self.page = self._blank()
        left = _SMALL.face.cut(self.p(self.imprint.left), _SMALL.size, INNER * 0.55)
        self.page.text(LEFT, 36, left, _SMALL)
        right = _SMALL.face.cut(self.p(self.imprint.right), _SMALL.size, INNER * 0.43)
        self.page.text(RIGHT, 36, right, _SMALL, "right")
        self.page.rule(LEFT, 44, INNER, "brand", 1.0)
        self.y = TOP_LATER
        for row in repeat:
            row.draw(self.page, self.y)
            self.y += row.height

    def flow(self, rows: Sequence[Row]) -> None:
        """Set *rows* below each other, turning pages where they are full."""
        rows = list(rows)
        start, fresh = 0, self.y in (TOP, TOP_LATER)
        while start < len(rows):
            end, left = self._fitting(rows, start)
            cut = _cut(rows[end], left) if end < len(rows) else None
            if cut:
                self._set([*rows[start:end], cut[0]])
                rows[end] = cut[1]
            else:
                good = _good_end(rows, start, end)
                if good == start and fresh:
                    # A whole page of rows that belong together, or one row taller than any page.
                    good = max(end, start + 1)
                self._set(rows[start:good])
                end = good
            start = end
            if start < len(rows):
                self.new_page(rows[start].repeat)
                fresh = True

    def whole(self, rows: Sequence[Row], below: float = 0.0) -> None:
        """Set *rows* on one page, with *below* points left under them, when a page can hold that; else as `flow`."""
        tall = sum(row.height for row in rows) + below
        if tall > self.room and tall <= BOTTOM - TOP_LATER:
            self.new_page()
        self.flow(rows)

    def _fitting(self, rows: Sequence[Row], start: int) -> tuple[int, float]:
        """The first row from *start* on that this page has no room for, and the room left above it."""
        end, left = start, self.room + 0.01
        while end < len(rows) and rows[end].height <= left:
            left -= rows[end].height
            end += 1
        return end, left

    def _set(self, rows: Sequence[Row]) -> None:
        top = self.y in (TOP, TOP_LATER)
        for row in rows:
            row.draw(self.page, self.y, first=top)
            self.y += row.height
            top = False

    def need(self, height: float) -> None:
        """Turn the page unless *height* points are left."""
        if self.room < height:
            self.new_page()

    def skip(self, height: float) -> None:
        self.y += height

    def _encode(self, face: Face, text: str) -> list[tuple[str, str]]:
        if text.isascii():  # ASCII stands at its own place in an embedded font's first subset
            return [(self._first[face], text if text.isalnum() else text.translate(_ESCAPES))]
        pieces = face.font.splitString(text, self._document)
        return [
            (face.font.getSubsetInternalName(subset, self._document), "".join([_BYTES[byte] for byte in raw]))
            for subset, raw in pieces
        ]

    def finish(self) -> bytes:
        """The PDF. Same rows, same bytes: no clock and no chance in it."""
        self._properties()
        for number, page in enumerate(self.pages, 1):
            self._foot(page, number)
            self._emit(page, number)
        self._canvas.save()
        return self._file.getvalue()

    def _properties(self) -> None:
        self._canvas.setTitle(self.p(self.imprint.title))
        self._canvas.setAuthor(self.p(self.imprint.author))
        self._canvas.setSubject(self.p(self.imprint.subject))
        self._canvas.setCreator("ZI Assess")

    def _foot(self, page: Page, number: int) -> None:
        page.rule(LEFT, HEIGHT - 38, INNER)
        page.text(LEFT, HEIGHT - 26, self.p(self.imprint.foot), _SMALL)
        words = _("Halaman {page} dari {pages}").format(page=number, pages=len(self.pages))
        page.text(RIGHT, HEIGHT - 26, words, _SMALL, "right")
        if self.imprint.example:
            words = _("CONTOH, bukan untuk ditandatangani")
            page.text(WIDTH / 2 + 40, HEIGHT - 26, words, _WARNING, "center")

    def _emit(self, page: Page, number: int) -> None:
        canvas = self._canvas
        self._ink(page)
        for n, (title, depth, top) in enumerate(page.marks):
            key = f"{number}-{n}"
            canvas.bookmarkPage(key, fit="XYZ", left=0, top=HEIGHT - top + 8)
            canvas.addOutlineEntry(title.replace("\n", " "), key, depth, closed=depth > 0)
        canvas.showPage()

    def _ink(self, page: Page) -> None:
        for shape in page.shapes:
            if isinstance(shape, str):
                self._canvas.addLiteral(shape)
            else:
                self._canvas.setFillAlpha(shape)
        self._canvas.addLiteral("\n".join(("BT", *page.texts, "ET")))
        if self.imprint.example:
            self._watermark()

    def _watermark(self) -> None:
        canvas = self._canvas
        canvas.saveState()
        canvas.setFillColor(COLORS["bad"], _WATERMARK_OPACITY)
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(54)
        canvas.setFont(FILES["bold"], _WATERMARK_SIZE)
        canvas.drawCentredString(0, -_WATERMARK_SIZE * 0.36, _("CONTOH"))
        canvas.restoreState()


def _cut(row: Row, room: float) -> tuple[Row, Row] | None:
    """A long row cut at the page's end, with at least two lines on each side; None to move it down whole."""
    if row.lines <= _LONG:
        return None
    parts = row.split(room)
    return parts if parts and parts[0].lines > 1 else None


def _good_end(rows: Sequence[Row], start: int, end: int) -> int:
    """Where to end the page: not after a row that must stay with the next."""
    while start < end < len(rows) and rows[end - 1].keep:
        end -= 1
    return end
