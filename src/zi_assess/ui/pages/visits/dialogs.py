"""What a sealed visit asks for: a name and a passphrase, the code to write down, and the passphrase again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from zi_assess import sealing
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.dialogs.form import entry, field
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.surfaces import Card
from zi_assess.ui.widgets.text import label


class PlanDialog(FlowDialog):
    """Asks for the unit, the visit's name and a passphrase, twice."""

    def __init__(self, parent: QWidget, units: Sequence[str], unit: str, proposed: str) -> None:
        super().__init__(
            parent,
            _("Siapkan kunjungan"),
            _(
                "Kunjungan disegel: sampai dibuka, isinya hanya terlihat oleh pemegang kata sandi. "
                "Pakailah kata sandi yang hanya diketahui kepala dan pejabat yang menunjuk petugas."
            ),
            primary=_("Segel"),
            width=520,
        )
        self.unit = entry(_("Unit yang dikunjungi"), unit)
        self.unit.setCompleter(QCompleter(list(units), self.unit))
        self.label = entry(_("Nama kunjungan"), proposed)
        self.secret = _secret(_("Kata sandi"))
        self.again = _secret(_("Kata sandi sekali lagi"))
        self.body.addLayout(field(_("Unit yang dikunjungi"), self.unit))
        hint = _("Terlihat oleh semua: jangan menulis nama orang atau layanan.")
        self.body.addLayout(field(_("Nama kunjungan"), self.label, hint))
        least = _("Sedikitnya {n} huruf, misalnya empat kata.").format(n=sealing.SHORTEST)
        self.body.addLayout(field(_("Kata sandi"), self.secret, least))
        self.body.addLayout(field(_("Kata sandi sekali lagi"), self.again))
        self.check = self._wrong

    def _wrong(self) -> str:
        if not self.unit.text().strip() or not self.label.text().strip():
            return _("Tulis nama unit dan nama kunjungan.")
        if len(self.secret.text()) < sealing.SHORTEST:
            return _("Kata sandi terlalu pendek.")
        return "" if self.secret.text() == self.again.text() else _("Kedua kata sandi berbeda.")


class RecoveryDialog(FlowDialog):
    """Shows the recovery code this once; it goes on only when it is said to be written down."""

    def __init__(self, parent: QWidget, code: str, shopper: str) -> None:
        super().__init__(
            parent,
            _("Tulis kode pemulihan"),
            _(
                "Bila kata sandi terlupa, hanya kode ini yang membuka kunjungan. "
                "Kode ditampilkan sekali ini saja dan tidak disimpan di mana pun."
            ),
            primary=_("Lanjut"),
            width=520,
        )
        card = Card()
        shown = label(code, size="title", weight=700, tabular=True)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName(_("Kode pemulihan {code}").format(code=" ".join(code)))
        card.body.addWidget(shown, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(card)
        goes_by = _("Kode petugas untuk kunjungan ini: {code}. Namanya tidak dicatat di mana pun.")
        self.body.addWidget(label(goes_by.format(code=shopper), wrap=True))
        self.written = Check(_("Sudah saya tulis dan simpan terpisah dari komputer ini"))
        self.body.addWidget(self.written)
        self.secondary.hide()
        self.check = self._wrong

    def _wrong(self) -> str:
        return "" if self.written.isChecked() else _("Tulis kodenya dahulu, lalu centang.")

    def reject(self) -> None:
        """Escape does not lose the code."""
        self.complain(self._wrong())


class SecretDialog(FlowDialog):
    """Asks for the passphrase or the recovery code."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, title, primary=_("Buka"), width=440)
        self.secret = _secret(_("Kata sandi atau kode pemulihan"))
        self.body.addLayout(field(_("Kata sandi atau kode pemulihan"), self.secret))
        self.check = lambda: "" if self.secret.text() else _("Ketik kata sandinya.")
        self.secret.setFocus()


def _secret(name: str) -> QLineEdit:
    made = entry(name)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setMinimumWidth(theme.px(260))
    return made
