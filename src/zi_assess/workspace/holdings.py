"""The assessments of a workspace as values, with the packs they were frozen with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from zi_assess import criteria, files
from zi_assess.core import followups, observed, review
from zi_assess.core.assessment import (
    Act,
    Assessment,
    Document,
    Stage,
    Unit,
    Value,
    parse_value,
    value_text,
)
from zi_assess.core.pack import Pack, Question
from zi_assess.core.review import Phase
from zi_assess.core.scoring import score
from zi_assess.core.sheet import LastYear
from zi_assess.errors import ZiError
from zi_assess.store import journal, load
from zi_assess.store.rows import Row, Rows
from zi_assess.workspace import copies
from zi_assess.workspace.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Listed:
    """An assessment as a list shows it; *round* counts how often it was handed over, *due* are the days by which its
    open follow-ups should be done.
    """

    id: str
    unit: Unit
    year: int
    occasion: str
    pack_id: str
    pack_version: str
    target: str
    changed: datetime
    example: bool
    phase: Phase = Phase.FILLING
    round: int = 0
    due: tuple[date, ...] = ()


class Holdings:
    """Reads assessments, each once until it changes."""

    def __init__(self, ledger: Ledger, packs: Path) -> None:
        self._ledger = ledger
        self._folder = packs
        self._assessments: dict[str, Assessment] = {}
        self._last_years: dict[str, tuple[str, LastYear | None]] = {}  # with the id it was read from
        self._packs: dict[str, Pack] = {}

    def listed(self) -> tuple[Listed, ...]:
        """Every assessment, the last changed first."""
        with self._ledger.database.reading() as connection:
            rows = Rows(connection)
            units = {row["uid"]: load.unit(row) for row in rows.select("units")}
            changed = journal.last_changes(connection)
            passed, due = _passed(rows), _due(rows)
            listed = [
                replace(_listed(row, units, changed, passed), due=tuple(due.get(str(row["uid"]), ())))
                for row in rows.select("assessments")
            ]
        return tuple(sorted(listed, key=lambda one: one.changed, reverse=True))

    def assessment(self, start: str) -> Assessment:
        """The assessment with this id, or with the only id that starts so. Raises ZiError when there is none."""
        known = self._assessments.get(start)
        if known is None:
            known = self._read(self._whole_id(start))
            self._assessments[known.id] = known
        return known

    def keep(self, mine: Assessment) -> None:
        """Remember *mine* as what the database now holds."""
        self._assessments[mine.id] = mine

    def forget(self, assessment_id: str = "") -> None:
        """Read one assessment again when it is next asked for; all of them when none is named."""
        if not assessment_id:
            self._assessments.clear()
            self._last_years.clear()
            return
        self._assessments.pop(assessment_id, None)
        for later in [uid for uid, (read, _) in self._last_years.items() if read == assessment_id]:
            del self._last_years[later]

    def _whole_id(self, start: str) -> str:
        found = [
            str(row["uid"]) for row in self._ledger.select("assessments") if str(row["uid"]).startswith(start)
        ]
        if len(found) != 1 or not start:
            raise ZiError(
                "Penilaian {id} tidak ada di ruang kerja ini.", "Lihat daftarnya: zi-assess list.", id=start
            )
        return found[0]

    def _read(self, assessment_id: str) -> Assessment:
        with self._ledger.database.reading() as connection:
            rows = Rows(connection)
            row = rows.select("assessments", uid=assessment_id)[0]
            changed = journal.last_changes(connection, assessment_id).get(assessment_id)
            created = datetime.fromisoformat(str(row["created"]))
            mine = load.assessment(rows, row, self.pack(str(row["pack_digest"])), changed or created)
        here = copies.copy_of(self._ledger.database, self._folder.parent, assessment_id)
        return replace(mine, copy=here)

    def pack(self, digest: str) -> Pack:
        """The frozen pack: a pack in use never changes, whatever the program ships later."""
        if digest not in self._packs:
            path = self._folder / f"{digest}.json"
            try:
                self._packs[digest] = criteria.thaw(path.read_bytes())
            except (OSError, ValueError) as error:
                raise ZiError(
                    "Paket kriteria {name} di ruang kerja hilang atau rusak.",
                    "Pulihkan folder packs dari cadangan.",
                    name=path.name[:12],
                ) from error
        return self._packs[digest]

    def freeze(self, pack: Pack) -> None:
        """Keep *pack* with the workspace, durably."""
        path = self._folder / f"{pack.digest}.json"
        if not path.exists():
            self._ledger.refuse_read_only()
            files.write_bytes(path, criteria.freeze(pack))
        self._packs[pack.digest] = pack

    def question(self, mine: Assessment, code: str) -> Question:
        """The question of *mine* with *code*. Raises ZiError when there is none."""
        question = self.pack(mine.pack_digest).question(code)
        if question is None:
            raise ZiError(
                "Kode {code} tidak ada di {pack}.",
                "Lihat kodenya: zi-assess pack show {pack}.",
                code=code,
                pack=mine.pack_id,
            )
        return question

    def refuse_misfit(self, mine: Assessment, code: str, value: Value | None) -> None:
        """Raise ZiError when *value* is no answer to the question with *code*, in the words of whoever types one."""
        question = self.question(mine, code)
        if value is not None:
            parse_value(question, value_text(value))

    def last_year(self, mine: Assessment) -> LastYear | None:
        """How the same unit stood a year earlier with the same instrument; None when that is not known."""
        if mine.id not in self._last_years:
            same = {
                "unit": mine.unit.id,
                "year": mine.year - 1,
                "pack_id": mine.pack_id,
                "occasion": mine.occasion,
            }
            row = self._ledger.get("assessments", **same)
            known = (str(row["uid"]), self._standing(row, mine.year - 1)) if row else ("", None)
            self._last_years[mine.id] = known
        return self._last_years[mine.id][1]

    def earlier(self, mine: Assessment) -> tuple[Assessment, ...]:
        """The assessments of the same unit with the same instrument in the years before, the last first."""
        rows = self._ledger.select("assessments", unit=mine.unit.id, pack_id=mine.pack_id)
        found = [self.assessment(str(row["uid"])) for row in rows if int(str(row["year"])) < mine.year]
        return tuple(sorted(found, key=lambda one: (-one.year, one.occasion)))

    def first_found(self, mine: Assessment) -> Mapping[str, int]:
        """By id, the year of each observation of *mine* that goes on from an earlier one, where that is known here."""
        followed = {one.id for one in mine.observations if one.origin}
        years = observed.first_years(mine, self.earlier(mine)) if followed else {}
        return {key: year for key, year in years.items() if key in followed}

    def _standing(self, row: Row, year: int) -> LastYear:
        pack = self.pack(str(row["pack_digest"]))
        with self._ledger.reading() as rows:
            answers = load.answers(rows, str(row["uid"]), pack)
        return LastYear(year, score(pack, answers.get(Stage.SELF, {})).strict)

    def document(self, document_id: str) -> Document:
        row = self._ledger.get("documents", uid=document_id)
        if row is None:
            raise ZiError("Dokumen itu tidak ada di ruang kerja ini.", "Lampirkan berkasnya lagi.")
        return load.document(row)


def _passed(rows: Rows) -> dict[str, tuple[Phase, int]]:
    """In whose hands each assessment that was ever handed over is, and its round."""
    return {
        str(row["assessment"]): (review.AFTER[Act(str(row["act"]))], int(str(row["round"])))
        for row in rows.select("handovers")
    }


def _due(rows: Rows) -> dict[str, list[date]]:
    """By when the open follow-ups of each assessment should be done."""
    found: dict[str, list[date]] = {}
    for row in rows.select("follow_ups"):
        one = load.follow_up(row)
        if one.due is not None and followups.is_open(one):
            found.setdefault(str(row["assessment"]), []).append(one.due)
    return found


def _listed(
    row: Row, units: dict[object, Unit], changed: dict[str, datetime], passed: dict[str, tuple[Phase, int]]
) -> Listed:
    uid = str(row["uid"])
    phase, round_ = passed.get(uid, (Phase.FILLING, 0))
    return Listed(
        id=uid,
        unit=units[row["unit"]],
        year=int(str(row["year"])),
        occasion=str(row["occasion"]),
        pack_id=str(row["pack_id"]),
        pack_version=str(row["pack_version"]),
        target=str(row["target"]),
        changed=changed.get(uid) or datetime.fromisoformat(str(row["created"])),
        example=bool(row["example"]),
        phase=phase,
        round=round_,
    )
