"""A long job, seen: what runs, how far it is, how long it still takes, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from zi_assess.i18n import _
from zi_assess.reports.charts import Rect
from zi_assess.ui import theme
from zi_assess.ui.paint import paint
from zi_assess.ui.widgets.buttons import Button
from zi_assess.ui.widgets.surfaces import Plane
from zi_assess.ui.widgets.text import elided, label


class ProgressBar(QWidget):
    """A bar that fills, or wanders while the whole is not known."""

    def __init__(self) -> None:
        super().__init__()
        self._share: float | None = None
        self._phase = 0
        self._clock = QTimer(self)
        self._clock.setInterval(60)
        self._clock.timeout.connect(self._wander)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, share: float | None) -> None:
        """Show *share* (0–1), or that it is not known."""
        self._share = share
        self._run()
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(theme.px(160), theme.px(8))

    def showEvent(self, event: QShowEvent) -> None:
        """Move only while seen."""
        super().showEvent(event)
        self._run()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track and fill."""
        width, height = float(self.width()), float(self.height())
        share = 0.3 if self._share is None else self._share
        left = (width * 0.7) * (1 - abs(self._phase - 20) / 20) if self._share is None else 0.0
        fill = Rect(left, 0, max(height, width * share), height, "brand", height / 2)
        shapes = [Rect(0, 0, width, height, "track", height / 2)]
        paint(QPainter(self), [*shapes, fill] if self._share != 0 else shapes)

    def _run(self) -> None:
        if self._share is None and self.isVisible():
            self._clock.start()
        else:
            self._clock.stop()

    def _wander(self) -> None:
        if not self.isVisible():
            self._clock.stop()
        self._phase = (self._phase + 1) % 40
        self.update()


class ProgressStrip(Plane):
    """A strip for one long job: label, bar, estimate in words, and a button to stop it.

    `cancelled()` once the user asks to stop; the strip then says so and waits to be hidden by the page.
    """

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__("card", "t")
        self._label = elided(weight=600)
        self._bar = ProgressBar()
        self._estimate = label(size="small", tone="muted")
        self._stop = Button(_("Batalkan"), small=True)
        self._stop.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(18), theme.px(8), theme.px(18), theme.px(8))
        row.setSpacing(theme.px(14))
        row.addWidget(self._label, 2)
        row.addWidget(self._bar, 3)
        row.addWidget(self._estimate)
        row.addWidget(self._stop)

    def start(self, text: str, *, can_cancel: bool = True) -> None:
        """Begin to show a job."""
        self._label.setText(text)
        self._estimate.setText("")
        self._stop.setEnabled(True)
        self._stop.setHidden(not can_cancel)
        self._bar.set(None)
        self.show()

    def set(self, done: int, total: int, estimate: str = "") -> None:
        """Show *done* of *total* (0: not known) and an *estimate* such as "kira-kira 2 menit lagi"."""
        self._bar.set(min(1.0, done / total) if total > 0 else None)
        self._bar.setAccessibleName(f"{self._label.text()} {estimate}".strip())
        self._estimate.setText(estimate)

    def finish(self) -> None:
        """Put the strip away."""
        self.hide()

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        self._estimate.setText(_("Menghentikan…"))
        self.cancelled.emit()
