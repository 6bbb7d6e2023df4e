"""Who keeps the platform corrects units, free days, time limits and texts, each with its source; nobody else does."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.people import services as people
from bimtek.sandbox.world import deadlines, ppid_content
from bimtek.workshops import overlay
from bimtek.workshops import services as workshops
from tests.conftest import WALL
from tests.web.committing import committing
from tests.web.workshops.hall import PASSWORD, Browser, Hall, forget_request

SOURCE = "Keputusan Bupati Nomor 1 Tahun 2026"
DAY = "/pengaturan/libur/2026-11-18"
PAGES = (
    "/pengaturan", "/pengaturan/unit", "/pengaturan/unit/baru", "/pengaturan/unit/dinkes", "/pengaturan/libur?tahun=2026",
    "/pengaturan/libur?tahun=2031", DAY, "/pengaturan/libur/2026-12-26", "/pengaturan/tenggat",
    "/pengaturan/tenggat/completion.complaint", "/pengaturan/teks", "/pengaturan/teks/ground.a",
)  # fmt: skip
FREE = {"kind": "local", "name": "Hari Jadi Contoh", "source": SOURCE}
UNIT = {
    "name": "Dinas Contoh Baru", "short": "Discob", "also": "Dinas Coba\nDinas Percobaan", "kind": "dinas",
    "level": "kabupaten", "source": SOURCE,
}  # fmt: skip


@pytest.fixture(autouse=True)
def seed_alone() -> Iterator[None]:
    """Nothing corrected here is known to the next test."""
    yield
    overlay.forget()


@pytest.fixture
def admin(hall: Hall) -> Browser:
    """The first trainer keeps the platform."""
    return hall.trainer()


def _kinds() -> list[str]:
    forget_request()
    return [entry.kind for entry in journal.entries_of(db.session(), "settings")]


def test_each_page_opens_for_an_admin_and_is_reached_from_the_classes_and_the_accounts(admin: Browser) -> None:
    for path in PAGES:
        assert admin.get(path).status_code == 200, path
    assert 'href="/pengaturan"' in admin.get("/kelas").text
    assert 'href="/pengaturan"' in admin.get("/akun").text


def test_another_trainer_and_a_trainee_are_refused_on_every_page(hall: Hall) -> None:
    with committing():
        people.add_trainer(db.session(), "Fasilitator Dua", "fasilitator.dua", PASSWORD, WALL)
    other, trainee = hall.browser(), hall.sit_down(hall.seats()[0])
    assert other.send("/fasilitator/masuk", username="fasilitator.dua", password=PASSWORD).status_code == 302
    other.token = ""
    assert 'href="/pengaturan"' not in other.get("/kelas").text
    for browser in (other, trainee):
        for path in PAGES:
            assert browser.get(path).status_code == 403, path
        for path in (DAY, "/pengaturan/holiday/2026-11-18/kembali", "/pengaturan/unit/baru"):
            assert browser.send(path, **FREE).status_code == 403
    assert _kinds() == []


def test_a_free_day_counts_from_the_next_request_on_and_is_given_back(admin: Browser) -> None:
    admin.get(DAY)
    assert admin.send(DAY, **FREE).location == DAY
    page = admin.get(DAY).text
    assert "Hari Jadi Contoh" in page
    assert SOURCE in page
    assert workshops.calendar().due_date(WALL.date(), 7).day == 19
    assert "Hari Jadi Contoh" in admin.get("/pengaturan/libur?tahun=2026").text
    assert admin.send(DAY, **FREE).location == DAY
    assert admin.send("/pengaturan/holiday/2026-11-18/kembali").location == DAY
    assert admin.send("/pengaturan/holiday/2026-11-18/kembali").location == DAY
    assert "Dikembalikan ke bawaan" in admin.get(DAY).text
    assert workshops.calendar().due_date(WALL.date(), 7).day == 18
    assert _kinds() == ["holiday_corrected", "holiday_given_back"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": ""}, {"source": "SKB"}, {"source": "x" * 301}, {"kind": ""}, {"kind": "feast"}, {"name": ""},
        {"name": "x" * 151}, {"name": "Hari\u202eJadi"}, {"kind": "working"},
    ],
)  # fmt: skip
def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(admin: Browser, wrong: dict[str, str]) -> None:
    typed = FREE | wrong
    admin.get(DAY)
    answer = admin.send(DAY, **typed)
    assert answer.status_code == 422
    assert "field-error" in answer.text
    assert re.search(r'id="error-summary".*?<li><a href="#(?:source|name|kind-0)">', answer.text, re.DOTALL)
    for name in ("name", "source"):
        assert f'value="{typed[name]}"' in answer.text
    assert _kinds() == []


def test_a_national_holiday_is_taken_back_and_people_work_on_it(admin: Browser) -> None:
    path = "/pengaturan/libur/2026-12-25"
    admin.get(path)
    assert admin.send(path, kind="working", name="", source=SOURCE).location == path
    assert "month-working" in admin.get("/pengaturan/libur?tahun=2026").text
    assert workshops.calendar().why(WALL.date().replace(month=12, day=25)) == "hari kerja"


def test_a_date_typed_leads_to_its_day_and_a_wrong_one_is_said(admin: Browser) -> None:
    assert admin.get("/pengaturan/libur?tanggal=2026-12-26").location == "/pengaturan/libur/2026-12-26"
    for wrong in ("", "besok", "1999-01-01"):
        answer = admin.get(f"/pengaturan/libur?tanggal={wrong}")
        assert answer.status_code == 422, wrong
        assert "field-error" in answer.text


def test_a_new_unit_is_offered_once_found_by_search_and_retired(admin: Browser) -> None:
    admin.get("/pengaturan/unit/baru")
    path = "/pengaturan/unit/dinas-contoh-baru"
    assert admin.send("/pengaturan/unit/baru", **UNIT).location == path
    again = admin.send("/pengaturan/unit/baru", **UNIT)
    assert again.status_code == 422
    assert "sudah dipakai" in again.text
    page = admin.get("/pengaturan/unit?cari=percobaan").text
    assert re.findall(r'id="unit-([a-z-]+)"', page) == ["dinas-contoh-baru"]
    admin.get(path)
    assert admin.send(path, **UNIT, retired="y").location == path
    admin.get(path)
    assert "dinas-contoh-baru" not in {unit.id for unit in workshops.offered_units()}
    assert "dinas-contoh-baru" in {unit.id for unit in workshops.units()}
    assert "dinas-contoh-baru" in admin.get("/pengaturan/unit?keadaan=retired").text


def test_a_unit_that_scenarios_need_is_renamed_and_not_retired(admin: Browser) -> None:
    path, told = "/pengaturan/unit/dinkes", {"name": "Dinas Sehat", "short": "Dinsehat", "also": "", "source": SOURCE}
    admin.get(path)
    assert admin.send(path, **told, retired="y").status_code == 422
    assert admin.send(path, **told, kind="bumn", level="nasional").location == path
    assert "Dinas Sehat" in admin.get("/pengaturan/unit").text
    unit = next(unit for unit in workshops.units() if unit.id == "dinkes")
    assert (unit.name, unit.kind, unit.level) == ("Dinas Sehat", "dinas", "kabupaten")
    assert admin.send(path, **told | {"name": "Dinas Sosial"}).status_code == 422


@pytest.mark.parametrize("days", ["", "0", "121", "empat", "-3", "3.5"])
def test_a_limit_out_of_bounds_is_refused(admin: Browser, days: str) -> None:
    path = "/pengaturan/tenggat/verification"
    admin.get(path)
    answer = admin.send(path, days=days, source=SOURCE)
    assert answer.status_code == 422
    assert f'value="{days}"' in answer.text


def test_a_limit_and_a_text_are_corrected_with_their_source(admin: Browser) -> None:
    path = "/pengaturan/tenggat/verification"
    admin.get(path)
    assert admin.send(path, days="4", source=SOURCE).location == path
    assert SOURCE in admin.get("/pengaturan/tenggat").text
    assert deadlines().settings.verification.days == 4
    path = "/pengaturan/teks/ground.a"
    admin.get(path)
    assert admin.send(path, explanation="<b>Penjelasan</b> baru", source=SOURCE).location == path
    assert "&lt;b&gt;Penjelasan&lt;/b&gt; baru" in admin.get(path).text
    ground = ppid_content().ground("a")
    assert ground is not None
    assert ground.source == SOURCE
    index = admin.get("/pengaturan").text
    assert index.count("1 dibetulkan") == 2
    assert "Fasilitator Contoh" in index


def test_what_does_not_exist_is_not_found(admin: Browser) -> None:
    for path in (
        "unit/entah", "libur/2026-02-30", "libur/1999-01-01", "libur/20261118", "tenggat/entah", "teks/ground.z", "apa",
    ):  # fmt: skip
        assert admin.get(f"/pengaturan/{path}").status_code == 404, path
    admin.get(DAY)
    for path in ("unit/dinkes/kembali", "holiday/entah/kembali", "apa/dinkes/kembali"):
        assert admin.send(f"/pengaturan/{path}").status_code == 404, path
