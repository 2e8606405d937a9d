"""Packages out and in: signed, checked whole before anything is written, joined, decided where both sides differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from zi_assess.core import layers, merge
from zi_assess.core.merge import Choice, Conflict, Fields, State
from zi_assess.core.review import Side
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError
from zi_assess.evidence import Tick
from zi_assess.exchange import identity, manifest
from zi_assess.exchange.identity import Fingerprint, Identity
from zi_assess.exchange.manifest import Receipt
from zi_assess.store.rows import Change, Row
from zi_assess.workspace import arriving, lineage, meeting, outgoing, records
from zi_assess.workspace.arriving import Package
from zi_assess.workspace.blobs import Blobs
from zi_assess.workspace.deciding import Telling, Waiting
from zi_assess.workspace.inside import Inside
from zi_assess.workspace.lineage import Said
from zi_assess.workspace.meeting import Line, Meeting, Plan
from zi_assess.workspace.outgoing import Draft, Size

SIDES = tuple(side.value for side in Side)


@dataclass(frozen=True, slots=True)
class Exported:
    """A package that was written: its files (several when it was split), its id and its size in bytes."""

    package: str
    files: tuple[Path, ...]
    size: Size


@dataclass(frozen=True, slots=True)
class Partner:
    """Someone whose key was confirmed here."""

    fingerprint: Fingerprint
    name: str
    side: str
    since: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A package that was checked whole, and what taking it will change; nothing is written yet.

    *known*: its key is trusted. *already*: it was taken before. *first*: its assessment is not here yet. *missing*:
    how many pieces of evidence will be known without their bytes; *files* and *size* (bytes) come with it.
    """

    path: Path
    package: str
    assessment: str
    unit: str
    year: int
    pack: str
    sender: str
    side: str
    made: str
    fingerprint: Fingerprint
    known: bool
    already: bool
    first: bool
    lines: tuple[Line, ...]
    conflicts: tuple[Conflict, ...]
    missing: int
    files: int
    size: int
    receipt: Receipt | None
    read: Package = field(repr=False)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a package: the sheet as it stands, how many conflicts wait, whether it was here already."""

    sheet: Sheet
    conflicts: int
    already: bool
    missing: int


class Exchange:
    """`workspace.exchange`."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside
        self._blobs = Blobs(inside.opened.path / "states")

    # Who we are

    @cached_property
    def _identity(self) -> Identity:
        """This workspace's key, made when it is first needed."""
        known = identity.load(self._inside.opened.path)
        if known is not None:
            return known
        self._inside.ledger.refuse_read_only()
        return identity.make(self._inside.opened.path)

    def fingerprint(self) -> Fingerprint:
        """By which partners know this workspace: in words, hex and as a QR code. Raises ZiError."""
        return self._identity.fingerprint

    @property
    def side(self) -> str:
        """The side this workspace was told to stand on; `""`: it follows from what it writes."""
        known = identity.load(self._inside.opened.path)
        return known.side if known else ""

    def stand(self, side: str) -> None:
        """Say on which side this workspace stands (`""`: let it follow). Raises ZiError."""
        if side not in ("", *SIDES):
            raise ZiError(
                "Pihak “{side}” tidak dikenal.", "Pilih: {known}.", side=side, known=", ".join(SIDES)
            )
        self._inside.ledger.refuse_read_only()
        self._identity.side = side
        self._identity.write(self._inside.opened.path)
        self._inside.holdings.forget()

    def partners(self) -> tuple[Partner, ...]:
        """Everyone whose key was confirmed, by name."""
        rows = self._inside.ledger.select("partners")
        found = (
            Partner(Fingerprint(str(row["uid"])), str(row["name"]), str(row["side"]), str(row["since"]))
            for row in rows
        )
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.fingerprint.hex)))

    def forget_partner(self, word: str) -> Partner:
        """Trust someone no longer, named by fingerprint, its words or its beginning. Raises ZiError."""
        found = [
            one
            for one in self.partners()
            if one.fingerprint.same(word) or (len(word) >= 8 and one.fingerprint.hex.startswith(word))
        ]
        if len(found) != 1:
            raise ZiError(
                "Mitra dengan sidik {word} tidak ada.",
                "Lihat daftarnya: zi-assess package partners.",
                word=word,
            )
        row = self._inside.ledger.get("partners", uid=found[0].fingerprint.hex)
        self._inside.write("forget-partner", [Change("partners", row, None)])
        return found[0]

    # Out

    def state(self, assessment_id: str) -> State:
        """The assessment as both sides of an exchange come to hold it: all but what each keeps to itself."""
        return layers.common_part(self._state(self._inside.holdings.assessment(assessment_id).id)[0])

    def digest(self, assessment_id: str) -> str:
        """SHA-256 of `state`: equal digests, equal assessments."""
        return merge.digest(self.state(assessment_id))

    def _state(self, assessment_id: str) -> tuple[State, lineage.History, str]:
        with self._inside.ledger.reading() as rows:
            history = lineage.history(rows, self._blobs, assessment_id)
            side = meeting.standing(rows, history, self._blobs, assessment_id, self.side)
            overlay = None if side == Side.UNIT else meeting.newest_state(history, self._blobs)
            return records.read(rows, assessment_id, overlay), history, side

    def estimate(self, assessment_id: str, evidence: str = "all") -> Size:
        """What a package would weigh; *evidence*: `all`, `changed` (what the other side has not seen) or `none`."""
        known = identity.load(self._inside.opened.path) or identity.unkept()
        return self._draft(assessment_id, evidence, known).size

    def _draft(self, assessment_id: str, evidence: str, signer: Identity) -> Draft:
        if evidence not in manifest.MODES:
            raise ZiError(
                "Pilihan bukti “{word}” tidak dikenal.",
                "Pilih: {known}.",
                word=evidence,
                known=", ".join(manifest.MODES),
            )
        mine = self._inside.holdings.assessment(assessment_id)
        state, history, side = self._state(mine.id)
        stands = side or Side.UNIT.value
        if layers.hands(state) != stands:  # it goes over to the other side
            state = layers.common_part(state)
        return outgoing.Drafting(self._inside, self._blobs, signer, stands, mine.id).draft(
            state, history, evidence
        )

    def export(
        self,
        assessment_id: str,
        target: Path,
        *,
        evidence: str = "all",
        passphrase: str = "",
        split: int = 0,
        tick: Tick | None = None,
    ) -> Exported:
        """Write the assessment as a package; *split*: in parts for mail that takes so many bytes. Raises ZiError."""
        self._inside.ledger.refuse_read_only()
        mine = self._inside.holdings.assessment(assessment_id)
        waiting = len(self._inside.ledger.select("conflicts", assessment=mine.id))
        if waiting:
            raise ZiError(
                "Masih ada {count} perbedaan dari kiriman yang belum diputuskan.",
                "Putuskan dahulu, lalu kirim.",
                count=waiting,
            )
        draft = self._draft(mine.id, evidence, self._identity)
        written = outgoing.write(
            draft,
            self._identity,
            target,
            self._inside.opened.path / "staging",
            passphrase=passphrase,
            limit=split,
            tick=tick,
            before_it_counts=lambda: self._sent(draft, target),
        )
        return Exported(draft.manifest.package, written, draft.size)

    def _sent(self, draft: Draft, target: Path) -> None:
        """Write the package into the account.

        It stands there before the file has its name: a package that someone may hold is never unknown here.
        """
        said = draft.manifest
        kept = Said(
            lineage=self._blobs.put(draft.inner[said.lineage]),
            manifest=self._blobs.put(said.encode()),
            standing=said.sender.side,
            answers=said.answers,
        )
        row = {
            "uid": said.package,
            "assessment": said.assessment,
            "way": "out",
            "at": said.made,
            "partner": "",
            "workspace": said.sender.workspace,
            "seq": said.journal.seq,
            "head": said.journal.head,
            "state": self._blobs.put(draft.inner[said.state]),
            "receipt": kept.text(),
            "file": target.name,
        }
        # Of no assessment: sending is no step that undo could take back.
        self._inside.write("send-package", [Change("exchanges", None, row)])
        self._inside.holdings.forget(said.assessment)

    # In

    def inspect(self, path: Path, passphrase: str = "", tick: Tick | None = None) -> Incoming:
        """Read and check the package in *path* whole, and work out what taking it will change.

        Nothing is written. Raises ZiError that names the reason when it cannot be taken.
        """
        package = arriving.read(path, passphrase, tick)
        met = self._meet(package)
        already = met.already()
        plan = None if already else met.plan()
        return _incoming(package, met, plan)

    def _meet(self, package: Package) -> Meeting:
        known = identity.load(self._inside.opened.path)
        own = known.fingerprint.hex if known else ""
        return Meeting(self._inside, self._blobs, package, own, known.side if known else "")

    def take(self, incoming: Incoming, *, trust: str = "", tick: Tick | None = None) -> Taken:
        """Take a package that was inspected, in one durable step; *trust* confirms the fingerprint of an unknown key.

        Raises ZiError; then the workspace is as it was.
        """
        package = incoming.read
        met = self._meet(package)
        if met.already():
            return Taken(self._inside.commit(incoming.assessment, "take-package", []), 0, True, 0)
        self._inside.ledger.refuse_read_only()
        if not met.trusted and not incoming.fingerprint.same(trust):
            raise _unknown(incoming, wrong=bool(trust))
        plan = met.plan()
        arriving.place_evidence(package, self._inside.store, tick)
        self._inside.holdings.freeze(package.pack)
        changes = self._changes(package, met, plan)
        sheet = self._inside.commit(incoming.assessment, "take-package", changes)
        return Taken(sheet, len(plan.conflicts), False, len(plan.missing))

    def _changes(self, package: Package, met: Meeting, plan: Plan) -> list[Change]:
        said, ledger = package.manifest, self._inside.ledger
        spoken = {("documents", key): one for key, one in meeting.only_spoken_of(plan, package.state).items()}
        changes = records.changes(
            plan.here, said.assessment, plan.before, {**spoken, **plan.after}, reviewing=plan.reviewing
        )
        at = ledger.now().isoformat(timespec="milliseconds")
        waiting = ledger.select("conflicts", assessment=said.assessment)
        changes += meeting.conflict_changes(waiting, plan.conflicts, said.assessment, said.sender.name, at)
        changes.append(Change("exchanges", None, self._account(package, met, plan, at)))
        if not met.trusted:
            changes.append(Change("partners", met.partner_row, _partner_row(package, met.partner, at)))
        return changes

    def _account(self, package: Package, met: Meeting, plan: Plan, at: str) -> Row:
        said = package.manifest
        kept = Said(
            lineage=self._blobs.put(package.inner[said.lineage]),
            manifest=self._blobs.put(said.encode()),
            standing=plan.standing,
            merged=self._blobs.put(manifest.packed(merge.encode(plan.after))),
            answers=said.answers,
            receipt=_plain(plan.receipt),
            states={
                one: self._blobs.put(data)
                for one, data in package.states.items()
                if one not in met.history.blobs
            },
            arrived=tuple(name for name, _ in package.evidence),
            missing=plan.missing,
            lacking=said.lacking,
        )
        return {
            "uid": said.package,
            "assessment": said.assessment,
            "way": "in",
            "at": at,
            "partner": met.partner,
            "workspace": said.sender.workspace,
            "seq": said.journal.seq,
            "head": said.journal.head,
            "state": self._blobs.put(package.inner[said.state]),
            "receipt": kept.text(),
            "file": package.path.name,
        }

    # What both sides changed

    def conflicts(self, assessment_id: str) -> tuple[Waiting, ...]:
        """What waits for a decision, by place."""
        mine = self._inside.holdings.assessment(assessment_id)
        waiting = self._inside.ledger.select("conflicts", assessment=mine.id)
        if not waiting:
            return ()
        state = self._state(mine.id)[0]
        with self._inside.ledger.reading() as rows:
            here = records.ground(rows, mine.id)
        telling = Telling(state, here, self._inside.holdings.pack(mine.pack_digest))
        found = map(telling.waiting, waiting)
        return tuple(sorted(found, key=lambda one: (one.conflict.kind, one.conflict.key, one.conflict.field)))

    def settle(self, assessment_id: str, conflict_id: str, choice: str) -> Sheet:
        """Decide one conflict: `ours`, `theirs`, or `both` for texts, which joins them. Raises ZiError."""
        found = [one for one in self.conflicts(assessment_id) if one.id.startswith(conflict_id)]
        if len(found) != 1 or not conflict_id:
            raise ZiError(
                "Perbedaan {id} tidak ada atau sudah diputuskan.",
                "Lihat daftarnya: zi-assess package conflicts.",
                id=conflict_id,
            )
        return self._decide(assessment_id, found, _choice(choice))

    def settle_all(self, assessment_id: str, choice: str) -> Sheet:
        """Decide every conflict alike; `both` keeps ours where there are no texts to join. Raises ZiError."""
        return self._decide(assessment_id, self.conflicts(assessment_id), _choice(choice), every=True)

    def _decide(
        self, assessment_id: str, chosen: Sequence[Waiting], choice: Choice, *, every: bool = False
    ) -> Sheet:
        mine = self._inside.holdings.assessment(assessment_id).id
        before, _history, side = self._state(mine)
        with self._inside.ledger.reading() as rows:
            here = records.ground(rows, mine)
            waiting = {str(row["uid"]): row for row in rows.select("conflicts", assessment=mine)}
        documents = here.document_fields(here.documents)
        after = before
        for one in chosen:
            after = _decided(after, one, choice, documents, every=every)
        changes = records.changes(here, mine, before, after, reviewing=side != Side.UNIT)
        changes += [Change("conflicts", waiting[one.id], None) for one in chosen]
        return self._inside.commit(mine, "decide", changes)


def _incoming(package: Package, met: Meeting, plan: Plan | None) -> Incoming:
    said = package.manifest
    return Incoming(
        path=package.path,
        package=said.package,
        assessment=said.assessment,
        unit=said.unit,
        year=said.year,
        pack=package.pack.short,
        sender=said.sender.name,
        side=said.sender.side,
        made=said.made,
        fingerprint=identity.fingerprint(said.sender.public),
        known=met.trusted,
        already=plan is None,
        first=met.first,
        lines=plan.lines if plan else (),
        conflicts=plan.conflicts if plan else (),
        missing=len(plan.missing) if plan else 0,
        files=len(package.evidence),
        size=sum(size for _, size in package.evidence),
        receipt=plan.receipt if plan else None,
        read=package,
    )


def _unknown(incoming: Incoming, *, wrong: bool) -> ZiError:
    if wrong:
        return ZiError(
            "Sidik yang disebut bukan sidik pengirim paket ini ({words}).",
            "Cocokkan lagi lewat telepon; jangan diterima bila berbeda.",
            words=incoming.fingerprint.words,
        )
    return ZiError(
        "Kunci pengirim {name} belum dikenal. Sidiknya: {words}.",
        "Cocokkan kata-kata itu dengan pengirim lewat telepon, lalu terima dengan menyebutnya (--trust).",
        name=incoming.sender or "?",
        words=incoming.fingerprint.words,
    )


def _partner_row(package: Package, partner: str, at: str) -> Row:
    sender = package.manifest.sender
    return {"uid": partner, "name": sender.name, "side": sender.side, "key": sender.key, "since": at}


def _plain(receipt: Receipt | None) -> dict[str, object]:
    return {} if receipt is None else {name: getattr(receipt, name) for name in Receipt.__slots__}


def _choice(word: str) -> Choice:
    try:
        return Choice(word)
    except ValueError:
        raise ZiError(
            "Keputusan “{word}” tidak dikenal.", "Pilih: ours, theirs, atau both.", word=word
        ) from None


def _decided(
    state: State, one: Waiting, choice: Choice, documents: Mapping[str, Fields], *, every: bool
) -> State:
    try:
        after = merge.decide(state, one.conflict, choice, documents)
    except ValueError:
        if every:
            return state
        raise ZiError("Hanya dua teks yang dapat digabung.", "Pilih ours atau theirs.") from None
    if not merge.sound(after):
        raise ZiError(
            "Berkas yang sama sudah ada di tempat itu.", "Lepaskan salah satunya dahulu, atau pilih ours."
        )
    return after
