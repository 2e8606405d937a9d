"""What a reviewer looks at next: every criterion with what hangs on it, the most telling first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from zi_assess.core import margin, review
from zi_assess.core import sheet as sheets
from zi_assess.core.assessment import (
    Act,
    Answer,
    Assessment,
    Evidence,
    Mark,
    ObservationState,
    Stage,
    Value,
)
from zi_assess.core.checks import Finding, Severity
from zi_assess.core.pack import Group, Pack, Question, Threshold
from zi_assess.core.scoring import ZERO, valuate
from zi_assess.core.sheet import Sheet

_OUTSIDE = frozenset({"evidence-outside-window", "document-dated-outside"})
_NOT_FOR_REVIEW = frozenset(
    {
        "unanswered",
        "proposal-unconfirmed",
        "slot-empty",
        "observation-open",
        "review-unexplained",
        *_OUTSIDE,
    }
)
_DOUBTED = frozenset({Mark.INVALID, Mark.INCOMPLETE})
_PENDING = frozenset({ObservationState.OPEN, ObservationState.ANSWERED})


class Ground(StrEnum):
    """Why a criterion deserves a look, the weightiest first."""

    UNEXPLAINED = "unexplained"
    CHANGED = "changed"
    RISK = "risk"
    OUTSIDE = "outside"
    DOUBTED = "doubted"
    OBSERVED = "observed"
    ODD = "odd"
    LOWER = "lower"
    HIGHER = "higher"
    STAKE = "stake"


ADDED: Mapping[Ground, Fraction] = {
    Ground.UNEXPLAINED: Fraction(5),
    Ground.CHANGED: Fraction(4),
    Ground.RISK: Fraction(3),
    Ground.OUTSIDE: Fraction(2),
    Ground.DOUBTED: Fraction(1),
    Ground.OBSERVED: Fraction(1),
    Ground.ODD: Fraction(1, 2),
}
"""What a ground adds to the points at stake. Most criteria of the LKE weigh less than half a point, so each of these
lifts a small one over its neighbours, and none hides the two surveys."""

_ORDINARY = frozenset({Ground.STAKE, Ground.RISK})


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground in words: *text* is an Indonesian template for *values*."""

    ground: Ground
    text: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Item:
    """One criterion of the list.

    *stake* is what the judged answer earns, in points; *change* how the answer of this stage (or of the one it
    judges) moved it from the unit's own, below zero when lowered. *given* tells whether this stage has answered,
    *differs* whether it, or an earlier one, says something else than the unit; *changed* whether what it judges is
    not as it last saw it; *agreeable* whether agreeing takes nothing away that this stage has said (an earlier "setuju"
    to what has changed since is not); *doubted* whether evidence was ticked as not in order, or an observation is
    pending; *who* is in charge.
    """

    code: str
    stage: Stage
    priority: Fraction
    stake: Fraction
    change: Fraction
    given: bool
    differs: bool
    changed: bool
    agreeable: bool
    doubted: bool
    who: str
    reasons: tuple[Reason, ...]

    @property
    def settled(self) -> bool:
        """Whether nothing waits here for this stage."""
        return self.given and not self.changed


class Sieve(StrEnum):
    """Which criteria a list leaves."""

    ALL = "all"
    OPEN = "open"
    CHANGED = "changed"
    DIFFERENT = "different"
    DOUBTED = "doubted"
    MINE = "mine"


def passes(item: Item, sieve: Sieve, who: str = "") -> bool:
    """Whether *sieve* leaves *item*; `MINE` are those that *who* is in charge of."""
    return {
        Sieve.ALL: True,
        Sieve.OPEN: not item.given,
        Sieve.CHANGED: item.changed,
        Sieve.DIFFERENT: item.differs,
        Sieve.DOUBTED: item.doubted,
        Sieve.MINE: bool(who) and item.who.casefold() == who.casefold(),
    }[sieve]


@dataclass(frozen=True, slots=True)
class Part:
    """How far a part of the instrument is: *done* of *all* criteria judged by a stage. *codes* are its criteria."""

    code: str
    title: str
    codes: frozenset[str]
    done: int
    all: int


def worklist(sheet: Sheet, stage: Stage) -> tuple[Item, ...]:
    """Every criterion for the desk of *stage*: what waits before what is settled, then by priority, then as the pack
    has them. In the unit's own copy, where it is only read, what the auditors objected to comes first.
    """
    known = _Known(sheet, stage)
    items = [_item(known, question) for question in sheet.pack.questions]
    read = sheet.assessment.copy.side == review.Side.UNIT

    def later(one: Item) -> bool:
        return not (one.differs or one.doubted) if read else one.settled

    return tuple(sorted(items, key=lambda one: (later(one), -one.priority)))


def progress(sheet: Sheet, stage: Stage) -> tuple[Part, ...]:
    """How far *stage* is in each area, over both its halves, and in what no area covers."""
    given = {code for code, answer in sheet.assessment.of(stage).items() if answer.value is not None}
    made = []
    for code, title, tops in parts(sheet.pack):
        codes = frozenset(one.code for one in sheet.pack.questions if _below(sheet.pack, one.code, tops))
        made.append(Part(code, title, codes, len(codes & given), len(codes)))
    return tuple(made)


def parts(pack: Pack) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The parts an instrument is spoken of by: code, title and the places each covers."""
    made = [(one.code, one.short or one.title, one.of) for one in pack.aggregates]
    covered = {code for one in pack.aggregates for code in one.of}
    for top in pack.tree:
        if any(code == top.code or code.startswith(f"{top.code}.") for code in covered):
            continue
        inner = [child for child in top.children if isinstance(child, Group)] if pack.aggregates else []
        made += [(one.code, one.short or one.title, (one.code,)) for one in inner or [top]]
    return tuple(made)


def oddities(sheet: Sheet, code: str) -> tuple[Finding, ...]:
    """What a reviewer should know is odd about *code*, besides evidence that is dated outside the window."""
    return tuple(one for one in sheet.findings_at(code) if _is_odd(one))


def _is_odd(found: Finding) -> bool:
    return found.severity is not Severity.INFO and found.code not in _NOT_FOR_REVIEW


def rest(items: Iterable[Item]) -> tuple[Item, ...]:
    """What of *items* waits and can be agreed to at once: the judged answer is there, and no own one against it."""
    return tuple(one for one in items if one.agreeable and not one.settled)


def telling(pack: Pack, item: Item) -> bool:
    """Whether *item* should be looked at before it is agreed to: something is odd about it, or it has more than
    twice the points of an ordinary one. A threshold at risk names too many to tell them apart.
    """
    usual = sum((one.weight for one in pack.questions), ZERO) / max(1, len(pack.questions))
    return item.stake > 2 * usual or any(one.ground not in _ORDINARY for one in item.reasons)


def waiting(sheet: Sheet) -> int:
    """How many criteria the inspectorate has still to judge while the review is on; 0 at any other time."""
    mine = sheet.assessment
    if review.phase(mine) is not review.Phase.REVIEWING:
        return 0
    stage = review.highest(mine) or Stage.TPI_MEMBER
    codes = [one.code for one in sheet.pack.questions]
    changed = review.changed_since(mine, codes, stage)
    return sum(code in changed or mine.answer(code, stage).value is None for code in codes)


def outlook(sheet: Sheet, stage: Stage) -> Sheet:
    """The sheet as it would stand if *stage* agreed wherever it has not answered yet."""
    mine = sheet.assessment
    whole = {one.code: Answer(latest(mine, stage, one.code)) for one in sheet.pack.questions}
    return sheets.make(sheet.pack, replace(mine, answers={**mine.answers, stage: whole}), stage)


def latest(mine: Assessment, stage: Stage, code: str) -> Value | None:
    """What *stage* says about *code*, or else what it judges there."""
    own = mine.answer(code, stage).value
    return own if own is not None else mine.answer(code, review.compared(mine, stage, code)).value


def in_charge(pack: Pack, mine: Assessment, code: str) -> str:
    """Who is in charge of *code*: its own person, else that of the nearest group above; "" nobody."""
    named = (mine.assigned.get(node.code, "") for node in reversed(pack.path(code)))
    return next((who for who in named if who), "")


def change_from_self(mine: Assessment, question: Question, value: Value | None) -> Fraction:
    """How many points *value* moves *question* from the unit's own answer; nothing while there is no value."""
    return (
        ZERO if value is None else worth(question, value) - worth(question, mine.answer(question.code).value)
    )


def worth(question: Question, value: Value | None) -> Fraction:
    """What *value* earns, in points."""
    return (valuate(question, value).value or ZERO) * question.weight


class _Known:
    """What is worked out once for the whole list."""

    def __init__(self, sheet: Sheet, stage: Stage) -> None:
        self.sheet, self.stage, self.mine = sheet, stage, sheet.assessment
        self.evidence: dict[str, list[Evidence]] = {}
        for use in self.mine.evidence:
            self.evidence.setdefault(use.code, []).append(use)
        self.risks = _risks(outlook(sheet, stage))
        self.visited = review.last(self.mine, Act.RETURN, Act.CLOSE) is not None
        self.outside: dict[str, int] = {}
        self.odd: dict[str, int] = {}
        for found in sheet.findings:
            if found.code in _OUTSIDE:
                self.outside[found.where] = self.outside.get(found.where, 0) + 1
            elif _is_odd(found):
                self.odd[found.where] = self.odd.get(found.where, 0) + 1
        self.doubts = _doubts(self.mine)
        pending = [one for one in self.mine.observations if one.status in _PENDING]
        self.observed = {one.code: sum(other.code == one.code for other in pending) for one in pending}
        self.unexplained = frozenset(review.unexplained(sheet.pack, self.mine))

    def changed(self, code: str) -> bool:
        if not self.visited:
            return False
        thin = replace(
            self.mine, evidence=tuple(self.evidence.get(code, ()))
        )  # else every row for every code
        return bool(review.changed_since(thin, (code,), self.stage))


def _doubts(mine: Assessment) -> Mapping[str, int]:
    """By criterion, how many of its pieces of evidence some stage ticked as not in order."""
    doubted = {
        evidence_id
        for verdicts in mine.verdicts.values()
        for evidence_id, verdict in verdicts.items()
        if verdict.mark in _DOUBTED
    }
    found: dict[str, int] = {}
    for use in mine.evidence if doubted else ():
        if use.id in doubted:
            found[use.code] = found.get(use.code, 0) + 1
    return found


def _risks(sheet: Sheet) -> Mapping[str, Threshold]:
    """By criterion, the threshold of the target that falls when its answer is lowered by one level."""
    held = [one for one in sheet.readiness.of(sheet.assessment.target) if one.met]
    found: dict[str, Threshold] = {}
    for code, (first, *_rest) in margin.descents(sheet).items() if held else ():
        above = {node.code for node in sheet.pack.path(code)}
        for one in held:
            falls = one.actual - first.loss < one.threshold.minimum
            if falls and not above.isdisjoint(one.threshold.of):
                found.setdefault(code, one.threshold)
    return found


def _item(known: _Known, question: Question) -> Item:
    code, mine, stage = question.code, known.mine, known.stage
    own = mine.answer(code, stage).value
    now = latest(mine, stage, code)
    judged = mine.answer(code, review.compared(mine, stage, code)).value
    changed = known.changed(code)
    stake, change = worth(question, judged), change_from_self(mine, question, now)
    reasons = tuple(_reasons(known, code, changed, stake, change))
    return Item(
        code=code,
        stage=stage,
        priority=stake + 2 * abs(change) + sum((ADDED.get(one.ground, ZERO) for one in reasons), ZERO),
        stake=stake,
        change=change,
        given=own is not None,
        differs=now is not None and now != mine.answer(code).value,
        changed=changed,
        agreeable=judged is not None
        and (own in (None, judged) or (changed and not mine.answer(code, stage).note)),
        doubted=code in known.doubts or code in known.observed,
        who=in_charge(known.sheet.pack, mine, code),
        reasons=reasons,
    )


def _reasons(known: _Known, code: str, changed: bool, stake: Fraction, change: Fraction) -> Iterable[Reason]:
    if code in known.unexplained:
        yield Reason(Ground.UNEXPLAINED, "Berbeda tanpa catatan", {})
    if changed:
        yield Reason(Ground.CHANGED, "Berubah sejak kunjungan lalu", {})
    if code in known.risks:
        yield Reason(Ground.RISK, "Ambang terancam: {threshold}", {"threshold": known.risks[code].title})
    if code in known.outside:
        yield Reason(Ground.OUTSIDE, "{n} bukti di luar masa", {"n": known.outside[code]})
    if code in known.doubts:
        yield Reason(Ground.DOUBTED, "{n} bukti belum sah", {"n": known.doubts[code]})
    if code in known.observed:
        yield Reason(Ground.OBSERVED, "{n} temuan", {"n": known.observed[code]})
    if code in known.odd:
        yield Reason(Ground.ODD, "{n} kejanggalan", {"n": known.odd[code]})
    if change:
        lower = change < 0
        text = "Turun {points}" if lower else "Naik {points}"
        yield Reason(Ground.LOWER if lower else Ground.HIGHER, text, {"points": abs(change)})
    if stake:
        yield Reason(Ground.STAKE, "{points} poin", {"points": stake})


def _below(pack: Pack, code: str, tops: tuple[str, ...]) -> bool:
    return any(node.code in tops for node in pack.path(code))
