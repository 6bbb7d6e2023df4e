"""An objection that an exercise prepared: what lies before it is told and not judged, what its answer gives is owed."""

from __future__ import annotations

from bimtek.config import SEED_DIR
from bimtek.modules.domain.content import load_content
from bimtek.modules.domain.example import replay
from bimtek.modules.domain.exercise import Act
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.domain.openings import NO_ANSWER
from tests.factories.desk_story import OFFICER, PPID, SUPERIOR, Told, rules, world

OPEN = "ppid-apbd-summary"


def silent(text: str, own: bool) -> Told:
    """A request registered and assigned, answered by nobody, and objected to."""
    case = Told(OPEN)
    case.act(Action.REGISTER, OFFICER, own=own, registration="012/PPID/XI/2026")
    case.act(Action.ASSIGN, PPID, own=own, unit=case.truth["owner"])
    return case.at(25).act(Action.OBJECT, Role.REPORTER, own=False, objection_ground="c", text=text)


def ruled(case: Told) -> Told:
    case.act(Action.REGISTER_OBJECTION, OFFICER, registration="003/KEB/XI/2026")
    return case.act(Action.ANSWER_OBJECTION, SUPERIOR, ruling="grant", text=case.truth["better_reply"])


def test_silence_that_was_prepared_is_nobodys_fault_and_one_s_own_is() -> None:
    assert silent("Tidak ada surat sampai hari ini.", own=False).critical == set()
    assert silent("Tidak ada surat sampai hari ini.", own=True).critical == {"missed_answer"}


def test_silence_of_who_was_to_answer_a_prepared_request_stays_their_fault() -> None:
    assert silent(NO_ANSWER, own=False).critical == {"missed_answer"}


def test_what_the_answer_to_a_prepared_objection_gives_is_to_be_handed_over() -> None:
    case = ruled(silent("Tidak ada surat sampai hari ini.", own=False))
    assert (case.level("objection"), case.level("handover"), case.level("decision")) == (4, None, None)
    case.act(Action.HAND_OVER, OFFICER, medium="softcopy", note="Dikirim lewat surel.")
    assert case.level("handover") == 4


def test_what_went_wrong_before_the_desk_of_an_example_is_told_and_not_judged() -> None:
    module = load_content(SEED_DIR).module("U5")
    assert module is not None
    shown = replay(module.example, world(), rules())
    before = [frame.act.action for frame in shown.frames if not frame.act.own]
    assert (before[-1], shown.judgement.mastered) == (Action.REFUSE, True)
    assert {item.key for item in shown.judgement.criteria if item.judged} == {"objection", "handover"}


def test_a_value_of_the_truth_stands_within_a_text_and_an_unknown_one_is_left_out() -> None:
    act = Act(
        action=Action.NOTE, role=OFFICER, given={"note": "Dasar huruf {$request.ground}: {$matter}.{$nothing} {bare}"}
    )
    told = {"matter": "daftar", "request": {"ground": "h"}}
    assert act.filled(told, "", "")["note"] == "Dasar huruf h: daftar. {bare}"
