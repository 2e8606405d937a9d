"""What is known of the signatures inside a document, in three calm lines each: intact, who, revocation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zi_assess import signatures
from zi_assess.core.assessment import Document
from zi_assess.i18n import _, moment
from zi_assess.signatures import Signature
from zi_assess.ui import theme
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.surfaces import clear_layout
from zi_assess.ui.widgets.text import SectionHeader, label


def lines(one: Signature) -> tuple[str, ...]:
    """*one* in words: as much as is known, and what is not."""
    whole = _whole(one)
    if not one.who:
        who = _("Penanda tangan: tidak dapat dibaca")
    elif one.stamp:
        who = _("Cap waktu dari: {name} (sertifikat tidak diperiksa ke penerbitnya)").format(name=one.who)
    else:
        who = _("Penanda tangan: {name} (sertifikat tidak diperiksa ke penerbitnya)").format(name=one.who)
    revoked = _("Pencabutan: tidak diketahui, program ini tidak memakai jaringan")
    if one.signed_at is None:
        return whole, who, revoked
    at = _("Waktu menurut penanda tangan: {moment}").format(moment=moment(one.signed_at.astimezone()))
    return whole, who, at, revoked


def _whole(one: Signature) -> str:
    if one.whole:
        return _("Utuh: ya; {how}").format(how=_(one.note))
    if one.intact is False:
        return _("Utuh: tidak; {how}").format(how=_(one.note))
    return _("Utuh: {how}").format(how=_(one.note))


class Signed(QWidget):
    """The signatures of one document; hidden while there are none."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self.hide()

    def show_document(self, document: Document) -> None:
        """Look into *document*, when it is a PDF; the same content again is left alone."""
        digest = document.sha256 if document.kind == "pdf" else ""
        if digest == self._shown:
            return
        self._shown = digest
        self._show(())
        if digest:
            self._look(document, digest)

    def _look(self, document: Document, digest: str) -> None:
        def told(found: tuple[Signature, ...]) -> None:
            if self._shown == digest:
                self._show(found)

        def read(path: Path) -> None:
            self._session.work.side(lambda tick: signatures.look(path), told)

        self._session.ask(lambda workspace: workspace.document_path(document), read)

    def _show(self, found: Sequence[Signature]) -> None:
        clear_layout(self._column)
        self.setHidden(not found)
        if found:
            self._column.addWidget(SectionHeader(_("Tanda tangan elektronik")))
        for at, one in enumerate(found):
            if at:
                self._column.addSpacing(theme.px(6))
            for line in lines(one):
                self._column.addWidget(label(line, size="small", tone="muted", wrap=True))
