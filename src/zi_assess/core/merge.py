"""Three-way merge of two copies of one assessment, record by record and field by field; nothing is dropped.

A state is every record of an assessment by (kind, key). A key is made of the record's key parts without the
assessment, joined by `SEPARATOR`; a document's key is its content (SHA-256, or the address of a link), never an id of
one workspace.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from zi_assess.core.review import judged_by

Value = str | int
Fields = Mapping[str, Value]
Place = tuple[str, str]
State = Mapping[Place, Fields]
MayWrite = Callable[[str, str, str, Value | None], bool]
"""Whether the sending side may give *field* of the record (kind, key) this value; field `""` is the whole record: its
text when it is new, None when it is taken away.
"""

SEPARATOR = "\x1f"
UNDECIDED = "\x00?"
"""Stands in a base for what two earlier states already disagreed about; equal to nothing."""
TEXTS = frozenset({"note", "what", "cause", "advice", "answer", "proof", "effect", "replaced_why"})
"""Fields of free words, which can stand one below the other."""
_CHAIN = ("copy", "replaced_by", "after")
_AT = ("question", "slot", "document")


class Reason(StrEnum):
    """Why two copies could not simply be joined."""

    BOTH = "both"  # both changed the field
    GONE = "gone"  # one side took the record away, the other changed it
    NOT_THEIRS = "not-theirs"  # the sender changed what is not the sender's to change
    TWIN = "twin"  # the sender put a document where the same document already is


class Choice(StrEnum):
    """How a conflict is decided; *both* joins two texts, ours first."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field in which two copies disagree; None: not there. Field `""` is the whole record, its values
    `text_of` its fields.
    """

    kind: str
    key: str
    field: str
    base: Value | None
    ours: Value | None
    theirs: Value | None
    reason: Reason

    def mirrored(self) -> Conflict:
        return replace(self, ours=self.theirs, theirs=self.ours)


@dataclass(frozen=True, slots=True)
class Merged:
    """The joined state, in which conflicts stand as ours until they are decided."""

    state: State
    conflicts: tuple[Conflict, ...]


def anyone(kind: str, key: str, field: str, value: Value | None) -> bool:
    """Everything is the sender's to change."""
    return True


def text_of(fields: Fields | None) -> str | None:
    """A record as one text, the same for equal records; None when there is none."""
    return None if fields is None else _json(fields)


def encode(state: State) -> bytes:
    """The one way to write *state* down: equal states give equal bytes."""
    return _json([[*place, fields] for place, fields in sorted(state.items())]).encode()


def digest(state: State) -> str:
    """SHA-256 of *state*."""
    return sha256(encode(state)).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def merge(base: State, ours: State, theirs: State, *, may_write: MayWrite = anyone) -> Merged:
    """Join what *ours* and *theirs* made of *base*.

    What one side changed counts, what both changed alike too; the rest is a conflict that carries both values.
    """
    mine, other = _one_of_twins(base, ours, theirs)
    work = _Work(may_write)
    for place in sorted({*base, *mine, *other}):
        work.join(place, base.get(place), mine.get(place), other.get(place))
    work.part_twins(mine)
    state = _reachable(work.state)
    conflicts = (one for one in work.conflicts if one.kind != "documents" or (one.kind, one.key) in state)
    return Merged(state, tuple(conflicts))


def virtual_base(base: State, one: State, other: State) -> State:
    """What two states that both sides contain amount to together; where they disagree it says UNDECIDED."""
    merged = merge(base, one, other)
    state: dict[Place, Fields] = dict(merged.state)
    for conflict in merged.conflicts:
        place = conflict.kind, conflict.key
        fields = state.get(place) or one.get(place) or other.get(place) or {}
        doubtful = [conflict.field] if conflict.field else [*fields, ""]
        state[place] = {**fields, **dict.fromkeys(doubtful, UNDECIDED)}
    return state


def only_seen(place: Place) -> bool:
    """Whether a record only says what a stage saw when it judged: of two, either will do, and nobody is asked."""
    return place[0] == "choices" and judged_by(place[1]) is not None


class _Work:
    """A merge under way."""

    def __init__(self, may_write: MayWrite) -> None:
        self._may_write = may_write
        self.state: dict[Place, Fields] = {}
        self.conflicts: list[Conflict] = []

    def join(self, place: Place, base: Fields | None, ours: Fields | None, theirs: Fields | None) -> None:
        joined = ours
        if ours != theirs:
            if ours is None or theirs is None:
                joined = self._whole(place, base, ours, theirs)
            else:
                joined = self._fields(place, base, ours, theirs)
        if joined is not None:
            self.state[place] = joined

    def _whole(
        self, place: Place, base: Fields | None, ours: Fields | None, theirs: Fields | None
    ) -> Fields | None:
        """A record that only one side has: added there, or taken away on the other."""
        if place[0] == "documents":  # a document is part of the state as long as something refers to it
            return theirs if ours is None else ours
        if theirs == base:
            return ours
        allowed = self._allowed(place, base, theirs)
        if ours == base and allowed:
            return theirs
        if allowed and only_seen(place):
            return theirs if ours is None else ours
        self._disagree(
            place, "", _whole_text(base), text_of(ours), text_of(theirs), Reason.GONE if allowed else None
        )
        return ours

    def _allowed(self, place: Place, base: Fields | None, theirs: Fields | None) -> bool:
        """Whether the sender may add, change or take away this record as it did."""
        if theirs is None:
            return self._may_write(*place, "", None)
        known = base or {}
        changed = [(name, value) for name, value in theirs.items() if known.get(name) != value]
        if base is None:
            changed.append(("", _json(theirs)))
        return all(self._may_write(*place, name, value) for name, value in changed)

    def _fields(self, place: Place, base: Fields | None, ours: Fields, theirs: Fields) -> Fields:
        joined = {}
        for name in {**ours, **theirs}:
            before = None if base is None else base.get(name)
            value = self._field(place, name, (before, ours.get(name), theirs.get(name)), base is None)
            if value is not None:
                joined[name] = value
        return joined

    def _field(
        self,
        place: Place,
        name: str,
        values: tuple[Value | None, Value | None, Value | None],
        both_added: bool,
    ) -> Value | None:
        before, ours, theirs = values
        agreed = _lattice(place[0], name, ours, theirs)
        if agreed is not None:
            return agreed
        if theirs in (before, ours) or (both_added and theirs in ("", None)):
            return ours
        if not self._may_write(*place, name, theirs):
            self._disagree(place, name, before, ours, theirs)
            return ours
        if ours == before or (both_added and ours in ("", None)):
            return theirs
        if only_seen(place):
            return min(ours, theirs, key=str)
        self._disagree(place, name, before, ours, theirs, Reason.BOTH)
        return ours

    def _disagree(
        self,
        place: Place,
        name: str,
        before: Value | None,
        ours: Value | None,
        theirs: Value | None,
        reason: Reason | None = None,
    ) -> None:
        known = None if before == UNDECIDED else before
        self.conflicts.append(Conflict(*place, name, known, ours, theirs, reason or Reason.NOT_THEIRS))

    def part_twins(self, ours: State) -> None:
        """Let no document stand twice in one slot: ours stays, what theirs put beside it waits for a decision."""
        while moved := _beside(self.state, ours):
            theirs, mine = self.state[moved], ours.get(moved)
            if mine is None:
                self._disagree(moved, "", None, None, _json(theirs), Reason.TWIN)
                del self.state[moved]
                continue
            for name in (one for one in _AT if mine[one] != theirs[one]):
                self._disagree(moved, name, mine[name], mine[name], theirs[name], Reason.TWIN)
            self.state[moved] = {**theirs, **{name: mine[name] for name in _AT}}


def _whole_text(base: Fields | None) -> str | None:
    return None if base is not None and "" in base else text_of(base)


def _lattice(kind: str, name: str, ours: Value | None, theirs: Value | None) -> Value | None:
    """The value of a field that never needs a decision; None for every other field.

    A document came in when it first came in anywhere; a unit's name may be spelled with other blanks and capitals.
    """
    if ours in ("", None) or theirs in ("", None) or ours == theirs:
        return None
    if (kind, name) == ("documents", "added"):
        return min(str(ours), str(theirs))
    if (kind, name) == ("units", "name") and _plain(ours) == _plain(theirs):
        return min(str(ours), str(theirs))
    return None


def _plain(name: Value | None) -> str:
    return " ".join(str(name).split()).casefold()


# Twins: one document that stands in the same place under another id on each side


def _one_of_twins(base: State, ours: State, theirs: State) -> tuple[State, State]:
    """Both states with such a use under one id, also in what speaks of it.

    Both sides attached it, or one attached it again while the other worked on what was there: the id that was there
    before stays, else the smaller.
    """
    here = dict(_only_in(ours, theirs, base))
    for at, key in _only_in(theirs, ours, base):
        if at in here:
            first, last = sorted((here[at], key), key=lambda one: (("evidence", one) not in base, one))
            ours, theirs = _renamed(ours, last, first), _renamed(theirs, last, first)
    return ours, theirs


def _only_in(state: State, other: State, base: State) -> Iterator[tuple[tuple[Value, ...], str]]:
    """The uses that *other* has not, and that are not as they were: place and id."""
    for place, fields in state.items():
        if place[0] == "evidence" and place not in other and base.get(place) != fields:
            yield _at(fields), place[1]


def _at(fields: Fields) -> tuple[Value, ...]:
    return tuple(fields[name] for name in _AT)


def _renamed(state: State, old: str, new: str) -> State:
    if ("evidence", old) not in state:
        return state
    renamed: dict[Place, Fields] = {}
    for place, fields in state.items():
        target, said = _place_renamed(place, old, new), _spoken(place, fields, old, new)
        known = renamed.get(target)
        renamed[target] = said if known is None else _both_said(known, said, target == place)
    return renamed


def _both_said(one: Fields, other: Fields, earlier: bool) -> Fields:
    """One verdict of two about what is one use now: the mark of the use that stands, both notes."""
    gone, stands = (other, one) if earlier else (one, other)
    notes = (str(fields["note"]) for fields in (gone, stands))
    return {**stands, "note": "\n".join(dict.fromkeys(note for note in notes if note))}


def _place_renamed(place: Place, old: str, new: str) -> Place:
    kind, key = place
    if kind == "evidence" and key == old:
        return kind, new
    if kind == "verdicts" and key.endswith(SEPARATOR + old):
        return kind, key.removesuffix(old) + new
    return place


def _spoken(place: Place, fields: Fields, old: str, new: str) -> Fields:
    if place[0] != "observations" or old not in str(fields.get("proof", "")):
        return fields
    proof = str(fields["proof"]).split("\n")
    return {**fields, "proof": "\n".join(new if one == old else one for one in proof)}


def _beside(state: State, ours: State) -> Place | None:
    """A use that stands where another use of the same document already is, and not as ours has it."""
    seen: dict[tuple[Value, ...], Place] = {}
    for place in (one for one in sorted(state) if one[0] == "evidence"):
        if UNDECIDED in _at(state[place]):
            continue
        twin = seen.setdefault(_at(state[place]), place)
        if twin != place:
            kept = ours.get(twin)
            return place if kept is not None and _at(kept) == _at(state[twin]) else twin
    return None


# Documents


def references(state: State) -> Iterator[str]:
    """The documents that uses and renewals name."""
    for (kind, key), fields in state.items():
        if kind == "evidence":
            yield str(fields["document"])
        elif kind == "renewals":
            yield key.rpartition(SEPARATOR)[2]


def documents_of(state: State, known: Mapping[str, Fields]) -> set[str]:
    """Which of the *known* documents belong to *state*: those in use, the copies and pairs they name, and what they
    replaced.
    """
    replaced: dict[str, list[str]] = {}
    for key, fields in known.items():
        if fields.get("replaced_by"):
            replaced.setdefault(str(fields["replaced_by"]), []).append(key)
    found: set[str] = set()
    waiting = list(references(state))
    while waiting:
        key = waiting.pop()
        if key in known and key not in found:
            found.add(key)
            named = (known[key].get(name) for name in _CHAIN)
            waiting += [*(str(one) for one in named if one), *replaced.get(key, ())]
    return found


def _reachable(state: State) -> State:
    known = {key: fields for (kind, key), fields in state.items() if kind == "documents"}
    gone = known.keys() - documents_of(state, known)
    return {
        place: fields for place, fields in state.items() if place[0] != "documents" or place[1] not in gone
    }


# Decisions


def decide(
    state: State, conflict: Conflict, choice: Choice, documents: Mapping[str, Fields] | None = None
) -> State:
    """*state* with *conflict* decided; *documents* are those that what theirs says may name.

    Raises ValueError when *both* is chosen for what is no text.
    """
    if choice is Choice.OURS:
        return state
    decided = dict(state)
    place = conflict.kind, conflict.key
    value = _joined(conflict) if choice is Choice.BOTH else conflict.theirs
    if conflict.field:
        fields = {**decided.get(place, {}), conflict.field: value}
        decided[place] = {name: one for name, one in fields.items() if one is not None}
    elif value is None:
        decided.pop(place, None)
    else:
        decided[place] = json.loads(str(value))
    return with_documents(decided, documents or {})


def _joined(conflict: Conflict) -> str:
    texts = [one for one in (conflict.ours, conflict.theirs) if one not in ("", None)]
    if conflict.field not in TEXTS:
        raise ValueError(conflict.field)
    return "\n".join(dict.fromkeys(str(one) for one in texts))


def with_documents(state: State, documents: Mapping[str, Fields]) -> State:
    """*state* with those of *documents* that it names, and without those that nothing names any more."""
    own = {key: fields for (kind, key), fields in state.items() if kind == "documents"}
    known = {**documents, **own}
    rest = {place: fields for place, fields in state.items() if place[0] != "documents"}
    return {**rest, **{("documents", key): known[key] for key in documents_of(state, known)}}


def sound(state: State) -> bool:
    """Whether no document stands twice in one slot."""
    places = [_at(fields) for (kind, _), fields in state.items() if kind == "evidence"]
    return len(places) == len(set(places))


def differences(before: State, after: State) -> Iterable[tuple[Place, Fields | None, Fields | None]]:
    """Every record that is not the same in both, with how it stands in each."""
    for place in sorted({*before, *after}):
        if before.get(place) != after.get(place):
            yield place, before.get(place), after.get(place)
