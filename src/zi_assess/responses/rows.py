"""Rows of a table file as they come: the same for CSV and XLSX, numbered as a spreadsheet shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

Cells = list[str]
_RECAP = re.compile(
    r"^(σ|∑|jumlah|total|nrr|ikm|\*|rata-rata|rata rata|rerata|bobot|indeks|mutu|keterangan|catatan\s*:|nilai"
    r"|mengetahui|persentase|predikat|konversi|unsur|responden yang|u\d{1,2}\b)"
)
_LOOK = 3  # filled cells in which a recap's word is looked for
SAMPLE = 80
"""Rows in which a header is looked for."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stand under each other; *first* is the number of the first, from 1."""

    first: int
    rows: list[Cells]


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that is there and cannot be read; *text* says why."""

    row: int
    text: str


Piece = Block | Broken


class Table(Protocol):
    """One sheet, or a CSV file."""

    @property
    def name(self) -> str:
        """The sheet's name; "" for a CSV file."""

    def pieces(self) -> Iterator[Piece]:
        """All rows from the top, every time it is called."""

    def tail(self) -> list[Cells]:
        """Some of the last rows, where recaps and keys stand; perhaps cut short at their start."""


def head(table: Table, rows: int = SAMPLE) -> list[Cells]:
    """The first rows, an unreadable one as an empty row."""
    return list(islice(chain.from_iterable(_cells(piece) for piece in table.pieces()), rows))


def _cells(piece: Piece) -> list[Cells]:
    return piece.rows if isinstance(piece, Block) else [[]]


def blank(cells: Cells) -> bool:
    return not "".join(cells).strip()


def recap(cells: Cells) -> bool:
    """Whether a row speaks like a sum, a key or a signature under a table: one of its first words says so."""
    found = 0
    for cell in cells:
        text = cell.strip()
        if text:
            if _RECAP.match(text.casefold()):
                return True
            found += 1
            if found == _LOOK:
                return False
    return False
