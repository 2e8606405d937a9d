"""The one window: rail, strip on top, banners, the page in the middle, and what a long job says at the foot."""

from __future__ import annotations

import base64
import contextlib
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zi_assess import i18n
from zi_assess.errors import ZiError
from zi_assess.i18n import _
from zi_assess.ui import snapshot, theme
from zi_assess.ui.pages import PAGES, Page
from zi_assess.ui.session import Session
from zi_assess.ui.snapshot import Snapshot
from zi_assess.ui.topbar import TopBar
from zi_assess.ui.waiting import Waiting, tree_as_shown
from zi_assess.ui.widgets.rail import Rail

if TYPE_CHECKING:
    from zi_assess.ui.banners import Banners
    from zi_assess.ui.jobstrip import JobStrip
    from zi_assess.ui.widgets.notices import Toast

START = "mulai"
_BY_ID = {page.id: page for page in PAGES}
_SMALLEST = QSize(900, 600)
_FIRST = QSize(1366, 768)
_FRAME = 48  # what a window manager adds at most
_NARROW_BELOW = 1080  # the rail shows icons alone in a window that is less wide
_TURN_MS = 1  # zero would run in the same turn of the event loop
_BACKUP_AFTER_MS = 20_000  # today's backup, when the start is over


class _Trims(NamedTuple):
    banners: Banners
    strip: JobStrip
    toast: Toast


class Window(QWidget):
    """Shows the session. `painted()` after the first paint, `filled()` when a page first shows what was read."""

    painted = Signal()
    filled = Signal()

    def __init__(self, session: Session, path: Path | None) -> None:
        super().__init__()
        self.session = session
        self._path = path
        self._shown = snapshot.load(path) if path is not None else Snapshot()
        self._page = self._shown.page if self._shown.page in _BY_ID else PAGES[0].id
        self._pages: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._at_start = path is None
        self._was_painted = self._was_filled = False
        chosen = session.settings
        self._look = (chosen.theme, chosen.high_contrast, chosen.large_type, chosen.language)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setMinimumSize(_SMALLEST)
        self._build()
        self._connect()
        self._restore_geometry()  # Windows resizes at once, and a resized window needs its rail

    # Building

    def _build(self) -> None:
        self._rail = Rail("ZI Assess", _("Zona Integritas"))
        for page, count in zip(PAGES, (*self._shown.badges, *[0] * len(PAGES)), strict=False):
            self._rail.add(page.id, _(page.title), page.icon)
            self._rail.set_badge(page.id, count, page.kind)
            self._rail.offer(page.id, page.id not in self._shown.away)
        self._rail.chosen.connect(self.go)
        self._bar = TopBar(self.session, self._shown, self)
        self._stack = QStackedWidget()
        self._trims: _Trims | None = None
        self._root = QWidget()
        row = QHBoxLayout(self._root)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self._bar.header)
        self._column.addWidget(self._stack, 1)
        row.addLayout(self._column, 1)
        self._layout.addWidget(self._root)
        if self._at_start:
            self._go_start()
        else:
            self._rail.select(self._page)
            self._wait()

    def _connect(self) -> None:
        session = self.session
        session.changed.connect(self._refresh)
        session.listed.connect(self._relist)
        session.started.connect(lambda job: self._trim().strip.follow(job))
        session.noticed.connect(self._notice)
        session.goto.connect(self.go)
        session.state.connect(self._show_saved)
        session.adjusted.connect(self._adjust)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress)
        for number, page in enumerate(PAGES[:10], 1):  # a page keeps its number where others are left out
            keys = QShortcut(QKeySequence(f"Ctrl+{number % 10}"), self)
            keys.activated.connect(lambda page=page: self._press(page))
        self._set_title()

    def _trim(self) -> _Trims:
        """Banners, strip and toast, which the first paint does without."""
        if self._trims is None:
            from zi_assess.ui.banners import Banners
            from zi_assess.ui.jobstrip import JobStrip
            from zi_assess.ui.widgets.notices import Toast

            self._trims = _Trims(Banners(self.session, self), JobStrip(), Toast(self._stack))
            self._column.insertWidget(1, self._trims.banners)
            self._column.addWidget(self._trims.strip)
            self._trims.toast.acted.connect(self.session.undo)
        return self._trims

    def _rebuild(self) -> None:
        """Build everything anew: measures and words are taken when a widget is made."""
        page, at_start = self._page, self._at_start
        self._layout.removeWidget(self._root)
        self._bar.deleteLater()
        self._root.hide()
        self._root.deleteLater()
        self._pages.clear()
        self._stale.clear()
        self._build()
        self._fit_rail()
        self._trim().banners.refresh()
        self._refresh()
        self._bar.refresh()
        self.session.tell()
        if not at_start and self.session.sheet is not None:
            self.go(page)

    # Navigating

    def go(self, page_id: str, code: str = "") -> None:
        """Show the page *page_id*, at *code* unless that is empty; `mulai` is the first page of all.

        Ringkasan comes instead of a page that has nothing to say about the sheet.
        """
        if page_id == START or self.session.sheet is None:
            if not self.session.opening:
                self._go_start()
            return
        if not self._fits(_BY_ID[page_id]):
            page_id, code = PAGES[0].id, ""
        self._at_start = False
        self._page = page_id
        self._rail.show()
        self._rail.select(page_id)
        if page_id in self._pages:
            self._show_made(page_id, code)
            return
        page = _BY_ID[page_id]
        self._wait()
        if page.module in sys.modules:
            # In turns of their own: showing, making and filling at once would hold the window for too long.
            QTimer.singleShot(_TURN_MS, self, lambda: self._make(page, code))
        else:
            self.session.work.side(lambda tick: page.load(), lambda _class: self._make(page, code))

    def _press(self, page: Page) -> None:
        """Its number was pressed; a page that the rail leaves out has none."""
        if self._fits(page):
            self.go(page.id)

    def _fits(self, page: Page) -> bool:
        return self.session.sheet is None or page.fits(self.session.sheet)

    def _go_start(self) -> None:
        from zi_assess.ui.pages.start import StartPage

        self._at_start = True
        if START not in self._pages:
            self._pages[START] = StartPage(self.session)
            self._stack.addWidget(self._pages[START])
        self._rail.setVisible(self.session.sheet is not None)
        self._rail.select("")
        self._turn_to(self._pages[START])
        if self._trims is not None:
            self._trims.banners.turn_to("")
        self._bar.set_buttons()

    def _turn_to(self, widget: QWidget) -> None:
        self._stack.setCurrentWidget(widget)
        if self._trims is not None:
            self._trims.toast.raise_()  # Qt puts the page on top

    def _wait(self) -> None:
        """Show that a page is on its way, unless one is there that may stay until then."""
        if self._stack.currentWidget() is None or self._stack.currentWidget() is self._pages.get(START):
            waiting = Waiting(self._shown)
            self._stack.addWidget(waiting)
            self._turn_to(waiting)

    def _make(self, page: Page, code: str) -> None:
        if page.id not in self._pages:
            self._pages[page.id] = page.load()(self.session)
            self._stale.add(page.id)
        QTimer.singleShot(_TURN_MS, self, lambda: self._show_made(page.id, code))

    def _show_made(self, page_id: str, code: str) -> None:
        if page_id != self._page or page_id not in self._pages or self._at_start:
            return
        if self._stack.indexOf(self._pages[page_id]) < 0:
            self._stack.addWidget(self._pages[page_id])
        self._show(page_id, code)

    def _show(self, page_id: str, code: str) -> None:
        widget, sheet = self._pages[page_id], self.session.sheet
        if sheet is None:
            return
        if page_id in self._stale:
            self._stale.discard(page_id)
            widget.show_sheet(sheet)  # type: ignore[attr-defined]
        if self._stack.currentWidget() is not widget:
            before = self._stack.currentWidget()
            self._turn_to(widget)
            self._drop_waiting(before)
            code = code or (widget.code() if hasattr(widget, "code") else "")  # its keys work at once
        if code and hasattr(widget, "focus_code"):
            widget.focus_code(code)
        buttons = widget.header_buttons() if hasattr(widget, "header_buttons") else ()
        self._bar.set_buttons(*buttons)
        self._bar.show_score(getattr(widget, "shows_score", True))
        if self._trims is not None:
            self._trims.banners.turn_to(page_id)
        if not self._was_filled:
            self._was_filled = True
            QTimer.singleShot(_TURN_MS, self, self._after_fill)

    def _drop_waiting(self, widget: QWidget | None) -> None:
        if isinstance(widget, Waiting):
            self._stack.removeWidget(widget)
            widget.deleteLater()

    # What the session tells

    def _refresh(self) -> None:
        sheet = self.session.sheet
        if sheet is None:
            self._go_start() if not self.session.opening else self._wait()
            return
        for page in PAGES:
            self._rail.set_badge(page.id, page.counted(sheet, self.session.assessments), page.kind)
            self._rail.offer(page.id, page.fits(sheet))
        self._stale = {page_id for page_id in self._pages if page_id != START}
        if not self._at_start:
            self.go(self._page)

    def _relist(self) -> None:
        if self._was_filled:
            self._trim().banners.refresh()
        self._set_title()
        path = self.session.path
        if path is not None and path != self._path:
            self._path, self._at_start = path, False
        if path is not None and not self.session.settings.backup_asked:
            self.session.adjust(backup_asked=date.today().isoformat())

    def _set_title(self) -> None:
        path = self.session.path or self._path
        self.setWindowTitle(path.name if path is not None else "ZI Assess")

    def _show_saved(self, state: str) -> None:
        path = self.session.path
        first = _("Ruang kerja: {name}").format(name=path.name) if path is not None else ""
        now = datetime.now()
        second = {
            "saved": _("Tersimpan {time}").format(time=f"{now.hour:02d}.{now.minute:02d}"),
            "read-only": _("Hanya baca"),
            "failed": _("Gagal menyimpan"),
        }.get(state)
        if state == "none":
            self._rail.set_foot("", "")
        elif second is not None:
            self._rail.set_foot(first, second)

    def _tell_reading(self, text: str) -> None:
        """Say in the rail's foot how far the reading of texts is; without words, when all was saved."""
        path = self.session.path
        if text and path is not None:
            self._rail.set_foot(_("Ruang kerja: {name}").format(name=path.name), text)
        else:
            self.session.tell()

    def _notice(self, text: str, undo: bool) -> None:
        self._trim().toast.say(text, _("Urungkan") if undo else "")

    def _adjust(self) -> None:
        settings = self.session.settings
        look = (settings.theme, settings.high_contrast, settings.large_type, settings.language)
        before, self._look = self._look, look
        if look == before:
            return
        i18n.use(settings.language)
        self._dress()
        if look[2:] != before[2:]:
            self._rebuild()

    def _dress(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, self.session.settings)

    # Beginning and end

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint begins what may take time."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self._begin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page more room in a small window."""
        super().resizeEvent(event)
        self._fit_rail()

    def _fit_rail(self) -> None:
        self._rail.set_narrow(self.width() < theme.px(_NARROW_BELOW))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let what is being typed go through, then close the workspace; a workspace that cannot be closed is told."""
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()
        self.session.adjust(window_geometry=base64.b64encode(bytes(self.saveGeometry().data())).decode())
        self._keep_snapshot()
        try:
            self.session.shut()
        except ZiError as error:
            self.session.failed.emit(error)
        super().closeEvent(event)

    def _begin(self) -> None:
        self.painted.emit()
        if self._path is not None:
            page = _BY_ID[self._page]
            # In one thread after the other: two that import at once only wait for each other.
            self.session.work.lane(lambda tick: page.load())
            self.session.open(self._path)

    def _after_fill(self) -> None:
        self.filled.emit()
        self._trim().banners.refresh()
        self._trim().banners.turn_to("" if self._at_start else self._page)
        QTimer.singleShot(_BACKUP_AFTER_MS, self, self.session.keep_backup)
        from zi_assess.ui.intake.background import Background

        Background(self.session, self).told.connect(self._tell_reading)
        for page in PAGES:  # so that the next page is there at once
            self.session.work.side(lambda tick, page=page: page.load())  # type: ignore[misc]

    def _restore_geometry(self) -> None:
        kept = self.session.settings.window_geometry
        with contextlib.suppress(ValueError):
            if kept and self.restoreGeometry(QByteArray(base64.b64decode(kept, validate=True))):
                return
        screen = QGuiApplication.primaryScreen()
        room = screen.availableSize() if screen is not None else _FIRST
        self.resize(_FIRST.boundedTo(room))
        if room.height() < _FIRST.height() + _FRAME or room.width() < _FIRST.width() + _FRAME:
            # its frame would push the foot off the screen
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _keep_snapshot(self) -> None:
        sheet, path = self.session.sheet, self.session.path
        if sheet is None or path is None:
            return
        from zi_assess.ui import words

        pill, kind = words.headline(sheet)
        snapshot.keep(
            path,
            tree_as_shown(self._pages.get("penilaian"))._replace(
                page=self._page,
                unit=sheet.assessment.unit.name,
                sub=words.year_line(sheet),
                score=i18n.number(sheet.scores.strict),
                pill=pill,
                kind=kind,
                badges=tuple(page.counted(sheet, self.session.assessments) for page in PAGES),
                away=tuple(page.id for page in PAGES if not page.fits(sheet)),
            ),
        )
