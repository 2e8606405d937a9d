"""Laws that a merge keeps for whatever two copies did."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from merge.states import JUDGED, edits, forked, states
from zi_assess.core import merge
from zi_assess.core.merge import Choice, Conflict, Merged, Place, State
from zi_assess.exchange import manifest

calmly = settings(deadline=None, suppress_health_check=list(HealthCheck))


def decided(merged: Merged, choice: Choice, *others: State) -> State:
    documents = {
        key: fields for other in others for (kind, key), fields in other.items() if kind == "documents"
    }
    state = merged.state
    for conflict in merged.conflicts:
        state = merge.decide(state, conflict, choice, documents)
    return state


def about(conflicts: tuple[Conflict, ...]) -> set[tuple[str, ...]]:
    return {
        (one.kind, one.key, one.field, str(one.base), str(one.ours), str(one.theirs), one.reason)
        for one in conflicts
    }


@calmly
@given(states())
def test_a_copy_merged_with_itself_is_itself(state: State) -> None:
    assert merge.merge({}, state, state) == Merged(state, ())
    assert merge.merge(state, state, state) == Merged(state, ())


@calmly
@given(forked())
def test_what_one_side_alone_did_is_the_result(copies: tuple[State, State, State]) -> None:
    base, edited, _ = copies
    assert merge.merge(base, edited, base) == Merged(edited, ())
    assert merge.merge(base, base, edited) == Merged(edited, ())


@calmly
@given(forked())
def test_both_sides_see_the_same_conflicts_mirrored(copies: tuple[State, State, State]) -> None:
    base, ours, theirs = copies
    here, there = merge.merge(base, ours, theirs), merge.merge(base, theirs, ours)
    assert about(here.conflicts) == about(tuple(one.mirrored() for one in there.conflicts))


@calmly
@given(forked())
def test_both_sides_hold_the_same_once_they_decide_alike(copies: tuple[State, State, State]) -> None:
    base, ours, theirs = copies
    here = decided(merge.merge(base, ours, theirs), Choice.OURS, ours, theirs)
    there = decided(merge.merge(base, theirs, ours), Choice.THEIRS, theirs, ours)
    assert here == there
    assert merge.digest(here) == merge.digest(there)


@calmly
@given(forked())
def test_merging_twice_changes_nothing(copies: tuple[State, State, State]) -> None:
    base, ours, theirs = copies
    first = merge.merge(base, ours, theirs)
    again = merge.merge(theirs, first.state, theirs)
    assert again == Merged(first.state, ())


@calmly
@given(forked())
def test_a_merged_state_is_whole(copies: tuple[State, State, State]) -> None:
    base, ours, theirs = copies
    state = merge.merge(base, ours, theirs).state
    documents = {key: fields for (kind, key), fields in state.items() if kind == "documents"}
    assert set(merge.references(state)) <= documents.keys()
    assert merge.documents_of(state, documents) == documents.keys()
    assert merge.sound(state)


@calmly
@given(forked())
def test_nothing_is_dropped(copies: tuple[State, State, State]) -> None:
    """Every value that either side wrote is in the result, in a conflict, or was what the other side replaced.

    What a stage saw when it judged is no word of anybody: of two such marks one is enough.
    """
    base, ours, theirs = copies
    merged = merge.merge(base, ours, theirs)
    said = set(merged.state) | {(one.kind, one.key) for one in merged.conflicts}
    for side in (ours, theirs):
        for place in side.keys() - base.keys():
            assert place in said or place[0] in ("documents", "evidence", "verdicts"), place
        for place, name, value in _written(base, side):
            assert _kept(merged, place, name, value), (place, name, value)


def _written(base: State, side: State) -> list[tuple[Place, str, object]]:
    return [
        (place, name, value)
        for place, fields in side.items()
        if place in base and place[0] != "documents" and place != ("choices", JUDGED)
        for name, value in fields.items()
        if value != base[place].get(name)
    ]


def _kept(merged: Merged, place: Place, name: str, value: object) -> bool:
    if merged.state.get(place, {}).get(name) == value:
        return True
    for one in (one for one in merged.conflicts if (one.kind, one.key) == place):
        whole = [json.loads(str(side)).get(name) for side in (one.ours, one.theirs) if side and not one.field]
        if value in whole or (one.field == name and value in (one.ours, one.theirs)):
            return True
    return False


@calmly
@given(states().flatmap(lambda base: st.tuples(st.just(base), edits(base), edits(base), edits(base))))
def test_the_order_of_merging_does_not_matter_where_nobody_disagrees(
    copies: tuple[State, State, State, State],
) -> None:
    base, one, two, three = copies
    first = merge.merge(base, one, two)
    last = merge.merge(base, two, three)
    left = merge.merge(base, first.state, three)
    right = merge.merge(base, one, last.state)
    assume(not (first.conflicts or last.conflicts or left.conflicts or right.conflicts))
    assert left.state == right.state


@calmly
@given(forked())
def test_a_virtual_base_lets_neither_sides_decision_win_unseen(copies: tuple[State, State, State]) -> None:
    """Both sides merged each other's work at the same time and decided differently: that is a conflict, not a win."""
    base, one, two = copies
    mine, yours = merge.merge(base, one, two), merge.merge(base, two, one)
    assume(mine.conflicts)
    joined = merge.virtual_base(base, one, two)
    found = merge.merge(joined, mine.state, yours.state)
    differing = {(c.kind, c.key) for c in mine.conflicts if c.kind != "documents"}
    assert differing <= {(c.kind, c.key) for c in found.conflicts}
    assert all(merge.UNDECIDED not in str(c.base) for c in found.conflicts)


@calmly
@given(states())
def test_a_state_has_one_way_to_be_written(state: State) -> None:
    shuffled = dict(reversed([(place, dict(reversed(list(one.items())))) for place, one in state.items()]))
    assert merge.encode(shuffled) == merge.encode(state)
    assert manifest.read_state(merge.encode(state)) == state
