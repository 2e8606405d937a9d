"""Survey forms from YAML: found beside their packs, checked with every complaint at once, frozen with their data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

from zi_assess import paths
from zi_assess.core.exact import fraction
from zi_assess.core.survey import (
    Aspect,
    Band,
    Feed,
    Field,
    FieldKind,
    Form,
    GradeTable,
    Item,
    Minimum,
    Option,
    Part,
    Point,
    Scale,
    Unsur,
    Variant,
)
from zi_assess.core.survey.form import MAIN
from zi_assess.criteria import source, surveyrules
from zi_assess.criteria.facts import Branch, table_at, tables_at, text_at, texts_at
from zi_assess.criteria.packfile import content
from zi_assess.criteria.source import Complaints
from zi_assess.criteria.surveyform import SURVEY
from zi_assess.errors import Complaint, ZiError, fill, from_os

FOLDER = "surveys"


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What came of reading a form: *form* is None when it cannot be used."""

    form: Form | None
    complaints: tuple[Complaint, ...]


def shipped() -> tuple[Path, ...]:
    """The file of every bundled form."""
    root = paths.bundled("criteria")
    try:
        return tuple(sorted(root.glob(f"*/{FOLDER}/*.yaml")))
    except OSError as error:
        raise from_os(error, root) from error


def kinds() -> tuple[Form, ...]:
    """Every bundled form, by its first variant."""
    return tuple(load(file) for file in shipped())


def find(kind: str, variant: str = "") -> Form:
    """The bundled form *kind*, by *variant* or its first. Raises ZiError."""
    wanted = kind.strip().casefold()
    file = next((one for one in shipped() if one.stem == wanted), None)
    if file is None:
        raise ZiError(
            "Jenis survei {kind} tidak ada.",
            "Pilih salah satu: {known}.",
            kind=kind,
            known=", ".join(one.stem for one in shipped()),
        )
    return load(file, variant)


def load(path: Path, variant: str = "") -> Form:
    """The form in the file *path*. Raises ZiError that names the first complaint and how many more there are."""
    tree, complaints = _read(path)
    if tree is None:
        raise _refusal(complaints)
    known = [text_at(one, "id") for one in tables_at(tree, "variants")]
    if variant and variant not in known:
        raise ZiError(
            "Skala {variant} tidak ada pada survei {kind}.",
            "Pilih salah satu: {known}.",
            variant=variant,
            kind=text_at(tree, "kind"),
            known=", ".join(known) or "–",
        )
    return build(tree, _pack_of(path), variant or next(iter(known), ""))


def read(path: Path) -> ReadForm:
    """Read and check the form at *path*; every complaint at once. Raises ZiError only when it cannot be opened."""
    tree, complaints = _read(path)
    return ReadForm(build(tree, _pack_of(path), "") if tree is not None else None, complaints)


def _read(path: Path) -> tuple[Branch | None, tuple[Complaint, ...]]:
    out = Complaints(str(path))
    tree = source.parse(content(path), out)
    if tree is not None:
        SURVEY.check(tree, None, path.name, out)
    if isinstance(tree, dict):
        surveyrules.check(tree, path.stem, out)
    return (None if out.every or not isinstance(tree, dict) else tree), out.sorted()


def _refusal(complaints: tuple[Complaint, ...]) -> ZiError:
    first = complaints[0]
    return ZiError(
        "Formulir survei belum dapat dipakai, {place}: {what} ({count} kesalahan).",
        "{remedy} Lihat semuanya dengan zi-assess survey check {file}.",
        place=first.place,
        what=fill(first.what, first.values),
        remedy=fill(first.remedy, first.values),
        count=len(complaints),
        file=first.file,
    )


def _pack_of(path: Path) -> str:
    return path.parent.parent.name if path.parent.name == FOLDER else ""


def freeze(form: Form) -> bytes:
    """*form* as canonical JSON: its tree, its pack and the variant in use."""
    whole = {"pack": form.pack, "variant": form.variant, "tree": form.source}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def thaw(data: bytes) -> Form:
    """The form that was frozen to *data*. Raises ValueError when *data* is none."""
    try:
        whole = json.loads(data)
        return build(whole["tree"], whole["pack"], whole["variant"])
    except (KeyError, TypeError, AttributeError, StopIteration) as error:
        raise ValueError("no frozen form") from error


def build(tree: Branch, pack: str, variant: str) -> Form:
    """The Form of *tree*, which the checks found whole, in one of its variants ("" the first)."""
    variants = tuple(_variant(one) for one in tables_at(tree, "variants"))
    chosen = next((one for one in variants if variant in ("", one.id)), None)
    common = {key: _values(table_at(tree, key)) for key in ("labels", "unsure")}
    scales = {
        name: _scale(name, table_at(table_at(tree, "scales"), name), common)
        for name in table_at(tree, "scales")
    }
    default = chosen.scale if chosen else text_at(tree, "scale")
    aspects = tuple(_aspect(one, scales) for one in tables_at(tree, "aspects"))
    minimum = table_at(tree, "minimum")
    return Form(
        kind=text_at(tree, "kind"),
        title=text_at(tree, "title"),
        short=text_at(tree, "short"),
        basis=text_at(tree, "basis"),
        formula=chosen.formula if chosen else text_at(tree, "formula"),
        unsur=tuple(_unsur(one, scales, default) for one in tables_at(tree, "unsur")),
        pack=pack,
        variant=chosen.id if chosen else "",
        variants=variants,
        index=text_at(tree, "index"),
        asked=text_at(tree, "asked"),
        opening=text_at(tree, "opening").strip(),
        note=text_at(tree, "note").strip(),
        own=_flag(tree, "own"),
        anonymous=_flag(tree, "anonymous"),
        aspects=aspects or (Aspect(MAIN, Part.EXPERIENCE, ""),),
        grades=tuple(_grades(one) for one in tables_at(tree, "grades")),
        profile=tuple(_field(one) for one in tables_at(tree, "profile")),
        minimum=Minimum(int(text_at(minimum, "respondents")), text_at(minimum, "source"))
        if minimum
        else None,
        sample=text_at(tree, "sample"),
        feeds=_feeds(tree),
        source=json.loads(json.dumps(tree)),
    )


def _flag(table: Branch, key: str) -> bool:
    return text_at(table, key) == "true"


def _values(table: Branch) -> dict[str, int]:
    return {label.strip().casefold(): int(str(value)) for label, value in table.items()}


def _variant(one: Branch) -> Variant:
    return Variant(text_at(one, "id"), text_at(one, "title"), text_at(one, "formula"), text_at(one, "scale"))


def _scale(name: str, one: Branch, common: Mapping[str, Mapping[str, int]]) -> Scale:
    """A scale with the form's common labels, as far as they name one of its points and it says nothing else."""
    points = tuple(Point(int(value), str(title)) for value, title in table_at(one, "points").items())
    known = {point.value for point in points}
    own = _values(table_at(one, "labels"))
    unsure = _values(table_at(one, "unsure"))
    titles = {point.title.casefold() for point in points}
    shared = {
        key: {label: value for label, value in table.items() if value in known and label not in titles}
        for key, table in common.items()
    }
    return Scale(
        name,
        points,
        {label: value for label, value in shared["labels"].items() if label not in unsure} | own,
        {label: value for label, value in shared["unsure"].items() if label not in own} | unsure,
        _flag(one, "own"),
    )


def _unsur(one: Branch, scales: Mapping[str, Scale], default: str) -> Unsur:
    default = text_at(one, "scale") or default
    whole = _item(one, scales, default, text_at(one, "question") or text_at(one, "title"))
    parts = tuple(_item(part, scales, default, text_at(part, "question")) for part in tables_at(one, "items"))
    return Unsur(
        text_at(one, "code"),
        text_at(one, "title"),
        (*parts, whole),
        text_at(one, "about"),
        _flag(one, "control"),
        _flag(one, "own"),
        tuple(texts_at(one, "related")),
        _feeds(one),
    )


def _item(one: Branch, scales: Mapping[str, Scale], default: str, question: str) -> Item:
    return Item(
        text_at(one, "code"),
        question,
        scales[text_at(one, "scale") or default],
        tuple(texts_at(one, "match")),
        tuple(texts_at(one, "numbers")),
        _flag(one, "own"),
    )


def _aspect(one: Branch, scales: Mapping[str, Scale]) -> Aspect:
    return Aspect(
        text_at(one, "key"),
        Part(text_at(one, "role")),
        text_at(one, "title"),
        text_at(one, "ask"),
        scales[text_at(one, "scale")] if "scale" in one else None,
        tuple(texts_at(one, "match")),
        _flag(one, "optional"),
        _flag(one, "own"),
    )


def _grades(one: Branch) -> GradeTable:
    bands = (
        Band(_number(band, "at_least"), text_at(band, "grade"), text_at(band, "title"))
        for band in tables_at(one, "bands")
    )
    return GradeTable(text_at(one, "id"), text_at(one, "source"), tuple(bands))


def _number(table: Branch, key: str) -> Fraction:
    return fraction(text_at(table, key))


def _field(one: Branch) -> Field:
    kind = next(kind for kind in FieldKind if kind.value in one)
    options = (
        Option(
            text_at(two, "key"),
            text_at(two, "title"),
            tuple(label.casefold() for label in texts_at(two, "labels")),
        )
        for two in tables_at(one, "options")
    )
    return Field(
        text_at(one, "key"),
        text_at(one, "title"),
        kind,
        text_at(one, "role"),
        tuple(texts_at(one, "match")),
        tuple(options),
        tuple(int(age) for age in texts_at(one, "bands")),
        _flag(one, "own"),
    )


def _feeds(one: Branch) -> tuple[Feed, ...]:
    return tuple(Feed(text_at(feed, "pack"), text_at(feed, "code")) for feed in tables_at(one, "feeds"))


def variants(form: Form) -> tuple[Form, ...]:
    """*form* in each of its variants; itself when it has none."""
    return tuple(build(cast(Branch, form.source), form.pack, one.id) for one in form.variants) or (form,)
