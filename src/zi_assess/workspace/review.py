"""Handing over and reviewing: the verbs of both sides, each one durable step."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

from zi_assess.core import layers, review
from zi_assess.core.assessment import (
    Act,
    Answer,
    Assessment,
    Handover,
    Mark,
    Observation,
    Stage,
    Value,
    Verdict,
)
from zi_assess.core.review import Phase, Side
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError
from zi_assess.store import load
from zi_assess.store.rows import Change
from zi_assess.workspace import answering, filing
from zi_assess.workspace.inside import Inside
from zi_assess.workspace.ledger import changed


class Review:
    """`workspace.review`."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside

    # From hand to hand

    def submit(self, assessment_id: str, note: str = "") -> Sheet:
        """Hand the self-assessment over: answers and evidence are locked from then on. Raises ZiError."""
        mine = self._mine(assessment_id)
        review.refuse_side(mine, Side.UNIT)
        if review.phase(mine) is not Phase.FILLING:
            raise ZiError("Penilaian sudah diserahkan.", "Tunggu hasil reviu TPI.")
        if not review.answered(mine, Stage.SELF):
            raise ZiError("Belum ada satu butir pun yang dijawab.", "Isi penilaian mandiri dahulu.")
        if self._inside.ledger.select("conflicts", assessment=mine.id):
            raise ZiError(
                "Masih ada perbedaan dari kiriman yang belum diputuskan.", "Putuskan dahulu, lalu serahkan."
            )
        return self._pass_on(mine, Act.SUBMIT, Stage.SELF, note, review.rounds(mine) + 1)

    def return_(self, assessment_id: str, note: str, stage: Stage = Stage.TPI_MEMBER) -> Sheet:
        """Give it back to the unit to be mended; says why. Opens a closed review again. Raises ZiError."""
        mine = self._handed_over(assessment_id, stage)
        if not note.strip():
            raise ZiError("Pengembalian perlu catatan.", "Tulis apa yang harus diperbaiki unit.")
        self._refuse_unexplained(mine)
        return self._pass_on(mine, Act.RETURN, stage, note, review.rounds(mine))

    def close(self, assessment_id: str, note: str = "", stage: Stage = Stage.TPI_CONTROL) -> Sheet:
        """End the review of the inspectorate. Raises ZiError."""
        mine = self._handed_over(assessment_id, stage)
        if review.phase(mine) is Phase.CLOSED:
            raise ZiError("Reviu sudah ditutup.", "Tidak ada yang perlu dilakukan.")
        if review.highest(mine) is None:
            raise ZiError("TPI belum menilai satu butir pun.", "Nilai dahulu, baru tutup reviu.")
        self._refuse_unexplained(mine)
        return self._pass_on(mine, Act.CLOSE, stage, note, review.rounds(mine))

    def _handed_over(self, assessment_id: str, stage: Stage) -> Assessment:
        mine = self._mine(assessment_id)
        if review.STAGES[stage].side is not Side.TPI:
            raise ZiError("Hanya TPI yang mengembalikan atau menutup.", "Pilih tahap TPI.")
        review.refuse_side(mine, Side.TPI)
        if review.phase(mine) is Phase.FILLING:
            raise ZiError("Penilaian masih di tangan unit.", "Tunggu sampai unit menyerahkannya.")
        return mine

    def _refuse_unexplained(self, mine: Assessment) -> None:
        missing = review.unexplained(self._inside.holdings.pack(mine.pack_digest), mine)
        if missing:
            raise ZiError(
                "{count} jawaban reviu berbeda tanpa catatan: {codes}.",
                "Tulis alasannya pada tiap butir, lalu ulangi.",
                count=len(missing),
                codes=", ".join(list(missing)[:5]) + (" …" if len(missing) > 5 else ""),
            )

    def _pass_on(self, mine: Assessment, act: Act, stage: Stage, note: str, number: int) -> Sheet:
        pack = self._inside.holdings.pack(mine.pack_digest)
        codes = [question.code for question in pack.questions]
        seen = {} if act is Act.SUBMIT else review.fingerprints(mine, codes)
        ledger = self._inside.ledger
        made = Handover(str(uuid.uuid4()), number, act, stage, ledger.now(), ledger.who, note.strip(), seen)
        changes = [Change("handovers", None, load.handover_row(mine.id, made))]
        (row,) = ledger.select("assessments", uid=mine.id)
        changes += changed("assessments", row, {**row, "submitted": int(act is not Act.RETURN)})
        return self._inside.commit(mine.id, act.value, changes)

    # The reviewer's answers and ticks

    def answer(
        self,
        assessment_id: str,
        code: str,
        value: Value | None,
        stage: Stage = Stage.TPI_MEMBER,
        note: str | None = None,
    ) -> Sheet:
        """Give a stage's own answer; *note* None keeps the one there is. Raises ZiError when one is missing."""
        mine = self._mine(assessment_id)
        self._inside.holdings.refuse_misfit(mine, code, value)
        review.refuse(mine, stage)
        before = mine.answer(code, stage)
        after = Answer(value, before.note if note is None else note.strip())
        pack = self._inside.holdings.pack(mine.pack_digest)
        if not after.note and review.needs_note(pack, mine, stage, code, value):
            raise ZiError(
                "Jawaban {code} berbeda dari yang dinilai, tetapi tanpa catatan.",
                "Tulis alasannya, lalu simpan lagi.",
                code=code,
            )
        changes = answering.written(mine, stage, code, after)
        seen = self._judged(mine, stage, [code]) if value is not None else []
        return self._inside.commit(mine.id, "review", [*changes, *seen])

    def agree(self, assessment_id: str, codes: Sequence[str], stage: Stage = Stage.TPI_MEMBER) -> Sheet:
        """Take over the answer that *stage* judges, for each of *codes* that has one: "setuju"."""
        mine = self._mine(assessment_id)
        review.refuse(mine, stage)
        changes: list[Change] = []
        agreed: list[str] = []
        for code in codes:
            self._inside.holdings.question(mine, code)
            value = mine.answer(code, review.compared(mine, stage, code)).value
            if value is not None:
                after = Answer(value, mine.answer(code, stage).note)
                changes += answering.written(mine, stage, code, after)
                agreed.append(code)
        return self._inside.commit(mine.id, "agree", [*changes, *self._judged(mine, stage, agreed)])

    def _judged(self, mine: Assessment, stage: Stage, codes: Sequence[str]) -> list[Change]:
        """Keep what *stage* saw where the unit changed something since the visit: it has judged that now."""
        made: list[Change] = []
        for code in review.changed_since(mine, codes, stage):
            name = review.judged_name(stage, code)
            known = mine.choices.get(name)
            row = None if known is None else {"assessment": mine.id, "name": name, "content": known}
            seen = review.fingerprints(mine, [code])[code]
            made.append(Change("choices", row, {"assessment": mine.id, "name": name, "content": seen}))
        return made

    def mark(
        self,
        assessment_id: str,
        evidence_id: str,
        mark: Mark | None,
        stage: Stage = Stage.TPI_MEMBER,
        note: str | None = None,
    ) -> Sheet:
        """Tick one use of a document; anything but valid needs a note. Raises ZiError."""
        mine = self._mine(assessment_id)
        use = filing.find_use(mine, evidence_id)
        review.refuse(mine, stage)
        known = mine.verdicts.get(stage, {}).get(evidence_id)
        before = known or Verdict()
        after = Verdict(mark, before.note if note is None else note.strip())
        if mark in (Mark.INVALID, Mark.INCOMPLETE) and not after.note:
            raise ZiError(
                "Tanda pada {name} perlu catatan.", "Tulis apa yang kurang.", name=use.document.name
            )
        row = load.verdict_row(mine.id, stage, evidence_id, before) if known else None
        changes = changed("verdicts", row, load.verdict_row(mine.id, stage, evidence_id, after))
        return self._inside.commit(mine.id, "mark", changes)

    # Observations

    def observe(self, assessment_id: str, *several: Observation) -> Sheet:
        """Write observations down, or what has become of them, as one step: new when an id is not known yet.

        Raises ZiError.
        """
        mine = self._mine(assessment_id)
        known = {each.id: load.observation_row(mine.id, each) for each in mine.observations}
        changes: list[Change] = []
        for one in several:
            if not one.what.strip():
                raise ZiError("Temuan belum diisi.", "Tulis kondisi yang ditemukan.")
            if one.code:
                self._inside.holdings.question(mine, one.code)
            dated = replace(one, created=one.created or self._inside.ledger.now().date())
            changes += changed("observations", known.get(one.id), load.observation_row(mine.id, dated))
        _refuse_others_part(mine, changes)
        return self._inside.commit(mine.id, "observe", changes)

    def earlier(self, assessment_id: str) -> tuple[Assessment, ...]:
        """The unit's assessments of earlier years with the same instrument: where observations may go on from."""
        return self._inside.holdings.earlier(self._mine(assessment_id))

    def drop_observation(self, assessment_id: str, observation_id: str) -> Sheet:
        """Take an observation away (undo brings it back)."""
        mine = self._mine(assessment_id)
        review.refuse_side(mine, Side.TPI)
        gone = [load.observation_row(mine.id, one) for one in mine.observations if one.id == observation_id]
        return self._inside.commit(
            mine.id, "drop-observation", [Change("observations", row, None) for row in gone]
        )

    # Who is in charge

    def assign(self, assessment_id: str, codes: Sequence[str], who: str) -> Sheet:
        """Put *who* in charge of criteria or groups (`""`: nobody)."""
        mine = self._mine(assessment_id)
        pack = self._inside.holdings.pack(mine.pack_digest)
        changes: list[Change] = []
        for code in codes:
            if code not in pack.nodes:
                self._inside.holdings.question(mine, code)
            name = mine.assigned.get(code)
            row = None if name is None else {"assessment": mine.id, "question": code, "who": name}
            if who.strip():
                after = {"assessment": mine.id, "question": code, "who": who.strip()}
                changes += changed("assignments", row, after)
            elif row is not None:
                changes.append(Change("assignments", row, None))
        return self._inside.commit(mine.id, "assign", changes)

    def _mine(self, assessment_id: str) -> Assessment:
        return self._inside.holdings.assessment(assessment_id)


def _refuse_others_part(mine: Assessment, changes: Sequence[Change]) -> None:
    """The auditors write what they found and whether it is settled; the unit what it did about it."""
    if not mine.copy.side:
        return
    may_write = layers.writes(Side(mine.copy.side))
    for change in changes:
        before, after = change.before or {}, change.after or {}
        for name, value in after.items():
            if value != before.get(name, "") and not may_write("observations", "", name, str(value)):
                review.refuse_side(mine, Side.TPI if mine.copy.side == Side.UNIT else Side.UNIT)
