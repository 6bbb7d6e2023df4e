"""Judging an aduan at Baruga: what the moderator made sure of, where it went, what was done and said, how it ended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bimtek.modules.domain.judging.types import CaseJudgement
from bimtek.sandbox.domain.lifecycle import Action, Role, State
from tests.factories.desk_story import (
    CLEAR,
    MODERATOR,
    PHOTOS,
    REGENCY_ADMIN,
    UNIT_ADMIN,
    Told,
    forwarded,
    handled,
    moderated,
)

ASK = {"missing": ["place"], "message": "Mohon sebutkan tempatnya."}
SPAM = {"archive_reason": "spam", "reason": "Tidak memuat urusan pemerintahan."}
WASTE, ROADS, BRIBE, UNCLEAR = "baruga-river-waste", "baruga-two-roads", "baruga-bribe", "baruga-puskesmas-unclear"


def below_full(judgement: CaseJudgement) -> dict[str, int | None]:
    return {item.key: item.level for item in judgement.criteria if item.applies and item.level != 4}


@pytest.mark.parametrize("scenario", [WASTE, ROADS, "baruga-road-drain", "baruga-street-dark", "baruga-terminal"])
def test_an_aduan_handled_by_the_book_is_mastered(scenario: str) -> None:
    case = handled(Told(scenario))
    assert case.state.state == State.BARUGA_DONE
    assert case.judgement.mastered, below_full(case.judgement)


def test_an_aduan_nobody_touched_has_nothing_judged() -> None:
    assert [item.key for item in Told(WASTE).judgement.criteria if item.judged] == []


def test_what_is_missing_is_asked_before_publication_and_only_that() -> None:
    missing = Told(UNCLEAR).truth["missing"]
    asked = Told(UNCLEAR).act(Action.ASK_CLARITY, MODERATOR, missing=[missing], message="Mohon sebutkan ini.")
    assert asked.level("completeness") == 4
    assert moderated(Told(UNCLEAR)).level("completeness") == 0
    other = next(item for item in ("what", "who", "evidence") if item != missing)
    wrong = Told(UNCLEAR).act(Action.ASK_CLARITY, MODERATOR, missing=[other], message="Mohon sebutkan ini.")
    assert wrong.level("completeness") == 1


def test_asking_about_a_clear_aduan_costs_less_when_the_citizen_knows_more() -> None:
    knows = Told(WASTE).act(Action.ASK_CLARITY, MODERATOR, **ASK)
    nothing = Told(WASTE, {"knows": []}).act(Action.ASK_CLARITY, MODERATOR, **ASK)
    assert (knows.level("completeness"), nothing.level("completeness")) == (2, 1)


@pytest.mark.parametrize(
    ("offices", "level"), [(["dlh", "distan"], 4), (["dlh"], 2), (["dlh", "distan", "dishub"], 3), (["dishub"], 0)]
)
def test_the_targets_are_compared_as_a_set(offices: list[str], level: int) -> None:
    case = moderated(Told(WASTE))
    assert case.level("owner") is None, "the kabupaten has not passed it on yet"
    assert case.act(Action.FORWARD, REGENCY_ADMIN, offices=offices).level("owner") == level


def test_an_aduan_of_two_governments_goes_to_both() -> None:
    both = forwarded(moderated(Told(ROADS)))
    only_ours = moderated(Told(ROADS), targets=["kabupaten"]).act(Action.FORWARD, REGENCY_ADMIN, offices=["putrpkpp"])
    only_theirs = moderated(Told(ROADS), targets=["dbmsulsel"])
    assert (both.level("owner"), only_ours.level("owner"), only_theirs.level("owner")) == (4, 2, 2)


def test_what_needs_secrecy_is_transferred_before_it_is_published() -> None:
    given = {"reason": "Perlu kerahasiaan pelapor.", "reported_title": "Dugaan permintaan uang"}
    kept = Told(BRIBE).act(Action.TRANSFER, MODERATOR, **given)
    assert (kept.level("owner"), kept.level("closing"), kept.judgement.mastered) == (4, 4, True)
    late = moderated(Told(BRIBE)).act(Action.TRANSFER, MODERATOR, **given)
    assert (late.level("owner"), moderated(Told(BRIBE)).level("owner")) == (2, 0)
    needless = Told(WASTE).act(Action.TRANSFER, MODERATOR, **given)
    assert (needless.level("owner"), needless.level("closing")) == (1, 1)


def test_turning_away_a_matter_is_critical_and_turning_away_an_advertisement_is_right() -> None:
    refused = Told(WASTE).act(Action.DECLINE, MODERATOR, **SPAM)
    assert (refused.critical, refused.level("owner")) == ({"refused_without_ground"}, 0)
    spam = Told("baruga-promo-spam")
    spam.act(Action.DECLINE, MODERATOR, archive_reason=spam.truth["archive_reason"], reason="Iklan, bukan aduan.")
    assert spam.judgement.mastered


def test_an_aduan_never_made_clear_may_be_turned_away() -> None:
    case = Told(UNCLEAR)
    case.act(Action.ASK_CLARITY, MODERATOR, missing=[case.truth["missing"]], message="Mohon sebutkan ini.")
    case.at(20).act(Action.DECLINE, MODERATOR, archive_reason="unclear", reason="Pelapor tidak menjelaskan.")
    assert (case.critical, case.level("owner"), case.level("closing")) == (set(), 4, 4)


def test_personal_data_is_masked_before_the_public_reads_it() -> None:
    word = Told(WASTE).facts.body[:30]
    changes = {"sensitive_words": [word]}
    early = moderated(Told(WASTE, changes))
    late = Told(WASTE, changes)
    late.act(
        Action.MODERATE, MODERATOR, clear=CLEAR, title="Air sungai tercemar", category="942", targets=["kabupaten"]
    )
    assert (early.level("identity"), late.level("identity")) == (4, 0)
    late.act(Action.MASK, MODERATOR, passages=[word])
    assert late.level("identity") == 2


def test_a_turned_away_aduan_was_read_by_nobody_and_needs_no_mask() -> None:
    case = Told("baruga-promo-spam", {"sensitive_words": ["promo"]})
    case.act(Action.DECLINE, MODERATOR, archive_reason=case.truth["archive_reason"], reason="Iklan, bukan aduan.")
    assert case.level("identity") is None


def test_a_topic_that_tells_who_reported_is_a_leak() -> None:
    case = moderated(Told(WASTE, {"sensitive_words": ["RT 03"]}), title="Limbah di sungai dekat RT 03")
    assert (case.critical, case.level("identity")) == ({"leaked_identity"}, 0)


def test_the_reporters_number_in_a_public_answer_or_act_is_a_leak() -> None:
    case = forwarded(moderated(Told(WASTE)))
    told = f"Kami menghubungi pelapor di {case.facts.reporter['phone']}."
    case.act(Action.RECORD_ACT, UNIT_ADMIN, office="dlh", text=told, pictures=[])
    assert case.critical == {"leaked_identity"}


def test_a_topic_that_names_nothing_is_half() -> None:
    assert moderated(Told(WASTE), title="Mohon segera ditanggapi").level("category") == 2


@pytest.mark.parametrize(("photos", "level"), [(PHOTOS, 4), (PHOTOS[:1], 3), ([], 2)])
def test_an_act_stands_with_its_photos(photos: list[dict[str, str]], level: int) -> None:
    case = forwarded(moderated(Told(WASTE)))
    for office in ("dlh", "distan"):
        case.act(Action.RECORD_ACT, UNIT_ADMIN, office=office, text=case.truth["action"], pictures=photos)
    assert case.level("act") == level


def test_a_hollow_act_earns_nothing_however_long_it_is() -> None:
    case = forwarded(moderated(Told(WASTE)))
    hollow = "Terima kasih, sudah kami catat dan akan kami teruskan kepada pihak terkait sesuai ketentuan yang berlaku."
    case.act(Action.RECORD_ACT, UNIT_ADMIN, office="dlh", text=hollow, pictures=PHOTOS)
    assert case.level("act") == 0


def test_waiting_costs_softly_and_never_fails() -> None:
    assert Told(WASTE).at(10).level("pace") is None
    slow = Told(WASTE).at(30)
    assert (slow.level("pace"), slow.critical) == (2, set())
    assert moderated(Told(WASTE).at(13)).level("pace") == 3


def test_an_end_without_a_real_answer_is_critical() -> None:
    case = forwarded(moderated(Told(WASTE)))
    case.act(Action.RECORD_ACT, UNIT_ADMIN, office="dlh", text=case.truth["action"], pictures=PHOTOS)
    case.act(Action.RESPOND, UNIT_ADMIN, text="Terima kasih, akan kami tindak lanjuti.")
    assert case.refused(Action.FINISH, MODERATOR, note="Sudah dijawab.")
    case.act(Action.SETTLE, Role.REPORTER, own=False, rating=1)
    assert (case.level("closing"), case.critical) == (0, {"closed_without_answer"})


def test_settled_before_every_target_acted_is_half() -> None:
    case = forwarded(moderated(Told(WASTE)))
    case.act(Action.RECORD_ACT, UNIT_ADMIN, office="dlh", text=case.truth["action"], pictures=PHOTOS)
    case.act(Action.RESPOND, UNIT_ADMIN, text=case.truth["better_reply"])
    case.act(Action.SETTLE, Role.REPORTER, own=False, rating=5)
    assert case.level("closing") == 2


def test_a_repeated_aduan_is_tied_to_the_first_or_turned_away_naming_it() -> None:
    def again() -> Told:
        case = Told(WASTE, {"right_link": "SIM-4100001"})
        case.facts = replace(case.facts, first_number="SIM-4100001")
        return case

    tied = again().act(Action.LINK, MODERATOR, number="SIM-4100001", link_kind="duplicate", reason="Kejadian sama.")
    assert tied.level("link") == 4
    named = again().act(Action.DECLINE, MODERATOR, archive_reason="duplicate", reason="Sama dengan SIM-4100001.")
    bare = again().act(Action.DECLINE, MODERATOR, archive_reason="duplicate", reason="Sudah pernah dilaporkan.")
    assert (named.level("link"), bare.level("link"), named.critical) == (4, 2, set())
