"""How a trainer wants the board: unit or all units, group, order, pages of a large class, one person beside the grid."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from bimtek.extensions import db, writing
from bimtek.workshops.models import Facilitator, Seat
from tests.conftest import WALL
from tests.web.workshops.hall import Hall, forget_request, open_hall


@pytest.fixture
def hall(app: Flask) -> Hall:
    return open_hall(app)


def _names(page: str) -> list[str]:
    grid = page[page.index('<table class="board-grid"') :]
    return re.findall(r"<bdi>([^<]+)</bdi>", grid[: grid.index("</table>")])


def _in_groups(hall: Hall, of: int) -> None:
    forget_request()
    token = writing.set(True)
    for row in hall.seats():
        seat = db.session.get(Seat, row.account_id)
        assert seat
        seat.group = f"Kelompok {(seat.number - 1) // of + 1}"
    db.session.commit()
    writing.reset(token)
    forget_request()


def test_all_units_at_a_glance_are_one_cell_a_unit(hall: Hall) -> None:
    page = hall.trainer().get("/papan?unit=semua").text
    row = re.search(r'<tr id="person-\d+".*?</tr>', page, re.DOTALL)
    assert row
    assert row[0].count('<i class="state') == 8
    assert "5 peserta, 8 unit" in page
    assert '<option value="semua" selected>' in page


def test_the_order_wished_is_kept_in_the_address_and_what_makes_no_sense_is_as_if_unsaid(app: Flask) -> None:
    hall = open_hall(app, ("Citra", "andi", "Baso"))
    trainer = hall.trainer()
    assert _names(trainer.get("/papan?urut=nama").text) == ["andi", "Baso", "Citra"]
    assert _names(trainer.get("/papan?urut=kursi").text) == ["Citra", "andi", "Baso"]
    page = trainer.get("/papan?urut=zzz&unit=Q9&lembar=-4&orang=x").text
    assert '<option value="tunggu" selected>' in page
    live = re.search(r'data-poll="([^"]+)"', trainer.get("/papan?urut=nama").text)
    assert live
    assert "urut=nama" in live[1]


def test_a_large_class_shows_one_group_at_a_time_with_numbers_for_all(app: Flask) -> None:
    hall = open_hall(app, tuple(f"Orang {n:03d}" for n in range(1, 211)))
    _in_groups(hall, 21)
    trainer = hall.trainer()
    first = trainer.get("/papan").text
    assert _names(first) == [f"Orang {n:03d}" for n in range(1, 22)]
    assert "<dd>0<small> dari 210</small></dd>" in first
    assert "Kelompok 1, kursi 1–21. Lembar 1 dari 10" in first
    onward = re.search(r'href="([^"]+)">Berikutnya', first)
    assert onward
    second = trainer.get(onward[1].replace("&amp;", "&")).text
    assert _names(second)[0] == "Orang 022"
    assert "Lembar 10 dari 10" in trainer.get("/papan?lembar=99").text
    assert len(_names(trainer.get("/papan?cari=Orang+00").text)) == 9


def test_one_person_opens_beside_the_grid_by_the_address_alone(hall: Hall) -> None:
    row, trainer = hall.seats()[1], hall.trainer()
    page = trainer.get(f"/papan?orang={row.account_id}").text
    side = page[page.index('id="board-side"') : page.index("</aside>")]
    assert "Baso Contoh Dua" in side
    assert "Kursi 2" in side
    assert f'href="/papan/orang/{row.account_id}/meja"' in side
    assert "orang=" not in re.findall(r'href="([^"]+)" data-board-close', side)[0]
    assert f'<tr id="person-{row.account_id}" data-n="2" data-since="-2" class="board-selected">' in page
    assert "data-keep hidden></aside>" in trainer.get("/papan").text


def test_the_part_beside_the_grid_says_why_and_what_to_do(hall: Hall) -> None:
    row = hall.seats()[0]
    trainee = hall.sit_down(row)
    trainee.get("/meja")
    assert trainee.send("/meja/peran", role="liaison").status_code == 302
    trainer = hall.trainer()
    hall.app.extensions["test_wall"] = WALL + timedelta(minutes=9)
    part = trainer.get(f"/papan/orang/{row.account_id}/samping").text
    assert "Tidak bergerak" in part
    assert "tombol emas" in part
    assert "Berganti peran" in part
    assert "<html" not in part


def test_nobody_of_another_class_opens_beside_the_grid(app: Flask, hall: Hall) -> None:
    other = open_hall(app, ("Orang Asing",), username="tetangga")
    stranger, trainer = other.seats()[0].account_id, hall.trainer()
    assert trainer.get(f"/papan/orang/{stranger}/samping").status_code == 404
    assert trainer.get(f"/papan/orang/{2**70}/samping").status_code == 404
    assert "Orang Asing" not in trainer.get(f"/papan?orang={stranger}").text
    assert hall.sit_down(hall.seats()[0]).get(f"/papan/orang/{stranger}/samping").status_code == 403


def test_whoever_may_only_watch_sees_the_board_and_no_button_that_steers(hall: Hall) -> None:
    trainer = hall.trainer()
    assert 'method="post"' in trainer.get("/papan").text.partition("<main")[2].partition("</main>")[0]
    forget_request()
    token = writing.set(True)
    part = db.session.get(Facilitator, (hall.class_id, hall.trainer_id))
    assert part
    part.role = "observer"
    db.session.commit()
    writing.reset(token)
    page = trainer.get("/papan")
    assert page.status_code == 200
    main = page.text[page.text.index("<main") : page.text.index("</main>")]
    assert 'method="post"' not in main


def test_every_number_shape_and_reason_is_in_the_legend(hall: Hall) -> None:
    page = hall.trainer().get("/papan").text
    legend = page[page.index("Arti angka, bentuk, dan sebab") :]
    for word in ("Hadir", "Bekerja", "Macet", "Selesai", "angkat tangan", "petunjuk habis", "sambungan putus", "diam"):
        assert word in legend
