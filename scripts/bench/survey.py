#!/usr/bin/env python3
"""How fast responses come in and follow an edit, beside what a data frame library needs to read the same file.

Writes a CSV of 100,000 responses, imports it by the command line and in process (checked, durable), and lets Polars
read and average the same file in its own process. Polars is no dependency: give a Python that has it.
Usage: survey.py [PYTHON WITH POLARS] [RESPONSES]
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

from zi_assess import responses
from zi_assess.core.survey import result
from zi_assess.criteria import surveys
from zi_assess.workspace import Workspace

ASKED = 6.0
FRAME = 0.016
TURNS = 7
_PERIODS = count(1)
_POLARS = """
import polars, sys
read = polars.read_csv(sys.argv[1])
print(read.select([polars.col(f"U{n}").mean() for n in range(1, 10)]).row(0))
"""


def _write(path: Path, n: int) -> None:
    chance = random.Random(3)
    numbers = ",".join(f"U{number}" for number in range(1, 10))
    with path.open("w", encoding="utf-8") as file:
        file.write(f"NO. RESP,Jenis Kelamin,Usia,Pendidikan,Pekerjaan,Jenis Layanan,{numbers}\n")
        for number in range(1, n + 1):
            profile = (
                chance.choice("LP"),
                str(chance.randint(17, 70)),
                chance.choice(["SMA", "S1", "D3"]),
                chance.choice(["PNS", "Swasta", "Wirausaha"]),
                chance.choice(["KTP", "KK", "Akta"]),
            )
            answers = (str(chance.choice((1, 2, 3, 3, 3, 4, 4))) for _ in range(9))
            file.write(",".join((str(number), *profile, *answers)) + "\n")


def _process(*words: str) -> tuple[float, int]:
    """Seconds and peak kB of a process."""
    start = time.perf_counter()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, words
    return time.perf_counter() - start, used.ru_maxrss


def _best(run: Callable[[], tuple[float, int]]) -> tuple[float, int]:
    """The median time and the largest memory of several runs."""
    runs = [run() for _ in range(TURNS)]
    return statistics.median(seconds for seconds, _ in runs), max(memory for _, memory in runs)


def _import(csv: Path, place: Path) -> tuple[float, int]:
    here = (
        sys.executable,
        "-m",
        "zi_assess",
        "survey",
        "import",
        str(csv),
        "--kind",
        "skm",
        "--unit",
        "Kantor Contoh",
    )
    period = f"2026 ke-{next(_PERIODS)}"  # the same file for the same period is refused
    return _process(*here, "--period", period, "--workspace", str(place))


def _inside(csv: Path, place: Path) -> float:
    """Seconds of the import alone, in an open workspace."""
    with Workspace.open(place) as space:
        start = time.perf_counter()
        form = surveys.find("skm")
        proposal = responses.propose(csv, form)
        read = responses.read(csv, form, proposal.mapping)
        space.surveys.new("Kantor Contoh", form, f"2026 ke-{next(_PERIODS)}", read=read)
        return time.perf_counter() - start


def _edits(place: Path) -> tuple[float, float]:
    """Median seconds to recompute after one edit, and to have the edit durable."""
    with Workspace.open(place) as space:
        listed = space.surveys.listed()[0]
        held = space.surveys.survey(listed.id)
        assert held.services and held.result
        computed, kept = [], []
        for turn in range(20):
            one = replace(held.responses.row(held.form, turn), answers={"waktu": 1 + turn % 4})
            start = time.perf_counter()
            held = held.replaced(turn, one)
            assert held.result and held.services
            computed.append(time.perf_counter() - start)
            start = time.perf_counter()
            space.surveys.change_response(listed.id, turn, one)
            kept.append(time.perf_counter() - start)
        assert space.surveys.survey(listed.id).result == result(held.form, held.responses, held.frame)
        return statistics.median(computed), statistics.median(kept)


def main() -> None:
    other = sys.argv[1] if len(sys.argv) > 1 else ""
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        csv, place = Path(folder, "jawaban.csv"), Path(folder, "ruang")
        _write(csv, n)
        Workspace.create(place).close()
        whole, memory = _best(lambda: _import(csv, place))
        inside = statistics.median(_inside(csv, place) for _ in range(TURNS))
        print(f"{n} responses, command and all: {whole:.2f} s, {memory / 1000:.0f} MB")
        print(f"the import alone: {inside:.2f} s")
        if other:
            polars, theirs = _best(lambda: _process(other, "-c", _POLARS, str(csv)))
            print(f"Polars' process: {polars:.2f} s, {theirs / 1000:.0f} MB")
            print(
                f"command : Polars = {whole / polars:.1f}, import : Polars = {inside / polars:.1f} (asked: {ASKED})"
            )
        computed, kept = _edits(place)
        print(f"one edit: recomputed in {computed * 1000:.2f} ms ({computed / FRAME:.0%} of a frame), "
              f"durable in {kept * 1000:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
