"""The instrument as it stands: answers, evidence, scores, readiness and findings in one frozen value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field
from fractions import Fraction
from functools import cached_property
from hashlib import sha256

from zi_assess.core import checks
from zi_assess.core.assessment import Answer, Assessment, Evidence, Held, Stage, value_text
from zi_assess.core.checks import Finding
from zi_assess.core.explain import Step, explain
from zi_assess.core.history import HistoryEntry
from zi_assess.core.pack import EvidenceSlot, Pack, Question
from zi_assess.core.readiness import Readiness, readiness
from zi_assess.core.scoring import Scores, score


@dataclass(frozen=True, slots=True)
class LastYear:
    """How the unit stood a year earlier: the year and the strict total in points."""

    year: int
    strict: Fraction


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much is there: answers, asked-for evidence slots, prerequisites of the target."""

    answered: int
    questions: int
    slots_filled: int
    slots: int
    prerequisites_met: int
    prerequisites: int


@dataclass(frozen=True)
class Sheet:
    """Everything a page, a report or an export may look at. Built by `make`; changes make a new one.

    *head* (hex) is where the journal stood after the assessment's last entry and *history* what it tells, filled only
    where it is asked for; both say where the data came from and are no part of it. *first_found* is the year in which
    each observation that goes on from an earlier one was first found, by id, as far as that is known here.
    """

    pack: Pack
    assessment: Assessment
    stage: Stage
    scores: Scores
    readiness: Readiness
    last_year: LastYear | None = None
    inspected: tuple[Finding, ...] = ()
    head: str = field(default="", compare=False)
    history: tuple[HistoryEntry, ...] = field(default=(), compare=False)
    first_found: Mapping[str, int] = field(default_factory=dict, compare=False)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything to mend, gravest first; what was *inspected* in the documents comes after the rules."""
        every = (*checks.findings(self._facts), *self.inspected)
        return tuple(sorted(every, key=checks.gravity)) if self.inspected else every

    @cached_property
    def _facts(self) -> checks.Facts:
        return checks.facts(self.pack, self.assessment, self.stage, self.scores, self.readiness)

    def findings_at(self, code: str) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.where == code)

    def answer(self, code: str) -> Answer:
        return self.assessment.answer(code, self.stage)

    def proposal(self, code: str) -> Answer | None:
        """Last year's answer that waits to be confirmed; None once the question is answered."""
        return None if self.answer(code).value is not None else self.assessment.proposals.get(code)

    def evidence_for(self, code: str) -> tuple[Evidence, ...]:
        return self._facts.evidence.get(code, ())

    def slots(self, question: Question) -> tuple[tuple[EvidenceSlot, tuple[Evidence, ...]], ...]:
        """Each slot of *question* with what fills it."""
        uses = self.evidence_for(question.code)
        return tuple((slot, tuple(use for use in uses if use.slot == slot.id)) for slot in question.evidence)

    def loose_evidence(self, question: Question) -> tuple[Evidence, ...]:
        """Evidence of *question* in no slot the pack still knows."""
        known = {slot.id for slot in question.evidence}
        return tuple(use for use in self.evidence_for(question.code) if use.slot not in known)

    def uses_of(self, document_id: str) -> tuple[Evidence, ...]:
        return tuple(use for use in self.assessment.evidence if use.document.id == document_id)

    @cached_property
    def completeness(self) -> Completeness:
        filled = {(use.code, use.slot) for use in self.assessment.evidence}
        slots = [(question.code, slot.id) for question in self.pack.questions for slot in question.evidence]
        asked = [one for one in self.pack.prerequisites if self.assessment.target in one.needs]
        held = self.assessment.prerequisites
        return Completeness(
            answered=self.scores.answered,
            questions=self.scores.questions,
            slots_filled=sum(place in filled for place in slots),
            slots=len(slots),
            prerequisites_met=sum(one.id in held and held[one.id].held is Held.MET for one in asked),
            prerequisites=len(asked),
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) over the pack, the frame, the answers of every stage, the evidence, the prerequisites, and
        what the review added: equal data, equal digest.
        """
        mine = self.assessment
        lines = [f"pack {mine.pack_digest}", f"of {mine.id} {mine.year} {mine.target}"]
        lines.append(f"window {mine.window_start} {mine.window_end}")
        for stage, answers in sorted(mine.answers.items()):
            for code, answer in sorted(answers.items()):
                lines.append(repr((stage.value, code, value_text(answer.value), answer.note)))
        for use in sorted(mine.evidence, key=lambda one: one.id):
            document = use.document
            lines.append(repr((use.code, use.slot, use.pages, use.note)))
            lines.append(repr((document.sha256 or document.url, document.name, str(document.dated))))
        for key, one in sorted(mine.prerequisites.items()):
            lines.append(repr((key, one.held.value, one.note)))
        lines += _reviewed(mine)
        lines += [repr((one.code, one.where)) for one in self.inspected]
        return sha256("\n".join(lines).encode()).hexdigest()

    def explain(self, code: str) -> Step | None:
        """The account of a node, aggregate, threshold or `total`; None when *code* is unknown."""
        return explain(self.pack, self.assessment.of(self.stage), self.scores, code)


def _reviewed(mine: Assessment) -> Iterator[str]:
    """The reviewers' ticks, the observations and the handovers, as the digest takes them in."""
    for stage, verdicts in sorted(mine.verdicts.items()):
        for use, verdict in sorted(verdicts.items()):
            yield repr((stage.value, use, verdict.mark and verdict.mark.value, verdict.note))
    for seen in sorted(mine.observations, key=lambda one: one.id):
        yield repr([str(part) for part in astuple(seen)])
    for passed in sorted(mine.handovers, key=lambda one: (one.at, one.id)):
        yield repr((passed.round, passed.act.value, passed.stage.value, passed.at.isoformat(), passed.note))


def make(
    pack: Pack,
    assessment: Assessment,
    stage: Stage = Stage.SELF,
    last_year: LastYear | None = None,
    inspected: tuple[Finding, ...] = (),
) -> Sheet:
    """Score *assessment* by *pack* and see where it stands; *inspected* is what its documents show."""
    scores = score(pack, assessment.of(stage))
    return Sheet(pack, assessment, stage, scores, readiness(pack, scores), last_year, inspected)
