"""The pages of the debrief, in the order in which create_app connects them."""

from __future__ import annotations

from types import ModuleType

from bimtek.debrief import models  # noqa: F401 -- its tables are the schema, pages or not

PAGES: tuple[ModuleType, ...] = ()
