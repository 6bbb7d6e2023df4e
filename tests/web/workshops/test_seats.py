"""Lost cards, corrected lines, walk-ins."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.modules.models import Attempt
from bimtek.people import services as people
from bimtek.workshops import services as workshops
from tests.web.workshops.hall import Hall, forget_request, open_hall


def test_a_lost_card_opens_nothing_any_more_and_work_goes_on(hall: Hall) -> None:
    old = hall.seats()[0]
    person, trainer = hall.sit_down(old), hall.trainer()
    path = f"/kelas/{hall.class_id}/kursi/{old.account_id}"
    trainer.get(path)
    trainer.send(f"{path}/kartu")
    new = hall.seats()[0]
    assert new.code != old.code
    assert "tidak dikenal" in hall.browser().send("/masuk", code=old.code).text
    assert person.get("/beranda").status_code == 200
    trainer.send(f"{path}/kartu", sign_out="yes")
    assert person.get("/beranda").status_code == 302
    forget_request()
    told = [e.data for e in journal.entries_of(db.session(), f"class/{hall.class_id}") if e.kind == "card_renewed"]
    assert new.code not in str(told)
    assert len(told) == 2


def test_a_line_is_corrected_and_the_journal_holds_no_name(hall: Hall) -> None:
    row, trainer = hall.seats()[0], hall.trainer()
    path = f"/kelas/{hall.class_id}/kursi/{row.account_id}"
    trainer.get(path)
    given = {"name": "Andi <i>Contoh</i>, S.Sos.", "post": "Kabag TU", "unit": "PDAM", "group": "Kelompok 9"}
    trainer.send(path, **given)
    after = hall.seats()[0]
    assert (after.name, after.post, after.group) == (given["name"], "Kabag TU", "Kelompok 9")
    forget_request()
    assert people.person(db.session(), row.account_id).name == given["name"]  # type: ignore[union-attr]
    entries = journal.entries_of(db.session(), f"class/{hall.class_id}")
    assert "Andi <i>" not in str([entry.data for entry in entries])
    assert "Andi &lt;i&gt;" in trainer.get(path).text
    bad = trainer.send(path, name=" ", post="Tetap di sini", unit="", group="")
    assert bad.status_code == 422
    assert 'value="Tetap di sini"' in bad.text


def test_somebody_who_walks_in_gets_a_seat_a_desk_and_a_card(hall: Hall) -> None:
    trainer = hall.trainer()
    path = f"/kelas/{hall.class_id}/kursi"
    trainer.get(path)
    answer = trainer.send(
        path, name="Tamu Susulan, S.E.", nip="", post="Sekretaris", unit="Dinas Sosial", group="Kelompok 1"
    )
    assert answer.status_code == 302
    seats = hall.seats()
    assert seats[-1].name == "Tamu Susulan, S.E."
    assert seats[-1].number == 6
    card = trainer.get(answer.headers["Location"]).text
    assert f"{seats[-1].code[:3]} {seats[-1].code[3:]}" in card
    assert hall.sit_down(seats[-1]).get("/meja").status_code == 200
    again = trainer.send(path, name="Tamu Susulan, S.E.", post="", unit="Dinas Sosial")
    assert again.status_code == 422
    assert "sudah duduk" in again.text
    assert "Isi nama" in trainer.send(path, name="").text


def test_a_correction_goes_by_the_checks_of_the_roster(hall: Hall) -> None:
    row, trainer = hall.seats()[0], hall.trainer()
    path = f"/kelas/{hall.class_id}/kursi/{row.account_id}"
    trainer.get(path)
    for name, said in (
        ("12", "Isi nama"),
        ("Andi 081234567", "memuat nomor"),
        ("Andi \u202eotnoC", "tidak terlihat"),
        ("Andi" * 40, "lebih dari 120 huruf"),
        (f"Dr. {hall.seats()[1].name}, M.Si.", "sudah duduk"),
    ):
        answer = trainer.send(path, name=name, post="", unit=hall.seats()[1].unit, group="")
        assert (answer.status_code, said in answer.text) == (422, True), name
        assert 'id="name-error"' in answer.text
    bad = trainer.send(path, name=row.name, post="Lurah\u200b", unit=row.unit, group="")
    assert 'id="post-error"' in bad.text
    assert hall.seats()[0] == row


def test_a_corrected_unit_is_matched_anew(hall: Hall) -> None:
    row, trainer = hall.seats()[0], hall.trainer()
    path = f"/kelas/{hall.class_id}/kursi/{row.account_id}"
    trainer.get(path)
    unit = workshops.offered_units()[0]
    for text, matched in ((unit.name, unit.id), ("Kantor yang tidak ada di mana pun", None)):
        trainer.send(path, name=row.name, post="", unit=text, group="")
        seat = workshops.seat_of(db.session(), row.account_id)
        assert seat is not None
        assert (seat.unit, seat.unit_id) == (text, matched)
        forget_request()


def test_who_walks_in_twice_is_known_by_name_without_titles_and_by_nip(hall: Hall) -> None:
    trainer = hall.trainer()
    path = f"/kelas/{hall.class_id}/kursi"
    trainer.get(path)
    nip, unit = "198501012010011001", workshops.offered_units()[0]
    trainer.send(path, name="Tamu Susulan, S.E.", nip=nip, unit=unit.name)
    count = len(hall.seats())
    answer = trainer.send(path, name="Ir. Tamu Susulan", nip="", unit=unit.name.upper())
    assert "sudah duduk" in answer.text
    answer = trainer.send(path, name="Orang Lain", nip="19850101 201001 1 001", unit="")
    assert "memakai NIP ini" in answer.text
    assert 'id="nip-error"' in answer.text
    assert "NIP harus 18 angka" in trainer.send(path, name="Orang Lain", nip="123", unit="").text
    assert "rumus" in trainer.send(path, name="=HYPERLINK(A1)", nip="", unit="").text
    assert len(hall.seats()) == count
    namesake = trainer.send(path, name="Tamu Susulan, M.M.", nip="198601012011012002", unit=unit.name)
    assert namesake.status_code == 302


def test_the_list_says_how_often_a_seat_moved(hall: Hall) -> None:
    trainer, row = hall.trainer(), hall.seats()[0]
    hall.sit_down(row)
    assert "Pindah perangkat" not in trainer.get(f"/kelas/{hall.class_id}/kursi").text
    for _ in range(2):
        hall.sit_down(hall.seats()[0], confirm="move")
    page = trainer.get(f"/kelas/{hall.class_id}/kursi").text
    assert page.count("Pindah perangkat 2 kali") == 1


def test_seats_of_another_class_are_not_found(app: Flask, hall: Hall) -> None:
    other = open_hall(app, ("Orang Asing",), username="tetangga")
    stranger, trainer = other.seats()[0], hall.trainer()
    trainer.get(f"/kelas/{hall.class_id}/kursi")
    for rest in (f"/kursi/{stranger.account_id}", f"/kursi/{stranger.account_id}/kartu"):
        assert trainer.send(f"/kelas/{hall.class_id}{rest}", name="X").status_code == 404
    trainer.send(f"/kelas/{hall.class_id}/susulan", account=str(stranger.account_id), upto="U2")
    assert other.seats()[0] == stranger
    forget_request()
    assert db.session.scalars(select(Attempt)).all() == []
