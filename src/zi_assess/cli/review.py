"""Handing over and reviewing: both sides of the desk from a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from zi_assess.cli import show
from zi_assess.cli.options import Id, Place, Who, no_such_code, opened, question, stage_named
from zi_assess.core import review as rules
from zi_assess.core.assessment import (
    Assessment,
    Evidence,
    Mark,
    Stage,
    parse_value,
)
from zi_assess.core.sheet import Sheet
from zi_assess.core.worklist import rest, worklist
from zi_assess.errors import ZiError
from zi_assess.i18n import N_, _, number

if TYPE_CHECKING:
    from zi_assess.workspace import Workspace

Note = Annotated[str | None, typer.Option("--note", metavar="TEKS", help=N_("Catatan."))]
Reviewer = Annotated[
    str,
    typer.Option(
        "--stage",
        metavar="TAHAP",
        help=N_(
            "TPI_MEMBER, TPI_LEAD, TPI_CONTROL, TPN, PRELIMINARY, atau TPI: tahap TPI tertinggi yang terisi."
        ),
    ),
]
_AGREE = ("=", "setuju")
_MARKS = {"sah": Mark.VALID, "tidak-sah": Mark.INVALID, "kurang": Mark.INCOMPLETE, "-": None}


# From hand to hand


def submit(assessment: Id, note: Note = None, workspace: Place = None, who: Who = "") -> None:
    with opened(workspace, who) as place:
        now = place.review.submit(place.assessment(assessment).id, note or "")
    words = _(
        "Diserahkan kepada TPI, putaran {round}. Jawaban dan bukti kini terkunci. Nilai mandiri {total}."
    )
    print(words.format(round=rules.rounds(now.assessment), total=number(now.scores.strict)))


def return_(
    assessment: Id,
    note: Annotated[str, typer.Option("--note", metavar="TEKS", help=N_("Apa yang harus diperbaiki unit."))],
    stage: Reviewer = "TPI_MEMBER",
    workspace: Place = None,
    who: Who = "",
) -> None:
    with opened(workspace, who) as place:
        mine = place.assessment(assessment)
        now = place.review.return_(mine.id, note, writing_stage(mine, stage))
    print(_("Dikembalikan kepada unit, putaran {round}.").format(round=rules.rounds(now.assessment)))


def close(
    assessment: Id,
    note: Note = None,
    stage: Reviewer = "TPI_CONTROL",
    workspace: Place = None,
    who: Who = "",
) -> None:
    with opened(workspace, who) as place:
        mine = place.assessment(assessment)
        place.review.close(mine.id, note or "", writing_stage(mine, stage))
        after = place.sheet(mine.id, rules.highest(mine) or Stage.TPI_MEMBER)
    words = _("Reviu ditutup. Nilai TPI {total}, {answered} dari {questions} butir dinilai.")
    scores = after.scores
    print(words.format(total=number(scores.strict), answered=scores.answered, questions=scores.questions))


# The reviewer's answers and ticks


def review(
    assessment: Id,
    code: Annotated[
        str,
        typer.Argument(
            metavar="KODE",
            help=N_("Kode butir; dengan setuju, boleh kode kelompok: yang belum dinilai di dalamnya."),
        ),
    ],
    answer: Annotated[
        str,
        typer.Argument(
            metavar="JAWABAN",
            help=N_(
                "Jawaban seperti pada record; = atau setuju mengambil jawaban yang dinilai; - mengosongkan."
            ),
        ),
    ],
    note: Note = None,
    stage: Reviewer = "TPI_MEMBER",
    workspace: Place = None,
    who: Who = "",
) -> None:
    with opened(workspace, who) as place:
        mine = place.assessment(assessment)
        at = writing_stage(mine, stage)
        if answer.casefold() in _AGREE:
            _agree(place, mine, code, at, note)
        else:
            value = parse_value(question(place, mine.id, code), answer)
            place.review.answer(mine.id, code, value, at, note)
        own, other = place.sheet(mine.id), place.sheet(mine.id, at)
    print(_difference(own, other))


def _agree(place: Workspace, mine: Assessment, code: str, stage: Stage, note: str | None) -> None:
    pack = place.pack(mine.id)
    if note is not None and pack.question(code):
        judged = mine.answer(code, rules.compared(mine, stage, code)).value
        place.review.answer(mine.id, code, judged, stage, note)
    elif pack.question(code):
        place.review.agree(mine.id, [code], stage)
    else:
        place.review.agree(mine.id, _rest_below(place.sheet(mine.id), code, stage), stage)


def _rest_below(sheet: Sheet, code: str, stage: Stage) -> list[str]:
    """What below the group *code* waits for *stage*; what it has judged stays. Raises ZiError without such a group."""
    if code not in sheet.pack.nodes:
        raise no_such_code(code, sheet.pack.id)
    waiting = {one.code for one in rest(worklist(sheet, stage))}
    inside = (one for one in sheet.pack.questions if one.code in waiting)
    return [one.code for one in inside if any(node.code == code for node in sheet.pack.path(one.code))]


def _difference(own: Sheet, other: Sheet) -> str:
    """Where the reviewer's total is beside the unit's."""
    apart = other.scores.strict - own.scores.strict
    sign = "+" if apart > 0 else "−" if apart < 0 else ""
    return _("Mandiri {own}, {stage} {other} ({apart}), {answered} dari {questions} butir dinilai").format(
        own=number(own.scores.strict),
        stage=other.stage.value,
        other=number(other.scores.strict),
        apart=f"{sign}{number(abs(apart))}",
        answered=other.scores.answered,
        questions=other.scores.questions,
    )


def mark(
    assessment: Id,
    evidence: Annotated[str, typer.Argument(metavar="BUKTI", help=N_("Id bukti, atau awalannya."))],
    tick: Annotated[
        str, typer.Argument(metavar="TANDA", help=N_("sah, tidak-sah, kurang, atau - untuk mencabut."))
    ],
    note: Note = None,
    stage: Reviewer = "TPI_MEMBER",
    workspace: Place = None,
    who: Who = "",
) -> None:
    if tick.casefold() not in _MARKS:
        raise ZiError("Tanda “{word}” tidak dikenal.", "Pilih: {known}.", word=tick, known=", ".join(_MARKS))
    with opened(workspace, who) as place:
        mine = place.assessment(assessment)
        use = _use(mine, evidence)
        place.review.mark(mine.id, use.id, _MARKS[tick.casefold()], writing_stage(mine, stage), note)
    print(f"{use.code}  {use.document.name}: {tick.casefold()}")


def _use(mine: Assessment, start: str) -> Evidence:
    found = [use for use in mine.evidence if start and use.id.startswith(start)]
    if len(found) != 1:
        raise ZiError(
            "Bukti {id} tidak ada pada penilaian ini, atau awalannya kurang panjang.",
            "Lihat id bukti pada zi-assess worklist --json.",
            id=start,
        )
    return found[0]


def writing_stage(mine: Assessment, name: str) -> Stage:
    """The stage to write as; `TPI` is the highest that has an answer, else the first. Raises ZiError."""
    if name.upper() == "TPI":
        return rules.highest(mine) or Stage.TPI_MEMBER
    stage = stage_named(name)
    if stage is Stage.SELF:
        raise ZiError("Tahap SELF milik unit, bukan peninjau.", "Pilih tahap TPI, misalnya TPI_MEMBER.")
    return stage


def assign(
    assessment: Id,
    person: Annotated[str, typer.Argument(metavar="NAMA", help=N_("Penanggung jawab; - mencabut."))],
    codes: Annotated[list[str], typer.Argument(metavar="KODE", help=N_("Kode butir atau kelompok."))],
    workspace: Place = None,
    who: Who = "",
) -> None:
    with opened(workspace, who) as place:
        mine = place.assessment(assessment)
        after = place.review.assign(mine.id, codes, "" if person == "-" else person).assessment
    show.table([(code, after.assigned.get(code, "–")) for code in codes])
