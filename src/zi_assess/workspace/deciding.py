"""What waits for a decision: the criterion and the piece it is about, and what each side says, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zi_assess import i18n
from zi_assess.core.assessment import Stage
from zi_assess.core.merge import SEPARATOR, Conflict, Fields, State, Value
from zi_assess.core.pack import Pack
from zi_assess.i18n import _
from zi_assess.store.rows import Row
from zi_assess.workspace import meeting, records
from zi_assess.workspace.history import MARKS, STAGES, STATES

_BY_CODE = frozenset({"proposals", "assignments", "carried", "renewals"})
_DATES = frozenset(
    {"dated", "due", "verified_on", "valid_until", "period_start", "period_end", "window_start", "window_end"}
)
_FIRST: Mapping[str, tuple[str, ...]] = {
    "answers": ("value", "note"),
    "evidence": ("document", "slot", "pages", "note"),
    "verdicts": ("mark", "note"),
    "observations": ("what", "cause", "advice", "owner", "due", "status", "answer", "proof"),
    "follow_ups": ("what", "who", "due", "status", "effect"),
    "handovers": ("act", "round", "note"),
    "prerequisites": ("held", "note"),
}
"""What is said of a whole record, in this order."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conflict that waits for a decision; *who* sent the other value and when it came.

    *code* is the criterion it is about (`""`: none), *name* the piece of it: a document, a finding, a stage. *base*,
    *ours* and *theirs* are the conflict's values in words; `""` where there is nothing.
    """

    id: str
    conflict: Conflict
    who: str
    at: str
    code: str
    name: str
    base: str
    ours: str
    theirs: str


class Telling:
    """Puts conflicts into words; *state* is what holds here."""

    def __init__(self, state: State, here: records.Ground, pack: Pack) -> None:
        self._state = state
        self._names = {key: str(row["name"]) for key, row in here.documents.items()}
        self._pack = pack

    def waiting(self, row: Row) -> Waiting:
        """The conflict in *row*, told."""
        one = meeting.conflict_of(row)
        code, name = self._about(one)
        said = (self._said(one, code, value) for value in (one.base, one.ours, one.theirs))
        return Waiting(str(row["uid"]), one, str(row["who"]), str(row["at"]), code, name, *said)

    def _about(self, one: Conflict) -> tuple[str, str]:
        parts = one.key.split(SEPARATOR)
        if one.kind == "answers":
            return parts[1], _stage(parts[0])
        if one.kind in _BY_CODE:
            return parts[0], self._names.get(parts[-1], "")
        if one.kind == "verdicts":
            use = self._state.get(("evidence", parts[1]), {})
            name = self._names.get(str(use.get("document", "")), "")
            return str(use.get("question", "")), ", ".join(part for part in (name, _stage(parts[0])) if part)
        return self._about_record(one)

    def _about_record(self, one: Conflict) -> tuple[str, str]:
        record = self._record(one)
        code = str(record.get("place" if one.kind == "remarks" else "question", ""))
        if one.kind == "documents":
            return code, self._names.get(one.key, one.key)
        if one.kind == "prerequisites":
            titles = {asked.id: asked.title for asked in self._pack.prerequisites}
            return code, titles.get(one.key, one.key)
        if one.kind == "evidence":
            return code, self._names.get(str(record.get("document", "")), "")
        return code, _short(str(record.get("what", ""))) if one.field != "what" else ""

    def _record(self, one: Conflict) -> Fields:
        """The whole record, as it is here or, where it is not, as the side that has it says."""
        known = self._state.get((one.kind, one.key))
        if known is not None or one.field:
            return known or {}
        return _whole(one.ours) or _whole(one.theirs)

    # Values

    def _said(self, one: Conflict, code: str, value: Value | None) -> str:
        if value in ("", None):
            return ""
        if one.field:
            return self._value(one.field, code, value)
        record = _whole(value)
        names = _FIRST.get(one.kind) or tuple(record)
        told = (self._value(name, code, record[name]) for name in names if record.get(name) not in ("", None))
        return " · ".join(part for part in told if part)

    def _value(self, name: str, code: str, value: Value | None) -> str:
        text = str(value)
        if name == "document":
            return self._names.get(text, text[:12])
        if name == "slot":
            question = self._pack.question(code)
            slot = question.slot(text) if question else None
            return slot.title if slot else text
        if name == "mark":
            return _(MARKS.get(text, text))
        if name in ("status", "held"):
            return _(STATES.get(text, text))
        if name == "stage":
            return _stage(text)
        if name == "proof":
            return "; ".join(self._proof(part) for part in text.split("\n") if part)
        return _day(text) if name in _DATES else text

    def _proof(self, text: str) -> str:
        use = self._state.get(("evidence", text))
        return self._names.get(str(use["document"]), text) if use else text


def _whole(value: Value | None) -> Fields:
    found: Fields = json.loads(str(value)) if value not in ("", None) else {}
    return found


def _stage(name: str) -> str:
    return "" if name == Stage.SELF else _(STAGES.get(name, name))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def _day(text: str) -> str:
    try:
        return i18n.date(date.fromisoformat(text))
    except ValueError:
        return text
