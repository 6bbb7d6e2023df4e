"""Versions of answers that nobody needs any more go within a minute: they would tell in which order people answered.

Revision ID: 0011
Revises: 0010
Create Date: 2026-11-26 18:50:00

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "ALTER TABLE survey_reply SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,"
            " autovacuum_vacuum_cost_delay = 0)"
        )


def downgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "ALTER TABLE survey_reply RESET (autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor,"
            " autovacuum_vacuum_cost_delay)"
        )
