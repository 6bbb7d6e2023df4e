"""Several trainers sign at once: one range of numbers without gaps, nobody twice."""

from __future__ import annotations

import re
import threading

from flask import Flask
from sqlalchemy import text

from bimtek.certification import services, verifying
from bimtek.certification.domain.statement import PASSED
from bimtek.extensions import db
from bimtek.journal import services as journal
from tests.factories.classes import make_class, signed_in
from tests.factories.records import AFTER, attend, complete, plan_days
from tests.web.committing import committing

PEOPLE, TRAINERS = 8, 4


def test_numbers_have_no_gap_and_nobody_two_when_four_sign_at_once(app: Flask) -> None:
    app.extensions["test_wall"] = AFTER
    with committing():
        session = db.session()
        made = make_class(session, count=PEOPLE)
        plan_days(session, made)
        attend(session, made, made.people)
        for person in made.people:
            complete(session, made, person)
    at = f"/kelas/{made.workshop_id}/sertifikat"
    clients = [signed_in(app, db.session(), made.trainer) for _ in range(TRAINERS)]
    for client in clients:
        client.get(at)
    db.session.remove()
    start, answers = threading.Barrier(TRAINERS), []

    def sign(number: int) -> None:
        """Two people of one's own, the neighbour's two as well, and everybody in the end."""
        client = clients[number]
        start.wait()
        for place in range(number * 2, number * 2 + 4):
            wanted = {"orang": str(made.people[place % PEOPLE].id), "jenis": PASSED}
            answers.append(client.post(f"{at}/sahkan", data=wanted).status_code)
        answers.append(client.post(f"{at}/sahkan", data={}).status_code)

    threads = [threading.Thread(target=sign, args=(number,)) for number in range(TRAINERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) == {302}
    rows = services.of_class(db.session(), made.workshop_id)
    assert [row.serial for row in rows] == list(range(1, PEOPLE + 1))
    assert sorted(row.account_id for row in rows) == sorted(person.id for person in made.people)
    assert [faults for _row, faults in verifying.check_all(db.session()) if faults] == []
    assert journal.check_chains(db.session()) == []
    assert db.session.scalar(text("select last from certificate_series")) == PEOPLE
    assert all(re.fullmatch(r"B-2026-\d{4}", row.number) for row in rows)
