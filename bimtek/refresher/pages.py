"""The pages of refreshers, in the order in which create_app connects them."""

from __future__ import annotations

from types import ModuleType

from bimtek.refresher import class_views, door_views, services, views, visiting

PAGES: tuple[ModuleType, ...] = (views, door_views, class_views)
#: What hears of each new entry; after the judges of modules.
LISTENERS = (visiting, services)
