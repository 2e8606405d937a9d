"""What every stage says about one criterion, side by side, and what stages say about a piece of evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from zi_assess.core.assessment import Assessment, Evidence, Stage
from zi_assess.core.pack import Question
from zi_assess.core.review import STAGES
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, number
from zi_assess.ui import theme, words
from zi_assess.ui.models.tree import answer_short
from zi_assess.ui.theme import RADIUS_CARD, Kind
from zi_assess.ui.widgets.buttons import frame
from zi_assess.ui.widgets.pill import draw_pill, pill_width
from zi_assess.ui.widgets.surfaces import clear_layout
from zi_assess.ui.widgets.text import SectionHeader, label

_CENTER = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Layer:
    """One stage's answer: *answer* in a few letters, *points* it earns, how far it moves the unit's own (*change*)."""

    stage: Stage
    answer: str
    points: str
    change: str
    kind: Kind
    note: str


def layers(sheet: Sheet, question: Question, desk: Stage | None = None) -> tuple[Layer, ...]:
    """The stages that said something about *question*, in their order; the unit's own and *desk* are always there."""
    mine = sheet.assessment
    return tuple(_layer(mine, question, stage) for stage in _said(mine, question, desk))


def _said(mine: Assessment, question: Question, desk: Stage | None = None) -> list[Stage]:
    order = sorted(STAGES, key=lambda one: one is not Stage.SELF)  # the unit's own comes first
    return [
        one
        for one in order
        if one in (Stage.SELF, desk) or mine.answer(question.code, one).value is not None
        or mine.answer(question.code, one).note
    ]  # fmt: skip


def _layer(mine: Assessment, question: Question, stage: Stage) -> Layer:
    from zi_assess.core import worklist  # no start needs it

    answer = mine.answer(question.code, stage)
    given = answer.value is not None
    change = worklist.change_from_self(mine, question, answer.value)
    text, kind = _change(change, answer.value != mine.answer(question.code).value)
    return Layer(
        stage,
        answer_short(question, answer),
        number(worklist.worth(question, answer.value)) if given else "",
        text if given and stage is not Stage.SELF else "",
        kind,
        answer.note,
    )


def _change(change: Fraction, differs: bool) -> tuple[str, Kind]:
    if change:
        return f"{'−' if change < 0 else '+'}{number(abs(change))}", "bad" if change < 0 else "info"
    return (_("berbeda"), "info") if differs else (_("sama"), "ok")


def verdict_of(mine: Assessment, use: Evidence) -> tuple[str, Kind, str]:
    """What the highest stage that ticked *use* says of it: the tick, its colour, and the note with whose it is."""
    for stage in reversed(tuple(STAGES)):
        verdict = mine.verdict(use.id, stage)
        if verdict.mark is not None:
            text, kind = words.mark(verdict.mark)
            return text, kind, f"{words.desk(stage)}: {verdict.note}" if verdict.note else words.desk(stage)
    return "", "neutral", ""


class LayersStrip(QWidget):
    """A column a stage: name, answer, points and the distance to the unit's own; the notes below in full."""

    def __init__(self) -> None:
        super().__init__()
        self._columns = _Columns()
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.px(6))
        self._shown: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._columns)
        column.addLayout(self._notes)

    def show_layers(
        self, shown: Sequence[Layer], desk: Stage | None = None, without: Sequence[Stage] = ()
    ) -> None:
        """Show the layers with that of *desk* as one's own; the notes of the stages *without* stand elsewhere."""
        state = (tuple(shown), desk, tuple(without))
        if state == self._shown:
            return
        self._shown = state
        self._columns.show_layers(tuple(shown), desk)
        clear_layout(self._notes)
        for one in shown:
            if one.note and one.stage not in without:
                self._notes.addWidget(_note(one))


class ReviewLayers(QWidget):
    """What the reviewers answered and wrote, for the unit to read; away while there is nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.strip = LayersStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(SectionHeader(_("Hasil reviu")))
        column.addWidget(self.strip)
        self.hide()

    def show_question(self, question: Question, sheet: Sheet) -> None:
        """Show what other stages say about *question*."""
        several = len(_said(sheet.assessment, question)) > 1
        self.setHidden(not several)
        if several:
            self.strip.show_layers(layers(sheet, question), without=(Stage.SELF,))


def _note(one: Layer) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(1))
    whose = _("Catatan unit") if one.stage is Stage.SELF else _("Catatan {stage}")
    column.addWidget(
        label(whose.format(stage=words.desk(one.stage).lower() if one.stage is not Stage.TPN else "TPN"),
              size="small", tone="muted", weight=600)
    )  # fmt: skip
    column.addWidget(label(one.note, wrap=True))
    return made


class _Columns(QWidget):
    """The answers in equal columns, painted: they change with every criterion."""

    def __init__(self) -> None:
        super().__init__()
        self._layers: tuple[Layer, ...] = ()
        self._desk: Stage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_layers(self, shown: tuple[Layer, ...], desk: Stage | None) -> None:
        self._layers, self._desk = shown, desk
        self.setAccessibleName(_("Jawaban tiap tahap: {said}").format(said="; ".join(map(_spoken, shown))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(86))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        frame(painter, QRectF(self.rect()), theme.color("card"), theme.color("line"), RADIUS_CARD)
        many = max(1, len(self._layers))
        edges = [round(self.width() * n / many) for n in range(many + 1)]
        for n, one in enumerate(self._layers):
            box = QRect(edges[n], 0, edges[n + 1] - edges[n], self.height())
            if one.stage is self._desk:
                inner = QRectF(box).adjusted(1, 1, -1, -1)
                frame(painter, inner, theme.color("brand_tint"), theme.color("brand"), RADIUS_CARD - 1)
            elif n and self._layers[n - 1].stage is not self._desk:
                painter.fillRect(
                    box.left(), theme.px(12), 1, box.height() - theme.px(24), theme.color("line")
                )
            _draw(painter, box, one, own=one.stage is self._desk)


def _draw(painter: QPainter, box: QRect, one: Layer, *, own: bool) -> None:
    top = theme.px(8)
    room = QRect(box.left() + theme.px(4), top, box.width() - theme.px(8), theme.px(17))
    painter.setFont(theme.font("small", 600 if own else 400))
    painter.setPen(theme.color("brand" if own else "muted"))
    name = painter.fontMetrics().elidedText(words.desk(one.stage), Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _CENTER, name)
    room.translate(0, theme.px(18))
    room.setHeight(theme.px(24))
    painter.setFont(theme.font("title", 600, tabular=True))
    painter.setPen(theme.color("ink" if one.points else "faint"))
    painter.drawText(room, _CENTER, one.answer)
    room = QRect(room.left(), room.bottom() + theme.px(3), room.width(), theme.px(22))
    _draw_foot(painter, room, one, own=own)


def _draw_foot(painter: QPainter, room: QRect, one: Layer, *, own: bool) -> None:
    """Points, and the pill of the change where there is one."""
    painter.setFont(theme.font("small", tabular=True))
    points = one.points or _("belum")
    wide = painter.fontMetrics().horizontalAdvance(points)
    pill = pill_width(one.change) if one.change else 0
    gap = theme.px(6) if pill else 0
    if wide + gap + pill > room.width():  # where room is short the change says more than the points
        wide, gap, points = 0, 0, ""
    left = room.left() + (room.width() - wide - gap - pill) // 2
    painter.setPen(theme.color("muted"))
    painter.drawText(
        QRect(left, room.top(), wide + 2, room.height()), int(Qt.AlignmentFlag.AlignVCenter), points
    )
    if pill:
        spot = QRectF(left + wide + gap, room.top() + theme.px(1), pill, theme.px(20))
        draw_pill(painter, spot, one.change, one.kind, on_tint=own)


def _spoken(one: Layer) -> str:
    parts = (words.desk(one.stage), one.answer if one.points else _("belum"), one.points, one.change)
    return " ".join(part for part in parts if part)
