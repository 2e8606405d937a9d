"""How far a desk is with its review: all and by area, what is open, and the way to each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zi_assess.core import observed, review, worklist
from zi_assess.core.assessment import Stage
from zi_assess.core.review import Phase
from zi_assess.core.sheet import Sheet
from zi_assess.core.worklist import Ground, Item, Part
from zi_assess.i18n import _
from zi_assess.ui import theme, words
from zi_assess.ui.theme import Kind
from zi_assess.ui.widgets.bars import ThresholdList, ThresholdRow
from zi_assess.ui.widgets.tasks import Task, TaskList
from zi_assess.ui.widgets.text import label


@dataclass(frozen=True, slots=True)
class _Open:
    """Something that waits, and the criterion where it begins ("" for the whole)."""

    task: Task
    code: str


class ReviewWork(QWidget):
    """A desk's state of work in a sheet. `opened(str)` asks for the review at a criterion."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[Part, ...] = ()
        self._first: dict[str, str] = {}
        self._open: tuple[_Open, ...] = ()
        self.parts = ThresholdList(clickable=True, spacing=2)
        self.parts.opened.connect(lambda row: self.opened.emit(self._first[self._parts[row].code]))
        self.tasks = TaskList()
        self.tasks.pressed.connect(lambda row: self.opened.emit(self._open[row].code))
        self._done = label(tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        for widget in (self._done, self.tasks, self.parts):
            column.addWidget(widget)

    def show_sheet(self, sheet: Sheet, stage: Stage) -> str:
        """Show where *stage* stands in *sheet*; returns that in a few words."""
        items = worklist.worklist(sheet, stage)
        self._parts = worklist.progress(sheet, stage)
        self._first = {one.code: _first(items, one) for one in self._parts}
        self.parts.set_rows([_row(one) for one in self._parts])
        self._open = tuple(_open(sheet, items))
        self.tasks.set_tasks([one.task for one in self._open])
        self._done.setText(_state(sheet, bool(self._open)))
        self._done.setHidden(not self._done.text())
        said = _("meja {stage}, {done} dari {all} butir dinilai")
        return said.format(stage=words.desk(stage), done=sum(one.given for one in items), all=len(items))


def _first(items: Sequence[Item], part: Part) -> str:
    """Where one goes on in *part*: the first that waits, else its first."""
    inside = [one for one in items if one.code in part.codes]
    return next((one.code for one in inside if not one.settled), inside[0].code if inside else "")


def _row(part: Part) -> ThresholdRow:
    whole = part.done == part.all
    return ThresholdRow(
        f"{part.code.rpartition('.')[2] if part.code[-1].isdigit() else part.code} {part.title}",
        part.done,
        max(1, part.all),
        None,
        f"{part.done} / {part.all}",
        fill="ok" if whole else "brand",
    )


def _open(sheet: Sheet, items: Sequence[Item]) -> Iterator[_Open]:
    """What waits for this desk, the weightiest first; nothing while it is not under review."""
    if review.phase(sheet.assessment) is not Phase.REVIEWING and sheet.assessment.handovers:
        return
    silent = [one for one in items if any(each.ground is Ground.UNEXPLAINED for each in one.reasons)]
    changed = [one for one in items if one.changed]
    blank = [one for one in items if not one.given and not one.changed]
    waiting: tuple[tuple[list[Item], Kind, str, str], ...] = (
        (silent, "bad", _("Berbeda tanpa catatan"), _("Jelaskan")),
        (changed, "info", _("Diubah unit sejak kunjungan lalu"), _("Nilai")),
        (blank, "warn", _("Belum dinilai"), _("Nilai")),
    )
    for found, kind, title, action in waiting:
        if found:
            place = words.title_line(sheet.pack, found[0].code)
            line = _("mulai dari {place}").format(place=place) if len(found) > 1 else place
            yield _Open(Task(str(len(found)), kind, title, line, action), found[0].code)
    pending = [one for one in sheet.assessment.observations if one.status in observed.PENDING]
    if pending:
        line = " ".join(pending[0].what.split())
        yield _Open(
            Task(str(len(pending)), "warn", _("Temuan belum selesai"), line, _("Lihat")), pending[0].code
        )


def _state(sheet: Sheet, waits: bool) -> str:
    """Why there is nothing to do, where that is so."""
    if waits:
        return ""
    if review.phase(sheet.assessment) is Phase.CLOSED:
        return _("Reviu sudah ditutup.")
    if review.phase(sheet.assessment) is Phase.FILLING:
        return _("Di tangan unit. Reviu dilanjutkan sesudah kiriman berikutnya diterima.")
    return _("Semua butir sudah dinilai. Kembalikan ke unit, atau tutup reviu.")
