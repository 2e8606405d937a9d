"""Who did what to an assessment, the newest first."""

from __future__ import annotations

from typing import Annotated

import typer

from zi_assess.cli import show
from zi_assess.cli.options import Id, Json, Place, Who, opened
from zi_assess.i18n import N_, _, moment


def history(
    assessment: Id,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=0, help=N_("Banyaknya entri; 0 untuk semua."))
    ] = 50,
    before: Annotated[
        int,
        typer.Option("--before", metavar="NOMOR", min=0, help=N_("Hanya yang lebih lama dari nomor ini.")),
    ] = 0,
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    with opened(workspace, who) as place:
        found = place.journal(place.assessment(assessment).id, limit, before)
    if json:
        show.as_json(
            [
                {
                    "seq": one.seq,
                    "at": one.at.isoformat(timespec="milliseconds"),
                    "who": one.who,
                    "verb": one.verb,
                    "text": one.text,
                    "head": one.head,
                    "undoes": one.undoes,
                    "undone": one.undone,
                    "countersigned": one.countersigned,
                }
                for one in found
            ]
        )
        return
    for one in found:
        flags = [_("diurungkan")] if one.undone else []
        flags += [_("dikukuhkan {who}").format(who=one.countersigned)] if one.countersigned else []
        more = f" [{'; '.join(flags)}]" if flags else ""
        at = moment(one.at.astimezone())
        print(f"{one.seq:>6}  {one.short_head}  {at}  {one.who or '–'}: {one.text}{more}")
    if found and limit and len(found) == limit:
        show.remark(_("Yang lebih lama: --before {seq}").format(seq=found[-1].seq))
