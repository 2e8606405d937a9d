"""Which column holds what, found by the words of the header: copies in the wild insert columns of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zi_assess.workbook.cells import Grid, letters

LEVELS = 6  # columns of the hierarchy: B–G in both layouts
_HEADER_ROWS = 20
_EVALUATOR = re.compile(r"\b(tpi|itjen|inspektorat|evaluator|apip)\b")
_EVIDENCE = re.compile(r"bukti|data dukung|dokumen|eviden|tautan|\blink\b|\burl\b")
_NOTE = re.compile(r"catatan|keterangan|narasi")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_UNNAMED = 4  # columns without a header that may follow the last one: the evidence and links of practice


@dataclass(frozen=True, slots=True)
class Columns:
    """Column numbers from 1; None where the sheet has no such column. *first* is the first row below the header."""

    first: int
    tree: int
    weight: int
    answer: int
    type: int | None = None
    id: int | None = None
    note: int | None = None
    value: int | None = None
    evidence: tuple[int, ...] = ()
    tpi_answer: int | None = None
    tpi_note: int | None = None
    tpi_value: int | None = None
    second_answer: int | None = None
    unknown: tuple[int, ...] = ()


def find(grid: Grid) -> Columns | None:
    """The columns of *grid*; None when no row of it looks like the header of an LKE."""
    best: tuple[int, dict[int, str]] = (0, {})
    for row in range(1, _HEADER_ROWS + 1):
        roles = _roles(grid, row, blocks=True)
        if "answer" not in roles.values():  # what stands above was a title, not the head of a TPI's block
            roles = _roles(grid, row, blocks=False)
        if {"weight", "answer"} <= set(roles.values()) and len(roles) > len(best[1]):
            best = row, roles
    row, roles = best
    if len(set(roles.values())) < 3:
        return None
    return _columns(grid, row, roles)


def _roles(grid: Grid, row: int, *, blocks: bool) -> dict[int, str]:
    """The role of each column by its header; with *blocks* a word such as TPI above counts for those below it."""
    named: dict[int, str] = {}
    over = ""
    for column in range(1, grid.last_column + 1):
        above = _words(grid.at(row - 1, column).text)
        if above:
            over = above if len(above) < 40 and _EVALUATOR.search(above) else ""
        role = _role(_words(grid.at(row, column).text), over if blocks else "")
        if role:
            named[column] = role
    return named


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


def _role(words: str, over: str) -> str:
    if not words:
        return ""
    if words in ("id", "penilaian"):
        return "id" if words == "id" else "tree"
    block = "tpi_" if _EVALUATOR.search(words) or over else ""
    if words.startswith("bobot"):
        return "weight"
    if "jawaban" in words:
        return "type" if re.search(r"pilihan|jenis|tipe", words) else f"{block}answer"
    if _NOTE.search(words):
        return f"{block}note"
    if _EVIDENCE.search(words):
        return "evidence"
    if words.startswith(("penjelasan", "kriteria")):
        return "options"
    if words.startswith("nilai"):
        return f"{block}value"
    if words.startswith(("%", "persen")):
        return "percent"
    return "other" if any(one.isalpha() for one in words) else ""


def _columns(grid: Grid, row: int, roles: dict[int, str]) -> Columns:
    def of(role: str) -> list[int]:
        return [column for column, one in roles.items() if one == role]

    def first(role: str) -> int | None:
        return next(iter(of(role)), None)

    weight, answer = of("weight")[0], of("answer")[0]
    tpi, second = _evaluators(grid, row, of("tpi_answer"))
    answers = [one for one in (answer, tpi, second) if one]
    values = _owners(grid, row, of("value"), answers)
    if tpi is not None and of("tpi_value"):
        values.setdefault(tpi, of("tpi_value")[0])
    last_named = max(roles)
    unnamed = [
        column
        for column in range(last_named + 1, min(grid.last_column, last_named + _UNNAMED) + 1)
        if first("note") and not grid.at(row, column).text
    ]
    beyond = range(last_named + 1, grid.last_column + 1) if not unnamed else range(0)
    return Columns(
        first=row + 1,
        tree=max(1, min(first("tree") or weight, weight - LEVELS)),
        weight=weight,
        answer=answer,
        type=first("type"),
        id=first("id"),
        note=first("note"),
        value=values.get(answer),
        evidence=tuple(sorted([*of("evidence"), *unnamed])),
        tpi_answer=tpi,
        tpi_note=_note_of(tpi, of("tpi_note")),
        tpi_value=values.get(tpi or 0),
        second_answer=second,
        unknown=(*of("other"), *of("answer")[1:], *beyond),
    )


def _evaluators(grid: Grid, row: int, answers: list[int]) -> tuple[int | None, int | None]:
    """The TPI's answer column and another one: the first that has answers comes first."""
    filled = [
        one
        for one in answers
        if any(not grid.at(line, one).blank for line in range(row + 1, grid.last_row + 1))
    ]
    ordered = [*filled, *(one for one in answers if one not in filled)]
    return (ordered[0] if ordered else None), (filled[1] if len(filled) > 1 else None)


def _note_of(answer: int | None, notes: list[int]) -> int | None:
    return next((one for one in notes if answer is not None and one > answer), next(iter(notes), None))


def _owners(grid: Grid, row: int, values: list[int], answers: list[int]) -> dict[int, int]:
    """The value column of each answer column: the one whose formulas speak of it, else the nearest on its right."""
    owned: dict[int, int] = {}
    spoken = {column: _spoken_of(grid, row, column, answers) for column in values}
    for column, answer in spoken.items():
        if answer is not None:
            owned.setdefault(answer, column)
    for column, answer in spoken.items():
        if answer is None:
            nearest = max((one for one in answers if one < column), default=answers[0])
            owned.setdefault(nearest, column)
    if len(answers) > 1 and answers[0] not in owned and len(values) == 1:
        # Values without formulas beside an empty TPI block are the unit's.
        empty = all(grid.at(line, answers[1]).blank for line in range(row + 1, grid.last_row + 1))
        if empty:
            owned[answers[0]] = owned.pop(answers[1])
    return owned


def _spoken_of(grid: Grid, row: int, column: int, answers: list[int]) -> int | None:
    counts = dict.fromkeys(answers, 0)
    for line in range(row + 1, grid.last_row + 1):
        for name in {match[1] for match in _REFERENCE.finditer(grid.at(line, column).formula)}:
            for answer in answers:
                counts[answer] += name == letters(answer)
    best = max(counts, key=lambda one: counts[one], default=None)
    return best if best is not None and counts[best] else None


def rows_referred(formula: str, column: int) -> set[int]:
    """The rows of *column* that *formula* reads."""
    rows: set[int] = set()
    for name, begin, end_name, end in _REFERENCE.findall(formula):
        if name == letters(column) and end_name in ("", name):
            rows.update(range(int(begin), min(int(end or begin), int(begin) + 2000) + 1))
    return rows
