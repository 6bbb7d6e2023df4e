"""A hall of five and their trainer."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.workshops.hall import Browser, Hall, open_hall


@pytest.fixture
def hall(app: Flask) -> Hall:
    return open_hall(app)


@pytest.fixture
def trainer(hall: Hall) -> Browser:
    return hall.trainer()
