"""Released visits beside each other: every aspect and point, and what is still to be mended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from zi_assess.core.pack import Group, Kind
from zi_assess.core.scoring import valuate
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, number, percent
from zi_assess.reports import kunjungan
from zi_assess.ui import theme, words
from zi_assess.ui.models.cells import Cell, CellRow, CellsModel
from zi_assess.ui.widgets.table import TableView

_WIDE = 150
_GOOD, _FAIR = 0.999, 0.5


class Comparison(QWidget):
    """The table. `chosen(str, str)` passes the assessment and the code of a cell that was opened."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._sheets: tuple[Sheet, ...] = ()
        self._codes: list[str] = []
        self._table = TableView(_("Perbandingan kunjungan"), sortable=False)
        self._table.activated.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table)

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show *sheets*, one column each, the oldest first."""
        self._sheets = tuple(sheets)
        model = CellsModel([_("Aspek dan butir"), *(sheet.assessment.occasion for sheet in sheets)], self)
        rows = self._rows()
        self._codes = [row.key for row in rows]
        model.set_rows(rows)
        old = self._table.model()
        self._table.setModel(model)
        if old is not None:
            old.deleteLater()
        header = self._table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for n in range(len(sheets)):
            self._table.setColumnWidth(n + 1, theme.px(_WIDE))

    def _rows(self) -> list[CellRow]:
        if not self._sheets:
            return []
        first = self._sheets[0].pack
        totals = [Cell(number(sheet.scores.strict), lead=True) for sheet in self._sheets]
        days = [Cell(kunjungan.day(sheet), tone="muted") for sheet in self._sheets]
        rows = [CellRow("", (Cell(_("Hari"), tone="muted"), *days))]
        rows.append(CellRow("", (Cell(_("Seluruhnya"), lead=True), *totals)))
        for code, node in first.nodes.items():
            depth = len(first.path(code)) - 1
            title = Cell("      " * depth + words.short(node), lead=isinstance(node, Group))
            if isinstance(node, Group):
                cells = [self._aspect(sheet, code) for sheet in self._sheets]
            elif node.kind is Kind.CHOICE:
                cells = [self._point(sheet, code) for sheet in self._sheets]
            else:
                continue
            rows.append(CellRow(code, (title, *cells)))
        return rows

    def _aspect(self, sheet: Sheet, code: str) -> Cell:
        score = sheet.scores[code]
        known = score.answered and not score.skipped
        return Cell(percent(score.percent, 0) if known else "–", lead=True)

    def _point(self, sheet: Sheet, code: str) -> Cell:
        question, answer = sheet.pack.question(code), sheet.answer(code)
        worth = valuate(question, answer.value) if question else None
        if worth is None or not worth.answered:
            return Cell("–", tone="faint")
        if worth.value is None:
            return Cell(_("tidak teramati"), tone="muted")
        kind = "ok" if worth.value > _GOOD else "warn" if worth.value >= _FAIR else "bad"
        text = _("sesuai") if kind == "ok" else _("sebagian") if kind == "warn" else _("tidak sesuai")
        return Cell(text, pill=kind)

    def _open(self, index: QModelIndex) -> None:
        n = max(1, index.column()) - 1
        code = self._codes[index.row()]
        if code and n < len(self._sheets):
            self.chosen.emit(self._sheets[n].assessment.id, code)
