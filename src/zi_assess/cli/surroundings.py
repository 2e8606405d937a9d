"""What surrounds the answers: a unit's profile and the prerequisites of being proposed."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated

import typer

from zi_assess.cli import show
from zi_assess.cli.options import Id, Json, Place, Who, opened
from zi_assess.core.assessment import Held, PrerequisiteAnswer, Unit
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError
from zi_assess.i18n import N_, _

if TYPE_CHECKING:
    from zi_assess.workspace import Workspace

Field = str | None
_FIELDS = {
    "instansi": N_("Instansi"),
    "city": N_("Kota"),
    "address": N_("Alamat"),
    "head_name": N_("Kepala unit"),
    "head_title": N_("Jabatan kepala"),
    "head_nip": N_("NIP kepala"),
    "lead_name": N_("Ketua tim ZI"),
    "lead_nip": N_("NIP ketua tim"),
}
_STATES = {
    "terpenuhi": Held.MET,
    "tidak": Held.NOT_MET,
    "diproses": Held.IN_PROGRESS,
    "belum": Held.UNKNOWN,
}


def unit(
    name: Annotated[
        str, typer.Argument(metavar="NAMA", help=N_("Unit kerja yang diisi; tanpa nama, semua ditampilkan."))
    ] = "",
    rename: Annotated[Field, typer.Option("--rename", metavar="NAMA", help=N_("Nama barunya."))] = None,
    instansi: Annotated[Field, typer.Option("--instansi", metavar="TEKS", help=N_("Instansi."))] = None,
    city: Annotated[
        Field, typer.Option("--city", metavar="TEKS", help=N_("Kota, untuk tempat tanda tangan."))
    ] = None,
    address: Annotated[Field, typer.Option("--address", metavar="TEKS", help=N_("Alamat."))] = None,
    head_name: Annotated[Field, typer.Option("--head", metavar="NAMA", help=N_("Kepala unit."))] = None,
    head_title: Annotated[
        Field, typer.Option("--head-title", metavar="TEKS", help=N_("Jabatan kepala unit."))
    ] = None,
    head_nip: Annotated[Field, typer.Option("--head-nip", metavar="NIP", help=N_("NIP kepala unit."))] = None,
    lead_name: Annotated[Field, typer.Option("--lead", metavar="NAMA", help=N_("Ketua tim ZI."))] = None,
    lead_nip: Annotated[
        Field, typer.Option("--lead-nip", metavar="NIP", help=N_("NIP ketua tim ZI."))
    ] = None,
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    given = {
        "instansi": instansi,
        "city": city,
        "address": address,
        "head_name": head_name,
        "head_title": head_title,
        "head_nip": head_nip,
        "lead_name": lead_name,
        "lead_nip": lead_nip,
    }
    changes = {key: value.strip() for key, value in given.items() if value is not None}
    with opened(workspace, who) as place:
        units = [_named(place, name)] if name else list(place.units())
        if (changes or rename is not None) and not name:
            raise ZiError("Unit kerja yang diisi belum disebut.", "Tulis namanya: zi-assess unit NAMA …")
        if rename is not None:
            units = [place.rename(units[0].id, rename)]
        if changes:
            units = [place.profile(units[0].id, replace(units[0].profile, **changes))]
    if json:
        show.as_json([{"id": one.id, "name": one.name, **asdict(one.profile)} for one in units])
    else:
        for one in units:
            _print(one)


def _named(place: Workspace, name: str) -> Unit:
    wanted = " ".join(name.split()).casefold()
    for one in place.units():
        if one.name.casefold() == wanted or one.id == name:
            return one
    raise ZiError("Unit kerja {name} tidak ada.", "Lihat namanya: zi-assess unit.", name=name)


def _print(one: Unit) -> None:
    print(one.name)
    filled = asdict(one.profile)
    show.table([(f"  {_(label)}", filled[key] or "–") for key, label in _FIELDS.items()])


def prerequisite(
    assessment: Id,
    key: Annotated[
        str, typer.Argument(metavar="PRASYARAT", help=N_("Id prasyarat; tanpa ini, semua ditampilkan."))
    ] = "",
    state: Annotated[
        str, typer.Argument(metavar="KEADAAN", help=N_("terpenuhi, tidak, diproses, atau belum."))
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEKS", help=N_("Keterangan."))] = "",
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    with opened(workspace, who) as place:
        mine = place.assessment(assessment)
        now = place.sheet(mine.id)
        if key:
            now = place.hold(mine.id, key, PrerequisiteAnswer(_state(state), note.strip()))
    rows = _rows(now)
    if json:
        show.as_json(rows)
    elif rows:
        show.table([(one["id"], one["state"], one["title"], one["needs"], one["note"]) for one in rows])


def _state(word: str) -> Held:
    known = _STATES | {one.value: one for one in Held}
    if word.lower() not in known:
        raise ZiError(
            "Keadaan “{word}” tidak dikenal.", "Pilih: {known}.", word=word, known=", ".join(_STATES)
        )
    return known[word.lower()]


def _rows(sheet: Sheet) -> list[dict[str, str]]:
    words = {held: word for word, held in _STATES.items()}
    rows = []
    target = sheet.assessment.target
    for one in sheet.pack.prerequisites:
        if target and target not in one.needs:
            continue
        answer = sheet.assessment.prerequisites.get(one.id, PrerequisiteAnswer())
        needs = one.needs.get(target, "")
        rows.append(
            {
                "id": one.id,
                "state": words[answer.held],
                "title": one.title,
                "needs": needs,
                "note": answer.note,
            }
        )
    return rows
