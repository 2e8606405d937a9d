"""Codes as units write them on files and folders (`VI.1.a`, `ZIVI1B`, `1.a`, `Pokja 2`), and what they can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zi_assess.core.pack import Node, Pack

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_LETTERS = "abcdefghij"
_MOST = 8  # pieces a code may have; more is no code

# What a number after these words counts is no place in a pack; `B03` … `B12` are the months of a checkpoint.
_COUNTED = frozenset(
    """
    tw triwulan twn semester smt sem tahap periode lampiran lamp bulan minggu hari sesi versi ver v rev revisi
    hal halaman page tahun nomor no angkatan gelombang part
    """.split()
)
_CHECKPOINT = re.compile(r"(?i)^(?:b(?:0[1-9]|1[0-2])|tw\d|q\d|smt\d|v\d+)$")
_LEVELS = frozenset("area pokja pilar kelompok bidang areaperubahan".split())
_OWN = re.compile(
    r"(?i)^(?:zi|lke|wbk|wbbm|bukti|eviden|evidence|kode|soal|poin|butir|kriteria|bd)(?=[ivx\d])"
)
_GROUP = re.compile(r"[\s()\[\]{}“”\"',;=+&#@]+")
_BETWEEN = re.compile(r"[._\-–—:/]+")
_SOAL = re.compile(r"(?i)\bsoal[\s._-]*(\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class Label:
    """What one place of the tree is called below its parent: a letter, a number, or, for `i`, possibly both."""

    letter: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A code in a name: as it was *written*, its labels, and whether it stands at the beginning."""

    written: str
    labels: tuple[Label, ...]
    leads: bool
    level: bool = False  # a number after `area`, `pokja`: it counts areas


def label(text: str) -> Label | None:
    """*text* as one piece of a code; None when it is none."""
    low = text.casefold()
    if low.isascii() and low.isdecimal() and len(low) <= 2 and 0 < int(low) <= 20:
        return Label(number=int(low))
    letter = _LETTERS.find(low) + 1 if len(low) == 1 else 0
    number = _ROMAN.get(low, 0)
    return Label(letter, number) if letter or number else None


def ladder(pack: Pack, code: str) -> tuple[tuple[Node, Label], ...]:
    """The places from the root to *code*, each with its own piece of the code."""
    steps: list[tuple[Node, Label]] = []
    above = ""
    for node in pack.path(code):
        own = node.code.removeprefix(above + ".") if above else node.code
        steps.append((node, label(own.rpartition(".")[2]) or Label()))
        above = node.code
    return tuple(steps)


def fit(given: Sequence[Label], own: Sequence[Label], *, along: bool = False) -> float:
    """0–1: how well *given* names the place whose labels from the root are *own*: 0 when it names another.

    The last piece must be the last of *own*; pieces may be left out at the front, and at a price between. *along*
    says that the pieces were put together from several folders, where a number counts no letters.
    """
    strict = along or len(given) < 3
    if not given or len(given) > len(own) or not _same(given[-1], own[-1], strict=strict):
        return 0.0
    if len(given) == len(own):
        return 1.0 if all(_same(one, two) for one, two in zip(given, own, strict=True)) else 0.0
    worth = _by_length(len(given)) * _gaps(given, own)
    return min(worth, 0.97)


def _by_length(pieces: int) -> float:
    return (0.0, 0.18, 0.5, 0.9, 0.95)[min(pieces, 4)]


def _gaps(given: Sequence[Label], own: Sequence[Label]) -> float:
    """1 when *given* is the tail of *own*, less for a level left out within; 0 when it cannot be placed."""
    at = len(own) - 2
    gaps = 0
    for one in reversed(given[:-1]):
        while at >= 0 and not _same(one, own[at]):
            gaps += 1
            at -= 1
        if at < 0 or gaps > (1 if len(given) < 3 else 2):
            return 0.0
        at -= 1
    return (1.0, 0.8, 0.6)[gaps]


def _same(given: Label, own: Label, *, strict: bool = False) -> bool:
    if given.number and given.number == own.number:
        return True
    if given.letter and given.letter == own.letter:
        return True
    # `6.1.2` counts the letters; a lone number does not.
    return not strict and bool(given.number) and given.number == own.letter and not given.letter


def soal(name: str) -> str:
    """The number in `soal 70`, "" when there is none."""
    match = _SOAL.search(name)
    return match[1] if match else ""


def find(name: str) -> tuple[Found, ...]:
    """Every code that *name* (without extension) may carry, the leading one first."""
    return tuple(_found(_words(name)))


def _words(name: str) -> list[str]:
    return [word for word in _GROUP.split(name) if word.strip("._-–—:/")]


def _found(given: Sequence[str]) -> Iterator[Found]:
    before = ""
    at = 0
    while at < len(given):
        word = given[at]
        counted = before in _COUNTED
        run = [] if counted else _run(given, at)
        if before in _LEVELS and run:
            yield Found(f"{before} {word}", run[0][1], at <= 1, level=True)
        elif len(run) > 1 and (at == 0 or len(run) > 2):
            # `VI 1 b Maklumat`: one code written with blanks
            labels = tuple(one for _, labels in run for one in labels)
            if len(labels) <= _MOST:
                yield Found(" ".join(word for word, _ in run), labels, at == 0)
                at += len(run) - 1
        elif not counted:
            yield from _readings(word, at == 0)
        before = given[at].strip("._-–—:/").casefold()
        at += 1


def _run(given: Sequence[str], at: int) -> list[tuple[str, tuple[Label, ...]]]:
    """Words from *at* on that are code pieces each."""
    found: list[tuple[str, tuple[Label, ...]]] = []
    for word in given[at:]:
        pieces = _pieces(word)
        if not pieces:
            break
        found.append((word.strip("._-–—:/"), pieces))
    return found


def _pieces(word: str) -> tuple[Label, ...]:
    """The labels of a word whose pieces are all labels; () otherwise."""
    bare = word.strip("._-–—:/")
    if _CHECKPOINT.match(bare):
        return ()
    labels = [label(piece) for piece in _BETWEEN.split(bare)]
    known = tuple(one for one in labels if one is not None)
    return known if known and len(known) == len(labels) <= _MOST else ()


def _readings(word: str, leads: bool) -> Iterator[Found]:
    """The codes that begin *word*: all of it, what stands before its first word (`1.a_SK`), or run together."""
    bare = word.strip("._-–—:/")
    pieces = _BETWEEN.split(bare)
    labels = []
    for piece in pieces:
        one = label(piece)
        if one is None or _CHECKPOINT.match(piece):
            break
        labels.append(one)
    if len(labels) == len(pieces) and (leads or len(labels) > 1):
        yield Found(bare, tuple(labels), leads)
    elif len(labels) > 1 or (labels and leads):
        yield Found(".".join(pieces[: len(labels)]), tuple(labels), leads)
    for rest in pieces if len(labels) < len(pieces) else ():
        yield from _run_together(rest, leads)
    if len(labels) < len(pieces):
        yield from _tail(pieces, leads)


def _tail(pieces: Sequence[str], leads: bool) -> Iterator[Found]:
    """`SK_Tim_A.I.1.i.a`: a code after words."""
    first = next((at for at in range(1, len(pieces)) if all(label(one) for one in pieces[at:])), 0)
    labels = tuple(one for piece in pieces[first:] if (one := label(piece)) is not None)
    if first and 2 < len(labels) <= _MOST:
        yield Found(".".join(pieces[first:]), labels, False)


def _run_together(word: str, leads: bool) -> Iterator[Found]:
    """`ZIVI1B`, `6ib`, `1a`: every way to cut it."""
    own = _OWN.match(word)
    rest = word[own.end() :] if own else word
    if not 2 <= len(rest) <= 9 or _CHECKPOINT.match(word) or not rest.isascii() or not rest.isalnum():
        return
    if not own and not any(one.isdigit() for one in rest):
        return
    for labels in _cuts(rest):
        told = len(labels) > 2 or own or (leads and rest[0].isdigit())
        if 2 <= len(labels) <= _MOST and told and labels[-1].letter:
            yield Found(word, labels, leads)


def _cuts(rest: str) -> Iterator[tuple[Label, ...]]:
    if not rest:
        yield ()
    for size in range(min(len(rest), 4), 0, -1):
        piece = rest[:size]
        one = label(piece)
        digits = piece.isdigit() and rest[size : size + 1].isdigit()
        if one is not None and not digits and (size == 1 or not piece.isdigit()):
            for more in _cuts(rest[size:]):
                yield (one, *more)
