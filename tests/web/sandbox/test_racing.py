"""Two looks at one instant: what fell due is played by one of them, once, and the other sees it played."""

from __future__ import annotations

import threading
from collections import Counter

from flask import Flask

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.sandbox import replay
from bimtek.workshops import pacing
from bimtek.workshops import services as workshops
from tests.conftest import WALL
from tests.factories.classes import Made, desk, signed_in
from tests.web.committing import committing

LOOKS = 6


def test_a_jump_looked_at_by_six_pages_at_once_is_played_exactly_once(app: Flask, made: Made) -> None:
    with committing():
        target = workshops.workshop(db.session(), made.workshop_id)
        for _ in range(30):
            pacing.steer_clock(db.session(), made.trainer, target, "jump", WALL)
    clients = [signed_in(app, db.session(), made.people[0]) for _ in range(LOOKS)]
    db.session.remove()
    start, answers = threading.Barrier(LOOKS), []

    def look(client: object) -> None:
        start.wait()
        answers.append(client.get("/meja?meja=all").status_code)  # type: ignore[attr-defined]

    threads = [threading.Thread(target=look, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * LOOKS
    entries = journal.entries_of(db.session(), f"sandbox/{desk(db.session(), made.people[0]).sandbox.id}")
    played = Counter(
        (entry.about, entry.data["action"], entry.sim_at) for entry in entries if entry.kind == "case_moved"
    )
    assert played
    assert set(played.values()) == {1}
    instants = [entry.sim_at for entry in entries if entry.kind == "case_moved"]
    assert instants == sorted(instants)  # type: ignore[type-var]
    assert journal.check_chains(db.session()) == []
    assert list(replay.differences(db.session())) == []
