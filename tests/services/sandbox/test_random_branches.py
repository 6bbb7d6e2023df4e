"""Random officers who go back: whatever they try in a branch, the first run keeps its last hash, and both worlds are sound."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.sandbox import branching, services
from bimtek.sandbox.models import Case, Sandbox
from tests.factories.branches import last_hash
from tests.factories.classes import desk
from tests.services.sandbox.test_random_officers import Officers


class Rewinders(Officers):
    """An officer who, once something was done, goes back to any own act of any case and on from there."""

    main: Sandbox | None = None
    first_run: Any = None

    def seen(self) -> Any:
        """Everything of the main sandbox that a branch must leave alone."""
        assert self.main is not None
        self.session.flush()
        rows = self.session.execute(select(Case.__table__).where(Case.sandbox_id == self.main.id)).all()
        return last_hash(self.session, self.main), [tuple(row) for row in rows]

    @rule(which=st.integers(0, 99), where=st.integers(0, 99))
    def goes_back(self, which: int, where: int) -> None:
        main = services.main_sandbox_of(self.session, self.me.id)
        assert main is not None
        there = list(self.session.scalars(select(Case).where(Case.sandbox_id == main.id).order_by(Case.id)))
        case = there[which % len(there)]
        points = branching.points_of(self.session, case)
        if not points:
            return
        self.main = main
        self.first_run = self.first_run or self.seen()
        act = points[where % len(points)].act
        branch = branching.open_branch(self.session, self.me, main, case, act, self.moment)
        assert isinstance(branch, Sandbox)
        self.sandbox, self.moment = branch, desk(self.session, self.me).moment

    def teardown(self) -> None:
        if self.first_run is not None:
            assert self.seen() == self.first_run
        super().teardown()


def test_random_officers_in_branches_change_nothing_of_the_first_run(session: Session) -> None:
    machine = type("Bound", (Rewinders,), {"session": session})
    quiet = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    run_state_machine_as_test(
        machine, settings=settings(max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=quiet)
    )
