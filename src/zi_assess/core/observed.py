"""Auditors' observations as a list: what is late first, and what an earlier year left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from zi_assess.core.assessment import Assessment, Observation, ObservationState

PENDING = frozenset({ObservationState.OPEN, ObservationState.ANSWERED})
_ORDER = {
    ObservationState.OPEN: 0,
    ObservationState.ANSWERED: 0,
    ObservationState.VERIFIED: 1,
    ObservationState.DROPPED: 2,
}


def overdue(one: Observation, today: date) -> bool:
    """Whether its day is past and it is neither verified nor dropped."""
    return one.status in PENDING and one.due is not None and one.due < today


def ordered(every: Iterable[Observation], today: date) -> tuple[Observation, ...]:
    """Overdue ones first, then by the day they are due; what is settled last."""
    return tuple(
        sorted(
            every,
            key=lambda one: (
                _ORDER[one.status],
                not overdue(one, today),
                one.due or date.max,
                one.created or date.max,
            ),
        )
    )


def left_open(mine: Assessment, earlier: Iterable[Assessment]) -> tuple[Observation, ...]:
    """What *earlier* assessments left without verification and *mine* does not follow yet, each only where it was
    last followed.
    """
    others = [one for each in earlier for one in each.observations]
    followed = {one.origin for one in (*mine.observations, *others)}
    return tuple(one for one in others if one.status in PENDING and one.id not in followed)


def first_years(mine: Assessment, earlier: Iterable[Assessment]) -> Mapping[str, int]:
    """By id, the year in which each observation was first found, through all the years that followed it.

    Absent where the one it follows lies in none of *earlier*.
    """
    known = {one.id: (one, each.year) for each in (*earlier, mine) for one in each.observations}
    found: dict[str, int] = {}
    for key, (one, year) in known.items():
        seen = {key}
        while one.origin in known and one.origin not in seen:
            seen.add(one.origin)
            one, year = known[one.origin]
        if not one.origin:
            found[key] = year
    return found


def taken_over(one: Observation, new_id: str, known: Iterable[str]) -> Observation:
    """*one* as an observation of the present year under *new_id*; *known* are the codes this year's pack has.

    The unit's answer counted for then and is asked for again; a code that is gone leaves it to the whole.
    """
    return replace(
        one,
        id=new_id,
        code=one.code if one.code in set(known) else "",
        status=ObservationState.OPEN,
        answer="",
        proof=(),
        created=None,
        origin=one.id,
    )
