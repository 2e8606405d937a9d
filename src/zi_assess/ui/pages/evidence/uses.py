"""Where a document is used, with the pages meant there; and which open places it may answer too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core.assessment import Document, Evidence
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.filing.acts import Filing
from zi_assess.ui.intake import lines
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button, IconButton
from zi_assess.ui.widgets.fields import Entry
from zi_assess.ui.widgets.surfaces import clear_layout
from zi_assess.ui.widgets.text import SectionHeader, elided, label

if TYPE_CHECKING:
    from zi_assess.core.recognise import Proposal
    from zi_assess.textindex import TextIndex

_MOST_ALSO = 3
_WORTH = 0.57  # below this two papers share no more than words such as SK and tim


class UseList(QWidget):
    """The uses of one document. `look(object, str)` asks to see it at the pages of a use."""

    look = Signal(object, str)

    def __init__(self, session: Session, filing: Filing) -> None:
        super().__init__()
        self._session = session
        self._filing = filing
        self._shown: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))

    def show_uses(self, sheet: Sheet, document: Document, writable: bool) -> None:
        """Show the uses of *document*; the same ones again are left alone."""
        uses = sheet.uses_of(document.id)
        shown = (document.id, uses, writable)
        if shown == self._shown:
            return
        self._shown = shown
        clear_layout(self._column)
        for use in uses:
            self._column.addWidget(self._row(sheet, use, writable))
        if not uses:
            self._column.addWidget(label(_("Belum dipakai di butir mana pun."), tone="muted", wrap=True))
        if writable and document.trashed is None and not document.replaced_by:
            more = Button(_("Pakai juga di butir lain…"), small=True)
            more.clicked.connect(lambda: self._filing.ask_another_place(document))
            self._column.addWidget(more)

    def _row(self, sheet: Sheet, use: Evidence, writable: bool) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        head = QHBoxLayout()
        head.setSpacing(theme.px(4))
        title, slot = lines.where(sheet.pack, (use.code, use.slot))
        head.addWidget(elided(title, weight=600), 1)
        go = IconButton("panah-kanan", _("Buka butir {code}").format(code=use.code), size=26)
        go.clicked.connect(lambda: self._session.goto.emit("penilaian", use.code))
        head.addWidget(go)
        if writable:
            cut = IconButton("tutup", _("Lepaskan dari {code}").format(code=use.code), size=26)
            cut.clicked.connect(lambda: self._filing.remove(use))
            head.addWidget(cut)
        column.addLayout(head)
        column.addWidget(elided(slot, size="small", tone="muted"))
        if use.document.kind == "pdf":
            column.addLayout(self._pages(use, writable))
        return made

    def _pages(self, use: Evidence, writable: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(label(_("Halaman"), size="small", tone="muted"))
        entry = Entry(_("Halaman yang dimaksud di {code}").format(code=use.code))
        entry.setPlaceholderText(_("seluruhnya"))
        entry.setText(use.pages)
        entry.setReadOnly(not writable)
        entry.setMaximumWidth(theme.px(110))
        entry.editingFinished.connect(partial(self._keep_pages, use, entry))
        row.addWidget(entry)
        see = Button(_("Lihat"), "quiet", small=True)
        see.clicked.connect(lambda: self.look.emit(use.document, entry.text()))
        row.addWidget(see)
        row.addStretch(1)
        return row

    def _keep_pages(self, use: Evidence, entry: Entry) -> None:
        sheet, pages = self._session.sheet, " ".join(entry.text().split())
        if sheet is not None and pages != use.pages:
            mine = sheet.assessment.id
            self._session.do(lambda workspace: workspace.describe(mine, use.id, pages=pages))


class AlsoList(QWidget):
    """Which places that still lack evidence a document may answer too, each with one click."""

    def __init__(self, session: Session, filing: Filing) -> None:
        super().__init__()
        self._session = session
        self._filing = filing
        self._asked: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.px(4), 0, 0)
        self._column.setSpacing(theme.px(6))
        self.hide()

    def show_document(self, sheet: Sheet, document: Document, writable: bool) -> None:
        """Look for more places for *document*, beside the window."""
        open_codes = gaps(sheet, document)
        asked = (document.id, document.name, open_codes, writable)
        if asked == self._asked:
            return
        self._asked = asked
        self.hide()
        if not open_codes or not writable or not document.sha256:
            return

        def told(index: TextIndex) -> None:
            self._session.work.side(
                lambda tick: also(sheet, document, open_codes, index),
                partial(self._show, sheet, document, asked),
            )

        self._session.ask(lambda workspace: workspace.texts.index, told)

    def _show(
        self, sheet: Sheet, document: Document, asked: tuple[object, ...], found: Sequence[Proposal]
    ) -> None:
        if asked != self._asked:
            return
        clear_layout(self._column)
        self.setHidden(not found)
        if found:
            self._column.addWidget(SectionHeader(_("Mungkin juga menjawab")))
        for one in found:
            self._column.addWidget(self._row(sheet, document, one))

    def _row(self, sheet: Sheet, document: Document, proposal: Proposal) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        words_ = QVBoxLayout()
        words_.setSpacing(theme.px(1))
        words_.addWidget(elided(lines.where(sheet.pack, (proposal.code, ""))[0], weight=600))
        words_.addWidget(elided(lines.because(proposal, 1), size="small", tone="muted"))
        row.addLayout(words_, 1)
        use = Button(_("Pakai juga"), small=True)
        use.setAccessibleName(_("Pakai juga di {code}").format(code=proposal.code))
        use.clicked.connect(lambda: self._filing.reuse(proposal.code, proposal.slot, document.id))
        row.addWidget(use)
        return made


def gaps(sheet: Sheet, document: Document) -> frozenset[str]:
    """The questions with an empty slot where *document* is not used yet."""
    filled = {(use.code, use.slot) for use in sheet.assessment.evidence}
    mine = {use.code for use in sheet.uses_of(document.id)}
    return frozenset(
        one.code
        for one in sheet.pack.questions
        if one.code not in mine and any((one.code, slot.id) not in filled for slot in one.evidence)
    )


def also(
    sheet: Sheet, document: Document, open_codes: frozenset[str], index: TextIndex
) -> tuple[Proposal, ...]:
    """The likeliest of *open_codes*, and only those that are likely."""
    from zi_assess.recognition import also_answers

    found = also_answers(sheet.pack, document.name, index.text(document.sha256), open_codes)
    return tuple(one for one in found if one.score >= _WORTH)[:_MOST_ALSO]
