"""Pages of a foreign PDF as leaves that only look: no scripts, actions, forms, files. Runs in the confined child only.

A leaf is one Form XObject with the size of its page. Marks on the page (stamps, filled fields, what a signature shows)
are drawn into it; links and everything that could act stay behind, because nothing but what a page's content needs is
written at all.
"""

from __future__ import annotations

import contextlib
import io
import zlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import pikepdf

from zi_assess.reports.foreign import Lying, Objects
from zi_assess.textindex.pdf import traits

MOST_PAGES = 5_000
ENOUGH = (
    8 * 1024 * 1024
)  # bytes of one answer, so that taking it in holds nobody up; more comes with the next
TOO_MUCH = 80 * 1024 * 1024  # bytes of one page: more does not fit into an answer
_MOST_FIELDS = 5_000
_A4 = (0.0, 0.0, 595.28, 841.89)
_LARGEST_SIDE = 200_000.0
_UNIT = Decimal(100)
_MEDIA = frozenset("/RichMedia /Movie /Sound /Screen /3D".split())
_ACTS = {
    "/JavaScript": "script",
    "/Rendition": "script",
    "/Launch": "launch",
    "/GoToE": "attachment",
    "/SubmitForm": "form-sends",
    "/ImportData": "form-sends",
}
Box = tuple[float, float, float, float]
Answer = dict[str, object]


def pdf(source: str | bytes, start: int, first: int) -> Answer:
    """The leaves of *source* from page *start* (from 0) on, as many as fit, in objects numbered from *first* on."""
    try:
        with _file(source) as file, pikepdf.open(file, suppress_warnings=True) as opened:
            return _opened(opened, file, start, first)
    except pikepdf.PasswordError:
        return {"state": "locked"}
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, ArithmeticError):
        return {"state": "broken"}


def dangerous(source: str | bytes) -> bool:
    """Whether a script, a launch or a file hides anywhere in *source*, also where no page leads."""
    with _file(source) as file:
        found, _signed_too = traits(file)  # type: ignore[arg-type]  # what is open will do
        return bool(found)


def own(data: bytes, first: int) -> tuple[Answer, int]:
    """All leaves of a PDF made by this program, and the number of its fonts' dictionary."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        objects = Objects(opened, first)
        leaves = [_leaf(objects, page) for page in opened.pages]
        fonts = objects.text(opened.pages[0].resources.get("/Font"))
        objects.drain()
        return _answer(objects, len(leaves), leaves, {}), int(fonts.split()[0])


def _file(source: str | bytes) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else Path(source).open("rb")


def _opened(opened: pikepdf.Pdf, file: BinaryIO, start: int, first: int) -> Answer:
    count = len(opened.pages)
    if not count or count > MOST_PAGES:
        return {"state": "too-many" if count else "empty", "pages": count}
    told: Answer = {"signed": _signed(opened), "locks": opened.is_encrypted}
    if not start:
        told["left"] = sorted({*_of_the_file(opened), *_of_the_pages(opened)})
    _draw_marks(opened)
    objects = Objects(opened, first, Lying(opened, file), _hidden(opened))
    leaves: list[tuple[int, Box, Box, int, float]] = []
    for page in opened.pages[start:]:
        before = objects.size
        leaves.append(_leaf(objects, page))
        objects.drain()
        if objects.size - before > TOO_MUCH:
            return {"state": "too-large", "pages": count}
        if objects.size > ENOUGH:
            break
    return _answer(objects, count, leaves, told)


def _answer(
    objects: Objects, count: int, leaves: list[tuple[int, Box, Box, int, float]], told: Answer
) -> Answer:
    return {
        "state": "ok",
        "pages": count,
        "leaves": leaves,
        "objects": objects.blob,
        "offsets": objects.offsets,
        "slices": objects.slices,
        "next": objects.next,
        "layers": objects.layers,
        "hidden": objects.hidden,
        "damaged": objects.damaged,
        **told,
    }


# One page


def _leaf(objects: Objects, page: pikepdf.Page) -> tuple[int, Box, Box, int, float]:
    """The form's number, media box, crop box, how far the page is turned, and its unit."""
    media = _box(lambda: page.mediabox) or _A4
    crop = _within(_box(lambda: page.cropbox) or media, media)
    entries = b"/Type /XObject /Subtype /Form /BBox [%s]" % " ".join(f"{side:.4f}" for side in media).encode()
    resources = page.resources
    if len(resources):
        entries += b" /Resources %s" % objects.text(resources)
    group = page.obj.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and group.get("/S") == pikepdf.Name.Transparency:
        entries += b" /Group %s" % objects.text(group)
    packed, data = _content(objects, page.obj.get("/Contents"))
    number = objects.put_stream(entries + packed, data)
    return number, media, crop, _turned(page), _unit(page.obj.get("/UserUnit"))


def _content(objects: Objects, contents: object) -> tuple[bytes, bytes]:
    """How the content is packed, and its bytes; several streams become one."""
    pieces = contents.as_list() if isinstance(contents, pikepdf.Array) else [contents]
    streams = [one for one in pieces if isinstance(one, pikepdf.Stream)]
    try:
        if len(streams) == 1:
            return objects.filters(streams[0])
    except pikepdf.PdfError:
        objects.damaged += 1
        return b"", b""
    read = []
    for one in streams:
        try:
            read.append(one.read_bytes())
        except pikepdf.PdfError:
            objects.damaged += 1
    return (b" /Filter /FlateDecode", zlib.compress(b"\n".join(read), 6)) if read else (b"", b"")


def _box(read: Callable[[], object]) -> Box | None:
    """A page's box, sides in order; None when it is none."""
    try:
        sides = [float(one) for one in read()]  # type: ignore[attr-defined]
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError, pikepdf.PdfError):
        return None
    if len(sides) != 4 or not all(abs(one) <= _LARGEST_SIDE for one in sides):
        return None
    left, right = sorted(sides[::2])
    bottom, top = sorted(sides[1::2])
    return (left, bottom, right, top) if right - left >= 3 and top - bottom >= 3 else None


def _within(crop: Box, media: Box) -> Box:
    cut = (max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3]))
    return cut if cut[2] - cut[0] >= 3 and cut[3] - cut[1] >= 3 else media


def _turned(page: pikepdf.Page) -> int:
    try:
        turned = int(page.rotation)
    except (ValueError, TypeError, AttributeError, pikepdf.PdfError):
        return 0
    return turned % 360 if turned % 90 == 0 else 0


def _unit(value: object) -> float:
    return float(value) if isinstance(value, int | Decimal) and 0 < value <= _UNIT else 1.0


# What the file carries


def _draw_marks(opened: pikepdf.Pdf) -> None:
    """Draw what annotations and fields show into their pages; where that fails the pages come without."""
    if not any("/Annots" in page.obj for page in opened.pages):
        return
    with contextlib.suppress(pikepdf.PdfError, RuntimeError, ValueError):
        form = opened.Root.get("/AcroForm")
        if isinstance(form, pikepdf.Dictionary) and form.get("/NeedAppearances") == True:  # noqa: E712
            opened.generate_appearance_streams()
        opened.flatten_annotations("all")


def _signed(opened: pikepdf.Pdf) -> bool:
    return any(
        isinstance(value := field.get("/V"), pikepdf.Dictionary) and "/ByteRange" in value
        for field in _fields(opened)
    )


def _fields(opened: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    form = opened.Root.get("/AcroForm")
    waiting = _dictionaries(form.get("/Fields")) if isinstance(form, pikepdf.Dictionary) else []
    for _ in range(_MOST_FIELDS):
        if not waiting:
            return
        field = waiting.pop()
        yield field
        waiting += _dictionaries(field.get("/Kids"))


def _dictionaries(array: object) -> list[pikepdf.Dictionary]:
    if not isinstance(array, pikepdf.Array) or len(array) > _MOST_FIELDS:
        return []
    return [one for one in array.as_list() if isinstance(one, pikepdf.Dictionary)]


def _of_the_file(opened: pikepdf.Pdf) -> Iterator[str]:
    root = opened.Root
    names, form = root.get("/Names"), root.get("/AcroForm")
    if isinstance(names, pikepdf.Dictionary):
        yield from ("script" for key in ("/JavaScript",) if key in names)
        yield from ("attachment" for key in ("/EmbeddedFiles",) if key in names)
    if "/AF" in root or "/Collection" in root:
        yield "attachment"
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        yield "script"
    yield from _acts(root, "/OpenAction")


def _of_the_pages(opened: pikepdf.Pdf) -> Iterator[str]:
    for page in opened.pages:
        yield from _acts(page.obj, "")
        for one in _dictionaries(page.obj.get("/Annots")):
            kind = str(one.get("/Subtype", ""))
            if kind == "/FileAttachment":
                yield "attachment"
            if kind in _MEDIA:
                yield "media"
            yield from _acts(one, "/A")


def _acts(thing: pikepdf.Object, key: str) -> Iterator[str]:
    """What the action under *key* does, and those that wait for an event."""
    for one in (thing.get(key) if key else None, *_values(thing.get("/AA"))):
        if isinstance(one, pikepdf.Dictionary) and (act := _ACTS.get(str(one.get("/S", "")))):
            yield act


def _values(thing: object) -> list[object]:
    return list(thing.as_dict().values()) if isinstance(thing, pikepdf.Dictionary) else []


def _hidden(opened: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Layers that are not shown when the file is opened."""
    layers = opened.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return set()
    usual = layers.get("/D")
    if not isinstance(usual, pikepdf.Dictionary):
        return set()
    off = {one.objgen for one in _dictionaries(usual.get("/OFF"))}
    if usual.get("/BaseState") == pikepdf.Name.OFF:
        every = {one.objgen for one in _dictionaries(layers.get("/OCGs"))}
        off |= every - {one.objgen for one in _dictionaries(usual.get("/ON"))}
    return off
