"""How far TPI may cut before a threshold falls: the fewest one-level downgrades, exactly, and which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, lcm

from zi_assess.core.assessment import Value
from zi_assess.core.pack import Kind, Pack, Question, Threshold, walk
from zi_assess.core.readiness import Standing
from zi_assess.core.scoring import ZERO, valuate
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError

INDEX_STEP = Fraction(1, 10)
_LEVELS = 400


@dataclass(frozen=True, slots=True)
class Cut:
    """One criterion lowered by *levels*: *loss* in points."""

    code: str
    before: Value
    after: Value
    levels: int
    loss: Fraction


@dataclass(frozen=True, slots=True)
class Margin:
    """How firmly one threshold stands. *downgrades* is the fewest that make it fail: 0 when it fails already, None
    when not even all of them do; *cuts* is one such set, which no other of its size outdoes in points lost.
    """

    standing: Standing
    downgrades: int | None
    cuts: tuple[Cut, ...]

    @property
    def threshold(self) -> Threshold:
        return self.standing.threshold

    @property
    def slack(self) -> Fraction:
        return self.standing.actual - self.standing.threshold.minimum


@dataclass(frozen=True, slots=True)
class Decisive:
    """A criterion where one downgrade alone decides, and the thresholds that fall with it."""

    cut: Cut
    thresholds: tuple[Threshold, ...]


@dataclass(frozen=True)
class Margins:
    """Every threshold of *target*, in the pack's order."""

    target: str
    each: tuple[Margin, ...]
    decisive: tuple[Decisive, ...]

    @cached_property
    def weakest(self) -> Margin | None:
        """The threshold that falls first; None when none can fall."""
        falling = [one for one in self.each if one.downgrades is not None]
        return min(falling, key=lambda one: (one.downgrades, one.slack), default=None)

    @property
    def downgrades(self) -> int | None:
        """The fewest downgrades that cost the designation: 0 when it is not reached; None when nothing can."""
        return None if self.weakest is None else self.weakest.downgrades


def margins(
    sheet: Sheet,
    target: str,
    *,
    safe: frozenset[str] = frozenset(),
    index_step: Fraction = INDEX_STEP,
) -> Margins:
    """How far the answers may be cut before *target* is lost; *safe* criteria are never cut.

    One level is the next option down, one count of a ratio (one done less, one case more), *index_step* of an
    index. Raises ZiError when the pack sets no thresholds for *target*.
    """
    standings = sheet.readiness.of(target)
    if not standings:
        raise ZiError(
            "Paket {pack} tidak mempunyai ambang untuk {target}.",
            "Pilih salah satu: {known}.",
            pack=sheet.pack.short,
            target=target,
            known=", ".join(sheet.pack.thresholds) or "–",
        )
    falls = descents(sheet, safe=safe, index_step=index_step)
    each = tuple(_margin(sheet.pack, standing, falls) for standing in standings)
    return Margins(target, each, _decisive(sheet.pack, standings, falls))


def descents(
    sheet: Sheet, *, safe: frozenset[str] = frozenset(), index_step: Fraction = INDEX_STEP
) -> Mapping[str, tuple[Cut, ...]]:
    """By criterion, every way to lower it: one level, two, … down to nothing left to lose."""
    made: dict[str, tuple[Cut, ...]] = {}
    for question in sheet.pack.questions:
        value = sheet.answer(question.code).value
        if value is None or question.code in safe:
            continue
        cuts = tuple(_cuts(question, value, index_step))
        if cuts:
            made[question.code] = cuts
    return made


def _cuts(question: Question, value: Value, index_step: Fraction) -> list[Cut]:
    now = (valuate(question, value).value or ZERO) * question.weight
    cuts: list[Cut] = []
    for levels, after in enumerate(_below(question, value, index_step), 1):
        loss = now - (valuate(question, after).value or ZERO) * question.weight
        if now == 0:
            break
        cuts.append(Cut(question.code, value, after, levels, loss))
        if loss == now:
            break
    return cuts


def _below(question: Question, value: Value, index_step: Fraction) -> list[Value]:
    """The values under *value*, one level apart, best first."""
    if question.kind is Kind.CHOICE:
        keys = [option.key for option in question.options]
        return list(keys[keys.index(value) + 1 :]) if isinstance(value, str) and value in keys else []
    if isinstance(value, Fraction):
        steps = min(_LEVELS, ceil(value / index_step))
        return [max(ZERO, value - n * index_step) for n in range(1, steps + 1)]
    return _fewer(question, dict(value)) if isinstance(value, tuple) else []


def _fewer(question: Question, counts: dict[str, int]) -> list[Value]:
    role, change = ("after", 1) if question.formula == "decrease" else ("numerator", -1)
    key = next((one.key for one in question.inputs if one.role == role and one.key in counts), None)
    if key is None:
        return []
    room = _LEVELS if change > 0 else counts[key]
    made: list[Value] = []
    for n in range(1, min(room, _LEVELS) + 1):
        then = {**counts, key: counts[key] + change * n}
        made.append(tuple((one.key, then[one.key]) for one in question.inputs if one.key in then))
    return made


def _times(pack: Pack, threshold: Threshold) -> frozenset[str]:
    nodes = walk(tuple(pack.nodes[code] for code in threshold.of))
    return frozenset(node.code for node in nodes if isinstance(node, Question))


def _margin(pack: Pack, standing: Standing, falls: Mapping[str, tuple[Cut, ...]]) -> Margin:
    if not standing.met:
        return Margin(standing, 0, ())
    inside = _times(pack, standing.threshold)
    ladders = [cuts for code, cuts in falls.items() if code in inside]
    slack = standing.actual - standing.threshold.minimum
    chosen = fewest(ladders, slack)
    return Margin(standing, None, ()) if chosen is None else Margin(standing, _levels(chosen), chosen)


def _levels(cuts: Sequence[Cut]) -> int:
    return sum(cut.levels for cut in cuts)


def fewest(ladders: Sequence[Sequence[Cut]], slack: Fraction) -> tuple[Cut, ...] | None:
    """The fewest levels, at most one cut from each ladder, that lose more than *slack*; None when none do.

    Exact: for every number of levels the most points they can lose, ladder by ladder.
    """
    scale = lcm(slack.denominator, *(cut.loss.denominator for cuts in ladders for cut in cuts))
    limit = int(slack * scale)
    most = [0]  # by number of levels
    taken: list[list[int]] = []  # per ladder and number of levels: the levels taken from it
    for cuts in ladders:
        losses = [0, *(int(cut.loss * scale) for cut in cuts)]
        most, took = _joined(most, losses, limit)
        taken.append(took)
    total = next((n for n, loss in enumerate(most) if loss > limit), None)
    if total is None:
        return None
    chosen: list[Cut] = []
    for cuts, took in zip(reversed(ladders), reversed(taken), strict=True):
        levels = took[total]
        if levels:
            chosen.append(cuts[levels - 1])
        total -= levels
    return tuple(reversed(chosen))


def _joined(most: list[int], losses: list[int], limit: int) -> tuple[list[int], list[int]]:
    """*most* with one ladder more, no longer than it takes to pass *limit*."""
    made: list[int] = []
    took: list[int] = []
    for n in range(len(most) + len(losses) - 1):
        first, last = max(0, n - len(most) + 1), min(n, len(losses) - 1)
        best = max(range(first, last + 1), key=lambda k: most[n - k] + losses[k])
        made.append(most[n - best] + losses[best])
        took.append(best)
        if made[-1] > limit:
            break
    return made, took


def _decisive(
    pack: Pack, standings: Sequence[Standing], falls: Mapping[str, tuple[Cut, ...]]
) -> tuple[Decisive, ...]:
    made: list[Decisive] = []
    inside = {one.threshold.id: _times(pack, one.threshold) for one in standings}
    for code, (first, *_) in falls.items():
        fallen = tuple(
            one.threshold
            for one in standings
            if one.met
            and code in inside[one.threshold.id]
            and one.actual - first.loss < one.threshold.minimum
        )
        if fallen:
            made.append(Decisive(first, fallen))
    return tuple(made)
