"""Andai-andai: levels tried out beside the answers, what they would do, and scenarios held against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from zi_assess.core.assessment import Value
from zi_assess.core.pack import Kind, Question
from zi_assess.core.plan import Plan
from zi_assess.core.scenario import Compared, Scenario, apply, compare
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_, number
from zi_assess.reports import planning, wording
from zi_assess.ui import standing, theme
from zi_assess.ui.pages.road import reckoning
from zi_assess.ui.pages.road.cells import Cell, Cells
from zi_assess.ui.theme import Kind as Tone
from zi_assess.ui.widgets.bars import ThresholdList
from zi_assess.ui.widgets.buttons import Button, LinkButton
from zi_assess.ui.widgets.chips import Chip, FilterChips
from zi_assess.ui.widgets.fields import Entry, IndexField, NumberField, SearchField
from zi_assess.ui.widgets.surfaces import Card, clear_layout, scroll
from zi_assess.ui.widgets.table import TableView
from zi_assess.ui.widgets.text import label


class WhatIfView(QWidget):
    """`kept(object)` passes the scenarios to keep, as a tuple; `adopted(object)` a `Scenario` to act on."""

    kept = Signal(object)
    adopted = Signal(object)
    explained = Signal(object, str)
    """A number on that `Sheet`, by code, is to be unfolded."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._plan: Plan | None = None
        self._target = ""
        self._scenarios: tuple[Scenario, ...] = ()
        self.draft = Scenario("", {})
        self._shown: list[Question] = []
        self._code = ""
        self._codes: list[str] = []
        self._counts: dict[str, NumberField] = {}
        self._compared: tuple[Compared, ...] = ()
        self._make_parts()
        self._lay_out()

    def show_plan(self, sheet: Sheet, plan: Plan, scenarios: Sequence[Scenario]) -> None:
        """Show *sheet* with the draft laid over it, and the kept *scenarios*."""
        fresh = self._sheet is None or self._sheet.assessment.id != sheet.assessment.id
        self._sheet, self._plan, self._target = sheet, plan, plan.target
        self._scenarios = tuple(scenarios)
        if fresh:
            self.draft = Scenario("", {})
            self._code = next(iter(plan.changes), sheet.pack.questions[0].code)
        self._compared = compare(sheet, self._scenarios)
        self._filter()
        self._show_question()
        self._show_outcome()

    # The draft

    def take(self, scenario: Scenario) -> None:
        """Go on from *scenario*."""
        self.draft = scenario
        self.name.setText(scenario.name)
        self._filter()
        self._show_question()
        self._show_outcome()

    def try_value(self, code: str, value: Value | None) -> None:
        """Lay *value* over the answer of *code*, and show at once what it does."""
        assert self._sheet is not None
        self.draft = reckoning.changed(self._sheet, self.draft, code, value)
        if code in [one.code for one in self._shown]:
            self._show_rows()
        self._show_question()
        self._show_outcome()

    def _from_plan(self) -> None:
        if self._plan is not None:
            name = reckoning.free_name({one.name for one in self._scenarios}, _("Rencana"))
            self.take(self._plan.scenario(name))

    def _save(self) -> None:
        names = {one.name for one in self._scenarios}
        typed = self.name.text().strip()
        name = typed or reckoning.free_name(names, _("Skenario"))
        made = replace(self.draft, name=name)
        others = [one for one in self._scenarios if one.name != name]
        self.draft = made
        self.name.setText(name)
        self.kept.emit((*others, made))

    def _delete(self) -> None:
        others = tuple(one for one in self._scenarios if one.name != self.draft.name)
        self.draft = replace(self.draft, name="")
        self.name.clear()
        self.kept.emit(others)

    # Showing

    def _filter(self) -> None:
        """The questions the search leaves; those that are changed first."""
        assert self._sheet is not None
        wanted = self.search.text().strip().casefold()
        every = self._sheet.pack.questions
        found = [one for one in every if wanted in f"{one.code} {one.short} {one.title}".casefold()]
        found.sort(key=lambda one: one.code not in self.draft.changes)
        self._shown = found
        self._show_rows()
        codes = [one.code for one in found]
        if self._code in codes:
            self.table.blockSignals(True)
            self.table.selectRow(codes.index(self._code))
            self.table.blockSignals(False)

    def _show_rows(self) -> None:
        assert self._sheet is not None
        self._rows.set_rows([_row(self._sheet, self.draft, one) for one in self._shown])

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._shown) and self._shown[row].code != self._code:
            self._code = self._shown[row].code
            self._show_question()

    def _show_question(self) -> None:
        """The levels of the chosen question to try."""
        assert self._sheet is not None
        question = planning.question_of(self._sheet, self._code)
        today = self._sheet.answer(question.code).value
        value = self.draft.changes.get(question.code, today)
        self._title.setText(f"{question.code} · {planning.heading(question)}")
        self._today.setText(_("Hari ini: {level}").format(level=planning.level(question, today)))
        self.back.setVisible(question.code in self.draft.changes)
        self.levels.setVisible(question.kind is Kind.CHOICE)
        self.index.setVisible(question.kind is Kind.INDEX)
        self._meaning.setVisible(question.kind is Kind.CHOICE)
        if question.kind is Kind.CHOICE:
            self.levels.set_chips([Chip(one.key, one.key) for one in question.options], str(value or ""))
            option = question.option(value) if isinstance(value, str) else None
            self._meaning.setText(option.meaning if option else _("Belum dijawab"))
        elif question.kind is Kind.INDEX:
            self.index.set_value(Decimal(str(float(value))) if isinstance(value, Fraction) else None)
        self._show_counts(question, dict(value) if isinstance(value, tuple) else {})

    def _show_counts(self, question: Question, counts: dict[str, int]) -> None:
        keys = [one.key for one in question.inputs]
        if list(self._counts) != keys:
            clear_layout(self._inputs)
            self._counts = {}
            for one in question.inputs:
                made = NumberField(one.title)
                made.changed.connect(lambda _value: self._try_counts())
                self._counts[one.key] = made
                self._inputs.addWidget(made)
        for key, made in self._counts.items():
            made.set_value(counts.get(key))

    def _try_counts(self) -> None:
        given = {key: made.value() for key, made in self._counts.items()}
        value = tuple((key, count) for key, count in given.items() if count is not None)
        self.try_value(self._code, value or None)

    def _show_outcome(self) -> None:
        """Bars of the draft, and the draft among the scenarios."""
        assert self._sheet is not None
        then = apply(self._sheet, self.draft)
        gain = then.scores.strict - self._sheet.scores.strict
        self._total.setText(number(then.scores.strict))
        moved = len(self.draft.changes)
        words = n_("{n} butir diubah", "{n} butir diubah", moved).format(n=moved)
        self._gain.setText(f"{_signed(gain)} · {words}" if moved else _("seperti hari ini"))
        areas = {one.code for one in then.pack.aggregates} or {one.code for one in then.pack.tree}
        lines = standing.thresholds(then, self._target)
        lines += [one for one in standing.areas(then, self._target) if one.code in areas]
        self._codes = [line.code for line in lines]
        self.bars.set_rows([replace(line.row, rest="") for line in lines])
        self.save.setEnabled(bool(moved))
        self.adopt.setEnabled(bool(moved))
        self.delete.setVisible(any(one.name == self.draft.name for one in self._scenarios))
        self._show_table(then)

    def _show_table(self, then: Sheet) -> None:
        assert self._sheet is not None
        rows = [_compared(_("Hari ini"), self._sheet, Fraction(0), self._target, 0)]
        for one in self._compared:
            shown = one.scenario.name
            rows.append(_compared(shown, one.sheet, one.gain, self._target, len(one.scenario.changes)))
        kept = any(one.name == self.draft.name and one == self.draft for one in self._scenarios)
        if self.draft.changes and not kept:
            name = _("Sedang dicoba (belum disimpan)")
            gain = then.scores.strict - self._sheet.scores.strict
            rows.append(_compared(name, then, gain, self._target, len(self.draft.changes)))
        self._compared_rows.set_rows(rows)
        self._comparison.setVisible(len(rows) > 1)  # today alone is no comparison, and stands above
        line = self.compared.verticalHeader().defaultSectionSize()
        head = self.compared.horizontalHeader().sizeHint().height()
        self.compared.setFixedHeight(head + line * min(5, len(rows)) + theme.px(4))

    def _pick(self, row: int) -> None:
        """Go on from the scenario in *row* of the comparison."""
        if row == 0:
            self.take(Scenario("", {}))
        elif row <= len(self._scenarios):
            self.take(self._scenarios[row - 1])

    # Building

    def _make_parts(self) -> None:
        self.search = SearchField(_("Cari butir"))
        self.search.searched.connect(lambda _text: self._filter())
        self._rows = Cells(_("Butir"), _("Hari ini"), _("Andai"))
        self.table = TableView(_("Butir yang dapat dicoba"), lines=2, sortable=False)
        self.table.setModel(self._rows)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now.row()))
        head = self.table.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.table.setColumnWidth(column, theme.px(84))
        self._title = label(weight=600, wrap=True)
        self._today = label(tone="muted")
        self._meaning = label(size="small", tone="muted", wrap=True)
        self.back = LinkButton(_("Kembali ke jawaban"))
        self.back.clicked.connect(self._put_back)
        self.levels = FilterChips(_("Tingkat yang dicoba"))
        self.levels.chosen.connect(lambda key: self.try_value(self._code, key))
        self.index = IndexField(_("Indeks yang dicoba"))
        self.index.changed.connect(
            lambda value: self.try_value(self._code, None if value is None else Fraction(value))
        )
        self._inputs = QVBoxLayout()
        self._total = label(size="page", weight=600, tabular=True)
        self._gain = label(tone="muted")
        self.bars = ThresholdList(clickable=True, spacing=2)
        self.bars.opened.connect(lambda row: self._explain(self._codes[row]))
        self.origin = LinkButton(_("Dari mana angka ini?"))
        self.origin.clicked.connect(lambda: self._explain("total"))
        self.name = Entry(_("Nama skenario"))
        self.name.setPlaceholderText(_("Nama skenario"))
        self.save = Button(_("Simpan skenario"))
        self.save.clicked.connect(self._save)
        self.delete = Button(_("Hapus"), "danger")
        self.delete.clicked.connect(self._delete)
        self.plan = Button(_("Mulai dari rencana"))
        self.plan.clicked.connect(self._from_plan)
        self.clear = LinkButton(_("Kosongkan"))
        self.clear.clicked.connect(lambda: self.take(Scenario("", {})))
        self.adopt = Button(_("Jadikan tindak lanjut"))
        self.adopt.clicked.connect(lambda: self.adopted.emit(self.draft))
        self._compared_rows = Cells(_("Skenario"), _("Nilai"), _("Selisih"), _("Ambang"), "")
        self.compared = TableView(_("Skenario dibandingkan"), sortable=False)
        self.compared.setModel(self._compared_rows)
        self.compared.clicked.connect(lambda index: self._pick(index.row()))
        self.compared.activated.connect(lambda index: self._pick(index.row()))
        wide = self.compared.horizontalHeader()
        wide.setStretchLastSection(False)
        wide.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 66), (2, 70), (3, 76), (4, 130)):
            self.compared.setColumnWidth(
                column, max(theme.px(width), wide.sectionSizeHint(column) + theme.px(8))
            )

    def _explain(self, code: str) -> None:
        if self._sheet is not None:
            then = apply(self._sheet, self.draft)
            aimed = replace(then.assessment, target=self._target)
            self.explained.emit(replace(then, assessment=aimed), code)

    def _put_back(self) -> None:
        assert self._sheet is not None
        self.try_value(self._code, self._sheet.answer(self._code).value)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(14))
        left = QVBoxLayout()
        left.setSpacing(theme.px(14))
        choosing = Card()
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        tools.addWidget(self.search, 1)
        tools.addWidget(self.plan)
        choosing.body.addLayout(tools)
        choosing.body.addWidget(self.table, 1)
        left.addWidget(choosing, 1)
        left.addWidget(self._question_card())
        row.addLayout(left, 4)
        inside = QWidget()
        right = QVBoxLayout(inside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(theme.px(14))
        right.addWidget(self._outcome_card())
        right.addWidget(self._compared_card())
        right.addStretch(1)
        row.addWidget(scroll(inside), 5)

    def _question_card(self) -> Card:
        card = Card()
        card.body.setSpacing(theme.px(6))
        card.body.addWidget(self._title)
        line = QHBoxLayout()
        line.addWidget(self._today)
        line.addStretch(1)
        line.addWidget(self.back)
        card.body.addLayout(line)
        for widget in (self.levels, self._meaning, self.index):
            card.body.addWidget(widget)
        card.body.addLayout(self._inputs)
        return card

    def _outcome_card(self) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(self._total)
        head.addWidget(self._gain)
        head.addWidget(self.origin)
        head.addStretch(1)
        head.addWidget(self.clear)
        card.body.addLayout(head)
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        tools.addWidget(self.name, 1)
        for button in (self.save, self.delete, self.adopt):
            tools.addWidget(button)
        card.body.addLayout(tools)
        card.body.addWidget(self.bars)
        return card

    def _compared_card(self) -> Card:
        self._comparison = Card()
        self._comparison.body.addWidget(self.compared)
        return self._comparison


def _row(sheet: Sheet, draft: Scenario, question: Question) -> tuple[Cell, ...]:
    today = planning.level(question, sheet.answer(question.code).value)
    title = Cell(question.short or question.title, question.code)
    if question.code not in draft.changes:
        return title, Cell(today), Cell("")
    tried = planning.level(question, draft.changes[question.code])
    return title, Cell(today), Cell(tried, pill="brand")


def _compared(name: str, then: Sheet, gain: Fraction, target: str, changes: int) -> tuple[Cell, ...]:
    standings = then.readiness.of(target)
    met = sum(one.met for one in standings)
    state = _("memenuhi {target}") if then.readiness.met(target) else _("belum {target}")
    kind: Tone = "ok" if then.readiness.met(target) else "bad"
    return (
        Cell(name, lead=True),
        Cell(number(then.scores.strict), right=True),
        Cell(_signed(gain) if changes else "–", right=True),
        Cell(f"{met}/{len(standings)}", right=True),
        Cell(state.format(target=target), pill=kind),
    )


def _signed(points: Fraction) -> str:
    if not points:
        return _("tetap")
    return f"{'+' if points > 0 else '−'}{wording.visible(abs(points))}"
