"""`index.sqlite3`: the text of the evidence page by page. Derived: it may be thrown away and is made again."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from zi_assess import errors
from zi_assess.core.contents import Contents, from_plain
from zi_assess.errors import ZiError
from zi_assess.stems import stem
from zi_assess.textindex import query, snippets
from zi_assess.textindex.snippets import Marks

APPLICATION, FORMAT = 0x5A494958, 2  # "ZIIX"; 2 knows periods and validity
_MOST_RANKED = (
    3_000  # to weigh 30,000 pages that all have a word takes longer than people wait, and tells nothing
)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_TOKEN = re.compile(r"[^\W_]+")
_SCHEMA = """
create table documents (
    id integer primary key, sha256 text not null unique, contents text not null
) strict;
create table pages (
    id integer primary key, document integer not null references documents (id), page integer not null,
    text text not null, stems text not null, unique (document, page)
) strict;
create table pending (
    sha256 text not null, page integer not null, tries integer not null default 0, primary key (sha256, page)
) strict, without rowid;
create virtual table words using fts5 (
    text, stems, content = 'pages', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A page where the words stand. *rank*: lower is better. *marks* are (start, end) of found words in *snippet*."""

    sha256: str
    page: int
    snippet: str
    rank: float
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file whose text is to be taken (*page* 0), or one page of it to be read from its picture."""

    sha256: str
    page: int
    tries: int


class TextIndex:
    """The index at *path*, made when it is missing, damaged or of another format. Several threads may use it: one
    connection writes, another reads, so that searching does not wait for what is being added.

    With *read_only* nothing is written: a missing or foreign index is then an empty one. Raises ZiError when the
    place cannot be used.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._writing, self._reading = threading.RLock(), threading.RLock()
        self.read_only = read_only
        self._path, self._damaged = path, False
        try:
            self._writer, self._reader = _open_read_only(path) if read_only else _open(path)
        except (sqlite3.Error, OSError) as error:
            raise _unusable(error, path) from error

    def close(self) -> None:
        """Let go of the file; closing twice is closing once."""
        with self._writing, self._reading:
            self._writer.close()
            self._reader.close()
        if self._damaged and not self.read_only:
            _remove(self._path)

    def __enter__(self) -> TextIndex:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What is in it

    def add(self, sha256: str, pages: Sequence[str], contents: Contents, scans: Iterable[int] = ()) -> None:
        """Put a document in, in place of what was known of it; *scans* are pages to be read from their picture."""
        with self._transaction() as write:
            self._drop(write, sha256)
            write.execute("delete from pending where sha256 = ?", (sha256,))
            told = json.dumps(contents.plain(), ensure_ascii=False)
            row = write.execute("insert into documents (sha256, contents) values (?, ?)", (sha256, told))
            document = row.lastrowid
            assert document is not None
            for number, text in enumerate(pages, start=1):
                if text:
                    _insert_page(write, document, number, text)
            wanted = [(sha256, page) for page in scans]
            write.executemany("insert or ignore into pending (sha256, page) values (?, ?)", wanted)

    def add_page(self, sha256: str, page: int, text: str, contents: Contents) -> None:
        """Put one page in that was read from its picture, and what is now known of the document."""
        with self._transaction() as write:
            write.execute("delete from pending where sha256 = ? and page = ?", (sha256, page))
            row = write.execute("select id from documents where sha256 = ?", (sha256,)).fetchone()
            if row is None:
                return
            told = json.dumps(contents.plain(), ensure_ascii=False)
            write.execute("update documents set contents = ? where id = ?", (told, row[0]))
            _delete_pages(write, "document = ? and page = ?", (row[0], page))
            if text:
                _insert_page(write, row[0], page, text)

    def remove(self, sha256: str, *, wipe: bool = False) -> None:
        """Forget a document and whatever waits for it; with *wipe* its words leave the file too (slow)."""
        with self._transaction() as write:
            self._drop(write, sha256)
            write.execute("delete from pending where sha256 = ?", (sha256,))
            if wipe:
                write.execute("insert into words (words) values ('optimize')")

    def missing(self, sha256s: Iterable[str]) -> tuple[str, ...]:
        """Those of *sha256s* the index does not know, in their order."""
        known = self.known()
        return tuple(one for one in dict.fromkeys(sha256s) if one not in known)

    def known(self) -> frozenset[str]:
        """Every document in the index."""
        return frozenset(str(row[0]) for row in self._select("select sha256 from documents"))

    def facts(self, sha256: str) -> Contents | None:
        """What was noticed inside a document; None when it was not looked at yet."""
        rows = self._select("select contents from documents where sha256 = ?", sha256)
        return _contents(rows[0][0]) if rows else None

    def all_facts(self) -> dict[str, Contents]:
        """What was noticed inside every document, in one go."""
        return {
            str(row[0]): _contents(row[1]) for row in self._select("select sha256, contents from documents")
        }

    def pages(self, sha256: str) -> dict[int, str]:
        """The text of a document by page; pages without text are not there."""
        rows = self._select(
            "select page, pages.text from pages join documents on documents.id = document"
            " where sha256 = ? order by page",
            sha256,
        )
        return {int(row[0]): str(row[1]) for row in rows}

    def text(self, sha256: str, most: int = 12_000) -> str:
        """The beginning of a document's text."""
        rows = self._select(
            "select substr(pages.text, 1, ?) from pages join documents on documents.id = document where sha256 = ?"
            " order by page limit 20",
            most,
            sha256,
        )
        return "\n".join(str(row[0]) for row in rows)[:most]

    # Finding

    def search(self, text: str, limit: int = 50) -> tuple[Hit, ...]:
        """The pages with all words of *text*, best first; see `query.parse`. Empty for a blank.

        Of words that stand on more than 3,000 pages, the 3,000 added last are weighed against each other.
        """
        wanted = query.parse(text)
        if not wanted.match:
            return ()
        rows = self._select(
            "select sha256, page, substr(pages.text, 1, 20000), worth from"
            " (select id, worth from (select rowid as id, bm25(words, 1.0, 0.6) as worth from words"
            " where words match ? order by rowid desc limit ?) order by worth limit ?) as found"
            " join pages on pages.id = found.id join documents on documents.id = document"
            " order by worth, sha256, page",
            wanted.match,
            _MOST_RANKED,
            limit,
        )
        return tuple(_hit(row, wanted) for row in rows)

    # The queue

    def queue(self, sha256s: Iterable[str]) -> int:
        """Let documents wait for their text to be taken; how many were new."""
        with self._transaction() as write:
            before = write.total_changes
            new = [(one, 0) for one in self.missing(sha256s)]
            write.executemany("insert or ignore into pending (sha256, page) values (?, ?)", new)
            return write.total_changes - before

    def waiting(self, *, scans: bool | None = None) -> tuple[Waiting, ...]:
        """What waits: texts first, then scans; with *scans* only the one or the other."""
        rows = self._select("select sha256, page, tries from pending order by page > 0, tries, sha256, page")
        every = (Waiting(str(row[0]), int(row[1]), int(row[2])) for row in rows)
        return tuple(one for one in every if scans is None or scans == (one.page > 0))

    def begin(self, one: Waiting) -> None:
        """Count a try before it is made: what ends the program is not tried for ever."""
        with self._transaction() as write:
            write.execute(
                "update pending set tries = tries + 1 where sha256 = ? and page = ?", (one.sha256, one.page)
            )

    def give_up(self, one: Waiting) -> None:
        """Let a page wait no longer."""
        with self._transaction() as write:
            write.execute("delete from pending where sha256 = ? and page = ?", (one.sha256, one.page))

    def unread_scans(self) -> tuple[str, ...]:
        """The documents that have pages waiting to be read from their pictures."""
        rows = self._select("select distinct sha256 from pending where page > 0 order by sha256")
        return tuple(str(row[0]) for row in rows)

    # Inside

    def _drop(self, write: sqlite3.Connection, sha256: str) -> None:
        row = write.execute("select id from documents where sha256 = ?", (sha256,)).fetchone()
        if row is not None:
            _delete_pages(write, "document = ?", (row[0],))
            write.execute("delete from documents where id = ?", (row[0],))

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        if self.read_only:
            raise ZiError(
                "Ruang kerja ini hanya dapat dibaca.", "Buka di komputer yang memegangnya untuk mengindeks."
            )
        with self._writing:
            try:
                self._writer.execute("begin immediate")
                try:
                    yield self._writer
                except BaseException:
                    self._writer.execute("rollback")
                    raise
                self._writer.execute("commit")
            except sqlite3.Error as error:
                raise self._failed(error) from error

    def _select(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._reading:
            try:
                return self._reader.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                raise self._failed(error) from error

    def _failed(self, error: sqlite3.Error) -> ZiError:
        """A damaged file is thrown away when it is closed: it is made again."""
        self._damaged = self._damaged or getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED
        return _unusable(error, self._path)


def _insert_page(write: sqlite3.Connection, document: int, number: int, text: str) -> None:
    stems = changed_stems(text)
    row = write.execute(
        "insert into pages (document, page, text, stems) values (?, ?, ?, ?)", (document, number, text, stems)
    )
    write.execute("insert into words (rowid, text, stems) values (?, ?, ?)", (row.lastrowid, text, stems))


def _delete_pages(write: sqlite3.Connection, where: str, values: tuple[object, ...]) -> None:
    rows = write.execute(f"select id, text, stems from pages where {where}", values).fetchall()
    write.executemany("insert into words (words, rowid, text, stems) values ('delete', ?, ?, ?)", rows)
    write.execute(f"delete from pages where {where}", values)


def changed_stems(text: str) -> str:
    """The stems of *text* that are not words of it already, each once: what the second column holds."""
    words = {word.casefold() for word in _TOKEN.findall(text)}
    return " ".join(sorted({stem(word) for word in words if word.isalpha() and len(word) > 3} - words))


def _contents(text: object) -> Contents:
    try:
        return from_plain(json.loads(str(text)))
    except (ValueError, TypeError):
        return Contents()


def _hit(row: tuple[Any, ...], wanted: query.Query) -> Hit:
    piece, marks = snippets.snippet(str(row[2]), wanted)
    return Hit(str(row[0]), int(row[1]), piece, float(str(row[3])), marks)


def _open(path: Path) -> tuple[sqlite3.Connection, sqlite3.Connection]:
    writer = _connect(path)
    if not _is_ours(writer):
        writer.close()
        _remove(path)
        writer = _connect(path)
        _make(writer)
    return writer, _connect(path)


def _open_read_only(path: Path) -> tuple[sqlite3.Connection, sqlite3.Connection]:
    if path.is_file():
        reader = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        reader.execute("pragma query_only = ON")
        if _is_ours(reader):
            return reader, reader
        reader.close()
    empty = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    _make(empty)
    return empty, empty


def _connect(path: Path) -> sqlite3.Connection:
    found = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    # A lost tail of a derived file is found out and made again, so it need not be flushed at every step;
    # nothing may spill before its commit, or readers would have to wait.
    for pragma in (
        "journal_mode = TRUNCATE",
        "synchronous = NORMAL",
        "cache_spill = OFF",
        "trusted_schema = OFF",
        "secure_delete = ON",
        "mmap_size = 0",
    ):
        with contextlib.suppress(sqlite3.DatabaseError):  # a file that is no database is found out next
            found.execute(f"pragma {pragma}")
    return found


def _is_ours(found: sqlite3.Connection) -> bool:
    try:
        marks = [found.execute(f"pragma {name}").fetchone()[0] for name in ("application_id", "user_version")]
        found.execute("select (select count(*) from pending), (select max(rowid) from words)").fetchone()
        return marks == [APPLICATION, FORMAT]
    except sqlite3.DatabaseError:
        return False


def _make(write: sqlite3.Connection) -> None:
    write.executescript(f"begin; {_SCHEMA} commit;")
    write.execute(f"pragma application_id = {APPLICATION}")
    write.execute(f"pragma user_version = {FORMAT}")


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-journal", f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def _unusable(error: Exception, path: Path) -> ZiError:
    if isinstance(error, OSError):
        return errors.from_os(error, path)
    full = isinstance(error, sqlite3.OperationalError) and "full" in str(error)
    return ZiError(
        "Indeks pencarian tidak dapat ditulis: tempat penyimpanan penuh."
        if full
        else "Indeks pencarian rusak atau sedang dipakai.",
        "Kosongkan ruang, lalu coba lagi."
        if full
        else "Tutup program lain yang memakainya; indeks dibuat ulang saat program dibuka lagi.",
    )
