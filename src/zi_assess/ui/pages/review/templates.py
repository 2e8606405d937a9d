"""The sentences a reviewer often needs, one a line, to be changed as one likes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.widgets.dialog import FlowDialog

_LONGEST = 300


class TemplatesDialog(FlowDialog):
    """`kept(object)` passes the sentences as a tuple; an empty list brings back those we propose."""

    kept = Signal(object)

    def __init__(self, parent: QWidget, texts: Sequence[str]) -> None:
        super().__init__(
            parent,
            _("Kalimat siap"),
            _("Satu kalimat tiap baris. Kosongkan untuk kembali ke daftar bawaan."),
            primary=_("Simpan"),
            width=560,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.lines = QPlainTextEdit("\n".join(texts))
        self.lines.setAccessibleName(_("Kalimat siap"))
        self.lines.setTabChangesFocus(True)
        self.lines.setMinimumHeight(theme.px(200))
        self.body.addWidget(self.lines)
        self.accepted.connect(lambda: self.kept.emit(self.texts()))
        self.lines.setFocus()

    def texts(self) -> tuple[str, ...]:
        """The sentences, without blank lines and doubles."""
        lines = (" ".join(line.split())[:_LONGEST] for line in self.lines.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))
