"""What goes on beside the window while it is open: texts are read, and the watched folder is looked at."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from zi_assess.ui.intake.reading import Reading
from zi_assess.ui.intake.watch import Watch
from zi_assess.ui.session import Session


class Background(QObject):
    """Reading and watching for one session. `told(str)` says how far the reading is, "" when nothing is read."""

    told = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._reading = Reading(session, self)
        self._reading.told.connect(self.told)
        self._watch = Watch(session, self)
