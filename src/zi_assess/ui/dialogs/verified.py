"""What a check of the workspace found: that all is whole, or each thing that is not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from zi_assess.core.checks import Finding, Severity
from zi_assess.i18n import _, n_
from zi_assess.ui import theme, words
from zi_assess.ui.widgets.dialog import FlowDialog


class VerifiedDialog(FlowDialog):
    """Shows *found*, the result of `verify`."""

    def __init__(self, parent: QWidget, found: tuple[Finding, ...]) -> None:
        grave = sum(one.severity is not Severity.INFO for one in found)
        super().__init__(parent, _title(grave), _sentence(grave, len(found)), primary=_("Selesai"), width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.secondary.hide()
        if found:
            shown = QPlainTextEdit("\n".join(_line(one) for one in found))
            shown.setReadOnly(True)
            shown.setTabChangesFocus(True)
            shown.setAccessibleName(_("Hasil pemeriksaan"))
            shown.setMinimumHeight(theme.px(180))
            self.body.addWidget(shown)


def _title(grave: int) -> str:
    if not grave:
        return _("Ruang kerja utuh")
    return n_("{n} hal tidak seperti seharusnya", "{n} hal tidak seperti seharusnya", grave).format(n=grave)


def _sentence(grave: int, every: int) -> str:
    if grave:
        return _(
            "Tidak ada yang diubah. Jangan hapus apa pun; pulihkan cadangan terakhir ke folder baru dan bandingkan."
        )
    if every:
        return _(
            "Setiap baris dan berkas sama dengan saat disimpan. Sisa pekerjaan yang terputus tidak mengganggu."
        )
    return _("Setiap baris, paket, dan berkas bukti dibaca ulang dan sama dengan saat disimpan.")


def _line(found: Finding) -> str:
    return f"{words.severity(found.severity)[0]}: {words.finding(found)} ({found.where})"
