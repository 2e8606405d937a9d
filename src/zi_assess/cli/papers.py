"""What leaves on paper and comes in as a workbook: `report`, `workbook import | export`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from zi_assess.cli import show
from zi_assess.cli.options import (
    Id,
    Json,
    Output,
    Place,
    StageName,
    Who,
    day,
    opened,
    opened_or_made,
    read_sheet,
)
from zi_assess.core.checks import Finding
from zi_assess.errors import ZiError
from zi_assess.i18n import N_, _

_LAYOUTS = ("A", "B")
_ALIKE = 5


def report(
    assessment: Annotated[str, typer.Argument(metavar="ID", help=N_("Id penilaian, atau awalannya."))] = "",
    kind: Annotated[str, typer.Argument(metavar="JENIS", help=N_("Jenis laporan; lihat --list."))] = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="BERKAS", help=N_("Berkas PDF yang ditulis."))
    ] = None,
    as_of: Annotated[
        str,
        typer.Option(
            "--date", metavar="TANGGAL", help=N_("Tanggal laporan; bila tidak disebut, perubahan terakhir.")
        ),
    ] = "",
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also", metavar="ID", help=N_("Penilaian unit lain dalam surat yang sama; boleh diulang.")
        ),
    ] = None,
    stage: StageName = "SELF",
    listing: Annotated[bool, typer.Option("--list", help=N_("Sebutkan jenis-jenis laporan."))] = False,
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    from zi_assess import files, reports

    if listing:
        return show.kinds(reports.REPORTS.values(), json=json)
    if not assessment or not kind or output is None:
        raise typer.BadParameter(N_("ID, JENIS, dan -o BERKAS perlu disebut, atau --list."))
    when = day(as_of)
    with opened(workspace, who) as place:
        now = read_sheet(place, assessment, stage)
        if kind in reports.REPORTS and reports.REPORTS[kind].told:
            now = replace(now, history=place.journal(now.assessment.id, 0))
        others = [read_sheet(place, one, stage) for one in also or ()]
    changed = now.assessment.changed.astimezone().date()
    files.write_bytes(output, reports.render(kind, now, when or changed, others))
    show.remark(_("Laporan ditulis: {path}").format(path=output))


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="BERKAS.xlsx", help=N_("LKE Excel, atau templat unggahan PortalRB."))
    ],
    year: Annotated[int, typer.Option("--year", metavar="TAHUN", help=N_("Tahun pengusulan."))],
    unit: Annotated[
        str,
        typer.Option(
            "--unit", metavar="NAMA", help=N_("Nama unit kerja; bila tidak disebut, yang tertulis di berkas.")
        ),
    ] = "",
    target: Annotated[
        str, typer.Option("--target", metavar="WBK|WBBM", help=N_("Predikat yang dituju."))
    ] = "",
    pack: Annotated[str, typer.Option("--pack", metavar="ID", help=N_("Paket kriteria."))] = "lke-zi",
    workspace: Place = None,
    who: Who = "",
) -> None:
    from zi_assess import criteria, workbook

    chosen = criteria.find(pack)
    incoming = workbook.read(file, chosen)
    owner = unit or incoming.unit
    if not owner:
        raise ZiError("Berkas ini tidak menyebut unit kerja.", "Tambahkan --unit NAMA.")
    with opened_or_made(workspace, who) as place:
        made = place.take_workbook(incoming, chosen, unit=owner, year=year, target=target)
    print(made)
    answered = sum(
        answer.value is not None for answers in incoming.answers.values() for answer in answers.values()
    )
    show.remark(
        _("Tata letak {layout}: {answers} jawaban, {links} tautan, {remarks} hal yang perlu dilihat.").format(
            layout=incoming.layout,
            answers=answered,
            links=sum(map(len, incoming.links.values())),
            remarks=len(incoming.remarks),
        )
    )
    _tell(incoming.remarks, made)


def _tell(remarks: Sequence[Finding], made: str) -> None:
    """What is odd in the file; of many alike only the first few, since `check` lists them all."""
    said = Counter[str]()
    for one in remarks:
        said[one.code] += 1
        if said[one.code] <= _ALIKE:
            show.remark(f"{one.where}: {show.text_of(one)}")
    more = sum(max(0, count - _ALIKE) for count in said.values())
    if more:
        show.remark(
            _("… dan {count} lagi seperti itu. Semuanya: zi-assess check {id}").format(
                count=more, id=made[:8]
            )
        )


def export(
    assessment: Id,
    output: Output,
    layout: Annotated[
        str, typer.Option("--layout", metavar="A|B", help=N_("A: LKE Excel; B: templat PortalRB."))
    ] = "A",
    workspace: Place = None,
    who: Who = "",
) -> None:
    from zi_assess import files, workbook

    if layout.upper() not in _LAYOUTS:
        raise ZiError("Tata letak {layout} tidak dikenal.", "Pilih A atau B.", layout=layout)
    with opened(workspace, who) as place:
        now = place.sheet(place.assessment(assessment).id)
    files.write_bytes(output, workbook.write(now, layout.upper()))
    show.remark(_("Lembar kerja ditulis: {path}").format(path=output))
