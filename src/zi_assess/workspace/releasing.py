"""A visit is released whole or not at all: the photos a release had put down when it ended early are taken away.

Their digests are noted before the first is kept, so that the next opening knows them. Only what the store did not hold
before is noted: nothing else, and no backup, refers to it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from zi_assess import files
from zi_assess.errors import ZiError
from zi_assess.evidence import EvidenceStore
from zi_assess.store.database import Database
from zi_assess.store.rows import Rows
from zi_assess.workspace.blobs import Blobs

_NOTE = "releasing.json"


@contextlib.contextmanager
def under_way(
    place: Path, database: Database, store: EvidenceStore, photos: Iterable[bytes]
) -> Iterator[None]:
    """While the block runs, *photos* are known to be on their way in; afterwards they have rows, or are gone."""
    digests = {sha256(data).hexdigest() for data in photos}
    new = sorted(one for one in digests if not store.path(one).exists())
    if new:
        files.write_bytes(_note(place), json.dumps(new).encode())
    try:
        yield
    finally:
        finish(place, database, store)


def finish(place: Path, database: Database, store: EvidenceStore) -> None:
    """`tidy`, as far as it can be done now: what cannot go goes at the next opening."""
    with contextlib.suppress(OSError, ValueError, ZiError):
        tidy(place, database, store)


def tidy(place: Path, database: Database, store: EvidenceStore) -> None:
    """Take away what a release or the end of a seal left behind in the workspace at *place*.

    Raises ZiError when a file cannot be removed, ValueError when the note cannot be read.
    """
    sealed, note = Blobs(place / "sealed"), _note(place)
    stored, noted = tuple(sealed.stored()), note.exists()
    if not stored and not noted:
        return
    with database.reading() as connection:
        rows = Rows(connection)
        named = {str(row["data"]) for row in rows.select("sealed")}
        known = {str(row["sha256"]) for row in rows.select("documents")} if noted else set()
    for name in stored:
        if name not in named:
            sealed.purge(name)
    if noted:
        for digest in json.loads(note.read_bytes()):
            if digest not in known:
                store.purge(digest)
        files.remove(note)


def _note(place: Path) -> Path:
    return place / "sealed" / _NOTE
