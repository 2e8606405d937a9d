"""Ratios that a pack's rules tie together: what one counts, the other divides by, so they move as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from zi_assess.core.pack import Consistency, Kind, Pack, Question
from zi_assess.core.plan.ladder import (
    TENTH,
    Block,
    Ground,
    Rung,
    filled,
    mover,
    ratio_whole,
    settled,
    sum_of,
    written,
)
from zi_assess.core.plan.wishes import units
from zi_assess.core.scoring import ZERO, valuate

MOST = 20_000
"""More ways than this for one block are thinned to every so manyth count, ends kept."""

Place = tuple[str, str]
Counts = dict[str, dict[str, int]]


def clusters(pack: Pack) -> tuple[tuple[Question, ...], ...]:
    """The ratios of *pack* that rules tie together, each cluster in the pack's order."""
    together: dict[str, set[str]] = {}
    for rule in _across(pack):
        codes = {code for code, _ in _places(rule)}
        joined = set.union(codes, *(together.get(code, set()) for code in codes))
        together |= dict.fromkeys(joined, joined)
    every = dict.fromkeys(frozenset(one) for one in together.values())
    return tuple(tuple(q for q in pack.questions if q.code in codes) for codes in every)


def _across(pack: Pack) -> Iterator[Consistency]:
    for rule in pack.consistency:
        questions = [pack.question(code) for code, _ in _places(rule)]
        ratios = all(one is not None and one.kind is Kind.RATIO for one in questions)
        if ratios and len({code for code, _ in _places(rule)}) > 1:
            yield rule


def _places(rule: Consistency) -> list[Place]:
    return [_place(text) for text in (*rule.left, *rule.right)]


def _place(text: str) -> Place:
    code, _, key = text.rpartition(".")
    return code, key


@dataclass(frozen=True, slots=True)
class _Variable:
    """A count that work changes, wherever it is written; *code* is the criterion that pays for it."""

    code: str
    places: tuple[Place, ...]
    course: Sequence[int]


def linked(ground: Ground, questions: Sequence[Question]) -> Block:
    """Every way the tied *questions* can stand together, the useless ones left out by `model`."""
    codes = tuple(question.code for question in questions)
    ground, ties = _tied(ground, questions)
    counts = {question.code: filled(ground, question)[0] for question in questions}
    today = [ground.today(question) for question in questions]
    first = Rung(
        tuple(one.values[0] for one in today), tuple(one.points[0] for one in today), (0,) * len(codes)
    )
    rules = [rule for rule in _across(ground.pack) if {c for c, _ in _places(rule)} <= {*codes}]
    rules = [rule for rule in rules if _holds(rule, counts)]
    variables = _variables(ground, questions, counts, ties)
    rungs = (_rung(ground, questions, counts, way, rules) for way in _ways(variables, counts))
    return Block(codes, (first, *(one for one in rungs if one is not None)))


def _tied(ground: Ground, questions: Sequence[Question]) -> tuple[Ground, list[tuple[Place, Place]]]:
    """The pairs of places that are one count, and a ground where a blank one has what its twin has."""
    known: Counts = {}
    for question in questions:
        value = ground.answers.get(question.code)
        own = dict(value) if isinstance(value, tuple) else {}
        known[question.code] = {**ground.wishes.counts.get(question.code, {}), **own}
    pairs = [
        (_place(rule.left[0]), _place(rule.right[0]))
        for rule in _across(ground.pack)
        if rule.relation == "equal" and len(rule.left) == len(rule.right) == 1
    ]
    ties = [pair for pair in pairs if pair[0][0] in known and pair[1][0] in known]
    for _ in ties:  # a chain of ties passes a number on link by link
        for one, other in (*ties, *((b, a) for a, b in ties)):
            if one[1] in known[one[0]]:
                known[other[0]].setdefault(other[1], known[one[0]][one[1]])
    ties = [(a, b) for a, b in ties if known[a[0]].get(a[1]) == known[b[0]].get(b[1])]
    wishes = replace(ground.wishes, counts={**ground.wishes.counts, **known})
    return replace(ground, wishes=wishes), ties


def _variables(
    ground: Ground, questions: Sequence[Question], counts: Counts, ties: list[tuple[Place, Place]]
) -> list[_Variable]:
    fixed = ground.wishes.fixed
    made: list[_Variable] = []
    taken: set[Place] = set()
    top = {code: dict(own) for code, own in counts.items()}
    for question in questions:
        places = _class_of((question.code, mover(question)), ties)
        if taken & {*places} or any(code in fixed for code, _ in places):
            continue
        taken |= {*places}
        for code, key in places:  # a blank on both sides starts alike
            counts[code][key] = top[code][key] = counts[question.code][mover(question)]
        course = _course(question, counts[question.code], top[question.code])
        for code, key in places:
            top[code][key] = max(course[-1], course[0])
        made.append(_Variable(question.code, places, course))
    return _thinned(made)


def _course(question: Question, counts: Mapping[str, int], top: Mapping[str, int]) -> range:
    now = counts[mover(question)]
    if question.formula == "decrease":
        return range(now, -1, -1)
    room = sum_of(question, top, "denominator") - sum_of(question, counts, "numerator")
    return range(now, now + max(0, room) + 1)


def _class_of(start: Place, ties: Iterable[tuple[Place, Place]]) -> tuple[Place, ...]:
    found = [start]
    for place in found:
        for pair in ties:
            found += [one for one in pair if place in pair and one not in found]
    return tuple(found)


def _thinned(variables: list[_Variable]) -> list[_Variable]:
    ways = 1
    for one in variables:
        ways *= len(one.course)
    if ways <= MOST:
        return variables
    each = max(2, int(MOST ** (1 / len(variables))))
    return [replace(one, course=_sparse(one.course, each)) for one in variables]


def _sparse(course: Sequence[int], most: int) -> Sequence[int]:
    """At most about *most* of *course*, both ends among them."""
    stride = -(-len(course) // most)
    return course if stride == 1 else (*course[:-1:stride], course[-1])


def _ways(variables: Sequence[_Variable], counts: Counts) -> Iterator[tuple[dict[str, int], Counts]]:
    """For every combination of counts: how far each payer moved, and all the counts then."""
    for chosen in product(*(one.course for one in variables)):
        then = {code: dict(own) for code, own in counts.items()}
        moved: dict[str, int] = {}
        for variable, count in zip(variables, chosen, strict=True):
            moved[variable.code] = abs(count - variable.course[0])
            for code, key in variable.places:
                then[code][key] = count
        if any(moved.values()):
            yield moved, then


def _rung(
    ground: Ground,
    questions: Sequence[Question],
    counts: Counts,
    way: tuple[Mapping[str, int], Counts],
    rules: Sequence[Consistency],
) -> Rung | None:
    moved, then = way
    if not all(_holds(rule, then) for rule in rules):
        return None
    values, points, efforts = [], [], []
    for question in questions:
        own = settled(ground.pack, question, then[question.code])
        if own is None or _overfull(question, own):
            return None
        steps, whole = moved.get(question.code, 0), ratio_whole(question, own)
        effort = units(ground.per_step(question) / TENTH * steps / whole)
        value = ground.answers.get(question.code) if own == counts[question.code] else written(question, own)
        worth = valuate(question, value).value or ZERO
        limit = ground.wishes.limits.get(question.code)
        if (limit is not None and worth > limit) or not ground.in_time(question.code, effort):
            return None
        values.append(value)
        points.append(worth * question.weight)
        efforts.append(effort)
    return Rung(tuple(values), tuple(points), tuple(efforts))


def _overfull(question: Question, counts: Mapping[str, int]) -> bool:
    whole = sum_of(question, counts, "denominator")
    return question.formula == "share" and sum_of(question, counts, "numerator") > whole > 0


def _holds(rule: Consistency, counts: Counts) -> bool:
    left = sum(counts[code].get(key, 0) for code, key in map(_place, rule.left))
    right = sum(counts[code].get(key, 0) for code, key in map(_place, rule.right))
    return left == right if rule.relation == "equal" else left <= right
