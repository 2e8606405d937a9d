"""Survei: the surveys of a unit, what the chosen one comes to from all sides, and who of all units has reported."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.reports import surveywords as said
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.ui import theme
from zi_assess.ui.pages.surveys import reading
from zi_assess.ui.pages.surveys.acts import Acts
from zi_assess.ui.pages.surveys.data import DataView
from zi_assess.ui.pages.surveys.head import Head
from zi_assess.ui.pages.surveys.listing import Listing
from zi_assess.ui.pages.surveys.reading import Shelf
from zi_assess.ui.pages.surveys.views import (
    GapsView,
    HeatView,
    PeopleView,
    ServicesView,
    TrendView,
    UnsurView,
    View,
)
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.slot import accept_copy, local_files
from zi_assess.ui.widgets.surfaces import EmptyState, Plane
from zi_assess.ui.widgets.tabs import Tabs
from zi_assess.ui.widgets.text import elided, plain_tip

if TYPE_CHECKING:
    from zi_assess.ui.pages.surveys.collecting import CollectingView

__all__ = ["SurveysPage"]

_UNIT, _ALL = "unit", "pengumpulan"
_UNSUR, _HEAT, _SERVICES, _PEOPLE = "unsur", "panas", "layanan", "responden"
_TREND, _GAPS, _DATA = "tren", "harapan", "data"
_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm"})


class SurveysPage(QWidget):
    """The page of surveys."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._shelf = Shelf()
        self._wanted = ""
        self._collecting: CollectingView | None = None
        self.acts = Acts(session, self)
        self.acts.changed.connect(self.reload)
        self.acts.made.connect(self.choose)
        self.setAcceptDrops(True)
        self._make_parts()
        self._lay_out()
        self._bind_keys()

    # What the window calls

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the surveys of the sheet's unit; the chosen one stays."""
        if self._sheet is not None and self._sheet.assessment.unit.id != sheet.assessment.unit.id:
            self._wanted = ""
        self._sheet = sheet
        self.reload()

    def focus_code(self, code: str) -> None:
        """Show the survey with the id *code*, or the one that was carried into the criterion *code*."""
        carried = self._sheet.assessment.carried.get(code) if self._sheet else None
        self.open_view(_UNIT)
        self.choose(carried.survey if carried else code)

    def choose(self, survey: str) -> None:
        """Show another survey."""
        self._wanted = survey
        self.reload()

    def shelf(self) -> Shelf:
        """What is shown."""
        return self._shelf

    def reload(self) -> None:
        """Read the surveys again."""
        sheet, wanted = self._sheet, self._wanted
        if sheet is not None:
            self._session.ask(lambda space: reading.shelf(space, sheet, wanted), self._loaded)
            if self._collecting is not None and self._tabs.value() == _ALL:
                self._collecting.show_sheet(sheet)

    def open_view(self, key: str) -> None:
        """Show the unit's surveys (`unit`), or who of all units has reported (`pengumpulan`)."""
        self._tabs.select(key)
        if key == _ALL:
            view = self._collected()
            self._outer.setCurrentWidget(view)
            if self._sheet is not None:
                view.show_sheet(self._sheet)
        else:
            self._outer.setCurrentWidget(self._splitter)
        self._tell_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the buttons there is room for."""
        super().resizeEvent(event)
        self._tell_buttons()

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Tables of answers may be dropped anywhere."""
        if self._writable() and any(
            path.suffix.casefold() in _ENDINGS for path in local_files(event.mimeData())
        ):
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the table that was dropped."""
        accept_copy(event)
        paths = [path for path in local_files(event.mimeData()) if path.suffix.casefold() in _ENDINGS]
        if paths:
            self.acts.import_file(paths[0])

    # Showing

    def _loaded(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._wanted = shelf.chosen.id if shelf.chosen else ""
        self._listing.show_shelf(shelf, self._writable())
        chosen = shelf.chosen
        if chosen is None:
            self._middle.setCurrentWidget(self._empty)
        else:
            self._show_survey(chosen)
        self._tell_buttons()
        if self._sheet is not None:
            self.acts.show(self._sheet, chosen)

    def _show_survey(self, chosen: SurveySheet) -> None:
        self._name.setText(said.name(chosen))
        self._whose.setText(chosen.held.title or chosen.form.title)
        filled = chosen.result.n > 0
        self._middle.setCurrentWidget(self._chosen)
        self._offer_views(chosen)
        self._head.setVisible(filled)
        if filled:
            self._head.show_survey(chosen, self._shelf.carried)
        self._views.setVisible(filled)
        self._show_view()

    def _offer_views(self, chosen: SurveySheet) -> None:
        rows = chosen.responses.n > 0
        on = {
            _UNSUR: not chosen.risky,
            _HEAT: chosen.risky,
            _SERVICES: rows and chosen.form.service is not None and not chosen.risky,
            _PEOPLE: rows,
            _TREND: not chosen.risky,
            _GAPS: bool(chosen.gaps),
            _DATA: rows and not chosen.form.anonymous,
        }
        for key, there in on.items():
            self._views.offer(key, there)
        if not on[self._views.value()]:
            self._views.select(_HEAT if chosen.risky else _UNSUR)

    def _show_view(self) -> None:
        chosen = self._shelf.chosen
        if chosen is None:
            return
        if not chosen.result.n:
            self._inner.setCurrentWidget(self._unfilled)
            return
        key = self._views.value()
        if key == _DATA:
            self._inner.setCurrentWidget(self.data)
            self.data.show_survey(chosen, self._writable())
        else:
            view = self._sides[key]
            self._inner.setCurrentWidget(view)
            view.show_survey(chosen)

    def _open_side(self, key: str) -> None:
        self._views.select(key)
        self._show_view()

    def _tell_buttons(self) -> None:
        """What the chosen survey allows; in a narrow window the menu alone holds what has no room."""
        chosen = self._shelf.chosen
        shown = self._tabs.value() == _UNIT and chosen is not None
        self._fill_carry()
        self._more.setVisible(shown)
        room = self.width() - self._tabs.sizeHint().width() - theme.px(48)
        room -= sum(
            one.sizeHint().width() + theme.px(8) for one in (self._more, self._carry) if not one.isHidden()
        )
        for button in (self._import, self._print, self._enter):
            room -= button.sizeHint().width() + theme.px(8)
            button.setVisible(shown and room >= 0)
        for button in (self._import, self._enter):
            button.setEnabled(self._writable())

    def _fill_carry(self) -> None:
        """One button; with several criteria it opens a menu of them."""
        chosen, targets = self._shelf.chosen, self._shelf.targets
        ready = chosen is not None and chosen.result.index is not None and bool(targets)
        self._carry.setVisible(self._tabs.value() == _UNIT and ready)
        self._carry.setEnabled(
            self._writable() and self._sheet is not None and not self._sheet.assessment.locked
        )
        done = len(targets) > 0 and all(code in self._shelf.carried for code in targets)
        self._carry.setText(_("Bawa lagi ke LKE") if done else _("Bawa ke LKE"))
        self._carry.setMenu(None)  # type: ignore[arg-type]  # None takes the menu away
        if len(targets) > 1 or self._shelf.carried:
            menu = QMenu(self._carry)
            for code in targets:
                menu.addAction(self._target_name(code), partial(self.acts.carry, code))
            for code in self._shelf.carried:
                menu.addAction(_("Lepaskan tautan {code}").format(code=code), partial(self.acts.unlink, code))
            self._carry.setMenu(menu)
        self._carry.updateGeometry()

    def _target_name(self, code: str) -> str:
        question = self._sheet.pack.question(code) if self._sheet else None
        return f"{code} {question.short or question.title}" if question else code

    def _press_carry(self) -> None:
        if len(self._shelf.targets) == 1 and not self._shelf.carried:
            self.acts.carry(self._shelf.targets[0])

    def _writable(self) -> bool:
        return not self._session.read_only and self._sheet is not None

    # Building

    def _make_parts(self) -> None:
        self._tabs = Tabs(_("Bagian survei"), ((_UNIT, _("Survei unit ini")), (_ALL, _("Pengumpulan"))))
        self._tabs.chosen.connect(self.open_view)
        self._listing = Listing()
        self._listing.chosen.connect(self.choose)
        self._listing.asked.connect(lambda: self.acts.new())
        self._head = Head()
        self._name = elided(size="title", weight=600)
        self._whose = elided(tone="muted")
        self._import = Button(_("Impor…"), icon="impor")
        self._import.clicked.connect(lambda: self.acts.import_file())
        self._enter = Button(_("Isi formulir kertas"), icon="penilaian")
        self._enter.clicked.connect(self.acts.enter)
        self._print = Button(_("Laporan & poster"), icon="laporan")
        self._print.clicked.connect(self.acts.papers)
        self._carry = Button(_("Bawa ke LKE"), "primary", "panah-kanan")
        self._carry.clicked.connect(self._press_carry)
        for button, tip in (
            (self._import, _("Impor jawaban dari CSV atau Excel (Ctrl+I)")),
            (self._enter, _("Masukkan formulir kertas dengan papan ketik (Ctrl+E)")),
            (self._print, _("Laporan, poster, dan formulir (Ctrl+P)")),
            (self._carry, _("Jadikan survei ini sumber kriteria LKE (Ctrl+L)")),
        ):
            button.setToolTip(plain_tip(tip))
        self._more = Button(_("Lainnya"))
        menu = QMenu(self._more)
        menu.addAction(_("Impor jawaban…"), lambda: self.acts.import_file())
        menu.addAction(_("Isi formulir kertas…"), self.acts.enter)
        menu.addAction(_("Laporan & poster…").replace("&", "&&"), self.acts.papers)
        menu.addSeparator()
        menu.addAction(_("Keterangan survei…"), self.acts.describe)
        menu.addAction(_("Rencana tindak lanjut…"), self.acts.plan)
        menu.addAction(_("Teks laporan…"), self.acts.texts)
        menu.addAction(_("Ketik ringkasan hasil…"), self.acts.type_in)
        menu.addSeparator()
        menu.addAction(_("Hapus survei…"), self.acts.remove)
        self._more.setMenu(menu)
        self._views = Tabs(
            _("Sisi hasil"),
            (
                (_UNSUR, _("Unsur")),
                (_HEAT, _("Peta panas")),
                (_SERVICES, _("Layanan")),
                (_PEOPLE, _("Responden")),
                (_TREND, _("Tren")),
                (_GAPS, _("Harapan & pengalaman")),
                (_DATA, _("Data")),
            ),
        )
        self._views.chosen.connect(self._open_side)
        self._sides: dict[str, View] = {
            _UNSUR: UnsurView(),
            _HEAT: HeatView(),
            _SERVICES: ServicesView(),
            _PEOPLE: PeopleView(),
            _TREND: TrendView(),
            _GAPS: GapsView(),
        }
        self.data = DataView()
        self.data.edited.connect(self.acts.edit)
        self.data.removed.connect(self.acts.drop_row)
        self._unfilled = EmptyState(
            "survei",
            _("Belum ada jawaban"),
            _(
                "Seret berkas CSV atau Excel ke sini, isi formulir kertas satu per satu, atau ketik ringkasan hasilnya."
            ),
            _("Impor jawaban…"),
        )
        self._empty = EmptyState(
            "survei",
            _("Belum ada survei unit ini"),
            _(
                "SKM, SPAK, dan SPKP menentukan dua hasil WBK. Buat survei, lalu impor jawaban dari Google Formulir "
                "atau Excel, atau isi dari formulir kertas. Berkas jawaban boleh langsung diseret ke sini."
            ),
            _("Survei baru…"),
        )
        if self._unfilled.button is not None:
            self._unfilled.button.clicked.connect(lambda: self.acts.import_file())
        if self._empty.button is not None:
            self._empty.button.clicked.connect(lambda: self.acts.new())

    def _lay_out(self) -> None:
        # From the outside in: Qt dresses all that lies in a widget anew whenever that gets another parent.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        head = Plane("bg", "b")
        whole.addWidget(head)
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(12), theme.px(4), theme.px(20), theme.px(4))
        row.setSpacing(theme.px(8))
        row.addWidget(self._tabs)
        row.addStretch(1)
        for button in (self._import, self._enter, self._print, self._more, self._carry):
            row.addWidget(button)
        self._outer = QStackedWidget()
        whole.addWidget(self._outer, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._outer.addWidget(self._splitter)
        self._middle = QStackedWidget()
        for pane, least, stretch in ((self._listing, 220, 1), (self._middle, 460, 4)):
            pane.setMinimumWidth(theme.px(least))
            self._splitter.addWidget(pane)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
        self._splitter.setSizes([theme.px(290), theme.px(880)])
        self._chosen = QWidget()
        self._middle.addWidget(self._empty)
        self._middle.addWidget(self._chosen)
        column = QVBoxLayout(self._chosen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        edge = theme.px(16)
        top.setContentsMargins(edge, theme.px(12), edge, theme.px(4))
        top.setSpacing(theme.px(8))
        names = QHBoxLayout()
        names.setSpacing(theme.px(10))
        names.addWidget(self._name)
        names.addWidget(self._whose, 1)
        top.addLayout(names)
        top.addWidget(self._head)
        top.addWidget(self._views)
        column.addLayout(top)
        self._inner = QStackedWidget()
        column.addWidget(self._inner, 1)
        for view in self._sides.values():
            self._inner.addWidget(view)
        self._inner.addWidget(self.data)
        self._inner.addWidget(self._unfilled)

    def _bind_keys(self) -> None:
        for keys, act in (
            ("Ctrl+N", lambda: self.acts.new()),
            ("Ctrl+I", lambda: self.acts.import_file()),
            ("Ctrl+E", self.acts.enter),
            ("Ctrl+P", self.acts.papers),
            ("Ctrl+L", self._press_carry),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _collected(self) -> CollectingView:
        if self._collecting is None:
            from zi_assess.ui.pages.surveys.collecting import CollectingView

            self._collecting = CollectingView(self._session)
            self._outer.addWidget(self._collecting)
        return self._collecting
