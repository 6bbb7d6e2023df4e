"""exercises

Revision ID: 0003
Revises: 0002
Create Date: 2026-11-26 02:20:00

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sheet", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("steps", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("answers", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("told", sa.JSON(), server_default="{}", nullable=False))
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("known", sa.JSON(), server_default="[]", nullable=False))


def downgrade():
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.drop_column("known")
        batch_op.drop_column("unit")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        for name in ("told", "answers", "steps", "sheet"):
            batch_op.drop_column(name)
