"""Where a file goes: the proposals to choose from, a field to type a code or a word into, and the slot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zi_assess.core.pack import Question
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _
from zi_assess.ui import theme, words
from zi_assess.ui.intake import lines
from zi_assess.ui.intake.lines import Line, Place
from zi_assess.ui.theme import RADIUS_CONTROL
from zi_assess.ui.widgets.buttons import Select, clear, frame
from zi_assess.ui.widgets.fields import SearchField
from zi_assess.ui.widgets.focus import ringed
from zi_assess.ui.widgets.text import elided, label, plain_tip

MOST = 6


class Choice(QAbstractButton):
    """One place as a row of two lines; checked when it is the one chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._line = ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_place(self, title: str, line: str) -> None:
        """Show *title* and, muted below it, *line*."""
        self._line = line
        self.setText(title)
        self.setAccessibleName(f"{title}. {line}" if line else title)
        self.setToolTip(plain_tip(f"{title}\n{line}"))
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """The picker decides."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(theme.px(200), theme.px(46 if self._line else 32))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, mark and words."""
        painter = QPainter(self)
        box, on = QRectF(self.rect()), self.isChecked()
        fill = theme.color("brand_tint") if on else theme.color("hover") if self.underMouse() else clear()
        frame(painter, box, fill, None, RADIUS_CONTROL)
        if ringed(self):
            frame(painter, box, clear(), theme.color("brand"), RADIUS_CONTROL, 2)
        side = theme.px(14)
        dot = QRectF(theme.px(10), theme.px(9), side, side)
        frame(painter, dot, clear(), theme.color("brand" if on else "edge"), side / 2, 2 if on else 1)
        if on:
            inner = dot.adjusted(4, 4, -4, -4)
            frame(painter, inner, theme.color("brand"), None, inner.width() / 2)
        left, room = theme.px(33), self.width() - theme.px(41)
        rows = (
            (self.text(), "base", 600, "ink", theme.px(6)),
            (self._line, "small", 400, "muted", theme.px(25)),
        )
        for text, size, weight, ink, top in rows:
            painter.setFont(theme.font("small" if size == "small" else "base", weight))
            painter.setPen(theme.color(ink))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, top, room, theme.px(20)), Qt.TextFlag.TextSingleLine, shown)


class PlacePicker(QWidget):
    """Proposals and a search for the place of one or many files; `placed(str, str)` passes code and slot. *wide* puts
    the slot beside the search.
    """

    placed = Signal(str, str)

    def __init__(self, most: int = MOST, *, wide: bool = False) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._line: Line | None = None
        self._place: Place = ("", "")
        self._codes: list[str] = []
        self.search = SearchField(_("Ketik kode atau kata butirnya…"))
        self.search.searched.connect(lambda _text: self._offer())
        self.search.returnPressed.connect(self._first)
        self._choices = [self._make(n) for n in range(most)]
        self._none = label(tone="muted", wrap=True)
        self._slot_head = elided(_("Tempat bukti"), size="small", tone="muted")
        self.slot = Select(_("Tempat bukti"))
        self.slot.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.slot.setMinimumContentsLength(12)
        self.slot.activated.connect(lambda _n: self._tell(self._place[0], str(self.slot.currentData() or "")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.search, 1)
        if wide:
            head.addWidget(self.slot, 1)
        column.addLayout(head)
        column.addSpacing(theme.px(4))
        for one in self._choices:
            column.addWidget(one)
        column.addWidget(self._none)
        self._wide = wide
        if not wide:
            column.addSpacing(theme.px(4))
            column.addWidget(self._slot_head)
            column.addWidget(self.slot)

    def show_line(self, sheet: Sheet, line: Line | None) -> None:
        """Offer places for *line*; another line empties the search."""
        other = line is None or self._line is None or line.source != self._line.source
        self._sheet, self._line = sheet, line
        self._place = line.place if line else ("", "")
        if other and self.search.text():
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)
        self.setEnabled(line is not None)
        self._offer()

    def place(self) -> Place:
        """The place that is chosen."""
        return self._place

    def _make(self, n: int) -> Choice:
        choice = Choice()
        choice.clicked.connect(lambda: self._choose(n))
        return choice

    def _offer(self) -> None:
        sheet, text = self._sheet, self.search.text().strip()
        rows: list[tuple[str, str, str]] = []
        if sheet is not None and text:
            found = lines.matching(sheet.pack, text, len(self._choices))
            rows = [(one.code, f"{one.code} {words.short(one)}", _above(sheet, one)) for one in found]
        elif sheet is not None and self._line is not None:
            rows = _proposed(sheet, self._line, len(self._choices))
        self._codes = [code for code, _title, _line in rows]
        for choice, row in zip(self._choices, [*rows, *[None] * len(self._choices)], strict=False):
            choice.setHidden(row is None)
            if row is not None:
                choice.show_place(row[1], row[2])
                choice.setChecked(row[0] == self._place[0])
        self._none.setHidden(bool(rows))
        self._none.setText(
            _("Tidak ada butir dengan kata itu.")
            if text
            else _(
                "Namanya tidak menunjuk butir mana pun. Ketik kode seperti A.I.6 atau kata seperti maklumat."
            )
        )
        self._fill_slots()

    def _fill_slots(self) -> None:
        sheet = self._sheet
        question = sheet.pack.question(self._place[0]) if sheet else None
        self.slot.clear()
        for slot, uses in sheet.slots(question) if sheet and question else ():
            self.slot.addItem(slot.title if uses else _("{slot} (kosong)").format(slot=slot.title), slot.id)
        if question is not None:
            self.slot.addItem(_("Bukti lain, di luar daftar"), "")
            self.slot.setCurrentIndex(max(0, self.slot.findData(self._place[1])))
        self.slot.setHidden(question is None)
        self._slot_head.setHidden(question is None or self._wide)

    def _first(self) -> None:
        self._offer()
        if self._codes:
            self._choose(0)

    def _choose(self, n: int) -> None:
        sheet = self._sheet
        question = sheet.pack.question(self._codes[n]) if sheet else None
        if sheet is None or question is None:
            return
        kind = self._line.kind if self._line else ""
        offered = (
            next((one for one in self._line.proposals if one.code == question.code), None)
            if self._line
            else None
        )
        empty = {slot.id for slot, uses in sheet.slots(question) if not uses}
        slot = offered.slot if offered and offered.slot else lines.best_slot(question, kind, empty)
        self._tell(question.code, slot)

    def _tell(self, code: str, slot: str) -> None:
        self._place = (code, slot)
        for choice, offered in zip(self._choices, self._codes, strict=False):
            choice.setChecked(offered == code)
        self._fill_slots()
        self.placed.emit(code, slot)


def _above(sheet: Sheet, question: Question) -> str:
    """Where a question lies, in words."""
    return " › ".join(words.short(node) for node in sheet.pack.path(question.code)[1:-1])


def _proposed(sheet: Sheet, line: Line, most: int) -> list[tuple[str, str, str]]:
    """At most *most* proposals of *line* as rows, after a place among none of them that was chosen for it by hand."""
    rows: list[tuple[str, str, str]] = []
    codes: Sequence[str] = [one.code for one in line.proposals[:most]]
    if line.place[0] and line.place[0] not in codes:
        rows.append((line.place[0], lines.where(sheet.pack, line.place)[0], _("dipilih sendiri")))
    for one in line.proposals:
        rows.append((one.code, lines.where(sheet.pack, (one.code, ""))[0], lines.because(one, 1)))
    return rows[:most]
