"""Observations of the reviewers: write one down, answer it, verify it, list them."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from zi_assess.cli import show
from zi_assess.cli.options import Id, Json, Place, Who, day, opened
from zi_assess.cli.review import Reviewer, writing_stage
from zi_assess.core.assessment import Assessment, Observation, ObservationState
from zi_assess.core.observed import first_years
from zi_assess.errors import ZiError
from zi_assess.i18n import N_, _, date_short

Text = str | None
_WIDE = 70  # letters of an observation in a table; --json has all
_STATES = {
    "terbuka": ObservationState.OPEN,
    "dijawab": ObservationState.ANSWERED,
    "selesai": ObservationState.VERIFIED,
    "gugur": ObservationState.DROPPED,
}


def observe(
    assessment: Id,
    what: Annotated[str, typer.Argument(metavar="TEKS", help=N_("Kondisi yang ditemukan."))] = "",
    key: Annotated[
        str, typer.Option("--id", metavar="TEMUAN", help=N_("Ubah temuan yang sudah ada, dengan id ini."))
    ] = "",
    code: Annotated[
        Text, typer.Option("--code", metavar="KODE", help=N_("Butir; tanpa ini, keseluruhan."))
    ] = None,
    cause: Annotated[Text, typer.Option("--cause", metavar="TEKS", help=N_("Sebab."))] = None,
    advice: Annotated[Text, typer.Option("--advice", metavar="TEKS", help=N_("Rekomendasi."))] = None,
    owner: Annotated[Text, typer.Option("--owner", metavar="NAMA", help=N_("Penanggung jawab."))] = None,
    due: Annotated[
        Text, typer.Option("--due", metavar="TANGGAL", help=N_("Tenggat, misalnya 2026-08-17."))
    ] = None,
    state: Annotated[
        str, typer.Option("--status", metavar="KEADAAN", help=N_("terbuka, dijawab, selesai, atau gugur."))
    ] = "",
    answer: Annotated[Text, typer.Option("--answer", metavar="TEKS", help=N_("Tanggapan unit."))] = None,
    proof: Annotated[
        list[str] | None,
        typer.Option("--proof", metavar="BUKTI", help=N_("Id bukti penyelesaian, atau keterangan.")),
    ] = None,
    stage: Reviewer = "TPI_MEMBER",
    workspace: Place = None,
    who: Who = "",
) -> None:
    given = {
        "what": what or None,
        "code": code,
        "cause": cause,
        "advice": advice,
        "owner": owner,
        "answer": answer,
    }
    with opened(workspace, who) as place:
        mine = place.assessment(assessment)
        before = (
            _observation(mine, key)
            if key
            else Observation(str(uuid.uuid4()), "", "", stage=writing_stage(mine, stage))
        )
        fields: dict[str, object] = {name: text.strip() for name, text in given.items() if text is not None}
        if due is not None:
            fields["due"] = day(due)
        if proof:
            fields["proof"] = tuple(proof)
        after = _in_state(replace(before, **fields), state, place.who)  # type: ignore[arg-type]
        place.review.observe(mine.id, after)
    print(after.id)


def _in_state(one: Observation, word: str, who: str) -> Observation:
    """*one* moved to the state called *word*; who verified it, and when, are written down. Raises ZiError."""
    if not word:
        return one
    if word.casefold() not in _STATES:
        raise ZiError(
            "Keadaan “{word}” tidak dikenal.", "Pilih: {known}.", word=word, known=", ".join(_STATES)
        )
    state = _STATES[word.casefold()]
    if state is ObservationState.VERIFIED:
        return replace(one, status=state, verified_by=who, verified_on=date.today())
    return replace(one, status=state, verified_by="", verified_on=None)


def _observation(mine: Assessment, start: str) -> Observation:
    found = [one for one in mine.observations if one.id.startswith(start)]
    if len(found) != 1:
        raise ZiError(
            "Temuan {id} tidak ada pada penilaian ini.", "Lihat id-nya: zi-assess observations ID.", id=start
        )
    return found[0]


def list_(assessment: Id, json: Json = False, workspace: Place = None, who: Who = "") -> None:
    with opened(workspace, who) as place:
        mine = place.assessment(assessment)
        found = mine.observations
        years = first_years(mine, place.review.earlier(mine.id))
    words = {state: word for word, state in _STATES.items()}
    if json:
        show.as_json([_observation_data(one, years.get(one.id)) for one in found])
    elif found:
        head = (_("Id"), _("Butir"), _("Keadaan"), _("Tenggat"), _("Penanggung jawab"), _("Temuan"))
        lines = [
            (
                one.id[:8],
                one.code or "–",
                words[one.status],
                date_short(one.due) if one.due else "–",
                one.owner or "–",
                _one_line(_since(one, years.get(one.id)) + one.what),
            )
            for one in found
        ]
        show.table([head, *lines])
    else:
        show.remark(_("Belum ada temuan."))


def _since(one: Observation, year: int | None) -> str:
    """What stands before an observation that follows one of an earlier year."""
    return f"({year}) " if one.origin and year else ""


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDE else line[: _WIDE - 1] + "…"


def _observation_data(one: Observation, year: int | None) -> dict[str, object]:
    return {
        "id": one.id,
        "code": one.code,
        "what": one.what,
        "cause": one.cause,
        "advice": one.advice,
        "owner": one.owner,
        "due": one.due.isoformat() if one.due else "",
        "status": one.status.value,
        "answer": one.answer,
        "proof": list(one.proof),
        "verified_by": one.verified_by,
        "verified_on": one.verified_on.isoformat() if one.verified_on else "",
        "stage": one.stage.value,
        "origin": one.origin,
        "first_year": year,
    }
