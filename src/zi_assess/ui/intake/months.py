"""Evidence that recurs, quarter by quarter: which checkpoints have a dated document, and which still lack one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zi_assess.core.assessment import Evidence
from zi_assess.core.pack import EvidenceSlot, Question
from zi_assess.core.sheet import Sheet

RECURRING = ("quarterly", "monthly")
_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A quarter's end: *first* … *last* are the days it covers."""

    year: int
    month: int
    first: date
    last: date

    @property
    def title(self) -> str:
        """`B03 2026`."""
        return f"B{self.month:02} {self.year}"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a slot holds for a checkpoint: *wanted* papers (1 a quarter, or 3 if monthly), and the *uses* dated in it.

    *months* are the months that have one. *begun* and *due* say that the quarter has begun, and ended, by now.
    """

    uses: tuple[Evidence, ...]
    months: frozenset[int]
    wanted: int
    begun: bool
    due: bool

    @property
    def filled(self) -> bool:
        return len(self.months) >= self.wanted


@dataclass(frozen=True, slots=True)
class Series:
    """One slot that recurs, with a cell for each checkpoint, and what lies in it without a date."""

    question: Question
    slot: EvidenceSlot
    cells: tuple[Cell, ...]
    undated: tuple[Evidence, ...]

    @property
    def lacking(self) -> int:
        return sum(cell.due and not cell.filled for cell in self.cells)


def checkpoints(sheet: Sheet, today: date) -> tuple[Checkpoint, ...]:
    """From the end of the year before the proposal to the end of the window, or to the end of the year."""
    mine = sheet.assessment
    last = mine.window_end or max(today, date(mine.year, 12, 31))
    start = max(mine.window_start, date(mine.year - 1, 10, 1))
    return tuple(_quarters(start, last))


def _quarters(start: date, last: date) -> Iterator[Checkpoint]:
    year, month = start.year, (start.month + _QUARTER - 1) // _QUARTER * _QUARTER
    while (first := date(year, month - _QUARTER + 1, 1)) <= last:
        after = date(year + month // 12, month % 12 + 1, 1)
        yield Checkpoint(year, month, first, date.fromordinal(after.toordinal() - 1))
        year, month = (year, month + _QUARTER) if month < 12 else (year + 1, _QUARTER)


def series(sheet: Sheet, today: date) -> tuple[Series, ...]:
    """Every slot of the pack that asks for evidence again and again, in the order of the pack."""
    points = checkpoints(sheet, today)
    return tuple(
        _series(question, slot, uses, points, today)
        for question in sheet.pack.questions
        for slot, uses in sheet.slots(question)
        if slot.fresh in RECURRING
    )


def _series(
    question: Question,
    slot: EvidenceSlot,
    uses: tuple[Evidence, ...],
    points: tuple[Checkpoint, ...],
    today: date,
) -> Series:
    wanted = 1 if slot.fresh == "quarterly" else _QUARTER
    cells = tuple(_cell(uses, point, wanted, today) for point in points)
    return Series(question, slot, cells, tuple(one for one in uses if not _span(one)))


def _cell(uses: tuple[Evidence, ...], point: Checkpoint, wanted: int, today: date) -> Cell:
    mine, months = [], set()
    for use in uses:
        covered = {
            month
            for month in _months(use)
            if (point.year, point.month - 2) <= month <= (point.year, point.month)
        }
        if covered:
            mine.append(use)
            months |= {month for _year, month in covered}
    return Cell(tuple(mine), frozenset(months), wanted, point.first <= today, point.last < today)


def _span(use: Evidence) -> tuple[date, date] | None:
    """The days a paper covers: its period when it has one, else its date."""
    document = use.document
    first, last = document.period_start or document.period_end, document.period_end or document.period_start
    if first is not None and last is not None:
        return first, last
    return (document.dated, document.dated) if document.dated else None


def _months(use: Evidence) -> Iterator[tuple[int, int]]:
    span = _span(use)
    if span is None:
        return
    year, month = span[0].year, span[0].month
    while (year, month) <= (span[1].year, span[1].month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
