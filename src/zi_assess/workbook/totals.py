"""The workbook's own arithmetic beside ours: every number it saved, compared, and where they part, why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from zi_assess.core.assessment import Answer
from zi_assess.core.checks import Finding, Severity
from zi_assess.core.exact import round_half_up
from zi_assess.core.pack import Group, Node, Pack, Question, Rollup
from zi_assess.core.scoring import Scores, score
from zi_assess.workbook.answers import error_cell, local
from zi_assess.workbook.cells import Cell, Grid
from zi_assess.workbook.columns import rows_referred
from zi_assess.workbook.lines import Layout
from zi_assess.workbook.oddities import overtyped
from zi_assess.workbook.placing import Placement

NEAR = Fraction(1, 10**9)
_AGGREGATING = re.compile(r"\b(SUM|AVERAGE)\(", re.IGNORECASE)
_ZERO = Fraction(0)


@dataclass(frozen=True)
class Saved:
    """The value cells of a sheet for one stage, by node code and `total`; *scores* is our arithmetic on its answers."""

    pack: Pack
    cells: Mapping[str, Cell]
    scores: Scores
    column: int
    rows: Mapping[str, tuple[int, ...]]
    broken: frozenset[str]
    """Questions whose answer cell holds an error already: it is named there."""

    def number(self, code: str) -> Fraction | None:
        cell = self.cells.get(code)
        return cell.number if cell else None

    def is_error(self, code: str) -> bool:
        cell = self.cells.get(code)
        return cell is not None and cell.kind == "error"


def saved(
    pack: Pack,
    grid: Grid,
    value: int,
    answer: int,
    layout: Layout,
    placement: Placement,
    answers: Mapping[str, Answer],
) -> Saved:
    """The numbers in column *value*, which were computed from column *answer*, whose meaning is *answers*."""
    cells = {code: grid.at(line.row, value) for code, line in layout.groups.items()}
    rows: dict[str, tuple[int, ...]] = {code: (line.row,) for code, line in layout.groups.items()}
    for code, line in layout.totals.items():
        cells[code] = _fuller(cells.get(code), grid.at(line.row, value))
    for code, placed in placement.questions.items():
        # A ratio with a heading shows its points there and its share of 0–1 below.
        own = [*([placed.line.heading.row] if placed.line.heading else []), placed.line.row]
        rows[code] = tuple(own)
        cells[code] = grid.at(own[0], value)
    broken = {
        code
        for code, placed in placement.questions.items()
        if grid.at(placed.line.row, answer).kind == "error"
    }
    return Saved(pack, cells, score(pack, answers), value, rows, frozenset(broken))


def _fuller(known: Cell | None, other: Cell) -> Cell:
    return other if known is None or known.number is None else known


def totals(known: Saved) -> dict[str, Fraction]:
    """The saved numbers of groups and of the whole."""
    return {
        code: cell.number
        for code, cell in known.cells.items()
        if cell.number is not None and (code == "total" or isinstance(known.pack.nodes.get(code), Group))
    }


def compare(known: Saved) -> Iterator[Finding]:
    """What the saved numbers say that ours do not."""
    if not any(cell.text for cell in known.cells.values()):
        if any(cell.formula for cell in known.cells.values()):
            yield _unsaved()
        return
    yield from _overtyped(known)
    parting: list[str] = []
    for node in known.pack.nodes.values():
        findings = list(_group(known, node) if isinstance(node, Group) else _question(known, node))
        parting += [one.where for one in findings if one.code == "workbook-total-differs"]
        yield from findings
    yield from _whole(known, parting)


def _unsaved() -> Finding:
    return Finding(
        "workbook-without-results",
        "workbook",
        Severity.INFO,
        "Berkas tidak menyimpan hasil rumusnya, jadi nilainya tidak dapat dibandingkan",
        {},
    )


def _overtyped(known: Saved) -> Iterator[Finding]:
    """Constants among formulas; a file of constants only (values pasted) has lost nothing that could be named."""
    filled = {code: cell for code, cell in known.cells.items() if cell.text or cell.formula}
    computed = sum(bool(cell.formula) for cell in filled.values())
    if computed * 2 < len(filled):
        return
    for code, cell in filled.items():
        if not cell.formula and cell.kind in ("number", "text"):
            yield overtyped("workbook" if code == "total" else code, cell)


def _question(known: Saved, question: Question) -> Iterator[Finding]:
    if known.is_error(question.code) and question.code not in known.broken:
        yield error_cell(question.code, known.cells[question.code])


def _group(known: Saved, group: Group) -> Iterator[Finding]:
    cell = known.cells.get(group.code)
    if cell is None:
        return
    if cell.kind == "error":
        if not any(_erred(known, child) for child in group.children):
            yield error_cell(group.code, cell)
        return
    yield from _left_out(known, group, cell)
    theirs, ours = cell.number, known.scores[group.code].official or _ZERO
    if theirs is None:
        return
    below = sum((_gap(known, child) for child in group.children if isinstance(child, Group)), _ZERO)
    if abs(theirs - ours - below) > NEAR:
        yield _differs(group.code, theirs, ours, _culprits(known, group))


def _erred(known: Saved, node: Node) -> bool:
    if known.is_error(node.code):
        return True
    return (
        isinstance(node, Group)
        and node.code not in known.cells
        and any(_erred(known, one) for one in node.children)
    )


def _gap(known: Saved, group: Group) -> Fraction:
    theirs = known.number(group.code)
    if theirs is None:
        return sum((_gap(known, one) for one in group.children if isinstance(one, Group)), _ZERO)
    return theirs - (known.scores[group.code].official or _ZERO)


def _culprits(known: Saved, group: Group) -> list[str]:
    """Questions right below *group* whose own saved value is not ours."""
    return [
        child.code
        for child in group.children
        if isinstance(child, Question) and child.code in known.cells and not _agrees(known, group, child)
    ]


def _agrees(known: Saved, group: Group, child: Question) -> bool:
    theirs, points = known.number(child.code), known.scores[child.code].official
    if theirs is None or points is None:
        return theirs is None and points is None
    if abs(theirs - points) <= NEAR:
        return True
    averaged = group.rollup is Rollup.AVERAGE and child.weight
    return bool(averaged) and abs(theirs - points / child.weight) <= NEAR


def _left_out(known: Saved, group: Group, cell: Cell) -> Iterator[Finding]:
    if not _AGGREGATING.search(cell.formula):
        return
    read = rows_referred(cell.formula, known.column)
    covered = {child.code: bool(read & set(known.rows.get(child.code, ()))) for child in group.children}
    if not any(covered.values()):
        return
    for child in group.children:
        if child.code in known.rows and not covered[child.code] and known.number(child.code) is not None:
            yield Finding(
                "workbook-left-out-of-average",
                child.code,
                Severity.WARNING,
                "Rumus di sel {cell} tidak mengikutkan baris {row}, jadi butir ini tidak terhitung di berkas",
                {"cell": cell.place, "row": str(known.rows[child.code][0])},
            )


def _whole(known: Saved, parting: list[str]) -> Iterator[Finding]:
    cell = known.cells.get("total")
    if cell is None:
        return
    if cell.kind == "error":
        yield Finding(
            "workbook-error-cell",
            "workbook",
            Severity.WARNING,
            "Nilai total di sel {cell} berisi galat {found}; menurut hitungan di sini {ours}",
            {"cell": cell.place, "found": cell.text, "ours": local(round_half_up(known.scores.official, 4))},
        )
    elif cell.number is not None and abs(cell.number - known.scores.official) > NEAR:
        yield _differs("workbook", cell.number, known.scores.official, parting)


def _differs(where: str, theirs: Fraction, ours: Fraction, places: list[str]) -> Finding:
    text = (
        "Nilai di berkas {file}, menurut hitungan di sini {ours}; bedanya dari {places}"
        if places
        else "Nilai di berkas {file}, menurut hitungan di sini {ours}; sebabnya tidak terbaca dari berkas"
    )
    values = {"file": _near(theirs, ours), "ours": _near(ours, theirs), "places": ", ".join(places)}
    return Finding("workbook-total-differs", where, Severity.WARNING, text, values)


def _near(value: Fraction, other: Fraction) -> str:
    """*value* with four places, or as many as it takes to tell it from *other*."""
    for places in (4, 8):
        if round_half_up(value, places) != round_half_up(other, places):
            return local(round_half_up(value, places))
    return local(value)
