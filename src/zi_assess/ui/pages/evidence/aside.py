"""What is known of the chosen document, at the right: its preview, and its details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from zi_assess.core.assessment import Document
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.filing.acts import Filing
from zi_assess.ui.preview.pane import Preview
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.surfaces import Plane
from zi_assess.ui.widgets.tabs import Tabs
from zi_assess.ui.widgets.text import elided

if TYPE_CHECKING:
    from zi_assess.ui.pages.evidence.details import Details


class Aside(Plane):
    """Preview and details of one document. `changed()` when something was done to it."""

    changed = Signal()

    def __init__(self, session: Session, filing: Filing) -> None:
        super().__init__("card")
        self._session = session
        self._filing = filing
        self._sheet: Sheet | None = None
        self._document: Document | None = None
        self._codes: tuple[str, ...] = ()
        self._tabs = Tabs(_("Tampilan dokumen"), (("lihat", _("Pratinjau")), ("rincian", _("Rincian"))))
        self._tabs.chosen.connect(self.open_tab)
        self.preview = Preview(session)
        self._details: Details | None = None
        self._used = elided(tone="muted")
        self._places = Button(_("Buka butirnya"), icon="panah-kanan", small=True)
        self._places.clicked.connect(self._go)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.preview)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(4), theme.px(4), theme.px(8), 0)
        head.addWidget(self._tabs)
        head.addStretch(1)
        inner.addLayout(head)
        inner.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(12))
        foot.setSpacing(theme.px(8))
        foot.addWidget(self._used, 1)
        foot.addWidget(self._places)
        inner.addLayout(foot)

    def show_document(
        self, sheet: Sheet, document: Document | None, codes: tuple[str, ...] = (), pages: str = ""
    ) -> None:
        """Show *document*, which is used at *codes*, from the first of *pages* on; None: nothing is chosen."""
        self._sheet, self._document, self._codes = sheet, document, codes
        self.preview.show_document(document, pages)
        self._tabs.setHidden(document is None)
        if document is None:
            self.open_tab("lihat")
        elif self._tabs.value() == "rincian" and self._details is not None:
            self._details.show_document(sheet, document)
        self._used.setHidden(document is None)
        self._places.setHidden(not codes)
        self._used.setText(
            _("Dipakai di {codes}").format(codes=", ".join(codes))
            if codes
            else _("Belum dipakai di butir mana pun")
        )

    def link(self) -> Document | None:
        """The link that is shown; None when it is no link."""
        return self._document if self._document is not None and not self._document.sha256 else None

    def open_tab(self, key: str) -> None:
        """Show the preview (`lihat`) or the details (`rincian`)."""
        self._tabs.select(key)
        if key == "lihat":
            self._stack.setCurrentWidget(self.preview)
            return
        if self._details is None:
            from zi_assess.ui.pages.evidence.details import Details

            self._details = Details(self._session, self._filing)
            self._details.changed.connect(self.changed)
            self._details.look.connect(self._look)
            self._stack.addWidget(self._details)
        self._stack.setCurrentWidget(self._details)
        if self._sheet is not None and self._document is not None:
            self._details.show_document(self._sheet, self._document)

    def _look(self, document: Document, pages: str) -> None:
        self._tabs.select("lihat")
        self._stack.setCurrentWidget(self.preview)
        self.preview.show_document(document, pages)

    def _go(self) -> None:
        if self._codes:
            self._session.goto.emit("penilaian", self._codes[0])
