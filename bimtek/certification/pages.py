"""The pages of certificates, in the order in which create_app connects them."""

from __future__ import annotations

from types import ModuleType

from bimtek.certification import certificate_views, own_views, public_views, views

PAGES: tuple[ModuleType, ...] = (views, certificate_views, own_views, public_views)
