"""Every state x action x role, decided by the one table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bimtek.sandbox.domain.case import CaseState, fold, label, sight, to_json, visible_to
from bimtek.sandbox.domain.decision import Command, Moved, Refused, World, decide
from bimtek.sandbox.domain.lifecycle import (
    ACTION_LABELS,
    ACTION_SENTENCES,
    DESK_GROUPS,
    ENDED,
    LABELS,
    TABLE,
    Action,
    Desk,
    Role,
    State,
    actions_from,
)

NOW = datetime(2026, 11, 11, 10, 40)


class FixedClocks:
    """Deadlines as plain day counts: the calendar has tests of its own."""

    def verification_due(self, received: datetime) -> date:
        return received.date() + timedelta(days=3)

    def first_follow_up_due(self, disposed: datetime) -> date:
        return disposed.date() + timedelta(days=5)

    def completion_due(self, verified: datetime, report_class: str) -> date:
        return verified.date() + timedelta(days={"complaint": 14, "supervised_complaint": 60}.get(report_class, 5))

    def auto_close_at(self, followed_up: datetime) -> datetime:
        return followed_up + timedelta(days=10)

    def expiry_at(self, deferred: datetime) -> datetime:
        return deferred + timedelta(days=14)

    def shifted_due(self, due: date, paused_from: datetime, paused_until: datetime) -> date:
        return due + (paused_until.date() - paused_from.date())

    def is_late(self, due: date, at: datetime) -> bool:
        return at.date() > due

    def request_due(self, limit: str, since: datetime) -> date:
        return since.date() + timedelta(days={"check": 3, "answer": 10}.get(limit, 30))

    def request_end(self, limit: str, since: datetime) -> datetime:
        return datetime.combine(self.request_due(limit, since), datetime.min.time()) + timedelta(hours=16)

    def extended(self, due: date) -> date:
        return due + timedelta(days=7)


WORLD = World(
    FixedClocks(),
    {"1398": "Penerangan Jalan"},
    {"dishub": "Dinas Perhubungan", "dinsos": "Dinas Sosial"},
    {"dbmsulsel": "Dinas Bina Marga Provinsi"},
)
GOOD = {
    "title": "Lampu jalan padam",
    "report_class": "complaint",
    "category": "1398",
    "unit": "dishub",
    "text": "Terima kasih, panel diganti 20 November.",
    "missing": ["place"],
    "message": "Mohon sebutkan nama dusun dan desa.",
    "reason": "Jalan ini ruas nasional, bukan kabupaten.",
    "holder": "pln",
    "archive_reason": "spam",
    "note": "Selesai diganti.",
    "rating": 4,
    "passages": ["0840 1234"],
    "number": "SIM-1000002",
    "link_kind": "duplicate",
    "passage": "Saya juga meminta salinan anggaran jalan itu.",
    "desk": "ppid",
    "objection_ground": "c",
    "clear": ["identity", "content", "message"],
    "targets": ["kabupaten", "dbmsulsel"],
    "offices": ["dishub"],
    "office": "dishub",
    "reported_title": "Lampu jalan nasional padam",
    "lacking": ["address"],
    "registration": "001/PPID/XI/2026",
    "content": "Daftar penerima bantuan beserta NIK",
    "ground": "h",
    "if_opened": "Data pribadi penerima tersebar.",
    "if_closed": "Warga tetap dapat melihat jumlahnya.",
    "period": "30 tahun",
    "material": "Ringkasan APBD tahun 2026",
    "blackened": "NIK dan alamat dihitamkan: data pribadi.",
    "medium": "softcopy",
    "cost": "none",
    "refusal": "Membuka data itu merugikan pemiliknya.",
    "ruling": "grant",
}
#: What the acts that loosen something find: these inputs are barred where nothing was linked or masked before.
LINKED = ("duplicate:SIM-1000009",)


def report(state: State) -> CaseState:
    """A report in a state, as the table could have brought it there."""
    made = CaseState(state=state, title="Lampu padam", report_class="complaint", verify_due=date(2026, 11, 12))
    made = replace(made, masks=("0840 1234",), links=LINKED, targets=("kabupaten", "dishub"), acted=("dishub",))
    if state not in {State.UNVERIFIED, State.BLOCKED, State.RETURNED}:
        made = replace(made, unit="dinsos", substantive=True)
    if made.desk != Desk.LAPOR:
        made = replace(made, event_at=NOW, ground="h", decision="grant", first_due=date(2026, 11, 20))
    if made.desk == Desk.LAPOR and state not in ENDED:
        made = replace(made, event_at=NOW)
    if state == State.AWAITING_COMPLETION:
        made = replace(made, held_from=State.UNVERIFIED, deferred_at=NOW, event_at=NOW, event_kind="expire")
    if state == State.FOLLOWED_UP:
        made = replace(made, event_at=NOW, event_kind="auto_close")
    return made


@pytest.mark.parametrize("state", State)
def test_each_act_is_accepted_exactly_where_the_table_has_a_row_for_the_role(state: State) -> None:
    for action, role in product(Action, Role):
        loosened = {"number": "SIM-1000009"} if action == Action.UNLINK else {}
        case, row = report(state), TABLE.get((state, action))
        if row is not None and "answer_overdue" in row.guards:
            case = replace(case, first_due=date(2026, 11, 10))
        answer = decide(case, Command(action, role, {**GOOD, **loosened}), NOW, WORLD)
        if row is not None and role in row.roles:
            assert isinstance(answer, Moved), (action, role)
            if row.to is not None and row.to != "back":
                assert answer.sets["state"] == row.to
        else:
            assert isinstance(answer, Refused), (action, role)
            assert answer.reason.endswith(".")


@pytest.mark.parametrize("state", sorted(ENDED))
def test_an_ended_case_takes_no_act_but_links_and_support(state: State) -> None:
    for role in Role:
        assert set(actions_from(state, role)) <= {Action.LINK, Action.UNLINK, Action.SUPPORT}


@pytest.mark.parametrize(("key", "name"), [(key, name) for key, row in TABLE.items() for name in row.needs])
def test_each_missing_datum_is_refused_beside_its_own_field(key: tuple[State, Action], name: str) -> None:
    state, action = key
    role = next(iter(TABLE[key].roles))
    without = {field: value for field, value in GOOD.items() if field != name}
    answer = decide(report(state), Command(action, role, without), NOW, WORLD)
    assert isinstance(answer, Refused)
    assert (answer.code, answer.field) == ("data", name)


def test_closing_without_a_substantive_answer_is_refused_with_the_reason() -> None:
    hollow = replace(report(State.FOLLOWED_UP), substantive=False)
    answer = decide(hollow, Command(Action.CLOSE, Role.AGENCY_ADMIN, GOOD), NOW, WORLD)
    assert isinstance(answer, Refused)
    assert "belum ada jawaban yang berisi" in answer.reason


def test_a_report_does_not_close_by_itself_before_its_time() -> None:
    early = replace(report(State.FOLLOWED_UP), event_at=NOW + timedelta(seconds=1))
    assert isinstance(decide(early, Command(Action.AUTO_CLOSE, Role.SYSTEM, {}), NOW, WORLD), Refused)


def test_redisposing_to_the_same_unit_is_refused() -> None:
    answer = decide(
        report(State.DISPOSED), Command(Action.REDISPOSE, Role.AGENCY_ADMIN, {**GOOD, "unit": "dinsos"}), NOW, WORLD
    )
    assert isinstance(answer, Refused)


def test_verification_starts_the_first_follow_up_and_the_class_limit() -> None:
    answer = decide(report(State.UNVERIFIED), Command(Action.VERIFY, Role.AGENCY_ADMIN, GOOD), NOW, WORLD)
    assert isinstance(answer, Moved)
    assert answer.sets["first_due"] == date(2026, 11, 16)
    assert answer.sets["completion_due"] == date(2026, 11, 25)


def test_a_returned_disposition_keeps_the_class_limit_running() -> None:
    known = replace(report(State.UNVERIFIED), completion_due=date(2026, 11, 20))
    answer = decide(known, Command(Action.VERIFY, Role.AGENCY_ADMIN, GOOD), NOW, WORLD)
    assert isinstance(answer, Moved)
    assert answer.sets["completion_due"] == date(2026, 11, 20)


def test_waiting_for_the_reporter_moves_every_deadline_on() -> None:
    waiting = replace(
        report(State.AWAITING_COMPLETION), deferred_at=NOW - timedelta(days=2), verify_due=date(2026, 11, 12)
    )
    answer = decide(waiting, Command(Action.COMPLETE, Role.REPORTER, GOOD), NOW, WORLD)
    assert isinstance(answer, Moved)
    assert answer.sets["state"] == State.UNVERIFIED
    assert answer.sets["verify_due"] == date(2026, 11, 14)


def test_an_anonymous_reporter_has_no_name_for_the_unit_and_a_secret_report_no_text_for_the_public() -> None:
    assert sight(Role.LIAISON, anonymous=True, secret=False).name is False
    assert sight(Role.LIAISON, anonymous=True, secret=True).text is True
    assert sight(None, anonymous=False, secret=True).text is False
    assert sight(None, anonymous=True, secret=False).name is False
    assert sight(Role.AGENCY_ADMIN, anonymous=True, secret=True).identity is True
    assert sight(Role.LIAISON, anonymous=False, secret=False).identity is False


def test_a_liaison_sees_only_what_was_disposed() -> None:
    assert not visible_to(report(State.UNVERIFIED), Role.LIAISON)
    assert visible_to(report(State.DISPOSED), Role.LIAISON)
    assert visible_to(report(State.UNVERIFIED), Role.AGENCY_ADMIN)


def test_every_state_and_action_has_words_and_every_state_one_group() -> None:
    assert set(LABELS) == set(State)
    assert set(ACTION_LABELS) == set(ACTION_SENTENCES) == set(Action)
    grouped = [state for groups in DESK_GROUPS.values() for _title, states in groups.values() for state in states]
    assert sorted(grouped) == sorted(State)


def test_the_disposed_label_names_its_unit() -> None:
    assert label(State.DISPOSED, "Dinas Perhubungan") == "Terdisposisi ke Dinas Perhubungan"


ACTS = st.tuples(st.sampled_from(Action), st.sampled_from(Role), st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTS, max_size=25))
def test_any_sequence_of_acts_can_be_rebuilt_from_what_was_recorded(acts: list[tuple[Action, Role, bool]]) -> None:
    initial = report(State.UNVERIFIED)
    state, recorded = initial, []
    for number, (action, role, other) in enumerate(acts, start=1):
        command = Command(action, role, {**GOOD, "unit": "dinsos" if other else "dishub"})
        answer = decide(state, command, NOW, WORLD)
        data = {"sets": to_json(answer.sets)} if isinstance(answer, Moved) else {}
        recorded.append((number, data))
        state = fold(state, [(number, data)])
        assert (state.state in ENDED) == (state.ended_at is not None)
        assert state.state != State.DISPOSED or state.unit is not None
        assert state.state != State.AWAITING_COMPLETION or state.event_at is not None
    assert fold(initial, recorded) == state
