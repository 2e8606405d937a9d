"""A package meets this workspace: whether it may come in, and what it will change."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zi_assess.core import layers, merge
from zi_assess.core.assessment import Stage
from zi_assess.core.merge import Conflict, Reason, State, Value
from zi_assess.core.review import Side
from zi_assess.errors import ZiError
from zi_assess.exchange import manifest
from zi_assess.exchange.container import refused
from zi_assess.exchange.identity import is_hex
from zi_assess.exchange.manifest import Receipt
from zi_assess.store import journal, load
from zi_assess.store.rows import Change, Row, Rows
from zi_assess.workspace import lineage, outgoing, records
from zi_assess.workspace.arriving import Package
from zi_assess.workspace.blobs import Blobs
from zi_assess.workspace.inside import Inside
from zi_assess.workspace.lineage import Bases, History


@dataclass(frozen=True, slots=True)
class Line:
    """How many records of one kind a package adds, changes and takes away."""

    kind: str
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a package comes to: the state here *before* and *after*, and what is to be decided."""

    before: State
    after: State
    conflicts: tuple[Conflict, ...]
    here: records.Ground
    standing: str
    missing: tuple[str, ...]
    receipt: Receipt | None

    @property
    def reviewing(self) -> bool:
        """Whether this side only reviews: the documents and the unit are the other's to describe."""
        return self.standing != Side.UNIT

    @property
    def lines(self) -> tuple[Line, ...]:
        counted: Counter[tuple[str, str]] = Counter()
        for (kind, key), old, new in merge.differences(self.before, self.after):
            kind = _told_as(kind, key)
            counted[kind, "added" if old is None else "removed" if new is None else "changed"] += 1
        kinds = dict.fromkeys(kind for kind, _ in sorted(counted))
        acts = ("added", "changed", "removed")
        return tuple(Line(kind, *(counted[kind, act] for act in acts)) for kind in kinds)


def _told_as(kind: str, key: str) -> str:
    """Under which name a record is counted: what auditors say apart from what the unit says."""
    if kind == "answers" and not key.startswith(f"{Stage.SELF}{merge.SEPARATOR}"):
        return "reviewed"
    return "judged" if merge.only_seen((kind, key)) else kind


class Meeting:
    """One package before the workspace. Every refusal is a ZiError that names its reason; nothing is written."""

    def __init__(self, inside: Inside, blobs: Blobs, package: Package, own: str, told: str) -> None:
        """*own*: the fingerprint of this workspace's key (`""`: none yet); *told*: the side it was told to stand on."""
        self._inside = inside
        self._blobs = blobs
        self._package = package
        self._own = own
        self._told = told
        self._said = package.manifest
        self.partner = outgoing.partner_of(self._said.sender)
        with inside.ledger.reading() as rows:
            self._history = lineage.history(rows, blobs, self._said.assessment)
            self._is_here = rows.get("assessments", uid=self._said.assessment) is not None
            self._known = rows.get("partners", uid=self.partner)
            self._seen = rows.select("exchanges", way="in", partner=self.partner)

    @property
    def trusted(self) -> bool:
        """Whether the sender's key was confirmed, as the side that it says it is now."""
        return self._known is not None and self._known["side"] == self._said.sender.side

    @property
    def partner_row(self) -> Row | None:
        return self._known

    @property
    def first(self) -> bool:
        """Whether the assessment is new here."""
        return not self._is_here

    @property
    def history(self) -> History:
        return self._history

    def already(self) -> bool:
        """Whether this very package was taken before. Raises ZiError when another with its number was."""
        for row in self._history.incoming():
            if row["uid"] == self._said.package:
                if lineage.said(row).manifest != self._package.digest:
                    raise refused("Paket lain dengan nomor yang sama sudah pernah diimpor.")
                return True
        return False

    def plan(self) -> Plan:
        """What taking the package comes to. Raises ZiError."""
        if self.partner == self._own:
            raise refused("Paket ini dibuat oleh ruang kerja ini sendiri, atau oleh salinannya.")
        self._check_journal()
        receipt = self._checked_receipt()
        if self._is_here:
            self._check_same()
        else:
            self._check_new()
        return self._planned(receipt)

    # May it come in?

    def _check_journal(self) -> None:
        """The sender's journal must go on from every head it showed before."""
        said, heads = self._said.journal, self._package.heads
        since = str(self._known["since"]) if self._known else ""
        seen = [row for row in self._seen if row["workspace"] == self._said.sender.workspace]
        seen = [row for row in seen if str(row["at"]) >= since]
        for row in seen:
            if heads.get(int(str(row["seq"])), row["head"]) != row["head"]:
                raise self._forked()
        numbers = [int(str(row["seq"])) for row in seen if row["assessment"] == self._said.assessment]
        last = max(numbers, default=None)
        if last is not None and said.seq <= last:
            raise self._older()
        if last is not None and self._package.start > last:
            raise self._forked()

    def _checked_receipt(self) -> Receipt | None:
        """What the sender countersigned about this workspace must be so."""
        mine = [one for one in self._said.receipts if one.of == self._own]
        for one in mine:
            sent = {str(row["uid"]): row for row in self._history.outgoing()}.get(one.package)
            with self._inside.opened.database.reading() as connection:
                there = one.seq <= journal.end(connection).seq
                head = journal.entry(connection, one.seq).head if there and one.seq else journal.START
            if sent is None or not there or head.hex() != one.head or one.workspace != self._workspace:
                raise refused(
                    "Tanda terima dalam paket tidak cocok dengan jurnal di sini: "
                    "balasan ini bukan untuk ruang kerja ini, atau ruang kerja ini pernah dimundurkan."
                )
        return mine[-1] if mine else None

    @property
    def _workspace(self) -> str:
        return self._inside.opened.format.workspace

    def _check_new(self) -> None:
        said, ledger = self._said, self._inside.ledger
        unit = ledger.get("units", normal=load.normal(said.unit))
        if unit is not None:
            same = ledger.get(
                "assessments", unit=unit["uid"], year=said.year, pack_id=said.pack_id, occasion=said.occasion
            )
            if same is not None:
                raise ZiError(
                    "{unit} sudah punya penilaian {pack} tahun {year} yang lain di sini (id {id}).",
                    "Buka paket ini di ruang kerja lain; keduanya tidak berasal dari salinan yang sama.",
                    unit=str(unit["name"]),
                    pack=self._package.pack.short,
                    year=said.year,
                    id=str(same["uid"])[:8],
                )
        if said.answers and said.sender.side != Side.UNIT and self._told in ("", Side.UNIT) and self._owns():
            raise ZiError(
                "Paket ini balasan TPI untuk {unit}, bukan untuk ruang kerja ini.",
                "Minta paket unit Anda. Bila Anda memang TPI, katakan dahulu di Sidik dan mitra "
                "(zi-assess package key --side tpi).",
                unit=said.unit,
            )

    def _owns(self) -> bool:
        """Whether assessments were begun here and none came from elsewhere."""
        rows = self._inside.ledger
        return bool(rows.select("assessments")) and not rows.select("exchanges", way="in")

    def _check_same(self) -> None:
        """The assessment here must be the one that went apart from the package's."""
        with self._inside.ledger.reading() as rows:
            here = records.ground(rows, self._said.assessment)
        head, unit = here.assessment or {}, here.unit or {}
        theirs = self._package.state[records.HEAD]
        fixed = ("year", "occasion", "pack_id", "pack_version", "pack_digest", "created")
        if (
            any(head[name] != theirs[name] for name in fixed)
            or load.normal(self._said.unit) != unit["normal"]
        ):
            raise refused("Paket ini dari penilaian lain yang memakai id yang sama.")
        ours = self._history.nodes
        if self._said.package in ours:
            raise self._older()
        if any(ours[one] != node for one, node in self._package.nodes.items() if one in ours):
            raise self._forked()
        if not ours.keys() & self._package.nodes.keys():
            raise refused("Paket ini tidak berasal dari salinan yang sama dengan penilaian di sini (asing).")

    def _older(self) -> ZiError:
        return ZiError(
            "Paket ini lebih lama daripada yang sudah diimpor dari {name}.",
            "Pakai paket terbarunya; tidak ada yang diubah di sini.",
            name=self._said.sender.name or "?",
        )

    def _forked(self) -> ZiError:
        return ZiError(
            "Jurnal {name} bercabang: isinya tidak menyambung dengan paket yang sudah diimpor darinya.",
            "Tanyakan apakah ruang kerjanya dimundurkan atau disalin. Bila itu disengaja, lupakan mitranya lalu "
            "cocokkan sidiknya lagi.",
            name=self._said.sender.name or "?",
        )

    # What will it change?

    def _planned(self, receipt: Receipt | None) -> Plan:
        package, said = self._package, self._said
        with self._inside.ledger.reading() as rows:
            here = records.ground(rows, said.assessment, said.unit)
            missing = self._missing()
            if not self._is_here:
                state = package.state if self._of_ours(self._told) else layers.common_part(package.state)
                return Plan({}, state, (), here, "", missing, receipt)
            side = standing(rows, self._history, self._blobs, said.assessment, self._told)
            reviewing = side != Side.UNIT
            overlay = newest_state(self._history, self._blobs) if reviewing else None
            ours = records.read(rows, said.assessment, overlay)
        meeting = ours if reviewing else {**_known_here(here, package.state), **ours}
        merged = self._merged(meeting, self._of_ours(side))
        return Plan(ours, merged.state, merged.conflicts, here, side, missing, receipt)

    def _of_ours(self, standing: str) -> bool:
        """Whether the package is for partners of its sender's side, and this workspace is one, *standing* there."""
        sender = self._said.sender.side
        return standing in ("", sender) and layers.hands(self._package.state) == sender

    def _merged(self, ours: State, of_ours: bool) -> merge.Merged:
        """The package joined with *ours*; who does what here is no matter of the other side."""
        may_write = layers.writes(Side(self._said.sender.side))
        base, theirs = layers.common_part(self._base()), self._package.state
        if of_ours:
            return merge.merge({**base, **self._own_base()}, ours, theirs, may_write=may_write)
        made = merge.merge(base, layers.common_part(ours), layers.common_part(theirs), may_write=may_write)
        return merge.Merged({**made.state, **layers.own_part(ours)}, made.conflicts)

    def _base(self) -> State:
        ours, theirs = self._history.nodes, self._package.nodes
        nodes = {**theirs, **ours}
        bases = Bases(nodes, self._package.states, self._blobs, self._history.blobs)
        return bases.base(ours.keys() & theirs.keys())

    def _own_base(self) -> State:
        """Who did what in the newest package that is in both copies and went between partners of the sender's side.

        What both sides share may have been joined last by a package that crossed over, which says nothing of it.
        """
        side, common = self._said.sender.side, self._package.nodes
        with self._inside.ledger.reading() as rows:
            sides = {row["uid"]: row["side"] for row in rows.select("partners")}
        for row in reversed(self._history.rows):
            sent = lineage.said(row).standing if row["way"] == "out" else sides.get(row["partner"])
            if row["uid"] in common and sent == side and row["state"]:
                state = manifest.read_state(manifest.unpacked(self._blobs.get(str(row["state"]))))
                if layers.hands(state) == side:
                    return layers.own_part(state)
        return {}

    def _missing(self) -> tuple[str, ...]:
        brought = {name for name, _ in self._package.evidence}
        wanted = {key for kind, key in self._package.state if kind == "documents" and is_hex(key)}
        return tuple(sorted(one for one in wanted - brought if not self._inside.store.path(one).exists()))


def _known_here(here: records.Ground, theirs: State) -> State:
    """Documents of the package that this workspace knows already, from elsewhere than this assessment."""
    keys = [key for kind, key in theirs if kind == "documents"]
    return {("documents", key): fields for key, fields in here.document_fields(keys).items()}


def newest_state(history: History, blobs: Blobs) -> State | None:
    """What came of the last package that was taken; None when none was, or when it was erased."""
    merged = [lineage.said(row).merged for row in history.incoming()]
    if not merged or not merged[-1]:
        return None
    return manifest.read_state(manifest.unpacked(blobs.get(merged[-1])))


def standing(rows: Rows, history: History, blobs: Blobs, assessment_id: str, told: str) -> str:
    """The side on which this workspace stands for an assessment: as it was told, or as what it wrote shows.

    `""` where it has written nothing yet to an assessment that came from elsewhere.
    """
    if told:
        return told
    if not history.incoming() or (history.outgoing() and history.rows[0]["way"] == "out"):
        return Side.UNIT.value
    came = newest_state(history, blobs) or {}
    now = records.read(rows, assessment_id, came)
    own = [(place, after) for place, _, after in merge.differences(came, now)]
    sides = {
        side for side in (Side.TPI, Side.TPN) for place, after in own if _layer(side, *place, after or {})
    }
    if layers.hands(now) is Side.TPI and layers.own_part(came) != layers.own_part(now):
        sides.add(Side.TPI)  # who shares work out that lies with the auditors is one
    for side in (Side.TPI, Side.TPN):
        if side in sides:
            return side.value
    return _claimed(history) or (Side.UNIT.value if own else "")


def _layer(side: Side, kind: str, key: str, after: merge.Fields) -> bool:
    """Whether only *side* writes records of this kind and key, as it is *after*."""
    may = layers.writes(side)
    if kind in ("answers", "verdicts") or merge.only_seen((kind, key)):
        return may(kind, key, "value", "")
    if kind == "handovers":
        return bool(after) and side is not Side.UNIT and may(kind, key, "act", after["act"])
    return kind == "observations" and side is Side.TPI


def _claimed(history: History) -> str:
    """Where this workspace last stood."""
    stood = (lineage.said(row).standing for row in reversed(history.rows))
    return next((one for one in stood if one), "")


# Conflicts as rows


def conflict_row(assessment_id: str, one: Conflict, who: str, at: str) -> Row:
    return {
        "uid": str(uuid.uuid4()),
        "assessment": assessment_id,
        "kind": one.kind,
        "record": one.key,
        "field": one.field,
        "base": _text(one.base),
        "ours": _text(one.ours),
        "theirs": _text(one.theirs),
        "reason": one.reason.value,
        "who": who,
        "at": at,
    }


def conflict_of(row: Row) -> Conflict:
    base, ours, theirs = (_value(row[name]) for name in ("base", "ours", "theirs"))
    place = str(row["kind"]), str(row["record"]), str(row["field"])
    return Conflict(*place, base, ours, theirs, Reason(str(row["reason"])))


def _text(value: Value | None) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _value(text: object) -> Value | None:
    found: Value | None = json.loads(str(text)) if text else None
    return found


def conflict_changes(
    waiting: Sequence[Row], found: Sequence[Conflict], assessment_id: str, who: str, at: str
) -> list[Change]:
    """The rows of new conflicts; one about the same field takes the place of an older one."""
    places = {(one.kind, one.key, one.field) for one in found}
    old = [row for row in waiting if (row["kind"], row["record"], row["field"]) in places]
    return [
        *(Change("conflicts", row, None) for row in old),
        *(Change("conflicts", None, conflict_row(assessment_id, one, who, at)) for one in found),
    ]


def only_spoken_of(plan: Plan, theirs: State) -> Mapping[str, merge.Fields]:
    """Documents that only conflicts name: they are kept here too, so that a decision for theirs finds them."""
    named = [
        str(json.loads(str(one.theirs))["document"]) if not one.field else str(one.theirs)
        for one in plan.conflicts
        if one.kind == "evidence" and one.theirs is not None and one.field in ("", "document")
    ]
    known = {key: fields for (kind, key), fields in theirs.items() if kind == "documents"}
    named += [one.key.rpartition(merge.SEPARATOR)[2] for one in plan.conflicts if one.kind == "renewals"]
    fake = {("evidence", str(n)): {"document": key} for n, key in enumerate(named)}
    return {key: known[key] for key in merge.documents_of(fake, known)}
