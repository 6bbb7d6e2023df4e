"""The pages on which officers say what they think of the class and plan what comes after it, in the order in which create_app connects them."""

from __future__ import annotations

from types import ModuleType

from bimtek.evaluation import models  # noqa: F401 -- its tables are the schema, pages or not

PAGES: tuple[ModuleType, ...] = ()
