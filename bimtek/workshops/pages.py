"""The pages of the class, in the order in which create_app connects them."""

from __future__ import annotations

from bimtek.workshops import correction_models, hall_models, views  # noqa: F401 -- the tables are the schema

PAGES = (views,)
