"""sittings

Revision ID: 0004
Revises: 0003
Create Date: 2026-11-26 02:20:00

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "test_gate",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.Column("released_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("kind in ('pre', 'post', 'exam')", name=op.f("ck_test_gate_kind_known")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_test_gate_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "kind", name=op.f("pk_test_gate")),
    )
    op.create_table(
        "sitting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("form", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("finished_by", sa.String(), nullable=False),
        sa.Column("marked", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("may_repeat", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind in ('pre', 'post', 'exam')", name=op.f("ck_sitting_kind_known")),
        sa.CheckConstraint("(finished_at is null) = (marked is null)", name=op.f("ck_sitting_finished_is_marked")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sitting_account_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_sitting_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
        sa.UniqueConstraint("account_id", "kind", "round", name=op.f("uq_sitting_account_id_kind_round")),
    )
    op.create_index("ix_sitting_workshop_id_kind", "sitting", ["workshop_id", "kind"], unique=False)
    op.create_table(
        "extra_time",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes between 0 and 240", name=op.f("ck_extra_time_minutes_bounded")),
        sa.CheckConstraint("percent between 0 and 200", name=op.f("ck_extra_time_percent_bounded")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_extra_time_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_extra_time")),
    )


def downgrade():
    op.drop_table("extra_time")
    op.drop_index("ix_sitting_workshop_id_kind", table_name="sitting")
    op.drop_table("sitting")
    op.drop_table("test_gate")
