"""A filled LKE workbook as answers, notes, links, and everything odd about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from zi_assess.core.assessment import Answer, Stage, Value
from zi_assess.core.checks import Finding
from zi_assess.core.pack import Kind, Pack, Question
from zi_assess.errors import ZiError
from zi_assess.workbook import answers, columns, lines, oddities, opening, placing, texts, totals
from zi_assess.workbook.cells import Cell, Grid
from zi_assess.workbook.columns import Columns
from zi_assess.workbook.lines import Layout
from zi_assess.workbook.placing import Placed, Placement
from zi_assess.workbook.texts import Link


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a workbook says. *unit* and *target* are empty where it is silent; *totals* are its own saved numbers."""

    layout: str
    unit: str
    target: str
    answers: Mapping[Stage, Mapping[str, Answer]]
    links: Mapping[str, tuple[Link, ...]]
    remarks: tuple[Finding, ...]
    totals: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class _Found:
    """The worksheet inside a file."""

    layout: str
    grid: Grid
    columns: Columns


def read(path: Path, pack: Pack) -> Incoming:
    """Read the workbook at *path* as an answer to *pack*; raises `ZiError` when it is no such workbook."""
    book = opening.open_book(path)
    found = _worksheet(book, path.name)
    layout = lines.lay_out(found.grid, found.columns, pack)
    placement = placing.place(pack, layout, found.grid, found.columns)
    if len(placement.questions.keys() - placement.by_words) * 3 < len(pack.questions):
        raise ZiError(
            "Baris-baris {file} tidak cocok dengan {pack}.",
            "Periksa apakah berkasnya LKE yang dimaksud, atau pilih instrumen lain.",
            file=path.name,
            pack=pack.short,
        )
    unit, target = _summary(book, pack)
    return _Reading(pack, found, layout, placement).incoming(unit, target)


def _worksheet(book: Mapping[str, Grid], name: str) -> _Found:
    found: list[_Found] = []
    for grid in book.values():
        known = columns.find(grid)
        if known is not None:
            found.append(_Found("B" if known.id is not None else "A", grid, known))
    found.sort(key=lambda one: (_plain(one.grid.name) not in ("jawaban", "lke zi"), one.layout != "B"))
    if not found:
        raise ZiError(
            "Tidak ada lembar LKE di {file}.",
            "Lembarnya biasanya bernama “LKE ZI” atau “Jawaban” dan punya kolom Bobot dan Jawaban.",
            file=name,
        )
    return found[0]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _summary(book: Mapping[str, Grid], pack: Pack) -> tuple[str, str]:
    """The unit's name and target from the sheet `Unit`, cells B1 and B2."""
    sheet = next((grid for name, grid in book.items() if _plain(name) == "unit"), None)
    if sheet is None:
        return "", ""
    name, aim = (texts.note(sheet.at(row, 2).text) for row in (1, 2))
    known = sorted((one.id for one in pack.designations), key=len, reverse=True)
    return " ".join(name.split()), next((one for one in known if aim.upper().startswith(one.upper())), "")


class _Reading:
    """One pass over the placed rows; *remarks* gathers what is odd."""

    def __init__(self, pack: Pack, found: _Found, layout: Layout, placement: Placement) -> None:
        self.pack, self.layout, self.placement = pack, layout, placement
        self.kind, self.grid, self.columns = found.layout, found.grid, found.columns
        self.remarks: list[Finding] = []

    def incoming(self, unit: str, target: str) -> Incoming:
        mine = self._stage(self.columns.answer, self.columns.note)
        links = self._evidence(mine)
        given = {Stage.SELF: mine}
        if self.columns.tpi_answer is not None and (
            theirs := self._stage(self.columns.tpi_answer, self.columns.tpi_note)
        ):
            given[Stage.TPI_CONTROL] = theirs
        own = self._totals(given)
        self.remarks.extend(
            oddities.typed_percents(self.pack, self.placement, self.grid, self.columns.answer)
        )
        self.remarks.extend(oddities.rows(self.pack, self.placement, self.grid, self.columns))
        self.remarks.extend(oddities.sheet(self.pack, self.layout, self.placement, self.grid, self.columns))
        return Incoming(self.kind, unit, target, given, links, tuple(self.remarks), own)

    # Answers and notes

    def _stage(self, column: int, note_column: int | None) -> dict[str, Answer]:
        given: dict[str, Answer] = {}
        for question in self.pack.questions:
            placed = self.placement.questions.get(question.code)
            if placed is None:
                continue
            read = self._read(question, placed, column)
            note = self._note(question, placed, note_column)
            if read is not None or note:
                given[question.code] = Answer(read, note)
        return given

    def _read(self, question: Question, placed: Placed, column: int) -> Value | None:
        own = self.grid.at(placed.line.row, column)
        inputs = {key: self.grid.at(line.row, column) for key, line in placed.inputs.items()}
        read = answers.read_answer(question, own, inputs)
        self.remarks.extend(read.remarks)
        if question.kind is Kind.RATIO:
            total = self.grid.at(placed.total.row, column) if placed.total else Cell(0, 0)
            self.remarks.extend(oddities.percent(question, read.value, own, total))
        return read.value

    def _note(self, question: Question, placed: Placed, column: int | None) -> str:
        """The notes of all rows of a question; those of further inputs name their input."""
        titles = {
            placed.inputs[one.key].row: one.title for one in question.inputs if one.key in placed.inputs
        }
        whole = {
            placed.line.row,
            *([placed.line.heading.row] if placed.line.heading else []),
            *list(titles)[:1],
        }
        parts: dict[str, None] = {}
        for line in placed.lines:
            text = texts.note(self.grid.at(line.row, column).text)
            if text:
                parts[text if line.row in whole else f"{titles.get(line.row, line.title)}: {text}"] = None
        return "\n".join(parts)

    # Evidence

    def _evidence(self, given: dict[str, Answer]) -> dict[str, tuple[Link, ...]]:
        links: dict[str, tuple[Link, ...]] = {}
        for code, placed in self.placement.questions.items():
            cells = [
                self.grid.at(line.row, column) for line in placed.lines for column in self.columns.evidence
            ]
            told = texts.told((cell.text, cell.link or texts.hyperlink(cell.formula)) for cell in cells)
            if told.text:
                known = given.get(code, Answer())
                given[code] = Answer(known.value, texts.with_evidence(known.note, told.text))
            if told.links:
                links[code] = told.links
            if told.files:
                self.remarks.append(oddities.files_elsewhere(code, told.files))
        return links

    # Totals

    def _totals(self, given: Mapping[Stage, Mapping[str, Answer]]) -> dict[str, Fraction]:
        columns = self.columns
        blocks = (
            (Stage.SELF, columns.value, columns.answer),
            (Stage.TPI_CONTROL, columns.tpi_value, columns.tpi_answer),
        )
        for stage, value, answer in blocks:
            if value is not None and answer is not None and stage in given:
                saved = totals.saved(
                    self.pack, self.grid, value, answer, self.layout, self.placement, given[stage]
                )
                self.remarks.extend(totals.compare(saved))
                return totals.totals(saved)
        return {}
