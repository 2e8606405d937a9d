"""What is handed over is locked, and each copy is its side's: no verb changes what the other side has said."""

from __future__ import annotations

from collections.abc import Sequence

from zi_assess.core import review
from zi_assess.core.assessment import Stage
from zi_assess.store.rows import Change
from zi_assess.workspace.holdings import Holdings

LOCKABLE = frozenset({"answers", "carried", "evidence", "prerequisites", "proposals"})
_FREE = frozenset({"erase", "take-package", "decide", "new", "take-workbook", "release-visit"})
"""Verbs that the lock does not hold: the law on erasure, and what comes in from the other side."""


def refuse_locked(holdings: Holdings, verb: str, changes: Sequence[Change]) -> None:
    """Raise ZiError when *changes* touch what a stage may not write now."""
    if verb in _FREE:
        return
    for assessment_id, stage in {place for one in changes for place in _places(one)}:
        review.refuse(holdings.assessment(assessment_id), stage)


def _places(change: Change) -> Sequence[tuple[str, Stage]]:
    row = change.after or change.before or {}
    if change.table not in LOCKABLE:
        return ()
    return [(str(row["assessment"]), Stage(str(row.get("stage", Stage.SELF))))]
