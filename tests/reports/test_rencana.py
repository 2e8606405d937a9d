"""The printed plan: a unit head finds the steps, when, with what evidence, and where it leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

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


def test_what_a_unit_head_reads_ends_on_the_third_page(lke: Pack) -> None:
    for sheet in (aimed(filled(lke)), aimed(start(lke, 5))):
        front = squash("".join(pages(render("rencana", sheet, AS_OF))[:3]))
        assert "Rencanainialatbantu" in front
        steps = solve.best(build(sheet, "WBK")).steps
        assert len(steps) > 12 and all(squash(f"{one.code} ") in front for one in steps)


def test_a_long_plan_tells_every_step_after_the_list(lke: Pack) -> None:
    sheet = aimed(start(lke, 5))
    printed = text(render("rencana", sheet, AS_OF))
    listed, told = printed.split("Rinciantiaplangkah")
    for step in solve.best(build(sheet, "WBK")).steps:
        assert squash(planning.why(step)) not in listed and squash(planning.why(step)) in told
        lacking = planning.lacking(sheet, step)
        assert all(squash(slot.title) in told for slot in lacking)


def test_a_late_plan_says_how_many_people_would_be_in_time(lke: Pack) -> None:
    sheet = near(lke)
    deadline = AS_OF + timedelta(days=7 * 3)
    wishes = f'{{"deadline": "{deadline.isoformat()}"}}'
    sheet = aimed(sheet, **{WISHES: wishes})
    made = planning.drawn(sheet, "WBK", AS_OF)
    assert made.road.late and made.hands and made.hands > 1
    assert f"perlu{made.hands}orangyangbekerjapenuh" in text(render("rencana", sheet, AS_OF))


def test_the_paper_says_when_the_schedule_begins_and_how_much_tpi_may_take(lke: Pack) -> None:
    printed = text(render("rencana", near(lke), AS_OF))
    assert f"Jadwaldihitungmulai{squash(i18n.date(AS_OF))}" in printed
    assert "WBKgugurbila" in printed and "sendirianmenentukan" in printed


def test_few_steps_are_also_drawn_in_time_under_their_short_names(lke: Pack) -> None:
    sheet = near(lke)
    printed = text(render("rencana", sheet, AS_OF))
    drawn = printed.split("Jadwal")[1].split("Yangsudahharusada")[0]
    for place, step in enumerate(solve.best(build(sheet, "WBK")).steps, 1):
        question = planning.question_of(sheet, step.code)
        assert squash(f"{place}. {question.short or question.title}")[:20] in drawn
    assert squash("Des 2026") in drawn and "31Mei" in drawn


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
