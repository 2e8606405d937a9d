#!/usr/bin/env python3
"""Two copies of an assessment joined: 113 criteria at five stages, 2,000 uses of 2,000 documents, both sides at work.

Prints the merge alone and all that taking a package does around it (reading both states, merging, the digest of the
result), as parts of the second that is allowed, against writing the same state out as JSON once.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from merge.test_cases import many
from zi_assess.core import merge
from zi_assess.core.layers import writes
from zi_assess.core.review import Side
from zi_assess.exchange import manifest

ALLOWED = 1.0  # second


def _median(work: Callable[[], object], times: int = 9) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    base = many(lambda n: "")
    ours = many(lambda n: "kami" * (n % 3 == 0))
    theirs = many(lambda n: "mereka" * (n % 3 == 1))
    clash = many(lambda n: "juga mereka")
    packed = [manifest.packed(merge.encode(one)) for one in (base, theirs)]

    def whole() -> str:
        old, new = (manifest.read_state(manifest.unpacked(one)) for one in packed)
        return merge.digest(merge.merge(old, ours, new, may_write=writes(Side.UNIT)).state)

    written = _median(lambda: merge.encode(ours))
    for name, seconds in (
        ("merge, no conflict", _median(lambda: merge.merge(base, ours, theirs))),
        ("merge, every other note in conflict", _median(lambda: merge.merge(base, ours, clash))),
        ("two states read, merged, digest", _median(whole)),
    ):
        print(
            f"{name}: {seconds / ALLOWED:.3f} of the second allowed, {seconds / written:.1f} × one writing of it"
        )


if __name__ == "__main__":
    main()
