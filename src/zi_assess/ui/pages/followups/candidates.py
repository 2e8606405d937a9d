"""What the sheet shows that nobody has taken up yet, to be ticked: each becomes a follow-up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core import followups
from zi_assess.core.assessment import FollowUp
from zi_assess.core.followups import Candidate
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.ui import theme, words
from zi_assess.ui.dialogs.form import entry, field
from zi_assess.ui.widgets.checks import Check
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.surfaces import scroll
from zi_assess.ui.widgets.text import label

_SHOWN = 60  # more than anyone ticks at once; the gravest come first
_AHEAD = timedelta(days=30)


class CandidatesDialog(FlowDialog):
    """`chosen(object)` passes the list of new `FollowUp`s."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, sheet: Sheet, every: Sequence[Candidate]) -> None:
        super().__init__(
            parent,
            _("Tindak lanjut dari temuan"),
            _("Centang yang akan dikerjakan. Yang sudah menjadi tindak lanjut tidak ditampilkan lagi."),
            primary=_("Jadikan tindak lanjut"),
            width=760,
        )
        self._sheet = sheet
        self._every = tuple(every)[:_SHOWN]
        self.who = entry(_("Penanggung jawab untuk semua"), placeholder=_("Nama atau tim; boleh kosong"))
        self.body.addLayout(field(_("Penanggung jawab untuk semua"), self.who))
        self.checks: list[Check] = []
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        column.setSpacing(theme.px(6))
        for one in self._every:
            column.addLayout(self._row(one))
        column.addStretch(1)
        area = scroll(holder)
        area.setMinimumHeight(room_for(parent.window(), 60 * len(self._every) // 2 + 120, 330))
        self.body.addWidget(area, 1)
        self.check = self._wrong
        self.accepted.connect(lambda: self.chosen.emit(self.value()))

    def value(self) -> list[FollowUp]:
        """The follow-ups as they are ticked."""
        return [
            self._made(one) for one, tick in zip(self._every, self.checks, strict=True) if tick.isChecked()
        ]

    def _row(self, one: Candidate) -> QHBoxLayout:
        tick = Check(words.follow_up_what(self._sheet, one))
        self.checks.append(tick)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(tick, 1)
        source = followups.source(FollowUp("", "", "", source=one.given))
        parts = [one.code, words.follow_up_source(source)]
        row.addWidget(label(" · ".join(part for part in parts if part), size="small", tone="muted"))
        return row

    def _made(self, one: Candidate) -> FollowUp:
        due = one.due or date.today() + _AHEAD
        who = self.who.text().strip() or one.who
        return FollowUp(
            str(uuid4()), one.code, words.follow_up_what(self._sheet, one), who, due, source=one.given
        )

    def _wrong(self) -> str:
        return "" if any(tick.isChecked() for tick in self.checks) else _("Centang sedikitnya satu.")
