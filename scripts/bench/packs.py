"""How fast packs are read, loaded and scored, as ratios within one run: `python scripts/bench/packs.py`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

from zi_assess import criteria, paths
from zi_assess.core import sheet
from zi_assess.core.assessment import Answer, Assessment, Stage, Unit, Value
from zi_assess.core.pack import Kind, Pack, Question
from zi_assess.criteria import compiled, reading

RUNS = 15
IMPORT = "import time; a = time.process_time(); import PySide6.QtWidgets; print(time.process_time() - a)"


def main() -> None:
    """Print every ratio with its aim."""
    lke = paths.bundled("criteria", "lke-zi", "pack.yaml")
    text = lke.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        big = Path(folder, "pack.yaml")
        big.write_text(big_pack(), encoding="utf-8")
        _files("LKE", lke, text)
        _files("10.000 nodes", big, big.read_bytes())
        _sheets("LKE", criteria.load(lke))
        _sheets("10.000 nodes", criteria.load(big))


def _files(name: str, file: Path, text: bytes) -> None:
    result = reading.read_pack(text, str(file), lambda _: None)
    if result.pack is None:
        raise SystemExit("\n".join(map(str, result.complaints[:20])))
    pack = result.pack
    key = "bench"
    compiled.store(key, pack)
    criteria.load(file)
    pairs = [
        (
            _widgets(),
            _cpu(lambda: reading.read_pack(text, "", lambda _: None)),
            _cpu(lambda: criteria.load(file)),
        )
        for _ in range(RUNS)
    ]
    print(
        f"{name}: {len(pack.nodes)} nodes, {len(pack.questions)} questions, {len(text) / 1000:.0f} kB of YAML"
    )
    _say(
        "read and check the YAML ÷ import QtWidgets",
        [read / widgets for widgets, read, _ in pairs],
        "≤ 0.6 (LKE)",
    )
    _say("from the compiled copy ÷ read the YAML", [load / read for _, read, load in pairs], "≤ 0.05")


def _sheets(name: str, pack: Pack) -> None:
    start = filled(pack)
    questions = pack.questions
    changes = [
        start.with_answer(one.code, Answer(None)) for one in questions[:: max(1, len(questions) // RUNS)]
    ]
    sheet.make(pack, start).findings  # noqa: B018 - what a pack computes once is not the cost of a change
    pairs = [(_widgets(), _cpu(lambda changed=one: _show(pack, changed))) for one in changes[:RUNS]]  # type: ignore[misc]
    print(f"{name}: one answer changed → scores, readiness, findings")
    _say("÷ import QtWidgets", [change / widgets for widgets, change in pairs], "")
    print(f"    {statistics.median(change for _, change in pairs) * 1000:.1f} ms here")


def _show(pack: Pack, changed: Assessment) -> None:
    made = sheet.make(pack, changed)
    made.findings  # noqa: B018 - computed when first asked for


def _widgets() -> float:
    done = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, check=True, text=True)
    return float(done.stdout)


def _cpu(run: Callable[[], object]) -> float:
    begun = time.process_time()
    made = run()
    used = time.process_time() - begun
    del made  # letting go of the result is not part of making it
    return used


def _say(what: str, ratios: list[float], aim: str) -> None:
    middle = statistics.median(ratios)
    print(f"    {what}: {middle:.4f} (1/{1 / middle:.1f}; {min(ratios):.4f}–{max(ratios):.4f}) {aim}")


def filled(pack: Pack) -> Assessment:
    """Every question answered, some badly, without evidence: most rules have something to say."""
    now = datetime(2026, 6, 1, tzinfo=UTC)
    answers = {one.code: Answer(_answer(one, n)) for n, one in enumerate(pack.questions)}
    return Assessment(
        id="bench",
        unit=Unit("u", "Kantor Contoh"),
        year=2026,
        occasion="",
        pack_id=pack.id,
        pack_version=pack.version,
        pack_digest=pack.digest,
        target="WBK",
        window_start=date(2025, 1, 1),
        window_end=None,
        created=now,
        changed=now,
        answers={Stage.SELF: answers},
    )


def _answer(question: Question, n: int) -> Value | None:
    if n % 7 == 0:
        return None
    if question.kind is Kind.CHOICE:
        return question.options[n % len(question.options)].key
    if question.kind is Kind.INDEX:
        return question.index_max * Fraction(n % 5, 5)
    return tuple((one.key, n % 13 + place) for place, one in enumerate(question.inputs))


def big_pack(areas: int = 30, subs: int = 30, questions: int = 10) -> str:
    """A pack of about 10,000 nodes, as deep and wordy as the LKE, as YAML text."""
    lines = [
        "id: besar\nversion: '1'\ntitle: Paket besar\nshort: Besar\nbasis: Uji kecepatan\nmax: 100",
        "scales:\n  abcd: {A: 1, B: 0.67, C: 0.33, D: 0}\n  ya_tidak: {Ya: 1, Tidak: 0}",
        "designations:\n  - {id: WBK, title: Wilayah Bebas dari Korupsi}\nthresholds:\n  WBK:",
        "    - {id: total, title: Nilai total, of: [A], at_least: 75, source: Uji}",
        "tree:\n  - code: A\n    level: komponen\n    title: Pengungkit\n    weight: 100\n    children:",
    ]
    for area in range(areas):
        lines.append(f"      - code: A.{area}\n        level: area\n        title: Area ke-{area}")
        lines.append(f"        weight: 100/{areas}\n        children:")
        for sub in range(subs):
            code = f"A.{area}.{sub}"
            lines.append(
                f"          - code: {code}\n            level: sub\n            title: Sub {sub} area {area}"
            )
            lines.append(
                f"            weight: 100/{areas * subs}\n            rollup: average\n            children:"
            )
            lines += [_big_question(f"{code}.{n}", n) for n in range(questions)]
    return "\n".join(lines) + "\n"


def _big_question(code: str, n: int) -> str:
    body = _CHOICE if n % 10 else _RATIO
    return body.format(code=code, n=n)


_HEAD = """\
              - code: {code}
                question: Kriteria {code} sudah dijalankan seluruhnya oleh unit kerja
                short: Kriteria {code}
                hint: Pilih menurut keadaan terakhir dan bukti yang ada.
"""
_EVIDENCE = """
                evidence:
                  - id: laporan
                    title: Laporan kegiatan kriteria {code}
                    kinds: [pdf, document]
                    fresh: assessed-year
                    example: Laporan bertanggal dan bertanda tangan
                  - id: foto
                    title: Foto kegiatan
                    kinds: [image]
                    fresh: any
                match: [kriteria {n}, laporan kegiatan {n}]"""
_CHOICE = (
    _HEAD
    + """\
                scale: abcd
                options:
                  A: Seluruh kegiatan kriteria {code} sudah berjalan
                  B: Sebagian besar kegiatan sudah berjalan
                  C: Sebagian kecil kegiatan sudah berjalan
                  D: Belum ada kegiatan yang berjalan"""
    + _EVIDENCE
)
_RATIO = (
    _HEAD
    + """\
                formula: share
                inputs:
                  - {{key: selesai, title: Kegiatan selesai, role: numerator}}
                  - {{key: semua, title: Seluruh kegiatan, role: denominator}}"""
    + _EVIDENCE
)

if __name__ == "__main__":
    main()
