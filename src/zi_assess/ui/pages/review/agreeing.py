"""Setujui sisanya: what still waits in a list, agreed to at once after it was shown; what is odd stands apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from zi_assess.core import worklist
from zi_assess.core.assessment import Stage
from zi_assess.core.sheet import Sheet
from zi_assess.core.worklist import Item
from zi_assess.i18n import _, n_
from zi_assess.ui import theme, words
from zi_assess.ui.models.worklist import Index, WorklistModel, WorkRole
from zi_assess.ui.pages.review.listing import draw_chips, draw_head
from zi_assess.ui.widgets import icons
from zi_assess.ui.widgets.buttons import LinkButton, frame
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.picks import PickList
from zi_assess.ui.widgets.text import SectionHeader, label

_ROW, _ROW_WITH_CHIPS = 32, 54
_MOST_TELLING, _MOST_OTHERS = 4, 6  # rows that are seen without scrolling
_ELSE = 360  # what the dialog needs besides its lists


@dataclass(frozen=True, slots=True)
class _Row:
    """What is shown of a criterion, and how it is read out."""

    code: str
    title: str
    answer: str
    chips: Sequence[tuple[str, str]]
    spoken: str


class _Delegate(QStyledItemDelegate):
    """Draws box, code, title and answer; below them the reasons where there are any to look at."""

    def __init__(self, parent: PickList, rows: Sequence[_Row], height: int) -> None:
        super().__init__(parent)
        self._rows, self._height = {one.code: one for one in rows}, height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line, or two."""
        return QSize(theme.px(200), self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        view = self.parent()
        assert isinstance(view, PickList)
        place: QRect = option.rect
        row = self._rows[str(index.data(Qt.ItemDataRole.UserRole))]
        chosen = view.currentIndex() == index and view.hasFocus()
        if chosen:
            painter.fillRect(place, theme.color("selection"))
        on, side, line = view.ticked(index.row()), theme.px(18), theme.px(_ROW)
        box = QRectF(place.left() + theme.px(8), place.top() + (line - side) / 2, side, side)
        frame(painter, box, theme.color("brand" if on else "card"), theme.color("brand" if on else "edge"), 5)
        if on:
            icons.draw(painter, "centang", box.adjusted(2, 2, -2, -2), theme.color("on_brand"))
        room = QRect(place.left() + theme.px(36), place.top(), place.width() - theme.px(46), line)
        draw_head(painter, room, row.code, row.title, row.answer, muted=False)
        if self._height > line:
            below = QRect(room.left(), room.bottom() - theme.px(2), room.width(), theme.px(19))
            draw_chips(painter, below, row.chips, on_tint=chosen)


class AgreeList(PickList):
    """Criteria to tick; with *chips* each row says below what speaks for a look."""

    def __init__(self, name: str, rows: Sequence[_Row], *, on: bool, chips: bool) -> None:
        super().__init__(name)
        self._rows = tuple(rows)
        self.row_height = theme.px(_ROW_WITH_CHIPS if chips else _ROW)
        self.setItemDelegate(_Delegate(self, rows, self.row_height))
        self.tick(on)

    def tick(self, on: bool) -> None:
        """Tick every row, or none."""
        self.set_rows([(one.code, one.spoken) for one in self._rows], [one.code for one in self._rows if on])
        self.picked.emit()


class AgreeDialog(FlowDialog):
    """What is to be looked at first stands on top, unticked; the others are ticked. `agreed(object)` passes codes."""

    agreed = Signal(object)

    def __init__(
        self, parent: QWidget, sheet: Sheet, stage: Stage, model: WorklistModel, items: Sequence[Item]
    ) -> None:
        """*items* are those that *model* lists; what of them cannot be agreed to is told."""
        sentence = _("Yang dicentang disetujui untuk meja {stage}. Dapat diurungkan dalam satu langkah.")
        super().__init__(
            parent,
            _("Setujui sisanya"),
            sentence.format(stage=words.desk(stage)),
            primary=_("Setujui"),
            width=720,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._judged = frozenset(
            code for code, one in sheet.assessment.of(stage).items() if one.value is not None
        )
        self._all = len(sheet.pack.questions)
        rest = worklist.rest(items)
        telling = [one for one in rest if worklist.telling(sheet.pack, one)]
        others = [one for one in rest if one not in telling]
        self.telling = AgreeList(_("Lihat dahulu"), _rows(model, telling), on=False, chips=True)
        self.others = AgreeList(_("Sisanya"), _rows(model, others), on=True, chips=False)
        self.said = label(weight=600)
        self._lay_out_body(items)
        self.check = lambda: "" if self.codes() else _("Centang sedikitnya satu butir.")
        self.accepted.connect(lambda: self.agreed.emit(self.codes()))
        self._tell()
        (self.telling if telling else self.others).setFocus()

    def codes(self) -> tuple[str, ...]:
        """The criteria that are ticked."""
        return (*self.telling.keys(), *self.others.keys())

    def _lay_out_body(self, items: Sequence[Item]) -> None:
        free = room_for(self.parentWidget() or self, 1000, _ELSE)
        why = _("berubah, bertanda, atau bernilai besar")
        for view, title, note, most in (
            (self.telling, _("Lihat dahulu"), why, _MOST_TELLING),
            (self.others, _("Sisanya"), "", _MOST_OTHERS),
        ):
            many = view.model().rowCount()
            if not many:
                view.hide()
                continue
            row = view.row_height
            free -= (high := min(many * row + 2, max(2 * row, min(most * row + row // 2, free))))
            view.setFixedHeight(high)
            view.picked.connect(self._tell)
            self.body.addWidget(_header(view, title, note, many))
            self.body.addWidget(view)
        if text := _left_out(items):
            self.body.addWidget(label(text, size="small", tone="muted", wrap=True))
        self.body.addWidget(self.said)

    def _tell(self) -> None:
        chosen = self.codes()
        text = n_("Setujui {n} butir", "Setujui {n} butir", len(chosen))
        self.primary.setText(text.format(n=len(chosen)))
        self.complain("")
        done = len(self._judged.union(chosen))
        self.said.setText(_("Sesudahnya {done} dari {all} butir dinilai.").format(done=done, all=self._all))


def _header(view: AgreeList, title: str, note: str, many: int) -> SectionHeader:
    """The words above *view*, with a link that ticks all of it, or none."""
    counted = n_("{n} butir", "{n} butir", many).format(n=many)
    header = SectionHeader(title, " · ".join(part for part in (counted, note) if part))
    link = LinkButton("")

    def whole() -> bool:
        return len(view.keys()) == many

    def name() -> None:
        link.setText(_("Kosongkan") if whole() else _("Centang semua"))
        link.setAccessibleName(f"{link.text()}: {title}")
        link.updateGeometry()

    link.clicked.connect(lambda: view.tick(not whole()))
    view.picked.connect(name)
    name()
    header.add(link)
    return header


def _rows(model: WorklistModel, items: Sequence[Item]) -> list[_Row]:
    made = []
    for one in items:
        index = model.index(model.row_of(one.code))
        spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
        chips = index.data(WorkRole.CHIPS)
        made.append(_Row(one.code, str(index.data()), str(index.data(WorkRole.ANSWER)), chips, spoken))
    return made


def _left_out(items: Sequence[Item]) -> str:
    """What of *items* waits and is still not offered, and why."""
    waiting = [one for one in items if not one.settled and not one.agreeable]
    against = sum(one.given for one in waiting)
    blank = len(waiting) - against
    told = (
        (
            against,
            n_(
                "{n} butir yang diubah unit tidak ikut karena meja ini menilainya berbeda: nilai satu per satu.",
                "{n} butir yang diubah unit tidak ikut karena meja ini menilainya berbeda: nilai satu per satu.",
                against,
            ),
        ),
        (
            blank,
            n_(
                "{n} butir tidak ikut karena belum dijawab unit.",
                "{n} butir tidak ikut karena belum dijawab unit.",
                blank,
            ),
        ),
    )
    return "\n".join(text.format(n=n) for n, text in told if n)
