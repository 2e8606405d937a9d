"""What this program is, and what it is not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from zi_assess import __version__, paths
from zi_assess.i18n import _
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.text import label


class AboutDialog(FlowDialog):
    """Name, version, licence, and where data lies."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent,
            _("ZI Assess {version}").format(version=__version__),
            _("Penilaian mandiri Zona Integritas menuju WBK/WBBM."),
            primary=_("Tutup"),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.secondary.hide()
        for text in (
            _(
                "Kode, bobot, skala, dan ambang mengikuti PermenPANRB 90/2021 jo. 5/2024. "
                "Kalimatnya rumusan program ini; yang resmi adalah peraturannya."
            ),
            _("Semua data ada di komputer ini. Program tidak memakai jaringan dan tidak mengirim apa pun."),
            _("Perangkat lunak bebas berlisensi Apache 2.0; huruf Inter berlisensi OFL 1.1."),
        ):
            self.body.addWidget(label(text, wrap=True))
        self.body.addWidget(
            label(
                _("Folder data: {path}").format(path=paths.data_dir()),
                size="small",
                tone="muted",
                wrap=True,
                selectable=True,
            )
        )
