#!/usr/bin/env python3
"""The `lke` report against LibreOffice Calc turning a workbook with the same content into PDF: ratio of CPU seconds.

Both are measured as whole processes with all their children (user + system), in turns, so that the machine's mood
hits both; the medians are compared. Ours starts Python, takes the sheet (113 criteria, 2,000 pieces of evidence) from
a file, as it would from the workspace, and draws it. LibreOffice opens, headless and with a warm profile, a workbook
as an office would print it: a row for each criterion, each piece of evidence (with the criterion and the slot it is
for) and each finding, text wrapped, rows as high as their text, one page wide.

    scripts/bench/reports.py [RUNS]        needs LibreOffice for the ratio; without it says so and stops
"""

from __future__ import annotations

import math
import os
import pickle
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zi_assess.core.sheet import Sheet

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
AIM, MANY, AS_OF = 0.10, 2000, date(2026, 11, 21)


def main() -> None:
    if sys.argv[1:2] == ["--draw"]:
        _draw(Path(sys.argv[2]))
        return
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        os.environ["ZI_ASSESS_HOME"] = folder
        sheet = _sheet()
        (place / "sheet").write_bytes(pickle.dumps(sheet))
        ours = [sys.executable, __file__, "--draw", folder]
        _cpu(ours)
        print(f"drawing alone, in a running program: {_told(_drawing(sheet, runs))}")
        if soffice is None:
            print(f"whole process: {_told([_cpu(ours) for _ in range(runs)])}")
            print("LibreOffice is not installed (Debian: libreoffice-calc), so there is no ratio.")
            return
        _workbook(sheet, place / "lke.xlsx")
        theirs = [
            soffice,
            f"-env:UserInstallation=file://{folder}/office",
            "--headless",
            "--convert-to",
            "pdf",
        ]
        theirs += ["--outdir", str(place / "calc"), str(place / "lke.xlsx")]
        _cpu(theirs)  # makes its profile
        pairs = [(_cpu(ours), _cpu(theirs)) for _ in range(runs)]
        mine, calc = ([pair[n] for pair in pairs] for n in (0, 1))
        print(f"whole process: {_told(mine)}, {_pages(place / 'lke.pdf')} pages")
        print(f"LibreOffice Calc: {_told(calc)}, {_pages(place / 'calc' / 'lke.pdf')} pages")
        ratio = statistics.median(mine) / statistics.median(calc)
        print(f"ratio {ratio:.3f}; aim ≤ {AIM:.2f}: {'reached' if ratio <= AIM else 'missed'}")


def _told(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.2f} s CPU (of {', '.join(f'{one:.2f}' for one in seconds)})"


def _cpu(command: list[str]) -> float:
    """CPU seconds of *command* and everything it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _sheet() -> Sheet:
    from tests.reports.paper import filled

    from zi_assess import criteria

    note = "Rapat tim berlangsung tiap bulan; notulen dan daftar hadir terlampir, tindak lanjut dipantau pimpinan. "
    return filled(criteria.find("lke-zi"), many=MANY, note=note * 3)


def _draw(place: Path) -> None:
    from zi_assess.reports import render

    sheet = pickle.loads((place / "sheet").read_bytes())
    (place / "lke.pdf").write_bytes(render("lke", sheet, AS_OF))


def _drawing(sheet: Sheet, runs: int) -> list[float]:
    from zi_assess.reports import render

    seconds = []
    for _ in range(runs + 1):
        begin = time.process_time()
        render("lke", sheet, AS_OF)
        seconds.append(time.process_time() - begin)
    return seconds[1:]


def _pages(pdf: Path) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(pdf))


Rows = Iterator[tuple[str | float, ...]]


def _workbook(sheet: Sheet, file: Path) -> None:
    import xlsxwriter

    parts: tuple[tuple[str, tuple[int, ...], Rows], ...] = (
        ("LKE", (10, 40, 8, 45, 8, 8, 50), _criteria(sheet)),
        ("Bukti", (10, 30, 30, 30, 8, 10, 8, 25, 20), _evidence(sheet)),
        ("Temuan", (10, 70, 8, 40), _findings(sheet)),
        ("Nilai", (10, 60, 10, 10, 10), _scores(sheet)),
    )
    with xlsxwriter.Workbook(str(file), {"strings_to_urls": False}) as book:
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "font_size": 8, "border": 1})
        for name, widths, rows in parts:
            page = book.add_worksheet(name)
            for column, width in enumerate(widths):
                page.set_column(column, column, width)
            page.set_paper(9)
            page.set_landscape()
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
            page.set_footer("&LZI Assess&RHalaman &P dari &N")
            for number, row in enumerate(rows):
                lines = max(math.ceil(len(str(cell)) / widths[n] / 1.1) for n, cell in enumerate(row))
                page.set_row(number, 11 * max(1, lines) + 1)
                for n, cell in enumerate(row):
                    page.write(number, n, cell, wrapped)


def _criteria(sheet: Sheet) -> Rows:
    from zi_assess.reports import wording

    yield "Kode", "Butir", "Jawaban", "Arti", "Bobot", "Nilai", "Catatan"
    for question in sheet.pack.questions:
        own, answer = sheet.scores[question.code], sheet.answer(question.code)
        words = (wording.answer_key(question, answer), wording.answer_meaning(question, answer))
        yield question.code, question.title, *words, float(own.weight), float(own.strict), answer.note


def _evidence(sheet: Sheet) -> Rows:
    yield (
        "Kode",
        "Butir",
        "Yang diminta",
        "Berkas",
        "Jenis",
        "Tanggal",
        "Halaman",
        "SHA-256 atau tautan",
        "Catatan",
    )
    for question in sheet.pack.questions:
        loose = sheet.loose_evidence(question)
        places = [*((slot.title, uses) for slot, uses in sheet.slots(question)), ("Bukti lain", loose)]
        for title, uses in places:
            for use in uses:
                one = use.document
                mark = one.url or one.sha256[:12]
                dated = str(one.dated or "")
                yield (
                    question.code,
                    question.title,
                    title,
                    one.name,
                    one.kind,
                    dated,
                    use.pages,
                    mark,
                    use.note,
                )


def _findings(sheet: Sheet) -> Rows:
    from zi_assess import i18n
    from zi_assess.reports import wording

    yield "Kode", "Temuan", "Dampak", "Yang perlu dilakukan"
    for one in sheet.findings:
        yield one.where, i18n.say(one.text, one.values), float(one.points), wording.remedy(one)


def _scores(sheet: Sheet) -> Rows:
    yield "Kode", "Bagian", "Bobot", "Nilai", "Minimal"
    for code, node in sheet.pack.nodes.items():
        own = sheet.scores[code]
        yield code, node.title, float(own.weight), float(own.strict), ""
    for one in sheet.readiness.standings:
        title = one.threshold.title
        yield one.designation, title, float(one.weight), float(one.actual), float(one.threshold.minimum)


if __name__ == "__main__":
    main()
