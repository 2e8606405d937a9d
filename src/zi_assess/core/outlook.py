"""How often the target would hold if TPI differed from the unit as it did before: a simulation, no forecast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import lcm

from zi_assess.core import review
from zi_assess.core.assessment import Answer, Stage
from zi_assess.core.pack import Kind, Pack, Question, walk
from zi_assess.core.scoring import ZERO, valuate
from zi_assess.core.sheet import Sheet

RUNS = 2000
_MASK = 2**64 - 1

ASSUMPTIONS = (
    "Ini simulasi dari selisih jawaban unit dan TPI yang pernah tercatat, bukan ramalan",
    (
        "Dasarnya {observed} jawaban pilihan pada {reviews} reviu TPI di ruang kerja ini, semuanya dengan instrumen "
        "yang sama; {changed} di antaranya diubah TPI"
    ),
    "Unit dan penilai yang berbeda dianggap menilai serupa",
    "Setiap butir dianggap berubah sendiri-sendiri, dengan peluang yang sama seperti dahulu",
    "Hanya jawaban pilihan yang diubah; rasio, indeks survei, dan jawaban kosong dianggap tetap",
    "Dihitung dari {runs} percobaan dengan benih acak {seed}, sehingga hasilnya dapat diulang",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A choice of one *assessment* that both have answered: TPI moved it by *levels* (below zero: down)."""

    assessment: str
    pack_id: str
    code: str
    levels: int
    example: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """How often TPI moved an answer by so many levels (below zero: down), over choices both have answered in so many
    *reviews*.
    """

    changes: Mapping[int, int]
    reviews: int = 1

    @property
    def observed(self) -> int:
        return sum(self.changes.values())

    @property
    def changed(self) -> int:
        return self.observed - self.changes.get(0, 0)


def differences(
    assessment: str, pack: Pack, answers: Mapping[Stage, Mapping[str, Answer]], *, example: bool = False
) -> tuple[Difference, ...]:
    """What the highest TPI stage that has an answer made of each choice; nothing when none has."""
    theirs = next((answers[stage] for stage in review.TPI if _says(answers.get(stage, {}))), {})
    ours = answers.get(Stage.SELF, {})
    pairs = ((one.code, _place(one, ours), _place(one, theirs)) for one in pack.questions)
    return tuple(
        Difference(assessment, pack.id, code, mine - other, example)
        for code, mine, other in pairs
        if mine is not None and other is not None
    )


def _says(answers: Mapping[str, Answer]) -> bool:
    return any(one.value is not None for one in answers.values())


def history(known: Iterable[Difference], pack_id: str, *, example: bool = False) -> History:
    """The differences that tell something about *pack_id*; made-up reviews tell only about an *example*."""
    told = [one for one in known if one.pack_id == pack_id and (example or not one.example)]
    changes = Counter(one.levels for one in told)
    return History(dict(sorted(changes.items())), len({one.assessment for one in told}))


def _place(question: Question, answers: Mapping[str, Answer]) -> int | None:
    """The place of the answered option, the best at 0; None when none is answered."""
    answer = answers.get(question.code)
    value = answer.value if answer else None
    return next(
        (n for n, option in enumerate(question.options) if option.key == value and not option.skip), None
    )


@dataclass(frozen=True, slots=True)
class Outlook:
    """What came of the simulation. *share* is *passes* ÷ *runs* (0–1), None without any history; *falls* counts the
    runs in which each threshold failed. Show *assumptions* (templates for *values*) wherever *share* is shown.
    """

    target: str
    runs: int
    passes: int
    falls: Mapping[str, int]
    assumptions: tuple[str, ...]
    values: Mapping[str, object]

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.passes, self.runs) if self.runs else None


def outlook(sheet: Sheet, target: str, known: History, *, runs: int = RUNS, seed: int = 1) -> Outlook:
    """Let TPI review *sheet* *runs* times as *known* says it used to, and count how often *target* holds.

    The same sheet, history and *seed* give the same outcome on every machine.
    """
    runs = runs if known.observed else 0
    values = {
        "observed": known.observed,
        "changed": known.changed,
        "reviews": known.reviews,
        "runs": runs,
        "seed": seed,
    }
    trial = _Trial(sheet, target, known)
    source = numbers(seed)
    passes = 0
    falls = dict.fromkeys(trial.names, 0)
    for _ in range(runs):
        failed = trial.run(source)
        passes += not failed
        for name in failed:
            falls[name] += 1
    return Outlook(target, runs, passes, falls, ASSUMPTIONS, values)


def numbers(seed: int) -> Iterator[int]:
    """64-bit numbers that look random and are the same for the same *seed*: SplitMix64 (Steele, Lea, Flood 2014)."""
    state = seed & _MASK
    while True:
        state = (state + 0x9E3779B97F4A7C15) & _MASK
        mixed = state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        yield mixed ^ (mixed >> 31)


class _Trial:
    """What a run needs, in integers."""

    def __init__(self, sheet: Sheet, target: str, known: History) -> None:
        standings = sheet.readiness.of(target)
        self.names = [one.threshold.id for one in standings]
        members = [_members(sheet.pack, one.threshold.of) for one in standings]
        levels = [(question, _levels(sheet, question)) for question in sheet.pack.questions]
        slack = [one.actual - one.threshold.minimum for one in standings]
        points = [point for _, (_, ladder) in levels for point in ladder]
        scale = lcm(*(one.denominator for one in (*slack, *points)))
        self.slack = [int(one * scale) for one in slack]
        self.ladders = [
            (
                at,
                [int(p * scale) for p in ladder],
                [n for n, inside in enumerate(members) if q.code in inside],
            )
            for q, (at, ladder) in levels
            if ladder
        ]
        self.moves = [-levels for levels in known.changes]
        self.bounds = list(accumulate(known.changes.values()))

    def run(self, source: Iterator[int]) -> list[str]:
        """The thresholds that fail in one review."""
        slack = list(self.slack)
        for at, ladder, places in self.ladders:
            drawn = next(source) % self.bounds[-1]
            move = next(m for m, bound in zip(self.moves, self.bounds, strict=True) if drawn < bound)
            if move:
                then = ladder[min(max(at + move, 0), len(ladder) - 1)]
                for place in places:
                    slack[place] += then - ladder[at]
        return [name for name, left in zip(self.names, slack, strict=True) if left < 0]


def _members(pack: Pack, of: Sequence[str]) -> frozenset[str]:
    nodes = walk(tuple(pack.nodes[code] for code in of))
    return frozenset(node.code for node in nodes if isinstance(node, Question))


def _levels(sheet: Sheet, question: Question) -> tuple[int, list[Fraction]]:
    """Where an answered choice stands among its options' points, best first; nothing for all else."""
    place = _place(question, sheet.assessment.of(sheet.stage))
    if place is None or question.kind is not Kind.CHOICE:
        return 0, []
    return place, [(valuate(question, one.key).value or ZERO) * question.weight for one in question.options]
