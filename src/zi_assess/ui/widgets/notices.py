"""What the program has to say: a strip that stays until dealt with, and a message that goes by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from zi_assess.i18n import _
from zi_assess.ui import theme
from zi_assess.ui.theme import RADIUS_CONTROL, Kind
from zi_assess.ui.widgets import icons
from zi_assess.ui.widgets.buttons import Button, IconButton, frame
from zi_assess.ui.widgets.text import Label, label

_ICON = {"ok": "centang", "warn": "awas", "bad": "galat", "info": "info", "neutral": "info", "brand": "info"}
TOAST_MS = 7000


class Mark(QWidget):
    """The icon of a kind, so that colour is never alone."""

    def __init__(self, kind: Kind, size: int = 18) -> None:
        super().__init__()
        self._kind: Kind = kind
        self.setFixedSize(theme.px(size), theme.px(size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        icons.draw(QPainter(self), _ICON[self._kind], QRectF(self.rect()), theme.color(self._kind))


class Banner(QWidget):
    """A strip on the tint of *kind* with a sentence, buttons, and a cross when *dismissable*.

    `acted(int)` tells which of *actions* was clicked; `dismissed()` that it was put away (it hides itself).
    """

    acted = Signal(int)
    dismissed = Signal()

    def __init__(
        self, kind: Kind, text: str, actions: Sequence[str] = (), *, dismissable: bool = True
    ) -> None:
        super().__init__()
        self._kind: Kind = kind
        self._text = label(text, wrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(7), theme.px(7), theme.px(7))
        row.setSpacing(theme.px(10))
        row.addWidget(Mark(kind))
        row.addWidget(self._text, 1)
        for number, words in enumerate(actions):
            row.addWidget(self._action(number, words))
        if dismissable:
            cross = IconButton("tutup", _("Tutup pesan ini"), size=28)
            cross.clicked.connect(self._dismiss)
            row.addWidget(cross)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._text.setText(text)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tint and a bar in the colour of the kind."""
        painter = QPainter(self)
        tint = "brand_tint" if self._kind == "brand" else f"{self._kind}_tint"
        frame(painter, QRectF(self.rect()), theme.color(tint), None, RADIUS_CONTROL)

    def _action(self, number: int, words: str) -> Button:
        button = Button(words, small=True)
        button.clicked.connect(lambda: self.acted.emit(number))
        return button

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()


class Toast(QWidget):
    """A message at the foot of *host* that goes by itself; it takes no focus and blocks nothing.

    `say` shows it; `acted()` when its action ("Urungkan") is clicked. Resting the mouse on it keeps it.
    """

    acted = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._text = label(weight=600)
        self._action = Button("", "quiet", small=True)
        self._action.clicked.connect(self._act)
        self._mark: Label = label("✓", tone="ok", weight=600)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(6), theme.px(6), theme.px(6))
        row.setSpacing(theme.px(8))
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        cross = IconButton("tutup", _("Tutup pesan ini"), size=26)
        cross.clicked.connect(self.hide)
        row.addWidget(cross)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.hide()

    def say(self, text: str, action: str = "", *, kind: Kind = "ok", ms: int = TOAST_MS) -> None:
        """Show *text* for *ms* milliseconds (0: until closed), with a button *action* when given."""
        self._text.setText(text)
        self._mark.setText({"ok": "✓", "warn": "!", "bad": "!"}.get(kind, "i"))
        self._mark.set_tone(kind if kind in ("ok", "warn", "bad", "info") else "muted")
        self._action.setText(action)
        self._action.setHidden(not action)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._clock.stop()
        if ms:
            self._clock.start(ms)
        self._tell_assistants()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the host changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse rests here."""
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go a while after the mouse left."""
        self._clock.start(TOAST_MS // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a raised surface."""
        frame(
            QPainter(self), QRectF(self.rect()), theme.color("card"), theme.color("edge"), RADIUS_CONTROL + 1
        )

    def _place(self) -> None:
        host = self._host
        size = self.sizeHint().boundedTo(host.size())
        self.setGeometry(
            (host.width() - size.width()) // 2,
            host.height() - size.height() - theme.px(56),  # above the foot of a page, whose buttons stay free
            size.width(),
            size.height(),
        )

    def _tell_assistants(self) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # its many enums cost a start 2 ms

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _act(self) -> None:
        self.hide()
        self.acted.emit()
