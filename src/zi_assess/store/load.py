"""An Assessment from its rows, and rows from its parts: the only place where the two are spelled out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from fractions import Fraction

from zi_assess.core.assessment import (
    Act,
    Answer,
    Assessment,
    Carried,
    Document,
    Evidence,
    FollowUp,
    Handover,
    Held,
    Mark,
    Observation,
    ObservationState,
    PrerequisiteAnswer,
    Profile,
    Progress,
    Remark,
    Stage,
    Unit,
    Value,
    Verdict,
    parse_value,
    value_text,
)
from zi_assess.core.checks import Finding
from zi_assess.core.exact import decimal_text
from zi_assess.core.pack import Pack
from zi_assess.errors import ZiError
from zi_assess.store.rows import Row, Rows
from zi_assess.store.tables import DOCUMENT_ADDED


def assessment(rows: Rows, row: Row, pack: Pack, changed: datetime) -> Assessment:
    """The assessment whose own row is *row*, with everything that hangs on it."""
    uid = str(row["uid"])
    documents = _Documents(rows)
    return Assessment(
        id=uid,
        unit=unit(_one(rows, "units", str(row["unit"]))),
        year=_int(row["year"]),
        occasion=str(row["occasion"]),
        pack_id=str(row["pack_id"]),
        pack_version=str(row["pack_version"]),
        pack_digest=str(row["pack_digest"]),
        target=str(row["target"]),
        window_start=date.fromisoformat(str(row["window_start"])),
        window_end=_date(row["window_end"]),
        created=datetime.fromisoformat(str(row["created"])),
        changed=changed,
        example=bool(row["example"]),
        submitted=bool(row["submitted"]),
        source=str(row["source"]),
        answers=answers(rows, uid, pack),
        proposals={
            str(one["question"]): _answer(one, pack) for one in rows.select("proposals", assessment=uid)
        },
        evidence=_evidence(rows, uid, documents),
        renewals=tuple(
            Evidence("", str(one["question"]), str(one["slot"]), documents[str(one["document"])])
            for one in rows.select("renewals", assessment=uid)
        ),
        prerequisites={
            str(one["prerequisite"]): PrerequisiteAnswer(Held(str(one["held"])), str(one["note"]))
            for one in rows.select("prerequisites", assessment=uid)
        },
        remarks=tuple(
            Remark(
                str(one["uid"]),
                str(one["code"]),
                str(one["place"]),
                str(one["severity"]),
                str(one["text"]),
                json.loads(str(one["given"])),
            )
            for one in rows.select("remarks", assessment=uid)
        ),
        follow_ups=tuple(follow_up(one) for one in rows.select("follow_ups", assessment=uid)),
        choices={str(one["name"]): str(one["content"]) for one in rows.select("choices", assessment=uid)},
        verdicts=_verdicts(rows, uid),
        handovers=_handovers(rows, uid),
        observations=tuple(observation(one) for one in rows.select("observations", assessment=uid)),
        assigned={
            str(one["question"]): str(one["who"]) for one in rows.select("assignments", assessment=uid)
        },
        carried={str(one["question"]): carried(one) for one in rows.select("carried", assessment=uid)},
    )


def _verdicts(rows: Rows, uid: str) -> Mapping[Stage, Mapping[str, Verdict]]:
    found: dict[Stage, dict[str, Verdict]] = {}
    for row in rows.select("verdicts", assessment=uid):
        mark = Mark(str(row["mark"])) if row["mark"] else None
        found.setdefault(Stage(str(row["stage"])), {})[str(row["evidence"])] = Verdict(mark, str(row["note"]))
    return found


def _handovers(rows: Rows, uid: str) -> tuple[Handover, ...]:
    """In the order in which it went from hand to hand, whichever side wrote them down first."""
    found = [handover(row) for row in rows.select("handovers", assessment=uid)]
    return tuple(sorted(found, key=lambda one: (one.round, one.act is not Act.SUBMIT, one.at)))


def verdict_row(assessment_id: str, stage: Stage, evidence_id: str, verdict: Verdict) -> Row:
    return {
        "assessment": assessment_id,
        "stage": stage.value,
        "evidence": evidence_id,
        "mark": verdict.mark.value if verdict.mark else "",
        "note": verdict.note,
    }


def handover(row: Row) -> Handover:
    return Handover(
        id=str(row["uid"]),
        round=_int(row["round"]),
        act=Act(str(row["act"])),
        stage=Stage(str(row["stage"])),
        at=datetime.fromisoformat(str(row["at"])),
        who=str(row["who"]),
        note=str(row["note"]),
        seen=json.loads(str(row["seen"])) if row["seen"] else {},
    )


def handover_row(assessment_id: str, one: Handover) -> Row:
    return {
        "uid": one.id,
        "assessment": assessment_id,
        "round": one.round,
        "stage": one.stage.value,
        "act": one.act.value,
        "at": one.at.isoformat(timespec="milliseconds"),
        "who": one.who,
        "note": one.note,
        "seen": json.dumps(dict(sorted(one.seen.items())), separators=(",", ":")) if one.seen else "",
    }


def observation(row: Row) -> Observation:
    return Observation(
        id=str(row["uid"]),
        code=str(row["question"]),
        what=str(row["what"]),
        cause=str(row["cause"]),
        advice=str(row["advice"]),
        owner=str(row["owner"]),
        due=_date(row["due"]),
        status=ObservationState(str(row["status"])),
        answer=str(row["answer"]),
        proof=tuple(str(row["proof"]).split("\n")) if row["proof"] else (),
        verified_by=str(row["verified_by"]),
        verified_on=_date(row["verified_on"]),
        stage=Stage(str(row["stage"])),
        created=_date(row["created"]),
        origin=str(row["origin"]),
    )


def observation_row(assessment_id: str, one: Observation) -> Row:
    return {
        "uid": one.id,
        "assessment": assessment_id,
        "question": one.code,
        "what": one.what,
        "cause": one.cause,
        "advice": one.advice,
        "owner": one.owner,
        "due": _plain_text(one.due),
        "status": one.status.value,
        "answer": one.answer,
        "proof": "\n".join(one.proof),
        "verified_by": one.verified_by,
        "verified_on": _plain_text(one.verified_on),
        "stage": one.stage.value,
        "created": _plain_text(one.created),
        "origin": one.origin,
    }


def carried(row: Row) -> Carried:
    return Carried(
        str(row["survey"]),
        str(row["kind"]),
        str(row["value"]),
        _int(row["n"]),
        str(row["period"]),
        _date(row["at"]),
    )


def carried_row(assessment_id: str, code: str, one: Carried) -> Row:
    return {
        "assessment": assessment_id,
        "question": code,
        "survey": one.survey,
        "kind": one.kind,
        "value": one.value,
        "n": one.n,
        "period": one.period,
        "at": _plain_text(one.at),
    }


def follow_up(row: Row) -> FollowUp:
    return FollowUp(
        id=str(row["uid"]),
        code=str(row["question"]),
        what=str(row["what"]),
        who=str(row["who"]),
        due=_date(row["due"]),
        cost=str(row["cost"]),
        status=Progress(str(row["status"])),
        proof=str(row["proof"]),
        effect=str(row["effect"]),
        source=str(row["source"]),
        created=_date(row["created"]),
    )


def follow_up_row(assessment_id: str, one: FollowUp) -> Row:
    return {
        "uid": one.id,
        "assessment": assessment_id,
        "question": one.code,
        "what": one.what,
        "who": one.who,
        "due": _plain_text(one.due),
        "cost": one.cost,
        "status": one.status.value,
        "proof": one.proof,
        "effect": one.effect,
        "source": one.source,
        "created": _plain_text(one.created),
    }


def _evidence(rows: Rows, uid: str, documents: _Documents) -> tuple[Evidence, ...]:
    """In the order in which the documents came, whatever was detached and put back since."""
    uses = [
        Evidence(
            str(one["uid"]),
            str(one["question"]),
            str(one["slot"]),
            documents[str(one["document"])],
            str(one["pages"]),
            str(one["note"]),
        )
        for one in rows.select("evidence", assessment=uid)
    ]
    return tuple(sorted(uses, key=lambda use: (str(use.document.added), use.document.id, use.id)))


def answers(rows: Rows, uid: str, pack: Pack) -> Mapping[Stage, Mapping[str, Answer]]:
    """The answers of an assessment by stage and question code."""
    found: dict[Stage, dict[str, Answer]] = {}
    for row in rows.select("answers", assessment=uid):
        found.setdefault(Stage(str(row["stage"])), {})[str(row["question"])] = _answer(row, pack)
    return found


def self_answers(rows: Iterable[Row], pack: Pack) -> dict[str, Answer]:
    """The unit's own answers among journalled *rows* by code, the last one of each."""
    return {str(row["question"]): _answer(row, pack) for row in rows if row["stage"] == Stage.SELF.value}


def _answer(row: Row, pack: Pack) -> Answer:
    return Answer(_value(pack, str(row["question"]), str(row["value"])), str(row["note"]))


def _value(pack: Pack, code: str, text: str) -> Value | None:
    """What no longer has a place in the pack is kept as the text it is, and the checks show it."""
    question = pack.question(code)
    try:
        return parse_value(question, text) if question else text or None
    except ZiError:
        return text


class _Documents:
    """The documents of one load, each read once and shared by its uses."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known: dict[str, Document] | None = None

    def __getitem__(self, uid: str) -> Document:
        if self._known is None:
            self._known = {str(row["uid"]): document(row) for row in self._rows.select("documents")}
        return self._known[uid]


def document(row: Row) -> Document:
    return Document(
        id=str(row["uid"]),
        name=str(row["name"]),
        kind=str(row["kind"]),
        sha256=str(row["sha256"]),
        url=str(row["url"]),
        size=_int(row["size"]),
        dated=_date(row["dated"]),
        added=datetime.fromisoformat(str(row["added"])),
        number=str(row.get("number", "")),
        valid_until=_date(row.get("valid_until")),
        period_start=_date(row.get("period_start")),
        period_end=_date(row.get("period_end")),
        published=str(row.get("published", "")),
        copy=str(row.get("copy", "")),
        replaced_by=str(row.get("replaced_by", "")),
        replaced_why=str(row.get("replaced_why", "")),
        replaced_on=_date(row.get("replaced_on")),
        after=str(row.get("after", "")),
        trashed=_date(row.get("trashed")),
    )


def unit(row: Row) -> Unit:
    profile = Profile(**{name: str(row[name]) for name in Profile.__dataclass_fields__})
    return Unit(str(row["uid"]), str(row["name"]), profile)


def normal(name: str) -> str:
    """A unit's name as it is compared: blanks and case do not tell two units apart."""
    return " ".join(name.split()).casefold()


def unit_row(one: Unit) -> Row:
    return {"uid": one.id, "name": one.name, "normal": normal(one.name), **asdict(one.profile)}


def document_row(one: Document) -> Row:
    """The logical row; what a later format added is left out while it is empty."""
    added = {name: _plain_text(getattr(one, name)) for name in DOCUMENT_ADDED}
    return {
        "uid": one.id,
        "name": one.name,
        "kind": one.kind,
        "sha256": one.sha256,
        "url": one.url,
        "size": one.size,
        "dated": one.dated.isoformat() if one.dated else "",
        "added": one.added.isoformat() if one.added else "",
        **{name: text for name, text in added.items() if text},
    }


def _plain_text(value: str | date | None) -> str:
    return value if isinstance(value, str) else value.isoformat() if value else ""


def evidence_row(assessment_id: str, one: Evidence) -> Row:
    return {
        "uid": one.id,
        "assessment": assessment_id,
        "question": one.code,
        "slot": one.slot,
        "document": one.document.id,
        "pages": one.pages,
        "note": one.note,
    }


def answer_row(assessment_id: str, stage: Stage, code: str, answer: Answer) -> Row:
    return {
        "assessment": assessment_id,
        "stage": stage.value,
        "question": code,
        "value": value_text(answer.value),
        "note": answer.note,
    }


def proposal_row(assessment_id: str, code: str, answer: Answer) -> Row:
    return {
        "assessment": assessment_id,
        "question": code,
        "value": value_text(answer.value),
        "note": answer.note,
    }


def remark_row(assessment_id: str, uid: str, finding: Finding) -> Row:
    return {
        "uid": uid,
        "assessment": assessment_id,
        "code": finding.code,
        "place": finding.where,
        "severity": finding.severity.value,
        "text": finding.text,
        "given": json.dumps(
            {key: _plain(value) for key, value in finding.values.items()}, ensure_ascii=False
        ),
    }


def _plain(value: object) -> str:
    return decimal_text(value) if isinstance(value, Fraction) else str(value)


def _one(rows: Rows, table: str, uid: str) -> Row:
    found = rows.get(table, uid=uid)
    if found is None:
        raise KeyError(uid)  # a foreign key forbids it
    return found


def _date(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _int(value: object) -> int:
    return int(str(value))
