"""The tables of a workspace, format 3. Every constraint is named, so that no rebuild loses one silently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

FORMAT = 3
APPLICATION_ID = 0x5A494153  # "ZIAS"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


DOCUMENT_ADDED = (
    "number",
    "valid_until",
    "period_start",
    "period_end",
    "published",
    "copy",
    "replaced_by",
    "replaced_why",
    "replaced_on",
    "after",
    "trashed",
)
"""Columns that format 2 added to the documents."""


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _uid() -> Column[str]:
    return Column("uid", Text, nullable=False)


def _digest() -> Column[bytes]:
    return Column("digest", LargeBinary, nullable=False)


def _to(table: str, name: str) -> Column[int]:
    return Column(name, ForeignKey(f"{table}.id", ondelete="RESTRICT"), nullable=False)


meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
codes = Table(
    "codes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    UniqueConstraint("code"),
    sqlite_strict=True,
)
units = Table(
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    _uid(),
    _text("name"),
    _text("normal"),
    _text("instansi"),
    _text("city"),
    _text("address"),
    _text("head_name"),
    _text("head_title"),
    _text("head_nip"),
    _text("lead_name"),
    _text("lead_nip"),
    _digest(),
    UniqueConstraint("uid"),
    UniqueConstraint("normal"),
    sqlite_strict=True,
)
assessments = Table(
    "assessments",
    metadata,
    Column("id", Integer, primary_key=True),
    _uid(),
    _to("units", "unit"),
    Column("year", Integer, nullable=False),
    _text("occasion"),
    _text("pack_id"),
    _text("pack_version"),
    _text("pack_digest"),
    _text("target"),
    _text("window_start"),
    _text("window_end"),
    _text("created"),
    Column("example", Integer, nullable=False, server_default="0"),
    Column("submitted", Integer, nullable=False, server_default="0"),
    _text("source"),
    _digest(),
    UniqueConstraint("uid"),
    UniqueConstraint("unit", "year", "pack_id", "occasion"),
    CheckConstraint("year BETWEEN 2000 AND 2200", name="year"),
    sqlite_strict=True,
)
answers = Table(
    "answers",
    metadata,
    Column("assessment", ForeignKey("assessments.id", ondelete="RESTRICT"), primary_key=True),
    Column("stage", Integer, primary_key=True),
    Column("question", ForeignKey("codes.id", ondelete="RESTRICT"), primary_key=True),
    _text("value"),
    _text("note"),
    _digest(),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
proposals = Table(
    "proposals",
    metadata,
    Column("assessment", ForeignKey("assessments.id", ondelete="RESTRICT"), primary_key=True),
    Column("question", ForeignKey("codes.id", ondelete="RESTRICT"), primary_key=True),
    _text("value"),
    _text("note"),
    _digest(),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    _uid(),
    _text("name"),
    _text("kind"),
    _text("sha256"),
    _text("url"),
    Column("size", Integer, nullable=False, server_default="0"),
    _text("dated"),
    _text("added"),
    _digest(),
    *(_text(name) for name in DOCUMENT_ADDED),
    UniqueConstraint("uid"),
    UniqueConstraint("sha256", "url"),
    sqlite_strict=True,
)
evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    _uid(),
    _to("assessments", "assessment"),
    _to("codes", "question"),
    _text("slot"),
    _to("documents", "document"),
    _text("pages"),
    _text("note"),
    _digest(),
    UniqueConstraint("uid"),
    UniqueConstraint("assessment", "question", "slot", "document"),
    sqlite_strict=True,
)
renewals = Table(
    "renewals",
    metadata,
    Column("assessment", ForeignKey("assessments.id", ondelete="RESTRICT"), primary_key=True),
    Column("question", ForeignKey("codes.id", ondelete="RESTRICT"), primary_key=True),
    Column("slot", Text, primary_key=True, nullable=False),
    Column("document", ForeignKey("documents.id", ondelete="RESTRICT"), primary_key=True),
    _digest(),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
prerequisites = Table(
    "prerequisites",
    metadata,
    Column("assessment", ForeignKey("assessments.id", ondelete="RESTRICT"), primary_key=True),
    Column("prerequisite", Text, primary_key=True, nullable=False),
    _text("held"),
    _text("note"),
    _digest(),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
remarks = Table(
    "remarks",
    metadata,
    Column("id", Integer, primary_key=True),
    _uid(),
    _to("assessments", "assessment"),
    _text("code"),
    _text("place"),
    _text("severity"),
    _text("text"),
    _text("given"),
    _digest(),
    UniqueConstraint("uid"),
    sqlite_strict=True,
)
follow_ups = Table(
    "follow_ups",
    metadata,
    Column("id", Integer, primary_key=True),
    _uid(),
    _to("assessments", "assessment"),
    _text("question"),
    _text("what"),
    _text("who"),
    _text("due"),
    _text("cost"),
    _text("status"),
    _text("proof"),
    _text("effect"),
    _text("source"),
    _text("created"),
    _digest(),
    UniqueConstraint("uid"),
    sqlite_strict=True,
)
choices = Table(
    "choices",
    metadata,
    Column("assessment", ForeignKey("assessments.id", ondelete="RESTRICT"), primary_key=True),
    Column("name", Text, primary_key=True, nullable=False),
    _text("content"),
    _digest(),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)


def _hung(name: str, *columns: Column[Any]) -> Table:
    """A table of things with their own uid that hang on an assessment."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        _uid(),
        _to("assessments", "assessment"),
        *columns,
        _digest(),
        UniqueConstraint("uid"),
        sqlite_strict=True,
    )


def _keyed(name: str, key: Sequence[Column[Any]], *columns: Column[Any]) -> Table:
    """A table keyed by assessment and *key*."""
    return Table(
        name,
        metadata,
        Column("assessment", ForeignKey("assessments.id", ondelete="RESTRICT"), primary_key=True),
        *key,
        *columns,
        _digest(),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _part(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True, nullable=False)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def _texts(*names: str) -> tuple[Column[str], ...]:
    return tuple(_text(name) for name in names)


def _alone(name: str, *columns: Column[Any]) -> Table:
    """A table of things with their own uid that hang on no assessment."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        _uid(),
        *columns,
        _digest(),
        UniqueConstraint("uid"),
        sqlite_strict=True,
    )


verdicts = _keyed(
    "verdicts",
    (
        Column("stage", Integer, primary_key=True),
        _part("evidence"),
    ),  # no reference: a verdict outlives a detached use
    *_texts("mark", "note"),
)
handovers = _hung("handovers", _count("round"), _count("stage"), *_texts("act", "at", "who", "note", "seen"))
observations = _hung(
    "observations",
    *_texts("question", "what", "cause", "advice", "owner", "due", "status", "answer", "proof"),
    *_texts("verified_by", "verified_on"),
    _count("stage"),
    *_texts("created", "origin"),
)
assignments = _keyed("assignments", (_part("question"),), _text("who"))
carried = _keyed(
    "carried", (_part("question"),), *_texts("survey", "kind", "value"), _count("n"), *_texts("period", "at")
)
partners = _alone("partners", *_texts("name", "side", "key", "since"))
exchanges = _alone(
    "exchanges",
    *_texts("assessment", "way", "at", "partner", "workspace"),
    _count("seq"),
    *_texts("head", "state", "receipt", "file"),
)
conflicts = _hung(
    "conflicts", *_texts("kind", "record", "field", "base", "ours", "theirs", "reason", "who", "at")
)
surveys = _alone(
    "surveys",
    _to("units", "unit"),
    *_texts("kind", "period", "title", "first", "last", "way", "settings", "data"),
    _count("n"),
    _text("created"),
)
mappings = Table(
    "mappings",
    metadata,
    Column("name", Text, primary_key=True, nullable=False),
    _text("content"),
    _digest(),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
sealed = _alone("sealed", _to("units", "unit"), *_texts("label", "data", "assessment", "created", "released"))
journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True),
    _text("at"),
    _text("verb"),
    _text("assessment"),
    Column("undoes", Integer, nullable=False, server_default="0"),
    Column("salt", LargeBinary),
    Column("payload", Text),
    Column("commitment", LargeBinary, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Index("ix_journal_assessment", "assessment", "seq"),
    sqlite_strict=True,
)
