#!/usr/bin/env python3
"""How fast the binder merges: pages a second, whole runs, child and parent together, files read from disk.

Three loads: 90 documents of 270 pages as a unit keeps them (decrees, notes, scans, photos); long documents with text
and fonts; scans of 200 kB a page. Printed beside it: the same pages merged by plain pikepdf, which neither stamps nor
lists nor leaves anything out, as a measure of the machine.

    scripts/bench/binder.py [RUNS]
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests import builders  # noqa: E402

from zi_assess import confined, criteria  # noqa: E402
from zi_assess.core.assessment import Document, Evidence  # noqa: E402
from zi_assess.core.sheet import Sheet  # noqa: E402
from zi_assess.reports import binder  # noqa: E402
from zi_assess.reports.letters import FILES, faces  # noqa: E402

AIM = 300
A4 = (595.28, 841.89)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        os.environ["ZI_ASSESS_HOME"] = folder
        confined.warm()
        loads: Sequence[tuple[str, Sequence[tuple[bytes, str]]]] = (
            ("90 documents, 270 pages", _usual()),
            ("60 documents, 3,000 pages of text", [(_written(50, n), "pdf") for n in range(60)]),
            ("40 documents, 800 scans", [(_scanned(20, n), "pdf") for n in range(40)]),
        )
        worst = min(_load(place, name, files, runs) for name, files in loads)
        print(f"slowest load {worst:.0f} pages/s; aim ≥ {AIM}: {'reached' if worst >= AIM else 'missed'}")
    confined.close()


def _load(place: Path, name: str, files: Sequence[tuple[bytes, str]], runs: int) -> float:
    """Pages of evidence a second, the median of *runs*."""
    sheet, paths = _filed(place, files)
    mine, plain = [], []
    for _ in range(runs):
        began = time.perf_counter()
        bound = binder.write(place / "binder.pdf", sheet, lambda document: paths[document.sha256])
        mine.append(time.perf_counter() - began)
        plain.append(_timed(lambda: _plainly(place, paths)))
    pages = sum(_count(path) for path in paths.values())
    rate, their = pages / statistics.median(mine), pages / statistics.median(plain)
    size = (place / "binder.pdf").stat().st_size / 1e6
    print(
        f"{name}: {rate:.0f} pages/s, {statistics.median(mine):.2f} s for {bound.pages} pages of binder "
        f"({size:.0f} MB); plain pikepdf {their:.0f} pages/s, ratio {rate / their:.2f}"
    )
    return rate


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _plainly(place: Path, paths: dict[str, Path]) -> None:
    merged = pikepdf.new()
    for path in paths.values():
        if path.read_bytes()[:4] == b"%PDF":
            with pikepdf.open(path) as one:
                merged.pages.extend(one.pages)
    merged.save(place / "plain.pdf", deterministic_id=True)


def _count(path: Path) -> int:
    if path.read_bytes()[:4] != b"%PDF":
        return 1
    with pikepdf.open(path) as opened:
        return len(opened.pages)


def _filed(place: Path, files: Sequence[tuple[bytes, str]]) -> tuple[Sheet, dict[str, Path]]:
    """The files on disk, each used once or twice over the criteria of the worksheet."""
    pack = criteria.find("lke-zi")
    paths: dict[str, Path] = {}
    evidence = []
    for n, (data, kind) in enumerate(files):
        sha256 = hashlib.sha256(data).hexdigest()
        paths[sha256] = place / sha256
        paths[sha256].write_bytes(data)
        document = Document(f"d{n}", f"Bukti nomor {n}.{kind}", kind, sha256, size=len(data))
        for again in range(1 + n % 2):
            question = pack.questions[(n * 7 + again * 13) % len(pack.questions)]
            slot = question.evidence[n % len(question.evidence)].id if question.evidence else ""
            evidence.append(Evidence(f"e{n}-{again}", question.code, slot, document))
    return builders.sheet(pack, {}, evidence=tuple(evidence)), paths


def _usual() -> list[tuple[bytes, str]]:
    """60 written papers and 20 scanned ones of 1 to 8 pages, 10 photos: 270 pages."""
    written = [(_written(2 + n % 4, n), "pdf") for n in range(60)]
    scanned = [(_scanned(2 + n % 2, n), "pdf") for n in range(20)]
    return [*written, *scanned, *((_photo(n), "image") for n in range(10))]


def _written(pages: int, seed: int) -> bytes:
    """A paper with an embedded font and 45 lines a page."""
    faces()
    rng = random.Random(seed)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1, invariant=1)
    for _ in range(pages):
        canvas.setFont(FILES["regular"], 10)
        for line in range(45):
            words = " ".join(rng.choice(_WORDS) for _ in range(11))
            canvas.drawString(60, 780 - line * 15, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


_WORDS = (
    "tim kerja rapat laporan pelayanan publik unit zona integritas tindak lanjut bukti rencana aksi".split()
)


def _scanned(pages: int, seed: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1, invariant=1)
    for n in range(pages):
        picture = io.BytesIO(_noise(900, 1270, seed * 100 + n))
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _photo(seed: int) -> bytes:
    return _noise(2000, 1500, seed)


def _noise(wide: int, high: int, seed: int) -> bytes:
    """A JPEG with something in it."""
    small = Image.frombytes(
        "RGB", (wide // 6, high // 6), random.Random(seed).randbytes((wide // 6) * (high // 6) * 3)
    )
    out = io.BytesIO()
    small.resize((wide, high), Image.Resampling.BILINEAR).save(out, "JPEG", quality=70)
    return out.getvalue()


if __name__ == "__main__":
    main()
