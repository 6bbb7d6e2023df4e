"""Photos at the Baruga desk over HTTP: before and after, bad uploads beside their field, nothing typed lost."""

from __future__ import annotations

import io
import re

import pytest

from bimtek.sandbox.domain.lifecycle import State
from tests.factories.classes import Made
from tests.web.judging import JudgingClient
from tests.web.sandbox.aduan_steps import TEXT, brought_to_the_office, photo
from tests.web.sandbox.desk_steps import case_of, press, send


def test_photos_before_and_after_stand_in_the_thread_and_are_another_persons_404(
    trainee: JudgingClient, other: JudgingClient, made: Made, aduan: str
) -> None:
    brought_to_the_office(trainee, made, aduan)
    files = {"before": (photo(), "sebelum.jpg"), "after": (photo((80, 40)), "sesudah.png")}
    given = {"office": "dishub", "text": TEXT, "before_caption": "Panel lama", **files}
    assert send(trainee, aduan, "record_act", **given).status_code == 302
    page = trainee.get(f"/meja/laporan/{aduan}").text
    assert "Sebelum: Panel lama" in page
    address = page.split("/meja/baruga/foto/")[1].split('"')[0]
    shown = trainee.get(f"/meja/baruga/foto/{address}")
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert shown.headers["Cache-Control"].startswith("private")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert other.get(f"/meja/baruga/foto/{address}").status_code == 404


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"\xff\xd8" + b"x" * 20 * 1024 * 1024, "liburan.jpg", "8 MB"),
        (b"%PDF-1.4 surat", "foto.jpg", "isinya PDF"),
        (b"", "kosong.jpg", "kosong"),
    ],
)
def test_a_file_that_is_no_photo_is_refused_beside_its_field_and_the_text_stays(
    trainee: JudgingClient, made: Made, aduan: str, data: bytes, name: str, said: str
) -> None:
    brought_to_the_office(trainee, made, aduan)
    answer = send(trainee, aduan, "record_act", office="dishub", text=TEXT, after=(io.BytesIO(data), name))
    assert answer.status_code == 422
    assert said in answer.text
    assert TEXT in answer.text
    assert case_of(aduan).state == State.BARUGA_DISPOSED


def test_two_photos_that_are_too_large_are_refused_each_beside_its_field_with_the_text_still_there(
    trainee: JudgingClient, made: Made, aduan: str
) -> None:
    brought_to_the_office(trainee, made, aduan)
    large = b"\xff\xd8" + b"x" * 20 * 1024 * 1024
    files = {"before": (io.BytesIO(large), "a.jpg"), "after": (io.BytesIO(large), "b.jpg")}
    answer = send(trainee, aduan, "record_act", office="dishub", text=TEXT, **files)
    assert answer.status_code == 422
    assert answer.text.count('class="field-error"') == 2
    assert TEXT in answer.text


def test_a_photo_once_received_need_not_be_sent_again_when_the_form_comes_back(
    trainee: JudgingClient, other: JudgingClient, made: Made, aduan: str
) -> None:
    brought_to_the_office(trainee, made, aduan)
    answer = send(trainee, aduan, "record_act", office="dishub", text="", before=(photo(), "a.jpg"))
    assert answer.status_code == 422
    assert "Foto sudah diterima" in answer.text
    seal = re.search(r'name="before_kept"[^>]*value="([^"]+)"', answer.text)
    assert seal
    form = {"office": "dishub", "text": TEXT, "before_caption": "Panel lama", "after_kept": seal[1]}
    assert press(trainee, aduan, "record_act", before_kept=seal[1], **form).status_code == 200
    assert send(trainee, aduan, "record_act", before_kept=seal[1], **form).status_code == 302
    page = trainee.get(f"/meja/laporan/{aduan}").text
    assert "Sebelum: Panel lama" in page
    assert "Sesudah" not in page.split("Percakapan")[1]


def test_a_seal_that_was_changed_brings_no_photo(trainee: JudgingClient, made: Made, aduan: str) -> None:
    brought_to_the_office(trainee, made, aduan)
    assert send(trainee, aduan, "record_act", office="dishub", text=TEXT, before_kept="abc.def").status_code == 302
    assert "<figure>" not in trainee.get(f"/meja/laporan/{aduan}").text


def test_the_trainer_sees_the_photos_over_the_shoulder(
    trainee: JudgingClient, trainer: JudgingClient, made: Made, aduan: str
) -> None:
    brought_to_the_office(trainee, made, aduan)
    send(trainee, aduan, "record_act", office="dishub", text=TEXT, before=(photo(), "a.jpg"))
    me = made.people[0].id
    page = trainer.get(f"/papan/orang/{me}/meja/{aduan}").text
    address = page.split('<figure><a href="')[1].split('"')[0]
    assert trainer.get(address).mimetype == "image/jpeg"
    assert trainer.get(f"{address}?kecil=1").status_code == 200
    assert trainer.get(address.replace(f"/{me}/", f"/{made.people[1].id}/")).status_code == 404
    assert trainee.get(address).status_code == 403
