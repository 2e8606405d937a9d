"""The plan as people read it: steps in order, each with its reason, and where the thresholds stand after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from zi_assess.core.assessment import Value
from zi_assess.core.pack import EvidenceSlot, Threshold
from zi_assess.core.plan.ladder import presumed
from zi_assess.core.plan.model import Levels, Model, Need, Pool
from zi_assess.core.plan.order import ordered
from zi_assess.core.plan.wishes import weeks
from zi_assess.core.readiness import Standing
from zi_assess.core.scenario import Scenario, apply
from zi_assess.core.sheet import Sheet

_UNANSWERED = (
    "{n} dari {steps} langkah menyangkut butir yang belum dijawab: "
    "jawab dahulu bila sudah dikerjakan, agar rencana ini tepat"
)
_NO_SURVEY = (
    "{code} belum diisi, jadi indeksnya dimisalkan {index} "
    "dan mengadakan surveinya dihitung seberat satu kenaikan 0,10"
)


class Status(StrEnum):
    """How much is known of a plan: proved cheapest; good, with the gap stated; no way; nothing to do."""

    OPTIMAL = "optimal"
    GAP = "gap"
    INFEASIBLE = "infeasible"
    ALREADY_MET = "already-met"


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that goes with a plan: an Indonesian template for *values*."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One criterion to raise. *effort* is weeks; the first step of shared evidence bears what is paid once.

    *serves* are the thresholds short today that its points count in, *needed_by* those that fail when it alone
    is left out (ids both). *why* is a template for *values*.
    """

    code: str
    before: Value | None
    after: Value | None
    gain: Fraction
    effort: Fraction
    why: str
    values: Mapping[str, object]
    serves: tuple[str, ...]
    needed_by: tuple[str, ...]
    slots: tuple[EvidenceSlot, ...]
    due: date | None = None


@dataclass(frozen=True)
class Plan:
    """The way from a sheet to *target*. *effort* is weeks, the sum of the steps'.

    *gap* is how far at most (0–1) the effort may lie above the least one: 0 when proved, None when unknown.
    When *status* is INFEASIBLE the steps lead to the nearest point within reach, and each of *conflicts* is a set
    of thresholds that cannot all be met, while without any one of them the others can.
    *ties* tells whether the plan is proved to give the most points of all plans as cheap.
    """

    target: str
    status: Status
    effort: Fraction
    gap: Fraction | None
    total_before: Fraction
    total_after: Fraction
    steps: tuple[Step, ...]
    thresholds_before: tuple[Standing, ...]
    thresholds_after: tuple[Standing, ...]
    conflicts: tuple[tuple[Threshold, ...], ...] = ()
    notes: tuple[Note, ...] = ()
    ties: bool = False
    levels: Levels = ()

    @property
    def changes(self) -> Mapping[str, Value | None]:
        return {step.code: step.after for step in self.steps}

    def scenario(self, name: str) -> Scenario:
        """The plan as a what-if to look at, change and adopt."""
        return Scenario(name, self.changes)


def describe(
    model: Model,
    levels: Levels,
    status: Status,
    *,
    gap: Fraction | None = None,
    conflicts: Sequence[Sequence[int]] = (),
    ties: bool = False,
) -> Plan:
    """The plan of *levels*, scored by the engine itself.

    Raises AssertionError when a plan that claims to meet the target does not: then the model is wrong.
    """
    changes = model.changes(levels)
    then = apply(model.sheet, Scenario(model.target, changes))
    if status is not Status.INFEASIBLE and not then.readiness.met(model.target):
        raise AssertionError(f"the plan does not meet {model.target}: {model.unmet(levels)}")
    notes = _notes(model, changes)
    if status is Status.INFEASIBLE and not conflicts:
        unproved = "Belum ditemukan jalan dalam waktu yang ada; belum terbukti bahwa memang tidak ada"
        notes.insert(0, Note(unproved))
    return Plan(
        target=model.target,
        status=status,
        effort=weeks(model.effort(levels)),
        gap=gap,
        total_before=model.sheet.scores.strict,
        total_after=then.scores.strict,
        steps=_steps(model, levels, then),
        thresholds_before=model.sheet.readiness.of(model.target),
        thresholds_after=then.readiness.of(model.target),
        conflicts=tuple(tuple(model.needs[n].threshold for n in places) for places in conflicts),
        notes=tuple(notes),
        ties=ties,
        levels=levels,
    )


def _steps(model: Model, levels: Levels, then: Sheet) -> tuple[Step, ...]:
    efforts = _efforts(model, levels)
    gains = {code: then.scores[code].strict - model.sheet.scores[code].strict for code in efforts}
    paid: set[int] = set()
    steps: list[Step] = []
    for code in ordered(model, efforts, gains):
        opens = [n for n, pool in enumerate(model.pools) if code in pool.codes and n not in paid]
        paid.update(opens)
        steps.append(_step(model, then, code, efforts[code], gains[code], [model.pools[n] for n in opens]))
    return tuple(steps)


def _efforts(model: Model, levels: Levels) -> dict[str, int]:
    """What each moved criterion costs by itself, in UNITS."""
    return {
        code: effort
        for block, level in zip(model.blocks, levels, strict=True)
        for code, effort in zip(block.codes, block.rungs[level].efforts, strict=True)
        if code in block.moved(level)
    }


def _step(model: Model, then: Sheet, code: str, effort: int, gain: Fraction, opens: Sequence[Pool]) -> Step:
    question = model.sheet.pack.question(code)
    assert question is not None, code
    serves = [need for need in model.needs if need.short > 0 and code in need.codes]
    after = {one.threshold.id: one for one in then.readiness.of(model.target)}
    needed = [need for need in model.needs if _needs(need, after[need.threshold.id], code, gain)]
    cost = weeks(effort + sum(pool.effort for pool in opens))
    why, values = _why(gain, cost, serves, needed)
    return Step(
        code,
        model.sheet.answer(code).value,
        then.answer(code).value,
        gain,
        cost,
        why,
        values,
        tuple(need.threshold.id for need in serves),
        tuple(need.threshold.id for need in needed),
        question.evidence,
        model.wishes.due_of(code),
    )


def _needs(need: Need, after: Standing, code: str, gain: Fraction) -> bool:
    return after.met and after.actual - need.codes.get(code, 0) * gain < need.threshold.minimum


def _why(
    gain: Fraction, effort: Fraction, serves: Sequence[Need], needed: Sequence[Need]
) -> tuple[str, Mapping[str, object]]:
    values: dict[str, object] = {"gain": gain, "effort": effort}
    if gain <= 0:
        return "Ikut berubah karena isiannya terkait dengan kriteria lain", values
    if needed:
        titles = "; ".join(need.threshold.title for need in needed)
        return "Memberi {gain} poin; tanpa langkah ini belum tercapai: {thresholds}", {
            **values,
            "thresholds": titles,
        }
    titles = "; ".join(need.threshold.title for need in serves)
    if not effort:
        return "Memberi {gain} poin tanpa kerja tambahan", values
    return "Memberi {gain} poin dan mendekatkan: {thresholds}", {**values, "thresholds": titles}


def _notes(model: Model, changes: Mapping[str, Value | None]) -> list[Note]:
    """Where today's answers say nothing: how often, and what the plan takes for granted there."""
    counts: list[str] = []
    surveys: list[Note] = []
    for code, value in changes.items():
        question = model.sheet.pack.question(code)
        assert question is not None, code
        if isinstance(value, Fraction) and model.sheet.answer(code).value is None:
            surveys.append(Note(_NO_SURVEY, {"code": code, "index": presumed(model.wishes, question)}))
        if isinstance(value, tuple) and code in model.assumed:
            inputs = [one for one in question.inputs if one.key in model.assumed[code]]
            counts.append(f"{code} " + ", ".join(f"{one.title} = {dict(value)[one.key]}" for one in inputs))
    blank = sum(model.sheet.answer(code).value is None for code in changes)
    notes = [Note(_UNANSWERED, {"n": blank, "steps": len(changes)})] if blank else []
    if counts:
        notes.append(Note("Belum diisi, jadi dimisalkan: {counts}", {"counts": "; ".join(counts)}))
    return [*notes, *surveys]
