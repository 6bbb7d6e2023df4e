"""The hall's pages, in the order in which create_app connects them."""

from __future__ import annotations

from bimtek.classroom import board_views, shoulder_views, views, wall_views

PAGES = (board_views, views, shoulder_views, wall_views)
#: What hears of each new entry.
LISTENERS = (board_views, shoulder_views)
