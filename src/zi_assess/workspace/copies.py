"""Whose copy of an assessment this is: what came in and went out shows it, unless the workspace was told."""

from __future__ import annotations

from pathlib import Path

from zi_assess.core.assessment import Copy
from zi_assess.core.review import Side
from zi_assess.store import journal
from zi_assess.store.database import Database
from zi_assess.store.rows import Rows

_GIVES_BACK = frozenset({"return", "close"})


def copy_of(database: Database, folder: Path, assessment_id: str) -> Copy:
    """Where the copy in the workspace *folder* stands.

    What never travelled is nobody's in particular: unit and auditors may work in one workspace. What was begun here is
    the unit's; what came from auditors, or was given back here, is the auditors'; another copy may be a colleague's.
    """
    with database.reading() as connection:
        rows = Rows(connection)
        account = rows.select("exchanges", assessment=assessment_id)
        passed = journal.last_of(connection, assessment_id, {"submit", *_GIVES_BACK})
        given_back = journal.last_of(connection, assessment_id, _GIVES_BACK)
        sender = rows.get("partners", uid=account[0]["partner"]) if account else None
    sent = max((str(row["at"]) for row in account if row["way"] == "out"), default="")
    unsent = bool(passed) and sent < passed
    if not account:
        return Copy("", unsent)
    begun = account[0]["way"] == "out"
    auditors = given_back or (sender is not None and sender["side"] != Side.UNIT)
    seen = Side.UNIT.value if begun else Side.TPI.value if auditors else ""
    return Copy(_told(folder) or seen, unsent)


def _told(folder: Path) -> str:
    from zi_assess.exchange import identity  # cryptography: only copies that travel need it

    known = identity.load(folder)
    return known.side if known else ""
