"""The planner against the independent exact method, start after start, and what came of it in numbers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from tests.plan import exact, starts
from zi_assess import solve
from zi_assess.core.pack import Pack
from zi_assess.core.plan import Plan, Status, Wishes, build
from zi_assess.core.scenario import apply
from zi_assess.core.sheet import Sheet

TIE = Fraction(1, 10_000)


@dataclass
class Count:
    """How many plans agreed, in effort and in the points the tie was broken by, and how long they took."""

    starts: int = 0
    plans: int = 0
    efforts: int = 0
    ties: int = 0
    met: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        slow = sorted(self.seconds) or [0.0]
        return (
            f"{self.starts} starts, {self.plans} plans: {self.efforts} of the least effort, {self.met} meet every "
            f"threshold in the scoring engine, {self.ties} with the most points among equals; "
            f"median {slow[len(slow) // 2]:.2f} s, slowest {slow[-1]:.2f} s"
        )


def campaign(pack: Pack, seeds: range, *, each: int = 3) -> Count:
    """Plan from every seeded start to every target: by the pack's efforts, by random ones, with shared evidence
    (the first *each* of these).
    """
    count = Count()
    for seed in seeds:
        sheet = starts.start(pack, seed)
        count.starts += 1
        for wishes in _wishes(pack, seed)[:each]:
            for target in pack.thresholds:
                _one(count, sheet, target, wishes, f"seed {seed} {target}")
    return count


def _wishes(pack: Pack, seed: int) -> list[Wishes]:
    random = starts.efforts(pack, seed)
    return [random, Wishes(), starts.shared(pack, seed, random)]


def _one(count: Count, sheet: Sheet, target: str, wishes: Wishes, name: str) -> None:
    began = time.perf_counter()
    plan = solve.best(build(sheet, target, wishes))
    count.seconds.append(time.perf_counter() - began)
    count.plans += 1
    effort = int(plan.effort * exact.UNITS)
    found = exact.least(sheet, target, wishes, effort)
    same = plan.status in (Status.OPTIMAL, Status.ALREADY_MET) and found.effort == effort
    tied = plan.ties and abs(plan.total_after - plan.total_before - found.gained) <= TIE
    met = apply(sheet, plan.scenario(target)).readiness.met(target)
    count.efforts += same
    count.ties += tied
    count.met += met
    if not (same and tied and met):
        count.wrong.append(f"{name}: {'; '.join(_told(plan, found, met))}")


def _told(plan: Plan, found: exact.Found, met: bool) -> Iterator[str]:
    yield f"{plan.status}, effort {plan.effort}, exactly {found.effort}"
    yield f"gained {float(plan.total_after - plan.total_before)}, at most {float(found.gained)}"
    if not met:
        yield "misses a threshold"
