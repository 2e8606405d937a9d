"""How fast the full LKE plan is proved, against OR-Tools CP-SAT on the same model: `python scripts/bench/plan.py`.

    scripts/bench/plan.py [STARTS] [PYTHON]     3 starts by default; PYTHON is an interpreter that has ortools

The model is stated twice: *plain*, one yes-or-no for every level of every criterion, and *reduced*, as the product
hands it to HiGHS (core.plan.program: criteria alike share a column). OR-Tools runs in a process of its own: it and
HiGHS cannot live in one. Times are those in the solver alone; two workers for CP-SAT, one thread for HiGHS; each may
take LIMIT seconds a plan, so where CP-SAT ran out of time the ratio flatters it.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zi_assess.core.plan import Model, Program

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 60.0
WORKERS = 2
Ours = dict[str, float]
Theirs = dict[str, Any]


def main(argv: list[str]) -> int:
    """Print each ratio with its aim; exit 1 when the two disagree on an optimum."""
    if argv[:1] == ["--cp-sat"]:
        return _answer()
    many = int(argv[0]) if argv else 3
    python = argv[1] if len(argv) > 1 else sys.executable
    asked = subprocess.run(
        [python, "-c", "import ortools.sat.python.cp_model"], capture_output=True, check=False
    )
    if asked.returncode:
        print("OR-Tools is not installed here: install ortools, or name an interpreter that has it.")
        return 2
    sys.path.insert(0, str(ROOT))
    ours, plain, reduced = _solved(many)
    print(f"{len(ours)} plans of the full LKE ({many} starts, two targets, two sets of efforts)")
    _times(ours)
    wrong = _compared("plain", ours, _asked(python, plain), "≤ 0.25")
    return int(wrong + _compared("reduced", ours, _asked(python, reduced), "") > 0)


def _solved(many: int) -> tuple[list[Ours], list[Theirs], list[Theirs]]:
    from tests.plan import starts

    from zi_assess import criteria, solve
    from zi_assess.core.plan import Wishes, build, state

    pack = criteria.find("lke-zi")
    solve.best(build(starts.start(pack, 999), "WBK"))  # loads the solver
    ours, plain, reduced = [], [], []
    for seed in range(many):
        sheet = starts.start(pack, seed)
        for wishes in (Wishes(), starts.efforts(pack, seed)):
            for target in pack.thresholds:
                model = build(sheet, target, wishes)
                ours.append(_measured(model))
                plain.append(_program(_plain(model)))
                reduced.append(_program(state(model)))
    return ours, plain, reduced


def _measured(model: Model) -> Ours:
    from zi_assess import solve
    from zi_assess.core.plan import build, greedy, state
    from zi_assess.core.scenario import Scenario, apply

    began = time.perf_counter()
    again = build(model.sheet, model.target, model.wishes)
    draft = greedy(again)
    drafted = time.perf_counter()
    solve.best(again)
    done = time.perf_counter()
    apply(model.sheet, Scenario("", {"A.I.1.i.a": "Ya"}))
    changed = time.perf_counter()
    reduced, cost = _timed(state(model))
    plain, _ = _timed(_plain(model))
    return {
        "cost": cost,
        "reduced": reduced,
        "plain": plain,
        "greedy": drafted - began,
        "whole": done - drafted,
        "what-if": changed - done,
        "above": model.effort(draft or model.still) / max(1.0, cost) - 1,
    }


def _timed(program: Program) -> tuple[float, float]:
    from zi_assess import solve

    solver = solve._Solver(program, [column.cost for column in program.columns])
    began = time.perf_counter()
    _, proved, bound = solver.run(time.monotonic() + LIMIT)
    seconds = time.perf_counter() - began
    assert proved
    return seconds, bound


def _plain(model: Model) -> Program:
    """One column a level of a criterion, at most one of them taken."""
    from zi_assess.core.plan.program import Column, Program, Row

    columns: list[Column] = []
    rows: list[Row] = []
    needs: list[list[tuple[int, int]]] = [[] for _ in model.needs]
    for place, block in enumerate(model.blocks):
        first = len(columns)
        for level in range(1, len(block.rungs)):
            for need, gain in model.gains[place][level].items():
                needs[need].append((len(columns), gain))
            columns.append(Column(block.rungs[level].effort, model.worths[place][level], 1))
        rows.append(Row(tuple((column, -1) for column in range(first, len(columns))), -1))
    rows += [Row(tuple(terms), short) for terms, short in zip(needs, model.shorts, strict=True)]
    return Program(tuple(columns), tuple(rows), ())


def _program(program: Program) -> Theirs:
    return {
        "columns": [(column.cost, column.most) for column in program.columns],
        "rows": [(row.terms, row.least) for row in program.rows],
    }


def _asked(python: str, programs: list[Theirs]) -> list[Theirs]:
    run = subprocess.run(
        [python, __file__, "--cp-sat"], input=json.dumps(programs), capture_output=True, text=True, check=True
    )
    answers: list[Theirs] = json.loads(run.stdout)
    return answers


def _answer() -> int:
    """The other side: every program from standard input, solved by CP-SAT."""
    from ortools.sat.python import cp_model  # type: ignore[import-not-found]

    answers = []
    for program in json.load(sys.stdin):
        model = cp_model.CpModel()
        columns = [model.new_int_var(0, most, str(n)) for n, (_, most) in enumerate(program["columns"])]
        for terms, least in program["rows"]:
            model.add(sum(factor * columns[place] for place, factor in terms) >= least)
        model.minimize(sum(cost * columns[n] for n, (cost, _) in enumerate(program["columns"])))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = WORKERS
        solver.parameters.max_time_in_seconds = LIMIT
        status = solver.status_name(solver.solve(model))
        cost = solver.objective_value if status in ("OPTIMAL", "FEASIBLE") else None
        answers.append({"status": status, "seconds": solver.wall_time, "cost": cost})
    json.dump(answers, sys.stdout)
    return 0


def _times(ours: list[Ours]) -> None:
    aims = {"whole": "≤ 2 s, proved and ties broken", "greedy": "at once", "what-if": "≤ 0.016 s"}
    for name, aim in aims.items():
        _say(f"seconds, {name}", [one[name] for one in ours], aim)
    _say("greedy above the optimum", [one["above"] for one in ours], "")


def _compared(name: str, ours: list[Ours], theirs: list[Theirs], aim: str) -> int:
    pairs = list(zip(ours, theirs, strict=True))
    proved = [(one, other) for one, other in pairs if other["status"] == "OPTIMAL"]
    differ = sum(one["cost"] != other["cost"] for one, other in proved)
    print(f"{name}: CP-SAT proved {len(proved)} of {len(pairs)}; the optimum differs in {differ}")
    _say("seconds, CP-SAT", [other["seconds"] for _, other in pairs], "")
    for mine in dict.fromkeys((name, "reduced")):
        _say(f"HiGHS {mine} ÷ CP-SAT {name}", [one[mine] / other["seconds"] for one, other in pairs], aim)
        whole = sum(one[mine] for one, _ in pairs) / sum(other["seconds"] for _, other in pairs)
        print(f"    all plans together: {whole:.3f}")
    return differ


def _say(what: str, values: list[float], aim: str) -> None:
    told = f"  (aim {aim})" if aim else ""
    print(f"  {what}: median {statistics.median(values):.3f}, most {max(values):.3f}{told}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
