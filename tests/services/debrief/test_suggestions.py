"""What a class wrote becomes two nameless replies: taken from its journal, cleared of the people, counted for the hall."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.debrief import checking
from bimtek.debrief.checking import Field
from bimtek.debrief.domain import suggesting
from bimtek.modules import hall_replies, hall_totals
from bimtek.sandbox.domain.lifecycle import Role
from bimtek.sandbox.models import Case
from tests.conftest import WALL
from tests.services.modules.learner import Learner, seat_learners

NAMES = ("Wiwiektari Xandrawati", "Yonathanus Vbalango")
HOLLOW = "Terima kasih atas laporannya. Akan segera kami tindak lanjuti sesuai ketentuan yang berlaku."


@dataclass
class Pair:
    """Two people of one class who answered the same matter."""

    session: Session
    good: Learner
    typical: Learner

    @property
    def class_id(self) -> int:
        return self.good.workshop_id

    def replies(self) -> list[hall_replies.HallReply]:
        return list(hall_replies.replies_of_class(self.session, self.class_id))


def _matter(session: Session, learner: Learner, ordinal: int) -> Case:
    query = select(Case).where(
        Case.sandbox_id == learner.desk.sandbox.id, Case.desk == "lapor", Case.ordinal == ordinal
    )
    return session.scalars(query).one()


def _answer(learner: Learner, case: Case, text: str = "") -> None:
    case.received_at = learner.desk.moment.sim
    if case.truth["sensitive_words"]:
        learner.mask(case)
    learner.verify(case)
    learner.be(Role.LIAISON)
    learner.reply(case, text)
    learner.be(Role.AGENCY_ADMIN)


@pytest.fixture
def answered(session: Session) -> Pair:
    good, typical = seat_learners(session, WALL, NAMES)
    for first in session.scalars(select(Case).where(Case.sandbox_id == good.desk.sandbox.id, Case.desk == "lapor")):
        second = _matter(session, typical, first.ordinal)
        if first.truth["right_act"] == "dispose" and second.scenario_id == first.scenario_id:
            _answer(good, first)
            _answer(typical, second, HOLLOW)
            return Pair(session, good, typical)
    pytest.fail("neighbours share no matter")


def test_a_good_and_a_typical_reply_on_one_matter_are_offered(answered: Pair) -> None:
    (pair,) = suggesting.pairs(answered.replies(), Random(1))
    texts = {pair.first.text, pair.second.text}
    assert HOLLOW in texts
    assert len(texts) == 2
    assert all(len(text) <= suggesting.MOST_LETTERS and "SIM-" not in text for text in texts)
    assert {pair.first.writer, pair.second.writer} == {answered.good.person.id, answered.typical.person.id}


def test_replies_of_another_class_are_neither_offered_nor_looked_into(answered: Pair) -> None:
    assert list(hall_replies.replies_of_class(answered.session, answered.class_id + 1)) == []
    source = answered.replies()[0].source
    assert hall_replies.behind(answered.session, answered.class_id, source) is not None
    assert hall_replies.behind(answered.session, answered.class_id + 1, source) is None
    for wrong in ("", "sandbox/1", "sandbox/999999#1", "class/1#1", source.split("#")[0] + "#999999"):
        assert hall_replies.behind(answered.session, answered.class_id, wrong) is None


def test_who_reported_and_who_wrote_is_found_in_a_reply_of_the_class(answered: Pair) -> None:
    reply = next(one for one in answered.replies() if one.writer == answered.good.person.id)
    lies = hall_replies.behind(answered.session, answered.class_id, reply.source)
    assert lies is not None
    text = f"Yth. {lies.case.reporter.name}. Salam, Wiwiektari dari Kecamatan Contoh."
    found = checking.findings(answered.session, answered.class_id, [Field("text_a", text, reply.source)])
    clean = checking.masked(answered.session, answered.class_id, [Field("text_a", text, reply.source)])["text_a"]
    assert checking.is_leaking(found)
    for secret in ("Wiwiektari", "Kecamatan Contoh", lies.case.reporter.name):
        assert secret not in clean


def test_the_rubric_judges_a_reply_against_the_case_behind_it(answered: Pair) -> None:
    reply = next(one for one in answered.replies() if one.writer == answered.good.person.id)
    lies = hall_replies.behind(answered.session, answered.class_id, reply.source)
    assert lies is not None
    judged = hall_replies.judge_words(lies.case, reply.text)
    assert judged.verdict == "send"
    assert judged.share == pytest.approx(reply.share)


def test_the_halls_totals_count_what_ended_well_and_where_nobody_came_out(answered: Pair) -> None:
    before = hall_totals.totals_of_class(answered.session, answered.class_id)
    assert (before.judged, before.leaked, before.resolved, before.protected) == (2, 0, 0, 100)
    leaking, other = answered.typical, None
    for other in answered.session.scalars(
        select(Case).where(Case.sandbox_id == leaking.desk.sandbox.id, Case.state == "unverified", Case.desk == "lapor")
    ):
        if other.truth["right_act"] == "dispose":
            break
    assert other is not None
    other.secret = True
    _answer(leaking, other, f"Yth. {other.reporter['name']}, NIK {other.reporter['nik']}, laporan Anda kami terima.")
    after = hall_totals.totals_of_class(answered.session, answered.class_id)
    assert (after.judged, after.leaked, after.protected) == (3, 1, 66)
    assert hall_totals.totals_of_class(answered.session, answered.class_id + 1).protected is None
