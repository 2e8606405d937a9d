"""What is odd about the rows and columns of a filled workbook: each a finding, none of them changes a score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from zi_assess.core.assessment import Value
from zi_assess.core.checks import Finding, Severity
from zi_assess.core.exact import round_half_up
from zi_assess.core.pack import Kind, Pack, Question
from zi_assess.core.scoring import role_sums, valuate
from zi_assess.workbook.answers import error_cell, local, number_of, shown
from zi_assess.workbook.cells import Cell, Grid, letters
from zi_assess.workbook.columns import Columns
from zi_assess.workbook.lines import INDEX, PERCENT, Layout, Line, expected_kind
from zi_assess.workbook.placing import Placed, Placement

NEAR = Fraction(1, 10**9)
_PRINTED = Fraction(1, 200)  # weights of single questions are printed rounded


def rows(pack: Pack, placement: Placement, grid: Grid, columns: Columns) -> Iterator[Finding]:
    """Rows that are missing, foreign, doubled, or whose answer type was typed over."""
    for question in pack.questions:
        placed = placement.questions.get(question.code)
        if placed is None:
            yield _missing(question.code, question.short)
            continue
        yield from _type(question, placed.line, grid, columns)
        if question.code in placement.by_words:
            yield _by_words(question, placed.line)
        for one in question.inputs:
            if one.key not in placed.inputs:
                yield _missing(question.code, one.title)
        if placed.reordered:
            yield _reordered(question, placed)
    for code, line in placement.twice:
        yield _twice(code, line, placement.questions[code].line, grid, columns)
    for line in placement.unknown:
        yield _unknown(line, grid, columns)


def _missing(code: str, title: str) -> Finding:
    return Finding(
        "workbook-row-missing",
        code,
        Severity.WARNING,
        "Baris “{title}” tidak ditemukan di berkas, jadi dibiarkan kosong",
        {"title": title},
    )


def _by_words(question: Question, line: Line) -> Finding:
    return Finding(
        "workbook-row-moved",
        question.code,
        Severity.WARNING,
        "Baris {row} “{title}” tidak di tempatnya dan dikenali dari bunyinya; periksa apakah butirnya benar",
        {"row": str(line.row), "title": shown(line.title)},
    )


def _type(question: Question, line: Line, grid: Grid, columns: Columns) -> Iterator[Finding]:
    cell = grid.at(line.row, columns.type)
    if columns.type is None or line.kind == expected_kind(question):
        return
    yield Finding(
        "workbook-type-overtyped",
        question.code,
        Severity.WARNING,
        "Jenis jawaban di sel {cell} berisi “{found}”, semestinya {expected}; jawabannya tetap dihitung di sini",
        {"cell": cell.place, "found": shown(cell.text), "expected": type_words(question)},
    )


def type_words(question: Question) -> str:
    """The answer type as the worksheet prints it: `A/B/C/D`, `%`, `Nilai (0-4)`."""
    if question.kind is Kind.CHOICE:
        return "/".join(option.key for option in question.options)
    return PERCENT if question.kind is Kind.RATIO else f"{INDEX.title()} (0-{local(question.index_max)})"


def _reordered(question: Question, placed: Placed) -> Finding:
    return Finding(
        "workbook-inputs-reordered",
        question.code,
        Severity.WARNING,
        "Urutan baris isian ({rows}) lain dari biasanya; dibaca menurut bunyinya",
        {"rows": ", ".join(str(placed.inputs[one.key].row) for one in question.inputs)},
    )


def _twice(code: str, line: Line, used: Line, grid: Grid, columns: Columns) -> Finding:
    return Finding(
        "workbook-row-twice",
        code,
        Severity.WARNING,
        "Baris {row} mengulang butir ini (jawaban “{found}”); yang dipakai baris {used}",
        {"row": str(line.row), "found": shown(grid.at(line.row, columns.answer).text), "used": str(used.row)},
    )


def _unknown(line: Line, grid: Grid, columns: Columns) -> Finding:
    return Finding(
        "workbook-row-unknown",
        "workbook",
        Severity.WARNING,
        "Baris {row} “{title}” tidak dikenal; jawabannya “{found}” tidak ikut diambil",
        {
            "row": str(line.row),
            "title": shown(line.title),
            "found": shown(grid.at(line.row, columns.answer).text),
        },
    )


# Ratios


def percent(question: Question, value: Value | None, own: Cell, total: Cell) -> Iterator[Finding]:
    """The percentage in a ratio's *own* cell, and the sum in its *total* cell, against its inputs."""
    if own.kind == "error":
        yield error_cell(question.code, own)
    theirs = _share(own)
    ours = valuate(question, value).value
    if theirs is not None and ours is not None and abs(theirs - ours) > NEAR:
        yield _contradicts(question, own, theirs * 100, ours * 100, "%")
    elif theirs is not None and value is None:
        yield Finding(
            "workbook-percent-alone",
            question.code,
            Severity.WARNING,
            "Sel {cell} berisi persentase {found} tanpa isian jumlahnya, jadi tidak dapat dipakai",
            {"cell": own.place, "found": shown(own.text).replace(".", ",")},
        )
    sums = role_sums(question, dict(value)) if isinstance(value, tuple) else None
    summed = number_of(total)
    if sums is not None and summed is not None and "denominator" in sums and summed != sums["denominator"]:
        yield _contradicts(question, total, summed, Fraction(sums["denominator"]), "")


def typed_percents(pack: Pack, placement: Placement, grid: Grid, column: int) -> Iterator[Finding]:
    """Percentages typed where the other ratios of the sheet have formulas."""
    own = {
        one.code: grid.at(placement.questions[one.code].line.row, column)
        for one in pack.questions
        if one.kind is Kind.RATIO and one.code in placement.questions
    }
    if sum(bool(cell.formula) for cell in own.values()) * 2 < len(own):
        return
    for code, cell in own.items():
        if not cell.formula and cell.kind == "number":
            yield overtyped(code, cell)


def overtyped(where: str, cell: Cell) -> Finding:
    """A constant where the sheet has a formula."""
    return Finding(
        "workbook-formula-overtyped",
        where,
        Severity.WARNING,
        "Rumus di sel {cell} tertimpa “{found}”",
        {"cell": cell.place, "found": shown(cell.text).replace(".", ",")},
    )


def _share(cell: Cell) -> Fraction | None:
    if cell.kind == "text" and cell.text.strip().endswith("%"):
        typed = number_of(Cell(cell.row, cell.column, "text", cell.text.strip()[:-1]))
        return None if typed is None else typed / 100
    return number_of(cell)


def _contradicts(question: Question, cell: Cell, theirs: Fraction, ours: Fraction, unit: str) -> Finding:
    return Finding(
        "workbook-percent-contradicts",
        question.code,
        Severity.WARNING,
        "Sel {cell} berisi {found}, menurut isian jumlahnya {ours}",
        {
            "cell": cell.place,
            "found": local(round_half_up(theirs, 4)) + unit,
            "ours": local(round_half_up(ours, 4)) + unit,
        },
    )


# The sheet as a whole


def sheet(
    pack: Pack, layout: Layout, placement: Placement, grid: Grid, columns: Columns
) -> Iterator[Finding]:
    """Weights that are not the pack's, texts that have no place, columns that were not taken."""
    yield from _weights(pack, layout, placement, grid, columns)
    yield from _homeless(layout, grid, columns)
    yield from _columns(placement, grid, columns)


def _weights(
    pack: Pack, layout: Layout, placement: Placement, grid: Grid, columns: Columns
) -> Iterator[Finding]:
    places = [(code, line, NEAR) for code, line in layout.groups.items()]
    places += [(code, one.line.heading or one.line, _PRINTED) for code, one in placement.questions.items()]
    for code, line, near in places:
        cell = grid.at(line.row, columns.weight)
        theirs, ours = number_of(cell), pack.nodes[code].weight
        if theirs is not None and abs(theirs - ours) > near:
            yield Finding(
                "workbook-weight-differs",
                code,
                Severity.WARNING,
                "Bobot di sel {cell} {found}, semestinya {ours}",
                {"cell": cell.place, "found": local(theirs), "ours": local(ours)},
            )


def _homeless(layout: Layout, grid: Grid, columns: Columns) -> Iterator[Finding]:
    """Notes and evidence on rows that are no question."""
    for line in (*layout.groups.values(), *layout.idle, *layout.totals.values()):
        for column in (columns.note, columns.tpi_note, *columns.evidence):
            cell = grid.at(line.row, column)
            if not cell.blank and cell.kind == "text":
                yield Finding(
                    "workbook-note-without-place",
                    "workbook",
                    Severity.INFO,
                    "Teks di sel {cell} bukan milik suatu butir, jadi tidak ikut diambil: “{found}”",
                    {"cell": cell.place, "found": shown(cell.text)},
                )


def _columns(placement: Placement, grid: Grid, columns: Columns) -> Iterator[Finding]:
    asked = [line.row for placed in placement.questions.values() for line in placed.lines]
    for column in columns.unknown:
        if any(not grid.at(row, column).blank for row in asked):
            yield Finding(
                "workbook-column-unknown",
                "workbook",
                Severity.INFO,
                "Kolom {column} “{header}” tidak dikenal, jadi isinya tidak ikut diambil",
                {"column": letters(column), "header": shown(grid.at(columns.first - 1, column).text)},
            )
    if columns.second_answer is not None:
        filled = sum(not grid.at(row, columns.second_answer).blank for row in asked)
        yield Finding(
            "workbook-second-evaluator",
            "workbook",
            Severity.WARNING,
            "Ada dua kolom jawaban TPI; yang diambil kolom {taken}, kolom {column} ({count} jawaban) tidak",
            {
                "taken": letters(columns.tpi_answer or 0),
                "column": letters(columns.second_answer),
                "count": str(filled),
            },
        )
    if placement.unusable_ids:
        yield Finding(
            "workbook-ids-unusable",
            "workbook",
            Severity.WARNING,
            "Nomor di kolom {column} bukan nomor soal PortalRB, jadi baris dikenali dari tempatnya",
            {"column": letters(columns.id or 0)},
        )


def files_elsewhere(code: str, names: Sequence[str]) -> Finding:
    """Files that an export of this program named: a workbook does not carry them."""
    return Finding(
        "workbook-file-not-included",
        code,
        Severity.INFO,
        "Berkas bukti disebut tetapi tidak ikut di buku kerja, lampirkan lagi: {names}",
        {"names": "; ".join(names)},
    )
