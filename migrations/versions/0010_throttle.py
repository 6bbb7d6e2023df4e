"""How often somebody tried, kept for all processes alike.

Revision ID: 0010
Revises: 0009
Create Date: 2026-11-26 18:30:00

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade():
    # Not worth a place in PostgreSQL's log: after a crash the counting begins anew.
    unlogged = ["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else []
    op.create_table(
        "throttle",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_throttle")),
        prefixes=unlogged,
    )


def downgrade():
    op.drop_table("throttle")
