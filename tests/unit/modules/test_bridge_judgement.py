"""Judging what leads from a report to another desk, and what ties two reports together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bimtek.modules.domain.judging.bridges import bridge_fault
from bimtek.sandbox.domain.lifecycle import Action, Role
from tests.factories.desk_story import Told

ADMIN, LIAISON = Role.AGENCY_ADMIN, Role.LIAISON
ASKS, OBJECTS, TWO = "law-cited-request", "unanswered-request", "trench-and-contract"
NEW = "SIM-P7000000"
WHY = {"reason": "Pelapor meminta salinan dokumen."}
REFUSE = {"archive_reason": "unclear", "reason": "Bukan laporan, jadi diarsipkan."}


def opened(scenario: str, action: Action, **given: Any) -> Told:
    return Told(scenario).act(action, ADMIN, **{**WHY, "opened": NEW, **given})


def answer(case: Told, text: str) -> Told:
    given = {"report_class": case.truth["report_class"], "category": case.truth["category"], "text": text}
    return case.act(Action.HANDLE, ADMIN, **given)


def whole(case: Told) -> str:
    return f"{case.truth['better_reply']}\nNomor laporan {case.facts.number}, nomor permohonan {NEW}."


def test_a_request_is_opened_and_both_numbers_are_told_in_time() -> None:
    case = opened(ASKS, Action.OPEN_REQUEST)
    assert case.level("bridge") is None
    assert answer(case, whole(case)).level("bridge") == 4
    assert (case.level("owner"), case.critical) == (4, set())


@pytest.mark.parametrize(("told", "level"), [("{new}", 3), ("{own}", 2), ("", 2)])
def test_a_number_left_out_costs(told: str, level: int) -> None:
    case = opened(ASKS, Action.OPEN_REQUEST)
    plain = case.truth["better_reply"].replace(case.facts.number, "itu")
    assert answer(case, f"{plain} {told.format(new=NEW, own=case.facts.number)}").level("bridge") == level


def test_told_after_five_working_days_costs_a_point_and_never_told_costs_most() -> None:
    late = opened(ASKS, Action.OPEN_REQUEST).at(20)
    assert late.level("bridge") == 1
    assert answer(late, whole(late)).level("bridge") == 3


def test_handing_the_document_over_is_half_an_empty_answer_less_and_archiving_nothing() -> None:
    handed = answer(Told(ASKS), Told(ASKS).truth["better_reply"])
    hollow = answer(Told(ASKS), "Terima kasih, akan kami tindak lanjuti.")
    archived = Told(ASKS).act(Action.ARCHIVE, ADMIN, **REFUSE)
    assert [case.level("bridge") for case in (handed, hollow, archived)] == [2, 1, 0]
    assert "refused_without_ground" in archived.critical
    assert not handed.judgement.mastered


def test_an_objection_is_passed_on_and_not_handled_as_a_complaint() -> None:
    passed = opened(OBJECTS, Action.OPEN_OBJECTION, objection_ground="d")
    assert answer(passed, whole(passed)).level("bridge") == 4
    handled = answer(Told(OBJECTS), Told(OBJECTS).truth["better_reply"])
    as_request = opened(OBJECTS, Action.OPEN_REQUEST)
    assert (handled.level("bridge"), answer(as_request, whole(as_request)).level("bridge")) == (1, 1)


def split(scenario: str, **other: Any) -> Told:
    case = Told(scenario)
    given: Mapping[str, Any] = {"passage": case.truth["second"]["matter"], "desk": case.truth["second"]["desk"]}
    case.act(Action.SPLIT, ADMIN, **{**WHY, **given, "opened": NEW, **other})
    verify = {name: case.truth[name] for name in ("report_class", "category")} | {"unit": case.truth["owner"]}
    case.act(Action.VERIFY, ADMIN, title="Galian drainase terbuka", **verify)
    return case.act(Action.FOLLOW_UP, LIAISON, text=whole(case))


def test_the_second_matter_is_split_off_to_the_desk_it_belongs_to() -> None:
    assert split(TWO).level("bridge") == 4
    assert split(TWO, desk="lapor").level("bridge") == 2
    assert split(TWO, passage="Terima kasih banyak atas perhatiannya selalu.").level("bridge") == 2
    assert split(TWO, passage=Told(TWO).facts.body).level("bridge") == 3
    assert split(TWO).level("owner") == 4


def test_opening_a_request_nobody_asked_for_costs() -> None:
    case = Told("street-light").act(Action.OPEN_REQUEST, ADMIN, **WHY, opened=NEW)
    assert case.level("bridge") == 1
    assert [item.key for item in Told("street-light").judgement.criteria if item.key in ("bridge", "link")] == []


def test_opening_a_request_is_no_verification() -> None:
    case = opened(ASKS, Action.OPEN_REQUEST)
    assert case.level("timeliness") is None
    assert case.at(16).level("timeliness") == 2


FIRST, ALIKE, OTHER = "SIM-4100001", "SIM-4100002", "SIM-4100003"


def repeated(**facts: Any) -> Told:
    case = Told(
        "street-light",
        {"duplicate_of": 1, "right_act": "archive", "archive_reason": "duplicate", "sensitive_words": []},
    )
    case.facts = replace(case.facts, first_number=FIRST, **facts)
    return case


def link(case: Told, number: str, kind: str = "duplicate") -> Told:
    return case.act(Action.LINK, ADMIN, number=number, link_kind=kind, reason="Kejadian yang sama.")


def test_a_duplicate_is_tied_to_the_first_or_archived_naming_it() -> None:
    named = repeated().act(Action.ARCHIVE, ADMIN, archive_reason="duplicate", reason=f"Sama dengan {FIRST}.")
    bare = repeated().act(Action.ARCHIVE, ADMIN, archive_reason="duplicate", reason="Sudah pernah dilaporkan.")
    tied = [link(repeated(), FIRST), link(repeated(), FIRST, "related"), link(repeated(), OTHER)]
    assert [case.level("link") for case in (named, bare, *tied)] == [4, 2, 4, 3, 1]
    assert named.judgement.mastered


def alike() -> Told:
    case = Told("street-light", {"looks_like": 2})
    case.facts = replace(case.facts, like_number=ALIKE)
    return case


def test_a_look_alike_tied_as_a_duplicate_costs_and_loosing_it_repairs() -> None:
    case = link(alike(), ALIKE)
    assert case.level("link") == 1
    case.act(Action.UNLINK, ADMIN, number=ALIKE, reason="Tempatnya lain.")
    assert case.level("link") == 3
    assert link(alike(), ALIKE, "related").level("link") is None


def test_the_first_report_is_not_blamed_for_the_tie_its_duplicate_made() -> None:
    first = Told("street-light")
    first.facts = replace(first.facts, repeated_by=frozenset({OTHER}))
    assert link(first, OTHER).level("link") is None
    assert link(Told("street-light"), OTHER).level("link") == 1


def test_a_bridge_that_an_exercise_crossed_earns_nothing_but_what_the_learner_tells_of_it_does() -> None:
    def prepared() -> Told:
        return Told(ASKS).act(Action.OPEN_REQUEST, ADMIN, own=False, **WHY, opened=NEW)

    assert prepared().level("bridge") is None
    assert answer(prepared(), whole(prepared())).level("bridge") == 4
    assert answer(prepared(), f"Nomor baru {NEW}.").level("bridge") == 3
    given = {name: prepared().truth[name] for name in ("report_class", "category")}
    shown = prepared().act(Action.HANDLE, ADMIN, own=False, **given, text=whole(prepared()))
    assert not next(item for item in shown.judgement.criteria if item.key == "bridge").applies


def test_what_is_wrong_with_a_bridge_is_known_as_soon_as_it_is_crossed() -> None:
    def fault(case: Told) -> str:
        return bridge_fault(case.truth, case.facts, case.history)[1]

    assert bridge_fault(Told(ASKS).truth, Told(ASKS).facts, Told(ASKS).history) == (None, "")
    assert fault(opened(ASKS, Action.OPEN_REQUEST)) == ""
    assert "bukan untuk urusan ini" in fault(opened(OBJECTS, Action.OPEN_REQUEST))
    assert "satu urusan" in fault(
        opened("street-light", Action.SPLIT, passage="Lampu jalan padam di desa.", desk="ppid")
    )
    assert "urusan pertama" in fault(split(TWO, passage=Told(TWO).facts.body))
