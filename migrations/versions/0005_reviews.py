"""reviews

Revision ID: 0005
Revises: 0004
Create Date: 2026-11-26 02:20:00

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("border", sa.String(), server_default="", nullable=False))
    op.create_table(
        "mark_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("machine", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("entry_number", sa.Integer(), nullable=False),
        sa.Column("judged_entry", sa.Integer(), nullable=False),
        sa.Column("reply_entry", sa.Integer(), nullable=False),
        sa.Column("rubric", sa.String(), nullable=False),
        sa.Column("marked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mark_override_account_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_mark_override_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_override")),
        sa.UniqueConstraint("case_id", "key", name=op.f("uq_mark_override_case_id_key")),
    )
    op.create_table(
        "blind_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("first", sa.JSON(), nullable=False),
        sa.Column("machine", sa.JSON(), nullable=False),
        sa.Column("entry_number", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("turn in (2, 3)", name=op.f("ck_blind_mark_turn_known")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_blind_mark_account_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_blind_mark_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blind_mark")),
        sa.UniqueConstraint("case_id", "account_id", name=op.f("uq_blind_mark_case_id_account_id")),
        sa.UniqueConstraint("case_id", "turn", name=op.f("uq_blind_mark_case_id_turn")),
    )
    op.create_table(
        "dispute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("entry_number", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state in ('open', 'accepted', 'refused', 'withdrawn')", name=op.f("ck_dispute_state_known")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_dispute_account_id_account")),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_dispute_answered_by_account")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_dispute_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
    )
    with op.batch_alter_table("dispute", schema=None) as batch_op:
        batch_op.create_index("ix_dispute_account_id_state", ["account_id", "state"], unique=False)
        batch_op.create_index(
            "ix_dispute_one_open",
            ["case_id", "key"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
    op.create_table(
        "calibration_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("sample", sa.String(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("marked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_calibration_mark_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_mark")),
        sa.UniqueConstraint("account_id", "sample", name=op.f("uq_calibration_mark_account_id_sample")),
    )


def downgrade():
    op.drop_table("calibration_mark")
    with op.batch_alter_table("dispute", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_dispute_one_open", sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'")
        )
        batch_op.drop_index("ix_dispute_account_id_state")
    op.drop_table("dispute")
    op.drop_table("blind_mark")
    op.drop_table("mark_override")
    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.drop_column("border")
