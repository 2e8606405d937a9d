"""Mystery-shopping visits from the terminal: `visit plan, list, show, record, photo, release, drop`.

The passphrase is asked for, or read from a file or from ZI_ASSESS_PASSPHRASE; never an argument that others see.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from zi_assess import criteria
from zi_assess.cli import show
from zi_assess.cli.options import Json, Place, Who, day, opened, opened_or_made, passphrase
from zi_assess.core import visit as visits
from zi_assess.core.assessment import Answer, parse_value
from zi_assess.core.exact import decimal_text
from zi_assess.errors import ZiError
from zi_assess.i18n import N_, _, date_short, number

VisitId = Annotated[str, typer.Argument(metavar="KUNJUNGAN", help=N_("Id kunjungan, atau awalannya."))]
Point = Annotated[str, typer.Argument(metavar="KODE", help=N_("Kode butir kunjungan, misalnya A1.1."))]
Secret = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="BERKAS",
        help=N_("Berkas berisi kata sandi; bila tidak disebut, ditanyakan."),
    ),
]


def plan(
    unit: Annotated[str, typer.Option("--unit", metavar="NAMA", help=N_("Unit yang dikunjungi."))],
    label: Annotated[str, typer.Option("--label", metavar="NAMA", help=N_("Nama kunjungan."))],
    pack: Annotated[
        str, typer.Option("--pack", metavar="PAKET", help=N_("Paket formulirnya."))
    ] = "kunjungan",
    secret: Secret = None,
    workspace: Place = None,
    who: Who = "",
) -> None:
    form = criteria.find(pack)
    words = _secret(secret, confirm=True)
    with opened_or_made(workspace, who) as place:
        planned = place.visits.plan(form, unit, label, words)
    print(planned.id)
    show.remark(_("Kode petugas kunjungan ini: {code}").format(code=planned.shopper))
    show.remark(_("Kode pemulihan, ditampilkan sekali ini saja: {code}").format(code=planned.recovery))
    show.remark(_("Tulis dan simpan terpisah; tanpa kata sandi atau kode ini kunjungan tidak dapat dibuka."))


def list_(json: Json = False, workspace: Place = None, who: Who = "") -> None:
    with opened(workspace, who) as place:
        every = place.visits.listed()
    if json:
        show.as_json(
            [
                {
                    "id": one.id,
                    "unit": one.unit.name,
                    "label": one.label,
                    "created": one.created.isoformat(),
                    "released": one.released.isoformat() if one.released else None,
                    "assessment": one.assessment or None,
                }
                for one in every
            ]
        )
        return
    rows = [(_("Id"), _("Unit kerja"), _("Kunjungan"), _("Keadaan"))]
    for one in every:
        state = (
            _("tersegel")
            if one.released is None
            else _("dibuka {date}").format(date=date_short(one.released))
        )
        rows.append((one.id[:8], one.unit.name, one.label, state))
    show.table(rows)


def show_(
    visit: VisitId, secret: Secret = None, json: Json = False, workspace: Place = None, who: Who = ""
) -> None:
    """What a sealed visit holds so far."""
    with opened(workspace, who) as place:
        unlocked = place.visits.unlock(visit, _secret(secret))
    sheet, seen = unlocked.sheet, unlocked.visit
    if json:
        show.as_json(
            {
                "shopper": seen.shopper,
                "day": seen.day.isoformat() if seen.day else None,
                "service": seen.service,
                "score": decimal_text(sheet.scores.strict),
                "answered": sheet.scores.answered,
                "questions": sheet.scores.questions,
                "photos": [{"code": one.code, "name": one.name} for one in seen.photos],
            }
        )
        return
    print(
        _("Nilai {total}, teramati {answered} dari {questions}, {photos} foto").format(
            total=number(sheet.scores.strict),
            answered=sheet.scores.answered,
            questions=sheet.scores.questions,
            photos=len(seen.photos),
        )
    )


def record(
    visit: VisitId,
    code: Point,
    answer: Annotated[str, typer.Argument(metavar="JAWABAN", help=N_("Jawaban; - mengosongkan."))],
    note: Annotated[str | None, typer.Option("--note", metavar="TEKS", help=N_("Catatan butir."))] = None,
    shopper: Annotated[
        str, typer.Option("--shopper", metavar="KODE", help=N_("Kode petugas, misalnya KS-03; bukan nama."))
    ] = "",
    seen_on: Annotated[str, typer.Option("--day", metavar="TANGGAL", help=N_("Hari kunjungan."))] = "",
    service: Annotated[str, typer.Option("--service", metavar="NAMA", help=N_("Layanan yang dicoba."))] = "",
    secret: Secret = None,
    workspace: Place = None,
    who: Who = "",
) -> None:
    if shopper:
        _refuse_name(shopper)
    with opened(workspace, who) as place:
        unlocked = place.visits.unlock(visit, _secret(secret))
        question = unlocked.sheet.pack.question(code)
        if question is None:
            raise ZiError("Kode {code} tidak ada di formulir ini.", "Lihat formulirnya.", code=code)
        before = unlocked.visit.answers.get(code, Answer())
        given = Answer(parse_value(question, answer), before.note if note is None else note)
        seen = unlocked.visit.with_answer(code, given)
        seen = replace(
            seen,
            shopper=shopper or seen.shopper,
            day=day(seen_on) or seen.day,
            service=service or seen.service,
        )
        kept = place.visits.keep(unlocked, seen)
    show.remark(_("Tersegel: {answered} butir terisi.").format(answered=kept.sheet.scores.answered))


def photo(
    visit: VisitId,
    code: Point,
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help=N_("Foto."))],
    slot: Annotated[str, typer.Option("--slot", metavar="TEMPAT", help=N_("Tempat bukti."))] = "",
    secret: Secret = None,
    workspace: Place = None,
    who: Who = "",
) -> None:
    with opened(workspace, who) as place:
        unlocked = place.visits.unlock(visit, _secret(secret))
        taken = place.visits.photo(unlocked, code, slot, file)
        seen = replace(unlocked.visit, photos=(*unlocked.visit.photos, taken))
        kept = place.visits.keep(unlocked, seen)
    show.remark(_("Tersegel: {photos} foto.").format(photos=len(kept.visit.photos)))


def release(visit: VisitId, secret: Secret = None, workspace: Place = None, who: Who = "") -> None:
    """Prints the id of the assessment it has become."""
    with opened(workspace, who) as place:
        print(place.visits.release(place.visits.unlock(visit, _secret(secret))))


def drop(
    visit: VisitId,
    yes: Annotated[bool, typer.Option("--yes", help=N_("Tanpa bertanya lagi."))] = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    if not yes:
        typer.confirm(_("Musnahkan kunjungan ini untuk selamanya?"), abort=True, err=True)
    with opened(workspace, who) as place:
        place.visits.drop(visit)
    show.remark(_("Dimusnahkan."))


def _refuse_name(shopper: str) -> None:
    if not visits.is_code(shopper):
        raise ZiError(
            "“{text}” bukan kode petugas.",
            "Tulis kode seperti KS-03, bukan nama: yang ditulis di sini terlihat semua orang sesudah dibuka.",
            text=shopper,
        )


def _secret(file: Path | None, *, confirm: bool = False) -> str:
    """The passphrase from the file, the environment, or asked for without showing it."""
    if file is not None:
        return passphrase(file)
    given = os.environ.get("ZI_ASSESS_PASSPHRASE")
    return given or str(typer.prompt(_("Kata sandi"), hide_input=True, confirmation_prompt=confirm, err=True))
