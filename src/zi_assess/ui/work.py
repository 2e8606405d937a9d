"""Work off the window's thread: a lane for the workspace, one beside it, one behind; results land on the window."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from zi_assess.errors import Cancelled
from zi_assess.ui.garbage import Garbage

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
    """Three lanes of one worker each: the workspace takes one thread at a time, what is wanted now goes beside it, and
    what nobody waits for goes behind.

    `failed(object)` passes an error nobody else takes; a `Cancelled` ends its job in silence.
    """

    failed = Signal(object)
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: set[Job] = set()
        self._landing: deque[Callable[[], object]] = deque()
        self._closed = False
        self.garbage = Garbage(self)
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

    def behind(
        self,
        function: Callable[[Tick], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        label: str = "",
    ) -> Job:
        """Run *function* where it holds up nothing a user waits for: texts that are read, minutes of OCR."""
        return self._start("_behind_lane", function, done, failed, label)

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
        for name in ("_workspace_lane", "_side_lane", "_behind_lane"):
            if name in self.__dict__:
                self.__dict__[name].shutdown(wait=True)
        self._jobs.clear()
        self._landing.clear()
        self.garbage.end()

    def wait(self, function: Callable[[], object]) -> None:
        """Run *function* last in the workspace's lane and wait for it: only for closing."""
        self._workspace_lane.submit(function).result()

    @cached_property
    def _workspace_lane(self) -> ThreadPoolExecutor:
        return _one_worker("ruang-kerja")

    @cached_property
    def _side_lane(self) -> ThreadPoolExecutor:
        return _one_worker("samping")

    @cached_property
    def _behind_lane(self) -> ThreadPoolExecutor:
        return _one_worker("belakang")

    def _start(
        self,
        lane: str,
        function: Callable[[Tick], T],
        done: Callable[[T], None] | None,
        failed: Failed | None,
        label: str,
    ) -> Job:
        job = Job(label, self._land)
        if self._closed:  # a timer of the window may still fire while it goes
            return job
        self._jobs.add(job)
        pool: ThreadPoolExecutor = getattr(self, lane)
        pool.submit(self._run, [job, function, done, failed])
        return job

    def _run(self, task: list[Any]) -> None:
        self._land(self._carried_out(task))

    def _carried_out(self, task: list[Any]) -> Callable[[], object]:
        """Run *task* and return what the window does with the outcome.

        Nothing of *task* stays behind: the last to hold a job or a page frees it, and that must be the window's thread.
        """
        job, function, done, failed = task
        task.clear()
        try:
            if job.cancelled:
                raise Cancelled
            result = function(job.tick)
        except BaseException as error:
            return partial(self._end, job, function, partial(self._fail, failed, error))
        return partial(self._end, job, function, partial(done, result) if done else None)

    def _land(self, what: Callable[[], object]) -> None:
        self._landing.append(what)
        del what
        self._arrived.emit()

    @Slot()
    def _call(self) -> None:
        if self._landing:  # what was still on its way when the lanes were closed is gone
            self._landing.popleft()()

    def _end(self, job: Job, _function: object, then: Callable[[], object] | None) -> None:
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
