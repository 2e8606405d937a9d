"""Which row is the header, and what its columns are called; two rows and merged cells count as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zi_assess.responses.mapping import Role, Use
from zi_assess.responses.rows import Cells
from zi_assess.responses.words import LABELLED, Reading, Words, code_in, plain

_LEAST = 2  # items that a row must name to be a header


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the header stands: *first* is its row from 0, *depth* how many rows it has.

    *headings* are the keys of the columns, unique; *shown* the header as written; *score* how many items it names.
    """

    first: int
    depth: int
    headings: tuple[str, ...]
    shown: tuple[str, ...]
    score: int


def find(rows: Sequence[Cells], words: Words) -> Layout | None:
    """The likeliest header among the first *rows*; None when none names two items."""
    layouts = (_layout(rows, place, words) for place, cells in enumerate(rows) if _worded(cells))
    found = max(layouts, key=lambda one: (one.score, -one.first), default=None)
    return found if found and found.score >= _LEAST else None


def find_known(rows: Sequence[Cells], words: Words, uses: Mapping[str, Use]) -> Layout | None:
    """The row in which most of the remembered headings stand; None when it has none of an item."""
    best: tuple[int, Layout | None] = 0, None
    for place, cells in enumerate(rows):
        if _worded(cells):
            layout = _layout(rows, place, words)
            known = sum(one in uses and uses[one].role is Role.ITEM for one in layout.headings)
            best = max(best, (known, layout), key=lambda one: one[0])
    return best[1]


def _worded(cells: Cells) -> bool:
    """Whether a row has two cells that are more than a number or a letter."""
    return sum(len(cell) > 1 and not cell.strip().isdecimal() for cell in cells) >= _LEAST


def _layout(rows: Sequence[Cells], place: int, words: Words) -> Layout:
    """The header whose lowest row is *place*: with the row above, when that one names what this one leaves blank."""
    own = rows[place]
    above = rows[place - 1] if place else []
    two = _belongs_above(above, own, words)
    width = max(len(own), len(above) if two else 0)
    groups = _filled(above, width) if two else [""] * width
    shown = [_joined(groups[at], _at(above, at) if two else "", _at(own, at), words) for at in range(width)]
    names = [plain(one) for one in shown]
    return Layout(place - two, 1 + two, _unique(names), tuple(shown), _score(names, words))


def _belongs_above(above: Cells, own: Cells, words: Words) -> bool:
    """Whether *above* is the upper row of a header: it fills blanks of the lower, or names items over it."""
    if sum(bool(cell.strip()) for cell in above) < _LEAST:
        return False
    if any(_at(above, at).strip() and not _at(own, at).strip() for at in range(len(above))):
        return _score([plain(cell) for cell in own], words) > 0
    return _score([plain(cell) for cell in above], words) >= _LEAST


def _at(cells: Cells, place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _filled(above: Cells, width: int) -> list[str]:
    """A merged cell stands in its first column only: it holds to the right until the next."""
    filled: list[str] = []
    for at in range(width):
        text = _at(above, at).strip()
        filled.append(text or (filled[-1] if filled else ""))
    return filled


def _joined(group: str, above: str, own: str, words: Words) -> str:
    """One heading from two rows: the lower, with what the upper adds about aspect or unsur."""
    own, above = " ".join(own.split()), " ".join(above.split())
    if not own:
        return above
    if words.aspect(plain(group)) is not None:
        return f"{own} {group}"
    named = words.item(plain(above)) if above else None
    mine = words.item(plain(own))
    return f"{own} {above}" if named and named.confidence >= LABELLED and not _sure(mine) else own


def _sure(one: Reading | None) -> bool:
    return one is not None and one.confidence >= LABELLED


def _score(names: Sequence[str], words: Words) -> int:
    return len({one.use.key for one in map(words.item, names) if one})


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 or not name else f"{name} #{seen[name]}")
    return tuple(unique)


def key_of(rows: Sequence[Cells], words: Words) -> Mapping[str, str]:
    """What a key in the file says that column numbers mean: `U8` beside `Penanganan Pengaduan`."""
    told: dict[str, str] = {}
    for cells in rows:
        filled = [plain(cell) for cell in cells if cell.strip()]
        if sum(_is_number(one) for one in filled) > 1:
            continue  # a header names many numbers, a key one a row
        pairs = (
            [code_in(filled[0])]
            if len(filled) == 1
            else [
                (number, label)
                for one, label in pairwise(filled)
                for number, rest in [code_in(one)]
                if not rest
            ]
        )
        for number, label in pairs:
            meant = next(words.labelled(label), None) if number and not code_in(label)[0] else None
            if meant:
                told.setdefault(number, meant.use.key)
    return told


def _is_number(heading: str) -> bool:
    number, label = code_in(heading)
    return bool(number) and not label


def by_key(heading: str, told: Mapping[str, str]) -> Reading | None:
    """What the key in the file says of a heading that is no more than a number."""
    number, label = code_in(heading)
    meant = "" if label else told.get(number, "")
    return Reading(Use(Role.ITEM, meant), LABELLED, "Keterangan di berkas ini") if meant else None
