"""Opens the files whose names say too little, one after the other, and proposes anew by what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from zi_assess.core.pack import Pack
from zi_assess.ui.intake import survey
from zi_assess.ui.intake.lines import Line, Sure, to_look_at
from zi_assess.ui.intake.table import LinesModel
from zi_assess.ui.session import Session

MOST = 400  # files at one import: each takes a moment in the confined child


class Opening(QObject):
    """Works through the doubtful lines of a model. `opened(object)` passes a `Line` that was proposed anew, `told()`
    comes when `left` changed.
    """

    opened = Signal(object)
    told = Signal()

    def __init__(self, session: Session, model: LinesModel) -> None:
        super().__init__(model)
        self._session = session
        self._model = model
        self._pack: Pack | None = None
        self._waiting: list[Path] = []

    @property
    def left(self) -> int:
        """How many files are still to be opened."""
        return len(self._waiting)

    def start(self, pack: Pack, every: Sequence[Line]) -> None:
        """Begin with the doubtful ones of *every*."""
        self._pack = pack
        unclear = (one.source for one in every if to_look_at(one))
        self._waiting = [source for source in unclear if isinstance(source, Path)][:MOST]
        self._next()

    def stop(self) -> None:
        """Open no more."""
        self._waiting = []

    def _next(self) -> None:
        pack = self._pack
        open_ = {one.source: one for one in self._model.lines() if to_look_at(one)}
        while self._waiting and self._waiting[0] not in open_:  # the user was quicker
            self._waiting.pop(0)
        self.told.emit()
        if not self._waiting or pack is None:
            return
        line = open_[self._waiting[0]]
        self._session.work.side(
            lambda tick: survey.read_again(line, pack), self._read, lambda error: self._read(line)
        )

    def _read(self, line: Line) -> None:
        if not self._waiting:
            return
        self._waiting.pop(0)
        now = next((one for one in self._model.lines() if one.source == line.source), None)
        if now is not None and now.sure is not Sure.CHOSEN:
            self._model.replace([line])
            self.opened.emit(line)
        self._next()
