"""Format 2: documents say more of themselves; follow-ups and a unit's own choices are kept.

New tables are made from their definition in `store.tables`, frozen here by name: a later format that changes them
spells the change out in its own revision.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import CreateTable

from zi_assess.store import tables

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


def upgrade() -> None:
    for name in ADDED:
        op.add_column("documents", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for table in (tables.follow_ups, tables.choices):
        op.execute(CreateTable(table))
