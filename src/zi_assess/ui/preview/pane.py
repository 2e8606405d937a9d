"""The chosen piece of evidence: its pages, picture or text, and what is known of its bytes."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from zi_assess.core.assessment import Document
from zi_assess.errors import ZiError
from zi_assess.i18n import _, say
from zi_assess.ui import theme
from zi_assess.ui.filing.acts import keep_copy
from zi_assess.ui.preview import outside
from zi_assess.ui.preview.drawing import Drawing, Drawn, Paths, Wanted
from zi_assess.ui.preview.finding import FindBar
from zi_assess.ui.preview.paper import PaperArea
from zi_assess.ui.preview.plain import MOST_TEXT, LinkCard, facts, not_shown, text_of
from zi_assess.ui.preview.searching import Searching, pages_of
from zi_assess.ui.preview.selecting import Selecting
from zi_assess.ui.preview.thumbs import Thumbs
from zi_assess.ui.preview.tools import PageTools
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import IconButton
from zi_assess.ui.widgets.surfaces import EmptyState
from zi_assess.ui.widgets.text import elided, label

SETTLE_MS = 120  # a splitter being dragged draws once it rests
WITH_STRIP = 320  # a narrower pane does without the strip of pages
_NO_STRIP = "without_page_strip"  # kept with the session, for every preview of this run
_OFFICE = ("document", "spreadsheet", "presentation")


class Preview(QWidget):
    """Shows one `Document` at a time: read beside the window, and drawn in the confined child."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document: Document | None = None
        self._page, self._pages = 0, 0
        self._fit = True
        self._paths = Paths(session)
        self._drawing = Drawing(session, self._paths, self)
        self._drawing.drawn.connect(self._landed)
        self._drawing.failed.connect(lambda _wanted, error: self._tell_error(error))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._draw)
        self._make_parts()
        self._lay_out()
        self.show_document(None)

    def show_document(self, document: Document | None, pages: str = "") -> None:
        """Show *document*, at the first of *pages* ("3–5"); None: nothing is chosen."""
        found = re.search(r"\d+", pages)
        page = max(0, int(found[0][:6]) - 1) if found else 0
        if document is not None and self._document is not None and document == self._document:
            self._turn_to(page if found else self._page)
            return
        same = document and self._document and document.id == self._document.id and document.id
        self._document = document
        self._tell_facts()
        if same and document is not None and not document.sha256:
            self._tell_link(document)
        if same:
            return
        self._page, self._pages = page, 0
        self._searching.begin(document)
        self._selecting.show_page(None, 0)
        self._drawing.forget()
        self._tell_pages()
        self._begin()

    def mark(self, text: str) -> None:
        """Mark *text* on the page that is seen, while nothing is looked for in the bar; "" marks nothing."""
        self._searching.mark(text)

    def document(self) -> Document | None:
        """What is shown."""
        return self._document

    def turn(self, step: int) -> None:
        """Go *step* pages on."""
        self._turn_to(self._page + step)

    def _turn_to(self, page: int) -> None:
        page = max(0, min(self._pages - 1, page))
        if page != self._page and self._pages:
            self._page = page
            self._paper.verticalScrollBar().setValue(0)
            self._selecting.show_page(None, 0)
            self._tell_pages()
            self._draw()

    def set_fit(self, fit: bool) -> None:
        """Fit the width, or show at 100 %."""
        self._fit = fit
        self._tools.set_fit(fit)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages; the usual keys choose and copy the words of a page."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        on_paper = self._stack.currentWidget() is self._reading
        if step is not None and self._pages > 1:
            self.turn(step)
        elif on_paper and event.matches(QKeySequence.StandardKey.SelectAll):
            self._selecting.choose_all()
        elif not (on_paper and event.matches(QKeySequence.StandardKey.Copy) and self._selecting.copy()):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw again for the new width, once it rests."""
        super().resizeEvent(event)
        if self._document is not None and self._stack.currentWidget() is self._reading:
            self._tell_strip()
            self._settle.start()

    def showEvent(self, event: QShowEvent) -> None:
        """The strip may have been put away in another preview."""
        super().showEvent(event)
        self._tell_strip()

    # Parts

    def _make_parts(self) -> None:
        self._name = elided(weight=600, middle=True)
        self._more = IconButton("buka", _("Buka di luar ZI Assess"), size=28)
        self._more.clicked.connect(self._open)
        self._lens = IconButton("cari", _("Cari di dokumen ini"), size=28)
        self._lens.clicked.connect(lambda: self._find.open())
        self._find: FindBar = FindBar()
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(_("Isi bukti"))
        self._link = LinkCard()
        self._link.given.connect(self._keep_copy)
        self._link.looked.connect(self._show_copy)
        self._message = EmptyState("berkas", "", "", _("Buka di luar"))
        if self._message.button is not None:
            self._message.button.set_kind("secondary")
            self._message.button.clicked.connect(self._open)
        self._nothing = EmptyState(
            "bukti", _("Belum ada bukti"), _("Bukti yang dipilih dapat dilihat di sini.")
        )
        self._facts = label(size="small", tone="muted", wrap=True, tabular=True)
        self._copy = IconButton("salin", _("Salin SHA-256"), size=26)
        self._copy.clicked.connect(self._copy_digest)
        self._make_paper()

    def _make_paper(self) -> None:
        self._tools = PageTools()
        self._tools.stepped.connect(self.turn)
        self._tools.fitted.connect(self.set_fit)
        self._tools.stripped.connect(self._want_strip)
        self._paper = PaperArea(_("Isi bukti"))
        self._thumbs = Thumbs(self._session, self._paths)
        self._thumbs.turned.connect(self._turn_to)
        self._reading = QWidget()
        self._row = QHBoxLayout(self._reading)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(4))
        self._row.addWidget(self._thumbs)
        self._row.addWidget(self._paper, 1)
        self._searching = Searching(self._session, self._find, self._paper.paper, self._text)
        self._searching.turned.connect(self._turn_to)
        self._selecting = Selecting(self._session, self._paths, self._paper.paper)
        self._selecting.dragged.connect(lambda x, y: self._paper.ensureVisible(x, y, 8, 8))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(2))
        head.addWidget(self._name, 1)
        head.addSpacing(theme.px(6))
        head.addWidget(self._lens)
        head.addWidget(self._more)
        self._stack = QStackedWidget()
        for place in (self._nothing, self._reading, self._text, self._link, self._message):
            self._stack.addWidget(place)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(4))
        foot.addWidget(self._facts, 1)
        foot.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(self._find)
        column.addWidget(self._tools)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    # Telling

    def _tell_facts(self) -> None:
        mine = self._document
        self._name.setText("" if mine is None else _("Tautan") if mine.name == mine.url else mine.name)
        self._name.setHidden(mine is None)
        self._facts.setHidden(mine is None)
        self._copy.setHidden(mine is None or not mine.sha256)
        self._more.setHidden(mine is None or not outside.suffix_of(mine))
        self._facts.setText(facts(mine) if mine else "")

    def _tell_pages(self) -> None:
        self._tools.tell(self._page, self._pages)
        self._thumbs.show_page(self._document, self._pages, self._page)
        self._tell_strip()

    def _tell_strip(self) -> None:
        possible = self._pages > 1 and self.width() >= theme.px(WITH_STRIP)
        on = possible and not self._session.property(_NO_STRIP)
        self._tools.set_strip(possible=possible, on=on)
        if self._thumbs.isHidden() == on:
            if not on and self._thumbs.hasFocus():
                self._paper.setFocus()
            self._thumbs.setVisible(on)
            self._row.activate()
            self._settle.start()

    def _want_strip(self, on: bool) -> None:
        self._session.setProperty(_NO_STRIP, not on)
        self._tell_strip()

    def _show(self, place: QWidget) -> None:
        self._stack.setCurrentWidget(place)
        on_paper = place is self._reading
        self._tools.setHidden(not on_paper)
        mine = self._document
        searched = place is self._text or (on_paper and mine is not None and mine.kind == "pdf")
        self._lens.setHidden(not searched)
        self._searching.set_place(on_paper=searched and on_paper, in_text=place is self._text)

    def _say(self, title: str, sentence: str) -> None:
        self._message.set(title, sentence)
        if self._message.button is not None:
            self._message.button.setHidden(self._document is None or not outside.suffix_of(self._document))
        self._show(self._message)

    def _tell_error(self, error: BaseException) -> None:
        if isinstance(error, ZiError):
            self._say(say(error.what, error.values), say(error.remedy, error.values))
        else:
            self._session.failed.emit(error)

    # Getting the bytes

    def _begin(self) -> None:
        mine = self._document
        if mine is None:
            self._show(self._nothing)
        elif not mine.sha256:
            self._tell_link(mine)
            self._show(self._link)
        elif mine.kind in ("pdf", "image"):
            self._paper.paper.set_image(QImage(), QSize(1, 1))
            self._show(self._reading)
            self._draw()
        elif mine.kind == "text" or mine.name.lower().endswith(".csv"):
            self._paths.of(mine, lambda path: self._read_text(mine, path))
        elif mine.kind in _OFFICE:
            pages_of(self._session, mine, lambda pages: self._show_office(mine, pages))
        else:
            self._say(*not_shown(mine, bool(outside.suffix_of(mine))))

    def _still(self, document: Document) -> bool:
        """Whether *document* is what is shown."""
        return self._document is not None and self._document.id == document.id

    def _show_office(self, document: Document, pages: dict[int, str]) -> None:
        """A letter or a table as plain text: enough to see what it is, without the program it was made with."""
        if not self._still(document):
            return
        if not pages:
            self._say(
                _("Belum ada teks"), _("Isinya belum dibaca, atau tidak memuat teks. Lihat di program lain.")
            )
            return
        self._text.setPlainText("\n\n".join(text for _number, text in sorted(pages.items()))[:MOST_TEXT])
        self._show(self._text)

    def _read_text(self, document: Document, path: Path) -> None:
        def read(text: str) -> None:
            if self._still(document):
                self._text.setPlainText(text)
                self._show(self._text)

        def failed(error: BaseException) -> None:
            if self._still(document):
                self._tell_error(error)

        if self._still(document):
            self._session.work.side(lambda tick: text_of(path), read, failed)

    def _draw(self) -> None:
        """Ask for what is to be seen now."""
        mine = self._document
        if mine is None or mine.kind not in ("pdf", "image") or not mine.sha256:
            return
        ratio = self.devicePixelRatioF()
        across = self._paper.room().width()
        side = round((across if mine.kind == "pdf" else max(across, 200)) * ratio) if self._fit else 0
        self._drawing.want(Wanted(mine, self._page, side, ratio))

    def _landed(self, wanted: Wanted, drawn: Drawn) -> None:
        self._pages = drawn.pages
        if wanted.page == self._page:
            self._page = drawn.page
        self._tell_pages()
        image = drawn.image
        image.setDevicePixelRatio(wanted.ratio)
        size = image.deviceIndependentSize().toSize()
        room = self._paper.room().width()
        if wanted.side and size.width() > room:  # the strip came beside it meanwhile: it is drawn anew soon
            size.scale(room, size.height(), Qt.AspectRatioMode.KeepAspectRatio)
        self._paper.paper.set_image(image, size)
        if drawn.page == self._page:
            self._selecting.show_page(self._document, self._page)
        self._searching.drawn(self._page)

    # Doing

    def _tell_link(self, link: Document) -> None:
        sheet = self._session.sheet
        writable = sheet is not None and not self._session.read_only and not sheet.assessment.locked
        self._link.show_link(link.url, copied=bool(link.copy), writable=writable)

    def _keep_copy(self, path: Path) -> None:
        if self._document is not None:
            keep_copy(self._session, self._document, path)

    def _show_copy(self) -> None:
        """Show the copy of the link that is seen."""
        link = self._document
        if link is None:
            return

        def found(copy: Document | None) -> None:
            if copy is not None and self._still(link):
                self.show_document(copy)

        self._session.ask(
            lambda workspace: next((one for one in workspace.documents() if one.id == link.copy), None), found
        )

    def _open(self) -> None:
        if self._document is not None:
            outside.open_outside(self._session, self._document)

    def _copy_digest(self) -> None:
        if self._document is not None:
            QGuiApplication.clipboard().setText(self._document.sha256)
            self._session.noticed.emit(_("SHA-256 disalin."), False)
