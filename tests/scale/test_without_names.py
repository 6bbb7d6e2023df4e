"""What is stored of a questionnaire does not lead to who gave which answer: not by order, not by numbers, not by who wrote when."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bimtek.evaluation import services
from bimtek.workshops import services as workshops
from tests.scale.conftest import Platform

pytestmark = pytest.mark.slow
FORM = services.content().form_of(services.FINAL)
assert FORM is not None
GIVEN = {one.key: "4" for one in FORM.statements}


def _rows(session: Session) -> list[dict[str, Any]]:
    """The answers as the files hold them: in the order of their places, with the transaction that wrote each."""
    on_postgresql = session.connection().dialect.name == "postgresql"
    where = "xmin::text as wrote, ctid" if on_postgresql else "'' as wrote"
    order = " order by ctid" if on_postgresql else ""  # SQLite hands over a table without ROWID as it lies
    query = text(f"select id, cast(answers as text) as answers, given_on, {where} from survey_reply{order}")  # noqa: S608
    return [dict(row) for row in session.execute(query).mappings()]


def test_answers_lie_in_the_order_of_numbers_drawn_anew_by_whoever_answered_last(platform: Platform) -> None:
    made, wall = platform.classes[0], datetime.now(UTC).replace(tzinfo=None)
    with platform.writing() as session:
        target = workshops.workshop(session, made.workshop_id)
        services.set_open(session, made.trainer, target, services.FINAL, True, wall)
    seen: list[list[dict[str, Any]]] = []
    for place, person in enumerate(made.people[:5]):
        device = platform.browser(person.id, place % 4)
        page = device.get("/kuesioner/akhir")
        assert device.post("/kuesioner/akhir", {**GIVEN, "best": f"jawaban {place}"}, page)[0] == 302
        with platform.looking() as session:
            seen.append(_rows(session))

    last = seen[-1]
    assert {f"jawaban {place}" in str([row["answers"] for row in last]) for place in range(5)} == {True}
    assert [row["id"] for row in last] == sorted(row["id"] for row in last)
    assert len({row["wrote"] for row in last}) == 1  # one transaction wrote all: that of whoever answered last
    ids = [{row["id"] for row in rows} for rows in seen]
    assert [len(one) for one in ids] == [1, 2, 3, 4, 5]
    assert all(not one & other for one, other in pairwise(ids))  # drawn anew each time
    with platform.looking() as session:
        if session.connection().dialect.name == "postgresql":
            wrote = session.scalars(text("select distinct xmin::text from survey_done")).all()
            assert len(wrote) == 5  # who gave one, on the other hand, was written by five
            options = session.scalar(text("select reloptions::text from pg_class where relname = 'survey_reply'"))
            assert "autovacuum_vacuum_threshold=1" in str(options)
