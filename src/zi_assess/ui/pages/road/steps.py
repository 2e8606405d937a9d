"""Langkah: the steps of the plan in order, and beside them why one is there and what may be changed about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from zi_assess.core import kept
from zi_assess.core.assessment import Assessment
from zi_assess.core.pack import Kind, Question
from zi_assess.core.plan import Plan, Shared, Step, Wishes
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _, date_short, n_, number
from zi_assess.reports import planning
from zi_assess.reports.planning import Drawn
from zi_assess.solve import Alternative
from zi_assess.ui import theme
from zi_assess.ui.dialogs.form import fill, select
from zi_assess.ui.pages.road import reckoning
from zi_assess.ui.pages.road.cells import Cell, Cells
from zi_assess.ui.pages.road.shared import SharedDialog
from zi_assess.ui.widgets.buttons import Button, LinkButton
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dates import DateEdit
from zi_assess.ui.widgets.fields import IndexField
from zi_assess.ui.widgets.surfaces import Card, Plane, clear_layout, scroll
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label, plain_tip

_ASIDE, _ASIDE_NARROW = 400, 340
_FOOT = 132
_SETTLE_MS = 40  # the layout knows only then how long the words are
_WIDE = 960  # a view less wide has no column for what a step moves
_MOST_WEEKS = Decimal(200)
_PER_STEP = {
    Kind.CHOICE: N_("Perkiraan kerja, minggu per tingkat"),
    Kind.RATIO: N_("Perkiraan kerja, minggu per sepersepuluh jalan"),
    Kind.INDEX: N_("Perkiraan kerja, minggu per kenaikan 0,10"),
}
_POINTS_PER_STEP = {
    Kind.CHOICE: N_("Perkiraan kerja, poin kerja per tingkat"),
    Kind.RATIO: N_("Perkiraan kerja, poin kerja per sepersepuluh jalan"),
    Kind.INDEX: N_("Perkiraan kerja, poin kerja per kenaikan 0,10"),
}
_TYPING_MS = 700


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
        self._wishes = QVBoxLayout()
        self._wishes.setSpacing(0)
        self._notes = label(size="small", tone="muted", wrap=True)
        self._lay_out()

    def show_plan(self, sheet: Sheet, drawn: Drawn) -> None:
        """Show the steps of *drawn*; the chosen one stays chosen while it is there."""
        code = self.chosen()
        self._sheet, self._plan = sheet, drawn.plan
        points = drawn.wishes.points
        self._rows.set_rows([_row(sheet, n, step, points) for n, step in enumerate(drawn.plan.steps, 1)])
        codes = [step.code for step in drawn.plan.steps]
        self.table.selectRow(codes.index(code) if code in codes else 0)
        self._choose(self.table.currentIndex().row())
        self._show_wishes(sheet)
        self._notes.setText("\n".join(planning.note_lines(drawn.plan)))
        self._notes.setVisible(bool(self._notes.text()))
        self._fit_foot()
        QTimer.singleShot(_SETTLE_MS, self, self._fit_foot)

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
        if self._sheet is not None and self._plan is not None:
            step = self._plan.steps[row] if 0 <= row < len(self._plan.steps) else None
            self.aside.show_step(self._sheet, self._plan, step)

    def _open(self, row: int) -> None:
        if self._plan is not None and 0 <= row < len(self._plan.steps):
            self.opened.emit(self._plan.steps[row].code)

    def _show_wishes(self, sheet: Sheet) -> None:
        """What the user has set, a line each with the way back."""
        clear_layout(self._wishes)
        wishes = reckoning.kept_wishes(sheet)
        codes = reckoning.wished_codes(wishes, sheet.pack)
        if codes or wishes.shared:
            self._wishes.addWidget(label(_("Yang Anda tetapkan"), weight=600))
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
    if code in wishes.due:
        parts.append(_("selesai sebelum {day}").format(day=date_short(wishes.due[code])))
    return f"{code} {question.short or question.title}: {', '.join(parts)}"


class StepAside(Plane):
    """One step: the reason, the evidence, the wishes, and other ways on demand."""

    wished = Signal(object)
    asked = Signal(str)
    opened = Signal(str)
    explained = Signal(str)
    sharing = Signal(str)

    def __init__(self) -> None:
        super().__init__("bg")
        self._sheet: Sheet | None = None
        self._plan: Plan | None = None
        self._question: Question | None = None
        self._shown_due: tuple[str, date] | None = None
        self._make_parts()
        self._lay_out()
        self.setEnabled(False)

    def show_step(self, sheet: Sheet, plan: Plan, step: Step | None) -> None:
        """Show *step* of *plan*; None: there is none."""
        self.setEnabled(step is not None)
        self._body.setVisible(step is not None)
        if step is None:
            return
        question = planning.question_of(sheet, step.code)
        if self._question is not question and self._typing.isActive():
            self._typing.stop()
            self._wish_due()
        if self._question is not question or self._plan is not plan:
            self.show_ways(None)
        self._sheet, self._plan, self._question = sheet, plan, question
        self._title.setText(planning.heading(question))
        self._place.setText(f"{step.code} · {planning.move(question, step)}")
        self._why.setText(planning.why(step) + ".")
        self._task.setText(planning.task(question, step))
        served = planning.served(plan, step)
        self._serves.setText(served or _("Tidak ada ambang yang kurang"))
        self._show_evidence(sheet, step)
        self._show_wishes(sheet, question)

    def show_ways(self, ways: Sequence[Alternative] | None) -> None:
        """Show other *ways*; None: they were not asked for."""
        clear_layout(self._ways)
        self.others.setVisible(ways is None)
        self.others.setEnabled(True)
        self.others.setText(_("Cari cara lain"))
        if ways is None or self._sheet is None:
            return
        if not ways:
            self._ways.addWidget(label(_("Tidak ada cara lain: langkah ini harus ada."), wrap=True))
        for way in ways:
            self._ways.addWidget(label(_way(self._sheet, way), wrap=True))
        QTimer.singleShot(_SETTLE_MS, self, self._show_end)

    def _show_end(self) -> None:
        """Bring what was found into view."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _show_evidence(self, sheet: Sheet, step: Step) -> None:
        lacking = {slot.id for slot in planning.lacking(sheet, step)}
        lines = [
            f"{'•' if slot.id in lacking else '✓'} {slot.title}"
            + ("" if slot.id in lacking else _(" (sudah ada)"))
            for slot in step.slots
        ]
        self._evidence.setText("\n".join(lines) or _("Tidak ada bukti yang diminta"))

    def _show_wishes(self, sheet: Sheet, question: Question) -> None:
        wishes = reckoning.kept_wishes(sheet)
        points = wishes.points
        self._per.setText(_((_PER_STEP if points is None else _POINTS_PER_STEP)[question.kind]))
        weeks = reckoning.per_step(wishes, sheet.pack, question)
        self.effort.set_value(Decimal(str(round(float(weeks * (points or 1)), 3))))
        self._show_due(wishes, question.code)
        self.fixed.setChecked(question.code in wishes.fixed)
        self.highest.setVisible(question.kind is Kind.CHOICE)
        self._highest.setVisible(question.kind is Kind.CHOICE)
        self.highest.blockSignals(True)
        choices = [("", _("Tanpa batas"))]
        choices += [(one.key, _("Sampai {key}").format(key=one.key)) for one in question.options[1:-1]]
        fill(self.highest, choices, reckoning.highest(wishes, question))
        self.highest.blockSignals(False)

    def _show_due(self, wishes: Wishes, code: str) -> None:
        """Show the day of *code*; one that is being typed stays."""
        own = wishes.due.get(code)
        shown = own or wishes.deadline or kept.usual_deadline(self._assessment, date.today())
        self.dated.setChecked(own is not None)
        self.day.setVisible(own is not None)
        if (code, shown) != self._shown_due:
            self._shown_due = code, shown
            self.day.blockSignals(True)
            self.day.set_day(shown)
            self.day.blockSignals(False)

    @property
    def _assessment(self) -> Assessment:
        assert self._sheet is not None
        return self._sheet.assessment

    # Acting

    def _wish_effort(self, value: Decimal | None) -> None:
        if self._sheet is not None and self._question is not None:
            wishes = reckoning.kept_wishes(self._sheet)
            weeks = None if value is None else Fraction(value) / (wishes.points or 1)
            self.wished.emit(reckoning.with_effort(wishes, self._question.code, weeks))

    def _wish_fixed(self, on: bool) -> None:
        if self._sheet is not None and self._question is not None:
            wishes = reckoning.kept_wishes(self._sheet)
            self.wished.emit(reckoning.with_fixed(wishes, self._question.code, on))

    def _wish_due(self) -> None:
        """As the tick and the day stand; half a date typed is not taken yet."""
        if self._sheet is None or self._question is None:
            return
        wishes, code = reckoning.kept_wishes(self._sheet), self._question.code
        due = self.day.day() if self.dated.isChecked() else None
        if due != wishes.due.get(code):
            self.wished.emit(reckoning.with_due(wishes, code, due))

    def _explain(self) -> None:
        if self._question is not None:
            self.explained.emit(self._question.code)

    def _ask_shared(self) -> None:
        if self._question is not None:
            self.sharing.emit(self._question.code)

    def _wish_highest(self) -> None:
        if self._sheet is not None and self._question is not None:
            wishes, key = reckoning.kept_wishes(self._sheet), str(self.highest.currentData() or "")
            self.wished.emit(reckoning.with_highest(wishes, self._question, key))

    def _ask(self) -> None:
        if self._question is not None:
            self.others.setEnabled(False)
            self.others.setText(_("Mencari…"))
            self.asked.emit(self._question.code)

    def _open(self) -> None:
        if self._question is not None:
            self.opened.emit(self._question.code)

    def _make_parts(self) -> None:
        self._title = label(size="lead", weight=600, wrap=True)
        self._place = label(tone="muted", wrap=True)
        self._why = label(wrap=True)
        self._task = label(wrap=True)
        self._serves = label(wrap=True)
        self._evidence = label(wrap=True)
        self._per = label(wrap=True)
        self.effort = IndexField("", most=_MOST_WEEKS)
        self.effort.entry.setAccessibleName(_("Minggu per tingkat"))
        self.effort.changed.connect(self._wish_effort)
        self.dated = Check(_("Punya batas waktu sendiri"))
        self.dated.clicked.connect(lambda _on: self._wish_due())
        self.day = DateEdit(_("Batas waktu butir ini"), short=True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.timeout.connect(self._wish_due)
        self.day.dateChanged.connect(lambda: self._typing.start(_TYPING_MS))
        self.origin = LinkButton(_("Dari mana angka ini?"))
        self.origin.clicked.connect(self._explain)
        self.together = Button(_("Bukti bersama…"))
        self.together.setToolTip(plain_tip(_("Satu pekerjaan untuk beberapa butir, dihitung sekali")))
        self.together.clicked.connect(self._ask_shared)
        self.fixed = Check(_("Tidak mungkin dinaikkan, biarkan seperti sekarang"))
        self.fixed.clicked.connect(self._wish_fixed)
        self._highest = label(_("Paling tinggi yang mungkin"))
        self.highest = select(_("Paling tinggi yang mungkin"), [])
        self.highest.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.highest.activated.connect(lambda _n: self._wish_highest())
        self.others = Button(_("Cari cara lain"), icon="ulang")
        self.others.clicked.connect(self._ask)
        self.open = Button(_("Buka butir"), icon="panah-kanan")
        self.open.clicked.connect(self._open)
        self._ways = QVBoxLayout()
        self._ways.setSpacing(theme.px(6))

    def _lay_out(self) -> None:
        card = Card()
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._title)
        place = QHBoxLayout()
        place.addWidget(self._place, 1)
        place.addWidget(self.origin)
        column.addLayout(place)
        for title, widget in (
            (_("Mengapa langkah ini"), self._why),
            (_("Yang dikerjakan"), self._task),
            (_("Bukti yang diminta"), self._evidence),
            (_("Ambang yang dilayani"), self._serves),
        ):
            column.addSpacing(theme.px(6))
            column.addWidget(label(title, size="small", tone="muted", weight=600))
            column.addWidget(widget)
        column.addSpacing(theme.px(10))
        effort = QHBoxLayout()
        effort.addWidget(self._per, 1)
        effort.addWidget(self.effort)
        column.addLayout(effort)
        highest = QHBoxLayout()
        highest.addWidget(self._highest, 1)
        highest.addWidget(self.highest)
        column.addLayout(highest)
        column.addWidget(self.fixed)
        due = QHBoxLayout()
        due.addWidget(self.dated, 1)
        due.addWidget(self.day)
        column.addLayout(due)
        column.addWidget(self.together, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(theme.px(6))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.others)
        buttons.addWidget(self.open)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addLayout(self._ways)
        column.addStretch(1)
        self._area = scroll(self._body)
        card.body.addWidget(self._area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)


def _way(sheet: Sheet, way: Alternative) -> str:
    """`Ganti dengan A.I.2.ii.d B → A dan …: 1,5 minggu lebih lama.`"""
    added = ", ".join(
        f"{one.code} {planning.move(planning.question_of(sheet, one.code), one)}" for one in way.added
    )
    extra = planning.work(way.extra, reckoning.kept_wishes(sheet).points)
    values = {"added": added, "extra": extra, "total": number(way.plan.total_after)}
    if not way.added:
        return _("Tanpa langkah ini pun tercapai, dengan kerja {extra} lebih banyak.").format(**values)
    words = n_(
        "Ganti dengan {added}: {extra} lebih banyak, nilai menjadi {total}.",
        "Ganti dengan {added}: {extra} lebih banyak, nilai menjadi {total}.",
        len(way.added),
    )
    return words.format(**values)
