"""Hands the plan's model to the solver, and takes only answers that hold exactly."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from zi_assess.core.plan.greedy import greedy
from zi_assess.core.plan.model import Levels, Model
from zi_assess.core.plan.program import Program, Row, bounded, elastic, state
from zi_assess.core.plan.result import Plan, Status, Step, describe
from zi_assess.core.plan.wishes import weeks

if TYPE_CHECKING:
    import highspy

Tick = Callable[[int, int], None]

SECONDS = 20.0
TIE_SECONDS = 3.0
POINT_GRAIN = 1_000_000
"""Plans of equal effort are told apart by their points in millionths."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver said: *levels* None when there is no way (*proved*) or none was found in time.

    *cost* is what was asked to be least; nothing costs less than *bound*.
    """

    levels: Levels | None
    proved: bool
    bound: int = 0
    cost: int = 0


def best(model: Model, *, seconds: float = SECONDS, tick: Tick | None = None) -> Plan:
    """The least-effort plan of *model*, proved, or with the gap that *seconds* left.

    *tick* is called between the solver's runs and may raise to stop.
    """
    until = time.monotonic() + seconds
    say = tick or (lambda done, total: None)
    if not model.unmet(model.still):
        return describe(model, model.still, Status.ALREADY_MET, gap=Fraction(0), ties=True)
    say(0, 2)
    found = least(model, until)
    if found.levels is None:
        if found.proved:
            return _nearest(model, until, say)
        fallback = greedy(model)
        if fallback is None:
            return describe(model, model.still, Status.INFEASIBLE)
        found = Answer(fallback, False, found.bound)
    assert found.levels is not None
    if not found.proved:
        return describe(model, found.levels, Status.GAP, gap=_gap(model, found))
    say(1, 2)
    levels, ties = _richest(model, found.levels, min(until, time.monotonic() + TIE_SECONDS))
    return describe(model, levels, Status.OPTIMAL, gap=Fraction(0), ties=ties)


def _gap(model: Model, found: Answer) -> Fraction | None:
    """How far above the least effort *found* may be; None when the solver got to no bound."""
    assert found.levels is not None
    effort = model.effort(found.levels)
    return Fraction(effort - found.bound, effort) if 0 < found.bound <= effort else None


def least(model: Model, until: float) -> Answer:
    """The cheapest rungs that meet every need."""
    program = state(model)
    return _exactly(model, program, [column.cost for column in program.columns], until)


def _richest(model: Model, levels: Levels, until: float) -> tuple[Levels, bool]:
    """Among the plans as cheap as *levels*, one with the most points; and whether that is proved."""
    program = state(replace(model, wishes=replace(model.wishes, budget=weeks(model.effort(levels)))))
    costs = [-round(column.worth * POINT_GRAIN) for column in program.columns]
    found = _exactly(model, program, costs, until)
    return (levels, False) if found.levels is None else (found.levels, found.proved)


def _exactly(model: Model, program: Program, costs: Sequence[int], until: float) -> Answer:
    """Minimise *costs*; whatever meets the needs only within the solver's tolerance is cut off and it is asked
    again, so that what is accepted holds in integers.
    """
    solver = _Solver(program, costs)
    while True:
        values, proved, bound = solver.run(until)
        if values is None:
            return Answer(None, proved, bound)
        broken = [row for row in program.rows if not _holds(row, values)]
        if not broken:
            cost = sum(one * value for one, value in zip(costs, values, strict=True))
            return Answer(program.levels(model, values), proved, bound, cost)
        for row in broken:
            solver.cut(row, values)


def _holds(row: Row, values: Sequence[int]) -> bool:
    return sum(factor * values[place] for place, factor in row.terms) >= row.least


class _Solver:
    """One HiGHS model, asked again after each cut."""

    def __init__(self, program: Program, costs: Sequence[int]) -> None:
        import highspy  # numpy comes with it: only a plan needs them

        self.program = program
        self.costs = list(costs)
        self.most = [column.most for column in program.columns]
        self.rows = [(row.terms, row.least) for row in program.rows]
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in OPTIONS:
            self.highs.setOptionValue(name, value)

    def run(self, until: float) -> tuple[list[int] | None, bool, int]:
        """The columns' values (None: there are none, or none in time), whether proved, and the bound."""
        import highspy

        left = until - time.monotonic()
        if left <= 0:
            return None, False, 0
        self.highs.passModel(self._problem())
        self.highs.setOptionValue("time_limit", left)
        self.highs.run()
        status = self.highs.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None, True, 0
        info = self.highs.getInfo()
        bound = info.mip_dual_bound
        proved = status == highspy.HighsModelStatus.kOptimal
        if info.primal_solution_status != 2:
            return None, False, _ceiling(bound)
        values = [round(one) for one in self.highs.getSolution().col_value]
        return values[: len(self.program.columns)], proved, _ceiling(bound)

    def _problem(self) -> highspy.HighsLp:
        import highspy

        problem = highspy.HighsLp()
        problem.num_col_ = len(self.costs)
        problem.col_cost_ = [float(cost) for cost in self.costs]
        problem.col_lower_ = [0.0] * len(self.costs)
        problem.col_upper_ = [float(most) for most in self.most]
        problem.integrality_ = [highspy.HighsVarType.kInteger] * len(self.costs)
        scaled = [_float_row(terms, least) for terms, least in self.rows]
        problem.num_row_ = len(scaled)
        problem.row_lower_ = [least for _, _, least in scaled]
        problem.row_upper_ = [highspy.kHighsInf] * len(scaled)
        matrix = problem.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        starts = [0]
        for places, _, _ in scaled:
            starts.append(starts[-1] + len(places))
        matrix.start_ = starts
        matrix.index_ = [place for places, _, _ in scaled for place in places]
        matrix.value_ = [factor for _, factors, _ in scaled for factor in factors]
        return problem

    def cut(self, row: Row, values: Sequence[int]) -> None:
        """Whatever holds *row* has a helping column higher than *values*, or a harming one lower."""
        at_least_one: list[tuple[int, int]] = []
        for place, factor in row.terms:
            value, most = values[place], self.program.columns[place].most
            if factor > 0 and value < most:
                chosen = self._flag()
                self.rows.append((((place, 1), (chosen, -(value + 1))), 0))
                at_least_one.append((chosen, 1))
            elif factor < 0 and value > 0:
                chosen = self._flag()
                self.rows.append((((place, -1), (chosen, -(most - value + 1))), -most))
                at_least_one.append((chosen, 1))
        self.rows.append((tuple(at_least_one), 1))

    def _flag(self) -> int:
        self.costs.append(0)
        self.most.append(1)
        return len(self.costs) - 1


OPTIONS: tuple[tuple[str, bool | int | float | str], ...] = (
    ("output_flag", False),
    ("threads", 1),
    ("parallel", "off"),
    ("random_seed", 1),
    ("mip_rel_gap", 0.0),
    ("mip_abs_gap", 0.5),  # costs are whole numbers, so half of one is gap enough to prove
    # Measured: the tree is small, and searching it is quicker than looking for luck first.
    ("mip_allow_restart", False),
    ("mip_pscost_minreliable", 1),
    ("mip_heuristic_run_feasibility_jump", False),
    ("mip_heuristic_run_rins", False),
    ("mip_heuristic_run_rens", False),
    ("mip_heuristic_run_root_reduced_cost", False),
)


def _ceiling(bound: float) -> int:
    """The least whole cost above *bound*, a hair of the solver's own inexactness forgiven."""
    return 0 if abs(bound) == float("inf") else int(-(-(bound - 1e-4) // 1))


def _float_row(terms: Sequence[tuple[int, int]], least: int) -> tuple[list[int], list[float], float]:
    """A row as the solver takes it: its largest factor as 1, for its tolerance is meant for such numbers."""
    largest = max((abs(factor) for _, factor in terms), default=1)
    scale = Fraction(1, largest)
    return [place for place, _ in terms], [float(factor * scale) for _, factor in terms], float(least * scale)


def _nearest(model: Model, until: float, say: Tick) -> Plan:
    """The plan to the point that lacks fewest points in all thresholds together, and what stands in the way."""
    program = elastic(model)
    lacking = [int(place in program.lacks) for place in range(len(program.columns))]
    closest = _exactly(model, program, lacking, until)
    say(1, 2)
    conflicts = _conflicts(model, until)
    if closest.levels is None:
        return describe(model, model.still, Status.INFEASIBLE, conflicts=conflicts)
    program = bounded(program, closest.cost)
    cheapest = _exactly(model, program, [column.cost for column in program.columns], until)
    levels = cheapest.levels if cheapest.levels is not None else closest.levels
    return describe(model, levels, Status.INFEASIBLE, conflicts=conflicts)


def _conflicts(model: Model, until: float) -> tuple[tuple[int, ...], ...]:
    """Needs that cannot be met together, in sets that share none and where each need is to blame."""
    left = list(range(len(model.needs)))
    found: list[tuple[int, ...]] = []
    while left and not _reachable(model, left, until):
        guilty = list(left)
        for place in left:
            others = [one for one in guilty if one != place]
            if not _reachable(model, others, until):
                guilty = others
        found.append(tuple(guilty))
        left = [place for place in left if place not in guilty]
    return tuple(sorted(found))


def _reachable(model: Model, places: Sequence[int], until: float) -> bool:
    """Whether the needs at *places* can be met together; when time is up, the benefit of the doubt."""
    found = least(model.only(places), until)
    return found.levels is not None or not found.proved


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way when one step cannot be: the whole *plan*, what it costs more (weeks), what comes and goes."""

    plan: Plan
    extra: Fraction
    added: tuple[Step, ...]
    dropped: tuple[Step, ...]


def alternatives(
    model: Model, plan: Plan, code: str, *, count: int = 2, seconds: float = SECONDS
) -> tuple[Alternative, ...]:
    """The cheapest ways to the same target if *code* stays where it is, each without what the one before brought
    in. Fewer than *count*, perhaps none, when there are no more.
    """
    barred = frozenset({code})
    found: list[Alternative] = []
    while len(found) < count:
        other = best(model.without(barred), seconds=seconds)
        if other.status is Status.INFEASIBLE:
            break
        one = _against(plan, other)
        found.append(one)
        if not one.added:
            break
        barred |= {step.code for step in one.added}
    return tuple(found)


def _against(plan: Plan, other: Plan) -> Alternative:
    ours, theirs = plan.changes, other.changes
    return Alternative(
        other,
        other.effort - plan.effort,
        tuple(step for step in other.steps if ours.get(step.code) != step.after),
        tuple(step for step in plan.steps if theirs.get(step.code) != step.after),
    )
