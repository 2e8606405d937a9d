"""How fast the full LKE plan is proved, against OR-Tools CP-SAT on the same integers: `python scripts/bench/plan.py`.

    scripts/bench/plan.py [STARTS] [PYTHON]     12 starts by default; PYTHON is an interpreter that has ortools

OR-Tools runs in a process of its own: it and HiGHS cannot live in one. Ratios are of the time in the solver alone, two
workers for CP-SAT, one thread for HiGHS; CP-SAT may take LIMIT seconds a plan.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 60.0
WORKERS = 2


def main(argv: list[str]) -> int:
    """Print each ratio with its aim; exit 1 when the two disagree on an optimum."""
    if argv[:1] == ["--cp-sat"]:
        return _answer()
    many = int(argv[0]) if argv else 12
    python = argv[1] if len(argv) > 1 else sys.executable
    asked = subprocess.run(
        [python, "-c", "import ortools.sat.python.cp_model"], capture_output=True, check=False
    )
    if asked.returncode:
        print("OR-Tools is not installed here: install ortools, or name an interpreter that has it.")
        return 2
    ours, programs = _solved(many)
    print(f"{len(programs)} plans of the full LKE ({many} starts, two targets, two sets of efforts)")
    theirs = _asked(python, programs)
    return _compared(ours, theirs)


def _solved(many: int) -> tuple[list[dict[str, float]], list[dict[str, Any]]]:
    sys.path.insert(0, str(ROOT))
    from tests.plan import starts

    from zi_assess import criteria, solve
    from zi_assess.core.plan import Wishes, build, greedy, state
    from zi_assess.core.scenario import apply

    pack = criteria.find("lke-zi")
    solve.best(build(starts.start(pack, 999), "WBK"))  # loads the solver
    ours, programs = [], []
    for seed in range(many):
        sheet = starts.start(pack, seed)
        for wishes in (Wishes(), starts.efforts(pack, seed)):
            for target in pack.thresholds:
                began = time.perf_counter()
                model = build(sheet, target, wishes)
                draft = greedy(model)
                drafted = time.perf_counter()
                plan = solve.best(model)
                done = time.perf_counter()
                program = state(model)
                asked = time.perf_counter()
                found = solve.least(model, time.monotonic() + LIMIT)
                solved = time.perf_counter()
                apply(sheet, plan.scenario("")).readiness.met(target)
                what_if = time.perf_counter()
                assert draft is not None
                ours.append(
                    {
                        "cost": float(found.cost),
                        "least": solved - asked,
                        "greedy": drafted - began,
                        "whole": done - drafted,
                        "what_if": what_if - solved,
                        "above": model.effort(draft) / max(1, found.cost) - 1,
                    }
                )
                programs.append(
                    {
                        "columns": [(column.cost, column.most) for column in program.columns],
                        "rows": [(row.terms, row.least) for row in program.rows],
                    }
                )
    return ours, programs


def _asked(python: str, programs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    run = subprocess.run(
        [python, __file__, "--cp-sat"], input=json.dumps(programs), capture_output=True, text=True, check=True
    )
    answers: list[dict[str, Any]] = json.loads(run.stdout)
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
        seconds = solver.wall_time
        cost = solver.objective_value if status in ("OPTIMAL", "FEASIBLE") else None
        answers.append({"status": status, "seconds": seconds, "cost": cost})
    json.dump(answers, sys.stdout)
    return 0


def _compared(ours: list[dict[str, float]], theirs: list[dict[str, Any]]) -> int:
    pairs = list(zip(ours, theirs, strict=True))
    proved = [(one, other) for one, other in pairs if other["status"] == "OPTIMAL"]
    differ = [(one["cost"], other["cost"]) for one, other in proved if one["cost"] != other["cost"]]
    print(f"CP-SAT proved {len(proved)} of {len(pairs)}; the optimum differs in {len(differ)}")
    _say("HiGHS ÷ CP-SAT, solving", [one["least"] / other["seconds"] for one, other in pairs], "≤ 0.25")
    whole = sum(one["least"] for one, _ in pairs) / sum(other["seconds"] for _, other in pairs)
    print(f"  all plans together: {whole:.3f}  (aim ≤ 0.25)")
    for name, aim in (("least", ""), ("whole", "≤ 2 s"), ("greedy", "at once"), ("what_if", "≤ 0.016 s")):
        _say(f"seconds, {name}", [one[name] for one in ours], aim)
    _say("greedy above the optimum", [one["above"] for one in ours], "")
    return 1 if differ else 0


def _say(what: str, values: list[float], aim: str) -> None:
    told = f"  (aim {aim})" if aim else ""
    print(f"  {what}: median {statistics.median(values):.3f}, most {max(values):.3f}{told}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
