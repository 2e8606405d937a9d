"""Bukti bersama: the criteria that one piece of work serves, so that it is counted once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zi_assess.core.pack import Question
from zi_assess.core.plan import Shared
from zi_assess.i18n import _
from zi_assess.reports import planning
from zi_assess.ui import theme
from zi_assess.ui.dialogs.form import entry, field
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.fields import IndexField, SearchField
from zi_assess.ui.widgets.surfaces import scroll
from zi_assess.ui.widgets.text import label

_MOST_WEEKS = Decimal(200)


class SharedDialog(FlowDialog):
    """`agreed(object)` passes the `Shared` as it is to be, or None when it is to go.

    *questions* are offered in that order; *ticked* are on when there is no group *before*; *points* stand for a week.
    """

    agreed = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        questions: Sequence[Question],
        before: Shared | None,
        ticked: Sequence[str],
        weeks: Fraction,
        points: Fraction | None = None,
    ) -> None:
        super().__init__(
            parent,
            _("Bukti bersama"),
            _(
                "Satu pekerjaan yang buktinya dipakai beberapa butir dihitung sekali. Kerja tiap butir itu "
                "berkurang sebanyak kerja bersamanya."
            ),
            primary=_("Simpan"),
            width=680,
        )
        self._per_week = points or Fraction(1)
        made = before or Shared(tuple(ticked), weeks)
        self.title = entry(_("Nama pekerjaan"), made.title, _("misalnya: SK tim dan rencana kerja"))
        self.body.addLayout(field(_("Nama pekerjaan"), self.title))
        name = _("Kerja bersama, minggu") if points is None else _("Kerja bersama, poin kerja")
        self.effort = IndexField(name, most=_MOST_WEEKS)
        self.effort.set_value(Decimal(str(round(float(made.effort * self._per_week), 3))))
        self.body.addWidget(self.effort)
        self.body.addWidget(label(_("Butir yang dilayani"), weight=600))
        self.search = SearchField(_("Cari butir"))
        self.search.searched.connect(self._filter)
        self.body.addWidget(self.search)
        self.checks = {one.code: self._check(one, one.code in made.codes) for one in questions}
        self.body.addWidget(self._list(parent), 1)
        if before is not None:
            away = Button(_("Hapus"), "danger")
            away.clicked.connect(self._remove)
            self.add_tool(away)
        self.check = self._wrong
        self.accepted.connect(lambda: self.agreed.emit(self.chosen()))

    def chosen(self) -> Shared:
        """The group as it stands in the dialog."""
        codes = tuple(code for code, tick in self.checks.items() if tick.isChecked())
        effort = Fraction(self.effort.value() or 0) / self._per_week
        return Shared(codes, effort, self.title.text().strip() or _("Pekerjaan bersama"))

    def _check(self, question: Question, on: bool) -> Check:
        tick = Check(f"{question.code} {planning.heading(question)}")
        tick.setChecked(on)
        return tick

    def _list(self, parent: QWidget) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        column.setSpacing(0)
        for tick in self.checks.values():
            column.addWidget(tick)
        column.addStretch(1)
        area = scroll(inside)
        area.setMinimumHeight(room_for(parent, 260, 420))
        return area

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for tick in self.checks.values():
            tick.setVisible(tick.isChecked() or wanted in tick.text().casefold())

    def _wrong(self) -> str:
        self.effort.flush()
        if self.effort.error():
            return self.effort.error()
        if not self.effort.value():
            return _("Isi berapa kerja bersamanya.")
        if len(self.chosen().codes) < 2:
            return _("Pilih sedikitnya dua butir.")
        return ""

    def _remove(self) -> None:
        self.agreed.emit(None)
        self.reject()
