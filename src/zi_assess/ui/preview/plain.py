"""What of a piece of evidence can be told in words: its text, its address, and what is known of its bytes."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core.assessment import Document
from zi_assess.i18n import _, date_short, size
from zi_assess.ui import theme
from zi_assess.ui.preview.drawing import check_there
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.slot import accept_copy, local_files
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


_ARCHIVES = (".rar", ".7z", ".gz", ".tar")
_PROGRAMS = ".exe .msi .bat .cmd .com .scr .ps1 .vbs .js .jar .apk .sh .lnk .dll .hta .wsf .reg".split()


def not_shown(document: Document, opens: bool) -> tuple[str, str]:
    """Why *document* is not seen here, and what to do; *opens* says that another program may open it."""
    if opens:
        return _("Pratinjau tidak tersedia"), _("Jenis berkas ini dilihat di program lain.")
    suffix = Path(document.name).suffix.lower()
    if suffix in _PROGRAMS:
        return _("Program, bukan dokumen"), _(
            "Berkas ini tidak dibuka karena dapat berbahaya. Buang bila bukan milik Anda."
        )
    if suffix == ".zip":
        return _("Arsip, bukan dokumen"), _(
            "Penilai tidak melihat isinya. Seret zip ini ke halaman Bukti supaya isinya disimpan satu per satu."
        )
    if suffix in _ARCHIVES:
        return _("Arsip, bukan dokumen"), _(
            "Penilai tidak melihat isinya. Buka arsipnya di luar program ini, lalu masukkan berkas di dalamnya."
        )
    return _("Jenisnya tidak dikenal"), _(
        "Berkas ini tidak dibuka dari sini. Simpan salinannya bila perlu, dan periksa dahulu dengan antivirus."
    )


class LinkCard(QWidget):
    """A web address: shown, copied, never opened or fetched. `given(object)` passes the `Path` of its copy, dropped or
    chosen; `looked()` asks to see the copy it has.
    """

    given = Signal(object)
    looked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._url = ""
        self._writable = False
        self._address = label(wrap=True, selectable=True)
        copy = Button(_("Salin alamat"), icon="salin", small=True)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._url))
        self._choose = Button("", small=True)
        self._choose.clicked.connect(self._ask)
        self._see = Button(_("Lihat salinannya"), "primary", "berkas", small=True)
        self._see.clicked.connect(self.looked)
        self._said = label(size="small", tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(2), 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self._address)
        for button in (self._see, copy, self._choose):
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        column.addWidget(self._said)
        column.addStretch(1)

    def show_link(self, url: str, *, copied: bool, writable: bool) -> None:
        """Show *url*, which may break anywhere, whether it has a copy, and whether it may be given one."""
        self._url, self._writable = url, writable
        self._address.setText("\u200b".join(re.findall(r".{1,12}", url)))
        self.setAcceptDrops(writable)
        self._see.setHidden(not copied)
        self._choose.setHidden(not writable)
        self._choose.setText(_("Ganti salinan…") if copied else _("Pilih salinan…"))
        self._choose.updateGeometry()
        if copied:
            said = _("Salinannya disimpan: bukti tetap ada walaupun tautannya mati.")
        elif writable:
            said = _(
                "Belum ada salinan. Unduh berkasnya lewat peramban, lalu seret ke sini; "
                "program tidak pernah membuka tautan."
            )
        else:
            said = _("Belum ada salinan; program tidak pernah membuka tautan.")
        self._said.setText(said)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file dropped on a link is its copy."""
        if local_files(event.mimeData()):
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass the copy on."""
        if paths := local_files(event.mimeData()):
            accept_copy(event)
            self.given.emit(paths[0])

    def _ask(self) -> None:
        found, _filter = QFileDialog.getOpenFileName(self.window(), _("Salinan tautan"))
        if found:
            self.given.emit(Path(found))
