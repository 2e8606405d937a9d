"""Which units one letter proposes together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from zi_assess.i18n import _
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.picks import PickList

if TYPE_CHECKING:
    from zi_assess.workspace import Listed


class UnitsDialog(FlowDialog):
    """The other units of the same year, ticked where they are proposed too; `chosen(object)` passes their ids."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, listed: Sequence[Listed], on: Sequence[str]) -> None:
        super().__init__(
            parent,
            _("Unit dalam surat ini"),
            _("Satu surat memuat semua unit yang diusulkan instansi. Centang unit lain yang ikut."),
            primary=_("Pakai"),
            width=520,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.picks = PickList(_("Unit lain"))
        rows = sorted(listed, key=lambda one: one.unit.name.casefold())
        told = [" · ".join(part for part in (one.unit.name, one.target) if part) for one in rows]
        self.picks.set_rows([(one.id, text) for one, text in zip(rows, told, strict=True)], on)
        self.picks.setMinimumHeight(room_for(parent, 160, 360))
        self.body.addWidget(self.picks, 1)
        self.accepted.connect(lambda: self.chosen.emit(tuple(self.picks.keys())))
