"""Save the sheet as a workbook: which of the two layouts, and where."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.ui import flows
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import ActionCard
from zi_assess.ui.widgets.dialog import FlowDialog


class ExportDialog(FlowDialog):
    """Asks for the layout, then for the place, and writes the workbook."""

    def __init__(self, parent: QWidget, session: Session, sheet: Sheet) -> None:
        super().__init__(
            parent,
            _("Simpan ke Excel"),
            _(
                "Jawaban, catatan, dan tautan bukti ikut; rumusnya tetap hidup. Berkas bukti sendiri tidak ikut."
            ),
            primary=_("Pilih tempat…"),
            width=520,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._window = parent
        self._sheet = sheet
        self.cards = {
            "A": ActionCard(
                "tabel",
                _("LKE kementerian"),
                _("Lembar kerja lengkap dengan bobot dan rumus."),
                checkable=True,
            ),
            "B": ActionCard(
                "ekspor",
                _("Templat PortalRB"),
                _("Satu baris tiap soal, untuk diunggah ke PortalRB."),
                checkable=True,
            ),
        }
        for layout, card in self.cards.items():
            card.setAutoExclusive(True)
            card.setChecked(layout == "A")
            self.body.addWidget(card)
        self.accepted.connect(self._save)

    def _save(self) -> None:
        layout = next(key for key, card in self.cards.items() if card.isChecked())
        sheet, mine = self._sheet, self._sheet.assessment
        name = f"LKE {mine.unit.name} {mine.year}{'' if layout == 'A' else ' PortalRB'}.xlsx"
        flows.save(
            self._window,
            self._session,
            _("Simpan ke Excel"),
            name,
            _("Lembar Excel (*.xlsx)"),
            lambda: flows.workbook_bytes(sheet, layout),
        )
