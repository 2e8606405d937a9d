"""Who sits at this computer: a name and a role, as they are told."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from zi_assess.i18n import N_, _
from zi_assess.ui.dialogs.form import entry, field, select
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.dialog import FlowDialog

ROLES = {
    "tim": N_("Tim ZI unit kerja"),
    "tpi": N_("TPI (penilai internal)"),
    "pimpinan": N_("Kepala unit"),
    "inspektorat": N_("Inspektorat atau biro"),
}


class PersonDialog(FlowDialog):
    """Asks for name and role and keeps them on this computer."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(
            parent,
            _("Siapa Anda?"),
            _(
                "Nama ini dicatat pada setiap perubahan. Dicatat seperti yang Anda tulis; program tidak memeriksanya."
            ),
            primary=_("Simpan"),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.name = entry(_("Nama"), session.settings.person_name)
        self.role = select(
            _("Peran"), [(key, _(text)) for key, text in ROLES.items()], session.settings.person_role or "tim"
        )
        self.body.addLayout(field(_("Nama"), self.name))
        self.body.addLayout(field(_("Peran"), self.role))
        self.accepted.connect(self._keep)
        self.name.setFocus()

    def _keep(self) -> None:
        name = " ".join(self.name.text().split())
        self._session.adjust(person_name=name, person_role=str(self.role.currentData()))
