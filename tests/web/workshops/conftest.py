"""A small class, ready to be joined."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.workshops.hall import Hall, open_hall


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Five people, one trainer, one report on each desk."""
    return open_hall(app)
