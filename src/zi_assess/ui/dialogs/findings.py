"""Everything there is to mend, gravest first, filtered by how grave it is, each with a way to its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from zi_assess.core.assessment import Remark
from zi_assess.core.checks import Finding, Severity
from zi_assess.core.pack import Pack
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.ui import flows, theme, words
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.chips import Chip, FilterChips
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.table import CellRole, TableView

Index = QModelIndex | QPersistentModelIndex
_ALL = ""


class FindingsDialog(FlowDialog):
    """The findings of *sheet* in a table; *Buka* leads to the place of the chosen one."""

    def __init__(self, parent: QWidget, session: Session, sheet: Sheet) -> None:
        super().__init__(
            parent,
            _("Semua yang perlu diperiksa"),
            _(
                "Yang kurang atau bertentangan, dari yang paling berat. "
                "Angka menunjukkan nilai yang dapat diraih (+) atau terancam (−)."
            ),
            primary=_("Buka"),
            secondary=_("Tutup"),
            width=940,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._window = parent
        self._sheet = sheet
        self.chips = FilterChips(_("Saring menurut beratnya"))
        self.chips.chosen.connect(self._filter)
        self.model = FindingsModel(sheet.pack, self)
        self.view = TableView(_("Temuan"), lines=2, sortable=False)
        self.view.setModel(self.model)
        self.view.setMinimumHeight(room_for(parent, 400, 260))
        head = self.view.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(0, theme.px(96))
        head.resizeSection(2, theme.px(330))
        head.setStretchLastSection(False)
        self.settle = Button(_("Sudah diperiksa"), icon="centang")
        self.settle.clicked.connect(self._settle)
        self.add_tool(self.settle)
        self.body.addWidget(self.chips)
        self.body.addWidget(self.view, 1)
        self.accepted.connect(self._open)
        self.view.doubleClicked.connect(lambda: self.accept())
        self.view.selectionModel().currentRowChanged.connect(lambda: self._check())
        self.show_sheet(sheet)
        session.changed.connect(self._refresh)
        self.view.setFocus()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the findings of *sheet*."""
        self._sheet = sheet
        counts = {which: sum(one.severity is which for one in sheet.findings) for which in Severity}
        chips = [Chip(which.value, words.severity(which)[0], counts[which]) for which in Severity]
        self.chips.set_chips([Chip(_ALL, _("Semua"), len(sheet.findings)), *chips], self.chips.value())
        self._filter(self.chips.value())

    def _filter(self, key: str) -> None:
        shown = [one for one in self._sheet.findings if key in (_ALL, one.severity.value)]
        self.model.set_findings(grouped(self._sheet.pack, shown))
        if self.model.rowCount():
            self.view.selectRow(0)
        self._check()

    def _chosen(self) -> Finding | None:
        return self.model.finding(self.view.currentIndex().row())

    def _check(self) -> None:
        found = self._chosen()
        self.primary.setEnabled(found is not None)
        self.settle.setVisible(found is not None and _remark(self._sheet, found) is not None)

    def _open(self) -> None:
        found = self._chosen()
        if found is not None:
            flows.follow(self._window, self._session, found)

    def _settle(self) -> None:
        found = self._chosen()
        remark = _remark(self._sheet, found) if found is not None else None
        if remark is not None:
            mine, remark_id = self._sheet.assessment.id, remark.id
            self._session.do(lambda workspace: workspace.settle(mine, remark_id))

    def _refresh(self) -> None:
        sheet = self._session.sheet
        if sheet is None or sheet.assessment.id != self._sheet.assessment.id:
            self.reject()
        elif sheet is not self._sheet:
            self.show_sheet(sheet)


def grouped(pack: Pack, findings: Sequence[Finding]) -> list[Finding]:
    """Like beside like: what is as grave and weighs the same stands together by its rule, then in the pack's order."""
    begins: dict[tuple[object, ...], int] = {}
    for number, one in enumerate(findings):
        begins.setdefault((one.severity, one.points, one.code), number)
    place = {code: number for number, code in enumerate(pack.nodes)}
    return sorted(
        findings,
        key=lambda one: (begins[one.severity, one.points, one.code], place.get(one.where, len(place))),
    )


class FindingsModel(QAbstractTableModel):
    """Findings as rows: what hangs on each, its sentence with its place, what to do."""

    def __init__(self, pack: Pack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pack = pack
        self._findings: list[Finding] = []

    def set_findings(self, findings: list[Finding]) -> None:
        """Show *findings* instead."""
        self.beginResetModel()
        self._findings = findings
        self.endResetModel()

    def finding(self, row: int) -> Finding | None:
        """The finding in *row*."""
        return self._findings[row] if 0 <= row < len(self._findings) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """One row a finding."""
        return 0 if parent.isValid() else len(self._findings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """What hangs on it, what it is, what to do."""
        return 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Nilai"), _("Temuan"), _("Yang harus dilakukan"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        found = self._findings[index.row()]
        if index.column() == 0:
            return self._gain(found, role)
        if index.column() == 2:
            return words.remedy(found) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return words.finding(found)
        if role == CellRole.LINE:
            return words.title_line(self._pack, found.where)
        return True if role == CellRole.LEAD else None

    def _gain(self, found: Finding, role: int) -> Any:
        text, kind = words.severity(found.severity)
        if role == Qt.ItemDataRole.DisplayRole:
            return words.gain(found) or "–"
        if role == CellRole.PILL:
            return kind
        return text if role == Qt.ItemDataRole.AccessibleTextRole else None


def _remark(sheet: Sheet, found: Finding) -> Remark | None:
    """The remark of an import that *found* shows, if it shows one."""
    wanted = (found.code, found.where, found.text, dict(found.values))
    same = (
        one for one in sheet.assessment.remarks if (one.code, one.where, one.text, dict(one.values)) == wanted
    )
    return next(same, None)
