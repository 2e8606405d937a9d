"""Bukti: every document, the inbox, last year's, what recurs by month and the trash; the chosen one at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zi_assess.core.assessment import Document
from zi_assess.core.contents import Contents
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, count
from zi_assess.ui import theme
from zi_assess.ui.filing.acts import Filing, keep_copy
from zi_assess.ui.intake.readout import Reading, readings
from zi_assess.ui.models.evidence_table import Row, to_renew
from zi_assess.ui.pages.evidence.aside import Aside
from zi_assess.ui.pages.evidence.documents import DocumentsView, totals
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button, IconButton
from zi_assess.ui.widgets.slot import accept_copy, local_files, web_links
from zi_assess.ui.widgets.surfaces import Plane
from zi_assess.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from zi_assess.ui.intake.taking import Taking
    from zi_assess.ui.pages.evidence.inbox import InboxView
    from zi_assess.ui.pages.evidence.months import MonthsView
    from zi_assess.ui.pages.evidence.renewals import RenewalsView
    from zi_assess.ui.pages.evidence.trash import TrashView

__all__ = ["EvidencePage", "totals"]

_WITH_PREVIEW = 760  # a narrower page does without the preview
_ALL, _INBOX, _LAST, _MONTHS, _TRASH = "semua", "masuk", "lalu", "bulan", "sampah"


class EvidencePage(QWidget):
    """The page of all evidence."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._inbox_documents: tuple[Document, ...] = ()
        self._every: tuple[Document, ...] = ()
        self._inbox: InboxView | None = None
        self._months: MonthsView | None = None
        self._renewals: RenewalsView | None = None
        self._trash: TrashView | None = None
        self._takes: Taking | None = None
        self._readings: tuple[Reading, ...] = ()
        self._put_away: tuple[Button, ...] = ()  # what the row has no room for
        self._looked: tuple[object, object] = (None, None)
        self._filing = Filing(session, self)
        self._filing.attached.connect(lambda uses: self._show_new(uses[-1].document.id))
        self.setAcceptDrops(True)
        self._make_parts()
        self._lay_out()
        self._bind_keys()

    # What the window calls

    def show_sheet(self, sheet: Sheet) -> None:
        """Show *sheet*; what was chosen and filtered stays."""
        self._sheet = sheet
        self._documents.show_sheet(sheet)
        self._tabs.set_count(_ALL, self._documents.count())
        self._tell_renewals(sheet)
        self._tell_buttons()
        self._find_readings(sheet)
        if self._months is not None:
            self._months.show_sheet(sheet)
        self.reload()

    def focus_code(self, code: str) -> None:
        """Show the evidence of the place with *code*."""
        self.open_view(_ALL)
        self._documents.focus_code(code)

    def open_view(self, key: str) -> None:
        """Show one of the views: `semua`, `masuk`, `lalu`, `bulan`, `sampah`."""
        self._tabs.select(key)
        made = {
            _ALL: self._all,
            _INBOX: self.inbox,
            _LAST: self.renewals,
            _MONTHS: self._by_month,
            _TRASH: self.trash,
        }
        view = made[key]()
        self._stack.setCurrentWidget(view)
        self._show_aside()
        if self._sheet is not None:
            self._fill(self._sheet)

    def menu_of(self, row: Row) -> QMenu:
        """What can be done with a document."""
        return self._documents.menu_of(row)

    def more(self) -> QMenu:
        """The commands that the row has no room for."""
        menu = QMenu(self._more)
        menu.aboutToHide.connect(menu.deleteLater)
        for button in self._put_away:
            if button.menu() is not None:
                menu.addMenu(button.menu())
            else:
                menu.addAction(button.text(), button.click)
        return menu

    def reload(self) -> None:
        """Ask which documents there are besides those that are used."""
        self._session.ask(lambda workspace: (workspace.inbox(), workspace.documents()), self._loaded)

    # Dropping and pasting

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may come from anywhere: they go into the inbox."""
        data = event.mimeData()
        if self._writable() and (local_files(data) or web_links(data) or data.hasImage()):
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped; one file dropped on a link is its copy."""
        accept_copy(event)
        files, link = local_files(event.mimeData()), self._link_under(event.position().toPoint())
        if link is not None and len(files) == 1 and files[0].is_file():
            keep_copy(self._session, link, files[0])
        else:
            self.taking().take(event.mimeData())

    def _link_under(self, at: QPoint) -> Document | None:
        if self._tabs.value() != _ALL:
            return None
        if self._aside.isVisible() and self._aside.rect().contains(self._aside.mapFrom(self, at)):
            return self._aside.link()
        return self._documents.link_at(self._documents.mapFrom(self, at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V takes what is on the clipboard."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._writable():
            self.taking().take(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the list comes first."""
        super().resizeEvent(event)
        self._show_aside()
        self._tell_buttons()

    # Parts, each made when it is first wanted

    def taking(self) -> Taking:
        """The roads into the inbox."""
        if self._takes is None:
            from zi_assess.ui.intake.taking import Taking

            self._takes = Taking(self._session, self._filing, self)
            self._takes.took.connect(lambda _documents: self.open_view(_INBOX))
            self._takes.known.connect(self._show_known)
        return self._takes

    def inbox(self) -> InboxView:
        """The view of the inbox."""
        if self._inbox is None:
            from zi_assess.ui.pages.evidence.inbox import InboxView

            self._inbox = InboxView(self._session)
            self._inbox.looked.connect(self._look_at_inbox)
            self._inbox.asked.connect(lambda: self.taking().choose_files())
            self._stack.addWidget(self._inbox)
        return self._inbox

    def trash(self) -> TrashView:
        """The view of the trash."""
        if self._trash is None:
            from zi_assess.ui.pages.evidence.trash import TrashView

            self._trash = TrashView(self._session)
            self._trash.looked.connect(lambda document: self._aside_of(document))
            self._trash.changed.connect(self.reload)
            self._stack.addWidget(self._trash)
        return self._trash

    def renewals(self) -> RenewalsView:
        """The view of last year's evidence that has no successor yet."""
        if self._renewals is None:
            from zi_assess.ui.pages.evidence.renewals import RenewalsView

            self._renewals = RenewalsView(self._session, self._filing)
            self._renewals.looked.connect(self._look_at_last_year)
            self._stack.addWidget(self._renewals)
        return self._renewals

    def _by_month(self) -> MonthsView:
        if self._months is None:
            from zi_assess.ui.pages.evidence.months import MonthsView

            self._months = MonthsView(self._session)
            self._stack.addWidget(self._months)
        return self._months

    def _all(self) -> DocumentsView:
        return self._documents

    def _make_parts(self) -> None:
        self._documents = DocumentsView(self._session, self._filing)
        self._documents.looked.connect(self._look_at)
        self._documents.asked.connect(self._begin)
        self._tabs = Tabs(
            _("Tampilan bukti"),
            (
                (_ALL, _("Semua bukti")),
                (_INBOX, _("Kotak masuk")),
                (_LAST, _("Tahun lalu")),
                (_MONTHS, _("Per bulan")),
                (_TRASH, _("Tempat sampah")),
            ),
        )
        self._tabs.chosen.connect(self.open_view)
        self._next = Button(_("Bukti kosong berikutnya"), "quiet", small=True)
        self._next.setToolTip(_("Ke butir berikutnya yang buktinya belum ada (Ctrl+↓)"))
        self._next.clicked.connect(self._next_missing)
        self._import = Button(_("Impor"), icon="folder")
        menu = QMenu(_("Impor"), self._import)
        menu.addAction(_("Folder…"), lambda: self.taking().choose_folder())
        menu.addAction(_("Berkas zip…"), lambda: self.taking().choose_zip())
        menu.addSeparator()
        menu.addAction(_("Berkas ke Kotak masuk…"), lambda: self.taking().choose_files())
        self._import.setMenu(menu)
        self._more = IconButton("lainnya", _("Perintah lain"))
        self._more.clicked.connect(
            lambda: self.more().popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        )
        self._read = Button("", "quiet", small=True)
        self._read.setToolTip(_("Isi tanggal dan nomor yang dibaca program di dalam berkas"))
        self._read.clicked.connect(self._ask_readings)
        self._attach = Button(_("Lampirkan…"), "primary", "unggah")
        self._attach.clicked.connect(lambda: self._filing.ask_place())
        self._aside = Aside(self._session, self._filing)
        self._aside.changed.connect(self.reload)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self._documents)
        head = Plane("bg", "b")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(12), theme.px(4), theme.px(20), theme.px(4))
        row.setSpacing(theme.px(8))
        row.addWidget(self._tabs)
        row.addStretch(1)
        for button in (self._read, self._next, self._more, self._import, self._attach):
            row.addWidget(button)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for pane, least, stretch in ((self._stack, 460, 3), (self._aside, 180, 1)):
            pane.setMinimumWidth(theme.px(least))
            splitter.addWidget(pane)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
        splitter.setSizes([theme.px(850), theme.px(330)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(splitter, 1)

    def _bind_keys(self) -> None:
        for keys, act in (
            ("Ctrl+Down", self._next_missing),
            ("Alt+Down", lambda: self._step(1)),
            ("Alt+Up", lambda: self._step(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Filling

    def _loaded(self, found: tuple[Sequence[Document], Sequence[Document]]) -> None:
        self._inbox_documents = tuple(reversed(found[0]))
        self._every = tuple(found[1])
        self._tabs.set_count(_INBOX, len(self._inbox_documents))
        self._tabs.set_count(_TRASH, sum(one.trashed is not None for one in self._every))
        self._tell_buttons()
        self._documents.tell_waiting(len(self._inbox_documents))
        if self._sheet is not None:
            self._fill(self._sheet)

    def _fill(self, sheet: Sheet) -> None:
        on = self._tabs.value()
        if on == _INBOX and self._inbox is not None:
            self._inbox.show_inbox(sheet, self._inbox_documents)
        elif on == _TRASH and self._trash is not None:
            self._trash.show_trash(sheet, [one for one in self._every if one.trashed is not None])
        elif on == _MONTHS and self._months is not None:
            self._months.show_sheet(sheet)
        elif on == _LAST and self._renewals is not None:
            self._renewals.show_sheet(sheet)
        elif on == _ALL:
            self._documents.choose_again()
        self._show_aside()

    def _look_at(self, row: Row | None, pages: str, marked: str) -> None:
        if self._sheet is not None and self._tabs.value() == _ALL:
            document = row.document if row else None
            self._aside.show_document(self._sheet, document, row.codes if row else (), pages)
            self._aside.preview.mark(marked)

    def _tell_renewals(self, sheet: Sheet) -> None:
        """The view is there as long as something of last year waits, or it is open."""
        many = len(to_renew(sheet)) if sheet.assessment.renewals else 0
        self._tabs.set_count(_LAST, many)
        self._tabs.offer(_LAST, many > 0 or self._tabs.value() == _LAST)

    def _look_at_last_year(self, document: Document | None) -> None:
        if self._tabs.value() == _LAST:
            self._aside_of(document)

    def _look_at_inbox(self, document: Document | None) -> None:
        if self._tabs.value() == _INBOX:
            self._aside_of(document)

    def _aside_of(self, document: Document | None) -> None:
        if self._sheet is not None:
            self._aside.show_document(self._sheet, document)

    def _show_new(self, document_id: str) -> None:
        if self._tabs.value() == _ALL:
            self._documents.choose(document_id)

    def _show_known(self, document: Document) -> None:
        """What came in is here already: show where it is used, and how it may serve once more."""
        self.open_view(_ALL)
        self._documents.choose(document.id)
        self._aside.open_tab("rincian")

    def _show_aside(self) -> None:
        room = self.width() >= theme.px(_WITH_PREVIEW)
        self._aside.setVisible(room and self._has_something())

    def _has_something(self) -> bool:
        """Whether the view that is open has documents to be looked at."""
        return {
            _ALL: self._documents.count() > 0,
            _INBOX: bool(self._inbox_documents),
            _LAST: self._sheet is not None and bool(to_renew(self._sheet)),
            _MONTHS: False,
            _TRASH: any(one.trashed is not None for one in self._every),
        }[self._tabs.value()]

    def _tell_buttons(self) -> None:
        writable, first = self._writable(), not self._documents.count()
        self._attach.set_kind("secondary" if first else "primary")  # whoever begins is led to the import
        self._attach.setHidden(not writable)
        missing = self._sheet is not None and _first_gap(self._sheet) != ""
        many = len(self._readings) if writable else 0
        self._read.setText(_("Tanggal terbaca ({n})…").format(n=count(many)))
        self._read.updateGeometry()
        self._make_room(
            [
                button
                for button, wanted in (
                    (self._import, writable),
                    (self._read, many > 0),
                    (self._next, missing),
                )
                if wanted
            ]
        )

    def _make_room(self, wanted: Sequence[Button]) -> None:
        """Show as many of the *wanted* buttons as there is room for, the first before the others; the rest is in the
        menu beside them.
        """
        gap = theme.px(8)
        kept = [self._tabs.sizeHint().width(), *(self._attach.sizeHint().width(),) * self._writable()]
        room = self.width() - sum(kept) - len(kept) * gap - theme.px(40)
        widths = [button.sizeHint().width() + gap for button in wanted]
        if sum(widths) > room:
            room -= self._more.sizeHint().width() + gap
        fitting = [button for n, button in enumerate(wanted) if sum(widths[: n + 1]) <= room]
        self._put_away = tuple(button for button in wanted if button not in fitting)
        for button in (self._import, self._read, self._next):
            button.setHidden(button not in fitting)
        self._more.setHidden(not self._put_away)

    # What was read in the papers

    def _find_readings(self, sheet: Sheet) -> None:
        """Find out, beside the window, for which documents a date was read that they lack."""

        def look(contents: Mapping[str, Contents]) -> None:
            asked = (sheet.assessment.evidence, contents)
            if asked[0] is not self._looked[0] or asked[1] is not self._looked[1]:
                self._looked = asked
                self._session.work.side(lambda tick: readings(sheet, contents), told)

        def told(found: tuple[Reading, ...]) -> None:
            self._readings = found
            self._tell_buttons()

        self._session.ask(lambda workspace: workspace.texts.contents, look)

    def _ask_readings(self) -> None:
        from zi_assess.ui.intake.readout import ReadoutDialog

        ReadoutDialog(self.window(), self._session, self._readings).open()

    # Doing

    def _begin(self, how: str) -> None:
        if how == _INBOX:
            self.open_view(_INBOX)
        else:
            self.taking().choose_folder()

    def _step(self, by: int) -> None:
        if self._tabs.value() == _INBOX and self._inbox is not None:
            self._inbox.step(by)
        elif self._tabs.value() == _ALL:
            self._documents.step(by)

    def _next_missing(self) -> None:
        code = _first_gap(self._sheet) if self._sheet is not None else ""
        if code:
            self._session.goto.emit("penilaian", code)

    def _writable(self) -> bool:
        return not self._session.read_only and self._sheet is not None and not self._sheet.assessment.locked


def _first_gap(sheet: Sheet) -> str:
    """The first question with an empty evidence slot, "" when there is none."""
    filled = {(use.code, use.slot) for use in sheet.assessment.evidence}
    gaps = (
        one.code for one in sheet.pack.questions for slot in one.evidence if (one.code, slot.id) not in filled
    )
    return next(gaps, "")
