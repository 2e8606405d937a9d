"""Cells of an .xlsx, taken out as text in the confined child, bounded in rows, columns and characters."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from zi_assess import confined, zips
from zi_assess.errors import ZiError, from_os
from zi_assess.responses.rows import Block, Cells, Piece

MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 250_000, 512, 40
_MAX_CHARACTERS = 80_000_000
_GAP = 5000  # blank rows under each other after which nothing more is expected
_LINES = 8192
_TAIL = 16 * 1024
_ROW, _CELL = "\x1e", "\x1f"
_MARKS = str.maketrans({_ROW: " ", _CELL: " ", "\x00": " "})
_MEMORY, _SECONDS = 700 * 1024 * 1024, 180.0
_SMALLER = "Simpan lembar jawabannya saja sebagai CSV, lalu coba lagi."


@dataclass(frozen=True)
class SheetTable:
    """One sheet as text."""

    name: str
    text: str = field(repr=False)

    def pieces(self) -> Iterator[Piece]:
        rows: list[Cells] = []
        first = 1
        for line in _lines(self.text):
            rows.append(line.split(_CELL))
            if len(rows) == _LINES:
                yield Block(first, rows)
                first += len(rows)
                rows = []
        if rows:
            yield Block(first, rows)

    def tail(self) -> list[Cells]:
        return [line.split(_CELL) for line in self.text[-_TAIL:].split(_ROW)]


def _lines(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find(_ROW, start)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


_Seen = tuple[Path, int, int]
_last: tuple[_Seen, tuple[SheetTable, ...]] | None = (
    None  # a proposal and the reading after it want the same file
)


def open_sheets(path: Path) -> tuple[SheetTable, ...]:
    """The sheets of the workbook at *path*. Raises ZiError when it is none, or cannot be read safely."""
    global _last
    try:
        about = path.stat()
    except OSError as error:
        raise from_os(error, path) from error
    seen = path.absolute(), about.st_size, about.st_mtime_ns
    if _last is None or _last[0] != seen:
        _last = None
        _last = seen, _opened(path)
    return _last[1]


def _opened(path: Path) -> tuple[SheetTable, ...]:
    members = {entry.name for entry in zips.check(path, zips.XLSX)}
    if "xl/workbook.xml" not in members:
        raise ZiError(
            "{file} bukan buku kerja Excel (.xlsx).",
            "Buka di Excel atau LibreOffice, simpan sebagai .xlsx atau CSV, lalu coba lagi.",
            file=path.name,
        )
    taken = confined.run(take, str(path.absolute()), timeout=_SECONDS, memory=_MEMORY)
    return tuple(SheetTable(name, text) for name, text in taken)


# The child's side.


def take(path: str) -> list[tuple[str, str]]:
    """Every sheet's name and its cells as text. Raises ZiError when a sheet is beyond the limits."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(path) as archive:
        zips.refuse_document_types(archive)
    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    names = [name for name in book.sheetnames[:MAX_SHEETS] if hasattr(book[name], "iter_rows")]
    left = _MAX_CHARACTERS
    taken = []
    for name in names:
        book[name].reset_dimensions()  # a sheet's statement of its own size may be wrong, or a trap
        text = _ROW.join(_text_rows(book[name].iter_rows(values_only=True), name))
        left -= len(text)
        if left < 0:
            raise ZiError("Isi buku kerja ini terlalu banyak.", _SMALLER)
        taken.append((name, text))
    return taken


def _text_rows(rows: Iterator[tuple[object, ...]], name: str) -> Iterator[str]:
    kept = gap = characters = 0
    for row in rows:
        if not any(value is not None for value in row):
            gap += 1
            if gap > _GAP:
                return
            continue
        if len(row) > MAX_COLUMNS and any(value is not None for value in row[MAX_COLUMNS:]):
            raise ZiError(
                "Lembar {sheet} memuat lebih dari {limit} kolom.", _SMALLER, sheet=name, limit=MAX_COLUMNS
            )
        kept += gap + 1
        if kept > MAX_ROWS:
            raise ZiError(
                "Lembar {sheet} memuat lebih dari {limit} baris.", _SMALLER, sheet=name, limit=MAX_ROWS
            )
        for _ in range(gap):
            yield ""
        gap = 0
        text = _CELL.join(map(_text, row[:MAX_COLUMNS]))
        characters += len(text)
        if characters > _MAX_CHARACTERS:
            raise ZiError("Isi buku kerja ini terlalu banyak.", _SMALLER)
        yield text


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if math.isfinite(value) and value == int(value) else repr(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value).translate(_MARKS).replace("_x000D_", "")
