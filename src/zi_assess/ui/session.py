"""What the window is working on: the one object pages are given, and their only way to the workspace."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from zi_assess import settings as choices
from zi_assess.errors import Cancelled, ZiError
from zi_assess.i18n import N_, _
from zi_assess.settings import Settings
from zi_assess.ui.work import Job, Tick, Work

if TYPE_CHECKING:  # the door brings SQLAlchemy: both are imported in the lane, after the first paint
    from zi_assess.core.sheet import Sheet
    from zi_assess.workspace import Listed, Workspace

T = TypeVar("T")


class Steps(NamedTuple):
    """The verbs that undo and redo would take next, "" when there is none."""

    undo: str = ""
    redo: str = ""


class Standing(NamedTuple):
    """What the lane found after a verb: all of it is taken over at once."""

    sheet: Sheet | None
    steps: Steps
    broken: bool
    listed: tuple[Listed, ...] | None = None


class _Opened(NamedTuple):
    path: Path
    read_only: bool
    held_by: str
    place: str
    standing: Standing


class Session(QObject):
    """The open workspace and the sheet on the window; change by `do`, look by `ask`, and by `long` what takes long."""

    changed = Signal()
    """`sheet` is another value now, or must be shown again because a change was refused."""
    listed = Signal()
    """Another workspace, or its assessments changed."""
    state = Signal(str)
    """`saved`, `saving`, `read-only`, `failed` or `none`; `saved` only when all is durable."""
    started = Signal(object)
    """A `Job` with a label began."""
    noticed = Signal(str, bool)
    """A sentence for a moment; True offers to undo."""
    failed = Signal(object)
    """An error to be shown."""
    goto = Signal(str, str)
    """A page, and a code on it ("" stays)."""
    adjusted = Signal()
    """`settings` is another value now."""

    def __init__(self, settings: Settings, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.work = work
        self.sheet: Sheet | None = None
        self.assessments: tuple[Listed, ...] = ()
        self.steps = Steps()
        self.path: Path | None = None
        self.read_only = False
        self.held_by = ""
        self.place = ""
        self.opening = False
        self._workspace: Workspace | None = None  # touched in the lane alone
        self._pending = 0
        self._broken = False
        self._shut = False
        work.failed.connect(self.failed)

    # Changing

    def do(
        self,
        verb: Callable[[Workspace], Sheet],
        said: str = "",
        *,
        relist: bool = False,
        way_back: bool = True,
    ) -> None:
        """Run *verb* in the lane; its sheet is taken over once it is durable, then *said* is told with a *way_back*.

        A refused verb is told, leaves everything as it was, and emits `changed` so that pages show what is.
        """
        self._begin()
        self.work.lane(
            lambda tick: self._after(verb(self._door()), relist),
            lambda standing: self._done(standing, said, way_back),
            self._refused,
        )

    def ask(
        self,
        question: Callable[[Workspace], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Let *question* look into the workspace in the lane and pass *done* what it found.

        An error is reported, unless *failed* takes it.
        """
        self.work.lane(lambda tick: question(self._door()), done, failed)

    def long(
        self,
        label: str,
        verb: Callable[[Workspace, Tick], T],
        done: Callable[[T], None] | None = None,
        *,
        relist: bool = False,
    ) -> Job:
        """Run *verb* with progress and cancel under the words of *label*; a sheet in its result is taken over."""

        def run(tick: Tick) -> tuple[T, Standing]:
            result = verb(self._door(), tick)
            return result, self._after(_sheet_in(result), relist)

        def landed(found: tuple[T, Standing]) -> None:
            self._done(found[1], "")
            if done is not None:
                done(found[0])

        self._begin()
        job = self.work.lane(run, landed, self._refused, label=label)
        self.started.emit(job)
        return job

    def look(
        self,
        label: str,
        question: Callable[[Workspace, Tick], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """Run *question*, which changes nothing, with progress and cancel; errors as in `ask`."""
        job = self.work.lane(
            lambda tick: question(self._door(), tick), done, failed or self.report, label=label
        )
        self.started.emit(job)
        return job

    def begin(
        self, label: str, verb: Callable[[Workspace, Tick], str], done: Callable[[], None] | None = None
    ) -> None:
        """Run *verb*, which starts an assessment and returns its id, and show that assessment."""
        self.long(
            label,
            lambda workspace, tick: workspace.sheet(verb(workspace, tick)),
            lambda sheet: done() if done else None,
            relist=True,
        )

    def undo(self) -> None:
        """Take the last change back."""
        from zi_assess.ui import words

        mine, name = self.sheet, words.step(self.steps.undo)
        if mine is not None and name:
            self.do(
                lambda workspace: workspace.undo(mine.assessment.id),
                _("Diurungkan: {step}").format(step=name),
                way_back=False,  # it would lead further back
            )

    def redo(self) -> None:
        """Do again what was taken back last."""
        from zi_assess.ui import words

        mine, name = self.sheet, words.step(self.steps.redo)
        if mine is not None and name:
            self.do(
                lambda workspace: workspace.redo(mine.assessment.id), _("Diulang: {step}").format(step=name)
            )

    # Opening

    def open(
        self, path: Path, *, make: bool = False, then: Callable[[], None] | None = None, first: str = ""
    ) -> None:
        """Open the workspace in *path* with the assessment *first*, or the last changed; *make* it when there is none.

        The workspace before stays open if that fails.
        """
        if self.path is not None and path.absolute() == self.path.absolute():
            if first:
                self.show(first)
            elif then is not None:
                then()
            return
        who = self.settings.person_name
        self._open(path, lambda: _door(path, who, make), then, first)

    def create(self, path: Path, *, then: Callable[[], None] | None = None) -> None:
        """Make a workspace in *path* and open it."""
        who = self.settings.person_name
        self._open(path, lambda: _new_door(path, who), then, "")

    def show(self, assessment_id: str) -> None:
        """Show another assessment of this workspace."""
        self.work.lane(
            lambda tick: self._after(self._door().sheet(assessment_id), relist=True),
            lambda standing: self._take(standing),
        )

    def close_workspace(self) -> None:
        """Let go of the workspace; nothing is open afterwards."""
        self.work.lane(lambda tick: self._close(), lambda _none: self._closed())

    def shut(self) -> None:
        """Close everything and wait for it, at the end of the program."""
        if self._shut:
            return
        self._shut = True
        from zi_assess import confined  # here: no start needs it

        self.work.stop_long()
        try:
            self.work.wait(self._close)
        finally:
            confined.let_go()  # a page that is being read from its picture waits for the next start
            self.work.close()

    def keep_backup(self) -> None:
        """Make today's backup when something changed since the newest, as soon as the lane is free."""

        def keep(tick: Tick) -> None:
            if self._workspace is not None:
                self._workspace.keep_backup()

        self.work.lane(keep)

    # Settings

    def adjust(self, **chosen: object) -> None:
        """Change settings by name, keep them, and tell who listens."""
        settings = replace(self.settings, **chosen)  # type: ignore[arg-type]  # names are checked by replace
        if settings != self.settings:
            if settings.person_name != self.settings.person_name:
                self.work.lane(lambda tick: self._acts_as(settings.person_name))
            self.settings = settings
            self.adjusted.emit()
            self.work.side(lambda tick: choices.save(settings))

    # In the lane

    def _door(self) -> Workspace:
        if self._workspace is None:
            raise ZiError(N_("Belum ada ruang kerja yang terbuka."), N_("Buka atau buat ruang kerja dahulu."))
        return self._workspace

    def _acts_as(self, name: str) -> None:
        """What is written from now on is written by *name*."""
        if self._workspace is not None:
            self._workspace.who = name

    def _after(self, sheet: Sheet | None, relist: bool) -> Standing:
        door = self._door()
        steps = Steps()
        if sheet is not None:
            # Worked out here, so that the window finds them ready.
            _ready = sheet.findings, sheet.completeness
            taken = door.steps(sheet.assessment.id)
            steps = Steps(taken.undo, taken.redo)
        return Standing(
            sheet, steps, door.read_only and not self.read_only, door.assessments() if relist else None
        )

    def _open_in_lane(self, path: Path, door: Callable[[], Workspace], first: str) -> _Opened:
        opened = door()
        try:
            listed = opened.assessments()
            chosen = first or (listed[0].id if listed else "")
            sheet = opened.sheet(chosen) if chosen else None
            steps = opened.steps(chosen) if chosen else Steps()
            if sheet is not None:
                _ready = sheet.findings, sheet.completeness
        except BaseException:
            opened.close()
            raise
        self._close()
        self._workspace = opened
        standing = Standing(sheet, Steps(steps.undo, steps.redo), False, listed)
        return _Opened(path, opened.read_only, opened.held_by, opened.place.value, standing)

    def _close(self) -> None:
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            with contextlib.suppress(ZiError):  # a backup that fails today is made tomorrow; closing goes on
                workspace.keep_backup()
            workspace.close()

    # On the window's thread

    def _open(
        self, path: Path, door: Callable[[], Workspace], then: Callable[[], None] | None, first: str
    ) -> None:
        self.opening = True

        def landed(opened: _Opened) -> None:
            self.opening = False
            self.path, self.read_only = opened.path, opened.read_only
            self.held_by, self.place = opened.held_by, opened.place
            self._broken, self._pending = False, 0
            self.sheet, self.steps = None, Steps()
            self.adjust(recent=self.settings.opened(opened.path).recent)
            self._take(opened.standing)
            if then is not None:
                then()

        def failed(error: BaseException) -> None:
            self.opening = False
            self.tell()
            self.changed.emit()
            self.report(error)

        self.work.lane(lambda tick: self._open_in_lane(path, door, first), landed, failed)

    def _closed(self) -> None:
        self.path, self.sheet, self.assessments, self.steps = None, None, (), Steps()
        self.read_only, self.held_by, self.place = False, "", ""
        self.listed.emit()
        self.tell()
        self.changed.emit()

    def _begin(self) -> None:
        self._pending += 1
        self.tell()

    def _done(self, standing: Standing, said: str, way_back: bool = False) -> None:
        self._pending = max(0, self._pending - 1)
        self._take(standing)
        if said:
            self.noticed.emit(said, way_back and bool(standing.steps.undo))

    def _take(self, standing: Standing) -> None:
        if standing.sheet is not None:
            self.sheet = standing.sheet
            self.steps = standing.steps
        self._broken = standing.broken
        if standing.listed is not None:
            self.assessments = standing.listed
            self.listed.emit()
        self.tell()
        if self._pending == 0:  # else a newer state is on its way, and showing this one would flicker
            self.changed.emit()

    def _refused(self, error: BaseException) -> None:
        self._pending = max(0, self._pending - 1)
        self.tell()
        self.changed.emit()
        self.report(error)
        self.work.lane(
            lambda tick: self._workspace is not None and self._workspace.read_only, self._check_broken
        )

    def _check_broken(self, read_only: bool) -> None:
        if read_only and not self.read_only:
            self._broken = True
            self.tell()

    def report(self, error: BaseException) -> None:
        """Tell of *error*, unless the user stopped the job."""
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def tell(self) -> None:
        """Emit `state` as it is now."""
        if self.path is None:
            self.state.emit("none")
        elif self._broken:
            self.state.emit("failed")
        elif self.read_only:
            self.state.emit("read-only")
        else:
            self.state.emit("saving" if self._pending else "saved")


def _door(path: Path, who: str, make: bool) -> Workspace:
    from zi_assess.workspace import Workspace

    if make and not (path / "format.json").is_file():
        return Workspace.create(path, who=who)
    return Workspace.open(path, who=who)


def _new_door(path: Path, who: str) -> Workspace:
    from zi_assess.workspace import Workspace

    return Workspace.create(path, who=who)


def _sheet_in(result: object) -> Sheet | None:
    """The sheet that *result* is or carries (`Attached`)."""
    from zi_assess.core.sheet import Sheet

    found = result if isinstance(result, Sheet) else getattr(result, "sheet", None)
    return found if isinstance(found, Sheet) else None
