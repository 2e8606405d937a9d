"""What is missing or contradictory: one function a rule, findings as values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from zi_assess.core import review
from zi_assess.core.assessment import Answer, Assessment, Evidence, Held, ObservationState, Stage
from zi_assess.core.exact import decimal_text, round_half_up
from zi_assess.core.pack import Consistency, EvidenceSlot, Kind, Pack, Question, Rollup
from zi_assess.core.readiness import Readiness
from zi_assess.core.scoring import ZERO, Scores, role_sums, valuate


class Severity(StrEnum):
    """ERROR: a number is wrong or a designation out of reach; WARNING: TPI will ask; INFO: good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_NONE = Answer()
_AWAITED = frozenset({"observation-open"})  # an auditor asked, which no points tell
_QUOTED = 120  # letters of an observation in a finding
ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend. *text* is an Indonesian template for *values*; *points* is what mending it can win
    or save.
    """

    code: str
    where: str
    severity: Severity
    text: str
    values: Mapping[str, object]
    points: Fraction = ZERO


@dataclass(frozen=True)
class Facts:
    """What the rules may look at."""

    pack: Pack
    assessment: Assessment
    stage: Stage
    scores: Scores
    readiness: Readiness
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        return self.assessment.of(self.stage)

    def answer(self, question: Question) -> Answer:
        return self.answers.get(question.code, _NONE)


def facts(pack: Pack, assessment: Assessment, stage: Stage, scores: Scores, ready: Readiness) -> Facts:
    by_code: dict[str, list[Evidence]] = {}
    for one in assessment.evidence:
        by_code.setdefault(one.code, []).append(one)
    return Facts(
        pack, assessment, stage, scores, ready, {code: tuple(uses) for code, uses in by_code.items()}
    )


Check = Callable[[Facts], Iterator[Finding]]


def _unanswered(known: Facts) -> Iterator[Finding]:
    for question in known.pack.questions:
        if not known.scores[question.code].answered and not _counts(known, question):
            proposed = question.code in known.assessment.proposals and known.stage is Stage.SELF
            yield Finding(
                "proposal-unconfirmed" if proposed else "unanswered",
                question.code,
                Severity.WARNING,
                "Usulan dari tahun lalu belum dikonfirmasi" if proposed else "Belum dijawab",
                {},
                question.weight,
            )


def _counts(known: Facts, question: Question) -> Mapping[str, int]:
    value = known.answer(question).value
    return dict(value) if isinstance(value, tuple) else {}


def _inputs_incomplete(known: Facts) -> Iterator[Finding]:
    for question in known.pack.questions:
        if question.kind is not Kind.RATIO:
            continue
        counts = _counts(known, question)
        missing = [one.title for one in question.inputs if one.role and one.key not in counts]
        if counts and missing:
            yield Finding(
                "inputs-incomplete",
                question.code,
                Severity.WARNING,
                "Isian belum lengkap: {inputs}",
                {"inputs": "; ".join(missing)},
                question.weight,
            )


def _zero_denominator(known: Facts) -> Iterator[Finding]:
    for question in known.pack.questions:
        if question.kind is Kind.RATIO and valuate(question, known.answer(question).value).zero_denominator:
            yield Finding(
                "zero-denominator",
                question.code,
                Severity.ERROR,
                "Pembagi nol: nilai dihitung 0"
                if known.pack.leaves_out
                else "Pembagi nol: nilai dihitung 0, di lembar Excel galat",
                {},
                question.weight,
            )


def _part_larger_than_whole(known: Facts) -> Iterator[Finding]:
    for question in known.pack.questions:
        if question.formula != "share":
            continue
        sums = role_sums(question, _counts(known, question))
        if sums and sums["numerator"] > sums["denominator"] > 0:
            yield Finding(
                "part-larger-than-whole",
                question.code,
                Severity.ERROR,
                "Bagian ({part}) lebih besar daripada keseluruhan ({whole})",
                {"part": str(sums["numerator"]), "whole": str(sums["denominator"])},
                known.scores[question.code].strict,
            )


def _inputs_contradict(known: Facts) -> Iterator[Finding]:
    for rule in known.pack.consistency:
        left, right = _place_sum(known, rule.left), _place_sum(known, rule.right)
        if left is None or right is None or _holds(rule, left, right):
            continue
        code = rule.left[0].rpartition(".")[0]
        yield Finding(
            "inputs-contradict",
            code,
            Severity.ERROR,
            "{rule} ({left} dan {right})",
            {"rule": rule.text, "left": str(left), "right": str(right)},
            known.scores[code].strict,
        )


def _holds(rule: Consistency, left: int, right: int) -> bool:
    return left == right if rule.relation == "equal" else left <= right


def _place_sum(known: Facts, places: tuple[str, ...]) -> int | None:
    total = 0
    for place in places:
        code, _, key = place.rpartition(".")
        question = known.pack.question(code)
        counts = _counts(known, question) if question else {}
        if key not in counts:
            return None
        total += counts[key]
    return total


def _no_evidence(known: Facts) -> Iterator[Finding]:
    for question in known.pack.questions:
        earned = known.scores[question.code].strict
        if question.evidence and earned and not known.evidence.get(question.code):
            yield Finding(
                "no-evidence",
                question.code,
                Severity.WARNING,
                "Dijawab {answer}, belum ada bukti",
                {"answer": answer_words(question, known.answer(question))},
                earned,
            )


def answer_words(question: Question, answer: Answer) -> str:
    """An answer as a reader knows it: the option, the index with a comma, a ratio's percent."""
    value = answer.value
    if value is None or isinstance(value, str):
        return value or "–"
    if isinstance(value, tuple):
        worth = valuate(question, value).value
        return "–" if worth is None else f"{_comma(round_half_up(worth * 100, 2))} %"
    return _comma(value)


def _comma(number: Fraction) -> str:
    return decimal_text(number).replace(".", ",")


def _slot_empty(known: Facts) -> Iterator[Finding]:
    for question in known.pack.questions:
        uses = known.evidence.get(question.code, ())
        if not uses:
            continue  # `no-evidence` says it already
        for slot in question.evidence:
            if not any(use.slot == slot.id for use in uses):
                yield Finding(
                    "slot-empty",
                    question.code,
                    Severity.INFO,
                    "Belum dilampirkan: {slot}",
                    {"slot": slot.title},
                )


def _evidence_uses(known: Facts) -> Iterator[tuple[Question, EvidenceSlot | None, Evidence]]:
    for question in known.pack.questions:
        for use in known.evidence.get(question.code, ()):
            yield question, question.slot(use.slot), use


def _evidence_outside_window(known: Facts) -> Iterator[Finding]:
    start, end = known.assessment.window_start, known.assessment.window_end
    for question, slot, use in _evidence_uses(known):
        if slot is not None and slot.fresh == "any":
            continue
        if use.document.outside(start, end):
            yield Finding(
                "evidence-outside-window",
                question.code,
                Severity.WARNING,
                "{document} bertanggal {dated}, di luar masa penilaian",
                {"document": use.document.name, "dated": use.document.day},
                known.scores[question.code].strict,
            )


def _evidence_undated(known: Facts) -> Iterator[Finding]:
    for question, slot, use in _evidence_uses(known):
        if slot is not None and slot.fresh != "any" and use.document.day is None:
            yield Finding(
                "evidence-undated",
                question.code,
                Severity.INFO,
                "Tanggal dokumen belum diisi: {document}",
                {"document": use.document.name},
            )


def _evidence_wrong_kind(known: Facts) -> Iterator[Finding]:
    for question, slot, use in _evidence_uses(known):
        # A link stands for a file elsewhere, so it fits any slot.
        if slot is not None and use.document.kind not in (*slot.kinds, "link"):
            yield Finding(
                "evidence-wrong-kind",
                question.code,
                Severity.WARNING,
                "Jenis berkas {document} tidak sesuai untuk “{slot}”",
                {"document": use.document.name, "slot": slot.title},
            )


def _renewals(known: Facts) -> Iterator[Finding]:
    for old in known.assessment.renewals:
        used = known.evidence.get(old.code, ())
        if not any(use.slot == old.slot for use in used):
            yield Finding(
                "evidence-to-renew",
                old.code,
                Severity.INFO,
                "Perbarui bukti tahun lalu: {document}",
                {"document": old.document.name},
            )


def _empty_group(known: Facts) -> Iterator[Finding]:
    if known.pack.leaves_out:
        return  # no worksheet, so nothing that could be an error there
    for node in known.pack.groups:
        if node.rollup is Rollup.AVERAGE and known.scores[node.code].official is None:
            yield Finding(
                "empty-group",
                node.code,
                Severity.INFO,
                "Belum ada jawaban yang terhitung: di lembar Excel galat",
                {},
                node.weight,
            )


def _threshold_missed(known: Facts) -> Iterator[Finding]:
    for standing in known.readiness.of(known.assessment.target):
        if not standing.met:
            yield Finding(
                "threshold-missed",
                standing.threshold.id,
                Severity.ERROR,
                "{title} di bawah ambang {designation}",
                {"title": standing.threshold.title, "designation": standing.designation},
                standing.short_by,
            )


def _prerequisites(known: Facts) -> Iterator[Finding]:
    target = known.assessment.target
    for one in known.pack.prerequisites:
        if target not in one.needs:
            continue
        answer = known.assessment.prerequisites.get(one.id)
        held = answer.held if answer else Held.UNKNOWN
        if held is Held.MET:
            continue
        severity = Severity.ERROR if held is Held.NOT_MET else Severity.INFO
        text = {
            Held.NOT_MET: "Prasyarat tidak terpenuhi: {title} ({needs})",
            Held.IN_PROGRESS: "Prasyarat masih diproses: {title} ({needs})",
            Held.UNKNOWN: "Prasyarat belum diperiksa: {title} ({needs})",
        }[held]
        yield Finding(
            f"prerequisite-{held}", one.id, severity, text, {"title": one.title, "needs": one.needs[target]}
        )


def _without_place(known: Facts) -> Iterator[Finding]:
    """Answers and evidence are never deleted by a pack update: what has no place any more is kept and
    shown.
    """
    for code, answer in known.answers.items():
        question = known.pack.question(code)
        if answer.value is not None and (question is None or not _fits(question, answer)):
            yield Finding(
                "answer-without-place", code, Severity.WARNING, "Jawaban tidak punya tempat di paket ini", {}
            )
    for code in known.evidence:
        if known.pack.question(code) is None:
            yield Finding(
                "evidence-without-place", code, Severity.WARNING, "Bukti tidak punya tempat di paket ini", {}
            )


def _fits(question: Question, answer: Answer) -> bool:
    if question.kind is Kind.CHOICE:
        return isinstance(answer.value, str) and question.option(answer.value) is not None
    return isinstance(answer.value, Fraction if question.kind is Kind.INDEX else tuple)


def _remarks(known: Facts) -> Iterator[Finding]:
    for one in known.assessment.remarks:
        yield Finding(one.code, one.where, Severity(one.severity), one.text, one.values)


def _review_unexplained(known: Facts) -> Iterator[Finding]:
    """A reviewer's answer that differs from what it judges owes the unit its reason (a workbook may bring none)."""
    for code, answer in known.answers.items():
        if known.pack.question(code) is None or answer.note:
            continue
        if review.needs_note(known.pack, known.assessment, known.stage, code, answer.value):
            yield Finding(
                "review-unexplained",
                code,
                Severity.WARNING,
                "Berbeda dari jawaban yang dinilai, tanpa catatan",
                {},
            )


def _observation_open(known: Facts) -> Iterator[Finding]:
    """What the auditors found waits for the unit's answer, the soonest due first."""
    for one in sorted(known.assessment.observations, key=lambda each: each.due or date.max):
        if known.stage is Stage.SELF and one.status is ObservationState.OPEN:
            yield Finding(
                "observation-open",
                one.code,
                Severity.WARNING,
                "Temuan TPI belum dijawab: {what}",
                {"what": one.what if len(one.what) <= _QUOTED else one.what[: _QUOTED - 1] + "…"},
            )


_PRINTED = (2, 3, 4)  # decimals with which reports print an index


def _index_contradicts_survey(known: Facts) -> Iterator[Finding]:
    """An index that was carried from a survey and then typed over: one of the two is wrong."""
    if known.stage is not Stage.SELF:
        return
    for code, source in known.assessment.carried.items():
        question, answer = known.pack.question(code), known.answers.get(code, _NONE)
        if question is None or not source.value or not isinstance(answer.value, Fraction):
            continue
        value = Fraction(source.value)
        if answer.value not in (value, *(round_half_up(value, places) for places in _PRINTED)):
            yield Finding(
                "index-contradicts-survey",
                code,
                Severity.ERROR,
                "Indeks {answer} berbeda dari hasil survei {kind} {period}: {value}",
                {
                    "answer": _comma(answer.value),
                    "kind": source.kind.upper(),
                    "period": source.period,
                    "value": _comma(round_half_up(value, _PRINTED[-1])),
                },
                known.scores[code].strict,
            )


CHECKS: tuple[Check, ...] = (
    _threshold_missed,
    _part_larger_than_whole,
    _inputs_contradict,
    _zero_denominator,
    _inputs_incomplete,
    _unanswered,
    _no_evidence,
    _evidence_outside_window,
    _evidence_wrong_kind,
    _evidence_undated,
    _slot_empty,
    _renewals,
    _empty_group,
    _prerequisites,
    _without_place,
    _remarks,
    _review_unexplained,
    _observation_open,
    _index_contradicts_survey,
)


def findings(known: Facts) -> tuple[Finding, ...]:
    """Everything the rules say, gravest first; within a severity what somebody waits for, then the most points, then
    the pack's order.
    """
    every = [finding for check in CHECKS for finding in check(known)]
    return tuple(sorted(every, key=gravity))


def gravity(finding: Finding) -> tuple[int, bool, float]:
    """What findings are ordered by: severity, then whether somebody waits for it, then the points at stake."""
    points = finding.points
    return ORDER[finding.severity], finding.code not in _AWAITED, -points.numerator / points.denominator
