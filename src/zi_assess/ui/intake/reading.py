"""Reads the texts of the documents beside the window, one small step after the other, so that they can be searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from zi_assess.i18n import _, count
from zi_assess.ui.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from zi_assess.textindex import Step
    from zi_assess.ui.work import Job
    from zi_assess.workspace.texts import Texts

_REST_MS = 5  # between two steps: the window comes first
_QUEUE_MS = 700  # after a change, once it rests


class Reading(QObject):
    """Follows the session: whatever is not read yet is read. `told(str)` says how far it is, "" when it is done."""

    told = Signal(str)
    read = Signal()
    """Some more texts, or all, have been read."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._texts: Texts | None = None
        self._path: Path | None = None
        self._documents = -1
        self._job: Job | None = None
        self._said = ""
        self._steps = 0
        self._looked: Path | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._step)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_QUEUE_MS)
        self._soon.timeout.connect(self._queue)
        session.changed.connect(self._changed)
        session.listed.connect(self._changed)
        self._changed()

    def stop(self) -> None:
        """Read no further; what is left waits for the next time."""
        self._rest.stop()
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()

    def _changed(self) -> None:
        if self._session.path != self._path:
            self.stop()
            self._path, self._texts = self._session.path, None
            self._tell(0)
        if self._session.path is not None and not self._session.read_only:
            self._soon.start()

    def _queue(self) -> None:
        path = self._session.path
        if path is None:
            return
        self._session.ask(
            lambda workspace: (workspace.texts, workspace.queue_texts()),
            lambda found: self._queued(path, *found),
        )

    def _queued(self, path: Path, texts: Texts, waiting: int) -> None:
        if path != self._session.path:
            return
        self._texts = texts
        self._tell(waiting)
        if self._job is None and not self._rest.isActive():
            self._step()

    def _step(self) -> None:
        texts, path = self._texts, self._path
        if texts is None or self._job is not None:
            return
        self._job = self._session.work.behind(
            texts.step,
            lambda step: self._stepped(path, step),
            lambda error: self._stepped(path, None),
            label=_("Membaca isi berkas"),  # so that the end of the program stops it
        )

    def _stepped(self, path: Path | None, step: Step | None) -> None:
        """After a step that failed the rest waits for the next change or start."""
        self._job = None
        if path != self._path:
            self._soon.start()
            return
        self._tell(step.left if step is not None else 0)
        if step is not None:
            self._steps += 1
            self._rest.start(_REST_MS)
            return
        if self._steps or self._looked != path:
            self._looked = path
            self._session.ask(lambda workspace: workspace.texts.look(), lambda _none: self._show_again())
        self._steps = 0
        self.read.emit()

    def _show_again(self) -> None:
        """What was noticed in the files belongs to the findings, and proposals know more now."""
        if self._session.sheet is not None:
            self._session.show(self._session.sheet.assessment.id)

    def _tell(self, left: int) -> None:
        said = _("Membaca isi berkas: {n} lagi").format(n=count(left)) if left else ""
        if said != self._said:
            self._said = said
            self.told.emit(said)
