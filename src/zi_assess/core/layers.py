"""Which side may write what of an assessment: the unit its own layer, the auditors theirs, nobody the other's."""

from __future__ import annotations

from zi_assess.core.assessment import Act, ObservationState, Stage
from zi_assess.core.merge import SEPARATOR, MayWrite, Value
from zi_assess.core.review import STAGES, Side

_UNITS_PART = frozenset({"answer", "proof", "owner"})
_UNITS_STATES = frozenset({ObservationState.OPEN, ObservationState.ANSWERED})
_ACTS = {
    Side.UNIT: frozenset({Act.SUBMIT}),
    Side.TPI: frozenset({Act.RETURN, Act.CLOSE}),
    Side.TPN: frozenset(),
}


def writes(side: Side) -> MayWrite:
    """What packages of *side* may change; everything else in them waits for a decision here."""

    def may_write(kind: str, key: str, field: str, value: Value | None) -> bool:
        if kind in ("answers", "verdicts"):
            return _side_of(key.partition(SEPARATOR)[0]) is side
        if kind == "observations":
            return _observation(side, field, value)
        if kind == "handovers":
            return _handover(side, field, value)
        if kind == "assessments" and field == "submitted":
            return side is not Side.TPN
        return side is Side.UNIT

    return may_write


def _side_of(stage: str) -> Side | None:
    return STAGES[Stage(stage)].side if stage in set(Stage) else None


def _observation(side: Side, field: str, value: Value | None) -> bool:
    """The auditors write what they found and whether it is settled; the unit what it did about it."""
    if side is not Side.UNIT:
        return field not in {"answer", "proof"} or value in ("", None)
    return field in _UNITS_PART or (field == "status" and value in _UNITS_STATES)


def _handover(side: Side, field: str, value: Value | None) -> bool:
    """What changed hands stays written; each side adds its own kind."""
    if field == "act":
        return value in _ACTS[side]
    if field == "stage":
        return _side_of(str(value)) is side
    return value is not None
