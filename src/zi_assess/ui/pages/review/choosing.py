"""Which criterion is next: search, filters, the parts with their progress, and the ranked list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from zi_assess.core import review, worklist
from zi_assess.core.assessment import Act, Stage
from zi_assess.core.sheet import Sheet
from zi_assess.core.worklist import Sieve
from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.models.worklist import WorklistModel
from zi_assess.ui.pages.review.listing import PartsStrip, WorkView
from zi_assess.ui.session import Session
from zi_assess.ui.widgets import icons
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.chips import Chip, FilterChips
from zi_assess.ui.widgets.fields import SearchField
from zi_assess.ui.widgets.surfaces import EmptyState, Plane


class ChoosePane(Plane):
    """The list and what narrows it. `chosen(str)` passes the code that one went to; rows stay in their places until
    a filter, another desk or a handover orders them anew.
    """

    chosen = Signal(str)
    sifted = Signal()
    rest_asked = Signal()
    """Whether the rest of what is listed should be agreed to."""

    def __init__(self, session: Session) -> None:
        super().__init__("card")
        self._session = session
        self._sheet: Sheet | None = None
        self.model = WorklistModel(self)
        self.search = SearchField(_("Cari kode atau kata…"))
        self.search.searched.connect(lambda _text: self.sift())
        self.chips = FilterChips(_("Saring butir"), wrap=True)
        self.chips.chosen.connect(lambda _key: self.sift())
        self.parts = PartsStrip()
        self.parts.chosen.connect(lambda _code: self.sift())
        self.view = WorkView(_("Daftar kerja reviu"))
        self.view.setModel(self.model)
        self.view.selectionModel().currentChanged.connect(lambda now, _old: self._moved(now))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._offer)
        self._nothing = EmptyState("centang", _("Tidak ada butir"), _("Pilih saringan lain."))
        self._nothing.hide()
        self._rest = Button("", icon="centang", small=True)
        self._rest.setToolTip(_("Setujui sekaligus yang belum dinilai di daftar ini (Ctrl+Shift+S)"))
        self._rest.clicked.connect(self.rest_asked)
        self._writable = False
        self._lay_out()

    def show_sheet(self, sheet: Sheet, stage: Stage, writable: bool) -> None:
        """Show where *stage* stands in *sheet*; every row stays where it is."""
        self._sheet, self._writable = sheet, writable
        self.model.show(sheet.pack, sheet.assessment, worklist.worklist(sheet, stage))
        self.parts.show_parts(worklist.progress(sheet, stage))
        self._show_chips(sheet)
        self._tell_found()

    def listed(self) -> tuple[worklist.Item, ...]:
        """What the filters leave, in the order shown."""
        found = (self.model.item(self.model.code(row)) for row in range(self.model.rowCount()))
        return tuple(one for one in found if one is not None)

    def rank(self) -> None:
        """Order the rows by what matters now."""
        self.model.rank()
        self._tell_found()

    def sift(self) -> None:
        """Leave what the filters say, in the order of now."""
        who = self._session.settings.person_name
        sieve = Sieve(self.chips.value() or Sieve.ALL)
        self.model.sift(sieve, who, self.parts.codes(), self.search.text().strip())
        self.rank()
        self.sifted.emit()

    def reveal(self, code: str) -> None:
        """Take away the filters that hide *code*."""
        if self.model.row_of(code) < 0:
            self.search.clear()
            self.parts.choose("")
            self.chips.choose(Sieve.ALL)
            self.sift()

    def go(self, code: str) -> bool:
        """Go to the row of *code*; tells whether there is one."""
        row = self.model.row_of(code)
        if row < 0:
            return False
        index = self.model.index(row)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        return True

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(10), 0, 0)
        column.setSpacing(0)
        inset = QVBoxLayout()
        inset.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        inset.setSpacing(theme.px(8))
        for widget in (self.search, self.chips, self.parts):
            inset.addWidget(widget)
        column.addLayout(inset)
        column.addSpacing(theme.px(8))
        column.addWidget(self.view, 1)
        column.addWidget(self._nothing, 1)
        self._foot = Plane("bg", "t")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(theme.px(12), theme.px(7), theme.px(12), theme.px(7))
        row.addWidget(self._rest)
        row.addStretch(1)
        column.addWidget(self._foot)

    def _show_chips(self, sheet: Sheet) -> None:
        who = self._session.settings.person_name
        titles = [
            (Sieve.ALL, _("Semua")),
            (Sieve.OPEN, _("Belum dinilai")),
            (Sieve.DIFFERENT, _("Berbeda")),
            (Sieve.DOUBTED, _("Bertanda")),
        ]
        if review.last(sheet.assessment, Act.RETURN, Act.CLOSE):
            titles.insert(2, (Sieve.CHANGED, _("Hanya yang berubah")))
        if self.model.count(Sieve.MINE, who):
            titles.append((Sieve.MINE, _("Milik saya")))
        chips = [Chip(key, text, self.model.count(key, who)) for key, text in titles]
        on = self.chips.value() or Sieve.ALL
        self.chips.set_chips(chips, on if any(one.key == on for one in chips) else Sieve.ALL)

    def _tell_found(self) -> None:
        found = self.model.rowCount() > 0
        self.view.setVisible(found)
        self._nothing.setVisible(not found)
        rest = len(worklist.rest(self.listed())) if self._writable else 0
        self._rest.setText(_("Setujui sisanya ({n})…").format(n=rest))
        self._rest.updateGeometry()
        self._foot.setVisible(rest > 0)

    def _offer(self, at: QPoint) -> None:
        """Put someone in charge of a criterion, or of the part it lies in."""
        code, sheet = self.model.code(self.view.indexAt(at).row()), self._sheet
        if not code or sheet is None or self._session.read_only:
            return
        inside = {node.code for node in sheet.pack.path(code)}
        part = next((one for one in worklist.parts(sheet.pack) if not inside.isdisjoint(one[2])), None)
        menu = QMenu(self)
        menu.addAction(icons.icon("profil"), _("Penanggung jawab butir ini…"), lambda: self._assign((code,)))
        if part is not None:
            words = _("Penanggung jawab {part}…").format(part=part[1]).replace("&", "&&")
            menu.addAction(icons.icon("profil"), words, lambda: self._assign(part[2]))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _assign(self, codes: Sequence[str]) -> None:
        from zi_assess.ui.dialogs.assign import AssignDialog

        if self._sheet is not None:
            AssignDialog(self.window(), self._session, self._sheet, codes).open()

    def _moved(self, index: QModelIndex) -> None:
        code = self.model.code(index.row()) if index.isValid() else ""
        if code:
            self.chosen.emit(code)
