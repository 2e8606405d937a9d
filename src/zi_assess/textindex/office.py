"""Text and traits of docx, xlsx, pptx, odt, ods and odp. Runs in the confined child only."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element

from zi_assess import zips
from zi_assess.core.contents import Trait
from zi_assess.textindex.clean import MOST_PAGE, clean
from zi_assess.zips import ZipEntry, ZipLimits

LIMITS = ZipLimits(
    packed=512 * 1024 * 1024, entries=10_000, entry=256 * 1024 * 1024, total=1024 * 1024 * 1024, ratio=300
)
_MOST_XML = 96 * 1024 * 1024
_MOST_CELLS = 400_000
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN = (("word/document", "doc"), ("xl/workbook", "xls"), ("ppt/presentation", "ppt"))
_MARKUP = {"doc": "docx", "xls": "xlsx", "ppt": "pptx"}
_OPEN = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
_SLIDE = re.compile(r"^ppt/slides/slide(\d+)\.xml$")
_OUTSIDE = re.compile(
    rb'Type="[^"]*/(?:attachedTemplate|oleObject|frame|subDocument|externalLink(?:Path)?)"[^>]*TargetMode="External"'
    rb'|TargetMode="External"[^>]*Type="[^"]*/(?:attachedTemplate|oleObject|frame|subDocument)"'
)


class Archive:
    """The members of a checked zip by name. Raises `ZiError` when the zip is broken or a trap."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[str, ZipEntry] = {one.name: one for one in zips.check(path, LIMITS)}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def bytes(self, name: str, most: int = _MOST_XML) -> bytes:
        return zips.read(self._path, self._entries[name], most) if name in self._entries else b""

    def events(self, name: str) -> Iterator[tuple[str, Element]]:
        """The XML of a member piece by piece; entities and DTDs are refused."""
        from defusedxml.ElementTree import iterparse

        data = self.bytes(name)
        if data:
            yield from iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True)


def form_of(archive: Archive) -> str:
    """`docx`, `docm`, `xlsx` …; `zip` when it is none of ours."""
    kind = (
        archive.bytes("mimetype", 200).decode("ascii", "replace").strip()
        if "mimetype" in archive.names
        else ""
    )
    if kind in _OPEN:
        return _OPEN[kind]
    if _CONTENT_TYPES not in archive.names:
        return "zip"
    form = next((form for start, form in _MAIN if any(name.startswith(start) for name in archive.names)), "")
    if not form:
        return "zip"
    types = archive.bytes(_CONTENT_TYPES, 4 * 1024 * 1024)
    binary = any(name.endswith("workbook.bin") for name in archive.names)
    return f"{form}b" if binary else f"{form}m" if b"macroEnabled" in types else _MARKUP[form]


def traits(archive: Archive) -> set[Trait]:
    found: set[Trait] = set()
    for name in archive.names:
        low = name.casefold()
        if (
            low.endswith(("vbaproject.bin", "vbadata.xml"))
            or "macrosheets/" in low
            or low.startswith("basic/")
        ):
            found.add(Trait.MACRO)
        if low.startswith("scripts/") or "/activex/" in low:
            found.add(Trait.MACRO)
        if "/embeddings/" in low and not low.endswith("/") and not low.endswith((".xlsx", ".xls")):
            found.add(Trait.ATTACHMENT)
        if low.endswith(".rels") and _OUTSIDE.search(archive.bytes(name, 4 * 1024 * 1024)):
            found.add(Trait.OUTSIDE)
    return found


def pages(archive: Archive, form: str) -> list[str]:
    """The text page by page: what Word last laid out, a sheet, a slide."""
    reader = _READERS.get(form)
    return [clean(page) for page in reader(archive)] if reader else []


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


_LAID_OUT, _BROKEN_BY_HAND = "\f", "\v"


def _word_pages(archive: Archive) -> list[str]:
    parts: list[str] = []
    for event, element in archive.events("word/document.xml"):
        name = _local(element)
        if event == "start":
            if name == "lastRenderedPageBreak":
                parts.append(_LAID_OUT)
            continue
        if name == "t":
            parts.append((element.text or "").replace(_LAID_OUT, " ").replace(_BROKEN_BY_HAND, " "))
        elif name in ("tab", "tc"):
            parts.append("\t")
        elif name == "br":
            parts.append(_BROKEN_BY_HAND if _attribute(element, "type") == "page" else "\n")
        elif name == "p":
            parts.append("\n")
        if name in ("p", "tbl"):
            element.clear()
    text = "".join(parts)
    # Word notes where its pages ended; where it never did, only the breaks the writer made are known.
    return (
        text.replace(_BROKEN_BY_HAND, "\n").split(_LAID_OUT)
        if _LAID_OUT in text
        else text.split(_BROKEN_BY_HAND)
    )


def _sheet_pages(archive: Archive) -> list[str]:
    shared = _shared_strings(archive)
    names = [name for name in archive.names if re.match(r"^xl/worksheets/sheet\d+\.xml$", name)]
    names.sort(key=lambda name: int(re.sub(r"\D", "", name.rpartition("/")[2])))
    titles = [
        _attribute(one, "name")
        for event, one in archive.events("xl/workbook.xml")
        if event == "end" and _local(one) == "sheet"
    ]
    titles += [""] * (len(names) - len(titles))
    return [f"{title}\n{_cells(archive, name, shared)}" for title, name in zip(titles, names, strict=False)]


def _shared_strings(archive: Archive) -> list[str]:
    found: list[str] = []
    for event, element in archive.events("xl/sharedStrings.xml"):
        if event == "end" and _local(element) == "si":
            found.append("".join(one.text or "" for one in element.iter() if _local(one) == "t"))
            element.clear()
    return found


def _cells(archive: Archive, name: str, shared: list[str]) -> str:
    rows: list[str] = []
    cells: list[str] = []
    length = seen = 0
    for event, element in archive.events(name):
        if event == "start":
            continue
        if _local(element) == "c":
            cells.append(_cell(element, shared))
            seen += 1
        elif _local(element) == "row":
            rows.append("\t".join(one for one in cells if one))
            length += len(rows[-1])
            cells = []
            element.clear()
        if length > MOST_PAGE or seen > _MOST_CELLS:
            break
    return "\n".join(row for row in rows if row)


def _cell(cell: Element, shared: list[str]) -> str:
    kind = cell.get("t", "")
    if kind == "inlineStr":
        return "".join(one.text or "" for one in cell.iter() if _local(one) == "t")
    value = next((one.text or "" for one in cell if _local(one) == "v"), "")
    if kind == "s":
        return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""
    return value


def _slide_pages(archive: Archive) -> list[str]:
    return [_runs(archive, name) for name in _slides(archive)]


def _slides(archive: Archive) -> list[str]:
    """The slides in the order they are shown; by number where the list cannot be followed."""
    numbered = sorted((int(match[1]), name) for name in archive.names if (match := _SLIDE.match(name)))
    targets = {
        _attribute(one, "Id"): posixpath.normpath(posixpath.join("ppt", _attribute(one, "Target")))
        for event, one in archive.events("ppt/_rels/presentation.xml.rels")
        if event == "end"
    }
    shown = [
        targets.get(next((value for key, value in one.attrib.items() if key.endswith("}id")), ""), "")
        for event, one in archive.events("ppt/presentation.xml")
        if event == "end" and _local(one) == "sldId"
    ]
    known = {name for _, name in numbered}
    return (
        shown
        if shown and set(shown) == known and len(shown) == len(known)
        else [name for _, name in numbered]
    )


def _runs(archive: Archive, name: str) -> str:
    parts: list[str] = []
    for event, element in archive.events(name):
        if event == "end" and _local(element) == "t":
            parts.append(element.text or "")
        elif event == "end" and _local(element) in ("p", "br"):
            parts.append("\n")
    return "".join(parts)


def _open_pages(archive: Archive, page: str) -> list[str]:
    """OpenDocument: *page* is the element a page is (`table`, `page`); texts break where they were last laid out."""
    parts: list[str] = []
    for event, element in archive.events("content.xml"):
        name = _local(element)
        if event == "start":
            if name == "soft-page-break" and not page:
                parts.append(_LAID_OUT)
            elif name == page:
                parts.append(f"{_LAID_OUT}{_attribute(element, 'name') if page == 'table' else ''}\n")
            continue
        if name in ("p", "h"):
            parts.append("".join(_own_text(element)) + "\n")
            element.clear()
        elif name in ("table-cell", "tab"):
            parts.append("\t")
    found = "".join(parts).split(_LAID_OUT)
    return found[1:] if page and len(found) > 1 else found


def _own_text(element: Element) -> Iterator[str]:
    for text in element.itertext():
        yield text.replace(_LAID_OUT, " ")


_READERS: dict[str, Callable[[Archive], list[str]]] = {
    **dict.fromkeys(("docx", "docm"), _word_pages),
    **dict.fromkeys(("xlsx", "xlsm"), _sheet_pages),
    **dict.fromkeys(("pptx", "pptm"), _slide_pages),
    "odt": lambda archive: _open_pages(archive, ""),
    "ods": lambda archive: _open_pages(archive, "table"),
    "odp": lambda archive: _open_pages(archive, "page"),
}
