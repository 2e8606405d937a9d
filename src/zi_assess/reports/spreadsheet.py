"""Tables as a workbook people filter, print and hand on: heads that stay, no cell a spreadsheet takes for a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from zi_assess.i18n import _
from zi_assess.workbook.texts import cell_text

Cell = str | int | date | None
_SAFE_ADDRESS = re.compile(r"https?://(?:[A-Za-z0-9/?=&._~:+@,;!$*-]|%[0-9A-Fa-f]{2})+")
_LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class Column:
    """*width* in characters."""

    title: str
    width: float


class Spreadsheet:
    """A workbook of tables; the same rows give the same bytes. *headed* stands above every printed page."""

    def __init__(self, title: str, headed: str, created: datetime, *, example: bool = False) -> None:
        self._file = io.BytesIO()
        book = Workbook(
            self._file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        book.set_properties({"title": title, "author": "ZI Assess", "created": created})
        self._book = book
        self._headed = f"{_('CONTOH')} · {headed}" if example else headed
        plain = {
            "font_name": "Calibri",
            "font_size": 10,
            "valign": "top",
            "border": 1,
            "border_color": "#C9D2DC",
        }
        self._text = book.add_format({**plain, "text_wrap": True})
        self._number = book.add_format({**plain, "num_format": "#,##0"})
        self._date = book.add_format({**plain, "num_format": "dd/mm/yyyy", "align": "left"})
        self._link = book.add_format({**plain, "text_wrap": True, "font_color": "#0B5CAD", "underline": 1})
        head = {"bold": True, "bg_color": "#1F4E66", "font_color": "#FFFFFF", "text_wrap": True}
        self._head = book.add_format({**plain, **head, "valign": "vcenter"})

    def table(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
        """A worksheet with a header row that stays and can be filtered by."""
        page = self._book.add_worksheet(name)
        for at, column in enumerate(columns):
            page.set_column(at, at, column.width)
            page.write_string(0, at, column.title, self._head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                self._write(page, last, at, cell)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(last, 1), len(columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.hide_gridlines(2)
        page.set_header(f"&L{self._head_line()}&R&A")
        page.set_footer("&LZI Assess&R&P / &N")

    def finish(self) -> bytes:
        self._book.close()
        return self._file.getvalue()

    def _head_line(self) -> str:
        plain = self._headed.replace("&", "&&")
        return "".join(one for one in plain if one.isprintable())[:200]

    def _write(self, page: object, row: int, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            page.write_blank(row, column, None, self._text)  # type: ignore[attr-defined]
        elif isinstance(cell, str) and len(cell) <= _LONGEST_ADDRESS and _SAFE_ADDRESS.fullmatch(cell):
            page.write_url(row, column, cell, self._link, cell)  # type: ignore[attr-defined]
        elif isinstance(cell, str):
            page.write_string(row, column, cell_text(cell), self._text)  # type: ignore[attr-defined]
        elif isinstance(cell, int):
            page.write_number(row, column, cell, self._number)  # type: ignore[attr-defined]
        elif cell.year < 1900:  # a date before a spreadsheet's first day
            page.write_string(row, column, cell.isoformat(), self._text)  # type: ignore[attr-defined]
        else:
            moment = datetime(cell.year, cell.month, cell.day)
            page.write_datetime(row, column, moment, self._date)  # type: ignore[attr-defined]
