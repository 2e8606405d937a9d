"""A good plan at once: most useful points per effort, then drop what turned out to be too much."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from zi_assess.core.plan.model import Levels, Model
from zi_assess.core.plan.wishes import UNITS

_FINE = 12
"""Blocks with more rungs than this are climbed in leaps: to where a need is met, or by 1, 4, 16 …"""


def greedy(model: Model) -> Levels | None:
    """Rungs that meet every need within the budget, cheaply but without proof; None when it finds none."""
    climb = _Climb(model)
    while climb.unmet and climb.step():
        pass
    if climb.unmet:
        return None
    climb.drop()
    budget = model.wishes.budget
    levels = tuple(climb.levels)
    return None if budget is not None and model.effort(levels) > budget * UNITS else levels


class _Climb:
    """Levels on their way up, with what each need still misses."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.levels = list(model.still)
        self.left = list(model.shorts)
        self.open: set[int] = set()
        self.efforts = [[rung.effort for rung in block.rungs] for block in model.blocks]

    @property
    def unmet(self) -> bool:
        return any(short > 0 for short in self.left)

    def step(self) -> bool:
        """Take the rung with the most useful points per effort; False when none is of use."""
        best: tuple[int, int, int, int] | None = None
        for block in range(len(self.levels)):
            for level in self._reach(block):
                useful = self._useful(block, level)
                cost = self._cost(block, level)
                if useful > 0 and (best is None or useful * best[1] > best[0] * cost):
                    best = useful, cost, block, level
        if best is None:
            return False
        self.move(best[2], best[3])
        return True

    def _reach(self, block: int) -> Iterator[int]:
        now, top = self.levels[block], len(self.efforts[block])
        if top <= _FINE:
            yield from range(now + 1, top)
            return
        leap = 1
        while now + leap < top:
            yield now + leap
            leap *= 4
        gains = self.model.gains[block]
        for place in gains[-1]:
            wanted = self.left[place] + gains[now].get(place, 0)
            if self.left[place] > 0:
                level = bisect_left(gains, wanted, now + 1, key=lambda one: one.get(place, 0))
                yield min(level, top - 1)

    def _useful(self, block: int, level: int) -> int:
        then, now = self.model.gains[block][level], self.model.gains[block][self.levels[block]]
        total = 0
        for place, gain in then.items():
            short = self.left[place]
            if short > 0:
                total += min(gain - now.get(place, 0), short)
        return total

    def _cost(self, block: int, level: int) -> int:
        cost = self.efforts[block][level] - self.efforts[block][self.levels[block]]
        for number, pool in enumerate(self.model.pools):
            if number not in self.open and block in pool.blocks:
                cost += pool.effort
        return max(cost, 1)

    def move(self, block: int, level: int) -> None:
        then, now = self.model.gains[block][level], self.model.gains[block][self.levels[block]]
        for place in {**then, **now}:
            self.left[place] -= then.get(place, 0) - now.get(place, 0)
        self.levels[block] = level
        for number, pool in enumerate(self.model.pools):
            if block in pool.blocks and level:
                self.open.add(number)

    def drop(self) -> None:
        """Lower, dearest first, whatever the needs can do without."""
        moved = [block for block, level in enumerate(self.levels) if level]
        for block in sorted(moved, key=lambda one: -self.efforts[one][self.levels[one]]):
            high = self.levels[block]
            for level in range(high):
                self.move(block, level)
                if not self.unmet:
                    break
            else:
                self.move(block, high)
