"""The one door: a folder of assessments and evidence, and every verb that changes it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from sqlalchemy import Connection

from zi_assess import criteria, files
from zi_assess.core import sheet as sheets
from zi_assess.core.assessment import (
    Answer,
    Assessment,
    Document,
    Evidence,
    PrerequisiteAnswer,
    Profile,
    Stage,
    Unit,
    Value,
)
from zi_assess.core.checks import Finding
from zi_assess.core.pack import Pack, Question
from zi_assess.core.scoring import score
from zi_assess.core.sheet import LastYear, Sheet
from zi_assess.errors import ZiError
from zi_assess.evidence import EvidenceStore, Refused, Taken, Tick
from zi_assess.store import journal, load
from zi_assess.store.database import Database, DiskFailed
from zi_assess.store.place import Place
from zi_assess.store.rows import Change, Row, RowConflict, Rows
from zi_assess.workspace import archive, carry, check, erasure, folder
from zi_assess.workspace.erasure import Erased

if TYPE_CHECKING:
    from zi_assess.workbook import Incoming

Clock = Callable[[], datetime]
_MAX_NOTE = 20_000
_MAX_NAME = 300


@dataclass(frozen=True, slots=True)
class Listed:
    """An assessment as a list shows it."""

    id: str
    unit: Unit
    year: int
    occasion: str
    pack_id: str
    pack_version: str
    target: str
    changed: datetime
    example: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth saying about one attached file: an Indonesian template for *values*. *refused*: it
    was not taken.
    """

    text: str
    values: Mapping[str, object]
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Attached:
    sheet: Sheet
    evidence: tuple[Evidence, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """The verbs that undo and redo would take next, `""` when there is none."""

    undo: str
    redo: str


class _Keep:
    """Says that a field of a document is to stay as it is (None would clear it)."""


KEEP: Final = _Keep()


class Workspace:
    """An open workspace. Not thread-safe: one lane of work uses it. Every verb is one durable transaction."""

    def __init__(self, opened: folder.Opened, who: str, clock: Clock) -> None:
        self._opened = opened
        self._database = opened.database
        self._clock = clock
        self._failed = False
        self._closed = False
        self._assessments: dict[str, Assessment] = {}
        self._last_years: dict[str, LastYear | None] = {}
        self._packs: dict[str, Pack] = {}
        self.who = who
        self.path = opened.path
        self.id = opened.format.workspace
        self.store = EvidenceStore(opened.path / "evidence", opened.path / "staging")
        with self._database.reading() as connection:
            self._end = journal.end(connection)

    # Opening and closing

    @classmethod
    def create(cls, path: Path, *, who: str = "", clock: Clock = lambda: datetime.now(UTC)) -> Workspace:
        """Make a workspace in *path*, which must be missing or empty. Raises ZiError."""
        return cls(folder.create(path, who), who, clock)

    @classmethod
    def open(cls, path: Path, *, who: str = "", clock: Clock = lambda: datetime.now(UTC)) -> Workspace:
        """Open the workspace in *path*; read-only when someone holds it or it lies on a network share.
        Raises ZiError.
        """
        return cls(folder.open_(path, who), who, clock)

    @property
    def read_only(self) -> bool:
        return self._opened.lock is None or self._failed

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
            folder.close(self._opened)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Looking

    def units(self) -> tuple[Unit, ...]:
        with self._reading() as rows:
            return tuple(load.unit(row) for row in rows.select("units"))

    def assessments(self) -> tuple[Listed, ...]:
        """Every assessment, the last changed first."""
        with self._database.reading() as connection:
            rows = Rows(connection)
            listed = [self._listed(connection, rows, row) for row in rows.select("assessments")]
        return tuple(sorted(listed, key=lambda one: one.changed, reverse=True))

    def _listed(self, connection: Connection, rows: Rows, row: Row) -> Listed:
        uid = str(row["uid"])
        owner = rows.get("units", uid=row["unit"])
        assert owner is not None
        return Listed(
            id=uid,
            unit=load.unit(owner),
            year=int(str(row["year"])),
            occasion=str(row["occasion"]),
            pack_id=str(row["pack_id"]),
            pack_version=str(row["pack_version"]),
            target=str(row["target"]),
            changed=journal.last_change(connection, uid) or datetime.fromisoformat(str(row["created"])),
            example=bool(row["example"]),
        )

    def assessment(self, assessment_id: str) -> Assessment:
        """The assessment with *assessment_id*, or with the only id that starts so. Raises ZiError when
        there is none.
        """
        known = self._assessments.get(assessment_id)
        if known is None:
            known = self._load(self._whole_id(assessment_id))
            self._assessments[known.id] = known
        return known

    def _whole_id(self, start: str) -> str:
        with self._reading() as rows:
            found = [
                str(row["uid"])
                for row in rows.select("assessments")
                if start and str(row["uid"]).startswith(start)
            ]
        if len(found) != 1:
            raise ZiError(
                "Penilaian {id} tidak ada di ruang kerja ini.", "Lihat daftarnya: zi-assess list.", id=start
            )
        return found[0]

    def _load(self, assessment_id: str) -> Assessment:
        with self._database.reading() as connection:
            rows = Rows(connection)
            row = rows.get("assessments", uid=assessment_id)
            assert row is not None
            changed = journal.last_change(connection, assessment_id)
            created = datetime.fromisoformat(str(row["created"]))
            return load.assessment(rows, row, self._pack(str(row["pack_digest"])), changed or created)

    def pack(self, assessment_id: str) -> Pack:
        return self._pack(self.assessment(assessment_id).pack_digest)

    def _pack(self, digest: str) -> Pack:
        """The frozen pack: a pack in use never changes, whatever the program ships later."""
        if digest not in self._packs:
            path = self.path / "packs" / f"{digest}.json"
            try:
                self._packs[digest] = criteria.thaw(path.read_bytes())
            except (OSError, ValueError) as error:
                raise ZiError(
                    "Paket kriteria {name} di ruang kerja hilang atau rusak.",
                    "Pulihkan folder packs dari cadangan.",
                    name=path.name[:12],
                ) from error
        return self._packs[digest]

    def sheet(self, assessment_id: str, stage: Stage = Stage.SELF) -> Sheet:
        mine = self.assessment(assessment_id)
        return sheets.make(self._pack(mine.pack_digest), mine, stage, self._last_year(mine))

    def _last_year(self, mine: Assessment) -> LastYear | None:
        if mine.id not in self._last_years:
            self._last_years[mine.id] = self._find_last_year(mine)
        return self._last_years[mine.id]

    def _find_last_year(self, mine: Assessment) -> LastYear | None:
        with self._reading() as rows:
            same = {
                "unit": mine.unit.id,
                "year": mine.year - 1,
                "pack_id": mine.pack_id,
                "occasion": mine.occasion,
            }
            found = [str(row["uid"]) for row in rows.select("assessments", **same)]
        if not found:
            return None
        earlier = self.assessment(found[0])
        return LastYear(earlier.year, score(self._pack(earlier.pack_digest), earlier.of(Stage.SELF)).strict)

    def documents(self) -> tuple[Document, ...]:
        with self._reading() as rows:
            return tuple(load.document(row) for row in rows.select("documents"))

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
        """Start an assessment of *unit* for *year* and return its id; *source* is the one to carry over
        from.
        """
        earlier = self.assessment(source) if source else None
        made, changes = self._start(
            pack, unit, year, target, occasion, earlier.id if earlier else "", example
        )
        if earlier is not None:
            changes.extend(carry.changes(earlier, self._pack(earlier.pack_digest), pack, made))
        self._commit(made, "new", changes)
        return made

    def _start(
        self, pack: Pack, unit: str, year: int, target: str, occasion: str, source: str, example: bool
    ) -> tuple[str, list[Change]]:
        _check_start(pack, unit, year, target)
        changes: list[Change] = []
        owner = self._unit_named(unit)
        if owner is None:
            owner = Unit(str(uuid.uuid4()), " ".join(unit.split()))
            changes.append(Change("units", None, load.unit_row(owner)))
        else:
            self._refuse_second(owner, year, pack, occasion)
        self._freeze(pack)
        made = str(uuid.uuid4())
        row = {
            "uid": made,
            "unit": owner.id,
            "year": year,
            "occasion": occasion,
            "pack_id": pack.id,
            "pack_version": pack.version,
            "pack_digest": pack.digest,
            "target": target,
            "window_start": date(year - 1, 1, 1).isoformat(),
            "window_end": "",
            "created": self._now(),
            "example": int(example),
            "submitted": 0,
            "source": source,
        }
        return made, [*changes, Change("assessments", None, row)]

    def _unit_named(self, name: str) -> Unit | None:
        with self._reading() as rows:
            row = rows.get("units", normal=load.normal(name))
            return load.unit(row) if row else None

    def _refuse_second(self, unit: Unit, year: int, pack: Pack, occasion: str) -> None:
        with self._reading() as rows:
            same = rows.get("assessments", unit=unit.id, year=year, pack_id=pack.id, occasion=occasion)
        if same:
            raise ZiError(
                "{unit} sudah punya penilaian {pack} tahun {year} (id {id}).",
                "Buka penilaian itu, atau pakai tahun atau nama kegiatan lain.",
                unit=unit.name,
                pack=pack.short,
                year=year,
                id=str(same["uid"])[:8],
            )

    def _freeze(self, pack: Pack) -> None:
        path = self.path / "packs" / f"{pack.digest}.json"
        if not path.exists():
            self._refuse_read_only()
            files.write_bytes(path, criteria.freeze(pack))
        self._packs[pack.digest] = pack

    def take_workbook(self, incoming: Incoming, pack: Pack, *, unit: str, year: int, target: str = "") -> str:
        """Start an assessment from a workbook that was read: answers, notes, links, and what is odd in it.
        Returns its id.
        """
        made, changes = self._start(pack, unit, year, target or incoming.target, "", "", False)
        for stage, answers in incoming.answers.items():
            changes.extend(
                Change("answers", None, load.answer_row(made, stage, code, answer))
                for code, answer in answers.items()
            )
        documents: dict[str, Document] = {}
        for code, links in incoming.links.items():
            for link in links:
                changes.extend(self._link_changes(made, code, "", link.url, link.title, None, documents)[0])
        changes.extend(
            Change("remarks", None, load.remark_row(made, str(uuid.uuid4()), remark))
            for remark in incoming.remarks
        )
        self._commit(made, "take-workbook", changes)
        return made

    # Answers

    def record(
        self, assessment_id: str, code: str, value: Value | None, *, stage: Stage = Stage.SELF
    ) -> Sheet:
        """Answer a question (None clears the answer, the note stays). *value* is one that `parse_value`
        gives.
        """
        before = self.assessment(assessment_id).answer(code, stage)
        return self._answer(assessment_id, code, replace(before, value=value), stage, "record")

    def note(self, assessment_id: str, code: str, text: str, *, stage: Stage = Stage.SELF) -> Sheet:
        """Write the note of a question; raises ZiError when it is too long."""
        if len(text) > _MAX_NOTE:
            raise ZiError(
                "Catatan {code} terlalu panjang.", "Ringkas, atau lampirkan sebagai berkas bukti.", code=code
            )
        before = self.assessment(assessment_id).answer(code, stage)
        return self._answer(assessment_id, code, replace(before, note=text.strip()), stage, "note")

    def _answer(self, assessment_id: str, code: str, answer: Answer, stage: Stage, verb: str) -> Sheet:
        mine = self.assessment(assessment_id)
        self._question(mine, code)
        changes = _answer_changes(mine, stage, code, answer)
        if changes and stage is Stage.SELF and code in mine.proposals and answer.value is not None:
            changes.append(Change("proposals", load.proposal_row(mine.id, code, mine.proposals[code]), None))
        after = mine.with_answer(code, answer, stage)
        if len(changes) == 1:
            return self._commit(mine.id, verb, changes, after)
        return self._commit(mine.id, verb, changes)

    def confirm(self, assessment_id: str, codes: Sequence[str]) -> Sheet:
        """Make last year's proposals for *codes* this year's answers; a note already written here stays
        first.
        """
        mine = self.assessment(assessment_id)
        changes: list[Change] = []
        for code in codes:
            proposal = mine.proposals.get(code)
            if proposal is None:
                continue
            before = mine.answer(code)
            note = "\n".join(dict.fromkeys(part for part in (before.note, proposal.note) if part))
            value = proposal.value if before.value is None else before.value
            changes.extend(_answer_changes(mine, Stage.SELF, code, Answer(value, note)))
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
        question = self._question(mine, code)
        _check_slot(question, slot)
        self._refuse_read_only()
        filing = _Filing(self, mine, code, slot, dated)
        paths = [source for source in sources if isinstance(source, Path)]
        for batch in self.store.take(paths, tick):
            filing.add_files(batch)
        for source in sources:
            if isinstance(source, str):
                filing.add_link(source)
        # All documents before all uses, so that each table is written in one go.
        changes = sorted(filing.changes, key=lambda change: change.table)
        sheet = self._commit(mine.id, "attach", changes)
        return Attached(sheet, tuple(filing.evidence), tuple(filing.notices))

    def reuse(self, assessment_id: str, code: str, document_id: str, *, slot: str = "") -> Sheet:
        """Let a document that is already here serve one more question."""
        mine = self.assessment(assessment_id)
        _check_slot(self._question(mine, code), slot)
        filing = _Filing(self, mine, code, slot, None)
        filing.use(self._document(document_id))
        return self._commit(mine.id, "attach", filing.changes)

    def detach(self, assessment_id: str, evidence_id: str) -> Sheet:
        """Take one use of a document away; the document and its other uses stay."""
        mine = self.assessment(assessment_id)
        use = _use(mine, evidence_id)
        return self._commit(mine.id, "detach", [Change("evidence", load.evidence_row(mine.id, use), None)])

    def place_evidence(self, assessment_id: str, evidence_id: str, slot: str) -> Sheet:
        """Move one use into another slot of its question (`""`: none)."""
        mine = self.assessment(assessment_id)
        use = _use(mine, evidence_id)
        _check_slot(self._question(mine, use.code), slot)
        return self._change_use(mine, use, replace(use, slot=slot), "place")

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
        use = _use(mine, evidence_id)
        document = use.document
        described = replace(
            document,
            name=document.name if name is None else name.strip()[:_MAX_NAME] or document.name,
            dated=document.dated if isinstance(dated, _Keep) else dated,
        )
        after = replace(
            use, pages=use.pages if pages is None else pages, note=use.note if note is None else note
        )
        changes = _changed("documents", load.document_row(document), load.document_row(described))
        changes += _changed("evidence", load.evidence_row(mine.id, use), load.evidence_row(mine.id, after))
        return self._commit(mine.id, "describe", changes)

    def _change_use(self, mine: Assessment, before: Evidence, after: Evidence, verb: str) -> Sheet:
        rows = load.evidence_row(mine.id, before), load.evidence_row(mine.id, after)
        if any((use.code, use.slot, use.document.id) == (after.code, after.slot, after.document.id)
               for use in mine.evidence if use.id != after.id):  # fmt: skip
            raise ZiError(
                "{name} sudah ada di tempat itu.", "Lepaskan salah satunya.", name=after.document.name
            )
        return self._commit(mine.id, verb, _changed("evidence", *rows))

    def _document(self, document_id: str) -> Document:
        with self._reading() as rows:
            row = rows.get("documents", uid=document_id)
        if row is None:
            raise ZiError("Dokumen itu tidak ada di ruang kerja ini.", "Lampirkan berkasnya lagi.")
        return load.document(row)

    def _known_files(self, digests: tuple[str, ...]) -> dict[str, Document]:
        with self._reading() as rows:
            return {str(row["sha256"]): load.document(row) for row in rows.select("documents", sha256=digests)}

    def _known_link(self, url: str) -> Document | None:
        with self._reading() as rows:
            row = rows.get("documents", sha256="", url=url)
            return load.document(row) if row else None

    def _link_changes(
        self,
        made: str,
        code: str,
        slot: str,
        url: str,
        title: str,
        dated: date | None,
        known: dict[str, Document],
    ) -> tuple[list[Change], Evidence]:
        changes: list[Change] = []
        document = known.get(url) or self._known_link(url)
        if document is None:
            document = Document(
                str(uuid.uuid4()),
                (title or url)[:_MAX_NAME],
                "link",
                url=url,
                dated=dated,
                added=self._clock(),
            )
            changes.append(Change("documents", None, load.document_row(document)))
        known[url] = document
        use = Evidence(str(uuid.uuid4()), code, slot, document)
        return [*changes, Change("evidence", None, load.evidence_row(made, use))], use

    # What surrounds the answers

    def aim(self, assessment_id: str, target: str) -> Sheet:
        """Choose the designation aimed at (`""`: none)."""
        mine = self.assessment(assessment_id)
        _check_target(self._pack(mine.pack_digest), target)
        return self._change_head(mine, "aim", target=target)

    def frame(self, assessment_id: str, start: date, end: date | None) -> Sheet:
        """Set the window in which evidence must be dated."""
        if end is not None and end < start:
            raise ZiError("Masa penilaian berakhir sebelum mulai.", "Tukar kedua tanggalnya.")
        mine = self.assessment(assessment_id)
        return self._change_head(
            mine, "frame", window_start=start.isoformat(), window_end=end.isoformat() if end else ""
        )

    def _change_head(self, mine: Assessment, verb: str, **values: object) -> Sheet:
        with self._reading() as rows:
            row = rows.get("assessments", uid=mine.id)
        assert row is not None
        return self._commit(mine.id, verb, _changed("assessments", row, {**row, **values}))

    def hold(self, assessment_id: str, prerequisite_id: str, answer: PrerequisiteAnswer) -> Sheet:
        """Say how a prerequisite stands."""
        mine = self.assessment(assessment_id)
        if not any(one.id == prerequisite_id for one in self._pack(mine.pack_digest).prerequisites):
            raise ZiError("Prasyarat {id} tidak dikenal.", "Pilih dari daftar prasyarat.", id=prerequisite_id)
        before = mine.prerequisites.get(prerequisite_id)

        def row(one: PrerequisiteAnswer) -> Row:
            return {
                "assessment": mine.id,
                "prerequisite": prerequisite_id,
                "held": one.held.value,
                "note": one.note,
            }

        changes = _changed("prerequisites", row(before) if before else None, row(answer))
        return self._commit(mine.id, "hold", changes)

    def settle(self, assessment_id: str, remark_id: str) -> Sheet:
        """Put away a remark from an import that has been looked at."""
        mine = self.assessment(assessment_id)
        with self._reading() as rows:
            row = rows.get("remarks", uid=remark_id)
        return self._commit(mine.id, "settle", [Change("remarks", row, None)] if row else [])

    def profile(self, unit_id: str, profile: Profile) -> Unit:
        """Write what a unit's signature blocks need; it serves all its assessments."""
        with self._reading() as rows:
            before = rows.get("units", uid=unit_id)
        if before is None:
            raise ZiError("Unit kerja itu tidak ada.", "Pilih unit dari daftar.")
        after = replace(load.unit(before), profile=profile)
        self._write("", "profile", _changed("units", before, load.unit_row(after)))
        self._assessments.clear()
        return after

    # Undo

    def steps(self, assessment_id: str) -> Steps:
        """What undo and redo would take next: the verb's name, `""` when nothing."""
        mine = self.assessment(assessment_id)
        with self._database.reading() as connection:
            next_ = journal.steps(connection, mine.id)
            return Steps(
                journal.entry(connection, next_.undo).verb if next_.undo else "",
                journal.entry(connection, next_.redo).verb if next_.redo else "",
            )

    def undo(self, assessment_id: str) -> Sheet:
        """Take the last verb back by a reversing entry; raises ZiError when there is none."""
        return self._step(assessment_id, journal.UNDO)

    def redo(self, assessment_id: str) -> Sheet:
        """Do again what was undone last; raises ZiError when there is none."""
        return self._step(assessment_id, journal.REDO)

    def _step(self, assessment_id: str, verb: str) -> Sheet:
        mine = self.assessment(assessment_id)
        with self._database.reading() as connection:
            next_ = journal.steps(connection, mine.id)
            seq = next_.undo if verb == journal.UNDO else next_.redo
            changes = journal.entry(connection, seq).changes if seq else ()
        if not changes:
            raise ZiError("Tidak ada langkah yang dapat diulang atau diurungkan.", "Lanjutkan mengisi.")
        if verb == journal.UNDO:
            changes = tuple(change.reversed() for change in reversed(changes))
        return self._commit(mine.id, verb, changes, undoes=seq)

    # Keeping

    def backup(self, target: Path, *, tick: Tick | None = None) -> None:
        """Write everything (database, packs, evidence) into one file. Raises ZiError."""
        archive.write(self._opened, self._database, self.store, self.documents(), target, tick)

    @classmethod
    def restore(cls, source: Path, into: Path, *, tick: Tick | None = None) -> Path:
        """Unpack a backup into *into*, which must be missing or empty, and check it. Raises ZiError."""
        archive.restore(source, into, tick)
        return into

    def keep_backup(self) -> Path | None:
        """Make today's backup of the database in `backups/` when something changed since the newest; thin
        the older ones.
        """
        if self.read_only:
            return None
        return archive.keep(self._opened, self._database, self._end.seq, self._clock().date())

    def verify(self, tick: Tick | None = None) -> tuple[Finding, ...]:
        """Re-read every row, pack and file and name what changed, is missing or belongs to nothing. Changes
        nothing.
        """
        return check.verify(self._opened, self._database, self.store, tick)

    def erase(self, document_id: str) -> Erased:
        """Erase a document for good: its uses, its name, its bytes; the journal keeps a tombstone.

        Returns the backups that still hold it. Raises ZiError.
        """
        self._refuse_read_only()
        document = self._document(document_id)
        changes = erasure.changes(self._database, document)
        self._write("", "erase", changes)
        self._assessments.clear()
        return erasure.finish(self._opened, self._database, self.store, document)

    def erase_person(self, name: str) -> Erased:
        """Erase a person's name from unit profiles, and from the journal of who did what. Raises ZiError
        when unknown.
        """
        self._refuse_read_only()
        changes = erasure.person_changes(self._database, name)
        self._write("", "erase", changes)
        self._assessments.clear()
        return erasure.finish_person(self._opened, self._database, name, found=bool(changes))

    # The one way to write

    def _commit(
        self,
        assessment_id: str,
        verb: str,
        changes: Sequence[Change],
        after: Assessment | None = None,
        undoes: int = 0,
    ) -> Sheet:
        """Write *changes* and return the sheet as it stands then; *after* spares reading the assessment
        again.
        """
        if changes:
            at = self._write(assessment_id, verb, changes, undoes)
            self._last_years.clear()
            self._assessments.pop(assessment_id, None)
            if any(change.table == "documents" for change in changes):
                self._assessments.clear()
            elif after is not None:
                self._assessments[assessment_id] = replace(after, changed=datetime.fromisoformat(at))
        return self.sheet(assessment_id)

    def _write(self, assessment_id: str, verb: str, changes: Sequence[Change], undoes: int = 0) -> str:
        self._refuse_read_only()
        at = self._now()
        if not changes:
            return at
        try:
            with self._database.writing() as connection:
                end = journal.write(
                    connection,
                    Rows(connection),
                    self._end,
                    changes,
                    at=at,
                    who=self.who,
                    verb=verb,
                    assessment=assessment_id,
                    undoes=undoes,
                )
        except RowConflict as error:
            self._assessments.clear()
            raise ZiError(
                "Data sudah berubah sejak langkah itu.", "Tidak ada yang diubah; muat ulang lalu coba lagi."
            ) from error
        except DiskFailed:
            self._failed = True  # a failed flush is never retried: what is on disk stays as it is
            raise
        self._end = end
        return at

    def _refuse_read_only(self) -> None:
        if self._failed:
            raise ZiError(
                "Diska gagal menyimpan, ruang kerja kini hanya dapat dibaca.",
                "Tutup ZI Assess, periksa diska, lalu buka lagi; data yang bertanda Tersimpan aman.",
            )
        if self.read_only and self.held_by:
            raise ZiError(
                "Ruang kerja sedang dibuka oleh {who}.",
                "Tutup di sana dahulu; di sini hanya dapat dibaca.",
                who=self.held_by,
            )
        if self.read_only:
            raise ZiError(
                "Ruang kerja ini hanya dapat dibaca (folder jaringan).",
                "Salin ke diska komputer ini lewat cadangan dan pemulihan.",
            )

    def _reading(self) -> _Reading:
        return _Reading(self._database)

    def _question(self, mine: Assessment, code: str) -> Question:
        question = self._pack(mine.pack_digest).question(code)
        if question is None:
            raise ZiError(
                "Kode {code} tidak ada di {pack}.",
                "Lihat kodenya: zi-assess pack show {pack}.",
                code=code,
                pack=mine.pack_id,
            )
        return question

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds")


class _Reading:
    """Rows for the length of a `with` block."""

    def __init__(self, database: Database) -> None:
        self._context = database.reading()

    def __enter__(self) -> Rows:
        return Rows(self._context.__enter__())

    def __exit__(self, *error: Any) -> None:
        self._context.__exit__(*error)


class _Filing:
    """The changes of one attach, gathered file by file."""

    def __init__(
        self, workspace: Workspace, mine: Assessment, code: str, slot: str, dated: date | None
    ) -> None:
        self._workspace = workspace
        self._mine = mine
        self._code = code
        self._slot = slot
        self._dated = dated
        self._here = {use.document.id for use in mine.evidence if (use.code, use.slot) == (code, slot)}
        self._documents: dict[str, Document] = {}
        self.changes: list[Change] = []
        self.evidence: list[Evidence] = []
        self.notices: list[Notice] = []

    def add_files(self, batch: Sequence[Taken | Refused]) -> None:
        digests = tuple(one.sha256 for one in batch if isinstance(one, Taken) and one.known)
        self._documents |= self._workspace._known_files(digests)
        for one in batch:
            if isinstance(one, Refused):
                self.notices.append(Notice(one.reason, one.values, refused=True))
            else:
                self._add_file(one)

    def _add_file(self, taken: Taken) -> None:
        known = self._documents.get(taken.sha256)
        if known is None:
            known = self._document(taken.name, taken.kind, sha256=taken.sha256, size=taken.size)
            self._documents[taken.sha256] = known
        elif known.id not in self._here:
            self._say(
                "Isi {name} sudah ada sebagai {known}: disimpan sekali, dipakai lagi di sini.",
                taken.name,
                known,
            )
        self._file(known, taken.name)

    def add_link(self, address: str) -> None:
        url = address.strip()
        parts = urlsplit(url)
        if (
            parts.scheme not in ("http", "https")
            or not parts.netloc
            or len(url) > 2000
            or any(c <= " " for c in url)
        ):
            self.notices.append(Notice("{name} bukan alamat web.", {"name": address[:80]}, refused=True))
            return
        known = self._documents.get(url) or self._workspace._known_link(url)
        if known is None:
            known = self._documents[url] = self._document(url, "link", url=url)
        self._file(known, url)

    def use(self, document: Document) -> None:
        self._file(document, document.name)

    def _document(self, name: str, kind: str, *, sha256: str = "", url: str = "", size: int = 0) -> Document:
        made = Document(
            str(uuid.uuid4()),
            name[:_MAX_NAME],
            kind,
            sha256,
            url,
            size,
            self._dated,
            self._workspace._clock().astimezone(UTC),
        )
        self.changes.append(Change("documents", None, load.document_row(made)))
        return made

    def _file(self, document: Document, name: str) -> None:
        if document.id in self._here:
            self._say("{name} sudah terlampir di sini.", name, document)
            return
        self._here.add(document.id)
        use = Evidence(str(uuid.uuid4()), self._code, self._slot, self._dated_again(document))
        self.evidence.append(use)
        self.changes.append(Change("evidence", None, load.evidence_row(self._mine.id, use)))

    def _dated_again(self, document: Document) -> Document:
        """A date given now is the document's, also where it was filed before."""
        if self._dated is None or document.dated == self._dated:
            return document
        dated = replace(document, dated=self._dated)
        self.changes += _changed("documents", load.document_row(document), load.document_row(dated))
        return dated

    def _say(self, text: str, name: str, known: Document) -> None:
        self.notices.append(Notice(text, {"name": name, "known": known.name}))


def _answer_changes(mine: Assessment, stage: Stage, code: str, answer: Answer) -> list[Change]:
    before = mine.of(stage).get(code)
    after = load.answer_row(mine.id, stage, code, answer)
    return _changed("answers", load.answer_row(mine.id, stage, code, before) if before else None, after)


def _changed(table: str, before: Row | None, after: Row) -> list[Change]:
    return [] if before == after else [Change(table, before, after)]


def _use(mine: Assessment, evidence_id: str) -> Evidence:
    for use in mine.evidence:
        if use.id == evidence_id:
            return use
    raise ZiError("Bukti itu tidak ada lagi.", "Muat ulang daftarnya.")


def _check_slot(question: Question, slot: str) -> None:
    if slot and question.slot(slot) is None:
        raise ZiError(
            "Tempat bukti “{slot}” tidak ada pada {code}.",
            "Pilih: {slots}.",
            slot=slot,
            code=question.code,
            slots=", ".join(one.id for one in question.evidence) or "–",
        )


def _check_start(pack: Pack, unit: str, year: int, target: str) -> None:
    if not unit.strip() or len(unit) > _MAX_NAME:
        raise ZiError("Nama unit kerja kosong atau terlalu panjang.", "Tulis nama unit kerja.")
    if not 2000 <= year <= 2200:
        raise ZiError("Tahun {year} tidak masuk akal.", "Tulis tahun pengusulan, misalnya 2026.", year=year)
    _check_target(pack, target)


def _check_target(pack: Pack, target: str) -> None:
    if target and pack.designation(target) is None:
        raise ZiError(
            "Predikat {target} tidak ada di {pack}.",
            "Pilih: {known}.",
            target=target,
            pack=pack.short,
            known=", ".join(one.id for one in pack.designations) or "tanpa predikat",
        )
