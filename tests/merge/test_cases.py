"""What two copies may have done, case by case, and what comes of it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from merge.states import CONTENTS, document, use
from zi_assess.core import merge
from zi_assess.core.assessment import Stage
from zi_assess.core.layers import hands, writes
from zi_assess.core.merge import SEPARATOR, Choice, Conflict, Fields, Place, Reason, State
from zi_assess.core.review import Side, judged_name
from zi_assess.store.rows import KINDS
from zi_assess.workspace import records

ANSWER: Place = ("answers", SEPARATOR.join(("SELF", "A.1")))
REVIEW: Place = ("answers", SEPARATOR.join(("TPI_MEMBER", "A.1")))


def key_of(kind: str) -> str:
    if kind in ("units", "assessments"):
        return records.UNIT[1] if kind == "units" else records.HEAD[1]
    if kind == "documents":
        return CONTENTS[0]
    parts = {"stage": "SELF", "document": CONTENTS[0]}
    return SEPARATOR.join(parts.get(part, f"{kind}-{part}") for part in records.key_parts(kind))


def everything() -> State:
    """One record of every kind that a package carries, with something in every field."""
    fields = {
        kind: {name: 1 if type_ is int else f"{name} lama" for name, type_ in records.columns(kind).items()}
        for kind in records.CARRIED
    }
    fields["evidence"]["document"] = CONTENTS[0]
    return {(kind, key_of(kind)): one for kind, one in fields.items()}


FIELDS = [(place, name) for place, fields in everything().items() for name in fields]


def mutated(state: State, place: Place, name: str) -> State:
    old = state[place][name]
    new = 7 if isinstance(old, int) else f"{'a' if name == 'added' else 'z'} baru"
    if name == "document":  # a use of another document brings that document
        state = {**state, ("documents", CONTENTS[1]): state["documents", CONTENTS[0]]}
        new = CONTENTS[1]
    return {**state, place: {**state[place], name: new}}


def shows(before: State, after: State, may_write: merge.MayWrite) -> bool:
    merged = merge.merge(before, before, after, may_write=may_write)
    return merged.state != before or bool(merged.conflicts)


def test_every_table_is_carried_or_kept_here_for_a_reason() -> None:
    assert set(records.CARRIED) | records.LOCAL.keys() == KINDS.keys()
    assert all(len(reason) > 20 for reason in records.LOCAL.values())
    hanging = {kind for kind, one in KINDS.items() if "assessment" in one.refs}
    assert hanging - {"conflicts"} <= set(records.CARRIED)


@pytest.mark.parametrize("side", [None, *Side])
def test_no_field_of_any_record_goes_unread(side: Side | None) -> None:
    state = everything()
    may_write = merge.anyone if side is None else writes(side)
    unread = [
        (place[0], name) for place, name in FIELDS if not shows(state, mutated(state, place, name), may_write)
    ]
    assert unread == []
    assert len(FIELDS) > 70


def test_a_field_that_a_merge_forgets_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = merge._Work._fields

    def forgetful(
        self: merge._Work, place: Place, base: Fields | None, ours: Fields, theirs: Fields
    ) -> Fields:
        kept = {**theirs, **({"note": ours["note"]} if "note" in ours else {})}
        return whole(self, place, base, ours, kept)

    monkeypatch.setattr(merge._Work, "_fields", forgetful)
    state = everything()
    assert any(not shows(state, mutated(state, place, name), merge.anyone) for place, name in FIELDS)


def test_both_sides_answering_differently_is_a_conflict_that_keeps_both() -> None:
    base = {ANSWER: {"value": "B", "note": "lama"}}
    ours, theirs = {ANSWER: {"value": "A", "note": "kami"}}, {ANSWER: {"value": "C", "note": "mereka"}}
    merged = merge.merge(base, ours, theirs)
    assert merged.state == ours
    assert merged.conflicts == (
        Conflict(*ANSWER, "value", "B", "A", "C", Reason.BOTH),
        Conflict(*ANSWER, "note", "lama", "kami", "mereka", Reason.BOTH),
    )
    joined = merge.decide(merged.state, merged.conflicts[1], Choice.BOTH)
    assert joined[ANSWER] == {"value": "A", "note": "kami\nmereka"}
    with pytest.raises(ValueError, match=r"^$"):
        merge.decide(merged.state, Conflict(*ANSWER, "", None, None, "{}", Reason.GONE), Choice.BOTH)
    with pytest.raises(ValueError, match="value"):
        merge.decide(merged.state, merged.conflicts[0], Choice.BOTH)


def test_value_and_note_of_one_answer_join() -> None:
    base = {ANSWER: {"value": "B", "note": ""}}
    merged = merge.merge(
        base, {ANSWER: {"value": "A", "note": ""}}, {ANSWER: {"value": "B", "note": "catatan"}}
    )
    assert merged == merge.Merged({ANSWER: {"value": "A", "note": "catatan"}}, ())


def test_taking_away_against_changing_waits_for_a_decision() -> None:
    base: State = {("follow_ups", "f"): {"what": "lama"}}
    changed: State = {("follow_ups", "f"): {"what": "baru"}}
    merged = merge.merge(base, {}, changed)
    (found,) = merged.conflicts
    assert (found.field, found.ours, found.reason) == ("", None, Reason.GONE)
    assert merge.decide(merged.state, found, Choice.THEIRS) == changed
    assert merge.decide(merge.merge(base, changed, {}).state, found.mirrored(), Choice.THEIRS) == {}


@pytest.mark.parametrize(
    ("side", "place", "fields"),
    [
        (Side.TPI, ANSWER, {"value": "C", "note": ""}),
        (Side.TPN, REVIEW, {"value": "C", "note": ""}),
        (Side.UNIT, REVIEW, {"value": "A", "note": ""}),
        (Side.UNIT, ("verdicts", SEPARATOR.join(("TPI_MEMBER", "e"))), {"mark": "valid", "note": ""}),
        (Side.UNIT, ("observations", "o"), {"what": "dibuat unit", "status": "open"}),
        (Side.TPI, ("evidence", "e"), use("A.1", CONTENTS[0])),
        (Side.TPI, ("prerequisites", "p"), {"held": "met", "note": ""}),
        (Side.UNIT, ("handovers", "h"), {"act": "close", "stage": "TPI_CONTROL"}),
        (Side.TPI, ("handovers", "h"), {"act": "submit", "stage": "SELF"}),
        (Side.TPI, ("answers", SEPARATOR.join(("TIADA", "A.1"))), {"value": "A"}),
    ],
)
def test_what_is_not_the_senders_to_write_waits_for_a_decision(
    side: Side, place: Place, fields: Fields
) -> None:
    theirs = {place: fields, ("documents", CONTENTS[0]): document("x")}
    merged = merge.merge({}, {}, theirs, may_write=writes(side))
    assert place not in merged.state
    assert [(one.kind, one.key, one.reason) for one in merged.conflicts] == [(*place, Reason.NOT_THEIRS)]
    back = merge.merge(theirs, theirs, {}, may_write=writes(side))
    assert back.state[place] == fields


@pytest.mark.parametrize(
    ("side", "place", "fields"),
    [
        (Side.UNIT, ANSWER, {"value": "A", "note": ""}),
        (Side.TPI, REVIEW, {"value": "B", "note": "turun"}),
        (Side.TPN, ("answers", SEPARATOR.join(("TPN", "A.1"))), {"value": "B", "note": ""}),
        (Side.TPI, ("handovers", "h"), {"act": "return", "stage": "TPI_MEMBER", "round": 1}),
        (Side.UNIT, ("handovers", "h"), {"act": "submit", "stage": "SELF", "round": 1}),
        (Side.TPI, ("observations", "o"), {"what": "w", "status": "open", "answer": "", "proof": ""}),
    ],
)
def test_each_side_writes_its_own_layer(side: Side, place: Place, fields: Fields) -> None:
    assert merge.merge({}, {}, {place: fields}, may_write=writes(side)) == merge.Merged({place: fields}, ())


def judged(seen: str) -> State:
    return {("choices", judged_name(Stage.TPI_MEMBER, "A.1")): {"content": seen}}


def test_what_a_stage_saw_is_its_sides_to_say_and_asks_nobody() -> None:
    assert merge.merge({}, {}, judged("a"), may_write=writes(Side.TPI)).state == judged("a")
    forged = merge.merge({}, {}, judged("a"), may_write=writes(Side.UNIT))
    assert (forged.state, [one.reason for one in forged.conflicts]) == ({}, [Reason.NOT_THEIRS])
    for base in ({}, judged("c")):
        for ours, theirs in (("a", "b"), ("b", "a")):
            joined = merge.merge(base, judged(ours), judged(theirs), may_write=writes(Side.TPI))
            assert joined == merge.Merged(judged("a"), ())
    for ours, theirs in ((judged("b"), {}), ({}, judged("b"))):
        assert merge.merge(judged("c"), ours, theirs, may_write=writes(Side.TPI)).state == judged("b")


@pytest.mark.parametrize(
    ("acts", "side"),
    [
        ((), Side.UNIT),
        ((("submit", 1, "10"),), Side.TPI),
        ((("submit", 1, "12"), ("return", 1, "11")), Side.UNIT),  # whatever the clocks say
        ((("submit", 1, "10"), ("return", 1, "11"), ("submit", 2, "09")), Side.TPI),
        ((("submit", 1, "10"), ("close", 1, "11")), Side.TPN),
        ((("submit", 1, "10"), ("close", 1, "11"), ("return", 1, "12")), Side.UNIT),
    ],
)
def test_a_state_says_in_whose_hands_it_is(acts: tuple[tuple[str, int, str], ...], side: Side) -> None:
    state = {
        ("handovers", str(n)): {"act": act, "round": number, "at": at}
        for n, (act, number, at) in enumerate(acts)
    }
    assert hands(state) is side


def test_the_unit_answers_an_observation_and_only_the_auditor_verifies_it() -> None:
    place: Place = ("observations", "o")
    base = {place: {"what": "w", "status": "open", "answer": "", "proof": "", "verified_by": ""}}
    answered = {place: {**base[place], "status": "answered", "answer": "sudah", "proof": "e"}}
    assert merge.merge(base, base, answered, may_write=writes(Side.UNIT)).state == answered
    forged = {place: {**answered[place], "status": "verified", "verified_by": "unit"}}
    merged = merge.merge(base, base, forged, may_write=writes(Side.UNIT))
    assert {one.field for one in merged.conflicts} == {"status", "verified_by"}
    assert merged.state[place]["status"] == "open"


def test_the_same_document_attached_on_both_sides_is_one_use() -> None:
    paper = {("documents", CONTENTS[0]): document("x")}
    ours: State = {("evidence", "b"): use("A.1", CONTENTS[0], note="kami"), **paper}
    theirs: State = {
        ("evidence", "a"): use("A.1", CONTENTS[0]),
        ("verdicts", SEPARATOR.join(("TPI_MEMBER", "a"))): {"mark": "valid", "note": ""},
        **paper,
    }
    merged = merge.merge({}, ours, theirs)
    assert merged.conflicts == ()
    assert merged.state["evidence", "a"]["note"] == "kami"
    assert ("evidence", "b") not in merged.state
    spoken: State = {
        **ours,
        ("verdicts", SEPARATOR.join(("TPI_LEAD", "b"))): {"mark": "valid", "note": "ya"},
        ("observations", "o"): {"proof": "c\nb"},
    }
    kept = merge.merge({}, spoken, theirs).state
    assert kept["verdicts", SEPARATOR.join(("TPI_LEAD", "a"))]["note"] == "ya"
    assert kept["observations", "o"]["proof"] == "c\na"


@pytest.mark.parametrize("arriving", ["moved", "new"])
def test_a_document_is_not_put_beside_itself(arriving: str) -> None:
    paper = {("documents", CONTENTS[0]): document("x")}
    base: State = {
        ("evidence", "a"): use("A.1", CONTENTS[0], "satu"),
        ("evidence", "b"): use("A.1", CONTENTS[0], "dua"),
        **paper,
    }
    ours = {**base, ("evidence", "a"): use("A.1", CONTENTS[0], "tiga")}
    if arriving == "moved":
        theirs = {**base, ("evidence", "b"): use("A.1", CONTENTS[0], "tiga")}
    else:
        theirs = {**base, ("evidence", "c"): use("A.1", CONTENTS[0], "tiga")}
        ours = {**ours, ("evidence", "d"): use("A.1", CONTENTS[0], "empat")}
    merged = merge.merge(base, ours, theirs)
    assert merge.sound(merged.state)
    assert [one.reason for one in merged.conflicts] == [Reason.TWIN]
    assert not merge.sound(merge.decide(merged.state, merged.conflicts[0], Choice.THEIRS))


def test_a_document_goes_with_its_last_use_and_stays_with_a_copy_pair_or_revision() -> None:
    def paper(**more: str) -> Fields:
        return {**document("x"), **more}

    a, b, c, d = CONTENTS
    state: State = {
        ("evidence", "e"): use("A.1", a),
        ("renewals", SEPARATOR.join(("A.2", "", d))): {},
        ("documents", a): paper(copy=b),
        ("documents", b): paper(),
        ("documents", c): paper(replaced_by=a),
        ("documents", d): paper(),
    }
    assert merge.merge({}, state, state).state == state
    without = {place: one for place, one in state.items() if place[0] not in ("evidence", "documents")}
    alone = merge.merge(state, state, {**without, ("documents", d): paper()}).state
    assert {key for kind, key in alone if kind == "documents"} == {d}


def test_what_a_document_is_called_by_one_side_fills_what_the_other_left_open() -> None:
    place: Place = ("documents", CONTENTS[0])
    used: State = {("evidence", "e"): use("A.1", CONTENTS[0])}
    early, late = "2026-01-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00"
    ours: State = {**used, place: {**document("SK"), "dated": "2026-01-05", "added": late}}
    theirs: State = {**used, place: {**document("SK"), "number": "12/2026", "added": early}}
    merged = merge.merge({}, ours, theirs)
    assert merged.conflicts == ()
    assert merged.state[place] == {
        **document("SK"), "dated": "2026-01-05", "number": "12/2026", "added": early,
    }  # fmt: skip
    other = {**theirs, place: {**document("scan001"), "added": early}}
    assert [one.field for one in merge.merge({}, ours, other).conflicts] == ["name"]


def test_a_decision_for_a_record_brings_the_document_it_names() -> None:
    a = CONTENTS[0]
    base: State = {("evidence", "e"): use("A.1", a), ("documents", a): document("x")}
    theirs = {**base, ("evidence", "e"): use("A.1", a, note="penting")}
    merged = merge.merge(base, {}, theirs)
    assert merged.state == {}
    assert merge.decide({}, merged.conflicts[0], Choice.THEIRS, {a: document("x")}) == theirs


def many(change: Callable[[int], str]) -> State:
    """113 criteria at five stages, 2,000 uses of 2,000 documents."""
    stages = ("SELF", "TPI_MEMBER", "TPI_LEAD", "TPI_CONTROL", "TPN")
    state: dict[Place, Fields] = {}
    for n in range(113):
        for stage in stages:
            state["answers", SEPARATOR.join((stage, f"A.{n}"))] = {"value": "A", "note": change(n)}
    for n in range(2000):
        content = f"{n:064x}"
        state["evidence", f"use-{n:05d}"] = use(f"A.{n % 113}", content, note=change(n))
        state["documents", content] = document(f"bukti {n}.pdf")
    return state


def test_a_large_assessment_is_joined_whole() -> None:
    base = many(lambda n: "")
    merged = merge.merge(base, many(lambda n: "kami" * (n % 3 == 0)), many(lambda n: "mereka" * (n % 3 == 1)))
    assert merged.conflicts == ()
    notes = [fields["note"] for (kind, _), fields in merged.state.items() if kind == "evidence"]
    assert (notes.count("kami"), notes.count("mereka"), notes.count("")) == (667, 667, 666)
    assert json.loads(merge.encode(merged.state))[0][0] == "answers"


def test_a_use_taken_away_and_attached_again_is_the_use_it_was() -> None:
    paper = {("documents", CONTENTS[0]): document("x")}
    said = SEPARATOR.join(("TPI_MEMBER", "a")), SEPARATOR.join(("TPI_MEMBER", "b"))
    base: State = {("evidence", "a"): use("A.1", CONTENTS[0], note="lama"), **paper}
    ours: State = {**base, ("evidence", "a"): use("A.1", CONTENTS[0], note="kami")}
    theirs: State = {
        ("evidence", "b"): use("A.1", CONTENTS[0], note="lama"),
        ("verdicts", said[0]): {"mark": "invalid", "note": "dahulu"},
        ("verdicts", said[1]): {"mark": "valid", "note": "kini"},
        **paper,
    }
    for merged in (merge.merge(base, ours, theirs), merge.merge(base, theirs, ours)):
        assert merged.conflicts == ()
        assert merged.state["evidence", "a"]["note"] == "kami"
        assert merged.state["verdicts", said[0]] == {"mark": "valid", "note": "dahulu\nkini"}
        assert ("evidence", "b") not in merged.state
