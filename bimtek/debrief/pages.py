"""The pages of the debrief, in the order in which create_app connects them."""

from __future__ import annotations

from bimtek.debrief import mirror_views, models, voting_views  # noqa: F401 -- the tables are the schema, pages or not

PAGES = (mirror_views, voting_views)
#: What hears of each new entry.
LISTENERS = (voting_views,)
