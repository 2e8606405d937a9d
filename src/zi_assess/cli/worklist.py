"""What a reviewer looks at next, from a terminal: the ranked criteria with their evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from zi_assess.cli import show
from zi_assess.cli.options import Id, Json, Place, Who, opened
from zi_assess.cli.review import Reviewer, writing_stage
from zi_assess.core.assessment import Assessment, Evidence, Stage, value_text
from zi_assess.core.exact import decimal_text
from zi_assess.core.sheet import Sheet
from zi_assess.core.worklist import Item, Sieve, passes
from zi_assess.core.worklist import worklist as ranked
from zi_assess.errors import ZiError
from zi_assess.i18n import N_, _, say

_SIEVES = {
    "semua": Sieve.ALL,
    "belum": Sieve.OPEN,
    "berubah": Sieve.CHANGED,
    "berbeda": Sieve.DIFFERENT,
    "diragukan": Sieve.DOUBTED,
    "milik-saya": Sieve.MINE,
}


def worklist(
    assessment: Id,
    stage: Reviewer = "TPI_MEMBER",
    only: Annotated[
        str,
        typer.Option(
            "--only",
            metavar="SARINGAN",
            help=N_("semua, belum, berubah, berbeda, diragukan, atau milik-saya."),
        ),
    ] = "semua",
    changed: Annotated[
        bool, typer.Option("--changed", help=N_("Hanya yang berubah sejak reviu terakhir."))
    ] = False,
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    sieve = Sieve.CHANGED if changed else _sieve(only)
    with opened(workspace, who) as place:
        mine = place.assessment(assessment)
        at = writing_stage(mine, stage)
        sheet = place.sheet(mine.id)
        found = [one for one in ranked(sheet, at) if passes(one, sieve, place.who)]
    if json:
        show.as_json([_data(sheet, one, at) for one in found])
    elif found:
        head = (_("Butir"), _("Mandiri"), at.value, _("Sebab"))
        show.table([head, *(_line(sheet, one, at) for one in found)])
    else:
        show.remark(_("Tidak ada butir yang lolos saringan."))


def _sieve(word: str) -> Sieve:
    if word.casefold() not in _SIEVES:
        raise ZiError(
            "Saringan “{word}” tidak dikenal.", "Pilih: {known}.", word=word, known=", ".join(_SIEVES)
        )
    return _SIEVES[word.casefold()]


def _line(sheet: Sheet, one: Item, stage: Stage) -> tuple[str, ...]:
    mine = sheet.assessment
    answers = (value_text(mine.answer(one.code, at).value) or "–" for at in (Stage.SELF, stage))
    return (one.code, *answers, "; ".join(say(each.text, each.values) for each in one.reasons))


def _data(sheet: Sheet, one: Item, stage: Stage) -> dict[str, object]:
    mine, question = sheet.assessment, sheet.pack.question(one.code)
    return {
        "code": one.code,
        "title": question.title if question else "",
        "self": value_text(mine.answer(one.code).value),
        "answer": value_text(mine.answer(one.code, stage).value),
        "note": mine.answer(one.code, stage).note,
        "stake": decimal_text(one.stake),
        "change": decimal_text(one.change),
        "given": one.given,
        "differs": one.differs,
        "changed": one.changed,
        "who": one.who,
        "reasons": [{"id": each.ground.value, "text": say(each.text, each.values)} for each in one.reasons],
        "evidence": [_evidence(mine, use, stage) for use in mine.evidence_for(one.code)],
    }


def _evidence(mine: Assessment, use: Evidence, stage: Stage) -> dict[str, object]:
    verdict = mine.verdict(use.id, stage)
    return {
        "id": use.id,
        "name": use.document.name,
        "slot": use.slot,
        "sha256": use.document.sha256,
        "mark": verdict.mark.value if verdict.mark else "",
        "note": verdict.note,
    }
