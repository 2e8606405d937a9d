"""The profile of a unit: what every signature block needs, asked once."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from zi_assess.core.assessment import Profile, Unit
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _, say
from zi_assess.ui.dialogs.form import entry, field, side_by_side
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.dialog import FlowDialog

if TYPE_CHECKING:
    from zi_assess.workspace import Workspace
    from zi_assess.workspace.start import Renaming

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
            _("Dipakai pada blok tanda tangan semua laporan; boleh diisi sebagian."),
            primary=_("Simpan profil"),
            width=600,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._unit = unit
        self._renaming: Renaming | None = None
        self.name = entry(_("Nama unit kerja"), unit.name)
        self.name.setReadOnly(True)  # until it is known whether it may be changed
        known = asdict(unit.profile)
        self.entries = {
            key: entry(_(text), known[key], _(hint) if hint else "") for key, (text, hint) in _FIELDS.items()
        }
        named = {key: field(_(_FIELDS[key][0]), made) for key, made in self.entries.items()}
        self.body.addLayout(field(_("Nama unit kerja"), self.name))
        self.body.addLayout(side_by_side(named["instansi"], named["city"]))
        self.body.addLayout(named["address"])
        self.body.addLayout(side_by_side(named["head_title"], named["head_name"]))
        self.body.addLayout(named["head_nip"])
        self.body.addLayout(side_by_side(named["lead_name"], named["lead_nip"]))
        self.accepted.connect(self._write)
        self.check = self._complaint
        self.entries["instansi"].setFocus()
        session.ask(lambda workspace: workspace.renaming(unit.id), self._know)

    def _know(self, renaming: Renaming) -> None:
        self._renaming = renaming
        self.name.setReadOnly(renaming.known)
        if renaming.known:
            self.name.setToolTip(
                _("Nama tetap, karena penilaiannya sudah dikirim atau diterima sebagai paket.")
            )

    def _complaint(self) -> str:
        wrong = self._renaming and self._renaming.complaint(self._unit.name, self.name.text())
        return say(wrong.what, wrong.values) if wrong else ""

    def _write(self) -> None:
        profile = replace(
            self._unit.profile, **{key: made.text().strip() for key, made in self.entries.items()}
        )
        sheet, unit = self._session.sheet, self._unit
        name = " ".join(self.name.text().split())
        if sheet is None or (profile == unit.profile and name == unit.name):
            return

        def write(workspace: Workspace) -> Sheet:
            if name != unit.name:
                workspace.rename(unit.id, name)
            workspace.profile(unit.id, profile)
            return workspace.sheet(sheet.assessment.id)

        self._session.do(write, relist=True)
