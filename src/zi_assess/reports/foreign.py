"""Objects of a foreign PDF, rewritten under new numbers and without what could act. Runs in the confined child only."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from decimal import Decimal
from typing import BinaryIO

import pikepdf

# Strings first, so that "5 0 R" inside one stays text.
_REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9a-fA-F]+>|(\d+) (\d+) R\b", re.DOTALL)
_UNWANTED = frozenset(
    """
    /Page /Pages /Catalog /Annot /Filespec /F /EmbeddedFile /Action /StructElem /StructTreeRoot /Metadata /Outlines /Sig
    /DocTimeStamp
    """.split()
)
_ACTIONS = frozenset(
    "/JavaScript /Launch /GoToR /GoToE /URI /SubmitForm /ImportData /Rendition /Movie /Sound /Hide /Named".split()
)
_NOT_OF_A_STREAM = frozenset(
    """
    /Length /F /FFilter /FDecodeParms /DL /Metadata /PieceInfo /AF /OPI /StructParent /StructParents /Measure /PtData
    /Alternates /A /AA
    """.split()
)


_LARGE = 16 * 1024  # bytes of a stream that are worth leaving where they lie
_WINDOW = 8 * 1024  # bytes within which a stream begins after its object does


class Lying:
    """Where the streams of a PDF lie in its *file*, so that large ones need not be sent."""

    def __init__(self, pdf: pikepdf.Pdf, file: BinaryIO) -> None:
        self._pdf = pdf
        self._file = file
        self._table: dict[tuple[int, int], pikepdf._core.XrefEntry] | None = None

    def place(self, key: tuple[int, int], raw: bytes) -> int | None:
        """The offset of *raw*, the stream of object *key*; None when it does not lie there just so."""
        if self._table is None:
            self._table = self._pdf.get_xref_table()
        entry = self._table.get(key)
        if entry is None or entry.type != 1 or entry.offset is None:
            return None
        self._file.seek(entry.offset)
        window = self._file.read(_WINDOW)
        start = window.find(raw[:64], max(0, window.find(b"stream")))
        if start < 0:
            return None
        self._file.seek(entry.offset + start)
        return entry.offset + start if self._file.read(len(raw)) == raw else None


class Objects:
    """What is taken from one PDF, numbered from *first* on: `blob` with `offsets` of (number, place), and `slices` of
    the file, as (number, entries, place, length), for streams that are large.
    """

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        first: int,
        lying: Lying | None = None,
        hidden: Iterable[tuple[int, int]] = (),
    ) -> None:
        self.offsets: list[tuple[int, int]] = []
        self.slices: list[tuple[int, bytes, int, int]] = []
        self.layers: list[int] = []
        self.hidden: list[int] = []
        self.damaged = 0
        self.size = 0
        self.next = first
        self._pdf = pdf
        self._lying = lying
        self._off = frozenset(hidden)
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: deque[tuple[int, object]] = deque()
        self._parts: list[bytes] = []

    @property
    def blob(self) -> bytes:
        return b"".join(self._parts)

    def put(self, body: bytes) -> int:
        """Write an object of our own; its number."""
        number = self._number()
        self._write(number, body)
        return number

    def put_stream(self, entries: bytes, data: bytes) -> int:
        return self.put(b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data))

    def text(self, thing: object) -> bytes:
        """*thing* as it is written inside another object; what it refers to is taken along."""
        if not isinstance(thing, pikepdf.Object):
            return _scalar(thing)
        if thing.is_indirect:
            return self._referred(*thing.objgen)
        return self._renumbered(thing.unparse(resolved=True))

    def drain(self) -> None:
        """Write everything that was referred to."""
        while self._waiting:
            number, thing = self._waiting.popleft()
            if isinstance(thing, pikepdf.Stream):
                self._stream(number, thing)
            elif isinstance(thing, pikepdf.Object):
                self._write(number, self._renumbered(thing.unparse(resolved=True)))
            else:
                self._write(number, _scalar(thing))

    def filters(self, stream: pikepdf.Stream) -> tuple[bytes, bytes]:
        """The entries that say how *stream* is packed, and its bytes as they lie there."""
        entries = b""
        for key in ("/Filter", "/DecodeParms"):
            if key in stream.keys():  # noqa: SIM118  # `in` on a stream asks its dictionary twice
                entries += b" %s %s" % (key.encode(), self.text(stream.get(key)))
        if b"/Crypt" in entries:
            return b"", stream.read_bytes()
        return entries, stream.read_raw_bytes()

    def _number(self) -> int:
        self.next += 1
        return self.next - 1

    def _write(self, number: int, body: bytes) -> None:
        self.offsets.append((number, self.size))
        part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self._parts.append(part)
        self.size += len(part)

    def _renumbered(self, raw: bytes) -> bytes:
        return _REFERENCE.sub(self._match, raw)

    def _match(self, match: re.Match[bytes]) -> bytes:
        return match[0] if match[1] is None else self._referred(int(match[1]), int(match[2]))

    def _referred(self, number: int, generation: int) -> bytes:
        key = (number, generation)
        known = self._numbers.get(key)
        if known is None:
            thing = self._pdf.get_object(key)
            known = 0 if _unwanted(thing) else self._number()
            self._numbers[key] = known
            if known:
                self._waiting.append((known, thing))
                self._note_layer(known, key, thing)
        return b"%d 0 R" % known if known else b"null"

    def _note_layer(self, number: int, key: tuple[int, int], thing: object) -> None:
        if isinstance(thing, pikepdf.Dictionary) and _name(thing.get("/Type")) == "/OCG":
            self.layers.append(number)
            if key in self._off:
                self.hidden.append(number)

    def _stream(self, number: int, stream: pikepdf.Stream) -> None:
        plain = stream.stream_dict.copy()
        for key in _NOT_OF_A_STREAM.intersection(plain.keys()):
            del plain[key]
        try:
            if "/Crypt" in str(plain.get("/Filter", "")):
                data = stream.read_bytes()
                del plain["/Filter"]
            else:
                data = stream.read_raw_bytes()
        except pikepdf.PdfError:
            self.damaged += 1
            data = b""
        entries = self._renumbered(plain.unparse(resolved=True)).strip()
        entries = entries.removeprefix(b"<<").removesuffix(b">>").strip()
        place = self._lying.place(stream.objgen, data) if self._lying and len(data) >= _LARGE else None
        if place is not None:
            self.slices.append((number, entries, place, len(data)))
            return
        self._write(number, b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data))


def _unwanted(thing: object) -> bool:
    """Whether *thing* is no part of how a page looks: other pages, actions, attached files, structure."""
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return False
    if _name(thing.get("/Type")) in _UNWANTED or _name(thing.get("/S")) in _ACTIONS:
        return True
    inside = thing.get("/EF")
    return isinstance(inside, pikepdf.Dictionary) and "/Type" not in inside


def _name(value: object) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _scalar(value: object) -> bytes:
    if value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int | Decimal):
        return format(value, "f" if isinstance(value, Decimal) else "d").encode()
    raise TypeError(type(value).__name__)
