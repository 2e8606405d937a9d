"""Format 2: documents say more of themselves; follow-ups and a unit's own choices are kept.

All is spelled out here and imports nothing of ours: what `store.tables` says will change with later formats, this
step must not.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = None

ADDED = (
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

_TEXTS = ("question", "what", "who", "due", "cost", "status", "proof", "effect", "source", "created")
FOLLOW_UPS = f"""
CREATE TABLE follow_ups (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    assessment INTEGER NOT NULL,
    {", ".join(f"{name} TEXT DEFAULT '' NOT NULL" for name in _TEXTS)},
    digest BLOB NOT NULL,
    CONSTRAINT pk_follow_ups PRIMARY KEY (id),
    CONSTRAINT uq_follow_ups_uid UNIQUE (uid),
    CONSTRAINT fk_follow_ups_assessment FOREIGN KEY (assessment) REFERENCES assessments (id) ON DELETE RESTRICT
) STRICT
"""
CHOICES = """
CREATE TABLE choices (
    assessment INTEGER NOT NULL,
    name TEXT NOT NULL,
    content TEXT DEFAULT '' NOT NULL,
    digest BLOB NOT NULL,
    CONSTRAINT pk_choices PRIMARY KEY (assessment, name),
    CONSTRAINT fk_choices_assessment FOREIGN KEY (assessment) REFERENCES assessments (id) ON DELETE RESTRICT
) WITHOUT ROWID, STRICT
"""


def upgrade() -> None:
    for name in ADDED:
        op.add_column("documents", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.execute(FOLLOW_UPS)
    op.execute(CHOICES)
