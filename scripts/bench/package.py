#!/usr/bin/env python3
"""A package written and taken against `cp -r` and `sync -f` of the same files on the same disk.

Prints ratios of paired runs, above 1 is faster than the copy: once with everything in the page cache, once read from
the disk as a user's files are (only as root on Linux, which may drop the cache). Taking is all of an import: every
byte read and checked, then placed, merged and durable.
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
from pathlib import Path

from evidence import CODE, DROP, copied_by_cp, made_files, timed
from zi_assess import criteria
from zi_assess.workspace import Workspace


def _take(place: Workspace, package: Path) -> None:
    incoming = place.exchange.inspect(package)
    place.exchange.take(incoming, trust=incoming.fingerprint.hex)


def _copied(place: Path, *, cold: bool) -> float:
    seconds = timed(lambda: copied_by_cp(place / "sumber", place / "cp"), cold=cold)
    shutil.rmtree(place / "cp")
    return seconds


def _pair(place: Path, unit: Workspace, assessment: str, count: int, *, cold: bool) -> tuple[float, float]:
    package = place / "kiriman.zipkg"
    first = _copied(place, cold=cold)
    out = timed(lambda: unit.exchange.export(assessment, package), cold=cold)
    second = _copied(place, cold=cold)
    with Workspace.create(place / "tpi") as tpi:
        into = timed(lambda: _take(tpi, package), cold=cold)
        assert len(tpi.documents()) == count
    subprocess.run(["rm", "-rf", place / "tpi", package], check=True)
    print(f"  cp {first:.2f} s, written {out:.2f} s; cp {second:.2f} s, taken {into:.2f} s", flush=True)
    return first / out, second / into


def main() -> None:
    given = [int(text) for text in sys.argv[1:4]]
    count, kib, pairs = [*given, *(500, 1024, 3)[len(given) :]]
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as text:
        place = Path(text)
        sources = made_files(place / "sumber", count, kib)
        print(f"{count} files of {kib} KiB; load {os.getloadavg()[0]:.1f}")
        with Workspace.create(place / "unit") as unit:
            assessment = unit.new(criteria.find("lke-zi"), "Kantor Contoh", 2026)
            unit.attach(assessment, CODE, sources)
            for name, cold in (("from the disk", True), ("in the page cache", False)):
                if cold and not os.access(DROP, os.W_OK):
                    continue
                ratios = [_pair(place, unit, assessment, count, cold=cold) for _ in range(pairs)]
                written, taken = (statistics.median(one) for one in zip(*ratios, strict=True))
                print(f"{name}: written {written:.2f}, taken {taken:.2f} of cp + sync (median)")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
