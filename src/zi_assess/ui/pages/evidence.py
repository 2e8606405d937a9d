"""Bukti: every document of the assessment, where it is used, how it stands, and what is in it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from zi_assess.core.pack import Group, Question, walk
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, count, size
from zi_assess.ui import theme, words
from zi_assess.ui.filing.acts import Filing
from zi_assess.ui.filing.dialogs import shape_columns
from zi_assess.ui.models.evidence_table import Column, EvidenceTable, Row, Sieve, passing, rows_of
from zi_assess.ui.models.tree import short_title
from zi_assess.ui.preview import outside
from zi_assess.ui.preview.pane import Preview
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button, Select
from zi_assess.ui.widgets.chips import Chip, FilterChips
from zi_assess.ui.widgets.fields import SearchField
from zi_assess.ui.widgets.slot import local_files
from zi_assess.ui.widgets.surfaces import EmptyState, Plane
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import elided, label

_STATES = ("", "outside", "wrong-kind", "undated", "link")
_FULL_CODE = 0
_WITH_PREVIEW = 760  # a narrower page does without the preview


class EvidencePage(QWidget):
    """The page of all evidence."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._rows: tuple[Row, ...] = ()
        self._on = ""
        self._model = EvidenceTable(self)
        self._filing = Filing(session, self)
        self._filing.attached.connect(lambda uses: self._choose(uses[-1].document.id))
        self.setAcceptDrops(True)
        self._make_parts()
        self._lay_out()

    # What the window calls

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
        self._choose(self._on)

    def focus_code(self, code: str) -> None:
        """Show the evidence of the place with *code*."""
        self._search.setText(code)
        self._table.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may come; where they go is asked."""
        if local_files(event.mimeData()) and self._writable():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask where the files go."""
        event.acceptProposedAction()
        self._filing.ask_place(local_files(event.mimeData()))

    # Parts

    def _make_parts(self) -> None:
        self._search = SearchField(_("Cari nama atau kode…"))
        self._search.searched.connect(lambda _text: self._sift())
        self._chips = FilterChips(_("Keadaan"))
        self._chips.chosen.connect(lambda _key: self._sift())
        self._kind = Select(_("Jenis berkas"))
        self._area = Select(_("Bagian penilaian"))
        for select in (self._kind, self._area):
            select.activated.connect(lambda _n: self._sift())
            select.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            select.setMinimumContentsLength(11)
        self._attach = Button(_("Lampirkan…"), "primary", "unggah")
        self._attach.clicked.connect(lambda: self._filing.ask_place())
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
            _("Seret berkas ke halaman ini, atau lampirkan langsung pada butirnya di halaman Penilaian."),
            _("Lampirkan…"),
        )
        if self._nothing.button is not None:
            self._nothing.button.clicked.connect(lambda: self._filing.ask_place())
        self._none_left = EmptyState(
            "saring",
            _("Tidak ada yang cocok"),
            _("Longgarkan saringan atau coba kata lain."),
            _("Tampilkan semua"),
        )
        if self._none_left.button is not None:
            self._none_left.button.set_kind("secondary")
            self._none_left.button.clicked.connect(self._show_all)
        self._preview = Preview(self._session)
        self._used = elided(tone="muted")
        self._places = Button(_("Buka butirnya"), icon="panah-kanan", small=True)
        self._places.clicked.connect(lambda: self._go(self._table.currentIndex()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self._search, 1)
        head.addWidget(self._kind)
        head.addWidget(self._area)
        head.addWidget(self._attach)
        self._stack = QStackedWidget()
        for place in (self._table, self._nothing, self._none_left):
            self._stack.addWidget(place)
        left = QWidget()
        column = QVBoxLayout(left)
        edge = theme.px(20)
        column.setContentsMargins(edge, theme.px(16), edge, theme.px(10))
        column.setSpacing(theme.px(10))
        column.addLayout(head)
        column.addWidget(self._chips)
        column.addWidget(self._stack, 1)
        column.addWidget(self._totals)
        self._right = right = Plane("card")
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._preview, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(12))
        foot.setSpacing(theme.px(8))
        foot.addWidget(self._used, 1)
        foot.addWidget(self._places)
        inner.addLayout(foot)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for pane, least, stretch in ((left, 460, 3), (right, 180, 1)):
            pane.setMinimumWidth(theme.px(least))
            splitter.addWidget(pane)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
        splitter.setSizes([theme.px(850), theme.px(330)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave out what can be spared where room is short: the preview tells it too."""
        if watched is self._table and event.type() == QEvent.Type.Resize:
            self._spare_columns(self._table.width())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the list comes first."""
        super().resizeEvent(event)
        self._right.setVisible(self.width() >= theme.px(_WITH_PREVIEW))

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
        self._choose(self._on)

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
            "undated": _("Tanpa tanggal"),
            "link": _("Tautan"),
        }
        chips = [Chip(key, names[key], passing(self._rows, self._sieve(key))) for key in _STATES]
        self._chips.set_chips(chips, self._chips.value())
        self._totals.setText(totals(self._rows, self._model.rowCount()))
        place = self._table if self._model.rowCount() else self._none_left if self._rows else self._nothing
        self._stack.setCurrentWidget(place)
        self._attach.setHidden(not self._writable() or place is self._nothing)
        if self._nothing.button is not None:
            self._nothing.button.setHidden(not self._writable())

    def _choose(self, document_id: str) -> None:
        """Make a document the current one, or else the first."""
        index = self._model.find(document_id)
        if not index.isValid():
            index = self._model.index(0, 0) if self._model.rowCount() else QModelIndex()
        if index.row() != self._table.currentIndex().row() or not self._table.currentIndex().isValid():
            self._table.setCurrentIndex(index)
        self._moved(index)

    def _moved(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        self._on = row.document.id if row else self._on
        self._preview.show_document(
            row.document if row else None, row.uses[0].pages if row and row.uses else ""
        )
        self._used.setHidden(row is None)
        self._places.setHidden(row is None or not row.codes)
        self._used.setText(_("Dipakai di {codes}").format(codes=", ".join(row.codes)) if row else "")

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
            menu.addAction(_("Tanggal dan keterangan…"), lambda: self._filing.describe(row.uses[0]))
        if outside.suffix_of(document):
            menu.addAction(_("Buka di luar"), lambda: outside.open_outside(self._session, document))
        if document.sha256:
            menu.addAction(_("Simpan salinan…"), lambda: self._filing.save_copy(document))
            menu.addAction(_("Salin SHA-256"), lambda: QGuiApplication.clipboard().setText(document.sha256))
        else:
            menu.addAction(_("Salin alamat"), lambda: QGuiApplication.clipboard().setText(document.url))
        return menu

    def _writable(self) -> bool:
        return (
            not self._session.read_only and self._sheet is not None and not self._sheet.assessment.submitted
        )


def totals(rows: tuple[Row, ...], shown: int) -> str:
    """`188 bukti, 96 berkas, 12 tautan, 214 MB`, and how many of them are shown when not all are."""
    uses = sum(len(row.uses) for row in rows)
    stored = [row.document for row in rows if row.document.sha256]
    links = len(rows) - len(stored)
    parts = [
        _("{n} bukti").format(n=count(uses)),
        _("{n} berkas").format(n=count(len(stored))),
        *([_("{n} tautan").format(n=count(links))] if links else []),
        size(sum(document.size for document in stored)),
    ]
    text = ", ".join(parts)
    return text if shown == len(rows) else _("{totals} · {n} ditampilkan").format(totals=text, n=count(shown))
