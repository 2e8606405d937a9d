"""A document's versions, the copy of a link, the photo that shows the place afterwards, and the way to the trash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core.assessment import Document
from zi_assess.core.contents import Contents
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, date_short, n_
from zi_assess.ui import flows, theme
from zi_assess.ui.filing.acts import keep_copy
from zi_assess.ui.filing.dialogs import DocumentDialog
from zi_assess.ui.intake import describing
from zi_assess.ui.pages.evidence.photos import PhotoPair
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.dialog import FlowDialog, confirm
from zi_assess.ui.widgets.fields import Entry
from zi_assess.ui.widgets.surfaces import clear_layout
from zi_assess.ui.widgets.text import SectionHeader, elided, label

if TYPE_CHECKING:
    from zi_assess.ui.work import Tick
    from zi_assess.workspace import Workspace


class ReasonDialog(FlowDialog):
    """Why a document is replaced: asked before the new file is."""

    def __init__(self, parent: QWidget, name: str, uses: int) -> None:
        told = (
            n_("Berlaku di 1 butir.", "Berlaku di {n} butir sekaligus.", uses).format(n=uses) if uses else ""
        )
        sentence = " ".join((told, _("Versi lama tetap disimpan.")))
        super().__init__(
            parent,
            _("Ganti {name} dengan versi baru").format(name=name),
            sentence,
            primary=_("Pilih berkas baru…"),
        )
        self.reason = Entry(_("Apa yang berubah"))
        self.reason.setPlaceholderText(_("misalnya nomor SK dibetulkan"))
        self.body.addWidget(label(_("Apa yang berubah"), weight=600))
        self.body.addWidget(self.reason)
        self.check = lambda: "" if self.reason.text().strip() else _("Tulis dahulu apa yang berubah.")
        self.reason.setFocus()


class Keeping(QWidget):
    """Versions, copy, pair and trash of one document. `look(object, str)` asks to see a document; `changed()` after."""

    look = Signal(object, str)
    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._document: Document | None = None
        self._shown: tuple[object, ...] = ()
        self._documents: Mapping[str, Document] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))

    def show_document(
        self,
        sheet: Sheet,
        document: Document,
        documents: Mapping[str, Document],
        contents: Mapping[str, Contents],
        writable: bool,
    ) -> None:
        """Show what is kept besides *document*; the same again is left alone."""
        older = versions(document, documents)
        other = documents.get(document.after)
        copy = documents.get(document.copy)
        shown = (document, tuple(older), other, copy, writable, len(sheet.uses_of(document.id)))
        self._sheet, self._document, self._documents = sheet, document, documents
        if shown == self._shown:
            return
        self._shown = shown
        clear_layout(self._column)
        if not document.sha256:
            self._show_copy(copy, writable)
        if document.kind == "image":
            self._show_pair(document, other, contents, writable)
        if document.sha256:
            self._show_versions(older, writable)
        if writable and document.trashed is None:
            self._buttons((_("Buang ke tempat sampah…"), self._trash))

    # Parts

    def _show_copy(self, copy: Document | None, writable: bool) -> None:
        self._column.addWidget(SectionHeader(_("Salinan tautan")))
        if copy is not None:
            self._column.addWidget(self._line(copy, copy.name, ""))
        else:
            text = _(
                "Belum ada. Unduh berkasnya lewat peramban, lalu seret ke sini; program tidak pernah mengambilnya."
            )
            self._column.addWidget(label(text, tone="muted", wrap=True))
        if writable:
            self._buttons((_("Ganti salinan…") if copy else _("Pilih salinan…"), self._choose_copy))

    def _show_pair(
        self, document: Document, other: Document | None, contents: Mapping[str, Contents], writable: bool
    ) -> None:
        self._column.addWidget(SectionHeader(_("Sebelum dan sesudah")))
        if other is None:
            text = _("Pasangkan dengan foto tempat yang sama sesudah diperbaiki.")
            self._column.addWidget(label(text, tone="muted", wrap=True))
        else:
            pair = PhotoPair(self._session)
            both = (document, other)
            pair.show_pair(both, [describing.photo_line(one, contents.get(one.sha256)) for one in both])
            pair.look.connect(lambda one: self.look.emit(one, ""))
            self._column.addWidget(pair)
        if writable and other is None:
            self._buttons((_("Pilih foto sesudahnya…"), self._choose_after))
        elif writable:
            self._buttons((_("Lepaskan pasangan"), partial(self._describe_after, "")))

    def _show_versions(self, older: Sequence[Document], writable: bool) -> None:
        self._column.addWidget(SectionHeader(_("Versi")))
        if not older:
            self._column.addWidget(label(_("Belum pernah diganti."), tone="muted", wrap=True))
        for one in older:
            self._column.addWidget(self._line(one, one.name, version_line(one)))
        if writable:
            self._buttons((_("Ganti dengan versi baru…"), self._revise))

    def _line(self, document: Document, title: str, line: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        column = QVBoxLayout()
        column.setSpacing(theme.px(1))
        column.addWidget(elided(title, middle=True))
        if line:
            column.addWidget(elided(line, size="small", tone="muted"))
        row.addLayout(column, 1)
        see = Button(_("Lihat"), "quiet", small=True)
        see.setAccessibleName(_("Lihat {name}").format(name=title))
        see.clicked.connect(lambda: self.look.emit(document, ""))
        row.addWidget(see)
        return made

    def _buttons(self, *acts: tuple[str, object]) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        for text, act in acts:
            button = Button(text, small=True)
            button.clicked.connect(lambda _on=False, act=act: act())
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    # Doing

    def keep_copy(self, path: Path) -> None:
        """Keep the file at *path* as the copy of the link shown."""
        if self._document is not None:
            keep_copy(self._session, self._document, path)

    def replace(self, path: Path, reason: str) -> None:
        """Let the file at *path* take the place of the document shown."""
        sheet, document = self._sheet, self._document
        if sheet is None or document is None:
            return
        mine = sheet.assessment.id

        def run(workspace: Workspace, tick: Tick) -> Sheet:
            return workspace.revise(mine, document.id, path, reason, tick=tick)

        said = _("Versi baru dipakai; yang lama disimpan")
        self._session.long(_("Menyimpan versi baru"), run, lambda _sheet: self._done(said))

    def _done(self, said: str) -> None:
        self._session.noticed.emit(said, True)
        self.changed.emit()

    def _choose_copy(self) -> None:
        found = flows.ask_file(self.window(), self._session, _("Salinan tautan"))
        if found:
            self.keep_copy(found)

    def _revise(self) -> None:
        sheet, document = self._sheet, self._document
        if sheet is None or document is None:
            return
        dialog = ReasonDialog(self.window(), document.name, len(sheet.uses_of(document.id)))
        reason = dialog.reason.text().strip() if dialog.exec() else ""
        dialog.deleteLater()
        if reason:
            found = flows.ask_file(self.window(), self._session, _("Versi baru"))
            if found:
                self.replace(found, reason)

    def _choose_after(self) -> None:
        sheet, document = self._sheet, self._document
        if sheet is None or document is None:
            return
        photos = [
            one
            for one in self._documents.values()
            if one.kind == "image" and one.id != document.id and one.trashed is None and not one.replaced_by
        ]
        dialog = DocumentDialog(self.window(), sheet, photos, document.name, only=True)
        chosen = dialog.document_id() if dialog.exec() else ""
        dialog.deleteLater()
        if chosen:
            self._describe_after(chosen)

    def _describe_after(self, after: str) -> None:
        sheet, document = self._sheet, self._document
        if sheet is None or document is None:
            return
        mine = sheet.assessment.id
        said = _("Foto dipasangkan") if after else _("Pasangan foto dilepaskan")
        self._session.do(lambda workspace: workspace.describe_document(mine, document.id, after=after), said)

    def _trash(self) -> None:
        sheet, document = self._sheet, self._document
        if sheet is None or document is None:
            return
        sentence = trash_words([use.code for use in sheet.uses_of(document.id)])
        title = _("Buang {name}?").format(name=document.name)
        if confirm(self.window(), title, sentence, _("Buang"), danger=True):
            self.throw_away()

    def throw_away(self) -> None:
        """Put the document shown into the trash."""
        sheet, document = self._sheet, self._document
        if sheet is not None and document is not None:
            mine = sheet.assessment.id
            said = _("{name} dibuang ke tempat sampah").format(name=document.name)
            self._session.do(lambda workspace: workspace.trash(mine, document.id), said)


def versions(document: Document, documents: Mapping[str, Document]) -> list[Document]:
    """What *document* took the place of, the newest first."""
    before = {one.replaced_by: one for one in documents.values() if one.replaced_by}
    found: list[Document] = []
    one = before.get(document.id)
    while one is not None and one not in found:
        found.append(one)
        one = before.get(one.id)
    return found


def version_line(document: Document) -> str:
    """Until when an older version held, and why it was replaced."""
    when = _("diganti {date}").format(date=date_short(document.replaced_on)) if document.replaced_on else ""
    return " · ".join(part for part in (when, document.replaced_why) if part)


def trash_words(codes: Sequence[str]) -> str:
    """What goes with a document, and how long there is a way back."""
    mine = list(dict.fromkeys(codes))
    back = _("Selama 30 hari dapat dikembalikan beserta tempat-tempatnya.")
    if not mine:
        return _("Dokumen ini tidak dipakai di penilaian yang terbuka.") + " " + back
    used = n_(
        "Dokumen ini dipakai di 1 butir: {codes}.", "Dokumen ini dipakai di {n} butir: {codes}.", len(mine)
    )
    return f"{used.format(n=len(mine), codes=', '.join(mine))} {_('Semuanya ikut terlepas.')} {back}"
