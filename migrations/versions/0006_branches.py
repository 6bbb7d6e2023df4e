"""branches

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-26 02:20:00

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("sandbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("branch_of", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("branch_case", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("branched_at", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("branched_sim", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("active_branch", sa.Integer(), nullable=True))
        batch_op.drop_constraint(op.f("uq_sandbox_account_id"), type_="unique")
        batch_op.create_foreign_key(op.f("fk_sandbox_branch_of"), "sandbox", ["branch_of"], ["id"])
        batch_op.create_foreign_key(op.f("fk_sandbox_active_branch"), "sandbox", ["active_branch"], ["id"])
        batch_op.create_check_constraint(
            op.f("ck_sandbox_branch_whole"),
            "(branch_of is null) = (branch_case is null) and (branch_of is null) = (branched_at is null)"
            " and (branch_of is null) = (branched_sim is null)",
        )
        batch_op.create_check_constraint(
            op.f("ck_sandbox_branch_has_no_branch"), "active_branch is null or branch_of is null"
        )
        batch_op.create_index(
            "uq_sandbox_main",
            ["account_id"],
            unique=True,
            sqlite_where=sa.text("branch_of is null"),
            postgresql_where=sa.text("branch_of is null"),
        )
        batch_op.create_index("ix_sandbox_branch_of_branch_case", ["branch_of", "branch_case"], unique=False)


def downgrade():
    """Takes the place of branches only: an installation that holds any keeps this migration, for what was done in them
    stands in the journal and would belong to nothing."""
    held = op.get_bind().execute(sa.text("select count(*) from sandbox where branch_of is not null")).scalar()
    if held:
        raise RuntimeError(f"{held} branches would lose their place; keep this version")
    with op.batch_alter_table("sandbox", schema=None) as batch_op:
        batch_op.drop_index("ix_sandbox_branch_of_branch_case")
        batch_op.drop_index(
            "uq_sandbox_main",
            sqlite_where=sa.text("branch_of is null"),
            postgresql_where=sa.text("branch_of is null"),
        )
        batch_op.drop_constraint(op.f("ck_sandbox_branch_has_no_branch"), type_="check")
        batch_op.drop_constraint(op.f("ck_sandbox_branch_whole"), type_="check")
        batch_op.drop_constraint(op.f("fk_sandbox_active_branch"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_sandbox_branch_of"), type_="foreignkey")
        batch_op.create_unique_constraint(op.f("uq_sandbox_account_id"), ["account_id"])
        batch_op.drop_column("active_branch")
        batch_op.drop_column("closed_at")
        batch_op.drop_column("branched_sim")
        batch_op.drop_column("branched_at")
        batch_op.drop_column("branch_case")
        batch_op.drop_column("branch_of")
