"""Random officers at all three desks: whatever they try, no state outside the tables, no lost entry, whole chains, and a
projection that equals its replay."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.sandbox import replay, services
from bimtek.sandbox.acting import ROLE_COLUMNS, Moment
from bimtek.sandbox.domain import lifecycle_baruga, lifecycle_lapor, lifecycle_ppid
from bimtek.sandbox.domain.case import MOVED, REFUSED
from bimtek.sandbox.domain.lifecycle import DESK_ROLES, ENDED, ROLES, TABLE, Action, Desk, State
from bimtek.sandbox.models import Case
from tests.factories.arrivals import put
from tests.factories.classes import desk, make_class

LIVES = {Desk.LAPOR: lifecycle_lapor, Desk.BARUGA: lifecycle_baruga, Desk.PPID: lifecycle_ppid}
DESK_ACTS = sorted({action for (_, action), row in TABLE.items() if row.roles & set(DESK_ROLES)})
TEXT = "Terima kasih. Petugas memeriksa panel pada 10 November 2026 dan menggantinya paling lambat 20 November 2026."
#: For each datum what a form may bring: good, empty, absurd.
GIVEN: dict[str, list[Any]] = {
    "title": ["Lampu jalan padam", "", "x" * 400], "report_class": ["complaint", "information_request", "tidak ada"],
    "category": ["1398", "0"], "unit": ["dishub", "dinsos", "pln"], "text": [TEXT, "", "<script>alert(1)</script>"],
    "missing": [["place"], [], ["nama ibu"]], "message": ["Mohon sebutkan dusun dan desanya.", ""], "reason": [TEXT, "x"],
    "holder": ["pln", ""], "archive_reason": ["spam", "duplicate", "bosan"], "note": ["Selesai diganti.", ""],
    "passages": [["0840-1234-5678"], ["tidak ada di sana"], []], "passage": ["Saya juga meminta salinan anggarannya.", "x"],
    "desk": ["ppid", "lapor", "baruga"], "objection_ground": ["c", "z"], "link_kind": ["duplicate", "related", "sepupu"],
    "clear": [["identity", "content", "message"], ["identity"]], "targets": [["kabupaten", "dbmsulsel"], ["dbmsulsel"], ["bulan"]],
    "offices": [["dishub", "dlh"], []], "office": ["dishub", "dlh", "bulan"], "reported_title": ["Lampu nasional padam", ""],
    "lacking": [["address"], []], "registration": ["001/PPID/XI/2026", ""], "content": ["Daftar penerima beserta NIK", ""],
    "ground": ["h", "a", "q"], "if_opened": ["Data pribadi tersebar luas.", ""], "if_closed": ["Jumlahnya tetap terbuka.", ""],
    "period": ["30 tahun", ""], "material": ["Ringkasan APBD tahun 2026", ""], "blackened": ["NIK dihitamkan: data pribadi", ""],
    "medium": ["softcopy", "burung"], "cost": ["none", "mahal"], "refusal": ["Membukanya merugikan pemiliknya.", ""],
    "ruling": ["grant", "upheld", "entah"],
}  # fmt: skip
#: Good values but for a few: an officer wrong about everything would not come far.
FAULTS = st.dictionaries(st.sampled_from(sorted(GIVEN)), st.integers(1, 2), max_size=2)


class Officers(RuleBasedStateMachine):
    """One officer with two cases at each desk, doing anything at any time; the session is given by the test."""

    session: Session

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = self.session.begin_nested()

    @initialize()
    def sit_down(self) -> None:
        made = make_class(self.session, count=1, cases=0, username=f"guru-{id(self)}")
        self.me = made.people[0]
        self.moment = desk(self.session, self.me).moment
        self.sandbox = desk(self.session, self.me).sandbox
        for at in Desk:
            put(self.session, self.me, at)
            put(self.session, self.me, at)

    def cases(self) -> list[Case]:
        here = select(Case).where(Case.sandbox_id == self.sandbox.id, Case.received_at <= self.moment.sim)
        return list(self.session.scalars(here.order_by(Case.id)))

    def entries(self) -> list[Any]:
        return journal.entries_of(self.session, services.stream(self.sandbox))

    @rule(acts=st.lists(st.tuples(*[st.integers(0, 999)] * 3, FAULTS), min_size=4, max_size=12))
    def work(self, acts: list[tuple[int, int, int, dict[str, int]]]) -> None:
        for which, other, wish, faults in acts:
            self.act(which, other, wish, faults)

    def act(self, which: int, other: int, wish: int, faults: dict[str, int]) -> None:
        given = {name: values[min(faults.get(name, 0), len(values) - 1)] for name, values in GIVEN.items()}
        cases = self.cases()
        case = cases[which % len(cases)]
        here = Desk(case.desk)
        setattr(self.sandbox, ROLE_COLUMNS[here], ROLES[here][(wish // 7) % len(ROLES[here])].value)
        action = self.wished(case, wish)
        before = len(self.entries())
        given = {**given, "number": cases[other % len(cases)].number}
        outcome = services.act(self.session, self.me, self.sandbox, case, action, given, moment=self.moment)
        assert len(self.entries()) > before
        assert outcome.entry.kind == (MOVED if outcome.accepted else REFUSED)
        assert outcome.accepted or outcome.reason.endswith(".")

    def wished(self, case: Case, wish: int) -> Action:
        """Mostly an act the role may do here, and more often one that moves the case on than one that only marks it."""
        role = services.role_at(self.sandbox, Desk(case.desk))
        mine = [action for (state, action), row in TABLE.items() if state == case.state and role in row.roles]
        moving = [action for action in mine if TABLE[State(case.state), action].to is not None]
        acts = (moving or mine or DESK_ACTS) if wish % 3 else (mine or DESK_ACTS)
        acts = DESK_ACTS if wish % 7 == 0 else acts
        return sorted(acts)[wish % len(acts)]

    @rule(days=st.integers(0, 9), hours=st.integers(0, 5))
    def time_passes(self, days: int, hours: int) -> None:
        self.moment = Moment(self.moment.sim + timedelta(days=days, hours=hours), self.moment.wall)
        played = services.catch_up(self.session, self.sandbox, self.moment)
        assert services.catch_up(self.session, self.sandbox, self.moment) == 0
        assert played >= 0

    @invariant()
    def no_case_stands_outside_its_desks_table(self) -> None:
        for case in self.cases() if hasattr(self, "sandbox") else []:
            assert State(case.state) in LIVES[Desk(case.desk)].LABELS
            assert (State(case.state) in ENDED) == (case.ended_at is not None)

    def teardown(self) -> None:
        if hasattr(self, "sandbox"):
            numbers = [entry.number for entry in self.entries()]
            assert numbers == list(range(1, len(numbers) + 1))
            assert list(replay.differences(self.session)) == []
            assert journal.check_chains(self.session) == []
        self.savepoint.rollback()
        self.session.expire_all()


def test_random_officers_leave_nothing_that_the_journal_does_not_explain(session: Session) -> None:
    machine = type("Bound", (Officers,), {"session": session})
    quiet = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    run_state_machine_as_test(
        machine, settings=settings(max_examples=10, stateful_step_count=40, deadline=None, suppress_health_check=quiet)
    )
