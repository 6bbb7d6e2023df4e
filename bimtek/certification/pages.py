"""The pages of certificates, in the order in which create_app connects them."""

from __future__ import annotations

from types import ModuleType

from bimtek.certification import batches, certificate_views, own_views, public_views, services, views

PAGES: tuple[ModuleType, ...] = (views, certificate_views, own_views, public_views)
#: What hears of each new entry.
LISTENERS = (services, batches)
