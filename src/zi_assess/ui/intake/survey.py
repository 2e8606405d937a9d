"""Looks at gathered files beside the window: what each may answer, and whether its bytes are here already."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zi_assess.core.assessment import Assessment, Document
from zi_assess.core.pack import Pack
from zi_assess.ui.intake.lines import Line, Place, State, proposed
from zi_assess.ui.intake.sources import Candidate, Gathered

Tick = Callable[[int, int], None]
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Known:
    """What a workspace holds: its documents by size and by digest, and where each is used."""

    sizes: frozenset[int]
    documents: Mapping[str, Document]
    places: Mapping[str, frozenset[Place]]


def known(documents: Iterable[Document], mine: Assessment) -> Known:
    """The documents of a workspace as a survey compares with them; what is in the trash does not count."""
    kept = [one for one in documents if one.sha256 and one.trashed is None]
    places: dict[str, set[Place]] = {}
    for use in mine.evidence:
        places.setdefault(use.document.sha256, set()).add((use.code, use.slot))
    return Known(
        frozenset(one.size for one in kept),
        {one.sha256: one for one in kept},
        {digest: frozenset(where) for digest, where in places.items()},
    )


def survey(gathered: Gathered, pack: Pack, have: Known, tick: Tick | None = None) -> tuple[Line, ...]:
    """A line for each file of *gathered*, in its order."""
    from zi_assess.recognition import recognise  # brings rapidfuzz: not before it is wanted

    digests = _digests(gathered.candidates, have, tick)
    seen: dict[str, str] = {}
    lines: list[Line] = []
    for number, one in enumerate(gathered.candidates, 1):
        line = Line(one.path, one.name, one.folders)
        if one.refused:
            lines.append(replace(line, state=State.REFUSED, refused=one.refused))
            continue
        digest = digests.get(one.path, "")
        line = _compared(line, digest, have, seen)
        lines.append(proposed(line, recognise(pack, one.name, one.folders)))
        if tick is not None:
            tick(number, len(gathered.candidates))
    return tuple(lines)


def _compared(line: Line, digest: str, have: Known, seen: dict[str, str]) -> Line:
    """*line* with what has the same bytes: a document of the workspace, or a file earlier in the list."""
    if not digest:
        return line
    if digest in have.documents:
        used = have.places.get(digest, frozenset())
        return replace(line, state=State.KNOWN, twin=have.documents[digest].name, used=used)
    if digest in seen:
        return replace(line, state=State.TWIN, twin=seen[digest])
    seen[digest] = line.name
    return line


def _digests(candidates: Sequence[Candidate], have: Known, tick: Tick | None) -> dict[Path, str]:
    """The digests of those files that may be the same as another one: equal sizes alone are compared."""
    many: dict[int, int] = {}
    for one in candidates:
        many[one.size] = many.get(one.size, 0) + 1
    alike = [one for one in candidates if not one.refused and (one.size in have.sizes or many[one.size] > 1)]
    total, done, found = sum(one.size for one in alike), 0, {}
    for one in alike:
        sum_ = hashlib.sha256()
        try:
            with one.path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    sum_.update(chunk)
                    done += len(chunk)
                    if tick is not None:
                        tick(min(done, total), total)
        except OSError:
            continue  # filing it will say what is wrong
        found[one.path] = sum_.hexdigest()
    return found


def read_again(line: Line, pack: Pack) -> Line:
    """*line* proposed anew by what is in the file: for names that say nothing. Parses in the confined child."""
    from zi_assess.recognition import recognise
    from zi_assess.textindex import extract

    assert isinstance(line.source, Path)
    found = extract(line.source)
    text = "\n".join(found.pages[:3])
    return proposed(line, recognise(pack, line.name, line.folders, text)) if text.strip() else line
