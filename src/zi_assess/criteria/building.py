"""A checked tree to the core's Pack, and a Pack back to the tree it could have been read from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from zi_assess.core.exact import fraction
from zi_assess.core.pack import (
    Aggregate,
    Consistency,
    Designation,
    EvidenceSlot,
    Feed,
    Group,
    Input,
    Kind,
    MapsTo,
    Node,
    Option,
    Pack,
    Prerequisite,
    Question,
    Rollup,
    Threshold,
)
from zi_assess.criteria.facts import (
    Branch,
    is_question,
    is_record,
    shares,
    table_at,
    tables_at,
    text_at,
    texts_at,
)
from zi_assess.criteria.form import REFS, SHORT, SKIP

Scale = Mapping[str, Fraction | None]
"""Scores by option; None where the question is left out."""


def build(tree: Branch) -> Pack:
    """The Pack of *tree*, which the checks found whole; its digest is still empty."""
    scales = {name: _scale(cast(Branch, scale)) for name, scale in table_at(tree, "scales").items()}
    most = fraction(text_at(tree, "max") or "100")
    groups = tuple(_group(node, "", _weight(node), scales) for node in tables_at(tree, "tree"))
    order = [text_at(one, "id") for one in tables_at(tree, "designations")]
    weights = {node.code: node.weight for group in groups for node in _every(group)}
    return Pack(
        id=text_at(tree, "id"),
        version=text_at(tree, "version"),
        title=text_at(tree, "title"),
        short=text_at(tree, "short"),
        basis=text_at(tree, "basis"),
        note=text_at(tree, "note").strip(),
        max=most,
        digest="",
        tree=groups,
        targets=tuple(texts_at(tree, "targets")),
        designations=tuple(
            Designation(text_at(one, "id"), text_at(one, "title"), text_at(one, "requires"))
            for one in tables_at(tree, "designations")
        ),
        thresholds=_thresholds(table_at(tree, "thresholds"), order, weights),
        aggregates=tuple(_aggregate(one) for one in tables_at(tree, "aggregates")),
        prerequisites=tuple(_prerequisite(one, order) for one in tables_at(tree, "prerequisites")),
        consistency=tuple(
            Consistency(
                tuple(texts_at(one, "left")),
                text_at(one, "relation"),
                tuple(texts_at(one, "right")),
                text_at(one, "text"),
            )
            for one in tables_at(tree, "consistency")
        ),
        efforts=_points(dict(sorted(table_at(tree, "efforts").items()))),
        occasion=text_at(tree, "occasion"),
    )


def _every(node: Node) -> list[Node]:
    return [node] + (
        [one for child in node.children for one in _every(child)] if isinstance(node, Group) else []
    )


def _points(table: Branch) -> Mapping[str, Fraction]:
    return {key: fraction(cast(str, number)) for key, number in table.items()}


def _scale(scale: Branch) -> Scale:
    return {key: None if score == SKIP else fraction(cast(str, score)) for key, score in scale.items()}


def _weight(node: Branch) -> Fraction:
    return Fraction(0) if is_record(node) else fraction(text_at(node, "weight"))


def _group(node: Branch, parent: str, weight: Fraction, scales: Mapping[str, Scale]) -> Group:
    code, title = text_at(node, "code"), text_at(node, "title")
    rollup = Rollup(text_at(node, "rollup") or "sum")
    branches = tables_at(node, "children")
    weights = shares(weight, branches) if rollup is Rollup.AVERAGE else [_weight(one) for one in branches]
    children = tuple(_node(child, code, own, scales) for child, own in zip(branches, weights, strict=True))
    return Group(code, parent, title, _short(node, title), text_at(node, "level"), weight, rollup, children)


def _node(node: Branch, parent: str, weight: Fraction, scales: Mapping[str, Scale]) -> Node:
    return (_question if is_question(node) else _group)(node, parent, weight, scales)


def _question(node: Branch, parent: str, weight: Fraction, scales: Mapping[str, Scale]) -> Question:
    title, scale, index = text_at(node, "question"), text_at(node, "scale"), table_at(node, "index")
    kind = Kind.CHOICE if scale else Kind.INDEX if index else Kind.RATIO
    return Question(
        code=text_at(node, "code"),
        parent=parent,
        title=title,
        short=_short(node, title),
        hint=text_at(node, "hint"),
        weight=weight,
        kind=kind,
        scale=scale or kind.value,
        options=_options(scales[scale], table_at(node, "options")) if scale else (),
        formula=text_at(node, "formula"),
        inputs=tuple(
            Input(
                text_at(one, "key"),
                text_at(one, "title"),
                text_at(one, "role"),
                _refs(one),
                text_at(one, "kind") or "count",
            )
            for one in tables_at(node, "inputs")
        ),
        index_max=fraction(text_at(index, "max")) if index else Fraction(0),
        index_title=text_at(index, "title"),
        evidence=tuple(_slot(one) for one in tables_at(node, "evidence")),
        match=tuple(texts_at(node, "match")),
        maps_to=tuple(_maps_to(one) for one in tables_at(node, "maps_to")),
        refs=_refs(table_at(node, "refs")),
        work=text_at(node, "work"),
        feeds=tuple(Feed(text_at(one, "pack"), text_at(one, "code")) for one in tables_at(node, "feeds")),
    )


def _options(scale: Scale, meanings: Branch) -> tuple[Option, ...]:
    return tuple(
        Option(key, score or Fraction(0), text_at(meanings, key), skip=score is None)
        for key, score in scale.items()
    )


def _slot(one: Branch) -> EvidenceSlot:
    kinds = tuple(texts_at(one, "kinds"))
    return EvidenceSlot(
        text_at(one, "id"), text_at(one, "title"), kinds, text_at(one, "fresh"), text_at(one, "example")
    )


def _maps_to(one: Branch) -> MapsTo:
    choices = cast(Mapping[str, str], table_at(one, "choices"))
    return MapsTo(text_at(one, "pack"), text_at(one, "code"), dict(sorted(choices.items())))


def _refs(table: Branch) -> Mapping[str, str]:
    return {key: text_at(table, key) for key in REFS.fields if key in table}


def _short(node: Branch, title: str) -> str:
    return text_at(node, "short") or cut(title)


def cut(title: str) -> str:
    """*title* in at most 32 characters: as many whole words as fit, then an ellipsis."""
    if len(title) <= SHORT:
        return title
    words = re.match(rf"(.{{1,{SHORT - 1}}})(?=[\s,;:])", title)
    return (words[1] if words else title[: SHORT - 1]).rstrip(" ,;:–-") + "…"


def _aggregate(one: Branch) -> Aggregate:
    title = text_at(one, "title")
    return Aggregate(text_at(one, "code"), title, _short(one, title), tuple(texts_at(one, "of")))


def _prerequisite(one: Branch, order: list[str]) -> Prerequisite:
    needs = table_at(one, "needs")
    return Prerequisite(
        text_at(one, "id"),
        text_at(one, "scope"),
        text_at(one, "title"),
        {designation: text_at(needs, designation) for designation in order if designation in needs},
        text_at(one, "source"),
    )


def _thresholds(
    table: Branch, order: list[str], weights: Mapping[str, Fraction]
) -> Mapping[str, tuple[Threshold, ...]]:
    return {
        designation: tuple(_threshold(one, weights) for one in tables_at(table, designation))
        for designation in order
        if designation in table
    }


def _threshold(one: Branch, weights: Mapping[str, Fraction]) -> Threshold:
    of = tuple(texts_at(one, "of"))
    percent = fraction(text_at(one, "percent_at_least")) if "percent_at_least" in one else None
    minimum = (
        fraction(text_at(one, "at_least"))
        if percent is None
        else percent * sum((weights[code] for code in of), Fraction(0)) / 100
    )
    return Threshold(text_at(one, "id"), text_at(one, "title"), of, minimum, percent, text_at(one, "source"))


def unbuild(pack: Pack) -> Branch:
    """The tree that `build` makes *pack* from: text, lists and mappings only, what is empty left out."""
    return _kept(
        id=pack.id,
        version=pack.version,
        title=pack.title,
        short=pack.short,
        basis=pack.basis,
        max=str(pack.max),
        note=pack.note,
        targets=list(pack.targets),
        scales=_scales_of(pack),
        designations=[_kept(id=one.id, title=one.title, requires=one.requires) for one in pack.designations],
        tree=[_branch(group, Rollup.SUM) for group in pack.tree],
        thresholds={
            designation: [_threshold_branch(one) for one in thresholds]
            for designation, thresholds in pack.thresholds.items()
        },
        aggregates=[
            _kept(code=one.code, title=one.title, short=one.short, of=list(one.of)) for one in pack.aggregates
        ],
        prerequisites=[
            _kept(id=one.id, scope=one.scope, title=one.title, needs=dict(one.needs), source=one.source)
            for one in pack.prerequisites
        ],
        consistency=[
            _kept(left=list(one.left), relation=one.relation, right=list(one.right), text=one.text)
            for one in pack.consistency
        ],
        efforts={kind: str(weeks) for kind, weeks in pack.efforts.items()},
        occasion=pack.occasion,
    )


def _kept(**entries: object) -> Branch:
    return cast(Branch, {key: value for key, value in entries.items() if value})


def _scales_of(pack: Pack) -> Branch:
    return {
        question.scale: {
            option.key: SKIP if option.skip else str(option.score) for option in question.options
        }
        for question in pack.questions
        if question.kind is Kind.CHOICE
    }


def _branch(node: Node, above: Rollup) -> Branch:
    weight = str(node.weight) if above is Rollup.SUM else ""
    if isinstance(node, Question):
        return _question_branch(node, "" if node.recorded else weight)
    return _kept(
        code=node.code,
        level=node.level,
        title=node.title,
        short=node.short,
        weight=weight,
        rollup=node.rollup.value,
        children=[_branch(child, node.rollup) for child in node.children],
    )


def _question_branch(node: Question, weight: str) -> Branch:
    return _kept(
        code=node.code,
        question=node.title,
        short=node.short,
        hint=node.hint,
        weight=weight,
        scale=node.scale if node.kind is Kind.CHOICE else "",
        options={option.key: option.meaning for option in node.options},
        formula=node.formula,
        inputs=[
            _kept(
                key=one.key,
                title=one.title,
                role=one.role,
                kind="" if one.kind == "count" else one.kind,
                **one.refs,
            )
            for one in node.inputs
        ],
        index=_kept(max=str(node.index_max), title=node.index_title) if node.kind is Kind.INDEX else "",
        evidence=[
            _kept(id=one.id, title=one.title, kinds=list(one.kinds), fresh=one.fresh, example=one.example)
            for one in node.evidence
        ],
        match=list(node.match),
        maps_to=[_kept(pack=one.pack, code=one.code, choices=dict(one.choices)) for one in node.maps_to],
        refs=dict(node.refs),
        work=node.work,
        feeds=[_kept(pack=one.pack, code=one.code) for one in node.feeds],
    )


def _threshold_branch(one: Threshold) -> Branch:
    return _kept(
        id=one.id,
        title=one.title,
        of=list(one.of),
        at_least=str(one.minimum) if one.percent is None else "",
        percent_at_least="" if one.percent is None else str(one.percent),
        source=one.source,
    )
