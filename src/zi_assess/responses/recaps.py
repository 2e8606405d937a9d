"""A recap of many units, one a row: how many answered and the mean of each unsur, as a bureau collects them.

Such a table has the headings of a respondent's sheet; taken for one, every unit would count as a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from zi_assess.core.survey import Form, Typed
from zi_assess.errors import ZiError
from zi_assess.responses import headings
from zi_assess.responses.proposing import Placed, place
from zi_assess.responses.reading import Rejected
from zi_assess.responses.rows import Broken, Cells, blank, recap
from zi_assess.responses.separated import fingerprint
from zi_assess.responses.values import BLANKS

_UNIT = re.compile(
    r"^(nama )?(opp|opd|skpd|satker|perangkat daerah|instansi|unit( kerja| pelayanan| layanan)?)$"
)
_COUNT = re.compile(r"^(sampel|jumlah (sampel|responden|kuesioner)|n)$")
_POPULATION = re.compile(r"^(jumlah )?populasi$")
_VALUE = re.compile(r"^(nilai )?(ikm|skm|indeks)$")
_FIGURE = re.compile(r"\d{1,9}([.,]\d{1,20})?")
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What a recap says of one unit."""

    row: int
    unit: str
    typed: Typed
    population: int
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Recap:
    """The units of a recap; every row under its header is among *units* or *rejected*, but for sums and blanks."""

    units: tuple[UnitRow, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    unit: int
    count: int
    population: int | None
    value: int | None
    unsur: Mapping[str, int]


class _Wrong(Exception):
    """One row that cannot be taken: *args* are an Indonesian template and its values."""


def is_recap(placed: Placed) -> bool:
    """Whether the table is one of units and not of respondents."""
    return _columns(placed) is not None


def read(path: Path, form: Form) -> Recap | None:
    """The recap in the file at *path*; None when it is none. Raises ZiError when the file cannot be read."""
    placed = place(path, form)
    columns = _columns(placed)
    if columns is None:
        return None
    units: dict[str, UnitRow] = {}
    rejected: list[Rejected] = []
    file = path.name, fingerprint(path)
    for number, cells in _rows(placed, rejected):
        try:
            one = _unit(number, cells, columns, form, file)
            if one.unit.casefold() in units:
                raise _Wrong("{unit} sudah ada pada baris sebelumnya", {"unit": one.unit})
            units[one.unit.casefold()] = one
        except _Wrong as wrong:
            rejected.append(Rejected(number, *wrong.args))
    return Recap(tuple(units.values()), tuple(sorted(rejected, key=lambda one: one.row)))


def refuse(path: Path, placed: Placed) -> None:
    """Raise ZiError when the rows of the table are units."""
    if is_recap(placed):
        raise ZiError(
            "{file} adalah rekap: satu unit per baris, bukan satu responden.",
            "Impor lewat Pengumpulan, Impor banyak berkas, atau zi-assess survey recap.",
            file=path.name,
        )


def _columns(placed: Placed) -> _Columns | None:
    names = placed.layout.headings
    unit, count = _at(names, _UNIT), _at(names, _COUNT)
    told = headings.key_of([*placed.top, *placed.table.tail()], placed.words)
    unsur: dict[str, int] = {}
    for at, name in enumerate(names):
        meant = headings.by_key(name, told) or placed.words.item(name)
        code = _unsur_of(placed.words.form, meant.use.key) if meant else ""
        if code and at not in (unit, count):
            unsur.setdefault(code, at)
    value = _at(names, _VALUE)
    if unit is None or count is None or (not unsur and value is None):
        return None
    return _Columns(unit, count, _at(names, _POPULATION), value, unsur)


def _at(names: tuple[str, ...], wanted: re.Pattern[str]) -> int | None:
    return next((at for at, name in enumerate(names) if wanted.match(name)), None)


def _unsur_of(form: Form, key: str) -> str:
    return next(
        (one.code for one in form.unsur if any(item.code == key for item in one.items) and not one.control),
        "",
    )


def _rows(placed: Placed, rejected: list[Rejected]) -> Iterator[tuple[int, Cells]]:
    """The rows under the header, without blanks and sums; one that is broken goes to *rejected*."""
    below = placed.layout.first + placed.layout.depth
    for piece in placed.table.pieces():
        if isinstance(piece, Broken):
            if piece.row > below:
                rejected.append(Rejected(piece.row, piece.text))
            continue
        for number, cells in enumerate(piece.rows, piece.first):
            if number > below and not blank(cells) and not recap(cells):
                yield number, cells


def _unit(number: int, cells: Cells, columns: _Columns, form: Form, file: tuple[str, str]) -> UnitRow:
    def cell(at: int | None) -> str:
        return cells[at].strip() if at is not None and at < len(cells) else ""

    unit = " ".join(cell(columns.unit).split())
    if not unit or len(unit) > _LONGEST:
        raise _Wrong("Nama unit kosong atau terlalu panjang", {})
    n = _whole(cell(columns.count), "Jumlah responden")
    if not n:
        raise _Wrong("Jumlah responden {unit} kosong atau nol", {"unit": unit})
    scale = form.items[0].scale
    given = [
        (one.code, "", _figure(cell(columns.unsur[one.code]), scale.least, scale.most, one.title))
        for one in form.unsur
        if one.code in columns.unsur
    ]
    means = tuple((code, title, figure) for code, title, figure in given if figure is not None)
    value = _figure(cell(columns.value), 25, 100, "Nilai akhir")
    if not means and value is None:
        raise _Wrong("{unit} belum punya nilai", {"unit": unit})
    population = _whole(cell(columns.population), "Populasi") or 0
    return UnitRow(number, unit, Typed(n, means, value), population, *file)


def _whole(text: str, what: str) -> int | None:
    if text in BLANKS:
        return None
    plain = text.replace(".", "") if _THOUSANDS.fullmatch(text) else text
    figure = _figure(plain, 0, 10**9, what)
    if figure is None or figure.denominator != 1:
        raise _Wrong("{what} “{text}” bukan bilangan bulat", {"what": what, "text": text[:60]})
    return int(figure)


def _figure(text: str, least: int, most: int, what: str) -> Fraction | None:
    """The number in *text*; None for a blank."""
    if text in BLANKS:
        return None
    figure = Fraction(text.replace(",", ".")) if _FIGURE.fullmatch(text) else None
    if figure is None or not least <= figure <= most:
        raise _Wrong(
            "{what} “{text}” bukan angka {least} sampai {most}",
            {"what": what, "text": text[:60], "least": least, "most": most},
        )
    return figure
