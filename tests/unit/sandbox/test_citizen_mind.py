"""What a citizen begins with, is stored as, and reads into an answer's days; the numbers are checked when they are loaded."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.citizen_mind import (
    Mind,
    load_temper,
    mind_from_json,
    mind_to_json,
    rating_of,
    reckoning,
    remembering,
    starting_mind,
)
from bimtek.sandbox.domain.citizen_promises import Promise, find_promises, read_promises

SEED = SEED_DIR / "citizens.toml"
TEMPER = load_temper(SEED)
WRITTEN = date(2026, 11, 11)  # a Wednesday


def ahead(day: date, days: int) -> date:
    """Monday to Friday: the real calendar has tests of its own."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Panel diganti paling lambat 20 November 2026.", [date(2026, 11, 20)]),
        ("Paling lambat 12/11/2026 petugas datang.", [date(2026, 11, 12)]),
        ("Kami datang 12-11-2026 atau 13 Nov.", [date(2026, 11, 12), date(2026, 11, 13)]),
        ("Pekerjaan berlangsung 16–18 Nopember 2026.", [date(2026, 11, 18)]),
        ("Selesai dalam 3 hari kerja.", [date(2026, 11, 16)]),
        ("Selesai dalam waktu 3 (tiga) hari kerja.", [date(2026, 11, 16)]),
        ("Paling lama lima hari kerja sudah diganti.", [date(2026, 11, 18)]),
        ("Kami kabari dalam 3 hari.", [date(2026, 11, 14)]),
        ("Dalam dua minggu tim turun.", [date(2026, 11, 25)]),
        ("Kami hubungi kembali dalam 2x24 jam.", [date(2026, 11, 13)]),
        ("Besok tim turun ke lokasi.", [date(2026, 11, 12)]),
        ("Dijadwalkan 5 Januari.", [date(2027, 1, 5)]),
    ],
)
def test_the_days_a_text_promises_are_those_after_it_was_written(text: str, days: list[date]) -> None:
    assert find_promises(text, WRITTEN, ahead) == days


@pytest.mark.parametrize(
    "text",
    [
        "Diperiksa pada 10 November 2026.",
        "Petugas memeriksa pada 9 November dan menemukan kabel putus.",
        "Tanggal 31 Februari 2027 dan 40/40/2026 tidak ada.",
        "Bapak/Ibu dapat menanggapi jawaban ini dalam 10 hari.",
        "Silakan melengkapi laporan paling lambat 25 November 2026.",
        "Keberatan dapat diajukan kepada Atasan PPID dalam 30 hari kerja.",
        "Laporan selesai otomatis dalam 10 hari.",
        "Akan segera ditindaklanjuti pada kesempatan pertama.",
        "Diatur dalam Peraturan Nomor 12 Tahun 2026, keesokan harinya diumumkan.",
    ],
)
def test_a_past_day_an_impossible_one_and_a_time_given_to_the_reporter_are_no_promise(text: str) -> None:
    assert find_promises(text, WRITTEN, ahead) == []


def test_a_promise_is_remembered_with_the_sentence_that_made_it() -> None:
    text = "Terima kasih. Panel diganti 20 November 2026. Silakan menanggapi dalam 10 hari."
    assert read_promises(text, WRITTEN, ahead) == [Promise(date(2026, 11, 20), "Panel diganti 20 November 2026.")]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789 /-.xhariminggujndesmbr\n", max_size=300))
def test_any_text_at_all_is_read_into_days_to_come(text: str) -> None:
    assert all(day > WRITTEN for day in find_promises(text, WRITTEN, ahead))


def test_a_mind_begins_within_its_ranges_and_the_same_for_the_same_case() -> None:
    minds = [starting_mind(f"awal-{n}", TEMPER) for n in range(200)]
    for name, (low, high) in TEMPER.start.items():
        drawn = {getattr(mind, name) for mind in minds}
        assert low <= min(drawn) <= max(drawn) <= high
        assert len(drawn) > 10
    assert starting_mind("awal-7", TEMPER) == minds[7]


def test_the_channel_moves_where_a_citizen_begins() -> None:
    plain, walked_in = starting_mind("saluran", TEMPER, "Website"), starting_mind("saluran", TEMPER, "Tatap Muka")
    assert starting_mind("saluran", TEMPER) == plain
    assert walked_in.trust > plain.trust
    assert starting_mind("saluran", TEMPER, "Facebook").patience < plain.patience


FEELING = st.integers(0, 100)
PROMISE = st.builds(
    Promise,
    day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    what=st.text(max_size=20),
    kept=st.none() | st.booleans(),
)
MIND = st.builds(
    Mind, trust=FEELING, patience=FEELING, understanding=FEELING,
    promises=st.lists(PROMISE, max_size=3).map(tuple), told=st.lists(st.text(max_size=5), max_size=3).map(tuple),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(MIND)
def test_a_mind_survives_being_stored(mind: Mind) -> None:
    assert mind_from_json(mind_to_json(mind)) == mind


def test_a_mind_stored_before_promises_were_many_is_read_all_the_same() -> None:
    stored = {"trust": 50, "patience": 60, "understanding": 70, "promise": "2026-11-13", "told": ["time"]}
    assert mind_from_json(stored) == Mind(50, 60, 70, (Promise(date(2026, 11, 13)),), ("time",))
    assert mind_from_json({**stored, "promise": None}).promises == ()


@settings(max_examples=80, deadline=None)
@given(MIND, st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_each_promise_is_reckoned_once(mind: Mind, today: date, really: date) -> None:
    once = reckoning(mind, today, really, TEMPER)
    assert reckoning(once, today, really, TEMPER) == once
    assert all(promise.kept is not None for promise in once.promises if promise.day < today)


def test_a_promise_whose_day_has_not_passed_is_left_open() -> None:
    mind = Mind(50, 60, 70, (Promise(date(2026, 11, 13)),))
    assert reckoning(mind, date(2026, 11, 13), date(2026, 11, 18), TEMPER) == mind
    assert reckoning(mind, date(2026, 11, 14), None, TEMPER) == mind
    assert reckoning(mind, date(2026, 11, 14), date(2026, 11, 18), TEMPER).trust < mind.trust


def test_more_trust_never_gives_fewer_stars() -> None:
    stars = [rating_of(Mind(trust, 50, 50), TEMPER) for trust in range(101)]
    assert stars == sorted(stars)
    assert set(stars) == {1, 2, 3, 4, 5}


def broken(tmp_path: Path, before: str, after: str) -> Path:
    text = SEED.read_text("utf-8")
    assert before in text
    path = tmp_path / "citizens.toml"
    path.write_text(text.replace(before, after, 1), "utf-8")
    return path


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("trust = [45, 65]", "trust = [65, 45]", "start"),
        ("of_ten = 6", "of_ten = 9", "silence"),
        ("four = 60", "four = 90", "rating"),
        ('source = "usulan sandbox; alasan', 'sumber = "usulan sandbox; alasan', "decision"),
        ('accepts = ["Terima kasih, informasinya sudah saya terima.", "Terima kasih penjelasannya, saya mengerti alasannya."]',
         "accepts = []", "accepts"),
    ],
)  # fmt: skip
def test_a_wrong_number_is_named_when_it_is_loaded(tmp_path: Path, before: str, after: str, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        load_temper(broken(tmp_path, before, after))


def test_a_promise_named_twice_is_one() -> None:
    once = remembering(Mind(1, 2, 3), Promise(WRITTEN, "Besok."))
    assert remembering(once, Promise(WRITTEN, "Lusa.")) == once
