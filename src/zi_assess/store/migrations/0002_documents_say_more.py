"""Format 2: documents say their number, validity, period, published address, copy, revision, pair and trash day."""

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


def upgrade() -> None:
    for name in ADDED:
        op.add_column("documents", sa.Column(name, sa.Text(), nullable=False, server_default=""))
