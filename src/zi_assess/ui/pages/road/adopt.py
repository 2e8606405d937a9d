"""Jadikan tindak lanjut: which steps become follow-ups, whose they are and by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from zi_assess.core.assessment import FollowUp
from zi_assess.i18n import _, count, n_
from zi_assess.ui import theme
from zi_assess.ui.dialogs.form import entry, field
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dates import DateEdit
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.fields import Entry
from zi_assess.ui.widgets.surfaces import scroll


@dataclass(frozen=True, slots=True)
class Proposal:
    """A step that could become a follow-up, and its *due* day as the road has it."""

    code: str
    what: str
    due: date


class AdoptDialog(FlowDialog):
    """`adopted(object)` passes the chosen follow-ups as a list."""

    adopted = Signal(object)

    def __init__(self, parent: QWidget, proposals: Sequence[Proposal]) -> None:
        super().__init__(
            parent,
            _("Jadikan tindak lanjut"),
            _("Setiap langkah menjadi satu tindak lanjut dengan penanggung jawab dan tanggal selesai."),
            primary=_("Jadikan tindak lanjut"),
            width=720,
        )
        self._proposals = tuple(proposals)
        self.everyone = entry(_("Penanggung jawab untuk semua"), placeholder=_("Nama atau tim"))
        self.everyone.textEdited.connect(self._fill)
        self.body.addLayout(field(_("Penanggung jawab untuk semua"), self.everyone))
        self.every = Check(_("Semua langkah"))
        self.every.setChecked(True)
        self.every.clicked.connect(self._tick_all)
        self.every.setVisible(len(self._proposals) > 1)
        self.body.addWidget(self.every)
        self.checks: list[Check] = []
        self.owners: list[Entry] = []
        self.days: list[DateEdit] = []
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme.px(6), 0)
        grid.setHorizontalSpacing(theme.px(10))
        grid.setColumnStretch(0, 1)
        for row, one in enumerate(self._proposals):
            self._add(grid, row, one)
        grid.setRowStretch(len(self._proposals), 1)
        area = scroll(inside)
        area.setMinimumHeight(theme.px(min(340, 96 * len(self._proposals) + 10)))
        self.body.addWidget(area, 1)
        self._count()
        self.check = self._wrong
        self.accepted.connect(lambda: self.adopted.emit(self.chosen()))

    def chosen(self) -> list[FollowUp]:
        """The follow-ups as they are ticked."""
        made = []
        for one, tick, owner, day in zip(self._proposals, self.checks, self.owners, self.days, strict=True):
            if tick.isChecked():
                made.append(new(one, owner.text().strip(), day.day()))
        return made

    def _wrong(self) -> str:
        return "" if any(tick.isChecked() for tick in self.checks) else _("Pilih sedikitnya satu langkah.")

    def _tick_all(self, on: bool) -> None:
        for tick in self.checks:
            tick.setChecked(on)

    def _count(self) -> None:
        """Say how many it will be, before it is done."""
        many = sum(tick.isChecked() for tick in self.checks)
        self.every.setChecked(many == len(self.checks))
        words = n_("Jadikan {n} tindak lanjut", "Jadikan {n} tindak lanjut", many)
        self.primary.setText(words.format(n=count(many)))
        self.primary.updateGeometry()

    def _fill(self, text: str) -> None:
        for owner in self.owners:
            owner.setText(text)

    def _add(self, grid: QGridLayout, row: int, one: Proposal) -> None:
        tick = Check(one.what)
        tick.setChecked(True)
        tick.toggled.connect(self._count)
        owner = entry(_("Penanggung jawab {code}").format(code=one.code), placeholder=_("Penanggung jawab"))
        owner.setFixedWidth(theme.px(170))
        day = DateEdit(_("Selesai {code}").format(code=one.code), one.due, short=True)
        for column, widget in enumerate((tick, owner, day)):
            grid.addWidget(widget, row, column)
        self.checks.append(tick)
        self.owners.append(owner)
        self.days.append(day)


def told(count: int) -> str:
    """What the window says when *count* were written down."""
    return n_("{n} langkah menjadi tindak lanjut", "{n} langkah menjadi tindak lanjut", count).format(n=count)


def new(one: Proposal, who: str, due: date) -> FollowUp:
    """*one* as a follow-up that is not written down yet."""
    return FollowUp(str(uuid4()), one.code, one.what, who=who, due=due, source="plan")
