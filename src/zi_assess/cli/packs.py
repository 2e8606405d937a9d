"""Criteria packs on the terminal: `pack list | show | check | schema`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from zi_assess import paths
from zi_assess.cli import show as shown
from zi_assess.cli.options import Json
from zi_assess.core.exact import decimal_text
from zi_assess.core.pack import Node, Pack, Question, Threshold
from zi_assess.errors import Complaint
from zi_assess.i18n import N_, _, n_, number

_SECONDS, _MEMORY = 120.0, 1 << 30  # what the largest pack that is allowed may take


def list_(json: Json = False) -> None:
    from zi_assess import criteria

    packs = [criteria.load(folder) for _id, _version, folder in criteria.shipped()]
    if json:
        shown.as_json([{"id": one.id, "version": one.version, "title": one.title} for one in packs])
    else:
        shown.table([(f"{one.id}@{one.version}", one.title, one.basis) for one in packs])


def show(
    pack_id: Annotated[str, typer.Argument(metavar="ID", help=N_("Id paket, atau ID@VERSI."))],
    json: Json = False,
) -> None:
    from zi_assess import criteria

    pack = criteria.find(pack_id)
    shown.as_json(pack_data(pack)) if json else _print(pack)


def pack_data(pack: Pack) -> dict[str, object]:
    """The pack as scripts read it; numbers are decimal text."""
    return {
        "id": pack.id,
        "version": pack.version,
        "nodes": [_node_data(node) for node in pack.nodes.values()],
        "thresholds": [
            _threshold_data(designation, one) for designation, ones in pack.thresholds.items() for one in ones
        ],
    }


def _node_data(node: Node) -> dict[str, object]:
    """The keys that scripts were promised, and `feeds` where a question names what it feeds."""
    question = node if isinstance(node, Question) else None
    feeds = [{"pack": one.pack, "code": one.code} for one in question.feeds] if question else []
    return ({"feeds": feeds} if feeds else {}) | {
        "code": node.code,
        "parent": node.parent,
        "title": node.title,
        "weight": decimal_text(node.weight),
        "kind": "question" if question else "group",
        "scale": question.scale if question else "",
        "options": [
            {
                "key": one.key,
                "score": None if one.skip else decimal_text(one.score),
                "meaning": one.meaning,
            }
            for one in (question.options if question else ())
        ],
        "inputs": [
            {"key": one.key, "title": one.title, "role": one.role, "refs": dict(one.refs)}
            | ({} if one.kind == "count" else {"kind": one.kind})
            for one in (question.inputs if question else ())
        ],
        "evidence": [
            {
                "id": one.id,
                "title": one.title,
                "kinds": list(one.kinds),
                "fresh": one.fresh,
                "example": one.example,
            }
            for one in (question.evidence if question else ())
        ],
        "refs": dict(question.refs) if question else {},
    }


def _threshold_data(designation: str, one: Threshold) -> dict[str, object]:
    return {
        "designation": designation,
        "id": one.id,
        "title": one.title,
        "of": list(one.of),
        "minimum": decimal_text(one.minimum),
        "percent": None if one.percent is None else decimal_text(one.percent),
        "source": one.source,
    }


def _print(pack: Pack) -> None:
    print(f"{pack.title} ({pack.id}@{pack.version})")
    print(_("Dasar: {basis}").format(basis=pack.basis))
    print()
    rows = [(_("Kode"), _("Bobot"), _("Skala"), _("Judul"))]
    for node in pack.nodes.values():
        scale = _scale(node) if isinstance(node, Question) else ""
        indent = "  " * (len(pack.path(node.code)) - 1)
        rows.append((node.code, number(node.weight, 4), scale, f"{indent}{node.title}"))
    shown.table(rows, right={1})


def _scale(question: Question) -> str:
    if question.options:
        return "/".join(one.key for one in question.options)
    if question.inputs:
        return ", ".join(one.key for one in question.inputs)
    return f"0–{decimal_text(question.index_max)}"


def check(
    places: Annotated[
        list[Path], typer.Argument(metavar="LOKASI", help=N_("Folder paket, atau berkas pack.yaml."))
    ],
) -> int:
    """Name every complaint; exit code 1 when there is one."""
    found = 0
    for place in places:
        complaints, name, questions = _examined(place)
        for one in complaints:
            print(f"{one.place}: {shown.sentence(one)}")
        if not complaints:
            words = n_(
                "{pack}, {count} butir, tanpa kesalahan.",
                "{pack}, {count} butir, tanpa kesalahan.",
                questions,
            )
            print(f"{place}: {words.format(pack=name, count=questions)}")
        found += len(complaints)
    if found:
        shown.remark(_("{count} kesalahan.").format(count=found))
    return 1 if found else 0


def _examined(place: Path) -> tuple[list[Complaint], str, int]:
    if place.resolve().is_relative_to(paths.bundled("criteria").resolve()):
        plain, name, questions = examine(str(place))
    else:
        from zi_assess import confined

        plain, name, questions = confined.run(examine, str(place), timeout=_SECONDS, memory=_MEMORY)
    return [Complaint(*one) for one in plain], name, questions


Said = tuple[str, int, int, str, str, dict[str, str]]


def examine(place: str) -> tuple[list[Said], str, int]:
    """Read a pack, in the confined child when it is foreign: its complaints as plain values, and what it is.

    Those of the survey forms beside it follow behind its own.
    """
    from zi_assess import criteria
    from zi_assess.criteria import surveys

    path = Path(place)
    read = criteria.read(path)
    folder = path if path.is_dir() else path.parent
    forms = [surveys.read(file) for file in sorted((folder / surveys.FOLDER).glob("*.yaml"))]
    plain = said([*read.complaints, *(one for form in forms for one in form.complaints)])
    pack = read.pack
    return (plain, f"{pack.id}@{pack.version}", len(pack.questions)) if pack else (plain, "", 0)


def said(complaints: Sequence[Complaint]) -> list[Said]:
    """*complaints* as plain values, which a child process can hand back."""
    return [
        (
            one.file,
            one.line,
            one.column,
            one.what,
            one.remedy,
            {key: str(value) for key, value in one.values.items()},
        )
        for one in complaints
    ]


def schema() -> None:
    from zi_assess import criteria

    shown.as_json(criteria.schema())
