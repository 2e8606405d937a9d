"""What a document gives to the binder: its pages, its words, or a sentence that says why it gives none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zi_assess import confined, errors, files
from zi_assess.core.assessment import Document
from zi_assess.errors import ZiError
from zi_assess.i18n import N_
from zi_assess.reports import leaves, pictures, plaintext
from zi_assess.reports.assembly import Assembly, Leaf, Malformed, Slice

Open = Callable[[Document], Path | bytes]
"""Gives the bytes of a document, or where they lie. May raise ZiError or OSError when they are gone."""

_CHUNK = 1024 * 1024
_SECONDS = 60.0
_MEMORY = 768 * confined.MIB
_LARGEST_GIVEN = 100 * confined.MIB  # bytes that can be handed to the child otherwise than by a path

_ADDRESS = N_("Bukti ini berupa alamat web. Isinya tidak ada di dalam binder ini.")
_OTHER = N_("Berkas jenis ini tidak dijadikan halaman. Buka berkas aslinya.")
_MISSING = N_("Berkas ini tidak ada lagi di ruang kerja.")
_CHANGED = N_("Isi berkas ini tidak cocok lagi dengan sidiknya, jadi tidak dimuat.")
_PARTLY = N_("Berkas ini hanya terbaca sampai halaman {page} dari {pages}.")
_STATES: Mapping[str, str] = {
    "locked": N_("PDF ini terkunci kata sandi, jadi isinya tidak dapat dimuat."),
    "broken": N_("Berkas ini rusak atau terpotong, jadi isinya tidak dapat dimuat."),
    "unknown": N_("Gambar ini rusak atau jenisnya tidak dikenal, jadi tidak dapat dimuat."),
    "empty": N_("Berkas ini kosong: tidak ada halaman di dalamnya."),
    "too-many": N_("Berkas ini berisi {pages} halaman, lebih dari yang dapat dimuat ({most})."),
    "too-large": N_("Ada halaman yang terlalu besar untuk dimuat."),
}
_LEFT: Mapping[str, str] = {
    "script": N_("skrip"),
    "launch": N_("perintah menjalankan program"),
    "attachment": N_("berkas yang ditempelkan di dalamnya"),
    "form-sends": N_("formulir yang mengirim isinya"),
    "media": N_("suara atau video"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence to be shown by `i18n.say`; not *grave* when it is as it should be."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    grave: bool = True


@dataclass(slots=True)
class Source:
    """What came of opening *document*: its *leaves*, or its *lines*; *says* why there are none, or not all.

    *signed* says that it carries signatures, *attached* under which name the original lies in the binder; *left* names
    what was not carried over.
    """

    document: Document
    leaves: list[Leaf] = field(default_factory=list)
    lines: Sequence[str] = ()
    cut: bool = False
    says: Said | None = None
    signed: bool = False
    attached: str = ""
    left: tuple[str, ...] = ()
    damaged: bool = False

    @property
    def pages(self) -> int:
        return len(self.leaves)


class Sources:
    """Opens documents one after another and puts their leaves into *assembly*."""

    def __init__(self, assembly: Assembly, open_bytes: Open) -> None:
        self._assembly = assembly
        self._open = open_bytes
        self._names: set[str] = set()

    def take(self, document: Document, code: str) -> Source:
        """Open *document*, first used for *code*. Raises only what the writing of the binder raises."""
        source = Source(document)
        if not document.sha256:
            source.says = Said(_ADDRESS, grave=False)
            return source
        try:
            opened = self._open(document)
            size, digest = _measured(opened)
        except (ZiError, OSError):
            source.says = Said(_MISSING)
            return source
        if digest != document.sha256:
            source.says = Said(_CHANGED)
        elif not size:
            source.says = Said(_STATES["empty"])
        elif document.kind in ("pdf", "image"):
            self._pages(source, opened, size)
        elif document.kind == "text":
            self._words(source, opened)
        else:
            source.says = Said(_OTHER, grave=False)
        if source.signed:
            self._attach(source, opened, size, code)
        return source

    def _pages(self, source: Source, opened: Path | bytes, size: int) -> None:
        """Ask for leaves until all are there, a few megabytes at a time."""
        reader = leaves.pdf if source.document.kind == "pdf" else pictures.picture
        wanted = 1
        while source.pages < wanted:
            try:
                answer = _asked(reader, opened, source.pages, self._assembly.first)
                wanted = self._added(source, answer, opened, size)
            except OSError as error:
                raise errors.from_os(error, source.document.name) from error
            except ZiError as error:
                source.says = Said(error.what, error.values)
            except (Malformed, KeyError, TypeError, ValueError):
                source.says = Said(_STATES["broken"])
            if source.says is not None:
                break
        if source.says is not None and source.pages:
            source.says = Said(_PARTLY, {"page": source.pages, "pages": wanted})

    def _added(self, source: Source, answer: Mapping[str, Any], opened: Path | bytes, size: int) -> int:
        """Take the leaves of one answer in; how many the document has in all. Raises what a false answer deserves."""
        state = str(answer["state"])
        if state != "ok":
            most = leaves.MOST_PAGES
            source.says = Said(_STATES[state], {"pages": int(answer.get("pages", 0)), "most": most})
            return source.pages
        given = [_leaf(*one) for one in answer["leaves"]]
        if not given:
            raise ValueError(answer["leaves"])
        offsets = [(int(number), int(place)) for number, place in answer["offsets"]]
        slices = [_slice(opened, size, *one) for one in answer["slices"]]
        self._assembly.take(answer["objects"], offsets, int(answer["next"]), slices, source.document.sha256)
        self._assembly.layer(map(int, answer["layers"]), map(int, answer["hidden"]))
        source.leaves += given
        source.signed = source.signed or bool(answer["signed"])
        source.damaged = source.damaged or bool(answer["damaged"])
        source.left += tuple(_LEFT[str(one)] for one in answer["left"])
        return int(answer["pages"])

    def _words(self, source: Source, opened: Path | bytes) -> None:
        try:
            answer = _asked(plaintext.words, opened)
            source.lines = [str(line) for line in answer["lines"]]
            source.cut = bool(answer["cut"])
        except ZiError as error:
            source.says = Said(error.what, error.values)
        if not source.lines and source.says is None:
            source.says = Said(_STATES["empty"])

    def _attach(self, source: Source, opened: Path | bytes, size: int, code: str) -> None:
        """Put the signed original into the binder, unless something that acts is hidden in it."""
        try:
            if source.left or _asked(leaves.dangerous, opened):
                return
        except ZiError:
            return
        source.attached = self._name(f"{code} {source.document.name}")
        try:
            self._assembly.embed(source.attached, opened, size)
        except OSError as error:
            raise errors.from_os(error, source.document.name) from error

    def _name(self, wanted: str) -> str:
        name, n = files.safe_name(wanted), 1
        while name.casefold() in self._names:
            n += 1
            name = files.safe_name(f"{n} {wanted}")
        self._names.add(name.casefold())
        return name


def _asked(function: Callable[..., Any], opened: Path | bytes, *more: object) -> Any:
    """What the confined child says. Raises ZiError."""
    if isinstance(opened, bytes) and len(opened) > _LARGEST_GIVEN:
        raise ZiError("Berkas ini terlalu besar untuk dimuat.", "Buka berkas aslinya.")
    source = opened if isinstance(opened, bytes) else str(opened)
    return confined.run(function, source, *more, timeout=_SECONDS, memory=_MEMORY)


def _measured(opened: Path | bytes) -> tuple[int, str]:
    """Size and SHA-256."""
    if isinstance(opened, bytes):
        return len(opened), hashlib.sha256(opened).hexdigest()
    digest, size = hashlib.sha256(), 0
    with opened.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


def _slice(source: Path | bytes, size: int, number: int, entries: bytes, start: int, length: int) -> Slice:
    if not isinstance(entries, bytes):
        raise TypeError(entries)
    return Slice(int(number), entries, source, int(start), int(length), size)


def _leaf(form: int, media: Sequence[float], crop: Sequence[float], turned: int, unit: float) -> Leaf:
    left, bottom, right, top = map(float, media)
    left2, bottom2, right2, top2 = map(float, crop)
    return Leaf(
        int(form), (left, bottom, right, top), (left2, bottom2, right2, top2), int(turned), float(unit)
    )
