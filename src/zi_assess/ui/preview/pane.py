"""The chosen piece of evidence: its pages, picture or text, and what is known of its bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from zi_assess import confined
from zi_assess.core.assessment import Document
from zi_assess.errors import ZiError
from zi_assess.i18n import _, count, date_short, say, size
from zi_assess.ui import theme
from zi_assess.ui.preview import outside, pixels
from zi_assess.ui.preview.finding import FindBar
from zi_assess.ui.preview.paper import PaperArea, image_of
from zi_assess.ui.preview.searching import Searching, pages_of
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button, IconButton
from zi_assess.ui.widgets.surfaces import EmptyState
from zi_assess.ui.widgets.text import elided, label

SECONDS = 15.0  # what a page may take to draw
SETTLE_MS = 120  # a splitter being dragged draws once it rests
MOST_TEXT = 256 * 1024
_SCREEN = 96 / 72  # pixels for a point at 100 %
_LARGEST_SIDE = 6000
_OFFICE = ("document", "spreadsheet", "presentation")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What shall be seen: which bytes, which page, in which size (device pixels; *side* 0 is 100 %)."""

    document: Document
    page: int
    side: int
    ratio: float


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What came back: the page and the count of pages (0 for a picture), and the image."""

    page: int
    pages: int
    image: QImage


def short_digest(sha256: str) -> str:
    """A digest as people compare it: its first and last four characters."""
    return f"{sha256[:4]}…{sha256[-4:]}"


class Preview(QWidget):
    """Shows one `Document` at a time: read beside the window, and drawn in the confined child."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document: Document | None = None
        self._paths: dict[str, Path] = {}
        self._page, self._pages = 0, 0
        self._fit = True
        self._wanted: _Wanted | None = None
        self._drawing: _Wanted | None = None
        self._shown: _Wanted | None = None
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
        if same:
            return
        self._page, self._pages = page, 0
        self._searching.begin(document)
        self._shown = self._wanted = None
        self._tell_pages()
        self._begin()

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
            self._tell_pages()
            self._draw()

    def set_fit(self, fit: bool) -> None:
        """Fit the width, or show at 100 %."""
        self._fit = fit
        self._zoom_fit.setChecked(fit)
        self._zoom_full.setChecked(not fit)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if step is not None and self._pages > 1:
            self.turn(step)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw again for the new width, once it rests."""
        super().resizeEvent(event)
        if self._document is not None and self._stack.currentWidget() is self._paper:
            self._settle.start()

    # Parts

    def _make_parts(self) -> None:
        self._name = elided(weight=600, middle=True)
        self._more = IconButton("buka", _("Buka di luar ZI Assess"), size=28)
        self._more.clicked.connect(self._open)
        self._back = IconButton("kiri", _("Halaman sebelumnya"), size=28)
        self._back.clicked.connect(lambda: self.turn(-1))
        self._number = label(tone="muted", tabular=True)
        self._on = IconButton("kanan", _("Halaman berikutnya"), size=28)
        self._on.clicked.connect(lambda: self.turn(1))
        self._zoom_fit = IconButton("lebar", _("Paskan lebar"), size=28)
        self._zoom_full = IconButton("perbesar", _("Ukuran sebenarnya (100%)"), size=28)
        for button, fit in ((self._zoom_fit, True), (self._zoom_full, False)):
            button.setCheckable(True)
            button.setChecked(fit)
            button.clicked.connect(lambda _on, fit=fit: self.set_fit(fit))
        self._lens = IconButton("cari", _("Cari di dokumen ini"), size=28)
        self._lens.clicked.connect(lambda: self._find.open())
        self._find: FindBar = FindBar()
        self._paper = PaperArea(_("Isi bukti"))
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(_("Isi bukti"))
        self._searching = Searching(self._session, self._find, self._paper.paper, self._text)
        self._searching.turned.connect(self._turn_to)
        self._link = _LinkCard()
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

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(2))
        head.addWidget(self._name, 1)
        head.addSpacing(theme.px(6))
        self._tools = QWidget()
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(theme.px(2))
        for widget in (self._back, self._number, self._on):
            tools.addWidget(widget)
        tools.addStretch(1)
        for widget in (self._zoom_fit, self._zoom_full):
            tools.addWidget(widget)
        head.addWidget(self._lens)
        head.addWidget(self._more)
        self._stack = QStackedWidget()
        for place in (self._nothing, self._paper, self._text, self._link, self._message):
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
        many = self._pages > 1
        for widget in (self._back, self._number, self._on):
            widget.setHidden(not many)
        self._back.setEnabled(self._page > 0)
        self._on.setEnabled(self._page + 1 < self._pages)
        self._number.setText(f"{count(self._page + 1)} / {count(self._pages)}")
        self._number.setAccessibleName(
            _("Halaman {page} dari {pages}").format(page=self._page + 1, pages=self._pages)
        )

    def _show(self, place: QWidget) -> None:
        self._stack.setCurrentWidget(place)
        self._tools.setHidden(place is not self._paper)
        mine = self._document
        searched = place is self._text or (place is self._paper and mine is not None and mine.kind == "pdf")
        self._lens.setHidden(not searched)
        self._searching.set_place(on_paper=searched and place is self._paper, in_text=place is self._text)

    def _say(self, title: str, sentence: str) -> None:
        self._message.set(title, sentence)
        if self._message.button is not None:
            self._message.button.setHidden(self._document is None or not outside.suffix_of(self._document))
        self._show(self._message)

    # Getting the bytes

    def _begin(self) -> None:
        mine = self._document
        if mine is None:
            self._show(self._nothing)
        elif not mine.sha256:
            self._link.show_link(mine.url)
            self._show(self._link)
        elif mine.kind in ("pdf", "image"):
            self._paper.paper.set_image(QImage(), QSize(1, 1))
            self._show(self._paper)
            self._draw()
        elif mine.kind == "text" or mine.name.lower().endswith(".csv"):
            self._with_path(mine, self._read_text)
        elif mine.kind in _OFFICE:
            pages_of(self._session, mine, lambda pages: self._show_office(mine, pages))
        else:
            self._say(_("Pratinjau tidak tersedia"), _("Jenis berkas ini dilihat di program lain."))

    def _show_office(self, document: Document, pages: dict[int, str]) -> None:
        """A letter or a table as plain text: enough to see what it is, without the program it was made with."""
        if self._document is None or self._document.id != document.id:
            return
        if not pages:
            self._say(
                _("Belum ada teks"), _("Isinya belum dibaca, atau tidak memuat teks. Lihat di program lain.")
            )
            return
        self._text.setPlainText("\n\n".join(text for _number, text in sorted(pages.items()))[:MOST_TEXT])
        self._show(self._text)

    def _with_path(self, document: Document, then: Callable[[Document, Path], None]) -> None:
        known = self._paths.get(document.sha256)
        if known is not None:
            then(document, known)
            return

        def found(path: Path) -> None:
            self._paths[document.sha256] = path
            if self._document is not None and self._document.id == document.id:
                then(document, path)

        self._session.ask(lambda workspace: workspace.document_path(document), found)

    def _draw(self) -> None:
        """Ask for what is to be seen now; what was asked for before and has not begun is forgotten."""
        mine = self._document
        if mine is None or mine.kind not in ("pdf", "image") or not mine.sha256:
            return
        ratio = self.devicePixelRatioF()
        room = self._paper.room()
        side = (
            round((room.width() if mine.kind == "pdf" else max(room.width(), 200)) * ratio)
            if self._fit
            else 0
        )
        self._wanted = _Wanted(mine, self._page, side, ratio)
        if self._wanted != self._shown and self._drawing is None:
            self._with_path(mine, lambda _document, path: self._start(path))

    def _start(self, path: Path) -> None:
        wanted = self._wanted
        if wanted is None or self._drawing is not None:
            return
        self._drawing = wanted
        self._session.work.side(lambda tick: _drawn(wanted, path), self._landed, self._failed)

    def _landed(self, drawn: _Drawn) -> None:
        done, self._drawing = self._drawing, None
        if done is not None and self._document is not None and done.document.id == self._document.id:
            self._shown = done
            self._pages = drawn.pages
            if done.page == self._page:
                self._page = drawn.page
            image = drawn.image
            image.setDevicePixelRatio(done.ratio)
            self._paper.paper.set_image(image, (image.deviceIndependentSize()).toSize())
            self._tell_pages()
            self._searching.drawn(self._page)
        self._again(done)

    def _failed(self, error: BaseException) -> None:
        done, self._drawing = self._drawing, None
        if done is not None and self._document is not None and done.document.id == self._document.id:
            self._shown = done
            self._tell_error(error)
        self._again(done)

    def _tell_error(self, error: BaseException) -> None:
        if isinstance(error, ZiError):
            self._say(say(error.what, error.values), say(error.remedy, error.values))
        else:
            self._session.failed.emit(error)

    def _again(self, done: _Wanted | None) -> None:
        """What was wanted meanwhile is drawn next."""
        if self._wanted is not None and self._wanted != done and self._stack.currentWidget() is self._paper:
            self._with_path(self._wanted.document, lambda _document, path: self._start(path))

    def _read_text(self, document: Document, path: Path) -> None:
        def read(text: str) -> None:
            if self._document is not None and self._document.id == document.id:
                self._text.setPlainText(text)
                self._show(self._text)

        def failed(error: BaseException) -> None:
            if self._document is not None and self._document.id == document.id:
                self._tell_error(error)

        self._session.work.side(lambda tick: text_of(path), read, failed)

    # Doing

    def _open(self) -> None:
        if self._document is not None:
            outside.open_outside(self._session, self._document)

    def _copy_digest(self) -> None:
        if self._document is not None:
            QGuiApplication.clipboard().setText(self._document.sha256)
            self._session.noticed.emit(_("SHA-256 disalin."), False)


class _LinkCard(QWidget):
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


def _check_there(path: Path) -> None:
    if not path.is_file():
        raise ZiError(
            "Berkas bukti ini hilang dari ruang kerja.",
            "Pulihkan dari cadangan, atau lampirkan lagi berkasnya.",
        )


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
    _check_there(path)
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


def _drawn(wanted: _Wanted, path: Path) -> _Drawn:
    """Have the confined child draw what is *wanted*. Raises ZiError."""
    _check_there(path)
    if wanted.document.kind == "pdf":
        scale = 0.0 if wanted.side else _SCREEN * wanted.ratio
        page, pages, found = confined.run(
            pixels.pdf_page, str(path), wanted.page, wanted.side, scale, timeout=SECONDS
        )
        return _Drawn(page, pages, image_of(found))
    _w, _h, found = confined.run(pixels.picture, str(path), wanted.side or _LARGEST_SIDE, timeout=SECONDS)
    return _Drawn(0, 0, image_of(found))
