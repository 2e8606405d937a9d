"""Packs read before, kept in a form that loads at once; a copy that is not sound counts as none."""

from __future__ import annotations

import contextlib
import marshal
import sys
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, repeat
from pathlib import Path
from typing import Any

from zi_assess import __version__, files, paths
from zi_assess.core.pack import (
    Aggregate,
    Consistency,
    Designation,
    EvidenceSlot,
    Feed,
    Group,
    Input,
    Kind,
    MapsTo,
    Node,
    Option,
    Pack,
    Prerequisite,
    Question,
    Rollup,
    Threshold,
)
from zi_assess.criteria.source import no_collection
from zi_assess.errors import ZiError

FORMAT = 3
_KEPT = 48
_SEAL = 4

Column = Sequence[Any]


def load(key: str) -> Pack | None:
    """The pack stored under *key*, None when there is no sound copy."""
    with no_collection():
        packed = _loaded(key)
        try:
            return None if packed is None else _unpacked(packed)
        except (ValueError, TypeError, LookupError, StopIteration):
            return None


def store(key: str, pack: Pack) -> None:
    """Keep *pack* under *key*; where that cannot be, nothing is kept."""
    _store(key, _packed(pack))


def load_words(key: str) -> dict[str, str] | None:
    """The translations stored under *key*, None when there is no sound copy."""
    found = _loaded(key)
    return found if isinstance(found, dict) else None


def store_words(key: str, words: dict[str, str]) -> None:
    """Keep *words* under *key*; where that cannot be, nothing is kept."""
    _store(key, words)


def _loaded(key: str) -> Any:
    try:
        data = memoryview(_place(key).read_bytes())
        # The seal is for accidents: marshal must not see half a file.
        if _seal(data[_SEAL:]) == data[:_SEAL]:
            return marshal.loads(data[_SEAL:])
    except (OSError, ValueError, TypeError, EOFError):
        pass
    return None


def _store(key: str, plain: Any) -> None:
    payload = marshal.dumps(plain)
    place = _place(key)
    with contextlib.suppress(ZiError, OSError):
        files.make_dir(place.parent)
        files.write_bytes(place, _seal(payload) + payload)
        _thin(place.parent)


def _seal(payload: bytes | memoryview) -> bytes:
    return zlib.crc32(payload).to_bytes(_SEAL)


def _place(key: str) -> Path:
    return paths.cache_dir() / "packs" / f"{key}-{__version__}-{FORMAT}-{sys.implementation.cache_tag}"


def _thin(folder: Path) -> None:
    copies = sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime)
    for old in copies[:-_KEPT]:
        old.unlink()


class _Numbers:
    """Every number of a pack once; elsewhere stands its place."""

    def __init__(self) -> None:
        self.places: dict[Fraction, int] = {}

    def __call__(self, number: Fraction) -> int:
        return self.places.setdefault(number, len(self.places))


def _packed(pack: Pack) -> tuple[Any, ...]:
    """Columns instead of records: marshal reads them at once and `map` makes the objects."""
    number = _Numbers()
    questions = pack.questions
    options = [one for question in questions for one in question.options]
    inputs = [one for question in questions for one in question.inputs]
    slots = [one for question in questions for one in question.evidence]
    targets = [one for question in questions for one in question.maps_to]
    groups = [node for group in pack.tree for node in _after_children(group) if isinstance(node, Group)]
    columns = (
        [
            tuple(
                len(node.children) if isinstance(node, Group) else 0
                for top in pack.tree
                for node in _after_children(top)
            )
        ],
        [
            _column(options, "key"),
            tuple(number(one.score) for one in options),
            _column(options, "meaning"),
            _column(options, "skip"),
        ],
        [
            _column(inputs, "key"),
            _column(inputs, "title"),
            _column(inputs, "role"),
            tuple(dict(one.refs) for one in inputs),
            _column(inputs, "kind"),
        ],
        [_column(slots, name) for name in ("id", "title", "kinds", "fresh", "example")],
        [_column(targets, "pack"), _column(targets, "code"), tuple(dict(one.choices) for one in targets)],
        [
            *(_column(questions, name) for name in ("code", "parent", "title", "short", "hint")),
            tuple(number(one.weight) for one in questions),
            tuple(one.kind.value for one in questions),
            _column(questions, "scale"),
            tuple(len(one.options) for one in questions),
            _column(questions, "formula"),
            tuple(len(one.inputs) for one in questions),
            tuple(number(one.index_max) for one in questions),
            _column(questions, "index_title"),
            tuple(len(one.evidence) for one in questions),
            _column(questions, "match"),
            tuple(len(one.maps_to) for one in questions),
            tuple(dict(one.refs) for one in questions),
            _column(questions, "work"),
            tuple(tuple((feed.pack, feed.code) for feed in one.feeds) for one in questions),
        ],
        [
            *(_column(groups, name) for name in ("code", "parent", "title", "short", "level")),
            tuple(number(one.weight) for one in groups),
            tuple(one.rollup.value for one in groups),
        ],
    )
    thresholds = {
        designation: tuple(
            (
                one.id,
                one.title,
                one.of,
                number(one.minimum),
                -1 if one.percent is None else number(one.percent),
                one.source,
            )
            for one in ones
        )
        for designation, ones in pack.thresholds.items()
    }
    rest = (
        (pack.id, pack.version, pack.title, pack.short, pack.basis, pack.note, number(pack.max), pack.digest),
        pack.targets,
        tuple((one.id, one.title, one.requires) for one in pack.designations),
        thresholds,
        tuple((one.code, one.title, one.short, one.of) for one in pack.aggregates),
        tuple((one.id, one.scope, one.title, dict(one.needs), one.source) for one in pack.prerequisites),
        tuple((one.left, one.relation, one.right, one.text) for one in pack.consistency),
        {kind: number(weeks) for kind, weeks in pack.efforts.items()},
        pack.occasion,
    )
    numbers = (tuple(one.numerator for one in number.places), tuple(one.denominator for one in number.places))
    return numbers, columns, rest


def _after_children(node: Node) -> Iterator[Node]:
    if isinstance(node, Group):
        for child in node.children:
            yield from _after_children(child)
    yield node


def _column(records: Sequence[object], name: str) -> Column:
    """One field of all *records*; marshal writes equal values once when they are the same object."""
    once: dict[Any, Any] = {}
    return tuple(once.setdefault(value, value) for value in (getattr(one, name) for one in records))


_KINDS = {one.value: one for one in Kind}
_ROLLUPS = {one.value: one for one in Rollup}


def _unpacked(packed: tuple[Any, ...]) -> Pack:
    (numerators, denominators), columns, rest = packed
    numbers = tuple(map(Fraction, numerators, denominators))
    tree = _tree(columns, numbers)
    head, targets, designations, thresholds, aggregates, prerequisites, consistency, efforts, occasion = rest
    name, version, title, short, basis, note, most, digest = head
    return Pack(
        id=name,
        version=version,
        title=title,
        short=short,
        basis=basis,
        note=note,
        max=numbers[most],
        digest=digest,
        tree=tree,
        targets=targets,
        designations=tuple(Designation(*one) for one in designations),
        thresholds={key: tuple(_threshold(one, numbers) for one in ones) for key, ones in thresholds.items()},
        aggregates=tuple(Aggregate(*one) for one in aggregates),
        prerequisites=tuple(Prerequisite(*one) for one in prerequisites),
        consistency=tuple(Consistency(*one) for one in consistency),
        efforts={kind: numbers[weeks] for kind, weeks in efforts.items()},
        occasion=occasion,
    )


def _threshold(one: tuple[Any, ...], numbers: Sequence[Fraction]) -> Threshold:
    name, title, of, minimum, percent, source = one
    return Threshold(name, title, of, numbers[minimum], None if percent < 0 else numbers[percent], source)


def _tree(columns: tuple[Any, ...], numbers: Sequence[Fraction]) -> tuple[Group, ...]:
    (shape,), options, inputs, slots, targets, questions, groups = columns
    number = numbers.__getitem__
    leaves = list(questions)
    leaves[5] = map(number, questions[5])
    leaves[6] = map(_KINDS.__getitem__, questions[6])
    leaves[8] = _shared_out(_made(Option, [options[0], map(number, options[1]), *options[2:]]), questions[8])
    leaves[10] = _shared_out(_made(Input, inputs), questions[10])
    leaves[11] = map(number, questions[11])
    leaves[13] = _shared_out(_made(EvidenceSlot, slots), questions[13])
    leaves[18] = [tuple(Feed(*feed) for feed in feeds) for feeds in questions[18]]
    leaves[15] = _shared_out(_made(MapsTo, targets), questions[15])
    inner = zip(*groups[:5], map(number, groups[5]), map(_ROLLUPS.__getitem__, groups[6]), strict=True)
    return _assembled(shape, iter(_made(Question, leaves)), inner)


def _made(record: type[Any], columns: Sequence[Iterable[Any]]) -> list[Any]:
    """One *record* for each line of *columns*, its fields in their order.

    A frozen record's own `__init__` sets field by field too, but in Python: twice as slow.
    """
    names = record.__slots__
    made = list(map(object.__new__, repeat(record, len(columns[0]))))  # type: ignore[arg-type]
    for name, column in zip(names, columns, strict=True):
        deque(map(getattr(record, name).__set__, made, column), maxlen=0)
    return made


def _shared_out(records: list[Any], counts: Sequence[int]) -> list[tuple[Any, ...]]:
    """As many of *records* as each of *counts* says."""
    every = tuple(records)
    return [every[end - count : end] for count, end in zip(counts, accumulate(counts), strict=True)]


def _assembled(
    shape: Column, leaves: Iterator[Question], inner: Iterator[tuple[Any, ...]]
) -> tuple[Group, ...]:
    """Children come before their group: a group of n takes the last n that are waiting."""
    waiting: list[Any] = []
    for count in shape:
        if count:
            children = tuple(waiting[-count:])
            del waiting[-count:]
            code, parent, title, short, level, weight, rollup = next(inner)
            waiting.append(Group(code, parent, title, short, level, weight, rollup, children))
        else:
            waiting.append(next(leaves))
    return tuple(waiting)
