"""Responses and recaps from a file on the terminal: `survey import | recap`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zi_assess.cli import show as shown
from zi_assess.cli.options import Json, Place, Who, opened_or_made
from zi_assess.errors import ZiError
from zi_assess.i18n import N_, _, say

if TYPE_CHECKING:
    from zi_assess.core.survey import Form
    from zi_assess.core.survey.held import Survey
    from zi_assess.evidence import Tick
    from zi_assess.responses import Mapping as Uses
    from zi_assess.responses import Read
    from zi_assess.workspace import Workspace

_TOLD = 20  # rejected rows that a terminal names; `--json` names all


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="BERKAS", help=N_("CSV atau XLSX, satu responden per baris."))
    ],
    kind: Annotated[str, typer.Option("--kind", metavar="skm|spak|spkp", help=N_("Jenis survei."))],
    unit: Annotated[str, typer.Option("--unit", metavar="NAMA", help=N_("Nama unit kerja."))],
    period: Annotated[str, typer.Option("--period", metavar="PERIODE", help=N_("Misalnya 2026-TW1."))],
    profile: Annotated[
        str,
        typer.Option("--profile", metavar="NAMA", help=N_("Pemetaan kolom yang diingat untuk sumber ini.")),
    ] = "",
    scale: Annotated[
        str, typer.Option("--scale", metavar="SKALA", help=N_("Skala jawaban, bila formulir punya beberapa."))
    ] = "",
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="JUDUL=UNSUR", help=N_("Tetapkan arti satu kolom, misalnya U8=pengaduan.")
        ),
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option(
            "--label",
            metavar="TULISAN=NILAI",
            help=N_("Pastikan arti tulisan yang ragu, misalnya cukup mudah=2."),
        ),
    ] = None,
    population: Annotated[
        int, typer.Option("--population", metavar="JUMLAH", help=N_("Populasi penerima layanan."), min=0)
    ] = 0,
    third: Annotated[bool, typer.Option("--third-party", help=N_("Dilaksanakan pihak ketiga."))] = False,
    title: Annotated[str, typer.Option("--title", metavar="TEKS", help=N_("Judul survei."))] = "",
    into: Annotated[
        str, typer.Option("--into", metavar="ID", help=N_("Tambahkan ke survei yang sudah ada."))
    ] = "",
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    """Nothing is kept while a label may mean more than one value: it is named, and `--label` settles it."""
    from zi_assess.core.survey import Frame

    with opened_or_made(workspace, who) as place, shown.progress() as tick:
        read, mapping = _read(place, file, kind, profile, scale, _pairs(column), _pairs(label), tick)
        _refuse_unsure(read)
        _refuse_empty(read)
        if into:
            held = place.surveys.take(into, read)
        else:
            way, frame = "third" if third else "self", Frame(population=population)
            made = place.surveys.new(unit, read.form, period, title, way=way, frame=frame, read=read)
            held = place.surveys.survey(made)
        if profile:
            place.surveys.remember(kind, profile, mapping)
        others = place.surveys.filled_from(read.sha256, held.id)
    shown.as_json(_import_data(held, read)) if json else _tell_import(held, read)
    if others:
        words = _("Berkas yang sama sudah diimpor ke {surveys}. Periksa apakah periodenya benar.")
        shown.remark(words.format(surveys=", ".join(f"{one.unit.name} · {one.period}" for one in others)))


def recap(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="BERKAS", help=N_("CSV atau XLSX, satu unit per baris dengan NRR atau nilainya.")
        ),
    ],
    kind: Annotated[str, typer.Option("--kind", metavar="skm|spak|spkp", help=N_("Jenis survei."))],
    period: Annotated[str, typer.Option("--period", metavar="PERIODE", help=N_("Misalnya 2026-TW1."))],
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    """One survey a unit; a unit that cannot be kept is named and hinders no other."""
    from zi_assess import responses
    from zi_assess.criteria import surveys

    form = surveys.find(kind)
    found = responses.read_recap(file, form)
    if found is None:
        raise ZiError(
            "{file} bukan rekap unit.",
            "Pakai judul kolom OPP atau unit, SAMPEL, dan U1, U2, … atau NILAI IKM.",
            file=file.name,
        )
    made: dict[str, str] = {}
    refused = [(one.row, say(one.text, one.values)) for one in found.rejected]
    with opened_or_made(workspace, who) as place:
        for one in found.units:
            try:
                made[one.unit] = place.surveys.new(one.unit, form, period, told=one)
            except ZiError as error:
                refused.append((one.row, say(error.what, error.values)))
    if json:
        rejections = [{"row": row, "text": text} for row, text in sorted(refused)]
        shown.as_json(
            {"surveys": made, "accepted": len(made), "rejected": len(refused), "rejections": rejections}
        )
        return
    for unit, survey in made.items():
        print(f"{survey}  {unit}")
    for row, text in sorted(refused):
        shown.remark(_rejection(row, text))


def _pairs(given: Sequence[str] | None) -> list[tuple[str, str]]:
    pairs = [one.rpartition("=") for one in given or ()]
    for name, sign, value in pairs:
        if not sign or not name.strip() or not value.strip():
            raise ZiError(
                "“{text}” bukan pasangan nama=nilai.", "Tulis seperti U8=pengaduan.", text=name or value
            )
    return [(name.strip(), value.strip()) for name, _sign, value in pairs]


def _read(
    place: Workspace,
    file: Path,
    kind: str,
    profile: str,
    scale: str,
    columns: Sequence[tuple[str, str]],
    labels: Sequence[tuple[str, str]],
    tick: Tick | None,
) -> tuple[Read, Uses]:
    """The file by the mapping that is remembered, else by what is proposed, with what the user settled."""
    from zi_assess import responses
    from zi_assess.criteria import surveys

    form = surveys.find(kind, scale)
    known = place.surveys.mapping(form.kind, profile) if profile else None
    if known is None:
        proposal = responses.propose(file, form, () if scale else surveys.variants(form))
        form, mapping = proposal.form, proposal.mapping
        for question in proposal.questions:
            if question.kind != "label":
                shown.remark(say(question.text, question.values))
    else:
        form, mapping = surveys.find(kind, scale or known.variant), known
    for heading, key in columns:
        mapping = mapping.with_column(responses.plain(heading), *_use(form, key))
    for text, value in labels:
        mapping = _settled(mapping, form, text, value)
    return responses.read(file, form, mapping, tick), mapping


def _use(form: Form, key: str) -> tuple[str, str]:
    if key in form.columns:
        return "item", key
    if form.field(key):
        return "profile", key
    if key in ("saran", "abaikan"):
        return ("remark" if key == "saran" else "ignore"), ""
    raise ZiError(
        "“{key}” bukan unsur atau isian survei {kind}.",
        "Pilih salah satu: {known}.",
        key=key,
        kind=form.short,
        known=", ".join((*form.columns, *(one.key for one in form.profile), "saran", "abaikan")),
    )


def _settled(mapping: Uses, form: Form, text: str, value: str) -> Uses:
    """*text* meaning *value* (`-`: blank) in every column, or in `unsur:text` only."""
    key, _colon, label = text.partition(":")
    if key not in form.columns:
        key, label = "", text
    if value != "-" and not value.isdecimal():
        raise ZiError(
            "“{value}” bukan nilai jawaban.", "Tulis bilangan seperti 2, atau - untuk kosong.", value=value
        )
    for column in [key] if key else list(form.columns):
        mapping = mapping.with_label(column, label, None if value == "-" else int(value))
    return mapping


def _refuse_unsure(read: Read) -> None:
    from zi_assess.responses import label_question

    if not read.unsure:
        return
    for key, label in read.unsure:
        question = label_question(read.form, key, label)
        shown.remark(say(question.text, question.values))
    key, label = next(iter(read.unsure))
    raise ZiError(
        "{count} tulisan jawaban belum pasti artinya; belum ada yang diimpor.",
        "Ulangi dengan --label “{label}=NILAI” untuk tiap tulisan di atas; dengan --profile NAMA, cukup sekali.",
        count=len({one for _key, one in read.unsure}),
        label=label,
    )


def _refuse_empty(read: Read) -> None:
    if not read.counts.accepted:
        for one in read.rejected[:_TOLD]:
            shown.remark(_rejection(one.row, say(one.text, one.values)))
        raise ZiError(
            "Tidak ada satu pun baris {file} yang dapat diterima.",
            "Betulkan berkas atau tetapkan kolomnya dengan --column.",
            file=read.name,
        )


def _rejection(row: int, text: str) -> str:
    return _("Baris {row}: {text}").format(row=row, text=text)


def _import_data(held: Survey, read: Read) -> dict[str, object]:
    return {
        "id": held.id,
        "kind": held.kind,
        "scale": held.form.variant,
        "rows": read.counts.present,
        "accepted": read.counts.accepted,
        "rejected": read.counts.rejected,
        "rejections": [{"row": one.row, "text": say(one.text, one.values)} for one in read.rejected],
        "notes": [say(text, values) for text, values in read.notes],
        "n": held.n,
    }


def _tell_import(held: Survey, read: Read) -> None:
    print(held.id)
    counts = read.counts
    shown.remark(
        _("{present} baris responden: {accepted} diterima, {rejected} ditolak.").format(
            present=counts.present, accepted=counts.accepted, rejected=counts.rejected
        )
    )
    for one in read.rejected[:_TOLD]:
        shown.remark(_rejection(one.row, say(one.text, one.values)))
    if counts.rejected > _TOLD:
        shown.remark(
            _("… dan {count} baris lagi; semuanya ada pada --json.").format(count=counts.rejected - _TOLD)
        )
    for text, values in read.notes:
        shown.remark(say(text, values))
