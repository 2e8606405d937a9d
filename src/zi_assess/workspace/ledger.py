"""The workspace's database as the verbs use it: read under a `with`, written only by one journalled transaction."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime

from zi_assess.errors import ZiError
from zi_assess.store import journal
from zi_assess.store.database import Database, DiskFailed
from zi_assess.store.rows import Change, Row, RowConflict, Rows
from zi_assess.workspace import folder

Clock = Callable[[], datetime]


class Ledger:
    """Where every change is written down before it counts."""

    def __init__(self, opened: folder.Opened, who: str, clock: Clock) -> None:
        self._opened = opened
        self._failed = False
        self._clock = clock
        self.who = who
        self._heads: dict[str, str] = {}
        with opened.database.reading() as connection:
            self._end = journal.end(connection)

    @property
    def database(self) -> Database:
        return self._opened.database

    @property
    def seq(self) -> int:
        """The number of the last entry."""
        return self._end.seq

    def head(self, assessment_id: str) -> str:
        """The journal's head (hex) after the last entry of the assessment; "" when it has none."""
        if assessment_id not in self._heads:
            with self.database.reading() as connection:
                found = journal.last_head(connection, assessment_id)
            self._heads[assessment_id] = "" if found == journal.START else found.hex()
        return self._heads[assessment_id]

    @property
    def read_only(self) -> bool:
        return self._opened.lock is None or self._failed

    def now(self) -> datetime:
        return self._clock().astimezone(UTC)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Rows]:
        with self.database.reading() as connection:
            yield Rows(connection)

    def get(self, table: str, **key: object) -> Row | None:
        with self.reading() as rows:
            return rows.get(table, **key)

    def select(self, table: str, **where: object) -> list[Row]:
        with self.reading() as rows:
            return rows.select(table, **where)

    def answers_by_day(self, assessment_id: str) -> Iterator[tuple[date, list[Row]]]:
        """The answer rows that each day's entries wrote, oldest day first; a cleared row has an empty value."""
        by_day: dict[date, list[Row]] = {}
        with self.database.reading() as connection:
            for entry in journal.entries(connection, assessment_id):
                rows = by_day.setdefault(datetime.fromisoformat(entry.at).date(), [])
                for change in entry.changes:
                    if change.table == "answers":
                        rows.append(change.after or {**(change.before or {}), "value": "", "note": ""})
        yield from ((day, rows) for day, rows in by_day.items() if rows)

    def write(self, assessment_id: str, verb: str, changes: Sequence[Change], undoes: int = 0) -> datetime:
        """Write *changes* and their entry in one transaction; durable when this returns. Raises ZiError."""
        self.refuse_read_only()
        at = self.now().isoformat(timespec="milliseconds")
        if changes:
            self._end = self._written(assessment_id, verb, changes, undoes, at)
            self._heads[assessment_id] = self._end.head.hex()
        return datetime.fromisoformat(at)

    def _written(
        self, assessment_id: str, verb: str, changes: Sequence[Change], undoes: int, at: str
    ) -> journal.Place:
        try:
            with self.database.writing() as connection:
                return journal.write(
                    connection,
                    Rows(connection),
                    self._end,
                    changes,
                    at=at,
                    who=self.who,
                    verb=verb,
                    assessment=assessment_id,
                    undoes=undoes,
                )
        except RowConflict as error:
            raise ZiError(
                "Data sudah berubah sejak langkah itu.",
                "Tidak ada yang diubah; muat ulang lalu coba lagi.",
            ) from error
        except DiskFailed:
            self._failed = True  # a failed flush is never retried: what is on disk stays as it is
            raise

    def refuse_read_only(self) -> None:
        """Raise ZiError that says why nothing can be written, when that is so."""
        if self._failed:
            raise ZiError(
                "Diska gagal menyimpan, ruang kerja kini hanya dapat dibaca.",
                "Tutup ZI Assess, periksa diska, lalu buka lagi; data yang bertanda Tersimpan aman.",
            )
        if self.read_only and self._opened.held_by:
            raise ZiError(
                "Ruang kerja sedang dibuka oleh {who}.",
                "Tutup di sana dahulu; di sini hanya dapat dibaca.",
                who=self._opened.held_by,
            )
        if self.read_only:
            raise ZiError(
                "Ruang kerja ini hanya dapat dibaca (folder jaringan).",
                "Salin ke diska komputer ini lewat cadangan dan pemulihan.",
            )


def changed(table: str, before: Row | None, after: Row) -> list[Change]:
    """The change from *before* to *after*; none when they are equal."""
    return [] if before == after else [Change(table, before, after)]
