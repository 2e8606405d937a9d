#!/usr/bin/env python3
"""A package written and taken against `cp -r` and `sync -f` of the same files on the same disk.

Prints ratios of paired runs, above 1 is faster than the copy. Files are as in the page cache. `take` is all of an
import: every byte read and checked, then placed, merged and durable.
Usage: package.py [FILES] [KIB] [PAIRS]      500 files of 1,024 KiB and 3 pairs by default; 2000 1024 for 2 GB
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


def _take(place: Workspace, package: Path) -> None:
    incoming = place.exchange.inspect(package)
    place.exchange.take(incoming, trust=incoming.fingerprint.hex)


def main() -> None:
    count, kib, pairs = [int(text) for text in sys.argv[1:4]] or [500, 1024, 3]
    written, taken = [], []
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as text:
        place = Path(text)
        sources = _sources(place / "sumber", count, kib)
        print(f"{count} files of {kib} KiB; load {os.getloadavg()[0]:.1f}")
        with Workspace.create(place / "unit") as unit:
            assessment = unit.new(criteria.find("lke-zi"), "Kantor Contoh", 2026)
            unit.attach(assessment, CODE, sources)
            for pair in range(pairs):
                package, copy = place / "kiriman.zipkg", place / "cp"
                first = _seconds(lambda copy=copy: _copy(place / "sumber", copy))
                shutil.rmtree(copy)
                out = _seconds(lambda package=package: unit.exchange.export(assessment, package))
                second = _seconds(lambda copy=copy: _copy(place / "sumber", copy))
                shutil.rmtree(copy)
                with Workspace.create(place / "tpi") as tpi:
                    into = _seconds(lambda tpi=tpi, package=package: _take(tpi, package))
                    assert len(tpi.documents()) == count
                written.append(first / out)
                taken.append(second / into)
                print(
                    f"  pair {pair + 1}: cp {first:.2f} s, written {out:.2f} s; cp {second:.2f} s, taken {into:.2f} s"
                )
                subprocess.run(["rm", "-rf", place / "tpi", package], check=True)
    print(f"written: {statistics.median(written):.2f} of cp + sync (median)")
    print(f"taken: {statistics.median(taken):.2f} of cp + sync (median)")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
