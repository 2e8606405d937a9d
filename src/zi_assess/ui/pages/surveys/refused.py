"""The rows of a file that were not taken, each with its number and its reason; and the same as a file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zi_assess.i18n import _, count, say
from zi_assess.ui import theme
from zi_assess.ui.models.cells import Cell, CellRow, CellsModel
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label

if TYPE_CHECKING:
    from zi_assess.responses import Read, Rejected

_MOST = 2000  # rows in the table; the file holds them all


class Refused(QWidget):
    """The table. `wanted()` when it shall be saved as a file."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = CellsModel((_("Baris"), _("Mengapa ditolak")), self)
        self.table = TableView(_("Baris yang ditolak"), sortable=False)
        self.table.setModel(self._model)
        self.table.setColumnWidth(0, theme.px(80))
        self._none = label(_("Tidak ada baris yang ditolak."), tone="muted")
        self._save = Button(_("Simpan daftar ini (CSV)…"), icon="unduh", small=True)
        self._save.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        column.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)

    def show_rows(self, read: Read) -> None:
        """Show what was not taken of a file."""
        self._model.set_rows([_row(n, one) for n, one in enumerate(read.rejected[:_MOST])])
        self._save.setVisible(bool(read.rejected))
        self._none.setVisible(not read.rejected)


def rejected_csv(read: Read) -> bytes:
    """The rows that were not taken, with their reasons, for a spreadsheet; no cell of it is a formula."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow((_("Baris"), _("Mengapa ditolak")))
    for one in read.rejected:
        words = _reason(one)
        writer.writerow((one.row, f"'{words}" if words[:1] in "=+-@\t\r" else words))
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8")


def _row(number: int, one: Rejected) -> CellRow:
    return CellRow(f"{number}", (Cell(count(one.row), right=True), Cell(_reason(one))))


def _reason(one: Rejected) -> str:
    words = say(one.text, dict(one.values))
    return words if words.endswith(("?", ".")) else f"{words}."
