"""Hand the evidence out: one bound PDF, a zip of folders, or a list, for everything or one area."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from zi_assess import files
from zi_assess.core.assessment import Document
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.ui import flows
from zi_assess.ui.dialogs.form import field, select
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import ActionCard
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.work import Tick

if TYPE_CHECKING:
    from zi_assess.workspace import Workspace


class GiveDialog(FlowDialog):
    """Asks for the shape and the area, then for the place, and writes it beside the window."""

    def __init__(self, parent: QWidget, session: Session, sheet: Sheet) -> None:
        super().__init__(
            parent,
            _("Serahkan bukti"),
            _("Bukti di sini tidak berubah; yang ditulis adalah salinan untuk penilai."),
            primary=_("Pilih tempat…"),
            width=540,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._window = parent
        self._sheet = sheet
        self.cards = {
            "binder": ActionCard(
                "laporan",
                _("Satu PDF"),
                _("Sampul, daftar isi, semua bukti bercap kode dan halaman, dan daftar sidik."),
                checkable=True,
            ),
            "folders": ActionCard(
                "folder",
                _("Zip berisi folder"),
                _("Folder tiap butir seperti di Drive, berkas asli apa adanya."),
                checkable=True,
            ),
            "register": ActionCard(
                "tabel",
                _("Daftar Excel"),
                _("Satu baris tiap bukti: nomor, tanggal, sidik, keadaan."),
                checkable=True,
            ),
        }
        for shape, card in self.cards.items():
            card.setAutoExclusive(True)
            card.setChecked(shape == "binder")
            self.body.addWidget(card)
        parts = [
            (one.code, f"{one.code.rpartition('.')[2]} {one.short}")
            for one in sheet.pack.aggregates or sheet.pack.tree
        ]
        self.area = select(_("Bagian"), [("", _("Semua bagian")), *parts])
        self.body.addLayout(field(_("Bagian"), self.area))
        self.accepted.connect(self._gather)

    def _gather(self) -> None:
        """Fetch in the lane what the writers need, so that they can work beside the window."""
        shape = next(key for key, card in self.cards.items() if card.isChecked())
        area = str(self.area.currentData())

        def known(workspace: Workspace) -> tuple[Workspace, dict[str, Document]]:
            return workspace, {one.id: one for one in workspace.documents()}

        self._session.ask(known, lambda found: self._save(shape, area, *found))

    def _save(self, shape: str, area: str, workspace: Workspace, library: dict[str, Document]) -> None:
        sheet = self._sheet
        whole = f"{sheet.assessment.unit.name} {sheet.assessment.year}{f' {area}' if area else ''}"

        def binder(path: Path, tick: Tick) -> None:
            from zi_assess.reports import binder as binders

            binders.write(path, sheet, workspace.document_path, area=area, library=library, tick=tick)

        def folders(path: Path, tick: Tick) -> None:
            from zi_assess.reports import folders as trees

            trees.write(path, sheet, workspace.document_path, area=area, library=library, tick=tick)

        def register(path: Path, tick: Tick) -> None:
            from zi_assess.reports import register as registers

            files.write_bytes(path, registers.register(sheet, area=area, library=library))

        name, kinds, write = {
            "binder": (f"Bukti {whole}.pdf", _("PDF (*.pdf)"), binder),
            "folders": (f"Bukti {whole}.zip", _("Zip (*.zip)"), folders),
            "register": (f"Daftar bukti {whole}.xlsx", _("Lembar Excel (*.xlsx)"), register),
        }[shape]
        flows.save_as(self._window, self._session, _("Serahkan bukti"), name, kinds, write)
