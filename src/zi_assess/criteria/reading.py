"""Pack files read and checked whole: a Pack, or every complaint at once."""

from __future__ import annotations

from collections.abc import Mapping

from zi_assess.core.pack import Pack
from zi_assess.criteria import building, form, links, rules, source
from zi_assess.criteria.facts import Branch, some, table_at
from zi_assess.criteria.frozen import sealed
from zi_assess.criteria.packfile import Read
from zi_assess.criteria.source import Complaints
from zi_assess.errors import Complaint


def read_pack(data: bytes, file: str, questions_of: links.Lookup) -> Read:
    """The pack in *data*, which came from *file*; *questions_of* tells what `maps_to` may name."""
    out = Complaints(file)
    tree = source.parse(data, out)
    if tree is None:
        return Read(None, out.sorted())
    with source.no_collection():
        form.PACK.check(tree, None, "pack.yaml", out)
        if isinstance(tree, dict):
            rules.check(tree, out)
            links.check_targets(tree, out, questions_of)
        pack = None if out.every or isinstance(tree, str | list) else sealed(building.build(tree))
    return Read(pack, out.sorted())


def questions_in(data: bytes) -> dict[str, tuple[str, ...]] | None:
    """The option keys of every question in *data*, unchecked; None when it is no pack."""
    tree = source.parse(data, Complaints(""))
    return links.option_keys(tree) if isinstance(tree, dict) else None


def read_words(data: bytes, file: str, pack: Pack) -> tuple[dict[str, str], tuple[Complaint, ...]]:
    """The translated titles in *data* by code or id (the pack's own by its id), and the complaints."""
    out = Complaints(file)
    tree = source.parse(data, out)
    if tree is not None:
        form.WORDS.check(tree, None, file, out)
    if not isinstance(tree, dict):
        return {}, out.sorted()
    title = tree.get("title")
    words = {pack.id: title} if isinstance(title, str) else {}
    for section, known in _names(pack).items():
        found = table_at(tree, section)
        _compare(tree, section, known, out)
        words |= {name: word for name, word in found.items() if name in known and isinstance(word, str)}
    return words, out.sorted()


def _names(pack: Pack) -> Mapping[str, Mapping[str, None]]:
    groups = [group.code for group in pack.groups]
    return {
        "nodes": dict.fromkeys([*groups, *(one.code for one in pack.aggregates)]),
        "designations": dict.fromkeys(one.id for one in pack.designations),
        "thresholds": dict.fromkeys(one.id for ones in pack.thresholds.values() for one in ones),
        "prerequisites": dict.fromkeys(one.id for one in pack.prerequisites),
    }


def _compare(tree: Branch, section: str, known: Mapping[str, None], out: Complaints) -> None:
    found = table_at(tree, section)
    for name in found:
        if name not in known:
            out.at(found, name, "“{name}” tidak ada dalam paket", "Periksa ejaannya.", name=name[:60])
    missing = [name for name in known if name not in found]
    if missing:
        out.at(
            tree,
            section,
            "Terjemahan {section} kurang {count}: {names}",
            "Tambahkan terjemahannya.",
            section=section,
            count=len(missing),
            names=some(missing),
        )
