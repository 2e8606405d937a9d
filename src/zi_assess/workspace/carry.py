"""Carrying over: what an earlier assessment proposes to a new one."""

from __future__ import annotations

import uuid
from dataclasses import replace

from zi_assess.core.assessment import Answer, Assessment, Evidence, Stage, Value
from zi_assess.core.pack import MapsTo, Pack, Question
from zi_assess.core.scoring import valuate
from zi_assess.store import load
from zi_assess.store.rows import Change


def changes(source: Assessment, source_pack: Pack, pack: Pack, into: str) -> list[Change]:
    """The rows that carry *source* over *into* the new assessment, filled in by *pack*.

    Within one instrument: last year's answers as proposals, its evidence as a list to renew. Between
    instruments, along `maps_to`: notes and evidence, and a choice only where its meaning is equal.
    """
    if source.pack_id == pack.id:
        return [*_proposals_within(source, pack, into), *_renewals(source, pack, into)]
    return _across(source, source_pack, pack, into)


def _proposals_within(source: Assessment, pack: Pack, into: str) -> list[Change]:
    listed = []
    for code, answer in source.of(Stage.SELF).items():
        question = pack.question(code)
        if question is not None and (answer.note or valuate(question, answer.value).answered):
            listed.append(Change("proposals", None, load.proposal_row(into, code, answer)))
    return listed


def _renewals(source: Assessment, pack: Pack, into: str) -> list[Change]:
    seen: set[tuple[str, str, str]] = set()
    listed = []
    for use in source.evidence:
        key = (use.code, use.slot, use.document.id)
        if pack.question(use.code) is not None and key not in seen:
            seen.add(key)
            row = {"assessment": into, "question": use.code, "slot": use.slot, "document": use.document.id}
            listed.append(Change("renewals", None, row))
    return listed


def _across(source: Assessment, source_pack: Pack, pack: Pack, into: str) -> list[Change]:
    proposed: dict[str, Answer] = {}
    filed: dict[tuple[str, str], Evidence] = {}
    for question in source_pack.questions:
        for mapped in question.maps_to:
            target = pack.question(mapped.code) if mapped.pack == pack.id else None
            if target is not None:
                _carry_one(source, question, mapped, target, proposed, filed)
    return [
        *(
            Change("proposals", None, load.proposal_row(into, code, answer))
            for code, answer in proposed.items()
        ),
        *(Change("evidence", None, load.evidence_row(into, use)) for use in filed.values()),
    ]


def _carry_one(
    source: Assessment,
    question: Question,
    mapped: MapsTo,
    target: Question,
    proposed: dict[str, Answer],
    filed: dict[tuple[str, str], Evidence],
) -> None:
    answer = source.answer(question.code)
    value = _equal_choice(answer.value, mapped, target)
    known = proposed.get(target.code, Answer())
    note = "\n".join(part for part in (known.note, answer.note) if part)
    if note or value is not None:
        proposed[target.code] = Answer(known.value if known.value is not None else value, note)
    for use in source.evidence_for(question.code):
        slot = use.slot if target.slot(use.slot) else ""
        key = (target.code, use.document.id)
        filed.setdefault(key, replace(use, id=str(uuid.uuid4()), code=target.code, slot=slot))


def _equal_choice(value: Value | None, mapped: MapsTo, target: Question) -> str | None:
    choice = mapped.choices.get(value) if isinstance(value, str) else None
    return choice if choice is not None and target.option(choice) else None
