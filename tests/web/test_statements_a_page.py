"""How much a trainee's page asks of the database: each statement costs what a tenth of the whole floor costs, so that a page that
begins to ask more says so here. The bounds are what is asked now; they may fall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from bimtek.extensions import db, writing
from bimtek.workshops import news
from bimtek.workshops.class_row import class_row
from tests.web.workshops.hall import Browser, Hall, open_hall


@contextmanager
def _asked() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(*given: Any) -> None:
        seen.append(" ".join(given[2].split()))

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def hall(app: Flask) -> Hall:
    return open_hall(app)


@pytest.fixture
def trainee(hall: Hall) -> Browser:
    browser = hall.sit_down(hall.seats()[0])
    browser.get("/beranda")
    return browser


#: Page, statements when the hall's other pages asked a moment ago, and when nobody did.
BOUNDS = [("/beranda", 18, 31), ("/meja?group=all", 9, 15), ("report", 13, 20)]


@pytest.mark.parametrize(("page", "warm", "cold"), BOUNDS)
def test_a_page_asks_no_more_statements_than_it_did(
    hall: Hall, trainee: Browser, page: str, warm: int, cold: int
) -> None:
    if page == "report":
        numbers = re.findall(r"/meja/laporan/(SIM-[0-9D]+)", trainee.get("/meja?group=all").text)
        page = f"/meja/laporan/{numbers[0]}"
    trainee.get(page)
    news.forget()
    with _asked() as first:
        assert trainee.get(page).status_code == 200
    with _asked() as second:
        assert trainee.get(page).status_code == 200
    assert len(first) <= cold, first
    assert len(second) <= warm, second


def test_the_values_of_the_class_and_its_row_are_asked_for_once_a_page(trainee: Browser) -> None:
    news.forget()
    with _asked() as seen:
        trainee.get("/beranda")
    asked = [statement for statement in seen if "FROM workshop" in statement]
    assert len(asked) == len(set(asked)) == 2


def test_one_who_writes_reads_anew_each_time(session: Session, hall: Hall) -> None:
    assert class_row(session, hall.class_id) == class_row(session, hall.class_id)
    with _asked() as seen:
        class_row(session, hall.class_id)
        class_row(session, hall.class_id)
    assert len(seen) == 2


def test_what_was_read_once_is_forgotten_with_its_transaction(hall: Hall) -> None:
    token = writing.set(False)
    reading = db.session()
    with _asked() as seen:
        class_row(reading, hall.class_id)
        class_row(reading, hall.class_id)
        reading.rollback()
        class_row(reading, hall.class_id)
    writing.reset(token)
    assert sum("FROM workshop" in statement for statement in seen) == 2
