"""The way to a designation from a terminal: `plan` and `margin`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zi_assess.cli import show
from zi_assess.cli.options import Id, Json, Place, StageName, Who, opened, sheet
from zi_assess.cli.work import standing_data
from zi_assess.core.assessment import Stage, value_text
from zi_assess.core.exact import decimal_text
from zi_assess.errors import ZiError
from zi_assess.i18n import N_, _, number, say

if TYPE_CHECKING:
    from zi_assess.core.margin import Cut, Margins
    from zi_assess.core.outlook import Outlook
    from zi_assess.core.plan import Plan
    from zi_assess.core.sheet import Sheet
    from zi_assess.reports.planning import Drawn
    from zi_assess.workspace import Workspace

Target = Annotated[
    str,
    typer.Option(
        "--target",
        metavar="WBK|WBBM",
        help=N_("Predikat yang dituju; bila tidak disebut, tujuan penilaian ini."),
    ),
]


def plan(
    assessment: Id,
    target: Target = "",
    calendar: Annotated[
        Path | None,
        typer.Option("--ics", metavar="BERKAS", help=N_("Tulis juga langkahnya sebagai berkas kalender.")),
    ] = None,
    stage: StageName = "SELF",
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    from zi_assess import files
    from zi_assess.reports import planning

    with opened(workspace, who) as place:
        now = sheet(place, assessment, stage)
    made = planning.drawn(now, _aim(now, target), date.today())
    if json:
        show.as_json(_plan_data(made.plan))
    else:
        _print_plan(now, made)
    if calendar is not None:
        files.write_bytes(calendar, planning.calendar(now, made))
        show.remark(_("Kalender ditulis: {path}").format(path=calendar))


def _aim(now: Sheet, target: str) -> str:
    """The designation to plan for, as the pack writes it. Raises ZiError when none is known."""
    wanted = target or now.assessment.target
    if not wanted and now.pack.thresholds:
        known = ", ".join(now.pack.thresholds)
        raise ZiError(
            "Penilaian ini belum punya predikat yang dituju.", "Tambahkan --target: {known}.", known=known
        )
    return next((one for one in now.pack.thresholds if one.casefold() == wanted.casefold()), wanted)


def _plan_data(made: Plan) -> dict[str, object]:
    from zi_assess.reports import planning

    return {
        "status": made.status.value,
        "effort": decimal_text(made.effort),
        "total_after": decimal_text(made.total_after),
        "steps": [
            {
                "code": step.code,
                "from": value_text(step.before),
                "to": value_text(step.after),
                "gain": decimal_text(step.gain),
                "effort": decimal_text(step.effort),
                "why": planning.why(step),
            }
            for step in made.steps
        ],
        "thresholds_after": [standing_data(one) for one in made.thresholds_after],
    }


def _print_plan(now: Sheet, made: Drawn) -> None:
    from zi_assess.reports import planning

    plan = made.plan
    words, _kind = planning.badge(plan)
    first = planning.statement(plan, made.wishes.points)
    print(f"{plan.target}: {first} ({words})" if plan.steps else f"{first} ({words})")
    print(planning.summary(plan))
    for thresholds in plan.conflicts:
        print(planning.conflict(plan, thresholds))
    if plan.steps:
        print()
        rows = [("", _("Kode"), _("Dari"), _("Ke"), _("Poin"), _("Minggu"), _("Butir"))]
        for place, step in enumerate(plan.steps, 1):
            question = planning.question_of(now, step.code)
            rows.append(
                (
                    str(place),
                    step.code,
                    planning.level(question, step.before),
                    planning.level(question, step.after),
                    f"+{number(step.gain)}",
                    number(step.effort, 1),
                    question.short or question.title,
                )
            )
        show.table(rows, right={0, 4, 5})
        print()
        print(planning.deadline_line(made))
    for line in planning.note_lines(plan):
        show.remark(line)


def margin(
    assessment: Id,
    target: Target = "",
    stage: StageName = "SELF",
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    from zi_assess.core.margin import margins

    with opened(workspace, who) as place:
        now = sheet(place, assessment, stage)
        found = margins(now, _aim(now, target))
        past = _outlook(place, now, found) if found.downgrades and now.stage is Stage.SELF else None
    if json:
        show.as_json(_margin_data(found, past))
    else:
        _print_margin(now, found)
        if past is not None:
            _print_outlook(past, found)


def _outlook(place: Workspace, now: Sheet, found: Margins) -> Outlook:
    """How often the unit's own answers would hold before a TPI that judges as those of this workspace did."""
    from zi_assess.core import outlook

    past = outlook.history(place.differences(), now.pack.id, example=now.assessment.example)
    return outlook.outlook(now, found.target, past)


def _margin_data(found: Margins, past: Outlook | None) -> dict[str, object]:
    """`downgrades` is null when not even all downgrades cost the designation, `outlook` when nothing was tried."""
    weakest = found.weakest
    return {
        "target": found.target,
        "downgrades": found.downgrades,
        "cuts": [_cut_data(cut) for cut in (weakest.cuts if weakest else ())],
        "thresholds": [
            {"id": one.threshold.id, "slack": decimal_text(one.slack), "downgrades": one.downgrades}
            for one in found.each
        ],
        "decisive": [
            {"code": one.cut.code, "thresholds": [each.id for each in one.thresholds]}
            for one in found.decisive
        ],
        "outlook": _outlook_data(past) if past is not None and past.runs else None,
    }


def _outlook_data(past: Outlook) -> dict[str, object]:
    return {
        "runs": past.runs,
        "passes": past.passes,
        "falls": dict(past.falls),
        "assumptions": [say(one, past.values) for one in past.assumptions],
    }


def _cut_data(cut: Cut) -> dict[str, object]:
    return {
        "code": cut.code,
        "from": value_text(cut.before),
        "to": value_text(cut.after),
        "levels": cut.levels,
        "loss": decimal_text(cut.loss),
    }


def _print_margin(now: Sheet, found: Margins) -> None:
    from zi_assess.reports import firmness

    print(firmness.headline(found))
    cuts = found.weakest.cuts if found.weakest else ()
    if cuts:
        show.table([_cut_row(now, cut) for cut in cuts], right={2})
    print()
    _print_thresholds(found)
    lines = firmness.decisive(now, found)
    if lines:
        print()
        print("\n".join(lines))
    if found.downgrades == 0:
        words = _("Jalan ke {target}: zi-assess plan {id} --target {target}")
        show.remark(words.format(target=found.target, id=now.assessment.id))
    else:
        show.remark(firmness.level_meant())


def _cut_row(now: Sheet, cut: Cut) -> tuple[str, ...]:
    from zi_assess.reports import planning

    question = planning.question_of(now, cut.code)
    levels = f"{planning.level(question, cut.before)} → {planning.level(question, cut.after)}"
    return f"  {cut.code}", levels, f"−{number(cut.loss)}", question.short or question.title


def _print_thresholds(found: Margins) -> None:
    from zi_assess.reports import firmness, wording

    rows = [(_("Ambang"), _("Nilai"), _("Minimal"), _("Cadangan"), _("Gugur setelah"))]
    for one in found.each:
        slack = f"−{wording.visible(-one.slack)}" if one.slack < 0 else wording.visible(one.slack)
        minimum = number(one.threshold.minimum)
        rows.append((one.threshold.title, number(one.standing.actual), minimum, slack, firmness.after(one)))
    show.table(rows, right={1, 2, 3})


def _print_outlook(past: Outlook, found: Margins) -> None:
    from zi_assess.reports import firmness

    print()
    print(_("Bila TPI menilai seperti dahulu"))
    print("\n".join(firmness.outlook(past, found)))
