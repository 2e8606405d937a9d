"""Ringkasan: how the unit stands at a glance, how far each threshold is, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.core.checks import Finding
from zi_assess.core.review import Side
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, n_, number
from zi_assess.ui import flows, handing, standing, theme
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.bars import Meter, ThresholdList
from zi_assess.ui.widgets.buttons import Button, LinkButton
from zi_assess.ui.widgets.chips import Chip, FilterChips
from zi_assess.ui.widgets.figures import BigNumber, RadarChart
from zi_assess.ui.widgets.notices import Banner
from zi_assess.ui.widgets.surfaces import Card, EmptyState, Hairline, scroll
from zi_assess.ui.widgets.tasks import TaskList
from zi_assess.ui.widgets.text import label

if TYPE_CHECKING:
    from zi_assess.ui.widgets.reviewwork import ReviewWork

_TASK_HEIGHT = 58
_FEWEST_TASKS, _MOST_TASKS = 3, 12
_RADAR = QSize(1000, 820)  # a page that large has room for the radar
_WIDE = 1000  # a page less wide has its parts below each other


class OverviewPage(QWidget):
    """Shows one sheet. Every number leads to its account, every task to its place."""

    shows_score = False
    """The strip on top need not repeat the number that leads this page."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: Sheet | None = None
        self._designation = ""
        self._thresholds: list[standing.Line] = []
        self._areas: list[standing.Line] = []
        self._tasks: list[Finding] = []
        self._is_wide = True
        self._reviews = False  # whether the auditors read here what is the unit's
        self._held = ""  # why the unit can do nothing of it now
        self.review: ReviewWork | None = None  # made where they do
        self._make_parts()
        self._lay_out()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show *sheet*."""
        before = self._sheet.assessment if self._sheet is not None else None
        if before is None or (before.id, before.target) != (sheet.assessment.id, sheet.assessment.target):
            self._designation = sheet.assessment.target or next(iter(sheet.pack.thresholds), "")
        if before is None or before.id != sheet.assessment.id:
            self._area.verticalScrollBar().setValue(0)
        self._sheet = sheet
        self._reviews = handing.reviewed_here(sheet.assessment)
        self._held = "" if self._reviews else handing.locked(sheet.assessment)
        self._show_number(sheet)
        self._show_thresholds(sheet)
        self._show_completeness(sheet)
        waiting = len(sheet.assessment.proposals)
        words = n_(
            "{n} jawaban tahun lalu menunggu konfirmasi dan belum dihitung.",
            "{n} jawaban tahun lalu menunggu konfirmasi dan belum dihitung.",
            waiting,
        )
        self._proposals.set_text(words.format(n=waiting))
        self._proposals.setVisible(bool(waiting) and not sheet.assessment.locked)
        self._show_review(sheet)
        self._show_tasks(sheet)

    def header_buttons(self) -> tuple[Button, ...]:
        """What is done from here: the report, and going on with the answers."""
        report = Button(_("Buat laporan"))
        report.clicked.connect(lambda: self._session.goto.emit("laporan", ""))
        begun = self._sheet is not None and _begun(self._sheet)  # else the page itself leads to the start
        going = Button(_("Lanjut menilai"), "primary" if begun else "secondary")
        going.clicked.connect(self._go_on)
        to_review = self._to_review()
        if self._held and to_review is None:
            return (report,)
        return report, to_review or going

    def _to_review(self) -> Button | None:
        """Where the auditors go on, while the unit's part is theirs to read only."""
        mine = self._sheet.assessment if self._sheet is not None else None
        if mine is None or not mine.locked or mine.copy.side == Side.UNIT:
            return None
        made = Button(_("Buka Reviu"), "primary")
        made.clicked.connect(lambda: self._session.goto.emit("reviu", ""))
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._arrange()
        if self._sheet is not None:
            self._show_tasks(self._sheet)
            self._show_radar(self._sheet)

    # Showing

    def _show_number(self, sheet: Sheet) -> None:
        text, kind = standing.predicate(sheet)
        self.number.set(number(sheet.scores.strict), kind, text, standing.beside(sheet))

    def _show_thresholds(self, sheet: Sheet) -> None:
        chips = []
        for one in sheet.pack.designations:
            missed = sum(not each.met for each in sheet.readiness.of(one.id))
            said = n_("{n} kurang", "{n} kurang", missed).format(n=missed) if missed else _("terpenuhi")
            chips.append(Chip(one.id, f"{one.id}: {said}"))
        self.chips.set_chips(chips, self._designation)
        self._choose(self._designation)

    def _choose(self, designation: str) -> None:
        """Hold the scores against another designation."""
        assert self._sheet is not None
        self._designation = designation
        self._thresholds = standing.thresholds(self._sheet, designation)
        self.thresholds.set_rows([line.row for line in self._thresholds])
        self._no_thresholds.setHidden(bool(self._thresholds))
        self._show_about(self._sheet)
        self.chips.setVisible(bool(self._thresholds))
        self._areas = standing.areas(self._sheet, designation)
        self.areas.set_rows([line.row for line in self._areas])
        title = _("Area pengungkit dan hasil") if self._sheet.pack.aggregates else _("Nilai tiap bagian")
        self._areas_header.set(title)
        self._areas_note.setText(self._note(self._sheet))
        self._show_radar(self._sheet)

    def _show_about(self, sheet: Sheet) -> None:
        """Without thresholds: what the instrument rests on, and what of it is our own."""
        bare = not self._thresholds
        self._thresholds_name.setText(_("Tentang instrumen ini") if bare else _("Ambang batas"))
        basis = _("Dasar: {basis}.").format(basis=sheet.pack.basis)
        self._about.setText(f"{basis} {sheet.pack.note}".strip())
        self._about.setVisible(bare)

    def _note(self, sheet: Sheet) -> str:
        marked = [one for one in sheet.readiness.of(self._designation) if one.threshold.percent is not None]
        if not marked:
            return _("Klik angka untuk melihat asalnya.")
        words = _("Garis tegak: batas {target}. Klik angka untuk melihat asalnya.")
        return words.format(target=self._designation)

    def _show_radar(self, sheet: Sheet) -> None:
        spokes = standing.spokes(self._areas, len(sheet.pack.aggregates) or len(self._areas))
        self.radar.set(spokes)
        room = theme.px(_RADAR.width()), theme.px(_RADAR.height())
        self.radar.setVisible(bool(spokes) and self.width() >= room[0] and self.height() >= room[1])

    def _show_completeness(self, sheet: Sheet) -> None:
        done = sheet.completeness
        self.answers.set(done.answered, done.questions)
        self.evidence.set(done.slots_filled, done.slots)
        self.prerequisites.set(done.prerequisites_met, done.prerequisites)
        for part in (self.prerequisites, self.checklist):
            part.setVisible(bool(done.prerequisites))

    def _show_review(self, sheet: Sheet) -> None:
        """Where the auditors read what is the unit's, their own work stands in the place of its tasks."""
        head = self._tasks_card.header
        assert head is not None
        if self.review is not None:
            self.review.setVisible(self._reviews)
        if not self._reviews:
            head.set(_("Kerjakan berikutnya"))
            return
        from zi_assess.ui.dialogs.handing import desk_of  # a unit's start needs none of this

        if self.review is None:
            self.review = self._make_review()
        head.set(_("Pekerjaan reviu"), self.review.show_sheet(sheet, desk_of(self._session)))

    def _show_tasks(self, sheet: Sheet) -> None:
        if self._reviews:
            for part in (self.tasks, self.rest, self._first, self._done):
                part.hide()
            return
        self.tasks.show()
        every = standing.tasks(sheet)
        begun = _begun(sheet)
        self._tasks = every[: self._room()] if begun and not self._held else []
        self.tasks.set_tasks([standing.task(sheet, one) for one in self._tasks])
        left = len(sheet.findings) - len(self._tasks)
        words = (
            n_("dan {n} hal lain ›", "dan {n} hal lain ›", left)
            if self._tasks
            else n_("{n} hal perlu diperiksa ›", "{n} hal perlu diperiksa ›", left)
        )
        self.rest.setText(words.format(n=left))
        self.rest.updateGeometry()
        self.rest.setVisible(left > 0 and begun)
        self._first.setHidden(begun)
        self._done.setText(self._held or _("Tidak ada yang tertinggal. Cetak laporannya."))
        self._done.setVisible(bool(self._held) or (begun and not every))

    def _room(self) -> int:
        """How many tasks the page has room for."""
        banner = (
            self._proposals.sizeHint().height() + theme.px(14) if self._proposals.isVisibleTo(self) else 0
        )
        free = self.height() - self._standing.sizeHint().height() - banner - theme.px(140)
        return max(_FEWEST_TASKS, min(_MOST_TASKS, free // theme.px(_TASK_HEIGHT)))

    def _arrange(self) -> None:
        """Put the parts beside each other, or below each other where room or large type asks for it."""
        wide = self.width() >= theme.px(_WIDE)
        if wide == self._is_wide:
            return
        self._is_wide = wide
        (self._right if wide else self._left).addWidget(self._completeness)
        self._second_line.setVisible(wide)
        self._standing_row.setStretchFactor(self._right, 6 if wide else 0)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._lower.setDirection(way)

    # Acting

    def _account(self, code: str) -> None:
        flows.account(self.window(), self._session, code)

    def _go_on(self) -> None:
        sheet = self._session.sheet
        if sheet is None:
            return
        open_ones = (one.code for one in sheet.pack.questions if not sheet.scores[one.code].answered)
        self._session.goto.emit("penilaian", next(open_ones, ""))

    # Building

    def _make_parts(self) -> None:
        self.number = BigNumber(_("Nilai jika dinilai hari ini"))
        self.account = LinkButton(_("Dari mana angka ini?"))
        self.account.clicked.connect(lambda: self._account("total"))
        self.chips = FilterChips(_("Ambang predikat"))
        self.chips.chosen.connect(self._choose)
        self.thresholds = ThresholdList(clickable=True, spacing=2)
        self.thresholds.opened.connect(lambda row: self._account(self._thresholds[row].code))
        self._no_thresholds = label(
            _("Instrumen ini tidak punya ambang predikat; nilainya dihitung dari 100."),
            tone="muted",
            wrap=True,
        )
        self._thresholds_name = label(_("Ambang batas"), weight=600)
        self._about = label(size="small", tone="muted", wrap=True)
        self.answers, self.evidence = Meter(_("Jawaban")), Meter(_("Bukti yang diminta"))
        self.prerequisites = Meter(_("Prasyarat pengusulan"))
        self.checklist = Button(_("Periksa prasyarat"), "quiet", "perisai")
        self.checklist.clicked.connect(lambda: flows.checklist(self.window(), self._session))
        self.areas = ThresholdList(clickable=True, spacing=6)
        self.areas.opened.connect(lambda row: self._account(self._areas[row].code))
        self._areas_note = label(size="small", tone="faint", wrap=True)
        self.radar = RadarChart(_("Capaian tiap area"))
        self.tasks = TaskList()
        self.tasks.pressed.connect(lambda row: flows.follow(self.window(), self._session, self._tasks[row]))
        self.rest = LinkButton("")
        self.rest.clicked.connect(lambda: flows.findings(self.window(), self._session))

    def _make_review(self) -> ReviewWork:
        from zi_assess.ui.widgets.reviewwork import ReviewWork

        made = ReviewWork()
        made.opened.connect(lambda code: self._session.goto.emit("reviu", code))
        self._tasks_card.body.insertWidget(1, made)
        return made

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        edge = theme.px(18)
        column.setContentsMargins(edge, theme.px(14), edge, theme.px(16))
        column.setSpacing(theme.px(14))
        self._proposals = Banner("info", "", (_("Periksa"),), dismissable=False)
        self._proposals.acted.connect(lambda _number: self._go_on())
        column.addWidget(self._proposals)
        self._standing = self._standing_card()
        column.addWidget(self._standing)
        self._lower = QHBoxLayout()
        self._lower.setSpacing(theme.px(14))
        self._lower.addWidget(self._areas_card(), 8)
        self._tasks_card = self._make_tasks_card()
        self._lower.addWidget(self._tasks_card, 7)
        column.addLayout(self._lower, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._area = scroll(inside)
        whole.addWidget(self._area)

    def _standing_card(self) -> Card:
        card = Card()
        self._standing_row = row = QHBoxLayout()
        row.setSpacing(theme.px(22))
        self._left = QVBoxLayout()
        self._left.setSpacing(theme.px(10))
        self._left.addWidget(_column(self.number, self.account, spacing=2), 1)
        self._completeness = _column(
            label(_("Kelengkapan"), weight=600),
            self.answers,
            self.evidence,
            self.prerequisites,
            self.checklist,
        )
        self._right = QVBoxLayout()
        self._right.addWidget(self._completeness)
        self._second_line = Hairline(standing=True)
        row.addLayout(self._left, 5)
        row.addWidget(Hairline(standing=True))
        row.addLayout(self._thresholds_part(), 12)
        row.addWidget(self._second_line)
        row.addLayout(self._right, 6)
        card.body.addLayout(row)
        return card

    def _thresholds_part(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.addWidget(self._thresholds_name)
        head.addStretch(1)
        head.addWidget(self.chips)
        column.addLayout(head)
        column.addWidget(self.thresholds)
        column.addWidget(self._no_thresholds)
        column.addWidget(self._about)
        column.addStretch(1)
        return column

    def _areas_card(self) -> Card:
        card = Card(_("Area pengungkit dan hasil"))
        assert card.header is not None
        self._areas_header = card.header
        card.body.addWidget(self.areas)
        card.body.addWidget(self._areas_note)
        card.body.addWidget(self.radar, 1)
        card.body.addStretch(0)
        return card

    def _make_tasks_card(self) -> Card:
        card = Card(_("Kerjakan berikutnya"))
        self._first = EmptyState(
            "mulai",
            _("Belum ada jawaban"),
            _(
                "Mulai dari butir pertama. Bila LKE sudah terisi di Excel, impor saja lewat menu di samping nama unit."
            ),
            _("Jawab butir pertama"),
        )
        assert self._first.button is not None
        self._first.button.clicked.connect(self._go_on)
        self._done = label(_("Tidak ada yang tertinggal. Cetak laporannya."), tone="muted", wrap=True)
        card.body.addWidget(self._first)
        card.body.addWidget(self._done)
        card.body.addWidget(self.tasks)
        card.body.addWidget(self.rest, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addStretch(1)
        return card


def _begun(sheet: Sheet) -> bool:
    """Whether there is anything to go on with."""
    return bool(sheet.scores.answered or sheet.assessment.proposals)


def _column(*widgets: QWidget, spacing: int = 10) -> QWidget:
    """*widgets* below each other, buttons no wider than their words."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(spacing))
    for widget in widgets:
        at = Qt.AlignmentFlag.AlignLeft if isinstance(widget, Button) else Qt.AlignmentFlag(0)
        column.addWidget(widget, 0, at)
    column.addStretch(1)
    return made
