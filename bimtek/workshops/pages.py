"""The pages of the class, in the order in which create_app connects them. The tables are the schema; the door is a page of
`views`."""

from __future__ import annotations

from bimtek.workshops import (  # noqa: F401
    agenda_views,
    attendance_session_views,
    attendance_views,
    class_groups_views,
    class_trainers_views,
    class_views,
    correction_models,
    correction_unit_views,
    correction_views,
    hall_models,
    joining_views,
    news,
    news_views,
    queue_views,
    seats_views,
    steering_views,
    views,
)

PAGES = (
    views, class_views, class_groups_views, class_trainers_views, news_views, queue_views, steering_views,
    agenda_views, attendance_views, seats_views, attendance_session_views,
    correction_views, correction_unit_views,
)  # fmt: skip
#: What hears of each new entry.
LISTENERS = (news,)
