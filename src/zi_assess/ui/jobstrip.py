"""The strip of the window that follows long jobs, one at a time."""

from __future__ import annotations

import time

from zi_assess.ui import words
from zi_assess.ui.widgets.progress import ProgressStrip
from zi_assess.ui.work import Job

_SURE_AFTER = 1.0  # seconds: an estimate before that is a guess


class JobStrip(ProgressStrip):
    """Shows the first of the jobs it was given, with an estimate and a way to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self._jobs: list[Job] = []
        self.hide()
        self.cancelled.connect(self._cancel)

    def follow(self, job: Job) -> None:
        """Show *job* until it ends, after those before it."""
        self._jobs.append(job)
        job.progressed.connect(lambda done, total: self._progress(job, done, total))
        job.ended.connect(lambda: self._ended(job))
        if len(self._jobs) == 1:
            self.start(job.label)

    def _progress(self, job: Job, done: int, total: int) -> None:
        if not self._jobs or self._jobs[0] is not job or job.cancelled:
            return
        spent = time.monotonic() - job.began
        sure = spent > _SURE_AFTER and 0 < done <= total
        self.set(done, total, words.remaining(spent / done * (total - done)) if sure else "")

    def _ended(self, job: Job) -> None:
        self._jobs.remove(job)
        if self._jobs:
            self.start(self._jobs[0].label)
        else:
            self.finish()

    def _cancel(self) -> None:
        if self._jobs:
            self._jobs[0].cancel()
