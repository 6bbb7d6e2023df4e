"""The pages of the class, in the order in which create_app connects them. The tables are the schema; the door is a page of
`views`."""

from __future__ import annotations

from bimtek.workshops import correction_models, hall_models, joining_views, news_views, queue_views, views  # noqa: F401

PAGES = (views, news_views, queue_views)
