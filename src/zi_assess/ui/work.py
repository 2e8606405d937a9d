"""Work off the window's thread: one lane for the workspace, one beside it; results and errors land on the window."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from zi_assess.errors import Cancelled

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
Tick = Callable[[int, int], None]
Failed = Callable[[BaseException], None]
_BETWEEN_TICKS = 0.05  # seconds: more often nobody can read


class Job(QObject):
    """One piece of work under way. `progressed(done, total)` now and then, `ended()` at the end, however it ends."""

    progressed = Signal(object, object)  # bytes may pass what a C int holds
    ended = Signal()

    def __init__(self, label: str, land: Callable[[Callable[[], object]], None]) -> None:
        super().__init__()
        self.label = label
        self.began = time.monotonic()
        self._land = land
        self._told = 0.0
        self._stop = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask to stop: the next tick raises `Cancelled`; work that has not begun never does."""
        self._stop.set()

    def tick(self, done: int, total: int) -> None:
        """Report *done* of *total* (0: not known) from the worker's thread; raises `Cancelled` when asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= _BETWEEN_TICKS or 0 < total <= done:
            self._told = now
            self._land(partial(self.progressed.emit, done, total))


class Work(QObject):
    """Two lanes of one worker each: the workspace and PDFium both take one thread at a time.

    `failed(object)` passes an error nobody else takes; a `Cancelled` ends its job in silence.
    """

    failed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: set[Job] = set()
        self._closed = False
        self._arrived.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def lane(
        self,
        function: Callable[[Tick], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        label: str = "",
    ) -> Job:
        """Run *function* in the one lane of the workspace, after all that came before it."""
        return self._start("_workspace_lane", function, done, failed, label)

    def side(
        self,
        function: Callable[[Tick], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        label: str = "",
    ) -> Job:
        """Run *function* beside the workspace: pages of PDFs, reports, files that belong to no workspace."""
        return self._start("_side_lane", function, done, failed, label)

    def idle(self) -> bool:
        """Whether nothing is under way, and every result has landed."""
        return not self._jobs

    def stop_long(self) -> None:
        """Ask the jobs that show their progress to stop; what the user did in a moment still goes through."""
        for job in self._jobs:
            if job.label:
                job.cancel()

    def close(self) -> None:
        """Wait for the threads to end. Nothing lands afterwards, and nothing more is begun."""
        self._closed = True
        self._arrived.disconnect(self._call)
        for name in ("_workspace_lane", "_side_lane"):
            if name in self.__dict__:
                self.__dict__[name].shutdown(wait=True)
        self._jobs.clear()

    def wait(self, function: Callable[[], object]) -> None:
        """Run *function* last in the workspace's lane and wait for it: only for closing."""
        self._workspace_lane.submit(function).result()

    @cached_property
    def _workspace_lane(self) -> ThreadPoolExecutor:
        return _one_worker("ruang-kerja")

    @cached_property
    def _side_lane(self) -> ThreadPoolExecutor:
        return _one_worker("samping")

    def _start(
        self,
        lane: str,
        function: Callable[[Tick], T],
        done: Callable[[T], None] | None,
        failed: Failed | None,
        label: str,
    ) -> Job:
        job = Job(label, self._arrived.emit)
        if self._closed:  # a timer of the window may still fire while it goes
            return job
        self._jobs.add(job)
        pool: ThreadPoolExecutor = getattr(self, lane)
        pool.submit(self._run, job, function, done, failed)
        return job

    def _run(
        self, job: Job, function: Callable[[Tick], T], done: Callable[[T], None] | None, failed: Failed | None
    ) -> None:
        try:
            if job.cancelled:
                raise Cancelled
            result = function(job.tick)
        except BaseException as error:
            self._arrived.emit(partial(self._end, job, partial(self._fail, failed, error)))
        else:
            self._arrived.emit(partial(self._end, job, partial(done, result) if done else None))

    @Slot(object)
    def _call(self, function: Callable[[], object]) -> None:
        function()

    def _end(self, job: Job, then: Callable[[], object] | None) -> None:
        self._jobs.discard(job)
        try:
            if then is not None:
                then()
        finally:
            job.ended.emit()

    def _fail(self, failed: Failed | None, error: BaseException) -> None:
        if failed is not None:
            failed(error)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)


def _one_worker(name: str) -> ThreadPoolExecutor:
    from concurrent.futures import ThreadPoolExecutor  # brings logging, which the first paint does without

    return ThreadPoolExecutor(1, name)
