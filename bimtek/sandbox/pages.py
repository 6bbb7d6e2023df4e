"""The pages of the desks, in the order in which create_app connects them: the desk itself takes the seat first."""

from __future__ import annotations

from bimtek.sandbox import (
    baruga_views,
    branch_views,
    care_views,
    correction_effects,
    drafts,
    lost_link_views,
    pacing,
    pacing_views,
    ppid_views,
    provisioning,
    surge_views,
    views,
)

PAGES = (
    views, baruga_views, ppid_views, pacing_views, surge_views, branch_views, care_views, correction_effects, lost_link_views,
)  # fmt: skip
#: What hears of each new entry, in this order.
LISTENERS = (provisioning, pacing, correction_effects, drafts)
