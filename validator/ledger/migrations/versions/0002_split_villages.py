"""Into which codes a village was split."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("villages", sa.Column("became", BYTEWISE, server_default="", nullable=False))
