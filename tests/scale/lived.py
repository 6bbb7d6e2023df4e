"""A class that was lived in, for moving it: something of everything a class can hold."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image
from sqlalchemy.orm import Session

from bimtek.debrief import services as mirrors
from bimtek.debrief import voting
from bimtek.debrief.domain.mirror import Wanted
from bimtek.evaluation import planning
from bimtek.evaluation import services as surveys
from bimtek.evaluation.domain.plans import Action as Planned
from bimtek.people.domain import Person
from bimtek.refresher import services as refreshers
from bimtek.refresher import visiting
from bimtek.sandbox import pictures, services
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role
from bimtek.sandbox.domain.pictures import Picture
from bimtek.sandbox.services import Case
from bimtek.workshops.services import Workshop
from tests.conftest import WALL
from tests.factories import branches
from tests.factories.arrivals import put
from tests.factories.classes import Made, cases_of, desk, everything_arrived, make_class

#: After the class: plans are noted, refreshers come.
LATER = WALL + timedelta(days=60)
CLEAR = {"clear": ["identity", "content", "message"], "title": "Lampu jalan padam", "category": "1398"}


def live(session: Session, folder: Path) -> Made:
    """Acts and their replay, a branch, photos, marks, attendance, a message, a hand, a questionnaire, a vote, a plan with a note,
    certificates, a refresher."""
    from bimtek.certification import issuing
    from bimtek.certification.domain.keys import private_key
    from bimtek.certification.domain.statement import PASSED
    from bimtek.modules import standing
    from bimtek.sandbox import drafts
    from bimtek.workshops import hands, messages
    from bimtek.workshops import services as workshops
    from tests.factories.records import attend, complete, plan_days

    made = make_class(session)
    everything_arrived(session, made)
    target = workshops.workshop(session, made.workshop_id)
    plan_days(session, made)
    attend(session, made, made.people)
    for person in made.people[:2]:
        complete(session, made, person)
        for case in cases_of(session, person)[:2]:  # the marks above are written by hand: let the reports know of them
            case.last_number = _last(session, f"case/{case.id}")
    hands.raise_hand(session, made.people[2], "Mohon dibantu", WALL)
    messages.send(session, made.trainer, target, text="Istirahat – kembali pukul 10.30", wall=WALL)
    drafts.save_draft(session, made.people[0], "reply/SIM-1", "Yth. Bapak/Ibu Pelapor, “terima kasih” 😀", WALL)
    _decided(session, made.people[2], folder)
    _said(session, made, target)
    wanted = {person.id: PASSED for person in made.people[:2]}
    signed = issuing.sign_off(session, made.trainer, target, wanted, private_key(b"k" * 32), WALL.replace(day=13))
    assert len(signed.certificates) == 2
    standing.redraw_all(session)  # the units were ticked off by hand for the signature: back to what the acts add up to
    _refreshed(session, made.people[0], datetime.combine(WALL.date(), datetime.min.time()) + timedelta(days=45))
    return made


def _decided(session: Session, person: Person, folder: Path) -> None:
    """Cases led by real acts: what is stored of them is what their replay says. One goes on in a branch, one has photos."""
    case = cases_of(session, person)[0]
    branches.first_run(session, person, case)
    branch = branches.branch_before(session, person, case, Action.FOLLOW_UP)
    twin = branches.case_of(session, branch, case.number)
    assert branches.reply(session, person, twin, "Petugas menambal 12 lubang pada 10 November 2026.").accepted
    with_photos(session, person, folder)


def with_photos(session: Session, person: Person, folder: Path) -> None:
    """An aduan whose office shows what it did."""
    main = services.main_sandbox_of(session, person.id)
    assert main is not None
    main.active_branch = None
    case = put(session, person, Desk.BARUGA)
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "JPEG")
    photo = pictures.read(out.getvalue())
    assert isinstance(photo, Picture)
    assert pictures.store(folder, photo) is None
    shown = {
        "sha256": photo.sha256,
        "width": photo.width,
        "height": photo.height,
        "when": "after",
        "caption": "Menyala",
    }
    given = {"office": "dishub", "text": "Petugas mengganti panel lampu.", "pictures": [shown]}
    _act(session, person, case, Role.MODERATOR, Action.MODERATE, {**CLEAR, "targets": ["kabupaten"]})
    _act(session, person, case, Role.REGENCY_ADMIN, Action.FORWARD, {"offices": ["dishub"]})
    _act(session, person, case, Role.UNIT_ADMIN, Action.RECORD_ACT, given)


def _act(session: Session, person: Person, case: Case, role: Role, action: Action, given: dict[str, object]) -> None:
    here = desk(session, person)
    here.sandbox.baruga_role = role.value
    told = services.act(session, person, here.sandbox, case, action, given, moment=here.moment)
    assert told.accepted, told


def _said(session: Session, made: Made, target: Workshop) -> None:
    """What the class thinks: a questionnaire that was answered, a vote that was counted, a plan that was followed up."""
    form = surveys.form_of(surveys.FINAL)
    assert form is not None
    surveys.set_open(session, made.trainer, target, surveys.FINAL, True, WALL)
    for person in made.people[:2]:
        given = {one.key: "4" for one in form.statements} | {"best": "é “baik” 😀"}
        assert surveys.give(session, person, surveys.FINAL, given, WALL) == {}

    wanted = Wanted("Mana yang lebih baik?", "", "Terima kasih.", "Kami menambal 12 lubang.", "", "", ["clarity"])
    assert mirrors.keep_draft(session, made.trainer, target, wanted, WALL) is None
    assert mirrors.open_vote(session, made.trainer, target, WALL) is None
    row = mirrors.current(session, target.id)
    assert row is not None
    for person in made.people[:2]:
        assert voting.vote(session, person, row.id, dict.fromkeys(row.criteria, "b"), WALL) is voting.Answer.KEPT
    assert mirrors.close_vote(session, made.trainer, target, WALL) is None

    officer = made.people[1]
    lines = [Planned(f"Kerjakan {n}", "Selesai", 30, "Map arsip") for n in (1, 2, 3)]
    assert planning.save(session, officer, "Kepala Dinas", lines, WALL, send=True) == {}
    plan = planning.plan_of(session, officer.id)
    assert plan is not None
    said = planning.note(
        session, officer, target, officer.id, plan.actions[0].id, 30, "doing", "Sedang berjalan", LATER
    )
    assert said == ""


def _refreshed(session: Session, person: Person, wall: datetime) -> None:
    """One refresher under way, months later."""
    case = visiting.begin(session, person, wall)
    assert isinstance(case, Case), case
    assert refreshers.visit_on(session, case.id) is not None


def _last(session: Session, about: str) -> int:
    from bimtek.journal import services as journal

    return journal.entries_about(session, about)[-1].number
