"""Giving the evidence away: `binder`, `tree`, `register`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zi_assess.cli import show
from zi_assess.cli.options import Id, Json, Output, Place, Who, day, opened
from zi_assess.i18n import N_, _, say

Area = Annotated[
    str,
    typer.Option(
        "--area",
        metavar="KODE",
        help=N_("Hanya area ini, misalnya A.I.1 atau A.6; bila tidak disebut, semua."),
    ),
]


def binder(
    assessment: Id,
    output: Output,
    area: Area = "",
    as_of: Annotated[
        str,
        typer.Option(
            "--date",
            metavar="TANGGAL",
            help=N_("Tanggal pada sampul; bila tidak disebut, perubahan terakhir."),
        ),
    ] = "",
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    from zi_assess.reports import binder as binders

    when = day(as_of)
    with opened(workspace, who) as place, show.progress() as tick:
        now = place.sheet(place.assessment(assessment).id)
        library = {one.id: one for one in place.documents()}
        bound = binders.write(
            output, now, place.document_path, area=area, as_of=when, library=library, tick=tick
        )
    rows = [
        {
            "document": one.document.name,
            "sha256": one.document.sha256,
            "why": say(one.why.text, one.why.values),
        }
        for one in bound.not_whole
    ]
    if json:
        show.as_json(
            {
                "pages": bound.pages,
                "documents": bound.documents,
                "attached": bound.attached,
                "not_whole": rows,
            }
        )
    for row in rows:
        show.remark(f"{row['document']}: {row['why']}")
    words = _("Binder ditulis: {path} ({pages} halaman, {documents} dokumen)")
    show.remark(words.format(path=output, pages=bound.pages, documents=bound.documents))


def tree(
    assessment: Id,
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="FOLDER", help=N_("Folder baru atau kosong, atau berkas .zip.")
        ),
    ],
    area: Area = "",
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    from zi_assess.reports import folders

    with opened(workspace, who) as place, show.progress() as tick:
        now = place.sheet(place.assessment(assessment).id)
        library = {one.id: one for one in place.documents()}
        given = folders.write(output, now, place.document_path, area=area, library=library, tick=tick)
    lost = [
        {"code": one.use.code, "document": one.use.document.name, "why": _(one.why)}
        for one in given.not_given
    ]
    if json:
        show.as_json({"files": given.files, "links": given.links, "bytes": given.size, "not_given": lost})
    for row in lost:
        show.remark(f"{row['code']} {row['document']}: {row['why']}")
    words = _("Bukti ditulis: {path} ({files} berkas, {links} tautan)")
    show.remark(words.format(path=output, files=given.files, links=given.links))


def register(assessment: Id, output: Output, area: Area = "", workspace: Place = None, who: Who = "") -> None:
    from zi_assess import files
    from zi_assess.reports import register as registers

    with opened(workspace, who) as place:
        now = place.sheet(place.assessment(assessment).id)
        library = {one.id: one for one in place.documents()}
    files.write_bytes(output, registers.register(now, area=area, library=library))
    show.remark(_("Register ditulis: {path}").format(path=output))
