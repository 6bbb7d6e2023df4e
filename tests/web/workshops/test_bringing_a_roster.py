"""The roster in the browser: read and shown first, seated only after confirmation, the file kept for its owner alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import WALL
from tests.web.workshops.hall import NEW_CLASS, Browser, Hall, open_hall

DATA = Path(__file__).resolve().parents[2] / "data" / "rosters"
HEAD = "Nama;Jabatan;Unit Kerja;Kelompok\n"
TWO = (HEAD + "Fajar Contoh Enam;Sekretaris;Dinas Kesehatan;2\nGita Contoh Tujuh;Admin;Dinas Kesehatan;2\n").encode()
HOSTILE = (
    HEAD
    + "<script>alert(1)</script> Jahat;Admin;Dinas Kesehatan;1\n"
    + "=cmd|' /C calc'!A0;Admin;Dinas Kesehatan;1\n"
    + "Hani \u202egnisb Contoh;Admin;Dinas Kesehatan;1\n"
    + "Intan Contoh Baik;Admin;Dinas Kesehatan;1\n"
).encode()


def _files(app: Flask) -> list[Path]:
    return sorted((Path(app.extensions["settings"].instance_dir) / "uploads").glob("*.bin"))


def _preview(hall: Hall, browser: Browser, data: bytes, name: str = "daftar.csv") -> str:
    answer = hall.upload(browser, data, name)
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def test_the_preview_shows_every_line_and_seats_nobody(hall: Hall) -> None:
    browser = hall.trainer()
    page = browser.get(_preview(hall, browser, TWO)).text
    assert "Fajar Contoh Enam" in page
    assert "Ambil 2 baris yang siap" in page
    assert "100 dari 100" in page
    assert len(hall.seats()) == 5


def test_confirming_seats_the_good_lines_without_a_second_upload(app: Flask, hall: Hall) -> None:
    browser = hall.trainer()
    path = _preview(hall, browser, TWO)
    done = browser.send(path)
    assert [row.name for row in hall.seats()[5:]] == ["Fajar Contoh Enam", "Gita Contoh Tujuh"]
    assert "2 peserta didudukkan." in browser.get(done.location).text
    assert _files(app) == []


def test_confirming_twice_seats_everybody_once(hall: Hall) -> None:
    browser = hall.trainer()
    path = _preview(hall, browser, TWO)
    browser.send(path)
    again = browser.send(path)
    assert "Berkas ini sudah dipakai" in browser.get(again.location).text
    assert len(hall.seats()) == 7


def test_bringing_a_longer_list_again_adds_only_the_new_people(hall: Hall) -> None:
    browser = hall.trainer()
    browser.send(_preview(hall, browser, TWO))
    longer = TWO + b"Joko Contoh Delapan;Admin;Dinas Kesehatan;2\n"
    path = _preview(hall, browser, longer)
    assert browser.get(path).text.count("Sudah terdaftar") == 3
    browser.send(path)
    assert [row.name for row in hall.seats()[5:]] == ["Fajar Contoh Enam", "Gita Contoh Tujuh", "Joko Contoh Delapan"]


def test_hostile_cells_are_shown_as_text_and_held_back(hall: Hall) -> None:
    browser = hall.trainer()
    path = _preview(hall, browser, HOSTILE)
    page = browser.get(path).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert page.count("Ditahan") >= 2
    done = browser.send(path)
    names = [row.name for row in hall.seats()[5:]]
    assert "Intan Contoh Baik" in names
    assert not any(name.startswith("=") or "\u202e" in name for name in names)
    for rest in ("", "/kartu"):
        assert "<script>alert" not in browser.get(done.location + rest).text


def test_lines_that_were_held_back_are_named_afterwards(hall: Hall) -> None:
    browser = hall.trainer()
    done = browser.send(_preview(hall, browser, HOSTILE))
    assert "baris 3, 4" in browser.get(done.location).text


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.iterdir()))
def test_every_odd_spreadsheet_is_read_or_refused_in_words(hall: Hall, name: str) -> None:
    browser = hall.trainer()
    answer = hall.upload(browser, (DATA / name).read_bytes(), name)
    assert answer.status_code in (302, 422)
    if answer.status_code == 422:
        assert 'id="roster-error"' in answer.text
    else:
        assert browser.get(answer.location).status_code == 200
        assert browser.send(answer.location).status_code in (200, 302)


@pytest.mark.parametrize(
    "data",
    [b"", b"   \n", b"\x00" * 400, b"PK\x03\x04rusak", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"a,b\n1,2\n"],
)
def test_a_file_that_is_no_list_is_refused_beside_its_field(app: Flask, hall: Hall, data: bytes) -> None:
    page = hall.upload(hall.trainer(), data, "peserta.xlsx")
    assert page.status_code == 422
    assert 'id="roster-error"' in page.text
    assert _files(app) == []


def test_sending_no_file_asks_for_one(hall: Hall) -> None:
    page = hall.trainer().send(f"/kelas/{hall.class_id}/peserta/impor")
    assert page.status_code == 422
    assert "Pilih berkas daftar peserta." in page.text


@pytest.mark.parametrize(("size", "status"), [(3 * 1024 * 1024, 413), (2 * 1024 * 1024 + 1000, 422)])
def test_a_file_too_large_is_refused_beside_its_field(app: Flask, hall: Hall, size: int, status: int) -> None:
    page = hall.upload(hall.trainer(), b"x" * size)
    assert page.status_code == status
    assert "lebih dari 2 MB" in page.text
    assert 'id="roster-error"' in page.text
    assert _files(app) == []


def test_a_huge_post_to_another_trainers_class_is_not_found(app: Flask, hall: Hall) -> None:
    other = open_hall(app, ("Orang Lain",), username="lain")
    assert other.class_id != hall.class_id
    assert other.upload(hall.trainer(), b"x" * 3 * 1024 * 1024).status_code == 404


def test_a_kept_file_opens_for_its_owner_and_class_alone(app: Flask, hall: Hall) -> None:
    browser = hall.trainer()
    key = _preview(hall, browser, TWO).rpartition("/")[2]
    made = browser.send("/kelas/baru", **NEW_CLASS).location
    assert browser.get(f"{made}/peserta/impor/{key}").status_code == 302
    assert browser.send(f"{made}/peserta/impor/{key}").location.endswith("/peserta/impor")
    assert len(_files(app)) == 1


@pytest.mark.parametrize("key", ["..%2f..%2fsecret-key", "0" * 32, "x", "%00"])
def test_a_key_that_was_never_given_opens_nothing(hall: Hall, key: str) -> None:
    answer = hall.trainer().get(f"/kelas/{hall.class_id}/peserta/impor/{key}")
    assert answer.status_code in (302, 400, 404)  # 400: a NUL is refused before anything is asked for


def test_a_kept_file_is_forgotten_after_a_day(app: Flask, hall: Hall) -> None:
    browser = hall.trainer()
    path = _preview(hall, browser, TWO)
    app.extensions["test_wall"] = WALL + timedelta(hours=25)
    assert browser.get(path).status_code == 302
    hall.upload(browser, TWO)
    assert len(_files(app)) == 1


def test_only_a_few_files_are_kept_for_one_class(app: Flask, hall: Hall) -> None:
    browser = hall.trainer()
    for minute in range(8):
        app.extensions["test_wall"] = WALL + timedelta(minutes=minute)
        last = _preview(hall, browser, TWO)
    assert len(_files(app)) == 5
    assert browser.get(last).status_code == 200


def test_a_hostile_file_name_is_only_shown(hall: Hall) -> None:
    browser = hall.trainer()
    page = browser.get(_preview(hall, browser, TWO, "../../<b>\u202edaftar.csv")).text
    assert "&lt;b&gt;daftar.csv" in page
    assert "../" not in page


def test_a_list_beyond_five_hundred_seats_is_shown_and_not_taken(hall: Hall) -> None:
    browser = hall.trainer()
    many = HEAD + "".join(
        f"Peserta {chr(65 + n % 26)}{chr(65 + n // 26)} Contoh;Admin;Dinas Kesehatan;1\n" for n in range(496)
    )
    path = _preview(hall, browser, many.encode())
    assert "Kelas akan terlalu besar." in browser.get(path).text
    assert browser.send(path).status_code == 200
    assert len(hall.seats()) == 5
