"""Every document of the assessment in a table, filtered by what it is and how it stands, and found by its words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from zi_assess.core.assessment import Document
from zi_assess.core.pack import Group, Question, walk
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, count, n_, size
from zi_assess.ui import theme, words
from zi_assess.ui.filing.acts import Filing
from zi_assess.ui.filing.dialogs import shape_columns
from zi_assess.ui.models.evidence_table import Column, EvidenceTable, Row, Sieve, passing, rows_of
from zi_assess.ui.models.tree import short_title
from zi_assess.ui.pages.evidence.found import FoundInside
from zi_assess.ui.preview import outside
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Select
from zi_assess.ui.widgets.chips import Chip, FilterChips
from zi_assess.ui.widgets.fields import SearchField
from zi_assess.ui.widgets.surfaces import EmptyState
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label

if TYPE_CHECKING:
    from zi_assess.workspace import Found

_STATES = ("", "outside", "wrong-kind", "no-place", "undated", "link", "no-copy")
_FULL_CODE = 0


class DocumentsView(QWidget):
    """The list of all evidence. `looked(object, str, str)` passes the `Row` that is current, or None, the pages of it
    to be seen and words to be marked there; `asked(str)` that a `folder` shall come in, or the inbox (`masuk`) be seen.
    """

    looked = Signal(object, str, str)
    asked = Signal(str)

    def __init__(self, session: Session, filing: Filing) -> None:
        super().__init__()
        self._session = session
        self._filing = filing
        self._sheet: Sheet | None = None
        self._rows: tuple[Row, ...] = ()
        self._on = ""
        self._waiting = 0
        self._model = EvidenceTable(self)
        self._make_parts()
        self._lay_out()

    # What the page calls

    def show_sheet(self, sheet: Sheet) -> None:
        """Show *sheet*; what was chosen and filtered stays."""
        other = self._sheet is None or sheet.assessment.id != self._sheet.assessment.id
        self._sheet = sheet
        self._rows = rows_of(sheet)
        if other:
            self._fill_areas(sheet)
            self._on = ""
        self._fill_kinds()
        self._model.show(self._rows)
        self._tell()
        self.choose(self._on)
        self._found.again()

    def focus_code(self, code: str) -> None:
        """Show the evidence of the place with *code*."""
        self._search.setText(code)
        self._table.setFocus()

    def step(self, by: int) -> None:
        """Go *by* documents on."""
        row = max(0, min(self._model.rowCount() - 1, self._table.currentIndex().row() + by))
        if self._model.rowCount():
            self._table.setCurrentIndex(self._model.index(row, 0))

    def choose_again(self) -> None:
        """Show again what is current."""
        self.choose(self._on)

    def link_at(self, at: QPoint) -> Document | None:
        """The link in the list under *at*, a point of this widget."""
        view = self._table.viewport()
        row = self._model.row(self._table.indexAt(view.mapFrom(self, at)))
        inside = self._table.isVisible() and view.rect().contains(view.mapFrom(self, at))
        return row.document if inside and row is not None and not row.document.sha256 else None

    def tell_waiting(self, many: int) -> None:
        """Say what a page without evidence offers, *many* documents being in the inbox."""
        if many:
            waiting = n_("1 dokumen menunggu tempatnya.", "{n} dokumen menunggu tempatnya.", many)
            self._nothing.set(_("Belum ada bukti"), waiting.format(n=count(many)))
        else:
            self._nothing.set(_("Belum ada bukti"), _nothing_words())
        if self._nothing.button is not None:
            self._nothing.button.setText(_("Buka Kotak masuk") if many else _("Impor folder…"))
            self._nothing.button.updateGeometry()
        self._waiting = many

    def count(self) -> int:
        """How many documents there are."""
        return len(self._rows)

    # Parts

    def _make_parts(self) -> None:
        self._search = SearchField(_("Cari nama, kode, atau isi berkas…"))
        self._search.searched.connect(lambda text: self._seek(text))
        self._chips = FilterChips(_("Keadaan"), wrap=True)
        self._chips.chosen.connect(lambda _key: self._sift())
        self._kind = Select(_("Jenis berkas"))
        self._area = Select(_("Bagian penilaian"))
        for select in (self._kind, self._area):
            select.activated.connect(lambda _n: self._sift())
            select.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            select.setMinimumContentsLength(11)
        self._table = TableView(_("Daftar bukti"))
        self._table.setModel(self._model)
        self._table.sortByColumn(Column.ADDED, Qt.SortOrder.DescendingOrder)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(self._menu)
        self._table.activated.connect(self._go)
        self._table.selectionModel().currentRowChanged.connect(self._moved)
        shape_columns(self._table)
        self._table.installEventFilter(self)
        self._totals = label(tone="muted", tabular=True)
        self._nothing = EmptyState(
            "bukti",
            _("Belum ada bukti"),
            _nothing_words(),
            _("Impor folder…"),
        )
        if self._nothing.button is not None:
            self._nothing.button.clicked.connect(
                lambda: self.asked.emit("masuk" if self._waiting else "folder")
            )
        self._none_left = EmptyState(
            "saring",
            _("Tidak ada yang cocok"),
            _("Longgarkan saringan atau coba kata lain."),
            _("Tampilkan semua"),
        )
        if self._none_left.button is not None:
            self._none_left.button.set_kind("secondary")
            self._none_left.button.clicked.connect(self._show_all)
        self._found = FoundInside(self._session)
        self._found.looked.connect(self._look_inside)
        self._found.told.connect(self._tell_place)

    def _lay_out(self) -> None:
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.px(8))
        head.addWidget(self._search, 1)
        head.addWidget(self._kind)
        head.addWidget(self._area)
        self._stack = QStackedWidget()
        for place in (self._table, self._nothing, self._none_left):
            self._stack.addWidget(place)
        column = QVBoxLayout(self)
        edge = theme.px(20)
        column.setContentsMargins(edge, theme.px(14), edge, theme.px(10))
        column.setSpacing(theme.px(10))
        column.addWidget(self._head)
        column.addWidget(self._chips)
        column.addWidget(self._stack, 3)
        column.addWidget(self._found, 2)
        column.addWidget(self._totals)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave out what can be spared where room is short: the preview tells it too."""
        if watched is self._table and event.type() == QEvent.Type.Resize:
            self._spare_columns(self._table.width())
        return super().eventFilter(watched, event)

    def _spare_columns(self, room: int) -> None:
        spare = room < theme.px(660) and self._kind.currentIndex() <= 0  # never one that filters
        self._kind.setHidden(spare)
        self._table.setColumnHidden(Column.SIZE, room < theme.px(660))
        self._table.setColumnHidden(Column.ADDED, room < theme.px(960))
        self._table.setColumnHidden(Column.KIND, room < theme.px(760))

    # Filtering

    def _sieve(self, state: str | None = None) -> Sieve:
        area = str(self._area.currentData() or "")
        return Sieve(
            kind=str(self._kind.currentData() or ""),
            state=self._chips.value() if state is None else state,
            codes=self._codes_in(area),
            text=self._search.text().strip(),
        )

    def _codes_in(self, area: str) -> frozenset[str]:
        node = self._sheet.pack.nodes.get(area) if self._sheet and area else None
        if not isinstance(node, Group):
            return frozenset()
        return frozenset(one.code for one in walk(node.children) if isinstance(one, Question))

    def _sift(self) -> None:
        self._model.sift(self._sieve())
        self._tell()
        self.choose(self._on)

    def _seek(self, text: str) -> None:
        """Look for *text* in names and codes, and inside the files."""
        self._sift()
        self._found.seek(text)

    def _look_inside(self, found: Found) -> None:
        """Show a page on which words were found."""
        self._on = found.document.id
        index = self._model.find(found.document.id)
        if index.isValid() and index.row() != self._table.currentIndex().row():
            self._table.setCurrentIndex(index)
        uses = self._sheet.uses_of(found.document.id) if self._sheet else ()
        row = next((one for one in self._rows if one.document.id == found.document.id), None)
        words_ = found.snippet[slice(*found.marks[0])] if found.marks else ""
        self.looked.emit(row or Row(found.document, uses, found.used_in, "unused"), str(found.page), words_)

    def _show_all(self) -> None:
        self._search.clear()
        self._kind.setCurrentIndex(0)
        self._area.setCurrentIndex(0)
        self._chips.choose("")
        self._sift()

    def _fill_kinds(self) -> None:
        kinds = sorted({row.document.kind for row in self._rows}, key=words.kind)
        if [self._kind.itemData(n) for n in range(self._kind.count())] == ["", *kinds]:
            return
        on = self._kind.currentData()
        self._kind.clear()
        self._kind.addItem(_("Semua jenis"), "")
        for kind in kinds:
            self._kind.addItem(words.kind(kind), kind)
        self._kind.setCurrentIndex(max(0, self._kind.findData(on)))

    def _fill_areas(self, sheet: Sheet) -> None:
        self._area.clear()
        self._area.addItem(_("Semua bagian"), "")
        groups = [one for one in sheet.pack.nodes.values() if isinstance(one, Group)]
        areas = [one for one in groups if one.level == "area"] or [one for one in groups if not one.parent]
        for area in areas:
            self._area.addItem(short_title(area, _FULL_CODE), area.code)

    # Telling

    def _tell(self) -> None:
        names = {
            "": _("Semua"),
            "outside": _("Di luar masa"),
            "wrong-kind": _("Salah jenis"),
            "no-place": _("Tanpa tempat"),
            "undated": _("Tanpa tanggal"),
            "link": _("Tautan"),
            "no-copy": _("Tanpa salinan"),
        }
        on = self._chips.value()
        chips = [Chip(key, names[key], passing(self._rows, self._sieve(key))) for key in _STATES]
        self._chips.set_chips([one for one in chips if one.count or one.key in ("", on)], on)
        self._totals.setText(totals(self._rows, self._model.rowCount()))
        for widget in (self._head, self._chips, self._totals):  # nothing to look for, and nothing to count
            widget.setHidden(not self._rows)
        self._tell_place()
        if self._nothing.button is not None:
            self._nothing.button.setHidden(not self._writable())

    def _tell_place(self) -> None:
        place = self._table if self._model.rowCount() else self._none_left if self._rows else self._nothing
        self._stack.setCurrentWidget(place)
        # Words that stand inside files alone need no empty list above them.
        alone = place is self._none_left and self._found.many() > 0
        self._stack.setHidden(alone)
        if alone:
            self._found.choose_first()
        rows = self._table.verticalHeader().defaultSectionSize() * self._model.rowCount()
        short = rows + self._table.horizontalHeader().height() + theme.px(8)
        self._stack.setMaximumHeight(short if self._found.many() and place is self._table else 16_777_215)

    def choose(self, document_id: str) -> None:
        """Make a document the current one, or else the first; a page of it that was found inside stays seen."""
        inside = self._found.current()
        if inside is not None and (inside.document.id == document_id or not self._model.rowCount()):
            self._look_inside(inside)
            return
        index = self._model.find(document_id)
        if not index.isValid():
            index = self._model.index(0, 0) if self._model.rowCount() else QModelIndex()
        if index.row() != self._table.currentIndex().row() or not self._table.currentIndex().isValid():
            self._table.setCurrentIndex(index)
        self._moved(index)

    def _moved(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        self._on = row.document.id if row else self._on
        self.looked.emit(row, row.uses[0].pages if row and row.uses else "", "")

    # Doing

    def _go(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None and row.codes:
            self._session.goto.emit("penilaian", row.codes[0])

    def _menu(self, at: QPoint) -> None:
        row = self._model.row(self._table.indexAt(at))
        if row is not None:
            self.menu_of(row).popup(self._table.viewport().mapToGlobal(at))

    def menu_of(self, row: Row) -> QMenu:
        """What can be done with a document."""
        menu = QMenu(self)
        document = row.document
        for code in row.codes[:8]:
            menu.addAction(
                _("Buka butir {code}").format(code=code), partial(self._session.goto.emit, "penilaian", code)
            )
        menu.addSeparator()
        if self._writable() and row.uses:
            menu.addAction(_("Rincian dokumen…"), lambda: self._filing.describe(row.uses[0]))
        if outside.suffix_of(document):
            menu.addAction(_("Buka di luar"), lambda: outside.open_outside(self._session, document))
        if document.sha256:
            menu.addAction(_("Simpan salinan…"), lambda: self._filing.save_copy(document))
            menu.addAction(_("Salin SHA-256"), lambda: QGuiApplication.clipboard().setText(document.sha256))
        else:
            menu.addAction(_("Salin alamat"), lambda: QGuiApplication.clipboard().setText(document.url))
        return menu

    def _writable(self) -> bool:
        return not self._session.read_only and self._sheet is not None and not self._sheet.assessment.locked


def _nothing_words() -> str:
    return _(
        "Impor folder bukti Anda: kode dan judul pada namanya dikenali, dan Anda memeriksa usulannya dahulu. "
        "Berkas satuan dapat diseret ke halaman ini."
    )


def totals(rows: tuple[Row, ...], shown: int) -> str:
    """`188 bukti, 96 berkas, 12 tautan, 214 MB`, and how many of them are shown when not all are."""
    uses = sum(len(row.uses) for row in rows)
    stored = [row.document for row in rows if row.document.sha256]
    links = len(rows) - len(stored)
    parts = [
        n_("{n} bukti", "{n} bukti", uses).format(n=count(uses)),
        n_("{n} berkas", "{n} berkas", len(stored)).format(n=count(len(stored))),
        *([n_("{n} tautan", "{n} tautan", links).format(n=count(links))] if links else []),
        size(sum(document.size for document in stored)),
    ]
    text = ", ".join(parts)
    return text if shown == len(rows) else _("{totals} · {n} ditampilkan").format(totals=text, n=count(shown))
