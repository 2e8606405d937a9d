"""Surveys of the workspace's units: kept, filled, edited, compared, and carried into the criteria they feed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from zi_assess.core.assessment import Answer, Assessment, Carried, Stage, Unit
from zi_assess.core.exact import decimal_text
from zi_assess.core.sheet import Sheet
from zi_assess.core.survey import Feed, Form, Frame, Response, Responses, Result, TrendPoint, Typed, trend
from zi_assess.core.survey.held import SELF, Source, Survey
from zi_assess.criteria import surveys as forms
from zi_assess.errors import ZiError
from zi_assess.store import journal, load
from zi_assess.store.rows import Change, Row
from zi_assess.workspace import answering, start, surveychecks, surveydata, surveyrows
from zi_assess.workspace.blobs import Blobs
from zi_assess.workspace.inside import Inside
from zi_assess.workspace.ledger import changed
from zi_assess.workspace.surveyrows import ListedSurvey, SentSurvey

if TYPE_CHECKING:
    from zi_assess.responses import Mapping, Read, UnitRow

_REMEMBERED = "survey/"


@dataclass(frozen=True, slots=True)
class Stale:
    """A criterion whose survey now comes to another index (*now* None: the survey is gone)."""

    code: str
    carried: Carried
    now: Fraction | None


class Surveys:
    """`workspace.surveys`."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside
        self._blobs = Blobs(inside.opened.path / "surveys")
        self._open: dict[str, tuple[Row, Survey]] = {}

    # Looking

    def listed(self, unit: str = "") -> tuple[ListedSurvey, ...]:
        """Every survey, or those of one unit by name or id, the newest first."""
        units = {str(row["uid"]): load.unit(row) for row in self._inside.ledger.select("units")}
        found = [surveyrows.listed(row, units) for row in self._inside.ledger.select("surveys")]
        wanted = [one for one in found if not unit or unit == one.unit.id or _same(unit, one.unit.name)]
        return tuple(sorted(wanted, key=lambda one: one.created, reverse=True))

    def survey(self, survey_id: str) -> Survey:
        """The survey with this id, or with the only id that starts so. Raises ZiError."""
        return self._read(self._row(survey_id))

    def result(self, survey_id: str) -> Result:
        return self.survey(survey_id).result

    def sent(self) -> tuple[SentSurvey, ...]:
        """The surveys that lie elsewhere, each once, as the criteria of assessments from packages carry them."""
        ledger = self._inside.ledger
        units = {str(row["uid"]): load.unit(row) for row in ledger.select("units")}
        owners = {str(row["uid"]): units[str(row["unit"])] for row in ledger.select("assessments")}
        here = {str(row["uid"]) for row in ledger.select("surveys")}
        found: dict[str, SentSurvey] = {}
        for row in ledger.select("carried"):
            one = load.carried(row)
            if one.survey not in here:
                found[one.survey] = SentSurvey(owners[str(row["assessment"])], one)
        return tuple(found.values())

    def trend(self, unit: str, kind: str) -> tuple[TrendPoint, ...]:
        """The surveys of one kind of a unit (name or id), oldest first, each with its change."""
        mine = [one.id for one in self.listed(unit) if one.kind == kind]
        return trend([self.survey(one).point for one in mine])

    def _row(self, start: str) -> Row:
        found = [row for row in self._inside.ledger.select("surveys") if str(row["uid"]).startswith(start)]
        if len(found) != 1 or not start:
            raise ZiError(
                "Survei {id} tidak ada di ruang kerja ini.",
                "Lihat daftarnya: zi-assess survey list.",
                id=start,
            )
        return found[0]

    def _read(self, row: Row) -> Survey:
        uid = str(row["uid"])
        known = self._open.get(uid)
        if known is None or known[0] != row:
            form, responses = surveydata.unpacked(self._blobs.get(str(row["data"])))
            unit = self._inside.ledger.get("units", uid=row["unit"])
            assert unit is not None  # a foreign key forbids it
            self._open[uid] = known = (row, surveyrows.survey(row, load.unit(unit), form, responses))
        return known[1]

    # Making, filling, editing

    def new(
        self,
        unit: str,
        kind: str | Form,
        period: str,
        title: str = "",
        *,
        way: str = SELF,
        first: date | None = None,
        last: date | None = None,
        frame: Frame | None = None,
        read: Read | None = None,
        told: UnitRow | None = None,
    ) -> str:
        """Start a survey of *unit* (made when it is new), at once with the responses of a file when *read* is given,
        or with what a recap has *told* of it.

        Returns its id. Raises ZiError.
        """
        form = forms.find(kind) if isinstance(kind, str) else kind
        owner, changes = self._unit(unit)
        made = Survey(
            str(uuid.uuid4()),
            owner,
            surveychecks.line(period, "Periode survei kosong atau terlalu panjang."),
            form,
            Responses(),
            title=title.strip()[: surveychecks.MAX_NAME],
            first=first,
            last=last,
            way=surveychecks.known_way(way),
            frame=frame or Frame(),
            created=self._inside.ledger.now(),
        )
        if read is not None:
            self._refuse_twice(made, read.name, read.sha256)
            made = self._with(made, read, fresh=True)
        if told is not None:
            self._refuse_twice(made, told.name, told.sha256)
            surveychecks.check_typed(form, told.typed)
            source = Source(told.name[: surveychecks.MAX_NAME], told.sha256, told.typed.n, 0, _stamp(made))
            counted = replace(made.frame, population=told.population)
            made = replace(made, typed=told.typed, frame=counted, sources=(source,))
        self._save(None, made, "take-survey" if read or told else "new-survey", changes)
        return made.id

    def take(self, survey_id: str, read: Read, *, add: bool = True, again: bool = False) -> Survey:
        """Put the responses of a file into a survey: behind those that are there, or instead (*add* False).

        The responses are durable before the row names them. Raises ZiError when the same file was taken before
        (unless *again*), when nothing of it was accepted, or when it was read by another form.
        """
        row = self._row(survey_id)
        before = self._read(row)
        fresh = not (add and before.responses.n)
        if not fresh and not again and any(one.sha256 == read.sha256 for one in before.sources):
            raise ZiError(
                "{file} sudah pernah diimpor ke survei ini.",
                "Responden yang sama akan terhitung dua kali; pilih berkas lain.",
                file=read.name,
            )
        return self._save(row, self._with(before, read, fresh), "take-survey")

    def filled_from(self, sha256: str, besides: str = "") -> tuple[ListedSurvey, ...]:
        """The surveys, but for the one with the id *besides*, into which the file with this digest was taken."""
        taken = {
            str(row["uid"])
            for row in self._inside.ledger.select("surveys")
            if sha256 in surveyrows.taken(row)
        }
        return tuple(one for one in self.listed() if one.id in taken - {besides})

    def _refuse_twice(self, made: Survey, name: str, sha256: str) -> None:
        """Raise ZiError when another survey of the same unit, kind and period was filled from the same file."""
        for row in self._inside.ledger.select("surveys", unit=made.unit.id, kind=made.kind):
            same = _same(str(row["period"]), made.period)
            if same and sha256 in surveyrows.taken(row):
                raise ZiError(
                    "{file} sudah diimpor sebagai survei {kind} {period} unit ini.",
                    "Pakai periode lain, atau hapus dahulu survei yang lama.",
                    file=name,
                    kind=made.form.short,
                    period=made.period,
                )

    def _with(self, before: Survey, read: Read, fresh: bool) -> Survey:
        """*before* with the responses of a file, *fresh* without those that were there."""
        surveychecks.check_read(before, read, fresh)
        source = Source(
            read.name[: surveychecks.MAX_NAME],
            read.sha256,
            read.counts.accepted,
            read.counts.rejected,
            self._inside.ledger.now().isoformat(timespec="seconds"),
        )
        held = replace(before, form=read.form, responses=Responses()) if fresh else before
        return replace(
            held.joined(read.responses),
            sources=(*(() if fresh else before.sources), source),
            first=min(filter(None, (before.first, read.first)), default=None),
            last=max(filter(None, (before.last, read.last)), default=None),
        )

    def record_response(self, survey_id: str, one: Response) -> Survey:
        """Add one respondent. Raises ZiError for an answer that the form does not have."""
        row = self._row(survey_id)
        return self._save(
            row,
            surveychecks.possible(lambda: self._read(row).added(surveychecks.told(one))),
            "record-response",
        )

    def change_response(self, survey_id: str, place: int, one: Response) -> Survey:
        """Replace what the respondent at *place* (from 0) said."""
        row = self._row(survey_id)
        held = self._read(row)
        surveychecks.check_place(held, place)
        return self._save(
            row,
            surveychecks.possible(lambda: held.replaced(place, surveychecks.told(one))),
            "change-response",
        )

    def remove_response(self, survey_id: str, place: int) -> Survey:
        """Take the respondent at *place* (from 0) out."""
        row = self._row(survey_id)
        held = self._read(row)
        surveychecks.check_place(held, place)
        return self._save(row, held.without(place), "remove-response")

    def type_in(self, survey_id: str, typed: Typed) -> Survey:
        """Keep a summary where the single responses are not known. Raises ZiError when there are responses."""
        row = self._row(survey_id)
        held = self._read(row)
        if held.responses.n:
            raise ZiError(
                "Survei ini sudah berisi jawaban responden.", "Ketik ringkasannya pada survei baru."
            )
        surveychecks.check_typed(held.form, typed)
        return self._save(row, replace(held, typed=typed, counted=None), "type-survey")

    def describe(
        self,
        survey_id: str,
        *,
        period: str | None = None,
        title: str | None = None,
        way: str | None = None,
        first: date | None = None,
        last: date | None = None,
        frame: Frame | None = None,
    ) -> Survey:
        """Say more about a survey; what is None stays as it is."""
        row = self._row(survey_id)
        held = self._read(row)
        after = replace(
            held,
            period=held.period
            if period is None
            else surveychecks.line(period, "Periode survei kosong atau terlalu panjang."),
            title=held.title if title is None else title.strip()[: surveychecks.MAX_NAME],
            way=held.way if way is None else surveychecks.known_way(way),
            first=first or held.first,
            last=last or held.last,
            frame=frame or held.frame,
            counted=held.tally if not held.typed else None,
        )
        return self._save(row, after, "describe-survey")

    def remove(self, survey_id: str) -> None:
        """Take a survey away with its responses. Raises ZiError while a criterion rests on it."""
        row = self._row(survey_id)
        used = self._inside.ledger.select("carried", survey=row["uid"])
        if used:
            raise ZiError(
                "Survei ini masih menjadi sumber kriteria {code}.",
                "Lepaskan dahulu tautannya, atau bawa survei lain ke sana.",
                code=str(used[0]["question"]),
            )
        self._inside.write("remove-survey", [Change("surveys", row, None)])
        self._open.pop(str(row["uid"]), None)
        self._purge(row)

    def _unit(self, name: str) -> tuple[Unit, list[Change]]:
        """The unit called *name*, or with that id; made when there is neither. Raises ZiError."""
        row = self._inside.ledger.get("units", uid=name)
        if row:
            return load.unit(row), []
        said = surveychecks.line(name, "Nama unit kerja kosong atau terlalu panjang.")
        return start.owned_by(self._inside.ledger, said)

    def _save(self, before: Row | None, held: Survey, verb: str, more: Sequence[Change] = ()) -> Survey:
        """The responses first, durably, then the row that names them: one journalled transaction."""
        self._inside.ledger.refuse_read_only()
        data = self._blobs.put(surveydata.packed(held.form, held.responses))
        since = (
            surveyrows.settings(before)["since"]
            if before and before["data"] == data
            else self._inside.ledger.seq + 1
        )
        after = surveyrows.row(held, data, int(str(since)))
        self._inside.write(verb, [*more, *changed("surveys", before, after)])
        self._open[held.id] = (after, held)
        if before and before["data"] != data:
            self._purge(before)
        return held

    def _purge(self, gone: Row) -> None:
        """Drop responses that nothing refers to any more: no survey, and no kept copy of the database."""
        from zi_assess.workspace import archive

        data = str(gone["data"])
        since = int(str(surveyrows.settings(gone)["since"]))
        copies = archive.kept(self._inside.opened.path / "backups").values()
        if any(number >= since for number, _ in copies) or self._inside.ledger.select("surveys", data=data):
            return
        self._blobs.purge(data)

    def tidy(self) -> int:
        """Drop responses that were kept for a copy of the database which is gone by now; how many files went."""
        loose = set(self._blobs.stored()) - {
            str(row["data"]) for row in self._inside.ledger.select("surveys")
        }
        if not loose or self._inside.ledger.read_only:
            return 0
        from zi_assess.workspace import archive

        copies = [number for number, _ in archive.kept(self._inside.opened.path / "backups").values()]
        with self._inside.ledger.database.reading() as connection:
            held = surveyrows.needed(journal.entries(connection), copies)
        gone = loose - held if held is not None else set()
        for data in gone:
            self._blobs.purge(data)
        return len(gone)

    # Into the criteria

    def targets(self, assessment_id: str, survey_id: str) -> tuple[str, ...]:
        """The criteria of an assessment that a survey may be carried into."""
        mine = self._inside.holdings.assessment(assessment_id)
        return self._targets(mine, self.survey(survey_id).form)

    def _targets(self, mine: Assessment, form: Form) -> tuple[str, ...]:
        pack = self._inside.holdings.pack(mine.pack_digest)
        feeds: tuple[Feed, ...] = (*form.feeds, *(feed for one in form.unsur for feed in one.feeds))
        codes = [one.code for one in feeds if one.pack == mine.pack_id and pack.question(one.code)]
        return tuple(dict.fromkeys(codes))

    def carry(self, assessment_id: str, code: str, survey_id: str) -> Sheet:
        """Make a survey the source of a criterion (`""`: the first it feeds), as one step that undo takes back.

        The index becomes the answer of an index criterion; a choice is only linked. Raises ZiError when the survey
        is another unit's, does not feed the criterion, or has no index yet.
        """
        mine = self._inside.holdings.assessment(assessment_id)
        held = self.survey(survey_id)
        code = self._target(mine, held, code)
        question = self._inside.holdings.question(mine, code)
        value = surveychecks.index_for(question, held.result)
        index = held.result.index
        made = Carried(
            held.id,
            held.kind,
            "" if index is None else decimal_text(index),
            held.n,
            held.period,
            self._inside.ledger.now().date(),
        )
        changes = self._linked(mine, code, made)
        if value is not None:
            told = Answer(value, mine.answer(code).note)
            changes += answering.given(mine, Stage.SELF, code, told)
        return self._inside.commit(mine.id, "carry", changes)

    def _target(self, mine: Assessment, held: Survey, code: str) -> str:
        targets = self._targets(mine, held.form)
        if held.unit.id != mine.unit.id:
            raise ZiError(
                "Survei ini milik {owner}, bukan {unit}.",
                "Pilih survei unit yang dinilai.",
                owner=held.unit.name,
                unit=mine.unit.name,
            )
        if not targets or (code and code not in targets):
            raise ZiError(
                "Survei {kind} tidak mengisi {code}.",
                "Bawa ke: {targets}." if targets else "Pilih penilaian dengan paket yang memakai survei ini.",
                kind=held.form.short,
                code=code or mine.pack_id,
                targets=", ".join(targets),
            )
        return code or targets[0]

    def _linked(self, mine: Assessment, code: str, made: Carried) -> list[Change]:
        before = self._inside.ledger.get("carried", assessment=mine.id, question=code)
        return changed("carried", before, load.carried_row(mine.id, code, made))

    def unlink(self, assessment_id: str, code: str) -> Sheet:
        """Forget where a criterion's index came from; the answer stays."""
        mine = self._inside.holdings.assessment(assessment_id)
        row = self._inside.ledger.get("carried", assessment=mine.id, question=code)
        return self._inside.commit(mine.id, "carry", [Change("carried", row, None)] if row else [])

    def stale(self, assessment_id: str) -> tuple[Stale, ...]:
        """The criteria whose survey has changed since its index was carried, or is gone."""
        mine = self._inside.holdings.assessment(assessment_id)
        found = []
        for code, one in mine.carried.items():
            row = self._inside.ledger.get("surveys", uid=one.survey)
            now = self._read(row).result.index if row else None
            if one.value and (now is None or decimal_text(now) != one.value):
                found.append(Stale(code, one, now))
        return tuple(found)

    # Mappings that are remembered

    def mappings(self, kind: str) -> tuple[str, ...]:
        """The names under which mappings for a kind of survey are remembered."""
        start = f"{_REMEMBERED}{kind}/"
        names = (str(row["name"]) for row in self._inside.ledger.select("mappings"))
        return tuple(sorted(name[len(start) :] for name in names if name.startswith(start)))

    def mapping(self, kind: str, name: str) -> Mapping | None:
        """The mapping remembered as *name*; None when there is none."""
        from zi_assess.responses import Mapping

        row = self._inside.ledger.get("mappings", name=f"{_REMEMBERED}{kind}/{name}")
        return Mapping.from_json(str(row["content"])) if row else None

    def remember(self, kind: str, name: str, mapping: Mapping) -> None:
        """Keep *mapping* under *name* for the next file of the same source."""
        key = f"{_REMEMBERED}{kind}/{surveychecks.line(name, 'Nama sumber kosong atau terlalu panjang.')}"
        before = self._inside.ledger.get("mappings", name=key)
        self._inside.write(
            "remember-mapping", changed("mappings", before, {"name": key, "content": mapping.to_json()})
        )

    def forget(self, kind: str, name: str) -> None:
        row = self._inside.ledger.get("mappings", name=f"{_REMEMBERED}{kind}/{name}")
        if row:
            self._inside.write("forget-mapping", [Change("mappings", row, None)])

    def recognised(self, kind: str, headings: Sequence[str]) -> tuple[str, Mapping] | None:
        """The remembered mapping of a source whose files have just these headings."""
        wanted = {one for one in headings if one}
        for name in self.mappings(kind):
            mapping = self.mapping(kind, name)
            if mapping and set(mapping.columns) == wanted:
                return name, mapping
        return None


def _stamp(made: Survey) -> str:
    return made.created.isoformat(timespec="seconds") if made.created else ""


def _same(one: str, other: str) -> bool:
    return load.normal(one) == load.normal(other)
