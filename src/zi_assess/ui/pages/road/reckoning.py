"""What the page Jalan ke predikat knows of a sheet, worked out beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from zi_assess import solve
from zi_assess.core import kept, outlook
from zi_assess.core.assessment import Assessment, Value
from zi_assess.core.hidden import HiddenNeed, hidden_needs
from zi_assess.core.margin import Margins, margins
from zi_assess.core.outlook import Difference, Outlook
from zi_assess.core.pack import Pack, Question
from zi_assess.core.plan import Model, Plan, Shared, Status, Wishes, build, describe, greedy
from zi_assess.core.scenario import Scenario, apply
from zi_assess.core.sheet import Sheet
from zi_assess.reports import planning
from zi_assess.reports.planning import Drawn
from zi_assess.solve import Alternative
from zi_assess.ui.work import Tick

if TYPE_CHECKING:
    from zi_assess.workspace import Workspace


class Asked(NamedTuple):
    """What a plan was asked for; the same question needs no second answer."""

    digest: str
    wishes: str
    target: str
    today: date


def asked(sheet: Sheet, target: str, today: date) -> Asked:
    return Asked(sheet.digest, sheet.assessment.choices.get(kept.WISHES, ""), target, today)


def _model(sheet: Sheet, target: str, today: date) -> tuple[Model, Wishes]:
    wishes = kept.wishes_of(sheet.assessment, today)
    return build(sheet, target, wishes), wishes


def quick(sheet: Sheet, target: str, today: date) -> Drawn | None:
    """A good plan at once; None when the proof has to tell whether there is any."""
    model, wishes = _model(sheet, target, today)
    if not model.unmet(model.still):
        return planning.laid(describe(model, model.still, Status.ALREADY_MET, gap=Fraction(0)), wishes, today)
    levels = greedy(model)
    return None if levels is None else planning.laid(describe(model, levels, Status.GAP), wishes, today)


def proved(sheet: Sheet, target: str, today: date, tick: Tick | None = None) -> Drawn:
    """The proved plan, or with the gap that is left."""
    model, wishes = _model(sheet, target, today)
    return planning.laid(solve.best(model, tick=tick), wishes, today)


def other_ways(sheet: Sheet, drawn: Drawn, code: str) -> tuple[Alternative, ...]:
    """How else the target is reached when *code* stays where it is."""
    model = build(sheet, drawn.plan.target, drawn.wishes)
    return solve.alternatives(model, drawn.plan, code)


class Firm(NamedTuple):
    """How firmly the designation stands on *sheet*: *after* the plan when it does not stand today."""

    sheet: Sheet
    after: bool
    margins: Margins
    hidden: tuple[HiddenNeed, ...]
    outlook: Outlook


def firm(sheet: Sheet, drawn: Drawn, known: Sequence[Difference]) -> Firm:
    """How far the answers may be cut, today or at the end of the plan; *known* is what TPI did so far."""
    target = drawn.plan.target
    then = after(sheet, drawn.plan)
    past = outlook.history(known, sheet.pack.id, example=sheet.assessment.example)
    return Firm(
        then,
        drawn.plan.status is not Status.ALREADY_MET,
        margins(then, target),
        hidden_needs(sheet.pack, target),
        outlook.outlook(then, target, past),
    )


# Wishes


def kept_wishes(sheet: Sheet) -> Wishes:
    """What the user has wished, nothing added."""
    return kept.read_wishes(sheet.assessment.choices.get(kept.WISHES, ""))


def with_effort(wishes: Wishes, code: str, weeks: Fraction | None) -> Wishes:
    """*weeks* a step of *code*; None takes the pack's again."""
    efforts = {key: one for key, one in wishes.efforts.items() if key != code}
    return replace(wishes, efforts=efforts if weeks is None else {**efforts, code: weeks})


def with_index(wishes: Wishes, code: str, index: Fraction | None) -> Wishes:
    """The survey of *code* is expected to give *index*; None takes half of the best again."""
    indices = {key: one for key, one in wishes.indices.items() if key != code}
    return replace(wishes, indices=indices if index is None else {**indices, code: index})


def with_fixed(wishes: Wishes, code: str, on: bool) -> Wishes:
    return replace(wishes, fixed=wishes.fixed | {code} if on else wishes.fixed - {code})


def with_highest(wishes: Wishes, question: Question, key: str) -> Wishes:
    """Options above *key* are out of reach; "" opens them all."""
    keys = [option.key for option in question.options]
    closed = frozenset(keys[: keys.index(key)]) if key in keys else frozenset()
    others = {code: one for code, one in wishes.impossible.items() if code != question.code}
    return replace(wishes, impossible={**others, question.code: closed} if closed else others)


def highest(wishes: Wishes, question: Question) -> str:
    """The best option within reach; "" when all are."""
    closed = wishes.impossible.get(question.code, frozenset())
    return next((one.key for one in question.options if one.key not in closed), "") if closed else ""


def with_due(wishes: Wishes, code: str, day: date | None) -> Wishes:
    """*code* is to be ready on *day*; None: with all the others."""
    due = {key: one for key, one in wishes.due.items() if key != code}
    return replace(wishes, due=due if day is None else {**due, code: day})


def with_shared(wishes: Wishes, before: Shared | None, after: Shared | None) -> Wishes:
    """The group *before* (None: a new one) becomes *after* (None: there is none any more)."""
    kept = [after if one == before else one for one in wishes.shared]
    made = kept if before is not None else [*kept, after]
    return replace(wishes, shared=tuple(one for one in made if one is not None))


def without(wishes: Wishes, code: str) -> Wishes:
    """Nothing wished about *code* alone any more."""
    impossible = {key: one for key, one in wishes.impossible.items() if key != code}
    freed = with_due(with_effort(with_fixed(wishes, code, False), code, None), code, None)
    return replace(with_index(freed, code, None), impossible=impossible)


def wished_codes(wishes: Wishes, pack: Pack) -> list[str]:
    """The criteria something is wished about, in the pack's order."""
    named = {*wishes.efforts, *wishes.indices, *wishes.fixed, *wishes.impossible, *wishes.due}
    return [one.code for one in pack.questions if one.code in named]


def per_step(wishes: Wishes, pack: Pack, question: Question) -> Fraction:
    """Weeks a step of *question* takes: as wished for it, else for its kind of work, else as the pack estimates."""
    kind = wishes.kinds.get(question.work, pack.efforts.get(question.work, Fraction(1)))
    return wishes.efforts.get(question.code, kind)


# What if


def changed(sheet: Sheet, scenario: Scenario, code: str, value: Value | None) -> Scenario:
    """*scenario* with *value*; what equals today's answer is no change."""
    if sheet.answer(code).value == value:
        return scenario.without(code)
    return scenario.with_change(code, value)


def free_name(taken: set[str], stem: str) -> str:
    """*stem*, or with the first number that is free."""
    numbered = (f"{stem} {n}" for n in range(2, len(taken) + 3))
    return stem if stem not in taken else next(one for one in numbered if one not in taken)


def after(sheet: Sheet, plan: Plan) -> Sheet:
    """*sheet* as it stands when *plan* is done, with its target as the aim."""
    then = apply(sheet, plan.scenario(plan.target))
    return replace(then, assessment=replace(then.assessment, target=plan.target))


def years(space: Workspace, mine: Assessment) -> list[tuple[int, Fraction]]:
    """The strict total of every year up to that of *mine*, for the same unit and instrument."""
    whole = mine.unit.id, mine.pack_id, mine.occasion
    listed = [one for one in space.assessments() if (one.unit.id, one.pack_id, one.occasion) == whole]
    upto = sorted((one.year, one.id) for one in listed if one.year <= mine.year)
    return [(year, space.sheet(one).scores.strict) for year, one in upto]


def task_of(sheet: Sheet, drawn: Drawn, code: str, value: Value | None) -> str:
    """What a follow-up for raising *code* to *value* says."""
    step = next((one for one in drawn.plan.steps if one.code == code and one.after == value), None)
    question = planning.question_of(sheet, code)
    before, after = planning.level(question, sheet.answer(code).value), planning.level(question, value)
    words = f"{code} {before} → {after}: {planning.heading(question)}"
    return words if step is None else f"{words}. {planning.task(question, step)}"
