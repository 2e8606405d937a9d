"""How the window looked when it was closed: shown until the real sheet is read. May always be thrown away."""

from __future__ import annotations

import contextlib
import json
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from zi_assess import files, paths
from zi_assess.errors import ZiError

_VERSION = 1
MOST_ROWS = 80  # more than a window is high


class Row(NamedTuple):
    """One row of the tree as it was drawn; *more* says that rows could lie below it."""

    depth: int
    title: str
    score: str
    progress: str
    state: int
    lead: bool
    more: bool


class Snapshot(NamedTuple):
    """What header, rail and tree said, in words; *width* and *top* say where the tree was, in pixels, and *away*
    which pages the rail left out.
    """

    page: str = ""
    unit: str = ""
    sub: str = ""
    score: str = ""
    pill: str = ""
    kind: str = "neutral"
    badges: tuple[int, ...] = ()
    width: int = 0
    top: int = 0
    rows: tuple[Row, ...] = ()
    away: tuple[str, ...] = ()


def keep(workspace: Path, shown: Snapshot) -> None:
    """Keep *shown* for the next opening of *workspace*; a cache that cannot be written is no loss."""
    data = json.dumps([_VERSION, shown._replace(rows=shown.rows[:MOST_ROWS])], ensure_ascii=False).encode()
    with contextlib.suppress(ZiError):
        files.make_dir(_file(workspace).parent)
        files.write_bytes(_file(workspace), data)


def load(workspace: Path) -> Snapshot:
    """What was kept for *workspace*; nothing when there is none, or it makes no sense."""
    try:
        version, said = json.loads(_file(workspace).read_bytes())
        if version != _VERSION:
            return Snapshot()
        shown = Snapshot(*said)
        return shown._replace(
            badges=tuple(int(one) for one in shown.badges),
            rows=tuple(_row(one) for one in shown.rows),
            away=tuple(str(one) for one in shown.away),
        )
    except (OSError, ValueError, TypeError, RecursionError):
        return Snapshot()


def _row(said: Any) -> Row:
    depth, title, score, progress, state, lead, more = said
    return Row(int(depth), str(title), str(score), str(progress), int(state), bool(lead), bool(more))


def _file(workspace: Path) -> Path:
    place = str(workspace.absolute())
    name = files.safe_name(f"{zlib.crc32(place.encode('utf-8', 'surrogatepass')):08x}-{workspace.name}.json")
    return paths.cache_dir() / "tampilan" / name
