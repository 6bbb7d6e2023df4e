"""The law's day counts at the PPID desk, followed from the receipt of a request to its dispute (domain-ppid A.6, A.7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.case import CaseState
from bimtek.sandbox.domain.commands import Command, Moved, Refused, World
from bimtek.sandbox.domain.deadlines import load_deadlines
from bimtek.sandbox.domain.decision import decide
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role, State
from bimtek.sandbox.domain.openings import SILENCE, first_state
from bimtek.workshops.domain.calendar import load_calendar

CLOCKS = load_deadlines(SEED_DIR / "deadlines.toml", load_calendar(SEED_DIR / "calendar.toml"))
WORLD = World(CLOCKS, {"1": "Kategori"}, {"dinsos": "Dinas Sosial"})
RECEIVED = datetime(2026, 8, 10, 9, 0)
OFFICER, PPID, SUPERIOR = Role.DESK_OFFICER, Role.INFORMATION_OFFICER, Role.SUPERIOR
GIVEN: dict[str, Any] = {
    "registration": "001/PPID/VIII/2026", "unit": "dinsos", "reason": "Dokumen masih dihimpun dari dua bidang.", "ground": "h",
    "content": "Daftar penerima beserta NIK.", "if_opened": "Data pribadi tersebar luas.", "if_closed": "Jumlahnya tetap terbuka.",
    "period": "Selama berlaku", "refusal": "Data pribadi orang lain.", "text": "Permohonan Bapak/Ibu kami jawab.",
    "material": "Ringkasan APBD tahun 2026", "medium": "softcopy", "cost": "none", "objection_ground": "a", "ruling": "upheld",
    "holder": "bps", "note": "Diserahkan.", "lacking": ["address"], "message": "Mohon lengkapi alamat Bapak/Ibu.",
}  # fmt: skip


def received(at: datetime = RECEIVED) -> CaseState:
    return first_state(Desk.PPID, "", "", at, 0, CLOCKS)


def do(case: CaseState, action: Action, role: Role, at: datetime, **given: Any) -> Moved | Refused:
    return decide(case, Command(action, role, {**GIVEN, **given}), at, WORLD)


def after(case: CaseState, action: Action, role: Role, at: datetime, **given: Any) -> CaseState:
    answer = do(case, action, role, at, **given)
    assert isinstance(answer, Moved), answer
    return replace(case, **answer.sets)


def in_hand(at: datetime = RECEIVED) -> CaseState:
    registered = after(received(at), Action.REGISTER, OFFICER, at)
    return after(registered, Action.ASSIGN, PPID, at)


def refused_request() -> CaseState:
    tested = after(in_hand(), Action.TEST_HARM, PPID, RECEIVED)
    return after(tested, Action.REFUSE, PPID, RECEIVED)


def at_closing(day: date) -> datetime:
    return CLOCKS.calendar.closing(day)


@pytest.mark.parametrize(
    ("day", "ten", "seventeen", "fourteen", "thirty"),
    [
        ("2026-01-05", "2026-01-20", "2026-01-29", "2026-01-26", "2026-02-19"),
        ("2026-03-10", "2026-03-31", "2026-04-10", "2026-04-07", "2026-04-29"),
        ("2026-05-11", "2026-05-29", "2026-06-10", "2026-06-05", "2026-06-30"),
        ("2026-08-10", "2026-08-26", "2026-09-04", "2026-09-01", "2026-09-23"),
    ],
)
def test_each_limit_of_the_flow_falls_on_the_day_worked_out_by_hand(
    day: str, ten: str, seventeen: str, fourteen: str, thirty: str
) -> None:
    at = datetime.combine(date.fromisoformat(day), time(9))
    request = in_hand(at)
    assert request.due == ("request", date.fromisoformat(ten))
    assert after(request, Action.EXTEND, PPID, at).first_due == date.fromisoformat(seventeen)
    not_held = after(request, Action.DECLARE_NOT_HELD, PPID, at)
    assert not_held.system_at == at_closing(date.fromisoformat(thirty))
    objected = after(not_held, Action.OBJECT, Role.REPORTER, at)
    assert objected.due == ("objection", date.fromisoformat(thirty))
    answered = after(after(objected, Action.REGISTER_OBJECTION, OFFICER, at), Action.ANSWER_OBJECTION, SUPERIOR, at)
    assert answered.system_at == at_closing(date.fromisoformat(fourteen))


def test_a_request_received_after_closing_counts_from_the_next_working_day() -> None:
    assert received(datetime(2026, 8, 7, 17, 0)).first_due == received(RECEIVED).first_due


def test_the_ten_days_of_an_incomplete_request_begin_when_it_is_complete() -> None:
    asked = after(received(), Action.ASK_COMPLETION, OFFICER, RECEIVED)
    assert asked.due is None
    completed = after(asked, Action.COMPLETE, Role.REPORTER, datetime(2026, 8, 12, 10, 0))
    assert completed.first_due == CLOCKS.request_due("answer", datetime(2026, 8, 12, 10, 0))


def test_what_is_never_completed_is_closed_after_its_limit_and_not_before() -> None:
    asked = after(received(), Action.ASK_COMPLETION, OFFICER, RECEIVED)
    assert asked.system_at == at_closing(date(2026, 8, 13))
    assert isinstance(do(asked, Action.LAPSE, Role.SYSTEM, asked.system_at - timedelta(minutes=1)), Refused)
    assert after(asked, Action.LAPSE, Role.SYSTEM, asked.system_at).state == State.REQUEST_LAPSED


def test_the_time_is_extended_only_once() -> None:
    extended = after(in_hand(), Action.EXTEND, PPID, RECEIVED)
    tested = after(extended, Action.TEST_HARM, PPID, RECEIVED)
    again = do(tested, Action.EXTEND, PPID, RECEIVED)
    assert isinstance(again, Refused)
    assert again.code == "not_extended"


def test_an_extension_comes_before_the_tenth_day_is_over() -> None:
    last = at_closing(date(2026, 8, 26))
    assert isinstance(do(in_hand(), Action.EXTEND, PPID, last), Moved)
    late = do(in_hand(), Action.EXTEND, PPID, last + timedelta(minutes=1))
    assert isinstance(late, Refused)
    assert late.code == "answer_in_time"


@pytest.mark.parametrize("action", [Action.REFUSE, Action.GRANT_PARTLY])
def test_nothing_is_closed_without_a_harm_test(action: Action) -> None:
    answer = do(in_hand(), action, PPID, RECEIVED, blackened="NIK dan alamat dihitamkan.")
    assert isinstance(answer, Refused)
    assert answer.code == "tested"


def test_an_applicant_who_hears_nothing_objects_to_the_silence_and_not_before_the_tenth_day_is_over() -> None:
    request = in_hand()
    due = at_closing(date(2026, 8, 26))
    assert isinstance(do(request, Action.OBJECT, Role.REPORTER, due, objection_ground=SILENCE), Refused)
    assert (received().event_kind, received().event_ground) == (Action.OBJECT.value, SILENCE)
    assert received().event_at is not None
    assert received().event_at > due
    objected = after(request, Action.OBJECT, Role.REPORTER, due + timedelta(days=1), objection_ground=SILENCE)
    assert (objected.state, objected.objection_ground) == (State.OBJECTION_FILED, SILENCE)


def test_registering_an_objection_does_not_begin_its_thirty_days_anew() -> None:
    filed = after(refused_request(), Action.OBJECT, Role.REPORTER, RECEIVED)
    registered = after(filed, Action.REGISTER_OBJECTION, OFFICER, datetime(2026, 8, 20, 9, 0))
    assert registered.due == filed.due
    assert registered.system_at == filed.system_at


def test_an_objection_nobody_answers_lapses_after_thirty_days_and_opens_the_way_to_dispute_for_fourteen() -> None:
    filed = after(refused_request(), Action.OBJECT, Role.REPORTER, RECEIVED)
    end = at_closing(date(2026, 9, 23))
    assert isinstance(do(filed, Action.OBJECTION_LAPSE, Role.SYSTEM, end - timedelta(minutes=1)), Refused)
    lapsed = after(filed, Action.OBJECTION_LAPSE, Role.SYSTEM, end)
    assert lapsed.state == State.OBJECTION_UNANSWERED
    assert lapsed.system_at == CLOCKS.request_end("dispute_window", end)
    disputed = after(lapsed, Action.GO_TO_DISPUTE, Role.REPORTER, end + timedelta(days=1))
    assert disputed.state == State.DISPUTE


def test_without_a_dispute_in_fourteen_days_the_request_is_done_and_no_dispute_is_taken_any_more() -> None:
    filed = after(refused_request(), Action.OBJECT, Role.REPORTER, RECEIVED)
    lapsed = after(filed, Action.OBJECTION_LAPSE, Role.SYSTEM, at_closing(date(2026, 9, 23)))
    assert lapsed.system_at is not None
    done = after(lapsed, Action.END_WINDOW, Role.SYSTEM, lapsed.system_at)
    assert done.state == State.REQUEST_DONE
    assert isinstance(do(done, Action.GO_TO_DISPUTE, Role.REPORTER, lapsed.system_at), Refused)


def test_a_dispute_goes_to_its_hearing_and_its_ruling_by_itself() -> None:
    objected = after(refused_request(), Action.OBJECT, Role.REPORTER, RECEIVED)
    answered = after(
        after(objected, Action.REGISTER_OBJECTION, OFFICER, RECEIVED), Action.ANSWER_OBJECTION, SUPERIOR, RECEIVED
    )
    case = after(answered, Action.GO_TO_DISPUTE, Role.REPORTER, RECEIVED)
    for action, state in ((Action.HEAR, State.HEARING), (Action.RULE, State.RULED)):
        assert case.system_at is not None
        case = after(case, action, Role.SYSTEM, case.system_at)
        assert case.state == state


def test_an_upheld_refusal_gives_nothing_and_a_granted_objection_is_handed_over() -> None:
    objected = after(refused_request(), Action.OBJECT, Role.REPORTER, RECEIVED)
    registered = after(objected, Action.REGISTER_OBJECTION, OFFICER, RECEIVED)
    upheld = after(registered, Action.ANSWER_OBJECTION, SUPERIOR, RECEIVED)
    assert isinstance(do(upheld, Action.HAND_OVER, OFFICER, RECEIVED), Refused)
    granted = after(registered, Action.ANSWER_OBJECTION, SUPERIOR, RECEIVED, ruling="grant")
    assert after(granted, Action.HAND_OVER, OFFICER, RECEIVED).state == State.HANDED_OVER
