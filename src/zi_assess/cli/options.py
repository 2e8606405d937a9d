"""Options that many commands share, and what they mean: which workspace, who acts, which stage."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zi_assess import paths, settings
from zi_assess.cli import show
from zi_assess.core.assessment import Stage
from zi_assess.errors import ZiError, from_os
from zi_assess.i18n import N_

if TYPE_CHECKING:
    from zi_assess.core.assessment import Assessment
    from zi_assess.core.pack import Question
    from zi_assess.core.sheet import Sheet
    from zi_assess.workspace import Workspace

Place = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        metavar="FOLDER",
        envvar="ZI_ASSESS_WORKSPACE",
        help=N_("Ruang kerja; bila tidak disebut, milik pengguna ini."),
    ),
]
Who = Annotated[str, typer.Option("--as", metavar="NAMA", help=N_("Siapa yang bertindak."))]
Json = Annotated[bool, typer.Option("--json", help=N_("Cetak sebagai JSON."))]
Id = Annotated[str, typer.Argument(metavar="ID", help=N_("Id penilaian, atau awalannya."))]
Code = Annotated[str, typer.Argument(metavar="KODE", help=N_("Kode butir, misalnya A.I.6.i.b."))]
StageName = Annotated[
    str,
    typer.Option(
        "--stage",
        metavar="TAHAP",
        help=N_(
            "SELF, TPI_MEMBER, TPI_LEAD, TPI_CONTROL, TPN, PRELIMINARY, atau TPI untuk tahap TPI tertinggi yang terisi."
        ),
    ),
]
Output = Annotated[Path, typer.Option("-o", "--output", metavar="BERKAS", help=N_("Berkas yang ditulis."))]

_TPI = (Stage.TPI_CONTROL, Stage.TPI_LEAD, Stage.TPI_MEMBER)


def opened(place: Path | None, who: str) -> Workspace:
    """The workspace that is named, or the user's own. Raises ZiError."""
    from zi_assess.workspace import Workspace

    return Workspace.open(place or paths.default_workspace(), who=who or settings.load().person_name)


def opened_or_made(place: Path | None, who: str) -> Workspace:
    """As `opened`; makes the workspace where nothing is yet."""
    from zi_assess.workspace import Workspace

    path = place or paths.default_workspace()
    if path.is_dir() and any(path.iterdir()):
        return opened(path, who)
    return Workspace.create(path, who=who or settings.load().person_name)


def sheet(workspace: Workspace, assessment_id: str, stage: str) -> Sheet:
    """The sheet of the stage called *stage*; `TPI` is the highest that has an answer. Raises ZiError."""
    mine = workspace.assessment(assessment_id)
    return workspace.sheet(mine.id, _highest_tpi(mine) if stage.upper() == "TPI" else stage_named(stage))


def read_sheet(workspace: Workspace, assessment_id: str, stage: str) -> Sheet:
    """As `sheet`, after reading what is unread: what documents show by themselves counts among the findings."""
    workspace.assessment(assessment_id)  # an unknown one is refused before anything is read
    with show.progress() as tick:
        workspace.read_texts(tick)
    return sheet(workspace, assessment_id, stage)


def _highest_tpi(mine: Assessment) -> Stage:
    for stage in _TPI:
        if any(answer.value is not None for answer in mine.of(stage).values()):
            return stage
    raise ZiError("TPI belum menjawab apa pun pada penilaian ini.", "Lihat penilaian mandiri: --stage SELF.")


def question(workspace: Workspace, assessment_id: str, code: str) -> Question:
    """The question with *code* in the assessment's pack. Raises ZiError."""
    pack = workspace.pack(assessment_id)
    found = pack.question(code)
    if found is None:
        raise no_such_code(code, pack.id)
    return found


def no_such_code(code: str, pack_id: str) -> ZiError:
    return ZiError(
        "Kode {code} tidak ada di {pack}.",
        "Lihat kodenya: zi-assess pack show {pack}.",
        code=code,
        pack=pack_id,
    )


def stage_named(name: str) -> Stage:
    """The stage called *name*, in any case. Raises ZiError."""
    try:
        return Stage(name.upper())
    except ValueError:
        raise ZiError(
            "Tahap {name} tidak dikenal.", "Pilih: {known}.", name=name, known=", ".join(Stage)
        ) from None


def day(text: str) -> date | None:
    """`YYYY-MM-DD` as a date, None when empty. Raises ZiError."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ZiError("“{text}” bukan tanggal.", "Tulis seperti 2026-08-17.", text=text) from None


def passphrase(file: Path | None) -> str:
    """The first line of *file*, `""` without one. Raises ZiError."""
    if file is None:
        return ""
    try:
        text = file.read_text("utf-8").partition("\n")[0].strip("\r")
    except OSError as error:
        raise from_os(error, file) from error
    except UnicodeDecodeError as error:
        raise ZiError(
            "Berkas kata sandi {file} bukan teks.", "Simpan sebagai teks UTF-8.", file=file.name
        ) from error
    if not text:
        raise ZiError(
            "Berkas kata sandi {file} kosong.", "Tulis kata sandi pada baris pertamanya.", file=file.name
        )
    return text
