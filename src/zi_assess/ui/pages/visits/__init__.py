"""Kunjungan: mystery-shopping visits, sealed until the head opens them, then compared and mended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QMenu, QStackedWidget, QVBoxLayout, QWidget

from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, date_short, n_, number
from zi_assess.ui import flows, theme
from zi_assess.ui.models.cells import Cell, CellRow, CellsModel
from zi_assess.ui.pages.visits.comparing import Comparison
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.dialog import confirm
from zi_assess.ui.widgets.surfaces import EmptyState, Plane
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.tabs import Tabs
from zi_assess.ui.widgets.text import label

if TYPE_CHECKING:
    from zi_assess.ui.pages.visits.filling import Filling
    from zi_assess.workspace import Workspace
    from zi_assess.workspace.visits import Planned, Sealed, Unlocked

PACK = "kunjungan"
_LIST, _COMPARE = "daftar", "banding"
_WIDTHS = (0, 220, 150, 190)


class VisitsPage(QWidget):
    """The page of visits of the whole workspace."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._visits: tuple[Sealed, ...] = ()
        self._filling: Filling | None = None
        self._make_parts()
        self._lay_out()

    # What the window calls

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the visits as they are now."""
        self._sheet = sheet
        self._session.ask(_looked, self._loaded)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was unlocked is locked when the page is left."""
        super().hideEvent(event)
        if self._filling is not None and not event.spontaneous():
            self._filling.lock()

    # Parts

    def _make_parts(self) -> None:
        self._tabs = Tabs(_("Tampilan kunjungan"), ((_LIST, _("Kunjungan")), (_COMPARE, _("Perbandingan"))))
        self._tabs.chosen.connect(self._choose_view)
        self._form = Button(_("Formulir"), icon="cetak")
        menu = QMenu(self._form)
        menu.addAction(_("Selebar ponsel…"), lambda: self._save_form(phone=True))
        menu.addAction(_("Kertas A4…"), lambda: self._save_form(phone=False))
        self._form.setMenu(menu)
        self._report = Button(_("Laporan…"), icon="laporan")
        self._report.clicked.connect(self._save_report)
        self._plan = Button(_("Siapkan kunjungan…"), "primary")
        self._plan.clicked.connect(self.plan)
        heads = (_("Kunjungan"), _("Unit"), _("Keadaan"), _("Disegel"))
        self._model = CellsModel(heads, self)
        self._table = TableView(_("Daftar kunjungan"), lines=2, sortable=False)
        self._table.setModel(self._model)
        self._table.activated.connect(self._open)
        header = self._table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for n, width in enumerate(_WIDTHS):
            if width:
                self._table.setColumnWidth(n, theme.px(width))
        self._said = label(tone="muted", wrap=True)
        self._comparison = Comparison()
        self._comparison.chosen.connect(self._go)
        self._empty = EmptyState(
            "kunjungan",
            _("Belum ada kunjungan"),
            _(
                "Petugas samaran datang sebagai pengguna biasa. Catatannya disegel: hanya kepala dan pejabat "
                "yang menunjuk yang dapat membacanya sampai dibuka untuk semua."
            ),
            _("Siapkan kunjungan…"),
        )
        if self._empty.button:
            self._empty.button.clicked.connect(self.plan)

    def _lay_out(self) -> None:
        head = Plane("bg", "b")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(12), theme.px(4), theme.px(20), theme.px(4))
        row.setSpacing(theme.px(8))
        row.addWidget(self._tabs)
        row.addStretch(1)
        for button in (self._form, self._report, self._plan):
            row.addWidget(button)
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(14))
        column.setSpacing(theme.px(8))
        column.addWidget(self._said)
        column.addWidget(self._table, 1)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(14))
        inside.addWidget(self._comparison)
        self._views = QStackedWidget()
        for view in (listing, holder, self._empty):
            self._views.addWidget(view)
        upper = QWidget()
        whole = QVBoxLayout(upper)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self._views, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(upper)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    # Filling

    def _loaded(self, found: tuple[Sequence[Sealed], Sequence[Sheet]]) -> None:
        self._visits, sheets = tuple(found[0]), tuple(found[1])
        scores = {sheet.assessment.id: sheet for sheet in sheets}
        self._model.set_rows([_row(one, scores.get(one.assessment)) for one in self._visits])
        self._comparison.show_sheets(sheets)
        self._tabs.offer(_COMPARE, bool(sheets))
        self._report.setEnabled(bool(sheets))
        self._plan.setDisabled(self._session.read_only)
        sealed = sum(one.released is None for one in self._visits)
        many = n_("1 kunjungan", "{n} kunjungan", len(self._visits)).format(n=len(self._visits))
        self._said.setText(
            _("{visits}, {sealed} masih tersegel. Enter membuka.").format(visits=many, sealed=sealed)
        )
        self._choose_view(self._tabs.value() if sheets else _LIST)

    def _choose_view(self, key: str) -> None:
        self._tabs.select(key)
        shown = 2 if not self._visits else 1 if key == _COMPARE else 0
        self._views.setCurrentIndex(shown)

    def _reload(self) -> None:
        self._session.ask(_looked, self._loaded)

    # Acts

    def plan(self) -> None:
        """Ask for a name and a passphrase, seal an empty visit, and show the recovery code once."""
        from zi_assess import criteria
        from zi_assess.ui.pages.visits.dialogs import PlanDialog

        if self._session.read_only:
            return
        units = sorted({one.unit.name for one in self._session.assessments})
        unit = self._sheet.assessment.unit.name if self._sheet else ""
        proposed = _("Kunjungan {n}").format(n=len(self._visits) + 1)
        dialog = PlanDialog(self.window(), units, unit, proposed)

        def seal() -> None:
            asked = (dialog.unit.text().strip(), dialog.label.text().strip(), dialog.secret.text())
            self._session.ask(
                lambda workspace: workspace.visits.plan(criteria.find(PACK), *asked), self._planned
            )

        dialog.accepted.connect(seal)
        dialog.open()

    def _planned(self, planned: Planned) -> None:
        from zi_assess.ui.pages.visits.dialogs import RecoveryDialog

        RecoveryDialog(self.window(), planned.recovery, planned.shopper).open()
        self._reload()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() < len(self._visits):
            self.open_visit(self._visits[index.row()])

    def open_visit(self, one: Sealed) -> None:
        """Show a released visit as the assessment it is; ask for the passphrase of a sealed one."""
        from zi_assess.ui.pages.visits.dialogs import SecretDialog

        if one.released is not None:
            self._go(one.assessment, "")
            return
        dialog = SecretDialog(self.window(), _("Buka {visit}").format(visit=one.label))
        drop = Button(_("Musnahkan…"), "quiet")
        drop.clicked.connect(lambda: self._ask_drop(dialog, one))
        dialog.add_tool(drop)
        dialog.accepted.connect(
            lambda: self._session.ask(
                lambda workspace: workspace.visits.unlock(one.id, dialog.secret.text()), self._unlocked
            )
        )
        dialog.open()

    def _unlocked(self, unlocked: Unlocked) -> None:
        from zi_assess.ui.pages.visits.filling import Filling

        self._shut_filling()
        self._filling = Filling(self._session, unlocked)
        self._filling.locked.connect(self._shut_filling)
        self._filling.released.connect(self._shut_filling)
        self._stack.addWidget(self._filling)
        self._stack.setCurrentWidget(self._filling)

    def _shut_filling(self) -> None:
        filling, self._filling = self._filling, None
        if filling is not None:
            self._stack.removeWidget(filling)
            filling.hide()
            filling.deleteLater()
            self._reload()

    def _ask_drop(self, dialog: QDialog, one: Sealed) -> None:
        dialog.reject()
        sure = confirm(
            self.window(),
            _("Musnahkan {visit}?").format(visit=one.label),
            _("Isinya hilang untuk selamanya; kata sandi dan kode pemulihan tidak berguna lagi."),
            _("Musnahkan"),
            danger=True,
        )
        if sure:
            self._session.ask(lambda workspace: workspace.visits.drop(one.id), lambda _none: self._reload())

    def _go(self, assessment_id: str, code: str) -> None:
        self._session.show(assessment_id)
        self._session.goto.emit("penilaian" if code else "ringkasan", code)

    # On paper

    def _save_form(self, *, phone: bool) -> None:
        from zi_assess import criteria

        unit = self._sheet.assessment.unit.name if self._sheet else ""

        def make() -> bytes:
            from zi_assess.reports import formulirkunjungan

            return formulirkunjungan.render(criteria.find(PACK), unit, phone=phone)

        name = _("Formulir kunjungan") + ".pdf"
        flows.save(self.window(), self._session, _("Simpan formulir"), name, "PDF (*.pdf)", make)

    def _save_report(self) -> None:
        def make(sheets: Sequence[Sheet]) -> None:
            from zi_assess.reports import kunjungan

            name = _("Laporan kunjungan") + ".pdf"
            flows.save(
                self.window(),
                self._session,
                _("Simpan laporan"),
                name,
                "PDF (*.pdf)",
                lambda: kunjungan.together(sheets, date.today()),
            )

        self._session.ask(lambda workspace: _looked(workspace)[1], make)


def _looked(workspace: Workspace) -> tuple[tuple[Sealed, ...], tuple[Sheet, ...]]:
    """Every visit, the newest first; and the released ones of the newest instrument as sheets, the oldest first."""
    every = workspace.visits.listed()
    sheets = [workspace.sheet(one.assessment) for one in reversed(every) if one.assessment]
    digest = sheets[-1].assessment.pack_digest if sheets else ""
    return every, tuple(sheet for sheet in sheets if sheet.assessment.pack_digest == digest)


def _row(one: Sealed, sheet: Sheet | None) -> CellRow:
    from zi_assess.reports import kunjungan

    if one.released is None:
        state = Cell(_("Tersegel"), pill="info")
    else:
        state = Cell(_("Dibuka {date}").format(date=date_short(one.released)), pill="ok")
    parts = (
        [kunjungan.day(sheet), _("nilai {total}").format(total=number(sheet.scores.strict))] if sheet else []
    )
    line = " · ".join(part for part in parts if part)
    return CellRow(
        one.id,
        (
            Cell(one.label, line, icon="kunci" if one.released is None else "kunjungan", lead=True),
            Cell(one.unit.name, tone="muted"),
            state,
            Cell(date_short(one.created), tone="muted"),
        ),
    )
