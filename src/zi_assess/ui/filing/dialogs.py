"""What is asked about evidence: its name and date, an address, a document that is already here, a place to put it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QScrollArea, QVBoxLayout, QWidget

from zi_assess.core.assessment import Document, Evidence
from zi_assess.core.pack import Question
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, date_short, n_
from zi_assess.i18n import date as date_long
from zi_assess.ui import theme, words
from zi_assess.ui.filing.dates import read_date
from zi_assess.ui.models.evidence_table import Column, EvidenceTable, Sieve, rows_of
from zi_assess.ui.models.tree import TreeModel
from zi_assess.ui.widgets.buttons import Select
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.fields import Entry, SearchField
from zi_assess.ui.widgets.focus import walk_to
from zi_assess.ui.widgets.notices import Mark
from zi_assess.ui.widgets.surfaces import Card, scroll
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label
from zi_assess.ui.widgets.tree_delegate import TreeView

Line = tuple[str, bool]
"""A sentence, and whether it says that something was refused."""


class Described(NamedTuple):
    """What `DescribeDialog` found."""

    name: str
    dated: date | None
    pages: str
    note: str


class DescribeDialog(FlowDialog):
    """Name, date, pages and note of one use of a document."""

    def __init__(self, parent: QWidget | None, use: Evidence, shared: int) -> None:
        title = _("Rincian dokumen")
        super().__init__(parent, title, _shared_words(shared), primary=_("Simpan"), width=460)
        self._name = Entry(_("Nama dokumen"))
        self._name.setText(use.document.name)
        self._dated = Entry(_("Tanggal dokumen"))
        self._dated.setPlaceholderText(_("misalnya 17/8/2026"))
        self._dated.setText(date_short(use.document.dated) if use.document.dated else "")
        self._read = label(size="small", tone="muted")
        self._dated.textChanged.connect(self._tell_date)
        self._pages = Entry(_("Halaman"))
        self._pages.setPlaceholderText(_("misalnya 3–5; kosong berarti seluruhnya"))
        self._pages.setText(use.pages)
        self._note = Entry(_("Keterangan"))
        self._note.setPlaceholderText(_("apa yang dibuktikan berkas ini"))
        self._note.setText(use.note)
        for entry in (self._name, self._dated, self._pages, self._note):
            self.body.addLayout(_labelled(entry, self._read if entry is self._dated else None))
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._finish)
        self._tell_date(self._dated.text())
        self._dated.setFocus()
        self._dated.selectAll()

    def described(self) -> Described:
        """What stands in the fields now."""
        dated, _wrong = read_date(self._dated.text())
        return Described(
            self._name.text().strip(), dated, self._pages.text().strip(), self._note.text().strip()
        )

    def _tell_date(self, text: str) -> None:
        dated, _wrong = read_date(text)
        self._read.setText(date_long(dated) if dated else _("tanpa tanggal") if not text.strip() else "")
        self._dated.set_wrong(False)
        self.complain("")

    def _finish(self) -> None:
        wrong = read_date(self._dated.text())[1]
        self._dated.set_wrong(bool(wrong))
        self.complain(wrong)
        if not wrong:
            self.accept()


def _shared_words(shared: int) -> str:
    if shared < 2:
        return ""
    return _("Nama dan tanggal berlaku di {n} butir yang memakai dokumen ini.").format(n=shared)


def _labelled(entry: Entry, beside: QWidget | None = None) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.px(4))
    head = label(entry.accessibleName(), weight=600)
    head.setBuddy(entry)
    column.addWidget(head)
    column.addWidget(entry)
    if beside is not None:
        column.addWidget(beside)
    return column


class LinkDialog(FlowDialog):
    """One web address."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            parent,
            _("Lampirkan tautan"),
            _("Tautan dicatat sebagai bukti dan tidak pernah dibuka. Berkas yang dilampirkan lebih aman."),
            primary=_("Lampirkan"),
        )
        self._address = Entry(_("Alamat"))
        self._address.setPlaceholderText("https://…")
        self.body.addLayout(_labelled(self._address))
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._finish)
        self._address.setFocus()

    def address(self) -> str:
        """What was typed."""
        return self._address.text().strip()

    def _finish(self) -> None:
        if (
            self.address().startswith(("http://", "https://"))
            and "." in self.address()
            and " " not in self.address()
        ):
            self.accept()
        else:
            self._address.set_wrong(True)
            self.complain(_("Tulis alamat lengkap yang diawali https://"))


class DocumentDialog(FlowDialog):
    """Choose one of *documents* of the workspace to serve here too; what is used comes besides unless *only* these."""

    def __init__(
        self,
        parent: QWidget | None,
        sheet: Sheet,
        documents: Sequence[Document],
        where: str,
        *,
        only: bool = False,
    ) -> None:
        super().__init__(
            parent,
            _("Pakai dokumen yang sudah ada"),
            _(
                "Satu dokumen dapat menjadi bukti di banyak butir dan disimpan sekali saja. Untuk: {where}"
            ).format(where=where),
            primary=_("Pakai di sini"),
            width=720,
        )
        self._search = SearchField(_("Cari nama atau kode…"))
        self._model = EvidenceTable(self)
        rows = rows_of(sheet, documents)
        offered = {one.id for one in documents}
        self._model.show([row for row in rows if row.document.id in offered] if only else rows)
        self._table = TableView(_("Dokumen di ruang kerja ini"))
        self._table.setModel(self._model)
        self._table.setMinimumHeight(theme.px(300))
        shape_columns(self._table, hidden=(Column.SIZE, Column.STATE, Column.ADDED))
        self._search.searched.connect(lambda text: self._sift(text))
        self._search.installEventFilter(self)
        self._table.doubleClicked.connect(lambda _index: self.accept())
        self._table.selectionModel().selectionChanged.connect(lambda: self._tell())
        self._model.modelReset.connect(self._tell)
        self.body.addWidget(self._search)
        self.body.addWidget(self._table)
        self._search.setFocus()
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the search into the list."""
        if watched is self._search and _is_down(event) and self._model.rowCount():
            if not self._table.currentIndex().isValid():
                self._table.selectRow(0)
            walk_to(self._table)
            return True
        return super().eventFilter(watched, event)

    def document_id(self) -> str:
        """The id of the document chosen; "" when none is."""
        row = self._model.row(self._table.currentIndex())
        return row.document.id if row else ""

    def _sift(self, text: str) -> None:
        self._model.sift(Sieve(text=text))
        if self._model.rowCount():
            self._table.selectRow(0)

    def _tell(self) -> None:
        self.primary.setEnabled(bool(self.document_id()))


class PlaceDialog(FlowDialog):
    """Choose a question and one of its slots: where *what* is to be attached."""

    def __init__(self, parent: QWidget | None, sheet: Sheet, what: str) -> None:
        super().__init__(
            parent, _("Lampirkan di butir mana?"), what, primary=_("Lampirkan di sini"), width=600
        )
        self._sheet = sheet
        self._search = SearchField(_("Cari kode atau kata…"))
        self._model = TreeModel(self)
        self._model.show(sheet)
        self._tree = TreeView(_("Butir penilaian"))
        self._tree.setModel(self._model)
        self._tree.setMinimumHeight(theme.px(300))
        self._slot = Select(_("Tempat bukti"))
        self._slot.setPlaceholderText(_("Pilih butirnya dahulu"))
        self._search.searched.connect(self._sift)
        self._search.installEventFilter(self)
        self._tree.selectionModel().currentChanged.connect(lambda index, _before: self._chosen(index))
        self.body.addWidget(self._search)
        self.body.addWidget(self._tree)
        self.body.addWidget(self._slot)
        self._tree.expandToDepth(0)
        self._chosen(QModelIndex())
        self._search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the search into the tree."""
        if watched is self._search and _is_down(event):
            walk_to(self._tree)
            return True
        return super().eventFilter(watched, event)

    def place(self) -> tuple[str, str]:
        """The code of the question and the id of the slot ("" = none)."""
        return self._model.code(self._tree.currentIndex()), str(self._slot.currentData() or "")

    def go(self, code: str) -> None:
        """Choose the question with *code*."""
        self._tree.setCurrentIndex(self._model.index_of(code))

    def _sift(self, text: str) -> None:
        self._model.set_filter(text)
        if not text:
            self._chosen(QModelIndex())
            return
        self._tree.expandAll()
        found = self._first()
        self._tree.setCurrentIndex(found)
        self._chosen(found)

    def _first(self) -> QModelIndex:
        """The uppermost question that is left; an invalid index when none is."""
        index = self._model.index(0, 0)
        while index.isValid() and not isinstance(self._model.node(index), Question):
            index = self._tree.indexBelow(index)
        return index

    def _chosen(self, index: QModelIndex) -> None:
        node = self._model.node(index)
        question = node if isinstance(node, Question) else None
        self._slot.clear()
        for slot, uses in self._sheet.slots(question) if question else ():
            filled = n_("1 bukti", "{n} bukti", len(uses)).format(n=len(uses)) if uses else _("kosong")
            self._slot.addItem(f"{slot.title} ({filled})", slot.id)
        if question is not None:
            self._slot.addItem(_("Bukti lain, di luar daftar"), "")
            empty = [n for n, (_slot, uses) in enumerate(self._sheet.slots(question)) if not uses]
            self._slot.setCurrentIndex(empty[0] if empty else 0)
        self._slot.setEnabled(question is not None)
        self.primary.setEnabled(question is not None)


class NoticesDialog(FlowDialog):
    """What is to be said about many files at once, the refused ones first."""

    def __init__(self, parent: QWidget | None, title: str, lines: Sequence[Line]) -> None:
        super().__init__(parent, title, primary=_("Tutup"), width=560)
        self.secondary.hide()
        card = Card()
        for text, refused in sorted(lines, key=lambda line: not line[1]):
            card.body.addWidget(_NoticeLine(text, refused))
        card.body.addStretch(1)
        area: QScrollArea = scroll(card)
        area.setMinimumHeight(theme.px(min(360, 60 + 30 * len(lines))))
        self.body.addWidget(area)


class _NoticeLine(QWidget):
    """A mark and a sentence."""

    def __init__(self, text: str, refused: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(Mark("warn" if refused else "info"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text, wrap=True), 1)


def shape_columns(table: TableView, hidden: Sequence[Column] = ()) -> None:
    """Give the columns of an `EvidenceTable` their widths: the name takes what is left."""
    head = table.horizontalHeader()
    head.setStretchLastSection(False)
    head.setMinimumSectionSize(theme.px(60))
    widths = {
        Column.KIND: 104,
        Column.USED: 124,
        Column.DATED: 108,
        Column.SIZE: 80,
        Column.ADDED: 116,
        Column.STATE: 144,
    }
    for column in Column:
        table.setColumnHidden(column, column in hidden)
        if column is Column.NAME:
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        else:
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            table.setColumnWidth(column, theme.px(widths[column]))


def where_words(question: Question, slot_id: str) -> str:
    """`A.I.6.i.b · Maklumat bertanda tangan`: a place for evidence, in words."""
    slot = question.slot(slot_id)
    return f"{question.code} · {slot.title if slot else words.short(question)}"


def _is_down(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.KeyPress
        and event.key() == Qt.Key.Key_Down
    )
