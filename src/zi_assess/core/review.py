"""Stages and verdicts: who may write what and when, and what has changed since the reviewer's last visit.

Actors and stages: PermenPANRB 90/2021, Lampiran I–II (tim kerja unit; TPI: anggota, ketua tim, pengendali teknis; TPN).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from zi_assess.core.assessment import Act, Assessment, Handover, Stage, Value, value_text
from zi_assess.core.pack import Pack
from zi_assess.core.scoring import valuate
from zi_assess.errors import ZiError


class Side(StrEnum):
    """Who sits at a stage's desk."""

    UNIT = "unit"
    TPI = "tpi"
    TPN = "tpn"


class Phase(StrEnum):
    """In whose hands an assessment is."""

    FILLING = "filling"
    REVIEWING = "reviewing"
    CLOSED = "closed"


class NoteRule(StrEnum):
    """When an answer of a stage needs a note."""

    NEVER = "never"
    LOWERED = "lowered"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class StageRule:
    """What holds for a stage: *beside* is the stage whose answers it judges, *phases* when it may write."""

    stage: Stage
    side: Side
    beside: tuple[Stage, ...]
    phases: frozenset[Phase]
    note: NoteRule


_REVIEWING = frozenset({Phase.REVIEWING})
STAGES: Mapping[Stage, StageRule] = {
    rule.stage: rule
    for rule in (
        StageRule(Stage.SELF, Side.UNIT, (), frozenset({Phase.FILLING}), NoteRule.NEVER),
        StageRule(
            Stage.PRELIMINARY,
            Side.TPI,
            (Stage.SELF,),
            _REVIEWING,
            NoteRule.DIFFERENT,
        ),
        StageRule(Stage.TPI_MEMBER, Side.TPI, (Stage.SELF,), _REVIEWING, NoteRule.DIFFERENT),
        StageRule(
            Stage.TPI_LEAD,
            Side.TPI,
            (Stage.TPI_MEMBER, Stage.SELF),
            _REVIEWING,
            NoteRule.DIFFERENT,
        ),
        StageRule(
            Stage.TPI_CONTROL,
            Side.TPI,
            (Stage.TPI_LEAD, Stage.TPI_MEMBER, Stage.SELF),
            _REVIEWING,
            NoteRule.DIFFERENT,
        ),
        StageRule(
            Stage.TPN,
            Side.TPN,
            (Stage.TPI_CONTROL, Stage.TPI_LEAD, Stage.TPI_MEMBER, Stage.SELF),
            frozenset({Phase.CLOSED}),
            NoteRule.DIFFERENT,
        ),
    )
}
TPI = (Stage.TPI_CONTROL, Stage.TPI_LEAD, Stage.TPI_MEMBER)
"""The inspectorate's own stages, the highest first."""
HANDS: Mapping[Phase, Side] = {
    Phase.FILLING: Side.UNIT,
    Phase.REVIEWING: Side.TPI,
    Phase.CLOSED: Side.TPN,
}
"""Whose turn it is."""
_JUDGED = "judged:"


AFTER: Mapping[Act, Phase] = {
    Act.SUBMIT: Phase.REVIEWING,
    Act.RETURN: Phase.FILLING,
    Act.CLOSE: Phase.CLOSED,
}
"""In whose hands an assessment is after it changed hands."""


_ACTS: Mapping[Phase, frozenset[Act]] = {
    Phase.FILLING: frozenset({Act.SUBMIT}),
    Phase.REVIEWING: frozenset({Act.RETURN, Act.CLOSE}),
    Phase.CLOSED: frozenset({Act.RETURN}),
}


def acts(mine: Assessment) -> frozenset[Act]:
    """How *mine* may change hands now, by whoever this copy belongs to."""
    others = {
        "": frozenset[Act](),
        Side.UNIT: frozenset({Act.RETURN, Act.CLOSE}),
        Side.TPI: frozenset({Act.SUBMIT}),
        Side.TPN: frozenset(Act),
    }
    return _ACTS[phase(mine)] - others[mine.copy.side]


def phase(mine: Assessment) -> Phase:
    """In whose hands *mine* is: what the last handover says."""
    return AFTER[mine.handovers[-1].act] if mine.handovers else Phase.FILLING


def rounds(mine: Assessment) -> int:
    """How often *mine* was handed over."""
    return max((one.round for one in mine.handovers), default=0)


def last(mine: Assessment, *acts: Act) -> Handover | None:
    """The last handover of one of these kinds."""
    return next((one for one in reversed(mine.handovers) if one.act in acts), None)


def highest(mine: Assessment) -> Stage | None:
    """The highest TPI stage that has an answer."""
    return next((stage for stage in TPI if answered(mine, stage)), None)


def answered(mine: Assessment, stage: Stage) -> bool:
    return any(answer.value is not None for answer in mine.of(stage).values())


def compared(mine: Assessment, stage: Stage, code: str) -> Stage:
    """The stage whose answer *stage* judges at *code*: the nearest before it that has one, else SELF."""
    return next((one for one in STAGES[stage].beside if mine.answer(code, one).value is not None), Stage.SELF)


def refuse(mine: Assessment, stage: Stage) -> None:
    """Raise ZiError when *stage* may not write now.

    An assessment that never changed hands here (a workbook that was imported) is open to every stage; a copy that
    travelled only to those of its own side.
    """
    rule, now = STAGES[stage], phase(mine)
    refuse_side(mine, rule.side)
    if now in rule.phases or not mine.handovers:
        return
    if rule.side is Side.UNIT:
        raise ZiError(
            "Penilaian sudah diserahkan, jawaban dan buktinya terkunci.",
            "Minta TPI mengembalikannya untuk diperbaiki.",
        )
    if rule.side is Side.TPN:
        raise ZiError("Penilaian belum ditutup TPI.", "TPN menilai sesudah TPI menutup reviu.")
    if now is Phase.CLOSED:
        raise ZiError("Reviu sudah ditutup.", "Kembalikan kepada unit dengan catatan bila perlu dibuka lagi.")
    if mine.copy.side and last(mine, Act.RETURN):
        raise ZiError("Penilaian sudah dikembalikan kepada unit.", "Tunggu kiriman unit berikutnya.")
    raise ZiError(
        "Penilaian belum diserahkan unit.", "Tandai diserahkan dahulu, atau minta unit menyerahkannya."
    )


def refuse_side(mine: Assessment, side: Side) -> None:
    """Raise ZiError when this copy of *mine* is not one in which *side* writes."""
    own = mine.copy.side
    if not own or (own == Side.UNIT) is (side is Side.UNIT):
        return
    if side is Side.UNIT:
        raise ZiError(
            "Jawaban dan bukti ini milik unit; di salinan TPI hanya dapat dibaca.",
            "Tulis penilaian Anda di Reviu. Perubahan unit datang dengan kirimannya.",
        )
    raise ZiError(
        "Reviu ditulis TPI di salinan mereka, bukan di salinan unit.",
        "Di sini reviu hanya dibaca; balasan TPI masuk lewat Terima kiriman.",
    )


def needs_note(pack: Pack, mine: Assessment, stage: Stage, code: str, value: Value | None) -> bool:
    """Whether *value* at *code* must be explained: it differs from (or is lower than) what it judges."""
    rule = STAGES[stage].note
    before = mine.answer(code, compared(mine, stage, code)).value
    if rule is NoteRule.NEVER or value is None or value == before:
        return False
    if rule is NoteRule.DIFFERENT:
        return True
    question = pack.question(code)
    assert question is not None
    was, now = (valuate(question, one).value for one in (before, value))
    return (now or 0) < (was or 0)


def unexplained(pack: Pack, mine: Assessment) -> tuple[str, ...]:
    """The criteria where a stage differs from what it judges and says nothing."""
    return tuple(
        dict.fromkeys(
            code
            for stage in STAGES
            for code, answer in mine.of(stage).items()
            if not answer.note and pack.question(code) and needs_note(pack, mine, stage, code, answer.value)
        )
    )


def fingerprints(mine: Assessment, codes: Iterable[str]) -> Mapping[str, str]:
    """What a reviewer saw at each of *codes*: the unit's answer, its note and its evidence, in 16 hex digits."""
    uses: dict[str, list[tuple[str, str, str, str]]] = {}
    for use in mine.evidence:
        seen = (use.slot, use.document.sha256 or use.document.url, use.pages, use.note)
        uses.setdefault(use.code, []).append(seen)
    return {code: _fingerprint(mine, code, sorted(uses.get(code, ()))) for code in codes}


def _fingerprint(mine: Assessment, code: str, uses: Sequence[tuple[str, str, str, str]]) -> str:
    answer = mine.answer(code)
    text = repr((value_text(answer.value), answer.note, uses))
    return sha256(text.encode()).hexdigest()[:16]


def changed_since(mine: Assessment, codes: Iterable[str], stage: Stage | None = None) -> frozenset[str]:
    """The criteria that are not as the reviewer last left them; none before there was a visit.

    What *stage* has judged as it is now is no longer among them.
    """
    visit = last(mine, Act.RETURN, Act.CLOSE)
    if visit is None or not visit.seen:
        return frozenset()
    now = fingerprints(mine, codes)
    return frozenset(
        code
        for code, seen in now.items()
        if visit.seen.get(code) != seen
        and (stage is None or mine.choices.get(judged_name(stage, code)) != seen)
    )


def judged_name(stage: Stage, code: str) -> str:
    """Under which name among the choices of an assessment it is kept what *stage* saw when it judged *code* anew.

    An answer that is given again in the same words leaves no other trace.
    """
    return f"{_JUDGED}{stage.value}:{code}"


def judged_by(name: str) -> Stage | None:
    """The stage whose `judged_name` *name* is; None for any other choice."""
    stage = name.removeprefix(_JUDGED).partition(":")[0] if name.startswith(_JUDGED) else ""
    return Stage(stage) if stage in set(Stage) else None
