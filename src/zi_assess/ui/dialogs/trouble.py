"""What is shown when something went wrong: a sentence and a remedy, or our own bug with a report to copy."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from zi_assess import __version__, i18n
from zi_assess.errors import ZiError
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.dialog import FlowDialog


class TroubleDialog(FlowDialog):
    """Says what the user can mend: the sentence as title, the remedy below."""

    def __init__(self, parent: QWidget, error: ZiError) -> None:
        what, remedy = (i18n.say(text, error.values) for text in (error.what, error.remedy))
        super().__init__(parent, what, remedy, primary=_("Mengerti"))
        self.secondary.hide()


class BugDialog(FlowDialog):
    """Says sorry for *error*, that what is saved is safe, and offers the report."""

    def __init__(self, parent: QWidget, error: BaseException) -> None:
        super().__init__(
            parent,
            _("Maaf, ada kesalahan pada program"),
            _(
                "Semua yang bertanda Tersimpan aman di diska. Anda dapat melanjutkan; bila terulang, "
                "kirim laporan ini kepada pengembang setelah membacanya."
            ),
            primary=_("Lanjutkan"),
            width=620,
        )
        self.secondary.hide()
        text = report(error)
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setAccessibleName(_("Laporan kesalahan"))
        shown.setTabChangesFocus(True)
        shown.setMinimumHeight(theme.px(200))
        self.body.addWidget(shown)
        self.copy = Button(_("Salin laporan"), icon="salin")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        self.add_tool(self.copy)


def report(error: BaseException) -> str:
    """What we need to mend *error*: versions and where it came from, no answers and no values of variables."""
    from PySide6 import __version__ as qt

    head = f"ZI Assess {__version__} · Python {platform.python_version()} · Qt {qt} · {platform.platform()}"
    return head + "\n\n" + "".join(traceback.format_exception(error))
