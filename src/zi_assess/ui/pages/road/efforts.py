"""Perkiraan kerja: how many weeks a step of each kind of work takes in this unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from zi_assess.core.pack import Pack
from zi_assess.core.plan import Wishes
from zi_assess.i18n import _, n_
from zi_assess.ui import theme
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.fields import IndexField
from zi_assess.ui.widgets.text import label

_MOST_WEEKS = Decimal(200)
_COLUMNS = 2


class EffortsDialog(FlowDialog):
    """`agreed(object)` passes the weeks of those kinds that are not as the pack has them; empty is the pack's."""

    agreed = Signal(object)

    def __init__(self, parent: QWidget, pack: Pack, wishes: Wishes) -> None:
        per_week = wishes.points or Fraction(1)
        sentence = _(
            "Berapa minggu satu kenaikan: satu tingkat, sepersepuluh jalan sebuah rasio, atau 0,10 indeks. Butir yang "
            "perkiraannya Anda tetapkan sendiri tidak ikut berubah."
        )
        points = _(
            "Berapa poin kerja satu kenaikan: satu tingkat, sepersepuluh jalan sebuah rasio, atau 0,10 indeks."
        )
        super().__init__(
            parent,
            _("Perkiraan kerja menurut jenis"),
            sentence if wishes.points is None else points,
            primary=_("Simpan"),
            width=720,
        )
        self._pack, self._per_week = pack, per_week
        many = Counter(one.work for one in pack.questions)
        self.fields: dict[str, IndexField] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(28))
        kinds = [kind for kind in pack.efforts if many[kind]]
        rows = -(-len(kinds) // _COLUMNS)
        for place, kind in enumerate(kinds):
            weeks = wishes.kinds.get(kind, pack.efforts[kind])
            self.fields[kind] = made = IndexField(named(kind), most=_MOST_WEEKS)
            made.set_value(Decimal(str(round(float(weeks * per_week), 3))))
            count = n_("{n} butir", "{n} butir", many[kind]).format(n=many[kind])
            row, column = place % rows, place // rows * 2
            grid.addWidget(made, row, column)
            grid.addWidget(label(count, size="small", tone="muted"), row, column + 1)
        self.body.addLayout(grid)
        self.check = self._wrong
        self.accepted.connect(lambda: self.agreed.emit(self.chosen()))

    def chosen(self) -> Mapping[str, Fraction]:
        """The weeks as they stand in the dialog, where they differ from the pack's."""
        given = {kind: one.value() for kind, one in self.fields.items()}
        weeks = {kind: Fraction(one) / self._per_week for kind, one in given.items() if one is not None}
        return {kind: one for kind, one in weeks.items() if one != self._pack.efforts[kind]}

    def _wrong(self) -> str:
        for one in self.fields.values():
            one.flush()
        return next((one.error() for one in self.fields.values() if one.error()), "")


def named(kind: str) -> str:
    """A kind of work as people read it: `tindak_lanjut` is `Tindak lanjut`."""
    words = kind.replace("_", " ")
    return words[:1].upper() + words[1:]
