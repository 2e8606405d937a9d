"""The sheet `Unit` of the upload template: whose worksheet it is, and how it stands against the thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from zi_assess.core.pack import Threshold
from zi_assess.core.sheet import Sheet
from zi_assess.workbook import arithmetic, texts
from zi_assess.workbook.arithmetic import Arithmetic, Worth
from zi_assess.workbook.cells import letters
from zi_assess.workbook.look import Look, Workbook, Worksheet
from zi_assess.workbook.plan import Plan, Row

_FIRST, _LAST = 6, 22  # the rows that the template gives to thresholds, results in column M
_RESULT, _MINIMA = 13, 4
_MET, _MISSED = "Memenuhi", "Belum memenuhi"
_PLAIN = Row(0, "input", 0, "", "")


@dataclass(frozen=True)
class _Line:
    """One threshold under all designations: *minima* by designation id."""

    threshold: Threshold
    minima: dict[str, Fraction]


def add(
    book: Workbook, look: Look, sheet: Sheet, plan: Plan, sums: Arithmetic, name: str, worksheet: str
) -> None:
    """Add the sheet *name* about the values that *sums* put on *worksheet*."""
    page = book.add_worksheet(name)
    looks = look.of(_PLAIN)
    target = sheet.assessment.target
    used = _MINIMA - 1 + len(sheet.pack.designations)
    page.set_column(0, 0, 44)
    page.set_column(1, 1, 30 if not sheet.pack.designations else 18)
    page.set_column(2, used - 1, 15)
    page.set_column(used, _RESULT - 2, 2, None, {"hidden": True})
    page.set_column(_RESULT - 1, _RESULT - 1, 24)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    for row, (label, value) in enumerate(
        (("Nama unit", sheet.assessment.unit.name), ("Predikat yang dituju", target))
    ):
        page.write_string(row, 0, label, look.header)
        page.write_blank(row, 1, None, looks.wrapped)
        if value:
            page.write_string(row, 1, texts.cell_text(value), looks.wrapped)
    ids = [one.id for one in sheet.pack.designations]
    if not ids:
        return
    page.data_validation(1, 1, 1, 1, {"validate": "list", "source": ids})
    heads = {0: "Ambang", 1: "Bobot", 2: "Nilai", _RESULT - 1: "Hasil"} | {
        _MINIMA - 1 + place: f"Minimal {one}" for place, one in enumerate(ids)
    }
    for column in range(_RESULT):
        page.write_blank(_FIRST - 2, column, None, look.header)
    for column, words in heads.items():
        page.write_string(_FIRST - 2, column, words, look.header)
    results = [
        _line(page, look, plan, sums, worksheet, line, row, ids, target)
        for row, line in enumerate(_lines(sheet), start=_FIRST)
    ]
    _conclusion(page, look, results, target)


def _lines(sheet: Sheet) -> Iterator[_Line]:
    minima: dict[str, dict[str, Fraction]] = {}
    known: dict[str, Threshold] = {}
    for designation, thresholds in sheet.pack.thresholds.items():
        for one in thresholds:
            known.setdefault(one.id, one)
            minima.setdefault(one.id, {})[designation] = one.minimum
    return (_Line(one, minima[key]) for key, one in known.items())


def _line(
    page: Worksheet,
    look: Look,
    plan: Plan,
    sums: Arithmetic,
    worksheet: str,
    line: _Line,
    row: int,
    ids: list[str],
    target: str,
) -> str:
    looks = look.of(_PLAIN)
    of = line.threshold.of
    cells = ",".join(f"'{worksheet}'!{letters(sums.value)}{plan.value[code]}" for code in of)
    actual = arithmetic.added([sums.points(sums.pack.nodes[code]) for code in of])
    page.write_string(row - 1, 0, texts.cell_text(line.threshold.title), looks.wrapped)
    page.write_number(row - 1, 1, float(sums.pack.weight_of(of)), looks.number)
    page.write_formula(row - 1, 2, f"=SUM({cells})", looks.number, _cached(actual))
    for place, one in enumerate(ids):
        if one in line.minima:
            page.write_number(row - 1, _MINIMA - 1 + place, float(line.minima[one]), looks.number)
    tests = [(one, place) for place, one in enumerate(ids) if one in line.minima]
    formula = '""'
    for one, place in reversed(tests):
        minimum = f"{letters(_MINIMA + place)}{row}"
        formula = f'IF($B$2="{one}",IF(ROUND(C{row},10)>={minimum},"{_MET}","{_MISSED}"),{formula})'
    result = _result(actual, line.minima.get(target))
    page.write_formula(row - 1, _RESULT - 1, f"={formula}", looks.plain, result)
    return result


def _cached(worth: Worth) -> str | float:
    return worth if isinstance(worth, str) else float(worth)


def _result(actual: Worth, minimum: Fraction | None) -> str:
    if minimum is None:
        return ""
    if isinstance(actual, str):
        return actual
    return _MET if actual >= minimum else _MISSED


def _conclusion(page: Worksheet, look: Look, results: list[str], target: str) -> None:
    row = max(_LAST, _FIRST + len(results))
    span = f"M{_FIRST}:M{_FIRST + len(results) - 1}"
    formula = f'=IF($B$2="","",IF(COUNTIF({span},"{_MET}")={len(results)},"{_MET}","{_MISSED}"))'
    met = _MET if results and all(one == _MET for one in results) else _MISSED
    page.write_string(row - 1, 0, "Semua ambang", look.header)
    page.write_formula(row - 1, _RESULT - 1, formula, look.of(_PLAIN).plain, met if target else "")
