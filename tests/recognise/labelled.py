"""The labelled names and texts, and how often the right criterion is proposed for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from zi_assess import criteria
from zi_assess.recognition import recognise
from zi_assess.ui.intake.lines import Sure, sureness

LABELLED = Path(__file__).with_name("labelled.yaml")


@dataclass(frozen=True)
class Case:
    name: str
    codes: tuple[str, ...]
    folders: tuple[str, ...]
    text: str
    slot: str
    kind: str


def cases(file: Path) -> Iterator[Case]:
    """The cases of *file*, read as strings."""
    given: Any = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    if isinstance(given, Mapping):
        given = next(one for one in given.values() if isinstance(one, list))
    for one in given:
        yield _case(one)


def _case(given: Mapping[str, Any]) -> Case:
    codes = _first(given, "code", "codes", "kode", "expect", "expected", "answer")
    folders = _first(given, "folders", "folder", "path", "dir") or ()
    if isinstance(folders, str):
        folders = [part for part in folders.replace("\\", "/").split("/") if part.strip()]
    return Case(
        name=str(_first(given, "name", "file", "nama") or ""),
        codes=(codes,) if isinstance(codes, str) else tuple(codes),
        folders=tuple(folders),
        text=str(_first(given, "text", "isi", "teks") or ""),
        slot=str(given.get("slot", "")),
        kind=str(_first(given, "kind", "group", "style", "case") or ""),
    )


def _first(given: Mapping[str, Any], *keys: str) -> Any:
    return next((given[key] for key in keys if key in given), None)


@dataclass
class Tally:
    """Counts by kind of case (`all` first): cases, top1, top3, slot of slots. *words* counts cases and top1 by the word
    that the window puts beside a proposal; *missed* describes each top-1 miss.
    """

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    words: dict[Sure, Counter[str]] = field(default_factory=lambda: {sure: Counter() for sure in Sure})
    missed: list[str] = field(default_factory=list)

    def share(self, what: str, kind: str = "all") -> float:
        return self.counts[kind][what] / self.counts[kind]["cases"]


def tally(file: Path = LABELLED) -> Tally:
    """Let every case of *file* be recognised."""
    pack, found = criteria.find("lke-zi"), Tally()
    for one in cases(file):
        proposals = recognise(pack, one.name, one.folders, one.text)
        right = [at for at, proposal in enumerate(proposals) if proposal.code in one.codes]
        found.words[sureness(proposals)].update(cases=1, top1=right[:1] == [0])
        for kind in ("all", one.kind or "other"):
            count = found.counts.setdefault(kind, Counter())
            count.update(cases=1, top1=right[:1] == [0], top3=bool(right) and right[0] < 3)
            if one.slot and right[:1] == [0]:
                count.update(slots=1, slot=proposals[0].slot == one.slot)
        if right[:1] != [0]:
            place = "/".join((*one.folders, one.name))
            found.missed.append(f"{one.codes[0]}: {place} -> {[each.code for each in proposals[:3]]}")
    return found
