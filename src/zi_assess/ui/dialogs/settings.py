"""What the user can choose: looks, language, name, where backups go, which folder is watched; each holds at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.dialogs.form import entry, field, select, side_by_side
from zi_assess.ui.dialogs.person import ROLES
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.surfaces import Hairline
from zi_assess.ui.widgets.text import elided, label


class SettingsDialog(FlowDialog):
    """Shows the settings of *session* and changes them as they are chosen."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, _("Pengaturan"), primary=_("Selesai"), width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.secondary.hide()
        self._session = session
        chosen = session.settings
        looks = [("system", _("Ikut sistem")), ("light", _("Terang")), ("dark", _("Gelap"))]
        self.theme = select(_("Tema"), looks, chosen.theme)
        self.language = select(_("Bahasa"), [("id", "Bahasa Indonesia"), ("en", "English")], chosen.language)
        self.large = Check(_("Huruf besar"))
        self.large.setChecked(chosen.large_type)
        self.contrast = Check(_("Kontras tinggi"))
        self.contrast.setChecked(chosen.high_contrast)
        self.name = entry(_("Nama Anda"), chosen.person_name)
        self.role = select(
            _("Peran"), [(key, _(text)) for key, text in ROLES.items()], chosen.person_role or "tim"
        )
        self._place, self._folder = elided(middle=True), elided(middle=True)
        self._lay_out_body()
        self._show_place()
        self._show_watched()
        self._connect()

    def _lay_out_body(self) -> None:
        self.body.addLayout(side_by_side(field(_("Tema"), self.theme), field(_("Bahasa"), self.language)))
        row = QHBoxLayout()
        row.addWidget(self.large, 1)
        row.addWidget(self.contrast, 1)
        self.body.addLayout(row)
        self.body.addWidget(Hairline())
        self.body.addLayout(side_by_side(field(_("Nama Anda"), self.name), field(_("Peran"), self.role)))
        self.body.addWidget(
            label(_("Dicatat pada setiap perubahan seperti yang Anda tulis; program tidak memeriksanya."),
                  size="small", tone="muted", wrap=True)
        )  # fmt: skip
        self.body.addWidget(Hairline())
        self.choose = Button(_("Pilih folder…"), icon="folder")
        self.choose.setAccessibleName(_("Pilih tempat cadangan"))
        self.choose.clicked.connect(self._choose)
        hint = _(
            "Pilih diska lain atau flashdisk. Anda diingatkan bila sudah tujuh hari tanpa cadangan di sana."
        )
        self._lay_out_folder(_("Tempat cadangan"), self._place, (self.choose,), hint)
        self.body.addWidget(Hairline())
        self.unwatch = Button(_("Hentikan"), "quiet")
        self.unwatch.setAccessibleName(_("Berhenti mengawasi folder"))
        self.unwatch.clicked.connect(lambda: self._watch(""))
        self.watch = Button(_("Pilih folder…"), icon="folder")
        self.watch.setAccessibleName(_("Pilih folder yang diawasi"))
        self.watch.clicked.connect(self._choose_watched)
        hint = _(
            "Berkas baru di folder ini, misalnya hasil pemindai, disalin ke Kotak masuk di halaman Bukti."
        )
        self._lay_out_folder(_("Folder yang diawasi"), self._folder, (self.unwatch, self.watch), hint)

    def _lay_out_folder(self, title: str, place: QWidget, buttons: tuple[Button, ...], hint: str) -> None:
        """A folder under its *title* with the *buttons* that change it beside."""
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        column.addWidget(label(title, weight=600))
        column.addWidget(place)
        row.addLayout(column, 1)
        for button in buttons:
            row.addWidget(button)
        self.body.addLayout(row)
        self.body.addWidget(label(hint, size="small", tone="muted", wrap=True))

    def _connect(self) -> None:
        adjust = self._session.adjust
        self.theme.activated.connect(lambda: adjust(theme=str(self.theme.currentData())))
        self.language.activated.connect(lambda: adjust(language=str(self.language.currentData())))
        self.large.toggled.connect(lambda on: adjust(large_type=on))
        self.contrast.toggled.connect(lambda on: adjust(high_contrast=on))
        self.name.editingFinished.connect(lambda: adjust(person_name=" ".join(self.name.text().split())))
        self.role.activated.connect(lambda: adjust(person_role=str(self.role.currentData())))

    def _choose(self) -> None:
        start = self._session.settings.backup_dir or str(Path.home())
        folder = QFileDialog.getExistingDirectory(self, _("Tempat cadangan"), start)
        if folder:
            self._session.adjust(backup_dir=folder)
            self._show_place()

    def _show_place(self) -> None:
        self._place.setText(self._session.settings.backup_dir or _("Belum dipilih"))

    def _choose_watched(self) -> None:
        start = self._session.settings.watched or str(Path.home())
        folder = QFileDialog.getExistingDirectory(self, _("Folder yang diawasi"), start)
        if folder:
            self._watch(folder)

    def _watch(self, folder: str) -> None:
        self._session.adjust(watched=folder)
        self._show_watched()

    def _show_watched(self) -> None:
        folder = self._session.settings.watched
        self._folder.setText(folder or _("Belum dipilih"))
        self.unwatch.setHidden(not folder)
