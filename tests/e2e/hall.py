"""The served platform as a journey knows it: its address, its people, and the hidden truth of a report."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bench.driver import Server
from tests.bench.product import Facts


def let_days_pass(path: Path, days: int) -> None:
    """Move the class's clock before the platform is served, so that reports have arrived."""
    with closing(sqlite3.connect(path)) as connection, connection:
        (now,) = connection.execute("select clock_sim from workshop").fetchone()
        later = datetime.fromisoformat(now) + timedelta(days=days)
        connection.execute("update workshop set clock_sim = ?", (later.strftime("%Y-%m-%d %H:%M:%S.%f"),))


@dataclass(slots=True)
class Hall:
    """The served platform with its people; each journey takes a trainee of its own."""

    server: Server
    facts: Facts
    path: Path
    taken: int = 0

    @property
    def url(self) -> str:
        """The address of the hall."""
        return f"http://127.0.0.1:{self.server.port}"

    def next_trainee(self) -> tuple[str, int]:
        """(card code, account) of somebody no journey has used."""
        self.taken += 1
        who = self.facts.trainees[self.taken]
        return who.code, who.account_id

    def ask(self, question: str, *given: object) -> list[tuple[Any, ...]]:
        """Look into the database, read-only."""
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as connection:
            return connection.execute(question, given).fetchall()

    def truth(self, account: int, number: str) -> dict[str, Any]:
        """What a report hides from the trainee: its right class, category, owner, secrets and a model reply."""
        found = self.ask(
            'select c.truth from "case" c join sandbox s on s.id = c.sandbox_id where s.account_id = ? and c.number = ?',
            account,
            number,
        )
        return dict(json.loads(found[0][0]))

    def entries(self, account: int, number: str, action: str) -> int:
        """How often an act on a report was accepted, as the journal says."""
        rows = self.ask(
            "select j.data from journal_entry j join sandbox s on j.stream = 'sandbox/' || s.id"
            " join \"case\" c on c.sandbox_id = s.id and j.about = 'case/' || c.id"
            " where s.account_id = ? and c.number = ? and j.kind = 'case_moved'",
            account,
            number,
        )
        return sum(json.loads(data)["action"] == action for (data,) in rows)

    def arrived(self, account: int, **truth: str) -> list[str]:
        """Numbers of a person's unverified reports that have arrived, narrowed by their hidden truth, oldest first."""
        return self.waiting(account, "unverified", **truth)

    def waiting(self, account: int, state: str, **truth: str) -> list[str]:
        """Numbers of a person's cases that stand in a state and have arrived, oldest first. None that a notice of care
        stands before: who holds such a one early depends on whose turn it is, so on the order of the journeys."""
        rows = self.ask(
            'select c.number, c.truth from "case" c join sandbox s on s.id = c.sandbox_id join workshop w on w.id = s.workshop_id'
            " where s.account_id = ? and c.state = ? and c.received_at <= w.clock_sim order by c.received_at",
            account,
            state,
        )
        told = [(number, json.loads(data)) for number, data in rows]
        return [
            number
            for number, it in told
            if truth.items() <= it.items() and not it.get("care") and not it.get("sensitive")
        ]
