"""Tahun lalu: last year's evidence whose place is still empty this year, to be renewed or used once more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from zi_assess.core.assessment import Document, Evidence
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _, count, date_short, n_
from zi_assess.ui import theme
from zi_assess.ui.filing.acts import Filing
from zi_assess.ui.intake import lines
from zi_assess.ui.models.evidence_table import ICONS, to_renew
from zi_assess.ui.models.roles import CellRole
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label

if TYPE_CHECKING:
    from zi_assess.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
Row = tuple[Evidence, str, str]
"""A use of last year, and its place this year in two lines."""
_HEADS = (N_("Bukti tahun lalu"), N_("Tempatnya tahun ini"), N_("Tanggal"))


class RenewalsModel(QAbstractTableModel):
    """A row a use of last year."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show *rows*."""
        if tuple(rows) != tuple(self._rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def use(self, index: Index) -> Evidence | None:
        """The use of a row."""
        return self._rows[index.row()][0] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many wait."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Document, place, date."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        named = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _(_HEADS[section]) if named else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows; one function a role."""
        look = _LOOKS.get(role)
        return look(self._rows[index.row()], index.column()) if index.isValid() and look else None


def _text(row: Row, column: int) -> str:
    dated = row[0].document.dated
    return (row[0].document.name, row[1], date_short(dated) if dated else "–")[column]


_LOOKS: Mapping[int, Callable[[Row, int], object]] = {
    Qt.ItemDataRole.DisplayRole: _text,
    Qt.ItemDataRole.AccessibleTextRole: lambda row, column: (
        f"{row[1]}, {row[2]}" if column == 1 else _text(row, column)
    ),
    CellRole.LINE: lambda row, column: row[2] if column == 1 else None,
    CellRole.ICON: lambda row, column: ICONS.get(row[0].document.kind, "berkas") if not column else None,
}


class RenewalsView(QWidget):
    """The list; `looked(object)` passes the `Document` to be seen, or None."""

    looked = Signal(object)

    def __init__(self, session: Session, filing: Filing) -> None:
        super().__init__()
        self._session, self._filing = session, filing
        self._sheet: Sheet | None = None
        self._model = RenewalsModel(self)
        self._said = label(tone="muted", wrap=True)
        self.table = TableView(_("Bukti tahun lalu"), lines=2, sortable=False)
        self.table.setModel(self._model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.doubleClicked.connect(lambda _index: self._go())
        self.table.activated.connect(lambda _index: self._go())
        self.table.selectionModel().selectionChanged.connect(lambda: self._chosen())
        self.renew = Button(_("Lampirkan yang baru…"), "primary")
        self.renew.clicked.connect(self._renew)
        self.again = Button(_("Masih berlaku, pakai lagi"))
        self.again.clicked.connect(self._use_again)
        self._lay_out()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what waits in *sheet*; what was chosen stays chosen as far as it is still there."""
        self._sheet = sheet
        at = max(0, self.table.currentIndex().row())
        rows = [(use, *lines.where(sheet.pack, (use.code, use.slot))) for use in to_renew(sheet)]
        self._model.show(rows)
        said = n_(
            "1 bukti tahun lalu belum ada gantinya.", "{n} bukti tahun lalu belum ada gantinya.", len(rows)
        )
        self._said.setText(
            said.format(n=count(len(rows))) if rows else _("Semua bukti tahun lalu sudah ada gantinya.")
        )
        if rows and not self.table.selectionModel().hasSelection():
            self.table.selectRow(min(at, len(rows) - 1))
        head = self.table.horizontalHeader()
        head.setStretchLastSection(False)
        for column in (0, 1):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(2, theme.px(120))
        self._chosen()

    def document(self) -> Document | None:
        """The document of the current row."""
        use = self._model.use(self.table.currentIndex())
        return use.document if use else None

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.px(20)
        column.setContentsMargins(edge, theme.px(14), edge, theme.px(14))
        column.setSpacing(theme.px(10))
        column.addWidget(self._said)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.renew)
        foot.addWidget(self.again)
        foot.addStretch(1)
        column.addLayout(foot)

    def _uses(self) -> list[Evidence]:
        found = (self._model.use(index) for index in self.table.selectionModel().selectedRows())
        return [use for use in found if use is not None]

    def _chosen(self) -> None:
        mine = self._uses()
        sheet = self._sheet
        writable = sheet is not None and not self._session.read_only and not sheet.assessment.locked
        self.renew.setVisible(writable)
        self.again.setVisible(writable)
        self.renew.setEnabled(len(mine) == 1)
        self.again.setEnabled(bool(mine))
        if mine:
            self.looked.emit(self.document() or mine[0].document)

    # Doing

    def _go(self) -> None:
        for use in self._uses()[:1]:
            self._session.goto.emit("penilaian", use.code)

    def _renew(self) -> None:
        (use,) = self._uses()[:1] or (None,)
        question = self._sheet.pack.question(use.code) if self._sheet and use else None
        if question is not None and use is not None:
            self._filing.choose(question, use.slot)

    def _use_again(self) -> None:
        """Let what is chosen serve this year too, as one step of undo."""
        mine, sheet = self._uses(), self._sheet
        if sheet is None or not mine:
            return
        assessment = sheet.assessment.id

        def run(workspace: Workspace) -> Sheet:
            from zi_assess.workspace import Placement

            places = [Placement(use.document.id, use.code, use.slot) for use in mine]
            return workspace.file_many(assessment, places).sheet

        said = n_("1 bukti tahun lalu dipakai lagi", "{n} bukti tahun lalu dipakai lagi", len(mine))
        self._session.do(run, said.format(n=count(len(mine))))
