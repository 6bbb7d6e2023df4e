"""What acts carry beside the answer is judged: fatal where the public or a wrong reader learns who reported, else in levels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bimtek.modules.domain.judging.carried import context_of, tells, told_by
from bimtek.modules.domain.judging.leaks import find_leaks
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.domain.sending import Readers, carried, readers_of
from tests.factories.desk_story import CLEAR, Told, generator
from tests.factories.desk_story import MONDAY as MORNING
from tests.factories.story import ADMIN, GOOD, LIAISON, RIGHT_VERIFY, SECRETS, Story, sure_judge

REPORTER = {
    "name": "Nurlia Sappe",
    "nik": "7322995203780004",
    "phone": "08412200317",
    "address": "Dusun Lekkong RT 03, Desa Kapidi",
}
NAMED = "Pelapornya Ibu Nurlia, tolong dikunjungi."
PHONE = "Hubungi pelapor di 0841-2200-317."
FINE = "Mohon turun ke lokasi sebelum Jumat."


def _any(given: Any) -> dict[str, Any]:
    return dict(given)


def story(**more: Any) -> Story:
    return Story(reporter=REPORTER, **more).act(Action.MASK, ADMIN, **_any(SECRETS))


def disposed(note: str = FINE, **more: Any) -> Story:
    return story(**more).act(Action.VERIFY, ADMIN, **_any(RIGHT_VERIFY), note=note)


@pytest.mark.parametrize(
    "note", [NAMED, PHONE, "Pelapor adalah istri kepala dusun.", "Pelapor tinggal di RT 03, dekat pasar."]
)
def test_a_disposition_that_tells_the_unit_who_an_anonymous_reporter_is_fails_the_report(note: str) -> None:
    told = disposed(note)
    assert told.critical == {"leaked_identity"}
    assert told.level("identity") == 0
    error = told.judgement.criticals[0]
    assert error.passage in note
    assert error.fact.startswith("Catatan kepada perangkat daerah memuat")


def test_a_note_that_tells_nothing_leaves_the_criterion_to_the_masks() -> None:
    told = disposed()
    assert told.critical == set()
    assert told.level("identity") == 4


def test_the_name_of_an_open_reporter_may_stand_in_a_disposition() -> None:
    told = disposed(NAMED, anonymous=False)
    assert (told.critical, told.level("identity")) == (set(), 4)


def test_an_internal_note_and_the_reason_of_a_return_are_read_by_other_officers_too() -> None:
    noted = disposed().act(Action.NOTE, LIAISON, note=NAMED)
    returned = disposed().act(Action.SEND_BACK, LIAISON, reason=f"Bukan di sini. {NAMED}")
    assert noted.critical == returned.critical == {"leaked_identity"}


@pytest.mark.parametrize("name", ["foto-rumah-nurlia.jpg", "hp 0841 2200 317.jpg", "bukti_nurlia_sappe.pdf"])
def test_the_name_of_a_file_of_evidence_stands_on_the_public_page(name: str) -> None:
    told = disposed().act(Action.FOLLOW_UP, LIAISON, text=GOOD, evidence=name)
    assert told.critical == {"leaked_identity"}
    assert "Nama berkas bukti memuat" in told.judgement.criticals[0].fact


def test_a_number_in_words_in_the_answer_is_found_where_the_rubric_passes_it_over() -> None:
    text = "Kami hubungi nol delapan empat satu dua dua nol nol tiga satu tujuh."
    told = disposed(judge=lambda case, _text: sure_judge(case, GOOD))
    assert told.act(Action.FOLLOW_UP, LIAISON, text=text).critical == {"leaked_identity"}


def test_what_an_exercise_did_is_nobodys_leak() -> None:
    told = story().act(Action.VERIFY, ADMIN, own=False, **_any(RIGHT_VERIFY), note=NAMED)
    assert told.critical == set()


def test_a_unit_that_may_know_the_name_of_a_secret_reporter_was_told_too_much_and_not_fatally() -> None:
    told = disposed(NAMED)
    facts = replace(told.facts, anonymous=False, secret=True)
    (found,) = told_by(told.truth, facts, told.history)
    assert not found.fatal
    assert found.leak.passage == "Nurlia"


def test_a_caption_that_names_an_anonymous_reporter_fails_an_aduan() -> None:
    aduan = Told("baruga-street-dark")
    aduan.facts = replace(aduan.facts, anonymous=True, secret=False)
    name = str(aduan.facts.reporter["name"])
    picture = {"when": "after", "sha256": "a" * 64, "caption": f"Panel di depan rumah {name}"}
    act: dict[str, Any] = {
        "office": "dishub",
        "text": "Petugas mengganti panel pada 10 November 2026.",
        "pictures": [picture],
    }
    aduan.act(
        Action.MODERATE, Role.MODERATOR, clear=CLEAR, title="Lampu jalan padam", category="1398", targets=["kabupaten"]
    )  # fmt: skip
    aduan.act(Action.FORWARD, Role.REGENCY_ADMIN, offices=["dishub"]).act(Action.RECORD_ACT, Role.UNIT_ADMIN, **act)
    errors = [error for error in aduan.judgement.criticals if error.code == "leaked_identity"]
    assert [error.fact.split(" memuat")[0] for error in errors] == ["Keterangan foto"]


def test_a_notice_that_tells_of_another_person_costs_the_request_three_levels() -> None:
    request = Told("ppid-form-incomplete")
    given: dict[str, Any] = {
        "message": "Data NIK 7322991203850041 milik penerima lain kami lampirkan.",
        "lacking": ["detail"],
    }
    request.act(Action.ASK_COMPLETION, Role.DESK_OFFICER, **given)
    assert request.level("identity") == 1


def test_whether_a_note_tells_is_asked_without_judging_the_report() -> None:
    told = disposed()
    assert tells(told.truth, told.facts, Action.NOTE, {"note": NAMED})
    assert not tells(told.truth, told.facts, Action.NOTE, {"note": FINE})
    assert not tells(told.truth, told.facts, Action.MASK, {"passages": ["Nurlia"]})


def test_the_model_answers_of_all_scenarios_pass_at_every_seed() -> None:
    for scenario in generator().scenario_ids:
        for seed in ("satu", "dua"):
            case = generator().generate_case(seed, scenario, MORNING, 3)
            told = Told(scenario)
            told.facts = replace(
                told.facts, title=case.title, body=case.body, anonymous=case.anonymous, secret=case.secret, place=case.place,
                reporter=case.reporter,
            )  # fmt: skip
            readers = Readers.PERSON if case.desk == "ppid" else Readers.PUBLIC
            text = str(case.truth.get("better_reply") or "")
            found = [leak for leak in find_leaks(text, context_of(case.truth, told.facts), readers) if leak.certain]
            assert found == [], (scenario, found)


def test_every_field_that_leaves_the_desk_has_its_readers() -> None:
    assert carried(Action.MASK, {"passages": ["x"]}) == []
    assert carried(Action.CLOSE, {"note": "  "}) == []
    assert carried(Action.RECORD_ACT, {"text": "a", "pictures": [{"caption": ""}, {"caption": "b"}]}) == [
        ("text", "a"),
        ("captions", "b"),
    ]
    assert readers_of(Action.FOLLOW_UP, "lapor", secret=True) == Readers.CIRCLE
    assert readers_of(Action.NOTE, "ppid", secret=False) == Readers.INSIDE
