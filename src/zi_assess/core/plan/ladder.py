"""How far each criterion can rise from where it stands, and what each rung costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from zi_assess.core.assessment import Value
from zi_assess.core.pack import Consistency, Kind, Pack, Question
from zi_assess.core.plan.wishes import Wishes, units
from zi_assess.core.scoring import ZERO, valuate

TENTH = Fraction(1, 10)
ASSUMED_WHOLE = 10


@dataclass(frozen=True, slots=True)
class Rung:
    """One way a block can stand: value, strict points and effort (in UNITS) of each of its criteria."""

    values: tuple[Value | None, ...]
    points: tuple[Fraction, ...]
    efforts: tuple[int, ...]

    @property
    def effort(self) -> int:
        return sum(self.efforts)


@dataclass(frozen=True, slots=True)
class Block:
    """Criteria that move together (nearly always one); *rungs[0]* is today, the others are what can be."""

    codes: tuple[str, ...]
    rungs: tuple[Rung, ...]

    def moved(self, rung: int) -> tuple[str, ...]:
        """The criteria that are no longer where they stand today."""
        return self.moved_to(self.rungs[rung])

    def moved_to(self, rung: Rung) -> tuple[str, ...]:
        pairs = zip(self.codes, rung.values, self.rungs[0].values, strict=True)
        return tuple(code for code, then, now in pairs if then != now)


@dataclass(frozen=True)
class Ground:
    """What a criterion's rungs are built from."""

    pack: Pack
    wishes: Wishes
    answers: Mapping[str, Value | None]

    def per_step(self, question: Question) -> Fraction:
        """Weeks for one step of *question*: as wished, else by its kind of work, else one."""
        wishes, kind = self.wishes, question.work
        if question.code in wishes.efforts:
            return wishes.efforts[question.code]
        return wishes.kinds.get(kind, self.pack.efforts.get(kind, Fraction(1)))

    def worth(self, question: Question, value: Value | None) -> Fraction:
        return (valuate(question, value).value or ZERO) * question.weight

    def in_time(self, code: str, effort: int) -> bool:
        there_is = self.wishes.weeks_for(code)
        return there_is is None or effort <= units(there_is)

    def today(self, question: Question) -> Rung:
        value = self.answers.get(question.code)
        return Rung((value,), (self.worth(question, value),), (0,))


def single(ground: Ground, question: Question) -> Block:
    """The rungs of one criterion that depends on no other."""
    today = ground.today(question)
    if question.code in ground.wishes.fixed:
        return Block((question.code,), (today,))
    if question.kind is Kind.CHOICE:
        above = _options(ground, question)
    elif question.kind is Kind.INDEX:
        above = _indices(ground, question)
    else:
        above = _counts(ground, question)
    better = [one for one in above if one.points > today.points and ground.in_time(question.code, one.effort)]
    return Block((question.code,), (today, *better))


def _options(ground: Ground, question: Question) -> list[Rung]:
    value, options, wishes = ground.answers.get(question.code), question.options, ground.wishes
    keys = [option.key for option in options]
    blank_at = len(keys) if options[-1].score else len(keys) - 1
    place = keys.index(value) if isinstance(value, str) and value in keys else blank_at
    closed = wishes.impossible.get(question.code, frozenset())
    rungs: list[Rung] = []
    effort = 0
    for option in reversed(options[:place]):
        own = wishes.level_efforts.get((question.code, option.key), ground.per_step(question))
        effort += units(own)
        if option.key not in closed:
            rungs.append(Rung((option.key,), (option.score * question.weight,), (effort,)))
    return rungs


def _indices(ground: Ground, question: Question) -> list[Rung]:
    value, step = ground.answers.get(question.code), ground.wishes.index_step
    top = min(question.index_max, ground.wishes.limits.get(question.code, question.index_max))
    per_tenth = ground.per_step(question) / TENTH
    rungs: list[Rung] = []
    if isinstance(value, Fraction):
        now, spent = value, 0
    else:  # the survey itself is work, and nobody answers it with nothing
        now, spent = min(top, presumed(ground.wishes, question)), units(ground.per_step(question))
        rungs.append(_index_rung(question, now, spent))
    each = units(per_tenth * step)
    first = now // step + 1
    effort = spent + units(per_tenth * (first * step - now))
    for n in range(int(first), int(top // step) + 1):
        rungs.append(_index_rung(question, n * step, effort))
        effort += each
    if top % step and top > now:
        rungs.append(_index_rung(question, top, effort))
    return rungs


def presumed(wishes: Wishes, question: Question) -> Fraction:
    """The index a survey not yet held is taken to give: as wished, else half of the best."""
    return wishes.indices.get(question.code, question.index_max / 2)


def _index_rung(question: Question, index: Fraction, effort: int) -> Rung:
    return Rung((index,), (index / question.index_max * question.weight,), (effort,))


def filled(ground: Ground, question: Question) -> tuple[dict[str, int], tuple[str, ...]]:
    """The counts of *question* with every blank its formula needs filled in, and the keys nobody gave a
    number for: a denominator is taken as ten, cases as one, what is done as none.
    """
    value = ground.answers.get(question.code)
    known = dict(value) if isinstance(value, tuple) else {}
    known = {**ground.wishes.counts.get(question.code, {}), **known}
    counts: dict[str, int] = {}
    assumed: list[str] = []
    for one in question.inputs:
        if one.key in known:
            counts[one.key] = known[one.key]
        elif one.role:
            counts[one.key] = _guess(question, one.role, known, assumed)
            if counts[one.key]:
                assumed.append(one.key)
    return counts, tuple(assumed)


def _guess(question: Question, role: str, known: Mapping[str, int], assumed: list[str]) -> int:
    others = [one.key for one in question.inputs if one.role == role]
    if any(key in known or key in assumed for key in others):
        return 0  # one number for the role is enough
    if role == "after":
        return max(1, sum(known.get(one.key, 0) for one in question.inputs if one.role == "before"))
    return {"denominator": ASSUMED_WHOLE, "before": 1}.get(role, 0)


def written(question: Question, counts: Mapping[str, int]) -> Value:
    return tuple((one.key, counts[one.key]) for one in question.inputs if one.key in counts)


def mover(question: Question) -> str:
    """The input that work changes: what has been done (a numerator), or the cases of this year."""
    role = "after" if question.formula == "decrease" else "numerator"
    return next(one.key for one in question.inputs if one.role == role)


def sum_of(question: Question, counts: Mapping[str, int], role: str) -> int:
    return sum(counts[one.key] for one in question.inputs if one.role == role)


def ratio_whole(question: Question, counts: Mapping[str, int]) -> int:
    """What a tenth of the way is a tenth of: the denominator, or the cases before; at least one."""
    role = "before" if question.formula == "decrease" else "denominator"
    return max(1, sum_of(question, counts, role))


def _counts(ground: Ground, question: Question) -> list[Rung]:
    counts, _assumed = filled(ground, question)
    key, whole = mover(question), ratio_whole(question, counts)
    each = units(ground.per_step(question) / TENTH / whole)
    limit = ground.wishes.limits.get(question.code)
    rungs: list[Rung] = []
    for done, count in enumerate(_course(question, counts), 1):
        then = settled(ground.pack, question, {**counts, key: count})
        if then is None:
            continue
        value = written(question, then)
        worth = valuate(question, value).value or ZERO
        if worth and (limit is None or worth <= limit):
            rungs.append(Rung((value,), (worth * question.weight,), (each * done,)))
    return rungs


def _course(question: Question, counts: Mapping[str, int]) -> range:
    """The counts the mover passes through on its way to the best."""
    key = mover(question)
    if question.formula == "decrease":
        return range(counts[key] - 1, -1, -1)
    missing = sum_of(question, counts, "denominator") - sum_of(question, counts, "numerator")
    return range(counts[key] + 1, counts[key] + missing + 1)


def settled(pack: Pack, question: Question, counts: dict[str, int]) -> dict[str, int] | None:
    """*counts* with inputs no formula uses lowered until the pack's own rules hold; None when they cannot."""
    then = dict(counts)
    for rule in own_rules(pack, question):
        left = [place.rpartition(".")[2] for place in rule.left]
        right = [place.rpartition(".")[2] for place in rule.right]
        over = sum(then.get(key, 0) for key in left) - sum(then.get(key, 0) for key in right)
        for one in question.inputs:
            if over > 0 and not one.role and one.key in left and one.key in then:
                cut = min(over, then[one.key])
                then[one.key] -= cut
                over -= cut
        if over > 0:
            return None
    return then


def own_rules(pack: Pack, question: Question) -> tuple[Consistency, ...]:
    """The `at-most` rules that speak of *question* alone."""
    inside = {f"{question.code}.{one.key}" for one in question.inputs}
    return tuple(
        rule
        for rule in pack.consistency
        if rule.relation == "at-most" and {*rule.left, *rule.right} <= inside
    )
