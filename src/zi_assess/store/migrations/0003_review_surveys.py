"""Format 3: review and handing over, packages, surveys and sealed visits.

All is spelled out here and imports nothing of ours: what `store.tables` says will change with later formats, this
step must not.
"""

from alembic import op

revision = "0003"
down_revision = "0002"


def _texts(*names: str) -> list[str]:
    return [f"{name} TEXT DEFAULT '' NOT NULL" for name in names]


def _count(name: str) -> str:
    return f"{name} INTEGER DEFAULT '0' NOT NULL"


_ASSESSMENT = "FOREIGN KEY (assessment) REFERENCES assessments (id) ON DELETE RESTRICT"
_UNIT = "FOREIGN KEY (unit) REFERENCES units (id) ON DELETE RESTRICT"


def _keyed(table: str, key: dict[str, str], *columns: str) -> None:
    lines = [
        "assessment INTEGER NOT NULL",
        *(f"{name} {kind} NOT NULL" for name, kind in key.items()),
        *columns,
        "digest BLOB NOT NULL",
        f"CONSTRAINT pk_{table} PRIMARY KEY (assessment, {', '.join(key)})",
        f"CONSTRAINT fk_{table}_assessment {_ASSESSMENT}",
    ]
    op.execute(f"CREATE TABLE {table} ({', '.join(lines)}) WITHOUT ROWID, STRICT")


def _with_uid(table: str, *columns: str, to: str = "") -> None:
    other = {"": [], "assessment": [_ASSESSMENT], "unit": [_UNIT]}[to]
    lines = [
        "id INTEGER NOT NULL",
        "uid TEXT NOT NULL",
        *([f"{to} INTEGER NOT NULL"] if to else []),
        *columns,
        "digest BLOB NOT NULL",
        f"CONSTRAINT pk_{table} PRIMARY KEY (id)",
        f"CONSTRAINT uq_{table}_uid UNIQUE (uid)",
        *(f"CONSTRAINT fk_{table}_{to} {constraint}" for constraint in other),
    ]
    op.execute(f"CREATE TABLE {table} ({', '.join(lines)}) STRICT")


def upgrade() -> None:
    _keyed("verdicts", {"stage": "INTEGER", "evidence": "TEXT"}, *_texts("mark", "note"))
    _with_uid(
        "handovers",
        _count("round"),
        _count("stage"),
        *_texts("act", "at", "who", "note", "seen"),
        to="assessment",
    )
    _with_uid(
        "observations",
        *_texts("question", "what", "cause", "advice", "owner", "due", "status", "answer", "proof"),
        *_texts("verified_by", "verified_on"),
        _count("stage"),
        *_texts("created", "origin"),
        to="assessment",
    )
    _keyed("assignments", {"question": "TEXT"}, *_texts("who"))
    _keyed(
        "carried",
        {"question": "TEXT"},
        *_texts("survey", "kind", "value"),
        _count("n"),
        *_texts("period", "at"),
    )
    _with_uid("partners", *_texts("name", "side", '"key"', "since"))
    _with_uid(
        "exchanges",
        *_texts("assessment", "way", "at", "partner", "workspace"),
        _count("seq"),
        *_texts("head", "state", "receipt", "file"),
    )
    _with_uid(
        "conflicts",
        *_texts("kind", "record", "field", "base", "ours", "theirs", "reason", "who", "at"),
        to="assessment",
    )
    _with_uid(
        "surveys",
        *_texts("kind", "period", "title", "first", "last", "way", "settings", "data"),
        _count("n"),
        *_texts("created"),
        to="unit",
    )
    op.execute(
        "CREATE TABLE mappings (name TEXT NOT NULL, content TEXT DEFAULT '' NOT NULL, digest BLOB NOT NULL, "
        "CONSTRAINT pk_mappings PRIMARY KEY (name)) WITHOUT ROWID, STRICT"
    )
    _with_uid("sealed", *_texts("label", "data", "assessment", "created", "released"), to="unit")
