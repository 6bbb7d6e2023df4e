"""The pages of people, in the order in which create_app connects them."""

from __future__ import annotations

from bimtek.people import account_access, account_views, views

PAGES = (views, account_access, account_views)
