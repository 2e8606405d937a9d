"""Tindak lanjut: everything to be done, from findings, reviews, surveys, visits and plans, overdue first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zi_assess.core import followups
from zi_assess.core.assessment import FollowUp, Progress
from zi_assess.core.followups import Source, Task
from zi_assess.core.pack import Question
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.ui import flows, theme, words
from zi_assess.ui.models import followups_table
from zi_assess.ui.models.cells import CellsModel
from zi_assess.ui.models.followups_table import HEADS, Column
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.chips import Chip, FilterChips
from zi_assess.ui.widgets.fields import SearchField
from zi_assess.ui.widgets.surfaces import EmptyState, Plane
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label

if TYPE_CHECKING:
    from zi_assess.core.survey.held import Survey
    from zi_assess.workspace import Workspace

_WIDTHS = {Column.CODE: 110, Column.WHO: 160, Column.DUE: 110, Column.STATE: 120, Column.FROM: 130}
_WITH_SOURCE, _WITH_CODE = 980, 820
_SIEVES = ("", followups_table.LATE, followups_table.OPEN, followups_table.MINE, followups_table.OVER)


class FollowUpsPage(QWidget):
    """The page of follow-ups of the whole workspace."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._every: tuple[Task, ...] = ()
        self._model = CellsModel([_(head) for head in HEADS], self)
        self._shown: tuple[Task, ...] = ()
        self._make_parts()
        self._lay_out()

    # What the window calls

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the follow-ups as they are now."""
        self._sheet = sheet
        self._session.ask(lambda workspace: workspace.follow_ups(), self._loaded)

    def focus_code(self, code: str) -> None:
        """Show what is to be done at *code*."""
        self._search.setText(code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window what is to be done keeps its room."""
        super().resizeEvent(event)
        wide = self.width() / theme.px(1)
        self._table.setColumnHidden(Column.FROM, wide < _WITH_SOURCE)
        self._table.setColumnHidden(Column.CODE, wide < _WITH_CODE)
        self._new.setVisible(wide >= _WITH_CODE)

    # Parts

    def _make_parts(self) -> None:
        self._search = SearchField(_("Cari kata, butir, atau nama…"))
        self._search.setMinimumWidth(theme.px(300))
        self._search.searched.connect(lambda _text: self._show())
        self._chips = FilterChips(_("Keadaan"))
        self._chips.chosen.connect(lambda _key: self._show())
        self._table = TableView(_("Daftar tindak lanjut"), lines=2, sortable=False)
        self._table.setModel(self._model)
        self._table.activated.connect(self._open)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(self._menu)
        header = self._table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(Column.WHAT, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self._table.setColumnWidth(column, theme.px(width))
        self._empty = EmptyState(
            "tindak-lanjut",
            _("Belum ada tindak lanjut"),
            _("Ambil dari temuan dan survei, dari rencana di Jalan ke predikat, atau tulis sendiri."),
            _("Ambil dari temuan…"),
        )
        if self._empty.button:
            self._empty.button.clicked.connect(self.take_up)
        self._said = label(tone="muted")
        self._new = Button(_("Tulis baru…"), icon="tambah")
        self._new.clicked.connect(lambda: self.write(None))
        self._take = Button(_("Ambil dari temuan…"), "primary")
        self._take.clicked.connect(self.take_up)
        self._give = Button(_("Ekspor"), icon="ekspor")
        menu = QMenu(self._give)
        menu.addAction(_("Excel…"), self._save_workbook)
        menu.addAction(_("Kalender (.ics)…"), self._save_calendar)
        menu.addAction(_("PDF untuk dicetak…"), self._save_paper)
        self._give.setMenu(menu)
        for keys, act in (("Ctrl+N", partial(self.write, None)), ("Delete", self._drop)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        head = Plane("bg", "b")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(10))
        row.setSpacing(theme.px(8))
        row.addWidget(self._chips)
        row.addStretch(1)
        for button in (self._give, self._new, self._take):
            row.addWidget(button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(14))
        inner.setSpacing(theme.px(8))
        line = QHBoxLayout()
        line.addWidget(self._search)
        line.addStretch(1)
        line.addWidget(self._said)
        inner.addLayout(line)
        inner.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(inner, 1)

    # Filling

    def _loaded(self, every: Sequence[Task]) -> None:
        self._every = tuple(every)
        today, me = date.today(), self._session.settings.person_name
        names = {
            "": _("Semua"),
            followups_table.LATE: _("Terlambat"),
            followups_table.OPEN: _("Belum selesai"),
            followups_table.MINE: _("Milik saya"),
            followups_table.OVER: _("Selesai"),
        }
        chips = []
        for key in _SIEVES:
            many = sum(followups_table.passes(task, today, key, me) for task in self._every)
            chips.append(Chip(key, names[key], many))
        self._chips.set_chips(chips, self._chips.value() if self._chips.value() in names else "")
        for button in (self._new, self._take):
            button.setDisabled(self._session.read_only)
        self._give.setEnabled(bool(self._every))
        self._show()

    def _show(self) -> None:
        today, kept = date.today(), self._current()
        me = self._session.settings.person_name
        self._shown = followups_table.left(self._every, today, self._chips.value(), me, self._search.text())
        many = len({task.assessment for task in self._every}) > 1
        self._model.set_rows([followups_table.row(task, today, among_many=many) for task in self._shown])
        self._stack.setCurrentWidget(self._table if self._every else self._empty)
        self._said.setText(words.follow_up_summary(self._every, today) if self._every else "")
        if kept is not None:
            self._table.setCurrentIndex(self._model.index(self._model.row_of(kept.one.id), 0))

    def _current(self) -> Task | None:
        return self._task(self._table.currentIndex())

    def _task(self, index: QModelIndex) -> Task | None:
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    # Acts

    def write(self, task: Task | None) -> None:
        """Open the dialog on *task*, or on a new one."""
        from zi_assess.ui.pages.followups.dialog import FollowUpDialog

        sheet = self._sheet
        if sheet is None or self._session.read_only:
            return
        places = [
            (one.id, _place(one.unit.name, one.year, one.occasion)) for one in self._session.assessments
        ]
        here = task.assessment if task else sheet.assessment.id
        codes = _codes(sheet) if here == sheet.assessment.id else _only(task)
        people = sorted({one.one.who for one in self._every if one.one.who})
        dialog = FollowUpDialog(self.window(), task.one if task else None, here, places, codes, people)
        dialog.written.connect(self._keep)
        if task is not None and task.one.code:
            dialog.photo.connect(lambda: self._ask_photo(task))
        dialog.open()

    def take_up(self) -> None:
        """Offer what the sheet and the unit's newest surveys show that is not taken up yet."""
        sheet = self._sheet
        if sheet is None or self._session.read_only:
            return
        unit = sheet.assessment.unit.id
        self._session.ask(
            lambda workspace: _newest_surveys(workspace, unit), lambda held: self._offer(sheet, held)
        )

    def _offer(self, sheet: Sheet, held: Sequence[Survey]) -> None:
        from zi_assess.ui.pages.followups.candidates import CandidatesDialog

        of_surveys = [found for one in held for found in followups.of_survey(sheet, one)]
        seen = followups.candidates(sheet)
        told = [
            one for one in seen if one.given.startswith(Source.OBSERVATION)
        ]  # what others ask for goes first
        every = (*told, *of_surveys, *(one for one in seen if one not in told))
        if not every:
            self._session.noticed.emit(_("Tidak ada temuan yang belum ditindaklanjuti."), False)
            return
        dialog = CandidatesDialog(self.window(), sheet, every)
        mine = sheet.assessment.id
        dialog.chosen.connect(
            lambda made: self._session.do(lambda workspace: workspace.follow_many(mine, made), _("Dicatat"))
        )
        dialog.open()

    def _keep(self, assessment_id: str, one: FollowUp) -> None:
        shown = self._sheet.assessment.id if self._sheet else assessment_id

        def verb(workspace: Workspace) -> Sheet:  # the sheet shown stays the one shown
            sheet = workspace.follow_up(assessment_id, one)
            return sheet if assessment_id == shown else workspace.sheet(shown)

        here = assessment_id == shown
        self._session.do(verb, _("Tindak lanjut disimpan"), relist=not here, way_back=here)

    def _set(self, task: Task, status: Progress) -> None:
        if status is Progress.DONE and not task.one.proof:
            self.write(replace(task, one=replace(task.one, status=status)))
        else:
            self._keep(task.assessment, replace(task.one, status=status))

    def _drop(self) -> None:
        task = self._current()
        if task is None or self._session.read_only or self._sheet is None:
            return
        shown = self._sheet.assessment.id

        def verb(workspace: Workspace) -> Sheet:
            sheet = workspace.drop_follow_up(task.assessment, task.one.id)
            return sheet if task.assessment == shown else workspace.sheet(shown)

        here = task.assessment == shown
        self._session.do(verb, _("Tindak lanjut dihapus"), relist=not here, way_back=here)

    def _ask_photo(self, task: Task) -> None:
        kinds = _("Foto (*.jpg *.jpeg *.png *.webp)")
        chosen = flows.ask_file(self.window(), self._session, _("Foto sesudah perbaikan"), kinds)
        if chosen:
            self.add_photo(task, chosen)

    def add_photo(self, task: Task, path: Path) -> None:
        """File the picture at *path* beside the one from before; it becomes the proof of *task*."""
        shown = self._sheet.assessment.id if self._sheet else task.assessment

        def verb(workspace: Workspace) -> Sheet:
            sheet = workspace.visits.after_photo(task.assessment, task.one.id, path).sheet
            return sheet if task.assessment == shown else workspace.sheet(shown)

        here = task.assessment == shown
        self._session.do(verb, _("Foto sesudah dilampirkan"), relist=not here, way_back=here)

    def _open(self, index: QModelIndex) -> None:
        task = self._task(index)
        if task is not None:
            self.write(task)

    def _menu(self, at: QPoint) -> None:
        task = self._task(self._table.indexAt(at))
        if task is not None:
            self.menu_of(task).popup(self._table.viewport().mapToGlobal(at))

    def menu_of(self, task: Task) -> QMenu:
        """What can be done with a follow-up."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not self._session.read_only:
            menu.addAction(_("Ubah…"), lambda: self.write(task))
            for status, (text, _kind) in words.FOLLOW_UP_STATUS.items():
                if status is not task.one.status:
                    menu.addAction(
                        _("Tandai: {state}").format(state=_(text)), partial(self._set, task, status)
                    )
            if task.one.code:
                menu.addAction(_("Foto sesudah…"), partial(self._ask_photo, task))
            menu.addSeparator()
            menu.addAction(_("Hapus"), self._drop)
        if task.one.code and self._sheet and task.assessment == self._sheet.assessment.id:
            menu.addAction(
                _("Buka butir {code}").format(code=task.one.code),
                lambda: self._session.goto.emit("penilaian", task.one.code),
            )
        return menu

    # Handing on

    def _save_workbook(self) -> None:
        from zi_assess.reports import tindaklanjut

        every = followups.ordered(self._every, date.today())
        example = self._sheet is not None and self._sheet.assessment.example
        flows.save(
            self.window(),
            self._session,
            _("Simpan tindak lanjut"),
            _("Tindak lanjut") + ".xlsx",
            "Excel (*.xlsx)",
            lambda: tindaklanjut.workbook(every, date.today(), _headed(every), example=example),
        )

    def _save_paper(self) -> None:
        from zi_assess.reports import tindaklanjut

        every = followups.ordered(self._every, date.today())
        example = self._sheet is not None and self._sheet.assessment.example
        flows.save(
            self.window(),
            self._session,
            _("Simpan tindak lanjut"),
            _("Tindak lanjut") + ".pdf",
            "PDF (*.pdf)",
            lambda: tindaklanjut.together(every, date.today(), _headed(every), example=example),
        )

    def _save_calendar(self) -> None:
        from zi_assess.reports import tindaklanjut

        every = followups.ordered(self._every, date.today())
        flows.save(
            self.window(),
            self._session,
            _("Simpan kalender"),
            _("Tindak lanjut") + ".ics",
            _("Kalender (*.ics)"),
            lambda: tindaklanjut.calendar(every, datetime.now(UTC)),
        )


def _newest_surveys(workspace: Workspace, unit: str) -> list[Survey]:
    """The survey of each kind that the unit began last and that has answers."""
    newest: dict[str, str] = {}
    for one in workspace.surveys.listed(unit):
        if one.n:
            newest.setdefault(one.kind, one.id)
    return [workspace.surveys.survey(one) for one in newest.values()]


def _place(unit: str, year: int, occasion: str) -> str:
    return " · ".join(part for part in (unit, occasion, str(year)) if part)


def _codes(sheet: Sheet) -> list[tuple[str, str]]:
    return [
        (code, f"{code}  {words.short(node)}")
        for code, node in sheet.pack.nodes.items()
        if isinstance(node, Question)
    ]


def _only(task: Task | None) -> list[tuple[str, str]]:
    return [(task.one.code, task.one.code)] if task and task.one.code else []


def _headed(every: Sequence[Task]) -> str:
    return ", ".join(dict.fromkeys(task.unit for task in every))
