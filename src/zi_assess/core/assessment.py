"""One unit, one year, one pack: answers, evidence, prerequisites. Frozen; changes return a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from zi_assess.core import inputs
from zi_assess.core.exact import decimal_text, fraction
from zi_assess.core.pack import Kind, Question
from zi_assess.errors import ZiError

Counts = tuple[tuple[str, int], ...]
Value = str | Fraction | Counts
"""A chosen option's key, an index, or counts by input key in the question's order."""


class Stage(StrEnum):
    """Who gave an answer. Each stage keeps its own; blanks are not inherited."""

    PRELIMINARY = "PRELIMINARY"
    SELF = "SELF"
    TPI_MEMBER = "TPI_MEMBER"
    TPI_LEAD = "TPI_LEAD"
    TPI_CONTROL = "TPI_CONTROL"
    TPN = "TPN"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one stage said about one question; *value* None with a note is an unanswered question with a
    note.
    """

    value: Value | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes kept by SHA-256, or a web address (*sha256* empty).

    *size* in bytes; *kind* one of EVIDENCE_KINDS or `other`. *dated*, *number*, *valid_until* and *period* are the
    document's own; *added* is when it came in. *published* is where the unit has put it on the web. *copy* names the
    document that holds the copy of a link, *replaced_by* the revision that took its place, *after* the photo that
    shows the place afterwards: all by id. *trashed* is the day it went to the trash.
    """

    id: str
    name: str
    kind: str
    sha256: str = ""
    url: str = ""
    size: int = 0
    dated: date | None = None
    added: datetime | None = None
    number: str = ""
    valid_until: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    published: str = ""
    copy: str = ""
    replaced_by: str = ""
    replaced_why: str = ""
    replaced_on: date | None = None
    after: str = ""
    trashed: date | None = None

    @property
    def day(self) -> date | None:
        """What tells whether it is of the time that is assessed: its date, else the end of the time it reports on."""
        return self.dated or self.period_end or self.period_start

    def outside(self, first: date, last: date | None) -> bool:
        """Whether its date, or else all of its period, lies before *first* or after *last* (None: no end)."""
        starts = self.dated or self.period_start or self.period_end
        ends = self.day
        return (
            starts is not None and ends is not None and (ends < first or (last is not None and starts > last))
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """One use of a document: for a question, in a slot (or none), some pages, with a note."""

    id: str
    code: str
    slot: str
    document: Document
    pages: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What every signature block of a unit needs."""

    instansi: str = ""
    city: str = ""
    address: str = ""
    head_name: str = ""
    head_title: str = ""
    head_nip: str = ""
    lead_name: str = ""
    lead_nip: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit kerja; *name* is unique in a workspace after normalising blanks and case."""

    id: str
    name: str
    profile: Profile = Profile()


class Held(StrEnum):
    """How a prerequisite stands."""

    UNKNOWN = "unknown"
    MET = "met"
    NOT_MET = "not-met"
    IN_PROGRESS = "in-progress"


@dataclass(frozen=True, slots=True)
class PrerequisiteAnswer:
    held: Held = Held.UNKNOWN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd that was noticed when the assessment was taken in from a file; kept until it is
    settled.
    """

    id: str
    code: str
    where: str
    severity: str
    text: str
    values: Mapping[str, str]


class Progress(StrEnum):
    """How far a follow-up is."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something to be done about a question (or the whole, *code* empty): who does it and by when.

    *source* says what it came from (a finding's code, `plan`, …); *proof* and *effect* are written when it is done.
    """

    id: str
    code: str
    what: str
    who: str = ""
    due: date | None = None
    cost: str = ""
    status: Progress = Progress.OPEN
    proof: str = ""
    effect: str = ""
    source: str = ""
    created: date | None = None


class Mark(StrEnum):
    """A reviewer's tick on one use of a document."""

    VALID = "valid"
    INVALID = "invalid"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one stage says about one piece of evidence; *mark* None with a note is a note alone."""

    mark: Mark | None = None
    note: str = ""


class Act(StrEnum):
    """How an assessment changed hands."""

    SUBMIT = "submit"
    RETURN = "return"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Handover:
    """One passing from hand to hand.

    *round* counts the submissions from 1; *stage* is who passed it on. *seen* tells, for a return or a close, the
    fingerprint of every criterion as the reviewer saw it (`review.fingerprint`).
    """

    id: str
    round: int
    act: Act
    stage: Stage
    at: datetime
    who: str = ""
    note: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)


class ObservationState(StrEnum):
    """How far an auditor's observation is."""

    OPEN = "open"
    ANSWERED = "answered"
    VERIFIED = "verified"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Observation:
    """An auditor's *temuan*: condition, cause, advice, who mends it by when, and how it was closed.

    *code* is the criterion ("" for the whole); *answer* and *proof* (evidence ids, or words) are the unit's;
    *verified_by* and *verified_on* the auditor's. *origin* is the id of the observation of an earlier year that this
    one follows.
    """

    id: str
    code: str
    what: str
    cause: str = ""
    advice: str = ""
    owner: str = ""
    due: date | None = None
    status: ObservationState = ObservationState.OPEN
    answer: str = ""
    proof: tuple[str, ...] = ()
    verified_by: str = ""
    verified_on: date | None = None
    stage: Stage = Stage.TPI_MEMBER
    created: date | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """Where an index came from: the survey by id and kind, its *value* as recorded, responses and period."""

    survey: str
    kind: str
    value: str
    n: int
    period: str
    at: date | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a copy of an assessment stands among others.

    *side* is whose it is (`Side`; `""`: it never travelled, or nothing shows it). *unsent*: what last changed hands
    here has not gone out yet.
    """

    side: str = ""
    unsent: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """An instrument being filled in.

    *answers* are keyed by stage, then question code; *proposals* are last year's answers waiting to be
    confirmed and count for nothing until then. *year* is the year of proposal; *window_start* … *window_end*
    (None: until handed over) is when evidence must be dated. *changed* is the moment of the last change.
    *verdicts* are keyed by stage, then evidence id; *assigned* says who is in charge of a criterion or group;
    *carried* which survey an index came from. *copy* says whose copy this is and is no part of it.
    """

    id: str
    unit: Unit
    year: int
    occasion: str
    pack_id: str
    pack_version: str
    pack_digest: str
    target: str
    window_start: date
    window_end: date | None
    created: datetime
    changed: datetime
    example: bool = False
    submitted: bool = False
    source: str = ""
    answers: Mapping[Stage, Mapping[str, Answer]] = field(default_factory=dict)
    proposals: Mapping[str, Answer] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    renewals: tuple[Evidence, ...] = ()
    prerequisites: Mapping[str, PrerequisiteAnswer] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    verdicts: Mapping[Stage, Mapping[str, Verdict]] = field(default_factory=dict)
    handovers: tuple[Handover, ...] = ()
    observations: tuple[Observation, ...] = ()
    assigned: Mapping[str, str] = field(default_factory=dict)
    carried: Mapping[str, Carried] = field(default_factory=dict)
    copy: Copy = field(default=Copy(), compare=False)

    @property
    def locked(self) -> bool:
        """Whether the unit's answers and evidence are not to be changed here: handed over, or another's copy."""
        return self.submitted or self.copy.side not in ("", "unit")

    def of(self, stage: Stage) -> Mapping[str, Answer]:
        return self.answers.get(stage, {})

    def answer(self, code: str, stage: Stage = Stage.SELF) -> Answer:
        return self.of(stage).get(code, Answer())

    def with_answer(self, code: str, answer: Answer, stage: Stage = Stage.SELF) -> Assessment:
        return replace(self, answers={**self.answers, stage: {**self.of(stage), code: answer}})

    def verdict(self, evidence_id: str, stage: Stage) -> Verdict:
        return self.verdicts.get(stage, {}).get(evidence_id, Verdict())

    def evidence_for(self, code: str) -> tuple[Evidence, ...]:
        return tuple(one for one in self.evidence if one.code == code)


def value_text(value: Value | None) -> str:
    """Write an answer's value as the command line, the database and the journal know it: `A`, `3.6`,
    `agen=5,perubahan=4`.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return decimal_text(value)
    return ",".join(f"{key}={count}" for key, count in value)


def parse_value(question: Question, text: str) -> Value | None:
    """Read *text* as an answer to *question*; blank or `-` clears.

    Raises ZiError when the text is no answer on the question's scale.
    """
    text = text.strip()
    if text in ("", "-"):
        return None
    if question.kind is Kind.CHOICE:
        return _choice(question, text)
    if question.kind is Kind.INDEX:
        return _index(question, text)
    return _counts(question, text)


def _choice(question: Question, text: str) -> str:
    for option in question.options:
        if option.key.casefold() == text.casefold():
            return option.key
    raise ZiError(
        "Jawaban “{text}” tidak ada pada {code}.",
        "Pilih salah satu: {keys}.",
        text=text,
        code=question.code,
        keys=", ".join(option.key for option in question.options),
    )


def _index(question: Question, text: str) -> Fraction:
    try:
        value = Fraction(-1) if "/" in text else fraction(text.replace(",", "."))
    except ValueError:
        value = Fraction(-1)
    if not 0 <= value <= question.index_max:
        raise ZiError(
            "Indeks “{text}” di luar skala {code}.",
            "Isi angka dari 0 sampai {max}, misalnya 3.6.",
            text=text,
            code=question.code,
            max=decimal_text(question.index_max),
        )
    return value


def _counts(question: Question, text: str) -> Counts:
    given: dict[str, int] = {}
    for part in text.split(","):
        key, _, count = (piece.strip() for piece in part.partition("="))
        asked = next((one for one in question.inputs if one.key == key), None)
        number = inputs.read(asked.kind, count) if asked and key not in given else None
        if number is None:
            raise ZiError(
                "“{part}” bukan isian yang dikenal pada {code}.",
                "Isi bilangan bulat mulai 0, misalnya {example}.",
                part=part.strip(),
                code=question.code,
                example=",".join(f"{one.key}={_EXAMPLES[one.kind]}" for one in question.inputs),
            )
        given[key] = number
    return tuple((one.key, given[one.key]) for one in question.inputs if one.key in given)


_EXAMPLES = {"count": "0", "time": "08.15", "date": "2026-08-17"}
