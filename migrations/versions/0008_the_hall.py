"""The hall: agenda, sessions, attendance, hands, messages, closed steps, shoulder view, debrief, evaluation, corrections.

Revision ID: 0008
Revises: 0007
Create Date: 2026-11-26 11:00:00

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.create_index("ix_journal_entry_actor_id_scope_wall_at", ["actor_id", "scope", "wall_at"], unique=False)
    op.create_table(
        "action_plan",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("superior", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_action_plan_account_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_action_plan_workshop_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_action_plan")),
    )
    with op.batch_alter_table("action_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_plan_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("starts", sa.String(), nullable=False),
        sa.Column("ends", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("jp", sa.Double(), nullable=False),
        sa.CheckConstraint("day > 0", name=op.f("ck_agenda_item_day_positive")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_agenda_item_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index("ix_agenda_item_workshop_id", ["workshop_id"], unique=False)

    op.create_table(
        "class_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("opens_at", sa.DateTime(), nullable=False),
        sa.Column("closes_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("part in ('morning', 'afternoon')", name=op.f("ck_class_session_part_known")),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_class_session_opens_before_it_closes")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_class_session_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_session")),
        sa.UniqueConstraint("workshop_id", "held_on", "part", name=op.f("uq_class_session_workshop_id_held_on_part")),
    )
    op.create_table(
        "closed_step",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_closed_step_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "step", name=op.f("pk_closed_step")),
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("part in ('unit', 'holiday', 'deadline', 'text')", name=op.f("ck_correction_part_known")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_correction_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index("ix_correction_part_key", ["part", "key"], unique=False)

    op.create_table(
        "hall_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_hall_message_account_id")),
        sa.ForeignKeyConstraint(["sent_by"], ["account.id"], name=op.f("fk_hall_message_sent_by")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_hall_message_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hall_message")),
    )
    with op.batch_alter_table("hall_message", schema=None) as batch_op:
        batch_op.create_index("ix_hall_message_workshop_id", ["workshop_id"], unique=False)

    op.create_table(
        "hall_task",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_hall_task_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_hall_task")),
    )
    op.create_table(
        "hand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("lowered_at", sa.DateTime(), nullable=True),
        sa.Column("lowered_how", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_hand_account_id")),
        sa.ForeignKeyConstraint(["taken_by"], ["account.id"], name=op.f("fk_hand_taken_by")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_hand_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand")),
    )
    with op.batch_alter_table("hand", schema=None) as batch_op:
        batch_op.create_index("ix_hand_workshop_id_lowered_at", ["workshop_id", "lowered_at"], unique=False)
        batch_op.create_index(
            "uq_hand_up",
            ["account_id"],
            unique=True,
            sqlite_where=sa.text("lowered_at is null"),
            postgresql_where=sa.text("lowered_at is null"),
        )

    op.create_table(
        "hall_wall",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "mode in ('auto', 'task', 'mirror', 'result', 'pause')", name=op.f("ck_hall_wall_mode_known")
        ),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_hall_wall_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_hall_wall")),
    )
    op.create_table(
        "mirror",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("situation", sa.String(), nullable=False),
        sa.Column("text_a", sa.String(), nullable=False),
        sa.Column("text_b", sa.String(), nullable=False),
        sa.Column("source_a", sa.String(), nullable=False),
        sa.Column("source_b", sa.String(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("put_away_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_mirror_made_by")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_mirror_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mirror")),
    )
    with op.batch_alter_table("mirror", schema=None) as batch_op:
        batch_op.create_index("ix_mirror_workshop_id", ["workshop_id"], unique=False)

    op.create_table(
        "presence",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_presence_account_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_presence_workshop_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_presence")),
    )
    with op.batch_alter_table("presence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presence_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "shoulder",
        sa.Column("trainer_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_shoulder_account_id")),
        sa.ForeignKeyConstraint(["trainer_id"], ["account.id"], name=op.f("fk_shoulder_trainer_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_shoulder_workshop_id")),
        sa.PrimaryKeyConstraint("trainer_id", "account_id", name=op.f("pk_shoulder")),
    )
    with op.batch_alter_table("shoulder", schema=None) as batch_op:
        batch_op.create_index("ix_shoulder_account_id", ["account_id"], unique=False)

    op.create_table(
        "survey_done",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_survey_done_account_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_survey_done_workshop_id")),
        sa.PrimaryKeyConstraint("account_id", "form", name=op.f("pk_survey_done")),
    )
    with op.batch_alter_table("survey_done", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_done_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "survey_reply",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_survey_reply_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_reply")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("survey_reply", schema=None) as batch_op:
        batch_op.create_index("ix_survey_reply_workshop_id", ["workshop_id"], unique=False)

    op.create_table(
        "survey_gate",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_survey_gate_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "form", name=op.f("pk_survey_gate")),
    )
    op.create_table(
        "attendance_mark",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state in ('present', 'absent', 'excused', 'sick')", name=op.f("ck_attendance_mark_state_known")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_attendance_mark_account_id")),
        sa.ForeignKeyConstraint(["marked_by"], ["account.id"], name=op.f("fk_attendance_mark_marked_by")),
        sa.ForeignKeyConstraint(["session_id"], ["class_session.id"], name=op.f("fk_attendance_mark_session_id")),
        sa.PrimaryKeyConstraint("session_id", "account_id", name=op.f("pk_attendance_mark")),
    )
    op.create_table(
        "message_read",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_message_read_account_id")),
        sa.ForeignKeyConstraint(["message_id"], ["hall_message.id"], name=op.f("fk_message_read_message_id")),
        sa.PrimaryKeyConstraint("message_id", "account_id", name=op.f("pk_message_read")),
    )
    op.create_table(
        "mirror_vote",
        sa.Column("mirror_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("voted_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("choice in ('a', 'b', 'same')", name=op.f("ck_mirror_vote_choice_known")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mirror_vote_account_id")),
        sa.ForeignKeyConstraint(["mirror_id"], ["mirror.id"], name=op.f("fk_mirror_vote_mirror_id")),
        sa.PrimaryKeyConstraint("mirror_id", "account_id", "criterion", name=op.f("pk_mirror_vote")),
    )
    op.create_table(
        "planned_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("output", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.CheckConstraint("days in (30, 60, 90)", name=op.f("ck_planned_action_days_known")),
        sa.ForeignKeyConstraint(["account_id"], ["action_plan.account_id"], name=op.f("fk_planned_action_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_action")),
        sa.UniqueConstraint("account_id", "place", name=op.f("uq_planned_action_account_id_place")),
    )
    op.create_table(
        "follow_up",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("after_days", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("state in ('done', 'doing', 'not_yet', 'dropped')", name=op.f("ck_follow_up_state_known")),
        sa.CheckConstraint("after_days in (30, 60, 90)", name=op.f("ck_follow_up_after_known")),
        sa.ForeignKeyConstraint(["action_id"], ["planned_action.id"], name=op.f("fk_follow_up_action_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["account.id"], name=op.f("fk_follow_up_noted_by")),
        sa.PrimaryKeyConstraint("action_id", "after_days", name=op.f("pk_follow_up")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("admin", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("password_once", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(), nullable=True))
    # Whoever came first to an installation keeps it.
    op.execute("update account set admin = (1 = 1) where id = (select min(id) from account where role = 'trainer')")

    with op.batch_alter_table("facilitator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("role", sa.String(), server_default="lead", nullable=False))
        batch_op.create_check_constraint(
            op.f("ck_facilitator_role_known"), "role in ('lead', 'facilitator', 'observer')"
        )

    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_attempt_status_known"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_attempt_status_known"), "status in ('running', 'passed', 'helped', 'failed', 'reset', 'filled')"
        )

    with op.batch_alter_table("sandbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("floor_sim", sa.DateTime(), nullable=True))

    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.add_column(sa.Column("archived_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("copied_from", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("units", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("quiet_minutes", sa.Integer(), server_default="8", nullable=False))
        batch_op.add_column(sa.Column("prepared", sa.JSON(), server_default="[]", nullable=False))
        batch_op.create_foreign_key(batch_op.f("fk_workshop_copied_from"), "workshop", ["copied_from"], ["id"])

    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.add_column(sa.Column("refused_row", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("hints_open", sa.Integer(), server_default="0", nullable=False))


def downgrade():
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_entry_actor_id_scope_wall_at")
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.drop_column("hints_open")
        batch_op.drop_column("refused_row")

    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_workshop_copied_from"), type_="foreignkey")
        batch_op.drop_column("prepared")
        batch_op.drop_column("quiet_minutes")
        batch_op.drop_column("units")
        batch_op.drop_column("copied_from")
        batch_op.drop_column("archived_at")

    with op.batch_alter_table("sandbox", schema=None) as batch_op:
        batch_op.drop_column("floor_sim")

    with op.batch_alter_table("facilitator", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_facilitator_role_known"), type_="check")
        batch_op.drop_column("role")

    op.execute("update attempt set status = 'failed' where status in ('reset', 'filled')")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_attempt_status_known"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_attempt_status_known"), "status in ('running', 'passed', 'helped', 'failed')"
        )

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("closed_at")
        batch_op.drop_column("password_once")
        batch_op.drop_column("admin")

    op.drop_table("follow_up")
    op.drop_table("planned_action")
    op.drop_table("mirror_vote")
    op.drop_table("message_read")
    op.drop_table("attendance_mark")
    op.drop_table("survey_gate")
    with op.batch_alter_table("survey_reply", schema=None) as batch_op:
        batch_op.drop_index("ix_survey_reply_workshop_id")

    op.drop_table("survey_reply")
    with op.batch_alter_table("survey_done", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_done_workshop_id"))

    op.drop_table("survey_done")
    with op.batch_alter_table("shoulder", schema=None) as batch_op:
        batch_op.drop_index("ix_shoulder_account_id")

    op.drop_table("shoulder")
    with op.batch_alter_table("presence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_presence_workshop_id"))

    op.drop_table("presence")
    with op.batch_alter_table("mirror", schema=None) as batch_op:
        batch_op.drop_index("ix_mirror_workshop_id")

    op.drop_table("mirror")
    with op.batch_alter_table("hand", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_hand_up", sqlite_where=sa.text("lowered_at is null"), postgresql_where=sa.text("lowered_at is null")
        )
        batch_op.drop_index("ix_hand_workshop_id_lowered_at")

    op.drop_table("hand")
    op.drop_table("hall_wall")
    op.drop_table("hall_task")
    with op.batch_alter_table("hall_message", schema=None) as batch_op:
        batch_op.drop_index("ix_hall_message_workshop_id")

    op.drop_table("hall_message")
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_index("ix_correction_part_key")

    op.drop_table("correction")
    op.drop_table("closed_step")
    op.drop_table("class_session")
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_index("ix_agenda_item_workshop_id")

    op.drop_table("agenda_item")
    with op.batch_alter_table("action_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_plan_workshop_id"))

    op.drop_table("action_plan")
