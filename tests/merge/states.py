"""Small random states of one assessment and random edits of them, as two copies would make them."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from hypothesis import strategies as st

from zi_assess.core.assessment import Stage
from zi_assess.core.merge import SEPARATOR, Fields, Place, State
from zi_assess.core.review import judged_name

QUESTIONS = ("A.1", "A.2", "A.3")
STAGES = ("SELF", "TPI_MEMBER")
CONTENTS = tuple(sha256(name.encode()).hexdigest() for name in "abcd")
USES = tuple(f"use-{n}" for n in range(6))
JUDGED = judged_name(Stage.TPI_MEMBER, "A.1")
texts = st.sampled_from(("", "x", "y", "z", "catatan\nbaru"))


def document(name: str, number: int = 0) -> dict[str, Any]:
    return {
        "name": name,
        "kind": "pdf",
        "size": 10 + number,
        "dated": "",
        "added": "2026-01-02T00:00:00+00:00",
    }


def use(question: str, content: str, slot: str = "", note: str = "") -> dict[str, Any]:
    return {"question": question, "slot": slot, "document": content, "pages": "", "note": note}


def _place(uid: str) -> tuple[str, str]:
    """An id stands for one use in every copy; every fourth is the same document in the same place."""
    number = int(uid.rpartition("-")[2])
    return QUESTIONS[number % 2], CONTENTS[number % 4]


@st.composite
def states(draw: st.DrawFn) -> State:
    """A whole assessment: no document twice in one slot, and exactly the documents that are in use."""
    state: dict[Place, Fields] = {
        ("assessments", "assessment"): {
            "uid": "u",
            "target": draw(texts),
            "submitted": draw(st.integers(0, 1)),
        },
        ("units", "unit"): {"name": "Kantor Uji", "city": draw(texts)},
    }
    for stage in STAGES:
        for question in draw(st.sets(st.sampled_from(QUESTIONS))):
            state["answers", SEPARATOR.join((stage, question))] = {"value": draw(texts), "note": draw(texts)}
    _attach(draw, state, draw(st.sets(st.sampled_from(USES), max_size=4)))
    for uid in draw(st.sets(st.sampled_from(("o1", "o2")))):
        state["observations", uid] = {"what": draw(texts), "answer": draw(texts), "proof": ""}
    for name in draw(st.sets(st.sampled_from((JUDGED, "plan.wishes")))):
        state["choices", name] = {"content": draw(texts)}
    for question in draw(st.sets(st.sampled_from(QUESTIONS), max_size=2)):
        state["assignments", question] = {"who": draw(texts)}
    return with_documents(state, draw)


def _attach(draw: st.DrawFn, state: dict[Place, Fields], uids: set[str]) -> None:
    taken = {
        (one["question"], one["slot"], one["document"]) for (k, _), one in state.items() if k == "evidence"
    }
    for uid in sorted(uids):
        made = use(*_place(uid), note=draw(texts))
        place = made["question"], made["slot"], made["document"]
        if place not in taken and ("evidence", uid) not in state:
            taken.add(place)
            state["evidence", uid] = made
            if draw(st.booleans()):
                state["verdicts", SEPARATOR.join(("TPI_MEMBER", uid))] = {
                    "mark": "valid",
                    "note": draw(texts),
                }


def with_documents(state: Mapping[Place, Fields], draw: st.DrawFn | None = None) -> State:
    used = {str(fields["document"]) for (kind, _), fields in state.items() if kind == "evidence"}
    kept = {place: one for place, one in state.items() if place[0] != "documents" or place[1] in used}
    for content in used:
        kept.setdefault(("documents", content), document(draw(st.sampled_from(("p", "q"))) if draw else "p"))
    return kept


@st.composite
def edits(draw: st.DrawFn, base: State) -> State:
    """*base* after some work: fields written, records taken away and added; no use is moved."""
    state = dict(base)
    for place in draw(st.sets(st.sampled_from(sorted(base)), max_size=5)):
        fields = dict(state[place])
        names = [one for one in sorted(fields) if one not in FIXED]
        if names and draw(st.integers(0, 3)):
            name = draw(st.sampled_from(names))
            fields[name] = draw(st.integers(0, 5)) if isinstance(fields[name], int) else draw(texts)
            state[place] = fields
        elif place[0] not in ("documents", "assessments", "units"):
            del state[place]
    _attach(draw, state, draw(st.sets(st.sampled_from((*USES, "use-8", "use-9")), max_size=2)))
    for question in draw(st.sets(st.sampled_from(QUESTIONS), max_size=1)):
        state["prerequisites", question] = {"held": draw(texts), "note": draw(texts)}
    return with_documents(state, draw)


FIXED = frozenset({"uid", "question", "slot", "document", "added", "size", "kind"})


@st.composite
def forked(draw: st.DrawFn) -> tuple[State, State, State]:
    """A base and two copies of it that were worked on."""
    base = draw(states())
    return base, draw(edits(base)), draw(edits(base))
