"""Certificates with their evidence, keys and numbers; refreshers; how far xAPI statements were sent.

Revision ID: 0009
Revises: 0008
Create Date: 2026-11-26 14:30:00

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("nip", sa.String(), nullable=True),
        sa.Column("post", sa.String(), nullable=True),
        sa.Column("salt", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.Double(), nullable=False),
        sa.Column("mean", sa.Double(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("materials", sa.JSON(), nullable=False),
        sa.Column("signer", sa.JSON(), nullable=False),
        sa.Column("signed", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("revoke_reason", sa.String(), nullable=False),
        sa.Column("erased_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("serial > 0", name=op.f("ck_certificate_serial_positive")),
        sa.CheckConstraint("kind in ('kelulusan', 'keikutsertaan')", name=op.f("ck_certificate_kind_known")),
        sa.CheckConstraint("(revoked_at is null) = (revoked_by is null)", name=op.f("ck_certificate_revoked_whole")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_certificate_serial")),
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index("ix_certificate_workshop_id", ["workshop_id"], unique=False)
        batch_op.create_index("ix_certificate_account_id", ["account_id"], unique=False)
        batch_op.create_index(
            "uq_certificate_standing",
            ["account_id", "workshop_id", "kind"],
            unique=True,
            sqlite_where=sa.text("revoked_at is null"),
            postgresql_where=sa.text("revoked_at is null"),
        )

    op.create_table(
        "certificate_evidence",
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("entry_hash", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_evidence_certificate_id")
        ),
        sa.PrimaryKeyConstraint("certificate_id", "place", name=op.f("pk_certificate_evidence")),
    )
    series = op.create_table(
        "certificate_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_certificate_series_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_series")),
    )
    op.bulk_insert(series, [{"id": 1, "last": 0}])
    op.create_table(
        "certificate_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("returned_at", sa.DateTime(), nullable=False),
        sa.Column("returned_by", sa.Integer(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_return")),
    )
    with op.batch_alter_table("certificate_return", schema=None) as batch_op:
        batch_op.create_index(
            "ix_certificate_return_workshop_id_account_id", ["workshop_id", "account_id"], unique=False
        )

    op.create_table(
        "certificate_signer",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_certificate_signer_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_certificate_signer")),
    )
    op.create_table(
        "published_key",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("public", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_key")),
    )
    op.create_table(
        "xapi_cursor",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_xapi_cursor")),
    )
    op.create_table(
        "refresher_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("guided", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("level", sa.Double(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("aside_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("(finished_at is null) = (passed is null)", name=op.f("ck_refresher_visit_finished_whole")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_refresher_visit_account_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_refresher_visit_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refresher_visit")),
        sa.UniqueConstraint(
            "account_id", "criterion", "number", name=op.f("uq_refresher_visit_account_id_criterion_number")
        ),
    )
    with op.batch_alter_table("refresher_visit", schema=None) as batch_op:
        batch_op.create_index("ix_refresher_visit_case_id", ["case_id"], unique=False)
        batch_op.create_index(
            "uq_refresher_visit_open",
            ["account_id"],
            unique=True,
            sqlite_where=sa.text("finished_at is null and aside_at is null"),
            postgresql_where=sa.text("finished_at is null and aside_at is null"),
        )

    op.create_table(
        "refresher_free_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_refresher_free_days_order")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_refresher_free_days_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refresher_free_days")),
    )
    with op.batch_alter_table("refresher_free_days", schema=None) as batch_op:
        batch_op.create_index("ix_refresher_free_days_account_id", ["account_id"], unique=False)

    op.create_table(
        "refresher_reminder",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), server_default="", nullable=False),
        sa.Column("generation", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_refresher_reminder_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_refresher_reminder")),
    )
    op.create_table(
        "refresher_notice",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_refresher_notice_account_id")),
        sa.PrimaryKeyConstraint("account_id", "due_on", name=op.f("pk_refresher_notice")),
    )


def downgrade():
    op.drop_table("refresher_notice")
    op.drop_table("refresher_reminder")
    with op.batch_alter_table("refresher_free_days", schema=None) as batch_op:
        batch_op.drop_index("ix_refresher_free_days_account_id")

    op.drop_table("refresher_free_days")
    with op.batch_alter_table("refresher_visit", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_refresher_visit_open",
            sqlite_where=sa.text("finished_at is null and aside_at is null"),
            postgresql_where=sa.text("finished_at is null and aside_at is null"),
        )
        batch_op.drop_index("ix_refresher_visit_case_id")

    op.drop_table("refresher_visit")
    op.drop_table("xapi_cursor")
    op.drop_table("published_key")
    op.drop_table("certificate_signer")
    with op.batch_alter_table("certificate_return", schema=None) as batch_op:
        batch_op.drop_index("ix_certificate_return_workshop_id_account_id")

    op.drop_table("certificate_return")
    op.drop_table("certificate_series")
    op.drop_table("certificate_evidence")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_certificate_standing",
            sqlite_where=sa.text("revoked_at is null"),
            postgresql_where=sa.text("revoked_at is null"),
        )
        batch_op.drop_index("ix_certificate_account_id")
        batch_op.drop_index("ix_certificate_workshop_id")

    op.drop_table("certificate")
