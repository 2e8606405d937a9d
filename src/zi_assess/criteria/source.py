"""YAML text to a plain tree of text, lists and mappings that knows where everything stands."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Union

from zi_assess.criteria.packfile import MAX_BYTES
from zi_assess.errors import Complaint

if TYPE_CHECKING:
    import yaml

MAX_EVENTS = 2_000_000
MAX_DEPTH = 32
MAX_COMPLAINTS = 500

Spot = tuple[int, int]
"""Line and column, counted from 1; (0, 0) is unknown."""
NOWHERE: Spot = (0, 0)


class Table(dict[str, "Tree"]):
    """A mapping; *spots* are the marks of its keys, *at* its own."""

    __slots__ = ("at", "spots")

    def __init__(self) -> None:
        self.spots: dict[str, yaml.Mark] = {}
        self.at: yaml.Mark | None = None


class Row(list["Tree"]):
    """A list; *spots* are the marks of its items, *at* its own."""

    __slots__ = ("at", "spots")

    def __init__(self) -> None:
        self.spots: list[yaml.Mark] = []
        self.at: yaml.Mark | None = None


Tree = Union[str, dict[str, "Tree"], list["Tree"]]  # noqa: UP007 - an alias that names itself


@dataclass(slots=True)
class Complaints:
    """What is wrong with one file, collected as it is noticed."""

    file: str
    every: list[Complaint] = field(default_factory=list)

    def add(self, spot: Spot, what: str, remedy: str, /, **values: object) -> None:
        if len(self.every) < MAX_COMPLAINTS:
            self.every.append(Complaint(self.file, *spot, what, remedy, values))

    def at(self, holder: object, key: str | int, what: str, remedy: str, /, **values: object) -> None:
        """Complain about the entry *key* of *holder*, or about *holder* itself when it has no such entry."""
        self.add(spot_of(holder, key), what, remedy, **values)

    def sorted(self) -> tuple[Complaint, ...]:
        """In the order of the file, each once."""
        unique = {(one.line, one.column, one.what, str(one.values)): one for one in self.every}
        return tuple(sorted(unique.values(), key=lambda one: (one.line, one.column)))


def spot_of(holder: object, key: str | int = "") -> Spot:
    """Where the entry *key* of *holder* stands; where *holder* begins when it has no such entry."""
    mark: Any = None
    if isinstance(holder, Table) and isinstance(key, str):
        mark = holder.spots.get(key, holder.at)
    elif isinstance(holder, Row):
        mark = holder.spots[key] if isinstance(key, int) and key < len(holder.spots) else holder.at
    return NOWHERE if mark is None else (mark.line + 1, mark.column + 1)


@contextmanager
def no_collection() -> Iterator[None]:
    """Many small objects and not one cycle: the collector would only look at them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def parse(data: bytes, out: Complaints) -> Tree | None:
    """The one document in *data*; None when it cannot be read to its end. What is wrong goes to *out*."""
    if len(data) > MAX_BYTES:
        out.add(
            NOWHERE,
            "Berkas lebih besar dari {limit} MiB",
            "Pecah menjadi beberapa paket atau buang isi yang tidak perlu.",
            limit=MAX_BYTES // 2**20,
        )
        return None
    text = _decode(data, out)
    return None if text is None else _read(text, out)


def _decode(data: bytes, out: Complaints) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", "replace")) + 1
        out.add(
            (before.count(b"\n") + 1, column),
            "Berkas ini bukan teks UTF-8",
            "Simpan ulang berkas dengan pengodean UTF-8.",
        )
        return None


def _read(text: str, out: Complaints) -> Tree | None:
    import yaml  # 20 ms that a start from the compiled copies need not pay

    loader = getattr(yaml, "CLoader", yaml.Loader)
    try:
        with no_collection():
            return _Builder(out).build(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        spot = (mark.line + 1, mark.column + 1) if mark else NOWHERE
        what, remedy = _say_syntax(error.problem or "")
        out.add(spot, what, remedy)
    except yaml.YAMLError:
        out.add(*_bad_character(text))
    except _TooMuch:
        pass
    return None


class _TooMuch(Exception):
    """A limit was passed; the complaint is made already."""


BAD_CHARACTER = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Control characters, among them those that turn the direction of writing: no word needs them."""


def _bad_character(text: str) -> tuple[Spot, str, str]:
    found = BAD_CHARACTER.search(text.replace("\r\n", " \n"))
    place = found.start() if found else 0
    spot = (text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)) if found else NOWHERE
    return spot, *CONTROL


CONTROL = (
    "Ada karakter kendali yang tidak boleh ada dalam teks",
    "Hapus karakter itu lalu ketik ulang katanya.",
)

_SYNTAX: Mapping[str, tuple[str, str]] = {
    "mapping values are not allowed": (
        "Tanda titik dua tidak dapat berada di sini",
        "Beri tanda kutip pada teks yang memuat titik dua dan spasi.",
    ),
    "did not find expected key": (
        "Susunan baris tidak terbaca",
        "Samakan jorokan baris ini dengan baris setingkatnya.",
    ),
    "tab character": (
        "Baris ini dijorokkan dengan tab",
        "Ganti tab dengan spasi.",
    ),
    "cannot start any token": (
        "Karakter ini tidak boleh mengawali isi",
        "Jorokkan dengan spasi, bukan tab, dan beri tanda kutip pada teks yang diawali tanda baca.",
    ),
    "could not find expected ':'": (
        "Tanda titik dua sesudah kunci tidak ada",
        "Tulis “kunci: isi”, dengan spasi sesudah titik dua.",
    ),
    "found unexpected end of stream": (
        "Tanda kutip tidak ditutup",
        "Tutup tanda kutip yang dibuka di atas.",
    ),
    "did not find expected ',' or": (
        "Kurung tidak ditutup atau koma kurang",
        "Pisahkan isi dengan koma dan tutup kurungnya.",
    ),
    "did not find expected '-' indicator": (
        "Baris ini bukan butir daftar",
        "Awali dengan “- ” atau samakan jorokannya dengan baris yang benar.",
    ),
    "found undefined tag handle": (
        "Tanda seru di awal isi dibaca sebagai tag",
        "Beri tanda kutip pada teks itu.",
    ),
    "escape": (
        "Urutan garis miring terbalik tidak dikenal",
        "Pakai tanda kutip tunggal, atau tulis dua garis miring terbalik.",
    ),
    "found unknown directive": (
        "Baris yang diawali % tidak dikenal",
        "Hapus baris itu.",
    ),
}


def _say_syntax(problem: str) -> tuple[str, str]:
    for part, words in _SYNTAX.items():
        if part in problem:
            return words
    return "Tulisan YAML tidak terbaca di sini", "Periksa jorokan, tanda kutip, dan kurung pada baris ini."


class _Builder:
    """Turns events into the tree, refusing what a pack has no use for."""

    def __init__(self, out: Complaints) -> None:
        self.out = out
        self.stack: list[Table | Row] = []
        self.key: str | None = None
        self.keys: list[str | None] = []
        self.root: Tree | None = None
        self.documents = 0

    def build(self, events: Iterator[Any]) -> Tree | None:
        import yaml

        scalar, begin_table, begin_row = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        for count, event in enumerate(events):
            kind = type(event)
            if count >= MAX_EVENTS:
                self._stop(event, "Berkas ini memuat lebih dari {limit} isian", limit=MAX_EVENTS)
            elif kind is scalar:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_extras(event)
                self._scalar(event.value, event.start_mark)
            elif kind is begin_table or kind is begin_row:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_extras(event)
                self._open(Table() if kind is begin_table else Row(), event)
            elif kind in ends:
                self.stack.pop()
                self.key = self.keys.pop()
            elif kind is yaml.AliasEvent:
                self._refuse(event, "Alias (*) tidak boleh dipakai", "Tulis isinya sekali lagi di sini.")
                self._scalar("", event.start_mark)
            elif kind is yaml.DocumentStartEvent:
                self._document(event)
        if self.documents == 0:
            self.out.add((1, 1), "Berkas ini kosong", "Isi dengan paket; lihat docs/pack-format.md.")
        return self.root

    def _scalar(self, value: str, mark: Any) -> None:
        holder = self.stack[-1] if self.stack else None
        if isinstance(holder, Table):
            if self.key is None:
                self._take_key(holder, value, mark)
            else:
                if self.key in holder.spots:
                    holder[self.key] = value
                self.key = None
        else:
            self._put(value, mark)

    def _take_key(self, table: Table, key: str, mark: Any) -> None:
        if key in table.spots:
            self.out.add(
                (mark.line + 1, mark.column + 1),
                "Kunci “{key}” ditulis dua kali, yang pertama di baris {first}",
                "Hapus salah satu.",
                key=key,
                first=table.spots[key].line + 1,
            )
        elif key == "<<":
            self.out.add(
                (mark.line + 1, mark.column + 1),
                "Kunci gabungan (<<) tidak boleh dipakai",
                "Tulis isinya satu per satu.",
            )
        else:
            table.spots[key] = mark
        self.key = key

    def _open(self, holder: Table | Row, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self._stop(event, "Isi bersarang lebih dari {limit} tingkat", limit=MAX_DEPTH)
        holder.at = event.start_mark
        above = self.stack[-1] if self.stack else None
        if isinstance(above, Table) and self.key is None:
            self._refuse(event, "Kunci harus berupa teks", "Tulis nama kunci, titik dua, lalu isinya.")
            self.key = ""
            after: str | None = ""
        else:
            self._put(holder, event.start_mark)
            after = None
        self.stack.append(holder)
        self.keys.append(after)
        self.key = None

    def _put(self, value: Tree, mark: Any) -> None:
        holder = self.stack[-1] if self.stack else None
        if holder is None:
            if self.documents == 1:
                self.root = value
        elif isinstance(holder, Row):
            holder.append(value)
            holder.spots.append(mark)
        elif self.key in holder.spots:
            holder[self.key] = value

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents == 2:
            self._refuse(event, "Hanya satu dokumen YAML per berkas", "Hapus baris --- dan isi sesudahnya.")

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, "Jangkar (&) tidak boleh dipakai", "Hapus jangkar itu.")
        if event.tag is not None:
            self._refuse(
                event, "Tag (!) tidak boleh dipakai", "Hapus tag itu atau beri tanda kutip pada teksnya."
            )

    def _refuse(self, event: Any, what: str, remedy: str) -> None:
        self.out.add((event.start_mark.line + 1, event.start_mark.column + 1), what, remedy)

    def _stop(self, event: Any, what: str, *, limit: int) -> None:
        mark = event.start_mark
        self.out.add(
            (mark.line + 1, mark.column + 1), what, "Ringkas paket ini; batasnya {limit}.", limit=limit
        )
        raise _TooMuch
