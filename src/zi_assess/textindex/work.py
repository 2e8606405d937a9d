"""Works through the queue of the index: first the texts, then the scans, one small step after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from zi_assess.core import letters
from zi_assess.core.contents import Contents, Reading, Trait
from zi_assess.errors import ZiError
from zi_assess.textindex import ocr
from zi_assess.textindex.extraction import extract
from zi_assess.textindex.index import TextIndex, Waiting

PathOf = Callable[[str], Path]
Tick = Callable[[int, int], None]
_MOST_TRIES = 3
_MOST_SCANS = 300  # pages of one document that are read from their pictures
_SCANNED = ("pdf", "png", "jpeg", "gif", "bmp", "tiff", "webp")


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did: to which document, on which page (0: all of its text), and how many steps are left."""

    sha256: str
    page: int
    left: int


def step(index: TextIndex, path_of: PathOf, tick: Tick | None = None) -> Step | None:
    """Do the next thing that waits: a file's text, or one page of a scan when Tesseract is there; None when nothing
    is left that can be done here. *tick* hears of the pages of a long file, and stops by raising: it then waits on.
    """
    todo = index.waiting(scans=False)
    if not todo:
        todo = index.waiting(scans=True) if ocr.engine() is not None else ()
    if not todo:
        return None
    one = todo[0]
    index.begin(one)
    if one.page:
        _read_scan(index, one, path_of)
    else:
        _take_text(index, one, path_of, tick)
    return Step(one.sha256, one.page, len(todo) - 1)


def drain(index: TextIndex, path_of: PathOf, tick: Tick | None = None) -> int:
    """Do everything that can be done; how many steps that were. *tick* hears of steps done and steps in all."""
    done = 0
    while (made := step(index, path_of)) is not None:
        done += 1
        if tick:
            tick(done, done + made.left)
    return done


def scans(contents: Contents) -> tuple[int, ...]:
    """The pages of a document that could be read from their pictures."""
    if contents.reading is not Reading.READ or contents.form not in _SCANNED:
        return ()
    return contents.textless[:_MOST_SCANS]


def _take_text(index: TextIndex, one: Waiting, path_of: PathOf, tick: Tick | None) -> None:
    if one.tries >= _MOST_TRIES:
        index.add(one.sha256, (), Contents(reading=Reading.BROKEN))
        return
    found = extract(path_of(one.sha256), tick, behind=True)
    index.add(one.sha256, found.pages, found.contents, scans(found.contents))


def _read_scan(index: TextIndex, one: Waiting, path_of: PathOf) -> None:
    contents, reader = index.facts(one.sha256), ocr.engine()
    if contents is None or reader is None or one.tries >= _MOST_TRIES:
        index.give_up(one)
        return
    try:
        text = ocr.read_page(path_of(one.sha256), one.page, reader)
    except ZiError:
        text = ""
    index.add_page(one.sha256, one.page, text, _richer(contents, one.page, text))


def _richer(contents: Contents, page: int, text: str) -> Contents:
    """*contents* with what a page says that was read from its picture; what was known before stands."""
    if not text:
        return contents
    start, end = letters.period(text) or (None, None)
    known = contents.period_start is not None
    return replace(
        contents,
        characters=contents.characters + len(text),
        textless=tuple(one for one in contents.textless if one != page),
        traits=tuple(sorted({*contents.traits, Trait.OCR})),
        dated=contents.dated or letters.dated(text),
        number=contents.number or letters.number(text),
        valid_until=contents.valid_until or letters.valid_until(text),
        period_start=contents.period_start if known else start,
        period_end=contents.period_end if known else end,
        decree=contents.decree or letters.decree(text),
        signed=contents.signed or letters.signed(text),
    )
