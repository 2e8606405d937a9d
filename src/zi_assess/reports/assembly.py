"""A PDF written as it comes, object by object, so that a thousand scans never lie in memory together.

Nothing foreign is parsed here: what the confined child made of a document is copied as bytes under numbers that were
set aside for it.
"""

from __future__ import annotations

import errno
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_CHUNK = 1024 * 1024
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_OBJECT = re.compile(rb"(\d+) 0 obj\n")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one page shows: *form* is the object that draws it; boxes in points of the page's own *unit*."""

    form: int
    media: Box
    crop: Box
    turned: int = 0
    unit: float = 1.0


@dataclass(frozen=True, slots=True)
class Slice:
    """A stream that lies in *source* (*size* bytes) from *start* on; *entries*: its dictionary without the length."""

    number: int
    entries: bytes
    source: Path | bytes
    start: int
    length: int
    size: int


@dataclass(frozen=True, slots=True)
class Link:
    """A place on a page that leads to another page; *box* in the page's own points."""

    box: Box
    page: int


@dataclass(frozen=True, slots=True)
class Bookmark:
    """*page* counts from 0."""

    title: str
    page: int
    below: tuple[Bookmark, ...] = ()


class Malformed(Exception):
    """An answer that does not hold what it says."""


class Assembly:
    """Objects, then pages, then the end. Same calls, same bytes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._hash = hashlib.sha256()
        self._at = 0
        self._places: dict[int, int] = {}
        self._next = 1
        self._layers: list[int] = []
        self._hidden: list[int] = []
        self._files: list[tuple[str, int]] = []
        self._pages: list[bytes] = []
        self._page_numbers: list[int] = []
        self._links: list[tuple[Link, ...]] = []
        self._write(_HEAD)
        self._parent = self.number()
        self._plain = self.stream(b"", b"/P Do")
        self._stamped = self.stream(b"", b"q /P Do Q q /S Do Q")

    @property
    def first(self) -> int:
        """The next number that is free."""
        return self._next

    def number(self) -> int:
        self._next += 1
        return self._next - 1

    def put(self, body: bytes, number: int = 0) -> int:
        number = number or self.number()
        self._places[number] = self._at
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        return number

    def stream(self, entries: bytes, data: bytes) -> int:
        return self.put(b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data))

    def take(
        self,
        blob: bytes,
        offsets: Sequence[tuple[int, int]],
        after: int,
        slices: Sequence[Slice] = (),
        name: str = "",
    ) -> None:
        """Copy objects whose numbers lie from `first` up to *after*. Raises Malformed, and OSError for a slice.

        *name* stands for the bytes in the file's identity, so that they need not be hashed again.
        """
        numbers = [number for number, _place in offsets] + [one.number for one in slices]
        if len(set(numbers)) < len(numbers) or not all(self._next <= one < after for one in numbers):
            raise Malformed(numbers)
        for number, place in offsets:
            head = _OBJECT.match(blob, place) if place >= 0 else None
            if head is None or int(head[1]) != number:
                raise Malformed(number)
        for one in slices:
            if not 0 <= one.start <= one.start + one.length <= one.size:
                raise Malformed(one.number)
        self._next = max(self._next, after)
        for number, place in offsets:
            self._places[number] = self._at + place
        self._write(blob, name)
        for one in slices:
            self._slice(one, name)

    def _slice(self, one: Slice, name: str) -> None:
        self._places[one.number] = self._at
        entries = b"%d 0 obj\n<< %s /Length %d >>\nstream\n"
        self._write(entries % (one.number, one.entries, one.length), name)
        if self._copy(one.source, name, one.start, one.length) != one.length:
            raise OSError(errno.EIO, "cut short")
        self._write(b"\nendstream\nendobj\n")

    def layer(self, numbers: Iterable[int], hidden: Iterable[int]) -> None:
        """Layers among what was taken, and which of them are not shown."""
        self._layers += numbers
        self._hidden += hidden

    def embed(self, name: str, source: Path | bytes, size: int) -> None:
        """Attach a file as it is: its bytes are copied, not looked into. Raises OSError."""
        number = self.number()
        self._places[number] = self._at
        head = b"%d 0 obj\n<< /Type /EmbeddedFile /Length %d /Params << /Size %d >> >>\nstream\n"
        self._write(head % (number, size, size))
        if self._copy(source, name, 0, size + 1) != size:
            raise OSError(errno.EIO, "cut short")
        self._write(b"\nendstream\nendobj\n")
        words = text(name)
        spec = b"<< /Type /Filespec /F %s /UF %s /EF << /F %d 0 R /UF %d 0 R >> >>"
        self._files.append((name, self.put(spec % (words, words, number, number))))

    def _copy(self, source: Path | bytes, name: str, start: int, most: int) -> int:
        """Copy at most *most* bytes from *start* on; how many there were."""
        if isinstance(source, bytes):
            piece = source[start : start + most]
            self._write(piece, name)
            return len(piece)
        copied = 0
        with source.open("rb") as file:
            file.seek(start)
            while piece := file.read(min(_CHUNK, most - copied)):
                self._write(piece, name)
                copied += len(piece)
        return copied

    def page(self, leaf: Leaf, stamp: int = 0, links: Sequence[Link] = ()) -> None:
        """Add a page that shows *leaf* and, above it, the form *stamp*."""
        entries = [b"/Type /Page /Parent %d 0 R /MediaBox [%s]" % (self._parent, _sides(leaf.media))]
        if leaf.crop != leaf.media:
            entries.append(b"/CropBox [%s]" % _sides(leaf.crop))
        if leaf.turned:
            entries.append(b"/Rotate %d" % leaf.turned)
        if leaf.unit != 1.0:
            entries.append(b"/UserUnit %s" % _side(leaf.unit))
        above = b" /S %d 0 R" % stamp if stamp else b""
        entries.append(b"/Resources << /XObject << /P %d 0 R%s >> >>" % (leaf.form, above))
        entries.append(b"/Contents %d 0 R" % (self._stamped if stamp else self._plain))
        self._pages.append(b" ".join(entries))
        self._page_numbers.append(self.number())
        self._links.append(tuple(links))

    def finish(
        self, title: str, author: str, subject: str, language: str, bookmarks: Sequence[Bookmark]
    ) -> None:
        """Write pages, bookmarks, attachments and the end of the file."""
        for number, body, links in zip(self._page_numbers, self._pages, self._links, strict=True):
            self.put(b"<< %s%s >>" % (body, self._annotations(links)), number)
        kids = b" ".join(b"%d 0 R" % number for number in self._page_numbers)
        self.put(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self._pages), kids), self._parent)
        entries = [b"/Type /Catalog /Pages %d 0 R /Lang %s" % (self._parent, text(language))]
        if bookmarks:
            entries.append(b"/PageMode /UseOutlines /Outlines %d 0 R" % self._outline(bookmarks))
        entries.append(b"/ViewerPreferences << /DisplayDocTitle true >>")
        if self._files:
            ordered = sorted(self._files, key=lambda one: _sorting(one[0]))
            names = b" ".join(b"%s %d 0 R" % (text(name), number) for name, number in ordered)
            entries.append(b"/Names << /EmbeddedFiles << /Names [%s] >> >>" % names)
        if self._layers:
            every, off = _references(self._layers), _references(self._hidden)
            entries.append(b"/OCProperties << /OCGs [%s] /D << /OFF [%s] >> >>" % (every, off))
        root = self.put(b"<< %s >>" % b" ".join(entries))
        about = (b"Title", title), (b"Author", author), (b"Subject", subject), (b"Creator", "ZI Assess")
        info = self.put(b"<< %s >>" % b" ".join(b"/%s %s" % (key, text(value)) for key, value in about))
        self._end(root, info)

    def _annotations(self, links: Sequence[Link]) -> bytes:
        made = [
            b"<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [%s] /Dest [%d 0 R /Fit] >>"
            % (_sides(link.box), self._page_numbers[link.page])
            for link in links
        ]
        return b" /Annots [%s]" % b" ".join(made) if made else b""

    def _outline(self, bookmarks: Sequence[Bookmark]) -> int:
        root = self.number()
        first, last, _shown = self._level(bookmarks, root)
        self.put(
            b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (first, last, len(bookmarks)),
            root,
        )
        return root

    def _level(self, bookmarks: Sequence[Bookmark], parent: int) -> tuple[int, int, int]:
        """Write siblings and what is below them, all closed; the first's and last's number, and how many they are."""
        numbers = [self.number() for _ in bookmarks]
        for at, (number, one) in enumerate(zip(numbers, bookmarks, strict=True)):
            entries = [b"/Title %s /Parent %d 0 R" % (text(_visible(one.title)), parent)]
            entries.append(b"/Dest [%d 0 R /Fit]" % self._page_numbers[one.page])
            if at:
                entries.append(b"/Prev %d 0 R" % numbers[at - 1])
            if at + 1 < len(numbers):
                entries.append(b"/Next %d 0 R" % numbers[at + 1])
            if one.below:
                below = self._level(one.below, number)
                entries.append(b"/First %d 0 R /Last %d 0 R /Count -%d" % below)
            self.put(b"<< %s >>" % b" ".join(entries), number)
        return numbers[0], numbers[-1], len(numbers)

    def _end(self, root: int, info: int) -> None:
        name = self._hash.hexdigest()[:32].encode()
        start = self._at
        rows = [b"0000000000 65535 f \n"]
        rows += [
            b"%010d 00000 n \n" % self._places[number] if number in self._places else b"0000000000 00000 f \n"
            for number in range(1, self._next)
        ]
        self._write(b"xref\n0 %d\n%s" % (self._next, b"".join(rows)))
        entries = b"/Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]"
        self._write(b"trailer\n<< %s >>\n" % (entries % (self._next, root, info, name, name)))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _write(self, data: bytes, name: str = "") -> None:
        self._out.write(data)
        self._hash.update(b"%s %d" % (name.encode(), len(data)) if name else data)
        self._at += len(data)


def text(words: str) -> bytes:
    """*words* as a PDF's text string."""
    if words.isascii() and words.isprintable():
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(%s)" % escaped.encode()
    return b"<feff%s>" % words.encode("utf-16-be", "replace").hex().encode()


def _visible(words: str) -> str:
    """Without signs that turn or hide letters: no reader escapes bookmarks."""
    return "".join(one for one in words if unicodedata.category(one)[0] != "C") or "–"


def _sorting(name: str) -> bytes:
    """Where a name tree expects *name*: by the bytes of its text string."""
    return name.encode() if name.isascii() else b"\xfe\xff" + name.encode("utf-16-be", "replace")


def _sides(box: Box) -> bytes:
    return b" ".join(map(_side, box))


def _side(number: float) -> bytes:
    return f"{number:.4f}".rstrip("0").rstrip(".").encode()


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
