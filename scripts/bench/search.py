#!/usr/bin/env python3
"""How fast pages of evidence are found: 3,000 documents of 10 pages, words as often as people use them.

Prints the slowest, the median and what that is of the 50 ms a person does not notice; also how fast pages go in and
what the index weighs. Usage: search.py [DOCUMENTS] [PAGES]
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path

from zi_assess import criteria
from zi_assess.core.contents import Contents, Reading
from zi_assess.core.wording import words
from zi_assess.textindex import TextIndex

UNNOTICED = 0.050
WORDS_A_PAGE = 300
QUERIES = (
    "maklumat pelayanan",
    "membangun",
    "laporan",
    "laporan monitoring evaluasi penanganan pengaduan masyarakat",
    '"standar pelayanan"',
    "pel",
    "keputusan kepala kantor tim kerja pembangunan",
    "12/KLC/I/2026",
    "tidakadakatainidimanapun",
    "yang dan di",
    "benturan kepent",
    "whistleblowing",
    'sosialisasi "zona integritas" pegawai',
)


def _vocabulary() -> list[str]:
    """The words of the shipped pack, the most used first, and made-up ones behind them."""
    pack = criteria.find("lke-zi")
    texts = [f"{one.title} {one.short} {one.hint}" for one in pack.questions]
    texts += [f"{slot.title} {slot.example}" for one in pack.questions for slot in one.evidence]
    counted: dict[str, int] = {}
    for word in words(" ".join(texts)):
        counted[word] = counted.get(word, 0) + 1
    known = sorted(counted, key=lambda word: -counted[word])
    chance = random.Random(7)
    syllables = "ba bi ca da di ga ha ja ka ku la li ma me na ngi nya pa pe ra ri sa si ta ti wa ya".split()
    made = {"".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(40_000)}
    return known + sorted(made - counted.keys())


def _fill(index: TextIndex, documents: int, pages: int) -> tuple[float, int]:
    vocabulary = _vocabulary()
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(vocabulary))))
    chance = random.Random(1)
    spent, characters = 0.0, 0
    for number in range(documents):
        made = [
            " ".join(chance.choices(vocabulary, cum_weights=weights, k=WORDS_A_PAGE)) for _ in range(pages)
        ]
        made[0] = f"Nomor {number}/KLC/I/2026 {made[0]}"
        characters += sum(map(len, made))
        start = time.perf_counter()
        index.add(f"{number:064x}", made, Contents("pdf", Reading.READ, pages=pages))
        spent += time.perf_counter() - start
    return spent, characters


def _typed(index: TextIndex, text: str) -> list[float]:
    """Seconds of three searches for *text*."""
    spent = []
    for _ in range(3):
        start = time.perf_counter()
        index.search(text)
        spent.append(time.perf_counter() - start)
    return spent


def main(argv: list[str]) -> None:
    documents, pages = (int(argv[0]), int(argv[1])) if len(argv) == 2 else (3000, 10)
    with tempfile.TemporaryDirectory() as folder, TextIndex(Path(folder) / "index.sqlite3") as index:
        spent, characters = _fill(index, documents, pages)
        weight = sum(one.stat().st_size for one in Path(folder).iterdir())
        print(f"{documents} documents x {pages} pages, {characters / 1e6:.0f} MB of text")
        print(f"in: {documents * pages / spent:.0f} pages/s; index {weight / characters:.2f} of the text")
        start = time.perf_counter()
        TextIndex(Path(folder) / "index.sqlite3").close()
        print(f"opened in {(time.perf_counter() - start) * 1000:.0f} ms")
        every = []
        for text in QUERIES:
            times = _typed(index, text)
            every += times
            hits = len(index.search(text))
            print(
                f"  {max(times) * 1000:6.1f} ms {max(times) / UNNOTICED:5.2f} of 50 ms, {hits:2} hits: {text}"
            )
        typed = "maklumat pelayanan publik"
        every += [one for end in range(1, len(typed) + 1) for one in _typed(index, typed[:end])]
    print(f"median {statistics.median(every) * 1000:.1f} ms, slowest {max(every) * 1000:.1f} ms")
    print(f"slowest is {max(every) / UNNOTICED:.2f} of what is allowed")


if __name__ == "__main__":
    main(sys.argv[1:])
