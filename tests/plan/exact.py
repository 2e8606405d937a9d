"""The least effort found another way: Pareto frontiers of (effort, points), area by area, no linear program.

Works where thresholds nest (as the LKE's do). It reads the pack and the answers by itself: only the unit of effort
and the wish for pools are the planner's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm

import numpy as np
from numpy.typing import NDArray

from zi_assess.core.assessment import Value
from zi_assess.core.pack import Group, Kind, Pack, Question
from zi_assess.core.plan import Wishes
from zi_assess.core.scoring import valuate
from zi_assess.core.sheet import Sheet

Ints = NDArray[np.int64]
UNITS = 1000


@dataclass(frozen=True)
class Move:
    """One way for some criteria to stand: effort of each, points of all."""

    efforts: Mapping[str, int]
    points: Fraction


@dataclass(frozen=True)
class Found:
    """The least effort (None: no way), and the most points gained by a plan that costs no more."""

    effort: int | None
    gained: Fraction


def _up(weeks: Fraction) -> int:
    return -(-(weeks * UNITS).numerator // (weeks * UNITS).denominator)


def moves(sheet: Sheet, wishes: Wishes) -> dict[tuple[str, ...], list[Move]]:
    """By criterion (or tied pair), everything it can become, staying as it is first."""
    pack = sheet.pack
    made: dict[tuple[str, ...], list[Move]] = {}
    tied = _tied(pack)
    for question in pack.questions:
        if any(question.code == second for _, second in tied):
            continue
        pair = next((one for one in tied if one[0] == question.code), None)
        if pair:
            made[pair] = _pair(sheet, wishes, pair)
        else:
            made[question.code,] = _single(sheet, question, _per_step(pack, question, wishes))
    return made


def _per_step(pack: Pack, question: Question, wishes: Wishes) -> Fraction:
    return wishes.efforts.get(question.code, pack.efforts.get(question.work, Fraction(1)))


def _tied(pack: Pack) -> list[tuple[str, str]]:
    return [
        (rule.left[0].rpartition(".")[0], rule.right[0].rpartition(".")[0])
        for rule in pack.consistency
        if rule.relation == "equal"
    ]


def _points(question: Question, value: Value | None) -> Fraction:
    return (valuate(question, value).value or Fraction(0)) * question.weight


def _single(sheet: Sheet, question: Question, per_step: Fraction) -> list[Move]:
    value = sheet.answer(question.code).value
    now = _points(question, value)
    made = [Move({}, now)]
    if question.kind is Kind.CHOICE:
        place = next(
            (n for n, one in enumerate(question.options) if one.key == value), len(question.options) - 1
        )
        for n in range(place):
            made.append(_move(question, question.options[n].key, (place - n) * _up(per_step)))
    elif question.kind is Kind.INDEX:
        index = value if isinstance(value, Fraction) else question.index_max / 2
        survey = 0 if isinstance(value, Fraction) else _up(per_step)
        hundredths = int(index * 100)
        for n in range(hundredths, int(question.index_max * 100) + 1):
            made.append(_move(question, Fraction(n, 100), survey + (n - hundredths) * _up(per_step / 10)))
    else:
        counts = dict(value) if isinstance(value, tuple) else _blank(question)
        roles = {one.role: one.key for one in reversed(question.inputs) if one.role}
        if question.formula == "decrease":
            before, after = counts[roles["before"]], counts[roles["after"]]
            each = _up(per_step * 10 / max(1, before))
            for n in range(after - 1, -1, -1):
                made.append(_move(question, _with(question, counts, roles["after"], n), each * (after - n)))
        else:
            whole = sum(counts[one.key] for one in question.inputs if one.role == "denominator")
            done = counts[roles["numerator"]]
            each = _up(per_step * 10 / max(1, whole))
            for n in range(done + 1, whole + 1):
                made.append(
                    _move(question, _with(question, counts, roles["numerator"], n), each * (n - done))
                )
    return [made[0], *(one for one in made[1:] if one.points > now)]


def _move(question: Question, value: Value, effort: int) -> Move:
    return Move({question.code: effort}, _points(question, value))


def _with(question: Question, counts: Mapping[str, int], key: str, count: int) -> Value:
    return tuple((one.key, count if one.key == key else counts.get(one.key, 0)) for one in question.inputs)


def _blank(question: Question) -> dict[str, int]:
    """The planner's own assumption about a blank ratio: ten to do, one case."""
    counts = {one.key: 0 for one in question.inputs}
    for role, count in (("denominator", 10), ("before", 1), ("after", 1)):
        first = next((one.key for one in question.inputs if one.role == role), None)
        if first:
            counts[first] = count
    return counts


def _pair(sheet: Sheet, wishes: Wishes, pair: tuple[str, str]) -> list[Move]:
    """`agen → perubahan` and `perubahan → terintegrasi`: the first's numerator is the second's denominator."""
    first, second = (sheet.pack.question(code) for code in pair)
    assert first and second
    values = [sheet.answer(code).value for code in pair]
    now = _points(first, values[0]) + _points(second, values[1])
    ours = dict(values[0]) if isinstance(values[0], tuple) else None
    theirs = dict(values[1]) if isinstance(values[1], tuple) else None
    agents = ours["agen"] if ours else 10
    done = ours["perubahan"] if ours else theirs["perubahan"] if theirs else 0
    kept = theirs["terintegrasi"] if theirs else 0
    one, two = (_per_step(sheet.pack, q, wishes) * 10 for q in (first, second))
    made = [Move({}, now)]
    for p, t in product(range(done, max(agents, done) + 1), range(kept, max(agents, done) + 1)):
        if t > p > 0 or (p, t) == (done, kept) or (p == 0 and t > 0):
            continue
        # A criterion whose own counts do not change stays as it is, blank if it was.
        a = values[0] if ours is None and p == done else (("agen", agents), ("perubahan", p))
        b = (
            values[1]
            if theirs is None and p == done and t == kept
            else (("perubahan", p), ("terintegrasi", t))
        )
        effort = {
            pair[0]: _up(one * (p - done) / max(1, agents)),
            pair[1]: _up(two * (t - kept) / max(1, p)),
        }
        made.append(Move(effort, _points(first, a) + _points(second, b)))
    return made


@dataclass
class _Node:
    codes: frozenset[str]
    short: int
    inside: list[_Node]


def least(sheet: Sheet, target: str, wishes: Wishes, ceiling: int) -> Found:
    """The least effort up to *ceiling*, over every choice of pools to open."""
    results = []
    pools = wishes.shared
    for chosen in product((False, True), repeat=len(pools)):
        closed = {code for pool, on in zip(pools, chosen, strict=True) if not on for code in pool.codes}
        off = {
            code: sum(_up(pool.effort) for pool in pools if code in pool.codes)
            for pool in pools
            for code in pool.codes
        }
        paid = sum(_up(pool.effort) for pool, on in zip(pools, chosen, strict=True) if on)
        if paid > ceiling:
            continue
        found = _least(sheet, target, wishes, ceiling - paid, closed, off)
        if found.effort is not None:
            results.append(Found(found.effort + paid, found.gained))
    if not results:
        return Found(None, Fraction(0))
    effort = min(one.effort for one in results if one.effort is not None)
    return Found(effort, max(one.gained for one in results if one.effort == effort))


def _least(
    sheet: Sheet, target: str, wishes: Wishes, ceiling: int, closed: set[str], off: Mapping[str, int]
) -> Found:
    ways = moves(sheet, wishes)
    nodes = _nested(sheet, target)
    denominators = {move.points.denominator for every in ways.values() for move in every}
    scale = lcm(*denominators, *(s.denominator for _, s in nodes))
    blocks: dict[tuple[str, ...], tuple[Ints, Ints]] = {}
    for codes, every in ways.items():
        open_ones = [move for move in every if not closed & {*move.efforts}]
        cost = [sum(max(0, e - off.get(c, 0)) for c, e in move.efforts.items()) for move in open_ones]
        gain = [int((move.points - every[0].points) * scale) for move in open_ones]
        blocks[codes] = _pareto(np.array(cost, np.int64), np.array(gain, np.int64), ceiling)
    root = _tree([(codes, int(short * scale)) for codes, short in nodes])
    effort, gained = _frontier(root, blocks, ceiling)
    if not len(effort):
        return Found(None, Fraction(0))
    return Found(int(effort[0]), Fraction(int(gained[0]), scale))


def _nested(sheet: Sheet, target: str) -> list[tuple[frozenset[str], Fraction]]:
    """The thresholds as sets of questions with what they are short of; equal sets keep the hardest."""
    made: dict[frozenset[str], Fraction] = {}
    for one in sheet.readiness.of(target):
        codes = frozenset(code for top in one.threshold.of for code in _below(sheet.pack, top))
        short = one.threshold.minimum - one.actual
        made[codes] = max(short, made.get(codes, short))
    return list(made.items())


def _below(pack: Pack, code: str) -> list[str]:
    node = pack.nodes[code]
    if isinstance(node, Group):
        return [one for child in node.children for one in _below(pack, child.code)]
    return [code]


def _tree(nodes: Sequence[tuple[frozenset[str], int]]) -> _Node:
    """Largest first; a node's parent is the smallest that holds it. The thresholds must nest."""
    order = sorted(nodes, key=lambda one: -len(one[0]))
    made = [_Node(codes, short, []) for codes, short in order]
    root = made[0]
    for node in made[1:]:
        assert node.codes <= root.codes, "no threshold holds all the others"
        parent = root
        while inner := next((one for one in parent.inside if node.codes <= one.codes), None):
            parent = inner
        assert not any(one.codes & node.codes for one in parent.inside), "thresholds do not nest"
        parent.inside.append(node)
    return root


def _frontier(
    node: _Node, blocks: Mapping[tuple[str, ...], tuple[Ints, Ints]], ceiling: int
) -> tuple[Ints, Ints]:
    deeper = {code for one in node.inside for code in one.codes}
    own = [blocks[codes] for codes in blocks if {*codes} <= node.codes and not {*codes} & deeper]
    parts = sorted(
        [_frontier(one, blocks, ceiling) for one in node.inside] + own, key=lambda one: len(one[0])
    )
    effort, gain = np.zeros(1, np.int64), np.zeros(1, np.int64)
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        effort, gain = _merged((effort, gain), part, ceiling, node.short if last else None)
    keep = gain >= node.short
    return effort[keep], gain[keep]


def _merged(
    one: tuple[Ints, Ints], other: tuple[Ints, Ints], ceiling: int, short: int | None
) -> tuple[Ints, Ints]:
    """Every sum of the two, a slice at a time, only those no other beats."""
    effort, gain = np.zeros(0, np.int64), np.zeros(0, np.int64)
    width = max(1, 2_000_000 // max(1, len(other[0])))
    for first in range(0, len(one[0]), width):
        efforts = (one[0][first : first + width, None] + other[0][None, :]).ravel()
        gains = (one[1][first : first + width, None] + other[1][None, :]).ravel()
        keep = efforts <= ceiling
        if short is not None:
            keep &= gains >= short
        effort, gain = _pareto(
            np.concatenate((effort, efforts[keep])), np.concatenate((gain, gains[keep])), ceiling
        )
    return effort, gain


def _pareto(effort: Ints, gain: Ints, ceiling: int) -> tuple[Ints, Ints]:
    order = np.lexsort((-gain, effort))
    effort, gain = effort[order], gain[order]
    if not len(effort):
        return effort, gain
    best = np.maximum.accumulate(gain)
    keep = np.concatenate(([True], gain[1:] > best[:-1])) & (effort <= ceiling)
    return effort[keep], gain[keep]
