"""Starting an assessment: what must hold, and the rows of a new one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from zi_assess.core.assessment import Unit
from zi_assess.core.pack import Pack
from zi_assess.errors import ZiError
from zi_assess.store import load
from zi_assess.store.rows import Change, Row
from zi_assess.workspace import filing
from zi_assess.workspace.ledger import Ledger

if TYPE_CHECKING:
    from zi_assess.workbook import Incoming

MAX_NAME = 300


@dataclass(frozen=True, slots=True)
class Start:
    """What a new assessment is of."""

    pack: Pack
    unit: str
    year: int
    target: str = ""
    occasion: str = ""
    source: str = ""
    example: bool = False


def changes(ledger: Ledger, start: Start) -> tuple[str, list[Change]]:
    """The new assessment's id and the rows to write: its own, and its unit's when that is new. Raises ZiError."""
    _check(start)
    owner, new_unit = owned_by(ledger, start.unit)
    if not new_unit:
        _refuse_second(ledger, owner, start)
    made = str(uuid.uuid4())
    own = {
        "uid": made,
        "unit": owner.id,
        "year": start.year,
        "occasion": start.occasion,
        "pack_id": start.pack.id,
        "pack_version": start.pack.version,
        "pack_digest": start.pack.digest,
        "target": start.target,
        # Our rule, shown on screen: evidence counts from the year before the proposal on (DESIGN §16).
        "window_start": date(start.year - 1, 1, 1).isoformat(),
        "window_end": "",
        "created": ledger.now().isoformat(timespec="milliseconds"),
        "example": int(start.example),
        "submitted": 0,
        "source": start.source,
    }
    return made, [*new_unit, Change("assessments", None, own)]


def owned_by(ledger: Ledger, name: str) -> tuple[Unit, list[Change]]:
    """The unit called *name*, and the change that writes it down when it is new."""
    row = ledger.get("units", normal=load.normal(name))
    if row:
        return load.unit(row), []
    unit = Unit(str(uuid.uuid4()), " ".join(name.split()))
    return unit, [Change("units", None, load.unit_row(unit))]


@dataclass(frozen=True, slots=True)
class Renaming:
    """*known*: a package of the unit went out or came in, and partners know it by its name. *taken*: others' names."""

    known: bool
    taken: frozenset[str]

    def complaint(self, old: str, name: str) -> ZiError | None:
        """What is wrong with calling the unit *name* instead of *old*."""
        wanted = load.normal(name)
        if not wanted or len(name) > MAX_NAME:
            return _no_name()
        if wanted in self.taken:
            return ZiError("Unit {name} sudah ada di ruang kerja ini.", "Pakai nama lain.", name=name)
        if self.known and wanted != load.normal(old):
            return ZiError(
                "Nama unit tetap: penilaiannya sudah dikirim atau diterima sebagai paket.",
                "Huruf besar dan kecilnya masih dapat dibetulkan.",
            )
        return None


def _no_name() -> ZiError:
    return ZiError("Nama unit kerja kosong atau terlalu panjang.", "Tulis nama unit kerja.")


def renaming(ledger: Ledger, unit_id: str) -> Renaming:
    """What stands in the way of another name for the unit."""
    mine = {row["uid"] for row in ledger.select("assessments") if row["unit"] == unit_id}
    known = any(row["assessment"] in mine for row in ledger.select("exchanges"))
    taken = (str(row["normal"]) for row in ledger.select("units") if row["uid"] != unit_id)
    return Renaming(known, frozenset(taken))


def renamed(ledger: Ledger, unit_id: str, name: str) -> tuple[Row, Row]:
    """The unit's row as it is and as it is with another name. Raises ZiError."""
    row = ledger.get("units", uid=unit_id)
    if row is None:
        raise ZiError("Unit kerja itu tidak ada.", "Pilih unit dari daftar.")
    complaint = renaming(ledger, unit_id).complaint(str(row["name"]), name)
    if complaint is not None:
        raise complaint
    return row, load.unit_row(replace(load.unit(row), name=" ".join(name.split())))


def from_workbook(ledger: Ledger, incoming: Incoming, assessment_id: str) -> list[Change]:
    """The rows of what came in: answers by stage, links as evidence in no slot, what was odd as remarks."""
    answers = [
        Change("answers", None, load.answer_row(assessment_id, stage, code, answer))
        for stage, given in incoming.answers.items()
        for code, answer in given.items()
    ]
    links = filing.links(ledger, assessment_id, incoming.links)
    remarks = [
        Change("remarks", None, load.remark_row(assessment_id, str(uuid.uuid4()), remark))
        for remark in incoming.remarks
    ]
    return [*answers, *links, *remarks]


def _refuse_second(ledger: Ledger, unit: Unit, start: Start) -> None:
    same = ledger.get(
        "assessments", unit=unit.id, year=start.year, pack_id=start.pack.id, occasion=start.occasion
    )
    if same:
        raise ZiError(
            "{unit} sudah punya penilaian {pack} tahun {year} (id {id}).",
            "Buka penilaian itu, atau pakai tahun atau nama kegiatan lain.",
            unit=unit.name,
            pack=start.pack.short,
            year=start.year,
            id=str(same["uid"])[:8],
        )


def _check(start: Start) -> None:
    if not start.unit.strip() or len(start.unit) > MAX_NAME:
        raise _no_name()
    if not 2000 <= start.year <= 2200:
        raise ZiError(
            "Tahun {year} tidak masuk akal.", "Tulis tahun pengusulan, misalnya 2026.", year=start.year
        )
    check_target(start.pack, start.target)


def check_target(pack: Pack, target: str) -> None:
    """Raise ZiError when *target* is no designation of *pack*."""
    if target and pack.designation(target) is None:
        raise ZiError(
            "Predikat {target} tidak ada di {pack}.",
            "Pilih: {known}.",
            target=target,
            pack=pack.short,
            known=", ".join(one.id for one in pack.designations) or "tanpa predikat",
        )
