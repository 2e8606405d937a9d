"""Packs, assessments and sheets for tests: say only what matters, the rest is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from zi_assess.core import sheet as sheets
from zi_assess.core.assessment import Answer, Assessment, Document, Evidence, Stage, Unit, Value
from zi_assess.core.pack import Kind, Pack, Question
from zi_assess.core.sheet import Sheet
from zi_assess.criteria import building, form, rules
from zi_assess.criteria.frozen import sealed
from zi_assess.criteria.source import Complaints, Tree

Branch = dict[str, Any]
Given = str | int | float | Fraction | Mapping[str, int] | None
"""An answer in a test: `A`, an index, counts by input key, None for a blank."""

SCALES = {
    "ya_tidak": {"Ya": "1", "Tidak": "0"},
    "abc": {"A": "1", "B": "0.5", "C": "0"},
    "abcd": {"A": "1", "B": "0.67", "C": "0.33", "D": "0"},
    "abcde": {"A": "1", "B": "0.75", "C": "0.5", "D": "0.25", "E": "0"},
}


def group(code: str, weight: Any, *children: Branch, rollup: str = "sum") -> Branch:
    """A group; *weight* None inside an average."""
    return _node(code, weight, level="sub", title=f"Kelompok {code}", rollup=rollup, children=list(children))


def choice(code: str, weight: Any = None, *, scale: str = "abcd", slots: Sequence[str] = ()) -> Branch:
    meanings = {key: f"Arti {key}" for key in SCALES[scale]}
    return _question(code, weight, slots, scale=scale, options=meanings)


def ratio(code: str, weight: Any = None, *, formula: str = "share", **roles: str) -> Branch:
    """A ratio; *roles* by input key (`extra` for none), by default `part` of `whole`, or `before` to `after`."""
    if not roles:
        roles = {"before": "before", "after": "after"} if formula == "decrease" else dict(_PART)
    inputs = [
        {"key": key, "title": f"Banyaknya {key}"} | ({} if role == "extra" else {"role": role})
        for key, role in roles.items()
    ]
    return _question(code, weight, (), formula=formula, inputs=inputs)


_PART = {"part": "numerator", "whole": "denominator"}


def index(code: str, weight: Any = None, *, most: Any = 4) -> Branch:
    return _question(code, weight, (), index={"max": str(most), "title": "Indeks"})


def _question(code: str, weight: Any, slots: Sequence[str], **kind: Any) -> Branch:
    evidence = [
        {"id": slot, "title": f"Bukti {slot}", "kinds": ["pdf", "image"], "fresh": "assessed-year"}
        for slot in slots
    ]
    return _node(code, weight, question=f"Kriteria {code}", **kind) | (
        {"evidence": evidence} if evidence else {}
    )


def _node(code: str, weight: Any, **rest: Any) -> Branch:
    return {"code": code} | ({} if weight is None else {"weight": str(weight)}) | rest


def pack(
    *tree: Branch,
    thresholds: Mapping[str, Sequence[Branch]] | None = None,
    aggregates: Mapping[str, Sequence[str]] | None = None,
    prerequisites: Mapping[str, Mapping[str, str]] | None = None,
    consistency: Sequence[Branch] = (),
    **head: str,
) -> Pack:
    """A whole pack that passed every check; *max* is what the tree adds up to.

    A threshold is `{"of": ["A"], "at_least": 75}`; its id is `total`-like text or its codes joined.
    """
    asked = thresholds or {}
    plain: Branch = {
        "id": "uji",
        "version": "1",
        "title": "Paket uji",
        "short": "Uji",
        "basis": "Pengujian",
        "max": str(sum(Fraction(node["weight"]) for node in tree)),
        "scales": SCALES,
        "designations": [{"id": name, "title": f"Predikat {name}"} for name in ("WBK", "WBBM")],
        "tree": list(tree),
        "thresholds": {name: [_threshold(one) for one in ones] for name, ones in asked.items()},
        "aggregates": [
            {"code": code, "title": f"Gabungan {code}", "of": list(of)}
            for code, of in (aggregates or {}).items()
        ],
        "prerequisites": [
            {"id": name, "scope": "unit", "title": f"Prasyarat {name}", "needs": dict(needs), "source": "Uji"}
            for name, needs in (prerequisites or {}).items()
        ],
        "consistency": list(consistency),
    }
    return built({key: value for key, value in (plain | head).items() if value})


def _threshold(one: Branch) -> Branch:
    name = one.get("id", "+".join(one["of"]).replace("+", "_") + "_min")
    limits = {key: str(value) for key, value in one.items() if key.endswith("at_least")}
    return {"id": name, "title": f"Ambang {name}", "of": list(one["of"]), "source": "Uji"} | limits


def built(plain: Tree) -> Pack:
    """The pack of a plain tree, checked as a file's would be."""
    out = Complaints("uji")
    form.PACK.check(plain, None, "", out)
    assert isinstance(plain, dict)
    rules.check(plain, out)
    assert not out.every, "\n".join(map(str, out.every))
    return sealed(building.build(plain))


def value(question: Question, given: Given) -> Value | None:
    """*given* as the value of an answer to *question*."""
    if given is None:
        return None
    if isinstance(given, Mapping):
        return tuple((one.key, given[one.key]) for one in question.inputs if one.key in given)
    return Fraction(str(given)) if question.kind is Kind.INDEX else str(given)


def answers(of: Pack, given: Mapping[str, Given]) -> dict[str, Answer]:
    return {code: Answer(_fitting(of, code, one)) for code, one in given.items()}


def _fitting(of: Pack, code: str, given: Given) -> Value | None:
    question = of.question(code)
    if question is None:
        return None if given is None else str(given)
    return value(question, given)


def best(question: Question) -> Value:
    """The answer that earns the whole weight."""
    return _extreme(question, best=True)


def worst(question: Question) -> Value:
    """The answer that earns nothing on the scales of the LKE."""
    return _extreme(question, best=False)


def _extreme(question: Question, *, best: bool) -> Value:
    if question.kind is Kind.CHOICE:
        return [one for one in question.options if not one.skip][0 if best else -1].key
    if question.kind is Kind.INDEX:
        return question.index_max if best else Fraction(0)
    needed = {"denominator", "before"} | ({"numerator"} if best else {"after"})
    counts: list[tuple[str, int]] = []
    for one in question.inputs:
        counts.append((one.key, 1 if one.role in needed else 0))
        needed -= {one.role}  # one of several inputs with a role is enough
    return tuple(counts)


WINDOW = date(2025, 1, 1), date(2026, 12, 31)
NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)


def assessment(of: Pack, given: Mapping[str, Given] | None = None, **fields: Any) -> Assessment:
    """*of* answered as *given* by the unit itself; any other field of Assessment by its name."""
    start, end = WINDOW
    made = Assessment(
        id="penilaian",
        unit=Unit("unit", "Kantor Uji"),
        year=2026,
        occasion="",
        pack_id=of.id,
        pack_version=of.version,
        pack_digest=of.digest,
        target="WBK",
        window_start=start,
        window_end=end,
        created=NOW,
        changed=NOW,
        answers={Stage.SELF: answers(of, given or {})},
    )
    return replace(made, **fields)


def sheet(of: Pack, given: Mapping[str, Given] | None = None, **fields: Any) -> Sheet:
    """The sheet of `assessment(of, given, **fields)`, as the unit sees it."""
    return sheets.make(of, assessment(of, given, **fields))


def evidence(code: str, slot: str = "", **document: Any) -> Evidence:
    """One use of a PDF dated inside the window, for the question *code*; *document* overrides its fields."""
    made = Document(
        id=f"d-{code}-{slot}", name="bukti.pdf", kind="pdf", sha256="ab" * 32, dated=date(2026, 3, 1)
    )
    return Evidence(f"e-{code}-{slot}", code, slot, replace(made, **document))


def all_answered(of: Pack, how: Any = best) -> dict[str, Answer]:
    """Every question of *of* answered by *how*: `best` or `worst`."""
    return {question.code: Answer(how(question)) for question in of.questions}


def codes(findings: Iterable[Any]) -> set[tuple[str, str]]:
    """What was found and where."""
    return {(one.code, one.where) for one in findings}
