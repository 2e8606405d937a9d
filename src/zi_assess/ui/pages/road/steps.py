"""Langkah: the steps of the plan in order, what the user has set, and the ways to set more."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from zi_assess.core.plan import Plan, Shared, Step, Wishes
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, date_short, number
from zi_assess.reports import planning
from zi_assess.reports.planning import Drawn
from zi_assess.ui import theme
from zi_assess.ui.pages.road import reckoning
from zi_assess.ui.pages.road.aside import SETTLE_MS, StepAside
from zi_assess.ui.pages.road.cells import Cell, Cells
from zi_assess.ui.pages.road.efforts import EffortsDialog, named
from zi_assess.ui.pages.road.picking import PickDialog
from zi_assess.ui.pages.road.shared import SharedDialog
from zi_assess.ui.widgets.buttons import LinkButton
from zi_assess.ui.widgets.surfaces import Card, clear_layout, scroll
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label

_ASIDE, _ASIDE_NARROW = 400, 340
_FOOT = 132
_WIDE = 960  # a view less wide has no column for what a step moves


class StepsView(QWidget):
    """`wished(object)` passes changed `Wishes`; `asked(str)` that other ways than a step are looked for."""

    wished = Signal(object)
    asked = Signal(str)
    opened = Signal(str)
    """The question with that code is to be shown on its own page."""
    explained = Signal(str)
    """The number of the question with that code, as it is when the plan is done, is to be unfolded."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._plan: Plan | None = None
        self._other = ""
        self.aside = StepAside()
        self.aside.wished.connect(self.wished)
        self.aside.asked.connect(self.asked)
        self.aside.opened.connect(self.opened)
        self.aside.explained.connect(self.explained)
        self.aside.sharing.connect(lambda code: self._share(None, code))
        self._rows = Cells("", _("Langkah"), _("Dari → ke"), _("Poin"), _("Kerja"))
        self.table = TableView(_("Langkah menuju predikat"), lines=2, sortable=False)
        self.table.setModel(self._rows)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now.row()))
        self.table.doubleClicked.connect(lambda index: self._open(index.row()))
        head = self.table.horizontalHeader()
        head.setStretchLastSection(False)
        for column, mode in enumerate((1, 2, 1, 1, 1)):  # 1 stays, 2 takes the room that is left
            head.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if mode == 2 else QHeaderView.ResizeMode.Interactive
            )
        for column, width in ((0, 44), (2, 132), (3, 76), (4, 108)):
            self.table.setColumnWidth(column, theme.px(width))
        self.other = LinkButton(_("Atur butir lain…"))
        self.other.clicked.connect(self._pick)
        self.estimate = LinkButton(_("Perkiraan kerja menurut jenis…"))
        self.estimate.clicked.connect(self._estimate)
        self._wishes = QVBoxLayout()
        self._wishes.setSpacing(0)
        self._notes = label(size="small", tone="muted", wrap=True)
        self._notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()

    def show_plan(self, sheet: Sheet, drawn: Drawn) -> None:
        """Show the steps of *drawn*; the chosen one stays chosen while it is there, and so does another criterion."""
        code, other = self.chosen(), self._other
        self._sheet, self._plan = sheet, drawn.plan
        points = drawn.wishes.points
        self._rows.set_rows([_row(sheet, n, step, points) for n, step in enumerate(drawn.plan.steps, 1)])
        codes = [step.code for step in drawn.plan.steps]
        code = other or code
        self.table.selectRow(codes.index(code) if code in codes else 0)
        self._choose(self.table.currentIndex().row())
        if other and other not in codes:
            self._show_other(other)
        self._show_wishes(sheet)
        self._notes.setText("\n".join(planning.note_lines(drawn.plan)))
        self._notes.setVisible(bool(self._notes.text()))
        self._fit_foot()
        QTimer.singleShot(SETTLE_MS, self, self._fit_foot)

    def _fit_foot(self) -> None:
        """What the foot needs, but never so much that the steps have no room."""
        self._below.activate()
        self._foot.setFixedHeight(min(theme.px(_FOOT), self._below.sizeHint().height()))
        self._foot.setVisible(bool(self._notes.text()) or self._wishes.count() > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is short the titles keep theirs; what a step moves also stands beside."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_WIDE)
        self.table.setColumnHidden(2, narrow)
        self.aside.setFixedWidth(theme.px(_ASIDE_NARROW if narrow else _ASIDE))

    def chosen(self) -> str:
        """The code of the chosen step, "" for none."""
        row = self.table.currentIndex().row()
        return self._plan.steps[row].code if self._plan and 0 <= row < len(self._plan.steps) else ""

    def _choose(self, row: int) -> None:
        self._other = ""
        if self._sheet is not None and self._plan is not None:
            step = self._plan.steps[row] if 0 <= row < len(self._plan.steps) else None
            self.aside.show_step(self._sheet, self._plan, step)

    def _show_other(self, code: str) -> None:
        """Show a criterion that is no step."""
        assert self._sheet is not None and self._plan is not None
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        self._other = code
        self.aside.show_other(self._sheet, self._plan, planning.question_of(self._sheet, code))

    def _pick(self) -> None:
        """Ask for a criterion that could rise and need not."""
        if self._sheet is None or self._plan is None:
            return
        sheet, steps = self._sheet, {step.code for step in self._plan.steps}
        open_ones = [
            one
            for one in sheet.pack.questions
            if one.code not in steps and sheet.scores[one.code].strict < one.weight
        ]
        dialog = PickDialog(self.window(), sheet, open_ones)
        dialog.picked.connect(self._show_other)
        dialog.open()

    def _estimate(self) -> None:
        """Ask how much each kind of work takes."""
        if self._sheet is None:
            return
        sheet = self._sheet
        dialog = EffortsDialog(self.window(), sheet.pack, reckoning.kept_wishes(sheet))
        dialog.agreed.connect(
            lambda kinds: self.wished.emit(replace(reckoning.kept_wishes(sheet), kinds=kinds))
        )
        dialog.open()

    def _open(self, row: int) -> None:
        if self._plan is not None and 0 <= row < len(self._plan.steps):
            self.opened.emit(self._plan.steps[row].code)

    def _show_wishes(self, sheet: Sheet) -> None:
        """What the user has set, a line each with the way back."""
        clear_layout(self._wishes)
        wishes = reckoning.kept_wishes(sheet)
        codes = reckoning.wished_codes(wishes, sheet.pack)
        if codes or wishes.shared or wishes.kinds:
            self._wishes.addWidget(label(_("Yang Anda tetapkan"), weight=600))
        if wishes.kinds:
            change = LinkButton(_("Ubah"))
            change.setAccessibleName(_("Ubah perkiraan kerja"))
            change.clicked.connect(self._estimate)
            self._add_wish(_estimates(wishes), change)
        for code in codes:
            back = LinkButton(_("Lepaskan"))
            back.setAccessibleName(_("Lepaskan {code}").format(code=code))
            back.clicked.connect(
                lambda _on=False, code=code: self.wished.emit(reckoning.without(wishes, code))
            )
            self._add_wish(_wish(sheet, code), back)
        for one in wishes.shared:
            change = LinkButton(_("Ubah"))
            change.setAccessibleName(_("Ubah {title}").format(title=one.title))
            change.clicked.connect(lambda _on=False, one=one: self._share(one))
            self._add_wish(_together(one, wishes), change)

    def _add_wish(self, words: str, button: LinkButton) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(label(words, tone="muted", wrap=True), 1)
        row.addWidget(button)
        self._wishes.addLayout(row)

    def _share(self, before: Shared | None, code: str = "") -> None:
        """Ask which criteria one piece of work serves; *code* is one of them when it is a new one."""
        if self._sheet is None or self._plan is None:
            return
        sheet, wishes = self._sheet, reckoning.kept_wishes(self._sheet)
        first = {step.code: n for n, step in enumerate(self._plan.steps)}
        questions = sorted(sheet.pack.questions, key=lambda one: first.get(one.code, len(first)))
        mine = sheet.pack.question(code)
        weeks = reckoning.per_step(wishes, sheet.pack, mine) if mine is not None else Fraction(0)
        dialog = SharedDialog(self.window(), questions, before, (code,), weeks, wishes.points)
        dialog.agreed.connect(
            lambda after: self.wished.emit(reckoning.with_shared(reckoning.kept_wishes(sheet), before, after))
        )
        dialog.open()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(14))
        card = Card()
        edge = theme.px(8)
        card.body.setContentsMargins(edge, edge, edge, edge)
        card.body.addWidget(self.table, 1)
        tools = QHBoxLayout()
        tools.setContentsMargins(theme.px(10), 0, theme.px(10), 0)
        tools.setSpacing(theme.px(18))
        tools.addWidget(self.other)
        tools.addWidget(self.estimate)
        tools.addStretch(1)
        card.body.addLayout(tools)
        foot = QWidget()
        self._below = QVBoxLayout(foot)
        self._below.setContentsMargins(theme.px(10), 0, theme.px(10), theme.px(4))
        self._below.addWidget(self._notes)
        self._below.addLayout(self._wishes)
        self._foot = scroll(foot)
        card.body.addWidget(self._foot)
        row.addWidget(card, 1)
        self.aside.setFixedWidth(theme.px(_ASIDE))
        row.addWidget(self.aside)


def _together(one: Shared, wishes: Wishes) -> str:
    values = {
        "title": one.title,
        "codes": ", ".join(one.codes),
        "effort": planning.work(one.effort, wishes.points),
    }
    return _("Bukti bersama {title}: {codes}; {effort} dihitung sekali").format(**values)


def _estimates(wishes: Wishes) -> str:
    weeks = (f"{named(kind)} {planning.work(one, wishes.points)}" for kind, one in wishes.kinds.items())
    return _("Perkiraan kerja tiap kenaikan: {list}").format(list=", ".join(weeks))


def _row(sheet: Sheet, place: int, step: Step, points: Fraction | None) -> tuple[Cell, ...]:
    question = planning.question_of(sheet, step.code)
    return (
        Cell(str(place), tone="muted"),
        Cell(planning.heading(question), f"{step.code} · {planning.task(question, step)}", lead=True),
        Cell(planning.move(question, step)),
        Cell(f"+{number(step.gain)}", pill="ok"),
        Cell(planning.work(step.effort, points), right=True),
    )


def _wish(sheet: Sheet, code: str) -> str:
    wishes, question = reckoning.kept_wishes(sheet), planning.question_of(sheet, code)
    parts = []
    if code in wishes.fixed:
        parts.append(_("tetap seperti sekarang"))
    if best := reckoning.highest(wishes, question):
        parts.append(_("paling tinggi {key}").format(key=best))
    if code in wishes.efforts:
        effort = planning.work(wishes.efforts[code], wishes.points)
        parts.append(_("{effort} per kenaikan").format(effort=effort))
    if code in wishes.indices:
        parts.append(
            _("survei diperkirakan {index}").format(index=planning.level(question, wishes.indices[code]))
        )
    if code in wishes.due:
        parts.append(_("selesai sebelum {day}").format(day=date_short(wishes.due[code])))
    return f"{code} {question.short or question.title}: {', '.join(parts)}"
