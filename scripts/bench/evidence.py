#!/usr/bin/env python3
"""Evidence taken in (copied, hashed, registered, durable) against `cp -r` and `sync -f` on the same disk.

Prints ratios of paired runs: above 1 means faster than the copy. Usage: evidence.py [FILES] [KIB] [PAIRS]
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


def _sources(folder: Path, count: int, kib: int) -> list[Path]:
    folder.mkdir()
    made = []
    for number in range(count):
        path = folder / f"bukti {number:04d}.bin"
        path.write_bytes(os.urandom(kib * 1024))
        made.append(path)
    return made


def _seconds(work: Callable[[], object]) -> float:
    os.sync()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _copy(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-r", source, target], check=True)
    subprocess.run(["sync", "-f", target], check=True)


def _take(root: Path, sources: list[Path]) -> float:
    with Workspace.create(root) as space:
        assessment = space.new(criteria.find("lke-zi"), "Kantor Contoh", 2026)
        seconds = _seconds(lambda: space.attach(assessment, CODE, sources))
        assert len(space.documents()) == len(sources)
    return seconds


def main() -> None:
    count, kib, pairs = (int(text) for text in (*sys.argv[1:], "2000", "1024", "5")[:3]) if len(
        sys.argv
    ) > 3 else (2000, 1024, 5)
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as place:
        sources = _sources(Path(place) / "sumber", count, kib)
        ratios = []
        for pair in range(pairs):
            copy, space = Path(place) / f"cp{pair}", Path(place) / f"ruang{pair}"
            copied = _seconds(lambda copy=copy: _copy(sources[0].parent, copy))
            taken = _take(space, sources)
            ratios.append(copied / taken)
            print(f"pair {pair + 1}: cp {copied:.2f} s, taken {taken:.2f} s, ratio {copied / taken:.2f}", flush=True)
            shutil.rmtree(copy)
            subprocess.run(["rm", "-rf", space], check=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count} files of {kib} KiB: {statistics.median(ratios):.2f} of cp + sync (median); peak {peak} MB")


if __name__ == "__main__":
    main()
