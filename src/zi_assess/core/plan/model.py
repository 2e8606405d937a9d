"""The least-effort question as numbers: what can move, what each target threshold still needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm

from zi_assess.core.assessment import Value
from zi_assess.core.pack import Kind, Pack, Question, Threshold, walk
from zi_assess.core.plan.ladder import Block, Ground, Rung, filled, single
from zi_assess.core.plan.linked import clusters, linked
from zi_assess.core.plan.wishes import Shared, Wishes, units
from zi_assess.core.readiness import Standing
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError

Levels = tuple[int, ...]
"""The chosen rung of every block, in the order of `Model.blocks`."""


@dataclass(frozen=True, slots=True)
class Need:
    """One threshold of the target: points missing today (*short*; below zero is slack) and how often each
    criterion counts in it.
    """

    standing: Standing
    short: Fraction
    codes: Mapping[str, int]

    @property
    def threshold(self) -> Threshold:
        return self.standing.threshold


@dataclass(frozen=True, slots=True)
class Pool:
    """A `Shared` wish as the model counts it: *effort* in UNITS, paid once when any of *blocks* moves one of
    *codes*.
    """

    codes: frozenset[str]
    blocks: tuple[int, ...]
    effort: int


@dataclass(frozen=True)
class Model:
    """What a solver is asked. Efforts are integers (UNITS); points are Fractions, and integers in *gains*."""

    sheet: Sheet
    target: str
    wishes: Wishes
    blocks: tuple[Block, ...]
    needs: tuple[Need, ...]
    pools: tuple[Pool, ...]
    assumed: Mapping[str, tuple[str, ...]]

    @cached_property
    def scale(self) -> int:
        """What points are multiplied by to be integers."""
        numbers = {p.denominator for block in self.blocks for rung in block.rungs for p in rung.points}
        return lcm(*numbers, *(need.short.denominator for need in self.needs))

    @cached_property
    def shorts(self) -> tuple[int, ...]:
        """What each need misses today, in scaled points."""
        return tuple(int(need.short * self.scale) for need in self.needs)

    @cached_property
    def gains(self) -> tuple[tuple[Mapping[int, int], ...], ...]:
        """Per block and rung: the scaled points it adds to each need it touches."""
        return tuple(tuple(self._gain(block, rung) for rung in block.rungs) for block in self.blocks)

    def _gain(self, block: Block, rung: Rung) -> Mapping[int, int]:
        made: Counter[int] = Counter()
        for code, then, now in zip(block.codes, rung.points, block.rungs[0].points, strict=True):
            if then != now:
                more = int((then - now) * self.scale)
                for place, times in self._touched[code]:
                    made[place] += times * more
        return dict(made)

    @cached_property
    def _touched(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        return {
            code: tuple((place, n.codes[code]) for place, n in enumerate(self.needs) if code in n.codes)
            for block in self.blocks
            for code in block.codes
        }

    @cached_property
    def worths(self) -> tuple[tuple[Fraction, ...], ...]:
        """Per block and rung: the points it adds to the whole."""
        return tuple(
            tuple(
                sum(rung.points, Fraction(0)) - sum(block.rungs[0].points, Fraction(0))
                for rung in block.rungs
            )
            for block in self.blocks
        )

    def effort(self, levels: Sequence[int]) -> int:
        """What *levels* cost in UNITS, pools paid once."""
        own = sum(block.rungs[level].effort for block, level in zip(self.blocks, levels, strict=True))
        moved = {code for b, level in zip(self.blocks, levels, strict=True) for code in b.moved(level)}
        return own + sum(pool.effort for pool in self.pools if pool.codes & moved)

    def unmet(self, levels: Sequence[int]) -> tuple[int, ...]:
        """The places of the needs that *levels* leave short."""
        left = list(self.shorts)
        for gains, level in zip(self.gains, levels, strict=True):
            for place, gain in gains[level].items():
                left[place] -= gain
        return tuple(place for place, short in enumerate(left) if short > 0)

    def changes(self, levels: Sequence[int]) -> dict[str, Value | None]:
        """The answers that *levels* mean where they differ from today's."""
        made: dict[str, Value | None] = {}
        for block, level in zip(self.blocks, levels, strict=True):
            by_code = dict(zip(block.codes, block.rungs[level].values, strict=True))
            made |= {code: by_code[code] for code in block.moved(level)}
        return made

    @property
    def still(self) -> Levels:
        return (0,) * len(self.blocks)

    def without(self, codes: frozenset[str]) -> Model:
        """The same question where *codes* cannot move."""
        return build(self.sheet, self.target, replace(self.wishes, fixed=self.wishes.fixed | codes))

    def only(self, places: Sequence[int]) -> Model:
        """The same question with the needs at *places* alone."""
        return replace(self, needs=tuple(self.needs[place] for place in places))


def build(sheet: Sheet, target: str, wishes: Wishes | None = None) -> Model:
    """Ask for the least effort from *sheet*'s answers to every threshold of *target* at once.

    Raises ZiError when the pack sets no thresholds for *target*.
    """
    wishes = wishes or Wishes()
    pack = sheet.pack
    if not pack.thresholds.get(target):
        raise ZiError(
            "Paket {pack} tidak mempunyai ambang untuk {target}.",
            "Pilih salah satu: {known}.",
            pack=pack.short,
            target=target,
            known=", ".join(pack.thresholds) or "–",
        )
    answers = {code: answer.value for code, answer in sheet.assessment.of(sheet.stage).items()}
    ground = Ground(pack, wishes, answers)
    needs = tuple(_need(pack, standing) for standing in sheet.readiness.of(target))
    blocks = tuple(_pooled(block, wishes.shared) for block in _blocks(ground))
    pooled = frozenset(code for one in wishes.shared for code in one.codes)
    blocks = tuple(_useful(block, needs, pooled) for block in blocks)
    blocks = tuple(block for block in blocks if len(block.rungs) > 1)
    pools = tuple(_pool(one, blocks) for one in wishes.shared)
    return Model(sheet, target, wishes, blocks, needs, pools, _assumed(ground, blocks))


def _need(pack: Pack, standing: Standing) -> Need:
    codes = Counter(
        node.code
        for top in standing.threshold.of
        for node in walk((pack.nodes[top],))
        if isinstance(node, Question)
    )
    return Need(standing, standing.threshold.minimum - standing.actual, codes)


def _blocks(ground: Ground) -> list[Block]:
    """One block a criterion or cluster, in the order of the pack."""
    cluster_of = {one.code: cluster for cluster in clusters(ground.pack) for one in cluster}
    made: list[Block] = []
    for question in ground.pack.questions:
        cluster = cluster_of.get(question.code)
        if cluster is None:
            made.append(single(ground, question))
        elif cluster[0] is question:
            made.append(linked(ground, cluster))
    return made


def _pooled(block: Block, shared: Sequence[Shared]) -> Block:
    """Take the shared effort off what each member costs by itself, never below nothing."""
    off = [sum(units(one.effort) for one in shared if code in one.codes) for code in block.codes]
    if not any(off):
        return block
    rungs = (
        replace(rung, efforts=tuple(max(0, own - less) for own, less in zip(rung.efforts, off, strict=True)))
        for rung in block.rungs
    )
    return Block(block.codes, tuple(rungs))


def _useful(block: Block, needs: Sequence[Need], pooled: frozenset[str]) -> Block:
    """*block* without rungs that another beats: no dearer, and no fewer points in any need.

    A rung that moves criteria of a pool (*pooled*) is only beaten by one that moves none besides.
    """
    groups: dict[tuple[int, ...], list[int]] = {}
    for place, code in enumerate(block.codes):
        groups.setdefault(tuple(need.codes.get(code, 0) for need in needs), []).append(place)
    parts = [places for counts, places in groups.items() if any(counts)]
    kept: list[tuple[tuple[Fraction, ...], frozenset[str], Rung]] = []
    rungs = (block.rungs[0], *sorted(block.rungs[1:], key=lambda one: (one.effort, -sum(one.points))))
    for level, rung in enumerate(rungs):
        points = tuple(sum((rung.points[n] for n in places), Fraction(0)) for places in parts)
        moved = frozenset(block.moved_to(rung)) & pooled
        # A lone part rises along the kept, so the last one alone can beat the next.
        rivals = kept[-1:] if len(parts) == 1 and not pooled & {*block.codes} else kept
        if not level or not any(_no_less(one[0], points) and one[1] <= moved for one in rivals):
            kept.append((points, moved, rung))
    return Block(block.codes, tuple(rung for _, _, rung in kept))


def _no_less(points: Sequence[Fraction], others: Sequence[Fraction]) -> bool:
    return all(one >= other for one, other in zip(points, others, strict=True))


def _pool(one: Shared, blocks: Sequence[Block]) -> Pool:
    members = frozenset(one.codes)
    places = tuple(place for place, block in enumerate(blocks) if members & {*block.codes})
    return Pool(members, places, units(one.effort))


def _assumed(ground: Ground, blocks: Sequence[Block]) -> Mapping[str, tuple[str, ...]]:
    """The inputs of each movable ratio that nobody gave a number for."""
    made: dict[str, tuple[str, ...]] = {}
    for code in (code for block in blocks for code in block.codes):
        question = ground.pack.question(code)
        if question is not None and question.kind is Kind.RATIO:
            made[code] = filled(ground, question)[1]
    return {code: keys for code, keys in made.items() if keys}
