"""The cells of a workbook, taken out in the confined child: values, formulas, links, and nothing else."""

from __future__ import annotations

import math
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from zi_assess import zips
from zi_assess.core.exact import decimal_text, round_half_up

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MAX_ROWS, MAX_COLUMNS = 1500, 60
MAX_TEXT = 32_767  # characters Excel itself allows in a cell
PLACES = 10  # decimals that a cell's binary fraction is good for
_SHEETS = 40
_HEADER_ROWS = 20
_WANTED = ("lke zi", "jawaban", "unit")

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it was saved. *kind* is `text`, `number`, `error`, `date`, `bool` or empty; *formula* without `=`."""

    row: int
    column: int
    kind: str = ""
    text: str = ""
    number: Fraction | None = None
    formula: str = ""
    link: str = ""

    @property
    def place(self) -> str:
        return f"{letters(self.column)}{self.row}"

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet; what is not there is an empty cell."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(repr=False)

    def at(self, row: int, column: int | None) -> Cell:
        """The cell at *row* and *column*, both from 1; an empty one without a column."""
        return self.cells.get((row, column or 0)) or Cell(row, column or 0)

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=0)


def letters(column: int) -> str:
    """`A` for 1, `AA` for 27."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def grids(raw: Raw) -> dict[str, Grid]:
    """What `take` returned, as grids by sheet name."""
    return {name: Grid(name, {(one[0], one[1]): _cell(*one) for one in rows}) for name, rows in raw.items()}


def _cell(row: int, column: int, kind: str, value: Any, formula: str, link: str) -> Cell:
    if kind == "number":
        number = exact(value)
        return Cell(row, column, kind, decimal_text(number), number, formula, link)
    return Cell(row, column, kind, str(value), None, formula, link)


def exact(value: float) -> Fraction:
    """A cell's number without the dust of its binary form."""
    return round_half_up(Fraction(Decimal(repr(value))), PLACES)


# The child's side.


def take(path: str) -> Raw:
    """The cells of sheets that may be a worksheet or its summary, each (row, column, kind, value, formula, link).

    Raises `ZiError` when a part of the file carries a document type, which no spreadsheet program writes.
    """
    from openpyxl import load_workbook

    with zipfile.ZipFile(path) as archive:
        zips.refuse_document_types(archive)
        values = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        formulas = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        return {name: _sheet(archive, values, formulas, name) for name in _candidates(values)}


def _candidates(book: Workbook) -> list[str]:
    names = [name for name in book.sheetnames[:_SHEETS] if hasattr(book[name], "iter_rows")]
    wanted = [name for name in names if " ".join(name.split()).casefold() in _WANTED]
    if any(" ".join(name.split()).casefold() != "unit" for name in wanted):
        return wanted
    return wanted + [name for name in names if name not in wanted and _looks_like_a_worksheet(book, name)]


def _looks_like_a_worksheet(book: Workbook, name: str) -> bool:
    words = {
        str(value).strip().casefold().partition(" ")[0]
        for row in _rows(book, name, _HEADER_ROWS)
        for _, _, value in row
        if isinstance(value, str)
    }
    return {"bobot", "jawaban"} <= words


def _rows(book: Workbook, name: str, last: int) -> Iterator[list[tuple[int, int, Any]]]:
    # Asked for outright, since the size that a sheet states of itself may be wrong or a trap.
    for row in book[name].iter_rows(max_row=last, max_col=MAX_COLUMNS):
        yield [(one.row, one.column, one.value) for one in row if one.value is not None]


def _sheet(archive: zipfile.ZipFile, values: Workbook, formulas: Workbook, name: str) -> list[list[object]]:
    written: dict[tuple[int, int], str] = {}
    for row in _rows(formulas, name, MAX_ROWS):
        for number, column, value in row:
            formula = _formula(value)
            if formula:
                written[number, column] = formula
    links = _links(archive, values[name])
    taken: dict[tuple[int, int], list[object]] = {
        (number, column): [
            number,
            column,
            *_value(value),
            written.get((number, column), ""),
            links.get((number, column), ""),
        ]
        for row in _rows(values, name, MAX_ROWS)
        for number, column, value in row
    }
    for place in [*written, *links]:
        if place not in taken and place[0] <= MAX_ROWS and place[1] <= MAX_COLUMNS:
            taken[place] = [*place, "", "", written.get(place, ""), links.get(place, "")]
    return [taken[place] for place in sorted(taken)]


def _formula(value: object) -> str:
    text = value if isinstance(value, str) else getattr(value, "text", None)
    return text[1:] if isinstance(text, str) and text.startswith("=") else ""


def _value(value: object) -> tuple[str, object]:
    if isinstance(value, bool):
        return "bool", "TRUE" if value else "FALSE"
    if isinstance(value, int | float) and math.isfinite(value):
        return "number", value
    if isinstance(value, datetime | date | time):
        return "date", value.isoformat()
    text = _plain(str(value))
    return ("error" if text in _ERRORS else "text"), text


_ERRORS = {"#DIV/0!", "#REF!", "#VALUE!", "#N/A", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}


def _plain(text: str) -> str:
    # Excel writes a carriage return before a line feed as `_x000D_`.
    return text[:MAX_TEXT].replace("_x000D_\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


def _links(archive: zipfile.ZipFile, sheet: Any) -> dict[tuple[int, int], str]:
    """Web addresses behind the cells of *sheet*; openpyxl's read-only mode leaves them out."""
    part = str(sheet._worksheet_path).lstrip("/")
    folder, name = posixpath.split(part)
    targets: dict[str, str] = {}
    links: dict[tuple[int, int], str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def hyperlink(tag: str, attributes: dict[str, str]) -> None:
        if tag == "hyperlink":
            target = targets.get(attributes.get("id", ""), "")
            place = _place(attributes.get("ref", ""))
            if place and target.casefold().startswith(("http://", "https://")):
                links[place] = target[:MAX_TEXT]

    relations = f"{folder}/_rels/{name}.rels"
    if relations in archive.namelist():
        _walk(archive, relations, relation)
        if targets:
            _walk(archive, part, hyperlink)
    return links


def _place(reference: str) -> tuple[int, int] | None:
    first = reference.partition(":")[0]
    head = first.rstrip("0123456789")
    row = first[len(head) :]
    if not head.isalpha() or not head.isascii() or len(head) > 3 or not row or len(row) > 7:
        return None
    column = 0
    for letter in head.upper():
        column = column * 26 + ord(letter) - 64
    return int(row), column


def _walk(archive: zipfile.ZipFile, part: str, begin: Any) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: begin(
        _local(tag), {_local(key): value for key, value in attributes.items()}
    )
    with archive.open(part) as file:
        parser.ParseFile(file)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
