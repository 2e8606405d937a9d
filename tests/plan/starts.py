"""Random places to start from, the same for the same seed: the whole LKE, and small packs of every kind."""

from __future__ import annotations

import random
from fractions import Fraction

from tests.builders import assessment, choice, group, index, pack, ratio
from zi_assess.core import sheet as sheets
from zi_assess.core.assessment import Answer, Stage, Value
from zi_assess.core.pack import Kind, Pack, Question
from zi_assess.core.plan import Shared, Wishes
from zi_assess.core.sheet import Sheet


def start(of: Pack, seed: int, *, blanks: float = 0.1, most: int = 30) -> Sheet:
    """*of* answered at random, some left blank; ratios out of at most *most*."""
    chance = random.Random(seed)
    strength = chance.uniform(0.6, 1.6)
    given: dict[str, Answer] = {}
    for question in of.questions:
        if chance.random() >= blanks:
            given[question.code] = Answer(value(question, chance, strength, most))
    _agree(of, given)
    return sheets.make(of, assessment(of, {}, answers={Stage.SELF: given}))


def value(question: Question, chance: random.Random, strength: float, most: int) -> Value:
    if question.kind is Kind.CHOICE:
        place = int(chance.random() ** strength * len(question.options))
        return question.options[min(place, len(question.options) - 1)].key
    if question.kind is Kind.INDEX:
        return Fraction(chance.randint(280, 380), 100)
    whole = chance.randint(1, most)
    counts = []
    for one in question.inputs:
        count = whole if one.role in ("denominator", "before") else 0
        if one.role == "numerator":
            count = chance.randint(0, whole)
        elif one.role == "after":
            count = chance.randint(0, whole + 1)
        counts.append((one.key, count))
    return tuple(counts)


def _agree(of: Pack, given: dict[str, Answer]) -> None:
    """Make tied counts equal, so that what is tied is really tied."""
    for rule in of.consistency:
        if rule.relation != "equal":
            continue
        (here, key), (there, other) = (place.rpartition(".")[::2] for place in (rule.left[0], rule.right[0]))
        if here in given and there in given:
            ours, theirs = dict(given[here].value or ()), dict(given[there].value or ())  # type: ignore[arg-type]
            theirs[other] = ours[key]
            theirs = {name: min(count, ours[key]) for name, count in theirs.items()}
            given[there] = Answer(tuple(theirs.items()))


def efforts(of: Pack, seed: int) -> Wishes:
    """Half weeks at random for every criterion."""
    chance = random.Random(seed + 10_000)
    return Wishes(efforts={one.code: Fraction(chance.randint(1, 24), 2) for one in of.questions})


def shared(of: Pack, seed: int, wishes: Wishes) -> Wishes:
    """Two pieces of evidence shared by four criteria each."""
    from dataclasses import replace

    chance = random.Random(seed + 20_000)
    codes = [one.code for one in of.questions if one.kind is Kind.CHOICE]
    pools = tuple(
        Shared(tuple(sorted(chance.sample(codes, min(4, len(codes))))), Fraction(chance.randint(1, 6)))
        for _ in range(2)
    )
    return replace(wishes, shared=pools)


def small(seed: int) -> Pack:
    """Two areas of two or three criteria and one index: every kind, sums and averages, nested thresholds."""
    chance = random.Random(seed)
    scales = ["ya_tidak", "abc", "abcd", "abcde"]
    first = [choice(f"A.1.{n}", scale=chance.choice(scales)) for n in range(chance.randint(1, 2))]
    ratios = [ratio("A.2.0", chance.randint(1, 9), formula=chance.choice(["share", "ratio", "decrease"]))]
    second = [*ratios, choice("A.2.1", 10, scale=chance.choice(scales))]
    weight = sum(Fraction(one["weight"]) for one in second)
    top = group("A", 20 + weight, group("A.1", 20, *first, rollup="average"), group("A.2", weight, *second))
    other = group("B", 12, index("B.1", 12, most=1))
    return pack(
        top,
        other,
        thresholds={
            "WBK": [
                {"id": "total", "of": ["A", "B"], "percent_at_least": chance.randint(40, 95)},
                {"id": "a", "of": ["A"], "percent_at_least": chance.randint(20, 90)},
                {"id": "a1", "of": ["A.1"], "percent_at_least": chance.randint(10, 100)},
                {"id": "b", "of": ["B"], "percent_at_least": chance.randint(10, 90)},
            ]
        },
    )
