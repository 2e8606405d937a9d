"""What all the papers say of themselves, in one table: looked over by the user, then written in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QWidget

from zi_assess.core.assessment import Document
from zi_assess.core.contents import Contents
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _, count, n_
from zi_assess.ui import theme
from zi_assess.ui.intake import describing
from zi_assess.ui.intake.describing import Offer, Value
from zi_assess.ui.intake.ticks import TickTable
from zi_assess.ui.models.roles import CellRole
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.text import label, plain_tip

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with what was read of it. *outside* says that its day lies outside the time that is assessed."""

    document: str
    name: str
    codes: tuple[str, ...]
    offers: Mapping[str, Offer]
    outside: bool
    ticked: bool

    @property
    def values(self) -> dict[str, Value]:
        """What is written when it is ticked."""
        return {field: value for offer in self.offers.values() for field, value in offer.values.items()}


def readings(sheet: Sheet, contents: Mapping[str, Contents]) -> tuple[Reading, ...]:
    """The documents of *sheet* that lack a date or period which was read in them, in the order of the pack."""
    place = {code: n for n, code in enumerate(sheet.pack.nodes)}
    codes: dict[str, dict[str, None]] = {}
    documents = {}
    for use in sorted(sheet.assessment.evidence, key=lambda use: place.get(use.code, len(place))):
        codes.setdefault(use.document.id, {})[use.code] = None
        documents[use.document.id] = use.document
    found = []
    for id_, document in documents.items():
        offers = {one.field: one for one in describing.offers(document, contents.get(document.sha256))}
        if "dated" in offers or "period" in offers:
            one = Reading(id_, document.name, tuple(codes[id_]), offers, outside=False, ticked=True)
            read = replace(document, **one.values)  # type: ignore[arg-type]
            outside = read.outside(sheet.assessment.window_start, sheet.assessment.window_end)
            # A day outside may have been misread, or the paper does not count; one to come is misread for sure.
            sure = not outside and not read.outside(date.min, date.today())
            found.append(replace(one, outside=outside, ticked=sure))
    return tuple(found)


class Column(IntEnum):
    """The columns, left to right."""

    TICK = 0
    NAME = 1
    DATED = 2
    PERIOD = 3
    NUMBER = 4
    VALID = 5


_FIELDS = {
    Column.DATED: "dated",
    Column.PERIOD: "period",
    Column.NUMBER: "number",
    Column.VALID: "valid_until",
}
_HEADS = ("", N_("Dokumen"), N_("Tanggal"), N_("Masa"), N_("Nomor"), N_("Berlaku sampai"))
_WIDTHS = {
    Column.TICK: 40,
    Column.DATED: 108,
    Column.PERIOD: 196,
    Column.NUMBER: 150,
    Column.VALID: 116,
}


class ReadingsModel(QAbstractTableModel):
    """A row a `Reading`; `ticks()` when ticks changed."""

    ticks = Signal()

    def __init__(self, given: Sequence[Reading], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readings = list(given)

    def readings(self) -> tuple[Reading, ...]:
        """Every row."""
        return tuple(self._readings)

    def tick_rows(self, rows: Sequence[int], on: bool) -> None:
        """Tick or clear *rows*."""
        for row in rows:
            self._readings[row] = replace(self._readings[row], ticked=on)
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(Column) - 1))
        self.ticks.emit()

    def all_ticked(self, rows: Sequence[int]) -> bool:
        """Whether every one of *rows* is ticked."""
        return all(self._readings[row].ticked for row in rows)

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many documents there are."""
        return 0 if parent.isValid() else len(self._readings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as `Column`."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        named = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _(_HEADS[section]) if named and _HEADS[section] else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows."""
        one, column = self._readings[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole:
            return one.ticked if column == Column.TICK else None
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(one, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(one, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(_text(one, column)) if column in (Column.NAME, Column.NUMBER) else None
        if role == CellRole.LINE:
            return _second(one, column)
        return "warn" if role == CellRole.TONE and one.outside and column in _DAYS else None


_DAYS = (Column.DATED, Column.PERIOD)


def _text(one: Reading, column: int) -> str:
    if column == Column.NAME:
        return one.name
    offer = one.offers.get(_FIELDS[Column(column)]) if column in _FIELDS else None
    return offer.shown if offer is not None else ""


def _second(one: Reading, column: int) -> str:
    if column == Column.NAME:
        return ", ".join(one.codes)
    return _("di luar masa penilaian") if column == Column.DATED and one.outside else ""


def _spoken(one: Reading, column: int) -> str:
    if column == Column.TICK:
        return _("dicentang") if one.ticked else _("tidak dicentang")
    return f"{_(_HEADS[column])}: {_text(one, column) or '–'}"


class ReadoutDialog(FlowDialog):
    """Shows *given*, and fills the fields of what stays ticked."""

    def __init__(self, parent: QWidget | None, session: Session, given: Sequence[Reading]) -> None:
        super().__init__(
            parent,
            _("Tanggal yang terbaca di berkas"),
            _(
                "Dibaca dari isi dan nama berkas. Yang diisi hanya isian yang masih kosong pada dokumen yang dicentang."
            ),
            primary=_("Isi"),
            width=980,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._model = ReadingsModel(given, self)
        self._model.ticks.connect(self._tell)
        self.table = TickTable(_("Yang terbaca"), self._model)
        self.table.setModel(self._model)
        self._shape()
        self._said = label(tone="muted", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._said, 1)
        for text, on in ((_("Centang semua"), True), (_("Kosongkan centang"), False)):
            button = Button(text, "quiet", small=True)
            button.clicked.connect(lambda _on=False, on=on: self._tick_all(on))
            head.addWidget(button)
        self.body.addLayout(head)
        self.body.addWidget(self.table, 1)
        self.accepted.connect(self._write)
        self.table.selectRow(0)
        self._tell()

    def model(self) -> ReadingsModel:
        """The rows as they stand."""
        return self._model

    def _shape(self) -> None:
        head = self.table.horizontalHeader()
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(theme.px(36))
        for column, width in _WIDTHS.items():
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.table.setColumnWidth(column, theme.px(width))
        head.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        told = {field for one in self._model.readings() for field in one.offers}
        for column, field in _FIELDS.items():
            self.table.setColumnHidden(column, field not in told)
        above = self.parentWidget()
        room = above.window().height() if above is not None else 700
        rows = theme.px(56) + theme.px(50) * self._model.rowCount()
        self.table.setMinimumHeight(min(rows, max(theme.px(240), min(theme.px(460), room - theme.px(290)))))

    def _tick_all(self, on: bool) -> None:
        self._model.tick_rows(range(self._model.rowCount()), on)

    def _tell(self) -> None:
        every = self._model.readings()
        many, odd = sum(one.ticked for one in every), sum(one.outside for one in every)
        text = n_("Isi 1 dokumen", "Isi {n} dokumen", many).format(n=count(many))
        self.primary.setText(text)
        self.primary.updateGeometry()
        self.primary.setEnabled(many > 0)
        said = n_("1 dokumen.", "{n} dokumen.", len(every)).format(n=count(len(every)))
        doubt = n_(
            "1 bertanggal di luar masa penilaian: lihat dahulu berkasnya.",
            "{n} bertanggal di luar masa penilaian: lihat dahulu berkasnya.",
            odd,
        ).format(n=count(odd))
        self._said.setText(f"{said} {doubt}" if odd else said)

    def _write(self) -> None:
        sheet = self._session.sheet
        if sheet is None:
            return
        now = {use.document.id: use.document for use in sheet.assessment.evidence}
        ticked = [one for one in self._model.readings() if one.ticked and one.document in now]
        values = {one.document: _still_empty(now[one.document], one.values) for one in ticked}
        values = {document: fields for document, fields in values.items() if fields}
        if not values:
            return
        mine = sheet.assessment.id
        said = n_("1 dokumen dilengkapi", "{n} dokumen dilengkapi", len(values)).format(n=count(len(values)))
        self._session.do(lambda workspace: workspace.describe_documents(mine, values), said)


def _still_empty(document: Document, values: Mapping[str, Value]) -> dict[str, Value]:
    """Those of *values* whose field nobody has filled in since they were read."""
    return {field: value for field, value in values.items() if not getattr(document, field)}
