"""The pages and files that report of a person, a class, the whole training, in the order in which create_app connects them."""

from __future__ import annotations

from types import ModuleType

from bimtek.reporting import views

PAGES: tuple[ModuleType, ...] = (views,)
