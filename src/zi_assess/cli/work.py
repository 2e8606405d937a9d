"""Filling an assessment in and seeing where it stands: `new` to `check`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zi_assess.cli import show
from zi_assess.cli.options import (
    Code,
    Id,
    Json,
    Place,
    StageName,
    Who,
    day,
    no_such_code,
    opened,
    opened_or_made,
    question,
    read_sheet,
    sheet,
    stage_named,
)
from zi_assess.core.assessment import parse_value
from zi_assess.core.exact import decimal_text
from zi_assess.core.explain import Step
from zi_assess.core.pack import Group
from zi_assess.core.readiness import Standing
from zi_assess.core.review import Phase
from zi_assess.core.scoring import NodeScore
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _, number, percent, say

if TYPE_CHECKING:
    from zi_assess.workspace import Listed

_PHASES = {
    Phase.FILLING: N_("di unit"),
    Phase.REVIEWING: N_("di TPI"),
    Phase.CLOSED: N_("reviu ditutup"),
}
_DEPTH = 3  # levels of the tree that `score` prints: komponen, bagian, area


def new(
    pack: Annotated[str, typer.Option("--pack", metavar="ID", help=N_("Paket kriteria, misalnya lke-zi."))],
    unit: Annotated[str, typer.Option("--unit", metavar="NAMA", help=N_("Nama unit kerja."))],
    year: Annotated[int, typer.Option("--year", metavar="TAHUN", help=N_("Tahun pengusulan."))],
    target: Annotated[
        str, typer.Option("--target", metavar="WBK|WBBM", help=N_("Predikat yang dituju."))
    ] = "",
    occasion: Annotated[
        str,
        typer.Option("--occasion", metavar="TEKS", help=N_("Nama kegiatan, bila lebih dari satu setahun.")),
    ] = "",
    source: Annotated[
        str, typer.Option("--from", metavar="ID", help=N_("Penilaian yang jawabannya diusulkan lagi."))
    ] = "",
    workspace: Place = None,
    who: Who = "",
) -> None:
    from zi_assess import criteria

    chosen = criteria.find(pack)
    with opened_or_made(workspace, who) as place:
        made = place.new(chosen, unit, year, target=target, occasion=occasion, source=source)
        mine = place.assessment(made)
    print(made)
    if mine.proposals:
        show.remark(_("{count} usulan jawaban menunggu konfirmasi.").format(count=len(mine.proposals)))
    if mine.renewals:
        show.remark(_("{count} bukti tahun lalu perlu diperbarui.").format(count=len(mine.renewals)))


def list_(json: Json = False, workspace: Place = None, who: Who = "") -> None:
    with opened(workspace, who) as place:
        listed = place.assessments()
    if json:
        show.as_json(
            [
                {
                    "id": one.id,
                    "unit": one.unit.name,
                    "year": one.year,
                    "occasion": one.occasion,
                    "pack": one.pack_id,
                    "target": one.target,
                    "phase": one.phase.value,
                    "round": one.round,
                }
                for one in listed
            ]
        )
    elif listed:
        head = (_("Id"), _("Unit kerja"), _("Tahun"), _("Untuk"), _("Paket"), _("Predikat"), _("Keadaan"))
        show.table(
            [
                head,
                *(
                    (
                        one.id,
                        one.unit.name,
                        str(one.year),
                        one.occasion or "–",
                        f"{one.pack_id}@{one.pack_version}",
                        one.target or "–",
                        _hands(one),
                    )
                    for one in listed
                ),
            ]
        )
    else:
        show.remark(_("Belum ada penilaian. Mulai dengan: zi-assess new, atau zi-assess workbook import."))


def _hands(one: Listed) -> str:
    """In whose hands it is, and in which round."""
    words = _(_PHASES[one.phase])
    return _("{phase}, putaran {round}").format(phase=words, round=one.round) if one.round else words


def record(
    assessment: Id,
    code: Code,
    answer: Annotated[
        str,
        typer.Argument(
            metavar="JAWABAN",
            help=N_(
                "A sampai E, Ya atau Tidak, indeks seperti 3.6, isian nama=angka,nama=angka, atau - untuk mengosongkan."
            ),
        ),
    ],
    note: Annotated[str | None, typer.Option("--note", metavar="TEKS", help=N_("Catatan butir ini."))] = None,
    stage: StageName = "SELF",
    workspace: Place = None,
    who: Who = "",
) -> None:
    at = stage_named(stage)
    with opened(workspace, who) as place:
        mine = place.assessment(assessment)
        value = parse_value(question(place, mine.id, code), answer)
        place.record(mine.id, code, value, note=note, stage=at)
        after = place.sheet(mine.id, at)
    print(_totals(after))


def confirm(
    assessment: Id,
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="KODE", help=N_("Butir yang usulannya diterima."))
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=N_("Semua usulan."))] = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    with opened(workspace, who) as place:
        mine = place.assessment(assessment)
        chosen = list(mine.proposals) if every else list(codes or ())
        for code in chosen:
            question(place, mine.id, code)
        after = place.confirm(mine.id, chosen)
    left = len(after.assessment.proposals)
    done = len(mine.proposals) - left
    print(_("{done} usulan dikonfirmasi, {left} masih menunggu.").format(done=done, left=left))


def attach(
    assessment: Id,
    code: Code,
    sources: Annotated[list[str], typer.Argument(metavar="BERKAS|URL", help=N_("Berkas, atau alamat web."))],
    slot: Annotated[
        str, typer.Option("--slot", metavar="SLOT", help=N_("Tempat bukti pada butir itu."))
    ] = "",
    dated: Annotated[
        str, typer.Option("--dated", metavar="TANGGAL", help=N_("Tanggal dokumen, misalnya 2026-08-17."))
    ] = "",
    workspace: Place = None,
    who: Who = "",
) -> int:
    """Exit code 1 when something was refused and nothing attached."""
    when = day(dated)
    with opened(workspace, who) as place, show.progress() as tick:
        mine = place.assessment(assessment)
        given = [one if "://" in one else Path(one) for one in sources]
        attached = place.attach(mine.id, code, given, slot=slot, dated=when, tick=tick)
    for one in attached.evidence:
        print(one.id)
    for notice in attached.notices:
        show.remark(say(notice.text, notice.values))
    return 1 if not attached.evidence and any(one.refused for one in attached.notices) else 0


def score(
    assessment: Id, stage: StageName = "SELF", json: Json = False, workspace: Place = None, who: Who = ""
) -> None:
    with opened(workspace, who) as place:
        now = sheet(place, assessment, stage)
    show.as_json(score_data(now)) if json else _print_score(now)


def score_data(sheet: Sheet) -> dict[str, object]:
    """Where the assessment stands, as scripts read it: decimal text for numbers, integers for counts."""
    pack, scores = sheet.pack, sheet.scores
    return {
        "assessment": sheet.assessment.id,
        "pack": pack.id,
        "stage": sheet.stage.value,
        "total": decimal_text(scores.official),
        "strict_total": decimal_text(scores.strict),
        "max": decimal_text(pack.max),
        "nodes": [
            *(_node_data(node.title, scores[code]) for code, node in pack.nodes.items()),
            *({**_node_data(one.title, scores[one.code]), "aggregate": True} for one in pack.aggregates),
        ],
        "thresholds": [standing_data(one) for one in sheet.readiness.standings],
        "designations": {one.id: sheet.readiness.met(one.id) for one in pack.designations},
    }


def _node_data(title: str, one: NodeScore) -> dict[str, object]:
    return {
        "code": one.code,
        "title": title,
        "weight": decimal_text(one.weight),
        "score": decimal_text(one.strict),
        "percent": decimal_text(one.percent),
        "answered": one.answered,
        "questions": one.questions,
    }


def standing_data(one: Standing) -> dict[str, object]:
    return {
        "designation": one.designation,
        "id": one.threshold.id,
        "of": list(one.threshold.of),
        "minimum": decimal_text(one.threshold.minimum),
        "actual": decimal_text(one.actual),
        "met": one.met,
        "short_by": decimal_text(one.short_by),
    }


def _print_score(sheet: Sheet) -> None:
    print(_heading(sheet))
    print(_totals(sheet))
    print()
    rows = [(_("Kode"), _("Bagian"), _("Bobot"), _("Nilai"), _("Persen"), _("Terjawab"))]
    show.table([*rows, *_score_rows(sheet)], right={2, 3, 4, 5})
    for designation in sheet.pack.designations:
        print()
        _print_designation(sheet, designation.id)


def _heading(sheet: Sheet) -> str:
    mine = sheet.assessment
    parts = [
        mine.unit.name,
        str(mine.year),
        mine.occasion,
        f"{mine.pack_id}@{mine.pack_version}",
        sheet.stage.value,
    ]
    text = " · ".join(part for part in parts if part)
    return f"{text} · {_('CONTOH')}" if mine.example else text


def _totals(sheet: Sheet) -> str:
    scores = sheet.scores
    return _("Nilai {strict} dari {max} (resmi {official}), terjawab {answered} dari {questions}").format(
        strict=number(scores.strict),
        official=number(scores.official),
        max=decimal_text(sheet.pack.max),
        answered=scores.answered,
        questions=scores.questions,
    )


def _score_rows(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    for code, node in sheet.pack.nodes.items():
        depth = len(sheet.pack.path(code))
        if isinstance(node, Group) and depth <= _DEPTH:
            yield _score_row("  " * (depth - 1) + (node.short or node.title), sheet.scores[code])
    for one in sheet.pack.aggregates:
        yield _score_row(one.short or one.title, sheet.scores[one.code])


def _score_row(title: str, one: NodeScore) -> tuple[str, ...]:
    answered = f"{one.answered}/{one.questions}"
    return one.code, title, number(one.weight), number(one.strict), percent(one.percent), answered


def _print_designation(sheet: Sheet, designation: str) -> None:
    met = sheet.readiness.met(designation)
    print(f"{designation}: {_('ambang terpenuhi') if met else _('ambang belum terpenuhi')}")
    rows = [
        (
            f"  {one.threshold.title}",
            number(one.actual),
            _("minimal {minimum}").format(minimum=number(one.threshold.minimum)),
            _("terpenuhi") if one.met else _("kurang {points}").format(points=number(one.short_by)),
        )
        for one in sheet.readiness.of(designation)
    ]
    if rows:
        show.table(rows, right={1})


def explain(
    assessment: Id,
    code: Annotated[
        str,
        typer.Argument(metavar="KODE", help=N_("Kode butir, kelompok, atau ambang; total untuk semuanya.")),
    ],
    stage: StageName = "SELF",
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    with opened(workspace, who) as place:
        now = sheet(place, assessment, stage)
    step = now.explain(code)
    if step is None:
        raise no_such_code(code, now.pack.id)
    if json:
        show.as_json(_step_data(step))
    else:
        _print_step(step, 0)
        _print_asked(now, code)


def _print_asked(now: Sheet, code: str) -> None:
    """What each designation asks of the sum *code*, when it asks anything."""
    from zi_assess.reports import wording

    for one in now.readiness.standings:
        if one.threshold.id == code:
            words = _("Ambang {target}: {minimum}, {distance}. Dasar: {source}.")
            values = {
                "target": one.designation,
                "minimum": wording.visible(one.threshold.minimum),
                "distance": wording.distance(one),
                "source": one.threshold.source,
            }
            print(words.format(**values))


def _step_data(step: Step) -> dict[str, object]:
    return {
        "code": step.code,
        "title": step.title,
        "text": say(step.text, step.values),
        "score": decimal_text(step.points),
        "steps": [_step_data(one) for one in step.steps],
    }


def _print_step(step: Step, depth: int) -> None:
    indent = "  " * depth
    print(f"{indent}{step.code}  {step.title}")
    print(f"{indent}  {say(step.text, step.values)} = {number(step.points, 4)}")
    for one in step.steps:
        _print_step(one, depth + 1)


def check(
    assessment: Id,
    strict: Annotated[
        bool, typer.Option("--strict", help=N_("Keluar dengan kode 1 bila ada temuan."))
    ] = False,
    stage: StageName = "SELF",
    json: Json = False,
    workspace: Place = None,
    who: Who = "",
) -> int:
    """Exit code 1 only with *strict*, when there are findings."""
    with opened(workspace, who) as place:
        found = read_sheet(place, assessment, stage).findings
    if json:
        show.as_json([show.finding_data(one) for one in found])
    elif found:
        show.findings(found)
    else:
        print(_("Tidak ada temuan."))
    return 1 if strict and found else 0
