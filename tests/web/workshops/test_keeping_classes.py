"""Making a class in the browser, amending, copying and archiving it; what is left before the first day."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.workshops import class_trainers, services, taught
from bimtek.workshops.hall_models import AgendaItem
from bimtek.workshops.models import Workshop
from tests.web.committing import committing
from tests.web.workshops.hall import NEW_CLASS, PASSWORD, Browser, Hall, forget_request, open_hall

WRONG = [
    ("title", ""), ("title", "x" * 151), ("place", "  "), ("starts_on", ""), ("starts_on", "31/12/2026"),
    ("starts_on", "2026-02-30"), ("starts_on", "9999-12-31"), ("starts_on", "1890-01-01"),
    ("seed", "a b"), ("seed", "x" * 41), ("seed", "benih\u202e"), ("units", []), ("units", ["U9"]), ("speed", "7"),
    ("quiet_minutes", "2"), ("quiet_minutes", "31"), ("quiet_minutes", ""), ("quiet_minutes", "delapan"),
    ("cases", "9"), ("cases", "61"), ("cases", "-20"), ("cases", "1e9"),
]  # fmt: skip


def _class(class_id: int) -> Workshop:
    forget_request()
    return services.workshop(db.session(), class_id)


def class_trainer(hall: Hall) -> Person:
    """The person of the hall's trainer."""
    found = people.person(db.session(), hall.trainer_id)
    assert found is not None
    return found


def _kinds(class_id: int) -> list[str]:
    forget_request()
    return [entry.kind for entry in journal.entries_of(db.session(), f"class/{class_id}")]


def _made(browser: Browser, **more: Any) -> int:
    browser.get("/kelas/baru")
    answer = browser.send("/kelas/baru", **{**NEW_CLASS, **more})
    assert answer.status_code == 302, answer.text
    return int(answer.location.rsplit("/", 1)[1])


def test_a_new_class_is_as_the_form_said_and_stands_in_the_list(hall: Hall) -> None:
    browser = hall.trainer()
    made = _made(browser, speed="300", quiet_minutes="12", cases="25", seed="uji-2")
    page = browser.get(f"/kelas/{made}").text
    assert "Bimtek gelombang dua" in page
    assert "U1, U6" in page
    assert "Bimtek gelombang dua" in browser.get("/kelas").text
    row = _class(made)
    assert (row.clock_seconds_per_day, row.quiet_minutes, row.cases_per_sandbox, row.seed) == (300, 12, 25, "uji-2")
    assert services.workshops_and_roles(db.session(), class_trainer(hall))[0] == (row, "lead")


@pytest.mark.parametrize(("field", "typed"), WRONG)
def test_a_faulty_class_is_refused_beside_its_field_and_loses_nothing(hall: Hall, field: str, typed: Any) -> None:
    page = hall.trainer().send("/kelas/baru", **{**NEW_CLASS, field: typed})
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    if field != "title":
        assert 'value="Bimtek gelombang dua"' in page.text


def test_a_class_starting_on_a_holiday_begins_on_the_next_working_day(hall: Hall) -> None:
    browser = hall.trainer()
    assert "Senin, 16 Nov 2026, 08.30 WITA" in browser.get(f"/kelas/{_made(browser, starts_on='2026-11-14')}").text


def test_a_class_of_all_units_names_none_so_that_a_new_unit_belongs_to_it(hall: Hall) -> None:
    made = _made(hall.trainer(), units=list(taught.codes()))
    assert _class(made).units == []
    assert taught.units_of(db.session(), made) == frozenset(taught.codes())


def test_the_units_of_a_class_are_asked_for_by_its_number(hall: Hall) -> None:
    made = _made(hall.trainer(), units=["U6", "U1"])
    forget_request()
    assert taught.units_of(db.session(), made) == {"U1", "U6"}


def test_the_first_thing_to_prepare_is_the_roster_then_the_groups(app: Flask, hall: Hall) -> None:
    browser = hall.trainer()
    made = _made(browser)
    assert (
        f'<a class="button button-gold button-big" href="/kelas/{made}/peserta/impor">'
        in browser.get(f"/kelas/{made}").text
    )


def test_on_the_day_the_next_thing_is_the_board(hall: Hall) -> None:
    page = hall.trainer().get(f"/kelas/{hall.class_id}").text
    assert f'<a class="button button-gold button-big" href="/papan?kelas={hall.class_id}">' in page


def test_what_only_the_trainer_can_see_is_ticked_off_and_taken_back(hall: Hall) -> None:
    browser, path = hall.trainer(), f"/kelas/{hall.class_id}/siap"
    browser.get(f"/kelas/{hall.class_id}")
    browser.send(path, what="cards", done="yes")
    browser.send(path, what="cards", done="yes")
    assert _class(hall.class_id).prepared == ["cards"]
    assert "Sudah dicetak" in browser.get(f"/kelas/{hall.class_id}").text
    browser.send(path, what="cards", done="no")
    assert _class(hall.class_id).prepared == []
    assert _kinds(hall.class_id).count("class_prepared") == 2
    assert browser.send(path, what="hari-libur", done="yes").status_code == 400


def test_before_anybody_is_seated_everything_may_be_amended(hall: Hall) -> None:
    browser = hall.trainer()
    made = _made(browser)
    page = browser.get(f"/kelas/{made}/ubah").text
    assert 'name="seed"' in page
    wanted = {**NEW_CLASS, "title": "Gelombang tiga", "starts_on": "2026-11-23", "seed": "lain", "cases": "30"}
    browser.send(f"/kelas/{made}/ubah", **wanted)
    row = _class(made)
    assert (row.title, row.seed, row.cases_per_sandbox, str(row.starts_on)) == (
        "Gelombang tiga",
        "lain",
        30,
        "2026-11-23",
    )
    assert str(row.clock_sim) == "2026-11-23 08:30:00"


def test_once_people_sit_the_world_they_sit_in_stays(hall: Hall) -> None:
    browser = hall.trainer()
    page = browser.get(f"/kelas/{hall.class_id}/ubah").text
    assert 'name="seed"' not in page
    assert "Meja setiap peserta sudah dibuat" in page
    before = _class(hall.class_id)
    kept = (before.seed, before.cases_per_sandbox, before.starts_on, before.clock_sim)
    wanted = {**NEW_CLASS, "title": "Nama lain", "seed": "lain", "cases": "30", "starts_on": "2026-12-01"}
    browser.send(f"/kelas/{hall.class_id}/ubah", **wanted)
    row = _class(hall.class_id)
    assert (row.seed, row.cases_per_sandbox, row.starts_on, row.clock_sim) == kept
    assert (row.title, row.units, row.quiet_minutes) == ("Nama lain", ["U1", "U6"], 8)


def test_amending_nothing_records_nothing(hall: Hall) -> None:
    browser = hall.trainer()
    wanted = {"title": "Kelas contoh", "place": "Aula contoh", "units": list(taught.codes()), "quiet_minutes": "8"}
    browser.get(f"/kelas/{hall.class_id}/ubah")
    assert browser.send(f"/kelas/{hall.class_id}/ubah", **wanted).status_code == 302
    assert "class_amended" not in _kinds(hall.class_id)


def test_a_faulty_change_is_refused_and_keeps_what_was_typed(hall: Hall) -> None:
    browser = hall.trainer()
    browser.get(f"/kelas/{hall.class_id}/ubah")
    page = browser.send(f"/kelas/{hall.class_id}/ubah", **{**NEW_CLASS, "quiet_minutes": "99", "title": "Baru sekali"})
    assert page.status_code == 422
    assert 'id="quiet_minutes-error"' in page.text
    assert "Baru sekali" in page.text
    assert _class(hall.class_id).title == "Kelas contoh"


def test_a_copy_takes_the_agenda_the_units_and_the_trainers_and_no_people(app: Flask, hall: Hall) -> None:
    other = open_hall(app, (), username="lain")
    with committing():
        source = services.workshop(db.session(), hall.class_id)
        source.units, source.quiet_minutes, source.clock_seconds_per_day = ["U6"], 12, 600
        class_trainers.add(
            db.session(), class_trainer(hall), source, "lain", "observer", app.extensions["wall_clock"]()
        )
        db.session.add(AgendaItem(workshop_id=source.id, day=1, starts="08:30", ends="10:00", title="Pembukaan", jp=2))
    browser = hall.trainer()
    assert "1 mata acara" in browser.get(f"/kelas/{hall.class_id}/salin").text
    fields = {"title": "Kelas salinan", "starts_on": "2027-01-11", "agenda": "y", "trainers": "y"}
    made = int(browser.send(f"/kelas/{hall.class_id}/salin", **fields).location.rsplit("/", 1)[1])
    row = _class(made)
    assert (row.copied_from, row.place, row.units) == (hall.class_id, "Aula contoh", ["U6"])
    assert (row.quiet_minutes, row.clock_seconds_per_day, row.cases_per_sandbox) == (12, 600, 1)
    assert row.seed != "uji"
    parts = {part.account_id: part.role for part in class_trainers.trainers(db.session(), made)}
    assert parts == {hall.trainer_id: "lead", other.trainer_id: "observer"}
    assert db.session.query(AgendaItem.title).filter_by(workshop_id=made).all() == [("Pembukaan",)]
    assert services.seats_of(db.session(), made) == []
    assert _kinds(made) == ["workshop_created", "trainer_added"]


def test_a_copy_may_leave_agenda_and_trainers_behind(app: Flask, hall: Hall) -> None:
    browser = hall.trainer()
    browser.get(f"/kelas/{hall.class_id}/salin")
    made = browser.send(f"/kelas/{hall.class_id}/salin", title="Kelas salinan", starts_on="2027-01-11").location
    assert _kinds(int(made.rsplit("/", 1)[1])) == ["workshop_created"]


def test_an_archived_class_is_read_refuses_every_change_and_comes_back(hall: Hall) -> None:
    browser, at = hall.trainer(), f"/kelas/{hall.class_id}"
    browser.send(f"{at}/kendali/jam", act="resume")
    assert "Jam aula dibekukan" in browser.get(f"{at}/arsip").text
    browser.send(f"{at}/arsip", act="archive")
    browser.send(f"{at}/arsip", act="archive")
    assert not _class(hall.class_id).clock_running
    page = browser.get(at).text
    assert "Kelas ini ada di arsip." in page
    assert "Sebelum hari H" not in page
    assert "Arsip (1 kelas)" in browser.get("/kelas").text
    assert "diarsipkan" in browser.send(f"{at}/kendali/jam", act="resume").text
    assert browser.send(f"{at}/ubah", **NEW_CLASS).status_code == 403
    assert browser.get(f"{at}/salin").status_code == 200
    browser.send(f"{at}/arsip", act="restore")
    assert browser.send(f"{at}/kendali/jam", act="resume").status_code == 302
    kinds = [kind for kind in _kinds(hall.class_id) if kind.startswith("class_")]
    assert kinds == ["class_archived", "class_restored"]


def test_an_archive_act_that_does_not_exist_does_nothing(hall: Hall) -> None:
    browser = hall.trainer()
    assert browser.send(f"/kelas/{hall.class_id}/arsip", act="delete").status_code == 400
    assert _class(hall.class_id).archived_at is None


def test_a_trainee_of_an_archived_class_reads_on_and_is_told(hall: Hall) -> None:
    browser, trainee = hall.trainer(), hall.sit_down(hall.seats()[0])
    assert "disimpan di arsip" not in trainee.get("/beranda").text
    browser.get(f"/kelas/{hall.class_id}/arsip")
    browser.send(f"/kelas/{hall.class_id}/arsip", act="archive")
    page = trainee.get("/beranda")
    assert page.status_code == 200
    assert "disimpan di arsip" in page.text
    assert trainee.get("/meja").status_code == 200


def test_an_observer_is_offered_nothing_to_change(app: Flask, hall: Hall) -> None:
    open_hall(app, (), username="lain")
    with committing():
        source = services.workshop(db.session(), hall.class_id)
        class_trainers.add(
            db.session(), class_trainer(hall), source, "lain", "observer", app.extensions["wall_clock"]()
        )
    browser = hall.browser()
    browser.send("/fasilitator/masuk", username="lain", password=PASSWORD)
    page = browser.get(f"/kelas/{hall.class_id}").text
    for path in ("ubah", "salin", "arsip", "peserta/impor", "siap"):
        assert f'"/kelas/{hall.class_id}/{path}"' not in page
    assert "Pengamat" in browser.get("/kelas").text
    assert "/kelompok/pindah" not in browser.get(f"/kelas/{hall.class_id}/kelompok").text
