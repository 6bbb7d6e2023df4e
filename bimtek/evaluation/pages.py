"""The pages on which officers say what they think of the class and plan what comes after it, in the order in which create_app
connects them."""

from __future__ import annotations

from types import ModuleType

from bimtek.evaluation import class_views, planning, views

PAGES: tuple[ModuleType, ...] = (views, class_views)
#: What hears of each new entry.
LISTENERS = (planning,)
