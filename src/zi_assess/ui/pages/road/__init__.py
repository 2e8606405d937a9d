"""Jalan ke predikat: the least work that leads to the designation, what if, how firm it would stand, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from zi_assess.core import kept
from zi_assess.core.outlook import Difference
from zi_assess.core.plan import Status, Wishes
from zi_assess.core.scenario import Scenario
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.reports import planning
from zi_assess.reports.planning import Drawn
from zi_assess.solve import Alternative
from zi_assess.ui import flows, theme
from zi_assess.ui.pages.road import adopt, reckoning
from zi_assess.ui.pages.road.adopt import AdoptDialog, Proposal
from zi_assess.ui.pages.road.firmness import FirmnessView
from zi_assess.ui.pages.road.reckoning import Asked, Firm
from zi_assess.ui.pages.road.schedule import ScheduleView
from zi_assess.ui.pages.road.steps import StepsView
from zi_assess.ui.pages.road.whatif import WhatIfView
from zi_assess.ui.session import Session
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.buttons import Button, LinkButton
from zi_assess.ui.widgets.chips import Chip, FilterChips
from zi_assess.ui.widgets.pill import Pill
from zi_assess.ui.widgets.surfaces import Card, EmptyState
from zi_assess.ui.widgets.tabs import Tabs
from zi_assess.ui.widgets.text import label

_KINDS: dict[str, Kind] = {"ok": "ok", "info": "info", "warn": "warn", "bad": "bad"}


class RoadPage(QWidget):
    """Shows the plan of a sheet whose instrument has thresholds: a good one at once, the proved one as soon as the side
    lane has it.
    """

    shows_score = False
    """The strip on top need not repeat the number this page begins with."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self.target = ""
        self.drawn: Drawn | None = None
        self.proving = False
        self._asked: Asked | None = None
        self._make_parts()
        self._lay_out()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show *sheet*; the same question is not solved twice."""
        before = self._sheet.assessment if self._sheet is not None else None
        mine = sheet.assessment
        if before is None or (before.id, before.target) != (mine.id, mine.target):
            aimed = mine.target in sheet.pack.thresholds
            self.target = mine.target if aimed else next(iter(sheet.pack.thresholds))
        self._sheet = sheet
        self._show_targets(sheet)
        self._reckon()

    def header_buttons(self) -> tuple[Button, ...]:
        """The plan on paper and as follow-ups; the calendar is saved beside the dates."""
        paper = Button(_("Cetak"), icon="cetak")
        paper.clicked.connect(self._print)
        follow = Button(_("Tindak lanjuti"), "primary")
        follow.clicked.connect(self._adopt_plan)
        return paper, follow

    # Reckoning, in the side lane

    def _reckon(self) -> None:
        assert self._sheet is not None
        sheet, target, today = self._sheet, self.target, date.today()
        asked = reckoning.asked(sheet, target, today)
        if asked == self._asked and self.drawn is not None:
            self._show_views()
            return
        self._asked = asked
        self.proving = True
        work = self._session.work
        work.side(lambda tick: reckoning.quick(sheet, target, today), lambda found: self._land(asked, found))
        work.side(
            lambda tick: reckoning.proved(sheet, target, today, tick),
            lambda found: self._land(asked, found, proved=True),
        )

    def _land(self, asked: Asked, found: Drawn | None, *, proved: bool = False) -> None:
        """Show *found* unless something else was asked meanwhile."""
        if not isValid(self) or asked != self._asked or (found is None and not proved):
            return  # the window was built anew, or something else is wanted by now
        self.drawn = found
        self.proving = not proved
        self._show_views()
        if proved and found is not None and self._sheet is not None:
            self._session.ask(
                lambda space: space.differences(), lambda known: self._weigh(asked, found, known)
            )

    def _weigh(self, asked: Asked, found: Drawn, known: Sequence[Difference]) -> None:
        """Work out how firm *found* stands, with what TPI did to other answers before."""
        sheet = self._sheet
        if isValid(self) and asked == self._asked and sheet is not None:
            self._session.work.side(
                lambda tick: reckoning.firm(sheet, found, known),
                lambda firm: self._firm_landed(asked, sheet, firm),
            )

    def _firm_landed(self, asked: Asked, sheet: Sheet, firm: Firm) -> None:
        if isValid(self) and asked == self._asked:
            self.firmness.show_firm(sheet, firm)

    def _other_ways(self, code: str) -> None:
        assert self._sheet is not None and self.drawn is not None
        sheet, drawn, asked = self._sheet, self.drawn, self._asked

        def land(ways: Sequence[Alternative]) -> None:
            if isValid(self) and asked == self._asked and self.steps.chosen() == code:
                self.steps.aside.show_ways(ways)

        self._session.work.side(lambda tick: reckoning.other_ways(sheet, drawn, code), land)

    # Showing

    def _show_targets(self, sheet: Sheet) -> None:
        chips = [
            Chip(one.id, _("Jalan ke {target}").format(target=one.id)) for one in sheet.pack.designations
        ]
        self.targets.set_chips(chips, self.target)
        aimed = sheet.assessment.target
        self.aim.setVisible(aimed != self.target)
        self.aim.setText(_("Jadikan {target} tujuan").format(target=self.target))
        self.aim.updateGeometry()

    def _show_views(self) -> None:
        sheet, drawn = self._sheet, self.drawn
        if sheet is None or drawn is None:
            return
        plan = drawn.plan
        words, kind = planning.badge(plan, proving=self.proving)
        self.statement.setText(planning.statement(plan, drawn.wishes.points))
        self.badge.set(words, _KINDS[kind])
        self._summary.setText("\n".join(planning.account(drawn)))
        self.tabs.set_count("langkah", len(plan.steps))
        self.steps.show_plan(sheet, drawn)
        self.whatif.show_plan(sheet, plan, kept.read_scenarios(sheet.pack, self._choice(kept.SCENARIOS)))
        self.schedule.show_plan(sheet, drawn)
        wished = plan.status is not Status.ALREADY_MET and bool(self._choice(kept.WISHES))
        # What was wished may be what leaves no step, and is taken back among the steps.
        self._steps_stack.setCurrentWidget(self.steps if plan.steps or wished else self._done)
        self._done.set(*self._nothing_to_do(plan.status))

    def _nothing_to_do(self, status: Status) -> tuple[str, str]:
        if status is Status.ALREADY_MET:
            return (
                _("Semua ambang sudah terpenuhi"),
                _("Lihat Ketahanan untuk mengetahui berapa penurunan yang masih dapat ditanggung."),
            )
        return (
            _("Tidak ada langkah yang mendekatkan"),
            _("Semua butir sudah di puncak, atau Anda menetapkannya tidak dapat dinaikkan."),
        )

    def _choice(self, key: str) -> str:
        return self._sheet.assessment.choices.get(key, "") if self._sheet is not None else ""

    # Acting

    def _choose_target(self, target: str) -> None:
        self.target = target
        if self._sheet is not None:
            self._show_targets(self._sheet)
            self._reckon()

    def _aim(self) -> None:
        if self._sheet is not None:
            mine, target = self._sheet.assessment.id, self.target
            self._session.do(
                lambda space: space.aim(mine, target), _("Tujuan: {target}").format(target=target)
            )

    def _wish(self, wishes: Wishes) -> None:
        self._keep(kept.WISHES, kept.wishes_text(replace(wishes, start=None)), _("Rencana disesuaikan"))

    def _keep(self, key: str, text: str, said: str) -> None:
        if self._sheet is not None and text != self._choice(key):
            mine = self._sheet.assessment.id
            self._session.do(lambda space: space.keep_choice(mine, key, text), said)

    def _print(self) -> None:
        """Show the plan on paper; that is the one to the assessment's own aim."""
        mine = self._sheet.assessment.target if self._sheet is not None else ""
        if mine and mine != self.target:
            words = _(
                "Yang dicetak adalah rencana ke {mine}. Jadikan {target} tujuan untuk mencetak yang ini."
            )
            self._session.noticed.emit(words.format(mine=mine, target=self.target), False)
        self._session.goto.emit("laporan", "rencana")

    def _save_calendar(self) -> None:
        sheet, drawn = self._sheet, self.drawn
        if sheet is not None and drawn is not None and self._has_steps():
            flows.save(
                self.window(),
                self._session,
                _("Simpan kalender"),
                f"jalan-ke-{drawn.plan.target.lower()}-{sheet.assessment.year}.ics",
                _("Kalender (*.ics)"),
                lambda: planning.calendar(sheet, drawn),
            )

    def _adopt_plan(self) -> None:
        if self.drawn is not None and self._has_steps():
            self._adopt(self.drawn.plan.scenario(self.target))

    def _has_steps(self) -> bool:
        """Whether there is anything to do; if not, that is told."""
        some = self.drawn is not None and bool(self.drawn.plan.steps)
        if not some:
            self._session.noticed.emit(_("Rencana ini tidak punya langkah."), False)
        return some

    def _adopt(self, scenario: Scenario) -> None:
        """Ask whose the changes of *scenario* are and by when, and write them down as follow-ups."""
        if self._sheet is None or self.drawn is None:
            return
        sheet, drawn = self._sheet, self.drawn
        due = {bar.step.code: bar.last for bar in drawn.road.bars}
        last = drawn.wishes.deadline or drawn.road.last
        proposals = [
            Proposal(code, reckoning.task_of(sheet, drawn, code, value), due.get(code, last))
            for code, value in scenario.changes.items()
        ]
        dialog = AdoptDialog(self.window(), proposals)
        dialog.adopted.connect(
            lambda several: self._session.do(
                lambda space: space.follow_many(sheet.assessment.id, several), adopt.told(len(several))
            )
        )
        dialog.open()

    def _explain_after(self, code: str) -> None:
        """Unfold the number of *code* as it is when the plan is done."""
        if self._sheet is not None and self.drawn is not None:
            self._explain(reckoning.after(self._sheet, self.drawn.plan), code)

    def _explain(self, sheet: Sheet, code: str) -> None:
        from zi_assess.ui.dialogs.account import AccountDialog

        if sheet.explain(code) is not None:
            AccountDialog(self.window(), self._session, sheet, code).open()

    def _show_tab(self, key: str) -> None:
        self.tabs.select(key)
        self._views.setCurrentWidget(self._by_key[key])
        if key == "jadwal" and self._sheet is not None:
            mine = self._sheet
            total = next((one for one in mine.readiness.of(self.target) if one.threshold.id == "total"), None)
            least = total.threshold.minimum if total is not None else None
            self._session.ask(
                lambda space: (space.history(mine.assessment.id), reckoning.years(space, mine.assessment)),
                lambda found: self.schedule.show_history(*found, least),
            )

    # Building

    def _make_parts(self) -> None:
        self.targets = FilterChips(_("Predikat yang dituju"))
        self.targets.chosen.connect(self._choose_target)
        self.aim = LinkButton("")
        self.aim.clicked.connect(self._aim)
        self.origin = LinkButton(_("Dari mana angka ini?"))
        self.origin.clicked.connect(lambda: self._explain_after("total"))
        self.statement = label(size="page", weight=600)
        self.badge = Pill()
        self._summary = label(tone="muted", wrap=True)
        views = (
            ("langkah", _("Langkah-langkah")),
            ("andai", _("Andai-andai")),
            ("tahan", _("Ketahanan")),
            ("jadwal", _("Jadwal")),
        )
        self.tabs = Tabs(_("Bagian rencana"), views)
        self.tabs.chosen.connect(self._show_tab)
        self.steps, self.whatif = StepsView(), WhatIfView()
        self.firmness, self.schedule = FirmnessView(), ScheduleView()
        self.steps.wished.connect(self._wish)
        self.steps.asked.connect(self._other_ways)
        self.steps.opened.connect(lambda code: self._session.goto.emit("penilaian", code))
        self.steps.explained.connect(self._explain_after)
        self.whatif.explained.connect(self._explain)
        self.firmness.explained.connect(self._explain)
        self.schedule.wished.connect(self._wish)
        self.schedule.exported.connect(self._save_calendar)
        self.whatif.kept.connect(
            lambda several: self._keep(kept.SCENARIOS, kept.scenarios_text(several), _("Skenario disimpan"))
        )
        self.whatif.adopted.connect(self._adopt)
        self._done = EmptyState("centang", "–", "–")

    def _lay_out(self) -> None:
        # From the outside in: Qt dresses all that lies in a widget anew whenever that gets another parent.
        column = QVBoxLayout(self)
        edge = theme.px(18)
        column.setContentsMargins(edge, theme.px(14), edge, theme.px(14))
        column.setSpacing(theme.px(8))
        column.addWidget(self._hero())
        bar = QHBoxLayout()
        bar.addWidget(self.tabs)
        bar.addStretch(1)
        bar.addWidget(self.targets)
        column.addLayout(bar)
        self._views = QStackedWidget()
        column.addWidget(self._views, 1)
        self._steps_stack = QStackedWidget()
        self._by_key = {
            "langkah": self._steps_stack,
            "andai": self.whatif,
            "tahan": self.firmness,
            "jadwal": self.schedule,
        }
        for view in self._by_key.values():
            self._views.addWidget(view)
        self._steps_stack.addWidget(self.steps)
        self._steps_stack.addWidget(self._done)

    def _hero(self) -> Card:
        card = Card()
        card.body.setSpacing(theme.px(6))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.statement)
        row.addWidget(self.badge)
        row.addStretch(1)
        card.body.addLayout(row)
        below = QHBoxLayout()
        below.setSpacing(theme.px(12))
        below.addWidget(self._summary, 1)
        below.addWidget(self.origin)
        below.addWidget(self.aim)
        card.body.addLayout(below)
        return card
