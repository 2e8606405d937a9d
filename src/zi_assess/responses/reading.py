"""Responses from a file, row by row: every row that is there is accepted or named with its reason."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import compress
from pathlib import Path
from textwrap import shorten

from zi_assess.core.survey import FieldKind, Form, Labelled, Responses
from zi_assess.errors import ZiError
from zi_assess.responses.mapping import Mapping as Uses
from zi_assess.responses.mapping import Role
from zi_assess.responses.proposing import Placed, place
from zi_assess.responses.rows import Broken, Cells, blank, recap
from zi_assess.responses.separated import fingerprint
from zi_assess.responses.values import BAD, UNSURE, Answers, Labels, day_part, days, labeller, normal

Tick = Callable[[int, int], None]
MAX_REMARK = 2000
_SHOWN = 60  # letters of a heading that a sentence quotes


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken; *text* is an Indonesian template for *values*."""

    row: int
    text: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counts:
    """Where every row of the file went: `lines` is the sum of before, blank, footer and present."""

    before: int = 0
    blank: int = 0
    footer: int = 0
    accepted: int = 0
    rejected: int = 0

    @property
    def present(self) -> int:
        """Rows of respondents that stand in the file."""
        return self.accepted + self.rejected

    @property
    def lines(self) -> int:
        return self.before + self.blank + self.footer + self.present


@dataclass(frozen=True)
class Read:
    """What came of reading a file. *unsure* counts answers by (column key, label) that wait to be confirmed.

    *notes* are Indonesian templates with their values about the whole file; *first* and *last* the days of the answers.
    """

    form: Form
    responses: Responses
    rejected: tuple[Rejected, ...]
    counts: Counts
    unsure: Mapping[tuple[str, str], int]
    notes: tuple[tuple[str, Mapping[str, object]], ...]
    name: str
    sha256: str
    first: date | None = None
    last: date | None = None


def read(path: Path, form: Form, mapping: Uses, tick: Tick | None = None) -> Read:
    """The responses in the file at *path* as *mapping* says. Raises ZiError when nothing can be read of it."""
    sha256 = fingerprint(path)
    placed = place(path, form, mapping)
    reader = _Reader(form, mapping, placed)
    reader.run(tick)
    first, last = reader.span()
    return Read(
        form,
        reader.responses(),
        tuple(reader.rejected),
        reader.counts(),
        reader.unsure,
        tuple(reader.notes),
        path.name,
        sha256,
        first,
        last,
    )


class _Reader:
    """One pass over a file, block by block, column by column."""

    def __init__(self, form: Form, mapping: Uses, placed: Placed) -> None:
        self.form = form
        self._placed = placed
        uses = [mapping.of(heading) for heading in placed.layout.headings]
        self._items = {
            use.key: at for at, use in enumerate(uses) if use.role is Role.ITEM and use.key in form.columns
        }
        self._fields = {use.key: at for at, use in enumerate(uses) if use.role is Role.PROFILE}
        self._remarks = [at for at, use in enumerate(uses) if use.role is Role.REMARK]
        if not self._items:
            raise ZiError(
                "Tidak ada kolom yang dikenali sebagai unsur {kind}.",
                "Beri judul kolom dengan nama unsurnya (atau U1, U2, …), atau tentukan kolomnya sendiri.",
                kind=form.short,
            )
        self._answers = {
            key: Answers(
                form.columns[key][1], mapping.labels.get(key, {}), zero_is_blank=mapping.zero_is_blank
            )
            for key in self._items
        }
        self._labels = {key: Labels(labeller(form.field(key))) for key in self._fields}
        self._width = max(*self._items.values(), *self._fields.values(), *self._remarks, 0) + 1
        self._least = max(self._items.values()) + 1
        self._kept: dict[str, bytearray] = {key: bytearray() for key in self._items}
        self._codes: dict[str, array[int]] = {key: array("H") for key in self._fields}
        self._told: list[str] = []
        self._ended = False
        self._uneven: dict[int, tuple[str, int]] = {}
        self._before = self._blank = self._footer = self._accepted = 0
        self.rejected: list[Rejected] = []
        self.unsure: dict[tuple[str, str], int] = {}
        self.notes = list(_forgotten(mapping, placed))

    def run(self, tick: Tick | None) -> None:
        below = self._placed.layout.first + self._placed.layout.depth
        for piece in self._placed.table.pieces():
            if isinstance(piece, Broken):
                self._broken(piece, below)
                continue
            skipped = min(max(below - piece.first + 1, 0), len(piece.rows))
            self._before += skipped
            if skipped < len(piece.rows):
                self._take(piece.first + skipped, piece.rows[skipped:] if skipped else piece.rows)
            if tick:
                tick(piece.first + len(piece.rows), 0)
        if self._footer:
            self.notes.append(
                (
                    "{count} baris rekap atau keterangan tidak dihitung sebagai responden",
                    {"count": self._footer},
                )
            )

    def counts(self) -> Counts:
        return Counts(self._before, self._blank, self._footer, self._accepted, len(self.rejected))

    def _broken(self, piece: Broken, below: int) -> None:
        if piece.row <= below:
            self._before += 1
        else:
            self.rejected.append(Rejected(piece.row, piece.text))

    def _take(self, first: int, rows: list[Cells]) -> None:
        numbers: Sequence[int] = range(first, first + len(rows))
        if not self._even(rows):
            numbers, rows = self._evened(first, rows)
        if not rows:
            return
        columns = list(zip(*rows, strict=True))
        coded = {
            key: bytes(map(self._answers[key].__getitem__, columns[at])) for key, at in self._items.items()
        }
        wrong = self._doubtful(coded)
        if self._uneven:
            wrong = sorted({*wrong, *(at for at, number in enumerate(numbers) if number in self._uneven)})
        if wrong:
            mask = bytearray(b"\1") * len(rows)
            for at in wrong:
                mask[at] = self._odd(numbers[at], rows[at], {key: one[at] for key, one in coded.items()})
            columns = [tuple(compress(column, mask)) for column in columns]
            coded = {key: bytes(compress(one, mask)) for key, one in coded.items()}
        self._keep(columns, coded)

    def _even(self, rows: list[Cells]) -> bool:
        """Whether every row is as long as the header, so that columns may be taken at once."""
        width = len(rows[0])
        return width >= self._width and all(len(row) == width for row in rows)

    def _evened(self, first: int, rows: list[Cells]) -> tuple[list[int], list[Cells]]:
        """Rows of one length. Blank lines are counted; of one too short or too long it is remembered why."""
        width = max(self._width, len(self._placed.layout.headings))
        numbers, even = [], []
        for number, row in enumerate(rows, first):
            if blank(row):
                self._blank += 1
                continue
            if len(row) < self._least:
                self._uneven[number] = (
                    "Baris ini hanya memuat {count} kolom, jawabannya tidak lengkap",
                    len(row),
                )
            elif any(cell.strip() for cell in row[width:]):
                self._uneven[number] = (
                    "Baris ini memuat {count} kolom, lebih banyak daripada judulnya",
                    len(row),
                )
            numbers.append(number)
            even.append((row + [""] * (width - len(row)))[:width])
        return numbers, even

    def _doubtful(self, coded: Mapping[str, bytes]) -> list[int]:
        """The places of rows that hold no answer, or one that cannot be taken; recaps and blank rows are among them."""
        found: set[int] = set()
        for column in coded.values():
            for code in (UNSURE, BAD):
                if code in column:
                    found.update(at for at, byte in enumerate(column) if byte == code)
        said = 0
        for column in coded.values():
            said |= int.from_bytes(column, "big")
        silent = said.to_bytes(len(next(iter(coded.values()))), "big")
        if 0 in silent:
            found.update(at for at, byte in enumerate(silent) if byte == 0)
        return sorted(found)

    def _odd(self, number: int, row: Cells, codes: Mapping[str, int]) -> bool:
        """Count a row that cannot simply be kept where it belongs; whether it is kept after all."""
        if blank(row):
            self._blank += 1
        elif self._is_footer(row):
            self._footer += 1
            self._ended = True
        elif self._ended and not any(0 < code < UNSURE for code in codes.values()):
            self._footer += 1  # what stands under a recap without an answer is no respondent
        elif number in self._uneven:
            text, count = self._uneven[number]
            self._refuse(number, text, count=count)
        elif not any(codes.values()):
            self._refuse(number, "Tidak ada satu pun jawaban pada baris ini")
        else:
            self._reject(number, row, codes)
        return False

    def _reject(self, number: int, row: Cells, codes: Mapping[str, int]) -> None:
        """Name the first cell that is no answer."""
        key = next(one for one, code in codes.items() if code in (UNSURE, BAD))
        text = row[self._items[key]].strip()
        header = _quoted(self._placed.layout.shown[self._items[key]])
        scale = self.form.columns[key][1]
        if codes[key] == UNSURE:
            place = key, normal(text)
            self.unsure[place] = self.unsure.get(place, 0) + 1
            self._refuse(
                number, "Arti “{text}” pada {column} belum dipastikan", text=text[:60], column=header
            )
        elif text in ("0", "0.0", "0,0"):
            self._refuse(number, "Nilai 0 pada {column}: kosong atau salah ketik?", column=header)
        else:
            self._refuse(
                number,
                "“{text}” pada {column} bukan jawaban {least}–{most}",
                text=text[:60],
                column=header,
                least=scale.least,
                most=scale.most,
            )

    def _refuse(self, number: int, text: str, /, **values: object) -> None:
        self.rejected.append(Rejected(number, text, values))

    def _is_footer(self, row: Cells) -> bool:
        """A recap, key or signature under the table; a row of mostly answers is none, whatever its words."""
        if not recap(row):
            return False
        codes = [self._answers[key][row[at]] for key, at in self._items.items()]
        return 2 * sum(0 < code < UNSURE for code in codes) < len(codes)

    def _keep(self, columns: Sequence[Sequence[str]], coded: Mapping[str, bytes]) -> None:
        for key, one in coded.items():
            self._kept[key] += one
        for key, at in self._fields.items():
            cells = columns[at]
            if self._is_date(key):
                cells = tuple(map(day_part, cells))
            self._codes[key].extend(map(self._labels[key].__getitem__, cells))
        if self._remarks:
            self._told += _remarks([columns[at] for at in self._remarks])
        self._accepted += len(next(iter(coded.values())))

    def _is_date(self, key: str) -> bool:
        field = self.form.field(key)
        return field is not None and field.kind is FieldKind.DATE

    def responses(self) -> Responses:
        profile = {
            key: Labelled(tuple(self._labels[key].labels), codes) for key, codes in self._codes.items()
        }
        profile = {key: _dated(column) if self._is_date(key) else column for key, column in profile.items()}
        remarks = tuple(self._told) if any(self._told) else ()
        return Responses(
            self._accepted, {key: bytes(one) for key, one in self._kept.items()}, profile, remarks
        )

    def span(self) -> tuple[date | None, date | None]:
        """The first and the last day on which somebody answered."""
        known = [
            day
            for key in self._fields
            if self._is_date(key)
            for day in days(tuple(self._labels[key].labels)).values()
        ]
        given = sorted(day for day in known if day is not None)
        return (given[0], given[-1]) if given else (None, None)


@lru_cache  # a file of a hundred thousand rejected rows quotes the same few headings
def _quoted(heading: str) -> str:
    short = shorten(heading, _SHOWN, placeholder="…")
    return f"{heading.strip()[: _SHOWN - 1]}…" if short == "…" else short  # one word may be longer than that


def _dated(column: Labelled) -> Labelled:
    """Labels as ISO days; what is no day stays as it was written."""
    known = days(column.labels)
    labels: dict[str, int] = {"": 0}
    places = [
        labels.setdefault(day.isoformat() if (day := known[label]) else label, len(labels))
        for label in column.labels
    ]
    return Labelled(tuple(labels), array("H", map(places.__getitem__, column.codes)))


def _remarks(columns: Sequence[Sequence[str]]) -> Iterator[str]:
    for cells in zip(*columns, strict=True):
        yield "\n".join(text for cell in cells if (text := cell.strip()[:MAX_REMARK]) not in ("", "-"))


def _forgotten(mapping: Uses, placed: Placed) -> Iterator[tuple[str, Mapping[str, object]]]:
    for heading, use in mapping.columns.items():
        if use.role is not Role.IGNORE and heading not in placed.layout.headings:
            yield (
                "Kolom “{heading}” yang diingat tidak ada di berkas ini",
                {"heading": _quoted(heading)},
            )
