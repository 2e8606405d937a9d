"""Beside the steps: why one is there and what may be changed about it, or about a criterion the plan leaves alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core import kept
from zi_assess.core.assessment import Assessment
from zi_assess.core.pack import Kind, Question
from zi_assess.core.plan import Plan, Step, Wishes, presumed
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import N_, _, n_, number
from zi_assess.reports import planning
from zi_assess.solve import Alternative
from zi_assess.ui import theme
from zi_assess.ui.dialogs.form import fill, select
from zi_assess.ui.pages.road import reckoning
from zi_assess.ui.widgets.buttons import Button, LinkButton
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dates import DateEdit
from zi_assess.ui.widgets.fields import IndexField
from zi_assess.ui.widgets.surfaces import Card, Plane, clear_layout, scroll
from zi_assess.ui.widgets.text import label, plain_tip

SETTLE_MS = 40  # the layout knows only then how long the words are
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
        self._of_a_step: list[QWidget] = []
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
        self._turn_to(sheet, plan, question)
        for widget in self._of_a_step:
            widget.show()
        self._reason.setText(_("Mengapa langkah ini"))
        self._place.setText(f"{step.code} · {planning.move(question, step)}")
        self._why.setText(planning.why(step) + ".")
        self._task.setText(planning.task(question, step))
        served = planning.served(plan, step)
        self._serves.setText(served or _("Tidak ada ambang yang kurang"))
        self._show_evidence(sheet, step)
        self._show_wishes(sheet, question)

    def show_other(self, sheet: Sheet, plan: Plan, question: Question) -> None:
        """Show a criterion that *plan* leaves as it is."""
        self.setEnabled(True)
        self._body.show()
        self._turn_to(sheet, plan, question)
        for widget in (*self._of_a_step, self.others):
            widget.hide()
        self._reason.setText(_("Di luar rencana"))
        today = planning.level(question, sheet.answer(question.code).value)
        self._place.setText(f"{question.code} · {today}")
        self._why.setText(
            _(
                "Rencana ini tidak memerlukannya. Bila lebih ringan daripada perkiraan, ubah perkiraannya di bawah."
            )
        )
        self._show_wishes(sheet, question)

    def _turn_to(self, sheet: Sheet, plan: Plan, question: Question) -> None:
        """What was typed about another question is taken; what was found for it goes."""
        if self._question is not question and self._typing.isActive():
            self._typing.stop()
            self._wish_due()
        if self._question is not question or self._plan is not plan:
            self.show_ways(None)
        self._sheet, self._plan, self._question = sheet, plan, question
        self._title.setText(planning.heading(question))

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
        QTimer.singleShot(SETTLE_MS, self, self._show_end)

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
        self._show_expected(sheet, question, wishes)
        self._show_due(wishes, question.code)
        self.fixed.setChecked(question.code in wishes.fixed)
        self.highest.setVisible(question.kind is Kind.CHOICE)
        self._highest.setVisible(question.kind is Kind.CHOICE)
        self.highest.blockSignals(True)
        choices = [("", _("Tanpa batas"))]
        choices += [(one.key, _("Sampai {key}").format(key=one.key)) for one in question.options[1:-1]]
        fill(self.highest, choices, reckoning.highest(wishes, question))
        self.highest.blockSignals(False)

    def _show_expected(self, sheet: Sheet, question: Question, wishes: Wishes) -> None:
        """What the survey is expected to give, while it is still to be held."""
        unheld = question.kind is Kind.INDEX and sheet.answer(question.code).value is None
        self._expected.setVisible(unheld)
        self.expected.setVisible(unheld)
        if unheld:
            self.expected.set_value(Decimal(str(float(presumed(wishes, question)))))

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

    def _wish_expected(self, value: Decimal | None) -> None:
        if self._sheet is not None and self._question is not None:
            wishes = reckoning.kept_wishes(self._sheet)
            index = None if value is None else Fraction(value)
            self.wished.emit(reckoning.with_index(wishes, self._question.code, index))

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
        self._reason = label("", size="small", tone="muted", weight=600)
        self._why = label(wrap=True)
        self._task = label(wrap=True)
        self._serves = label(wrap=True)
        self._evidence = label(wrap=True)
        self._per = label(wrap=True)
        self.effort = IndexField("", most=_MOST_WEEKS)
        self.effort.entry.setAccessibleName(_("Minggu per tingkat"))
        self.effort.changed.connect(self._wish_effort)
        self._expected = label(_("Perkiraan hasil survei bila diadakan sekarang"), wrap=True)
        self.expected = IndexField("")
        self.expected.entry.setAccessibleName(_("Perkiraan hasil survei bila diadakan sekarang"))
        self.expected.changed.connect(self._wish_expected)
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

    def _add_part(self, column: QVBoxLayout, heading: QWidget, widget: QWidget) -> None:
        column.addSpacing(theme.px(6))
        column.addWidget(heading)
        column.addWidget(widget)

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
        self._add_part(column, self._reason, self._why)
        for title, widget in (
            (_("Yang dikerjakan"), self._task),
            (_("Bukti yang diminta"), self._evidence),
            (_("Ambang yang dilayani"), self._serves),
        ):
            heading = label(title, size="small", tone="muted", weight=600)
            self._add_part(column, heading, widget)
            self._of_a_step += [heading, widget]
        column.addSpacing(theme.px(10))
        effort = QHBoxLayout()
        effort.addWidget(self._per, 1)
        effort.addWidget(self.effort)
        column.addLayout(effort)
        expected = QHBoxLayout()
        expected.addWidget(self._expected, 1)
        expected.addWidget(self.expected)
        column.addLayout(expected)
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
