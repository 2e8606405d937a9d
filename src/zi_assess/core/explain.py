"""Why a number is what it is: any score unfolded into the steps that made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from zi_assess.core.assessment import Answer, Counts
from zi_assess.core.pack import Group, Kind, Node, Pack, Question, Rollup
from zi_assess.core.scoring import FORMULAS, Scores, role_sums, valuate


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the account: *text* is an Indonesian template for *values*, *points* its strict result in
    points.
    """

    code: str
    title: str
    text: str
    values: Mapping[str, object]
    points: Fraction
    steps: tuple[Step, ...] = ()


def explain(pack: Pack, answers: Mapping[str, Answer], scores: Scores, code: str) -> Step | None:
    """The account of the node, aggregate or threshold sum with *code* (`total` for the whole); None when
    unknown.
    """
    if code == "total":
        return _sum_step("total", pack.title, tuple(top.code for top in pack.tree), pack, answers, scores)
    node = pack.nodes.get(code)
    if node is not None:
        return _node_step(node, answers, scores)
    for aggregate in pack.aggregates:
        if aggregate.code == code:
            return _sum_step(aggregate.code, aggregate.title, aggregate.of, pack, answers, scores)
    for thresholds in pack.thresholds.values():
        for threshold in thresholds:
            if threshold.id == code:
                return _sum_step(threshold.id, threshold.title, threshold.of, pack, answers, scores)
    return None


def _sum_step(
    code: str, title: str, of: tuple[str, ...], pack: Pack, answers: Mapping[str, Answer], scores: Scores
) -> Step:
    steps = tuple(_node_step(pack.nodes[one], answers, scores) for one in of)
    left = [one for one in of if scores[one].skipped]
    if left:  # only packs without thresholds and aggregates leave anything out, so this is their total
        words = "Jumlah dari {parts}, dibagi menurut bobotnya; tidak dinilai: {left}"
        values = {"parts": " + ".join(one for one in of if one not in left), "left": ", ".join(left)}
        return Step(code, title, words, values, scores.strict, steps)
    points = sum((step.points for step in steps), Fraction(0))
    return Step(code, title, "Jumlah dari {parts}", {"parts": " + ".join(of)}, points, steps)


def _node_step(node: Node, answers: Mapping[str, Answer], scores: Scores) -> Step:
    if isinstance(node, Question):
        return _question_step(node, answers.get(node.code, Answer()), scores[node.code].strict)
    steps = tuple(_node_step(child, answers, scores) for child in node.children)
    text, values = _group_words(node, scores)
    return Step(node.code, node.title, text, values, scores[node.code].strict, steps)


def _group_words(group: Group, scores: Scores) -> tuple[str, Mapping[str, object]]:
    own = scores[group.code]
    values = {
        "count": len(group.children),
        "weight": group.weight,
        "answered": own.answered,
        "questions": own.questions,
        "left": sum(scores[child.code].skipped for child in group.children),
    }
    if own.skipped:
        return "Semua butir tidak dinilai, sehingga bagian ini tidak dihitung", values
    if values["left"]:
        if group.rollup is Rollup.AVERAGE:
            return (
                "Rata-rata butir yang dinilai × bobot {weight}; {left} dari {count} tidak dinilai; "
                "terjawab {answered} dari {questions}",
                values,
            )
        return (
            "Jumlah bagian yang dinilai, dibagi menurut bobotnya menjadi {weight}; {left} dari {count} tidak dinilai; "
            "terjawab {answered} dari {questions}",
            values,
        )
    if group.rollup is Rollup.AVERAGE:
        return "Rata-rata {count} butir × bobot {weight}; terjawab {answered} dari {questions}", values
    return "Jumlah {count} bagian, bobot {weight}; terjawab {answered} dari {questions}", values


def _question_step(question: Question, answer: Answer, points: Fraction) -> Step:
    text, values = _answer_words(question, answer)
    return Step(question.code, question.title, text, {**values, "weight": question.weight}, points)


def _answer_words(question: Question, answer: Answer) -> tuple[str, Mapping[str, object]]:
    valuation = valuate(question, answer.value)
    if question.recorded:
        return "Dicatat saja, tidak dinilai", {}
    if question.kind is Kind.CHOICE and isinstance(answer.value, str):
        option = question.option(answer.value)
        if option and option.skip:
            return "{key} ({meaning}): tidak dinilai, butir ini tidak dihitung", {
                "key": option.key,
                "meaning": option.meaning,
            }
        if option:
            return "{key} ({meaning}) = {worth} × bobot {weight}", {
                "key": option.key,
                "meaning": option.meaning,
                "worth": option.score,
            }
    if question.kind is Kind.INDEX and isinstance(answer.value, Fraction):
        return "Indeks {index} ÷ {max} × bobot {weight}", {
            "index": answer.value,
            "max": question.index_max,
        }
    if valuation.answered and isinstance(answer.value, tuple):
        return _ratio_words(question, answer.value, valuation.value)
    if isinstance(answer.value, tuple):
        return "Isian belum lengkap: dihitung 0 dari bobot {weight}", {}
    return "Belum dijawab: dihitung 0 dari bobot {weight}", {}


def _ratio_words(
    question: Question, counts: Counts, worth: Fraction | None
) -> tuple[str, Mapping[str, object]]:
    sums = role_sums(question, dict(counts)) or {}
    values: dict[str, object] = {role: sums.get(role, 0) for role in FORMULAS[question.formula].roles}
    if worth is None:
        return "Pembagi nol: dihitung 0 dari bobot {weight}", values
    values["worth"] = worth
    if "before" in values:
        if not sums.get("before"):
            return "Nihil sebelum dan sesudah = {worth} × bobot {weight}", values
        return "({before} − {after}) ÷ {before} = {worth}, minimal 0 × bobot {weight}", values
    return "{numerator} ÷ {denominator} = {worth}, maksimal 1 × bobot {weight}", values
