"""Surveys on paper: `survey report` writes reports, poster and plan, `survey form` an empty form of any kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zi_assess.cli import show
from zi_assess.cli.options import Json, Output, Place, Who, day, opened
from zi_assess.i18n import N_, _

if TYPE_CHECKING:
    from zi_assess.reports.surveysheet import SurveySheet
    from zi_assess.workspace import Workspace


def report(
    survey: Annotated[str, typer.Argument(metavar="SURVEI", help=N_("Id survei, atau awalannya."))] = "",
    kind: Annotated[str, typer.Argument(metavar="JENIS", help=N_("Jenis laporan; lihat --list."))] = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="BERKAS", help=N_("Berkas PDF yang ditulis."))
    ] = None,
    as_of: Annotated[
        str,
        typer.Option(
            "--date", metavar="TANGGAL", help=N_("Tanggal laporan; bila tidak disebut, hari terakhir survei.")
        ),
    ] = "",
    listing: Annotated[bool, typer.Option("--list", help=N_("Sebutkan jenis-jenis laporan."))] = False,
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    from zi_assess import files
    from zi_assess.reports import surveys

    if listing:
        return show.kinds(surveys.SURVEY_REPORTS.values(), json=json)
    if not survey or not kind or output is None:
        raise typer.BadParameter(N_("SURVEI, JENIS, dan -o BERKAS perlu disebut, atau --list."))
    when = day(as_of)
    with opened(workspace, who) as place:
        found = sheet(place, survey)
    created = found.held.created
    last = found.last or (created.date() if created else None)
    chosen = when or last
    assert chosen is not None  # a kept survey has been created on some day
    files.write_bytes(output, surveys.render(kind, found, chosen))
    show.remark(_("Laporan ditulis: {path}").format(path=output))


def form(
    kind: Annotated[str, typer.Argument(metavar="JENIS", help=N_("Jenis survei, misalnya skm."))],
    output: Output,
    unit: Annotated[str, typer.Option("--unit", metavar="NAMA", help=N_("Nama unit pada formulir."))] = "",
    period: Annotated[
        str, typer.Option("--period", metavar="PERIODE", help=N_("Periode pada formulir."))
    ] = "",
    phone: Annotated[bool, typer.Option("--phone", help=N_("Satu kolom seukuran layar ponsel."))] = False,
) -> None:
    from datetime import date

    from zi_assess import files
    from zi_assess.criteria import surveys as forms
    from zi_assess.reports import formulir

    empty = formulir.blank(forms.find(kind), unit, period)
    made = formulir.phone if phone else formulir.a4
    files.write_bytes(output, made(empty, date.min))
    show.remark(_("Formulir ditulis: {path}").format(path=output))


def sheet(space: Workspace, survey: str) -> SurveySheet:
    """A survey with its trend, and the follow-ups of its unit. Raises ZiError when there is no such survey."""
    from zi_assess.reports.surveysheet import gather

    held = space.surveys.survey(survey)
    mine = [space.assessment(one.id) for one in space.assessments() if one.unit.id == held.unit.id]
    return gather(
        held,
        trend=space.surveys.trend(held.unit.name, held.kind),
        follow_ups=[follow for one in mine for follow in one.follow_ups],
        example=any(one.example for one in mine),
    )
