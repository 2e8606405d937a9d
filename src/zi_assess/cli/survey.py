"""Surveys on the terminal: `survey kinds | import | list | show | carry | unlink | remove | check`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zi_assess.cli import show as shown
from zi_assess.cli.options import Code, Id, Json, Place, Who, opened
from zi_assess.cli.packs import Said, said
from zi_assess.core.exact import decimal_text
from zi_assess.errors import Complaint, ZiError
from zi_assess.i18n import N_, _, number, say

if TYPE_CHECKING:
    from zi_assess.core.survey import Form, HeatGroup, Result, UnsurResult
    from zi_assess.core.survey.held import Survey

_SECONDS = 60.0
SurveyId = Annotated[str, typer.Argument(metavar="ID", help=N_("Id survei, atau awalannya."))]


def kinds(json: Json = False) -> None:
    from zi_assess.criteria import surveys

    known = surveys.kinds()
    if json:
        shown.as_json([_kind_data(form) for form in known])
    else:
        shown.table([(form.kind, form.title, form.basis) for form in known])


def _kind_data(form: Form) -> dict[str, object]:
    return {
        "kind": form.kind,
        "title": form.title,
        "basis": form.basis,
        "pack": form.pack,
        "own": form.own,
        "scales": [{"id": one.id, "title": one.title} for one in form.variants],
        "grades": [{"id": one.id, "source": one.source} for one in form.grades],
        "unsur": [
            {
                "code": one.code,
                "title": one.title,
                "items": [{"code": item.code, "question": item.question} for item in one.asked],
            }
            for one in form.unsur
        ],
        "feeds": [{"pack": one.pack, "code": one.code} for one in form.feeds],
    }


def list_(json: Json = False, workspace: Place = None, who: Who = "") -> None:
    with opened(workspace, who) as place:
        listed = place.surveys.listed()
    if json:
        keys = ("id", "kind", "period", "title", "way", "n")
        shown.as_json([{key: getattr(one, key) for key in keys} | {"unit": one.unit.name} for one in listed])
    elif listed:
        head = (_("Id"), _("Unit kerja"), _("Jenis"), _("Periode"), _("Responden"))
        rows = [(one.id, one.unit.name, one.kind, one.period, str(one.n)) for one in listed]
        shown.table([head, *rows], right={4})
    else:
        shown.remark(_("Belum ada survei. Mulai dengan: zi-assess survey import."))


def show(survey: SurveyId, json: Json = False, workspace: Place = None, who: Who = "") -> None:
    with opened(workspace, who) as place:
        held = place.surveys.survey(survey)
        result = held.result
    shown.as_json(survey_data(held)) if json else _print(held, result)


def survey_data(held: Survey) -> dict[str, object]:
    """A survey as scripts read it: decimal text for numbers, null where there is none; `heat` where risk is asked."""
    result, maps = held.result, _heat(held)
    return ({"heat": [_heat_data(one) for one in maps]} if maps else {}) | {
        "id": held.id,
        "unit": held.unit.name,
        "period": held.period,
        "kind": result.kind,
        "scale": result.variant,
        "n": result.n,
        "unsur": [_unsur_data(one) for one in result.unsur if not one.control],
        "index": _text(result.index),
        "ikm": _text(result.ikm),
        "grade": result.grade.letter if result.grade else None,
        "table": result.table.id if result.table else None,
        "lowest": [one.code for one in result.lowest],
        "highest": [one.code for one in result.highest],
        "services": [
            {"label": one.title, "n": one.n, "ikm": _text(one.result.ikm) if one.result else None}
            for one in ([] if held.typed else held.services)
        ],
        "warnings": [say(one.text, one.values) for one in result.warnings],
    }


def _unsur_data(one: UnsurResult) -> Mapping[str, object]:
    return {
        "code": one.code,
        "name": one.title,
        "n": one.n,
        "nrr": _text(one.nrr),
        "weighted": _text(one.weighted),
        "value": _text(one.value),
        "grade": one.grade.letter if one.grade else None,
    }


def _heat(held: Survey) -> tuple[HeatGroup, ...]:
    """The heat map of all, then of each group; () for a form that asks about no risk."""
    from zi_assess.reports.surveysheet import SurveySheet

    return SurveySheet(held).heat


def _heat_data(one: HeatGroup) -> dict[str, object]:
    cells = [
        {
            "code": cell.code,
            "n": cell.n,
            "frequency": _text(cell.frequency),
            "control": _text(cell.control),
            "risk": _text(cell.risk),
        }
        for cell in one.cells
    ]
    return {"group": one.title or None, "n": one.n, "hidden": one.hidden, "cells": cells}


def _text(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)


def _figure(value: Fraction | None, places: int = 2) -> str:
    return "–" if value is None else number(value, places)


def _print(held: Survey, result: Result) -> None:
    print(f"{held.unit.name} · {held.form.title} · {held.period}")
    maps = _heat(held)
    _print_heat(maps) if maps else _print_result(result)
    for warning in result.warnings:
        shown.remark(say(warning.text, warning.values))


def _print_heat(maps: tuple[HeatGroup, ...]) -> None:
    """Each group by itself; there is no single figure, on purpose."""
    for one in maps:
        if not one.hidden:
            print()
            rows = [(one.title or _("Semua"), _("Responden"), _("Kekerapan"), _("Pengendalian"), _("Risiko"))]
            rows += [
                (
                    cell.title,
                    str(cell.n),
                    _figure(cell.frequency),
                    _figure(cell.control),
                    _figure(cell.risk),
                )
                for cell in one.cells
            ]
            shown.table(rows, right={1, 2, 3, 4})


def _print_result(result: Result) -> None:
    print(
        _("Responden {n}, indeks {index}, nilai {ikm}, mutu {grade}").format(
            n=result.n,
            index=_figure(result.index, 3),
            ikm=_figure(result.ikm),
            grade=f"{result.grade.letter} ({result.grade.title})" if result.grade else "–",
        )
    )
    print()
    rows = [(_("Unsur"), _("Responden"), _("NRR"), _("Tertimbang"), _("Nilai"), _("Mutu"))]
    rows += [
        (
            one.title,
            str(one.n),
            _figure(one.nrr, 3),
            _figure(one.weighted, 3),
            _figure(one.value),
            one.grade.letter if one.grade else "–",
        )
        for one in result.unsur
    ]
    shown.table(rows, right={1, 2, 3, 4})


def carry(
    survey: Annotated[str, typer.Argument(metavar="SURVEI", help=N_("Id survei, atau awalannya."))],
    assessment: Annotated[str, typer.Argument(metavar="ID", help=N_("Id penilaian, atau awalannya."))],
    code: Annotated[
        str, typer.Argument(metavar="KODE", help=N_("Kriteria; bila tidak disebut, yang pertama disuapi."))
    ] = "",
    workspace: Place = None,
    who: Who = "",
) -> None:
    with opened(workspace, who) as place:
        mine = place.assessment(assessment)
        chosen = code or next(iter(place.surveys.targets(mine.id, survey)), "")
        sheet = place.surveys.carry(mine.id, code, survey)
    link = sheet.assessment.carried[chosen]
    print(
        _("{code}: {value} dari survei {kind} {period}, {n} responden").format(
            code=chosen,
            value=link.value if isinstance(sheet.answer(chosen).value, Fraction) else _("ditautkan"),
            kind=link.kind,
            period=link.period,
            n=link.n,
        )
    )


def unlink(assessment: Id, code: Code, workspace: Place = None, who: Who = "") -> None:
    with opened(workspace, who) as place:
        mine = place.assessment(assessment)
        if code not in mine.carried:
            raise ZiError(
                "{code} tidak bertaut ke survei.",
                "Yang bertaut: {known}.",
                code=code,
                known=", ".join(mine.carried) or "–",
            )
        place.surveys.unlink(mine.id, code)
    shown.remark(_("{code} dilepaskan dari surveinya; jawabannya tetap.").format(code=code))


def remove(
    survey: SurveyId,
    yes: Annotated[bool, typer.Option("--yes", help=N_("Tanpa bertanya lagi."))] = False,
    workspace: Place = None,
    who: Who = "",
) -> None:
    """Refused while a criterion rests on it."""
    with opened(workspace, who) as place:
        held = place.surveys.survey(survey)
        named = f"{held.form.short} {held.period}, {held.unit.name}"
        if not yes:
            words = _("Hapus survei {survey} dengan {n} jawabannya?")
            typer.confirm(words.format(survey=named, n=held.n), abort=True, err=True)
        place.surveys.remove(held.id)
    shown.remark(_("Dihapus."))


def check(
    files: Annotated[list[Path], typer.Argument(metavar="BERKAS", help=N_("Formulir survei YAML."))],
) -> int:
    """Name every complaint; exit code 1 when there is one."""
    found = 0
    for file in files:
        complaints, kind, count = _examined(file)
        for one in complaints:
            print(f"{one.place}: {shown.sentence(one)}")
        if not complaints:
            print(
                _("{file}: {kind}, {count} unsur, tanpa kesalahan.").format(file=file, kind=kind, count=count)
            )
        found += len(complaints)
    return 1 if found else 0


def _examined(file: Path) -> tuple[list[Complaint], str, int]:
    from zi_assess import confined, paths

    if file.resolve().is_relative_to(paths.bundled("criteria").resolve()):
        plain, kind, count = examine(str(file))
    else:
        plain, kind, count = confined.run(examine, str(file), timeout=_SECONDS)
    return [Complaint(*one) for one in plain], kind, count


def examine(place: str) -> tuple[list[Said], str, int]:
    """Read a form, in the confined child when it is foreign: its complaints as plain values, and what it is."""
    from zi_assess.criteria import surveys

    read = surveys.read(Path(place))
    plain = said(read.complaints)
    return (plain, read.form.kind, len(read.form.unsur)) if read.form else (plain, "", 0)
