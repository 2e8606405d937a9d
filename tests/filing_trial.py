"""A unit's folder as people keep it, filed through the real window by a user who knows where each file belongs."""

from __future__ import annotations

import io
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from hostile_files import docx, zipped
from recognise.labelled import LABELLED, Case, cases
from zi_assess.ui.intake.lines import Line

if TYPE_CHECKING:
    from zi_assess.ui.intake.dialog import ImportDialog
    from zi_assess.ui.pages.evidence import EvidencePage
    from zi_assess.workspace import Workspace

Truth = dict[Path, tuple[str, ...]]
Wait = Callable[[Callable[[], bool]], None]
ROOT = "BUKTI DUKUNG ZI 2026"
LEFT_BEHIND = ("Thumbs.db", "desktop.ini", ".DS_Store", "~$notulen.docx")
_TWINS = 4  # of so many pictures of a sort one is a copy of the one before it, under its own name

# What hands and eyes take, in seconds, after the keystroke-level model (Card, Moran and Newell): an estimate.
POINT_AND_CLICK, KEY, THINK, GLANCE = 1.3, 0.28, 1.35, 0.5


# The folder


def build(folder: Path, many: int) -> Truth:
    """Make *many* files below *folder*, spread over the whole labelled set; the codes that are right for each."""
    every = list(cases(LABELLED))
    chosen = [every[at * len(every) // many] for at in range(many)]
    rng = random.Random(20)
    truth: Truth = {}
    pictures: dict[str, list[bytes]] = {}
    for number, case in enumerate(chosen):
        path = _free(_place(folder / ROOT, case) / case.name.replace("/", "-"))
        path.parent.mkdir(parents=True, exist_ok=True)
        data = _MAKERS[path.suffix.lower()](case.text, rng.randrange(1 << 30))
        if path.suffix.lower() in _PICTURES:
            alike = pictures.setdefault(path.suffix.lower(), [])
            data = alike[-1] if len(alike) % _TWINS == _TWINS - 1 else data
            alike.append(data)
        path.write_bytes(data)
        truth[path] = case.codes
        if not number % 25:
            (path.parent / LEFT_BEHIND[number // 25 % len(LEFT_BEHIND)]).write_bytes(b"x")
    return truth


def _place(root: Path, case: Case) -> Path:
    """The folder of a case below *root*, which stands for the outermost one when the case names it."""
    inner = case.folders[1:] if case.folders[:1] and case.folders[0].startswith("BUKTI") else case.folders
    return root.joinpath(*(part.replace("/", "-") for part in inner))


def _free(path: Path) -> Path:
    """*path*, numbered as browsers do when the name is taken."""
    names = (path.with_stem(f"{path.stem} ({n})") if n else path for n in range(1_000))
    return next(one for one in names if not one.exists())


def _pdf(text: str, seed: int) -> bytes:
    """Pages of text; without *text* what a scanner makes of a sheet: a picture of it."""
    from reportlab.lib.utils import ImageReader, simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for page in range(1 + seed % 3):
        if text:
            for row, line in enumerate(simpleSplit(text, "Helvetica", 11, 460)[:50]):
                canvas.drawString(60, 770 - 15 * row, line if not page else f"{page + 1} {line}")
        else:
            canvas.drawImage(ImageReader(io.BytesIO(_picture("JPEG", "", seed + page))), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _picture(form: str, _text: str, seed: int) -> bytes:
    from PIL import Image

    dots = random.Random(seed).randbytes(40 * 30 * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (40, 30), dots).resize((1000, 750)).save(out, form)
    return out.getvalue()


def _letter(text: str, seed: int) -> bytes:
    return docx(escape(f"{text} ({seed})" if text else f"Lampiran {seed}"))


def _table(text: str, seed: int) -> bytes:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [part.strip() for part in text.split(",")] if text else ["No", "Uraian"])
    for row in range(1, 20):
        sheet.write_row(row, 0, [row, seed % (row * 97)])
    book.close()
    return out.getvalue()


def _slides(text: str, seed: int) -> bytes:
    slide = (
        '<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>'
        f"{escape(text)} {seed}</a:t></a:r></a:p></p:sld>"
    )
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    parts = {"ppt/presentation.xml": b"<p/>", "ppt/slides/slide1.xml": slide.encode()}
    return zipped({"[Content_Types].xml": types.encode(), **parts})


def _film(_text: str, seed: int) -> bytes:
    return b"\0\0\0\x18ftypmp42" + random.Random(seed).randbytes(40_000)


_PICTURES: dict[str, str] = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
_MAKERS: dict[str, Callable[[str, int], bytes]] = {
    ".pdf": _pdf, ".docx": _letter, ".xlsx": _table, ".pptx": _slides, ".mp4": _film,
    **{suffix: partial(_picture, form) for suffix, form in _PICTURES.items()},
}  # fmt: skip


# The user


@dataclass
class Count:
    """What happened. *seconds* of the machine by what it did; *wrong* names what disagrees in the end."""

    files: int = 0
    right: int = 0
    by_word: dict[str, Counter[str]] = field(default_factory=dict)
    corrected: int = 0
    typed: int = 0
    clicks: int = 0
    keys: int = 0
    looked_at: int = 0
    refused: int = 0
    filed: int = 0
    documents: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def machine(self) -> float:
        return sum(self.seconds.values())

    @property
    def hands(self) -> float:
        """Seconds a user takes, estimated: each doubtful line is thought about, every line glanced at once."""
        acts = self.clicks * POINT_AND_CLICK + self.keys * KEY
        return acts + (self.looked_at + self.corrected) * THINK + self.files * GLANCE

    def lap(self, what: str, began: float) -> None:
        self.seconds[what] = time.monotonic() - began


def file_all(page: EvidencePage, folder: Path, truth: Truth, wait: Wait) -> Count:
    """From the chosen *folder* to everything filed, in the window's own import; wrong proposals are corrected."""
    count = Count(files=len(truth))
    began = time.monotonic()
    dialog = page.taking().look_through(folder)
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    wait(lambda: bool(dialog.model().lines()) and dialog.primary.isEnabled())
    count.lap("looking through", began)
    began = time.monotonic()
    wait(lambda: not dialog.opening.left)
    count.lap("reading what names do not tell", began)
    _judge(dialog.model().lines(), truth, count)
    _correct(dialog, truth, count)
    began = time.monotonic()
    dialog.primary.click()
    count.clicks += 1
    wait(lambda: bool(closed))
    count.lap("filing", began)
    return count


def _judge(lines: Sequence[Line], truth: Truth, count: Count) -> None:
    for line in lines:
        assert isinstance(line.source, Path)
        right = line.place[0] in truth[line.source]
        count.right += right
        count.by_word.setdefault(line.sure, Counter()).update(all=1, right=right)
    if missing := truth.keys() - {line.source for line in lines}:
        count.wrong.append(f"not in the table: {sorted(missing)}")


def _correct(dialog: ImportDialog, truth: Truth, count: Count) -> None:
    """First what the program itself calls doubtful, then a look over the rest."""
    for which, tick_all in (("look", True), ("", False)):
        count.clicks += 1 + tick_all
        dialog._sift(which)
        model = dialog.model()
        for row in range(model.rowCount()):
            line = model.line(model.index(row, 0))
            assert line is not None and isinstance(line.source, Path)
            count.looked_at += which == "look"
            count.keys += which == "look"
            if line.place[0] not in truth[line.source]:
                count.clicks += which == ""  # among the doubtful ones the arrow key is there already
                _choose(dialog, row, truth[line.source][0], count)
        if tick_all:
            dialog._all.click()


def _choose(dialog: ImportDialog, row: int, code: str, count: Count) -> None:
    """Take *code* among the places offered, or type it."""
    dialog.table.selectRow(row)
    count.corrected += 1
    picker = dialog.picker
    if code in picker._codes:
        picker._choices[picker._codes.index(code)].click()
        count.clicks += 1
        return
    picker.search.setText(code.replace(".", ""))
    picker.search.returnPressed.emit()
    count.typed += 1
    count.clicks += 1
    count.keys += len(code.replace(".", "")) + 1


# What came of it


def compare(root: Path, truth: Truth, count: Count) -> None:
    """Look at the workspace at *root* anew: database, binder and register must have each use once, and rightly."""
    from zi_assess.workspace import Workspace

    with closing(sqlite3.connect(f"file:{root / 'workspace.sqlite3'}?mode=ro", uri=True)) as base:
        stored = Counter(base.execute(_USES).fetchall())
        count.documents = base.execute("select count(*) from documents where trashed = ''").fetchone()[0]
    count.filed = sum(stored.values())
    with Workspace.open(root) as space:
        for name, found in (("binder", _bound(space)), ("register", _registered(space))):
            for use in (stored - found) | (found - stored):
                count.wrong.append(f"{name}: {use} {stored[use]} times stored, {found[use]} times there")
        count.wrong += _misplaced(space, truth)


_USES = "select c.code, d.name from evidence e join codes c on c.id = e.question join documents d on d.id = e.document"


def _bound(space: Workspace) -> Counter[tuple[str, str]]:
    """Criterion and document of every bookmark of the binder."""
    import pypdfium2  # type: ignore[import-untyped]

    from zi_assess.reports import binder

    (one,) = space.assessments()
    data = binder.bind(space.sheet(one.id), space.document_path).data
    found: Counter[tuple[str, str]] = Counter()
    code = ""
    for mark in pypdfium2.PdfDocument(data).get_toc():
        if mark.level == 1:
            code = mark.get_title().split()[0]
        elif mark.level == 3:
            found[code, mark.get_title()] += 1
    return found


def _registered(space: Workspace) -> Counter[tuple[str, str]]:
    """Criterion and document of every row of the register."""
    import openpyxl  # type: ignore[import-untyped]

    from zi_assess.reports.register import register

    (one,) = space.assessments()
    head, *rows = openpyxl.load_workbook(io.BytesIO(register(space.sheet(one.id)))).worksheets[0].values
    at = {title: place for place, title in enumerate(head)}
    return Counter((row[at["Kode"]], row[at["Dokumen"]]) for row in rows)


def _misplaced(space: Workspace, truth: Truth) -> Iterator[str]:
    """Files of *truth* that are not used where they belong, and uses that belong to none."""
    import hashlib

    (one,) = space.assessments()
    used: dict[str, set[str]] = {}
    for use in space.sheet(one.id).assessment.evidence:
        used.setdefault(use.document.sha256, set()).add(use.code)
    wanted: dict[str, set[str]] = {}
    for path, codes in truth.items():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        wanted.setdefault(digest, set()).update(codes)
        if not used.get(digest, set()) & set(codes):
            yield f"not filed: {path.name}"
    for digest, codes in used.items():
        if strange := codes - wanted.get(digest, set()):
            yield f"filed where it does not belong: {digest[:8]} at {sorted(strange)}"
