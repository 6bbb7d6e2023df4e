"""Corrections count for what is computed after them; what was computed before stays, and is still explained as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules import marking
from bimtek.sandbox import forms_base, provisioning, replay, report_words
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.acting import opening_deadlines
from bimtek.sandbox.correction_effects import counts_over, unit_uses
from bimtek.sandbox.models import Sandbox
from bimtek.sandbox.world import deadlines, ppid_content, unit_name
from bimtek.workshops import corrections, overlay, pacing
from bimtek.workshops import services as workshops
from bimtek.workshops.correction_models import Correction
from bimtek.workshops.domain.correction import Part
from tests.conftest import WALL
from tests.factories.classes import Made, cases_of, make_class

SOURCE = "Keputusan Bupati Nomor 1 Tahun 2026"
LATER = WALL + timedelta(minutes=5)
FREE = {"kind": "local", "name": "Hari Jadi Contoh"}


@pytest.fixture(autouse=True)
def seed_alone() -> Iterator[None]:
    """Each test begins and ends without corrections."""
    overlay.forget()
    yield
    overlay.forget()


@pytest.fixture
def made(session: Session) -> Made:
    return make_class(session, count=2, cases=8)


def _save(session: Session, made: Made, part: Part, key: str, value: dict[str, object], at: datetime = LATER) -> bool:
    saved = corrections.save(session, made.trainer, part, key, value, SOURCE, at)
    overlay.load(session)
    return saved


def test_a_free_day_moves_deadlines_counted_afterwards_and_no_stored_one(session: Session, made: Made) -> None:
    case = cases_of(session, made.people[0])[0]
    stored, received = case.verify_due, case.received_at
    assert stored is not None
    _save(session, made, Part.HOLIDAY, stored.isoformat(), FREE)
    assert deadlines().verification_due(received) > stored
    assert case.verify_due == stored
    assert sandboxes.initial_state(case).verify_due == stored
    assert list(replay.differences(session)) == []


def test_a_changed_limit_counts_for_desks_opened_afterwards_and_not_for_those_open(
    session: Session, made: Made
) -> None:
    case = cases_of(session, made.people[0])[0]
    stored = case.verify_due
    _save(session, made, Part.DEADLINE, "verification", {"days": 9})
    assert deadlines().settings.verification.days == 9
    assert deadlines().settings.verification.source == SOURCE
    assert sandboxes.initial_state(case).verify_due == stored
    other = make_class(session, count=1, cases=8, username="guru-dua", seed="lain")
    session.execute(update(Sandbox).where(Sandbox.workshop_id == other.workshop_id).values(opened_at=LATER))
    fresh = cases_of(session, other.people[0])[0]
    assert fresh.verify_due == workshops.calendar().due_date(fresh.received_at, 9)
    assert list(replay.differences(session)) == []


def test_why_a_date_is_explained_as_it_was_counted(session: Session, made: Made) -> None:
    case = cases_of(session, made.people[0])[0]
    stored = case.verify_due
    assert stored is not None
    _save(session, made, Part.HOLIDAY, stored.isoformat(), FREE)
    _save(session, made, Part.DEADLINE, "verification", {"days": 9})
    name, _start, limit, due, days, _warnings = report_words.deadlines(session, case)[0]
    assert (name, limit.days, due) == ("Verifikasi laporan", 3, stored)
    assert days[-1].date == stored


def test_a_branch_opened_after_a_correction_begins_as_its_main_desk_did(session: Session, made: Made) -> None:
    main = session.scalars(select(Sandbox).where(Sandbox.account_id == made.people[0].id)).one()
    _save(session, made, Part.DEADLINE, "verification", {"days": 9})
    branch = Sandbox(
        account_id=main.account_id, workshop_id=main.workshop_id, seed=main.seed, person=main.person, role=main.role,
        opened_at=LATER + timedelta(hours=1), branch_of=main.id, branch_case="SIM-1", branched_at=1, branched_sim=WALL,
    )  # fmt: skip
    session.add(branch)
    session.flush()
    assert opening_deadlines(session, branch.id).settings.verification.days == 3
    assert opening_deadlines(session, main.id).settings.verification.days == 3


def test_the_same_seed_makes_the_same_reports_whatever_was_corrected(session: Session, made: Made) -> None:
    before = provisioning.generator().generate("uji", 1, 8, datetime(2026, 11, 9, 8, 30))
    _save(session, made, Part.HOLIDAY, "2026-11-10", FREE)
    assert provisioning.generator().generate("uji", 1, 8, datetime(2026, 11, 9, 8, 30)) == before


def test_no_clock_runs_backwards_when_a_free_day_is_taken_back(session: Session, made: Made) -> None:
    target = workshops.workshop(session, made.workshop_id)
    pacing.steer_clock(session, made.trainer, target, "resume", WALL)
    _save(session, made, Part.HOLIDAY, "2026-11-10", FREE)
    far = LATER + timedelta(minutes=5)
    shown = workshops.sim_now(target, far)
    assert shown.date() != date(2026, 11, 10)
    corrections.give_back(session, made.trainer, Part.HOLIDAY, "2026-11-10", far)
    overlay.load(session)
    assert workshops.sim_now(target, far) >= shown


def test_a_retired_unit_is_offered_no_longer_and_old_cases_keep_its_name(session: Session, made: Made) -> None:
    unit = next(one for one in workshops.units() if one.level == "kabupaten" and not unit_uses(one.id))
    value = {"name": unit.name, "short": unit.short, "also": [], "retired": True}
    assert unit.id in {choice.value for choice in forms_base.unit_choices()}
    _save(session, made, Part.UNIT, unit.id, value)
    assert unit.id not in {choice.value for choice in forms_base.unit_choices()}
    assert unit.id not in {one.id for one in workshops.offered_units()}
    assert unit_name(unit.id) == unit.name


def test_a_renamed_unit_has_its_new_name_everywhere_and_its_id(session: Session, made: Made) -> None:
    _save(
        session, made, Part.UNIT, "dinkes", {"name": "Dinas Sehat", "short": "Dinsehat", "also": [], "retired": False}
    )
    assert unit_name("dinkes") == "Dinas Sehat"
    assert "Dinas Kesehatan" in marking.rules().offices["dinkes"].also
    assert ("dinkes", "Dinas Sehat") in {(choice.value, choice.label) for choice in forms_base.unit_choices()}


def test_a_text_is_shown_as_corrected_and_judged_by_seed(session: Session, made: Made) -> None:
    _save(session, made, Part.TEXT, "ground.a", {"explanation": "Penjelasan yang dibetulkan."})
    ground = ppid_content().ground("a")
    assert ground is not None
    assert (ground.explanation, ground.source) == ("Penjelasan yang dibetulkan.", SOURCE)
    judged = marking.rules().ppid
    assert judged is not None
    assert judged.ground("a").explanation != ground.explanation  # type: ignore[union-attr]


def test_every_change_is_a_row_and_an_entry_and_the_same_twice_is_once(session: Session, made: Made) -> None:
    assert _save(session, made, Part.DEADLINE, "verification", {"days": 4})
    assert not _save(session, made, Part.DEADLINE, "verification", {"days": 4})
    assert corrections.give_back(session, made.trainer, Part.DEADLINE, "verification", LATER)
    assert not corrections.give_back(session, made.trainer, Part.DEADLINE, "verification", LATER)
    overlay.load(session)
    assert deadlines().settings.verification.days == 3
    kinds = [
        (entry.kind, entry.data["before"], entry.data["after"]) for entry in journal.entries_of(session, "settings")
    ]
    assert kinds == [("deadline_corrected", None, {"days": 4}), ("deadline_given_back", {"days": 4}, None)]
    changes = corrections.history(session, Part.DEADLINE, "verification")
    assert [(one.value, one.who) for one in changes] == [(None, made.trainer.name), ({"days": 4}, made.trainer.name)]


def test_another_process_is_heard_of_within_two_seconds(
    session: Session, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("bimtek.workshops.overlay.time.monotonic", lambda: now[0])
    overlay.refresh(session)
    told = {
        "part": "deadline",
        "key": "verification",
        "value": {"days": 7},
        "source": SOURCE,
        "made_by": made.trainer.id,
        "made_at": LATER,
    }
    session.execute(insert(Correction), [told])
    now[0] += overlay.SECONDS / 2
    overlay.refresh(session)
    assert deadlines().settings.verification.days == 3
    now[0] += overlay.SECONDS
    overlay.refresh(session)
    assert deadlines().settings.verification.days == 7


def test_what_cannot_be_used_is_named_and_what_is_out_of_bounds_is_never_kept(session: Session, made: Made) -> None:
    assert corrections.faults(session) == []
    with pytest.raises(ValueError, match="1 sampai 120"):
        corrections.save(session, made.trainer, Part.DEADLINE, "verification", {"days": 121}, SOURCE, LATER)
    told = {
        "part": "deadline",
        "key": "gone",
        "value": {"days": 7},
        "source": SOURCE,
        "made_by": made.trainer.id,
        "made_at": LATER,
    }
    session.execute(insert(Correction), [told])
    assert len(corrections.faults(session)) == 1
    session.execute(delete(Correction))


def test_open_deadlines_counted_over_a_day_are_told(session: Session, made: Made) -> None:
    dues = [case.verify_due for person in made.people for case in cases_of(session, person)]
    last = max(due for due in dues if due)
    assert counts_over(session, last) >= 1
    assert counts_over(session, date(2030, 1, 7)) == 0
