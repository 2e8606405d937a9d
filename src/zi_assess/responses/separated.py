"""CSV as it is in the wild: any separator, any encoding, and quotes that nobody closed.

A quote that is opened and never closed would swallow the rows behind it. Here its row is named as broken and the rows
behind it are read as if the quote were not there.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

from zi_assess.errors import ZiError, from_os
from zi_assess.responses.rows import Block, Broken, Cells, Piece

SEPARATORS = (",", ";", "\t", "|")
MAX_BYTES = 256 * 1024 * 1024
_LINES = 512  # lines taken at once
_SAMPLE_LINES = 60
_LONGEST_RECORD = 50  # lines that one quoted answer may have
_CHUNK = 1024 * 1024
_TAIL = 16 * 1024
_UNCLOSED = "Tanda kutip yang dibuka di baris ini tidak ditutup"
_UNREADABLE = "Baris ini tidak terbaca sebagai CSV"


@dataclass(frozen=True, slots=True)
class Separated:
    """A CSV file with its encoding and separator; *width* is how many cells most of its lines have."""

    path: Path
    encoding: str
    separator: str
    width: int
    hinted: bool = False

    @property
    def name(self) -> str:
        return ""

    def pieces(self) -> Iterator[Piece]:
        row = 1
        pending: list[str] = []
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as file:
            lines = iter(file)
            if self.hinted:
                next(lines, None)
            while chunk := list(islice(lines, _LINES)):
                rows = self._plain(chunk) if not pending else None
                if rows is not None:
                    yield Block(row, rows)
                    row += len(rows)
                    continue
                for piece in self._careful(pending, chunk, row):
                    yield piece
                    row += 1
        for piece in self._leftover(pending, row):
            yield piece

    def tail(self) -> list[Cells]:
        if self.encoding == "utf-16":
            return []  # cut in the middle it would be unreadable
        with self.path.open("rb") as file:
            file.seek(max(file.seek(0, 2) - _TAIL, 0))
            text = file.read().decode(self.encoding, "replace")
        return [_cells(line, self.separator) for line in text.splitlines()]

    def _plain(self, lines: list[str]) -> list[Cells] | None:
        """One row a line; None when a record runs over lines, or something is odd."""
        try:
            rows = list(csv.reader(lines, delimiter=self.separator, strict=True))
        except csv.Error:
            return None
        return rows if len(rows) == len(lines) else None

    def _careful(self, pending: list[str], lines: list[str], row: int) -> Iterator[Piece]:
        """Record by record; what is begun and not ended stays in *pending*."""
        waiting = lines[::-1]
        while waiting:
            pending.append(waiting.pop())
            cells = self._record(pending)
            if cells is not None:
                yield Block(row, [cells])
            elif self._hopeless(pending):
                yield Broken(row, _UNCLOSED if self._open(pending[0]) else _UNREADABLE)
                waiting += pending[:0:-1]
            else:
                continue
            row += 1
            pending.clear()

    def _leftover(self, pending: list[str], row: int) -> Iterator[Piece]:
        """What the end of the file cut short: its first line is broken, the others stand by themselves."""
        while pending:
            rest = pending[1:]
            pending.clear()
            yield Broken(row, _UNCLOSED)
            for piece in self._careful(pending, rest, row + 1):
                row += 1
                yield piece
            row += 1

    def _record(self, lines: list[str]) -> Cells | None:
        """The cells of *lines* when they are one whole record that swallowed no other."""
        try:
            rows = list(csv.reader(lines, delimiter=self.separator, strict=True))
        except csv.Error:
            return None
        if len(rows) != 1 or (len(lines) > 1 and self._swallowed(lines)):
            return None
        return rows[0]

    def _open(self, line: str) -> bool:
        try:
            list(csv.reader([line], delimiter=self.separator, strict=True))
        except csv.Error as error:
            return "unexpected end" in str(error)
        return True

    def _hopeless(self, lines: list[str]) -> bool:
        """No further line can make a record of *lines*, or too many would."""
        if len(lines) > _LONGEST_RECORD or (len(lines) > 1 and self._swallowed(lines)):
            return True
        return not self._open(lines[0])

    def _swallowed(self, lines: list[str]) -> bool:
        """Whether a line behind the first is by itself a row as wide as the others."""
        if self.width < 3:
            return False
        return any(len(_cells(line, self.separator)) >= self.width for line in lines[1:])


def _cells(line: str, separator: str) -> Cells:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def open_separated(path: Path) -> tuple[Separated, ...]:
    """The file at *path* read with each separator that may be meant, the likeliest first. Raises ZiError."""
    encoding = encoding_of(path)
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            lines = list(islice(file, _SAMPLE_LINES))
    except OSError as error:
        raise from_os(error, path) from error
    hint = lines[0].strip() if lines else ""
    if hint[:4].casefold() == "sep=" and len(hint) == 5:
        return (Separated(path, encoding, hint[4], _width(lines[1:], hint[4]), hinted=True),)
    ranked = sorted(SEPARATORS, key=lambda one: -_evenness(lines, one))
    return tuple(Separated(path, encoding, one, _width(lines, one)) for one in ranked)


def _widths(lines: list[str], separator: str) -> list[int]:
    return [len(_cells(line, separator)) for line in lines if line.strip()]


def _width(lines: list[str], separator: str) -> int:
    widths = _widths(lines, separator)
    return max(set(widths), key=lambda one: (widths.count(one), one)) if widths else 1


def _evenness(lines: list[str], separator: str) -> int:
    """How many cells stand in lines of the commonest width; 0 when that is one."""
    width = _width(lines, separator)
    return width * _widths(lines, separator).count(width) if width > 1 else 0


def encoding_of(path: Path) -> str:
    """UTF-8 (with or without its mark), UTF-16 by its mark, else what Indonesian Windows wrote. Raises ZiError."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            start = file.read(4)
            if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            file.seek(0)
            while piece := file.read(_CHUNK):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    except OSError as error:
        raise from_os(error, path) from error
    return "utf-8-sig"


def fingerprint(path: Path) -> str:
    """The SHA-256 of the file (hex), by which a second import of it is noticed. Raises ZiError."""
    made = sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                made.update(piece)
            if file.tell() > MAX_BYTES:
                raise ZiError(
                    "{file} lebih besar dari {limit} MB.",
                    "Pecah menjadi beberapa berkas, lalu impor satu per satu.",
                    file=path.name,
                    limit=MAX_BYTES // 1024**2,
                )
    except OSError as error:
        raise from_os(error, path) from error
    return made.hexdigest()
