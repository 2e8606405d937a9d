"""The `lke` report against LibreOffice Calc turning a workbook with the same content into PDF: ratios of CPU seconds.

Both are measured as whole processes with all their children (user + system), one after the other, so that the machine's
mood hits both. Ours starts Python, loads the pack, builds a sheet of 113 criteria with 2,000 pieces of evidence and draws
it. LibreOffice opens the workbook of the same rows (wrapped text, one page wide) headless. The median of the runs counts.

    scripts/bench/reports.py [RUNS]        needs LibreOffice for the ratio; without it says so and stops
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
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
GOAL, MANY, AS_OF = 0.10, 2000, date(2026, 11, 21)


def main() -> None:
    if sys.argv[1:2] == ["--draw"]:
        Path(sys.argv[2]).write_bytes(_draw())
        return
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        os.environ["ZI_ASSESS_HOME"] = folder
        ours = [_cpu([sys.executable, __file__, "--draw", str(place / "lke.pdf")]) for _ in range(runs + 1)][1:]
        print(f"ours, whole process:  {_told(ours)}  {_pages(place / 'lke.pdf')} pages")
        print(f"ours, drawing alone:  {_told(_drawing(runs))}")
        soffice = shutil.which("soffice") or shutil.which("libreoffice")
        if soffice is None:
            print("LibreOffice is not installed (Debian: libreoffice-calc): no ratio.")
            return
        _workbook(place / "lke.xlsx")
        command = [soffice, f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
        command += ["--outdir", str(place / "calc"), str(place / "lke.xlsx")]
        theirs = [_cpu(command) for _ in range(runs + 1)][1:]  # the first one makes its profile
        print(f"LibreOffice Calc:     {_told(theirs)}  {_pages(place / 'calc' / 'lke.pdf')} pages")
        ratio = statistics.median(ours) / statistics.median(theirs)
        print(f"ratio {ratio:.3f}, goal {GOAL:.2f} or less: {'reached' if ratio <= GOAL else 'MISSED'}")
    sys.exit(ratio > GOAL)


def _told(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.2f} s CPU (of {', '.join(f'{one:.2f}' for one in seconds)})"


def _cpu(command: list[str]) -> float:
    """CPU seconds of *command* and everything it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _sheet():  # type: ignore[no-untyped-def]
    from tests.reports.paper import filled
    from zi_assess import criteria

    note = "Rapat tim berlangsung tiap bulan, notulen dan daftar hadir terlampir; tindak lanjut dipantau pimpinan. "
    return filled(criteria.find("lke-zi"), many=MANY, note=note * 3)


def _draw() -> bytes:
    from zi_assess.reports import render

    return render("lke", _sheet(), AS_OF)


def _drawing(runs: int) -> list[float]:
    from zi_assess.reports import render

    seconds, sheet = [], _sheet()
    for _ in range(runs + 1):
        begin = time.process_time()
        render("lke", sheet, AS_OF)
        seconds.append(time.process_time() - begin)
    return seconds[1:]


def _pages(pdf: Path) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(pdf))


def _workbook(file: Path) -> None:
    """The report's rows in a workbook: one sheet for the worksheet, one for scores, thresholds and findings."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(file)) as book:
        wrap = book.add_format({"text_wrap": True, "valign": "top", "font_size": 8, "bottom": 4})
        sheet = _sheet()
        for name, widths, rows in (
            ("LKE", (11, 52, 14, 12, 10, 14), _worksheet(sheet)),
            ("Nilai dan temuan", (12, 60, 10, 10, 10, 40), _tables(sheet)),
        ):
            page = book.add_worksheet(name)
            for column, width in enumerate(widths):
                page.set_column(column, column, width, wrap)
            page.set_paper(9)
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
            page.set_footer("&LZI Assess&RHalaman &P dari &N")
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    page.write(number, column, value, wrap)


def _worksheet(sheet):  # type: ignore[no-untyped-def]
    from zi_assess import i18n
    from zi_assess.reports import wording

    yield "Kode", "Butir dan jawaban", "Jawaban", "Bobot", "Nilai", ""
    for question in sheet.pack.questions:
        own, answer = sheet.scores[question.code], sheet.answer(question.code)
        key = wording.answer_key(question, answer)
        yield question.code, question.title, key, float(own.weight), float(own.strict)
        yield "", wording.answer_meaning(question, answer)
        if answer.note:
            yield "Catatan", answer.note
        for slot, uses in sheet.slots(question):
            yield "Bukti", slot.title if uses else f"Belum dilampirkan: {slot.title}"
            yield from _uses(uses)
        yield from _uses(sheet.loose_evidence(question))
        for one in sheet.findings_at(question.code):
            yield "Temuan", i18n.say(one.text, one.values), float(one.points)


def _uses(uses):  # type: ignore[no-untyped-def]
    for use in uses:
        document = use.document
        yield "", document.name, document.kind, str(document.dated or ""), use.pages, document.sha256[:12]
        for more in (document.url, use.note):
            if more:
                yield "", more


def _tables(sheet):  # type: ignore[no-untyped-def]
    from zi_assess import i18n
    from zi_assess.core.pack import Question
    from zi_assess.reports import wording

    yield "Kode", "Bagian", "Bobot", "Nilai", "Capaian", ""
    for code, node in sheet.pack.nodes.items():
        if not isinstance(node, Question):
            own = sheet.scores[code]
            yield code, node.title, float(own.weight), float(own.strict), float(own.percent)
    for one in sheet.readiness.standings:
        minimum = float(one.threshold.minimum)
        yield one.designation, one.threshold.title, float(one.actual), minimum, wording.distance(one)
    for one in sheet.findings:
        yield one.where, i18n.say(one.text, one.values), float(one.points), "", "", wording.remedy(one)


if __name__ == "__main__":
    main()
