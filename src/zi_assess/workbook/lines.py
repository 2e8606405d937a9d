"""The rows of a worksheet as the places they stand for: groups, question rows with their inputs, totals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from zi_assess.core.pack import Group, Kind, Node, Pack, Question
from zi_assess.workbook import likeness
from zi_assess.workbook.cells import Cell, Grid
from zi_assess.workbook.columns import LEVELS, Columns

_LABEL = re.compile(r"(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\s*[.)]?|[-–•*]")
_SURE = 0.45  # likeness of titles from which a group without its letter is believed
COUNT, PERCENT, INDEX = "jumlah", "%", "nilai"


@dataclass(eq=False, slots=True)
class Line:
    """One row that carries something. *depth* counts from the outermost level; *kind* is the answer type."""

    row: int
    depth: int
    label: str
    title: str
    kind: str
    ident: str = ""
    heading: Line | None = None
    inputs: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return f"{self.heading.title} {self.title}" if self.heading else self.title


@dataclass(eq=False, slots=True)
class Layout:
    """What the rows of a sheet say they are: question lines under the code of the group they stand in."""

    groups: dict[str, Line] = field(default_factory=dict)
    questions: dict[str, list[Line]] = field(default_factory=dict)
    totals: dict[str, Line] = field(default_factory=dict)
    idle: list[Line] = field(default_factory=list)


def kind_of(text: str) -> str:
    """An answer type without its punctuation: `yatidak`, `abcd`, `%`, `jumlah`, `nilai`; empty when it is none."""
    plain = "".join(text.casefold().split())
    if plain in ("%", "persen", "persentase"):
        return PERCENT
    if plain.startswith(("jumlah", "rupiah")):
        return COUNT
    if plain.startswith("nilai") or re.fullmatch(r"\(?0[-–]\d+\)?", plain):
        return INDEX
    letters = re.sub(r"[^a-z]", "", plain)
    return letters if letters == "yatidak" or (len(letters) > 1 and "abcdefgh".startswith(letters)) else ""


def expected_kind(question: Question) -> str:
    """The answer type that the row of *question* should show, as `kind_of` understands it."""
    if question.kind is Kind.CHOICE:
        return "".join(option.key for option in question.options).casefold()
    return PERCENT if question.kind is Kind.RATIO else INDEX


def plain_label(text: str) -> str:
    """`a` for `a.`, `a`, `A )`; empty for a dash."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def annex_label(question: Question) -> str | None:
    """The letter the ministry's annex prints where it is not the code's own; empty for none at all."""
    printed = question.refs.get("annex_label")
    if printed is None:
        return None
    return "" if len(printed) > 4 else plain_label(printed)


def last_part(node: Node) -> str:
    return node.code.rpartition(".")[2].casefold()


def lay_out(grid: Grid, columns: Columns, pack: Pack) -> Layout:
    """Walk down *grid* and say what each row is, by its place in the hierarchy and, failing that, by its words."""
    walk = _Walk(grid, columns, pack)
    for row in range(columns.first, grid.last_row + 1):
        walk.step(row)
        if "total" in walk.found.totals and walk.found.questions:
            break  # what stands below the grand total is legend and signatures
    return walk.found


class _Walk:
    """Where in the tree the row above stands."""

    def __init__(self, grid: Grid, columns: Columns, pack: Pack) -> None:
        self.grid, self.columns, self.pack = grid, columns, pack
        self.found = Layout()
        self.path: list[Group] = []
        self.heading: Line | None = None
        self.current: Line | None = None

    def step(self, row: int) -> None:
        line = self._line(row)
        if line is None:
            return
        total = _total(self.pack, line)
        if total:
            self.found.totals.setdefault(total, line)
        elif not self._is_group(line):
            self._in_group(line)

    def _line(self, row: int) -> Line | None:
        columns = self.columns
        marks = [_mark(self.grid.at(row, columns.tree + level)) for level in range(LEVELS)]
        filled = [level for level, mark in enumerate(marks) if mark]
        kind = kind_of(self.grid.at(row, columns.type).text)
        ident = _mark(self.grid.at(row, columns.id))
        if not filled:
            answered = not self.grid.at(row, columns.answer).blank
            return Line(row, LEVELS, "", "", kind, ident) if answered or kind else None
        first = filled[0]
        mark = marks[first]
        if first < LEVELS - 1 and _LABEL.fullmatch(mark.casefold()):
            title = " ".join(marks[level] for level in filled[1:])
            return Line(row, first, mark, title, kind, ident)
        return Line(row, first, "", " ".join(marks[level] for level in filled), kind, ident)

    # Groups

    def _is_group(self, line: Line) -> bool:
        if line.kind == COUNT or line.depth >= LEVELS - 1:
            return False
        if self._is_heading(line):
            self.heading = line
            return True
        group = self._group_of(line)
        if group is None:
            return False
        self.path = [node for node in self.pack.path(group.code) if isinstance(node, Group)]
        self.found.groups[group.code] = line
        self.heading = self.current = None
        return True

    def _group_of(self, line: Line) -> Group | None:
        for parent in self._parents(line.depth):
            siblings = parent.children if parent else self.pack.tree
            fresh = [one for one in siblings if isinstance(one, Group) and one.code not in self.found.groups]
            lettered = [one for one in fresh if line.label and last_part(one) == plain_label(line.label)]
            if lettered:
                return lettered[0]
            if self._holds_answer(line):
                continue
            alike = max(fresh, key=lambda one: likeness.to_title(line.title, one), default=None)
            if alike is not None and likeness.to_title(line.title, alike) >= _SURE:
                return alike
        return None

    def _parents(self, depth: int) -> list[Group | None]:
        """The group a row at *depth* belongs under; a title without its letter stands one level further right."""
        parents: list[Group | None] = [None] if depth == 0 else []
        if 0 < depth <= len(self.path):
            parents.append(self.path[depth - 1])
        return parents

    def _is_heading(self, line: Line) -> bool:
        """A row that only names the ratio below it, as the two asset-report rows do."""
        if not self.path or line.depth < len(self.path) - 1 or line.kind or self._holds_answer(line):
            return False
        below = next((one for one in map(self._line, range(line.row + 1, line.row + 4)) if one), None)
        if below is None or below.kind != PERCENT or plain_label(below.label):
            return False
        ratios = [
            one for one in self.path[-1].children if isinstance(one, Question) and one.kind is Kind.RATIO
        ]
        if line.depth == len(self.path) - 1:
            return any(annex_label(one) == plain_label(line.label) for one in ratios) and bool(line.label)
        return bool(ratios)

    def _holds_answer(self, line: Line) -> bool:
        return not self.grid.at(line.row, self.columns.answer).blank

    # Questions and what belongs to them

    def _in_group(self, line: Line) -> None:
        if self._is_input(line):
            assert self.current is not None
            self.current.inputs.append(line)
        elif self._is_question(line):
            line.heading, self.heading = self.heading, None
            self.current = line
            self.found.questions.setdefault(self.path[-1].code if self.path else "", []).append(line)
        else:
            self.found.idle.append(line)

    def _is_input(self, line: Line) -> bool:
        if self.current is None or plain_label(line.label):
            return False
        if line.kind == COUNT:
            return True
        return (
            self.current.kind == PERCENT
            and not line.kind
            and (line.label != "" or line.title.startswith(("-", "–", "•")))
        )

    def _is_question(self, line: Line) -> bool:
        if line.kind and line.kind != COUNT:
            return True
        lettered = line.label != "" and line.depth == len(self.path) and bool(self.path)
        return (lettered or self._holds_answer(line)) and line.kind != COUNT


def _mark(cell: Cell) -> str:
    return " ".join(cell.text.split())


def _total(pack: Pack, line: Line) -> str:
    """`total`, or the code of the top group whose total the row holds; empty for other rows."""
    words = line.title.casefold()
    if line.label or not words.startswith(
        ("total", "nilai evaluasi", "nilai akhir", "nilai total", "jumlah nilai")
    ):
        return ""
    if not words.startswith("total"):
        return "total"
    rest = words.removeprefix("total").strip()
    for top in pack.tree:
        if rest and rest in (top.title.casefold(), top.short.casefold()):
            return top.code
    return "total" if not rest or rest.startswith(("nilai", "keseluruhan", "akhir")) else ""
