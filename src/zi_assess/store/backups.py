"""Which backups stay: thinned daily, weekly, monthly by their sequence, whatever the clock did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

NEWEST = 5
DAILY, WEEKLY, MONTHLY = 7, 5, 12


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: *number* counts up with each backup made, *taken* only informs, *before_migration* pins
    the newest.
    """

    number: int
    taken: date
    before_migration: bool = False


def keep(backups: Sequence[Backup]) -> frozenset[int]:
    """The numbers to keep: the newest five, then the last of each of 7 days, 5 weeks and 12 months, and the
    newest pre-migration.
    """
    ordered = sorted(backups, key=lambda one: one.number, reverse=True)
    kept = {one.number for one in ordered[:NEWEST]}
    kept.update(one.number for one in [one for one in ordered if one.before_migration][:1])
    for key, count in ((date.isoformat, DAILY), (_week, WEEKLY), (_month, MONTHLY)):
        seen: dict[str, int] = {}
        for one in ordered:
            seen.setdefault(key(one.taken), one.number)
        kept.update(list(seen.values())[:count])
    return frozenset(kept)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-{week}"


def _month(day: date) -> str:
    return f"{day.year}-{day.month}"
