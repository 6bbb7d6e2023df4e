"""Two nameless replies before the hall: nobody is named, everybody votes once, and the result is the hall's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from bimtek.debrief import services, voting
from bimtek.debrief.domain.voting import Count
from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.workshops.services import workshop
from tests.conftest import WALL
from tests.web.committing import committing
from tests.web.debrief.mirror import FIELDS, GOOD, PLAIN, opened, page_of, vote
from tests.web.workshops.hall import Browser, Hall, forget_request, open_hall


def _counts(hall: Hall) -> dict[str, Count]:
    forget_request()
    row = services.current(db.session(), hall.class_id)
    assert row is not None
    return {count.criterion: count for count in voting.votes(db.session(), row).counts}


def test_two_people_vote_one_changes_and_both_count_once(hall: Hall, trainer: Browser) -> None:
    opened(hall, trainer)
    first, second = (hall.sit_down(row) for row in hall.seats()[:2])
    assert vote(first, finding="a", action="b") == 302
    assert vote(second, finding="same", action="b", timeframe="b") == 302
    assert vote(first, finding="b", action="b") == 302
    counts = _counts(hall)
    assert counts["finding"] == Count("finding", 0, 1, 1)
    assert counts["action"] == Count("action", 0, 2, 0)
    assert counts["timeframe"] == Count("timeframe", 0, 1, 0)
    assert "2 dari 2 peserta sudah memilih" in trainer.get(page_of(hall)).text


def test_the_ballot_shows_what_was_chosen_and_names_nobody(hall: Hall, trainer: Browser) -> None:
    opened(hall, trainer)
    browser = hall.sit_down(hall.seats()[0])
    vote(browser, finding="b")
    page = browser.get("/cermin").text
    assert 'id="finding-b" value="b" checked' in page
    assert PLAIN in page
    assert GOOD in page
    assert "Citra Contoh Tiga" not in page


def test_the_same_ballot_twice_leaves_one_trace_and_wakes_no_other_page(hall: Hall, trainer: Browser) -> None:
    opened(hall, trainer)
    browser = hall.sit_down(hall.seats()[0])
    before = journal.stream_version(db.session(), f"class/{hall.class_id}")
    vote(browser, finding="a")
    vote(browser, finding="a")
    forget_request()
    entries = journal.entries_of(db.session(), "mirror/1")
    assert [entry.data["choices"] for entry in entries] == [{"finding": "a"}]
    assert journal.stream_version(db.session(), f"class/{hall.class_id}") == before
    assert journal.check_chains(db.session()) == []


def test_after_closing_a_ballot_is_refused_in_words_and_not_counted(hall: Hall, trainer: Browser) -> None:
    opened(hall, trainer)
    browser = hall.sit_down(hall.seats()[0])
    browser.get("/cermin")
    trainer.send(f"{page_of(hall)}/tutup")
    answer = browser.send("/cermin", mirror=1, finding="a")
    assert answer.status_code == 409
    assert "sudah ditutup; pilihan Anda tidak dihitung" in answer.text
    assert _counts(hall)["finding"].total == 0


def test_a_closed_vote_is_opened_again_with_its_votes_and_put_away_and_brought_back(
    hall: Hall, trainer: Browser
) -> None:
    opened(hall, trainer)
    browser = hall.sit_down(hall.seats()[0])
    vote(browser, finding="a")
    page = page_of(hall)
    trainer.send(f"{page}/tutup")
    trainer.send(f"{page}/buka")
    assert vote(browser, finding="b") == 302
    trainer.send(f"{page}/singkirkan")
    assert "Kembalikan ke layar" in trainer.get(page).text
    trainer.send(f"{page}/kembalikan")
    assert _counts(hall)["finding"] == Count("finding", 0, 1, 0)
    assert "Pemungutan suara ditutup" in trainer.get(page).text


def test_an_empty_ballot_comes_back_with_the_reason(hall: Hall, trainer: Browser) -> None:
    opened(hall, trainer)
    browser = hall.sit_down(hall.seats()[0])
    browser.get("/cermin")
    answer = browser.send("/cermin", mirror=1, finding="perhaps", empathy="a")
    assert answer.status_code == 422
    assert "Pilih paling sedikit satu." in answer.text


@pytest.mark.parametrize(
    ("leaking", "passage"),
    [
        ("Petugas kami, Baso Contoh Dua, sudah memeriksa.", "Baso Contoh Dua"),
        ("Silakan hubungi pelapor di 0841 2200 317.", "0841 2200 317"),
        ("Laporan SIM-4100218 sudah selesai.", "SIM-4100218"),
        ("Rumah pelapor di RT 03 sudah kami datangi.", "RT 03"),
        ("Fasilitator Contoh sudah memeriksa.", "Fasilitator Contoh"),
    ],
)
def test_a_text_that_reveals_somebody_is_not_shown_and_the_passage_stands_beside_it(
    hall: Hall, trainer: Browser, leaking: str, passage: str
) -> None:
    trainer.get(page_of(hall))
    answer = trainer.send(page_of(hall), act="open", **{**FIELDS, "text_b": leaking})
    assert answer.status_code == 422
    assert "Belum dapat ditampilkan" in answer.text
    assert f'<mark class="mark-missed">{passage}' in answer.text
    assert leaking in answer.text, "what was typed is lost"
    assert "Belum ada yang dipilih" in hall.sit_down(hall.seats()[0]).get("/cermin").text
    trainer.send(f"{page_of(hall)}/buka")
    assert services.on_the_wall(db.session(), hall.class_id) is None


def test_a_name_in_the_question_is_found_too(hall: Hall, trainer: Browser) -> None:
    trainer.get(page_of(hall))
    fields = {**FIELDS, "question": "Apakah balasan Dewi Contoh Empat lebih baik?"}
    assert trainer.send(page_of(hall), act="open", **fields).status_code == 422


def test_what_was_found_is_taken_out_with_one_tap(hall: Hall, trainer: Browser) -> None:
    trainer.get(page_of(hall))
    text = "Petugas kami, Baso Contoh Dua, memeriksa lampu pada laporan SIM-4100218."
    assert trainer.send(page_of(hall), act="mask", **{**FIELDS, "text_b": text}).status_code == 302
    page = trainer.get(page_of(hall)).text
    assert "Petugas kami, [nama disamarkan], memeriksa lampu pada laporan [nomor laporan]." in page
    assert "Tidak ada identitas yang ditemukan" in page


def test_no_words_reach_the_journal_before_they_are_known_to_name_nobody(hall: Hall, trainer: Browser) -> None:
    trainer.get(page_of(hall))
    trainer.send(page_of(hall), act="open", **{**FIELDS, "text_b": "Baso Contoh Dua memeriksa."})
    forget_request()
    entries = journal.entries_of(db.session(), f"class/{hall.class_id}")
    assert "Baso" not in str([entry.data for entry in entries])


def test_the_rubrics_view_of_both_is_told_when_the_vote_is_closed_and_not_before(hall: Hall, trainer: Browser) -> None:
    opened(hall, trainer)
    assert "Rubrik untuk A" not in trainer.get(page_of(hall)).text
    trainer.send(f"{page_of(hall)}/tutup")
    assert "Rubrik untuk A" in trainer.get(page_of(hall)).text
    forget_request()
    row = services.current(db.session(), hall.class_id)
    assert row is not None
    assert row.levels["b"]["timeframe"]["level"] > row.levels["a"]["timeframe"]["level"]
    assert set(row.levels["a"]) == set(row.criteria)


def test_what_the_hall_has_seen_is_not_changed(hall: Hall, trainer: Browser) -> None:
    opened(hall, trainer)
    trainer.send(page_of(hall), act="save", **{**FIELDS, "text_a": "Sesuatu yang lain sama sekali."})
    row = services.current(db.session(), hall.class_id)
    assert row is not None
    assert row.text_a == PLAIN


def test_a_double_tap_on_opening_opens_once_and_says_no_fault(hall: Hall, trainer: Browser) -> None:
    opened(hall, trainer)
    trainer.send(page_of(hall), act="open", **FIELDS)
    assert "masih di layar" not in trainer.get(page_of(hall)).text
    forget_request()
    kinds = [entry.kind for entry in journal.entries_of(db.session(), f"class/{hall.class_id}")]
    assert kinds.count(services.MIRROR_OPENED) == 1


def test_a_draft_given_up_by_mistake_comes_back_with_its_words(hall: Hall, trainer: Browser) -> None:
    trainer.get(page_of(hall))
    trainer.send(page_of(hall), act="save", **FIELDS)
    trainer.send(f"{page_of(hall)}/singkirkan")
    assert "Kembalikan rancangan" in trainer.get(page_of(hall)).text
    trainer.send(f"{page_of(hall)}/kembalikan")
    assert GOOD in trainer.get(page_of(hall)).text
    assert services.on_the_wall(db.session(), hall.class_id) is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text_a": ""}, "Tulis balasan A."),
        ({"text_b": "x" * 1001}, "Paling banyak 1000 karakter."),
        ({"criteria": []}, "Pilih satu sampai 4 kriteria."),
        ({"criteria": ["finding", "action", "timeframe", "empathy", "language"]}, "Pilih satu sampai 4 kriteria."),
    ],
)
def test_a_faulty_form_says_so_beside_the_field_and_keeps_the_rest(
    hall: Hall, trainer: Browser, fields: dict[str, object], words: str
) -> None:
    trainer.get(page_of(hall))
    answer = trainer.send(page_of(hall), act="open", **{**FIELDS, **fields})
    assert answer.status_code == 422
    assert words in answer.text
    assert "Lampu jalan padam dua pekan." in answer.text


def test_the_hall_is_told_of_an_open_vote_on_whatever_page_is_open(hall: Hall, trainer: Browser) -> None:
    browser = hall.sit_down(hall.seats()[0])
    assert "sedang memilih" not in browser.get("/beranda").text
    opened(hall, trainer)
    assert browser.get("/beranda").text.count("Aula sedang memilih") == 1
    assert "Aula sedang memilih" in browser.get("/meja").text
    vote(browser, finding="a")
    assert "Pilihan Anda sudah terkirim" in browser.get("/beranda").text
    trainer.send(f"{page_of(hall)}/tutup")
    assert "sedang memilih" not in browser.get("/beranda").text


def test_another_class_neither_sees_nor_votes_nor_steers(hall: Hall, trainer: Browser) -> None:
    opened(hall, trainer)
    other = open_hall(hall.app, ("Orang Asing",), username="tetangga")
    stranger = other.sit_down(other.seats()[0])
    assert "Belum ada yang dipilih" in stranger.get("/cermin").text
    assert vote(stranger, mirror=1, finding="a") == 409
    assert trainer.get(page_of(other)).status_code == 404
    assert trainer.send(f"{page_of(other)}/tutup").status_code == 404
    assert trainer.send("/cermin", mirror=1, finding="a").status_code == 403
    assert _counts(hall)["finding"].total == 0


def test_who_only_watches_a_class_sees_the_mirror_and_steers_nothing(app: Flask, hall: Hall, trainer: Browser) -> None:
    from bimtek.workshops.models import Facilitator

    opened(hall, trainer)
    with committing():
        db.session.get_one(Facilitator, (hall.class_id, hall.trainer_id)).role = "observer"
    page = trainer.get(page_of(hall)).text
    assert "Suara per kriteria" in page
    assert "Tutup pemungutan suara" not in page
    assert trainer.send(f"{page_of(hall)}/tutup").status_code == 403
    assert trainer.get(f"/kelas/{hall.class_id}/layar").status_code == 200


def test_an_archived_class_votes_no_more(hall: Hall, trainer: Browser) -> None:
    opened(hall, trainer)
    browser = hall.sit_down(hall.seats()[0])
    with committing():
        workshop(db.session(), hall.class_id).archived_at = WALL
    assert vote(browser, finding="a") == 409


def test_a_break_needs_an_hour_that_is_not_over(hall: Hall, trainer: Browser) -> None:
    path = f"{page_of(hall)}/layar"
    trainer.get(page_of(hall))
    for wrong in ("", "07.00", "25.99", "siang"):
        answer = trainer.send(path, mode="pause", until=wrong)
        assert answer.status_code == 422, wrong
        assert "Isi jam selesai istirahat" in answer.text
    assert trainer.send(path, mode="pause", until="13:15").status_code == 302
    row = services.wall_of(db.session(), hall.class_id)
    assert row.until == WALL.replace(hour=5, minute=15)
    assert row.rested(WALL + timedelta(hours=6))
    assert trainer.send(path, mode="ranking").status_code == 400
