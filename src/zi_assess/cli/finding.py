"""Search inside evidence: `find`."""

from __future__ import annotations

from typing import Annotated

import typer

from zi_assess.cli import show
from zi_assess.cli.options import Json, Place, Who, opened
from zi_assess.i18n import N_, _, say


def find(
    text: Annotated[str, typer.Argument(metavar="TEKS", help=N_("Kata, atau “frasa” dalam tanda kutip."))],
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help=N_("Paling banyak sekian."))] = 50,
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    from zi_assess import textindex

    with opened(workspace, who) as place:
        with show.progress() as tick:
            place.read_texts(tick)
        found = place.find(text, limit)
        unread = 0 if place.read_only else len(place.texts.index.unread_scans())
    advice = textindex.advice(unread) if unread else None
    if json:
        show.as_json(
            [
                {
                    "document": one.document.name,
                    "page": one.page,
                    "snippet": one.snippet,
                    "used_in": list(one.used_in),
                }
                for one in found
            ]
        )
    else:
        for one in found:
            where = ", ".join(one.used_in) or (_(one.standing) if one.standing else "")
            print(f"{one.document.name}, {_('hal. {page}').format(page=one.page)}  {where}")
            print(f"    {' '.join(one.snippet.split())}")
        if not found:
            show.remark(_("Tidak ada yang memuat kata itu."))
    if advice:
        show.remark(f"{say(advice.what, advice.values)} {say(advice.remedy, advice.values)}")
