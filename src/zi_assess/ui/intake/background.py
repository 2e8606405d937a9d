"""What goes on beside the window: texts are read, the watched folder is looked at, old things leave the trash."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from zi_assess.i18n import count, n_
from zi_assess.ui.intake.reading import Reading
from zi_assess.ui.intake.watch import Watch
from zi_assess.ui.session import Session

if TYPE_CHECKING:
    from zi_assess.core.assessment import Document


class Background(QObject):
    """Reading and watching for one session. `told(str)` says how far the reading is, "" when nothing is read."""

    told = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._reading = Reading(session, self)
        self._reading.told.connect(self.told)
        self._watch = Watch(session, self)
        self._session = session
        self._emptied: Path | None = None
        session.listed.connect(self._empty_trash)
        self._empty_trash()

    def _empty_trash(self) -> None:
        """Once for each workspace that is opened: what has lain in its trash for thirty days goes."""
        path = self._session.path
        if path is None or path == self._emptied or self._session.read_only:
            return
        self._emptied = path
        self._session.ask(lambda workspace: workspace.empty_trash(), self._told_gone)

    def _told_gone(self, gone: tuple[Document, ...]) -> None:
        if gone:
            said = n_(
                "1 dokumen dihapus dari tempat sampah setelah 30 hari",
                "{n} dokumen dihapus dari tempat sampah setelah 30 hari",
                len(gone),
            )
            self._session.noticed.emit(said.format(n=count(len(gone))), False)
