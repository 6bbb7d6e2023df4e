"""The leak detector names what tells too much to its readers, with the passage, and is quiet about everything else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bimtek.modules.domain.judging.leaks import Leak, LeakContext, find_leaks
from bimtek.modules.domain.judging.reply.types import ReplyCase, Reporter
from bimtek.sandbox.domain.sending import Readers
from tests.unit.modules.leaks.planted import Planted, innocent, leaking

REPORTER = Reporter(
    "Nurlia Sappe", "7322995203780004", "08412200317", "nurlia.s@example.org", "Dusun Lekkong RT 03, Desa Pompaniki"
)
BODY = "Lampu poros padam. Rumah saya RT 03, HP 0841 2200 317. Pak Daswin yang pegang panelnya, motornya DP 1234 AB."


def about(*, anonymous: bool = True, secret: bool = False, body: str = BODY) -> LeakContext:
    case = ReplyCase(
        "1",
        title="Lampu padam",
        body=body,
        anonymous=anonymous,
        secret=secret,
        reporter=REPORTER,
        place="Poros Kappuna, Masamba",
    )
    return LeakContext(case, ("RT 03", "0841 2200 317"))


def certain(text: str, readers: Readers = Readers.PUBLIC, context: LeakContext | None = None) -> list[Leak]:
    return [leak for leak in find_leaks(text, context or about(), readers) if leak.certain]


def names(planted: Planted, found: Sequence[Leak]) -> bool:
    start = planted.text.index(planted.token)
    return any(leak.start < start + len(planted.token) and leak.end > start for leak in found)


def test_of_the_planted_leaks_at_least_95_of_100_are_named_with_their_token() -> None:
    planted = list(leaking())
    assert len(planted) >= 200
    named = [one for one in planted if names(one, certain(one.text, one.readers, one.about))]
    missed = sorted({one.way for one in planted} - {one.way for one in named})
    assert len(named) / len(planted) >= 0.95, missed
    assert missed == [], "no way of telling goes by every time"


def test_at_most_one_alarm_in_ten_is_false() -> None:
    right = wrong = 0
    for one in (*leaking(), *innocent()):
        found = certain(one.text, one.readers, one.about)
        told = bool(one.token) and names(one, found)
        right += told
        wrong += len(found) - sum(names(one, [leak]) for leak in found) if one.token else len(found)
    assert wrong / (right + wrong) <= 0.10


def test_the_passage_is_the_part_of_the_text_between_its_ends() -> None:
    for one in leaking():
        for leak in find_leaks(one.text, one.about, one.readers):
            assert one.text[leak.start : leak.end] == leak.passage != ""
            assert leak.reason
            assert leak.advice


@pytest.mark.parametrize("readers", [Readers.PUBLIC, Readers.CIRCLE, Readers.UNIT, Readers.HOLDER])
@pytest.mark.parametrize("marks", [(True, False), (False, True), (True, True)])
def test_nobody_but_the_admin_may_learn_the_name_of_a_protected_reporter(
    readers: Readers, marks: tuple[bool, bool]
) -> None:
    context = about(anonymous=marks[0], secret=marks[1])
    found = certain("Sudah dicek bersama Ibu Nurlia.", readers, context)
    assert len(found) == 1
    assert "Nurlia" in found[0].passage


@pytest.mark.parametrize("readers", [Readers.PUBLIC, Readers.UNIT, Readers.PERSON])
def test_the_name_of_an_open_reporter_is_no_leak(readers: Readers) -> None:
    assert certain("Yth. Ibu Nurlia, sudah dicek.", readers, about(anonymous=False)) == []


def test_an_applicant_may_read_all_about_himself_and_nothing_about_others() -> None:
    own = "Yth. Ibu Nurlia, NIK 7322995203780004, HP 08412200317, Dusun Lekkong RT 03."
    assert certain(own, Readers.PERSON) == []
    assert [leak.who for leak in certain("NIK 7322991203850041 milik penerima lain.", Readers.PERSON)] == ["other"]


def test_an_open_reporters_number_in_a_note_is_a_hint_and_on_the_public_page_certain() -> None:
    text = "HP pelapor 08412200317."
    hints = find_leaks(text, about(anonymous=False), Readers.UNIT)
    assert [(leak.kind, leak.certain) for leak in hints] == [("phone", False)]
    assert [leak.kind for leak in certain(text, Readers.PUBLIC, about(anonymous=False))] == ["phone"]


def test_who_is_accused_may_stand_in_a_note_to_the_unit_and_not_on_the_public_page() -> None:
    text = "Kami periksa Pak Daswin minggu ini."
    assert [(leak.passage, leak.who) for leak in certain(text)] == [("Daswin", "accused")]
    assert certain(text, Readers.UNIT) == []


def test_two_hints_of_different_kinds_about_the_reporter_are_as_sure_as_a_name() -> None:
    context = LeakContext(about(body="Lampu padam.").case)
    assert certain("Pelapor berinisial X dari sini.", context=context) == []
    both = certain("Pelapor berinisial X, rumah pelapor.", context=context)
    assert {leak.kind for leak in both} == {"name", "address"}


def test_a_quarter_that_is_the_place_of_the_event_or_another_quarter_is_no_leak() -> None:
    placed = LeakContext(
        ReplyCase("1", anonymous=True, reporter=REPORTER, place="RT 03 Kappuna, Masamba", body="Lampu padam.")
    )
    assert certain("Panel di RT 03 sudah diganti.", context=placed) == []
    assert certain("Panel di RT 05 sudah diganti.", Readers.UNIT) == []
    assert certain("Panel di RT 03 sudah diganti.", Readers.UNIT) != []


def test_a_hostile_text_is_read_in_bounded_time_and_length() -> None:
    assert find_leaks("0 " * 60_000, about(), Readers.PUBLIC) == ()
    assert find_leaks("RT " * 30_000 + "Nurlia", about(), Readers.UNIT) == ()
