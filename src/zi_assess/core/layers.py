"""Which side may write what of an assessment: the unit its own layer, the auditors theirs, nobody the other's."""

from __future__ import annotations

from zi_assess.core.assessment import Act, ObservationState, Stage
from zi_assess.core.merge import SEPARATOR, MayWrite, Place, State, Value, only_seen
from zi_assess.core.review import AFTER, HANDS, STAGES, Phase, Side, judged_by

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
        if kind == "choices" and (judge := judged_by(key)) is not None:
            return STAGES[judge].side is side
        if kind == "assessments" and field == "submitted":
            return side is not Side.TPN
        if kind == "assignments":  # those of another side never come to be joined
            return True
        return side is Side.UNIT

    return may_write


def _own(place: Place) -> bool:
    """Whether a record is the business of the side that wrote it, and goes to partners of that side alone: who does
    what, and what a stage saw when it judged anew, which says nothing more once the assessment was handed back.
    """
    return place[0] == "assignments" or only_seen(place)


def common_part(state: State) -> State:
    """*state* as both sides hold it: without what each side keeps to itself."""
    return {place: fields for place, fields in state.items() if not _own(place)}


def own_part(state: State) -> State:
    """What of *state* is the business of one side alone."""
    return {place: fields for place, fields in state.items() if _own(place)}


def hands(state: State) -> Side:
    """In whose hands the assessment of *state* is: a package of that side goes to its own people, any other crosses
    over and has no own part.
    """
    passed = (
        (int(one["round"]), one["act"] != Act.SUBMIT, str(one["at"]), Act(str(one["act"])))
        for (kind, _key), one in state.items()
        if kind == "handovers"
    )
    last = max(passed, default=None)
    return HANDS[AFTER[last[-1]] if last else Phase.FILLING]


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
