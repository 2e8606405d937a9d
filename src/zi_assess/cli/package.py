"""Packages to and from the auditors: `package export, import, conflicts, settle, key, digest, partners`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zi_assess.cli import show
from zi_assess.cli.options import Id, Json, Output, Place, Who, opened, opened_or_made, passphrase
from zi_assess.exchange.wording import FIELDS, KINDS, REASONS, SIDES
from zi_assess.i18n import N_, _

if TYPE_CHECKING:
    from zi_assess.workspace.deciding import Waiting
    from zi_assess.workspace.exchanging import Incoming

Secret = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="BERKAS",
        help=N_("Berkas yang baris pertamanya kata sandi paket; tidak disebut: tanpa kata sandi."),
    ),
]
_MB = 1_000_000


def export(
    assessment: Id,
    output: Output,
    evidence: Annotated[
        str,
        typer.Option(
            "--evidence",
            metavar="PILIHAN",
            help=N_("all: semua berkas bukti; changed: yang belum dipunyai penerima; none: tanpa berkas."),
        ),
    ] = "all",
    passphrase_file: Secret = None,
    split: Annotated[
        float,
        typer.Option(
            "--split",
            metavar="MB",
            help=N_("Bagi agar tiap bagian muat dalam surat sebesar ini; 25 MB memuat sekitar 18 MB berkas."),
        ),
    ] = 0,
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    with opened(workspace, who) as place, show.progress() as tick:
        secret = passphrase(passphrase_file)
        made = place.exchange.export(
            assessment, output, evidence=evidence, passphrase=secret, split=int(split * _MB), tick=tick
        )
        words = place.exchange.fingerprint().words
    if json:
        show.as_json(
            {
                "package": made.package,
                "files": [str(one) for one in made.files],
                "bytes": made.size.sealed if secret else made.size.total,
                "evidence": made.size.files,
                "lacking": made.size.lacking,
                "fingerprint": words,
            }
        )
        return
    for one in made.files:
        print(one)
    if made.size.lacking:
        show.remark(
            _("{count} berkas bukti tidak ikut karena belum pernah diterima di sini.").format(
                count=made.size.lacking
            )
        )
    show.remark(_("Sidik kunci Anda, untuk dicocokkan lewat telepon: {words}").format(words=words))


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="BERKAS", help=N_("Paket .zipkg, atau salah satu bagiannya."))
    ],
    trust: Annotated[
        str,
        typer.Option(
            "--trust",
            metavar="SIDIK",
            help=N_("Sidik kunci pengirim yang sudah dicocokkan: delapan kata atau 64 angka heksadesimal."),
        ),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Periksa dan tunjukkan saja; tidak ada yang ditulis."))
    ] = False,
    passphrase_file: Secret = None,
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    with (opened if dry_run else opened_or_made)(workspace, who) as place, show.progress() as tick:
        incoming = place.exchange.inspect(file, passphrase(passphrase_file), tick)
        conflicts = len(incoming.conflicts)
        if not dry_run:
            taken = place.exchange.take(incoming, trust=trust, tick=tick)
            conflicts = taken.conflicts
    if json:
        show.as_json({**_incoming_data(incoming), "taken": not dry_run, "conflicts": conflicts})
        return
    if incoming.already:
        print(_("Paket ini sudah diimpor; tidak ada yang diubah."))
        return
    _tell(incoming)
    if dry_run:
        show.remark(_("Belum ada yang ditulis."))
    elif conflicts:
        show.remark(
            _("{count} perbedaan menunggu keputusan: zi-assess package conflicts {id}").format(
                count=conflicts, id=incoming.assessment[:8]
            )
        )


def _incoming_data(one: Incoming) -> dict[str, object]:
    return {
        "package": one.package,
        "assessment": one.assessment,
        "unit": one.unit,
        "year": one.year,
        "sender": one.sender,
        "side": one.side,
        "fingerprint": one.fingerprint.words,
        "known": one.known,
        "already": one.already,
        "first": one.first,
        "changes": {
            line.kind: {"added": line.added, "changed": line.changed, "removed": line.removed}
            for line in one.lines
        },
        "files": one.files,
        "bytes": one.size,
        "missing": one.missing,
    }


def _tell(one: Incoming) -> None:
    side = _(SIDES[one.side])
    print(
        _("Paket {unit} {year} dari {sender} ({side})").format(
            unit=one.unit, year=one.year, sender=one.sender or "?", side=side
        )
    )
    if one.lines:
        head = ("", _("baru"), _("berubah"), _("hilang"))
        rows = [
            (_(KINDS[line.kind]), str(line.added), str(line.changed), str(line.removed)) for line in one.lines
        ]
        show.table([head, *rows], right=(1, 2, 3))
    else:
        print(_("Tidak ada yang berubah."))
    if one.missing:
        show.remark(
            _("{count} berkas bukti hanya dikenal sidiknya; isinya belum diterima.").format(count=one.missing)
        )


def conflicts(assessment: Id, json: Json = False, workspace: Place = None, who: Who = "") -> None:
    with opened(workspace, who) as place:
        found = place.exchange.conflicts(assessment)
    if json:
        show.as_json([_conflict_data(one) for one in found])
    elif not found:
        print(_("Tidak ada perbedaan yang menunggu keputusan."))
    for one in () if json else found:
        _print(one)


def _conflict_data(one: Waiting) -> dict[str, object]:
    conflict = one.conflict
    return {
        "id": one.id,
        "kind": conflict.kind,
        "record": conflict.key.replace("\x1f", "/"),
        "code": one.code,
        "name": one.name,
        "field": conflict.field,
        "base": conflict.base,
        "ours": conflict.ours,
        "theirs": conflict.theirs,
        "reason": conflict.reason.value,
        "who": one.who,
        "at": one.at,
    }


def _print(one: Waiting) -> None:
    conflict = one.conflict
    field = _(FIELDS.get(conflict.field, conflict.field))
    place = " ".join(part for part in (_(KINDS[conflict.kind]), one.code, one.name, field) if part)
    print(f"{one.id[:8]}  {place}  ({_(REASONS[conflict.reason.value])})")
    rows = [
        (_("  semula"), _line(one.base)),
        (_("  di sini"), _line(one.ours)),
        (_("  dari {who}").format(who=one.who or "?"), _line(one.theirs)),
    ]
    show.table(rows)


def _line(words: str) -> str:
    return " ".join(words.split()) or "–"


def settle(
    assessment: Id,
    conflict: Annotated[
        str,
        typer.Argument(
            metavar="PERBEDAAN", help=N_("Id perbedaan atau awalannya; dengan --all: keputusannya.")
        ),
    ],
    choice: Annotated[
        str, typer.Argument(metavar="KEPUTUSAN", help=N_("ours, theirs, atau both (dua catatan digabung)."))
    ] = "",
    every: Annotated[bool, typer.Option("--all", help=N_("Putuskan semuanya sama."))] = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    if every == bool(choice):
        raise typer.BadParameter(N_("Tulis PERBEDAAN dan KEPUTUSAN, atau --all KEPUTUSAN."))
    with opened(workspace, who) as place:
        if every:
            place.exchange.settle_all(assessment, conflict)
        else:
            place.exchange.settle(assessment, conflict, choice)
        left = len(place.exchange.conflicts(assessment))
    show.remark(_("Diputuskan; {count} perbedaan masih menunggu.").format(count=left))


def key(
    side: Annotated[
        str | None,
        typer.Option(
            "--side", metavar="PIHAK", help=N_("Tetapkan pihak ruang kerja ini: unit, tpi, atau tpn.")
        ),
    ] = None,
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    with opened(workspace, who) as place:
        exchange = place.exchange
        if side is not None:
            exchange.stand(side)
        mine = exchange.fingerprint()
        stands = exchange.side
    if json:
        show.as_json({"words": mine.words, "hex": mine.hex, "side": stands})
    else:
        print(mine.words)
        print(mine.hex)


def digest(assessment: Id, json: Json = False, workspace: Place = None, who: Who = "") -> None:
    with opened(workspace, who) as place:
        made = place.exchange.digest(assessment)
    if json:
        show.as_json({"digest": made})
    else:
        print(made)


def partners(
    forget: Annotated[
        str,
        typer.Option("--forget", metavar="SIDIK", help=N_("Jangan percayai lagi kunci dengan sidik ini.")),
    ] = "",
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    with opened(workspace, who) as place:
        if forget:
            gone = place.exchange.forget_partner(forget)
            show.remark(_("Mitra dilupakan: {name}").format(name=gone.name or gone.fingerprint.words))
        found = place.exchange.partners()
    if json:
        show.as_json(
            [
                {
                    "name": one.name,
                    "side": one.side,
                    "hex": one.fingerprint.hex,
                    "words": one.fingerprint.words,
                    "since": one.since,
                }
                for one in found
            ]
        )
    elif found:
        show.table(
            [(one.name or "?", _(SIDES[one.side]), one.fingerprint.words, one.since[:10]) for one in found]
        )
