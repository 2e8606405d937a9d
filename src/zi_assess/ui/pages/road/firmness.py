"""Ketahanan: how far the assessor may cut before a threshold falls, and what thresholds ask without saying it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from zi_assess.core.margin import Cut, Margin
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, number
from zi_assess.reports import firmness as words
from zi_assess.reports import planning, wording
from zi_assess.ui import theme
from zi_assess.ui.pages.road.cells import Cell, Cells
from zi_assess.ui.pages.road.reckoning import Firm
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.surfaces import Card, scroll
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label


class FirmnessView(QWidget):
    """Shows one `Firm`."""

    explained = Signal(object, str)
    """A number on that `Sheet`, by code, is to be unfolded."""

    def __init__(self) -> None:
        super().__init__()
        self._then: Sheet | None = None
        self._codes: list[str] = []
        self._cut_codes: list[str] = []
        self.headline = label(size="title", weight=600, wrap=True)
        self._basis = label(tone="muted", wrap=True)
        self._cut_rows = Cells(_("Butir"), _("Turun"), _("Hilang"))
        self.cuts = _table(_("Penurunan yang menggugurkan"), self._cut_rows, (124, 80))
        self._each_rows = Cells(_("Ambang"), _("Cadangan"), _("Gugur setelah"))
        self.each = _table(_("Ketahanan tiap ambang"), self._each_rows, (90, 130))
        self.each.activated.connect(lambda index: self._explain(self._codes[index.row()]))
        self.each.clicked.connect(lambda index: self._explain(self._codes[index.row()]))
        self.cuts.activated.connect(lambda index: self._explain(self._cut_codes[index.row()]))
        self.cuts.clicked.connect(lambda index: self._explain(self._cut_codes[index.row()]))
        self._decisive = label(wrap=True)
        self._hidden = label(wrap=True)
        self._outlook = label(wrap=True)
        self._lay_out()

    def show_firm(self, sheet: Sheet, firm: Firm) -> None:
        """Show *firm* in sentences and tables."""
        found = firm.margins
        self._then = firm.sheet
        self._codes = [one.threshold.id for one in found.each]
        self._cut_codes = [one.code for one in (found.weakest.cuts if found.weakest else ())]
        self.headline.setText(words.headline(found))
        basis = (
            _("Dihitung pada keadaan setelah semua langkah rencana dijalankan.")
            if firm.after
            else _("Dihitung pada jawaban hari ini.")
        )
        self._basis.setText(f"{basis} {words.level_meant()}")
        cuts = found.weakest.cuts if found.weakest else ()
        self._cut_rows.set_rows([_cut(sheet, one) for one in cuts])
        self._fit(self.cuts, len(cuts))
        self._each_rows.set_rows([_each(one) for one in found.each])
        self._fit(self.each, len(found.each))
        self._decisive.setText("\n".join(words.decisive(sheet, found)))
        self._hidden.setText("\n".join(words.hidden(firm.hidden)))
        self._hidden_card.setVisible(bool(firm.hidden))
        self._outlook.setText("\n".join(words.outlook(firm.outlook, found)))

    def _explain(self, code: str) -> None:
        if self._then is not None:
            self.explained.emit(self._then, code)

    def _fit(self, table: TableView, rows: int) -> None:
        """As high as its rows, so that the page scrolls and not the table."""
        line = table.verticalHeader().defaultSectionSize()
        table.setFixedHeight(table.horizontalHeader().sizeHint().height() + rows * line + theme.px(4))
        table.setVisible(bool(rows))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        first = Card()
        for widget in (self.headline, self._basis, self.cuts, self._decisive):
            first.body.addWidget(widget)
        self._hidden_card = Card(_("Kebutuhan yang tidak tertulis"))
        self._hidden_card.body.addWidget(self._hidden)
        past = Card(_("Bila TPI menilai seperti dahulu"))
        past.body.addWidget(self._outlook)
        second = Card(_("Tiap ambang"), _("Tekan satu baris untuk melihat asal angkanya."))
        second.body.addWidget(self.each)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, cards in ((left, (first, self._hidden_card)), (right, (second, past))):
            side.setSpacing(theme.px(14))
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        column.addLayout(row)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll(inside))


def _table(name: str, rows: Cells, widths: tuple[int, ...]) -> TableView:
    made = TableView(name, lines=2, sortable=False)
    made.setModel(rows)
    head = made.horizontalHeader()
    head.setStretchLastSection(False)
    head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column, width in enumerate(widths, 1):
        made.setColumnWidth(column, theme.px(width))
    return made


def _cut(sheet: Sheet, cut: Cut) -> tuple[Cell, ...]:
    question = planning.question_of(sheet, cut.code)
    levels = f"{planning.level(question, cut.before)} → {planning.level(question, cut.after)}"
    title = question.short or question.title
    return Cell(title, cut.code, lead=True), Cell(levels), Cell(f"−{wording.visible(cut.loss)}")


def _each(one: Margin) -> tuple[Cell, ...]:
    count = one.downgrades
    kind: Kind = "neutral"
    if count is None:
        kind = "ok"
    elif count < 3:
        kind = "warn" if count else "bad"
    least = _("minimal {minimum}").format(minimum=number(one.threshold.minimum))
    return (
        Cell(one.threshold.title, least),
        Cell(wording.visible(one.slack), right=True),
        Cell(words.after(one), pill=kind),
    )
