"""The pages a person takes from the own work, and the trainer's page of matching texts: each opens for whom it is meant."""

from __future__ import annotations

import pytest

from tests.web.judging import JudgingClient


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/belajar/kemajuan", "Kekuatan per unit"),
        ("/belajar/kemajuan?unit=U2", "Waktu per langkah"),
        ("/belajar/kemajuan?unit=nothing", "Waktu per langkah"),
        ("/belajar/bekal", "tiga hal yang saya jaga"),
        ("/meja/dikesampingkan", "Tidak ada yang dikesampingkan"),
    ],
)
def test_a_trainee_opens_the_own_pages(trainee: JudgingClient, path: str, words: str) -> None:
    answer = trainee.get(path)
    assert answer.status_code == 200
    assert words in answer.text


@pytest.mark.parametrize("path", ["/belajar/kemajuan", "/belajar/bekal", "/meja/dikesampingkan"])
def test_a_trainer_has_no_such_pages(trainer: JudgingClient, path: str) -> None:
    assert trainer.get(path).status_code == 403


def test_the_trainer_opens_the_page_of_matching_texts_and_nobody_else(
    trainer: JudgingClient, trainee: JudgingClient
) -> None:
    assert "Tidak ada tulisan yang mirip" in trainer.get("/penilaian/kemiripan").text
    assert trainee.get("/penilaian/kemiripan").status_code == 403
    assert trainer.get("/penilaian/kemiripan?kelas=999").status_code == 404


@pytest.mark.parametrize("unit", ["u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8"])
def test_every_unit_has_its_page_its_reading_and_its_example(trainee: JudgingClient, unit: str) -> None:
    assert unit.upper() in trainee.get(f"/belajar/{unit}").text
    assert "<h2>" in trainee.get(f"/belajar/{unit}/bacaan").text
    assert "Contoh, langkah 1" in trainee.get(f"/belajar/{unit}/contoh?langkah=1").text
