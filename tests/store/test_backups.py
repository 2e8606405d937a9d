"""Backups are thinned by their number, so that a wrong clock deletes nothing."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zi_assess.store.backups import NEWEST, Backup, keep

_DAYS = st.lists(st.dates(date(1970, 1, 1), date(2100, 1, 1)), max_size=60)


def test_a_year_of_daily_backups_leaves_days_weeks_and_months() -> None:
    start = date(2026, 1, 1)
    every = [Backup(day, start + timedelta(days=day)) for day in range(365)]
    kept = keep(every)
    assert 365 - 1 in kept and 16 <= len(kept) <= 24
    months = {(start + timedelta(days=number)).month for number in kept}
    assert len(months) == 12


@given(_DAYS)
def test_the_newest_backups_stay_whatever_the_clock_said(days: list[date]) -> None:
    every = [Backup(number, day) for number, day in enumerate(days)]
    assert {one.number for one in every[-NEWEST:]} <= keep(every)


@given(_DAYS)
def test_the_newest_backup_before_a_migration_is_never_thinned(days: list[date]) -> None:
    pinned = Backup(-1, date(1999, 1, 1), before_migration=True)
    every = [pinned, *(Backup(number, day) for number, day in enumerate(days))]
    assert -1 in keep(every)
