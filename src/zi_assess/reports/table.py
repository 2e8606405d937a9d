"""Rows of a table: measured once, so that pages break by looking a height up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from zi_assess.reports.charts import Drawing
from zi_assess.reports.letters import p
from zi_assess.reports.paint import CAP, Align, Page, Style

BODY = Style()
HEAD = Style("semibold", 7.0, "muted", 10.0)
LABEL = Style("regular", 7.0, "faint", 12.0)


@dataclass(slots=True)
class Cell:
    """Printable lines at *x*, or a drawing beside the row's first line."""

    x: float
    lines: Sequence[str] = ()
    style: Style = BODY
    align: Align = "left"
    figures: bool = False
    drawing: Drawing | None = None

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading if self.drawing is None else self.drawing.height


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline above a row."""

    x: float
    width: float
    color: str = "line"
    thick: float = 0.6


@dataclass(frozen=True, slots=True)
class Band:
    """A tint behind a row."""

    x: float
    width: float
    fill: str


@dataclass(slots=True)
class Row:
    """Cells on one first baseline.

    *keep*: never the last on a page; *repeat*: rows set again where a page breaks before this one; *mark*: a bookmark's
    title and depth. Not frozen: a frozen one takes three times as long to make, and a report has thousands.
    """

    cells: tuple[Cell, ...]
    height: float
    above: float = 0.0
    rule: Rule | None = None
    band: Band | None = None
    keep: bool = False
    repeat: tuple[Row, ...] = ()
    mark: tuple[str, int] | None = None

    def draw(self, page: Page, top: float, first: bool = False) -> None:
        """Set the row with its upper edge at *top*; the *first* of a page needs no hairline."""
        if self.band:
            page.rect(self.band.x, top, self.band.width, self.height, self.band.fill, 3)
        if self.rule and not first:
            page.rule(self.rule.x, top, self.rule.width, self.rule.color, self.rule.thick)
        if self.mark:
            page.marks.append((*self.mark, top))
        base = top + self.above + first_base(self.cells)
        for cell in self.cells:
            _draw_cell(page, cell, base)

    def split(self, room: float) -> tuple[Row, Row] | None:
        """The row cut after the lines that fit into *room* and what is left; None when not even one fits."""
        heads, tails = [], []
        for cell in self.cells:
            fits = len(cell.lines) if cell.drawing else int((room - self.above) / cell.style.leading)
            if fits < 1:
                return None
            heads.append(replace(cell, lines=cell.lines[:fits]))
            tails.append(replace(cell, lines=cell.lines[fits:], drawing=None))
        if not any(tail.lines for tail in tails):
            return None
        head = replace(self, cells=tuple(heads), height=self.above + _tallest(heads))
        below = self.height - self.above - _tallest(self.cells)
        rest = tuple(cell for cell in tails if cell.lines)
        return head, replace(
            self, cells=rest, height=self.above + _tallest(rest) + below, mark=None, rule=None
        )

    @property
    def lines(self) -> int:
        return max((len(cell.lines) for cell in self.cells), default=0)


def _tallest(cells: Sequence[Cell]) -> float:
    return max((cell.height for cell in cells), default=0.0)


def first_base(cells: Sequence[Cell]) -> float:
    """Where the common first baseline of *cells* lies below their top."""
    return max(
        (cell.style.leading / 2 + CAP * cell.style.size for cell in cells if cell.drawing is None),
        default=BODY.leading / 2 + CAP * BODY.size,
    )


def _draw_cell(page: Page, cell: Cell, base: float) -> None:
    if cell.drawing is not None:
        # Beside the first line: middle to middle of its capitals.
        page.draw(cell.drawing, cell.x, base - CAP * BODY.size - cell.drawing.height / 2)
        return
    if cell.figures:
        for n, line in enumerate(cell.lines):
            page.figures(cell.x, base + n * cell.style.leading, line, cell.style)
    else:
        page.lines(cell.x, base, cell.lines, cell.style, cell.align)


@dataclass(frozen=True, slots=True)
class Column:
    """*width* in points including the gap to the next; one column of a grid may have 0 and takes what is left."""

    title: str
    width: float
    align: Align = "left"
    figures: bool = False
    style: Style = BODY


Content = str | tuple[str, Style] | Drawing | None
"""What a column is given: text, text in a style of its own, a drawing, or nothing."""


@dataclass(slots=True)
class Grid:
    """Columns from *x* over *width*; makes rows of what they are given. Unprintable characters gather in *lacking*."""

    x: float
    width: float
    columns: tuple[Column, ...]
    lacking: set[str]
    gap: float = 10.0
    above: float = 4.0
    below: float = 4.0
    _places: list[tuple[float, float]] = field(init=False, default_factory=list)  # edge, room for text
    _rule: Rule = field(init=False)

    def __post_init__(self) -> None:
        left, at = self.width - sum(column.width for column in self.columns), self.x
        for column in self.columns:
            wide = column.width or left
            inner = wide if column is self.columns[-1] else wide - self.gap
            self._places.append((at, inner))
            at += wide
        self._rule = Rule(self.x, self.width)

    def head(self) -> Row:
        """The columns' titles."""
        cells = [
            self._cell(n, (column.title, HEAD), figures=False)
            for n, column in enumerate(self.columns)
            if column.title
        ]
        return Row(tuple(cells), HEAD.leading + 6, above=2, keep=True)

    def row(
        self, *contents: Content, rule: bool = True, keep: bool = False, repeat: tuple[Row, ...] = ()
    ) -> Row:
        """One row; a content is text, (text, style), a drawing, or empty."""
        cells, tallest = [], BODY.leading if rule else 0.0
        for number, content in enumerate(contents):
            if content:
                cell = self._cell(number, content, self.columns[number].figures)
                cells.append(cell)
                tallest = max(tallest, cell.height)
        tall = self.above + tallest + self.below
        return Row(tuple(cells), tall, self.above, self._rule if rule else None, None, keep, repeat)

    def _cell(self, number: int, content: str | tuple[str, Style] | Drawing, figures: bool) -> Cell:
        column, (at, inner) = self.columns[number], self._places[number]
        if isinstance(content, Drawing):
            return Cell(_aligned(at, inner, column.align, content.width), drawing=content)
        text, style = content if isinstance(content, tuple) else (content, column.style)
        lines = style.face.wrap(p(text, self.lacking), style.size, inner)
        return Cell(_aligned(at, inner, column.align, 0), lines, style, column.align, figures)


def _aligned(at: float, room: float, align: Align, width: float) -> float:
    return at if align == "left" else at + room - width if align == "right" else at + (room - width) / 2
