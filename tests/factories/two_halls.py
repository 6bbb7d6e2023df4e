"""Two halls side by side, and in one of them everything that can be somebody's: for asking who reaches what of whom."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.certification import batches, issuing
from bimtek.certification import services as certificates
from bimtek.certification.domain.keys import private_key
from bimtek.certification.domain.statement import ATTENDED
from bimtek.debrief import services as debrief
from bimtek.debrief.domain.mirror import Wanted
from bimtek.evaluation import planning
from bimtek.evaluation.domain.plans import Action as Planned
from bimtek.modules import review_disputes, sitting_content
from bimtek.modules.models import Attempt
from bimtek.modules.review_models import Dispute
from bimtek.modules.sitting_models import Sitting
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.refresher import links
from bimtek.sandbox import pictures, services
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role
from bimtek.sandbox.domain.pictures import Picture, read_picture
from bimtek.sandbox.models import Case
from bimtek.workshops import agenda, attendance_sessions, class_trainers, hands, messages, shoulders, uploads
from bimtek.workshops import services as workshops
from bimtek.workshops.hall_models import HallMessage, Hand
from tests.factories.arrivals import put
from tests.factories.branches import act, branch_before, first_run
from tests.factories.classes import PASSWORD, Made, everything_arrived, make_class
from tests.factories.records import AFTER, attend, plan_days
from tests.services.modules.learner import Learner
from tests.web.debrief.mirror import GOOD, PLAIN


@dataclass(slots=True)
class TwoHalls:
    """The people, and what lies where in the first hall; `things` are values of route arguments."""

    ours: Made
    theirs: Made
    admin: Person
    facilitator: Person
    observer: Person
    things: dict[str, Any] = field(default_factory=dict)

    papers: Path = Path()

    def lay_papers(self) -> None:
        """Put the file of all papers where it lies: erasing somebody takes it away even when the rest is undone."""
        self.papers.mkdir(parents=True, exist_ok=True)
        (self.papers / batches.ALL).write_bytes(b"%PDF-1.7 SIMULASI")

    @property
    def owner(self) -> Person:
        """The officer to whom everything personal belongs."""
        return self.ours.people[0]

    def person(self, actor: str) -> Person | None:
        """Who plays an actor of the access matrix; None for somebody who is not signed in."""
        return {
            "anonymous": None, "owner": self.owner, "neighbour": self.ours.people[1], "stranger": self.theirs.people[0],
            "lead": self.ours.trainer, "facilitator": self.facilitator, "observer": self.observer,
            "other_trainer": self.theirs.trainer, "admin": self.admin,
        }[actor]  # fmt: skip


def make_two_halls(app: Flask, session: Session) -> TwoHalls:
    """Everything, after the last half day. The caller commits."""
    app.extensions["test_wall"] = AFTER
    admin = people.add_trainer(session, "Pengelola Uji", "pengelola", PASSWORD, AFTER)
    ours = make_class(session, count=3)
    theirs = make_class(session, count=2, username="lain", seed="lain")
    parts = [
        people.add_trainer(session, f"Rekan {role}", role, PASSWORD, AFTER) for role in ("facilitator", "observer")
    ]
    target = workshops.workshop(session, ours.workshop_id)
    for one, role in zip(parts, ("facilitator", "observer"), strict=True):
        class_trainers.add(session, ours.trainer, target, one.id and role, role, AFTER)
    halls = TwoHalls(ours, theirs, admin, *parts)
    for made in (ours, theirs):
        plan_days(session, made)
        attend(session, made, made.people)
    everything_arrived(session, ours)
    _class_things(app, session, halls)
    _desk_things(app, session, halls)
    _learning_things(session, halls)
    _certificate_things(app, session, halls)
    return halls


def _class_things(app: Flask, session: Session, halls: TwoHalls) -> None:
    target, owner, lead = workshops.workshop(session, halls.ours.workshop_id), halls.owner, halls.ours.trainer
    messages.send(session, lead, target, "Buka laporan nomor dua.", AFTER, account_id=owner.id)
    hands.raise_hand(session, owner, "Bingung", AFTER)
    for looking in (lead, halls.facilitator):
        shoulders.begin(session, looking, target, owner.id, AFTER)
    mirror = Wanted("Mana yang lebih menolong?", "Lampu padam.", PLAIN, GOOD, "", "", ["finding"])
    for done in (
        debrief.keep_draft(session, lead, target, mirror, AFTER),
        debrief.open_vote(session, lead, target, AFTER),
    ):
        assert done is None, done
    assert debrief.close_vote(session, lead, target, AFTER) is None
    folder = Path(app.extensions["settings"].instance_dir) / "uploads"
    roster = uploads.Upload("daftar.csv", b"Nama;Instansi\nRannu Sampe;Dinas Sosial\n")
    kept = {one.id: uploads.keep(folder, f"{one.id}-{target.id}", roster, AFTER) for one in (lead, halls.facilitator)}
    lines = agenda.agenda_of(session, target.id)
    halls.things |= {
        "workshop_id": target.id, "message_id": session.scalars(select(HallMessage.id)).one(),
        "hand_id": session.scalars(select(Hand.id)).one(), "line_id": lines[0].id,
        "session_id": attendance_sessions.sessions_of(session, target.id)[-1].id, "upload": kept,
    }  # fmt: skip
    days = [Planned(f"Kerjakan {n}", "Selesai", 30) for n in (1, 2, 3)]
    assert planning.save(session, owner, "Kepala Dinas", days, AFTER, send=True) == {}
    plan = planning.plan_of(session, owner.id)
    assert plan is not None
    halls.things["action_id"] = plan.actions[0].id


def _desk_things(app: Flask, session: Session, halls: TwoHalls) -> None:
    """A report that was answered and gone back in, an aduan in public with its photo, a request with its first letter."""
    owner = halls.owner
    report = put(session, owner, Desk.LAPOR)
    first_run(session, owner, report)
    branch = branch_before(session, owner, report, Action.FOLLOW_UP)
    main = services.main_sandbox_of(session, owner.id)
    assert main is not None
    main.active_branch = None
    aduan = put(session, owner, Desk.BARUGA)
    sharp = _photo()
    assert pictures.store(Path(app.extensions["settings"].instance_dir), sharp) is None
    moderated = {
        "clear": ["identity", "content", "message"],
        "title": "Lampu padam",
        "category": "1398",
        "targets": ["kabupaten"],
    }
    assert act(session, owner, aduan, Action.MODERATE, Role.MODERATOR, **moderated).accepted
    assert act(session, owner, aduan, Action.FORWARD, Role.REGENCY_ADMIN, offices=["dishub"]).accepted
    shown = [{"when": "before", "sha256": sharp.sha256, "caption": "Panel"}]
    done = act(
        session,
        owner,
        aduan,
        Action.RECORD_ACT,
        Role.UNIT_ADMIN,
        office="dishub",
        text="Panel diganti petugas.",
        pictures=shown,
    )
    assert done.accepted, done.reason
    request = put(session, owner, Desk.PPID)
    assert act(session, owner, request, Action.REGISTER, Role.DESK_OFFICER, registration="001/PPID/XI/2026").accepted
    halls.things |= {
        "report": report.number, "case_id": report.id, "branch_id": branch.id, "aduan": aduan.number,
        "sha256": sharp.sha256, "request": request.number,
    }  # fmt: skip


def _photo() -> Picture:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "JPEG")
    made = read_picture(out.getvalue())
    assert isinstance(made, Picture)
    return made


def _learning_things(session: Session, halls: TwoHalls) -> None:
    """A guided exercise at the desk and one on a sheet, a test that runs and one that is over, a dispute that waits."""
    owner = halls.owner
    learner = Learner(session, owner, halls.ours.workshop_id, AFTER)
    guided, sheet = (session.get(Attempt, learner.start(code).id) for code in ("u6-t1", "u2-t1"))
    assert guided is not None
    assert sheet is not None
    form = [[code, list(range(4))] for code in list(sitting_content.bank().items)[:3]]
    running, over = (
        Sitting(
            account_id=owner.id, workshop_id=halls.ours.workshop_id, kind=kind, round=1, form=form, answers={}, flags=[],
            started_at=AFTER, saved_at=AFTER, ends_at=None, finished_at=end, finished_by="person" if end else None,
            marked=[] if end else None,
        )
        for kind, end in (("pre", None), ("exam", AFTER))
    )  # fmt: skip
    session.add_all([running, over])
    session.flush()
    report = session.get(Case, halls.things["case_id"])
    main = services.main_sandbox_of(session, owner.id)
    assert report is not None
    assert main is not None
    piece = review_disputes.own_piece(session, main, report)
    assert piece is not None
    key = next(iter(review_disputes.disputable(piece)))
    said = review_disputes.open_dispute(session, owner, piece, key, "Kategori ini sudah tepat.", AFTER)
    assert said.entry is not None, said
    halls.things |= {
        "attempt_id": guided.id, "sheet_id": sheet.id, "sitting_id": running.id, "finished_sitting": over.id,
        "dispute_id": session.scalars(select(Dispute.id)).one(),
    }  # fmt: skip


def _certificate_things(app: Flask, session: Session, halls: TwoHalls) -> None:
    """A signed certificate with its files, and the personal link."""
    target, owner = workshops.workshop(session, halls.ours.workshop_id), halls.owner
    issuing.sign_off(session, halls.ours.trainer, target, {owner.id: ATTENDED}, private_key(bytes(32)), AFTER)
    row = certificates.of_class(session, target.id)[0]
    halls.papers = batches.root_of(app, target.id) / batches.key_of([row])
    halls.lay_papers()
    halls.things |= {
        "certificate_id": row.id, "certificate": row.number, "file": batches.ALL,
        "token": links.token_of(session, str(app.secret_key), owner.id),
    }  # fmt: skip
