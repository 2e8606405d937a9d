#!/usr/bin/env python3
"""The start of the window against a bare PySide6 window: CPU (user and system) of whole processes, run in turn.

Prints two ratios: the shell with the tree painted, and real answers and scores on it; and the longest time the window's
event loop stood still on the way, as it passed and as CPU of its thread. All are cut off at their point, since closing
is no part of a start, and all run from compiled modules, as an installed program does. Usage: start.py [ROUNDS]
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

BEAT_MS = 5


def main() -> int:
    if len(sys.argv) > 2:
        return child(sys.argv[1], sys.argv[2])
    import statistics  # here: the children are measured
    import tempfile

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as home:
        env = os.environ | {"ZI_ASSESS_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        _run("prepare", home, env)
        cpu: dict[str, list[float]] = {"bare": [], "painted": [], "filled": []}
        gaps = []
        for _round in range(rounds):
            for kind, spent in cpu.items():
                spent.append(_run(kind, home, env)[0])
            gaps.append([float(one) for one in _run("gaps", home, env)[1].split()])
    for kind, most in (("painted", 2.0), ("filled", 4.5)):
        ratio = statistics.median(ours / bare for ours, bare in zip(cpu[kind], cpu["bare"], strict=True))
        print(f"{kind}: {ratio:.2f} x bare window (at most {most})")
    passed, used = (statistics.median(column) for column in zip(*gaps, strict=True))
    print(f"longest gap of the event loop: {passed:.0f} ms passed, {used:.0f} ms of CPU (at most 50)")
    return 0


def _run(kind: str, home: str, env: dict[str, str]) -> tuple[float, str]:
    """CPU seconds of one process from its birth to its death, and what it printed."""
    import resource
    import subprocess

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, __file__, kind, home], env=env, check=True, stdout=subprocess.PIPE, text=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done.stdout


def child(kind: str, home: str) -> int:
    if kind == "bare":
        _bare()
    elif kind == "prepare":
        _prepare(Path(home))
    else:
        _ours(kind, Path(home))
    return 0


def _bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Bare(QMainWindow):
        def paintEvent(self, event: object) -> None:
            QTimer.singleShot(0, lambda: os._exit(0))

    app = QApplication([])
    window = Bare()
    window.resize(1366, 768)
    window.show()
    app.exec()


def _prepare(home: Path) -> None:
    """The example, closed once on Penilaian, as a user leaves it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from zi_assess.demo import make
    from zi_assess.ui import app

    _workspace(home).parent.mkdir(parents=True)
    make(_workspace(home))
    window, _restore = app.start(["--workspace", str(_workspace(home))])
    window.filled.connect(lambda: window.go("penilaian"))
    window.filled.connect(lambda: QTimer.singleShot(1500, window.close))
    window.show()
    QApplication.exec()


def _ours(kind: str, home: Path) -> None:
    import gc

    gc.disable()  # as __main__ does
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from zi_assess.ui import app

    window, _restore = app.start(["--workspace", str(_workspace(home))])
    longest = [0.0, 0.0]
    last = [time.perf_counter(), time.thread_time()]

    def beat() -> None:
        now = [time.perf_counter(), time.thread_time()]
        for n in (0, 1):
            longest[n] = max(longest[n], now[n] - last[n])
            last[n] = now[n]

    def end() -> None:
        beat()
        print(f"{longest[0] * 1000:.1f} {longest[1] * 1000:.1f}", flush=True)
        os._exit(0)

    def painted() -> None:
        if kind == "painted":
            end()
        if kind == "gaps":  # apart, since the beat itself costs
            last[:] = [time.perf_counter(), time.thread_time()]
            clock.start(BEAT_MS)

    clock = QTimer()
    clock.timeout.connect(beat)
    window.painted.connect(painted)
    window.filled.connect(end)
    window.show()
    QApplication.exec()


def _workspace(home: Path) -> Path:
    return home / "data" / "contoh"


if __name__ == "__main__":
    sys.exit(main())
