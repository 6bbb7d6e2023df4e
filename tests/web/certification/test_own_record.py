"""The own record of somebody at the beginning: what is missing, in words, in the language of the page."""

from __future__ import annotations

from tests.web.judging import JudgingClient

RECORD = "/sertifikat"


def test_parts_that_are_missing_are_named_once(trainee: JudgingClient) -> None:
    page = trainee.get(RECORD).text
    assert "Baca: dari laporan masuk sampai berakhir; Lihat contoh: jalan berlubang di Kapidi" in page
    assert "Baca: Baca" not in page


def test_they_are_named_in_english_too(trainee: JudgingClient) -> None:
    trainee.get(RECORD)
    trainee.post("/bahasa", data={"language": "en", "next": "/"})
    page = trainee.get(RECORD).text
    assert "Read: from a report arriving to its end; See the worked example: a road with potholes" in page
    assert "; Mandiri" not in page
