"""Keeping a workspace whole, and making one to look at: `demo, backup, restore, verify, erase`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zi_assess.cli import show
from zi_assess.cli.options import Json, Output, Place, Who, opened
from zi_assess.core.checks import Severity
from zi_assess.errors import ZiError
from zi_assess.i18n import N_, _

if TYPE_CHECKING:
    from zi_assess.workspace import Workspace
    from zi_assess.workspace.erasure import Erased

_SHORTEST_DIGEST = 8


def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=N_("Folder baru atau kosong."))],
) -> None:
    from zi_assess import demo as example

    with show.progress() as tick:
        made = example.make(folder, tick)
    print(made)
    show.remark(_("Contoh siap. Buka dengan: zi-assess --workspace {folder}").format(folder=folder))


def backup(output: Output, workspace: Place = None, who: Who = "") -> None:
    with opened(workspace, who) as place, show.progress() as tick:
        place.backup(output, tick=tick)
    show.remark(_("Cadangan ditulis: {path}").format(path=output))


def restore(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help=N_("Berkas cadangan."))],
    into: Annotated[Path, typer.Option("--into", metavar="FOLDER", help=N_("Folder baru atau kosong."))],
) -> None:
    from zi_assess.workspace import Workspace

    with show.progress() as tick:
        Workspace.restore(file, into, tick=tick)
    show.remark(_("Ruang kerja dipulihkan: {path}").format(path=into))


def verify(json: Json = False, workspace: Place = None, who: Who = "") -> int:
    """Exit code 1 when something is damaged; what merely belongs to nothing is only told."""
    with opened(workspace, who) as place, show.progress() as tick:
        found = place.verify(tick)
    if json:
        show.as_json([show.finding_data(one) for one in found])
    elif found:
        show.findings(found)
    else:
        print(_("Ruang kerja utuh."))
    return 1 if any(one.severity is Severity.ERROR for one in found) else 0


def erase(
    document: Annotated[
        str,
        typer.Argument(
            metavar="DOKUMEN", help=N_("Id bukti atau dokumen, atau awal SHA-256 seperti di laporan.")
        ),
    ] = "",
    person: Annotated[
        str, typer.Option("--person", metavar="NAMA", help=N_("Nama orang yang dihapus."))
    ] = "",
    sure: Annotated[bool, typer.Option("--yes", help=N_("Jangan bertanya lagi."))] = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    if bool(document) == bool(person):
        raise typer.BadParameter(N_("Sebutkan satu dokumen, atau --person NAMA."))
    with opened(workspace, who) as place:
        if person:
            _be_sure(sure, person)
            erased = place.erase_person(person)
        else:
            chosen, name = _document(place, document)
            _be_sure(sure, name)
            erased = place.erase(chosen)
    _tell(erased)


def _document(place: Workspace, word: str) -> tuple[str, str]:
    """Id and name of the one document meant by its id, by the id of a use, or by the start of its digest."""
    uses = {use.id: use.document for one in place.assessments() for use in place.assessment(one.id).evidence}
    found = [
        one
        for one in place.documents()
        if word in (one.id, one.sha256)
        or (len(word) >= _SHORTEST_DIGEST and one.sha256.startswith(word.lower()))
    ]
    if word in uses:
        found = [uses[word]]
    if len(found) != 1:
        raise ZiError(
            "Dokumen {word} tidak ada di ruang kerja ini.", "Periksa id atau SHA-256-nya.", word=word
        )
    return found[0].id, found[0].name


def _be_sure(sure: bool, name: str) -> None:
    if sure:
        return
    nobody = ZiError("Penghapusan tidak dapat diurungkan.", "Tambahkan --yes bila memang itu yang dimaksud.")
    if not sys.stdin.isatty():
        raise nobody
    sys.stderr.write(_("Hapus {name} untuk selamanya? Ketik “hapus”: ").format(name=name))
    sys.stderr.flush()
    said = sys.stdin.readline()
    if not said:  # on Windows a script's empty input passes for a terminal
        raise nobody
    if said.strip().casefold() != _("hapus"):
        raise ZiError("Tidak ada yang dihapus.", "Ketik kata itu bila memang dimaksud.")


def _tell(erased: Erased) -> None:
    print(_("Terhapus dari ruang kerja."))
    for path in erased.backups:
        show.remark(_("Cadangan ini masih memuatnya sampai dihapus: {path}").format(path=path))
