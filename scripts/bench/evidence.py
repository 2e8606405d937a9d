#!/usr/bin/env python3
"""Evidence taken in (copied, hashed, registered, durable) against `cp -r` and `sync -f` on the same disk.

Prints ratios of paired runs, above 1 is faster than the copy: once with the sources in the page cache, once read from
the disk as a user's files are (only as root on Linux, which may drop the cache).
Usage: evidence.py [FILES] [KIB] [PAIRS]
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from zi_assess import criteria
from zi_assess.workspace import Workspace

CODE = "A.I.1.i.a"
DROP = Path("/proc/sys/vm/drop_caches")


def made_files(folder: Path, count: int, kib: int) -> list[Path]:
    folder.mkdir()
    made = []
    for number in range(count):
        path = folder / f"bukti {number:04d}.bin"
        path.write_bytes(os.urandom(kib * 1024))
        made.append(path)
    return made


def timed(work: Callable[[], object], *, cold: bool) -> float:
    os.sync()
    if cold:
        DROP.write_text("1")
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def copied_by_cp(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-r", source, target], check=True)
    subprocess.run(["sync", "-f", target], check=True)


def _take(root: Path, sources: list[Path], *, cold: bool) -> float:
    with Workspace.create(root) as space:
        assessment = space.new(criteria.find("lke-zi"), "Kantor Contoh", 2026)
        seconds = timed(lambda: space.attach(assessment, CODE, sources), cold=cold)
        assert len(space.documents()) == len(sources)
    return seconds


def _pairs(place: Path, sources: list[Path], pairs: int, *, cold: bool) -> float:
    ratios = []
    for pair in range(pairs):
        copy, space = place / "cp", place / "ruang"
        copied = timed(lambda copy=copy: copied_by_cp(sources[0].parent, copy), cold=cold)
        taken = _take(space, sources, cold=cold)
        ratios.append(copied / taken)
        print(f"  pair {pair + 1}: cp {copied:.2f} s, taken {taken:.2f} s, {copied / taken:.2f}", flush=True)
        shutil.rmtree(copy)
        subprocess.run(["rm", "-rf", space], check=True)
    return statistics.median(ratios)


def main() -> None:
    given = [int(text) for text in sys.argv[1:4]]
    count, kib, pairs = [*given, *(2000, 1024, 5)[len(given) :]]
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as place:
        sources = made_files(Path(place) / "sumber", count, kib)
        print(f"{count} files of {kib} KiB; load {os.getloadavg()[0]:.1f}")
        warm = _pairs(Path(place), sources, pairs, cold=False)
        print(f"sources in the page cache: {warm:.2f} of cp + sync (median)")
        if os.access(DROP, os.W_OK):
            cold = _pairs(Path(place), sources, pairs, cold=True)
            print(f"sources read from the disk: {cold:.2f} of cp + sync (median)")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
