"""A pack's tree while it is being checked: perhaps full of mistakes, so every look at it forgives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice

from zi_assess.core.pack import RECORD
from zi_assess.criteria.shapes import number_of
from zi_assess.criteria.source import Complaints, Tree

Branch = dict[str, Tree]


def text_at(table: Branch, key: str) -> str:
    """The text at *key*, "" where there is none."""
    value = table.get(key)
    return value if isinstance(value, str) else ""


def tables_at(table: Branch, key: str) -> list[Branch]:
    """The mappings in the list at *key*; whatever else stands there has been complained of."""
    value = table.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def texts_at(table: Branch, key: str) -> list[str]:
    value = table.get(key)
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def table_at(table: Branch, key: str) -> Branch:
    value = table.get(key)
    return value if isinstance(value, dict) else {}


def rollup_of(node: Branch) -> str:
    """`sum`, `average`, or "" where something else is written."""
    rollup = node.get("rollup", "sum")
    return rollup if isinstance(rollup, str) and rollup in ("sum", "average") else ""


def some(names: Iterable[str]) -> str:
    """*names* for a remedy: a dozen at most, however many a file may hold."""
    first = list(islice(names, 13))
    return ", ".join(first[:12]) + (", …" if len(first) > 12 else "")


def is_question(node: Branch) -> bool:
    return "question" in node


def is_record(node: Branch) -> bool:
    """Whether it is a question that is only written down, so has no weight."""
    return is_question(node) and node.get("formula") == RECORD


def shares(weight: Fraction, children: list[Branch]) -> list[Fraction]:
    """What each child of an average has of its *weight*: all the same, what is only written down none."""
    counted = sum(not is_record(child) for child in children)
    return [Fraction(0) if is_record(child) else weight / counted for child in children]


@dataclass(frozen=True)
class Facts:
    """A pack's tree as read, and where complaints about it go."""

    pack: Branch
    out: Complaints

    @cached_property
    def nodes(self) -> list[tuple[Branch, Branch]]:
        """Every node with the one above it (the pack itself above the first), parents first."""
        return list(_below(self.pack, "tree"))

    @cached_property
    def by_code(self) -> dict[str, Branch]:
        return {text_at(node, "code"): node for node, _ in self.nodes}

    @cached_property
    def above(self) -> dict[str, str]:
        """The code of the node above each node."""
        return {text_at(node, "code"): text_at(parent, "code") for node, parent in self.nodes}

    @cached_property
    def weights(self) -> dict[str, Fraction]:
        """Points by code as far as they can be told."""
        return dict(_weights(self.pack))

    @cached_property
    def designations(self) -> dict[str, Branch]:
        return {text_at(one, "id"): one for one in tables_at(self.pack, "designations")}

    @cached_property
    def places(self) -> set[str]:
        """Every input as `CODE.key`."""
        return {
            f"{text_at(node, 'code')}.{text_at(one, 'key')}"
            for node, _ in self.nodes
            for one in tables_at(node, "inputs")
        }


def _below(table: Branch, key: str) -> Iterator[tuple[Branch, Branch]]:
    for node in tables_at(table, key):
        yield node, table
        yield from _below(node, "children")


def _weights(pack: Branch) -> Iterator[tuple[str, Fraction]]:
    for node in tables_at(pack, "tree"):
        own = number_of(node.get("weight"))
        if own is not None:
            yield from weights_below(node, own)


def weights_below(node: Branch, weight: Fraction) -> Iterator[tuple[str, Fraction]]:
    """*node* with its *weight* in points, then all under it: an average shares equally, a sum as written."""
    yield text_at(node, "code"), weight
    children = tables_at(node, "children")
    shared = shares(weight, children) if rollup_of(node) == "average" else None
    for place, child in enumerate(children):
        own = number_of(child.get("weight")) if shared is None else shared[place]
        if own is not None:
            yield from weights_below(child, own)
