"""How a written worksheet looks: calm fills by level, entry cells that stand out, widths and print setup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter import Workbook as Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format as Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet as Worksheet  # type: ignore[import-untyped]

from zi_assess.workbook.plan import Row

_INK, _LINE = "#1F2A37", "#C9D2DC"
_FILLS = {"0": "#CFE0EA", "1": "#DFEAF1", "2": "#EAF1F5", "3": "#F5F8FA", "": "#FFFFFF"}
_WIDTHS = {
    "A": (5, 4, 4, 4, 5, 4, 52, 8, 58, 13, 13, 12, 10, 2, 55, 45, 45),
    "B": (6, 4, 4, 4, 5, 4, 52, 8, 58, 13, 13, 50, 50, 13, 12, 10, 50, 12, 10),
}


_LINE_HEIGHT, _TALLEST = 13.5, 409.0
_LETTERS = 1.05  # letters that fit into one unit of column width


@dataclass(frozen=True)
class Looks:
    """The formats of one kind of row."""

    tree: Format
    plain: Format
    wrapped: Format
    number: Format
    percent: Format
    count: Format


class Look:
    """Every format of a workbook, made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._rows: dict[str, Looks] = {}
        self.title = self._made(bold=True, font_size=13, border=0, text_wrap=False)
        self.header = self._made(
            bold=True, bg_color="#1F4E66", font_color="#FFFFFF", align="center", valign="vcenter"
        )
        self.entry = self._made(bg_color="#FFF9E3", align="center")
        self.entry_count = self._made(bg_color="#FFF9E3", align="center", num_format="#,##0")
        self.note = self._made()
        self.link = self._made(font_color="#0B5CAD", underline=1)

    def _made(self, **properties: object) -> Format:
        base = {
            "font_name": "Calibri",
            "font_size": 10,
            "font_color": _INK,
            "valign": "top",
            "text_wrap": True,
            "border": 1,
            "border_color": _LINE,
        }
        return self._book.add_format({**base, **properties})

    def of(self, row: Row) -> Looks:
        """The formats for *row*: groups by their level, totals like the outermost one."""
        level = (
            str(min(row.depth, 3)) if row.role == "group" else "0" if row.role in ("total", "grand") else ""
        )
        if level not in self._rows:
            self._rows[level] = self._looks(level)
        return self._rows[level]

    def _looks(self, level: str) -> Looks:
        shade = {"bg_color": _FILLS[level], "bold": level != ""}
        return Looks(
            tree=self._made(**shade, text_wrap=True),
            plain=self._made(**shade, align="center"),
            wrapped=self._made(**shade),
            number=self._made(**shade, num_format="0.00", align="right"),
            percent=self._made(**shade, num_format="0.00%", align="right"),
            count=self._made(**shade, num_format="#,##0", align="center"),
        )

    def height(self, layout: str, texts: Mapping[int, str]) -> float:
        """Points a row needs for *texts* by column: LibreOffice does not fit rows by itself, so they are set."""
        lines = max((_lines(text, _WIDTHS[layout][column - 1]) for column, text in texts.items()), default=1)
        return min(_TALLEST, 3 + _LINE_HEIGHT * lines)

    def page(self, page: Worksheet, header: int, layout: str, evaluated: bool) -> None:
        """Widths and print setup of the worksheet; *header* is its header row."""
        for column, width in enumerate(_WIDTHS[layout]):
            page.set_column(column, column, width)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(header - 1)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.set_footer("&L&A&R&P / &N")
        page.hide_gridlines(2)
        if layout == "B" and not evaluated:
            page.set_column(17, 18, None, None, {"hidden": True})


def _lines(text: str, width: int) -> int:
    room = max(1, int(width * _LETTERS))
    return sum(max(1, -(-len(line) // room)) for line in text.split("\n"))
