"""A PDF that this program makes, seen page by page: made beside the window, turned, fitted to the room or zoomed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from zi_assess.errors import Cancelled
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.preview.ours import Drawn, draw
from zi_assess.ui.preview.paper import PaperArea
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import IconButton
from zi_assess.ui.widgets.text import label
from zi_assess.ui.work import Job, Tick

_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_FIT = 0.0
_A4_POINTS = 595.28
_WIDEST = 900
_NEAR = 8  # pixels: as good as fitting
_FIT_MS = 120


class MadePages(PaperArea):
    """Shows what `make` is given. `changed()` when `pdf` is another. `turners()` and `zoomers` are its buttons, for a
    row of the page it stands on.
    """

    changed = Signal()

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(name)
        self._pdf: bytes | None = None
        self.count = 0
        self.widest = theme.px(_WIDEST)
        self._session = session
        self._page = 0
        self._zoom = _FIT
        self._shown = (-1, 0)  # page and width of the picture
        self._job: Job | None = None
        self._turn = 0  # which piece of work is awaited: what a stopped one still brings is not shown
        self._newer = False  # whether something newer than what is shown is on its way
        self._fit_again = QTimer(self)
        self._fit_again.setSingleShot(True)
        self._fit_again.timeout.connect(self._refit)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._make_buttons()

    def _make_buttons(self) -> None:
        self.told = label(tone="muted", tabular=True)
        self.previous = IconButton("kiri", _("Halaman sebelumnya"))
        self.following = IconButton("kanan", _("Halaman berikutnya"))
        self.previous.clicked.connect(lambda: self.turn(-1))
        self.following.clicked.connect(lambda: self.turn(1))
        self.zoomers: list[IconButton] = []
        for icon, name, act in (
            ("perkecil", _("Perkecil"), lambda: self.zoom(-1)),
            ("perbesar", _("Perbesar"), lambda: self.zoom(1)),
            ("lebar", _("Selebar jendela"), self.fit),
        ):
            button = IconButton(icon, name)
            button.clicked.connect(act)
            self.zoomers.append(button)

    def turners(self) -> QHBoxLayout:
        """The buttons that turn pages, and which page it is."""
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        for widget in (self.previous, self.told, self.following):
            row.addWidget(widget)
        return row

    # What the page calls

    @property
    def pdf(self) -> bytes | None:
        """What is shown; None while something newer is on its way: nobody shall file what is out of date."""
        return None if self._newer else self._pdf

    def forget(self) -> None:
        """What comes next is another paper: it begins at its first page, and until then there is none."""
        self._page, self._pdf = 0, None
        self.previous.setEnabled(False)
        self.following.setEnabled(False)
        self.wait()

    def wait(self) -> None:
        """Something newer is on its way: what is being made is dropped."""
        self._drop()
        self._newer = True
        self.told.setText(_("Menyusun…"))
        self.changed.emit()

    def make(self, pdf_of: Callable[[], bytes]) -> None:
        """Show the PDF that *pdf_of* gives, on the page where it stood; what is under way is dropped."""
        self.wait()
        page, width = self._page, self._width()

        def made(tick: Tick) -> Drawn:
            pdf = pdf_of()
            tick(1, 2)
            return draw(pdf, page, width)

        self._begin(made)

    def turn(self, step: int) -> None:
        """Go *step* pages on or back."""
        page = min(max(0, self._page + step), max(0, self.count - 1))
        if page != self._page:
            self._page = page
            self._draw()

    def zoom(self, step: int) -> None:
        """One step larger or smaller."""
        now = self._zoom or self._width() / self.devicePixelRatioF() / (_A4_POINTS * 4 / 3)
        nearer = [one for one in _ZOOMS if (one > now + 0.01 if step > 0 else one < now - 0.01)]
        if nearer:
            self._zoom = nearer[0] if step > 0 else nearer[-1]
            self._draw()

    def fit(self) -> None:
        """As wide as the room."""
        self._zoom = _FIT
        self._draw()

    def take_key(self, event: QKeyEvent) -> bool:
        """Page Up and Page Down turn pages, plus and minus zoom; whether *event* was one of them."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(1 if key is Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(-1 if key is Qt.Key.Key_Minus else 1)
        else:
            return False
        return True

    def stop(self) -> None:
        """The page it stands on is closed: what still comes is for nobody."""
        self._fit_again.stop()
        self._drop()

    # What Qt calls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With the paper in focus, Page Down first goes to the end of a page that is longer than the room."""
        bar, key = self.verticalScrollBar(), Qt.Key(event.key())
        more = {
            Qt.Key.Key_PageDown: bar.value() < bar.maximum(),
            Qt.Key.Key_PageUp: bar.value() > bar.minimum(),
        }
        if more.get(key) or not self.take_key(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the page to the room there is."""
        super().showEvent(event)
        self._fit_again.start(_FIT_MS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page again."""
        super().resizeEvent(event)
        self._fit_again.start(_FIT_MS)

    # Drawing

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None
        self._turn += 1

    def _begin(self, work: Callable[[Tick], Drawn]) -> None:
        turn = self._turn

        def landed(drawn: Drawn) -> None:
            if turn == self._turn:
                self._landed(drawn)

        def failed(error: BaseException) -> None:
            if turn == self._turn:
                self._failed(error)

        self._job = self._session.work.side(work, landed, failed)

    def _draw(self) -> None:
        pdf, page, width = self.pdf, self._page, self._width()
        if pdf is None:  # what is being made is drawn where it is wanted when it lands
            return
        self._drop()
        self._begin(lambda tick: draw(pdf, page, width))

    def _landed(self, drawn: Drawn) -> None:
        self._job, self._newer = None, False
        another = drawn.page != self._shown[0] or self._pdf is None
        self._pdf, self.count, self._shown = drawn.pdf, drawn.pages, (drawn.page, drawn.width)
        self._page = min(self._page, drawn.pages - 1)
        self._show(drawn, from_top=another)
        self.changed.emit()
        if drawn.page != self._page:
            self._draw()
        else:
            self._refit()  # the room may have become another while the page was drawn

    def _show(self, drawn: Drawn, *, from_top: bool) -> None:
        ratio, image = self.devicePixelRatioF(), drawn.image
        self.paper.set_image(image, QSize(round(image.width() / ratio), round(image.height() / ratio)))
        words = _("Halaman {n} dari {all}").format(n=drawn.page + 1, all=drawn.pages)
        self.setAccessibleDescription(words)
        self.told.setText(words)
        self.previous.setEnabled(drawn.page > 0)
        self.following.setEnabled(drawn.page + 1 < drawn.pages)
        if from_top:
            self.verticalScrollBar().setValue(0)

    def _refit(self) -> None:
        if self._zoom == _FIT and abs(self._shown[1] - self._width()) > _NEAR:
            self._draw()

    def _failed(self, error: BaseException) -> None:
        self._job = None
        if not isinstance(error, Cancelled):
            self.told.setText(_("Laporan tidak dapat disusun."))
            self._session.report(error)

    def _width(self) -> int:
        """How many pixels of the screen a page is wide."""
        ratio = self.devicePixelRatioF()
        if self._zoom == _FIT:
            return round(min(self.room().width(), self.widest) * ratio)
        return round(_A4_POINTS * 4 / 3 * self._zoom * ratio)
