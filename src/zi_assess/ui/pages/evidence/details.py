"""Rincian: what a document says of itself, its uses, signatures and versions, its copy or other photo, and its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core.assessment import Document
from zi_assess.core.contents import Contents
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.filing.acts import Filing
from zi_assess.ui.intake import describing
from zi_assess.ui.intake.describing import DATES, FIELDS, OFFERED, Offer, Value
from zi_assess.ui.pages.evidence.keeping import Keeping
from zi_assess.ui.pages.evidence.signed import Signed
from zi_assess.ui.pages.evidence.uses import AlsoList, UseList
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.fields import Entry
from zi_assess.ui.widgets.slot import accept_copy, local_files
from zi_assess.ui.widgets.surfaces import clear_layout, scroll
from zi_assess.ui.widgets.text import SectionHeader, elided, label

if TYPE_CHECKING:
    from zi_assess.workspace import Workspace

_HALVES = (("number", "dated"), ("period_start", "period_end"))


class _Around(NamedTuple):
    """What else is known: every document by id, and what was noticed inside this one and its pair."""

    documents: Mapping[str, Document]
    contents: Mapping[str, Contents]


class Details(QWidget):
    """The details of one document. `look(object, str)` asks to see a document at pages; `changed()` after a change."""

    look = Signal(object, str)
    changed = Signal()

    def __init__(self, session: Session, filing: Filing) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._document: Document | None = None
        self._entries: dict[str, Entry] = {}
        self._wrong = label(size="small", tone="bad", wrap=True)
        self._wrong.hide()
        self._expiry = label(size="small", tone="warn", wrap=True)
        self._offers = QVBoxLayout()
        self._offers.setSpacing(theme.px(4))
        self._uses = UseList(session, filing)
        self._uses.look.connect(self.look)
        self._also = AlsoList(session, filing)
        self._signed = Signed(session)
        self._keeping = Keeping(session)
        self._keeping.look.connect(self.look)
        self._keeping.changed.connect(self.changed)
        self.setAcceptDrops(True)
        self._lay_out()

    def show_document(self, sheet: Sheet, document: Document) -> None:
        """Show *document*; what is being typed into a field of it stays."""
        other = self._document is None or self._document.id != document.id
        self._sheet, self._document = sheet, document
        for field, entry in self._entries.items():
            if other or not entry.hasFocus():
                entry.setText(describing.shown(document, field))
                entry.setCursorPosition(0)
                entry.set_wrong(False)
            entry.setReadOnly(not self._writable())
        self._wrong.hide()
        said = describing.expiry(document, date.today())
        self._expiry.setText(said)
        self._expiry.setHidden(not said)
        self._uses.show_uses(sheet, document, self._writable())
        self._signed.show_document(document)
        if other:
            self._offer(())
        self._ask(sheet, document)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file dropped on a link is its copy."""
        mine = self._document
        if mine is not None and not mine.sha256 and self._writable() and local_files(event.mimeData()):
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep the copy."""
        paths = local_files(event.mimeData())
        if paths:
            accept_copy(event)
            self._keeping.keep_copy(paths[0])

    # Parts

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        edge = theme.px(14)
        column.setContentsMargins(edge, theme.px(10), edge, theme.px(14))
        column.setSpacing(theme.px(8))
        halves = {field: pair for pair in _HALVES for field in pair}
        for field in FIELDS:
            pair = halves.get(field)
            if pair is None:
                column.addLayout(self._labelled(field))
            elif field == pair[0]:
                row = QHBoxLayout()
                row.setSpacing(theme.px(8))
                for one in pair:
                    row.addLayout(self._labelled(one), 1)
                column.addLayout(row)
            if field == "dated":
                column.addLayout(self._offers)
        column.addWidget(self._wrong)
        column.addWidget(self._expiry)
        column.addSpacing(theme.px(4))
        column.addWidget(SectionHeader(_("Dipakai di")))
        column.addWidget(self._uses)
        column.addWidget(self._also)
        column.addWidget(self._signed)
        column.addSpacing(theme.px(4))
        column.addWidget(self._keeping)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll(content))

    def _labelled(self, field: str) -> QVBoxLayout:
        name = _(FIELDS[field])
        entry = Entry(name)
        if field in DATES:
            entry.setPlaceholderText("17/8/2026")
        elif field == "published":
            entry.setPlaceholderText("https://…")
        entry.editingFinished.connect(partial(self._keep, field))
        self._entries[field] = entry
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        head = elided(name, size="small", tone="muted")
        head.setBuddy(entry)
        column.addWidget(head)
        column.addWidget(entry)
        return column

    # Around it

    def _ask(self, sheet: Sheet, document: Document) -> None:
        def look(workspace: Workspace) -> _Around:
            documents = {one.id: one for one in workspace.documents()}
            meant = [documents.get(one) for one in (document.id, document.after, document.copy)]
            seen = {one.sha256: workspace.texts.index.facts(one.sha256) for one in meant if one is not None}
            return _Around(documents, {digest: facts for digest, facts in seen.items() if facts is not None})

        def told(around: _Around) -> None:
            if self._document is not None and self._document.id == document.id and self._sheet is not None:
                now = around.documents.get(document.id, document)
                copy = around.documents.get(now.copy)  # of a link, what its copy says
                digest = copy.sha256 if copy is not None else now.sha256
                self._offer(describing.offers(now, around.contents.get(digest)))
                self._keeping.show_document(
                    self._sheet, now, around.documents, around.contents, self._writable()
                )
                self._also.show_document(self._sheet, now, self._writable())

        self._session.ask(look, told)

    def _offer(self, found: Sequence[Offer]) -> None:
        clear_layout(self._offers)
        for one in found if self._writable() else ():
            row = QHBoxLayout()
            row.setSpacing(theme.px(6))
            text = _(OFFERED[one.field]).format(value=one.shown)
            row.addWidget(label(text, size="small", tone="brand", wrap=True), 1)
            take = Button(_("Pakai"), small=True)
            take.setAccessibleName(f"{_('Pakai')}: {text}")
            take.clicked.connect(partial(self._write, one.values))
            row.addWidget(take)
            self._offers.addLayout(row)
        if len(found) > 1 and self._writable():
            every = Button(_("Pakai semua usulan"), "quiet", small=True)
            every.clicked.connect(
                partial(self._write, {name: value for one in found for name, value in one.values.items()})
            )
            last = QHBoxLayout()
            last.addStretch(1)
            last.addWidget(every)
            self._offers.addLayout(last)

    # Changing

    def _keep(self, field: str) -> None:
        """Keep what was typed, when it is right and new."""
        mine, entry = self._document, self._entries[field]
        if mine is None or entry.text() == describing.shown(mine, field):
            return
        value, wrong = describing.read(field, entry.text())
        entry.set_wrong(bool(wrong))
        self._wrong.setText(wrong)
        self._wrong.setHidden(not wrong)
        if not wrong and value != getattr(mine, field):
            self._write({field: value})

    def _write(self, values: Mapping[str, Value]) -> None:
        sheet, mine = self._sheet, self._document
        if sheet is None or mine is None or not self._writable():
            return
        id_ = sheet.assessment.id
        self._session.do(lambda workspace: workspace.describe_document(id_, mine.id, **values))

    def _writable(self) -> bool:
        """What was thrown away or replaced stays as it was."""
        mine, sheet = self._document, self._sheet
        kept = mine is not None and mine.trashed is None and not mine.replaced_by
        return kept and sheet is not None and not self._session.read_only and not sheet.assessment.locked
