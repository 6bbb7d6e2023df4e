"""The pages of learning and judging, in the order in which create_app connects them."""

from __future__ import annotations

from bimtek.modules import (
    catching_up_views,
    chart_views,
    compare_views,
    copying_views,
    opening,
    review_views,
    services,
    sheet_views,
    sitting_steering,
    sitting_views,
    views,
)

PAGES = (
    opening,
    views,
    sheet_views,
    chart_views,
    review_views,
    copying_views,
    sitting_views,
    compare_views,
    catching_up_views,
)
#: What hears of each new entry, in this order.
LISTENERS = (sitting_steering, services)
