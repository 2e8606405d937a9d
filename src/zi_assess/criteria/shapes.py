"""What may stand where in a file: shapes that check a plain tree and tell themselves as JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol

from zi_assess.core.exact import fraction
from zi_assess.criteria.source import BAD_CHARACTER, CONTROL, Complaints, Tree

Schema = dict[str, Any]
MAX_TEXT = 20_000
_MAX_NUMBER = 62
NUMBER = r"^-?[0-9]{1,30}(\.[0-9]{1,30}|/[0-9]{1,30})?$"


class Shape(Protocol):
    """One kind of content."""

    def check(self, value: Tree, holder: object, key: str | int, out: Complaints) -> None:
        """Complain to *out* about what is wrong with *value*, which stands at *key* in *holder*."""

    def schema(self) -> Schema: ...


def _kind_of(value: Tree) -> str:
    return (
        "daftar"
        if isinstance(value, list)
        else "pasangan kunci dan isi"
        if isinstance(value, dict)
        else "teks"
    )


def _not_a(wanted: str, value: Tree, holder: object, key: str | int, out: Complaints) -> None:
    out.at(
        holder,
        key,
        "“{key}” harus berupa {wanted}, bukan {found}",
        "Ubah isinya menjadi {wanted}.",
        key=key,
        wanted=wanted,
        found=_kind_of(value),
    )


@dataclass(frozen=True, slots=True)
class Text:
    """Words: one line unless *lines*, at most *limit* characters; *like* is an example of *pattern*."""

    limit: int = MAX_TEXT
    pattern: str = ""
    like: str = ""
    lines: bool = False
    numeric: bool = False

    def check(self, value: Tree, holder: object, key: str | int, out: Complaints) -> None:
        if not isinstance(value, str):
            _not_a("teks", value, holder, key, out)
        elif not value or value.isspace():
            out.at(holder, key, "“{key}” kosong", "Isi, atau hapus kuncinya bila tidak wajib.", key=key)
        elif len(value) > self.limit:
            out.at(
                holder,
                key,
                "“{key}” panjangnya {length} karakter, paling banyak {limit}",
                "Persingkat teks itu.",
                key=key,
                length=len(value),
                limit=self.limit,
            )
        elif not value.isprintable() and BAD_CHARACTER.search(value):
            out.at(holder, key, *CONTROL)
        elif not self.lines and "\n" in value:
            out.at(holder, key, "“{key}” lebih dari satu baris", "Tulis dalam satu baris.", key=key)
        elif self.pattern and not re.search(self.pattern, value):
            out.at(
                holder,
                key,
                "“{value}” tidak dapat dipakai untuk “{key}”",
                "Tulis seperti {like}.",
                value=value[:60],
                key=key,
                like=self.like,
            )

    def schema(self) -> Schema:
        made: Schema = {"type": ["string", "number"] if self.numeric else "string", "minLength": 1}
        if self.limit != MAX_TEXT:
            made["maxLength"] = self.limit
        if self.pattern:
            made["pattern"] = self.pattern
        return made


@dataclass(frozen=True, slots=True)
class Number:
    """Decimal text or a fraction of integers: more than *above*, at least *low*, at most *high*; or *word*."""

    above: int | None = None
    low: int | None = None
    high: int | None = None
    word: str = ""

    def check(self, value: Tree, holder: object, key: str | int, out: Complaints) -> None:
        number = number_of(value)
        if self.word and value == self.word:
            return
        if number is None:
            out.at(
                holder,
                key,
                "“{key}” bukan bilangan",
                "Tulis bilangan dengan titik desimal seperti 17.5, atau pecahan seperti 1/3.",
                key=key,
            )
        elif not self._fits(number):
            out.at(
                holder,
                key,
                "“{key}” di luar batas",
                "Isi dengan bilangan {range}.",
                key=key,
                range=self._range(),
            )

    def _fits(self, number: Fraction) -> bool:
        return (
            (self.above is None or number > self.above)
            and (self.low is None or number >= self.low)
            and (self.high is None or number <= self.high)
        )

    def _range(self) -> str:
        low = f"lebih dari {self.above}" if self.above is not None else f"mulai {self.low}"
        return low if self.high is None else f"{low} sampai {self.high}"

    def schema(self) -> Schema:
        limits = {"exclusiveMinimum": self.above, "minimum": self.low, "maximum": self.high}
        made: Schema = {"type": ["number", "string"], "pattern": NUMBER}
        made |= {name: limit for name, limit in limits.items() if limit is not None}
        return {"anyOf": [made, {"const": self.word}]} if self.word else made


def number_of(value: object) -> Fraction | None:
    """*value* as a number, None when it is none."""
    if not isinstance(value, str) or len(value) > _MAX_NUMBER:
        return None
    try:
        return fraction(value)
    except ValueError:
        return None


def number_text(value: Fraction) -> str:
    """As people write it in a pack: 17.5 where decimals are enough, else 1/3."""
    places = next((n for n in range(13) if (value * 10**n).denominator == 1), None)
    return str(value) if places is None else f"{float(value):.{places}f}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a closed list of words."""

    words: tuple[str, ...]

    def check(self, value: Tree, holder: object, key: str | int, out: Complaints) -> None:
        if not isinstance(value, str) or value not in self.words:
            out.at(
                holder,
                key,
                "“{value}” tidak dikenal",
                "Pilih salah satu: {words}.",
                value=value[:60] if isinstance(value, str) else _kind_of(value),
                words=", ".join(self.words),
            )

    def schema(self) -> Schema:
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class ListOf:
    """At least one item; *unique* when none may come twice."""

    item: Shape
    unique: bool = False

    def check(self, value: Tree, holder: object, key: str | int, out: Complaints) -> None:
        if not isinstance(value, list):
            _not_a("daftar", value, holder, key, out)
            return
        if not value:
            out.at(
                holder, key, "Daftar “{key}” kosong", "Isi, atau hapus kuncinya bila tidak wajib.", key=key
            )
        for place, one in enumerate(value):
            self.item.check(one, value, place, out)
        if self.unique:
            self._check_unique(value, out)

    def _check_unique(self, value: list[Tree], out: Complaints) -> None:
        seen: set[str] = set()
        for place, one in enumerate(value):
            if not isinstance(one, str):
                continue
            if one in seen:
                out.at(value, place, "“{value}” ditulis dua kali", "Hapus salah satu.", value=one[:60])
            seen.add(one)

    def schema(self) -> Schema:
        made: Schema = {"type": "array", "minItems": 1, "items": self.item.schema()}
        return made | {"uniqueItems": True} if self.unique else made


@dataclass(frozen=True, slots=True)
class MapOf:
    """Names to contents: every name is a *name*, every content an *item*; at least *least* of them."""

    name: Text
    item: Shape
    least: int = 1

    def check(self, value: Tree, holder: object, key: str | int, out: Complaints) -> None:
        if not isinstance(value, dict):
            _not_a("pasangan kunci dan isi", value, holder, key, out)
            return
        if len(value) < self.least:
            out.at(
                holder,
                key,
                "“{key}” memuat kurang dari {least} isian",
                "Lengkapi isinya.",
                key=key,
                least=self.least,
            )
        for name, one in value.items():
            self.name.check(name, value, name, out)
            self.item.check(one, value, name, out)

    def schema(self) -> Schema:
        return {
            "type": "object",
            "minProperties": self.least,
            "propertyNames": {"pattern": self.name.pattern or "."},
            "additionalProperties": self.item.schema(),
        }


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record; *about* says in Indonesian what it is for."""

    shape: Shape
    about: str = ""
    required: bool = False


@dataclass(frozen=True)
class Record:
    """A mapping with known keys. *ways* are sets of keys of which exactly one must be there, and whole."""

    name: str
    fields: Mapping[str, Field]
    ways: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def required(self) -> tuple[str, ...]:
        return tuple(key for key, one in self.fields.items() if one.required)

    def check(self, value: Tree, holder: object, key: str | int, out: Complaints) -> None:
        if not isinstance(value, dict):
            _not_a("pasangan kunci dan isi", value, holder, key, out)
            return
        fields = self.fields
        for name, content in value.items():
            known = fields.get(name)
            if known is None:
                self._unknown(name, value, out)
            else:
                known.shape.check(content, value, name, out)
        for name in self.required:
            if name not in value:
                out.at(
                    value,
                    "",
                    "“{key}” belum ada pada {record}",
                    "Tambahkan {key}.",
                    key=name,
                    record=_called(self.name, value),
                )
        if self.ways:
            self._check_ways(value, out)

    def _unknown(self, name: str, value: dict[str, Tree], out: Complaints) -> None:
        import difflib  # only a mistake needs it

        near = difflib.get_close_matches(name[:60], self.fields, 1)
        out.at(
            value,
            name,
            "“{key}” tidak dikenal pada {record}",
            "Mungkin maksudnya {near}?" if near else "Hapus, atau pakai salah satu: {keys}.",
            key=name[:60],
            record=_called(self.name, value),
            near="".join(near),
            keys=", ".join(self.fields),
        )

    def _check_ways(self, value: dict[str, Tree], out: Complaints) -> None:
        begun = [way for way in self.ways if any(key in value for key in way)]
        if len(begun) != 1:
            first = begun[1][0] if begun else ""
            at = next((key for way in begun[1:] for key in way if key in value), first)
            out.at(
                value,
                at,
                "{record} harus memakai tepat satu dari {ways}",
                "Pilih satu dan hapus yang lain." if begun else "Tambahkan salah satunya.",
                record=_called(self.name, value),
                ways="; ".join(" dan ".join(way) for way in self.ways),
            )
            return
        for key in begun[0]:
            if key not in value:
                out.at(
                    value,
                    "",
                    "“{key}” belum ada pada {record}",
                    "Tambahkan {key}.",
                    key=key,
                    record=_called(self.name, value),
                )

    def schema(self) -> Schema:
        made: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                key: one.shape.schema() | ({"description": one.about} if one.about else {})
                for key, one in self.fields.items()
            },
        }
        if self.required:
            made["required"] = list(self.required)
        if self.ways:
            made["oneOf"] = [self._way_schema(way) for way in self.ways]
        return made

    def _way_schema(self, way: tuple[str, ...]) -> Schema:
        others = [key for other in self.ways if other is not way for key in other]
        return {"required": list(way), "not": {"anyOf": [{"required": [key]} for key in others]}}


def _called(name: str, value: dict[str, Tree]) -> str:
    """The record's name with its own code, id or key, so that a reader finds it."""
    for key in ("code", "id", "key"):
        own = value.get(key)
        if isinstance(own, str) and own:
            return f"{name} {own[:60]}"
    return name


@dataclass(frozen=True, slots=True)
class Told:
    """One of several records, told apart by a key that only it has."""

    by: Mapping[str, Record]

    def check(self, value: Tree, holder: object, key: str | int, out: Complaints) -> None:
        if not isinstance(value, dict):
            _not_a("pasangan kunci dan isi", value, holder, key, out)
            return
        found = [mark for mark in self.by if mark in value]
        if len(found) == 1:
            self.by[found[0]].check(value, holder, key, out)
            return
        out.at(
            value,
            found[1] if found else "",
            "{record} harus memakai tepat satu dari {marks}",
            "Pilih satu dan hapus yang lain." if found else "Tambahkan salah satunya.",
            record=_called("Butir", value),
            marks=" atau ".join(self.by),
        )

    def schema(self) -> Schema:
        *first, last = self.by.items()
        made = last[1].schema()
        for mark, record in reversed(first):
            made = {"if": {"required": [mark]}, "then": record.schema(), "else": made}
        return made


@dataclass(frozen=True, slots=True)
class Later:
    """The shape called *name* in the schema's `$defs`, looked up when it is needed: for trees."""

    name: str
    shape: Callable[[], Shape]

    def check(self, value: Tree, holder: object, key: str | int, out: Complaints) -> None:
        self.shape().check(value, holder, key, out)

    def schema(self) -> Schema:
        return {"$ref": f"#/$defs/{self.name}"}
