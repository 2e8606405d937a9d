"""Ketik ringkasan: a result that is known only from a printed report."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from zi_assess.core.survey import Typed
from zi_assess.i18n import _
from zi_assess.reports import surveywords as said
from zi_assess.reports.surveysheet import SurveySheet
from zi_assess.ui import theme
from zi_assess.ui.widgets.dialog import FlowDialog
from zi_assess.ui.widgets.fields import IndexField, NumberField
from zi_assess.ui.widgets.text import label


class SummaryDialog(FlowDialog):
    """`told` is called with a `Typed` when it is accepted."""

    def __init__(self, parent: QWidget, survey: SurveySheet, told: Callable[[Typed], None]) -> None:
        super().__init__(
            parent,
            _("Ringkasan {survey}").format(survey=said.name(survey)),
            _("Bila jawaban tiap responden tidak ada: ketik nilai seperti yang tercetak pada laporannya."),
            primary=_("Simpan"),
            width=520,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._told = told
        most = Decimal(survey.form.items[0].scale.most)
        known = survey.held.typed
        self.n = NumberField(_("Jumlah responden"))
        self.ikm = IndexField(_("Nilai akhir, 25 sampai 100"), _("boleh kosong bila NRR diisi"), Decimal(100))
        self.nrr: dict[str, IndexField] = {}
        self.body.addWidget(self.n)
        self.body.addWidget(self.ikm)
        self.body.addWidget(label(_("NRR tiap unsur, bila ada"), weight=600))
        self.body.setSpacing(theme.px(7))
        given = {code: nrr for code, _title, nrr in known.unsur} if known else {}
        for unsur in survey.form.unsur:
            if not unsur.control:
                box = IndexField(unsur.title, most=most)
                if unsur.code in given:
                    box.set_value(_decimal(given[unsur.code]))
                self.nrr[unsur.code] = box
                self.body.addWidget(box)
        if known:
            self.n.set_value(known.n)
            if known.ikm is not None:
                self.ikm.set_value(_decimal(known.ikm))
        self.check = self._wrong
        self.accepted.connect(self._tell)
        self.n.entry.setFocus()

    def _wrong(self) -> str:
        for box in (self.n, self.ikm, *self.nrr.values()):
            box.flush()
        wrong = next((box.error() for box in (self.n, self.ikm, *self.nrr.values()) if box.error()), "")
        if wrong:
            return wrong
        if not self.n.value():
            return _("Isi jumlah respondennya.")
        filled = [box for box in self.nrr.values() if box.value() is not None]
        if filled and len(filled) < len(self.nrr):
            return _("Isi NRR semua unsur, atau kosongkan semuanya.")
        return (
            "" if filled or self.ikm.value() is not None else _("Isi nilai akhirnya, atau NRR semua unsur.")
        )

    def _tell(self) -> None:
        unsur = tuple(
            (code, "", Fraction(value))
            for code, box in self.nrr.items()
            if (value := box.value()) is not None
        )
        ikm = self.ikm.value()
        self._told(Typed(self.n.value() or 0, unsur, None if ikm is None else Fraction(ikm)))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
