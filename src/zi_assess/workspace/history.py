"""The journal in words: who did what to an assessment, one line an entry, a page of entries at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from zi_assess import i18n
from zi_assess.core.assessment import Assessment, Mark, Stage
from zi_assess.core.history import HistoryEntry
from zi_assess.core.pack import Pack
from zi_assess.core.review import judged_by
from zi_assess.i18n import N_, _, n_
from zi_assess.store import journal
from zi_assess.store.database import Database
from zi_assess.store.rows import Change, Row, Rows

_FEW, _LONG = 3, 80  # codes named in one line; letters quoted of a text

STAGES: Mapping[str, str] = {
    Stage.PRELIMINARY: N_("penilaian pendahuluan"),
    Stage.TPI_MEMBER: N_("TPI anggota"),
    Stage.TPI_LEAD: N_("TPI ketua tim"),
    Stage.TPI_CONTROL: N_("TPI pengendali teknis"),
    Stage.TPN: N_("TPN"),
}
MARKS: Mapping[str, str] = {
    Mark.VALID: N_("sah"),
    Mark.INVALID: N_("tidak sah"),
    Mark.INCOMPLETE: N_("perlu dilengkapi"),
    "": N_("tanpa tanda"),
}
STATES: Mapping[str, str] = {
    "open": N_("terbuka"),
    "doing": N_("dikerjakan"),
    "done": N_("selesai"),
    "answered": N_("dijawab"),
    "verified": N_("selesai"),
    "dropped": N_("gugur"),
    "met": N_("terpenuhi"),
    "not-met": N_("tidak terpenuhi"),
    "in-progress": N_("masih diproses"),
    "unknown": N_("belum diperiksa"),
}


def entries(
    database: Database, mine: Assessment, pack: Pack, limit: int, before: int = 0
) -> tuple[HistoryEntry, ...]:
    """The newest entries first, at most *limit* (0: all) of those older than number *before* (0: from the end).

    Only what is returned is decoded. Words are in the language in use.
    """
    with database.reading() as connection:
        rows = Rows(connection)
        found = journal.page(connection, mine.id, limit, before)
        undone = journal.taken_back(connection, mine.id) if found else frozenset()
        names = _partners(rows)
        told = [one for one in _receipts(rows, mine.id) if journal.holds(connection, one.seq, one.head)]
    signed = _countersigned(found, told, names, before)
    words = _Words(mine, pack)
    return tuple(_entry(one, words, one.seq in undone, signed.get(one.seq, "")) for one in found)


@dataclass(frozen=True, slots=True)
class _Receipt:
    """What *partner* signed: the journal here stood at *head* after entry number *seq*."""

    partner: str
    seq: int
    head: str


def _receipts(rows: Rows, assessment_id: str) -> Iterator[_Receipt]:
    """What the packages that came in confirmed of those sent from here."""
    for row in rows.select("exchanges", assessment=assessment_id, way="in"):
        said = json.loads(str(row["receipt"])).get("receipt") if row["receipt"] else None
        if said:
            yield _Receipt(str(row["partner"]), int(said["seq"]), str(said["head"]))


def _partners(rows: Rows) -> Mapping[str, str]:
    return {str(row["uid"]): str(row["name"]) for row in rows.select("partners")}


def _countersigned(
    found: Sequence[journal.Entry], told: Sequence[_Receipt], names: Mapping[str, str], before: int
) -> Mapping[int, str]:
    """By entry, who confirmed the journal up to it: the newest entry here that a confirmed head includes."""
    signed: dict[int, str] = {}
    for receipt in told:
        last = next((one.seq for one in found if one.seq <= receipt.seq), 0)
        if last and (not before or receipt.seq < before):
            name = names.get(receipt.partner) or receipt.partner[:12]
            signed[last] = ", ".join(dict.fromkeys((*filter(None, [signed.get(last)]), name)))
    return signed


def _entry(one: journal.Entry, words: _Words, undone: bool, countersigned: str) -> HistoryEntry:
    return HistoryEntry(
        seq=one.seq,
        at=datetime.fromisoformat(one.at),
        who=one.who,
        verb=one.verb,
        text=words.of(one),
        head=one.head.hex(),
        undoes=one.undoes,
        undone=undone,
        countersigned=countersigned,
    )


class _Words:
    """Makes the line of an entry; knows the assessment's evidence by name."""

    def __init__(self, mine: Assessment, pack: Pack) -> None:
        self._uses = {use.id: use for use in mine.evidence}
        self._titles = {one.id: one.title for one in pack.prerequisites}
        self._tables: Mapping[str, Callable[[list[Change]], str]] = {
            "answers": self._answers,
            "evidence": self._evidence,
            "documents": self._documents,
            "verdicts": self._verdicts,
            "handovers": self._handovers,
            "observations": self._observations,
            "assignments": self._assignments,
            "prerequisites": self._prerequisites,
            "follow_ups": self._follow_ups,
            "assessments": self._frame,
            "carried": self._carried,
            "choices": self._choices,
            "conflicts": self._conflicts,
        }

    def of(self, entry: journal.Entry) -> str:
        """What *entry* changed; the weightiest subject first, the other ones only where they say more."""
        if entry.payload is None:
            return _("Isi entri ini sudah dihapus untuk selamanya")
        changes = entry.changes
        begun = self._begun(entry.verb, changes)
        if begun:
            return begun
        said = [text for text in self._subjects(changes) if text]
        words = "; ".join(said) if said else _("Perubahan lain")
        if entry.verb == journal.UNDO:
            return _("Diurungkan (nomor {seq}): {words}").format(seq=entry.undoes, words=words)
        if entry.verb == journal.REDO:
            return _("Diulang (nomor {seq}): {words}").format(seq=entry.undoes, words=words)
        return words

    def _begun(self, verb: str, changes: Sequence[Change]) -> str:
        answers = sum(one.table == "answers" for one in changes)
        if verb == "new":
            return _("Penilaian dimulai")
        if verb == "take-workbook":
            return _("Penilaian dimulai dari lembar Excel, {n} jawaban").format(n=i18n.count(answers))
        if verb == "take-package":
            return _("Kiriman diterima dan digabungkan, {n} perubahan").format(n=i18n.count(len(changes)))
        return ""

    def _subjects(self, changes: Sequence[Change]) -> Iterator[str]:
        by_table: dict[str, list[Change]] = {}
        for one in changes:
            by_table.setdefault(one.table, []).append(one)
        if "handovers" in by_table:
            by_table.pop("assessments", None)  # its mark of being handed over
        if "evidence" in by_table:
            by_table.pop("documents", None)
        if "answers" in by_table:
            by_table.pop("choices", None)  # what was seen when they were given
        for table, telling in self._tables.items():
            if table in by_table:
                yield telling(by_table[table])

    def _answers(self, changes: list[Change]) -> str:
        if len(changes) > 1:
            codes = _codes(changes)
            words = n_("{n} jawaban diisi: {codes}", "{n} jawaban diisi: {codes}", len(changes))
            return words.format(n=i18n.count(len(changes)), codes=codes) + _by_stage(changes[0])
        (one,) = changes
        before, after = one.before or {}, one.after or {}
        code, noted, note = _of(one, "question"), _noted(before, after), _quoted(str(after.get("note", "")))
        if before.get("value", "") == after.get("value", ""):
            words = _("Catatan {code} {verb}").format(code=code, verb=noted or _("diubah"))
            return words + (f": {note}" if note else "") + _by_stage(one)
        words = _("Jawaban {code}: {before} → {after}").format(
            code=code, before=before.get("value") or "–", after=after.get("value") or "–"
        )
        if noted:
            words += _(", dengan catatan {note}").format(note=note) if note else _(", catatannya dihapus")
        return words + _by_stage(one)

    def _evidence(self, changes: list[Change]) -> str:
        """Attached, detached and moved, by criterion."""
        lines = []
        for kind, of_kind in groupby(sorted(changes, key=_sort), key=_sort):
            group = list(of_kind)
            use = self._uses.get(_of(group[0], "uid"))
            if kind == 0 and len(group) == 1 and use:
                words = _("Bukti {name} dilampirkan pada {code}")
                lines.append(words.format(name=_quoted(use.document.name), code=use.code))
                continue
            words = {
                0: n_("{n} bukti dilampirkan pada {codes}", "{n} bukti dilampirkan pada {codes}", len(group)),
                1: _("Keterangan atau tempat {n} bukti diubah pada {codes}"),
                2: n_("{n} bukti dilepas dari {codes}", "{n} bukti dilepas dari {codes}", len(group)),
            }[kind]
            lines.append(words.format(n=i18n.count(len(group)), codes=_codes(group)))
        return "; ".join(lines)

    def _documents(self, changes: list[Change]) -> str:
        names = list(dict.fromkeys(_of(one, "name") for one in changes))
        words = _("Keterangan dokumen diubah: {names}")
        return words.format(names=_listed(names))

    def _verdicts(self, changes: list[Change]) -> str:
        lines = []
        for one in changes:
            use = self._uses.get(_of(one, "evidence"))
            mark = _(MARKS.get(str((one.after or {}).get("mark", "")), N_("tanpa tanda")))
            words = _("Tanda bukti {name}: {mark}") if use else _("Tanda satu bukti: {mark}")
            place = f"{use.document.name} ({use.code})" if use else ""
            note = _quoted(str((one.after or {}).get("note", "")))
            told = words.format(name=place, mark=mark) + (f", {note}" if note else "")
            lines.append(told + _by_stage(one))
        return "; ".join(lines)

    def _handovers(self, changes: list[Change]) -> str:
        lines = []
        for one in changes:
            act, note = _of(one, "act"), _quoted(_of(one, "note"))
            words = {
                "submit": _("Diserahkan kepada TPI, putaran {round}"),
                "return": _("Dikembalikan kepada unit, putaran {round}"),
                "close": _("Reviu ditutup, putaran {round}"),
            }[act]
            lines.append(words.format(round=_of(one, "round")) + (f": {note}" if note else ""))
        return "; ".join(lines)

    def _observations(self, changes: list[Change]) -> str:
        return "; ".join(self._observation(one) for one in changes)

    def _observation(self, one: Change) -> str:
        place = _of(one, "question") or _("keseluruhan")
        values = {"code": place, "what": _quoted(_of(one, "what"))}
        if one.before is None:
            return _("Temuan pada {code} dicatat: {what}").format(**values)
        if one.after is None:
            return _("Temuan pada {code} dihapus: {what}").format(**values)
        moved = _moved(one)
        words = _("Temuan pada {code} {moved}: {what}") if moved else _("Temuan pada {code} diubah: {what}")
        return words.format(moved=moved, **values)

    def _follow_ups(self, changes: list[Change]) -> str:
        if len(changes) > 1:
            words = n_("{n} tindak lanjut diubah: {codes}", "{n} tindak lanjut diubah: {codes}", len(changes))
            return words.format(n=i18n.count(len(changes)), codes=_codes(changes))
        (one,) = changes
        words = (
            _("Tindak lanjut dicatat: {what}")
            if one.before is None
            else _("Tindak lanjut dihapus: {what}")
            if one.after is None
            else _("Tindak lanjut diubah: {what}")
        )
        return words.format(what=_quoted(_of(one, "what")))

    def _assignments(self, changes: list[Change]) -> str:
        lines = []
        for who, group in groupby(changes, key=lambda one: str((one.after or {}).get("who", ""))):
            codes = _codes(list(group))
            words = _("{codes} ditugaskan kepada {who}") if who else _("Penugasan {codes} dicabut")
            lines.append(words.format(codes=codes, who=who))
        return "; ".join(lines)

    def _choices(self, changes: list[Change]) -> str:
        """What was judged again with the same answer; what a plan is to keep to is told nowhere."""
        judged = [_of(one, "name") for one in changes if judged_by(_of(one, "name")) is not None]
        codes = _listed([name.rpartition(":")[2] for name in judged])
        return (
            _("Dinilai lagi sesudah diubah unit, jawaban tetap: {codes}").format(codes=codes)
            if judged
            else ""
        )

    def _prerequisites(self, changes: list[Change]) -> str:
        lines = []
        for one in changes:
            key = _of(one, "prerequisite")
            state = _(STATES.get(str((one.after or {}).get("held", "unknown")), N_("belum diperiksa")))
            words = _("Syarat {title}: {state}")
            lines.append(words.format(title=self._titles.get(key, key), state=state))
        return "; ".join(lines)

    def _frame(self, changes: list[Change]) -> str:
        (one, *_more) = changes
        before, after = one.before or {}, one.after or {}
        if before.get("target") != after.get("target"):
            return _("Predikat tujuan: {before} → {after}").format(
                before=before.get("target") or "–", after=after.get("target") or "–"
            )
        if (after.get("window_start"), after.get("window_end")) != (
            before.get("window_start"),
            before.get("window_end"),
        ):
            last = str(after.get("window_end", ""))
            return _("Masa penilaian: {first} sampai {last}").format(
                first=i18n.date(date.fromisoformat(str(after["window_start"]))),
                last=i18n.date(date.fromisoformat(last)) if last else _("diserahkan"),
            )
        return ""

    def _carried(self, changes: list[Change]) -> str:
        return _("Indeks diambil dari survei: {codes}").format(codes=_codes(changes))

    def _conflicts(self, changes: list[Change]) -> str:
        gone = sum(one.after is None for one in changes)
        if gone:
            words = n_("{n} perbedaan diputuskan", "{n} perbedaan diputuskan", gone)
            return words.format(n=i18n.count(gone))
        words = n_("{n} perbedaan menunggu keputusan", "{n} perbedaan menunggu keputusan", len(changes))
        return words.format(n=i18n.count(len(changes)))


def _of(change: Change, name: str) -> str:
    row: Row = change.after or change.before or {}
    return str(row.get(name, ""))


def _codes(changes: Sequence[Change]) -> str:
    return _listed(list(dict.fromkeys(filter(None, (_of(one, "question") for one in changes)))))


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _FEW
    words = ", ".join(names[:_FEW])
    return f"{words}, … (+{i18n.count(more)})" if more > 0 else words


def _by_stage(change: Change) -> str:
    stage = STAGES.get(_of(change, "stage"))
    return f" ({_(stage)})" if stage else ""


def _noted(before: Row, after: Row) -> str:
    """What became of a note; "" when nothing did."""
    was, now = str(before.get("note", "")), str(after.get("note", ""))
    if was == now:
        return ""
    return _("ditulis") if not was else _("diubah") if now else _("dihapus")


def _moved(change: Change) -> str:
    before, after = str((change.before or {}).get("status", "")), _of(change, "status")
    if before == after:
        return ""
    return f"{_(STATES.get(before, before))} → {_(STATES.get(after, after))}"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= _LONG else line[: _LONG - 1] + '…'}”" if line else ""


def _sort(change: Change) -> int:
    return 0 if change.before is None else 2 if change.after is None else 1
