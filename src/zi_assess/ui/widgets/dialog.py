"""Our own dialogs: a title that says what it is, a body, and buttons in words of what they do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.surfaces import Hairline
from zi_assess.ui.widgets.text import label

_TITLE_BAR = 40  # the window manager's, with its edge
_LEAST = 160


class FlowDialog(QDialog):
    """A dialog with *title*, an optional *sentence*, a `body` layout, and buttons at the foot.

    `primary` accepts and `secondary` rejects. Set `check` to a function that tells what is still wrong,
    "" for nothing: while it tells something, the dialog shows that and stays open.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        sentence: str = "",
        *,
        primary: str = "",
        secondary: str = "",
        danger: bool = False,
        width: int = 480,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(theme.px(width))
        self.primary = Button(primary or _("Lanjut"), "danger" if danger else "primary")
        self.secondary = Button(secondary or _("Batal"))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(12))
        self._error = label(tone="bad", wrap=True)
        self._error.hide()
        self._foot = QHBoxLayout()
        self._lay_out(title, sentence)
        self.check: Callable[[], str] = str
        self.primary.clicked.connect(self._finish)
        self.secondary.clicked.connect(self.reject)
        for button in (self.primary, self.secondary):
            button.setAutoDefault(True)  # Enter presses the one that has the focus, and the default elsewhere
        (self.secondary if danger else self.primary).setDefault(True)

    def sizeHint(self) -> QSize:
        """As high as what is in it needs at the width it will have, not at a narrower one."""
        hint = super().sizeHint()
        width = max(hint.width(), self.minimumWidth())
        inner = self.layout()
        high = inner.totalHeightForWidth(width) if inner and inner.hasHeightForWidth() else hint.height()
        return QSize(width, high)

    def event(self, event: QEvent) -> bool:
        """What came in later needs its room."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._keep_room()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width, words take other lines."""
        super().resizeEvent(event)
        self._keep_room()

    def showEvent(self, event: QShowEvent) -> None:
        """While the button that accepts cannot be pressed yet, begin in the body: Qt would begin at the way back, and
        Enter would take it.
        """
        if self.focusWidget() is None and not self.primary.isEnabled():
            self._begin_in_body()
        super().showEvent(event)

    def _begin_in_body(self) -> None:
        one = self.secondary.nextInFocusChain()
        while one is not None and one is not self.secondary:
            takes = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.isEnabled()
            if takes and one is not self.primary and one.isVisibleTo(self):
                one.setFocus()
                return
            one = one.nextInFocusChain()

    def _keep_room(self) -> None:
        """Never be lower than what is in it at this width: a layout by itself asks for that of a narrow one."""
        inner = self.layout()
        if inner is not None:
            wraps = inner.hasHeightForWidth()
            least = (
                inner.totalMinimumHeightForWidth(self.width()) if wraps else inner.totalMinimumSize().height()
            )
            self.setMinimumHeight(least)

    def complain(self, text: str) -> None:
        """Show what is wrong above the buttons; "" takes it away."""
        self._error.setText(text)
        self._error.setHidden(not text)

    def _finish(self) -> None:
        wrong = self.check()
        self.complain(wrong)
        if not wrong:
            self.accept()

    def add_tool(self, widget: QWidget) -> None:
        """Put *widget* at the left of the foot."""
        self._foot.insertWidget(0, widget)

    def fit(self) -> None:
        """Take the size of what is in it now, and stay over the middle of the window and on the screen."""
        self.adjustSize()
        if parent := self.parentWidget():
            self.adjustPosition(parent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        QPainter(self).fillRect(self.rect(), theme.color("card"))

    def _lay_out(self, title: str, sentence: str) -> None:
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it knows no width: see _keep_room
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        upper = QVBoxLayout()
        edge = theme.px(24)
        upper.setContentsMargins(edge, theme.px(22), edge, theme.px(20))
        upper.setSpacing(theme.px(8))
        upper.addWidget(label(title, size="title", weight=600, wrap=True))
        if sentence:
            upper.addWidget(label(sentence, tone="muted", wrap=True))
        upper.addSpacing(theme.px(4))
        upper.addLayout(self.body, 1)
        upper.addWidget(self._error)
        column.addLayout(upper, 1)
        column.addWidget(Hairline())
        self._foot.setContentsMargins(edge, theme.px(14), edge, theme.px(14))
        self._foot.setSpacing(theme.px(8))
        self._foot.addStretch(1)
        self._foot.addWidget(self.secondary)
        self._foot.addWidget(self.primary)
        column.addLayout(self._foot)


def room_for(window: QWidget, want: int, rest: int) -> int:
    """The height for a list that would be *want*, in a dialog whose other parts take *rest*, on the screen there is."""
    free = window.screen().availableGeometry().height() - _TITLE_BAR - theme.px(rest)
    return max(theme.px(_LEAST), min(theme.px(want), free))


def confirm(
    parent: QWidget | None, title: str, sentence: str, yes: str, no: str = "", *, danger: bool = False
) -> bool:
    """Ask one question; *yes* says what will be done. With *danger*, Enter is the way back."""
    dialog = FlowDialog(parent, title, sentence, primary=yes, secondary=no, danger=danger)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return answer
