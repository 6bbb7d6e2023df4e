"""What the copies have to say on pages."""

from __future__ import annotations

from types import ModuleType

from bimtek.copies import freshness

PAGES: tuple[ModuleType, ...] = (freshness,)
