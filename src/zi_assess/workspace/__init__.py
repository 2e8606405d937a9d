"""The one door: a folder of assessments and evidence, and every verb that changes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zi_assess.core import sheet as sheets
from zi_assess.core.assessment import (
    Answer,
    Assessment,
    Document,
    Evidence,
    FollowUp,
    PrerequisiteAnswer,
    Profile,
    Stage,
    Unit,
    Value,
)
from zi_assess.core.checks import Finding
from zi_assess.core.history import HistoryEntry
from zi_assess.core.pack import Pack
from zi_assess.core.review import refuse
from zi_assess.core.scoring import score
from zi_assess.core.sheet import Sheet
from zi_assess.errors import ZiError
from zi_assess.evidence import EvidenceStore, Tick
from zi_assess.store import journal, load
from zi_assess.store.place import Place
from zi_assess.store.rows import Change, Row
from zi_assess.workspace import answering, erasure, filing, folder, papers, start
from zi_assess.workspace.blobs import Blobs
from zi_assess.workspace.erasure import Erased
from zi_assess.workspace.filing import Notice
from zi_assess.workspace.handed import LOCKABLE, refuse_locked
from zi_assess.workspace.holdings import Holdings, Listed
from zi_assess.workspace.inside import Inside
from zi_assess.workspace.ledger import Clock, Ledger, changed
from zi_assess.workspace.start import Renaming
from zi_assess.workspace.texts import Found, Texts

if TYPE_CHECKING:
    from zi_assess.core.followups import Task
    from zi_assess.core.outlook import Difference
    from zi_assess.workbook import Incoming
    from zi_assess.workspace.exchanging import Exchange
    from zi_assess.workspace.feeding import Target
    from zi_assess.workspace.review import Review
    from zi_assess.workspace.surveys import Surveys
    from zi_assess.workspace.visits import Visits

__all__ = [
    "KEEP",
    "Attached",
    "Erased",
    "Found",
    "Listed",
    "Notice",
    "Placement",
    "Steps",
    "TakenIn",
    "Workspace",
]

_MAX_NOTE = 20_000
_DESCRIBED = {"name", "dated", "number", "valid_until", "period_start", "period_end", "published", "after"}


@dataclass(frozen=True, slots=True)
class Attached:
    """What came of an attach: the sheet as it stands, the new uses, and what is worth saying."""

    sheet: Sheet
    evidence: tuple[Evidence, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """The verbs that undo and redo would take next, `""` when there is none."""

    undo: str
    redo: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came into the inbox (known documents too), and what is worth saying."""

    documents: tuple[Document, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """One file (a path) or known document (its id), and where it is to be filed."""

    source: Path | str
    code: str
    slot: str = ""


class _Keep:
    """Says that a field of a document is to stay as it is (None would clear it)."""


KEEP: Final = _Keep()


_OWN = frozenset({"answers", "proposals", "evidence", "verdicts", "observations", "handovers", "assignments"})
_FAR = {journal.UNDO, journal.REDO}


def _utc() -> datetime:
    return datetime.now(UTC)


class Workspace:
    """An open workspace. Not thread-safe: one lane of work uses it. Every verb is one durable transaction."""

    def __init__(self, opened: folder.Opened, who: str, clock: Clock) -> None:
        self._opened = opened
        self._closed = False
        self._ledger = Ledger(opened, who, clock)
        self._holdings = Holdings(self._ledger, opened.path / "packs")
        self.path = opened.path
        self.id = opened.format.workspace
        self.store = EvidenceStore(opened.path / "evidence", opened.path / "staging")
        self.texts = Texts(opened.path / "index.sqlite3", self.store, read_only=self.read_only)

    # Opening and closing

    @classmethod
    def create(cls, path: Path, *, who: str = "", clock: Clock = _utc) -> Workspace:
        """Make a workspace in *path*, which must be missing or empty. Raises ZiError."""
        return cls(folder.create(path, who), who, clock)

    @classmethod
    def open(cls, path: Path, *, who: str = "", clock: Clock = _utc) -> Workspace:
        """Open the workspace in *path*; read-only when someone holds it or on a network share. Raises ZiError."""
        opened = cls(folder.open_(path, who), who, clock)
        if not opened.read_only:
            opened._finish_releases()
        return opened

    def _finish_releases(self) -> None:
        """What a program that died in a release left behind goes."""
        from zi_assess.workspace import releasing

        releasing.finish(self.path, self._opened.database, self.store)

    @property
    def who(self) -> str:
        """Who is said to act; claimed, not proved."""
        return self._ledger.who

    @who.setter
    def who(self, name: str) -> None:
        self._ledger.who = name

    @property
    def read_only(self) -> bool:
        return self._ledger.read_only

    @property
    def held_by(self) -> str:
        """Who has the workspace open elsewhere, when that is why it is read-only."""
        return self._opened.held_by

    @property
    def place(self) -> Place:
        return self._opened.place

    def close(self) -> None:
        """Write down where the journal ends and let go of the folder; closing twice is closing once."""
        if not self._closed:
            self._closed = True
            self.texts.close()
            folder.close(self._opened)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Doors to one subject each; their modules load when they are first used

    @cached_property
    def review(self) -> Review:
        """Handing over and reviewing."""
        from zi_assess.workspace.review import Review

        return Review(self._behind)

    @cached_property
    def exchange(self) -> Exchange:
        """Packages to and from the other side."""
        from zi_assess.workspace.exchanging import Exchange

        return Exchange(self._behind)

    @cached_property
    def surveys(self) -> Surveys:
        """Surveys of the workspace's units."""
        from zi_assess.workspace.surveys import Surveys

        return Surveys(self._behind)

    @cached_property
    def visits(self) -> Visits:
        """Mystery-shopping visits, sealed until they are released."""
        from zi_assess.workspace.visits import Visits

        return Visits(self._behind)

    @cached_property
    def _behind(self) -> Inside:
        return Inside(self._ledger, self._holdings, self.store, self._opened, self._commit, self._write)

    # Looking

    def units(self) -> tuple[Unit, ...]:
        return tuple(load.unit(row) for row in self._ledger.select("units"))

    def assessments(self) -> tuple[Listed, ...]:
        """Every assessment, the last changed first."""
        return self._holdings.listed()

    def assessment(self, assessment_id: str) -> Assessment:
        """The assessment with this id, or with the only id that starts so. Raises ZiError when there is none."""
        return self._holdings.assessment(assessment_id)

    def pack(self, assessment_id: str) -> Pack:
        return self._holdings.pack(self.assessment(assessment_id).pack_digest)

    def sheet(self, assessment_id: str, stage: Stage = Stage.SELF) -> Sheet:
        mine = self.assessment(assessment_id)
        pack = self._holdings.pack(mine.pack_digest)
        made = sheets.make(
            pack, mine, stage, self._holdings.last_year(mine), self.texts.inspected(pack, mine)
        )
        return replace(made, head=self._ledger.head(mine.id), first_found=self._holdings.first_found(mine))

    def documents(self) -> tuple[Document, ...]:
        return tuple(load.document(row) for row in self._ledger.select("documents"))

    def document_path(self, document: Document) -> Path:
        """The read-only bytes of *document* on disk. Raises ZiError for a link."""
        if not document.sha256:
            raise ZiError(
                "{name} adalah tautan, bukan berkas.", "Lampirkan salinan berkasnya.", name=document.name
            )
        return self.store.path(document.sha256)

    # Assessments

    def new(
        self,
        pack: Pack,
        unit: str,
        year: int,
        *,
        target: str = "",
        occasion: str = "",
        source: str = "",
        example: bool = False,
    ) -> str:
        """Start an assessment of *unit* for *year* and return its id; *source* is the one to carry over from."""
        earlier = self.assessment(source) if source else None
        begun = start.Start(pack, unit, year, target, occasion, earlier.id if earlier else "", example)
        made, changes = start.changes(self._ledger, begun)
        if earlier is not None:
            from zi_assess.workspace import carry

            changes += carry.changes(earlier, self._holdings.pack(earlier.pack_digest), pack, made)
        self._holdings.freeze(pack)
        self._commit(made, "new", changes)
        return made

    def take_workbook(self, incoming: Incoming, pack: Pack, *, unit: str, year: int, target: str = "") -> str:
        """Start an assessment from a workbook that was read: answers, notes, links, what is odd. Returns its id."""
        begun = start.Start(pack, unit, year, target or incoming.target)
        made, changes = start.changes(self._ledger, begun)
        changes += start.from_workbook(self._ledger, incoming, made)
        self._holdings.freeze(pack)
        self._commit(made, "take-workbook", changes)
        return made

    # Answers

    def record(
        self,
        assessment_id: str,
        code: str,
        value: Value | None,
        *,
        note: str | None = None,
        stage: Stage = Stage.SELF,
    ) -> Sheet:
        """Answer a question; None clears the answer, and a *note* of None leaves the note as it is.

        *value* is one that `parse_value` gives. Raises ZiError when the note is too long.
        """
        before = self.assessment(assessment_id).answer(code, stage)
        told = before.note if note is None else _note(note, code)
        return self._answer(assessment_id, code, Answer(value, told), stage, "record")

    def record_many(
        self, assessment_id: str, answers: Mapping[str, Answer], *, stage: Stage = Stage.SELF
    ) -> Sheet:
        """Answer many questions as one step that undo takes back whole."""
        mine = self.assessment(assessment_id)
        changes: list[Change] = []
        for code, answer in answers.items():
            self._holdings.refuse_misfit(mine, code, answer.value)
            changes += answering.given(mine, stage, code, replace(answer, note=_note(answer.note, code)))
        return self._commit(mine.id, "record", changes)

    def note(self, assessment_id: str, code: str, text: str, *, stage: Stage = Stage.SELF) -> Sheet:
        """Write the note of a question; raises ZiError when it is too long."""
        before = self.assessment(assessment_id).answer(code, stage)
        return self._answer(assessment_id, code, replace(before, note=_note(text, code)), stage, "note")

    def _answer(self, assessment_id: str, code: str, answer: Answer, stage: Stage, verb: str) -> Sheet:
        mine = self.assessment(assessment_id)
        self._holdings.refuse_misfit(mine, code, answer.value)
        changes = answering.given(mine, stage, code, answer)
        alone = all(change.table == "answers" for change in changes)
        return self._commit(mine.id, verb, changes, mine.with_answer(code, answer, stage) if alone else None)

    def confirm(self, assessment_id: str, codes: Sequence[str]) -> Sheet:
        """Make last year's proposals for *codes* this year's answers; a note already written here stays first."""
        mine = self.assessment(assessment_id)
        changes: list[Change] = []
        for code in codes:
            proposal = mine.proposals.get(code)
            if proposal is None:
                continue
            before = mine.answer(code)
            note = "\n".join(dict.fromkeys(part for part in (before.note, proposal.note) if part))
            value = proposal.value if before.value is None else before.value
            changes += answering.written(mine, Stage.SELF, code, Answer(value, note))
            changes.append(Change("proposals", load.proposal_row(mine.id, code, proposal), None))
        return self._commit(mine.id, "confirm", changes)

    # Evidence

    def attach(
        self,
        assessment_id: str,
        code: str,
        sources: Sequence[Path | str],
        *,
        slot: str = "",
        dated: date | None = None,
        tick: Tick | None = None,
    ) -> Attached:
        """Attach files (Path) and web addresses (str); one transaction, when every byte is durable.

        What cannot be taken becomes a notice and does not hinder the rest. Raises ZiError when the disk
        fails or is full, and whatever *tick* raises to cancel; then nothing is attached.
        """
        mine = self.assessment(assessment_id)
        filing.check_slot(self._holdings.question(mine, code), slot)
        self._ledger.refuse_read_only()
        refuse(mine, Stage.SELF)  # before a byte is copied in vain
        gathered = filing.Filing(self._ledger, mine, dated)
        for batch in self.store.take([one for one in sources if isinstance(one, Path)], tick):
            gathered.add_files(batch, code, slot)
        for source in sources:
            if isinstance(source, str):
                gathered.add_link(source, code, slot)
        sheet = self._commit(mine.id, "attach", gathered.changes)
        return Attached(sheet, tuple(gathered.evidence), tuple(gathered.notices))

    def reuse(self, assessment_id: str, code: str, document_id: str, *, slot: str = "") -> Sheet:
        """Let a document that is already here serve one more question."""
        mine = self.assessment(assessment_id)
        filing.check_slot(self._holdings.question(mine, code), slot)
        gathered = filing.Filing(self._ledger, mine)
        gathered.use(self._holdings.document(document_id), code, slot)
        return self._commit(mine.id, "attach", gathered.changes)

    def detach(self, assessment_id: str, evidence_id: str) -> Sheet:
        """Take one use of a document away; the document and its other uses stay."""
        mine = self.assessment(assessment_id)
        use = filing.find_use(mine, evidence_id)
        return self._commit(mine.id, "detach", [Change("evidence", load.evidence_row(mine.id, use), None)])

    def place_evidence(self, assessment_id: str, evidence_id: str, slot: str) -> Sheet:
        """Move one use into another slot of its question (`""`: none)."""
        mine = self.assessment(assessment_id)
        use = filing.find_use(mine, evidence_id)
        filing.check_slot(self._holdings.question(mine, use.code), slot)
        place = (use.code, slot, use.document.id)
        if any((one.code, one.slot, one.document.id) == place for one in mine.evidence if one.id != use.id):
            raise ZiError(
                "{name} sudah ada di tempat itu.", "Lepaskan salah satunya.", name=use.document.name
            )
        after = load.evidence_row(mine.id, replace(use, slot=slot))
        return self._commit(mine.id, "place", changed("evidence", load.evidence_row(mine.id, use), after))

    def describe(
        self,
        assessment_id: str,
        evidence_id: str,
        *,
        name: str | None = None,
        dated: date | _Keep | None = KEEP,
        pages: str | None = None,
        note: str | None = None,
    ) -> Sheet:
        """Say more about a use (pages, note) and its document (name, date: shared by all its uses)."""
        mine = self.assessment(assessment_id)
        use = filing.find_use(mine, evidence_id)
        old = use.document
        new = replace(
            old,
            name=old.name if name is None else name.strip()[: filing.MAX_NAME] or old.name,
            dated=old.dated if isinstance(dated, _Keep) else dated,
        )
        after = replace(
            use, pages=use.pages if pages is None else pages, note=use.note if note is None else note
        )
        changes = changed("documents", load.document_row(old), load.document_row(new))
        changes += changed("evidence", load.evidence_row(mine.id, use), load.evidence_row(mine.id, after))
        return self._commit(mine.id, "describe", changes)

    # Documents as such

    def take_in(self, sources: Sequence[Path], *, tick: Tick | None = None) -> TakenIn:
        """Bring files into the inbox, filed nowhere yet. Raises as `attach`."""
        self._ledger.refuse_read_only()
        gathered = filing.Filing(self._ledger, filing.NOWHERE)
        taken: list[Document] = []
        for batch in self.store.take(sources, tick):
            taken += [document for _, document in gathered.documents(batch)]
        self._write("take-in", gathered.changes)
        return TakenIn(tuple(dict.fromkeys(taken)), tuple(gathered.notices))

    def inbox(self) -> tuple[Document, ...]:
        """What came in and is filed nowhere yet."""
        return papers.inbox(self._ledger)

    def file_many(
        self, assessment_id: str, placements: Sequence[Placement], *, tick: Tick | None = None
    ) -> Attached:
        """File many at once, as one step that undo takes back whole. Raises as `attach`."""
        mine = self.assessment(assessment_id)
        for one in placements:
            filing.check_slot(self._holdings.question(mine, one.code), one.slot)
        self._ledger.refuse_read_only()
        refuse(mine, Stage.SELF)
        gathered = filing.Filing(self._ledger, mine)
        documents: dict[Path, Document] = {}
        paths = list(dict.fromkeys(one.source for one in placements if isinstance(one.source, Path)))
        for batch in self.store.take(paths, tick):
            documents |= {taken.source: document for taken, document in gathered.documents(batch)}
        for one in placements:
            if isinstance(one.source, str):
                gathered.use(self._holdings.document(one.source), one.code, one.slot)
            elif one.source in documents:
                gathered.use(documents[one.source], one.code, one.slot, one.source.name)
        sheet = self._commit(mine.id, "file-many", gathered.changes)
        return Attached(sheet, tuple(gathered.evidence), tuple(gathered.notices))

    def feeds(self, assessment_id: str, code: str = "") -> tuple[Target, ...]:
        """Where the evidence of a question, or of the whole, can be filed in other instruments of the same unit."""
        from zi_assess.workspace import feeding

        mine = self.assessment(assessment_id)
        every = self._holdings.pack(mine.pack_digest).questions
        asked = [self._holdings.question(mine, code)] if code else every
        return feeding.targets(self._holdings, mine, asked)

    def feed(self, assessment_id: str, code: str) -> tuple[int, tuple[Target, ...]]:
        """File a question's documents at all criteria it feeds; how many uses are new, and where. Raises ZiError."""
        from zi_assess.workspace import feeding

        documents = dict.fromkeys(
            use.document.id for use in self.assessment(assessment_id).evidence_for(code)
        )
        found = self.feeds(assessment_id, code)
        feeding.refuse_nothing(found, len(documents), code)
        new = 0
        for target in found:
            placed = [Placement(document, there) for there in target.codes for document in documents]
            new += len(self.file_many(target.assessment, placed).evidence)
        return new, found

    def describe_document(self, assessment_id: str, document_id: str, **fields: str | date | None) -> Sheet:
        """Set fields of a document: name, dated, number, valid_until, period_start, period_end, published, after."""
        return self.describe_documents(assessment_id, {document_id: fields})

    def describe_documents(
        self, assessment_id: str, described: Mapping[str, Mapping[str, str | date | None]]
    ) -> Sheet:
        """Set fields of many documents, by id, as one step that undo takes back whole. Raises ZiError."""
        changes: list[Change] = []
        for document_id, fields in described.items():
            if unknown := set(fields) - _DESCRIBED:
                raise TypeError(f"no field of a document: {sorted(unknown)}")
            document = self._holdings.document(document_id)
            published = str(fields.get("published") or "")
            if published and not filing.is_address(published):
                raise ZiError(
                    "“{text}” bukan alamat web.", "Tulis alamat lengkap, diawali https://.", text=published
                )
            changes += papers.rewritten(document, replace(document, **fields))  # type: ignore[arg-type]
        return self._commit(self.assessment(assessment_id).id, "describe", changes)

    def copy_link(
        self, assessment_id: str, document_id: str, source: Path, *, tick: Tick | None = None
    ) -> Sheet:
        """Keep a local copy of what a link shows; the program never fetches it itself."""
        link = self._holdings.document(document_id)
        copy, changes = self._one_file(source, tick)
        changes += papers.rewritten(link, replace(link, copy=copy.id))
        return self._commit(self.assessment(assessment_id).id, "copy-link", changes)

    def revise(
        self, assessment_id: str, document_id: str, source: Path, why: str, *, tick: Tick | None = None
    ) -> Sheet:
        """Let a newer file take a document's place in all its uses, with the reason; the old one is kept."""
        old = self._holdings.document(document_id)
        new, changes = self._one_file(source, tick)
        changes += papers.revised(self._ledger, old, new, why, self._ledger.now().date())
        return self._commit(self.assessment(assessment_id).id, "revise", changes)

    def _one_file(self, source: Path, tick: Tick | None) -> tuple[Document, list[Change]]:
        """The document of one file, and the changes that bring it in. Raises ZiError when it is refused."""
        self._ledger.refuse_read_only()
        gathered = filing.Filing(self._ledger, filing.NOWHERE)
        taken = [
            document for batch in self.store.take([source], tick) for _, document in gathered.documents(batch)
        ]
        if not taken:
            refusal = gathered.notices[0]
            raise ZiError(refusal.text, "Pilih berkas lain.", **refusal.values)
        return taken[0], gathered.changes

    def trash(self, assessment_id: str, document_id: str) -> Sheet:
        """Put a document into the trash for thirty days, with all its uses in every assessment."""
        document = self._holdings.document(document_id)
        changes = papers.trashed(self._ledger, document, self._ledger.now().date())
        return self._commit(self.assessment(assessment_id).id, "trash", changes)

    def bring_back(self, assessment_id: str, document_id: str) -> Sheet:
        """Take a document out of the trash, with the uses it had."""
        changes = papers.brought_back(self._ledger, self._holdings.document(document_id))
        return self._commit(self.assessment(assessment_id).id, "bring-back", changes)

    def empty_trash(self) -> tuple[Document, ...]:
        """Erase what has lain in the trash for thirty days; returns what went."""
        gone = papers.overdue(self.documents(), self._ledger.now().date())
        for document in gone:
            self.erase(document.id)
        return gone

    # What surrounds the answers

    def aim(self, assessment_id: str, target: str) -> Sheet:
        """Choose the designation aimed at (`""`: none)."""
        mine = self.assessment(assessment_id)
        start.check_target(self._holdings.pack(mine.pack_digest), target)
        return self._change_head(mine, "aim", target=target)

    def frame(self, assessment_id: str, first: date, last: date | None) -> Sheet:
        """Set the window in which evidence must be dated (*last* None: until it is handed over)."""
        if last is not None and last < first:
            raise ZiError("Masa penilaian berakhir sebelum mulai.", "Tukar kedua tanggalnya.")
        mine = self.assessment(assessment_id)
        end = last.isoformat() if last else ""
        return self._change_head(mine, "frame", window_start=first.isoformat(), window_end=end)

    def _change_head(self, mine: Assessment, verb: str, **values: object) -> Sheet:
        (row,) = self._ledger.select("assessments", uid=mine.id)
        return self._commit(mine.id, verb, changed("assessments", row, {**row, **values}))

    def hold(self, assessment_id: str, prerequisite_id: str, answer: PrerequisiteAnswer) -> Sheet:
        """Say how a prerequisite stands."""
        mine = self.assessment(assessment_id)
        known = self._holdings.pack(mine.pack_digest).prerequisites
        if not any(one.id == prerequisite_id for one in known):
            raise ZiError("Prasyarat {id} tidak dikenal.", "Pilih dari daftar prasyarat.", id=prerequisite_id)
        before = self._ledger.get("prerequisites", assessment=mine.id, prerequisite=prerequisite_id)
        after: Row = {
            "assessment": mine.id,
            "prerequisite": prerequisite_id,
            "held": answer.held.value,
            "note": answer.note,
        }
        return self._commit(mine.id, "hold", changed("prerequisites", before, after))

    def settle(self, assessment_id: str, remark_id: str) -> Sheet:
        """Put away a remark from an import that has been looked at."""
        mine = self.assessment(assessment_id)
        row = self._ledger.get("remarks", uid=remark_id)
        return self._commit(mine.id, "settle", [Change("remarks", row, None)] if row else [])

    def profile(self, unit_id: str, profile: Profile) -> Unit:
        """Write what a unit's signature blocks need; it serves all its assessments."""
        row = self._ledger.get("units", uid=unit_id)
        if row is None:
            raise ZiError("Unit kerja itu tidak ada.", "Pilih unit dari daftar.")
        unit = replace(load.unit(row), profile=profile)
        self._write("profile", changed("units", row, load.unit_row(unit)))
        return unit

    def renaming(self, unit_id: str) -> Renaming:
        """Whether the unit's name may be changed, and which names are taken."""
        return start.renaming(self._ledger, unit_id)

    def rename(self, unit_id: str, name: str) -> Unit:
        """Give a unit another name. Raises ZiError when another has it, or a partner knows the unit by the old one."""
        row, named = start.renamed(self._ledger, unit_id, name)
        self._write("rename", changed("units", row, named))
        return load.unit(named)

    # What is to be done, and what a unit chose

    def follow_up(self, assessment_id: str, one: FollowUp) -> Sheet:
        """Write down something to be done, or how far it is: new when its id is not known yet."""
        return self.follow_many(assessment_id, [one])

    def follow_many(self, assessment_id: str, several: Sequence[FollowUp]) -> Sheet:
        """Write down several as one step. Raises ZiError when one says nothing."""
        mine = self.assessment(assessment_id)
        known = {one.id: load.follow_up_row(mine.id, one) for one in mine.follow_ups}
        changes: list[Change] = []
        for one in several:
            if not one.what.strip():
                raise ZiError("Tindak lanjut belum diisi.", "Tulis apa yang akan dilakukan.")
            if one.code:
                self._holdings.question(mine, one.code)
            dated = replace(one, created=one.created or self._ledger.now().date())
            changes += changed("follow_ups", known.get(one.id), load.follow_up_row(mine.id, dated))
        return self._commit(mine.id, "follow-up", changes)

    def follow_ups(self, assessment_id: str = "") -> tuple[Task, ...]:
        """The follow-ups of one assessment, or of all, each with where it hangs."""
        from zi_assess.core.followups import Task, observation_of

        wanted = [one for one in self.assessments() if assessment_id in ("", one.id)]
        rows = self._ledger.select("follow_ups")
        by_id: dict[str, list[FollowUp]] = {}
        for row in rows:
            by_id.setdefault(str(row["assessment"]), []).append(load.follow_up(row))
        tasks: list[Task] = []
        for one in wanted:
            mine = by_id.get(one.id, [])
            asked = any(observation_of(each) for each in mine)
            years = self._holdings.first_found(self.assessment(one.id)) if asked else {}
            where = (one.id, one.unit.name, one.year, self.pack(one.id).short, one.occasion)
            tasks += [Task(*where, each, years.get(observation_of(each), 0)) for each in mine]
        return tuple(tasks)

    def drop_follow_up(self, assessment_id: str, follow_up_id: str) -> Sheet:
        """Take a follow-up off the list."""
        mine = self.assessment(assessment_id)
        gone = [load.follow_up_row(mine.id, one) for one in mine.follow_ups if one.id == follow_up_id]
        return self._commit(mine.id, "drop-follow-up", [Change("follow_ups", row, None) for row in gone])

    def keep_choice(self, assessment_id: str, name: str, content: str) -> Sheet:
        """Keep a text under a name with the assessment (`""` removes it): what the unit adjusted in a plan."""
        mine = self.assessment(assessment_id)
        before = self._ledger.get("choices", assessment=mine.id, name=name)
        after: Row = {"assessment": mine.id, "name": name, "content": content}
        if not content:
            return self._commit(mine.id, "choose", [Change("choices", before, None)] if before else [])
        return self._commit(mine.id, "choose", changed("choices", before, after))

    def journal(self, assessment_id: str, limit: int = 200, before: int = 0) -> tuple[HistoryEntry, ...]:
        """Who did what, the newest first: at most *limit* entries (0: all) older than entry number *before*."""
        from zi_assess.workspace import history

        mine = self.assessment(assessment_id)
        pack = self._holdings.pack(mine.pack_digest)
        return history.entries(self._ledger.database, mine, pack, limit, before)

    def history(self, assessment_id: str) -> tuple[tuple[date, Fraction], ...]:
        """The strict total at the end of each day on which an answer changed, oldest first."""
        mine = self.assessment(assessment_id)
        pack = self._holdings.pack(mine.pack_digest)
        answers: dict[str, Answer] = {}
        days: dict[date, Fraction] = {}
        for day, rows in self._ledger.answers_by_day(mine.id):
            answers |= load.self_answers(rows, pack)
            days[day] = score(pack, answers).strict
        return tuple(days.items())

    def differences(self) -> tuple[Difference, ...]:
        """What TPI made of the units' answers, over all reviews here."""
        from zi_assess.workspace.differences import gathered

        return gathered(self._behind)

    # Undo

    def steps(self, assessment_id: str) -> Steps:
        """What undo and redo would take next: the verb's name, `""` when nothing."""
        mine = self.assessment(assessment_id)
        with self._ledger.database.reading() as connection:
            next_ = journal.steps(connection, mine.id)
            return Steps(
                *(journal.entry(connection, seq).verb if seq else "" for seq in (next_.undo, next_.redo))
            )

    def undo(self, assessment_id: str) -> Sheet:
        """Take the last verb back by a reversing entry; raises ZiError when there is none."""
        mine = self.assessment(assessment_id)
        with self._ledger.database.reading() as connection:
            seq = journal.steps(connection, mine.id).undo
            changes = journal.entry(connection, seq).changes if seq else ()
        if not changes:
            raise ZiError("Tidak ada langkah yang dapat diurungkan.", "Lanjutkan mengisi.")
        return self._commit(mine.id, journal.UNDO, [one.reversed() for one in reversed(changes)], undoes=seq)

    def redo(self, assessment_id: str) -> Sheet:
        """Do again what was undone last; raises ZiError when there is none."""
        mine = self.assessment(assessment_id)
        with self._ledger.database.reading() as connection:
            seq = journal.steps(connection, mine.id).redo
            changes = journal.entry(connection, seq).changes if seq else ()
        if not changes:
            raise ZiError("Tidak ada langkah yang dapat diulang.", "Lanjutkan mengisi.")
        return self._commit(mine.id, journal.REDO, changes, undoes=seq)

    # Keeping

    def backup(self, target: Path, *, tick: Tick | None = None) -> None:
        """Write everything (database, packs, evidence) into one file. Raises ZiError."""
        from zi_assess.workspace import archive  # here and below: what no start of the window needs

        archive.write(self._opened, self.store, self.documents(), target, tick)

    @classmethod
    def restore(cls, source: Path, into: Path, *, tick: Tick | None = None) -> Path:
        """Unpack a backup into *into*, which must be missing or empty, and check it. Raises ZiError."""
        from zi_assess.workspace import archive

        archive.restore(source, into, tick)
        return into

    def keep_backup(self) -> Path | None:
        """Back the database up into `backups/` when something changed since the newest; thin the older ones."""
        if self.read_only:
            return None
        from zi_assess.workspace import archive

        kept = archive.keep(self._opened, self._ledger.seq, self._ledger.now().date())
        if any(Blobs(self.path / "surveys").stored()):
            self.surveys.tidy()
        return kept

    def verify(self, tick: Tick | None = None) -> tuple[Finding, ...]:
        """Re-read every row, pack and file; name what changed, is missing or belongs to nothing. Read-only."""
        from zi_assess.workspace import check

        return check.verify(self._opened, self.store, tick)

    def erase(self, document_id: str) -> Erased:
        """Erase a document for good: its uses, its name, its bytes; the journal keeps a tombstone.

        Returns the backups that still hold it. Raises ZiError.
        """
        document = self._holdings.document(document_id)
        changes = erasure.changes(self._opened.database, document)
        self._erase([*changes, *self._forgotten(document.sha256 or document.url)])
        self.texts.forget(document.sha256)
        return erasure.finish(self._opened, self.store, document)

    def erase_person(self, name: str) -> Erased:
        """Erase a person's name wherever somebody is named, and from the journal of who did what.

        Raises ZiError when the name stands nowhere.
        """
        changes = erasure.person_changes(self._opened.database, name)
        self._erase([*changes, *self._forgotten(name.strip())])
        return erasure.finish_person(self._opened, name, found=bool(changes))

    def _forgotten(self, word: str) -> list[Change]:
        """What lets go of the kept states of packages in which *word* stands."""
        from zi_assess.workspace import lineage

        return lineage.forgetting(self._opened.database, Blobs(self.path / "states"), word)

    def _erase(self, changes: Sequence[Change]) -> None:
        from zi_assess.workspace import lineage

        self._write("erase", changes)
        lineage.purge(self._opened.database, Blobs(self.path / "states"))

    # Text inside evidence

    def queue_texts(self) -> int:
        """Let every file whose text is not known wait to be read by `texts.step`; how many wait."""
        return self.texts.queue(self.documents())

    def read_texts(self, tick: Tick | None = None) -> int:
        """Read every file whose text is not known yet; how many steps that took. May be cancelled and go on later."""
        waiting = self.queue_texts()
        done = 0
        while self.texts.step() is not None:
            done += 1
            if tick:
                tick(min(done, waiting), waiting)
        self.texts.look()
        return done

    def find(self, text: str, limit: int = 50) -> tuple[Found, ...]:
        """The pages of evidence that hold *text*, best first; only what has been read is searched."""
        with self._ledger.reading() as rows:
            every = [load.document(row) for row in rows.select("documents")]
            uses: dict[str, dict[str, None]] = {}
            for row in rows.select("evidence"):
                uses.setdefault(str(row["document"]), {})[str(row["question"])] = None
        for link in every:
            if link.copy:  # what the copy says, the link's places show
                uses.setdefault(link.copy, {}).update(uses.get(link.id, {}))
        used_in = {document: tuple(codes) for document, codes in uses.items()}
        return self.texts.search(text, {one.sha256: one for one in every if one.sha256}, used_in, limit)

    # The one way to change an assessment

    def _commit(
        self,
        assessment_id: str,
        verb: str,
        changes: Sequence[Change],
        after: Assessment | None = None,
        undoes: int = 0,
    ) -> Sheet:
        """Write *changes* and return the sheet as it stands then; *after* spares reading the assessment again."""
        if changes:
            at = self._write(verb, changes, assessment_id, undoes)
            if after is not None:
                self._holdings.keep(replace(after, changed=at))
        return self.sheet(assessment_id)

    def _write(
        self, verb: str, changes: Sequence[Change], assessment_id: str = "", undoes: int = 0
    ) -> datetime:
        if any(change.table in LOCKABLE for change in changes):
            refuse_locked(self._holdings, verb, changes)
        at = self._ledger.write(assessment_id, verb, changes, undoes)
        # A document, a unit or a revision may concern other assessments too.
        only_own = all(change.table in _OWN for change in changes)
        self._holdings.forget(assessment_id if only_own and verb not in _FAR else "")
        return at


def _note(text: str, code: str) -> str:
    if len(text) > _MAX_NOTE:
        raise ZiError(
            "Catatan {code} terlalu panjang.", "Ringkas, atau lampirkan sebagai berkas bukti.", code=code
        )
    return text.strip()
