"""Jadwal: when each step falls, what comes too late, and how the total has moved so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core.plan.road import WEEKS_PER_MONTH, monthly
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, date_short, n_, number
from zi_assess.reports import planning
from zi_assess.reports.planning import Drawn
from zi_assess.ui import theme
from zi_assess.ui.pages.road import reckoning
from zi_assess.ui.pages.road.timeline import Curve, Timeline
from zi_assess.ui.widgets.buttons import Button, LinkButton
from zi_assess.ui.widgets.dates import DateEdit
from zi_assess.ui.widgets.fields import IndexField
from zi_assess.ui.widgets.surfaces import Card, scroll
from zi_assess.ui.widgets.text import label

_TYPING_MS = 700
MOST_CAPACITY = Decimal(999)
POINTS_A_WEEK = Fraction(5)
"""What a week is worth until the user says otherwise: a point a working day."""


class ScheduleView(QWidget):
    """`wished(object)` passes the `Wishes` with another date or capacity."""

    wished = Signal(object)
    exported = Signal()
    """The steps are wanted as a calendar."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._shown_day: date | None = None
        self._hands: int | None = None
        self._make_parts()
        self._lay_out()

    def show_plan(self, sheet: Sheet, drawn: Drawn) -> None:
        """Show the road of *drawn*."""
        self._sheet = sheet
        self.timeline.set(sheet, drawn)
        self._said.setText(planning.deadline_line(drawn) or planning.summary(drawn.plan))
        self._marks.setText(_marks(sheet, drawn))
        self._marks.setVisible(bool(self._marks.text()))
        deadline = drawn.wishes.deadline or drawn.today
        if self._shown_day != deadline:
            self._shown_day = deadline
            self.day.blockSignals(True)
            self.day.set_day(deadline)
            self.day.blockSignals(False)
        capacity, points = drawn.wishes.capacity, drawn.wishes.points or Fraction(1)
        shown = None if capacity is None else Decimal(str(round(float(capacity * points), 3)))
        self.capacity.set_value(shown)
        self.capacity.entry.setPlaceholderText(number(WEEKS_PER_MONTH * points, 1))
        self.unit.setText(
            _("Hitung dengan poin kerja") if drawn.wishes.points is None else _("Hitung dengan minggu")
        )
        self.unit.updateGeometry()
        self.per_week.setVisible(drawn.wishes.points is not None)
        self._per_week.setVisible(drawn.wishes.points is not None)
        self.per_week.set_value(
            None if drawn.wishes.points is None else Decimal(str(round(float(points), 3)))
        )
        self._unit.setText(
            _("Kapasitas tim, minggu kerja per bulan")
            if drawn.wishes.points is None
            else _("Kapasitas tim, poin kerja per bulan")
        )
        self._hands = drawn.hands
        self.enough.setVisible(drawn.hands is not None)
        self.enough.setText(n_("Pakai {n} orang", "Pakai {n} orang", drawn.hands or 0).format(n=drawn.hands))
        self.enough.updateGeometry()
        self.usual.setVisible(reckoning.kept_wishes(sheet).deadline is not None)

    def show_history(
        self,
        history: Sequence[tuple[date, Fraction]],
        years: Sequence[tuple[int, Fraction]],
        minimum: Fraction | None,
    ) -> None:
        """Show how the total has moved, in this assessment day by day and over the *years*."""
        self.curve.set(history, minimum)
        self.curve.setVisible(len(history) > 1)
        told = " · ".join(f"{year}: {number(total)}" for year, total in years)
        self._years.setText(_("Dari tahun ke tahun: {list}").format(list=told))
        self._years.setVisible(len(years) > 1)
        self._past.setVisible(len(history) > 1 or len(years) > 1)

    def _wish(self, **changes: object) -> None:
        if self._sheet is not None:
            self.wished.emit(replace(reckoning.kept_wishes(self._sheet), **changes))  # type: ignore[arg-type]

    def _date_chosen(self) -> None:
        day = self.day.day()
        if day != self._shown_day:
            self._wish(deadline=day)

    def _capacity_chosen(self, value: Decimal | None) -> None:
        if self._sheet is not None:
            points = reckoning.kept_wishes(self._sheet).points or Fraction(1)
            self._wish(capacity=Fraction(value) / points if value else None)

    def _enough_chosen(self) -> None:
        """As many people as it takes to be in time."""
        if self._hands is not None:
            self._wish(capacity=monthly(self._hands))

    def _unit_chosen(self) -> None:
        if self._sheet is not None:
            points = reckoning.kept_wishes(self._sheet).points
            self._wish(points=POINTS_A_WEEK if points is None else None)

    def _make_parts(self) -> None:
        self.day = DateEdit(_("Harus siap pada"), short=True)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._date_chosen)
        self.day.dateChanged.connect(lambda: self._wait.start(_TYPING_MS))
        self.usual = LinkButton(_("Kembali ke 31 Mei"))
        self.usual.clicked.connect(lambda: self._wish(deadline=None))
        self.capacity = IndexField("", most=MOST_CAPACITY)
        self.capacity.entry.setAccessibleName(_("Kapasitas tim per bulan"))
        self.capacity.changed.connect(self._capacity_chosen)
        self.enough = LinkButton("")
        self.enough.clicked.connect(self._enough_chosen)
        self._unit = label("")
        self.unit = LinkButton("")
        self.unit.clicked.connect(self._unit_chosen)
        self._per_week = label(_("Poin kerja dalam satu minggu"))
        self.per_week = IndexField("", most=MOST_CAPACITY)
        self.per_week.entry.setAccessibleName(_("Poin kerja dalam satu minggu"))
        self.per_week.changed.connect(lambda value: self._wish(points=Fraction(value)) if value else None)
        self.calendar = Button(_("Simpan kalender"), icon="tanggal")
        self.calendar.clicked.connect(self.exported)
        self.timeline = Timeline()
        self._said = label(weight=600, wrap=True)
        self._marks = label(tone="muted", wrap=True)
        self.curve = Curve()
        self._years = label(tone="muted", wrap=True)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        card = Card()
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(10))
        tools.addWidget(label(_("Harus siap pada")))
        tools.addWidget(self.day)
        tools.addWidget(self.usual)
        tools.addSpacing(theme.px(18))
        tools.addWidget(self._unit)
        tools.addWidget(self.capacity)
        tools.addStretch(1)
        tools.addWidget(self.calendar)
        card.body.addLayout(tools)
        units = QHBoxLayout()
        units.setSpacing(theme.px(10))
        for widget in (self.enough, self.unit, self._per_week, self.per_week):
            units.addWidget(widget)
        units.addStretch(1)
        card.body.addLayout(units)
        card.body.addWidget(self._said)
        card.body.addWidget(self.timeline)
        card.body.addWidget(self._marks)
        column.addWidget(card)
        self._past = Card(_("Nilai sampai hari ini"))
        self._past.body.addWidget(self._years)
        self._past.body.addWidget(self.curve)
        self._past.hide()
        column.addWidget(self._past)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll(inside))


def _marks(sheet: Sheet, drawn: Drawn) -> str:
    """How many pieces of evidence must exist by each quarter-end and by the day to be ready."""
    parts = []
    for name, day, _steps, count in planning.milestones(sheet, drawn):
        if count:
            parts.append(f"{name or date_short(day)}: " + n_("{n} bukti", "{n} bukti", count).format(n=count))
    if not parts:
        return ""
    return _("Bukti baru yang harus sudah ada: {list}").format(list=" · ".join(parts))
