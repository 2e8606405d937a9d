"""The documents of an assessment for a table: filtered and sorted inside, one function a role."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zi_assess.core.assessment import Document, Evidence
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _, date_short, size
from zi_assess.ui import words
from zi_assess.ui.models.roles import CellRole

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, left to right."""

    NAME = 0
    KIND = 1
    USED = 2
    DATED = 3
    SIZE = 4
    ADDED = 5
    STATE = 6


HEADS = (
    N_("Dokumen"),
    N_("Jenis"),
    N_("Dipakai di"),
    N_("Tanggal"),
    N_("Ukuran"),
    N_("Dilampirkan"),
    N_("Keadaan"),
)
STATES: Mapping[str, tuple[str, str]] = {
    "wrong-kind": (N_("salah jenis"), "warn"),
    "outside": (N_("di luar masa"), "warn"),
    "no-place": (N_("tanpa tempat"), "warn"),
    "no-copy": (N_("tanpa salinan"), "warn"),
    "undated": (N_("tanpa tanggal"), "neutral"),
    "unused": (N_("tidak dipakai"), "neutral"),
    "good": (N_("sesuai"), "ok"),
}
_TO_MEND = ("wrong-kind", "outside", "no-place")
_LINKS = ("link", "no-copy")
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
ICONS = {"link": "tautan", "image": "gambar", "spreadsheet": "tabel"}


@dataclass(frozen=True, slots=True)
class Row:
    """One document: its uses in this assessment, their codes, and how it stands (a key of `STATES`)."""

    document: Document
    uses: tuple[Evidence, ...]
    codes: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Sieve:
    """What a table leaves: a *kind*, a *state* (`link`: every link, `no-copy`: those
    without one), uses in *codes*, words; empty means any."""

    kind: str = ""
    state: str = ""
    codes: frozenset[str] = frozenset()
    text: str = ""


def use_state(sheet: Sheet, use: Evidence) -> str:
    """How one use of a document stands against what its slot asks."""
    question = sheet.pack.question(use.code)
    if question is None:
        return "no-place"
    slot = question.slot(use.slot)
    document, mine = use.document, sheet.assessment
    # A link stands for a file elsewhere, so it fits any slot.
    if slot is not None and document.kind not in (*slot.kinds, "link"):
        return "wrong-kind"
    if not document.sha256 and not document.copy:
        return "no-copy"  # when the link dies the evidence is gone, whatever its date
    if slot is not None and slot.fresh == "any":
        return "good"
    if document.day is None:
        return "undated" if slot is not None else "good"
    return "outside" if document.outside(mine.window_start, mine.window_end) else "good"


def to_renew(sheet: Sheet) -> tuple[Evidence, ...]:
    """Last year's uses whose place is still empty this year, in the order of the pack."""
    filled = {(use.code, use.slot) for use in sheet.assessment.evidence}
    place = {code: n for n, code in enumerate(sheet.pack.nodes)}
    waiting = (one for one in sheet.assessment.renewals if (one.code, one.slot) not in filled)
    return tuple(sorted(waiting, key=lambda one: (place.get(one.code, len(place)), one.slot)))


def open_things(sheet: Sheet) -> int:
    """How many things of the page Bukti wait for the user: documents to be mended, and last year's to renew."""
    odd = {use.document.id for use in sheet.assessment.evidence if use_state(sheet, use) in _TO_MEND}
    return len(odd) + (len(to_renew(sheet)) if sheet.assessment.renewals else 0)


def by_age(uses: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """*uses* in the order in which their documents came, whatever order the disk gives them in."""
    return tuple(sorted(uses, key=lambda use: (use.document.added or _LONG_AGO, use.document.name, use.id)))


def rows_of(sheet: Sheet, documents: Iterable[Document] = ()) -> tuple[Row, ...]:
    """Every document used in *sheet*, its uses in the order of the pack; then those of *documents* not used."""
    place = {code: n for n, code in enumerate(sheet.pack.nodes)}
    uses: dict[str, list[Evidence]] = {}
    for use in sorted(sheet.assessment.evidence, key=lambda use: place.get(use.code, len(place))):
        uses.setdefault(use.document.id, []).append(use)
    used = [_row(sheet, tuple(mine)) for mine in uses.values()]
    unused = [Row(one, (), (), "unused") for one in documents if one.id not in uses]
    return (*used, *unused)


def _row(sheet: Sheet, uses: tuple[Evidence, ...]) -> Row:
    states = {use_state(sheet, use) for use in uses}
    worst = next(state for state in STATES if state in states)
    return Row(uses[0].document, uses, tuple(dict.fromkeys(use.code for use in uses)), worst)


class EvidenceTable(QAbstractTableModel):
    """A row a document; an index carries its row, `row(index)` gives the value."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._shown: list[Row] = []
        self._sieve = Sieve()
        self._column, self._order = Column.ADDED, Qt.SortOrder.DescendingOrder

    # What a page sets and asks

    def show(self, rows: Sequence[Row]) -> None:
        """Show *rows*. The same documents in the same places tell only what changed."""
        self._rows = tuple(rows)
        before, after = self._shown, self._picked()
        if [one.document.id for one in before] != [one.document.id for one in after]:
            self.beginResetModel()
            self._shown = after
            self.endResetModel()
            return
        self._shown = after
        for n, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(n, 0), self.index(n, len(Column) - 1))

    def sift(self, sieve: Sieve) -> None:
        """Leave only what *sieve* asks for."""
        if sieve != self._sieve:
            self._sieve = sieve
            self.beginResetModel()
            self._shown = self._picked()
            self.endResetModel()

    def shown(self) -> Sequence[Row]:
        """The rows left, in order."""
        return self._shown

    def row(self, index: Index) -> Row | None:
        """The value of a row."""
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def find(self, document_id: str) -> QModelIndex:
        """The row of a document; an invalid index while it is filtered away."""
        for n, row in enumerate(self._shown):
            if row.document.id == document_id:
                return self.index(n, 0)
        return QModelIndex()

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many documents are left."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as `Column`."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.SIZE:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows; one function a role."""
        row, look = self.row(index), _LOOKS.get(role)
        return look(row, index.column()) if row is not None and look is not None else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by *column*; equal rows keep the order of the pack."""
        if column < 0 or (Column(column), order) == (self._column, self._order):
            return
        self._column, self._order = Column(column), order
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        kept = [(self._shown[one.row()].document.id, one.column()) for one in old]
        self._shown = self._picked()
        place = {row.document.id: n for n, row in enumerate(self._shown)}
        self.changePersistentIndexList(old, [self.index(place[key], across) for key, across in kept])
        self.layoutChanged.emit()

    def _picked(self) -> list[Row]:
        left = [row for row in self._rows if _passes(row, self._sieve)]
        left.sort(
            key=lambda row: _sort_key(row, self._column), reverse=self._order is Qt.SortOrder.DescendingOrder
        )
        return left


def _passes(row: Row, sieve: Sieve) -> bool:
    if sieve.kind and row.document.kind != sieve.kind:
        return False
    if sieve.state in _LINKS and (row.document.sha256 or (sieve.state == "no-copy" and row.document.copy)):
        return False
    if sieve.state not in ("", *_LINKS, row.state):
        return False
    if sieve.codes and sieve.codes.isdisjoint(row.codes):
        return False
    if not sieve.text:
        return True
    said = " ".join((row.document.name, row.document.url, *row.codes)).casefold()
    return all(word in said for word in sieve.text.casefold().split())


def passing(rows: Iterable[Row], sieve: Sieve) -> int:
    """How many of *rows* *sieve* would leave."""
    return sum(_passes(row, sieve) for row in rows)


def _sort_key(row: Row, column: int) -> tuple[object, ...]:
    document = row.document
    keys: Mapping[int, Callable[[], tuple[object, ...]]] = {
        Column.NAME: lambda: (document.name.casefold(),),
        Column.KIND: lambda: (words.kind(document.kind), document.name.casefold()),
        Column.USED: lambda: (len(row.codes), row.codes),
        Column.DATED: lambda: (document.day or date.min,),
        Column.SIZE: lambda: (document.size,),
        Column.ADDED: lambda: (document.added or _LONG_AGO,),
        Column.STATE: lambda: (list(STATES).index(row.state),),
    }
    return keys[column]()


# One function a role


def _text(row: Row, column: int) -> str:
    document = row.document
    if column == Column.NAME:
        return document.name
    if column == Column.KIND:
        return words.kind(document.kind)
    if column == Column.USED:
        return ", ".join(row.codes)
    if column == Column.DATED:
        return when(document)
    if column == Column.SIZE:
        return size(document.size) if document.sha256 else "–"
    if column == Column.ADDED:
        return date_short(document.added.astimezone().date()) if document.added else "–"
    return _(STATES[row.state][0])


def when(document: Document) -> str:
    """The date of a document; of one without the time it reports on, `Jan–Mar 2026`; – when neither is known."""
    if document.dated is not None:
        return date_short(document.dated)
    first, last = document.period_start, document.period_end
    if first is None or last is None:
        return "–"
    begin, end = date_short(first).partition(" ")[2], date_short(last).partition(" ")[2]
    if begin == end:
        return end
    return f"{begin.partition(' ')[0] if first.year == last.year else begin}–{end}"


def _icon(row: Row, column: int) -> str | None:
    return ICONS.get(row.document.kind, "berkas") if column == Column.NAME else None


def _pill(row: Row, column: int) -> str | None:
    return STATES[row.state][1] if column == Column.STATE else None


def _tone(row: Row, column: int) -> str | None:
    return None if column in (Column.NAME, Column.STATE) else "muted"


def _align(row: Row, column: int) -> int | None:
    return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) if column == Column.SIZE else None


def _tip(row: Row, column: int) -> str | None:
    if column not in (Column.NAME, Column.USED):
        return None
    text = _text(row, column)
    return f"<span>{text.replace('&', '&amp;').replace('<', '&lt;')}</span>"  # Qt takes tooltips for markup


_LOOKS: Mapping[int, Callable[[Row, int], object]] = {
    Qt.ItemDataRole.DisplayRole: _text,
    Qt.ItemDataRole.ToolTipRole: _tip,
    Qt.ItemDataRole.AccessibleTextRole: lambda row, column: f"{_(HEADS[column])}: {_text(row, column)}",
    Qt.ItemDataRole.TextAlignmentRole: _align,
    CellRole.ICON: _icon,
    CellRole.PILL: _pill,
    CellRole.TONE: _tone,
    CellRole.SORT: _sort_key,
}
