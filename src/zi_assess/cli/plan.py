"""The way to a designation from a terminal: `plan` and `margin`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zi_assess.cli import show
from zi_assess.cli.options import Id, Json, Place, StageName, Who, opened, sheet
from zi_assess.cli.work import standing_data
from zi_assess.core.assessment import value_text
from zi_assess.core.exact import decimal_text
from zi_assess.errors import ZiError
from zi_assess.i18n import N_, _, n_, number

if TYPE_CHECKING:
    from zi_assess.core.margin import Cut, Margins
    from zi_assess.core.plan import Plan
    from zi_assess.core.sheet import Sheet
    from zi_assess.reports.planning import Drawn

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
    print(f"{plan.target}: {planning.statement(plan, made.wishes.points)} ({words})")
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
    if json:
        show.as_json(_margin_data(found))
    else:
        _print_margin(found)


def _margin_data(found: Margins) -> dict[str, object]:
    """`downgrades` is null when not even all downgrades cost the designation."""
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
    }


def _cut_data(cut: Cut) -> dict[str, object]:
    return {
        "code": cut.code,
        "from": value_text(cut.before),
        "to": value_text(cut.after),
        "levels": cut.levels,
        "loss": decimal_text(cut.loss),
    }


def _print_margin(found: Margins) -> None:
    weakest = found.weakest
    if weakest is None:
        print(_("Tidak ada penurunan jawaban yang menggugurkan {target}.").format(target=found.target))
    elif weakest.downgrades == 0:
        print(_("Ambang {target} belum terpenuhi.").format(target=found.target))
    else:
        count = weakest.downgrades or 0
        words = n_(
            "{target} gugur bila {n} tingkat jawaban diturunkan ({title}):",
            "{target} gugur bila {n} tingkat jawaban diturunkan ({title}):",
            count,
        )
        print(words.format(target=found.target, n=count, title=weakest.threshold.title))
    cuts = weakest.cuts if weakest else ()
    if cuts:
        rows = [
            (f"  {cut.code}", value_text(cut.before), "→", value_text(cut.after), f"−{number(cut.loss)}")
            for cut in cuts
        ]
        show.table(rows, right={4})
