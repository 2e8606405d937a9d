"""Which row answers which question: by PortalRB's number where there is one, by place, letter, type and words else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import permutations

from zi_assess.core.pack import Group, Input, Pack, Question
from zi_assess.workbook import likeness
from zi_assess.workbook.cells import Grid
from zi_assess.workbook.columns import Columns
from zi_assess.workbook.lines import Layout, Line, annex_label, expected_kind, last_part, plain_label

_ENOUGH = 2.5  # points below which a row is not taken for a question just because it stands there
_ALIKE = 0.5  # likeness from which a row out of its group is believed
_REORDERED = 0.8  # how much better another order of inputs must fit before it is believed
_PERMUTED = 5


@dataclass(eq=False, slots=True)
class Placed:
    """The rows of one question: its own, and those of its inputs by key."""

    line: Line
    inputs: dict[str, Line] = field(default_factory=dict)
    total: Line | None = None
    reordered: bool = False

    @property
    def lines(self) -> list[Line]:
        """Every row of the question, in the order of the sheet."""
        rows = {one.row: one for one in (self.line, *self.line.inputs, *self.inputs.values())}
        if self.line.heading:
            rows[self.line.heading.row] = self.line.heading
        return [rows[row] for row in sorted(rows)]


@dataclass(eq=False, slots=True)
class Placement:
    """Rows by question code; *twice* are rows of a question that already has one, *unknown* rows of none.

    *by_words* are the questions that were recognised by their words alone.
    """

    questions: dict[str, Placed] = field(default_factory=dict)
    twice: list[tuple[str, Line]] = field(default_factory=list)
    unknown: list[Line] = field(default_factory=list)
    by_words: set[str] = field(default_factory=set)
    unusable_ids: bool = False


def place(pack: Pack, layout: Layout, grid: Grid, columns: Columns) -> Placement:
    """Pair the question rows of *layout* with the questions of *pack*."""
    paired: dict[str, Line] = {}
    spare: list[tuple[str, Line]] = []
    for group, lines in layout.questions.items():
        questions = _asked_in(pack, group)
        found = _pair(lines, questions)
        paired.update(found)
        spare.extend((group, line) for line in lines if line not in found.values())
    placement = Placement()
    idents = _idents(pack, layout, paired, placement)
    _by_ident(paired, spare, idents)
    placed = set(paired)
    _by_words(pack, paired, spare)
    placement.by_words = set(paired) - placed
    for code, line in paired.items():
        question = pack.question(code)
        assert question is not None
        placement.questions[code] = _with_inputs(question, line, idents, grid, columns)
    _leftover(pack, paired, spare, placement)
    return placement


def _asked_in(pack: Pack, group: str) -> list[Question]:
    node = pack.nodes.get(group)
    children = node.children if isinstance(node, Group) else ()
    return [one for one in children if isinstance(one, Question)]


def _pair(lines: list[Line], questions: list[Question]) -> dict[str, Line]:
    points = [
        (_points(line, number, question, place), -number, -place)
        for number, line in enumerate(lines)
        for place, question in enumerate(questions)
    ]
    found: dict[str, Line] = {}
    taken: set[int] = set()
    even = len(lines) == len(questions)
    for worth, number, place in sorted(points, reverse=True):
        code = questions[-place].code
        if code not in found and -number not in taken and (even or worth >= _ENOUGH):
            found[code] = lines[-number]
            taken.add(-number)
    return found


def _points(line: Line, number: int, question: Question, place: int) -> float:
    """How well a row and a question fit: the printed letter first, then the answer type, the order, the words."""
    label = plain_label(line.label) or plain_label(line.heading.label if line.heading else "")
    printed = annex_label(question)
    points = 0.0
    if label and printed == label:
        points = 4.0
    elif label and last_part(question) == label:
        points = 3.0
    if line.kind:
        points += 2.0 if line.kind == expected_kind(question) else -1.0
    return points + (number == place) + 3 * likeness.to_question(line.text, question)


# PortalRB's numbers


@dataclass(frozen=True, slots=True)
class _Idents:
    """What a number in the ID column stands for: (question code, input key or empty)."""

    places: Mapping[str, tuple[str, str]]


def _idents(pack: Pack, layout: Layout, paired: Mapping[str, Line], placement: Placement) -> _Idents:
    """PortalRB numbers its questions 1–127; some agencies' copies number the rows instead. The rows tell which."""
    lines = [line for group in layout.questions.values() for one in group for line in (one, *one.inputs)]
    lines += layout.idle
    if not any(line.ident for line in lines):
        return _Idents({})
    families = [_family(pack, ref) for ref in ("portalrb_soal", "portalrb_row")]
    where = {line.row: code for code, one in paired.items() for line in (one, *one.inputs)}
    votes = [
        sum(family[line.ident][0] == where.get(line.row) for line in lines if line.ident in family)
        for family in families
    ]
    known = sum(any(line.ident in family for family in families) for line in lines)
    best = max(range(len(families)), key=lambda one: votes[one])
    if votes[best] * 2 <= known and where:
        placement.unusable_ids = True
        return _Idents({})
    return _Idents(families[best])


def _family(pack: Pack, ref: str) -> dict[str, tuple[str, str]]:
    family = {}
    for question in pack.questions:
        if ref in question.refs:
            family[question.refs[ref]] = (question.code, "")
        for one in question.inputs:
            if ref in one.refs:
                family[one.refs[ref]] = (question.code, one.key)
    return family


def _by_ident(paired: dict[str, Line], spare: list[tuple[str, Line]], idents: _Idents) -> None:
    """Let a number overrule the place: it names the question whatever was moved around it."""
    holders = {line: code for code, line in paired.items()}
    named: dict[str, Line] = {}
    for line in [*holders, *(line for _, line in spare)]:
        code, key = idents.places.get(line.ident, ("", ""))
        if code and not key and code not in named:
            named[code] = line
    for code, line in named.items():
        held = paired.get(code)
        if held is line or (held is not None and held.ident == line.ident):
            continue
        if line in holders and paired.get(holders[line]) is line:
            del paired[holders[line]]
        if held is not None and held not in named.values():
            spare.append((code.rpartition(".")[0], held))
        paired[code] = line
        spare[:] = [one for one in spare if one[1] is not line]


# What is left


def _by_words(pack: Pack, paired: dict[str, Line], spare: list[tuple[str, Line]]) -> None:
    """Rows out of their group: whoever is most alike first."""
    missing = [question for question in pack.questions if question.code not in paired]
    likely = sorted(
        (
            (likeness.to_question(line.text, question), -line.row, question.code)
            for _, line in spare
            for question in missing
            if line.kind in ("", expected_kind(question))
        ),
        reverse=True,
    )
    rows = {line.row: line for _, line in spare}
    for worth, row, code in likely:
        if worth >= _ALIKE and code not in paired and -row in rows:
            paired[code] = rows.pop(-row)
    spare[:] = [one for one in spare if one[1].row in rows]


def _leftover(
    pack: Pack, paired: Mapping[str, Line], spare: Iterable[tuple[str, Line]], placement: Placement
) -> None:
    for group, line in spare:
        questions = [one for one in _asked_in(pack, group) if one.code in paired]
        best = max(questions, key=lambda one: _points(line, -1, one, 0), default=None)
        if best is not None and plain_label(line.label) and _points(line, -1, best, 0) >= _ENOUGH + 1:
            placement.twice.append((best.code, line))
        else:
            placement.unknown.append(line)


# Inputs


def _with_inputs(question: Question, line: Line, idents: _Idents, grid: Grid, columns: Columns) -> Placed:
    placed = Placed(line)
    rows = [one for one in line.inputs if one.kind == "jumlah" or not one.kind]
    wanted = list(question.inputs)
    for one in list(rows):
        code, key = idents.places.get(one.ident, ("", ""))
        if code == question.code and key and key not in placed.inputs:
            placed.inputs[key] = one
            rows.remove(one)
            wanted = [asked for asked in wanted if asked.key != key]
    if len(rows) == len(wanted) + 1:
        placed.total = _total_row(rows, grid, columns)
        rows.remove(placed.total)
    if len(rows) > len(wanted):
        rows = _most_alike(rows, wanted)
    if len(rows) == len(wanted):
        order = _order(rows, wanted)
        placed.reordered = order != tuple(rows)
        placed.inputs.update({asked.key: one for asked, one in zip(wanted, order, strict=True)})
    else:
        placed.inputs.update(_few(rows, wanted))
    return placed


def _total_row(rows: list[Line], grid: Grid, columns: Columns) -> Line:
    """The row that adds up the wajib lapor: it has a formula, or stands first."""
    computed = [one for one in rows if grid.at(one.row, columns.answer).formula]
    summed = [one for one in rows[:-1] if "harus melaporkan" in one.title.casefold()]
    return (computed or summed or rows)[0]


def _order(rows: list[Line], wanted: list[Input]) -> tuple[Line, ...]:
    """*rows* in the order of *wanted*: as they stand, unless their words clearly say otherwise."""
    if len(rows) > _PERMUTED:
        return tuple(rows)

    def fit(order: tuple[Line, ...]) -> float:
        return sum(likeness.to_title(one.title, asked) for one, asked in zip(order, wanted, strict=True))

    best = max(permutations(rows), key=fit, default=tuple(rows))
    return best if fit(best) > fit(tuple(rows)) + _REORDERED else tuple(rows)


def _most_alike(rows: list[Line], wanted: list[Input]) -> list[Line]:
    ranked = sorted(
        rows, key=lambda one: -max((likeness.to_title(one.title, asked) for asked in wanted), default=0.0)
    )
    return sorted(ranked[: len(wanted)], key=lambda one: one.row)


def _few(rows: list[Line], wanted: list[Input]) -> dict[str, Line]:
    pairs = sorted(
        ((likeness.to_title(one.title, asked), -one.row, asked.key) for one in rows for asked in wanted),
        reverse=True,
    )
    by_row = {one.row: one for one in rows}
    found: dict[str, Line] = {}
    for worth, row, key in pairs:
        if worth > 0 and key not in found and -row in by_row:
            found[key] = by_row.pop(-row)
    return found
