"""What of a piece of evidence can be told in words: its text, its address, and what is known of its bytes."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zi_assess.core.assessment import Document
from zi_assess.i18n import _, date_short, size
from zi_assess.ui import theme
from zi_assess.ui.preview.drawing import check_there
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.text import label

MOST_TEXT = 256 * 1024


def short_digest(sha256: str) -> str:
    """A digest as people compare it: its first and last four characters."""
    return f"{sha256[:4]}…{sha256[-4:]}"


def facts(document: Document) -> str:
    """What is known of a document's bytes, in a line."""
    parts = []
    if document.sha256:
        parts = [f"SHA-256 {short_digest(document.sha256)}", size(document.size)]
    if document.added is not None:
        parts.append(_("dilampirkan {date}").format(date=date_short(document.added.astimezone().date())))
    return " · ".join(parts)


def text_of(path: Path) -> str:
    """The beginning of a text file, whatever its encoding. Raises ZiError."""
    check_there(path)
    with path.open("rb") as file:
        data = file.read(MOST_TEXT)
        more = bool(file.read(1))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return text + ("\n…" if more else "")


class LinkCard(QWidget):
    """A web address: shown, copied, never opened or fetched."""

    def __init__(self) -> None:
        super().__init__()
        self._url = ""
        self._address = label(wrap=True, selectable=True)
        self._address.setWordWrap(True)
        copy = Button(_("Salin alamat"), icon="salin")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._url))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(2), 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self._address)
        column.addWidget(copy)
        column.addWidget(
            label(
                _(
                    "ZI Assess tidak membuka tautan. Unduh berkasnya lalu lampirkan, supaya bukti tidak hilang."
                ),
                size="small",
                tone="muted",
                wrap=True,
            )
        )
        column.addStretch(1)

    def show_link(self, url: str) -> None:
        """Show *url*; a long one may break anywhere."""
        self._url = url
        self._address.setText("\u200b".join(re.findall(r".{1,12}", url)))
