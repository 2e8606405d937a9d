"""The profile of a unit: what every signature block needs, asked once."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from zi_assess.core.assessment import Profile, Unit
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _
from zi_assess.ui.dialogs.form import entry, field, side_by_side
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.dialog import FlowDialog

if TYPE_CHECKING:
    from zi_assess.workspace import Workspace

_FIELDS = {
    "instansi": (N_("Instansi"), N_("misalnya Pemerintah Kota Contoh")),
    "city": (N_("Kota untuk tanda tangan"), ""),
    "address": (N_("Alamat"), ""),
    "head_title": (N_("Jabatan pimpinan"), N_("misalnya Kepala Kantor")),
    "head_name": (N_("Nama pimpinan"), ""),
    "head_nip": (N_("NIP pimpinan"), ""),
    "lead_name": (N_("Nama ketua tim ZI"), ""),
    "lead_nip": (N_("NIP ketua tim"), ""),
}


def is_complete(profile: Profile) -> bool:
    """Whether a signature block has all it needs."""
    return all((profile.instansi, profile.city, profile.head_name, profile.head_title))


class ProfileDialog(FlowDialog):
    """Asks for the profile of *unit* and writes it; it serves all assessments of the unit."""

    def __init__(self, parent: QWidget, session: Session, unit: Unit) -> None:
        super().__init__(
            parent,
            _("Profil unit"),
            _("{unit}. Dipakai pada blok tanda tangan semua laporan; boleh diisi sebagian.").format(
                unit=unit.name
            ),
            primary=_("Simpan profil"),
            width=600,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._unit = unit
        known = asdict(unit.profile)
        self.entries = {
            key: entry(_(text), known[key], _(hint) if hint else "") for key, (text, hint) in _FIELDS.items()
        }
        named = {key: field(_(_FIELDS[key][0]), made) for key, made in self.entries.items()}
        self.body.addLayout(side_by_side(named["instansi"], named["city"]))
        self.body.addLayout(named["address"])
        self.body.addLayout(side_by_side(named["head_title"], named["head_name"]))
        self.body.addLayout(named["head_nip"])
        self.body.addLayout(side_by_side(named["lead_name"], named["lead_nip"]))
        self.accepted.connect(self._write)
        self.entries["instansi"].setFocus()

    def _write(self) -> None:
        profile = replace(
            self._unit.profile, **{key: made.text().strip() for key, made in self.entries.items()}
        )
        sheet, unit = self._session.sheet, self._unit
        if sheet is None or profile == unit.profile:
            return

        def write(workspace: Workspace) -> Sheet:
            workspace.profile(unit.id, profile)
            return workspace.sheet(sheet.assessment.id)

        self._session.do(write, relist=True)
