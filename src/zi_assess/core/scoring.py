"""Scores from answers. Same pack and answers, same scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from zi_assess.core.assessment import Answer, Value
from zi_assess.core.exact import total
from zi_assess.core.pack import RECORD, Aggregate, Group, Kind, Node, Pack, Question, Rollup

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Formula:
    """How a ratio is computed from the sums of its inputs by role; None when the denominator is zero."""

    roles: tuple[str, ...]
    compute: Callable[[Mapping[str, int]], Fraction | None]


def _capped(sums: Mapping[str, int]) -> Fraction | None:
    whole = sums["denominator"]
    return min(ONE, Fraction(sums["numerator"], whole)) if whole else None


def _decrease(sums: Mapping[str, int]) -> Fraction | None:
    """PermenPANRB 90/2021 Lampiran III, A.II.3.iii: no case in either year is the best result."""
    before, after = sums["before"], sums["after"]
    if before == after == 0:
        return ONE
    return max(ZERO, Fraction(before - after, before)) if before else None


def _nothing(sums: Mapping[str, int]) -> Fraction | None:
    """What is only written down is worth nothing that could be counted."""
    return None


FORMULAS: Mapping[str, Formula] = {
    "ratio": Formula(("numerator", "denominator"), _capped),
    "share": Formula(("numerator", "denominator"), _capped),
    "decrease": Formula(("before", "after"), _decrease),
    RECORD: Formula((), _nothing),
}


@dataclass(frozen=True, slots=True)
class Valuation:
    """What an answer is worth: *value* 0–1, None when the workbook's arithmetic would skip it.

    What is *skipped* (not observed, or only written down) is left out of both totals, as though it were not asked.
    """

    answered: bool
    value: Fraction | None
    zero_denominator: bool = False

    @property
    def skipped(self) -> bool:
        return self is LEFT_OUT


UNANSWERED = Valuation(answered=False, value=None)
LEFT_OUT = Valuation(answered=True, value=None)


def role_sums(question: Question, counts: Mapping[str, int]) -> Mapping[str, int] | None:
    """The inputs added up by role; None while one that the formula uses is blank."""
    sums: dict[str, int] = {}
    for one in question.inputs:
        if one.role:
            if one.key not in counts:
                return None
            sums[one.role] = sums.get(one.role, 0) + counts[one.key]
    return sums


def valuate(question: Question, value: Value | None) -> Valuation:
    """What *value* is worth as an answer to *question*; a value that does not fit the question counts as
    unanswered.
    """
    if value is None:
        return UNANSWERED
    if question.kind is Kind.CHOICE and isinstance(value, str):
        option = question.option(value)
        if option and option.skip:
            return LEFT_OUT
        return Valuation(True, option.score) if option else UNANSWERED
    if question.kind is Kind.INDEX and isinstance(value, Fraction):
        return Valuation(True, value / question.index_max)
    if question.kind is Kind.RATIO and isinstance(value, tuple):
        return _valuate_ratio(question, dict(value))
    return UNANSWERED


def _valuate_ratio(question: Question, counts: Mapping[str, int]) -> Valuation:
    if question.recorded:
        return LEFT_OUT if counts else UNANSWERED
    sums = role_sums(question, counts)
    if sums is None:
        return UNANSWERED
    result = FORMULAS[question.formula].compute(sums)
    return Valuation(True, result, zero_denominator=result is None)


@dataclass(frozen=True, slots=True)
class NodeScore:
    """The points of one place. *strict* counts a blank as 0; *official* is the ministry's workbook's (None:
    its #DIV/0!). What is *skipped* counts nowhere; its siblings share its weight.
    """

    code: str
    weight: Fraction
    strict: Fraction
    official: Fraction | None
    answered: int
    questions: int

    @property
    def percent(self) -> Fraction:
        """The strict score as 0–100 of the weight."""
        return self.strict / self.weight * 100 if self.weight else ZERO

    @property
    def skipped(self) -> bool:
        return False


class SkippedScore(NodeScore):
    """The score of what is left out. A class and not a field: a field more costs every other node a tenth."""

    __slots__ = ()

    @property
    def skipped(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Scores:
    """Every node's and aggregate's score; *strict* and *official* are the totals in points."""

    nodes: Mapping[str, NodeScore]
    strict: Fraction
    official: Fraction
    answered: int
    questions: int

    def __getitem__(self, code: str) -> NodeScore:
        return self.nodes[code]


def score(pack: Pack, answers: Mapping[str, Answer]) -> Scores:
    """Score the whole *pack*: the official averages skip blanks, in the strict ones they count 0."""
    walk = _Walk(answers)
    nodes = walk.nodes
    tops = [walk.score_node(group) for group in pack.tree]
    for aggregate in pack.aggregates:
        nodes[aggregate.code] = _sum_score(aggregate, nodes)
    whole = _shared(pack.max, tops) if walk.skips else ONE
    return Scores(
        nodes=nodes,
        strict=total(top.strict for top in tops) * whole,
        official=total(top.official or ZERO for top in tops) * whole,
        answered=sum(top.answered for top in tops),
        questions=sum(top.questions for top in tops),
    )


class _Walk:
    """One way through the tree, noting every node's score."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = answers
        self.nodes: dict[str, NodeScore] = {}
        self.products: dict[tuple[int, int], tuple[Fraction, Fraction, Fraction]] = {}
        self.skips = False

    def score_node(self, node: Node) -> NodeScore:
        if isinstance(node, Question):
            result = self._score_question(node)
        else:
            children = [self.score_node(child) for child in node.children]
            result = (_score_skipping if self.skips else _score_group)(node, children)
        self.nodes[node.code] = result
        return result

    def _score_question(self, question: Question) -> NodeScore:
        answer = self.answers.get(question.code)
        valuation = UNANSWERED if answer is None else valuate(question, answer.value)
        if valuation is LEFT_OUT or question.formula == RECORD:
            self.skips = True
            return SkippedScore(question.code, question.weight, ZERO, None, int(valuation.answered), 1)
        points = None if valuation.value is None else self._product(valuation.value, question.weight)
        strict = ZERO if points is None else points
        return NodeScore(question.code, question.weight, strict, points, int(valuation.answered), 1)

    def _product(self, value: Fraction, weight: Fraction) -> Fraction:
        """A pack has few scores and few weights, so each product is made once."""
        key = (id(value), id(weight))
        made = self.products.get(key)
        if made is None:
            made = (value * weight, value, weight)  # the factors stay, so their ids stay theirs
            self.products[key] = made
        return made[0]


def _score_group(group: Group, children: list[NodeScore]) -> NodeScore:
    strict = total([child.strict for child in children])
    return NodeScore(
        group.code,
        group.weight,
        strict,
        _official(group, children, strict),
        sum([child.answered for child in children]),
        sum([child.questions for child in children]),
    )


def _score_skipping(group: Group, children: list[NodeScore]) -> NodeScore:
    """The group without what is skipped: the rest shares the whole weight as it stands to each other."""
    plain = _score_group(group, children)
    kept = [child for child in children if not child.skipped]
    if len(kept) == len(children):
        return plain
    if not kept:
        return SkippedScore(group.code, group.weight, ZERO, None, plain.answered, plain.questions)
    whole = _shared(group.weight, kept)
    strict = plain.strict * whole
    if group.rollup is Rollup.AVERAGE:
        numbers = [child.official / child.weight for child in kept if child.official is not None]
        official = total(numbers) / len(numbers) * group.weight if numbers else None
    else:
        official = total(child.official or ZERO for child in kept) * whole
    return replace(plain, strict=strict, official=official)


def _shared(weight: Fraction, parts: list[NodeScore]) -> Fraction:
    """How much more each of *parts* that is not skipped counts, when together they make up *weight*."""
    left = total(part.weight for part in parts if not part.skipped)
    return weight / left if left else ONE


def _official(group: Group, children: list[NodeScore], strict: Fraction) -> Fraction | None:
    existing = [child.official for child in children if child.official is not None]
    if all(child.official is child.strict for child in children):
        return strict  # nothing is blank anywhere below
    if group.rollup is Rollup.AVERAGE:
        # Children share the weight equally, so the average of the answered ones stretches their sum.
        return total(existing) * len(children) / len(existing) if existing else None
    return total(existing)


def _sum_score(aggregate: Aggregate, nodes: Mapping[str, NodeScore]) -> NodeScore:
    parts = [nodes[code] for code in aggregate.of]
    return NodeScore(
        aggregate.code,
        total(part.weight for part in parts),
        total(part.strict for part in parts),
        total(part.official or ZERO for part in parts),
        sum(part.answered for part in parts),
        sum(part.questions for part in parts),
    )
