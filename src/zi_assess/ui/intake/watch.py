"""A folder that feeds the inbox: new files are copied in once they have stopped growing; originals stay as they are."""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from zi_assess import files, paths
from zi_assess.errors import ZiError
from zi_assess.i18n import _, count, n_
from zi_assess.ui.intake.sources import is_system
from zi_assess.ui.session import Session

if TYPE_CHECKING:
    from zi_assess.workspace import TakenIn

EVERY_MS = 4_000
_MOST = 200  # files taken at one look
_MOST_SEEN = 20_000

Mark = tuple[int, int]
"""Size and time of change (ns): what tells one state of a file from another."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at the folder found: every file, and those that are *ready* to be taken."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    ready: tuple[Path, ...] = ()


def look(folder: Path, before: Mapping[str, Mark], taken: Mapping[str, Mark]) -> Look:
    """Look at *folder*: a file is ready when it is as it was *before* and was not *taken* in that state."""
    marks: dict[str, Mark] = {}
    with (
        contextlib.suppress(OSError),
        os.scandir(folder) as entries,
    ):  # a stick that was pulled out comes back
        for entry in entries:
            if is_system(entry.name) or len(marks) >= _MOST_SEEN:
                continue
            with contextlib.suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(status.st_mode) and status.st_size:
                    marks[entry.path] = (status.st_size, status.st_mtime_ns)
    ready = [Path(one) for one, mark in marks.items() if before.get(one) == mark and taken.get(one) != mark]
    return Look(marks, tuple(sorted(ready)[:_MOST]))


def remembered() -> dict[str, Mark]:
    """What was taken before, by path; so that what was thrown away since does not come back."""
    try:
        kept = json.loads(_file().read_bytes())
        return {str(one): (int(mark[0]), int(mark[1])) for one, mark in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError, LookupError):
        return {}


def remember(taken: Mapping[str, Mark]) -> None:
    """Keep what was taken; that it cannot be kept hurts nobody."""
    with contextlib.suppress(ZiError):
        files.make_dir(_file().parent)
        files.write_bytes(_file(), json.dumps(dict(taken)).encode())


def _file() -> Path:
    return paths.config_dir() / "diawasi.json"


class Watch(QObject):
    """Looks at the chosen folder every few seconds. `took(int)` tells how many documents came in."""

    took = Signal(int)

    def __init__(self, session: Session, parent: QObject | None = None, *, every_ms: int = EVERY_MS) -> None:
        super().__init__(parent)
        self._session = session
        self._folder = ""
        self._before: Mapping[str, Mark] = {}
        self._taken: dict[str, Mark] | None = None
        self._busy = False
        self._clock = QTimer(self)
        self._clock.setInterval(every_ms)
        self._clock.timeout.connect(self.look)
        session.adjusted.connect(self._adjust)
        self._adjust()

    def look(self) -> None:
        """Look once, beside the window."""
        folder = self._folder
        if self._busy or not folder or self._session.sheet is None or self._session.read_only:
            return
        self._busy = True
        before, taken = self._before, self._taken

        def run(tick: object) -> tuple[Look, dict[str, Mark]]:
            known = remembered() if taken is None else taken
            return look(Path(folder), before, known), known

        self._session.work.side(run, lambda found: self._looked(folder, *found), self._failed)

    def _adjust(self) -> None:
        folder = self._session.settings.watched
        if folder != self._folder:
            self._folder, self._before = folder, {}
        if self._folder:
            self._clock.start()
        else:
            self._clock.stop()

    def _looked(self, folder: str, found: Look, taken: dict[str, Mark]) -> None:
        self._taken = taken
        if folder != self._folder or not found.ready:
            self._before = found.marks
            self._busy = False
            return
        ready = found.ready
        label = n_("Menyalin 1 berkas ke Kotak masuk", "Menyalin {n} berkas ke Kotak masuk", len(ready))
        job = self._session.long(
            label.format(n=count(len(ready))),
            lambda workspace, tick: workspace.take_in(ready, tick=tick),
            lambda came: self._came(found, came),
        )
        job.ended.connect(self._free)

    def _came(self, found: Look, came: TakenIn) -> None:
        """What was refused is not tried again until it changes; nobody wants to hear of it every four seconds."""
        assert self._taken is not None
        self._taken |= {str(one): found.marks[str(one)] for one in found.ready}
        self._before = found.marks
        kept = dict(self._taken)
        self._session.work.side(lambda tick: remember(kept))
        many = len(came.documents)
        if many:
            said = n_("1 berkas baru di Kotak masuk", "{n} berkas baru di Kotak masuk", many)
            self._session.noticed.emit(said.format(n=count(many)), False)
            self.took.emit(many)
        for one in came.notices:
            if one.refused:
                self._session.noticed.emit(
                    _("Dari folder yang diawasi: {name} tidak diambil.").format(
                        name=one.values.get("name", "")
                    ),
                    False,
                )

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self._session.report(error)

    def _free(self) -> None:
        self._busy = False
