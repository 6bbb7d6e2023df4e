"""A small class, ready to be joined."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.workshops.hall import NAMES, Hall, open_hall


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Six people, so that five can answer."""
    return open_hall(app, (*NAMES, "Fitri Contoh Enam"))
