"""The text of one file page by page, and what was noticed on the way. Parsing happens in the confined child."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from zi_assess import confined
from zi_assess.core import letters
from zi_assess.core.contents import Contents, Reading, Trait, from_plain
from zi_assess.errors import ZiError
from zi_assess.textindex import forms
from zi_assess.textindex.clean import MOST_PAGE, MOST_TEXT, clean

Tick = Callable[[int, int], None]

LARGEST = 2 * 1024**3  # bytes: what evidence may be
MOST_PAGES = 5_000
_AT_ONCE = 100  # pages a call: the child is free for others in between
_SECONDS = 45.0
_MEMORY = 640 * confined.MIB
_PLAIN = 4 * 1024 * 1024  # bytes of a text that are read
_WITHOUT_FOLLOWING = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Extracted:
    """The pages of a file in order (page 1 first) and what was noticed."""

    pages: tuple[str, ...]
    contents: Contents


def extract(path: Path, tick: Tick | None = None, *, behind: bool = False) -> Extracted:
    """Read the file at *path*. *tick* hears of pages done and pages in all, and stops the work by raising; *behind*
    says that nobody waits for it.

    Never raises for what is in the file: what cannot be read says so in `contents.reading`.
    """
    try:
        found = _checked(confined.run(look, str(path), timeout=_SECONDS, memory=_MEMORY, behind=behind))
        return _whole(path, found, tick, behind)
    except (ZiError, ValueError, TypeError, KeyError):
        return Extracted((), Contents(form=_form(path), reading=Reading.BROKEN))


def _checked(answer: object) -> Extracted:
    """The child's answer, trusted no further than the file itself."""
    if not isinstance(answer, dict):
        raise TypeError(answer)
    pages = answer["pages"]
    if not isinstance(pages, list) or not all(isinstance(page, str) for page in pages):
        raise TypeError(pages)
    facts: Mapping[str, object] = answer["facts"]
    return Extracted(tuple(pages), from_plain(facts))


def _whole(path: Path, found: Extracted, tick: Tick | None, behind: bool) -> Extracted:
    """*found* with the pages that did not fit into the first answer, and what the text says of itself."""
    pages, contents = list(found.pages), found.contents
    wanted = min(contents.pages, MOST_PAGES)
    traits = set(contents.traits)
    while contents.form == "pdf" and contents.reading is Reading.READ and len(pages) < wanted:
        if tick:
            tick(len(pages), wanted)
        if sum(map(len, pages)) >= MOST_TEXT:
            break
        pages += _more(path, len(pages), behind)
    if contents.form == "pdf" and contents.reading is Reading.READ and len(pages) < contents.pages:
        traits.add(Trait.CUT_SHORT)
    if tick:
        tick(len(pages), len(pages))
    return Extracted(tuple(pages), described(replace(contents, traits=tuple(sorted(traits))), pages))


def _more(path: Path, first: int, behind: bool) -> list[str]:
    try:
        pages = confined.run(more, str(path), first, timeout=_SECONDS, memory=_MEMORY, behind=behind)
    except ZiError:
        return [""] * _AT_ONCE  # the rest may still be readable
    return [str(page) for page in pages] or [""]


def described(contents: Contents, pages: list[str] | tuple[str, ...]) -> Contents:
    """*contents* with what its pages say: how much text, which pages have none, and what it says of itself."""
    text = "\n".join(pages)
    start, end = letters.period(text) or (None, None)
    return replace(
        contents,
        characters=len(text) if text.strip() else 0,
        textless=tuple(at for at, page in enumerate(pages, start=1) if not page),
        decree=letters.decree(text),
        signed=contents.signed or letters.signed(text),
        dated=letters.dated(text),
        number=letters.number(text),
        valid_until=letters.valid_until(text),
        period_start=start,
        period_end=end,
    )


def _form(path: Path) -> str:
    try:
        with open(path, "rb", opener=_opener) as file:
            return forms.form_of(file.read(forms.HEAD), os.fstat(file.fileno()).st_size)
    except OSError:
        return "unknown"


# The child's side.


def look(path: str) -> dict[str, object]:
    """What is at *path*, and its first pages."""
    place = Path(path)
    try:
        with open(place, "rb", opener=_opener) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return _answer(Contents(reading=Reading.NOT_A_FILE))
            head = file.read(forms.HEAD)
    except OSError:
        return _answer(Contents(reading=Reading.NOT_A_FILE))
    form = forms.form_of(head, status.st_size)
    if status.st_size > LARGEST:
        return _answer(Contents(form=form, reading=Reading.TOO_LARGE))
    if form == "zip" and head[6:7] and head[6] & 1:
        return _answer(Contents(form, Reading.LOCKED))
    pages, contents = _read(place, form)
    if forms.two_faced(place, head, status.st_size, form):
        contents = replace(contents, traits=(*contents.traits, Trait.TWO_FACED))
    if form in forms.PROGRAMS:
        contents = replace(contents, traits=(*contents.traits, Trait.PROGRAM))
    return _answer(contents, pages)


def more(path: str, first: int) -> list[str]:
    """The next pages of a PDF, from *first* on (counted from 0)."""
    from zi_assess.textindex import pdf

    try:
        return pdf.pages(Path(path), first, _AT_ONCE)[1]
    except (pdf.Locked, pdf.Broken):
        return []


def _opener(path: str, flags: int) -> int:
    """Without following a link or waiting on a pipe."""
    return os.open(path, flags | _WITHOUT_FOLLOWING)


def _answer(contents: Contents, pages: list[str] | None = None) -> dict[str, object]:
    return {"pages": pages or [], "facts": contents.plain()}


def _read(path: Path, form: str) -> tuple[list[str], Contents]:
    if form == "empty":
        return [], Contents(form=form, reading=Reading.EMPTY)
    if form == "pdf":
        return _read_pdf(path)
    if form == "zip":
        return _read_office(path)
    if form == "ole":
        return _read_ole(path)
    if form in forms.PICTURES:
        return _read_picture(path, form)
    return _read_text(path) if form == "text" else ([], Contents(form=form))


def _read_pdf(path: Path) -> tuple[list[str], Contents]:
    from zi_assess.textindex import pdf

    traits, signed = pdf.traits(path)
    kept = tuple(sorted(traits))
    try:
        count, pages = pdf.pages(path, 0, _AT_ONCE)
    except pdf.Locked:
        return [], Contents("pdf", Reading.LOCKED, traits=kept)
    except pdf.Broken:
        return [], Contents("pdf", Reading.BROKEN, traits=kept)
    reading = Reading.READ if count else Reading.EMPTY
    return pages, Contents("pdf", reading, pages=count, traits=kept, signed=signed)


def _read_office(path: Path) -> tuple[list[str], Contents]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException

    from zi_assess.textindex import office

    form = "zip"
    try:
        archive = office.Archive(path)
        form = office.form_of(archive)
        if form == "zip":
            return [], Contents(form)
        traits = office.traits(archive)
        pages = office.pages(archive, form)
    except (ZiError, DefusedXmlException, ParseError, ValueError, UnicodeError, LookupError):
        return [], Contents(form, Reading.BROKEN)
    if form == "xlsb":
        return [], Contents(form, traits=tuple(sorted(traits)))
    kept, cut = _within(pages)
    traits |= {Trait.CUT_SHORT} if cut else set()
    return kept, Contents(form, Reading.READ, pages=len(pages), traits=tuple(sorted(traits)))


def _within(pages: list[str]) -> tuple[list[str], bool]:
    """As many of *pages* as may be kept, and whether that is not all."""
    kept: list[str] = []
    left = MOST_TEXT
    for page in pages[:MOST_PAGES]:
        if left < len(page):
            break
        left -= len(page)
        kept.append(page)
    return kept, len(kept) < len(pages)


def _read_ole(path: Path) -> tuple[list[str], Contents]:
    form, macro = forms.ole_form(path)
    if form == "locked-office":
        return [], Contents(form, Reading.LOCKED)
    return [], Contents(form, traits=(Trait.MACRO,) if macro else ())


def _read_picture(path: Path, form: str) -> tuple[list[str], Contents]:
    from zi_assess.textindex import picture

    try:
        width, height, count, taken = picture.measure(path)
    except picture.Broken:
        return [], Contents(form, Reading.BROKEN)
    count = min(count, MOST_PAGES)
    seen = Contents(form, Reading.READ, pages=count, width=width, height=height, taken=taken)
    return [""] * count, seen


def _read_text(path: Path) -> tuple[list[str], Contents]:
    with open(path, "rb", opener=_opener) as file:
        data = file.read(_PLAIN + 1)
    pages = [clean(page) for page in _sections(_decoded(data[:_PLAIN]))]
    traits = (Trait.CUT_SHORT,) if len(data) > _PLAIN else ()
    return pages, Contents("text", Reading.READ, pages=len(pages), traits=traits)


def _sections(text: str) -> list[str]:
    """Pages as form feeds part them, none longer than a page may be."""
    parts = text.rstrip("\f").split("\f")
    return [part[at : at + MOST_PAGE] for part in parts for at in range(0, max(len(part), 1), MOST_PAGE)]


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4:  # cut in the middle of a letter
            return data[: error.start].decode("utf-8-sig")
        return data.decode("cp1252", "replace")
