"""Atur butir lain: a criterion the plan does not need, to be looked at and wished something about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from zi_assess.core.pack import Question
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.reports import planning
from zi_assess.ui import theme
from zi_assess.ui.pages.road.cells import Cell, Cells
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.fields import SearchField
from zi_assess.ui.widgets.table import TableView


class PickDialog(FlowDialog):
    """`picked(str)` passes the code of one of *questions*."""

    picked = Signal(str)

    def __init__(self, parent: QWidget, sheet: Sheet, questions: Sequence[Question]) -> None:
        super().__init__(
            parent,
            _("Atur butir lain"),
            _(
                "Butir yang tidak diperlukan rencana ini. Rencana berubah bila ternyata lebih ringan dinaikkan."
            ),
            primary=_("Atur butir ini"),
            width=680,
        )
        self._sheet, self._every = sheet, tuple(questions)
        self._shown: list[Question] = []
        self.search = SearchField(_("Cari butir"))
        self.search.searched.connect(self._filter)
        self.body.addWidget(self.search)
        self._rows = Cells(_("Butir"), _("Hari ini"))
        self.table = TableView(_("Butir di luar rencana"), lines=2, sortable=False)
        self.table.setModel(self._rows)
        head = self.table.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(1, theme.px(100))
        self.table.setMinimumHeight(room_for(parent, 260, 420))
        self.table.doubleClicked.connect(lambda _index: self.primary.click())
        self.body.addWidget(self.table, 1)
        self.check = lambda: "" if self._code() else _("Pilih satu butir.")
        self.accepted.connect(lambda: self.picked.emit(self._code()))
        self._filter("")

    def _code(self) -> str:
        row = self.table.currentIndex().row()
        return self._shown[row].code if 0 <= row < len(self._shown) else ""

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        named = [(one, f"{one.code} {one.short} {one.title}".casefold()) for one in self._every]
        self._shown = [one for one, words in named if wanted in words]
        self._rows.set_rows([self._row(one) for one in self._shown])
        if self._shown:
            self.table.selectRow(0)

    def _row(self, question: Question) -> tuple[Cell, ...]:
        today = planning.level(question, self._sheet.answer(question.code).value)
        return Cell(planning.heading(question), question.code, lead=True), Cell(today)
