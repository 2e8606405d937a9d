"""The printed plan: a unit head finds the steps, when, with what evidence, and where it leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.plan.starts import start
from tests.reports.paper import AS_OF, filled, pages, squash, text
from zi_assess import i18n, solve
from zi_assess.core.kept import WISHES
from zi_assess.core.pack import Pack
from zi_assess.core.plan import build
from zi_assess.core.scenario import Scenario, apply
from zi_assess.core.sheet import Sheet
from zi_assess.reports import planning, render


def aimed(sheet: Sheet, target: str = "WBK", **choices: str) -> Sheet:
    return replace(sheet, assessment=replace(sheet.assessment, target=target, choices=choices))


def near(lke: Pack) -> Sheet:
    """A unit that has done all but the first four steps."""
    sheet = aimed(start(lke, 5))
    done = solve.best(build(sheet, "WBK")).steps[4:]
    return apply(sheet, Scenario("", {step.code: step.after for step in done}))


def test_every_step_is_printed_with_its_reason_and_the_evidence_it_lacks(lke: Pack) -> None:
    sheet = near(lke)
    plan = solve.best(build(sheet, "WBK"))
    printed = text(render("rencana", sheet, AS_OF))
    assert squash(planning.statement(plan)) in printed
    for step in plan.steps:
        assert squash(f"{step.code} ") in printed
        assert squash(planning.why(step)) in printed
        assert all(squash(slot.title) in printed for slot in step.slots[:4])


def test_it_has_one_to_three_pages_for_an_ordinary_unit(lke: Pack) -> None:
    assert 1 <= len(pages(render("rencana", aimed(filled(lke)), AS_OF))) <= 3


def test_a_long_plan_keeps_to_three_pages_and_still_names_every_step(lke: Pack) -> None:
    sheet = aimed(start(lke, 5))
    pdf = render("rencana", sheet, AS_OF)
    assert len(pages(pdf)) <= 3
    steps = solve.best(build(sheet, "WBK")).steps
    assert len(steps) > 12 and all(squash(f"{one.code} ") in text(pdf) for one in steps)


def test_the_thresholds_stand_today_and_afterwards(lke: Pack) -> None:
    sheet = aimed(start(lke, 5))
    printed = text(render("rencana", sheet, AS_OF))
    for one in solve.best(build(sheet, "WBK")).thresholds_after:
        assert squash(f"{one.threshold.title}") in printed and i18n.number(one.actual) in printed


def test_the_hidden_need_is_said_in_words(lke: Pack) -> None:
    assert "perlu42,75poin" in text(render("rencana", aimed(start(lke, 5)), AS_OF))
    assert "perlu49,75poin" in text(render("rencana", aimed(start(lke, 5), "WBBM"), AS_OF))


def test_no_way_says_which_threshold_is_in_the_way(lke: Pack) -> None:
    codes = ", ".join(f'"{one.code}"' for one in lke.questions if one.code.startswith(("A.I.2", "A.II.2")))
    printed = text(render("rencana", aimed(start(lke, 5), **{WISHES: f'{{"fixed": [{codes}]}}'}), AS_OF))
    assert "AreaPenataanTatalaksanatidakdapatmencapai" in printed
    assert "Tidakterjangkau" in printed


def test_what_is_met_is_not_planned(lke: Pack) -> None:
    sheet = aimed(start(lke, 5))
    full = replace(sheet.assessment, answers={})
    for question in lke.questions:
        value = question.options[0].key if question.options else question.index_max
        counts = tuple((one.key, 0 if one.role == "after" else 3) for one in question.inputs)
        answer = replace(sheet.answer(question.code), value=counts or value)
        full = full.with_answer(question.code, answer)
    from zi_assess.core import sheet as sheets

    printed = text(render("rencana", sheets.make(lke, full), date(2026, 3, 1)))
    assert "Sudahterpenuhi" in printed and "Langkahdemilangkah" not in printed


def test_a_pack_without_thresholds_says_so(service: Pack) -> None:
    assert "tidakpunyaambangpredikat" in text(render("rencana", filled(service), AS_OF))
