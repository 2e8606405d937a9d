"""Why a number is what it is: its steps as a tree, down to the chosen option, each in words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from zi_assess import i18n
from zi_assess.core.explain import Step
from zi_assess.core.sheet import Sheet
from zi_assess.i18n import _, number
from zi_assess.reports import wording
from zi_assess.ui import theme, words
from zi_assess.ui.session import Session
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.dialog import FlowDialog, room_for
from zi_assess.ui.widgets.text import label
from zi_assess.ui.widgets.tree_delegate import TreeDelegate, TreeRole, TreeView

_LINE = int(Qt.ItemDataRole.UserRole) + 21
_CODE = int(Qt.ItemDataRole.UserRole) + 22
Index = QModelIndex | QPersistentModelIndex


class AccountDialog(FlowDialog):
    """Shows the steps behind the number of *code* on *sheet*; a step can be opened in the worksheet."""

    def __init__(self, parent: QWidget, session: Session, sheet: Sheet, code: str) -> None:
        step = sheet.explain(code)
        assert step is not None
        super().__init__(
            parent,
            _("Asal nilai {points}").format(points=number(step.points)),
            _heading(step),
            primary=_("Selesai"),
            width=760,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.secondary.hide()
        self._session = session
        self._sheet = sheet
        self.body.addWidget(label(_summary(sheet, code, step), tone="muted", wrap=True))
        self.view = TreeView(_("Langkah hitungan"))
        self.view.draw_with(_StepDelegate(self.view))
        self.view.setModel(_model(step, self.view))
        self.view.setMinimumHeight(room_for(parent, 380, 250))
        self.view.expandToDepth(1)
        self.view.setCurrentIndex(self.view.model().index(0, 0))
        self.body.addWidget(self.view, 1)
        self.place = Button(_("Buka di Penilaian"), icon="penilaian")
        self.place.clicked.connect(self._open)
        self.add_tool(self.place)
        self.view.selectionModel().currentChanged.connect(lambda: self._check())
        self.view.doubleClicked.connect(
            lambda index: self._open() if not self.view.model().hasChildren(index) else None
        )
        self._check()
        self.view.setFocus()

    def _code(self) -> str:
        return str(self.view.currentIndex().data(_CODE) or "")

    def _check(self) -> None:
        self.place.setEnabled(self._code() in self._sheet.pack.nodes)

    def _open(self) -> None:
        code = self._code()
        if code in self._sheet.pack.nodes:
            self.accept()
            self._session.goto.emit("penilaian", code)


class _StepDelegate(TreeDelegate):
    """A row with a second line: how the number came about."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        return QSize(theme.px(120), theme.px(46))

    def draw(self, painter: QPainter, row: QRect, index: Index, *, chosen: bool = False) -> None:
        """Draw the title with its points, and the sentence below."""
        upper = QRect(row.left(), row.top() + theme.px(3), row.width(), theme.px(21))
        super().draw(painter, upper, index, chosen=chosen)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        lower = QRect(row.left(), row.top() + theme.px(23), row.width() - theme.px(16), theme.px(18))
        text = painter.fontMetrics().elidedText(
            str(index.data(_LINE)), Qt.TextElideMode.ElideRight, lower.width()
        )
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), text)


def _heading(step: Step) -> str:
    return step.title if step.code == "total" or ":" in step.code else f"{step.code} · {step.title}"


def _summary(sheet: Sheet, code: str, step: Step) -> str:
    text = i18n.say(step.text, step.values)
    standing = next(
        (one for one in sheet.readiness.of(sheet.assessment.target) if one.threshold.id == code), None
    )
    if standing is None:
        return f"{text}."
    threshold = standing.threshold
    held = _("Ambang {target}: {minimum}, {distance}. Dasar: {source}.").format(
        target=standing.designation,
        minimum=wording.visible(threshold.minimum),
        distance=words.distance(standing),
        source=threshold.source,
    )
    return f"{text}. {held}"


def _model(step: Step, parent: QWidget) -> QStandardItemModel:
    model = QStandardItemModel(parent)
    model.appendRow(_item(step))
    return model


def _item(step: Step) -> QStandardItem:
    item = QStandardItem(_heading(step))
    line = i18n.say(step.text, step.values)
    points = number(step.points)
    for role, value in (
        (TreeRole.SCORE, points),
        (TreeRole.LEAD, bool(step.steps)),
        (_LINE, line),
        (_CODE, step.code),
    ):
        item.setData(value, role)
    item.setAccessibleText(f"{_heading(step)}, {points}. {line}")
    item.setToolTip("")
    for inner in step.steps:
        item.appendRow(_item(inner))
    return item
