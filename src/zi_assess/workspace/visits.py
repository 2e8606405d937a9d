"""Mystery-shopping visits: sealed until the head releases them, then assessments like any other.

While a visit is sealed, the workspace holds one encrypted blob and its SHA-256; what was seen, the photos and the
shopper's code are in it. Nothing of it stands in the index, among the evidence or in a backup in the clear.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from zi_assess import errors, files, sealing
from zi_assess.core import visit as visits
from zi_assess.core.assessment import Stage, Unit
from zi_assess.core.pack import Pack
from zi_assess.core.sheet import Sheet
from zi_assess.core.visit import Photo, Visit
from zi_assess.errors import ZiError
from zi_assess.evidence import EvidenceStore, Taken, kind_of
from zi_assess.store import journal, load
from zi_assess.store.database import Database
from zi_assess.store.rows import Change, Row
from zi_assess.workspace import filing, mended, releasing, start
from zi_assess.workspace.blobs import Blobs
from zi_assess.workspace.inside import Inside
from zi_assess.workspace.ledger import changed
from zi_assess.workspace.mended import Mended

_PLAN = "plan-visit"
_SHOPPER = "visit.shopper"
LARGEST_PHOTO = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sealed:
    """A visit as everyone may see it; *assessment* is its id once it is *released*."""

    id: str
    unit: Unit
    label: str
    created: datetime
    released: datetime | None
    assessment: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A new visit, the recovery code that is shown this once, and the code by which its shopper goes."""

    id: str
    recovery: str
    shopper: str


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A sealed visit in memory; *key* writes it back without asking again."""

    id: str
    visit: Visit
    sheet: Sheet
    key: bytes


class Visits:
    """`workspace.visits`."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside
        self._blobs = Blobs(inside.opened.path / "sealed")

    def listed(self) -> tuple[Sealed, ...]:
        """Every visit, the newest first."""
        units = {str(row["uid"]): load.unit(row) for row in self._inside.ledger.select("units")}
        found = [_sealed(row, units[str(row["unit"])]) for row in self._inside.ledger.select("sealed")]
        return tuple(sorted(found, key=lambda one: one.created, reverse=True))

    def plan(self, pack: Pack, unit: str, label: str, passphrase: str, first: Visit | None = None) -> Planned:
        """Seal an empty visit (or *first*) for *unit* under a passphrase; its shopper gets a code. Raises ZiError."""
        ledger = self._inside.ledger
        ledger.refuse_read_only()
        if not label.strip() or not unit.strip():
            raise ZiError(
                "Kunjungan belum bernama.", "Tulis nama unit dan nama kunjungan, misalnya Kunjungan 1."
            )
        if any(_same(one, unit, label) for one in self.listed()):
            raise ZiError("Kunjungan “{label}” sudah ada.", "Pakai nama lain.", label=label.strip())
        owner, new_unit = start.owned_by(ledger, unit)
        self._inside.holdings.freeze(pack)
        recovery = sealing.recovery_code()
        visit = first or Visit()
        visit = replace(visit, shopper=visit.shopper or self._free_code(self._planned() + 1))
        data = self._blobs.put(sealing.seal(_packed(pack, visit), passphrase, recovery))
        made = {
            "uid": str(uuid.uuid4()),
            "unit": owner.id,
            "label": label.strip(),
            "data": data,
            "assessment": "",
            "created": ledger.now().isoformat(timespec="milliseconds"),
            "released": "",
        }
        self._inside.write(_PLAN, [*new_unit, Change("sealed", None, made)])
        return Planned(str(made["uid"]), recovery, visit.shopper)

    def unlock(self, visit_id: str, secret: str) -> Unlocked:
        """Open a sealed visit with its passphrase or recovery code. Raises ZiError."""
        row = self._row(visit_id)
        if row["released"]:
            raise ZiError("Kunjungan itu sudah dibuka untuk semua.", "Buka penilaiannya dari daftar.")
        sealed = self._blobs.get(str(row["data"]))
        key = sealing.key_of(sealed, secret)
        pack, visit = self._unpacked(sealing.unseal(sealed, key))
        if not visit.shopper:
            visit = replace(visit, shopper=self._free_code(self._number(row)))
        return Unlocked(visit_id, visit, self._sheet(row, pack, visit), key)

    def keep(self, unlocked: Unlocked, visit: Visit) -> Unlocked:
        """Seal what the visit is now; durable when this returns. Raises ZiError."""
        self._inside.ledger.refuse_read_only()
        row = self._row(unlocked.id)
        if row["released"]:
            raise ZiError("Kunjungan itu sudah dibuka untuk semua.", "Ubah pada penilaiannya.")
        sealed = self._blobs.get(str(row["data"]))
        pack = unlocked.sheet.pack
        data = self._blobs.put(sealing.reseal(sealed, unlocked.key, _packed(pack, visit)))
        self._inside.write("keep-visit", changed("sealed", row, {**row, "data": data}))
        self._sweep()
        return replace(unlocked, visit=visit, sheet=self._sheet(row, pack, visit))

    def photo(self, unlocked: Unlocked, code: str, slot: str, source: Path) -> Photo:
        """The picture in *source* for a criterion, to be kept with the visit. Raises ZiError when it is none."""
        question = unlocked.sheet.pack.question(code)
        if question is None:
            raise ZiError("Kode {code} tidak ada di formulir ini.", "Lihat formulirnya.", code=code)
        filing.check_slot(question, slot)
        try:
            with source.open("rb") as file:
                data = file.read(LARGEST_PHOTO + 1)
        except OSError as error:
            raise errors.from_os(error, source) from error
        if not data or len(data) > LARGEST_PHOTO or kind_of(data[:4096], source.name) != "image":
            raise ZiError(
                "{name} bukan foto, kosong, atau terlalu besar.",
                "Pilih foto JPEG atau PNG.",
                name=source.name,
            )
        return Photo(code, slot, source.name[: filing.MAX_NAME], data)

    def release(self, unlocked: Unlocked, *, example: bool = False) -> str:
        """Let everyone see the visit: it becomes an assessment with its photos as evidence. Returns its id.

        Raises ZiError.
        """
        self._inside.ledger.refuse_read_only()  # before a photo is put down, or anything swept, in another's folder
        row = self._row(unlocked.id)
        visit, sheet = unlocked.visit, unlocked.sheet
        year = visit.day.year if visit.day else self._inside.ledger.now().year
        begun = start.Start(
            sheet.pack, sheet.assessment.unit.name, year, occasion=str(row["label"]), example=example
        )
        made, changes = start.changes(self._inside.ledger, begun)
        changes += [
            Change("answers", None, load.answer_row(made, Stage.SELF, code, answer))
            for code, answer in visit.answers.items()
        ]
        told = {_SHOPPER: visit.shopper, "visit.service": visit.service}
        told["visit.day"] = visit.day.isoformat() if visit.day else ""
        changes += [
            Change("choices", None, {"assessment": made, "name": name, "content": text})
            for name, text in told.items()
            if text
        ]
        with releasing.under_way(*self._place(), [photo.data for photo in visit.photos]):
            changes += self._filed(made, visit)
            now = self._inside.ledger.now().isoformat(timespec="milliseconds")
            changes += changed("sealed", row, {**row, "data": "", "assessment": made, "released": now})
            self._inside.commit(made, "release-visit", changes)
        return made

    def after_photo(self, assessment_id: str, follow_up_id: str, source: Path) -> Mended:
        """File a photo of what was mended beside the one from before, and name it as proof. Raises ZiError."""
        return mended.take(self._inside, assessment_id, follow_up_id, source)

    def drop(self, visit_id: str) -> None:
        """Destroy a sealed visit for good: without its bytes no code opens it."""
        row = self._row(visit_id)
        if row["released"]:
            raise ZiError("Kunjungan itu sudah dibuka untuk semua.", "Hapus bukti pada penilaiannya.")
        self._inside.write("drop-visit", [Change("sealed", row, None)])
        self._sweep()

    def _filed(self, assessment_id: str, visit: Visit) -> list[Change]:
        """The photos as evidence; their bytes are durable first."""
        staging = self._inside.opened.path / "staging"
        photos: dict[Path, Photo] = {}
        for photo in visit.photos:
            path = staging / secrets.token_hex(12)
            files.write_bytes(path, photo.data)
            photos[path] = photo
        gathered = filing.Filing(self._inside.ledger, replace(filing.NOWHERE, id=assessment_id), visit.day)
        try:
            for batch in self._inside.store.take(list(photos)):
                for one in batch:
                    photo = photos[one.source]
                    named = replace(one, name=photo.name) if isinstance(one, Taken) else one
                    gathered.add_files([named], photo.code, photo.slot)
        finally:
            for path in photos:
                path.unlink(missing_ok=True)
        return list(gathered.changes)

    def _free_code(self, number: int) -> str:
        """A code no released visit has; what the sealed ones have is known to nobody without their passphrase."""
        rows = self._inside.ledger.select("choices", name=_SHOPPER)
        return visits.free_code(number, {str(row["content"]) for row in rows})

    def _planned(self) -> int:
        """How many visits were ever planned here: the number of one that was dropped goes to no other."""
        with self._inside.ledger.database.reading() as connection:
            return sum(one.verb == _PLAN for one in journal.page(connection, "", 0))

    def _number(self, row: Row) -> int:
        """Which visit of the workspace it is, from 1."""
        every = sorted(self._inside.ledger.select("sealed"), key=lambda one: str(one["created"]))
        return 1 + [one["uid"] for one in every].index(row["uid"])

    def _row(self, visit_id: str) -> Row:
        found = [row for row in self._inside.ledger.select("sealed") if str(row["uid"]).startswith(visit_id)]
        if len(found) != 1 or not visit_id:
            raise ZiError("Kunjungan {id} tidak ada.", "Lihat daftarnya: zi-assess visit list.", id=visit_id)
        return found[0]

    def _sheet(self, row: Row, pack: Pack, visit: Visit) -> Sheet:
        unit = self._inside.ledger.get("units", uid=row["unit"])
        assert unit is not None  # a foreign key forbids it
        year = visit.day.year if visit.day else self._inside.ledger.now().year
        return visits.sheet(pack, visit, load.unit(unit), str(row["label"]), year)

    def _unpacked(self, plain: bytes) -> tuple[Pack, Visit]:
        pack = self._inside.holdings.pack(plain[:64].decode())
        return pack, visits.decode(plain[64:], pack)

    def _sweep(self) -> None:
        """Take away the bytes of what was sealed anew or dropped."""
        releasing.tidy(*self._place())

    def _place(self) -> tuple[Path, Database, EvidenceStore]:
        return self._inside.opened.path, self._inside.ledger.database, self._inside.store


def _packed(pack: Pack, visit: Visit) -> bytes:
    return pack.digest.encode() + visits.encode(visit)


def _sealed(row: Row, unit: Unit) -> Sealed:
    return Sealed(
        str(row["uid"]),
        unit,
        str(row["label"]),
        datetime.fromisoformat(str(row["created"])),
        datetime.fromisoformat(str(row["released"])) if row["released"] else None,
        str(row["assessment"]),
    )


def _same(one: Sealed, unit: str, label: str) -> bool:
    return load.normal(one.unit.name) == load.normal(unit) and load.normal(one.label) == load.normal(label)
