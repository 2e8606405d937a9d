"""The rounds of an assessment: who passed it on, when, and the note in full."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from zi_assess.core.assessment import Act, Handover
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, moment
from zi_assess.ui import handing, theme, words
from zi_assess.ui.models.cells import Cell, CellRow, CellsModel
from zi_assess.ui.widgets.surfaces import EmptyState, Plane, scroll
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label

_PILLS = {Act.SUBMIT: "info", Act.RETURN: "warn", Act.CLOSE: "ok"}


class RoundsView(QWidget):
    """A table of the handovers, the last one first; the note of the chosen one below."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Handover, ...] = ()
        self._model = CellsModel((_("Putaran"), _("Serah terima"), _("Waktu"), _("Catatan")), self)
        self.table = TableView(_("Riwayat serah terima"), sortable=False)
        self.table.setModel(self._model)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._read(now.row()))
        head = self.table.horizontalHeader()
        for section, width in ((0, 78), (1, 170), (2, 150)):
            head.setSectionResizeMode(section, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(section, theme.px(width))
        self._who = label(tone="muted", size="small", wrap=True)
        self._note = label(wrap=True)
        self._nothing = EmptyState(
            "reviu", _("Belum pernah diserahkan"), _("Serah terima antara unit dan TPI dicatat di sini.")
        )
        self._foot = self._below()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self._foot)
        column.addWidget(self._nothing, 1)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the rounds of *sheet*."""
        self._shown = tuple(reversed(sheet.assessment.handovers))
        self._model.set_rows([_row(one) for one in self._shown])
        for part in (self.table, self._foot):
            part.setVisible(bool(self._shown))
        self._nothing.setHidden(bool(self._shown))
        if self._shown and self.table.currentIndex().row() < 0:
            self.table.selectRow(0)
        self._read(self.table.currentIndex().row())

    def _read(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            one = self._shown[row]
            self._who.setText(f"{handing.act(one.act)} · {moment(one.at.astimezone())} · {_whose(one)}")
            self._note.setText(one.note or _("Tanpa catatan."))

    def _below(self) -> QWidget:
        foot = Plane("card", "t")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        column.setSpacing(theme.px(4))
        column.addWidget(self._who)
        column.addWidget(self._note)
        column.addStretch(1)
        outer = QVBoxLayout(foot)
        outer.setContentsMargins(0, 1, 0, 0)
        outer.addWidget(scroll(inside))
        foot.setFixedHeight(theme.px(120))
        return foot


def _whose(one: Handover) -> str:
    stage = words.desk(one.stage)
    return _("{who} ({stage})").format(who=one.who, stage=stage) if one.who else stage


def _row(one: Handover) -> CellRow:
    return CellRow(
        one.id,
        (
            Cell(str(one.round)),
            Cell(handing.act(one.act), pill=_PILLS[one.act]),
            Cell(f"{moment(one.at.astimezone())}", tone="muted"),
            Cell(" ".join(one.note.split()) or "–", tone="" if one.note else "muted"),
        ),
    )
