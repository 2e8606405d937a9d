"""The model as a linear program in integers: columns, rows, and the way back to chosen rungs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, gcd

from zi_assess.core.plan.model import Levels, Model, Pool
from zi_assess.core.plan.wishes import UNITS

LACK_GRAIN = 10_000


@dataclass(frozen=True, slots=True)
class Column:
    """A whole number from 0 to *most*: what one more of it costs (UNITS) and adds to the total (points)."""

    cost: int
    worth: Fraction
    most: int


@dataclass(frozen=True, slots=True)
class Row:
    """Σ factor × column ≥ *least*; factors are integers."""

    terms: tuple[tuple[int, int], ...]
    least: int


@dataclass(frozen=True, slots=True)
class _Even:
    """Rungs whose steps all cost and give alike: one column counts the steps of all *members* together."""

    members: tuple[int, ...]
    column: int
    height: int

    def read(self, values: Sequence[int], levels: list[int]) -> None:
        left = values[self.column]
        for block in self.members:
            levels[block] = min(left, self.height)
            left -= levels[block]


@dataclass(frozen=True, slots=True)
class _Opened:
    """One block whose first step differs from all the others: *first* opens it, *rest* counts on."""

    block: int
    first: int
    rest: int

    def read(self, values: Sequence[int], levels: list[int]) -> None:
        levels[self.block] = values[self.first] + values[self.rest]


@dataclass(frozen=True, slots=True)
class _Uneven:
    """*columns[k]* counts the *members* that stand at rung k + 1 or above."""

    members: tuple[int, ...]
    columns: tuple[int, ...]

    def read(self, values: Sequence[int], levels: list[int]) -> None:
        for place, block in enumerate(self.members):
            levels[block] = sum(values[column] > place for column in self.columns)


Part = _Even | _Opened | _Uneven


@dataclass(frozen=True, slots=True)
class Program:
    """The model's least effort: minimise Σ cost × column under *rows*.

    *lacks* are columns that count what a need may be left short of, in LACK_GRAIN of a point.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    parts: tuple[Part, ...]
    lacks: frozenset[int] = frozenset()

    def levels(self, model: Model, values: Sequence[int]) -> Levels:
        """The rungs that the columns' *values* mean."""
        levels = [0] * len(model.blocks)
        for part in self.parts:
            part.read(values, levels)
        return tuple(levels)


def state(model: Model) -> Program:
    """Write *model* down as integers. Blocks alike in every number share columns: which of them moves is the
    same, and a solver need not find that out.
    """
    writing = _Writing(model)
    pooled = {block for pool in model.pools for block in pool.blocks}
    alike: dict[object, list[int]] = {}
    for place in range(len(model.blocks)):
        key = place if place in pooled else _likeness(model, place)
        alike.setdefault(key, []).append(place)
    for members in alike.values():
        writing.write(tuple(members))
    for pool in model.pools:
        writing.open_pool(pool)
    return writing.program()


def elastic(model: Model) -> Program:
    """`state(model)` where every need may be left short: the lack is a column of its own."""
    program = state(model)
    first = len(program.rows) - len(model.needs) - (model.wishes.budget is not None)
    columns, rows = list(program.columns), list(program.rows)
    for place, need in enumerate(model.needs, first):
        if need.short > 0:
            most = ceil(need.short * LACK_GRAIN)
            row = rows[place]
            # One more of the lack counts as 1/LACK_GRAIN of a point does in this row.
            grain = row.least / need.short
            terms = tuple((column, factor * LACK_GRAIN * grain.denominator) for column, factor in row.terms)
            lack = (len(columns), grain.numerator)
            rows[place] = Row((*terms, lack), row.least * LACK_GRAIN * grain.denominator)
            columns.append(Column(0, Fraction(0), most))
    lacks = frozenset(range(len(program.columns), len(columns)))
    return Program(tuple(columns), tuple(rows), program.parts, lacks)


def bounded(program: Program, lacking: int) -> Program:
    """*program* with no more than *lacking* in all its lacks together."""
    row = Row(tuple((place, -1) for place in sorted(program.lacks)), -lacking)
    return replace(program, rows=(*program.rows, row))


def _likeness(model: Model, place: int) -> object:
    """Blocks with equal likeness differ in name only."""
    efforts = tuple(rung.effort for rung in model.blocks[place].rungs)
    gains = tuple(tuple(sorted(one.items())) for one in model.gains[place])
    return efforts, gains, model.worths[place]


class _Writing:
    """Columns and rows as they come."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.columns: list[Column] = []
        self.rows: list[Row] = []
        self.parts: list[Part] = []
        self.need_terms: list[dict[int, int]] = [{} for _ in model.needs]
        self.stands: dict[int, dict[int, int]] = {}

    def write(self, members: tuple[int, ...]) -> None:
        steps = self._steps(members[0])
        pooled = any(members[0] in pool.blocks for pool in self.model.pools)
        if pooled or not _even(steps[1:]):
            self._uneven(members, steps)
        elif _even(steps):
            column = self._column(steps[0], len(steps) * len(members))
            self.parts.append(_Even(members, column, len(steps)))
        else:
            for member in members:
                self._opened(member, steps)

    def _steps(self, block: int) -> list[_Step]:
        rungs, gains, worths = (
            self.model.blocks[block].rungs,
            self.model.gains[block],
            self.model.worths[block],
        )
        return [
            _Step(
                rungs[k].effort - rungs[k - 1].effort,
                worths[k] - worths[k - 1],
                tuple(sorted(_difference(gains[k], gains[k - 1]).items())),
            )
            for k in range(1, len(rungs))
        ]

    def _column(self, step: _Step, most: int) -> int:
        self.columns.append(Column(step.effort, step.worth, most))
        place = len(self.columns) - 1
        for need, gain in step.gains:
            self.need_terms[need][place] = gain
        return place

    def _opened(self, block: int, steps: Sequence[_Step]) -> None:
        first, rest = self._column(steps[0], 1), self._column(steps[1], len(steps) - 1)
        self.rows.append(Row(((first, len(steps) - 1), (rest, -1)), 0))
        self.parts.append(_Opened(block, first, rest))

    def _uneven(self, members: tuple[int, ...], steps: Sequence[_Step]) -> None:
        columns = tuple(self._column(step, len(members)) for step in steps)
        for lower, upper in pairwise(columns):
            self.rows.append(Row(((lower, 1), (upper, -1)), 0))
        self.parts.append(_Uneven(members, columns))
        for block in members:
            self.stands[block] = dict(enumerate(columns, 1))

    def open_pool(self, pool: Pool) -> None:
        """Whatever moves one of the pool's criteria opens it."""
        self.columns.append(Column(pool.effort, Fraction(0), 1))
        opened = len(self.columns) - 1
        for block in pool.blocks:
            columns = self.stands[block]
            moves = [level for level in columns if pool.codes & {*self.model.blocks[block].moved(level)}]
            if len(moves) == len(columns):
                self.rows.append(Row(((opened, 1), (columns[1], -1)), 0))
                continue
            for level in moves:  # stands there: at this rung and not above
                above = ((columns[level + 1], 1),) if level + 1 in columns else ()
                self.rows.append(Row(((opened, 1), (columns[level], -1), *above), 0))

    def program(self) -> Program:
        for terms, short in zip(self.need_terms, self.model.shorts, strict=True):
            self.rows.append(_reduced(terms, short))
        budget = self.model.wishes.budget
        if budget is not None:
            costs = tuple((place, -column.cost) for place, column in enumerate(self.columns) if column.cost)
            self.rows.append(Row(costs, -floor(budget * UNITS)))
        return Program(tuple(self.columns), tuple(self.rows), tuple(self.parts))


@dataclass(frozen=True, slots=True)
class _Step:
    effort: int
    worth: Fraction
    gains: tuple[tuple[int, int], ...]


def _even(steps: Sequence[_Step]) -> bool:
    return all(step == steps[0] for step in steps)


def _difference(then: Mapping[int, int], before: Mapping[int, int]) -> dict[int, int]:
    made = {place: then.get(place, 0) - before.get(place, 0) for place in {**then, **before}}
    return {place: more for place, more in made.items() if more}


def _reduced(terms: Mapping[int, int], least: int) -> Row:
    """The same row in the smallest integers."""
    divisor = gcd(least, *terms.values()) or 1
    return Row(tuple((place, factor // divisor) for place, factor in terms.items()), least // divisor)
