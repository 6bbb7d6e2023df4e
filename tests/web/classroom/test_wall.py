"""The page on the wall: the hall in totals, the mirror without names; its source gives away no person."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from bimtek.debrief.domain.stage import Mode
from bimtek.extensions import db
from bimtek.people.models import Account
from bimtek.workshops import tasks
from bimtek.workshops.services import workshop
from bimtek.workshops.tasks import TaskRow
from tests.conftest import WALL
from tests.web.committing import committing
from tests.web.debrief.mirror import FIELDS, GOOD, PLAIN, opened, page_of, vote
from tests.web.workshops.hall import PASSWORD, Browser, Hall, open_hall

#: Names that stand nowhere by chance, so that finding one is a leak.
NAMES = ("Zulkarnaim Qobiltu", "Wiwiektari Xandrawati", "Yonathanus Vbalango", "Qurratulaeni Zzmasita")
#: Accounts are numbered from here on: numbers that no page has a reason to write.
ACCOUNTS_FROM = 7_001_003


@pytest.fixture
def hall(app: Flask) -> Hall:
    with committing():
        db.session.add(
            Account(id=ACCOUNTS_FROM - 1, role="trainee", name="Xx", token="x", language="id", created_at=WALL)
        )
        if db.engine.dialect.name == "postgresql":  # SQLite counts on from the largest number by itself
            db.session.execute(select(func.setval("account_id_seq", ACCOUNTS_FROM - 1)))
    return open_hall(app, NAMES)


@pytest.fixture
def trainer(hall: Hall) -> Browser:
    return hall.trainer()


def wall_of(hall: Hall) -> str:
    """The wall's address."""
    return f"/kelas/{hall.class_id}/layar"


def part(hall: Hall, trainer: Browser) -> str:
    """The live part."""
    answer = trainer.get(f"{wall_of(hall)}/bagian", headers={"X-Live": "1"})
    assert answer.status_code == 200
    return answer.text


def set_mode(hall: Hall, trainer: Browser, mode: Mode, until: str = "") -> None:
    """The trainer says what the wall shows."""
    trainer.get(page_of(hall))
    assert trainer.send(f"{page_of(hall)}/layar", mode=mode.value, until=until).status_code == 302


def set_task(hall: Hall, minutes: int | None = 12) -> None:
    """The hall has a task."""
    ends = WALL + timedelta(minutes=minutes) if minutes is not None else None
    with committing():
        tasks.put(db.session(), hall.class_id, TaskRow("Jawab tiga laporan", "Bicarakan di meja.", "", ends, WALL))


def personal(hall: Hall, source: str) -> list[str]:
    """Everything in a page's source that points to a person: name, account, card, group, words said to or by one."""
    numbers = set(re.findall(r"\d+", source))
    found = [word for name in (*NAMES, "Fasilitator Contoh") for word in name.split()[:1] if word in source]
    found += [row.code for row in hall.seats() if row.code in source]
    found += [str(row.account_id) for row in hall.seats() if str(row.account_id) in numbers]
    found += [str(hall.trainer_id)] if str(hall.trainer_id) in numbers else []
    return found + [
        word for word in ("Kelompok 1", "Kecamatan Contoh", "Rahasia tangan", "Pesan pribadi") if word in source
    ]


def test_the_check_for_persons_sees_them_on_a_page_that_shows_them(hall: Hall, trainer: Browser) -> None:
    assert set(personal(hall, trainer.get("/papan").text)) >= {"Zulkarnaim", "Fasilitator", str(ACCOUNTS_FROM + 1)}


@pytest.mark.parametrize("mode", list(Mode))
def test_no_name_account_card_or_word_of_a_person_stands_in_the_source(
    hall: Hall, trainer: Browser, mode: Mode
) -> None:
    rows = hall.seats()
    first, second = hall.sit_down(rows[2]), hall.sit_down(rows[0])
    set_task(hall)
    first.get("/beranda")
    first.send("/aula/tangan", about="Rahasia tangan")
    trainer.get(f"/kelas/{hall.class_id}/pesan")
    trainer.send(f"/kelas/{hall.class_id}/pesan", text="Pesan pribadi", account=str(rows[2].account_id))
    opened(hall, trainer)
    vote(first, finding="a", action="b")
    vote(second, finding="b")
    for closed in (False, True):
        if closed:
            trainer.send(f"{page_of(hall)}/tutup")
        set_mode(hall, trainer, mode, "13:15")
        assert personal(hall, trainer.get(wall_of(hall)).text) == []
        assert personal(hall, part(hall, trainer)) == []


def test_who_of_the_hall_came_and_in_which_order_cannot_be_told(hall: Hall, trainer: Browser) -> None:
    said = set()
    other = open_hall(hall.app, NAMES[::-1], username="tetangga")
    for one, seats in ((hall, (0, 3)), (other, (2, 1))):
        for seat in seats:
            one.sit_down(one.seats()[seat])
        watcher = trainer if one is hall else one.browser()
        if one is other:
            assert watcher.send("/fasilitator/masuk", username="tetangga", password=PASSWORD).status_code == 302
        said.add(part(one, watcher))
    assert len(said) == 1


def test_an_unchanged_wall_is_sent_nothing_and_a_changed_one_its_part(hall: Hall, trainer: Browser) -> None:
    page = trainer.get(wall_of(hall)).text
    found = re.search(r'data-version="([^"]+)" data-every="3000"', page)
    assert found
    path = f"{wall_of(hall)}/bagian"
    silent = trainer.get(path, headers={"X-Live": "1", "X-Version": found[1]})
    assert (silent.status_code, silent.text) == (204, "")
    assert silent.headers["X-Clock"].startswith("2026-11-09T08:30:00 frozen")
    hall.sit_down(hall.seats()[0])
    told = trainer.get(path, headers={"X-Live": "1", "X-Version": found[1]})
    assert told.status_code == 200
    assert "<dt>Hadir</dt><dd" in told.text


def test_the_totals_count_the_hall(hall: Hall, trainer: Browser) -> None:
    text = re.sub(r"<[^>]+>", " ", part(hall, trainer))
    assert re.search(r"Hadir\s+0\s+Bekerja\s+0\s+Selesai\s+0\s+Laporan tuntas\s+0\s+Identitas terlindungi\s+–", text)
    browser = hall.sit_down(hall.seats()[1])
    browser.get("/meja")
    browser.send("/meja/peran", role="liaison")
    text = re.sub(r"<[^>]+>", " ", part(hall, trainer))
    assert re.search(r"Hadir\s+1\s+Bekerja\s+1\s+Selesai\s+0", text)


def test_growth_is_told_as_movement_over_minutes(hall: Hall, trainer: Browser) -> None:
    part(hall, trainer)
    for row in hall.seats()[:3]:
        hall.sit_down(row)
    hall.app.extensions["test_wall"] = WALL + timedelta(minutes=4)
    assert "▲ 3 dalam 4 menit" in part(hall, trainer)


def test_the_task_stands_there_with_the_time_it_has_left(hall: Hall, trainer: Browser) -> None:
    assert "Masuk dari ponsel" in part(hall, trainer)
    set_task(hall)
    assert "Jawab tiga laporan" in part(hall, trainer)
    for minutes, words in (
        (0, "12 menit lagi"),
        (5.5, "7 menit lagi"),
        (11.5, "Kurang dari satu menit lagi"),
        (12, "Waktu habis"),
    ):
        hall.app.extensions["test_wall"] = WALL + timedelta(minutes=minutes)
        assert words in part(hall, trainer)
    assert "sampai pukul 08.42 WITA" in part(hall, trainer)


def test_an_open_vote_comes_to_the_wall_by_itself_and_its_result_after_it(hall: Hall, trainer: Browser) -> None:
    set_task(hall)
    opened(hall, trainer)
    shown = part(hall, trainer)
    assert PLAIN in shown
    assert GOOD in shown
    assert "Jawab tiga laporan" not in shown
    vote(hall.sit_down(hall.seats()[0]), finding="b")
    assert "1 dari 1 peserta sudah memilih" in part(hall, trainer)
    trainer.send(f"{page_of(hall)}/tutup")
    result = part(hall, trainer)
    assert "B lebih banyak dipilih" in result
    assert "Rubrik A: 0 dari 2." in result
    trainer.send(f"{page_of(hall)}/singkirkan")
    assert "Jawab tiga laporan" in part(hall, trainer)


def test_while_the_vote_is_open_the_wall_keeps_the_rubrics_view_to_itself(hall: Hall, trainer: Browser) -> None:
    opened(hall, trainer)
    set_mode(hall, trainer, Mode.RESULT)
    shown = part(hall, trainer)
    assert "Pilihan aula sejauh ini" in shown
    assert "Rubrik A" not in shown


def test_a_draft_never_reaches_the_wall(hall: Hall, trainer: Browser) -> None:
    trainer.get(page_of(hall))
    trainer.send(page_of(hall), act="save", **FIELDS)
    for mode in (Mode.AUTO, Mode.MIRROR, Mode.RESULT):
        set_mode(hall, trainer, mode)
        assert GOOD not in part(hall, trainer)


def test_a_break_says_until_when_and_is_over_by_itself(hall: Hall, trainer: Browser) -> None:
    set_task(hall, None)
    set_mode(hall, trainer, Mode.PAUSE, "13:15")
    assert "Istirahat sampai 13.15" in part(hall, trainer)
    hall.app.extensions["test_wall"] = WALL.replace(hour=5, minute=15)
    assert "Jawab tiga laporan" in part(hall, trainer)


def test_hostile_words_of_a_task_are_only_words(hall: Hall, trainer: Browser) -> None:
    with committing():
        tasks.put(db.session(), hall.class_id, TaskRow("<script>alert(1)</script>", "", "", None, WALL))
        workshop(db.session(), hall.class_id).title = '"><b>Kelas'
    page = trainer.get(wall_of(hall)).text
    assert "<script>alert" not in page
    assert '"><b>Kelas' not in page


def test_the_wall_of_another_class_and_of_a_trainee_is_not_there(hall: Hall, trainer: Browser) -> None:
    other = open_hall(hall.app, ("Orang Asing",), username="tetangga")
    assert trainer.get(wall_of(other)).status_code == 404
    assert trainer.get(f"{wall_of(other)}/bagian").status_code == 404
    assert hall.sit_down(hall.seats()[0]).get(wall_of(hall)).status_code == 403
