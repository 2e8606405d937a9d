"""Follow-ups from the terminal: `followup list, add, set, photo, export`."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from zi_assess import files
from zi_assess.cli import show
from zi_assess.cli.options import Id, Json, Output, Place, Who, day, opened
from zi_assess.core import followups
from zi_assess.core.assessment import FollowUp, Progress
from zi_assess.core.followups import Task
from zi_assess.errors import ZiError
from zi_assess.i18n import N_, _, date_short

What = Annotated[str, typer.Option("--what", metavar="TEKS", help=N_("Apa yang dilakukan."))]
Owner = Annotated[str, typer.Option("--who", metavar="NAMA", help=N_("Penanggung jawab."))]
Due = Annotated[str, typer.Option("--due", metavar="TANGGAL", help=N_("Tenggat, YYYY-MM-DD."))]
Cost = Annotated[str, typer.Option("--cost", metavar="TEKS", help=N_("Biaya."))]
About = Annotated[str, typer.Option("--code", metavar="KODE", help=N_("Butir yang ditindaklanjuti."))]
Every = Annotated[str, typer.Argument(metavar="ID", help=N_("Id penilaian; bila tidak disebut, semuanya."))]
FollowUpId = Annotated[
    str, typer.Argument(metavar="TINDAKLANJUT", help=N_("Id tindak lanjut, atau awalannya."))
]
_STATUS = {
    "mulai": Progress.DOING,
    "selesai": Progress.DONE,
    "batal": Progress.DROPPED,
    "buka": Progress.OPEN,
}


def list_(assessment: Every = "", json: Json = False, workspace: Place = None, who: Who = "") -> None:
    with opened(workspace, who) as place:
        found = place.follow_ups(place.assessment(assessment).id if assessment else "")
    today = datetime.now(UTC).date()
    every = followups.ordered(found, today)
    if json:
        show.as_json([_data(one, today) for one in every])
        return
    if not every:
        print(_("Belum ada tindak lanjut."))
        return
    from zi_assess.reports import wording

    rows = [(_("Id"), _("Butir"), _("Tenggat"), _("Keadaan"), _("Penanggung jawab"), _("Apa yang dilakukan"))]
    for task in every:
        one = task.one
        due = date_short(one.due) if one.due else "–"
        words = wording.follow_up_state(one, today)[0]
        rows.append((one.id[:8], one.code or "–", due, words, one.who or "–", one.what))
    show.table(rows)
    print(wording.follow_up_summary(every, today))


def add(
    assessment: Id,
    what: What,
    code: About = "",
    owner: Owner = "",
    due: Due = "",
    cost: Cost = "",
    workspace: Place = None,
    who: Who = "",
) -> None:
    made = FollowUp(str(uuid.uuid4()), code, what, owner, day(due), cost)
    with opened(workspace, who) as place:
        place.follow_up(place.assessment(assessment).id, made)
    print(made.id)


def set_(
    follow_up: FollowUpId,
    status: Annotated[
        str, typer.Option("--status", metavar="KEADAAN", help=N_("mulai, selesai, batal, atau buka."))
    ] = "",
    what: What = "",
    owner: Owner = "",
    due: Due = "",
    cost: Cost = "",
    proof: Annotated[str, typer.Option("--proof", metavar="TEKS", help=N_("Bukti penyelesaiannya."))] = "",
    effect: Annotated[str, typer.Option("--effect", metavar="TEKS", help=N_("Hasilnya."))] = "",
    workspace: Place = None,
    who: Who = "",
) -> None:
    given = {"what": what, "who": owner, "due": day(due), "cost": cost, "proof": proof, "effect": effect}
    if status:
        given["status"] = _progress(status)
    with opened(workspace, who) as place:
        task = _one(place.follow_ups(), follow_up)
        changed = replace(task.one, **{name: value for name, value in given.items() if value})  # type: ignore[arg-type]
        place.follow_up(task.assessment, changed)
    show.remark(_("Tersimpan."))


def photo(
    follow_up: FollowUpId,
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help=N_("Foto."))],
    workspace: Place = None,
    who: Who = "",
) -> None:
    """The photo becomes evidence of the point, paired with the one from before."""
    with opened(workspace, who) as place:
        task = _one(place.follow_ups(), follow_up)
        made = place.visits.after_photo(task.assessment, task.one.id, file)
    if made.before is None:
        show.remark(_("Foto sesudah dilampirkan; di butir ini belum ada foto sebelumnya."))
    else:
        show.remark(_("Foto sesudah dipasangkan dengan {name}.").format(name=made.before.name))


def export(
    output: Output,
    assessment: Every = "",
    workspace: Place = None,
    who: Who = "",
) -> None:
    """The ending of the file says what it becomes: `.pdf`, `.xlsx`, `.ics`."""
    from zi_assess.reports import wording

    with opened(workspace, who) as place:
        mine = place.assessment(assessment) if assessment else None
        found = place.follow_ups(mine.id if mine else "")
        shown_in = {task.assessment for task in found}
        example = any(one.example for one in place.assessments() if one.id in shown_in)
    now = datetime.now(UTC)
    every = followups.ordered(found, now.date())
    headed = mine.unit.name if mine else _("Semua unit")
    files.write_bytes(output, _bytes(output, every, now, headed, example))
    show.remark(wording.follow_up_summary(every, now.date()))


def _bytes(output: Path, every: tuple[Task, ...], now: datetime, headed: str, example: bool) -> bytes:
    from zi_assess.reports import tindaklanjut

    ending = output.suffix.casefold()
    if ending == ".pdf":
        return tindaklanjut.together(every, now.date(), headed, example=example)
    if ending == ".xlsx":
        return tindaklanjut.workbook(every, now.date(), headed, example=example)
    if ending == ".ics":
        return tindaklanjut.calendar(every, now)
    raise ZiError(
        "Akhiran {ending} tidak dikenal.",
        "Pakai nama berkas .pdf, .xlsx, atau .ics.",
        ending=ending or output.name,
    )


def _progress(word: str) -> Progress:
    if word.casefold() not in _STATUS:
        raise ZiError(
            "Keadaan “{word}” tidak dikenal.", "Pilih: {known}.", word=word, known=", ".join(_STATUS)
        )
    return _STATUS[word.casefold()]


def _one(every: tuple[Task, ...], start: str) -> Task:
    found = [task for task in every if task.one.id.startswith(start)]
    if len(found) != 1 or not start:
        raise ZiError("Tindak lanjut {id} tidak ada.", "Lihat daftarnya: zi-assess followup list.", id=start)
    return found[0]


def _data(task: Task, today: date) -> dict[str, object]:
    one = task.one
    return {
        "id": one.id,
        "assessment": task.assessment,
        "unit": task.unit,
        "code": one.code,
        "what": one.what,
        "who": one.who,
        "due": one.due.isoformat() if one.due else None,
        "status": one.status.value,
        "overdue": followups.overdue(one, today),
        "cost": one.cost,
        "proof": one.proof,
        "effect": one.effect,
        "source": followups.source(one).value,
    }
