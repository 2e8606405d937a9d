"""A group on the page: how it stands, what is missing in it, and the places below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from zi_assess.core.pack import Group, Node, Question, walk
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, number, percent
from zi_assess.ui import theme
from zi_assess.ui.models.roles import TreeState
from zi_assess.ui.models.tree import answer_short, question_state, short_title, state_words, wrong_places
from zi_assess.ui.widgets.buttons import Button, frame
from zi_assess.ui.widgets.surfaces import Card, clear_layout, scroll
from zi_assess.ui.widgets.text import SectionHeader, label
from zi_assess.ui.widgets.tree_delegate import draw_mark

_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_DEEP = 9  # a child is shown by the last part of its code


class GroupPane(QWidget):
    """`chosen(str)` passes the code of a place below, `next_answer()` and `next_evidence()` ask to go on."""

    chosen = Signal(str)
    next_answer = Signal()
    next_evidence = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._drawn: tuple[object, ...] = ()
        self._where = label(tone="muted", wrap=True)
        self._title = label(size="title", weight=600, wrap=True)
        self._score = label(size="page", weight=600, tabular=True)
        self._share = label(tone="muted", wrap=True)
        self._missing = label(wrap=True)
        self._answer = Button(_("Jawab berikutnya"), small=True)
        self._answer.clicked.connect(self.next_answer)
        self._attach = Button(_("Bukti kosong berikutnya"), small=True)
        self._attach.clicked.connect(self.next_evidence)
        self._rows = QVBoxLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._lay_out())

    def show_group(self, group: Group, sheet: Sheet) -> None:
        """Show *group* as it stands in *sheet*."""
        own = sheet.scores[group.code]
        above = sheet.pack.path(group.code)[:-1]
        parts = [group.code, *(node.short or node.title for node in above[-1:])]
        self._where.setText(" · ".join([*parts, _("bobot {weight}").format(weight=number(group.weight))]))
        self._title.setText(group.title)
        self._score.setText(
            _("{score} dari {weight}").format(score=number(own.strict), weight=number(group.weight))
        )
        self._share.setText(_("{share} dari bobot").format(share=percent(own.percent)))
        open_, bare = _open_places(group, sheet)
        self._missing.setText(
            _("Terjawab {done} dari {all} · {bare} butir belum lengkap buktinya").format(
                done=own.answered, all=own.questions, bare=bare
            )
            if open_ or bare
            else _("Semua butir terjawab dan buktinya lengkap.")
        )
        self._answer.setHidden(not open_)
        self._attach.setHidden(not bare)
        self._show_rows(_rows(group, sheet))

    def _show_rows(self, rows: Sequence[ChildLook]) -> None:
        if tuple(rows) == self._drawn:
            return
        self._drawn = tuple(rows)
        clear_layout(self._rows)
        for look in rows:
            row = ChildRow(look)
            row.clicked.connect(lambda _on=False, code=look[0]: self.chosen.emit(code))
            self._rows.addWidget(row)

    def _lay_out(self) -> QScrollArea:
        content = QWidget()
        content.setMaximumWidth(theme.px(820))
        column = QVBoxLayout(content)
        edge = theme.px(20)
        column.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        column.setSpacing(theme.px(6))
        column.addWidget(self._where)
        column.addWidget(self._title)
        card = Card()
        card.body.setSpacing(theme.px(4))
        card.body.addWidget(self._score)
        card.body.addWidget(self._share)
        card.body.addSpacing(theme.px(6))
        card.body.addWidget(self._missing)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self._answer)
        row.addWidget(self._attach)
        row.addStretch(1)
        card.body.addLayout(row)
        column.addSpacing(theme.px(4))
        column.addWidget(card)
        column.addSpacing(theme.px(12))
        column.addWidget(SectionHeader(_("Isi bagian ini")))
        inner = Card()
        inner.body.setContentsMargins(theme.px(6), theme.px(6), theme.px(6), theme.px(6))
        self._rows.setSpacing(0)
        inner.body.addLayout(self._rows)
        column.addWidget(inner)
        column.addStretch(1)
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(content, 1)
        return scroll(holder)


ChildLook = tuple[str, str, str, str, TreeState, bool]
"""Code, title, score, progress, state, and whether more lies below."""


def _rows(group: Group, sheet: Sheet) -> tuple[ChildLook, ...]:
    wrong = wrong_places(sheet)
    return tuple(_look(child, sheet, wrong) for child in group.children)


def _look(node: Node, sheet: Sheet, wrong: frozenset[str]) -> ChildLook:
    title = short_title(node, _DEEP)
    own = sheet.scores[node.code]
    if isinstance(node, Question):
        state, filled = question_state(node, sheet, wrong)
        answer = answer_short(node, sheet.answer(node.code))
        return node.code, title, answer, f"{filled}/{len(node.evidence)}", state, False
    state = (
        TreeState.DONE
        if own.answered == own.questions
        else TreeState.PART
        if own.answered
        else TreeState.EMPTY
    )
    if wrong & {one.code for one in walk(node.children)}:
        state = TreeState.WRONG
    score = _("{score} dari {weight}").format(score=number(own.strict), weight=number(node.weight))
    return node.code, title, score, f"{own.answered}/{own.questions}", state, True


def _open_places(group: Group, sheet: Sheet) -> tuple[int, int]:
    """How many questions below are unanswered, and how many lack evidence."""
    open_ = bare = 0
    for node in walk(group.children):
        if isinstance(node, Question):
            state, filled = question_state(node, sheet, ())
            open_ += state is TreeState.EMPTY
            bare += filled < len(node.evidence)
    return open_, bare


class ChildRow(QAbstractButton):
    """One place below a group: mark, title, score, progress."""

    def __init__(self, look: ChildLook) -> None:
        super().__init__()
        self._look = look
        _code, title, score, progress, state, _more = look
        self.setText(title)
        self.setAccessibleName(
            ", ".join(part for part in (title, score, progress, state_words(state)) if part)
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(theme.px(320), theme.px(34))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        painter = QPainter(self)
        _code, title, score, progress, state, _more = self._look
        box = QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            ring = theme.color("brand") if self.hasFocus() else None
            frame(painter, box, theme.color("hover"), ring, theme.px(6), 2)
        side = theme.px(10)
        draw_mark(painter, QRectF(theme.px(10), (self.height() - side) / 2, side, side), state)
        right = self.width() - theme.px(10)
        right = self._column(painter, right, theme.px(54), progress, "muted")
        right = self._column(painter, right, theme.px(110), score, "ink")
        room = QRect(theme.px(30), 0, right - theme.px(36), self.height())
        painter.setFont(theme.font())
        painter.setPen(theme.color("ink"))
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)

    def _column(self, painter: QPainter, right: int, width: int, text: str, token: str) -> int:
        painter.setFont(theme.font(tabular=True))
        painter.setPen(theme.color(token))
        painter.drawText(QRect(right - width, 0, width, self.height()), _RIGHT, text)
        return right - width - theme.px(4)
